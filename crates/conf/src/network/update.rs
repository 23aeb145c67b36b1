//! Changes of one record of a network, as virNetworkUpdate makes them.

use super::check::{self, Subnet, same_address, same_mac};
use super::dns::{Dns, DnsHost, Srv, Txt};
use super::forward::Device;
use super::ip::{DhcpHost, IpParts, Range};
use super::{Network, Portgroup, validate};
use crate::words::YesNo;
use virt::{Error, ErrorDomain, Result};
use xml::{Document, Mode, Node, Text};

/// What is done with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Another stands in its place.
    Modify,
    /// It goes.
    Delete,
    /// It comes after all others.
    AddLast,
    /// It comes before all others.
    AddFirst,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant is the part of the document of that name")]
pub enum Section {
    Bridge,
    Domain,
    Ip,
    IpDhcpHost,
    IpDhcpRange,
    Forward,
    ForwardInterface,
    ForwardPf,
    Portgroup,
    DnsHost,
    DnsTxt,
    DnsSrv,
}

use Section::*;

/// Numbers in the interface and names in messages.
const SECTIONS: &[(u32, Section, &str)] = &[
    (1, Bridge, "bridge"),
    (2, Domain, "domain"),
    (3, Ip, "ip"),
    (4, IpDhcpHost, "ip-dhcp-host"),
    (5, IpDhcpRange, "ip-dhcp-range"),
    (6, Forward, "forward"),
    (7, ForwardInterface, "forward-interface"),
    (8, ForwardPf, "forward-pf"),
    (9, Section::Portgroup, "portgroup"),
    (10, Section::DnsHost, "dns-host"),
    (11, DnsTxt, "dns-txt"),
    (12, DnsSrv, "dns-srv"),
];

impl Command {
    /// The command that the interface numbers so.
    pub fn from_number(number: u32) -> Result<Command> {
        match number {
            1 => Ok(Command::Modify),
            2 => Ok(Command::Delete),
            3 => Ok(Command::AddLast),
            4 => Ok(Command::AddFirst),
            _ => Err(Error::invalid_arg(format!("unrecognized network update command code {number}"))),
        }
    }

    fn adds(self) -> bool {
        matches!(self, Command::AddLast | Command::AddFirst)
    }
}

impl Section {
    /// The section that the interface numbers so.
    pub fn from_number(number: u32) -> Result<Section> {
        let found = SECTIONS.iter().find(|(known, ..)| *known == number).map(|(_, section, _)| *section);
        found.ok_or_else(|| {
            Error::operation_unsupported(format!("can't update unrecognized section {number} of a network"))
        })
    }

    /// The section of that name.
    pub fn from_name(name: &str) -> Option<Section> {
        SECTIONS.iter().find(|(.., known)| *known == name).map(|(_, section, _)| *section)
    }

    fn name(self) -> &'static str {
        SECTIONS.iter().find(|(_, section, _)| *section == self).map_or("", |(.., name)| name)
    }
}

impl Network {
    /// Changes one record; on an error the network may be half changed, so change a copy.
    ///
    /// `parent_index` says which `<ip>` is meant, or -1 for the one that has DHCP.
    pub fn update(&mut self, command: Command, section: Section, parent_index: i32, text: &str) -> Result<()> {
        let updated = self.update_section(command, section, parent_index, text);
        updated.map_err(|error| error.in_domain(ErrorDomain::NETWORK))
    }

    fn update_section(&mut self, command: Command, section: Section, parent_index: i32, text: &str) -> Result<()> {
        let document = Document::parse(text).map_err(crate::error)?;
        let node = document.root(Mode::INACTIVE);
        let mut change = Change { command, node, network: self.name.clone() };
        match section {
            IpDhcpHost => dhcp_host(self, &change, parent_index)?,
            IpDhcpRange => dhcp_range(self, &change, parent_index)?,
            ForwardInterface => forward_interface(self, &change)?,
            Section::Portgroup => portgroup(self, &change)?,
            Section::DnsHost => dns_host(self.dns.get_or_insert_default(), &mut change)?,
            DnsTxt => dns_txt(self.dns.get_or_insert_default(), &change)?,
            DnsSrv => dns_srv(self.dns.get_or_insert_default(), &change)?,
            Bridge | Domain | Ip | Forward | ForwardPf => {
                return Err(Error::operation_unsupported(format!(
                    "can't update '{}' section of network '{}'",
                    section.name(),
                    self.name
                )));
            }
        }
        self.dns.take_if(|dns| *dns == Dns::default());
        validate::network(self)
    }
}

