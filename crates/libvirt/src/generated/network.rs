//! The regular functions of this kind of object.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all networks that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllNetworks(
    conn: *mut VirConnect,
    nets: *mut *mut *mut VirNetwork,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllNetworks")?;
            let reply = object.connect().network.list_all_networks(
                i32::from(!nets.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllNetworks")?,
            )?;
            let handles = reply.nets.into_iter().map(|found| VirNetwork::new(object.handle(), found)).collect();
            if !nets.is_null() {
                text::put(nets, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllNetworks")
        })
    }
}

/// Lists the names of at most `maxnames` inactive persistent networks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedNetworks(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListDefinedNetworks")?;
            let reply = object.connect().network.list_defined_networks(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListDefinedNetworks",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Lists the names of at most `maxnames` active networks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListNetworks(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListNetworks")?;
            let reply = object.connect().network.list_networks(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListNetworks",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the inactive persistent networks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedNetworks(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfDefinedNetworks")?;
            let reply = object.connect().network.num_of_defined_networks()?;
            Ok(reply)
        })
    }
}

/// Counts the active networks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfNetworks(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfNetworks")?;
            let reply = object.connect().network.num_of_networks()?;
            Ok(reply)
        })
    }
}

/// Starts a defined network.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkCreate(network: *mut VirNetwork) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkCreate")?;
            object.handle().writable("virNetworkCreate")?;
            object.connect().network.create(object.reference())?;
            Ok(0)
        })
    }
}

/// Creates and starts a network from a document; it is transient unless a definition exists.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkCreateXML(conn: *mut VirConnect, xmldesc: *const c_char) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virNetworkCreateXML")?;
            object.handle().writable("virNetworkCreateXML")?;
            let reply =
                object.connect().network.create_xml(text::required(xmldesc, "xmlDesc", "virNetworkCreateXML")?)?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Creates and starts a network, validating its document against the schema when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkCreateXMLFlags(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkCreateXMLFlags")?;
            checks::not_null(xmldesc, "xmlDesc", "virNetworkCreateXMLFlags")?;
            object.handle().writable("virNetworkCreateXMLFlags")?;
            let reply = object.connect().network.create_xml_flags(
                text::required(xmldesc, "xmlDesc", "virNetworkCreateXMLFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkCreateXMLFlags")?,
            )?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Stores a network document as a persistent definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkDefineXML(conn: *mut VirConnect, xml: *const c_char) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkDefineXML")?;
            object.handle().writable("virNetworkDefineXML")?;
            let reply = object.connect().network.define_xml(text::required(xml, "xml", "virNetworkDefineXML")?)?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Stores a network document, validating it against the schema when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkDefineXMLFlags(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkDefineXMLFlags")?;
            object.handle().writable("virNetworkDefineXMLFlags")?;
            let reply = object.connect().network.define_xml_flags(
                text::required(xml, "xml", "virNetworkDefineXMLFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkDefineXMLFlags")?,
            )?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Stops an active network; a transient one disappears.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkDestroy(network: *mut VirNetwork) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkDestroy")?;
            object.handle().writable("virNetworkDestroy")?;
            object.connect().network.destroy(object.reference())?;
            Ok(0)
        })
    }
}

/// Tells whether the network is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkGetAutostart(network: *mut VirNetwork, autostart: *mut c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkGetAutostart")?;
            checks::not_null(autostart, "autostart", "virNetworkGetAutostart")?;
            let reply = object.connect().network.autostart(object.reference())?;
            text::put(autostart, convert::<i32, c_int>(reply, "autostart", "virNetworkGetAutostart")?);
            Ok(0)
        })
    }
}

/// Returns the name of the host bridge device the network uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkGetBridgeName(network: *mut VirNetwork) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkGetBridgeName")?;
            let reply = object.connect().network.bridge_name(object.reference())?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the network's title, description or the metadata element of one namespace.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkGetMetadata(
    network: *mut VirNetwork,
    type_: c_int,
    uri: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkGetMetadata")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_NETWORK_UPDATE_AFFECT_LIVE, "VIR_NETWORK_UPDATE_AFFECT_LIVE"),
                    (constants::VIR_NETWORK_UPDATE_AFFECT_CONFIG, "VIR_NETWORK_UPDATE_AFFECT_CONFIG"),
                ],
                "virNetworkGetMetadata",
            )?;
            if checks::is(
                type_,
                &[constants::VIR_NETWORK_METADATA_DESCRIPTION.into(), constants::VIR_NETWORK_METADATA_TITLE.into()],
            ) {
                checks::null(uri, "uri", "virNetworkGetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_NETWORK_METADATA_ELEMENT.into()]) {
                checks::not_null(uri, "uri", "virNetworkGetMetadata")?;
            }
            let reply = object.connect().network.metadata(
                object.reference(),
                convert::<c_int, i32>(type_, "type", "virNetworkGetMetadata")?,
                text::optional(uri, "uri", "virNetworkGetMetadata")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkGetMetadata")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the network document, of the live or the inactive definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkGetXMLDesc(network: *mut VirNetwork, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkGetXMLDesc")?;
            let reply = object
                .connect()
                .network
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virNetworkGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells whether the network is active.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkIsActive(net: *mut VirNetwork) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(net), || {
            let object = VirNetwork::get(net, "virNetworkIsActive")?;
            let reply = object.connect().network.is_active(object.reference())?;
            Ok(reply)
        })
    }
}

