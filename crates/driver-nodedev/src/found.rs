//! A device as the kernel and udev show it, before anybody makes sense of it.

use std::collections::BTreeMap;

use crate::notes::{Note, Notes};
use crate::sysfs::Sysfs;

/// A device's folder, and what is said of it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its folder below /sys, beginning with a slash.
    pub(crate) path: String,
    /// The folder's name.
    pub(crate) name: String,
    /// How the kernel sorts it.
    pub(crate) subsystem: String,
    uevent: BTreeMap<String, String>,
    /// What udev knows of it.
    pub(crate) note: Note,
}

impl Found {
    /// The device at a place; `None` if there is none.
    pub(crate) fn read(sysfs: &Sysfs, notes: &Notes, path: &str) -> Option<Found> {
        let subsystem = sysfs.link_name(&format!("{path}/subsystem"))?;
        let uevent = sysfs.properties(&format!("{path}/uevent"));
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let note = notes.of(&key(&subsystem, &name, &uevent));
        Some(Found { path: path.to_owned(), name, subsystem, uevent, note })
    }

    /// The place of one of its attributes.
    pub(crate) fn at(&self, attribute: &str) -> String {
        format!("{}/{attribute}", self.path)
    }

    /// What udev or the kernel say of it.
    pub(crate) fn property(&self, key: &str) -> Option<&str> {
        self.note.properties.get(key).or_else(|| self.uevent.get(key)).map(String::as_str)
    }

    /// The finer sort of device.
    pub(crate) fn kind(&self) -> &str {
        self.property("DEVTYPE").unwrap_or_default()
    }

    /// Its file.
    pub(crate) fn node(&self) -> Option<String> {
        let name = self.uevent.get("DEVNAME")?;
        // What udev wrote down begins with a slash.
        Some(if name.starts_with('/') { name.clone() } else { format!("/dev/{name}") })
    }
}

/// How udev calls its note of a device: by the number of its file, else of its network card, else by its name.
fn key(subsystem: &str, name: &str, uevent: &BTreeMap<String, String>) -> String {
    match (uevent.get("MAJOR"), uevent.get("MINOR"), uevent.get("IFINDEX")) {
        (Some(major), Some(minor), _) => {
            format!("{}{major}:{minor}", if subsystem == "block" { 'b' } else { 'c' })
        }
        (.., Some(index)) => format!("n{index}"),
        _ => format!("+{subsystem}:{name}"),
    }
}
