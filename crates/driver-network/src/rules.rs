//! The firewall's rules for a network, as the packet filter's own program spells them. Pure.
//!
//! The table, its chains and the rules in them are those of libvirt's nftables backend, so that a host can change
//! daemons in both directions while networks run. A network's rules stand in front of the others' ("insert"), the ones
//! said last first: the general refusals, which are said first, come to stand behind the permissions.

use std::net::{IpAddr, Ipv4Addr};

use conf::network::forward::{Forward, Span};
use conf::network::ip::IpParts;
use conf::network::{ForwardMode, Network};
use conf::words::YesNo;
use virt::{Error, Result};

/// Name of the table, one for each family of addresses.
pub(crate) const TABLE: &str = "libvirt_network";
/// The chain of packets that the host passes on, and the chains that it leads to, each with what they are about:
/// packets from guests, packets to guests, packets between guests of one network.
pub(crate) const FORWARD: &str = "forward";
pub(crate) const FROM_GUESTS: &str = "guest_output";
pub(crate) const TO_GUESTS: &str = "guest_input";
pub(crate) const BETWEEN_GUESTS: &str = "guest_cross";
/// The chain that replaces guests' addresses by the host's.
pub(crate) const TRANSLATION: &str = "guest_nat";

/// A family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    V4,
    V6,
}

impl Family {
    /// Both.
    pub(crate) const ALL: [Family; 2] = [Family::V4, Family::V6];

    /// As the packet filter calls it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Family::V4 => "ip",
            Family::V6 => "ip6",
        }
    }

    /// As a network's state file calls it.
    pub(crate) fn layer(self) -> &'static str {
        match self {
            Family::V4 => "ipv4",
            Family::V6 => "ipv6",
        }
    }

    fn of(ip: &IpParts) -> Family {
        if ip.is_ipv6() { Family::V6 } else { Family::V4 }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) family: Family,
    pub(crate) chain: &'static str,
    pub(crate) text: String,
}

/// What makes a table usable: the chains and where they are entered. Saying it twice changes nothing.
pub(crate) fn chains(family: Family) -> Vec<String> {
    let table = format!("{} {TABLE}", family.word());
    let mut lines = vec![
        format!("add table {table}"),
        format!("add chain {table} {FORWARD} {{ type filter hook forward priority 0; policy accept; }}"),
    ];
    lines.extend(ENTERED.map(|chain| format!("add chain {table} {chain}")));
    lines.push(format!("add chain {table} {TRANSLATION} {{ type nat hook postrouting priority 100; policy accept; }}"));
    lines
}

/// The chains that passing packets enter; the last one is entered first.
const ENTERED: [&str; 3] = [FROM_GUESTS, TO_GUESTS, BETWEEN_GUESTS];

/// The rules that lead into the chains.
pub(crate) fn entrances(family: Family) -> Vec<Rule> {
    let rule = |chain| Rule { family, chain: FORWARD, text: format!("counter jump {chain}") };
    ENTERED.map(rule).into()
}

/// All rules of a network, in the order in which they are inserted.
pub(crate) fn rules(network: &Network) -> Result<Vec<Rule>> {
    if !network.owns_bridge() || network.forward_mode() == ForwardMode::Open {
        return Ok(Vec::new());
    }
    let bridge = quoted(network.require_bridge()?)?;
    let outside = network.forward.as_ref().and_then(|forward| forward.interfaces.first());
    let outside = outside.map(|device| quoted(&device.dev)).transpose()?;
    let mut rules = fences(Family::V4, &bridge);
    if network.ipv6 == Some(YesNo::Yes) || network.ips.iter().any(|ip| ip.0.is_ipv6()) {
        rules.extend(fences(Family::V6, &bridge));
    }
    for ip in network.ips.iter().map(|ip| &ip.0) {
        let Some(subnet) = subnet(ip) else { continue };
        let gate = Gate { family: Family::of(ip), bridge: &bridge, outside: outside.as_deref(), subnet };
        match (network.forward_mode(), &network.forward) {
            (ForwardMode::Nat, Some(forward)) if translates(forward, gate.family) => {
                rules.extend(gate.translated(forward));
            }
            (ForwardMode::Nat | ForwardMode::Route, _) => rules.extend(gate.routed()),
            _ => (),
        }
    }
    Ok(rules)
}

