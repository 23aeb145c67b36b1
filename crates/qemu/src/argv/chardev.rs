//! Character devices: host side (`-chardev`) and guest side.

use conf::domain::address::{Address, DeviceInfo};
use conf::domain::chardev::{Channel, ChardevSource, Log, Protocol, RedirFilter, SocketMode, TcpSource, UdpSource};
use conf::domain::controller::ControllerType;
use virt::{Error, Result};

use super::Build;
use super::props::{Props, escape};

/// A host side to be described.
pub(super) struct Backend<'a> {
    pub(super) source: &'a ChardevSource,
    pub(super) protocol: Option<&'a Protocol>,
    pub(super) log: Option<&'a Log>,
    pub(super) alias: &'a str,
    /// What a SPICE channel is called.
    pub(super) channel: &'a str,
    /// A parallel port is opened differently.
    pub(super) parallel: bool,
}

impl<'a> Backend<'a> {
    pub(super) fn new(source: &'a ChardevSource, alias: &'a str) -> Backend<'a> {
        Backend { source, protocol: None, log: None, alias, channel: "", parallel: false }
    }
}

impl Build<'_> {
    /// The descriptor that was opened under this key.
    pub(super) fn fd(&self, key: &str) -> Result<i32> {
        self.runtime.fd(key)
    }

    /// Hands a descriptor to QEMU; returns the path by which it is opened.
    pub(super) fn fdset(&mut self, fd: i32, opaque: &str) -> String {
        let set = self.numbers.fdsets;
        self.numbers.fdsets += 1;
        self.option("-add-fd", format!("set={set},fd={fd},opaque={opaque}"));
        format!("/dev/fdset/{set}")
    }

    /// `-chardev`; returns its id.
    pub(super) fn chardev(&mut self, backend: Backend) -> Result<String> {
        let id = format!("char{}", backend.alias);
        let words = self.chardev_words(&backend, &id)?;
        let log = match backend.log {
            Some(_) => {
                let fd = self.fd(&format!("{id}-log"))?;
                let path = self.fdset(fd, &format!("{}-log", backend.alias));
                format!(",logfile={path},logappend=on")
            }
            None => String::new(),
        };
        self.option("-chardev", format!("{words}{log}"));
        Ok(id)
    }

    fn chardev_words(&mut self, backend: &Backend, id: &str) -> Result<String> {
        let path_words = |kind: &str, path: &Option<String>| {
            format!("{kind},id={id},path={}", escape(path.as_deref().unwrap_or("")))
        };
        Ok(match backend.source {
            ChardevSource::Null => format!("null,id={id}"),
            ChardevSource::Vc => format!("vc,id={id}"),
            ChardevSource::Pty { .. } => format!("pty,id={id}"),
            ChardevSource::Stdio => format!("stdio,id={id}"),
            ChardevSource::Dev { path, .. } => path_words(if backend.parallel { "parallel" } else { "serial" }, path),
            ChardevSource::Pipe { path, .. } => path_words("pipe", path),
            ChardevSource::File { .. } => {
                let fd = self.fd(id)?;
                let path = self.fdset(fd, &format!("{}-source", backend.alias));
                format!("file,id={id},path={path},append=on")
            }
            ChardevSource::Unix(unix) if unix.mode == Some(SocketMode::Connect) => {
                let words = path_words("socket", &unix.path);
                format!("{words}{}", self.reconnect(unix.reconnect.as_ref()))
            }
            ChardevSource::Unix(_) => format!("socket,id={id},fd={},server=on,wait=off", self.fd(id)?),
            ChardevSource::Tcp(tcp) => self.tcp_words(tcp, backend, id)?,
            ChardevSource::Udp(udp) => udp_words(udp, id),
            ChardevSource::SpiceVmc => format!("spicevmc,id={id},name={}", backend.channel),
            ChardevSource::SpicePort { channel } => {
                format!("spiceport,id={id},name={}", channel.as_deref().unwrap_or(""))
            }
            ChardevSource::QemuVdagent { clipboard, mouse } => {
                let clipboard = clipboard.as_ref().map(|c| c.copypaste.is_yes());
                vdagent_words(id, clipboard, mouse.as_ref().map(|m| m.mode.as_str()))
            }
            ChardevSource::Dbus { channel } => {
                format!("dbus,id={id},name={}", channel.as_deref().unwrap_or(""))
            }
            ChardevSource::Nmdm { .. } => return Err(Error::config_unsupported("unsupported chardev 'nmdm'")),
        })
    }

    fn tcp_words(&mut self, tcp: &TcpSource, backend: &Backend, id: &str) -> Result<String> {
        let host = escape(tcp.host.as_deref().unwrap_or(""));
        let service = escape(tcp.service.as_deref().unwrap_or(""));
        let mut words = format!("socket,id={id},host={host},port={service}");
        if backend.protocol.is_some_and(|p| p.kind == "telnet") {
            words.push_str(",telnet=on");
        }
        if tcp.mode == Some(SocketMode::Bind) {
            words.push_str(",server=on,wait=off");
        } else {
            words.push_str(&self.reconnect(tcp.reconnect.as_ref()));
        }
        if tcp.tls.map_or(self.runtime.chardev_tls, |tls| tls.is_yes()) {
            let (creds, secret) = (format!("obj{id}_tls0"), format!("{id}-secret0"));
            let end = if tcp.mode == Some(SocketMode::Bind) { "server" } else { "client" };
            self.certificates(&self.runtime.chardev_certificates, &creds, &secret, end)?;
            words.push_str(&format!(",tls-creds={creds}"));
        }
        Ok(words)
    }

    fn reconnect(&self, reconnect: Option<&conf::domain::storage::Reconnect>) -> String {
        let Some(reconnect) = reconnect else { return String::new() };
        let seconds = match reconnect.enabled {
            Some(on) if on.is_yes() => reconnect.timeout.unwrap_or(0),
            Some(_) => 0,
            None => return String::new(),
        };
        match self.caps.has("chardev-reconnect-miliseconds") || self.caps.has("chardev-reconnect-milliseconds") {
            true => format!(",reconnect-ms={}", u64::from(seconds) * 1000),
            false => format!(",reconnect={seconds}"),
        }
    }

    pub(super) fn serials(&mut self) -> Result<()> {
        for serial in &self.domain.devices.serials {
            let backend = Backend {
                protocol: serial.protocol.as_ref(),
                log: serial.log.as_ref(),
                ..Backend::new(&serial.source, serial.info.alias())
            };
            let id = self.chardev(backend)?;
            let model = serial.target.model.as_ref().map_or("", |m| &m.name);
            let port = serial.target.port;
            match model {
                "16550a" | "pl011" | "" => {
                    self.option("-serial", format!("chardev:{id}"));
                    continue;
                }
                _ => (),
            }
            let mut props = Props::driver(model).with("chardev", id).with("id", serial.info.alias());
            match model {
                "isa-serial" => props = props.maybe("index", port),
                "usb-serial" | "pci-serial" | "spapr-vty" | "isa-debugcon" | "sclpconsole" | "sclplmconsole" => (),
                other => return Err(Error::config_unsupported(format!("unsupported serial device '{other}'"))),
            }
            let props = self.place(props, &serial.info)?;
            self.device(props);
        }
        Ok(())
    }

    pub(super) fn parallels(&mut self) -> Result<()> {
        for parallel in &self.domain.devices.parallels {
            let backend = Backend {
                protocol: parallel.protocol.as_ref(),
                log: parallel.log.as_ref(),
                parallel: true,
                ..Backend::new(&parallel.source, parallel.info.alias())
            };
            let id = self.chardev(backend)?;
            self.device(Props::driver("isa-parallel").with("chardev", id).with("id", parallel.info.alias()));
        }
        Ok(())
    }

    pub(super) fn channels(&mut self) -> Result<()> {
        for channel in &self.domain.devices.channels {
            if channel.target.kind == "guestfwd" {
                self.guestfwd(channel)?;
                continue;
            }
            let backend = Backend {
                protocol: channel.protocol.as_ref(),
                log: channel.log.as_ref(),
                channel: "vdagent",
                ..Backend::new(&channel.source, channel.info.alias())
            };
            let id = self.chardev(backend)?;
            let props = self.virtio_serial_port("virtserialport", &channel.info)?;
            let name = channel.target.name.clone();
            let props = props.with("chardev", id).with("id", channel.info.alias()).maybe("name", name);
            self.device(props);
        }
        Ok(())
    }

    /// A port of the user-mode network that leads to a program on the host.
    fn guestfwd(&mut self, channel: &Channel) -> Result<()> {
        let backend = Backend {
            protocol: channel.protocol.as_ref(),
            log: channel.log.as_ref(),
            ..Backend::new(&channel.source, channel.info.alias())
        };
        let id = self.chardev(backend)?;
        let address = channel.target.address.as_deref().unwrap_or("");
        let port = channel.target.port.unwrap_or(0);
        let forward = serde_json::json!([{ "str": format!("tcp:{address}:{port}-chardev:{id}") }]);
        let props = Props::default().with("type", "user").with("guestfwd", forward).with("id", channel.info.alias());
        self.netdev_option(&props);
        Ok(())
    }

    fn virtio_serial_port(&self, driver: &str, info: &DeviceInfo) -> Result<Props> {
        let Some(Address::VirtioSerial(at)) = &info.address else { return self.place(Props::driver(driver), info) };
        let bus = self.controller_alias(ControllerType::VirtioSerial, at.controller)?;
        Ok(Props::driver(driver).with("bus", format!("{bus}.{}", at.bus)).with("nr", at.port))
    }

    pub(super) fn consoles(&mut self) -> Result<()> {
        for console in &self.domain.devices.consoles {
            let kind = console.target.kind.as_deref().unwrap_or("serial");
            // The first serial port is the console.
            if kind == "serial" {
                continue;
            }
            let backend = Backend {
                protocol: console.protocol.as_ref(),
                log: console.log.as_ref(),
                ..Backend::new(&console.source, console.info.alias())
            };
            let id = self.chardev(backend)?;
            let driver = match kind {
                "virtio" => "virtconsole",
                "sclp" => "sclpconsole",
                "sclplm" => "sclplmconsole",
                other => return Err(Error::config_unsupported(format!("unsupported console target type {other}"))),
            };
            let props =
                if kind == "virtio" { self.virtio_serial_port(driver, &console.info)? } else { Props::driver(driver) };
            self.device(props.with("chardev", id).with("id", console.info.alias()));
        }
        Ok(())
    }

    pub(super) fn smartcards(&mut self) -> Result<()> {
        for card in &self.domain.devices.smartcards {
            let alias = card.info.alias();
            let mut props = match card.mode.as_str() {
                "host" => Props::driver("ccid-card-emulated").with("backend", "nss-emulated"),
                "host-certificates" => {
                    let mut props = Props::driver("ccid-card-emulated").with("backend", "certificates");
                    for (i, certificate) in card.certificates.iter().enumerate().take(3) {
                        props = props.with(&format!("cert{}", i + 1), certificate.0.clone());
                    }
                    let database = card.database.as_ref().map_or("/etc/pki/nssdb", |d| &d.0);
                    props.with("db", database)
                }
                _ => {
                    let source = card.source.as_ref().ok_or_else(|| Error::internal("smartcard has no source"))?;
                    let backend = Backend {
                        protocol: card.protocol.as_ref(),
                        channel: "smartcard",
                        ..Backend::new(source, alias)
                    };
                    Props::driver("ccid-card-passthru").with("chardev", self.chardev(backend)?)
                }
            };
            props = props.with("id", alias);
            if let Some(Address::Ccid { controller, .. }) = &card.info.address {
                props = props.with("bus", format!("ccid{controller}.0"));
            }
            self.device(props);
        }
        Ok(())
    }

    pub(super) fn redirdevs(&mut self) -> Result<()> {
        for device in &self.domain.devices.redirdevs {
            let alias = device.info.alias();
            let backend = Backend {
                protocol: device.protocol.as_ref(),
                channel: "usbredir",
                ..Backend::new(&device.source, alias)
            };
            let id = self.chardev(backend)?;
            let mut props = Props::driver("usb-redir").with("chardev", id).with("id", alias);
            props = props.maybe("filter", self.domain.devices.redirfilter.as_ref().map(filter_text));
            props = props.maybe("bootindex", self.boot.of_alias(alias));
            let props = self.place(props, &device.info)?;
            self.device(props);
        }
        Ok(())
    }
}

