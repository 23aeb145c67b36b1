//! Functions that need no driver: counting references, reading what a handle knows of itself.

use std::ffi::{c_char, c_int, c_uint};
use std::sync::atomic::Ordering;

use ferrovirt::Uuid;

use crate::call::run;
use crate::checks;
use crate::connect::VirConnect;
use crate::object::Whose;
use crate::objects::*;
use crate::prelude::missing;
use crate::text;

/// Bytes of a UUID as text, with the NUL at its end.
const UUID_TEXT: usize = 37;

macro_rules! counted {
    ($($handle:ident $hold:ident $free:ident;)*) => { $(
        /// Takes another reference to the handle.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $hold(object: *mut $handle) -> c_int {
            run(Whose::NONE, || {
                // SAFETY: the caller keeps to the C declaration.
                unsafe { $handle::get(object, stringify!($hold)) }?.hold();
                Ok(0)
            })
        }

        /// Gives a reference to the handle up.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $free(object: *mut $handle) -> c_int {
            // SAFETY: the caller keeps to the C declaration.
            run(Whose::NONE, || unsafe { $handle::release(object, stringify!($free)) })
        }
    )* };
}

counted! {
    VirDomain virDomainRef virDomainFree;
    VirNetwork virNetworkRef virNetworkFree;
    VirNetworkPort virNetworkPortRef virNetworkPortFree;
    VirInterface virInterfaceRef virInterfaceFree;
    VirStoragePool virStoragePoolRef virStoragePoolFree;
    VirStorageVol virStorageVolRef virStorageVolFree;
    VirNodeDevice virNodeDeviceRef virNodeDeviceFree;
    VirSecret virSecretRef virSecretFree;
    VirNWFilter virNWFilterRef virNWFilterFree;
    VirNWFilterBinding virNWFilterBindingRef virNWFilterBindingFree;
    VirDomainSnapshot virDomainSnapshotRef virDomainSnapshotFree;
    VirDomainCheckpoint virDomainCheckpointRef virDomainCheckpointFree;
    VirStream virStreamRef virStreamFree;
}

macro_rules! connected {
    ($($handle:ident $function:ident;)*) => { $(
        /// The connection of the handle; no reference is added.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(object: *mut $handle) -> *mut VirConnect {
            // SAFETY: the caller keeps to the C declaration.
            run(Whose::NONE, || Ok(unsafe { $handle::get(object, stringify!($function)) }?.handle_pointer()))
        }
    )* };
}

connected! {
    VirDomain virDomainGetConnect;
    VirNetwork virNetworkGetConnect;
    VirInterface virInterfaceGetConnect;
    VirStoragePool virStoragePoolGetConnect;
    VirStorageVol virStorageVolGetConnect;
    VirSecret virSecretGetConnect;
    VirDomainSnapshot virDomainSnapshotGetConnect;
    VirDomainCheckpoint virDomainCheckpointGetConnect;
}

macro_rules! named {
    ($($handle:ident $function:ident $number:literal;)*) => { $(
        /// A text that the handle keeps; it lives as long as the handle.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(object: *mut $handle) -> *const c_char {
            // SAFETY: the caller keeps to the C declaration.
            run(Whose::NONE, || Ok(unsafe { $handle::get(object, stringify!($function)) }?.text($number)))
        }
    )* };
}

named! {
    VirDomain virDomainGetName 0;
    VirNetwork virNetworkGetName 0;
    VirInterface virInterfaceGetName 0;
    VirInterface virInterfaceGetMACString 1;
    VirStoragePool virStoragePoolGetName 0;
    VirStorageVol virStorageVolGetName 0;
    VirStorageVol virStorageVolGetKey 1;
    VirNodeDevice virNodeDeviceGetName 0;
    VirSecret virSecretGetUsageID 0;
    VirNWFilter virNWFilterGetName 0;
    VirNWFilterBinding virNWFilterBindingGetPortDev 0;
    VirNWFilterBinding virNWFilterBindingGetFilterName 1;
    VirDomainSnapshot virDomainSnapshotGetName 0;
    VirDomainCheckpoint virDomainCheckpointGetName 0;
}

macro_rules! identified {
    ($($handle:ident $bytes:ident $text:ident;)*) => { $(
        /// Writes the identity as 16 bytes.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $bytes(object: *mut $handle, uuid: *mut u8) -> c_int {
            run(Whose::NONE, || {
                // SAFETY: the caller keeps to the C declaration.
                let object = unsafe { $handle::get(object, stringify!($bytes)) }?;
                not_null(uuid, "uuid", stringify!($bytes))?;
                // SAFETY: the place has 16 bytes.
                unsafe { uuid.cast::<[u8; 16]>().write(object.reference().uuid.0) };
                Ok(0)
            })
        }

        /// Writes the identity as text with a NUL at its end.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $text(object: *mut $handle, buf: *mut c_char) -> c_int {
            run(Whose::NONE, || {
                // SAFETY: the caller keeps to the C declaration.
                let object = unsafe { $handle::get(object, stringify!($text)) }?;
                not_null(buf, "buf", stringify!($text))?;
                let text = format!("{}\0", object.reference().uuid);
                debug_assert_eq!(text.len(), UUID_TEXT);
                // SAFETY: the place has room for a UUID's text.
                unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), buf.cast(), text.len()) };
                Ok(0)
            })
        }
    )* };
}

