//! Looking at devices: all of them, one that there is news of, one that somebody asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use conf::nodedev::listed::Listed;
use conf::nodedev::{NodeDevice, Parent};
use virt::Event;
use virt::constants::*;

use crate::core::Core;
use crate::device::Device;
use crate::found::Found;
use crate::probe::{self, COMPUTER};

/// Folders with links to all devices that may be of interest.
const LISTS: &[&str] = &[
    "/bus/pci/devices",
    "/bus/usb/devices",
    "/bus/scsi/devices",
    "/bus/mdev/devices",
    "/bus/vdpa/devices",
    "/class/net",
    "/class/block",
    "/class/scsi_generic",
    "/class/drm",
];

impl Core {
    /// Looks at all devices and tells what has come, changed and gone since the last time.
    pub(crate) fn scan(&self) {
        let found = self.find_all();
        let ids: Vec<(u16, u16)> = found
            .iter()
            .filter(|found| found.subsystem == "pci")
            .filter_map(|found| probe::ids(&self.kernel, found))
            .collect();
        self.kernel.ids.learn(&ids);
        let mut places = self.places();
        self.publish(None, probe::computer(&self.kernel));
        let here: BTreeSet<&str> = found.iter().map(|found| found.path.as_str()).collect();
        let gone: Vec<String> = places.keys().filter(|path| !here.contains(path.as_str())).cloned().collect();
        gone.iter().for_each(|path| self.forget(&mut places, path));
        // A device's parent stands before it, since its folder is the outer one.
        found.iter().for_each(|found| self.look(&mut places, found, News::Scan));
    }

    /// All devices, in the order of their folders.
    fn find_all(&self) -> Vec<Found> {
        let sysfs = &self.kernel.sysfs;
        let names = |list: &&str| {
            let list = (*list).to_owned();
            sysfs.names(&list).into_iter().map(move |name| format!("{list}/{name}")).collect::<Vec<_>>()
        };
        let paths: BTreeSet<String> = LISTS.iter().flat_map(names).filter_map(|link| sysfs.link(&link)).collect();
        paths.iter().filter_map(|path| Found::read(sysfs, &self.kernel.notes, path)).collect()
    }

    /// There is news of a device.
    pub(crate) fn hear(&self, event: &host::uevent::Uevent) {
        let found = Found::read(&self.kernel.sysfs, &self.kernel.notes, &event.path);
        let mut places = self.places();
        if let Some(old) = &event.old_path {
            self.forget(&mut places, old);
        }
        match (found, event.action.as_str()) {
            // What is gone by now has gone, whatever the news say.
            (None, _) | (_, "remove") => self.forget(&mut places, &event.path),
            (Some(found), "add" | "change") => self.look(&mut places, &found, News::Changed),
            (Some(found), _) => self.look(&mut places, &found, News::Scan),
        }
    }

    /// Publishes what a device is now.
    fn look(&self, places: &mut BTreeMap<String, String>, found: &Found, news: News) {
        let Some(document) = self.document(places, found) else {
            // Something that was a device is none any more.
            return if places.contains_key(&found.path) {
                self.forget(places, &found.path)
            };
        };
        match places.get(&found.path) {
            Some(name) if *name == document.name => {
                let device = self.publish(Some(found.path.clone()), document);
                if news == News::Changed {
                    self.devices.begin().tell([device.updated()]);
                }
                return;
            }
            Some(_) => self.forget(places, &found.path),
            None => (),
        }
        places.insert(found.path.clone(), document.name.clone());
        let device = Device { path: Some(found.path.clone()), document: Arc::new(document) };
        let event = device.event(VIR_NODE_DEVICE_EVENT_CREATED);
        self.devices.begin().publish(device, [event]);
    }

    fn publish(&self, path: Option<String>, document: NodeDevice) -> Arc<Device> {
        self.devices.begin().publish(Device { path, document: Arc::new(document) }, None::<Event>)
    }

    /// A device has gone, with all that hung on it.
    fn forget(&self, places: &mut BTreeMap<String, String>, path: &str) {
        let inside = format!("{path}/");
        let below = places.range(inside.clone()..).take_while(|(place, _)| place.starts_with(&inside));
        let gone: Vec<String> = std::iter::once(path.to_owned()).chain(below.map(|(place, _)| place.clone())).collect();
        for place in gone.into_iter().rev() {
            let Some(device) = places.remove(&place).and_then(|name| self.devices.by_name(&name)) else { continue };
            if device.path.as_deref() == Some(&*place) {
                self.devices.begin().remove(&device.document.name, [device.event(VIR_NODE_DEVICE_EVENT_DELETED)]);
            }
        }
    }

    /// What a device is, with its parent: the next folder up that is a device.
    fn document(&self, places: &BTreeMap<String, String>, found: &Found) -> Option<NodeDevice> {
        let mut document = probe::probe(&self.kernel, found)?;
        let mut folders = std::iter::successors(found.path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'));
        let parent = folders.find_map(|(folder, _)| places.get(folder).cloned());
        document.parent = Parent { name: Some(parent.unwrap_or_else(|| COMPUTER.to_owned())), ..Parent::default() };
        Some(document)
    }

    /// What a device is at this moment: some of it changes without news.
    pub(crate) fn current(&self, device: &Device) -> Arc<NodeDevice> {
        let now = match &device.path {
            None => Some(probe::computer(&self.kernel)),
            Some(path) => Found::read(&self.kernel.sysfs, &self.kernel.notes, path)
                .and_then(|found| probe::probe(&self.kernel, &found))
                .filter(|now| now.name == device.document.name),
        };
        let with_parent = |now| NodeDevice { parent: device.document.parent.clone(), ..now };
        now.map_or_else(|| Arc::clone(&device.document), |now| Arc::new(with_parent(now)))
    }
}

/// Why somebody looks at a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    /// To know whether it is there.
    Scan,
    /// It says that it has changed.
    Changed,
}
