//! Limits of disks, each disk's own or those of a group that disks share.

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use crate::domain::Domain;
use crate::domain::disk::Disk;
use crate::domain::tuning::{Iotune, ThrottleGroups};

/// One number among the limits: its name, its place, and the set of numbers that one call replaces as a whole.
pub struct Limit(pub &'static str, pub fn(&mut Iotune) -> &mut u64, u8);

const GROUP: &str = VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME;
/// What events call a limit by begins so.
const TUNABLE_PREFIX: &str = "blkdeviotune.";

/// The numbers, in the order in which they are told but for the group's name.
pub const LIMITS: [Limit; 19] = [
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
pub fn disk<'d>(domain: &'d mut Domain, path: &str) -> Result<&'d mut Disk> {
    let mut disks = domain.devices.disks.iter_mut();
    let found = disks.find(|disk| disk.target.dev == path || disk.source.path() == Some(path));
    found.ok_or_else(|| Error::invalid_arg(format!("disk '{path}' was not found in the domain config")))
}

/// What limits are told as.
pub fn params(tune: Option<&Iotune>) -> Vec<TypedParam> {
    let mut tune = tune.cloned().unwrap_or_default();
    let group = tune.group_name.take().map(|Text(name)| name).unwrap_or_default();
    let mut all: Vec<TypedParam> =
        LIMITS.iter().map(|Limit(field, place, _)| TypedParam::new(*field, *place(&mut tune))).collect();
    all.insert(13, TypedParam::new(GROUP, group));
    all
}

fn number(params: &[TypedParam], field: &str) -> Option<u64> {
    match typed_param::find(params, field) {
        Some(TypedValue::Ullong(number)) => Some(*number),
        _ => None,
    }
}

/// Checks the types of the values, and what can be said of them without a disk.
pub fn check(params: &[TypedParam]) -> Result<()> {
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
fn put(tune: &mut Iotune, params: &[TypedParam]) {
    for Limit(field, place, set) in &LIMITS {
        let given = LIMITS.iter().any(|other| other.2 == *set && number(params, other.0).is_some());
        if given {
            *place(tune) = number(params, field).unwrap_or(0);
        }
    }
    if let Some(TypedValue::String(name)) = typed_param::find(params, GROUP) {
        tune.group_name = Some(Text(name.clone())).filter(|name| !name.0.is_empty());
    }
}

/// Limits of a total and of its parts are told apart.
fn exclusive(tune: &Iotune) -> Result<()> {
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
    Ok(())
}

fn consistent(tune: &Iotune) -> Result<()> {
    exclusive(tune)?;
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

/// Changes the limits of a disk, and with them those of all that share its group; returns them.
pub fn set_disk(domain: &mut Domain, path: &str, params: &[TypedParam]) -> Result<Iotune> {
    let tune = put_disk(domain, path, params)?;
    consistent(&tune)?;
    Ok(tune)
}

/// The same for drivers that have an opinion of their own on which limits go together.
pub fn put_disk(domain: &mut Domain, path: &str, params: &[TypedParam]) -> Result<Iotune> {
    let joined =
        match typed_param::find(params, GROUP) {
            Some(TypedValue::String(name)) => domain.devices.disks.iter().find_map(|other| {
                other.iotune.as_deref().filter(|tune| !name.is_empty() && is_group(tune, name)).cloned()
            }),
            _ => None,
        };
    let disk = disk(domain, path)?;
    let own = disk.iotune.take().map_or_else(Iotune::default, |tune| *tune);
    // Who joins a group has what that has.
    let mut tune = joined.unwrap_or(own);
    put(&mut tune, params);
    exclusive(&tune)?;
    disk.iotune = Some(Box::new(tune.clone())).filter(|tune| **tune != Iotune::default());
    share(domain, &tune);
    Ok(tune)
}

/// How an event tells new limits of a disk or a group.
pub fn told(place: (&'static str, &str), params: &[TypedParam]) -> Vec<TypedParam> {
    let limits =
        params.iter().map(|param| TypedParam::new(format!("{TUNABLE_PREFIX}{}", param.field), param.value.clone()));
    std::iter::once(TypedParam::new(place.0, place.1)).chain(limits).collect()
}

/// Refuses a group without a name.
pub fn check_group(name: &str) -> Result<()> {
    match name.is_empty() {
        true => Err(Error::invalid_arg("the name of a throttle group must not be empty")),
        false => Ok(()),
    }
}

/// Whether a group is of that name.
pub fn is_group(group: &Iotune, name: &str) -> bool {
    group.group_name.as_ref().is_some_and(|Text(known)| known == name)
}

/// Adds a group that disks can take part in, or changes its limits; returns them.
pub fn set_group(domain: &mut Domain, name: &str, params: &[TypedParam]) -> Result<Iotune> {
    let groups = &mut domain.throttlegroups.get_or_insert_with(ThrottleGroups::default).groups;
    let at = groups.iter().position(|group| is_group(group, name)).unwrap_or_else(|| {
        groups.push(Iotune { group_name: Some(Text(name.to_owned())), ..Iotune::default() });
        groups.len() - 1
    });
    put(&mut groups[at], params);
    groups[at].group_name = Some(Text(name.to_owned()));
    consistent(&groups[at])?;
    Ok(groups[at].clone())
}

/// Removes a group that no disk takes part in.
pub fn delete_group(domain: &mut Domain, name: &str) -> Result<()> {
    let uses = |disk: &Disk| disk.throttle_filters.iter().flat_map(|list| &list.filters).any(|f| f.group == name);
    if let Some(disk) = domain.devices.disks.iter().find(|disk| uses(disk)) {
        let message = format!("throttle group '{name}' is still being used by disk '{}'", disk.target.dev);
        return Err(Error::operation_invalid(message).in_domain(ErrorDomain::DOMAIN));
    }
    let mut groups = domain.throttlegroups.take().unwrap_or_default();
    let before = groups.groups.len();
    groups.groups.retain(|group| !is_group(group, name));
    let gone = groups.groups.len() < before;
    domain.throttlegroups = Some(groups).filter(|groups| !groups.groups.is_empty());
    match gone {
        true => Ok(()),
        false => Err(Error::invalid_arg(format!("throttle group '{name}' was not found in the domain"))),
    }
}
