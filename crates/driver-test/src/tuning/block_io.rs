//! Limits of disks, each disk's own or those of a group that disks share.

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::domain::tuning::{Iotune, ThrottleGroups};
use virt::constants::*;
use virt::flags::{self, Affected};
use virt::generated::domain::DomainBlockIoTuneReply;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use super::{GET, SET, counted, tunable};
use crate::core::{Core, once};

/// One number among the limits: its name, its place, and the set of numbers that one call replaces as a whole.
struct Limit(&'static str, fn(&mut Iotune) -> &mut u64, u8);

const GROUP: &str = VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME;
/// What events call a limit by begins so.
const TUNABLE_PREFIX: &str = "blkdeviotune.";

const LIMITS: [Limit; 19] = [
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, |tune| &mut tune.total_bytes_sec, 0),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, |tune| &mut tune.read_bytes_sec, 0),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, |tune| &mut tune.write_bytes_sec, 0),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, |tune| &mut tune.total_iops_sec, 1),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, |tune| &mut tune.read_iops_sec, 1),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC, |tune| &mut tune.write_iops_sec, 1),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, |tune| &mut tune.total_bytes_sec_max, 2),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX, |tune| &mut tune.read_bytes_sec_max, 2),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX, |tune| &mut tune.write_bytes_sec_max, 2),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX, |tune| &mut tune.total_iops_sec_max, 3),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX, |tune| &mut tune.read_iops_sec_max, 3),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX, |tune| &mut tune.write_iops_sec_max, 3),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, |tune| &mut tune.size_iops_sec, 4),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.total_bytes_sec_max_length, 5),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.read_bytes_sec_max_length, 5),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.write_bytes_sec_max_length, 5),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.total_iops_sec_max_length, 6),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.read_iops_sec_max_length, 6),
    Limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.write_iops_sec_max_length, 6),
];

/// The disk that a path or a name means.
pub(crate) fn disk<'d>(domain: &'d mut Domain, path: &str) -> Result<&'d mut Disk> {
    let mut disks = domain.devices.disks.iter_mut();
    let found = disks.find(|disk| disk.target.dev == path || disk.source.path() == Some(path));
    found.ok_or_else(|| Error::invalid_arg(format!("disk '{path}' was not found in the domain config")))
}

pub(crate) fn block_io(
    core: &Core,
    dom: &DomainRef,
    path: Option<&str>,
    room: i32,
    flags: u32,
) -> Result<DomainBlockIoTuneReply> {
    flags::only(flags, GET, "testDomainGetBlockIoTune")?;
    let mut domain = core.meant_once(dom, flags)?;
    let mut tune = match path {
        Some(path) => disk(&mut domain, path)?.iotune.take().map_or_else(Iotune::default, |tune| *tune),
        // Who only wants to know how many values there are need not name a disk.
        None if room == 0 => Iotune::default(),
        None => return Err(Error::invalid_arg("the name of a disk is missing")),
    };
    let group = tune.group_name.take().map(|Text(name)| name).unwrap_or_default();
    let mut all: Vec<TypedParam> =
        LIMITS.iter().map(|Limit(field, place, _)| TypedParam::new(*field, *place(&mut tune))).collect();
    all.insert(13, TypedParam::new(GROUP, group));
    let (params, nparams) = counted(all, room);
    Ok(DomainBlockIoTuneReply { params, nparams })
}

fn number(params: &[TypedParam], field: &str) -> Option<u64> {
    match typed_param::find(params, field) {
        Some(TypedValue::Ullong(number)) => Some(*number),
        _ => None,
    }
}

/// Checks the types of the values, and what can be said of them without a disk.
fn check(params: &[TypedParam]) -> Result<()> {
    let mut known: Vec<_> = LIMITS.iter().map(|limit| (limit.0, VIR_TYPED_PARAM_ULLONG)).collect();
    known.push((GROUP, VIR_TYPED_PARAM_STRING));
    typed_param::check(params, &known)?;
    match LIMITS.iter().find(|limit| number(params, limit.0).is_some_and(|number| i64::try_from(number).is_err())) {
        Some(limit) => {
            let message = format!("block I/O throttle limit value of '{}' must be no more than {}", limit.0, i64::MAX);
            Err(Error::argument_unsupported(message))
        }
        None => Ok(()),
    }
}

/// Puts values in: a set of numbers of which one is given is replaced as a whole.
fn apply(tune: &mut Iotune, params: &[TypedParam]) -> Result<()> {
    for Limit(field, place, set) in &LIMITS {
        let given = LIMITS.iter().any(|other| other.2 == *set && number(params, other.0).is_some());
        if given {
            *place(tune) = number(params, field).unwrap_or(0);
        }
    }
    if let Some(TypedValue::String(name)) = typed_param::find(params, GROUP) {
        tune.group_name = Some(Text(name.clone())).filter(|name| !name.0.is_empty());
    }
    consistent(tune)
}

