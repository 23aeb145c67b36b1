//! What dnsmasq is told of a network: its configuration, the addresses it hands out, the names it knows. Pure.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use conf::network::dns::{Dns, Srv};
use conf::network::ip::{Dhcp, DhcpHost, IpParts, Lease, LeaseUnit};
use conf::network::{ForwardMode, Network};
use conf::words::YesNo;

/// Where the files of a network's dnsmasq are.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// The folder of all networks' files.
    pub folder: &'a str,
    /// Where dnsmasq writes its number, if it is to.
    pub pid_file: Option<&'a str>,
}

impl Places<'_> {
    /// A file of a network in the folder.
    fn file(&self, network: &Network, suffix: &str) -> String {
        format!("{}/{}", self.folder, file_name(&network.name, suffix))
    }
}

/// The configuration file, for a dnsmasq that can bind to interfaces that come and go (2.63 and later).
pub fn configuration(network: &Network, places: Places<'_>) -> String {
    let mut out = String::from("# Written for a virtual network; overwritten when the network starts.\n");
    let out = &mut out;
    let answers = answers_names(network);
    line(out, "strict-order");
    if !answers {
        line(out, "port=0");
    }
    if let Some(dns) = &network.dns {
        forwarders(dns, out);
    }
    domains(network, answers, out);
    if let Some(path) = places.pid_file {
        line(out, &format!("pid-file={path}"));
    }
    line(out, "except-interface=lo");
    line(out, "bind-dynamic");
    line(out, &format!("interface={}", network.bridge_name().unwrap_or_default()));
    if network.forward_mode() == ForwardMode::None {
        // No route leads out, and nobody outside is asked.
        line(out, "dhcp-option=3");
        line(out, "no-resolv");
        line(out, "ra-param=*,0,0");
    }
    if let Some(dns) = network.dns.as_ref().filter(|_| answers) {
        records(dns, out);
    }
    addresses(network, places, answers, out);
    for option in &network.dnsmasq.options {
        line(out, option);
    }
    std::mem::take(out)
}

/// The addresses that belong to certain guests, one a line.
pub fn hosts_file(network: &Network) -> String {
    let mut out = String::new();
    for ip in served(network) {
        for host in ip.dhcp.iter().flat_map(|dhcp| &dhcp.hosts) {
            line(&mut out, &host_line(host, ip.is_ipv6()));
        }
    }
    out
}

/// The names that the network's document gives to addresses, one address a line.
pub fn names_file(network: &Network) -> String {
    let mut out = String::new();
    for host in network.dns.iter().flat_map(|dns| &dns.hosts) {
        let names: Vec<&str> = host.hostnames.iter().map(|name| name.0.as_str()).collect();
        line(&mut out, &format!("{}\t{}", host.ip, names.join("\t")));
    }
    out
}

fn line(out: &mut String, text: &str) {
    // A line break in a value would be an option of its own.
    out.extend(text.chars().filter(|c| *c != '\n' && *c != '\r'));
    out.push('\n');
}

/// Whether a network needs a server at all.
pub fn is_needed(network: &Network) -> bool {
    served(network).next().is_some() || answers_names(network) && !network.ips.is_empty()
}

/// The name of a network's file in the folder of all networks' files.
///
/// Compat: the name is escaped as if it stood in XML.
pub fn file_name(network: &str, suffix: &str) -> String {
    let mut name = String::new();
    xml::escape(&mut name, network);
    format!("{name}.{suffix}")
}

fn answers_names(network: &Network) -> bool {
    network.dns.as_ref().and_then(|dns| dns.enable) != Some(YesNo::No)
}

/// The networks with DHCP: at most one of each family.
fn served(network: &Network) -> impl Iterator<Item = &IpParts> {
    let first = |v6: bool| network.ips.iter().map(|ip| &ip.0).find(move |ip| ip.is_ipv6() == v6 && ip.serves());
    first(false).into_iter().chain(first(true))
}

fn forwarders(dns: &Dns, out: &mut String) {
    for forwarder in &dns.forwarders {
        let domain = forwarder.domain.as_ref().map(|domain| format!("/{domain}/")).unwrap_or_default();
        let server = forwarder.addr.as_deref().unwrap_or("#");
        line(out, &format!("server={domain}{server}"));
    }
    // One that is asked for everything leaves nothing to the host's servers.
    if dns.forwarders.iter().any(|forwarder| forwarder.domain.is_none()) {
        line(out, "no-resolv");
    }
}

fn domains(network: &Network, answers: bool, out: &mut String) {
    if let Some(domain) = &network.domain {
        if domain.local_only == Some(YesNo::Yes) {
            line(out, &format!("local=/{}/", domain.name));
        }
        line(out, &format!("domain={}", domain.name));
        line(out, "expand-hosts");
    }
    for ip in network.ips.iter().map(|ip| &ip.0).filter(|ip| ip.local_ptr == Some(YesNo::Yes)) {
        if let Some(zone) = reverse_zone(ip) {
            line(out, &format!("local=/{zone}/"));
        }
    }
    if answers && network.dns.as_ref().and_then(|dns| dns.forward_plain_names) == Some(YesNo::No) {
        line(out, "domain-needed");
        line(out, "local=//");
    }
}

