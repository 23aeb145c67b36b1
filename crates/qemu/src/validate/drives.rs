//! Places of disks on their controllers, and the threads that serve them.

use conf::domain::Domain;
use conf::domain::address::{Address, DriveAddress};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::disk::{Disk, DiskBus};
use virt::{Error, Result};

use super::unless;
use crate::machine::MachineKind;

pub(super) fn domain(domain: &Domain) -> Result<()> {
    let machine = MachineKind::of(domain);
    let ide = domain.devices.controllers.iter().any(|c| c.kind == ControllerType::Ide);
    unless(!ide || machine.has_builtin_ide(), "IDE controllers are unsupported for this QEMU binary or machine type")?;
    for disk in &domain.devices.disks {
        if let Some(Address::Drive(at)) = &disk.info.address {
            place(domain, disk, at)?;
        }
        if let Some(id) = disk.driver.as_ref().and_then(|driver| driver.iothread) {
            thread(domain, id)?;
        }
    }
    Ok(())
}

/// What a controller has no room for.
fn place(domain: &Domain, disk: &Disk, at: &DriveAddress) -> Result<()> {
    match disk.bus() {
        DiskBus::Ide => unless(at.target == 0, "target must be 0 for ide controller"),
        DiskBus::Sata => {
            unless(at.bus == 0, "bus must be 0 for sata controller")?;
            unless(at.target == 0, "target must be 0 for sata controller")
        }
        DiskBus::Fdc => {
            unless(at.bus == 0, "bus must be 0 for fdc controller")?;
            unless(at.target == 0, "target must be 0 for fdc controller")
        }
        DiskBus::Scsi => {
            unless(at.bus == 0, "SCSI controller only supports 1 bus")?;
            let is_it = |c: &&Controller| c.kind == ControllerType::Scsi && c.index == at.controller;
            let controller = domain.devices.controllers.iter().find(is_it);
            let old = controller.is_some_and(|c| c.model() == "lsilogic");
            unless(!old || at.target == 0, "target must be 0 for controller model 'lsilogic'")
        }
        _ => Ok(()),
    }
}

fn thread(domain: &Domain, id: u32) -> Result<()> {
    let count = domain.iothreads.as_ref().map_or(0, |count| count.0);
    let is_there = match &domain.iothread_ids {
        Some(ids) => ids.threads.iter().any(|thread| thread.id == id),
        None => (1..=count).contains(&id),
    };
    match is_there {
        true => Ok(()),
        false => Err(Error::config_unsupported(format!("Disk iothread '{id}' not defined in iothreadid"))),
    }
}
