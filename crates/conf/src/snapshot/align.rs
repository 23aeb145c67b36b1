//! A snapshot names some disks; here every disk of the domain gets its part.

use super::{MemoryLocation, Snapshot, SnapshotDisk, SnapshotState};
use crate::domain::Domain;
use crate::domain::disk::{Disk, SnapshotLocation};
use crate::domain::storage::DiskSource;
use crate::moment;
use virt::{Error, Result};
use xml::Text;

/// What happens to disks of which neither document says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alignment {
    /// Where their snapshot goes.
    pub location: SnapshotLocation,
    /// No disk may go elsewhere: an internal snapshot is one of all images at once.
    pub is_uniform: bool,
}

impl Alignment {
    /// All snapshots are images of their own.
    pub const EXTERNAL: Alignment = Alignment { location: SnapshotLocation::External, is_uniform: false };
    /// All snapshots are inside the images.
    pub const INTERNAL: Alignment = Alignment { location: SnapshotLocation::Internal, is_uniform: true };
}

impl Snapshot {
    /// How a snapshot that exists already has its disks, or one to be made would.
    pub fn alignment(&self) -> Alignment {
        match self.is_external() || self.state == Some(Text(SnapshotState::DiskSnapshot)) {
            true => Alignment::EXTERNAL,
            false => Alignment::INTERNAL,
        }
    }

    /// Makes `disks` a list of all the domain's disks in their order; what was requested is checked, what was not
    /// gets its default. Afterwards [`Snapshot::name_files`] names the new images.
    pub fn align(&mut self, domain: &Domain, alignment: Alignment) -> Result<()> {
        let twice = |name: &str| Error::config_unsupported(format!("disk '{name}' specified twice"));
        let requests = std::mem::take(&mut self.disks);
        if requests.len() > domain.devices.disks.len() {
            return Err(Error::config_unsupported("too many disk snapshot requests for domain"));
        }
        let slots = moment::match_disks(domain, requests, |disk| disk.name.as_str(), twice)?;
        self.disks = domain
            .devices
            .disks
            .iter()
            .zip(slots)
            .map(|(disk, slot)| match slot {
                Some(request) => aligned(request, disk, alignment),
                None => Ok(implied(disk, alignment)),
            })
            .collect::<Result<_>>()?;
        Ok(())
    }

    /// Names the new images that the document leaves without one after the snapshot, beside the images they stand
    /// on; `is_regular` says whether a path is a plain file or nothing yet.
    pub fn name_files(&mut self, domain: &Domain, is_regular: &dyn Fn(&str) -> bool) -> Result<()> {
        let Some(Text(name)) = &self.name else { return Err(Error::internal("a snapshot without a name")) };
        for disk in self.disks.iter_mut().filter(|disk| disk.is_external() && !disk.has_source()) {
            let original = &domain.devices.disks[moment::disk_index(domain, &disk.name)?];
            let path = generated_path(original, &disk.source, name, is_regular)?;
            disk.source = DiskSource::File { file: Some(path), fdgroup: None, common: Default::default() };
        }
        Ok(())
    }

    /// Where the guest's memory goes, if anywhere.
    pub fn memory_location(&self) -> MemoryLocation {
        self.memory.as_ref().and_then(|memory| memory.location).unwrap_or(MemoryLocation::No)
    }
}

/// What the domain's own document says of a disk's snapshots.
fn preference(disk: &Disk) -> Option<SnapshotLocation> {
    disk.snapshot.or(disk.readonly.then_some(SnapshotLocation::No))
}

fn aligned(mut request: SnapshotDisk, disk: &Disk, alignment: Alignment) -> Result<SnapshotDisk> {
    let name = &disk.target.dev;
    let location = match request.snapshot {
        Some(location) => location,
        None if alignment.is_uniform => alignment.location,
        None => preference(disk).unwrap_or(alignment.location),
    };
    // A disk that the domain keeps out of snapshots may stay out of an internal one.
    let may_stay_out = location == SnapshotLocation::No && preference(disk) == Some(SnapshotLocation::No);
    if alignment.is_uniform && location != alignment.location && !may_stay_out {
        let word = alignment.location.as_str();
        return Err(Error::config_unsupported(format!("disk '{name}' must use snapshot mode '{word}'")));
    }
    if let Some(path) = request.source.display()
        && location != SnapshotLocation::External
    {
        let message = format!("file '{path}' for disk '{name}' requires use of external snapshot mode");
        return Err(Error::config_unsupported(message));
    }
    request.name.clone_from(name);
    request.snapshot = Some(location);
    Ok(request)
}

fn implied(disk: &Disk, alignment: Alignment) -> SnapshotDisk {
    let location = match preference(disk) {
        // A drive without a medium has nothing to keep.
        _ if disk.source.is_empty() => SnapshotLocation::No,
        Some(SnapshotLocation::No) => SnapshotLocation::No,
        _ if alignment.is_uniform => alignment.location,
        preference => preference.unwrap_or(alignment.location),
    };
    SnapshotDisk { name: disk.target.dev.clone(), snapshot: Some(location), ..SnapshotDisk::default() }
}

fn generated_path(
    original: &Disk,
    wanted: &DiskSource,
    name: &str,
    is_regular: &dyn Fn(&str) -> bool,
) -> Result<String> {
    let dev = &original.target.dev;
    let refuse = |why: String| Err(Error::config_unsupported(why));
    if !matches!(wanted, DiskSource::File { .. }) {
        return refuse(format!("cannot generate external snapshot name for disk '{dev}' on a device that is no file"));
    }
    let Some(path) = original.source.path() else {
        return refuse(format!("cannot generate external snapshot name for disk '{dev}' without source"));
    };
    if !matches!(original.source, DiskSource::File { .. }) || !is_regular(path) {
        return refuse(format!(
            "source for disk '{dev}' is not a regular file; refusing to generate external snapshot name"
        ));
    }
    let folder = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, file) = path.split_at(folder);
    // Only a suffix goes; a file that is all suffix keeps its name.
    let stem = file.rfind('.').map_or(file, |dot| &file[..dot]);
    let generated = format!("{folder}{stem}.{name}");
    match generated == path {
        true => refuse(format!("source for disk '{dev}' is named like its snapshot '{name}' would be: {path}")),
        false => Ok(generated),
    }
}
