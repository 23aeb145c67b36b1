//! Checks of a network document that need nothing but the document.

use super::{ForwardMode, Network};
use crate::domain::address::Address;
use crate::words::YesNo;
use virt::{Error, ErrorCode, Result};

/// Longest name: file systems take 255 bytes, suffixes included.
const NAME_BYTES: usize = 247;

/// Whether a network may be called so.
///
/// Compat: unlike a domain, a network may be called `.` or `..`; with a suffix these are plain file names.
pub fn name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::new(ErrorCode::NO_NAME, ""));
    }
    if let Some(bad) = name.chars().find(|c| matches!(c, '/' | '\n' | '\r')) {
        return Err(Error::xml_detail(format!("invalid char in name: {}", bad.escape_default())));
    }
    if name.len() > NAME_BYTES {
        return Err(Error::xml(format!("name is longer than {NAME_BYTES} bytes")));
    }
    Ok(())
}

/// Everything that can be said of a document by itself.
pub fn network(network: &Network) -> Result<()> {
    name(&network.name)?;
    if network.title.as_ref().is_some_and(|title| title.0.contains('\n')) {
        return Err(Error::xml("Network title can't contain newlines"));
    }
    names(network)?;
    forward(network)?;
    bridge(network)?;
    unsuitable(network)?;
    portgroups(network)?;
    let bandwidths = network.bandwidth.iter().chain(network.portgroups.iter().filter_map(|g| g.bandwidth.as_ref()));
    match bandwidths.filter_map(|bandwidth| bandwidth.inbound.as_ref()).any(|inbound| inbound.floor.is_some()) {
        // A promise is made to one interface, never to all.
        true => Err(Error::config_unsupported("floor attribute is not supported for this config")),
        false => Ok(()),
    }
}

fn names(network: &Network) -> Result<()> {
    let name = &network.name;
    if let Some(dns) = &network.dns
        && dns.enable == Some(YesNo::No)
        && !(dns.forwarders.is_empty() && dns.txts.is_empty() && dns.srvs.is_empty() && dns.hosts.is_empty())
    {
        return Err(Error::xml(format!("Extra data in <dns enable='no'> of network '{name}': nobody would answer it")));
    }
    match &network.domain {
        Some(domain) if domain.register == Some(YesNo::Yes) && domain.local_only != Some(YesNo::Yes) => {
            Err(Error::config_unsupported(format!(
                "attribute 'register=yes' in <domain> element requires 'localOnly=yes' in network {name}"
            )))
        }
        _ => Ok(()),
    }
}

fn forward(network: &Network) -> Result<()> {
    let (name, mode) = (&network.name, network.forward_mode());
    let Some(forward) = &network.forward else { return Ok(()) };
    if let (Some(dev), Some(first)) = (&forward.dev, forward.interfaces.first())
        && *dev != first.dev
    {
        let message =
            format!("<forward dev='{dev}'> must match first <interface dev='{}'/> in network {name}", first.dev);
        return Err(Error::xml(message));
    }
    if matches!(mode, ForwardMode::Nat | ForwardMode::Route) && network.ips.is_empty() {
        let message =
            format!("{} forwarding requested, but no IP address provided for network '{name}'", mode.as_str());
        return Err(Error::xml(message));
    }
    if mode == ForwardMode::Open && !forward.interfaces.is_empty() {
        let message = format!("forward dev not allowed for network '{name}' with forward mode='open'");
        return Err(Error::xml(message));
    }
    for (i, address) in forward.addresses.iter().enumerate() {
        if !matches!(address, Address::Pci(_)) {
            return Err(Error::xml(format!("unknown address type in network '{name}'")));
        }
        if forward.addresses.iter().take(i).any(|earlier| earlier == address) {
            return Err(Error::xml(format!("a PCI device is listed twice in network '{name}'")));
        }
    }
    Ok(())
}

fn bridge(network: &Network) -> Result<()> {
    let (name, mode) = (&network.name, network.forward_mode());
    let Some(bridge) = &network.bridge else { return Ok(()) };
    if network.owns_bridge() {
        return Ok(());
    }
    if bridge.stp.is_some() || bridge.delay.is_some() || bridge.zone.is_some() {
        return Err(Error::xml(format!(
            "bridge delay/stp/zone options only allowed in open, route, nat, and isolated mode, not in {} (network '{name}')",
            mode.as_str()
        )));
    }
    let has_device = network.forward.as_ref().is_some_and(|forward| !forward.interfaces.is_empty());
    if mode == ForwardMode::Bridge && bridge.name.is_some() && has_device {
        return Err(Error::xml(format!(
            "A network with forward mode='bridge' can specify a bridge name or a forward dev, but not both (network '{name}')"
        )));
    }
    Ok(())
}

/// Parts that only make sense where the bridge is the network's own.
fn unsuitable(network: &Network) -> Result<()> {
    if network.owns_bridge() {
        return match network.vlan {
            Some(_) => Err(Error::config_unsupported(format!(
                "<vlan> element specified for network {}, whose type doesn't support vlan configuration",
                network.name
            ))),
            None => Ok(()),
        };
    }
    if network.forward_mode() != ForwardMode::Bridge && network.forward_mode() != ForwardMode::Hostdev {
        return Ok(());
    }
    let parts = [("mac", network.mac.is_some()), ("ip", !network.ips.is_empty()), ("dns", network.dns.is_some())];
    match parts.iter().find(|(_, there)| *there) {
        Some((part, _)) => Err(Error::config_unsupported(format!(
            "Unsupported <{part}> element in network {} with forward mode='{}'",
            network.name,
            network.forward_mode().as_str()
        ))),
        None => Ok(()),
    }
}

fn portgroups(network: &Network) -> Result<()> {
    let (name, groups) = (&network.name, &network.portgroups);
    for (i, group) in groups.iter().enumerate() {
        if groups.iter().take(i).any(|earlier| earlier.name == group.name) {
            return Err(Error::config_unsupported(format!(
                "multiple <portgroup> elements with the same name ({}) in network '{name}'",
                group.name
            )));
        }
    }
    let mut defaults = groups.iter().filter(|group| group.default.is_some_and(YesNo::is_yes));
    if let (Some(first), Some(second)) = (defaults.next(), defaults.next()) {
        return Err(Error::config_unsupported(format!(
            "network '{name}' has multiple default <portgroup> elements ({} and {}), but only one default is allowed",
            first.name, second.name
        )));
    }
    Ok(())
}
