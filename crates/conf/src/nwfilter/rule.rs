//! `<rule>`: what happens to packets of one kind.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::PRIORITY_MAX;
use super::protocol::Protocol;
use super::value::FilterValue;
use xml::{Element, ErrorKind, Inner, Node, Result, Value, Writer, Xml};

/// Priority of a rule that names none, or one out of range.
const DEFAULT_PRIORITY: i32 = 500;

/// `<rule>`
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub action: Action,
    pub direction: Direction,
    pub priority: i32,
    /// Packets of a known connection are looked up by its state.
    pub matches_state: bool,
    /// Which packets; without it, all.
    pub matches: Option<RuleMatch>,
}

/// What happens to a packet.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Drop,
    Accept,
    Reject,
    Return,
    Continue,
}

/// Where a packet goes, seen from the guest.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
    Inout,
}

/// The child of a rule: a protocol and what its packets look like.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleMatch {
    pub protocol: Protocol,
    /// The rule is for packets that do not look so.
    pub is_negated: bool,
    /// Attributes in the order of the protocol's table.
    pub conditions: Vec<(&'static str, FilterValue)>,
}

impl RuleMatch {
    /// The value asked for, if any.
    pub fn condition(&self, name: &str) -> Option<&FilterValue> {
        self.conditions.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

impl Element for Rule {
    fn parse(node: &Node) -> Result<Rule> {
        let priority = node.value::<i32>("priority")?;
        let stateless = |text: &str| text == "0" || text.eq_ignore_ascii_case("false");
        Ok(Rule {
            action: node.field("action")?,
            direction: node.field("direction")?,
            priority: priority.filter(|p| p.abs() <= PRIORITY_MAX).unwrap_or(DEFAULT_PRIORITY),
            matches_state: !node.attr("statematch").is_some_and(stateless),
            matches: matches(node)?,
        })
    }

    fn format(&self, w: &mut Writer) {
        w.attr("action", self.action.as_str());
        w.attr("direction", self.direction.as_str());
        w.attr("priority", &self.priority.to_string());
        if !self.matches_state {
            w.attr("statematch", "false");
        }
        if let Some(matches) = &self.matches {
            w.begin(matches.protocol.as_str());
            if matches.is_negated {
                w.attr("match", "no");
            }
            for (name, value) in &matches.conditions {
                value.format(name, w);
            }
            w.end(matches.protocol.as_str());
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<Action>("action").attr::<Direction>("direction").field::<Option<i32>>("priority");
        shape.field::<Option<String>>("statematch");
        for protocol in xml::words::<Protocol>() {
            shape.inner(protocol, Inner::Variant { word: (*protocol).to_owned(), declare: declare_match }).repeated();
        }
    }
}

xml::element!(Rule);

/// What can be asked of packets of a protocol.
fn declare_match(protocol: &str, shape: &mut xml::Shape) {
    shape.field::<Option<String>>("match");
    for attribute in Protocol::from_xml(protocol).into_iter().flat_map(Protocol::attributes) {
        shape.field::<Option<String>>(attribute.name);
    }
}

/// The first protocol counts; more elements of the same one add to it.
fn matches(node: &Node) -> Result<Option<RuleMatch>> {
    let mut found: Option<RuleMatch> = None;
    for child in node.children() {
        let Some(protocol) = Protocol::from_xml(child.name()) else { continue };
        let matches = found.get_or_insert_with(|| RuleMatch { protocol, is_negated: false, conditions: Vec::new() });
        if matches.protocol == protocol {
            add(matches, &child)?;
        }
    }
    // Not to look like nothing in particular says nothing.
    if let Some(matches) = &mut found {
        matches.is_negated &= !matches.conditions.is_empty();
    }
    Ok(found)
}

fn add(matches: &mut RuleMatch, child: &Node) -> Result<()> {
    if let Some(word) = child.attr("match") {
        matches.is_negated = word == "no";
    }
    let earlier = std::mem::take(&mut matches.conditions);
    for attribute in matches.protocol.attributes() {
        let kept = earlier.iter().find(|(name, _)| *name == attribute.name).cloned();
        let value = match child.attr(attribute.name) {
            Some(text) => Some((attribute.name, read(child, attribute.name, text, attribute.kind)?)),
            None => kept,
        };
        matches.conditions.extend(value);
    }
    ports_need_protocol(matches, child)
}

fn read(child: &Node, name: &str, text: &str, kind: super::value::Kind) -> Result<FilterValue> {
    let illegal = || {
        let message = format!("{name} has illegal value {text}");
        xml::Error { kind: ErrorKind::Internal, message, ..child.bad_value(name) }
    };
    FilterValue::parse(text, kind).ok_or_else(illegal)
}

/// Ports are looked for in packets of protocols that have them.
fn ports_need_protocol(matches: &RuleMatch, child: &Node) -> Result<()> {
    let is_l2 = matches!(matches.protocol, Protocol::Ip | Protocol::Ipv6);
    let ports = ["srcportstart", "srcportend", "dstportstart", "dstportend"];
    if !is_l2 || !ports.iter().any(|port| matches.condition(port).is_some()) {
        return Ok(());
    }
    match matches.condition("protocol").and_then(FilterValue::number) {
        Some(6 | 17 | 33 | 132) => Ok(()),
        _ => Err(child.error_of(
            ErrorKind::Internal,
            "a rule with ports requires a protocol that has ports: tcp (6), udp (17), dccp (33) or sctp (132)",
        )),
    }
}
