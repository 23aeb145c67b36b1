//! The smaller devices: input, watchdog, balloon, random numbers, panic, vsock, TPM, file systems, host devices.

use conf::domain::address::Address;
use conf::domain::filesystem::{AccessMode, Filesystem, FilesystemDriverKind, MultiDevs};
use conf::domain::hostdev::{GuestReset, HostdevSource, UsbHostAddress};
use conf::domain::small::{RngBackend, TpmBackend};
use conf::domain::video::Input;
use conf::words::OnOff;
use virt::{Error, Result};

use super::Build;
use super::chardev::Backend;
use super::interface::rom;
use super::props::{Props, escape, virtio_name};

impl Build<'_> {
    pub(super) fn inputs(&mut self) -> Result<()> {
        for input in &self.domain.devices.inputs {
            if let Some(props) = self.input(input)? {
                self.device(props);
            }
        }
        Ok(())
    }

    fn input(&self, input: &Input) -> Result<Option<Props>> {
        let alias = input.info.alias();
        let props = match (input.bus.as_deref(), input.kind.as_str()) {
            (Some("ps2"), _) => return Ok(None),
            (Some("usb"), "mouse") => Props::driver("usb-mouse").with("id", alias),
            (Some("usb"), "tablet") => Props::driver("usb-tablet").with("id", alias),
            (Some("usb"), "keyboard") => Props::driver("usb-kbd").with("id", alias),
            (Some("virtio"), kind) => {
                let base = match kind {
                    "mouse" => "virtio-mouse",
                    "tablet" => "virtio-tablet",
                    "keyboard" => "virtio-keyboard",
                    "passthrough" => "virtio-input-host",
                    other => return Err(Error::config_unsupported(format!("unsupported input type '{other}'"))),
                };
                let props = Props::driver(&virtio_name(base, input.model.as_deref(), &input.info));
                let props = props.virtio(input.driver.as_ref().map(|d| &d.virtio)).with("id", alias);
                let evdev = input.source.as_ref().and_then(|s| s.evdev.clone());
                props.maybe("evdev", evdev)
            }
            (bus, kind) => {
                let bus = bus.unwrap_or("none");
                return Err(Error::config_unsupported(format!("input '{kind}' on bus '{bus}' is not supported yet")));
            }
        };
        self.place(props, &input.info).map(Some)
    }

    pub(super) fn watchdogs(&mut self) -> Result<()> {
        let watchdogs = &self.domain.devices.watchdogs;
        for watchdog in watchdogs {
            match watchdog.model.as_str() {
                // The chipset has it; it only has to be let loose.
                "itco" => self.option("-global", "ICH9-LPC.noreboot=off"),
                model @ ("ib700" | "i6300esb" | "diag288") => {
                    let props = Props::driver(model).with("id", watchdog.info.alias());
                    let props = self.place(props, &watchdog.info)?;
                    self.device(props);
                }
                other => return Err(Error::config_unsupported(format!("unsupported watchdog model '{other}'"))),
            }
        }
        if let Some(first) = watchdogs.first() {
            // A dump is made by the driver: QEMU only has to stop the guest.
            let action = match first.action.as_deref() {
                Some("dump") => "pause",
                Some(action) => action,
                None => "reset",
            };
            self.option("-watchdog-action", action);
        }
        Ok(())
    }

    pub(super) fn memballoon(&mut self) -> Result<()> {
        let Some(balloon) = self.domain.devices.memballoon.as_ref().filter(|b| b.model != "none") else {
            return Ok(());
        };
        let name = virtio_name("virtio-balloon", Some(&balloon.model), &balloon.info);
        let props = Props::driver(&name)
            .virtio(balloon.driver.as_ref().map(|d| &d.virtio))
            .with("id", balloon.info.alias())
            .switch("deflate-on-oom", balloon.autodeflate)
            .switch("free-page-reporting", balloon.free_page_reporting);
        let props = self.place(props, &balloon.info)?;
        self.device(props);
        Ok(())
    }

    pub(super) fn rngs(&mut self) -> Result<()> {
        for rng in &self.domain.devices.rngs {
            let alias = rng.info.alias();
            let id = format!("obj{alias}");
            let object = match &rng.backend {
                RngBackend::Random(device) => {
                    let path = device.path.as_deref().unwrap_or("/dev/random");
                    Props::object("rng-random", &id).with("filename", path)
                }
                RngBackend::Egd { source, protocol } => {
                    let backend = Backend { protocol: protocol.as_ref(), ..Backend::new(source, alias) };
                    let chardev = self.chardev(backend)?;
                    Props::object("rng-egd", &id).with("chardev", chardev)
                }
                RngBackend::Builtin => Props::object("rng-builtin", &id),
            };
            self.option("-object", object.text());
            let name = virtio_name("virtio-rng", Some(&rng.model), &rng.info);
            let mut props = Props::driver(&name).virtio(rng.driver.as_ref().map(|d| &d.virtio));
            props = props.with("rng", id).with("id", alias);
            if let Some(rate) = &rng.rate {
                props = props.with("max-bytes", rate.bytes).with("period", rate.period.unwrap_or(1000));
            }
            let props = self.place(props, &rng.info)?;
            self.device(props);
        }
        Ok(())
    }

    pub(super) fn panics(&mut self) {
        for panic in &self.domain.devices.panics {
            match panic.model.as_deref() {
                Some("isa") => {
                    let port = match &panic.info.address {
                        Some(Address::Isa { iobase: Some(base), .. }) => Some(base.0),
                        _ => None,
                    };
                    self.device(Props::driver("pvpanic").maybe("ioport", port));
                }
                Some("pvpanic") => {
                    let props = Props::driver("pvpanic-pci");
                    if let Ok(props) = self.place(props, &panic.info) {
                        self.device(props);
                    }
                }
                _ => (),
            }
        }
    }

    pub(super) fn nvram(&mut self) {
        if let Some(nvram) = &self.domain.devices.nvram
            && let Some(Address::SpaprVio { reg: Some(reg) }) = &nvram.info.address
        {
            self.option("-global", format!("spapr-nvram.reg={:#x}", reg.0));
        }
    }

    pub(super) fn vmcoreinfo(&mut self) {
        let wanted = self.domain.features.as_ref().and_then(|f| f.vmcoreinfo.as_ref());
        if wanted.is_some_and(|v| v.state == OnOff::On) {
            self.device(Props::driver("vmcoreinfo"));
        }
    }

    pub(super) fn vsock(&mut self) -> Result<()> {
        let Some(vsock) = &self.domain.devices.vsock else { return Ok(()) };
        let fd = self.fd("vsock0-vhost")?;
        let cid = vsock.cid.as_ref().and_then(|c| c.address).or(self.runtime.ports.get("vsock0").copied());
        let cid = cid.ok_or_else(|| Error::internal("no CID was chosen for the vsock device"))?;
        let name = virtio_name("vhost-vsock", vsock.model.as_deref(), &vsock.info);
        let props = Props::driver(&name)
            .virtio(vsock.driver.as_ref().map(|d| &d.virtio))
            .with("id", vsock.info.alias())
            .with("guest-cid", cid)
            .with("vhostfd", fd.to_string());
        let props = self.place(props, &vsock.info)?;
        self.device(props);
        Ok(())
    }

    pub(super) fn tpms(&mut self) -> Result<()> {
        for tpm in &self.domain.devices.tpms {
            let alias = tpm.info.alias();
            let id = format!("tpm-{alias}");
            if let ("spapr-tpm-proxy", TpmBackend::Passthrough { device }) =
                (tpm.model.as_deref().unwrap_or(""), &tpm.backend)
            {
                let path = device.as_ref().map(|d| d.path.clone());
                self.device(Props::driver("spapr-tpm-proxy").with("id", alias).maybe("host-path", path));
                continue;
            }
            match &tpm.backend {
                TpmBackend::Emulator { .. } => {
                    let path = self.runtime.sockets.get(alias).cloned();
                    let path = path.ok_or_else(|| Error::internal(format!("no TPM emulator runs for '{alias}'")))?;
                    self.option("-chardev", format!("socket,id=chrtpm,path={}", escape(&path)));
                    self.option("-tpmdev", format!("emulator,id={id},chardev=chrtpm"));
                }
                TpmBackend::Passthrough { .. } => {
                    let (device, cancel) = (self.fd(&format!("{alias}-tpm"))?, self.fd(&format!("{alias}-cancel"))?);
                    let path = self.fdset(device, &format!("{alias}-tpm"));
                    let cancel = self.fdset(cancel, &format!("{alias}-cancel"));
                    self.option("-tpmdev", format!("passthrough,id={id},path={path},cancel-path={cancel}"));
                }
                TpmBackend::External { source } => {
                    let path = source.as_ref().and_then(|s| s.path.as_deref()).unwrap_or("");
                    self.option("-chardev", format!("socket,id=chrtpm,path={}", escape(path)));
                    self.option("-tpmdev", format!("emulator,id={id},chardev=chrtpm"));
                }
            }
            let model = tpm.model.as_deref().unwrap_or("tpm-tis");
            let driver = match model {
                "tpm-tis" if !self.machine.is_x86() => "tpm-tis-device",
                other => other,
            };
            let props = self.place(Props::driver(driver).with("tpmdev", id).with("id", alias), &tpm.info)?;
            self.device(props);
        }
        Ok(())
    }

    pub(super) fn filesystems(&mut self) -> Result<()> {
        for filesystem in &self.domain.devices.filesystems {
            let alias = filesystem.info.alias();
            let driver = filesystem.driver.as_ref();
            if driver.and_then(|d| d.kind) == Some(FilesystemDriverKind::Virtiofs) {
                self.virtiofs(filesystem)?;
                continue;
            }
            if driver.and_then(|d| d.kind) == Some(FilesystemDriverKind::Mtp) {
                self.mtp(filesystem)?;
                continue;
            }
            if let Some(kind) = driver.and_then(|d| d.kind).filter(|kind| *kind != FilesystemDriverKind::Path) {
                let kind = kind.as_str();
                return Err(Error::config_unsupported(format!("filesystem driver '{kind}' is not supported yet")));
            }
            let source = filesystem.source.dir();
            let source = source.ok_or_else(|| Error::xml("missing source information for filesystem"))?;
            let target = filesystem.target.as_ref().map_or("", |t| &t.dir);
            let model = match filesystem.accessmode {
                Some(AccessMode::Squash) => "none",
                Some(mode) => mode.as_str(),
                None => "passthrough",
            };
            let mut words = format!("local,security_model={model}");
            match filesystem.multidevs {
                Some(MultiDevs::Default) | None => (),
                Some(word) => words.push_str(&format!(",multidevs={}", word.as_str())),
            }
            for (name, mode) in [("fmode", &filesystem.fmode), ("dmode", &filesystem.dmode)] {
                words.extend(mode.as_ref().map(|mode| format!(",{name}={mode}")));
            }
            if driver.and_then(|d| d.wrpolicy.as_deref()) == Some("immediate") {
                words.push_str(",writeout=immediate");
            }
            words.push_str(&format!(",id=fsdev-{alias},path={}", escape(source)));
            if filesystem.readonly {
                words.push_str(",readonly=on");
            }
            self.option("-fsdev", words);
            let name = virtio_name("virtio-9p", filesystem.model.as_deref(), &filesystem.info);
            let props = Props::driver(&name)
                .virtio(driver.map(|d| &d.virtio))
                .with("id", alias)
                .with("fsdev", format!("fsdev-{alias}"))
                .with("mount_tag", target);
            let props = self.place(props, &filesystem.info)?;
            self.device(props);
        }
        Ok(())
    }

    /// A folder that the guest sees as a camera's.
    fn mtp(&mut self, filesystem: &Filesystem) -> Result<()> {
        let source = filesystem.source.dir();
        let source = source.ok_or_else(|| Error::xml("missing source information for filesystem"))?;
        let props = Props::driver("usb-mtp")
            .with("id", filesystem.info.alias())
            .with("rootdir", source)
            .with("desc", filesystem.target.as_ref().map_or("", |t| &t.dir))
            .with("readonly", filesystem.readonly);
        let props = self.place(props, &filesystem.info)?;
        self.device(props);
        Ok(())
    }

    pub(super) fn cryptos(&mut self) -> Result<()> {
        for crypto in &self.domain.devices.cryptos {
            let alias = crypto.info.alias();
            let backend = Props::object(&format!("cryptodev-backend-{}", crypto.backend.model), &format!("obj{alias}"));
            self.option("-object", backend.maybe("queues", crypto.backend.queues).text());
            let props = Props::driver(&virtio_name("virtio-crypto", None, &crypto.info))
                .virtio(crypto.driver.as_ref().map(|d| &d.virtio))
                .with("cryptodev", format!("obj{alias}"))
                .with("id", alias);
            let props = self.place(props, &crypto.info)?;
            self.device(props);
        }
        Ok(())
    }

    /// A folder that a virtiofsd serves.
    fn virtiofs(&mut self, filesystem: &Filesystem) -> Result<()> {
        let alias = filesystem.info.alias();
        let path = filesystem.source.socket().map(str::to_owned).or_else(|| self.runtime.sockets.get(alias).cloned());
        let path = path.ok_or_else(|| Error::internal(format!("no virtiofsd runs for '{alias}'")))?;
        self.option("-chardev", format!("socket,id=chr-vu-{alias},path={}", escape(&path)));
        let driver = filesystem.driver.as_ref();
        let props = Props::driver(&virtio_name("vhost-user-fs", None, &filesystem.info))
            .virtio(driver.map(|d| &d.virtio))
            .with("id", alias)
            .with("chardev", format!("chr-vu-{alias}"))
            .maybe("queue-size", driver.and_then(|d| d.queue))
            .with("tag", filesystem.target.as_ref().map_or("", |t| &t.dir))
            .maybe("bootindex", self.boot.of_alias(alias));
        let props = self.place(props, &filesystem.info)?;
        self.device(props);
        Ok(())
    }

    pub(super) fn hostdevs(&mut self) -> Result<()> {
        for interface in &self.domain.devices.interfaces {
            if let Some(props) = self.host_card(interface)? {
                self.device(props);
            }
        }
        for hostdev in &self.domain.devices.hostdevs {
            let alias = hostdev.info.alias();
            let props = match &hostdev.source {
                HostdevSource::Pci(pci) => {
                    if matches!(hostdev.info.address, Some(Address::Unassigned)) {
                        continue;
                    }
                    let mut props = Props::driver("vfio-pci").with("host", pci.address.text()).with("id", alias);
                    if let Some(teaming) = &hostdev.teaming {
                        props = props.maybe("failover_pair_id", teaming.persistent.clone());
                    }
                    props.maybe("bootindex", self.boot.of_alias(alias))
                }
                HostdevSource::Usb(usb) => {
                    let Some(UsbHostAddress { bus: bus @ 1.., device: device @ 1.., .. }) = usb.address else {
                        return Err(Error::config_unsupported(
                            "a USB host device named by vendor and product must be looked up before the start",
                        ));
                    };
                    Props::driver("usb-host")
                        .with("hostdevice", format!("/dev/bus/usb/{bus:03}/{device:03}"))
                        .with("id", alias)
                        .maybe("bootindex", self.boot.of_alias(alias))
                        .maybe("guest-reset", usb.guest_reset.map(|r| r != GuestReset::Off))
                        .maybe("guest-resets-all", usb.guest_reset.map(|r| r == GuestReset::On))
                }
                HostdevSource::Mdev { address } => {
                    let uuid = &address.uuid;
                    let name = hostdev.model.map_or("vfio-pci", |m| m.as_str());
                    // What is not asked for is off: QEMU would choose by itself.
                    let display = hostdev.display.map_or("off", |d| d.as_str());
                    let display = (name == "vfio-pci").then_some(display);
                    let loadparm = hostdev.info.boot.as_ref().and_then(|b| b.loadparm.clone());
                    let loadparm = loadparm.filter(|_| self.caps.has("virtio-ccw.loadparm"));
                    Props::driver(name)
                        .with("id", alias)
                        .with("sysfsdev", format!("/sys/bus/mdev/devices/{uuid}"))
                        .maybe("display", display)
                        .maybe("ramfb", hostdev.ramfb.map(OnOff::is_on))
                        .maybe("bootindex", self.boot.of_alias(alias))
                        .maybe("loadparm", loadparm)
                }
                HostdevSource::ScsiHost { wwpn, .. } => {
                    let fd = self.fd(&format!("{alias}-vhost"))?;
                    Props::driver(&virtio_name("vhost-scsi", hostdev.model.map(|m| m.as_str()), &hostdev.info))
                        .with("wwpn", wwpn.clone().unwrap_or_default())
                        .with("vhostfd", fd.to_string())
                        .with("id", alias)
                }
                HostdevSource::Scsi(source) => self.scsi_hostdev(hostdev, source)?,
                _ => {
                    return Err(Error::config_unsupported(format!(
                        "host device of type '{}' is not supported yet",
                        hostdev.kind
                    )));
                }
            };
            let props = rom(self.place(props, &hostdev.info)?, hostdev.info.rom.as_ref());
            self.device(props);
        }
        Ok(())
    }
}
