//! QEMU's command line for a completed document: a pure function of the document, QEMU's capabilities and what exists
//! only at run time (descriptors, ports, paths).

mod backend;
mod block;
mod block_source;
mod boot;
mod certificates;
mod chardev;
mod controller;
mod devices;
mod disk;
mod graphics;
mod interface;
mod machine;
mod memory;
mod missing;
mod modules;
mod plug;
mod props;
mod runtime;
mod scsi_hostdev;
mod secret;
mod shmem;
mod sound;

pub use certificates::Certificates;
pub use plug::{First, Step, alone, plug, unplugged};
pub use runtime::{Need, NeedKind, Runtime, name_channels, needs};
pub use secret::{Sealed, Secrets};

use conf::domain::Domain;
use conf::domain::chardev::{Channel, ChardevSource};
use virt::Result;

use crate::Capabilities;
use crate::machine::MachineKind;

/// A program to run: its words and the environment it gets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Command {
    /// The words, the program's path first.
    pub argv: Vec<String>,
    /// The whole environment.
    pub env: Vec<(String, String)>,
}

/// What the parts of the command line are made from.
pub(crate) struct Build<'a> {
    domain: &'a Domain,
    caps: &'a Capabilities,
    runtime: &'a Runtime,
    machine: MachineKind<'a>,
    argv: Vec<String>,
    numbers: block::Numbers,
    boot: boot::BootIndexes,
    /// The words are for a guest that runs.
    plugs: bool,
}

impl Build<'_> {
    /// An option with its value.
    fn option(&mut self, name: &str, value: impl Into<String>) {
        self.argv.push(name.to_owned());
        self.argv.push(value.into());
    }

    /// An option without a value.
    fn flag(&mut self, name: &str) {
        self.argv.push(name.to_owned());
    }

    /// `-device` with its properties.
    fn device(&mut self, mut props: props::Props) {
        let zpci = props.take_zpci();
        for props in zpci.iter().chain([&props]) {
            // Devices that older versions are given as JSON cannot be unplugged.
            let as_json = self.plugs || self.caps.has("device.json+hotplug");
            let text = if as_json { props.text() } else { props.words("driver") };
            self.option("-device", text);
        }
    }
}

/// Makes a guest that is about to start of a definition: what a definition may leave open is chosen, and every device
/// has its alias.
pub fn prepare(domain: &mut Domain, caps: &Capabilities) -> Result<()> {
    crate::address::assign(domain, caps, true, true)?;
    crate::alias::assign(domain);
    agents(&mut domain.devices.channels);
    Ok(())
}

/// The same for the devices of a running guest that have just joined the others and have their places.
pub fn prepare_plugged(domain: &mut Domain) {
    crate::alias::assign_plugged(domain);
    agents(&mut domain.devices.channels);
}

/// The agents of SPICE listen on a line with a name of its own.
fn agents(channels: &mut [Channel]) {
    for channel in channels.iter_mut().filter(|channel| channel.target.kind == "virtio") {
        if matches!(channel.source, ChardevSource::SpiceVmc | ChardevSource::QemuVdagent { .. }) {
            channel.target.name.get_or_insert_with(|| "com.redhat.spice.0".to_owned());
        }
    }
}

/// The command that starts the guest. The document must have been prepared.
pub fn command(domain: &Domain, caps: &Capabilities, runtime: &Runtime) -> Result<Command> {
    missing::check(domain, runtime)?;
    let machine = MachineKind::of(domain);
    let boot = boot::BootIndexes::of(domain);
    let mut build = Build {
        domain,
        caps,
        runtime,
        machine,
        argv: Vec::new(),
        numbers: block::Numbers::default(),
        boot,
        plugs: false,
    };
    build.argv.push(domain.devices.emulator.as_ref().map_or_else(String::new, |e| e.0.clone()));
    build.identity();
    build.firmware()?;
    build.machine()?;
    build.memory()?;
    build.smp();
    build.iothreads();
    build.numa()?;
    build.option("-uuid", domain.uuid.to_string());
    build.smbios();
    build.firmware_values();
    build.display();
    build.flag("-no-user-config");
    build.flag("-nodefaults");
    build.monitor();
    build.clock()?;
    build.power();
    build.boot();
    build.iommus()?;
    build.controllers()?;
    build.memory_modules()?;
    build.disks()?;
    build.filesystems()?;
    build.interfaces()?;
    build.smartcards()?;
    build.serials()?;
    build.parallels()?;
    build.channels()?;
    build.consoles()?;
    build.tpms()?;
    build.inputs()?;
    build.audios();
    build.graphics()?;
    build.videos()?;
    build.sounds()?;
    build.watchdogs()?;
    build.redirdevs()?;
    build.hostdevs()?;
    build.incoming();
    build.memballoon()?;
    build.rngs()?;
    build.nvram();
    build.vmcoreinfo();
    build.namespace();
    build.sandbox();
    build.panics();
    build.shmems()?;
    build.vsock()?;
    build.cryptos()?;
    build.option("-msg", "timestamp=on");
    let env = build.environment();
    Ok(Command { argv: build.argv, env })
}
