//! Values in rules: numbers with and without `0x`, names of numbers, addresses, masks, lists of flags, variables.

use crate::domain::interface::MacAddress;
use std::net::{Ipv4Addr, Ipv6Addr};
use xml::Writer;

/// How a value is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant is the kind of that name")]
pub enum Kind {
    Mac,
    MacMask,
    Byte,
    Short,
    Word,
    /// Up to 63.
    Dscp,
    /// Up to 65535, never hexadecimal.
    ConnectionLimit,
    /// Up to 4095.
    VlanId,
    /// From 0x600, with names.
    EtherType,
    ArpOpcode,
    Boolean,
    IpProtocol,
    Ipv4,
    Ipv6,
    /// A number of bits, or the bits.
    Ipv4Mask,
    Ipv6Mask,
    TcpFlags,
    State,
    IpSet,
    IpSetFlags,
    Comment,
}

/// A value in a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterValue {
    /// A number, with its name if it has one.
    Number {
        /// The number.
        value: u32,
        /// It was written with `0x` and is printed so.
        is_hex: bool,
        /// What it is called.
        name: Option<&'static str>,
    },
    /// A network card's address, or a mask for one.
    Mac(MacAddress),
    /// An address.
    Ipv4(Ipv4Addr),
    /// An address.
    Ipv6(Ipv6Addr),
    /// A mask, as its number of bits.
    Bits(u32),
    /// True or false.
    Boolean(bool),
    /// Which of TCP's flags are looked at, and which of those must be set.
    TcpFlags {
        /// Those that must be set.
        set: u8,
        /// Those that are looked at.
        looked_at: u8,
    },
    /// States of a connection; `None` is the word of that name.
    States(Option<u8>),
    /// Text as it is.
    Text(String),
    /// `$NAME`, `$NAME[1]` or `$NAME[@1]`, filled in when the filter is used.
    Variable(String),
}

/// Names of Ethernet's packet types.
const ETHER_TYPES: &[(&str, u32)] =
    &[("ipv4", 0x800), ("arp", 0x806), ("rarp", 0x8035), ("ipv6", 0x86dd), ("vlan", 0x8100)];

/// Names of ARP's operations.
const ARP_OPCODES: &[(&str, u32)] = &[
    ("Request", 1),
    ("Reply", 2),
    ("Request_Reverse", 3),
    ("Reply_Reverse", 4),
    ("DRARP_Request", 5),
    ("DRARP_Reply", 6),
    ("DRARP_Error", 7),
    ("InARP_Request", 8),
    ("ARP_NAK", 9),
];

/// Names of protocols above IP.
const IP_PROTOCOLS: &[(&str, u32)] = &[
    ("icmp", 1),
    ("igmp", 2),
    ("tcp", 6),
    ("udp", 17),
    ("esp", 50),
    ("ah", 51),
    ("icmpv6", 58),
    ("sctp", 132),
    ("udplite", 136),
];

/// TCP's flags by their bits.
const TCP_FLAGS: [&str; 6] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];

/// States of a connection by their bits.
const STATES: [&str; 4] = ["NEW", "ESTABLISHED", "RELATED", "INVALID"];

/// Longest comment that ip6tables takes.
const COMMENT_CHARS: usize = 256;

