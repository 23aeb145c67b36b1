//! Names of chains and the order in which they are looked at.

use super::PRIORITY_MAX;
use virt::{Error, Position, Result};
use xml::Node;

/// Longest name that ebtables takes, less what libvirt puts before it.
const NAME_BYTES: usize = 12;

/// What a chain's name begins with, and when such a chain is looked at.
const PREFIXES: &[(&str, i32)] =
    &[("mac", -800), ("vlan", -750), ("stp", 0), ("arp", -500), ("rarp", -400), ("ipv4", -700), ("ipv6", -600)];

fn invalid(node: &Node, message: String) -> Error {
    let error = Error::invalid_arg(message);
    match crate::error(node.error("")).details().at {
        Some(Position { line, column }) => error.at(Position { line, column }),
        None => error,
    }
}

/// The chain of a filter.
pub(super) fn name(node: &Node) -> Result<String> {
    let Some(name) = node.attr("chain").filter(|name| !name.is_empty()) else { return Ok("root".to_owned()) };
    if name.len() > NAME_BYTES {
        return Err(invalid(node, format!("Name of chain '{name}' is longer than {NAME_BYTES} characters")));
    }
    if name != "root" && !PREFIXES.iter().any(|(prefix, _)| name.starts_with(prefix)) {
        let prefixes: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
        return Err(invalid(
            node,
            format!("Invalid chain name '{name}': it has to be 'root' or begin with one of {}", prefixes.join(", ")),
        ));
    }
    match name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':')) {
        true => Ok(name.to_owned()),
        false => Err(invalid(node, format!("Chain name '{name}' contains invalid characters"))),
    }
}

/// When a chain is looked at unless its document says so.
pub(super) fn default_priority(chain: &str) -> i32 {
    PREFIXES.iter().find(|(prefix, _)| chain.starts_with(prefix)).map_or(0, |(_, priority)| *priority)
}

/// When a chain is looked at.
pub(super) fn priority(node: &Node, chain: &str) -> Result<i32> {
    let Some(text) = node.attr("priority") else {
        return Ok(default_priority(chain));
    };
    let number: i32 =
        text.trim_start().parse().map_err(|_| invalid(node, format!("Could not parse chain priority '{text}'")))?;
    match number.abs() <= PRIORITY_MAX {
        true => Ok(number),
        false => Err(invalid(
            node,
            format!("Priority '{number}' is outside valid range of [-{PRIORITY_MAX},{PRIORITY_MAX}]"),
        )),
    }
}
