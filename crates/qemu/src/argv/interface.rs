//! Network cards: host side (`-netdev`) and guest side.

use conf::domain::address::Address;
use conf::domain::interface::{Interface, InterfaceDriver, InterfaceSource, SocketSource};
use conf::domain::netport::TeamingKind;
use conf::words::OnOff;
use virt::{Error, Result};

use super::Build;
use super::props::{Props, escape, virtio_name};

impl Build<'_> {
    pub(super) fn interfaces(&mut self) -> Result<()> {
        for interface in &self.domain.devices.interfaces {
            if matches!(interface.source, InterfaceSource::Hostdev { .. }) {
                // It comes with the other host devices.
                continue;
            }
            let netdev = self.netdev(interface)?;
            self.netdev_option(&netdev);
            let card = self.card(interface)?;
            self.device(card);
        }
        Ok(())
    }

    pub(super) fn netdev_option(&mut self, netdev: &Props) {
        let text = if self.plugs || self.caps.has("netdev.json") { netdev.text() } else { netdev.words("type") };
        self.option("-netdev", text);
    }

    /// A card that is a PCI function of the host.
    pub(super) fn host_card(&self, interface: &Interface) -> Result<Option<Props>> {
        let InterfaceSource::Hostdev { address } = &interface.source else { return Ok(None) };
        let Some(Address::Pci(at)) = address else {
            return Err(Error::config_unsupported("only PCI devices of the host can be network cards"));
        };
        if interface.backend.as_ref().is_some_and(|b| b.tap.is_some() || b.vhost.is_some()) {
            return Err(Error::config_unsupported("a card that is a host device has no tap device"));
        }
        if !self.runtime.host_cards_ready {
            return Err(Error::config_unsupported("an interface that is a host device is not supported yet"));
        }
        let alias = interface.info.alias();
        let pair = interface.teaming.as_ref().and_then(|t| t.persistent.clone());
        let props = Props::driver("vfio-pci").with("host", at.text()).with("id", alias);
        let props = props.maybe("failover_pair_id", pair).maybe("bootindex", self.boot.of_alias(alias));
        Ok(Some(rom(self.place(props, &interface.info)?, interface.info.rom.as_ref())))
    }

    /// The host side.
    fn netdev(&mut self, interface: &Interface) -> Result<Props> {
        let alias = interface.info.alias();
        let id = format!("host{alias}");
        let kind = |kind: &str| Props::default().with("type", kind);
        let socket =
            |source: &SocketSource| format!("{}:{}", source.address.as_deref().unwrap_or(""), source.port.unwrap_or(0));
        let props = match &interface.source {
            InterfaceSource::User { .. } => {
                if interface.backend.as_ref().is_some_and(|b| b.kind.as_deref() == Some("passt")) {
                    return Err(Error::config_unsupported("the passt backend is not supported yet"));
                }
                let mut props = kind("user");
                for ip in &interface.ips {
                    if ip.family.as_deref() == Some("ipv6") {
                        props = props.with("ipv6-prefix", ip.address.clone());
                        props = props.maybe("ipv6-prefixlen", ip.prefix);
                    } else {
                        let prefix = ip.prefix.map(|p| format!("/{p}")).unwrap_or_default();
                        props = props.with("net", format!("{}{prefix}", ip.address));
                    }
                }
                props
            }
            InterfaceSource::Bridge { .. } | InterfaceSource::Network { .. } | InterfaceSource::Ethernet { .. } => {
                return self.tap(interface, id);
            }
            InterfaceSource::Client(source) => kind("socket").with("connect", socket(source)),
            InterfaceSource::Server(source) => kind("socket").with("listen", socket(source)),
            InterfaceSource::Mcast(source) => kind("socket").with("mcast", socket(source)),
            InterfaceSource::Udp(source) => {
                let local = source.local.clone().unwrap_or_default();
                let local = format!("{}:{}", local.address.unwrap_or_default(), local.port.unwrap_or(0));
                kind("socket").with("udp", socket(source)).with("localaddr", local)
            }
            InterfaceSource::VhostUser(source) => {
                let path = escape(source.path.as_deref().unwrap_or(""));
                let server = source.mode.as_deref() == Some("server");
                let mode = if server { ",server=on" } else { "" };
                self.option("-chardev", format!("socket,id=char{alias},path={path}{mode}"));
                let queues = interface.driver.as_ref().and_then(|d| d.queues).filter(|q| *q > 1);
                kind("vhost-user").with("chardev", format!("char{alias}")).maybe("queues", queues)
            }
            InterfaceSource::Vdpa { .. } => {
                let key = format!("{alias}-vdpa");
                let path = self.fdset(self.fd(&key)?, &key);
                let queues = interface.driver.as_ref().and_then(|d| d.queues).filter(|q| *q > 1);
                kind("vhost-vdpa").with("vhostdev", path).maybe("queues", queues)
            }
            other => {
                let word = xml::Union::tag(other).unwrap_or("");
                return Err(Error::config_unsupported(format!("interface type '{word}' is not supported yet")));
            }
        };
        Ok(props.with("id", id))
    }

    /// A tap device that is open already.
    fn tap(&self, interface: &Interface, id: String) -> Result<Props> {
        let alias = interface.info.alias();
        let text = |fds: &[i32]| fds.iter().map(i32::to_string).collect::<Vec<_>>().join(":");
        let fds = self.runtime.fds.get(&format!("{alias}-tap")).filter(|fds| !fds.is_empty());
        let fds = fds.ok_or_else(|| Error::internal(format!("no tap device was opened for '{alias}'")))?;
        let name =
            |single: &'static str, several: &'static str, count: usize| if count == 1 { single } else { several };
        let mut props = Props::default().with("type", "tap").with(name("fd", "fds", fds.len()), text(fds));
        if let Some(vhost) = self.runtime.fds.get(&format!("{alias}-vhost")).filter(|fds| !fds.is_empty()) {
            props = props.with("vhost", true).with(name("vhostfd", "vhostfds", vhost.len()), text(vhost));
        }
        let sndbuf = interface.tune.as_ref().and_then(|t| t.sndbuf.as_ref());
        props = props.maybe("sndbuf", sndbuf.map(|s| s.0));
        Ok(props.with("id", id))
    }

    /// The guest side.
    fn card(&self, interface: &Interface) -> Result<Props> {
        let alias = interface.info.alias();
        let model = interface.model();
        let driver = interface.driver.as_ref();
        let is_virtio = model.starts_with("virtio");
        let name = if is_virtio { virtio_name("virtio-net", Some(model), &interface.info) } else { model.to_owned() };
        let mut props = Props::driver(&name);
        if is_virtio {
            props = props.virtio(driver.map(|d| &d.virtio));
            if let Some(driver) = driver {
                let tx = driver.txmode.as_deref().map(|mode| if mode == "iothread" { "bh" } else { "timer" });
                props =
                    props.maybe("tx", tx).switch("ioeventfd", driver.ioeventfd).switch("event_idx", driver.event_idx);
                props = offloads(props, driver);
                if let Some(queues) = driver.queues.filter(|q| *q > 1) {
                    let has_vectors = !matches!(interface.info.address, Some(conf::domain::address::Address::Ccw(_)));
                    props = props.with("mq", true).maybe("vectors", has_vectors.then_some(2 * queues + 2));
                }
                props = props
                    .switch("rss", driver.rss)
                    .switch("hash", driver.rss_hash_report)
                    .maybe("rx_queue_size", driver.rx_queue_size)
                    .maybe("tx_queue_size", driver.tx_queue_size);
            }
            props = props.maybe("host_mtu", interface.mtu.as_ref().map(|m| m.size));
            if let Some(teaming) = &interface.teaming
                && teaming.kind == TeamingKind::Persistent
            {
                props = props.with("failover", true);
            }
        }
        let mac = interface.mac.as_ref().map(|m| m.address.to_string()).unwrap_or_default();
        props = props.with("netdev", format!("host{alias}")).with("id", alias).with("mac", mac);
        props = props.maybe("bootindex", self.boot.of_alias(alias));
        if self.caps.has("virtio-ccw.loadparm") {
            props = props.maybe("loadparm", interface.info.boot.as_ref().and_then(|b| b.loadparm.clone()));
        }
        let props = self.place(props, &interface.info)?;
        Ok(rom(props, interface.info.rom.as_ref()))
    }
}

/// An option ROM that differs from the card's own.
pub(super) fn rom(props: Props, rom: Option<&conf::domain::address::Rom>) -> Props {
    let Some(rom) = rom else { return props };
    if rom.enabled.is_some_and(|e| !e.is_yes()) {
        return props.with("romfile", "");
    }
    let bar = rom.bar.map(OnOff::is_on);
    props.maybe("rombar", bar.map(u8::from)).maybe("romfile", rom.file.clone())
}

/// What either side may leave to the card.
fn offloads(mut props: Props, driver: &InterfaceDriver) -> Props {
    if let Some(host) = &driver.host {
        props = props
            .switch("csum", host.csum)
            .switch("gso", host.gso)
            .switch("host_tso4", host.tso4)
            .switch("host_tso6", host.tso6)
            .switch("host_ecn", host.ecn)
            .switch("host_ufo", host.ufo)
            .switch("mrg_rxbuf", host.mrg_rxbuf);
    }
    if let Some(guest) = &driver.guest {
        props = props
            .switch("guest_csum", guest.csum)
            .switch("guest_tso4", guest.tso4)
            .switch("guest_tso6", guest.tso6)
            .switch("guest_ecn", guest.ecn)
            .switch("guest_ufo", guest.ufo);
    }
    props
}
