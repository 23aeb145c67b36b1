//! A backup names some disks; here every disk of the domain gets its part.

use super::{Backup, BackupDisk, BackupExtent, BackupImage};
use crate::domain::Domain;
use crate::domain::disk::Disk;
use crate::domain::storage::DiskSource;
use crate::moment;
use crate::words::YesNo;
use virt::{Error, Result};
use xml::Text;

impl Backup {
    /// Makes `disks` a list of all the domain's disks. Where the document names none, all that have a medium are
    /// copied. Files that the document leaves open are called like the disk's, with `suffix`.
    pub fn align(&mut self, domain: &Domain, suffix: &str) -> Result<()> {
        let everything = self.disks.is_empty();
        let mut seen = vec![false; domain.devices.disks.len()];
        for request in &mut self.disks {
            let index = moment::disk_index(domain, &request.name)?;
            if std::mem::replace(&mut seen[index], true) {
                return Err(Error::config_unsupported(format!("backup for disk '{}' requested twice", request.name)));
            }
            if request.is_wanted() {
                place(request, &domain.devices.disks[index], suffix)?;
            }
        }
        for (disk, _) in domain.devices.disks.iter().zip(seen).filter(|(_, seen)| !seen) {
            let backup = everything && !disk.source.is_empty();
            let name = disk.target.dev.clone();
            let mut implied = BackupDisk { name, backup: Some(YesNo::from(backup)), ..BackupDisk::default() };
            if backup {
                place(&mut implied, disk, suffix)?;
            }
            self.disks.push(implied);
        }
        let incremental = self.incremental.as_ref().map(|Text(name)| name);
        for disk in self.disks.iter_mut().filter(|disk| disk.is_wanted()) {
            extent(disk, incremental)?;
        }
        Ok(())
    }
}

fn place(request: &mut BackupDisk, disk: &Disk, suffix: &str) -> Result<()> {
    let name = &disk.target.dev;
    if disk.source.is_empty() {
        return Err(Error::config_unsupported(format!("disk '{name}' has no media")));
    }
    let image = request.image.get_or_insert_default();
    if image.source.path().is_some() {
        return Ok(());
    }
    let (DiskSource::File { file: Some(path), .. }, DiskSource::File { .. }) = (&disk.source, &image.source) else {
        return Err(Error::config_unsupported(format!("refusing to generate file name for disk '{name}'")));
    };
    let file = Some(format!("{path}.{suffix}"));
    let source = DiskSource::File { file, fdgroup: None, common: Default::default() };
    *image = BackupImage { format: image.format, source };
    Ok(())
}

fn extent(disk: &mut BackupDisk, incremental: Option<&String>) -> Result<()> {
    let since = disk.incremental.as_ref().or(incremental);
    let wanted = since.map_or(BackupExtent::Full, |_| BackupExtent::Incremental);
    match disk.extent.get_or_insert(wanted) {
        BackupExtent::Full => Ok(()),
        BackupExtent::Incremental => match since.cloned() {
            Some(since) => {
                disk.incremental = Some(since);
                Ok(())
            }
            None => Err(Error::config_unsupported(format!(
                "disk '{}' is to be backed up since a checkpoint, but no checkpoint is named in 'incremental'",
                disk.name
            ))),
        },
    }
}
