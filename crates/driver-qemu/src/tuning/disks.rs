//! Limits of a guest's disks, of groups of disks, and the mark from which on clients hear of a growing image.

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::domain::tuning::Iotune;
use conf::tune::block_io::{self, LIMITS, is_group};
use conf::tune::{GET, SET, counted};
use serde_json::{Map, Value, json};
use virt::constants::*;
use virt::generated::domain::DomainBlockIoTuneReply;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue};
use xml::Text;

use super::silent;
use crate::core::Core;
use crate::flags;
use crate::live::Live;
use crate::stats::alias_of;

/// The largest limit that QEMU takes.
const MOST: u64 = 1_000_000_000_000_000;

/// What QEMU calls the limits, in the order of [`LIMITS`]: as words of a command, and as properties of a group.
const WORDS: [[&str; 2]; 19] = [
    ["bps", "bps-total"],
    ["bps_rd", "bps-read"],
    ["bps_wr", "bps-write"],
    ["iops", "iops-total"],
    ["iops_rd", "iops-read"],
    ["iops_wr", "iops-write"],
    ["bps_max", "bps-total-max"],
    ["bps_rd_max", "bps-read-max"],
    ["bps_wr_max", "bps-write-max"],
    ["iops_max", "iops-total-max"],
    ["iops_rd_max", "iops-read-max"],
    ["iops_wr_max", "iops-write-max"],
    ["iops_size", "iops-size"],
    ["bps_max_length", "bps-total-max-length"],
    ["bps_rd_max_length", "bps-read-max-length"],
    ["bps_wr_max_length", "bps-write-max-length"],
    ["iops_max_length", "iops-total-max-length"],
    ["iops_rd_max_length", "iops-read-max-length"],
    ["iops_wr_max_length", "iops-write-max-length"],
];

fn limits(tune: &Iotune, column: usize) -> Map<String, Value> {
    let mut tune = tune.clone();
    let mut all = Map::new();
    for (limit, words) in LIMITS.iter().zip(WORDS) {
        let value = *(limit.1)(&mut tune);
        // Lengths have a default of their own, and the first ones are said even if there is none.
        if value != 0 || LIMITS.iter().take(6).any(|first| first.0 == limit.0) {
            all.insert(words[column].to_owned(), json!(value));
        }
    }
    all
}

/// Gives a disk of a running guest its limits.
fn throttle(monitor: &qmp::Monitor, disk: &Disk, tune: &Iotune) -> Result<()> {
    let mut arguments = limits(tune, 0);
    let devices = monitor.execute("query-block", None, crate::live::MONITOR_WAIT)?;
    let device = device_of(&devices, disk).and_then(|device| device["qdev"].as_str());
    let missing = || Error::internal(format!("QEMU does not know of disk '{}'", disk.target.dev));
    arguments.insert("id".to_owned(), json!(device.ok_or_else(missing)?));
    if let Some(Text(name)) = tune.group_name.as_ref().filter(|_| tune.is_limited()) {
        arguments.insert("group".to_owned(), json!(name));
    }
    let wait = crate::live::MONITOR_WAIT;
    monitor.execute("block_set_io_throttle", Some(Value::Object(arguments)), wait).map(drop)
}

/// What QEMU tells of a disk.
pub(crate) fn device_of<'v>(devices: &'v Value, disk: &Disk) -> Option<&'v Value> {
    let is_it = |device: &&Value| device["qdev"].as_str().is_some_and(|path| alias_of(path) == disk.info.alias());
    devices.as_array()?.iter().find(is_it)
}

/// Gives the disks of a guest that starts their limits.
pub(crate) fn throttle_all(monitor: &qmp::Monitor, domain: &Domain) -> Result<()> {
    for disk in domain.devices.disks.iter().filter(|disk| !disk.source.is_empty()) {
        if let Some(tune) = disk.iotune.as_deref().filter(|tune| tune.is_limited()) {
            throttle(monitor, disk, tune)?;
        }
    }
    Ok(())
}

/// Whether a tuning limits anything.
trait Limited {
    fn is_limited(&self) -> bool;
}

impl Limited for Iotune {
    fn is_limited(&self) -> bool {
        let mut tune = self.clone();
        LIMITS.iter().any(|limit| *(limit.1)(&mut tune) != 0)
    }
}

fn missing(path: &str) -> Error {
    Error::invalid_arg(format!("disk '{path}' not found in domain"))
}

