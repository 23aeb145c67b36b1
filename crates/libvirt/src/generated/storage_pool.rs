//! The regular functions of this kind of object.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Searches for sources a pool of the given type could use, within the bounds of the document `srcSpec`, and returns them as a `<sources>` document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectFindStoragePoolSources(
    conn: *mut VirConnect,
    type_: *const c_char,
    srcspec: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectFindStoragePoolSources")?;
            checks::not_null(type_, "type", "virConnectFindStoragePoolSources")?;
            object.handle().writable("virConnectFindStoragePoolSources")?;
            let reply = object.connect().storage_pool.find_storage_pool_sources(
                text::required(type_, "type", "virConnectFindStoragePoolSources")?,
                text::optional(srcspec, "srcSpec", "virConnectFindStoragePoolSources")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectFindStoragePoolSources")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the storage pool capabilities document: which pool types are supported, with their formats.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetStoragePoolCapabilities(conn: *mut VirConnect, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetStoragePoolCapabilities")?;
            let reply = object.connect().storage_pool.storage_pool_capabilities(convert::<c_uint, u32>(
                flags,
                "flags",
                "virConnectGetStoragePoolCapabilities",
            )?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Lists all storage pools that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllStoragePools(
    conn: *mut VirConnect,
    pools: *mut *mut *mut VirStoragePool,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllStoragePools")?;
            let reply = object.connect().storage_pool.list_all_storage_pools(
                i32::from(!pools.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllStoragePools")?,
            )?;
            let handles = reply.pools.into_iter().map(|found| VirStoragePool::new(object.handle(), found)).collect();
            if !pools.is_null() {
                text::put(pools, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllStoragePools")
        })
    }
}

/// Lists the names of at most `maxnames` inactive persistent storage pools.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedStoragePools(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListDefinedStoragePools")?;
            let reply = object.connect().storage_pool.list_defined_storage_pools(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListDefinedStoragePools",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Lists the names of at most `maxnames` active storage pools.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListStoragePools(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListStoragePools")?;
            let reply = object.connect().storage_pool.list_storage_pools(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListStoragePools",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the inactive persistent storage pools.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedStoragePools(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfDefinedStoragePools")?;
            let reply = object.connect().storage_pool.num_of_defined_storage_pools()?;
            Ok(reply)
        })
    }
}

/// Counts the active storage pools.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfStoragePools(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfStoragePools")?;
            let reply = object.connect().storage_pool.num_of_storage_pools()?;
            Ok(reply)
        })
    }
}

/// Makes the storage the pool lives in: folder, file system, volume group or partition table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolBuild(pool: *mut VirStoragePool, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolBuild")?;
            object.handle().writable("virStoragePoolBuild")?;
            object
                .connect()
                .storage_pool
                .build(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStoragePoolBuild")?)?;
            Ok(0)
        })
    }
}

/// Starts a defined storage pool, building it first when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolCreate(pool: *mut VirStoragePool, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolCreate")?;
            object.handle().writable("virStoragePoolCreate")?;
            object
                .connect()
                .storage_pool
                .create(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStoragePoolCreate")?)?;
            Ok(0)
        })
    }
}

/// Creates and starts a storage pool from a document, building it first when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolCreateXML(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStoragePoolCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virStoragePoolCreateXML")?;
            object.handle().writable("virStoragePoolCreateXML")?;
            let reply = object.connect().storage_pool.create_xml(
                text::required(xmldesc, "xmlDesc", "virStoragePoolCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virStoragePoolCreateXML")?,
            )?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Stores a storage pool document as a persistent definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolDefineXML(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStoragePoolDefineXML")?;
            object.handle().writable("virStoragePoolDefineXML")?;
            let reply = object.connect().storage_pool.define_xml(
                text::required(xml, "xml", "virStoragePoolDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virStoragePoolDefineXML")?,
            )?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Deletes the storage an inactive pool lives in; what it held is lost.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolDelete(pool: *mut VirStoragePool, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolDelete")?;
            object.handle().writable("virStoragePoolDelete")?;
            object
                .connect()
                .storage_pool
                .delete(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStoragePoolDelete")?)?;
            Ok(0)
        })
    }
}

/// Stops an active storage pool; the data in it stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolDestroy(pool: *mut VirStoragePool) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolDestroy")?;
            object.handle().writable("virStoragePoolDestroy")?;
            object.connect().storage_pool.destroy(object.reference())?;
            Ok(0)
        })
    }
}

