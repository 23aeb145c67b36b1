//! Virtual networks, which carry nothing.

use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::network::Network;
use conf::network::notes::{self, Note};
use conf::network::update::{Command, Section};

use virt::constants::*;
use virt::events::{NetworkEventLifecycle, NetworkEventMetadataChange};
use virt::flags::{self, Affected, Choice};
use virt::generated::network::*;
use virt::list::counted;
use virt::objects::Turn;
use virt::{Error, ErrorCode, Event, NetworkRef, Result, Uuid};
use xml::Mode;

use crate::connection::TestConnection;
use crate::core::Core;
use crate::held::{Document, Held, HeldObjects, HeldTurn};
use crate::network_lease;
use crate::network_port::Ports;

/// A network, at one moment.
pub(crate) type Net = Held<Network>;

impl Document for Network {
    const WHAT: &'static str = "network";
    type Inside = Ports;

    fn name(&self) -> &str {
        &self.name
    }

    fn uuid(&self) -> Uuid {
        self.uuid
    }
}

impl Net {
    pub(crate) fn reference(&self) -> NetworkRef {
        NetworkRef { name: self.name.to_string(), uuid: self.uuid }
    }

    /// Refuses to go on if the network is not active.
    pub(crate) fn check_active(&self) -> Result<()> {
        match self.is_active() {
            true => Ok(()),
            false => Err(Error::operation_invalid(format!("network '{}' is not active", self.name))),
        }
    }

    /// The documents that a call's flags mean: the live one, the definition.
    fn meant(&self, flags: u32) -> Result<Affected> {
        let affected = flags & (flags::AFFECT_LIVE | flags::AFFECT_CONFIG);
        let meant = match affected {
            0 => Affected { live: self.is_active(), config: !self.is_active() },
            some => Affected { live: some & flags::AFFECT_LIVE != 0, config: some & flags::AFFECT_CONFIG != 0 },
        };
        match meant {
            Affected { live: true, .. } if !self.is_active() => Err(Error::operation_invalid("network is not running")),
            Affected { config: true, .. } if !self.is_persistent() => {
                Err(Error::operation_invalid("transient networks do not have any persistent config"))
            }
            meant => Ok(meant),
        }
    }

    /// Changes the documents that a call's flags mean: all of them, or, if one change is refused, none.
    fn change(&mut self, flags: u32, change: impl Fn(&mut Network) -> Result<()>) -> Result<()> {
        let meant = self.meant(flags)?;
        let changed = |document: &Option<Arc<Network>>, is_meant: bool| -> Result<Option<Arc<Network>>> {
            let Some(document) = document.as_ref().filter(|_| is_meant) else { return Ok(document.clone()) };
            let mut document = Network::clone(document);
            change(&mut document)?;
            Ok(Some(Arc::new(document)))
        };
        (self.live, self.definition) = (changed(&self.live, meant.live)?, changed(&self.definition, meant.config)?);
        Ok(())
    }

    fn event(&self, event: i32) -> Event {
        Event::NetworkEventLifecycle(NetworkEventLifecycle { net: self.reference(), event, detail: 0 })
    }
}

const CHOICES: &[&[Choice<Net>]] = &[
    &[(VIR_CONNECT_LIST_NETWORKS_ACTIVE, Net::is_active), (VIR_CONNECT_LIST_NETWORKS_INACTIVE, |n| !n.is_active())],
    &[
        (VIR_CONNECT_LIST_NETWORKS_PERSISTENT, Net::is_persistent),
        (VIR_CONNECT_LIST_NETWORKS_TRANSIENT, |n| !n.is_persistent()),
    ],
    &[
        (VIR_CONNECT_LIST_NETWORKS_AUTOSTART, |n| n.autostart),
        (VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART, |n| !n.autostart),
    ],
];

/// Reads a document and makes up what it leaves open.
pub(crate) fn read(core: &Core, xml: &str) -> Result<Network> {
    let mut network = Network::parse_definition(xml).map_err(|e| e.in_domain(virt::ErrorDomain::NETWORK))?;
    if network.uuid == Uuid::default() {
        network.uuid = core.with_random(|random| Ok(generate_uuid(random)))?;
    }
    Ok(network)
}

/// Makes a network active with its definition.
pub(crate) fn start(net: &mut Net) {
    net.live.clone_from(&net.definition);
}

impl TestConnection {
    pub(crate) fn net(&self, net: &NetworkRef) -> Result<Arc<Net>> {
        let missing = || no_network(format!("uuid '{}' ({})", net.uuid, net.name));
        self.core().networks.get(&net.uuid).ok_or_else(missing)
    }

    pub(crate) fn begin_net(&self, net: &NetworkRef) -> Result<(Turn<'_, Net>, Net)> {
        let turn = self.core().networks.begin();
        let held = Net::clone(&*self.net(net)?);
        Ok((turn, held))
    }
}

fn no_network(what: String) -> Error {
    Error::no_network(format!("no network with matching {what}"))
}