pub(crate) fn block_io(
    core: &Core,
    dom: &DomainRef,
    path: Option<&str>,
    room: i32,
    flags: u32,
) -> Result<DomainBlockIoTuneReply> {
    flags::only(flags, GET, "qemuDomainGetBlockIoTune")?;
    let mut meant = core.meant(dom, flags)?;
    let tune = match path {
        Some(path) => {
            let disk = block_io::disk(&mut meant.domain, path).map_err(|_| missing(path))?;
            let mut tune = disk.iotune.take();
            if let (Some(live), Some(tune)) = (&meant.live, tune.as_deref_mut().filter(|t| t.group_name.is_none())) {
                // A disk on its own is in a group that QEMU has named.
                let devices = live.command("query-block", None)?;
                let group = device_of(&devices, disk).and_then(|device| device["inserted"]["group"].as_str());
                tune.group_name = group.map(|group| Text(group.to_owned()));
            }
            tune
        }
        // Who only wants to know how many values there are need not name a disk.
        None if room == 0 => None,
        None => return Err(Error::invalid_arg("the name of a disk is missing")),
    };
    let (params, nparams) = counted(block_io::params(tune.as_deref()), room);
    Ok(DomainBlockIoTuneReply { params, nparams })
}

fn check(params: &[TypedParam]) -> Result<()> {
    let too_much = |param: &TypedParam| matches!(param.value, TypedValue::Ullong(value) if value > MOST);
    match params.iter().any(too_much) {
        true => {
            let message = format!("block I/O throttle limit value must be no more than {MOST}");
            Err(Error::argument_unsupported(message))
        }
        false => block_io::check(params),
    }
}

/// What QEMU would refuse, in words that say which limit it is.
fn fits(tune: &Iotune) -> Result<()> {
    let mut tune = tune.clone();
    for limit in &LIMITS {
        let field = limit.0;
        let Some(peak) = LIMITS.iter().find(|other| other.0.strip_suffix("_max") == Some(field)) else { continue };
        let (value, most) = (*(limit.1)(&mut tune), *(peak.1)(&mut tune));
        if most != 0 && value == 0 {
            return Err(Error::config_unsupported(format!("cannot reset '{field}' when '{field}_max' is set")));
        }
        if most != 0 && most < value {
            return Err(Error::config_unsupported(format!("value '{field}_max' cannot be smaller than '{field}'")));
        }
    }
    Ok(())
}

pub(crate) fn set_block_io(core: &Core, dom: &DomainRef, path: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetBlockIoTune")?;
    check(params)?;
    let change = |domain: &mut Domain, affected: flags::Affected| {
        let disk = block_io::disk(domain, path).map_err(|error| if affected.live { missing(path) } else { error })?;
        let dev = &disk.target.dev;
        if affected.live && disk.source.is_empty() {
            return Err(Error::invalid_arg(format!("disk '{dev}' does not currently have a source assigned")));
        }
        let tune = block_io::put_disk(domain, path, params)?;
        if affected.live { fits(&tune) } else { Ok(()) }
    };
    let act = |live: &Live, domain: &mut Domain| {
        let disk = block_io::disk(domain, path)?;
        let tune = disk.iotune.as_deref().cloned().unwrap_or_default();
        throttle(&live.monitor, disk, &tune)
    };
    let told = || block_io::told((VIR_DOMAIN_TUNABLE_BLKDEV_DISK, path), params);
    core.change_documents(dom, flags, "set block I/O limits", change, act, told)
}

/// Adds a group that disks can take part in, or changes its limits.
pub(crate) fn set_group(core: &Core, dom: &DomainRef, name: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetThrottleGroup")?;
    check(params)?;
    block_io::check_group(name)?;
    let change = |domain: &mut Domain, _| fits(&block_io::set_group(domain, name, params)?);
    let act = |live: &Live, domain: &mut Domain| {
        let groups = &domain.throttlegroups.as_ref().map(|groups| groups.groups.as_slice()).unwrap_or_default();
        let Some(group) = groups.iter().find(|group| is_group(group, name)) else { return Ok(()) };
        let before = live.document();
        let known = before.domain.throttlegroups.iter().flat_map(|groups| &groups.groups);
        let (id, limits) = (format!("throttle-{name}"), Value::Object(limits(group, 1)));
        let command = match known.into_iter().any(|group| is_group(group, name)) {
            true => ("qom-set", json!({ "path": format!("/objects/{id}"), "property": "limits", "value": limits })),
            false => ("object-add", json!({ "qom-type": "throttle-group", "id": id, "limits": limits })),
        };
        live.command(command.0, Some(command.1)).map(drop)
    };
    let told = || block_io::told((VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME, name), params);
    core.change_documents(dom, flags, "set throttle group", change, act, told)
}

/// Removes a group that no disk takes part in.
pub(crate) fn delete_group(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainDelThrottleGroup")?;
    let name = name.ok_or_else(|| Error::invalid_arg("the name of a throttle group is missing"))?;
    let change = |domain: &mut Domain, _| block_io::delete_group(domain, name);
    let act = |live: &Live, _: &mut Domain| {
        live.command("object-del", Some(json!({ "id": format!("throttle-{name}") }))).map(drop)
    };
    core.change_documents(dom, flags, "remove throttle group", change, act, silent)
}