/// Tells whether the network has a stored definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkIsPersistent(net: *mut VirNetwork) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(net), || {
            let object = VirNetwork::get(net, "virNetworkIsPersistent")?;
            let reply = object.connect().network.is_persistent(object.reference())?;
            Ok(reply)
        })
    }
}

/// Lists the ports of a network.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkListAllPorts(
    network: *mut VirNetwork,
    ports: *mut *mut *mut VirNetworkPort,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkListAllPorts")?;
            object.handle().writable("virNetworkListAllPorts")?;
            let reply = object.connect().network_port.list_all_ports(
                object.reference(),
                i32::from(!ports.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virNetworkListAllPorts")?,
            )?;
            let handles = reply.ports.into_iter().map(|found| VirNetworkPort::new(object.handle(), found)).collect();
            if !ports.is_null() {
                text::put(ports, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virNetworkListAllPorts")
        })
    }
}

/// Finds a network by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkLookupByName")?;
            let reply =
                object.connect().network.lookup_by_name(text::required(name, "name", "virNetworkLookupByName")?)?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Finds a network by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkLookupByUUID(conn: *mut VirConnect, uuid: *const u8) -> *mut VirNetwork {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNetworkLookupByUUID")?;
            let reply =
                object.connect().network.lookup_by_uuid(&text::uuid(uuid, "uuid", "virNetworkLookupByUUID")?)?;
            Ok(VirNetwork::new(object.handle(), reply))
        })
    }
}

/// Chooses whether the network is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkSetAutostart(network: *mut VirNetwork, autostart: c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkSetAutostart")?;
            object.handle().writable("virNetworkSetAutostart")?;
            object.connect().network.set_autostart(
                object.reference(),
                convert::<c_int, i32>(autostart, "autostart", "virNetworkSetAutostart")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets or removes the network's title, description or one namespaced metadata element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkSetMetadata(
    network: *mut VirNetwork,
    type_: c_int,
    metadata: *const c_char,
    key: *const c_char,
    uri: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkSetMetadata")?;
            object.handle().writable("virNetworkSetMetadata")?;
            if checks::is(
                type_,
                &[constants::VIR_NETWORK_METADATA_DESCRIPTION.into(), constants::VIR_NETWORK_METADATA_TITLE.into()],
            ) {
                checks::null(uri, "uri", "virNetworkSetMetadata")?;
            }
            if checks::is(
                type_,
                &[constants::VIR_NETWORK_METADATA_DESCRIPTION.into(), constants::VIR_NETWORK_METADATA_TITLE.into()],
            ) {
                checks::null(key, "key", "virNetworkSetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_NETWORK_METADATA_ELEMENT.into()]) {
                checks::not_null(uri, "uri", "virNetworkSetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_NETWORK_METADATA_ELEMENT.into()]) && !metadata.is_null() {
                checks::not_null(key, "key", "virNetworkSetMetadata")?;
            }
            object.connect().network.set_metadata(
                object.reference(),
                convert::<c_int, i32>(type_, "type", "virNetworkSetMetadata")?,
                text::optional(metadata, "metadata", "virNetworkSetMetadata")?,
                text::optional(key, "key", "virNetworkSetMetadata")?,
                text::optional(uri, "uri", "virNetworkSetMetadata")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkSetMetadata")?,
            )?;
            Ok(0)
        })
    }
}

/// Removes the stored definition of a network; an active one becomes transient.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkUndefine(network: *mut VirNetwork) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkUndefine")?;
            object.handle().writable("virNetworkUndefine")?;
            object.connect().network.undefine(object.reference())?;
            Ok(0)
        })
    }
}

/// Changes one part of a network's definition in place: adds, removes or modifies a host, range, record, port group and so on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkUpdate(
    network: *mut VirNetwork,
    command: c_uint,
    section: c_uint,
    parentindex: c_int,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(network), || {
            let object = VirNetwork::get(network, "virNetworkUpdate")?;
            object.handle().writable("virNetworkUpdate")?;
            object.connect().network.update(
                object.reference(),
                convert::<c_uint, u32>(command, "command", "virNetworkUpdate")?,
                convert::<c_uint, u32>(section, "section", "virNetworkUpdate")?,
                convert::<c_int, i32>(parentindex, "parentIndex", "virNetworkUpdate")?,
                text::required(xml, "xml", "virNetworkUpdate")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkUpdate")?,
            )?;
            Ok(0)
        })
    }
}
