//! Reading and printing documents whose readers want to know more than the text.

use crate::backup::Backup;
use crate::checkpoint::Checkpoint;
use crate::domain::status::DomainStatus;
use crate::domain::{self, Domain};
use crate::moment;
use crate::network::Network;
use crate::snapshot::Snapshot;
use crate::storage_pool::PoolKind;
use crate::storage_vol::{Capacity, StorageVolume};
use virt::Result;
use xml::{Document, Mode};

pub(super) fn domain(text: &str) -> Result<String> {
    let flags = domain::FormatFlags { secure: true, ..domain::FormatFlags::default() };
    Domain::parse(text, domain::ParseFlags::LIVE).map(|it| it.format(flags))
}

pub(super) fn domain_status(text: &str) -> Result<String> {
    DomainStatus::parse(text).map(|it| it.format())
}

pub(super) fn network(text: &str) -> Result<String> {
    Network::parse(text, Mode::LIVE).map(|it| it.format(Mode::LIVE))
}

pub(super) fn volume(text: &str) -> Result<String> {
    StorageVolume::parse(text, PoolKind::Dir, Capacity::Optional).map(|it| it.format())
}

fn has_child(text: &str, name: &str) -> Result<bool> {
    let document = Document::parse(text).map_err(crate::error)?;
    Ok(document.root(Mode::LIVE).first(name).is_some())
}

/// A moment that has a time exists; one that says whether it is the present one comes from the daemon's own file.
fn moment_flags(text: &str) -> Result<(moment::ParseFlags, moment::FormatFlags)> {
    let internal = has_child(text, "active")?;
    let redefine = has_child(text, "creationTime")?;
    let format = moment::FormatFlags { internal, secure: true, ..moment::FormatFlags::default() };
    Ok((moment::ParseFlags { redefine, internal, offline: false }, format))
}

pub(super) fn snapshot(text: &str) -> Result<String> {
    let (flags, format) = moment_flags(text)?;
    Snapshot::parse(text, flags, &mut |_| Ok(())).map(|it| it.format(format))
}

pub(super) fn checkpoint(text: &str) -> Result<String> {
    let (flags, format) = moment_flags(text)?;
    // A checkpoint that exists has its domain; without one the text is a request, whatever time it names.
    let redefine = flags.redefine && has_child(text, "domain")?;
    Checkpoint::parse(text, moment::ParseFlags { redefine, ..flags }, &mut |_| Ok(())).map(|it| it.format(format))
}

pub(super) fn backup(text: &str) -> Result<String> {
    let internal = has_child(text, "privateData")?;
    Backup::parse(text, internal).map(|it| it.format(internal))
}