/// The zone of the names of a network's addresses.
fn reverse_zone(ip: &IpParts) -> Option<String> {
    let (address, prefix) = ip.subnet()?;
    let prefix = usize::from(prefix);
    Some(match address {
        IpAddr::V4(v4) => {
            let parts: Vec<String> = v4.octets().iter().take(prefix / 8).rev().map(u8::to_string).collect();
            format!("{}.in-addr.arpa", parts.join("."))
        }
        IpAddr::V6(v6) => {
            let digits = v6.octets().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let mut digits: Vec<String> = digits.take(prefix / 4).map(|digit| format!("{digit:x}")).collect();
            digits.reverse();
            format!("{}.ip6.arpa", digits.join("."))
        }
    })
}

fn records(dns: &Dns, out: &mut String) {
    for txt in &dns.txts {
        line(out, &format!("txt-record={},{}", txt.name, txt.value));
    }
    for srv in &dns.srvs {
        line(out, &srv_record(srv));
    }
}

/// Numbers are known by their place, so what stands before a number that is said has to be said too.
fn srv_record(srv: &Srv) -> String {
    let mut text = format!("srv-host=_{}._{}", srv.service, srv.protocol);
    if let Some(domain) = &srv.domain {
        let _ = write!(text, ".{domain}");
    }
    let Some(target) = &srv.target else { return text };
    let _ = write!(text, ",{target}");
    let numbers = [srv.port, srv.priority, srv.weight].map(|number| number.unwrap_or(0));
    let said = numbers.iter().rposition(|number| *number != 0).map_or(0, |last| last + 1);
    for (i, number) in numbers.iter().take(said).enumerate() {
        let _ = write!(text, ",{}", if i == 0 { (*number).max(1) } else { *number });
    }
    text
}

fn addresses(network: &Network, places: Places<'_>, answers: bool, out: &mut String) {
    if let Some(root) = network.ips.iter().find_map(|ip| ip.0.tftp.as_ref()?.root.as_deref()) {
        line(out, "enable-tftp");
        line(out, &format!("tftp-root={root}"));
    }
    let (mut leases, mut serves) = (0u128, false);
    for ip in served(network) {
        if let Some(dhcp) = &ip.dhcp {
            leases = leases.saturating_add(ranges(ip, dhcp, out));
            serves = true;
        }
    }
    if leases > 0 {
        line(out, &format!("dhcp-lease-max={leases}"));
    }
    if serves {
        line(out, &format!("dhcp-hostsfile={}", places.file(network, "hostsfile")));
    }
    if answers {
        line(out, &format!("addn-hosts={}", places.file(network, "addnhosts")));
    }
    if let Some(mtu) = network.mtu.filter(|mtu| *mtu > 0) {
        line(out, &format!("dhcp-option=option:mtu,{mtu}"));
    }
    router_advertisements(network, out);
}

/// Prints what one network hands out; says how many addresses that are.
fn ranges(ip: &IpParts, dhcp: &Dhcp, out: &mut String) -> u128 {
    let v6 = ip.is_ipv6();
    let bits = ip.subnet().map_or(if v6 { 64 } else { 24 }, |(_, bits)| bits);
    let mask = Ipv4Addr::from(u32::MAX.checked_shl(32u32.saturating_sub(bits.into())).unwrap_or(0));
    let scope = if v6 { bits.to_string() } else { mask.to_string() };
    let mut leases = 0u128;
    for range in &dhcp.ranges {
        let lease = range.lease.as_ref().map(|lease| format!(",{}", spelled(lease))).unwrap_or_default();
        line(out, &format!("dhcp-range={},{},{scope}{lease}", range.start, range.end));
        leases = leases.saturating_add(size(&range.start, &range.end));
    }
    if dhcp.ranges.is_empty() {
        let address = ip.address.as_deref().unwrap_or_default();
        let scope = if v6 { format!(",{bits}") } else { String::new() };
        line(out, &format!("dhcp-range={address},static{scope}"));
    }
    if !v6 {
        line(out, "dhcp-no-override");
        line(out, "dhcp-authoritative");
        if let Some(bootp) = &dhcp.bootp {
            let server = bootp.server.as_ref().map(|server| format!(",,{server}")).unwrap_or_default();
            line(out, &format!("dhcp-boot={}{server}", bootp.file));
        }
    }
    leases
}

/// How many addresses there are between two.
fn size(start: &str, end: &str) -> u128 {
    let number = |text: &str| match text.parse().ok()? {
        IpAddr::V4(v4) => Some(u128::from(u32::from(v4))),
        IpAddr::V6(v6) => Some(u128::from(v6)),
    };
    match (number(start), number(end)) {
        (Some(start), Some(end)) if start <= end => (end - start).saturating_add(1),
        _ => 0,
    }
}

