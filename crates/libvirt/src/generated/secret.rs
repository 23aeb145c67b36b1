//! The regular functions of this kind of object.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all secrets that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllSecrets(
    conn: *mut VirConnect,
    secrets: *mut *mut *mut VirSecret,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllSecrets")?;
            let reply = object.connect().secret.list_all_secrets(
                i32::from(!secrets.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllSecrets")?,
            )?;
            let handles = reply.secrets.into_iter().map(|found| VirSecret::new(object.handle(), found)).collect();
            if !secrets.is_null() {
                text::put(secrets, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllSecrets")
        })
    }
}

/// Lists the UUIDs, as text, of at most `maxuuids` secrets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListSecrets(
    conn: *mut VirConnect,
    uuids: *mut *mut c_char,
    maxuuids: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListSecrets")?;
            checks::not_negative(maxuuids, "maxuuids", "virConnectListSecrets")?;
            if maxuuids != 0 {
                checks::not_null(uuids, "uuids", "virConnectListSecrets")?;
            }
            let reply = object.connect().secret.list_secrets(room(
                maxuuids,
                uuids,
                ["uuids", "maxuuids"],
                "virConnectListSecrets",
            )?)?;
            text::put_names(uuids, maxuuids, reply)
        })
    }
}

/// Counts the secrets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfSecrets(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfSecrets")?;
            let reply = object.connect().secret.num_of_secrets()?;
            Ok(reply)
        })
    }
}

/// Stores a secret's description, replacing one of the same UUID; its value is set on its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretDefineXML(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirSecret {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virSecretDefineXML")?;
            object.handle().writable("virSecretDefineXML")?;
            let reply = object.connect().secret.define_xml(
                text::required(xml, "xml", "virSecretDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virSecretDefineXML")?,
            )?;
            Ok(VirSecret::new(object.handle(), reply))
        })
    }
}

/// Returns the secret document; the value is never part of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretGetXMLDesc(secret: *mut VirSecret, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirSecret::whose(secret), || {
            let object = VirSecret::get(secret, "virSecretGetXMLDesc")?;
            let reply = object
                .connect()
                .secret
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virSecretGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Finds a secret by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretLookupByUUID(conn: *mut VirConnect, uuid: *const u8) -> *mut VirSecret {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virSecretLookupByUUID")?;
            let reply = object.connect().secret.lookup_by_uuid(&text::uuid(uuid, "uuid", "virSecretLookupByUUID")?)?;
            Ok(VirSecret::new(object.handle(), reply))
        })
    }
}

/// Finds a secret by its usage type and usage id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretLookupByUsage(
    conn: *mut VirConnect,
    usagetype: c_int,
    usageid: *const c_char,
) -> *mut VirSecret {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virSecretLookupByUsage")?;
            let reply = object.connect().secret.lookup_by_usage(
                convert::<c_int, i32>(usagetype, "usageType", "virSecretLookupByUsage")?,
                text::required(usageid, "usageID", "virSecretLookupByUsage")?,
            )?;
            Ok(VirSecret::new(object.handle(), reply))
        })
    }
}

/// Removes a secret and its value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretUndefine(secret: *mut VirSecret) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirSecret::whose(secret), || {
            let object = VirSecret::get(secret, "virSecretUndefine")?;
            object.handle().writable("virSecretUndefine")?;
            object.connect().secret.undefine(object.reference())?;
            Ok(0)
        })
    }
}
