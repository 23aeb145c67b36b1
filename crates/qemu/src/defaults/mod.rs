//! Document defaults that QEMU adds: machine, CPU, devices that are always there, models.

mod controllers;
mod cpu;
mod devices;
mod features;
mod memory;

use conf::domain::{Domain, Seclabel, defaults, validate};
use virt::{Error, Result};
use xml::Text;

use crate::address;
use crate::capabilities::Capabilities;
use crate::firmware::Firmware;
use crate::machine::MachineKind;

pub(crate) use controllers::pci_names;
pub use devices::sound;

/// What completing a document needs to know beside the document.
pub struct Facts<'a> {
    /// The binary that will run the guest.
    pub caps: &'a Capabilities,
    /// Its path, if the document names none.
    pub emulator: &'a str,
    /// The architecture of this host.
    pub host_arch: &'a str,
    /// The definition is new: defaults that would change an existing guest may apply.
    pub abi_update: bool,
    /// A guest that needs more buses gets one for a device to come; not if this is the device that comes.
    pub spare_port: bool,
    /// Firmware that the host has, in the order of preference.
    pub firmware: &'a [Firmware],
    /// The folder in which guests' firmware variables are kept.
    pub nvram_dir: &'a str,
    /// The model of the host's security driver: labels that name none mean it.
    pub security_model: Option<&'a str>,
    /// Random bytes for UUIDs and network addresses.
    pub random: defaults::Random<'a>,
}

/// The parts of [`Facts`] that the steps read.
pub(crate) struct Context<'a> {
    pub(crate) caps: &'a Capabilities,
    pub(crate) abi_update: bool,
}

/// Makes a definition of a parsed document: everything is chosen, every device has its place. Doing it again changes
/// nothing.
pub fn complete(domain: &mut Domain, facts: Facts) -> Result<()> {
    basics(domain, &facts)?;
    defaults::identities(domain, facts.random, [0x52, 0x54, 0x00]);
    validate::name(&domain.name)?;
    memory::modules(domain, facts.abi_update);
    defaults::memory(domain, facts.abi_update)?;
    memory::single_node(domain, facts.abi_update);
    defaults::numa_cpus(domain)?;
    defaults::tuning(domain);
    security_labels(domain, facts.security_model);
    defaults::boot(domain);
    let context = Context { caps: facts.caps, abi_update: facts.abi_update };
    let context = &context;
    defaults::controller_indexes(&mut domain.devices.controllers);
    crate::firmware::complete(domain, facts.firmware, facts.nvram_dir, facts.abi_update)?;
    features::complete(domain, context)?;
    cpu::complete(domain, context)?;
    controllers::always_there(domain, context);
    devices::complete(domain, context)?;
    devices::always_there(domain, context)?;
    controllers::for_devices(domain)?;
    controllers::models(domain, context)?;
    address::assign(domain, facts.caps, facts.abi_update, facts.spare_port)?;
    loadparm(domain)?;
    validate::domain(domain)?;
    crate::validate::domain(domain, facts.caps)
}

/// Type, architecture, machine and emulator.
fn basics(domain: &mut Domain, facts: &Facts) -> Result<()> {
    if !matches!(domain.kind.as_str(), "qemu" | "kvm" | "hvf") {
        return Err(Error::config_unsupported(format!("invalid domain type {}", domain.kind)));
    }
    if domain.os.kind.name.is_empty() {
        return Err(Error::xml("an os <type> must be specified"));
    }
    if domain.os.kind.name != "hvm" {
        let kind = &domain.os.kind.name;
        return Err(Error::config_unsupported(format!("could not find capabilities for os type '{kind}'")));
    }
    let arch = domain.os.kind.arch.get_or_insert_with(|| facts.host_arch.to_owned()).clone();
    let accelerator = Capabilities::accelerator(&domain.kind);
    let name = domain.os.kind.machine.clone();
    let machine = match &name {
        Some(name) => facts.caps.machine(accelerator, name),
        None => facts.caps.default_machine(accelerator),
    };
    match (machine, name) {
        (Some(machine), _) => domain.os.kind.machine = Some(machine.name.clone()),
        (None, Some(name)) => {
            let message = format!(
                "Emulator '{}' does not support machine type '{name}'",
                domain.devices.emulator.as_ref().map_or(facts.emulator, |e| &e.0)
            );
            return Err(Error::config_unsupported(message).context(format!("domain of type {}", domain.kind)));
        }
        (None, None) => {
            let message = format!("no machine type is known for arch '{arch}' and domain type '{}'", domain.kind);
            return Err(Error::config_unsupported(message));
        }
    }
    domain.devices.emulator.get_or_insert_with(|| Text(facts.emulator.to_owned()));
    Ok(())
}

/// Labels that name no model mean the host's; where that is none, there are no labels.
fn security_labels(domain: &mut Domain, model: Option<&str>) {
    let Some(model) = model else { return };
    for label in domain.seclabels.iter_mut().filter(|l| l.model.is_none()) {
        if model == "none" {
            *label = Seclabel { kind: Some("none".to_owned()), ..Seclabel::default() };
        }
        label.model = Some(model.to_owned());
    }
}

/// What IBM Z's boot loader is told: a few capital letters.
fn loadparm(domain: &mut Domain) -> Result<()> {
    let mut bad = None;
    domain.devices.each_info_mut(&mut |info| {
        let Some(text) = info.boot.as_mut().and_then(|boot| boot.loadparm.as_mut()) else { return };
        text.make_ascii_uppercase();
        let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.' || b == b' ';
        if text.is_empty() || text.len() > 8 || !text.bytes().all(fits) {
            bad = Some(text.clone());
        }
    });
    match bad {
        Some(text) => {
            Err(Error::xml(format!("'{text}' is no loadparm: it has 1 to 8 letters, digits, dots or blanks")))
        }
        None => Ok(()),
    }
}

/// The machine entry of the capabilities that the document asks for.
pub(crate) fn machine_entry<'a>(domain: &Domain, caps: &'a Capabilities) -> Option<&'a crate::capabilities::Machine> {
    caps.machine(Capabilities::accelerator(&domain.kind), domain.os.kind.machine.as_deref()?)
}

/// Whether the guest has PS/2 ports.
pub(crate) fn has_ps2(domain: &Domain) -> bool {
    let wanted = domain.features.as_ref().and_then(|f| f.ps2.as_ref()).map(|s| s.state.is_on());
    MachineKind::of(domain).is_x86() && wanted.unwrap_or(true)
}
