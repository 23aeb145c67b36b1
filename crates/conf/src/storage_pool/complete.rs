//! What a pool's document implies without saying it, and what it must say.

use super::kind::Presence;
use super::options::Declaration;
use super::source::{Dir, Format, PoolSource, clean_path};
use super::{PoolKind, StoragePool, Target};
use virt::{Error, Result};
use xml::{ErrorKind, Node, Text};

/// Completes and checks a pool as it was read.
pub(super) fn pool(pool: &mut StoragePool, node: &Node) -> Result<()> {
    let place = node.first("source").unwrap_or(*node);
    source(&mut pool.source, pool.kind, &place).map_err(crate::error)?;
    names(pool, node)?;
    let cow = pool.features.as_ref().and_then(|features| features.cow.as_ref());
    if cow.is_none() {
        pool.features = None;
    } else if !matches!(pool.kind, PoolKind::Dir | PoolKind::Fs) {
        return Err(Error::no_support("cow feature may only be used for 'fs' and 'dir' pools"));
    }
    pool.refresh.take_if(|refresh| refresh.volume.as_ref().is_none_or(|volume| volume.allocation.is_none()));
    pool.namespace = Declaration { prefix: pool.options.prefix() };
    target(pool, node)
}

/// Checks a source that says only what it has to.
pub(super) fn partial_source(source: &mut PoolSource, kind: PoolKind, node: &Node) -> xml::Result<()> {
    if kind.source_name() == Presence::Required && source.name.is_none() {
        return Err(node.error("element 'name' is mandatory for RBD pool"));
    }
    format(source, kind, node)
}

/// Keeps the parts of a source that belong to the kind of pool; the required ones must be there.
fn source(source: &mut PoolSource, kind: PoolKind, node: &Node) -> xml::Result<()> {
    let lacks = |what: &str| Err(node.error(format!("missing storage pool source {what}")));
    partial_source(source, kind, node)?;
    match kind.hosts() {
        Presence::Foreign => source.hosts.clear(),
        Presence::Required if source.hosts.is_empty() => return lacks("host name"),
        _ => (),
    }
    match kind.devices() {
        Presence::Foreign => source.devices.clear(),
        Presence::Required if source.devices.is_empty() => return lacks("device name"),
        _ => (),
    }
    match kind.dir() {
        Presence::Foreign => source.dir = None,
        Presence::Required if source.dir.is_none() => return lacks("path"),
        _ => (),
    }
    if kind == PoolKind::Gluster {
        source.dir.get_or_insert_with(|| Dir { path: "/".to_owned() });
    }
    match kind.adapter() {
        Presence::Required if source.adapter.is_none() => return lacks("adapter"),
        Presence::Required => (),
        _ => source.adapter = None,
    }
    match kind.initiator() {
        Presence::Foreign => source.initiator = None,
        Presence::Required if source.initiator.is_none() => {
            return Err(node.error_of(ErrorKind::Unsupported, "missing initiator IQN"));
        }
        _ => (),
    }
    if kind.source_name() == Presence::Foreign {
        source.name = None;
    }
    Ok(())
}

fn format(source: &mut PoolSource, kind: PoolKind, node: &Node) -> xml::Result<()> {
    let place = node.first("format").unwrap_or(*node);
    let word = source.format.take().and_then(|format| format.kind);
    let formats = kind.source_formats();
    if let Some(default) = kind.default_source_format() {
        if let Some(word) = word.as_deref().filter(|word| !formats.contains(word)) {
            return Err(place.error_of(ErrorKind::Unsupported, format!("unknown pool format type {word}")));
        }
        source.format = Some(Format { kind: Some(word.unwrap_or_else(|| default.to_owned())) });
    }
    // Compat: only formats past the second of any kind speak against a version of NFS.
    let chosen = source.format.as_ref().and_then(|format| format.kind.as_deref());
    let position = formats.iter().position(|word| Some(*word) == chosen);
    if let (Some(2..), Some(word), Some(_)) = (position, chosen, &source.protocol) {
        let message = format!("storage pool protocol ver unsupported for pool type '{word}'");
        return Err(node.error_of(ErrorKind::Unsupported, message));
    }
    Ok(())
}

/// Pool and source may lend each other their names.
fn names(pool: &mut StoragePool, node: &Node) -> Result<()> {
    if pool.name.is_empty()
        && let Some(Text(name)) = &pool.source.name
    {
        pool.name.clone_from(name);
    }
    if pool.name.is_empty() {
        return Err(crate::error(node.error("missing pool source name element")));
    }
    let place = node.first("name").unwrap_or(*node);
    if pool.name.contains('/') {
        return Err(crate::error(place.error(format!("name {} cannot contain '/'", pool.name))));
    }
    if pool.kind.source_name() != Presence::Foreign {
        pool.source.name.get_or_insert_with(|| Text(pool.name.clone()));
    }
    Ok(())
}

fn target(pool: &mut StoragePool, node: &Node) -> Result<()> {
    if pool.kind.is_network() {
        pool.target = None;
        return Ok(());
    }
    let name = pool.source.name.as_ref().map_or("", |name| name.0.as_str());
    let implied = match pool.kind {
        PoolKind::Logical => Some(format!("/dev/{name}")),
        PoolKind::Zfs => Some(format!("/dev/zvol/{name}")),
        _ => None,
    };
    let target: &mut Target = pool.target.get_or_insert_default();
    let written = target.path.take().map(|path| path.0).filter(|path| !path.is_empty());
    let missing = || crate::error(node.error("missing storage pool target path"));
    let path = implied.or(written).ok_or_else(missing)?;
    target.path = Some(Text(clean_path::clean(&path)));
    Ok(())
}