impl FilterValue {
    /// The value that the text spells.
    pub fn parse(text: &str, kind: Kind) -> Option<FilterValue> {
        if text.starts_with('$') {
            return variable(text).map(FilterValue::Variable);
        }
        match kind {
            Kind::Mac => MacAddress::parse(text).map(FilterValue::Mac),
            Kind::MacMask => MacAddress::parse(text).filter(|mac| is_mask(&mac.0)).map(FilterValue::Mac),
            Kind::Byte => number(text, 0, 255),
            Kind::Short => number(text, 0, 65535),
            Kind::Word => number(text, 0, u32::MAX),
            Kind::Dscp => number(text, 0, 63),
            Kind::VlanId => number(text, 0, 4095),
            Kind::ConnectionLimit => number(text, 0, 65535).filter(|value| !value.is_hex()),
            Kind::EtherType => named(text, ETHER_TYPES, 0x600, 0xffff),
            Kind::ArpOpcode => named(text, ARP_OPCODES, 0, 0xffff),
            Kind::IpProtocol => named(text, IP_PROTOCOLS, 0, 255),
            Kind::Boolean => Some(FilterValue::Boolean(matches!(text, "1" | "yes" | "true"))),
            Kind::Ipv4 => ipv4(text).map(FilterValue::Ipv4),
            Kind::Ipv6 => text.parse().ok().map(FilterValue::Ipv6),
            Kind::Ipv4Mask => bits(text, 32).or_else(|| prefix(&ipv4(text)?.octets())).map(FilterValue::Bits),
            Kind::Ipv6Mask => {
                bits(text, 128).or_else(|| prefix(&text.parse::<Ipv6Addr>().ok()?.octets())).map(FilterValue::Bits)
            }
            Kind::TcpFlags => tcp_flags(text),
            Kind::State => states(text),
            Kind::IpSet => ip_set(text),
            Kind::IpSetFlags => ip_set_flags(text),
            Kind::Comment => Some(FilterValue::Text(text.chars().take(COMMENT_CHARS).collect())),
        }
    }