identified! {
    VirDomain virDomainGetUUID virDomainGetUUIDString;
    VirNetwork virNetworkGetUUID virNetworkGetUUIDString;
    VirNetworkPort virNetworkPortGetUUID virNetworkPortGetUUIDString;
    VirStoragePool virStoragePoolGetUUID virStoragePoolGetUUIDString;
    VirSecret virSecretGetUUID virSecretGetUUIDString;
    VirNWFilter virNWFilterGetUUID virNWFilterGetUUIDString;
}

fn not_null<T>(place: *mut T, name: &str, function: &str) -> ferrovirt::Result<()> {
    match place.is_null() {
        true => Err(missing(name, function)),
        false => Ok(()),
    }
}

macro_rules! by_uuid_text {
    ($($owner:ident $handle:ident $driver:ident $function:ident [$($first:ident)?];)*) => { $(
        /// Looks an object up by the text of its identity.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(owner: *mut $owner, uuidstr: *const c_char) -> *mut $handle {
            // SAFETY: the caller keeps to the C declaration.
            run(unsafe { $owner::whose(owner) }, || {
                // SAFETY: the caller keeps to the C declaration.
                let owner = unsafe { $owner::get(owner, stringify!($function)) }?;
                // SAFETY: the caller keeps to the C declaration.
                let uuid = unsafe { text::required(uuidstr, "uuidstr", stringify!($function)) }?;
                let uuid = Uuid::parse(uuid).map_err(|_| {
                    let message = format!("uuidstr in {} must be a valid UUID", stringify!($function));
                    checks::refused(stringify!($function), "uuidstr", message)
                })?;
                let found = owner.connect().$driver.lookup_by_uuid($(owner.$first(),)? &uuid)?;
                Ok($handle::new(owner.handle(), found))
            })
        }
    )* };
}

by_uuid_text! {
    VirConnect VirDomain domain virDomainLookupByUUIDString [];
    VirConnect VirNetwork network virNetworkLookupByUUIDString [];
    VirConnect VirStoragePool storage_pool virStoragePoolLookupByUUIDString [];
    VirConnect VirSecret secret virSecretLookupByUUIDString [];
    VirConnect VirNWFilter nwfilter virNWFilterLookupByUUIDString [];
    VirNetwork VirNetworkPort network_port virNetworkPortLookupByUUIDString [reference];
}

/// The number of a running domain, else -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetID(domain: *mut VirDomain) -> c_uint {
    let id = run(Whose::NONE, || {
        // SAFETY: the caller keeps to the C declaration.
        Ok(unsafe { VirDomain::get(domain, "virDomainGetID") }?.id.load(Ordering::Relaxed))
    });
    id.cast_unsigned()
}

/// What kind of use a secret has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretGetUsageType(secret: *mut VirSecret) -> c_int {
    run(Whose::NONE, || {
        // SAFETY: the caller keeps to the C declaration.
        Ok(unsafe { VirSecret::get(secret, "virSecretGetUsageType") }?.reference().usage_type)
    })
}

macro_rules! moments {
    ($($handle:ident $function:ident;)*) => { $(
        /// The domain of a moment; it belongs to the caller.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(moment: *mut $handle) -> *mut VirDomain {
            run(Whose::NONE, || {
                // SAFETY: the caller keeps to the C declaration.
                let moment = unsafe { $handle::get(moment, stringify!($function)) }?;
                Ok(VirDomain::new(moment.handle(), moment.reference().dom.clone()))
            })
        }
    )* };
}

moments! {
    VirDomainSnapshot virDomainSnapshotGetDomain;
    VirDomainCheckpoint virDomainCheckpointGetDomain;
}

/// The network of a port; it belongs to the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortGetNetwork(port: *mut VirNetworkPort) -> *mut VirNetwork {
    run(Whose::NONE, || {
        // SAFETY: the caller keeps to the C declaration.
        let port = unsafe { VirNetworkPort::get(port, "virNetworkPortGetNetwork") }?;
        Ok(VirNetwork::new(port.handle(), port.reference().net.clone()))
    })
}

/// The URI as this program opened it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetURI(conn: *mut VirConnect) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    run(unsafe { VirConnect::whose(conn) }, || {
        // SAFETY: the caller keeps to the C declaration.
        let handle = unsafe { VirConnect::get(conn, "virConnectGetURI") }?;
        Ok(text::give(&handle.inside().opened_uri().to_string()))
    })
}
