//! What lists and statistics need to know of a definition at rest.

use super::Domain;
use virt::Uuid;

/// A small extract of a [`Domain`], kept in memory where the whole is not.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The domain's name.
    pub name: String,
    /// The domain's UUID.
    pub uuid: Uuid,
    /// The title, if there is one.
    pub title: Option<String>,
    /// Memory at start.
    pub memory_kib: u64,
    /// The balloon's upper end.
    pub max_memory_kib: u64,
    /// CPUs at start.
    pub vcpus: u32,
    /// CPUs at most.
    pub max_vcpus: u32,
    /// `hvm`, …
    pub os_type: String,
    /// All disks.
    pub disks: Vec<DiskSummary>,
    /// All network cards.
    pub interfaces: Vec<InterfaceSummary>,
}

/// A disk in a [`Summary`].
#[derive(Debug, Clone, PartialEq)]
pub struct DiskSummary {
    /// Its name in the guest.
    pub target: String,
    /// Path or name of its image.
    pub source: Option<String>,
}

/// A network card in a [`Summary`].
#[derive(Debug, Clone, PartialEq)]
pub struct InterfaceSummary {
    /// The host device, if the document names one.
    pub target: Option<String>,
    /// The card's address.
    pub mac: String,
}

impl Domain {
    /// The extract for lists and statistics.
    pub fn summary(&self) -> Summary {
        Summary {
            name: self.name.clone(),
            uuid: self.uuid,
            title: self.title.as_ref().map(|t| t.0.clone()),
            memory_kib: self.current_memory_kib(),
            max_memory_kib: self.memory.size.0,
            vcpus: self.vcpu.current(),
            max_vcpus: self.vcpu.count,
            os_type: self.os.kind.name.clone(),
            disks: self
                .devices
                .disks
                .iter()
                .map(|d| DiskSummary { target: d.target.dev.clone(), source: d.source.display() })
                .collect(),
            interfaces: self
                .devices
                .interfaces
                .iter()
                .map(|i| InterfaceSummary {
                    target: i.target_dev().map(str::to_owned),
                    mac: i.mac.as_ref().map(|m| m.address.to_string()).unwrap_or_default(),
                })
                .collect(),
        }
    }

    /// Memory that the guest has at start.
    pub fn current_memory_kib(&self) -> u64 {
        self.current_memory.map_or(self.memory.size.0, |kib| kib.0)
    }
}