    fn is_hex(&self) -> bool {
        matches!(self, FilterValue::Number { is_hex: true, .. })
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<u32> {
        match self {
            FilterValue::Number { value, .. } => Some(*value),
            _ => None,
        }
    }

    pub(super) fn format(&self, name: &str, writer: &mut Writer) {
        writer.attr(name, &self.spelled());
    }

    /// How the value is written.
    pub fn spelled(&self) -> String {
        match self {
            FilterValue::Number { name: Some(name), .. } => (*name).to_owned(),
            FilterValue::Number { value, is_hex: true, .. } => format!("{value:#x}"),
            FilterValue::Number { value, .. } => value.to_string(),
            FilterValue::Mac(mac) => mac.to_string(),
            FilterValue::Ipv4(address) => address.to_string(),
            FilterValue::Ipv6(address) => spelled_ipv6(address),
            FilterValue::Bits(bits) => bits.to_string(),
            FilterValue::Boolean(value) => value.to_string(),
            FilterValue::TcpFlags { set, looked_at } => {
                format!("{}/{}", spelled_flags(*set), spelled_flags(*looked_at))
            }
            FilterValue::States(None) => "NONE".to_owned(),
            FilterValue::States(Some(states)) => list(&STATES, *states),
            FilterValue::Text(text) | FilterValue::Variable(text) => text.clone(),
        }
    }
}

/// A variable without blanks around its index.
fn variable(text: &str) -> Option<String> {
    let rest = text.strip_prefix('$')?;
    let (name, index) = match rest.split_once('[') {
        Some((name, rest)) => (name, Some(rest.strip_suffix(']')?)),
        None => (rest, None),
    };
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let Some(index) = index else { return Some(text.to_owned()) };
    let index = index.trim_matches(' ');
    let (iterator, digits) = index.strip_prefix('@').map_or(("", index), |rest| ("@", rest.trim_matches(' ')));
    digits.parse::<u32>().ok().map(|digits| format!("${name}[{iterator}{digits}]"))
}

fn number(text: &str, least: u32, most: u32) -> Option<FilterValue> {
    let text = text.trim_start();
    let digits = text.strip_prefix("0x").or(text.strip_prefix("0X"));
    let value = match digits {
        Some(digits) if !digits.starts_with('+') => u32::from_str_radix(digits, 16).ok()?,
        Some(_) => return None,
        None => text.parse().ok()?,
    };
    let in_range = (least..=most).contains(&value);
    in_range.then_some(FilterValue::Number { value, is_hex: digits.is_some(), name: None })
}

/// A number of which some have names.
fn named(text: &str, names: &[(&'static str, u32)], least: u32, most: u32) -> Option<FilterValue> {
    if let Some((name, value)) = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(FilterValue::Number { value: *value, is_hex: false, name: Some(*name) });
    }
    match number(text, least, most)? {
        FilterValue::Number { value, is_hex, .. } => {
            let name = names.iter().find(|(_, known)| *known == value).map(|(name, _)| *name);
            Some(FilterValue::Number { value, is_hex, name })
        }
        other => Some(other),
    }
}

/// An address in C's notation: parts may be left out, octal or hexadecimal.
fn ipv4(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u64> = text.split('.').map(xml::number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    let room = 4usize.checked_sub(first.len()).filter(|room| *room > 0)?;
    if first.iter().any(|part| *part > 255) || *last >= 1 << (8 * room) {
        return None;
    }
    let upper = first.iter().enumerate().fold(0, |sum, (i, part)| sum | part << (8 * (3 - i)));
    u32::try_from(upper | last).ok().map(Ipv4Addr::from)
}

fn bits(text: &str, most: u32) -> Option<u32> {
    text.trim_start().parse().ok().filter(|bits| *bits <= most)
}

/// All ones stand before all zeros.
fn is_mask(bytes: &[u8]) -> bool {
    prefix(bytes).is_some()
}

fn prefix(bytes: &[u8]) -> Option<u32> {
    let ones = bytes.iter().position(|b| *b != 0xff).unwrap_or(bytes.len());
    let partial = bytes.get(ones).copied().unwrap_or(0);
    let is_clean = partial.leading_ones() == partial.count_ones() && bytes.iter().skip(ones + 1).all(|b| *b == 0);
    is_clean.then(|| u32::try_from(ones).unwrap_or(0) * 8 + partial.leading_ones())
}

/// As the C library spells it: addresses that hold an IPv4 address show it.
fn spelled_ipv6(address: &Ipv6Addr) -> String {
    let segments = address.segments();
    match segments {
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => {
            format!("::{}", Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
        }
        _ => address.to_string(),
    }
}

fn flag_bits(text: &str) -> Option<u8> {
    let mut bits = 0;
    for word in text.split(',').filter(|word| !word.is_empty()) {
        bits |= match TCP_FLAGS.iter().position(|flag| flag.eq_ignore_ascii_case(word)) {
            Some(bit) => 1 << bit,
            None if word.eq_ignore_ascii_case("ALL") => 0x3f,
            None if word.eq_ignore_ascii_case("NONE") => 0,
            None => return None,
        };
    }
    Some(bits)
}

fn tcp_flags(text: &str) -> Option<FilterValue> {
    let (set, looked_at) = text.split_once('/')?;
    Some(FilterValue::TcpFlags { set: flag_bits(set)?, looked_at: flag_bits(looked_at)? })
}

fn spelled_flags(bits: u8) -> String {
    match bits {
        0 => "NONE".to_owned(),
        0x3f => "ALL".to_owned(),
        bits => list(&TCP_FLAGS, bits),
    }
}

fn list(words: &[&str], bits: u8) -> String {
    let chosen = words.iter().enumerate().filter(|(bit, _)| bits & 1 << bit != 0);
    chosen.map(|(_, word)| *word).collect::<Vec<_>>().join(",")
}

fn states(text: &str) -> Option<FilterValue> {
    let (mut bits, mut is_none) = (0, false);
    for word in text.split(',').filter(|word| !word.is_empty()) {
        match STATES.iter().position(|state| state.eq_ignore_ascii_case(word)) {
            Some(bit) => bits |= 1 << bit,
            None if word.eq_ignore_ascii_case("NONE") => is_none = true,
            None => return None,
        }
    }
    Some(FilterValue::States((!is_none).then_some(bits)))
}

fn ip_set(text: &str) -> Option<FilterValue> {
    let is_known = |b: u8| b.is_ascii_alphanumeric() || b"_.:-+ ".contains(&b);
    let good = (1..=31).contains(&text.len()) && text.bytes().all(is_known);
    good.then(|| FilterValue::Text(text.to_owned()))
}

fn ip_set_flags(text: &str) -> Option<FilterValue> {
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(',').collect();
    let good = words.len() <= 6 && words.iter().all(|word| matches!(*word, "src" | "dst"));
    good.then(|| FilterValue::Text(words.join(",")))
}
