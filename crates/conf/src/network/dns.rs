//! Names in a network: its domain, what its name server knows, options for the server itself.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::text::address;
use crate::words::YesNo;
use xml::{Element, Node, Raw, Result, Text, Writer, Xml};

/// `<domain>`: the domain that the guests are in.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DnsDomain {
    pub name: String,
    #[xml("localOnly")]
    pub local_only: Option<YesNo>,
    pub register: Option<YesNo>,
}

/// `<dns>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Dns {
    pub enable: Option<YesNo>,
    #[xml("forwardPlainNames")]
    pub forward_plain_names: Option<YesNo>,
    #[xml("forwarder")]
    pub forwarders: Vec<Forwarder>,
    #[xml("txt")]
    pub txts: Vec<Txt>,
    #[xml("srv")]
    pub srvs: Vec<Srv>,
    #[xml("host")]
    pub hosts: Vec<DnsHost>,
}

/// `<forwarder>`: who answers for a domain.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Forwarder {
    pub domain: Option<String>,
    #[xml(with = address)]
    pub addr: Option<String>,
}

/// `<txt>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Txt {
    pub name: String,
    pub value: String,
}

/// `<srv>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Srv {
    pub service: String,
    pub protocol: String,
    pub domain: Option<String>,
    pub target: Option<String>,
    pub port: Option<u32>,
    pub priority: Option<u32>,
    pub weight: Option<u32>,
}

/// `<host>`: names of an address.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DnsHost {
    #[xml(with = address)]
    pub ip: String,
    #[xml("hostname")]
    pub hostnames: Vec<Text>,
}

/// Namespace of options for dnsmasq.
const NAMESPACE: &str = "http://libvirt.org/schemas/network/dnsmasq/1.0";

/// `<dnsmasq:options>`: lines for the configuration of dnsmasq.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DnsmasqNamespace {
    /// The lines.
    pub options: Vec<String>,
}

impl Element for DnsmasqNamespace {
    fn parse(node: &Node) -> Result<DnsmasqNamespace> {
        let is = |node: &Node, name: &str| node.expanded_name() == (Some(NAMESPACE), name);
        let mut options = Vec::new();
        for block in node.children().filter(|child| is(child, "options")) {
            for option in block.children().filter(|child| is(child, "option")) {
                let raw = Raw::parse(&option)?;
                let missing = || option.error("No dnsmasq options value specified");
                options.push(raw.attr("value").map(str::to_owned).ok_or_else(missing)?);
            }
        }
        Ok(DnsmasqNamespace { options })
    }

    fn format(&self, writer: &mut Writer) {
        if self.options.is_empty() {
            return;
        }
        writer.attr("xmlns:dnsmasq", NAMESPACE);
        writer.begin("dnsmasq:options");
        for value in &self.options {
            writer.leaf("dnsmasq:option", &[("value", value)]);
        }
        writer.end("dnsmasq:options");
    }

    fn declare(shape: &mut xml::Shape) {
        let options = |shape: &mut xml::Shape| {
            _ = shape
                .inner("dnsmasq:option", xml::Inner::said("option", |shape| _ = shape.attr::<String>("value")))
                .repeated()
        };
        shape.inner("dnsmasq:options", xml::Inner::said("options", options)).optional();
    }
}