/// The rules of a filter as QEMU reads them.
fn filter_text(filter: &RedirFilter) -> String {
    let number = |value: Option<u32>, digits: usize| match value {
        Some(value) => format!("0x{value:0digits$X}"),
        None => "-1".to_owned(),
    };
    let rules = filter.rules.iter().map(|rule| {
        let (class, vendor, product) = (number(rule.class, 2), number(rule.vendor, 4), number(rule.product, 4));
        let allow = u8::from(rule.allow.is_yes());
        format!("{class}:{vendor}:{product}:{}:{allow}", number(rule.version, 4))
    });
    rules.collect::<Vec<_>>().join("|")
}

fn udp_words(udp: &UdpSource, id: &str) -> String {
    let text = |value: Option<&String>| escape(value.map_or("", |v| v));
    let connect = udp.connect.clone().unwrap_or_default();
    let (host, port) = (text(connect.host.as_ref()), text(connect.service.as_ref()));
    let mut words = format!("udp,id={id},host={host},port={port}");
    if let Some(bind) = &udp.bind {
        let service = bind.service.as_deref().unwrap_or("0");
        words.push_str(&format!(",localaddr={},localport={service}", text(bind.host.as_ref())));
    } else {
        words.push_str(",localaddr=,localport=0");
    }
    words
}

fn vdagent_words(id: &str, clipboard: Option<bool>, mouse: Option<&str>) -> String {
    let mut words = format!("qemu-vdagent,id={id},name=vdagent");
    if let Some(on) = clipboard {
        words.push_str(&format!(",clipboard={}", if on { "on" } else { "off" }));
    }
    if let Some(mode) = mouse {
        words.push_str(&format!(",mouse={}", if mode == "client" { "on" } else { "off" }));
    }
    words
}
