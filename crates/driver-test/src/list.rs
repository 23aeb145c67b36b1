//! Finding and listing guests.

use virt::constants::*;
use virt::flags::{self, Choice};
use virt::generated::domain::DomainListAllDomainsReply;
pub(crate) use virt::list::at_most;
use virt::{DomainRef, Error, Result, Uuid};

use crate::core::Core;
use crate::guest::Guest;

fn missing() -> Error {
    Error::no_domain("")
}

pub(crate) fn lookup_by_id(core: &Core, id: i32) -> Result<DomainRef> {
    Ok(core.guests.by_number(id).ok_or_else(missing)?.reference())
}

pub(crate) fn lookup_by_name(core: &Core, name: &str) -> Result<DomainRef> {
    Ok(core.guests.by_name(name).ok_or_else(missing)?.reference())
}

pub(crate) fn lookup_by_uuid(core: &Core, uuid: &Uuid) -> Result<DomainRef> {
    Ok(core.guests.get(uuid).ok_or_else(missing)?.reference())
}

const CHOICES: &[&[Choice<Guest>]] = &[
    &[(VIR_CONNECT_LIST_DOMAINS_ACTIVE, Guest::is_active), (VIR_CONNECT_LIST_DOMAINS_INACTIVE, |g| !g.is_active())],
    &[
        (VIR_CONNECT_LIST_DOMAINS_PERSISTENT, Guest::is_persistent),
        (VIR_CONNECT_LIST_DOMAINS_TRANSIENT, |g| !g.is_persistent()),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_RUNNING, |g| g.state.0 == VIR_DOMAIN_RUNNING),
        (VIR_CONNECT_LIST_DOMAINS_PAUSED, |g| g.state.0 == VIR_DOMAIN_PAUSED),
        (VIR_CONNECT_LIST_DOMAINS_SHUTOFF, |g| g.state.0 == VIR_DOMAIN_SHUTOFF),
        (VIR_CONNECT_LIST_DOMAINS_OTHER, |g| {
            !matches!(g.state.0, VIR_DOMAIN_RUNNING | VIR_DOMAIN_PAUSED | VIR_DOMAIN_SHUTOFF)
        }),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, |g| g.saved.is_some()),
        (VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, |g| g.saved.is_none()),
    ],
    &[(VIR_CONNECT_LIST_DOMAINS_AUTOSTART, |g| g.autostart), (VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, |g| !g.autostart)],
    &[
        (VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, |g| !g.snapshots.is_empty()),
        (VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, |g| g.snapshots.is_empty()),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT, |g| !g.checkpoints.is_empty()),
        (VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT, |g| g.checkpoints.is_empty()),
    ],
];

/// Whether a guest passes the filters; bits that are no filters are ignored.
pub(crate) fn passes(guest: &Guest, filters: u32) -> bool {
    flags::passes(guest, CHOICES, filters)
}

pub(crate) fn list_all_domains(core: &Core, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
    flags::only(flags, flags::filters(CHOICES), "testConnectListAllDomains")?;
    let all = core.guests.all();
    let mut domains: Vec<DomainRef> =
        all.iter().filter(|guest| passes(guest, flags)).map(|guest| guest.reference()).collect();
    let ret = u32::try_from(domains.len()).unwrap_or(u32::MAX);
    if need_results == 0 {
        domains.clear();
    }
    Ok(DomainListAllDomainsReply { domains, ret })
}

pub(crate) fn list_defined_domains(core: &Core, maxnames: i32) -> Result<Vec<String>> {
    let inactive = core.guests.all().into_iter().filter(|guest| !guest.is_active());
    Ok(inactive.take(at_most(maxnames)).map(|guest| guest.name.to_string()).collect())
}

pub(crate) fn num_of_defined_domains(core: &Core) -> Result<i32> {
    let count = core.guests.all().iter().filter(|guest| !guest.is_active()).count();
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

pub(crate) fn list_domains(core: &Core, maxids: i32) -> Result<Vec<i32>> {
    Ok(core.guests.numbers().into_iter().take(at_most(maxids)).collect())
}

pub(crate) fn num_of_domains(core: &Core) -> Result<i32> {
    Ok(i32::try_from(core.guests.numbers().len()).unwrap_or(i32::MAX))
}
