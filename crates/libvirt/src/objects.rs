//! The kinds of objects that C has handles for.

use std::sync::Arc;

use ferrovirt::*;

use crate::object::{Kind, Object};
use crate::stream::StreamCore;

/// What a handle of a stream stands for.
pub type StreamReference = Arc<StreamCore>;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $alias:ident $magic:literal $error:ident $reference:ident [$($text:ident)*] $($number:ident)?;)*) => { $(
        $(#[$doc])*
        pub struct $kind;
        impl Kind for $kind {
            const MAGIC: u32 = $magic;
            const INVALID: ErrorCode = ErrorCode::$error;
            type Reference = $reference;
            fn texts(reference: &$reference) -> Vec<&str> {
                let _ = reference;
                vec![$(reference.$text.as_str()),*]
            }
            fn number(reference: &$reference) -> i32 {
                let _ = reference;
                [$(reference.$number,)? -1][0]
            }
        }
        #[doc = concat!("A handle of a ", stringify!($kind), ".")]
        pub type $alias = Object<$kind>;
    )* };
}

kinds! {
    /// A guest.
    DomainKind VirDomain 0xdead_0001 INVALID_DOMAIN DomainRef [name] id;
    /// A virtual network.
    NetworkKind VirNetwork 0xdead_0002 INVALID_NETWORK NetworkRef [name];
    /// A guest's place in a network.
    NetworkPortKind VirNetworkPort 0xdead_0003 INVALID_NETWORK_PORT NetworkPortRef [];
    /// An interface of the host.
    InterfaceKind VirInterface 0xdead_0004 INVALID_INTERFACE InterfaceRef [name mac];
    /// A storage pool.
    StoragePoolKind VirStoragePool 0xdead_0005 INVALID_STORAGE_POOL StoragePoolRef [name];
    /// A volume.
    StorageVolKind VirStorageVol 0xdead_0006 INVALID_STORAGE_VOL StorageVolRef [name key];
    /// A device of the host.
    NodeDeviceKind VirNodeDevice 0xdead_0007 INVALID_NODE_DEVICE NodeDeviceRef [name];
    /// A secret.
    SecretKind VirSecret 0xdead_0008 INVALID_SECRET SecretRef [usage_id];
    /// A network filter.
    NwfilterKind VirNWFilter 0xdead_0009 INVALID_NWFILTER NwfilterRef [name];
    /// A filter on a guest's interface.
    NwfilterBindingKind VirNWFilterBinding 0xdead_000a INVALID_NWFILTER_BINDING NwfilterBindingRef [portdev filtername];
    /// A saved moment of a guest.
    DomainSnapshotKind VirDomainSnapshot 0xdead_000b INVALID_DOMAIN_SNAPSHOT DomainSnapshotRef [name];
    /// A point from which changes are tracked.
    DomainCheckpointKind VirDomainCheckpoint 0xdead_000c INVALID_DOMAIN_CHECKPOINT DomainCheckpointRef [name];
    /// A server of a daemon.
    AdmServerKind VirAdmServer 0xdead_000e INVALID_CONN ServerRef [name];
    /// A client of a daemon.
    AdmClientKind VirAdmClient 0xdead_000f INVALID_CONN ClientRef [];
    /// Data beside a call.
    StreamKind VirStream 0xdead_000d INVALID_STREAM StreamReference [];
}
