//! The regular functions of this kind of object.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Creates a volume in a pool from a volume document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolCreateXML(
    pool: *mut VirStoragePool,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirStorageVol {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStorageVolCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virStorageVolCreateXML")?;
            object.handle().writable("virStorageVolCreateXML")?;
            let reply = object.connect().storage_vol.create_xml(
                object.reference(),
                text::required(xmldesc, "xmlDesc", "virStorageVolCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virStorageVolCreateXML")?,
            )?;
            Ok(VirStorageVol::new(object.handle(), reply))
        })
    }
}

/// Creates a volume from a document with the content of another volume.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolCreateXMLFrom(
    pool: *mut VirStoragePool,
    xmldesc: *const c_char,
    clonevol: *mut VirStorageVol,
    flags: c_uint,
) -> *mut VirStorageVol {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStorageVolCreateXMLFrom")?;
            checks::not_null(xmldesc, "xmlDesc", "virStorageVolCreateXMLFrom")?;
            VirStorageVol::get(clonevol, "virStorageVolCreateXMLFrom")?;
            object.handle().writable("virStorageVolCreateXMLFrom")?;
            VirStorageVol::get(clonevol, "virStorageVolCreateXMLFrom")?
                .handle()
                .writable("virStorageVolCreateXMLFrom")?;
            let reply = object.connect().storage_vol.create_xml_from(
                object.reference(),
                text::required(xmldesc, "xmlDesc", "virStorageVolCreateXMLFrom")?,
                VirStorageVol::get(clonevol, "virStorageVolCreateXMLFrom")?.reference(),
                convert::<c_uint, u32>(flags, "flags", "virStorageVolCreateXMLFrom")?,
            )?;
            Ok(VirStorageVol::new(object.handle(), reply))
        })
    }
}

/// Deletes a volume and its data from its pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolDelete(vol: *mut VirStorageVol, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolDelete")?;
            object.handle().writable("virStorageVolDelete")?;
            object
                .connect()
                .storage_vol
                .delete(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStorageVolDelete")?)?;
            Ok(0)
        })
    }
}

/// Returns the volume's path on the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolGetPath(vol: *mut VirStorageVol) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolGetPath")?;
            let reply = object.connect().storage_vol.path(object.reference())?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the volume document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolGetXMLDesc(vol: *mut VirStorageVol, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolGetXMLDesc")?;
            let reply = object
                .connect()
                .storage_vol
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStorageVolGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Finds a volume in any pool by its unique key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolLookupByKey(conn: *mut VirConnect, key: *const c_char) -> *mut VirStorageVol {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStorageVolLookupByKey")?;
            let reply =
                object.connect().storage_vol.lookup_by_key(text::required(key, "key", "virStorageVolLookupByKey")?)?;
            Ok(VirStorageVol::new(object.handle(), reply))
        })
    }
}

/// Finds a volume of one pool by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolLookupByName(
    pool: *mut VirStoragePool,
    name: *const c_char,
) -> *mut VirStorageVol {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStorageVolLookupByName")?;
            let reply = object
                .connect()
                .storage_vol
                .lookup_by_name(object.reference(), text::required(name, "name", "virStorageVolLookupByName")?)?;
            Ok(VirStorageVol::new(object.handle(), reply))
        })
    }
}

/// Finds a volume in any pool by its path on the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolLookupByPath(conn: *mut VirConnect, path: *const c_char) -> *mut VirStorageVol {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStorageVolLookupByPath")?;
            let reply = object.connect().storage_vol.lookup_by_path(text::required(
                path,
                "path",
                "virStorageVolLookupByPath",
            )?)?;
            Ok(VirStorageVol::new(object.handle(), reply))
        })
    }
}

/// Changes a volume's capacity, in bytes, absolute or relative by flag.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolResize(vol: *mut VirStorageVol, capacity: c_ulonglong, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolResize")?;
            object.handle().writable("virStorageVolResize")?;
            if !checks::has(flags, &[constants::VIR_STORAGE_VOL_RESIZE_DELTA, constants::VIR_STORAGE_VOL_RESIZE_SHRINK])
            {
                checks::not_zero(capacity, "capacity", "virStorageVolResize")?;
            }
            object.connect().storage_vol.resize(
                object.reference(),
                convert::<c_ulonglong, u64>(capacity, "capacity", "virStorageVolResize")?,
                convert::<c_uint, u32>(flags, "flags", "virStorageVolResize")?,
            )?;
            Ok(0)
        })
    }
}

/// Overwrites a volume's data with zeros, so that it cannot be read again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolWipe(vol: *mut VirStorageVol, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolWipe")?;
            object.handle().writable("virStorageVolWipe")?;
            object
                .connect()
                .storage_vol
                .wipe(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStorageVolWipe")?)?;
            Ok(0)
        })
    }
}

/// Overwrites a volume's data by the chosen algorithm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolWipePattern(vol: *mut VirStorageVol, algorithm: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStorageVolWipePattern")?;
            object.handle().writable("virStorageVolWipePattern")?;
            object.connect().storage_vol.wipe_pattern(
                object.reference(),
                convert::<c_uint, u32>(algorithm, "algorithm", "virStorageVolWipePattern")?,
                convert::<c_uint, u32>(flags, "flags", "virStorageVolWipePattern")?,
            )?;
            Ok(0)
        })
    }
}