fn consistent(tune: &Iotune) -> Result<()> {
    for (what, total, parts) in [
        ("bytes_sec", tune.total_bytes_sec, [tune.read_bytes_sec, tune.write_bytes_sec]),
        ("iops_sec", tune.total_iops_sec, [tune.read_iops_sec, tune.write_iops_sec]),
        ("bytes_sec_max", tune.total_bytes_sec_max, [tune.read_bytes_sec_max, tune.write_bytes_sec_max]),
        ("iops_sec_max", tune.total_iops_sec_max, [tune.read_iops_sec_max, tune.write_iops_sec_max]),
    ] {
        if total != 0 && parts != [0, 0] {
            let message = format!("total and read/write of {what} cannot be set at the same time");
            return Err(Error::invalid_arg(message));
        }
    }
    let mut tune = tune.clone();
    for Limit(field, place, _) in &LIMITS {
        let named = |suffix: &str| LIMITS.iter().find(|limit| limit.0.strip_suffix(suffix) == Some(field));
        let mut value_of = |limit: Option<&Limit>| limit.map(|limit| *(limit.1)(&mut tune));
        let (most, length) = (value_of(named("_max")), value_of(named("_length")));
        let value = *place(&mut tune);
        if most.is_some_and(|most| most != 0 && value > most) {
            return Err(Error::invalid_arg(format!("{field} cannot be set higher than {field}_max")));
        }
        if value == 0 && length.is_some_and(|length| length != 0) {
            return Err(Error::invalid_arg(format!("{field}_length cannot be set without {field}")));
        }
    }
    Ok(())
}

/// Gives all members of a group the same limits.
fn share(domain: &mut Domain, tune: &Iotune) {
    let is_member = |disk: &Disk| disk.iotune.as_ref().is_some_and(|other| other.group_name == tune.group_name);
    for disk in domain.devices.disks.iter_mut().filter(|disk| tune.group_name.is_some() && is_member(disk)) {
        disk.iotune = Some(Box::new(tune.clone()));
    }
}

/// How an event tells new limits.
fn told(place: (&'static str, &str), params: &[TypedParam]) -> Vec<TypedParam> {
    let limits =
        params.iter().map(|param| TypedParam::new(format!("{TUNABLE_PREFIX}{}", param.field), param.value.clone()));
    std::iter::once(TypedParam::new(place.0, place.1)).chain(limits).collect()
}

pub(crate) fn set_block_io(core: &Core, dom: &DomainRef, path: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetBlockIoTune")?;
    once(flags)?;
    check(params)?;
    let change = |domain: &mut Domain, _| {
        let disk = disk(domain, path)?;
        let mut tune = disk.iotune.take().map_or_else(Iotune::default, |tune| *tune);
        apply(&mut tune, params)?;
        disk.iotune = Some(Box::new(tune.clone())).filter(|tune| **tune != Iotune::default());
        share(domain, &tune);
        Ok(())
    };
    let params = || told((VIR_DOMAIN_TUNABLE_BLKDEV_DISK, path), params);
    core.change_documents(dom, flags, change, |guest, what: Affected| what.live.then(|| tunable(guest, params())))
}

/// Adds a group that disks can take part in, or changes its limits.
pub(crate) fn set_group(core: &Core, dom: &DomainRef, name: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetThrottleGroup")?;
    check(params)?;
    if name.is_empty() {
        return Err(Error::invalid_arg("the name of a throttle group must not be empty"));
    }
    let change = |domain: &mut Domain, _| {
        let groups = &mut domain.throttlegroups.get_or_insert_with(ThrottleGroups::default).groups;
        let is_it = |group: &Iotune| group.group_name.as_ref().is_some_and(|Text(known)| known == name);
        let at = groups.iter().position(is_it).unwrap_or_else(|| {
            groups.push(Iotune { group_name: Some(Text(name.to_owned())), ..Iotune::default() });
            groups.len() - 1
        });
        apply(&mut groups[at], params)?;
        groups[at].group_name = Some(Text(name.to_owned()));
        Ok(())
    };
    let params = || told((VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME, name), params);
    core.change_documents(dom, flags, change, |guest, what: Affected| what.live.then(|| tunable(guest, params())))
}

/// Removes a group that no disk takes part in.
pub(crate) fn delete_group(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainDelThrottleGroup")?;
    let name = name.ok_or_else(|| Error::invalid_arg("the name of a throttle group is missing"))?;
    let change = |domain: &mut Domain, _| {
        let uses = |disk: &Disk| disk.throttle_filters.iter().flat_map(|list| &list.filters).any(|f| f.group == name);
        if let Some(disk) = domain.devices.disks.iter().find(|disk| uses(disk)) {
            let message = format!("throttle group '{name}' is still being used by disk '{}'", disk.target.dev);
            return Err(Error::operation_invalid(message).in_domain(ErrorDomain::DOMAIN));
        }
        let mut groups = domain.throttlegroups.take().unwrap_or_default();
        let before = groups.groups.len();
        groups.groups.retain(|group| group.group_name.as_ref().is_none_or(|Text(known)| known != name));
        let gone = groups.groups.len() < before;
        domain.throttlegroups = Some(groups).filter(|groups| !groups.groups.is_empty());
        match gone {
            true => Ok(()),
            false => Err(Error::invalid_arg(format!("throttle group '{name}' was not found in the domain"))),
        }
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
