//! `<networkport>`: one guest's plug in a network.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::interface::MacAddress;
use crate::domain::netport::{BridgePort, VirtualPort, Vlan};
use crate::network::{MacTableManager, Rate};
use crate::nwfilter_binding::{Owner, owner};
use crate::text::uuid;
use crate::words::{PlainPciAddress, YesNo};
use virt::{ErrorDomain, Result, Uuid};
use xml::{Document, ErrorKind, Field, Mode, Node, Text, Writer, Xml};

/// `<networkport>`
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkPort {
    pub uuid: Uuid,
    pub owner: Owner,
    /// The group of ports whose settings hold.
    pub group: Option<Text>,
    pub mac: MacAddress,
    pub virtualport: Option<VirtualPort>,
    pub bandwidth: Option<PortBandwidth>,
    pub vlan: Option<Vlan>,
    pub port: Option<BridgePort>,
    pub rx_filters: Option<RxFilters>,
    /// What the guest is plugged into.
    pub plug: Option<Plug>,
}

/// `<bandwidth>` of a port.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PortBandwidth {
    /// The traffic class that was given to the port.
    #[xml("classID")]
    pub class_id: Option<u32>,
    pub inbound: Option<Rate>,
    pub outbound: Option<Rate>,
}

/// `<rxfilters>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct RxFilters {
    #[xml("trustGuest")]
    pub trust_guest: YesNo,
}

/// `<plug>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum Plug {
    /// The network's own bridge.
    Network(BridgePlug),
    /// A bridge of the host.
    Bridge(BridgePlug),
    /// A device of the host, shared by macvtap.
    Direct { dev: String, mode: DirectMode },
    /// A device of the host, for the guest alone.
    HostdevPci { managed: Option<YesNo>, driver: Option<PlugDriver>, address: PlainPciAddress },
}

/// A bridge to plug into.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct BridgePlug {
    pub bridge: String,
    #[xml("macTableManager")]
    pub mac_table_manager: Option<MacTableManager>,
}

/// How a shared device passes packets between its users.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectMode {
    Vepa,
    Private,
    Bridge,
    Passthrough,
}

/// `<driver>`: which of the kernel's drivers gives the device away.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PlugDriver {
    pub name: Option<String>,
    pub model: Option<String>,
}

impl NetworkPort {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<NetworkPort> {
        NetworkPort::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::NETWORK))
    }

    fn parse_text(text: &str) -> Result<NetworkPort> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("networkport", Mode::INACTIVE).map_err(crate::error)?;
        NetworkPort::read(&root).map_err(crate::error)
    }

    fn read(node: &Node) -> xml::Result<NetworkPort> {
        let mac = node.first("mac").and_then(|child| child.attr("address"));
        let mac = mac.ok_or_else(|| node.error_of(ErrorKind::Internal, "network port has no mac"))?;
        let place = || node.first("mac").unwrap_or(*node);
        let bad_mac = || place().error_of(ErrorKind::Internal, format!("Unable to parse MAC '{mac}'"));
        Ok(NetworkPort {
            uuid: uuid::parse(node, "uuid")?,
            owner: owner(node, "network port")?,
            group: node.field("group")?,
            mac: MacAddress::parse(mac).ok_or_else(bad_mac)?,
            virtualport: node.field("virtualport")?,
            bandwidth: node.field("bandwidth")?,
            vlan: node.field("vlan")?,
            port: node.field("port")?,
            rx_filters: node.field("rxfilters")?,
            plug: node.field("plug")?,
        })
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        let mut writer = Writer::new(Mode::INACTIVE);
        let w = &mut writer;
        w.begin("networkport");
        uuid::format(&self.uuid, "uuid", w);
        Field::format(&self.owner, "owner", w);
        self.group.format("group", w);
        w.leaf("mac", &[("address", &self.mac.to_string())]);
        self.virtualport.format("virtualport", w);
        self.bandwidth.format("bandwidth", w);
        self.vlan.format("vlan", w);
        self.port.format("port", w);
        self.rx_filters.format("rxfilters", w);
        self.plug.format("plug", w);
        w.end("networkport");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        uuid::declare("uuid", shape);
        shape.child::<Owner>("owner").field::<Option<Text>>("group");
        let mac = |shape: &mut xml::Shape| _ = shape.attr::<String>("address");
        shape.inner("mac", xml::Inner::said("PortMac", mac));
        shape.field::<Option<VirtualPort>>("virtualport").field::<Option<PortBandwidth>>("bandwidth");
        shape.field::<Option<Vlan>>("vlan").field::<Option<BridgePort>>("port").field::<Option<RxFilters>>("rxfilters");
        shape.field::<Option<Plug>>("plug");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207d</uuid><owner><name>m</name>\
                        <uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner>";

    #[test]
    fn ports_come_out_in_libvirts_order() {
        let text = format!(
            "<networkport><plug type='direct' mode='vepa' dev='e'/><rxfilters trustGuest='no'/><vlan><tag id='5'/></vlan>\
             <bandwidth classID='3'><inbound average='7'/></bandwidth><mac address='52:54:00:7B:35:93'/>\
             <group>g</group>{HEAD}</networkport>"
        );
        let expected = "  <group>g</group>\n  <mac address='52:54:00:7b:35:93'/>\n  <bandwidth classID='3'>\n    \
                        <inbound average='7'/>\n  </bandwidth>\n  <vlan>\n    <tag id='5'/>\n  </vlan>\n  \
                        <rxfilters trustGuest='no'/>\n  <plug type='direct' dev='e' mode='vepa'/>\n</networkport>\n";
        let printed = NetworkPort::parse(&text).unwrap().format();
        assert!(printed.ends_with(expected), "{printed}");
        assert_eq!(NetworkPort::parse(&printed).unwrap().format(), printed);
    }

    #[test]
    fn bad_ports_are_refused_with_their_place() {
        for (inside, message) in [
            ("", "1:1: network port has no mac"),
            ("<mac address='a'/>", "Unable to parse MAC 'a'"),
            (
                "<mac address='52:54:00:7b:35:93'/><plug type='x'/>",
                "Invalid value for attribute 'type' in element 'plug'",
            ),
            ("<mac address='52:54:00:7b:35:93'/><plug type='bridge'/>", "Missing required attribute 'bridge'"),
        ] {
            let error = NetworkPort::parse(&format!("<networkport>{inside}{HEAD}</networkport>")).unwrap_err();
            assert!(error.to_string().contains(message), "{inside}: {error}");
        }
    }
}
