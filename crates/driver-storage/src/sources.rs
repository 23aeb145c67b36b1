//! What new pools could be made from, and which kinds there are.

use conf::storage_pool::PoolKind;
use conf::storage_pool::capabilities::PoolCapabilities;
use virt::{Error, Result};
use xml::Value;

use crate::backend;

/// Searches for sources of pools; none of the kinds that are there can be searched for.
pub(crate) fn find(kind: &str) -> Result<String> {
    let unknown = || Error::internal(format!("unknown storage pool type {kind}"));
    let known = PoolKind::from_xml(kind).ok_or_else(unknown)?;
    let has_search = matches!(
        known,
        PoolKind::Netfs | PoolKind::Logical | PoolKind::Iscsi | PoolKind::IscsiDirect | PoolKind::Gluster
    );
    Err(match has_search {
        false => Error::no_support(format!("pool type '{kind}' does not support source discovery")),
        true => Error::no_support(format!("source discovery for pool type '{kind}' is not there yet")),
    })
}

/// Which kinds of pools can be started here.
pub(crate) fn capabilities() -> String {
    PoolCapabilities::new(&|kind| backend::of(kind).is_ok()).format()
}