/// A change and the record it is made with.
struct Change<'a> {
    command: Command,
    node: Node<'a>,
    network: String,
}

impl Change<'_> {
    fn expect(&self, name: &str) -> Result<()> {
        if self.node.name() == name {
            return Ok(());
        }
        Err(crate::error(self.node.error(format!(
            "unexpected element <{}>, expecting <{name}>, while updating network '{}'",
            self.node.name(),
            self.network
        ))))
    }

    fn read<T: xml::Element>(&self) -> Result<T> {
        self.node.element().map_err(crate::error)
    }

    fn add<T>(&self, list: &mut Vec<T>, record: T) {
        match self.command {
            Command::AddFirst => list.insert(0, record),
            _ => list.push(record),
        }
    }

    fn missing(&self, what: &str) -> Error {
        Error::operation_invalid(format!("couldn't locate a matching {what} in network '{}'", self.network))
    }

    fn exists(&self, what: &str, record: &str) -> Error {
        Error::operation_invalid(format!(
            "there is an existing {what} entry in network '{}' that matches \"{record}\"",
            self.network
        ))
    }

    fn no_modify(&self, what: &str) -> Error {
        Error::operation_unsupported(format!("{what} cannot be modified, only added or deleted"))
    }

    /// The only one of the matching records.
    fn only(&self, mut matching: impl Iterator<Item = usize>, what: &str) -> Result<usize> {
        let first = matching.next().ok_or_else(|| self.missing(what))?;
        match matching.next() {
            None => Ok(first),
            Some(_) => Err(Error::operation_invalid(format!(
                "multiple matching {what}s were found in network '{}': say more of the one that is meant",
                self.network
            ))),
        }
    }
}

fn positions<'a, T>(list: &'a [T], is_match: impl Fn(&T) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
    list.iter().enumerate().filter(move |(_, record)| is_match(record)).map(|(i, _)| i)
}

fn is_ipv6(ip: &IpParts) -> bool {
    ip.family.as_deref() == Some("ipv6")
}

fn has_dhcp(ip: &IpParts) -> bool {
    ip.dhcp.as_ref().is_some_and(|dhcp| !dhcp.ranges.is_empty() || !dhcp.hosts.is_empty())
}

/// The `<ip>` that is meant.
fn subnet_index(network: &Network, index: i32, command: Command) -> Result<usize> {
    let ips = &network.ips;
    let chosen = match usize::try_from(index) {
        Ok(index) => Some(index).filter(|index| *index < ips.len()),
        Err(_) => ips.iter().position(|ip| has_dhcp(&ip.0)).or(ips.iter().position(|ip| !is_ipv6(&ip.0))),
    };
    let none = || {
        let place = if index < 0 { String::new() } else { format!(" at index {index}") };
        let message =
            format!("couldn't update dhcp entry - no <ip> element found{place} in network '{}'", network.name);
        Error::operation_invalid(message)
    };
    let chosen = chosen.ok_or_else(none)?;
    let is_other = |i: usize| i != chosen && !is_ipv6(&ips[i].0) && has_dhcp(&ips[i].0);
    if command.adds() && !is_ipv6(&ips[chosen].0) && (0..ips.len()).any(is_other) {
        return Err(Error::operation_invalid("dhcp is supported only for a single IPv4 address on each network"));
    }
    Ok(chosen)
}

