//! Operations on documents of snapshots, checkpoints and backups.

use conf::backup::Backup;
use conf::checkpoint::{Checkpoint, CheckpointDisk, CheckpointKind};
use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::domain::storage::DiskSource;
use conf::moment::{FormatFlags, Parent, ParseFlags};
use conf::snapshot::{Snapshot, SnapshotState};
use qemu::Capabilities;
use virt::{Error, Result, Uuid};
use xml::Text;

use crate::domain::complete;
use crate::request::{Outcome, Request};

/// The document of a snapshot.
pub(crate) fn snapshot(request: &Request) -> Outcome {
    let result = (|| {
        let caps = newest_capabilities(request)?;
        let flags =
            ParseFlags { redefine: request.flag("redefine"), internal: request.flag("internal"), offline: false };
        let mut snapshot =
            Snapshot::parse(&request.input("xml")?, flags, &mut |domain| complete(domain, request, &caps))?;
        if let Some(now) = creation_time(request) {
            snapshot.stamp(now);
        }
        if request.flag("set_state_running") {
            snapshot.state = Some(Text(SnapshotState::Running));
        }
        let domain = request.text("domain_uuid").and_then(|text| Uuid::parse(text).ok());
        Ok(snapshot.format(FormatFlags { internal: flags.internal, secure: true, domain, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}

/// The document of a checkpoint.
pub(crate) fn checkpoint(request: &Request) -> Outcome {
    let result = (|| {
        let caps = newest_capabilities(request)?;
        let flags = ParseFlags { redefine: request.flag("redefine"), ..ParseFlags::default() };
        let mut checkpoint =
            Checkpoint::parse(&request.input("xml")?, flags, &mut |domain| complete(domain, request, &caps))?;
        if let Some(now) = creation_time(request) {
            checkpoint.stamp(now);
        }
        if let Some(parent) = request.text("set_parent") {
            checkpoint.parent = Some(Parent { name: Text(parent.to_owned()) });
        }
        let size = request.option("set_first_disk_size").and_then(|value| value.as_u64());
        if request.flag("set_first_disk_vda_bitmap") || size.is_some() {
            if checkpoint.disks.is_empty() {
                let name = "vda".to_owned();
                let checkpoint_kind = CheckpointKind::Bitmap;
                checkpoint.disks.push(CheckpointDisk { name, checkpoint: checkpoint_kind, bitmap: None, size: None });
            }
            let name = checkpoint.name.clone().map(|Text(name)| name);
            if let Some(first) = checkpoint.disks.first_mut() {
                first.checkpoint = CheckpointKind::Bitmap;
                if request.flag("set_first_disk_vda_bitmap") {
                    first.bitmap = name;
                }
                first.size = size;
            }
        }
        Ok(checkpoint.format(FormatFlags { secure: true, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}

/// The document of a backup of a guest that has the disks named in it and one more.
pub(crate) fn backup(request: &Request) -> Outcome {
    let result = (|| {
        let internal = request.flag("internal");
        let mut backup = Backup::parse(&request.input("xml")?, internal)?;
        let mut domain = Domain::default();
        for name in backup.disks.iter().map(|disk| disk.name.as_str()).chain(["vdextradisk"]) {
            let mut disk = Disk::default();
            disk.target.dev = name.to_owned();
            let file = Some(format!("/fake/{name}.qcow2"));
            disk.source = DiskSource::File { file, fdgroup: None, common: Default::default() };
            domain.devices.disks.push(disk);
        }
        backup.align(&domain, request.text("disk_suffix").unwrap_or_default())?;
        Ok(backup.format(internal))
    })();
    Outcome::from(result)
}

/// The newest x86_64 binary of those that lie above the input.
fn newest_capabilities(request: &Request) -> Result<Capabilities> {
    let folder = request.folder("xml").unwrap_or_default();
    let lists = folder.ancestors().filter_map(|above| std::fs::read_dir(above.join("support/qemu-caps")).ok());
    let files = lists.flatten().filter_map(|entry| entry.ok()).map(|entry| entry.path());
    let newest = files.filter_map(|path| Some((version(path.file_name()?.to_str()?)?, path))).max();
    let (_, path) = newest.ok_or_else(|| Error::internal("no QEMU capabilities near the input"))?;
    let text = std::fs::read_to_string(&path).map_err(|e| Error::system(path.display(), &e))?;
    let mut caps = Capabilities::parse(&text)?;
    caps.strip_machine_aliases();
    Ok(caps)
}

/// The version in `caps_VERSION_x86_64.xml`.
fn version(file: &str) -> Option<Vec<u32>> {
    let text = file.strip_prefix("caps_")?.strip_suffix("_x86_64.xml")?;
    text.split('.').map(|part| part.parse().ok()).collect()
}

fn creation_time(request: &Request) -> Option<i64> {
    request.option("creation_time").and_then(|value| value.as_i64())
}
