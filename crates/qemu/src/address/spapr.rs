//! Register numbers on POWER's virtual I/O bus.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo};
use conf::domain::controller::ControllerType;
use virt::{Error, Result};
use xml::Hex;

/// The device kinds and where their numbers start.
const INTERFACE: u64 = 0x1000;
const SCSI: u64 = 0x2000;
const NVRAM: u64 = 0x3000;
const SERIAL: u64 = 0x3000_0000;
const TPM: u64 = 0x4000;

struct Registers(HashSet<u64>);

impl Registers {
    fn reserve(&mut self, info: &DeviceInfo) -> Result<()> {
        match &info.address {
            Some(Address::SpaprVio { reg: Some(Hex(reg)) }) if !self.0.insert(*reg) => {
                Err(Error::xml(format!("spapr-vio address {reg:#x} already in use")))
            }
            _ => Ok(()),
        }
    }

    fn place(&mut self, info: &mut DeviceInfo, first: u64) {
        match &info.address {
            None | Some(Address::SpaprVio { reg: None }) => {
                let reg = (0..4096).map(|i| first + i * 0x1000).find(|reg| !self.0.contains(reg)).unwrap_or(first);
                self.0.insert(reg);
                info.address = Some(Address::SpaprVio { reg: Some(Hex(reg)) });
            }
            Some(_) => (),
        }
    }
}

pub(super) fn assign(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    let mut registers = Registers(HashSet::new());
    for info in (devices.interfaces.iter().map(|d| &d.info))
        .chain(devices.controllers.iter().map(|d| &d.info))
        .chain(devices.serials.iter().map(|d| &d.info))
        .chain(devices.nvram.iter().map(|d| &d.info))
        .chain(devices.tpms.iter().map(|d| &d.info))
    {
        registers.reserve(info)?;
    }
    for interface in devices.interfaces.iter_mut().filter(|i| i.model() == "spapr-vlan") {
        registers.place(&mut interface.info, INTERFACE);
    }
    for controller in &mut devices.controllers {
        if controller.kind == ControllerType::Scsi && controller.model() == "ibmvscsi" {
            registers.place(&mut controller.info, SCSI);
        }
    }
    for serial in devices.serials.iter_mut().filter(|s| s.target.kind.as_deref() == Some("spapr-vio-serial")) {
        registers.place(&mut serial.info, SERIAL);
    }
    for tpm in devices.tpms.iter_mut().filter(|t| t.model.as_deref() == Some("tpm-spapr")) {
        registers.place(&mut tpm.info, TPM);
    }
    if let Some(nvram) = &mut devices.nvram {
        registers.place(&mut nvram.info, NVRAM);
    }
    // The console that is the first serial port is at the same place.
    if let (Some(console), Some(serial)) = (devices.consoles.first_mut(), devices.serials.first())
        && console.target.kind.as_deref() == Some("serial")
    {
        console.info.address = serial.info.address.clone();
    }
    Ok(())
}
