//! Which disk of the document the agent means: it knows controllers' places on buses, and units on them.

use conf::domain::Domain;
use conf::domain::address::{Address, PciAddress};
use conf::domain::disk::Disk;
use virt::Result;

use super::reply::Part;

/// A disk as the agent knows it.
#[derive(Debug, Default)]
pub(crate) struct AgentDisk {
    /// Target in the document, such as `vda`.
    pub(crate) alias: Option<String>,
    /// The serial number that the guest sees.
    pub(crate) serial: Option<String>,
    /// The guest's file for it.
    pub(crate) device: Option<String>,
    /// What kind of bus the guest sees it on.
    pub(crate) bus: Option<String>,
}

impl AgentDisk {
    /// Reads one, and looks it up in the document.
    pub(crate) fn read(part: Part<'_>, domain: &Domain) -> Result<AgentDisk> {
        Ok(AgentDisk {
            alias: disk_at(part, domain)?.map(|disk| disk.target.dev.clone()),
            serial: part.optional_text("serial")?,
            device: part.optional_text("dev")?,
            bus: part.optional_text("bus-type")?,
        })
    }
}

/// A number of an address; the agent says -1 for what it does not know.
fn number(part: Part<'_>, field: &str) -> Result<Option<u32>> {
    Ok(u32::try_from(part.number_of(field)?).ok())
}

fn disk_at<'a>(part: Part<'_>, domain: &'a Domain) -> Result<Option<&'a Disk>> {
    let unit = (number(part, "bus")?, number(part, "target")?, number(part, "unit")?);
    let Some(controller) = part.field("pci-controller") else {
        return Err(part.wrong("a disk without 'pci-controller'"));
    };
    let place = [
        number(controller, "domain")?,
        number(controller, "bus")?,
        number(controller, "slot")?,
        number(controller, "function")?,
    ];
    let is_there = |pci: &PciAddress| place == [pci.domain, pci.bus, pci.slot, pci.function].map(Some);
    let is_it = |disk: &&Disk| match &disk.info.address {
        Some(Address::Pci(pci)) => is_there(pci),
        Some(Address::Drive(drive)) => {
            let kind = disk.target.bus.map(|bus| bus.as_str()).unwrap_or_default();
            let controllers = domain.devices.controllers.iter();
            let mut controllers = controllers.filter(|c| c.kind.as_str() == kind && c.index == drive.controller);
            let is_on_it = controllers.any(|c| matches!(&c.info.address, Some(Address::Pci(pci)) if is_there(pci)));
            is_on_it && unit == (Some(drive.bus), Some(drive.target), Some(drive.unit))
        }
        _ => false,
    };
    Ok(domain.devices.disks.iter().find(is_it))
}
