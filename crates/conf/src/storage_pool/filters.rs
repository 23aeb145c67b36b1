//! The filters of a list of pools.

use super::PoolKind;
use virt::constants::*;
use virt::flags::{self, Choice};
use virt::{Result, StoragePoolRef};

/// A pool as lists see it, whoever has it.
pub trait Listed: 'static {
    /// Its name and identity.
    fn reference(&self) -> StoragePoolRef;
    /// Whether its volumes can be used now.
    fn is_active(&self) -> bool;
    /// Whether it has a definition.
    fn is_persistent(&self) -> bool;
    /// Whether it starts with the host.
    fn starts_with_host(&self) -> bool;
    /// Whether it is of this kind.
    fn is_kind(&self, kind: PoolKind) -> bool;
}

struct Filters<T>(std::marker::PhantomData<T>);

impl<T: Listed> Filters<T> {
    const CHOICES: &'static [&'static [Choice<T>]] = &[
        &[
            (VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE, T::is_active),
            (VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE, |p| !p.is_active()),
        ],
        &[
            (VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT, T::is_persistent),
            (VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT, |p| !p.is_persistent()),
        ],
        &[
            (VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART, T::starts_with_host),
            (VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART, |p| !p.starts_with_host()),
        ],
        &[
            (VIR_CONNECT_LIST_STORAGE_POOLS_DIR, |p| p.is_kind(PoolKind::Dir)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_FS, |p| p.is_kind(PoolKind::Fs)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_NETFS, |p| p.is_kind(PoolKind::Netfs)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL, |p| p.is_kind(PoolKind::Logical)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_DISK, |p| p.is_kind(PoolKind::Disk)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI, |p| p.is_kind(PoolKind::Iscsi)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_SCSI, |p| p.is_kind(PoolKind::Scsi)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_MPATH, |p| p.is_kind(PoolKind::Mpath)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_RBD, |p| p.is_kind(PoolKind::Rbd)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG, |p| p.is_kind(PoolKind::Sheepdog)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER, |p| p.is_kind(PoolKind::Gluster)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_ZFS, |p| p.is_kind(PoolKind::Zfs)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE, |p| p.is_kind(PoolKind::Vstorage)),
            (VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT, |p| p.is_kind(PoolKind::IscsiDirect)),
        ],
    ];
}

/// References to the pools that pass a list's filters; `call` is whose flags they are.
pub fn chosen<'a, T: Listed>(
    pools: impl IntoIterator<Item = &'a T>,
    filters: u32,
    call: &str,
) -> Result<Vec<StoragePoolRef>> {
    flags::only(filters, flags::filters(Filters::<T>::CHOICES), call)?;
    let passing = pools.into_iter().filter(|pool| flags::passes(*pool, Filters::<T>::CHOICES, filters));
    Ok(passing.map(T::reference).collect())
}
