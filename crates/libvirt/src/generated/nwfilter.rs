//! The regular functions of this kind of object.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all network filters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllNWFilters(
    conn: *mut VirConnect,
    filters: *mut *mut *mut VirNWFilter,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllNWFilters")?;
            let reply = object.connect().nwfilter.list_all_nwfilters(
                i32::from(!filters.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllNWFilters")?,
            )?;
            let handles = reply.filters.into_iter().map(|found| VirNWFilter::new(object.handle(), found)).collect();
            if !filters.is_null() {
                text::put(filters, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllNWFilters")
        })
    }
}

/// Lists the names of at most `maxnames` network filters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListNWFilters(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListNWFilters")?;
            let reply = object.connect().nwfilter.list_nwfilters(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListNWFilters",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the network filters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfNWFilters(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfNWFilters")?;
            let reply = object.connect().nwfilter.num_of_nwfilters()?;
            Ok(reply)
        })
    }
}

/// Stores a network filter, replacing one of the same name and UUID; guests that use it follow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterDefineXML(conn: *mut VirConnect, xmldesc: *const c_char) -> *mut VirNWFilter {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterDefineXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virNWFilterDefineXML")?;
            object.handle().writable("virNWFilterDefineXML")?;
            let reply =
                object.connect().nwfilter.define_xml(text::required(xmldesc, "xmlDesc", "virNWFilterDefineXML")?)?;
            Ok(VirNWFilter::new(object.handle(), reply))
        })
    }
}

/// Stores a network filter, validating it against the schema when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterDefineXMLFlags(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirNWFilter {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterDefineXMLFlags")?;
            checks::not_null(xmldesc, "xmlDesc", "virNWFilterDefineXMLFlags")?;
            object.handle().writable("virNWFilterDefineXMLFlags")?;
            let reply = object.connect().nwfilter.define_xml_flags(
                text::required(xmldesc, "xmlDesc", "virNWFilterDefineXMLFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virNWFilterDefineXMLFlags")?,
            )?;
            Ok(VirNWFilter::new(object.handle(), reply))
        })
    }
}

/// Returns the network filter document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterGetXMLDesc(nwfilter: *mut VirNWFilter, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNWFilter::whose(nwfilter), || {
            let object = VirNWFilter::get(nwfilter, "virNWFilterGetXMLDesc")?;
            let reply = object
                .connect()
                .nwfilter
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virNWFilterGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Finds a network filter by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirNWFilter {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterLookupByName")?;
            let reply =
                object.connect().nwfilter.lookup_by_name(text::required(name, "name", "virNWFilterLookupByName")?)?;
            Ok(VirNWFilter::new(object.handle(), reply))
        })
    }
}

/// Finds a network filter by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterLookupByUUID(conn: *mut VirConnect, uuid: *const u8) -> *mut VirNWFilter {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterLookupByUUID")?;
            let reply =
                object.connect().nwfilter.lookup_by_uuid(&text::uuid(uuid, "uuid", "virNWFilterLookupByUUID")?)?;
            Ok(VirNWFilter::new(object.handle(), reply))
        })
    }
}

/// Removes a network filter that nothing uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterUndefine(nwfilter: *mut VirNWFilter) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNWFilter::whose(nwfilter), || {
            let object = VirNWFilter::get(nwfilter, "virNWFilterUndefine")?;
            object.handle().writable("virNWFilterUndefine")?;
            object.connect().nwfilter.undefine(object.reference())?;
            Ok(0)
        })
    }
}