/// Tells whether the pool is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolGetAutostart(pool: *mut VirStoragePool, autostart: *mut c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolGetAutostart")?;
            checks::not_null(autostart, "autostart", "virStoragePoolGetAutostart")?;
            let reply = object.connect().storage_pool.autostart(object.reference())?;
            text::put(autostart, convert::<i32, c_int>(reply, "autostart", "virStoragePoolGetAutostart")?);
            Ok(0)
        })
    }
}

/// Returns the storage pool document, live or inactive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolGetXMLDesc(pool: *mut VirStoragePool, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolGetXMLDesc")?;
            let reply = object
                .connect()
                .storage_pool
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStoragePoolGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells whether the storage pool is active.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolIsActive(pool: *mut VirStoragePool) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolIsActive")?;
            let reply = object.connect().storage_pool.is_active(object.reference())?;
            Ok(reply)
        })
    }
}

/// Tells whether the storage pool has a stored definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolIsPersistent(pool: *mut VirStoragePool) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolIsPersistent")?;
            let reply = object.connect().storage_pool.is_persistent(object.reference())?;
            Ok(reply)
        })
    }
}

/// Lists all volumes of an active pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolListAllVolumes(
    pool: *mut VirStoragePool,
    vols: *mut *mut *mut VirStorageVol,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolListAllVolumes")?;
            let reply = object.connect().storage_vol.list_all_volumes(
                object.reference(),
                i32::from(!vols.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virStoragePoolListAllVolumes")?,
            )?;
            let handles = reply.vols.into_iter().map(|found| VirStorageVol::new(object.handle(), found)).collect();
            if !vols.is_null() {
                text::put(vols, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virStoragePoolListAllVolumes")
        })
    }
}

/// Lists the names of at most `maxnames` volumes of an active pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolListVolumes(
    pool: *mut VirStoragePool,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolListVolumes")?;
            let reply = object.connect().storage_vol.list_volumes(
                object.reference(),
                room(maxnames, names, ["names", "maxnames"], "virStoragePoolListVolumes")?,
            )?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Finds a storage pool by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStoragePoolLookupByName")?;
            let reply = object.connect().storage_pool.lookup_by_name(text::required(
                name,
                "name",
                "virStoragePoolLookupByName",
            )?)?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Finds the storage pool whose target folder is `path`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolLookupByTargetPath(
    conn: *mut VirConnect,
    path: *const c_char,
) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStoragePoolLookupByTargetPath")?;
            let reply = object.connect().storage_pool.lookup_by_target_path(text::required(
                path,
                "path",
                "virStoragePoolLookupByTargetPath",
            )?)?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Finds a storage pool by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolLookupByUUID(conn: *mut VirConnect, uuid: *const u8) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virStoragePoolLookupByUUID")?;
            let reply = object.connect().storage_pool.lookup_by_uuid(&text::uuid(
                uuid,
                "uuid",
                "virStoragePoolLookupByUUID",
            )?)?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Finds the pool that holds a volume.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolLookupByVolume(vol: *mut VirStorageVol) -> *mut VirStoragePool {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStorageVol::whose(vol), || {
            let object = VirStorageVol::get(vol, "virStoragePoolLookupByVolume")?;
            let reply = object.connect().storage_pool.lookup_by_volume(object.reference())?;
            Ok(VirStoragePool::new(object.handle(), reply))
        })
    }
}

/// Counts the volumes of an active pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolNumOfVolumes(pool: *mut VirStoragePool) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolNumOfVolumes")?;
            let reply = object.connect().storage_vol.num_of_volumes(object.reference())?;
            Ok(reply)
        })
    }
}

/// Scans the pool again, so that volumes and sizes match what is on disk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolRefresh(pool: *mut VirStoragePool, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolRefresh")?;
            object.handle().writable("virStoragePoolRefresh")?;
            object
                .connect()
                .storage_pool
                .refresh(object.reference(), convert::<c_uint, u32>(flags, "flags", "virStoragePoolRefresh")?)?;
            Ok(0)
        })
    }
}

/// Chooses whether the pool is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolSetAutostart(pool: *mut VirStoragePool, autostart: c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolSetAutostart")?;
            object.handle().writable("virStoragePoolSetAutostart")?;
            object.connect().storage_pool.set_autostart(
                object.reference(),
                convert::<c_int, i32>(autostart, "autostart", "virStoragePoolSetAutostart")?,
            )?;
            Ok(0)
        })
    }
}

/// Removes the stored definition of an inactive storage pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolUndefine(pool: *mut VirStoragePool) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirStoragePool::whose(pool), || {
            let object = VirStoragePool::get(pool, "virStoragePoolUndefine")?;
            object.handle().writable("virStoragePoolUndefine")?;
            object.connect().storage_pool.undefine(object.reference())?;
            Ok(0)
        })
    }
}
