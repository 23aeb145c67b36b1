//! Giving a guest's files to its account while it runs, and back to their owners afterwards.
//!
//! The owner is remembered in the file's own extended attributes, with libvirt's names and meaning: several guests may
//! share a file, and the last one to end gives it back, also after the daemon was replaced.

use std::path::{Path, PathBuf};
use std::time::Duration;

use conf::domain::Domain;
use conf::domain::chardev::ChardevSource;
use conf::domain::storage::DiskSource;
use host::clock::{Clock, SystemClock};
use host::files::{Files, Owner};
use virt::{Error, ErrorDomain, Result};

use crate::core::Core;

const OWNER: &str = "trusted.libvirt.security.dac";
const USERS: &str = "trusted.libvirt.security.ref_dac";
const BOOT: &str = "trusted.libvirt.security.timestamp_dac";

/// A file of a guest.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Labelled {
    path: PathBuf,
    /// Compat: libvirt does not take back what guests only read, because others may be reading it.
    restore: bool,
}

/// An image, and the image that holds its data if that is another one.
fn images(source: &DiskSource) -> impl Iterator<Item = &DiskSource> {
    std::iter::successors(Some(source), |image| image.common().data_store.as_ref().map(|data| &data.source))
}

/// All files that a guest's QEMU opens by itself.
fn files_of(domain: &Domain) -> Vec<Labelled> {
    let mut list = Vec::new();
    let mut add = |path: Option<&str>, restore: bool| {
        if let Some(path) = path.filter(|path| path.starts_with('/')) {
            list.push(Labelled { path: path.into(), restore });
        }
    };
    for disk in &domain.devices.disks {
        let off = |label: &conf::domain::storage::DeviceSeclabel| {
            label.model.as_deref().is_none_or(|m| m == "dac") && label.relabel == Some(conf::words::YesNo::No)
        };
        if !disk.source.common().seclabels.iter().any(off) {
            images(&disk.source).for_each(|image| add(image.path(), !disk.readonly && !disk.shareable));
            let mut below = disk.backing_store.as_deref();
            while let Some(layer) = below {
                layer.source.iter().flat_map(images).for_each(|image| add(image.path(), true));
                below = layer.backing_store.as_deref();
            }
        }
    }
    for text in [&domain.os.kernel, &domain.os.initrd, &domain.os.dtb].into_iter().flatten() {
        add(Some(&text.0), true);
    }
    if let Some(nvram) = &domain.os.nvram {
        add(nvram.path.as_deref(), true);
    }
    let devices = &domain.devices;
    let serials = devices.serials.iter().map(|d| &d.source);
    let parallels = devices.parallels.iter().map(|d| &d.source);
    let consoles = devices.consoles.iter().map(|d| &d.source);
    let channels = devices.channels.iter().map(|d| &d.source);
    for source in serials.chain(parallels).chain(consoles).chain(channels) {
        if let ChardevSource::File { .. } | ChardevSource::Dev { .. } | ChardevSource::Pipe { .. } = source {
            add(source.path(), true);
        }
    }
    list.sort_by(|a, b| a.path.cmp(&b.path));
    list.dedup_by(|a, b| a.path == b.path);
    list
}

/// When the machine was started, in seconds since 1970: attributes from before are worth nothing.
fn boot_time() -> u64 {
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let seconds = uptime.split(['.', ' ']).next().and_then(|text| text.parse().ok()).unwrap_or(0);
    SystemClock.since_epoch().saturating_sub(Duration::from_secs(seconds)).as_secs()
}

/// Two computations of the boot time may round differently.
const BOOT_SLACK: u64 = 2;