/// Whether a rule of the packet filter, as it prints it, speaks of this network.
pub(crate) fn mentions(network: &Network, text: &str) -> bool {
    let bridge = network.bridge_name().unwrap_or_default();
    let subnets: Vec<String> = network.ips.iter().filter_map(|ip| subnet(&ip.0)).collect();
    text.split_ascii_whitespace().any(|word| word.trim_matches('"') == bridge || subnets.iter().any(|s| s == word))
}

/// A rule's text in the one spelling in which two texts can be compared: without counts, quotes and order of states.
pub(crate) fn canonical(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut counts = 0;
    for word in text.split_ascii_whitespace() {
        if counts > 0 {
            counts -= 1;
        } else if word == "packets" {
            // "packets N bytes N"
            counts = 3;
        } else {
            let mut states: Vec<&str> = word.trim_matches('"').split(',').collect();
            states.sort_unstable();
            words.push(match words.last().map(String::as_str) {
                Some("to") => as_range(word),
                _ => states.join(","),
            });
        }
    }
    words.join(" ")
}

/// A range of addresses that is a whole subnet is printed as one.
fn as_range(word: &str) -> String {
    let (subnet, ports) =
        word.split_once(':').map_or((word, String::new()), |(subnet, ports)| (subnet, format!(":{ports}")));
    let parts = subnet.split_once('/').and_then(|(first, bits)| Some((first.parse().ok()?, bits.parse().ok()?)));
    let Some((first, bits)): Option<(Ipv4Addr, u32)> = parts else { return word.to_owned() };
    let last = u32::from(first) | u32::MAX.checked_shr(bits).unwrap_or(0);
    format!("{first}-{}{ports}", Ipv4Addr::from(last))
}

/// Whether packets of any of a network's subnets leave with another address.
pub(crate) fn is_translated(network: &Network) -> bool {
    let Some(forward) = network.forward.as_ref().filter(|forward| forward.mode == ForwardMode::Nat) else {
        return false;
    };
    network.ips.iter().any(|ip| translates(forward, Family::of(&ip.0)))
}

fn translates(forward: &Forward, family: Family) -> bool {
    family == Family::V4 || forward.nat.as_ref().and_then(|nat| nat.ipv6) == Some(YesNo::Yes)
}

/// A device's name as the packet filter reads it; what it would not read as a plain name is refused.
fn quoted(device: &str) -> Result<String> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '*' | '/');
    match !device.is_empty() && device.len() <= 15 && device.chars().all(plain) {
        true => Ok(format!("\"{device}\"")),
        false => Err(Error::config_unsupported(format!("firewall rules cannot name the device '{device}'"))),
    }
}

/// The subnet of an address; one that is a single machine stands without its bits, as the packet filter prints it.
fn subnet(ip: &IpParts) -> Option<String> {
    let (address, prefix) = ip.subnet()?;
    let (first, width): (IpAddr, u8) = match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32u32.saturating_sub(prefix.into())).unwrap_or(0);
            (Ipv4Addr::from(u32::from(v4) & mask).into(), 32)
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128u32.saturating_sub(prefix.into())).unwrap_or(0);
            (std::net::Ipv6Addr::from(u128::from(v6) & mask).into(), 128)
        }
    };
    Some(if prefix == width { first.to_string() } else { format!("{first}/{prefix}") })
}

/// What holds for every network: guests speak with each other, and with nobody else unless something says so.
fn fences(family: Family, bridge: &str) -> Vec<Rule> {
    let rule = |chain, text: String| Rule { family, chain, text };
    vec![
        rule(FROM_GUESTS, format!("iif {bridge} counter reject")),
        rule(TO_GUESTS, format!("oif {bridge} counter reject")),
        rule(BETWEEN_GUESTS, format!("iif {bridge} oif {bridge} counter accept")),
    ]
}

/// One subnet's way out.
struct Gate<'a> {
    family: Family,
    bridge: &'a str,
    /// The only device through which packets may leave.
    outside: Option<&'a str>,
    subnet: String,
}

