//! The guest's own network cards, with their addresses.

use virt::constants::*;
use virt::generated::limits::{REMOTE_DOMAIN_INTERFACE_MAX, REMOTE_DOMAIN_IP_ADDR_MAX};
use virt::{DomainInterface, DomainIpAddress, DomainRef, Result};

use super::line::with_agent_of_running;
use super::reply::{Part, Reply};
use crate::core::Core;

/// The command that lists network cards.
pub(crate) const LIST: &str = "guest-network-get-interfaces";

/// Cards and addresses as the guest sees them.
pub(crate) fn interface_addresses(core: &Core, dom: &DomainRef) -> Result<Vec<DomainInterface>> {
    read_all(&with_agent_of_running(core, dom, "agent: interfaces", |asker| asker.ask(LIST, None))?)
}

/// All network cards of an answer. Names with a colon are more addresses of the card before the colon.
pub(crate) fn read_all(reply: &Reply) -> Result<Vec<DomainInterface>> {
    let mut found: Vec<DomainInterface> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for part in reply.list(REMOTE_DOMAIN_INTERFACE_MAX)? {
        let name = part.text_of("name")?;
        let base = name.split(':').next().unwrap_or_default().to_owned();
        let hwaddr = part.optional_text("hardware-address")?;
        let place = *places.entry(base.clone()).or_insert_with(|| {
            found.push(DomainInterface { name: base, hwaddr, addrs: Vec::new() });
            found.len() - 1
        });
        let Some(card) = found.get_mut(place) else { continue };
        for address in part.optional_list("ip-addresses", REMOTE_DOMAIN_IP_ADDR_MAX)? {
            card.addrs.push(read_address(address)?);
        }
        if card.addrs.len() > REMOTE_DOMAIN_IP_ADDR_MAX {
            return Err(part.wrong("too many addresses of one card"));
        }
    }
    Ok(found)
}

fn read_address(part: Part<'_>) -> Result<DomainIpAddress> {
    let type_ = match part.text_of("ip-address-type")?.as_str() {
        "ipv4" => VIR_IP_ADDR_TYPE_IPV4,
        "ipv6" => VIR_IP_ADDR_TYPE_IPV6,
        _ => return Err(part.wrong("an address of an unknown type")),
    };
    let prefix = u32::try_from(part.number_of("prefix")?).map_err(|_| part.wrong("a prefix that is none"))?;
    Ok(DomainIpAddress { type_, addr: part.text_of("ip-address")?, prefix })
}
