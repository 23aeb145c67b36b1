//! Ports on virtio serial controllers, slots of smart card readers.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo, VirtioSerialAddress};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::defaults::insert_controller;
use virt::{Error, Result};

/// Ports of one controller unless it says otherwise; port 0 is for consoles.
const PORTS: u32 = 31;

/// Gives virtio channels and consoles their ports.
pub(super) fn virtio(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    let mut used = HashSet::new();
    for info in devices.channels.iter().map(|c| &c.info).chain(devices.consoles.iter().map(|c| &c.info)) {
        if let Some(Address::VirtioSerial(at)) = &info.address
            && at.port != 0
        {
            used.insert((at.controller, at.bus, at.port));
        }
    }
    let mut sizes: Vec<(u32, u32)> = devices
        .controllers
        .iter()
        .filter(|c| c.kind == ControllerType::VirtioSerial)
        .map(|c| (c.index, c.ports.unwrap_or(PORTS)))
        .collect();
    let mut place = |info: &mut DeviceInfo| -> Result<()> {
        let (fixed, first) = match &info.address {
            Some(Address::VirtioSerial(at)) if at.port != 0 => return Ok(()),
            Some(Address::VirtioSerial(at)) => (Some(at.controller), 1),
            None => (None, 1),
            Some(_) => return Ok(()),
        };
        loop {
            for (controller, ports) in sizes.iter().filter(|(index, _)| fixed.is_none_or(|f| f == *index)) {
                for port in first..*ports {
                    if used.insert((*controller, 0, port)) {
                        let at = VirtioSerialAddress { controller: *controller, bus: 0, port };
                        info.address = Some(Address::VirtioSerial(at));
                        return Ok(());
                    }
                }
            }
            if fixed.is_some() || sizes.len() > 64 {
                return Err(Error::xml("Unable to find a free virtio-serial port"));
            }
            sizes.push((sizes.iter().map(|(index, _)| index + 1).max().unwrap_or(0), PORTS));
        }
    };
    for channel in devices.channels.iter_mut().filter(|c| c.target.kind == "virtio") {
        place(&mut channel.info)?;
    }
    for (index, _) in sizes {
        let mut there = devices.controllers.iter().filter(|c| c.kind == ControllerType::VirtioSerial);
        if !there.any(|c| c.index == index) {
            insert_controller(&mut devices.controllers, Controller::new(ControllerType::VirtioSerial, index, None));
        }
    }
    Ok(())
}
