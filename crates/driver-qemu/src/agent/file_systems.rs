//! The guest's mounted file systems: what they are, freezing and thawing them, giving back what they do not use.

use conf::domain::Domain;
use serde_json::json;
use virt::generated::domain::DomainFsinfoReply;
use virt::generated::limits::{REMOTE_DOMAIN_FSINFO_DISKS_MAX, REMOTE_DOMAIN_FSINFO_MAX};
use virt::{DomainFsInfo, DomainRef, Error, Result, flags};

use super::disks::AgentDisk;
use super::line::{with_agent, with_agent_of_running};
use super::reply::{Part, Reply};
use crate::core::Core;

/// A mounted file system.
#[derive(Debug)]
pub(crate) struct FileSystem {
    pub(crate) mount_point: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) total_bytes: Option<u64>,
    pub(crate) used_bytes: Option<u64>,
    pub(crate) disks: Vec<AgentDisk>,
}

/// The command that lists file systems.
pub(crate) const LIST: &str = "guest-get-fsinfo";

impl FileSystem {
    fn read(part: Part<'_>, domain: &Domain) -> Result<FileSystem> {
        let bytes = |field: &str| part.optional_number(field).and_then(|bytes| u64::try_from(bytes).ok());
        let (mount_point, name) = (part.text_of("mountpoint")?, part.text_of("name")?);
        let disks = part.list_of("disk", REMOTE_DOMAIN_FSINFO_DISKS_MAX)?;
        Ok(FileSystem {
            mount_point,
            name,
            kind: part.text_of("type")?,
            total_bytes: bytes("total-bytes"),
            used_bytes: bytes("used-bytes"),
            disks: disks.into_iter().map(|disk| AgentDisk::read(disk, domain)).collect::<Result<_>>()?,
        })
    }
}

/// All file systems of an answer.
pub(crate) fn read_all(reply: &Reply, domain: &Domain) -> Result<Vec<FileSystem>> {
    let items = reply.list(REMOTE_DOMAIN_FSINFO_MAX)?;
    // Compat: the last one that the agent names comes first.
    items.into_iter().rev().map(|item| FileSystem::read(item, domain)).collect()
}

/// The document of a running guest.
pub(super) fn document(core: &Core, dom: &DomainRef) -> Result<std::sync::Arc<crate::live::LiveDocument>> {
    Ok(core.table.find(dom)?.snapshot().running()?.document())
}

/// Lists the guest's mounted file systems.
pub(crate) fn fsinfo(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
    flags::only(flags, 0, "qemuDomainGetFSInfo")?;
    let reply = with_agent_of_running(core, dom, "agent: file systems", |asker| asker.ask(LIST, None))?;
    let document = document(core, dom)?;
    let info: Vec<DomainFsInfo> = read_all(&reply, &document.domain)?
        .into_iter()
        .map(|found| DomainFsInfo {
            mountpoint: found.mount_point,
            name: found.name,
            fstype: found.kind,
            dev_aliases: found.disks.into_iter().filter_map(|disk| disk.alias).collect(),
        })
        .collect();
    Ok(DomainFsinfoReply { ret: u32::try_from(info.len()).unwrap_or(0), info })
}

fn count(reply: &Reply) -> Result<i32> {
    i32::try_from(reply.number()?).map_err(|_| reply.whole().wrong("a number out of range"))
}

/// Freezes file systems, all or those that are named, and returns how many.
pub(crate) fn freeze(core: &Core, dom: &DomainRef, mount_points: &[String], flags: u32) -> Result<i32> {
    flags::only(flags, 0, "qemuDomainFSFreeze")?;
    with_agent_of_running(core, dom, "agent: freeze", |asker| {
        let reply = match mount_points {
            [] => asker.ask("guest-fsfreeze-freeze", None)?,
            some => asker.ask("guest-fsfreeze-freeze-list", Some(json!({ "mountpoints": some })))?,
        };
        count(&reply)
    })
}

/// Thaws all file systems, and returns how many.
pub(crate) fn thaw(core: &Core, dom: &DomainRef, mount_points: &[String], flags: u32) -> Result<i32> {
    flags::only(flags, 0, "qemuDomainFSThaw")?;
    if !mount_points.is_empty() {
        return Err(Error::argument_unsupported("specifying mountpoints is not supported"));
    }
    with_agent_of_running(core, dom, "agent: thaw", |asker| count(&asker.ask("guest-fsfreeze-thaw", None)?))
}

/// Has the guest give unused blocks of its file systems back.
pub(crate) fn trim(core: &Core, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainFSTrim")?;
    if mount_point.is_some() {
        return Err(Error::argument_unsupported("Specifying mount point is not supported for now"));
    }
    with_agent(core, dom, "agent: trim", |asker| {
        asker.ask("guest-fstrim", Some(json!({ "minimum": minimum }))).map(drop)
    })
}
