//! Network addresses of a guest, as far as the host can know them.

use conf::domain::Domain;
use conf::domain::interface::{Interface, InterfaceSource};
use virt::constants::*;
use virt::generated::types::NetworkDhcpLease;
use virt::{DomainInterface, DomainIpAddress, DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;

pub(crate) fn interface_addresses(
    core: &Core,
    dom: &DomainRef,
    source: u32,
    flags: u32,
) -> Result<Vec<DomainInterface>> {
    flags::only(flags, 0, "qemuDomainInterfaceAddresses")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    match i32::try_from(source) {
        Ok(VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE) => from_leases(core, &live.document().domain),
        Ok(VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT) => crate::agent::interfaces::interface_addresses(core, dom),
        Ok(VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP) => {
            let table = std::fs::read_to_string("/proc/net/arp");
            let table = table.map_err(|e| Error::system("Failed to read ARP table", &e))?;
            let document = live.document();
            let interfaces = document.domain.devices.interfaces.iter();
            Ok(interfaces.filter_map(|interface| from_arp(&table, interface)).collect())
        }
        _ => Err(Error::argument_unsupported(format!("Unknown IP address data source {source}"))),
    }
}

/// What virtual networks have given the guest's cards: each lease with the number of its card.
pub(crate) fn leases(core: &Core, domain: &Domain) -> Result<Vec<(usize, NetworkDhcpLease)>> {
    let Some(networks) = &core.networks else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (number, interface) in domain.devices.interfaces.iter().enumerate() {
        if let (InterfaceSource::Network { network, .. }, Some(mac)) = (&interface.source, &interface.mac) {
            let leases = networks.leases_of(network, &mac.address.to_string())?;
            found.extend(leases.into_iter().map(|lease| (number, lease)));
        }
    }
    Ok(found)
}

fn from_leases(core: &Core, domain: &Domain) -> Result<Vec<DomainInterface>> {
    let mut found: Vec<DomainInterface> = Vec::new();
    let mut last = None;
    for (number, lease) in leases(core, domain)? {
        if last.replace(number) != Some(number) {
            let interface = domain.devices.interfaces.get(number);
            let name = interface.and_then(Interface::target_dev).unwrap_or_default().to_owned();
            found.push(DomainInterface { name, hwaddr: lease.mac.clone(), addrs: Vec::new() });
        }
        if let Some(card) = found.last_mut() {
            card.addrs.push(DomainIpAddress { type_: lease.type_, addr: lease.ipaddr, prefix: lease.prefix });
        }
    }
    Ok(found)
}

fn from_arp(table: &str, interface: &Interface) -> Option<DomainInterface> {
    let mac = interface.mac.as_ref()?.address.to_string();
    let addresses = addresses_of(table, &mac);
    (!addresses.is_empty()).then(|| DomainInterface {
        name: interface.target_dev().unwrap_or_default().to_owned(),
        hwaddr: Some(mac),
        addrs: addresses,
    })
}

/// Addresses that the kernel's table has for a card.
fn addresses_of(table: &str, mac: &str) -> Vec<DomainIpAddress> {
    let rows = table.lines().skip(1).filter_map(|line| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        Some(((*words.first()?).to_owned(), *words.get(3)?))
    });
    let of_card = rows.filter(|(_, hardware)| hardware.eq_ignore_ascii_case(mac));
    of_card.map(|(addr, _)| DomainIpAddress { type_: VIR_IP_ADDR_TYPE_IPV4, addr, prefix: 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_hardware_address() {
        let table = "IP address HW type Flags HW address Mask Device\n\
                     10.0.0.2 0x1 0x2 52:54:00:AA:bb:cc * br0\nbroken\n";
        assert_eq!(addresses_of(table, "52:54:00:aa:bb:cc")[0].addr, "10.0.0.2");
        assert!(addresses_of(table, "52:54:00:aa:bb:cd").is_empty());
    }
}
