//! From what a user typed to an object: by id, by UUID, by name.

use ferrovirt::{Connect, DomainRef, ErrorCode, InterfaceRef, NetworkRef, NwfilterRef, StoragePoolRef, Uuid};

use crate::failure::{Failure, Lead, Outcome};

/// Ways to name a guest.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// By number, for those that run.
    pub id: bool,
    /// By UUID.
    pub uuid: bool,
    /// By name.
    pub name: bool,
}

/// All ways.
pub const ANY: By = By { id: true, uuid: true, name: true };

/// Finds a guest by its id, UUID or name, in this order.
pub fn domain(connect: &Connect, text: &str) -> Outcome<DomainRef> {
    domain_by(connect, text, ANY)
}

/// Finds a guest by some of its id, UUID and name.
pub fn domain_by(connect: &Connect, text: &str, by: By) -> Outcome<DomainRef> {
    let failed = || format!("failed to get domain '{text}'");
    let mut reason = None;
    if by.id
        && let Ok(id) = text.parse::<i32>()
        && id >= 0
    {
        match connect.domain.lookup_by_id(id) {
            Ok(dom) => return Ok(dom),
            Err(e) => reason = Some(e),
        }
    }
    if by.uuid
        && let Some(uuid) = uuid(text)
    {
        match connect.domain.lookup_by_uuid(&uuid) {
            Ok(dom) => return Ok(dom),
            Err(e) => reason = Some(e),
        }
    }
    if by.name {
        match connect.domain.lookup_by_name(text) {
            Ok(dom) => return Ok(dom),
            Err(e) => reason = Some(e),
        }
    }
    match reason {
        // That there is no such guest is said already.
        Some(error) if error.code() != ErrorCode::NO_DOMAIN => Err(error).lead(failed()),
        _ => Err(Failure::new(failed())),
    }
}

/// Reads a text that looks like a UUID in its usual form.
pub fn uuid(text: &str) -> Option<Uuid> {
    (text.len() == 36).then(|| Uuid::parse(text).ok()).flatten()
}

/// Finds an object by its UUID, where the text is one, else by its name.
pub fn by_uuid_or_name<T>(
    what: &str,
    text: &str,
    by_uuid: impl Fn(&Uuid) -> ferrovirt::Result<T>,
    by_name: impl Fn(&str) -> ferrovirt::Result<T>,
) -> Outcome<T> {
    if let Some(uuid) = uuid(text)
        && let Ok(found) = by_uuid(&uuid)
    {
        return Ok(found);
    }
    by_name(text).lead(format!("failed to get {what} '{text}'"))
}

/// Finds a network by its UUID or name.
pub fn network(connect: &Connect, text: &str) -> Outcome<NetworkRef> {
    let driver = &connect.network;
    by_uuid_or_name("network", text, |uuid| driver.lookup_by_uuid(uuid), |name| driver.lookup_by_name(name))
}

/// Finds a storage pool by its UUID or name.
pub fn pool(connect: &Connect, text: &str) -> Outcome<StoragePoolRef> {
    let driver = &connect.storage_pool;
    by_uuid_or_name("pool", text, |uuid| driver.lookup_by_uuid(uuid), |name| driver.lookup_by_name(name))
}

/// Finds a network filter by its UUID or name.
pub fn nwfilter(connect: &Connect, text: &str) -> Outcome<NwfilterRef> {
    let driver = &connect.nwfilter;
    by_uuid_or_name("nwfilter", text, |uuid| driver.lookup_by_uuid(uuid), |name| driver.lookup_by_name(name))
}

/// Finds a host interface by its name or MAC address.
pub fn interface(connect: &Connect, text: &str) -> Outcome<InterfaceRef> {
    let driver = &connect.interface;
    if text.matches(':').count() == 5
        && let Ok(found) = driver.lookup_by_mac_string(text)
    {
        return Ok(found);
    }
    driver.lookup_by_name(text).lead(format!("failed to get interface '{text}'"))
}
