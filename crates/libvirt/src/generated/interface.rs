//! The regular functions of this kind of object.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all host network interfaces that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllInterfaces(
    conn: *mut VirConnect,
    ifaces: *mut *mut *mut VirInterface,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllInterfaces")?;
            let reply = object.connect().interface.list_all_interfaces(
                i32::from(!ifaces.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllInterfaces")?,
            )?;
            let handles = reply.ifaces.into_iter().map(|found| VirInterface::new(object.handle(), found)).collect();
            if !ifaces.is_null() {
                text::put(ifaces, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllInterfaces")
        })
    }
}

/// Lists the names of at most `maxnames` host network interfaces that are configured but down.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedInterfaces(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListDefinedInterfaces")?;
            let reply = object.connect().interface.list_defined_interfaces(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListDefinedInterfaces",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Lists the names of at most `maxnames` active host network interfaces.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListInterfaces(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListInterfaces")?;
            let reply = object.connect().interface.list_interfaces(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListInterfaces",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the host network interfaces that are configured but down.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedInterfaces(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfDefinedInterfaces")?;
            let reply = object.connect().interface.num_of_defined_interfaces()?;
            Ok(reply)
        })
    }
}

/// Counts the active host network interfaces.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfInterfaces(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfInterfaces")?;
            let reply = object.connect().interface.num_of_interfaces()?;
            Ok(reply)
        })
    }
}

/// Marks a restore point for host interface configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceChangeBegin(conn: *mut VirConnect, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceChangeBegin")?;
            object.handle().writable("virInterfaceChangeBegin")?;
            object.connect().interface.change_begin(convert::<c_uint, u32>(
                flags,
                "flags",
                "virInterfaceChangeBegin",
            )?)?;
            Ok(0)
        })
    }
}

/// Keeps the interface changes made since the restore point and drops the point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceChangeCommit(conn: *mut VirConnect, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceChangeCommit")?;
            object.handle().writable("virInterfaceChangeCommit")?;
            object.connect().interface.change_commit(convert::<c_uint, u32>(
                flags,
                "flags",
                "virInterfaceChangeCommit",
            )?)?;
            Ok(0)
        })
    }
}

/// Puts host interface configuration back to the restore point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceChangeRollback(conn: *mut VirConnect, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceChangeRollback")?;
            object.handle().writable("virInterfaceChangeRollback")?;
            object.connect().interface.change_rollback(convert::<c_uint, u32>(
                flags,
                "flags",
                "virInterfaceChangeRollback",
            )?)?;
            Ok(0)
        })
    }
}

/// Brings a configured host network interface up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceCreate(iface: *mut VirInterface, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirInterface::whose(iface), || {
            let object = VirInterface::get(iface, "virInterfaceCreate")?;
            object.handle().writable("virInterfaceCreate")?;
            object
                .connect()
                .interface
                .create(object.reference(), convert::<c_uint, u32>(flags, "flags", "virInterfaceCreate")?)?;
            Ok(0)
        })
    }
}

/// Stores or replaces the configuration of a host network interface.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceDefineXML(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirInterface {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceDefineXML")?;
            object.handle().writable("virInterfaceDefineXML")?;
            let reply = object.connect().interface.define_xml(
                text::required(xml, "xml", "virInterfaceDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virInterfaceDefineXML")?,
            )?;
            Ok(VirInterface::new(object.handle(), reply))
        })
    }
}

/// Brings a host network interface down.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceDestroy(iface: *mut VirInterface, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirInterface::whose(iface), || {
            let object = VirInterface::get(iface, "virInterfaceDestroy")?;
            object.handle().writable("virInterfaceDestroy")?;
            object
                .connect()
                .interface
                .destroy(object.reference(), convert::<c_uint, u32>(flags, "flags", "virInterfaceDestroy")?)?;
            Ok(0)
        })
    }
}

/// Returns the interface document, live or as configured.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceGetXMLDesc(iface: *mut VirInterface, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirInterface::whose(iface), || {
            let object = VirInterface::get(iface, "virInterfaceGetXMLDesc")?;
            let reply = object
                .connect()
                .interface
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virInterfaceGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells whether the host network interface is up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceIsActive(iface: *mut VirInterface) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirInterface::whose(iface), || {
            let object = VirInterface::get(iface, "virInterfaceIsActive")?;
            let reply = object.connect().interface.is_active(object.reference())?;
            Ok(reply)
        })
    }
}

/// Finds a host network interface by its MAC address, written as text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceLookupByMACString(
    conn: *mut VirConnect,
    macstr: *const c_char,
) -> *mut VirInterface {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceLookupByMACString")?;
            let reply = object.connect().interface.lookup_by_mac_string(text::required(
                macstr,
                "macstr",
                "virInterfaceLookupByMACString",
            )?)?;
            Ok(VirInterface::new(object.handle(), reply))
        })
    }
}

/// Finds a host network interface by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirInterface {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virInterfaceLookupByName")?;
            let reply =
                object.connect().interface.lookup_by_name(text::required(name, "name", "virInterfaceLookupByName")?)?;
            Ok(VirInterface::new(object.handle(), reply))
        })
    }
}

/// Removes the configuration of a host network interface.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virInterfaceUndefine(iface: *mut VirInterface) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirInterface::whose(iface), || {
            let object = VirInterface::get(iface, "virInterfaceUndefine")?;
            object.handle().writable("virInterfaceUndefine")?;
            object.connect().interface.undefine(object.reference())?;
            Ok(0)
        })
    }
}