impl Gate<'_> {
    fn rule(&self, chain: &'static str, parts: &[&str]) -> Rule {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        Rule { family: self.family, chain, text: parts.join(" ") }
    }

    fn through(&self, word: &str) -> String {
        self.outside.map(|device| format!("{word} {device}")).unwrap_or_default()
    }

    fn leaving(&self) -> Rule {
        let Gate { bridge, subnet, .. } = self;
        let from = format!("{} saddr {subnet} iif {bridge}", self.family.word());
        self.rule(FROM_GUESTS, &[&from, &self.through("oifname"), "counter accept"])
    }

    /// Packets pass in both directions as they are.
    fn routed(&self) -> Vec<Rule> {
        let Gate { bridge, subnet, .. } = self;
        let (to, over) = (format!("{} daddr {subnet}", self.family.word()), format!("oif {bridge}"));
        vec![self.leaving(), self.rule(TO_GUESTS, &[&to, &self.through("iifname"), &over, "counter accept"])]
    }

    /// Packets leave with an address of the host's, and only answers come back.
    fn translated(&self, forward: &Forward) -> Vec<Rule> {
        let Gate { bridge, subnet, family, .. } = self;
        let ip = family.word();
        let answers = format!("oif {bridge} {ip} daddr {subnet} ct state related,established counter accept");
        let (leaving, through) = (format!("{ip} saddr {subnet} {ip} daddr != {subnet}"), self.through("oifname"));
        let (anything, with_ports) = self.replacements(forward);
        let mut rules = vec![
            self.leaving(),
            self.rule(TO_GUESTS, &[&self.through("iifname"), &answers]),
            self.rule(TRANSLATION, &[&leaving, &through, "counter", &anything]),
        ];
        for protocol in ["udp", "tcp"] {
            let of = format!("meta l4proto {protocol}");
            rules.push(self.rule(TRANSLATION, &[&of, &leaving, &through, "counter", &with_ports]));
        }
        // What is meant for everybody on the link never leaves it.
        let to_all: &[&str] = if *family == Family::V4 { &["255.255.255.255", "224.0.0.0/24"] } else { &["ff02::/16"] };
        for all in to_all {
            let meant = format!("{ip} saddr {subnet} {ip} daddr {all} counter return");
            rules.push(self.rule(TRANSLATION, &[&through, &meant]));
        }
        rules
    }

    /// What stands for the guests' addresses: of any protocol, and of one with ports.
    fn replacements(&self, forward: &Forward) -> (String, String) {
        let nat = forward.nat.as_ref();
        let ports = nat.and_then(|nat| nat.port.as_ref()).map(|ports| match ports.start == ports.end {
            true => format!(":{}", ports.start),
            false => format!(":{}-{}", ports.start, ports.end),
        });
        let fits = |span: &&Span| span.start.contains(':') == (self.family == Family::V6);
        match (nat.and_then(|nat| nat.address.as_ref()).filter(fits), ports) {
            (Some(Span { start, end }), ports) => {
                let any = format!("snat to {start}-{end}");
                let with_ports = ports.map(|ports| match self.family {
                    Family::V4 => format!("{any}{ports}"),
                    Family::V6 => format!("snat to [{start}]-[{end}]{ports}"),
                });
                (any.clone(), with_ports.unwrap_or(any))
            }
            (None, Some(ports)) => ("masquerade".to_owned(), format!("masquerade to {ports}")),
            (None, None) => ("masquerade".to_owned(), "masquerade".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(inside: &str) -> Vec<String> {
        let text = format!("<network><name>n</name><bridge name='b0'/>{inside}</network>");
        let network = Network::parse_definition(&text).unwrap_or_else(|e| panic!("{inside}: {e}"));
        let rules = rules(&network).unwrap();
        rules.iter().map(|rule| format!("{} {} {}", rule.family.word(), rule.chain, canonical(&rule.text))).collect()
    }

    const FENCES: [&str; 3] = [
        "ip guest_output iif b0 counter reject",
        "ip guest_input oif b0 counter reject",
        "ip guest_cross iif b0 oif b0 counter accept",
    ];

    #[test]
    fn an_isolated_network_is_fenced_in_each_family_it_speaks() {
        assert_eq!(told(""), FENCES);
        assert_eq!(told("<ip address='10.1.1.1' prefix='24'/>"), FENCES);
        let both = told("<ip family='ipv6' address='fd00::1' prefix='64'/>");
        assert_eq!(
            (&both[..3], both[3].as_str()),
            (&FENCES.map(str::to_owned)[..], "ip6 guest_output iif b0 counter reject")
        );
        assert_eq!(both.len(), 6);
        assert!(told("<forward mode='open'/><ip address='10.1.1.1' prefix='24'/>").is_empty());
    }

    #[test]
    fn addresses_are_translated_and_only_answers_come_back() {
        let told = told(
            "<forward mode='nat' dev='e9'><nat><address start='1.2.3.4' end='1.2.3.9'/><port start='5' end='9'/></nat>\
                         </forward><ip address='10.1.1.1' prefix='24'/><ip family='ipv6' address='fd00::1' prefix='64'/>",
        );
        assert_eq!(
            told[6..],
            [
                "ip guest_output ip saddr 10.1.1.0/24 iif b0 oifname e9 counter accept",
                "ip guest_input iifname e9 oif b0 ip daddr 10.1.1.0/24 ct state established,related counter accept",
                "ip guest_nat ip saddr 10.1.1.0/24 ip daddr != 10.1.1.0/24 oifname e9 counter snat to 1.2.3.4-1.2.3.9",
                "ip guest_nat meta l4proto udp ip saddr 10.1.1.0/24 ip daddr != 10.1.1.0/24 oifname e9 counter snat to 1.2.3.4-1.2.3.9:5-9",
                "ip guest_nat meta l4proto tcp ip saddr 10.1.1.0/24 ip daddr != 10.1.1.0/24 oifname e9 counter snat to 1.2.3.4-1.2.3.9:5-9",
                "ip guest_nat oifname e9 ip saddr 10.1.1.0/24 ip daddr 255.255.255.255 counter return",
                "ip guest_nat oifname e9 ip saddr 10.1.1.0/24 ip daddr 224.0.0.0/24 counter return",
                "ip6 guest_output ip6 saddr fd00::/64 iif b0 oifname e9 counter accept",
                "ip6 guest_input ip6 daddr fd00::/64 iifname e9 oif b0 counter accept",
            ]
        );
    }

    #[test]
    fn the_other_family_is_translated_on_request() {
        let told = told(
            "<forward><nat ipv6='yes'><address start='1.2.3.4' end='1.2.3.9'/></nat></forward>\
                         <ip family='ipv6' address='fd00::1' prefix='64'/>",
        );
        assert_eq!(
            told[6..],
            [
                "ip6 guest_output ip6 saddr fd00::/64 iif b0 counter accept",
                "ip6 guest_input oif b0 ip6 daddr fd00::/64 ct state established,related counter accept",
                "ip6 guest_nat ip6 saddr fd00::/64 ip6 daddr != fd00::/64 counter masquerade",
                "ip6 guest_nat meta l4proto udp ip6 saddr fd00::/64 ip6 daddr != fd00::/64 counter masquerade",
                "ip6 guest_nat meta l4proto tcp ip6 saddr fd00::/64 ip6 daddr != fd00::/64 counter masquerade",
                "ip6 guest_nat ip6 saddr fd00::/64 ip6 daddr ff02::/16 counter return",
            ]
        );
    }

    #[test]
    fn rules_are_compared_without_what_changes() {
        let printed = "iif \"b0\" ip daddr 10.0.0.0/8 ct state related,established counter packets 17 bytes 4 accept";
        assert_eq!(canonical(printed), "iif b0 ip daddr 10.0.0.0/8 ct state established,related counter accept");
        assert_eq!(canonical("counter snat to 1.2.3.4/30:5-6"), "counter snat to 1.2.3.4-1.2.3.7:5-6");
        assert_eq!(canonical("counter snat to 1.2.3.4/32"), "counter snat to 1.2.3.4-1.2.3.4");
        assert_eq!(canonical("masquerade to :5-6"), "masquerade to :5-6");
        let text = "<network><name>n</name><bridge name='b0'/><ip address='10.9.0.1' prefix='24'/></network>";
        let network = Network::parse_definition(text).unwrap();
        assert!(mentions(&network, printed) && mentions(&network, "ip saddr 10.9.0.0/24 counter return"));
        assert!(!mentions(&network, "iif \"b01\" counter reject"));
    }

    #[test]
    fn a_name_that_would_be_more_than_a_name_is_refused() {
        for bridge in ["a\" counter accept; insert rule", "eth*", "a\\b", "sixteen-letters-"] {
            let text = format!("<network><name>n</name><bridge name='{}'/></network>", bridge.replace('"', "&quot;"));
            let network = Network::parse_definition(&text).unwrap();
            assert!(rules(&network).is_err(), "{bridge}");
        }
    }
}