fn users(files: &dyn Files, path: &Path) -> std::io::Result<u32> {
    let boot = files.attribute(path, BOOT)?.and_then(|text| text.parse::<u64>().ok());
    if boot.is_none_or(|boot| boot.abs_diff(boot_time()) > BOOT_SLACK) {
        return Ok(0);
    }
    Ok(files.attribute(path, USERS)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Remembers the owner if nobody has; a file system without such attributes remembers nothing.
fn remember(files: &dyn Files, path: &Path, owner: Owner) -> std::io::Result<()> {
    let users = users(files, path)?;
    if users == 0 {
        files.set_attribute(path, OWNER, Some(&format!("+{}:+{}", owner.uid, owner.gid)))?;
        files.set_attribute(path, BOOT, Some(&boot_time().to_string()))?;
    }
    files.set_attribute(path, USERS, Some(&users.saturating_add(1).to_string()))
}

/// Counts a user off; the owner to give the file back to, once the last has gone.
fn recall(files: &dyn Files, path: &Path) -> std::io::Result<Option<Owner>> {
    let users = users(files, path)?;
    if users > 1 {
        files.set_attribute(path, USERS, Some(&(users - 1).to_string()))?;
        return Ok(None);
    }
    let owner = if users == 1 { files.attribute(path, OWNER)? } else { None };
    for name in [OWNER, USERS, BOOT] {
        files.set_attribute(path, name, None)?;
    }
    let number = |text: &str| text.strip_prefix('+').unwrap_or(text).parse().ok();
    let parsed = owner
        .as_deref()
        .and_then(|text| text.split_once(':'))
        .and_then(|(uid, gid)| Some(Owner { uid: number(uid)?, gid: number(gid)? }));
    // Compat: an owner that nobody remembers is root.
    Ok(Some(parsed.unwrap_or(Owner { uid: 0, gid: 0 })))
}

impl Core {
    fn guest_owner(&self) -> Option<Owner> {
        let account = self.config.credentials.as_ref().filter(|_| self.config.dynamic_ownership)?;
        Some(Owner { uid: account.uid, gid: account.gid })
    }

    /// Gives a guest's files to its account. What was given before a failure is given back.
    pub(crate) fn label_files(&self, domain: &Domain) -> Result<()> {
        let Some(owner) = self.guest_owner() else { return Ok(()) };
        let mut done = Vec::new();
        for file in files_of(domain) {
            if let Err(error) = self.label_file(&file.path, owner) {
                for file in done {
                    self.unlabel_file(&file);
                }
                return Err(error);
            }
            done.push(file);
        }
        Ok(())
    }

    /// Gives an image to a running guest.
    pub(crate) fn label_image(&self, path: &str) -> Result<()> {
        self.guest_owner().map_or(Ok(()), |owner| self.label_file(Path::new(path), owner))
    }

    /// Gives images back that a running guest needs no more.
    pub(crate) fn unlabel_images<'p>(&self, paths: impl IntoIterator<Item = &'p str>) {
        if self.guest_owner().is_some() {
            let files = paths.into_iter().map(|path| Labelled { path: path.into(), restore: true });
            files.for_each(|file| self.unlabel_file(&file));
        }
    }

    fn label_file(&self, path: &Path, owner: Owner) -> Result<()> {
        let files = &*self.files;
        let failed = |what: &str, e: &std::io::Error| {
            Error::system(format!("{what} '{}'", path.display()), e).in_domain(ErrorDomain::STORAGE)
        };
        // Links lead to the image; the owner of the image counts. Devices and sockets keep their owner.
        let real = std::fs::canonicalize(path).map_err(|e| failed("Cannot access storage file", &e))?;
        let identity = files.identity(&real).map_err(|e| failed("Cannot access storage file", &e))?;
        if !identity.is_regular() && !identity.is_block_device() {
            return Ok(());
        }
        let before = Owner { uid: identity.uid, gid: identity.gid };
        if let Err(error) = remember(files, &real, before) {
            log::debug!("cannot remember the owner of '{}': {error}", real.display());
        }
        match files.chown(&real, owner) {
            Ok(_) => Ok(()),
            // A read-only medium or a share that does its own accounts: QEMU will say if it cannot open it.
            Err(e) if matches!(e.raw_os_error(), Some(ROFS | NOSYS | NOTSUP | PERM)) => Ok(()),
            Err(e) => {
                let _ = recall(files, &real);
                Err(failed(&format!("unable to set user and group to '{}:{}' on", owner.uid, owner.gid), &e))
            }
        }
    }

    fn unlabel_file(&self, file: &Labelled) {
        if !file.restore {
            return;
        }
        let Ok(real) = std::fs::canonicalize(&file.path) else { return };
        let given = match recall(&*self.files, &real) {
            Ok(None) => Ok(()),
            Ok(Some(owner)) => self.files.chown(&real, owner).map(drop),
            Err(_) => self.files.chown(&real, Owner { uid: 0, gid: 0 }).map(drop),
        };
        if let Err(error) = given {
            log::warn!("cannot give '{}' back to its owner: {error}", real.display());
        }
    }

    /// Gives a guest's files back to their owners.
    pub(crate) fn unlabel_files(&self, domain: &Domain) {
        if self.guest_owner().is_some() {
            for file in files_of(domain) {
                self.unlabel_file(&file);
            }
        }
    }
}

const ROFS: i32 = rustix::io::Errno::ROFS.raw_os_error();
const NOSYS: i32 = rustix::io::Errno::NOSYS.raw_os_error();
const NOTSUP: i32 = rustix::io::Errno::OPNOTSUPP.raw_os_error();
const PERM: i32 = rustix::io::Errno::PERM.raw_os_error();

#[cfg(test)]
mod tests {
    use conf::domain::ParseFlags;

    use super::*;

    #[test]
    fn a_guest_is_given_all_files_that_its_images_are_made_of() {
        let text = "<domain type='qemu'><name>g</name><memory>1</memory><os><type>hvm</type></os><devices>\
            <disk type='file'><driver name='qemu' type='qcow2'/><source file='/img/top'>\
            <dataStore type='block'><format type='raw'/><source dev='/dev/data'/></dataStore></source>\
            <backingStore type='file'><format type='qcow2'/><source file='/img/base'>\
            <dataStore type='file'><format type='raw'/><source file='/img/base.data'/></dataStore></source><backingStore/>\
            </backingStore><target dev='vda'/></disk></devices></domain>";
        let domain = Domain::parse(text, ParseFlags::INACTIVE).unwrap();
        let files = files_of(&domain);
        let paths: Vec<&str> = files.iter().filter_map(|file| file.path.to_str()).collect();
        assert_eq!(paths, ["/dev/data", "/img/base", "/img/base.data", "/img/top"]);
    }
}
