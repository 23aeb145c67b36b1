//! The protocols that rules can be about, and what each can be asked: one table.

use super::value::Kind;
use xml::Xml;

/// A protocol.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "a variant is the protocol of that name")]
pub enum Protocol {
    Mac,
    Vlan,
    Stp,
    Arp,
    Rarp,
    Ip,
    Ipv6,
    Tcp,
    Udp,
    Udplite,
    Esp,
    Ah,
    Sctp,
    Icmp,
    Igmp,
    All,
    #[xml("tcp-ipv6")]
    TcpIpv6,
    #[xml("udp-ipv6")]
    UdpIpv6,
    #[xml("udplite-ipv6")]
    UdpliteIpv6,
    #[xml("esp-ipv6")]
    EspIpv6,
    #[xml("ah-ipv6")]
    AhIpv6,
    #[xml("sctp-ipv6")]
    SctpIpv6,
    #[xml("icmpv6")]
    Icmpv6,
    #[xml("all-ipv6")]
    AllIpv6,
}

/// What can be asked of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute's name.
    pub name: &'static str,
    /// How its value is spelled.
    pub kind: Kind,
}

type Table = &'static [(&'static str, Kind)];

const SOURCE_MAC: Table = &[("srcmacaddr", Kind::Mac), ("srcmacmask", Kind::MacMask)];

const TARGET_MAC: Table = &[("dstmacaddr", Kind::Mac), ("dstmacmask", Kind::MacMask)];

const STP: Table = &[
    ("type", Kind::Byte),
    ("flags", Kind::Byte),
    ("root-priority", Kind::Short),
    ("root-priority-hi", Kind::Short),
    ("root-address", Kind::Mac),
    ("root-address-mask", Kind::MacMask),
    ("root-cost", Kind::Word),
    ("root-cost-hi", Kind::Word),
    ("sender-priority", Kind::Short),
    ("sender-priority-hi", Kind::Short),
    ("sender-address", Kind::Mac),
    ("sender-address-mask", Kind::MacMask),
    ("port", Kind::Short),
    ("port-hi", Kind::Short),
    ("age", Kind::Short),
    ("age-hi", Kind::Short),
    ("max-age", Kind::Short),
    ("max-age-hi", Kind::Short),
    ("hello-time", Kind::Short),
    ("hello-time-hi", Kind::Short),
    ("forward-delay", Kind::Short),
    ("forward-delay-hi", Kind::Short),
];

const ARP: Table = &[
    ("hwtype", Kind::Short),
    ("protocoltype", Kind::Short),
    ("opcode", Kind::ArpOpcode),
    ("arpsrcmacaddr", Kind::Mac),
    ("arpdstmacaddr", Kind::Mac),
    ("arpsrcipaddr", Kind::Ipv4),
    ("arpsrcipmask", Kind::Ipv4Mask),
    ("arpdstipaddr", Kind::Ipv4),
    ("arpdstipmask", Kind::Ipv4Mask),
    ("gratuitous", Kind::Boolean),
];

const ADDRESSES: Table = &[
    ("srcipaddr", Kind::Ipv4),
    ("srcipmask", Kind::Ipv4Mask),
    ("dstipaddr", Kind::Ipv4),
    ("dstipmask", Kind::Ipv4Mask),
];

const ADDRESSES_V6: Table = &[
    ("srcipaddr", Kind::Ipv6),
    ("srcipmask", Kind::Ipv6Mask),
    ("dstipaddr", Kind::Ipv6),
    ("dstipmask", Kind::Ipv6Mask),
];

const RANGES: Table =
    &[("srcipfrom", Kind::Ipv4), ("srcipto", Kind::Ipv4), ("dstipfrom", Kind::Ipv4), ("dstipto", Kind::Ipv4)];

const RANGES_V6: Table = &[
    ("srcipfrom", Kind::Ipv6),
    ("srcipto", Kind::Ipv6),
    ("dstipfrom", Kind::Ipv6),
    // Compat: libvirt takes an IPv4 address here, and only that.
    ("dstipto", Kind::Ipv4),
];

const CONNECTION: Table = &[("dscp", Kind::Dscp), ("connlimit-above", Kind::ConnectionLimit), ("state", Kind::State)];

const PORTS: Table = &[
    ("srcportstart", Kind::Short),
    ("srcportend", Kind::Short),
    ("dstportstart", Kind::Short),
    ("dstportend", Kind::Short),
];

const PROTOCOL: Table = &[("protocol", Kind::IpProtocol)];

const ICMP: Table = &[("type", Kind::Byte), ("code", Kind::Byte)];

const ICMP_RANGES: Table =
    &[("type", Kind::Byte), ("typeend", Kind::Byte), ("code", Kind::Byte), ("codeend", Kind::Byte)];

const IPSET: Table = &[("ipset", Kind::IpSet), ("ipsetflags", Kind::IpSetFlags)];

const COMMENT: Table = &[("comment", Kind::Comment)];

impl Protocol {
    /// It is carried by IP version 6, and matched above the bridge.
    pub fn is_ipv6(self) -> bool {
        use Protocol::*;
        matches!(self, TcpIpv6 | UdpIpv6 | UdpliteIpv6 | EspIpv6 | AhIpv6 | SctpIpv6 | Icmpv6 | AllIpv6)
    }

    /// What can be asked, in the order of the output.
    pub fn attributes(self) -> impl Iterator<Item = Attribute> {
        let tables = self.tables();
        let all = tables.into_iter().chain([COMMENT]).flatten();
        all.map(|(name, kind)| Attribute { name, kind: *kind })
    }

    fn tables(self) -> Vec<Table> {
        use Protocol::*;
        match self {
            Mac => vec![SOURCE_MAC, TARGET_MAC, &[("protocolid", Kind::EtherType)]],
            Vlan => {
                vec![SOURCE_MAC, TARGET_MAC, &[("vlanid", Kind::VlanId), ("encap-protocol", Kind::EtherType)]]
            }
            Stp => vec![SOURCE_MAC, STP],
            Arp | Rarp => vec![SOURCE_MAC, TARGET_MAC, ARP],
            Ip => vec![SOURCE_MAC, TARGET_MAC, ADDRESSES, PROTOCOL, PORTS, &[("dscp", Kind::Dscp)]],
            Ipv6 => vec![SOURCE_MAC, TARGET_MAC, ADDRESSES_V6, PROTOCOL, PORTS, ICMP_RANGES],
            _ => self.layer_three(),
        }
    }

    fn layer_three(self) -> Vec<Table> {
        use Protocol::*;
        let mut tables = match self.is_ipv6() {
            true => vec![&SOURCE_MAC[..1], ADDRESSES_V6, RANGES_V6, CONNECTION],
            false => vec![&SOURCE_MAC[..1], ADDRESSES, RANGES, CONNECTION],
        };
        match self {
            Tcp => tables.extend([PORTS, &[("option", Kind::Byte), ("flags", Kind::TcpFlags)]]),
            TcpIpv6 => tables.extend([PORTS, &[("option", Kind::Byte)]]),
            Udp | Sctp | UdpIpv6 | SctpIpv6 => tables.push(PORTS),
            Icmp | Icmpv6 => tables.push(ICMP),
            All | AllIpv6 => tables.push(IPSET),
            _ => (),
        }
        tables
    }
}
