//! Addresses that a network has handed out.

use virt::generated::network::NetworkDhcpLeasesReply;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;

/// A network that hands out no addresses has handed out none.
pub(crate) fn dhcp_leases(core: &Core, net: &NetworkRef) -> Result<NetworkDhcpLeasesReply> {
    let known = core.table.find(net)?;
    if known.document()?.ips.iter().any(|ip| ip.0.dhcp.is_some()) {
        return Err(Error::no_support("virNetworkGetDHCPLeases of a network with <dhcp>"));
    }
    Ok(NetworkDhcpLeasesReply::default())
}
