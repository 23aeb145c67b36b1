//! Machines as trees of files, and what is made of them.

mod assigned;
mod trees;

use std::collections::VecDeque;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use host::files::{Files, SystemFiles};
use host::offload::Cards;
use host::process::SystemProcesses;
use host::uevent::{News, Uevent, Uevents};
use virt::generated::node_device::NodeDeviceDriver;
use virt::{Event, EventBus, Subscription};

use crate::{NodeDevices, Options};

/// A machine of its own, whose kernel is a folder.
struct Stage {
    root: PathBuf,
    files: Arc<dyn Files>,
    events: Arc<EventBus>,
    heard: Receiver<(String, i32)>,
    news: Sender<News>,
    take: Mutex<Option<Receiver<News>>>,
    _subscription: Subscription,
}

/// What a listener hears of a device that has changed.
const UPDATED: i32 = 100;

/// News that a test makes up.
struct Script(Receiver<News>);

impl Uevents for Script {
    fn next(&mut self) -> io::Result<News> {
        Ok(self.0.recv().unwrap_or(News::Ended))
    }
}

/// Network cards that do nothing by themselves.
struct Idle;

impl Cards for Idle {
    fn offloads(&self, _: &str) -> Vec<&'static str> {
        vec!["gso"]
    }
}

impl Stage {
    fn new(name: &str) -> Stage {
        Stage::with(name, Arc::new(SystemFiles))
    }

    fn with(name: &str, files: Arc<dyn Files>) -> Stage {
        let root = std::env::temp_dir().join(format!("ferrovirt-nodedev-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).unwrap();
        let events = EventBus::new();
        let (tell, heard) = channel();
        let subscription = events.subscribe(move |event| {
            let _ = tell.send(match &**event {
                Event::NodeDeviceEventLifecycle(event) => (event.dev.name.clone(), event.event),
                Event::NodeDeviceEventUpdate(event) => (event.dev.name.clone(), UPDATED),
                other => panic!("{other:?}"),
            });
        });
        let (news, take) = channel();
        Stage { root, files, events, heard, news, take: Mutex::new(Some(take)), _subscription: subscription }
    }

    fn open(&self) -> Arc<dyn NodeDeviceDriver> {
        let uevents = self.take.lock().unwrap().take().map(|take| Box::new(Script(take)) as Box<dyn Uevents>);
        let devices = NodeDevices::open(Options {
            sysfs: self.root.join("sys"),
            notes: self.root.join("udev"),
            vfio: self.root.join("vfio"),
            pci_ids: vec![self.root.join("none"), self.root.join("pci.ids")],
            files: Arc::clone(&self.files),
            processes: Arc::new(SystemProcesses),
            cards: Arc::new(Idle),
            uevents,
            ending: None,
            events: Arc::clone(&self.events),
        });
        devices.unwrap().driver()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A link in `sys/` to another place there, as the kernel makes them: relative.
    fn link(&self, path: &str, target: &str) {
        let link = self.root.join("sys").join(path);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        let up = Path::new(path).parent().unwrap().components().filter(|c| matches!(c, Component::Normal(_))).count();
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(format!("{}{target}", "../".repeat(up)), link).unwrap();
    }

    /// A device at `devices/PATH` with the kernel's lines; its subsystem is `bus/…` or `class/…`.
    fn device(&self, path: &str, subsystem: &str, uevent: &str) {
        self.write(&format!("sys/devices/{path}/uevent"), uevent);
        let name = path.rsplit('/').next().unwrap();
        let list = if subsystem.starts_with("bus/") { format!("{subsystem}/devices") } else { subsystem.to_owned() };
        self.link(&format!("{list}/{name}"), &format!("devices/{path}"));
        self.link(&format!("devices/{path}/subsystem"), subsystem);
    }

    fn pci(&self, name: &str) {
        let path = format!("pci0000:00/{name}");
        self.device(&path, "bus/pci", "PCI_CLASS=20000\n");
        self.attributes(&path, &[("vendor", "0x8086\n"), ("device", "0x1237\n"), ("driver_override", "(null)\n")]);
    }

    fn net(&self, path: &str, address: &str) {
        let name = path.rsplit('/').next().unwrap();
        self.device(path, "class/net", &format!("INTERFACE={name}\nIFINDEX=7\n"));
        self.attributes(path, &[("address", address), ("operstate", "up\n"), ("speed", "100\n")]);
    }

    fn attributes(&self, path: &str, attributes: &[(&str, &str)]) {
        for (name, text) in attributes {
            self.write(&format!("sys/devices/{path}/{name}"), text);
        }
    }

    fn tell(&self, action: &str, path: &str, old_path: Option<&str>) {
        let place = |path: &str| format!("/devices/{path}");
        self.news
            .send(News::Device(Uevent {
                action: action.to_owned(),
                path: place(path),
                old_path: old_path.map(place),
                subsystem: String::new(),
            }))
            .unwrap();
    }

    /// So many events, in order.
    fn hear(&self, count: usize) -> Vec<(String, i32)> {
        let wait = std::time::Duration::from_secs(10);
        (0..count).map(|_| self.heard.recv_timeout(wait).expect("an event")).collect()
    }

    /// Events that have come until now.
    fn heard(&self) -> VecDeque<(String, i32)> {
        self.heard.try_iter().collect()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.news.send(News::Ended);
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn names(driver: &Arc<dyn NodeDeviceDriver>) -> Vec<String> {
    driver.node_list_devices(None, 1000, 0).unwrap()
}