impl NetworkDriver for TestConnection {
    fn num_of_networks(&self) -> Result<i32> {
        Ok(self.core().networks.count(true))
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        Ok(self.core().networks.count(false))
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.core().networks.names(true, maxnames))
    }

    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.core().networks.names(false, maxnames))
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        flags::only(flags, flags::filters(CHOICES), "testConnectListAllNetworks")?;
        let (nets, ret) = counted(need_results, self.core().networks.chosen(CHOICES, flags, Net::reference));
        Ok(NetworkListAllNetworksReply { nets, ret })
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        let missing = || no_network(format!("name '{name}'"));
        Ok(self.core().networks.by_name(name).ok_or_else(missing)?.reference())
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        let missing = || no_network(format!("uuid '{uuid}'"));
        Ok(self.core().networks.get(uuid).ok_or_else(missing)?.reference())
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.define_xml_flags(xml, 0)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        flags::only(flags, VIR_NETWORK_DEFINE_VALIDATE, "testNetworkDefineXMLFlags")?;
        conf::documents::check_if(flags & VIR_NETWORK_DEFINE_VALIDATE != 0, xml)?;
        let network = read(self.core(), xml)?;
        let turn = self.core().networks.begin();
        let mut net = turn.known_or_new(&network)?;
        net.definition = Some(Arc::new(network));
        let event = net.event(VIR_NETWORK_EVENT_DEFINED);
        Ok(turn.publish(net, [event]).reference())
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.create_xml_flags(xml, 0)
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        flags::only(flags, VIR_NETWORK_CREATE_VALIDATE, "testNetworkCreateXMLFlags")?;
        conf::documents::check_if(flags & VIR_NETWORK_CREATE_VALIDATE != 0, xml)?;
        let network = read(self.core(), xml)?;
        let turn = self.core().networks.begin();
        let mut net = turn.known_or_new(&network)?;
        if net.is_active() {
            return Err(Error::operation_invalid(format!("network is already active as '{}'", net.name)));
        }
        net.live = Some(Arc::new(network));
        let event = net.event(VIR_NETWORK_EVENT_STARTED);
        Ok(turn.publish(net, [event]).reference())
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        let (turn, mut net) = self.begin_net(net)?;
        if net.is_active() {
            return Err(Error::operation_invalid(format!("Network '{}' is still running", net.name)));
        }
        net.definition = None;
        let event = net.event(VIR_NETWORK_EVENT_UNDEFINED);
        turn.keep_or_forget(net, event);
        Ok(())
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        let (turn, mut net) = self.begin_net(net)?;
        if net.is_active() {
            return Err(Error::operation_invalid(format!("Network '{}' is already running", net.name)));
        }
        start(&mut net);
        let event = net.event(VIR_NETWORK_EVENT_STARTED);
        turn.publish(net, [event]);
        Ok(())
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        let (turn, mut net) = self.begin_net(net)?;
        net.live = None;
        net.inside.clear();
        let event = net.event(VIR_NETWORK_EVENT_STOPPED);
        turn.keep_or_forget(net, event);
        Ok(())
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_NETWORK_XML_INACTIVE, "testNetworkGetXMLDesc")?;
        let net = self.net(net)?;
        let inactive = flags != 0;
        let document = net.document(inactive)?;
        if inactive || net.inside.is_empty() {
            return Ok(document.format(if inactive { Mode::INACTIVE } else { Mode::LIVE }));
        }
        let connections = u32::try_from(net.inside.len()).ok();
        Ok(Network { connections, ..Network::clone(document) }.format(Mode::LIVE))
    }

    fn update(
        &self,
        net: &NetworkRef,
        command: u32,
        section: u32,
        parent_index: i32,
        xml: &str,
        flags: u32,
    ) -> Result<()> {
        flags::only(flags, flags::AFFECT_LIVE | flags::AFFECT_CONFIG, "testNetworkUpdate")?;
        let unknown = |e: Error| Error::operation_unsupported(e.message());
        let (command, section) = (Command::from_number(command).map_err(unknown)?, Section::from_number(section)?);
        let (turn, mut net) = self.begin_net(net)?;
        net.change(flags, |network| network.update(command, section, parent_index, xml))?;
        turn.publish(net, None);
        Ok(())
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        flags::only(flags, flags::AFFECT_LIVE | flags::AFFECT_CONFIG, "testNetworkGetMetadata")?;
        let net = self.net(network)?;
        notes::read(net.document(net.meant(flags)?.config)?, type_, uri)
    }

    fn set_metadata(
        &self,
        network: &NetworkRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        flags::only(flags, flags::AFFECT_LIVE | flags::AFFECT_CONFIG, "testNetworkSetMetadata")?;
        let (turn, mut net) = self.begin_net(network)?;
        net.change(flags, |network| notes::write(network, Note { kind: type_, text: metadata, key, uri }))?;
        let event = NetworkEventMetadataChange { net: net.reference(), type_, nsuri: uri.map(str::to_owned) };
        turn.publish(net, [Event::NetworkEventMetadataChange(event)]);
        Ok(())
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        network_lease::leases(self, net, mac, need_results, flags)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        let net = self.net(net)?;
        let missing =
            || Error::new(ErrorCode::INTERNAL_ERROR, format!("network '{}' does not have a bridge name.", net.name));
        net.document(false)?.bridge_name().map(str::to_owned).ok_or_else(missing)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        Ok(self.net(net)?.autostart.into())
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        let (turn, mut net) = self.begin_net(net)?;
        net.autostart = autostart != 0;
        turn.publish(net, None);
        Ok(())
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        Ok(self.net(net)?.is_active().into())
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        Ok(self.net(net)?.is_persistent().into())
    }
}
