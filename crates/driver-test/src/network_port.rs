//! Ports that guests hold on virtual networks.

use std::collections::BTreeMap;
use std::sync::Arc;

use conf::network::{Network, Rate};
use conf::network_port::{BridgePlug, NetworkPort, Plug, PortBandwidth};
use virt::constants::*;
use virt::generated::network_port::*;
use virt::list::counted;
use virt::typed_param::{self, TypedValue};
use virt::{Error, ErrorCode, ErrorDomain, NetworkPortRef, NetworkRef, Result, TypedParam, Uuid, flags};

use crate::connection::TestConnection;
use crate::list::at_most;
use crate::network::Net;

/// The ports of a network.
pub(crate) type Ports = BTreeMap<Uuid, Arc<NetworkPort>>;

/// One of the limits of a port's traffic: its name, and where it stands.
type Limit = (&'static str, fn(&mut PortBandwidth) -> &mut Option<u64>);

fn inbound(bandwidth: &mut PortBandwidth) -> &mut Rate {
    bandwidth.inbound.get_or_insert_default()
}

fn outbound(bandwidth: &mut PortBandwidth) -> &mut Rate {
    bandwidth.outbound.get_or_insert_default()
}

const LIMITS: &[Limit] = &[
    (VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE, |b| &mut inbound(b).average),
    (VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK, |b| &mut inbound(b).peak),
    (VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR, |b| &mut inbound(b).floor),
    (VIR_NETWORK_PORT_BANDWIDTH_IN_BURST, |b| &mut inbound(b).burst),
    (VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE, |b| &mut outbound(b).average),
    (VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK, |b| &mut outbound(b).peak),
    (VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST, |b| &mut outbound(b).burst),
];

fn domain(error: Error) -> Error {
    error.in_domain(ErrorDomain::NETWORK)
}

impl Net {
    fn port(&self, uuid: &Uuid) -> Result<&Arc<NetworkPort>> {
        let missing = || {
            let message = format!("Network port with UUID {uuid} does not exist");
            domain(Error::new(ErrorCode::NO_NETWORK_PORT, message))
        };
        self.inside.get(uuid).ok_or_else(missing)
    }

    fn port_reference(&self, uuid: Uuid) -> NetworkPortRef {
        NetworkPortRef { net: self.reference(), uuid }
    }
}

/// What a guest's port is plugged into.
fn plug(network: &Network) -> Option<Plug> {
    let bridge = network.bridge_name()?.to_owned();
    let forward = network.forward.as_ref().map(|forward| forward.mode);
    let plug = BridgePlug { bridge, mac_table_manager: None };
    Some(match forward {
        Some(conf::network::ForwardMode::Bridge) => Plug::Bridge(plug),
        _ => Plug::Network(plug),
    })
}

/// No traffic limit that says nothing.
fn tidy(bandwidth: PortBandwidth) -> Option<PortBandwidth> {
    let says = |rate: Option<Rate>| {
        rate.filter(|rate| rate.average.is_some_and(|average| average > 0) || rate.floor.is_some())
    };
    let bandwidth = PortBandwidth { inbound: says(bandwidth.inbound), outbound: says(bandwidth.outbound), ..bandwidth };
    (bandwidth != PortBandwidth::default()).then_some(bandwidth)
}

impl TestConnection {
    fn net_of(&self, port: &NetworkPortRef) -> Result<Arc<Net>> {
        let net = self.net(&port.net)?;
        net.port(&port.uuid)?;
        Ok(net)
    }

    fn change_port(
        &self,
        port: &NetworkPortRef,
        change: impl FnOnce(&NetworkPort) -> Result<NetworkPort>,
    ) -> Result<()> {
        let (turn, mut net) = self.begin_net(&port.net)?;
        let next = change(net.port(&port.uuid)?)?;
        net.inside.insert(port.uuid, Arc::new(next));
        turn.publish(net, None);
        Ok(())
    }
}

impl NetworkPortDriver for TestConnection {
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        flags::only(flags, 0, "testNetworkListAllPorts")?;
        let net = self.net(network)?;
        net.check_active()?;
        let all = net.inside.keys().map(|uuid| net.port_reference(*uuid)).collect();
        let (ports, ret) = counted(need_results, all);
        Ok(NetworkPortListAllPortsReply { ports, ret })
    }

    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        let net = self.net(network)?;
        net.port(uuid)?;
        Ok(net.port_reference(*uuid))
    }

    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        let known = VIR_NETWORK_PORT_CREATE_RECLAIM | VIR_NETWORK_PORT_CREATE_VALIDATE;
        flags::only(flags, known, "testNetworkPortCreateXML")?;
        conf::documents::check_if(flags & VIR_NETWORK_PORT_CREATE_VALIDATE != 0, xml)?;
        let mut port = NetworkPort::parse(xml).map_err(domain)?;
        if port.uuid == Uuid::default() {
            return Err(domain(Error::internal("network port has no uuid")));
        }
        let (turn, mut net) = self.begin_net(network)?;
        net.check_active()?;
        let takes_over = flags & VIR_NETWORK_PORT_CREATE_RECLAIM != 0;
        if port.plug.is_some() != takes_over {
            let message = "a document says what its port is plugged into if, and only if, the port is to be taken over";
            return Err(domain(Error::invalid_arg(message)));
        }
        if net.inside.contains_key(&port.uuid) {
            let message = format!("Network port with UUID {} already exists", port.uuid);
            return Err(domain(Error::new(ErrorCode::NETWORK_PORT_EXIST, message)));
        }
        if port.plug.is_none() {
            port.plug = plug(&**net.document(false)?);
        }
        let reference = net.port_reference(port.uuid);
        net.inside.insert(port.uuid, Arc::new(port));
        turn.publish(net, None);
        Ok(reference)
    }

    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testNetworkPortDelete")?;
        let (turn, mut net) = self.begin_net(&port.net)?;
        net.check_active()?;
        net.port(&port.uuid)?;
        net.inside.remove(&port.uuid);
        turn.publish(net, None);
        Ok(())
    }

    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testNetworkPortGetXMLDesc")?;
        Ok(self.net_of(port)?.port(&port.uuid)?.format())
    }

    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        flags::only(flags, 0, "testNetworkPortGetParameters")?;
        let net = self.net_of(port)?;
        let mut bandwidth = net.port(&port.uuid)?.bandwidth.clone().unwrap_or_default();
        let mut params = Vec::new();
        for (name, limit) in LIMITS {
            if let Some(value) = *limit(&mut bandwidth) {
                params.push(TypedParam::new(*name, u32::try_from(value).unwrap_or(u32::MAX)));
            }
        }
        let count = i32::try_from(params.len()).unwrap_or(i32::MAX);
        params.truncate(at_most(nparams));
        Ok(NetworkPortParametersReply { params, nparams: count })
    }

    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        flags::only(flags, 0, "testNetworkPortSetParameters")?;
        let known: Vec<_> = LIMITS.iter().map(|(name, _)| (*name, VIR_TYPED_PARAM_UINT)).collect();
        typed_param::check(params, &known)?;
        self.change_port(port, |port| {
            let mut bandwidth = port.bandwidth.clone().unwrap_or_default();
            for (name, limit) in LIMITS {
                let given = params.iter().find(|param| param.field == *name);
                if let Some(TypedValue::Uint(value)) = given.map(|param| &param.value) {
                    *limit(&mut bandwidth) = (*value > 0).then_some((*value).into());
                }
            }
            Ok(NetworkPort { bandwidth: tidy(bandwidth), ..port.clone() })
        })
    }
}
