//! The driver on real QEMU processes and on private folders; what needs a QEMU is skipped where there is none.

mod faults;
mod guests;
mod rest;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use driver_qemu::{Options, Qemu};
use virt::{Connection, Event, Hypervisor, Subscription, Uri};

/// A private root folder, removed at the end with every guest that still runs below it.
pub(crate) struct Root(pub(crate) PathBuf);

impl Root {
    pub(crate) fn new(name: &str) -> Root {
        let path = std::env::temp_dir().join(format!("fvq-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Root(path)
    }

    pub(crate) fn open(&self) -> Qemu {
        Qemu::open(Options::system(&self.0)).unwrap()
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.0.join(below)
    }

    /// Names in a folder below the root; none where there is no such folder.
    pub(crate) fn names(&self, below: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(below)).into_iter().flatten();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// QEMU processes whose command line names something below the root.
    pub(crate) fn processes(&self) -> Vec<i32> {
        let proc = host::proc::Proc::default();
        let needle = self.0.to_string_lossy().into_owned();
        let is_ours = |pid: &i32| {
            let words = proc.command_line(*pid).unwrap_or_default();
            words.iter().any(|word| String::from_utf8_lossy(word).contains(&needle))
                && words.first().is_some_and(|word| String::from_utf8_lossy(word).contains("qemu-system"))
        };
        proc.pids().unwrap().into_iter().filter(is_ours).collect()
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        for pid in self.processes() {
            if let Ok(process) = host::process::Process::attach(pid) {
                let _ = process.kill();
                let _ = process.wait(Duration::from_secs(5));
            }
        }
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn connect(qemu: &Qemu) -> Connection {
    Hypervisor::open(qemu, &Uri::parse("qemu:///system").unwrap(), false).unwrap()
}

/// Whether there is a QEMU to test with.
pub(crate) fn has_qemu() -> bool {
    let there = Path::new("/usr/bin/qemu-system-x86_64").exists();
    if !there {
        eprintln!("skipped: no qemu-system-x86_64");
    }
    there
}

/// A small guest's document.
pub(crate) fn document(name: &str, devices: &str) -> String {
    format!(
        "<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>\
         <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>\
         <devices>{devices}</devices></domain>"
    )
}

/// Waits until something holds, for at most ten seconds.
pub(crate) fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(10);
    while Instant::now() < end {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

/// Life-cycle events as pairs of event and detail, in order.
pub(crate) struct Heard {
    pub(crate) log: Arc<Mutex<Vec<(i32, i32)>>>,
    _subscription: Subscription,
}

impl Heard {
    pub(crate) fn listen(qemu: &Qemu) -> Heard {
        let log = Arc::new(Mutex::new(Vec::new()));
        let inner = Arc::clone(&log);
        let subscription = qemu.events().subscribe(move |event| {
            if let Event::DomainEventLifecycle(event) = &**event {
                inner.lock().unwrap().push((event.event, event.detail));
            }
        });
        Heard { log, _subscription: subscription }
    }

    pub(crate) fn all(&self) -> Vec<(i32, i32)> {
        self.log.lock().unwrap().clone()
    }
}