fn dhcp_host(network: &mut Network, change: &Change, index: i32) -> Result<()> {
    change.expect("host")?;
    let at = subnet_index(network, index, change.command)?;
    let ip = &mut network.ips[at].0;
    match change.command {
        Command::Delete => check::partial_dhcp_host(&change.node, &change.network)?,
        _ => check::dhcp_host(&change.node, is_ipv6(ip), &change.network)?,
    }
    let record: DhcpHost = change.read()?;
    let same_name = |other: &DhcpHost| record.name.is_some() && record.name == other.name;
    let touches = |other: &DhcpHost| {
        same_mac(record.mac.as_deref(), other.mac.as_deref())
            || same_name(other)
            || same_address(record.ip.as_deref(), other.ip.as_deref())
    };
    let is_meant = |other: &DhcpHost| {
        (record.mac.is_none() || same_mac(record.mac.as_deref(), other.mac.as_deref()))
            && (record.name.is_none() || same_name(other))
            && (record.ip.is_none() || same_address(record.ip.as_deref(), other.ip.as_deref()))
    };
    let hosts = &mut ip.dhcp.get_or_insert_default().hosts;
    match change.command {
        Command::Modify => {
            let found = positions(hosts, touches).next().ok_or_else(|| change.missing("dhcp host entry"))?;
            hosts[found] = record;
        }
        Command::Delete => {
            let found = positions(hosts, is_meant).next().ok_or_else(|| change.missing("dhcp host entry"))?;
            hosts.remove(found);
        }
        Command::AddFirst | Command::AddLast => {
            if let Some(found) = positions(hosts, touches).next() {
                let old = &hosts[found];
                let text = |value: &Option<String>| value.clone().unwrap_or_default();
                let (mac, name, ip) = (text(&old.mac), text(&old.name), text(&old.ip));
                return Err(change.exists("dhcp host", &format!("<host mac='{mac}' name='{name}' ip='{ip}'/>")));
            }
            change.add(hosts, record);
        }
    }
    ip.dhcp.take_if(|dhcp| *dhcp == Default::default());
    Ok(())
}

fn dhcp_range(network: &mut Network, change: &Change, index: i32) -> Result<()> {
    change.expect("range")?;
    if change.command == Command::Modify {
        return Err(change.no_modify("dhcp ranges"));
    }
    let at = subnet_index(network, index, change.command)?;
    let ip = &mut network.ips[at].0;
    let subnet = ip.address.as_deref().and_then(|a| Subnet::new(a, ip.prefix, ip.netmask.as_deref()));
    check::range(&change.node, subnet, &change.network)?;
    let record: Range = change.read()?;
    let is_same = |other: &Range| {
        same_address(Some(&record.start), Some(&other.start)) && same_address(Some(&record.end), Some(&other.end))
    };
    let ranges = &mut ip.dhcp.get_or_insert_default().ranges;
    let found = positions(ranges, is_same).next();
    match (change.command, found) {
        (Command::Delete, Some(found)) => {
            ranges.remove(found);
        }
        (Command::Delete, None) => return Err(change.missing("dhcp range entry")),
        (_, Some(_)) => {
            let text = format!("<range start='{}' end='{}'/>", record.start, record.end);
            return Err(change.exists("dhcp range", &text));
        }
        (_, None) => change.add(ranges, record),
    }
    ip.dhcp.take_if(|dhcp| *dhcp == Default::default());
    Ok(())
}

fn forward_interface(network: &mut Network, change: &Change) -> Result<()> {
    change.expect("interface")?;
    if change.command == Command::Modify {
        return Err(change.no_modify("forward interface entries"));
    }
    let missing = || crate::error(change.node.error("missing dev attribute in <interface> element"));
    let dev = change.node.attr("dev").ok_or_else(missing)?.to_owned();
    let nowhere = || {
        Error::operation_invalid(format!(
            "network '{}' has no <forward>, so no interfaces to forward to",
            change.network
        ))
    };
    let forward = network.forward.as_mut().ok_or_else(nowhere)?;
    let found = forward.interfaces.iter().position(|device| device.dev == dev);
    match (change.command, found) {
        (Command::Delete, Some(found)) => {
            forward.interfaces.remove(found);
        }
        (Command::Delete, None) => {
            return Err(Error::operation_invalid(format!(
                "couldn't find an interface entry in network '{}' matching <interface dev='{dev}'>",
                change.network
            )));
        }
        (_, Some(_)) => return Err(change.exists("interface", &format!("<interface dev='{dev}'>"))),
        (_, None) => change.add(&mut forward.interfaces, Device { dev }),
    }
    // The attribute is the old spelling of the first.
    forward.dev = forward.interfaces.first().map(|first| first.dev.clone());
    Ok(())
}

