//! Finding and listing guests.

use virt::constants::*;
use virt::generated::domain::DomainListAllDomainsReply;
use virt::{DomainRef, Error, Result, Uuid};

use crate::core::Core;
use crate::flags::{self, Choice};
use crate::vm::Snapshot;

pub(crate) fn lookup_by_id(core: &Core, id: i32) -> Result<DomainRef> {
    let found = core.table.by_id(id).map(|vm| vm.snapshot()).filter(|snapshot| snapshot.id() == id);
    let found = found.ok_or_else(|| Error::no_domain(format!("no domain with matching id {id}")))?;
    Ok(found.reference())
}

pub(crate) fn lookup_by_name(core: &Core, name: &str) -> Result<DomainRef> {
    let missing = || Error::no_domain(format!("no domain with matching name '{name}'"));
    Ok(core.table.by_name(name).ok_or_else(missing)?.snapshot().reference())
}

pub(crate) fn lookup_by_uuid(core: &Core, uuid: &Uuid) -> Result<DomainRef> {
    let missing = || Error::no_domain(format!("no domain with matching uuid '{uuid}'"));
    Ok(core.table.by_uuid(uuid).ok_or_else(missing)?.snapshot().reference())
}

const CHOICES: &[&[Choice<Snapshot>]] = &[
    &[(VIR_CONNECT_LIST_DOMAINS_ACTIVE, |s| s.is_active()), (VIR_CONNECT_LIST_DOMAINS_INACTIVE, |s| !s.is_active())],
    &[
        (VIR_CONNECT_LIST_DOMAINS_PERSISTENT, |s| s.is_persistent()),
        (VIR_CONNECT_LIST_DOMAINS_TRANSIENT, |s| !s.is_persistent()),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_RUNNING, |s| s.state.state == VIR_DOMAIN_RUNNING),
        (VIR_CONNECT_LIST_DOMAINS_PAUSED, |s| s.state.state == VIR_DOMAIN_PAUSED),
        (VIR_CONNECT_LIST_DOMAINS_SHUTOFF, |s| s.state.state == VIR_DOMAIN_SHUTOFF),
        (VIR_CONNECT_LIST_DOMAINS_OTHER, |s| {
            !matches!(s.state.state, VIR_DOMAIN_RUNNING | VIR_DOMAIN_PAUSED | VIR_DOMAIN_SHUTOFF)
        }),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, |s| s.managed_save),
        (VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, |s| !s.managed_save),
    ],
    &[(VIR_CONNECT_LIST_DOMAINS_AUTOSTART, |s| s.autostart), (VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, |s| !s.autostart)],
    // No guest here has a snapshot or a checkpoint yet: the driver does not make them.
    &[(VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, |_| false), (VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, |_| true)],
    &[(VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT, |_| false), (VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT, |_| true)],
];

/// All filter bits.
pub(crate) const FILTERS: u32 = (VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT << 1) - 1;

/// Whether a guest passes the filters; bits that are no filters are ignored.
pub(crate) fn passes(snapshot: &Snapshot, filters: u32) -> bool {
    flags::passes(snapshot, CHOICES, filters)
}

pub(crate) fn list_all_domains(core: &Core, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
    flags::only(flags, FILTERS, "qemuConnectListAllDomains")?;
    let all = core.table.all();
    let chosen = all.iter().map(|vm| vm.snapshot()).filter(|snapshot| passes(snapshot, flags));
    if need_results == 0 {
        return Ok(DomainListAllDomainsReply {
            domains: Vec::new(),
            ret: u32::try_from(chosen.count()).unwrap_or(u32::MAX),
        });
    }
    let domains: Vec<DomainRef> = chosen.map(|snapshot| snapshot.reference()).collect();
    let ret = u32::try_from(domains.len()).unwrap_or(u32::MAX);
    Ok(DomainListAllDomainsReply { domains, ret })
}

/// A limit on how many results a caller takes, as a length.
pub(crate) fn at_most(limit: i32) -> usize {
    usize::try_from(limit).unwrap_or(0)
}

pub(crate) fn list_defined_domains(core: &Core, maxnames: i32) -> Result<Vec<String>> {
    let snapshots = core.table.all().into_iter().map(|vm| vm.snapshot());
    let inactive = snapshots.filter(|snapshot| !snapshot.is_active());
    Ok(inactive.take(at_most(maxnames)).map(|snapshot| snapshot.name.to_string()).collect())
}

pub(crate) fn num_of_defined_domains(core: &Core) -> Result<i32> {
    let count = core.table.all().iter().filter(|vm| !vm.snapshot().is_active()).count();
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

pub(crate) fn list_domains(core: &Core, maxids: i32) -> Result<Vec<i32>> {
    Ok(core.table.ids().into_iter().take(at_most(maxids)).collect())
}

pub(crate) fn num_of_domains(core: &Core) -> Result<i32> {
    Ok(i32::try_from(core.table.ids().len()).unwrap_or(i32::MAX))
}
