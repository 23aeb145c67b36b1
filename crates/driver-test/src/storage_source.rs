//! What new pools could be made from: volume groups and a server's folder that are always found.

use conf::storage_pool::capabilities::PoolCapabilities;
use conf::storage_pool::source::{Device, Dir, Format};
use conf::storage_pool::{PoolKind, PoolSource, PoolSources};
use virt::{Error, ErrorDomain, Result, flags};
use xml::{Document, Mode, Text, Value};

/// Devices with a volume group, and their names.
const VOLUME_GROUPS: [(&str, &str); 2] = [("/dev/sda20", "testvg1"), ("/dev/sda21", "testvg2")];
/// The folder that every server offers.
const SHARE: &str = "/testshare";

fn format(kind: &str) -> Option<Format> {
    Some(Format { kind: Some(kind.to_owned()) })
}

/// Searches within the bounds of `spec`.
pub(crate) fn find(kind: &str, spec: Option<&str>, flags: u32) -> Result<String> {
    flags::only(flags, 0, "testConnectFindStoragePoolSources")?;
    let unknown = || Error::internal(format!("unknown storage pool type {kind}"));
    let known = match (PoolKind::from_xml(kind), spec) {
        (Some(PoolKind::Dir), _) => return Err(unknown()),
        (Some(known), _) => known,
        (None, None) => return Err(no_search(kind)),
        (None, Some(spec)) => {
            // Without a kind, nothing is known of what may be inside.
            let read = || Document::parse(spec)?.root_named("source", Mode::INACTIVE).map(drop);
            read().map_err(|error| conf::error(error).in_domain(ErrorDomain::STORAGE))?;
            return Err(unknown());
        }
    };
    let spec = spec.map(|spec| PoolSource::parse(spec, known)).transpose();
    let spec = spec.map_err(|e| e.in_domain(ErrorDomain::STORAGE))?;
    let sources = match known {
        PoolKind::Logical => volume_groups(),
        PoolKind::Netfs => shares(spec)?,
        _ => return Err(no_search(kind)),
    };
    Ok(PoolSources { sources }.format_list())
}

fn no_search(kind: &str) -> Error {
    Error::no_support(format!("pool type '{kind}' does not support source discovery"))
}

fn volume_groups() -> Vec<PoolSource> {
    let group = |(device, name): &(&str, &str)| PoolSource {
        devices: vec![Device { path: (*device).to_owned(), ..Device::default() }],
        name: Some(Text((*name).to_owned())),
        format: format("lvm2"),
        ..PoolSource::default()
    };
    VOLUME_GROUPS.iter().map(group).collect()
}

fn shares(spec: Option<PoolSource>) -> Result<Vec<PoolSource>> {
    let host = spec.and_then(|spec| spec.hosts.into_iter().next());
    let host = host.ok_or_else(|| Error::invalid_arg("hostname must be specified for netfs sources"))?;
    Ok(vec![PoolSource {
        hosts: vec![conf::storage_pool::source::Host { name: host.name, port: None }],
        dir: Some(Dir { path: SHARE.to_owned() }),
        format: format("nfs"),
        ..PoolSource::default()
    }])
}

/// Which kinds of pools there are: all, since none needs anything of the machine.
pub(crate) fn capabilities(flags: u32) -> Result<String> {
    flags::only(flags, 0, "testConnectGetStoragePoolCapabilities")?;
    Ok(PoolCapabilities::new(&|_| true).format())
}