fn portgroup(network: &mut Network, change: &Change) -> Result<()> {
    change.expect("portgroup")?;
    let record: Portgroup = change.read()?;
    let groups = &mut network.portgroups;
    let found = groups.iter().position(|group| group.name == record.name);
    let missing = || {
        Error::operation_invalid(format!(
            "couldn't find a portgroup entry in network '{}' matching <portgroup name='{}'>",
            change.network, record.name
        ))
    };
    let is_default = |group: &Portgroup| group.default.is_some_and(YesNo::is_yes);
    let clashes = is_default(&record) && groups.iter().any(|group| group.name != record.name && is_default(group));
    if clashes && change.command != Command::Delete {
        return Err(Error::operation_invalid(format!(
            "a different portgroup entry in network '{}' is already set as the default. Only one default is allowed.",
            change.network
        )));
    }
    match (change.command, found) {
        (Command::Modify, Some(found)) => groups[found] = record,
        (Command::Delete, Some(found)) => {
            groups.remove(found);
        }
        (Command::Modify | Command::Delete, None) => return Err(missing()),
        (_, Some(_)) => return Err(change.exists("portgroup", &format!("<portgroup name='{}'>", record.name))),
        (_, None) => change.add(groups, record),
    }
    Ok(())
}

fn dns_host(dns: &mut Dns, change: &mut Change) -> Result<()> {
    change.expect("host")?;
    let is_deletion = change.command == Command::Delete;
    match is_deletion {
        true => check::partial_dns_host(&change.node, &change.network)?,
        false => check::dns_host(&change.node, &change.network)?,
    }
    let names: Vec<Text> = change.node.field("hostname").map_err(crate::error)?;
    let ip = change.node.attr("ip").map(str::to_owned);
    // A name may belong to several addresses; an address is there only once.
    let is_match = |other: &DnsHost| {
        let by_name = is_deletion && names.iter().any(|name| other.hostnames.contains(name));
        same_address(ip.as_deref(), Some(&other.ip)) || by_name
    };
    let what = "DNS HOST record";
    match change.command {
        Command::Modify => {
            let found = change.only(positions(&dns.hosts, is_match), what)?;
            dns.hosts[found] = change.read()?;
        }
        Command::Delete => {
            let found = change.only(positions(&dns.hosts, is_match), what)?;
            dns.hosts.remove(found);
        }
        Command::AddFirst | Command::AddLast => {
            if dns.hosts.iter().any(is_match) {
                return Err(Error::operation_invalid(format!(
                    "there is already at least one {what} with a matching field in network {}",
                    change.network
                )));
            }
            let record = change.read()?;
            change.add(&mut dns.hosts, record);
        }
    }
    Ok(())
}

fn dns_txt(dns: &mut Dns, change: &Change) -> Result<()> {
    change.expect("txt")?;
    match change.command {
        Command::Delete => check::partial_txt(&change.node, &change.network)?,
        _ => check::txt(&change.node, &change.network)?,
    }
    let name = change.node.attr("name").unwrap_or_default().to_owned();
    let found = dns.txts.iter().position(|txt| txt.name == name);
    match (change.command, found) {
        (Command::Modify, Some(found)) => dns.txts[found] = change.read()?,
        (Command::Delete, Some(found)) => {
            dns.txts.remove(found);
        }
        (Command::Modify | Command::Delete, None) => return Err(change.missing("DNS TXT record")),
        (_, Some(_)) => {
            let message = format!("there is already a DNS TXT record with name '{name}' in network {}", change.network);
            return Err(Error::operation_invalid(message));
        }
        (_, None) => {
            let record: Txt = change.read()?;
            change.add(&mut dns.txts, record);
        }
    }
    Ok(())
}

fn dns_srv(dns: &mut Dns, change: &Change) -> Result<()> {
    change.expect("srv")?;
    match change.command {
        Command::Modify => return Err(change.no_modify("DNS SRV records")),
        Command::Delete => check::partial_srv(&change.node, &change.network)?,
        Command::AddFirst | Command::AddLast => check::srv(&change.node, &change.network)?,
    }
    let asked = |name: &str| change.node.attr(name);
    let agrees = |asked: Option<&str>, other: Option<&str>| asked.is_none() || asked == other;
    let is_match = |other: &Srv| {
        agrees(asked("service"), Some(&other.service))
            && agrees(asked("protocol"), Some(&other.protocol))
            && agrees(asked("domain"), other.domain.as_deref())
            && agrees(asked("target"), other.target.as_deref())
    };
    if change.command == Command::Delete {
        let found = change.only(positions(&dns.srvs, is_match), "DNS SRV record")?;
        dns.srvs.remove(found);
        return Ok(());
    }
    if dns.srvs.iter().any(is_match) {
        return Err(Error::operation_invalid(format!(
            "there is already at least one DNS SRV record matching all specified fields in network {}",
            change.network
        )));
    }
    let record = change.read()?;
    change.add(&mut dns.srvs, record);
    Ok(())
}