/// The name of the block node that a disk's name means, or that of an image below it (`vda[2]`).
pub(crate) fn storage_node(domain: &Domain, dev: &str) -> Result<String> {
    let unknown = || Error::invalid_arg(format!("failed to find disk '{dev}'"));
    let (name, index) = match dev.strip_suffix(']').and_then(|dev| dev.split_once('[')) {
        Some((name, index)) => (name, Some(index.parse::<u32>().map_err(|_| unknown())?)),
        None => (dev, None),
    };
    let disk = domain.devices.disks.iter().find(|disk| disk.target.dev == name).ok_or_else(unknown)?;
    let own = disk.source.common().index;
    let below = std::iter::successors(disk.backing_store.as_deref(), |layer| layer.backing_store.as_deref());
    let mut known = own.into_iter().chain(below.filter_map(|layer| layer.index));
    let index = match index {
        Some(index) => known.find(|known| *known == index),
        None => known.next(),
    };
    Ok(format!("libvirt-{}-storage", index.ok_or_else(unknown)?))
}

/// Sets the mark from which on clients hear that an image grows.
pub(crate) fn set_threshold(core: &Core, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainSetBlockThreshold")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set block threshold")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let node = storage_node(&live.document().domain, dev)?;
    live.command("block-set-write-threshold", Some(json!({ "node-name": node, "write-threshold": threshold })))
        .map(drop)
}

/// What a block node is called by users: its disk, or one of the images below it, and its path.
pub(crate) fn named(domain: &Domain, node: &str) -> Option<(String, Option<String>)> {
    let index: u32 = node.strip_prefix("libvirt-")?.split('-').next()?.parse().ok()?;
    domain.devices.disks.iter().find_map(|disk| {
        if disk.source.common().index == Some(index) {
            return Some((disk.target.dev.clone(), disk.source.path().map(str::to_owned)));
        }
        let mut below = std::iter::successors(disk.backing_store.as_deref(), |layer| layer.backing_store.as_deref());
        let layer = below.find(|layer| layer.index == Some(index))?;
        let path = layer.source.as_ref().and_then(|source| source.path()).map(str::to_owned);
        Some((format!("{}[{index}]", disk.target.dev), path))
    })
}

/// Largest part of a disk that is read at once.
const MAX_PEEK: u32 = 4 << 20;

/// Bytes of a disk's image, as they stand in its file.
pub(crate) fn peek(core: &Core, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
    use std::os::unix::fs::FileExt as _;
    flags::only(flags, 0, "qemuDomainBlockPeek")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let domain = match (&snapshot.live, &snapshot.definition) {
        (Some(live), _) => live.document().domain.clone(),
        (None, Some(definition)) => definition.parse()?,
        (None, None) => return Err(Error::operation_invalid("domain has no definition")),
    };
    let disk = crate::block::find(&domain, path).ok_or_else(|| missing(path))?;
    let file = disk.source.path().filter(|path| path.starts_with('/'));
    let file = file.ok_or_else(|| {
        let message = format!("the image of disk '{}' is no file of this host", disk.target.dev);
        Error::operation_unsupported(message)
    })?;
    if size > MAX_PEEK {
        return Err(Error::invalid_arg(format!("at most {MAX_PEEK} bytes can be read at once, not {size}")));
    }
    let failed = |e| Error::system(format!("cannot read header '{file}'"), &e).in_domain(ErrorDomain::STORAGE);
    if size == 0 {
        return Err(failed(std::io::Error::from_raw_os_error(22)));
    }
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
    let open = std::fs::File::open(file).map_err(failed)?;
    let mut have = 0;
    while let Some(rest) = bytes.get_mut(have..).filter(|rest| !rest.is_empty()) {
        let at = offset
            .checked_add(u64::try_from(have).unwrap_or(0))
            .ok_or_else(|| Error::invalid_arg("offset is too large"))?;
        match open.read_at(rest, at).map_err(failed)? {
            0 => {
                let message = format!("'{path}' starting from {offset} has only {have} bytes available");
                return Err(Error::invalid_arg(message));
            }
            more => have += more,
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_said_even_if_it_is_none() {
        let tune = Iotune { total_iops_sec: 9, total_iops_sec_max: 20, ..Iotune::default() };
        let said = limits(&tune, 0);
        assert_eq!((&said["iops"], &said["bps"], &said["iops_max"]), (&json!(9), &json!(0), &json!(20)));
        assert!(said.get("iops_max_length").is_none() && limits(&tune, 1).contains_key("iops-total-max"));
        assert!(fits(&tune).is_ok());
        assert!(fits(&Iotune { total_iops_sec: 0, ..tune.clone() }).is_err());
        assert!(fits(&Iotune { total_iops_sec_max: 3, ..tune }).is_err());
    }
}
