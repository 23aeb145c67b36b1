//! Finding and listing networks.

use virt::constants::*;
use virt::flags::{self, Choice};
use virt::generated::network::NetworkListAllNetworksReply;
use virt::{Error, NetworkRef, Result, Uuid};

use crate::core::Core;
use crate::table::Snapshot;

pub(crate) fn lookup_by_name(core: &Core, name: &str) -> Result<NetworkRef> {
    let missing = || Error::no_network(format!("no network with matching name '{name}'"));
    Ok(core.table.by_name(name).ok_or_else(missing)?.reference())
}

pub(crate) fn lookup_by_uuid(core: &Core, uuid: &Uuid) -> Result<NetworkRef> {
    let missing = || Error::no_network(format!("no network with matching uuid '{uuid}'"));
    Ok(core.table.by_uuid(uuid).ok_or_else(missing)?.reference())
}

const CHOICES: &[&[Choice<Snapshot>]] = &[
    &[(VIR_CONNECT_LIST_NETWORKS_ACTIVE, |n| n.is_active()), (VIR_CONNECT_LIST_NETWORKS_INACTIVE, |n| !n.is_active())],
    &[
        (VIR_CONNECT_LIST_NETWORKS_PERSISTENT, |n| n.is_persistent()),
        (VIR_CONNECT_LIST_NETWORKS_TRANSIENT, |n| !n.is_persistent()),
    ],
    &[
        (VIR_CONNECT_LIST_NETWORKS_AUTOSTART, |n| n.autostart),
        (VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART, |n| !n.autostart),
    ],
];

/// All filter bits.
const FILTERS: u32 = (VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART << 1) - 1;

pub(crate) fn list_all_networks(core: &Core, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
    flags::only(flags, FILTERS, "networkConnectListAllNetworks")?;
    let mut nets: Vec<NetworkRef> = core
        .table
        .all()
        .iter()
        .filter(|known| flags::passes(&***known, CHOICES, flags))
        .map(|known| known.reference())
        .collect();
    let ret = u32::try_from(nets.len()).unwrap_or(u32::MAX);
    if need_results == 0 {
        nets.clear();
    }
    Ok(NetworkListAllNetworksReply { nets, ret })
}

/// Names of at most so many active or inactive networks.
pub(crate) fn names(core: &Core, active: bool, limit: i32) -> Result<Vec<String>> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let chosen = core.table.all().into_iter().filter(|known| known.is_active() == active);
    Ok(chosen.take(limit).map(|known| known.name.clone()).collect())
}

/// How many networks are active or inactive.
pub(crate) fn count(core: &Core, active: bool) -> Result<i32> {
    let count = core.table.all().iter().filter(|known| known.is_active() == active).count();
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}
