//! `<domstatus>`: the run-time file from which a daemon takes a running guest over.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::{Domain, status_upgrade};
use crate::words::{Named, PathAttr, YesNo};
use virt::{Error, Result};
use xml::{Document, Mode, Raw, Text, Xml};

/// A running guest as its daemon knows it.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DomainStatus {
    /// `running`, `paused`, …
    pub state: String,
    /// Why it is in that state.
    pub reason: String,
    /// QEMU's process.
    pub pid: i32,
    #[xml("taint")]
    pub taints: Vec<Taint>,
    #[xml("deprecation")]
    pub deprecations: Vec<Text>,
    pub monitor: Option<Monitor>,
    #[xml("dbus-daemon")]
    pub dbus_daemon: Option<Raw>,
    pub namespaces: Option<Raw>,
    pub vcpus: Option<Vcpus>,
    #[xml("qemuCaps")]
    pub qemu_caps: Option<QemuCaps>,
    #[xml("lockstate")]
    pub lock_state: Option<Raw>,
    pub job: Option<Raw>,
    #[xml("cleanup")]
    pub cleanup: Option<Raw>,
    #[xml("fakereboot")]
    pub fake_reboot: Option<Raw>,
    pub devices: Option<DeviceAliases>,
    pub numad: Option<Raw>,
    #[xml("libDir")]
    pub lib_dir: Option<PathAttr>,
    #[xml("channelTargetDir")]
    pub channel_target_dir: Option<PathAttr>,
    #[xml("memoryBackingDir")]
    pub memory_backing_dir: Option<PathAttr>,
    #[xml("cpu")]
    pub original_cpu: Option<Raw>,
    /// The character devices' logs are written by the log daemon.
    #[xml("chardevStdioLogd")]
    pub chardev_stdio_logd: bool,
    #[xml("rememberOwner")]
    pub remember_owner: bool,
    #[xml("allowReboot")]
    pub allow_reboot: Option<AllowReboot>,
    #[xml("pr-daemon")]
    pub pr_daemon: bool,
    #[xml("dbus-vmstate")]
    pub dbus_vmstate: Option<Raw>,
    /// How far block nodes are numbered.
    pub nodename: Option<Counter>,
    /// How far descriptor sets are numbered.
    pub fdset: Option<Counter>,
    pub blockjobs: Option<Raw>,
    #[xml("agentTimeout")]
    pub agent_timeout: Option<Text<i32>>,
    pub backups: Option<Raw>,
    pub domain: Domain,
}

/// `<taint flag=…>`: something that support people want to know.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Taint {
    pub flag: String,
}

/// `<monitor>`: where QEMU listens.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Monitor {
    pub path: String,
    #[xml("type")]
    pub kind: String,
}

/// `<vcpus>`: the CPUs' threads.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Vcpus {
    #[xml("vcpu")]
    pub vcpus: Vec<VcpuThread>,
}

/// One CPU's thread.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VcpuThread {
    pub id: u32,
    pub pid: i32,
}

/// `<qemuCaps>`: what the QEMU that runs the guest can do.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct QemuCaps {
    #[xml("flag")]
    pub flags: Vec<Named>,
}

/// `<devices>`: the aliases of all devices that QEMU has.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DeviceAliases {
    #[xml("device")]
    pub devices: Vec<AliasRef>,
}

/// `<device alias=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AliasRef {
    pub alias: String,
}

/// `<allowReboot value=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct AllowReboot {
    pub value: YesNo,
}

/// `<x index=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Counter {
    pub index: u64,
}

impl DomainStatus {
    /// Reads a run-time file.
    pub fn parse(text: &str) -> Result<DomainStatus> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("domstatus", Mode::STATUS).map_err(crate::error)?;
        if root.first("domain").is_none() {
            return Err(Error::internal("no domain config"));
        }
        root.element().map_err(crate::error)
    }

    /// Fills in what files of earlier daemons lack. Guests' memory files are in `ram_folder`.
    pub fn complete(&mut self, ram_folder: &str) {
        let id = self.domain.id.unwrap_or(0);
        let path = format!("{ram_folder}/{id}-{}", self.domain.name);
        self.memory_backing_dir.get_or_insert(PathAttr { path });
        self.nodename.get_or_insert(Counter { index: 0 });
        self.fdset.get_or_insert(Counter { index: 0 });
        // The guest agent is waited for as long as a call says.
        self.agent_timeout.get_or_insert(Text(-2));
        status_upgrade::name_objects(&mut self.domain);
        if let Some(job) = self.job.as_mut().filter(|job| job.attr("async").is_some()) {
            for (name, value) in [("flags", "0x0"), ("asyncStarted", "0")] {
                if job.attr(name).is_none() {
                    job.set_attr(name, value);
                }
            }
        }
    }

    /// Prints it.
    pub fn format(&self) -> String {
        xml::to_string("domstatus", self, Mode::STATUS)
    }
}
