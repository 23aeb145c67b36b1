//! Serial ports, consoles, channels and smart cards: which of them QEMU can have.

use conf::domain::Domain;
use conf::domain::chardev::ChardevSource;
use conf::domain::graphics::Graphics;
use virt::{Error, Result};

use super::unless;
use crate::machine::MachineKind;

pub(super) fn domain(domain: &Domain) -> Result<()> {
    serials(domain)?;
    let devices = &domain.devices;
    let mut more = devices.consoles.iter().skip(1);
    unless(
        more.all(|console| console.target.kind.as_deref() != Some("serial")),
        "Only the first console can be a serial port",
    )?;
    unless(devices.smartcards.len() < 2, "this QEMU binary lacks multiple smartcard support")?;
    spice(domain)
}

/// Which machines have which serial ports.
fn serials(domain: &Domain) -> Result<()> {
    let machine = MachineKind::of(domain);
    for serial in &domain.devices.serials {
        let kind = serial.target.kind.as_deref();
        let fits = match kind {
            Some("isa-serial" | "isa-debug") => machine.is_x86() || machine.is_ppc64() && !machine.is_pseries(),
            Some("spapr-vio-serial") => machine.is_pseries(),
            Some("sclp-serial") => machine.is_s390(),
            Some("system-serial") => !machine.is_x86() && !machine.is_s390() && !machine.is_pseries(),
            _ => true,
        };
        unless(fits, "this machine has no serial port of the target type")?;
        let Some(model) = &serial.target.model else { continue };
        let Some(wanted) = type_of_model(&model.name) else { continue };
        if kind != Some(wanted) {
            let message = format!("Target model '{}' requires target type '{wanted}'", model.name);
            return Err(Error::config_unsupported(message));
        }
    }
    Ok(())
}

/// The type of port that a model is.
fn type_of_model(model: &str) -> Option<&'static str> {
    Some(match model {
        "isa-serial" => "isa-serial",
        "usb-serial" => "usb-serial",
        "pci-serial" => "pci-serial",
        "spapr-vty" => "spapr-vio-serial",
        "pl011" | "16550a" => "system-serial",
        "sclpconsole" | "sclplmconsole" => "sclp-serial",
        "isa-debugcon" => "isa-debug",
        _ => return None,
    })
}

/// Lines that end in a SPICE client need a server for it.
fn spice(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    if devices.graphics.iter().any(|graphics| matches!(graphics, Graphics::Spice(_))) {
        return Ok(());
    }
    let mut sources = (devices.channels.iter().map(|device| &device.source))
        .chain(devices.serials.iter().map(|device| &device.source))
        .chain(devices.redirdevs.iter().map(|device| &device.source))
        .chain(devices.smartcards.iter().filter_map(|device| device.source.as_ref()));
    match sources.any(|source| matches!(source, ChardevSource::SpiceVmc)) {
        true => Err(Error::config_unsupported("chardev 'spicevmc' not supported without spice graphics")),
        false => Ok(()),
    }
}