fn spelled(lease: &Lease) -> String {
    match (lease.expiry, lease.unit) {
        (0, _) => "infinite".to_owned(),
        (expiry, LeaseUnit::Seconds) => format!("{expiry}s"),
        (expiry, LeaseUnit::Minutes) => format!("{expiry}m"),
        (expiry, LeaseUnit::Hours) => format!("{expiry}h"),
    }
}

/// With DHCP for IPv6 routers are announced for all; else each network announces itself alone.
fn router_advertisements(network: &Network, out: &mut String) {
    if served(network).any(IpParts::is_ipv6) {
        return line(out, "enable-ra");
    }
    for ip in network.ips.iter().map(|ip| &ip.0).filter(|ip| ip.is_ipv6()) {
        let address = ip.address.as_deref().and_then(|address| address.parse::<Ipv6Addr>().ok());
        if let Some(address) = address {
            line(out, &format!("dhcp-range={address},ra-only"));
        }
    }
}

fn host_line(host: &DhcpHost, v6: bool) -> String {
    let ip = host.ip.as_deref().map(|ip| if v6 { format!("[{ip}]") } else { ip.to_owned() });
    let name = host.name.clone();
    let identity = if v6 { host.id.as_ref().map(|id| format!("id:{id}")) } else { host.mac.clone() };
    let lease = host.lease.as_ref().map(spelled);
    // A card's name stands behind its address, any other before.
    let parts = match (v6, identity) {
        (false, Some(mac)) => [Some(mac), ip, name, lease],
        (_, identity) => [identity, name, ip, lease],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: Places<'_> = Places { folder: "/d", pid_file: None };

    fn told(inside: &str) -> String {
        let text = format!("<network><name>n</name><bridge name='b'/>{inside}</network>");
        let network = Network::parse_definition(&text).unwrap_or_else(|e| panic!("{inside}: {e}"));
        let text = configuration(&network, PLACES);
        text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_network_is_told_in_dnsmasqs_words() {
        for (inside, expected) in [
            (
                "",
                "strict-order except-interface=lo bind-dynamic interface=b dhcp-option=3 no-resolv ra-param=*,0,0 \
                 addn-hosts=/d/n.addnhosts",
            ),
            (
                "<forward mode='open'/><mtu size='1400'/><domain name='d' localOnly='yes'/><dns forwardPlainNames='no'>\
                 <forwarder domain='x'/><forwarder addr='1.2.3.4'/><txt name='t' value='v'/>\
                 <srv service='s' protocol='tcp' domain='e' target='t' weight='5'/></dns>\
                 <ip address='10.1.2.1' prefix='24' localPtr='yes'><dhcp><range start='10.1.2.2' end='10.1.2.9'>\
                 <lease expiry='0'/></range></dhcp></ip>",
                "strict-order server=/x/# server=1.2.3.4 no-resolv local=/d/ domain=d expand-hosts \
                 local=/2.1.10.in-addr.arpa/ domain-needed local=// except-interface=lo bind-dynamic interface=b \
                 txt-record=t,v srv-host=_s._tcp.e,t,1,0,5 dhcp-range=10.1.2.2,10.1.2.9,255.255.255.0,infinite \
                 dhcp-no-override dhcp-authoritative dhcp-lease-max=8 dhcp-hostsfile=/d/n.hostsfile \
                 addn-hosts=/d/n.addnhosts dhcp-option=option:mtu,1400",
            ),
            (
                "<forward mode='open'/><dns enable='no'/><ip family='ipv6' address='fc00::1' prefix='64'/>",
                "strict-order port=0 except-interface=lo bind-dynamic interface=b dhcp-range=fc00::1,ra-only",
            ),
        ] {
            assert_eq!(told(inside), expected);
        }
    }

    #[test]
    fn guests_and_names_have_their_files() {
        let text = "<network><name>n</name><dns><host ip='10.0.0.1'><hostname>a</hostname><hostname>b</hostname></host>\
                    </dns><ip address='10.0.0.1' prefix='24'><dhcp><host mac='52:54:00:00:00:01' name='x' ip='10.0.0.2'>\
                    <lease expiry='1' unit='hours'/></host><host name='y' ip='10.0.0.3'/></dhcp></ip>\
                    <ip family='ipv6' address='fc00::1' prefix='64'><dhcp><host id='0:1' name='z' ip='fc00::2'/></dhcp></ip>\
                    </network>";
        let network = Network::parse_definition(text).unwrap();
        assert_eq!(hosts_file(&network), "52:54:00:00:00:01,10.0.0.2,x,1h\ny,10.0.0.3\nid:0:1,z,[fc00::2]\n");
        assert_eq!(names_file(&network), "10.0.0.1\ta\tb\n");
    }

    #[test]
    fn no_value_becomes_a_line_of_its_own() {
        let told = told("<dns><txt name='t' value='a&#10;dhcp-script=/bin/sh'/></dns>");
        assert!(told.contains("txt-record=t,adhcp-script=/bin/sh"), "{told}");
    }
}
