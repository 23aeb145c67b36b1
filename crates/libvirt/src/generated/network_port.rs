//! The regular functions of this kind of object.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Creates a port on a network from a document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortCreateXML(
    net: *mut VirNetwork,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirNetworkPort {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(net), || {
            let object = VirNetwork::get(net, "virNetworkPortCreateXML")?;
            checks::not_null(xmldesc, "xmldesc", "virNetworkPortCreateXML")?;
            object.handle().writable("virNetworkPortCreateXML")?;
            let reply = object.connect().network_port.create_xml(
                object.reference(),
                text::required(xmldesc, "xmldesc", "virNetworkPortCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkPortCreateXML")?,
            )?;
            Ok(VirNetworkPort::new(object.handle(), reply))
        })
    }
}

/// Removes a port from its network.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortDelete(port: *mut VirNetworkPort, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetworkPort::whose(port), || {
            let object = VirNetworkPort::get(port, "virNetworkPortDelete")?;
            object.handle().writable("virNetworkPortDelete")?;
            object
                .connect()
                .network_port
                .delete(object.reference(), convert::<c_uint, u32>(flags, "flags", "virNetworkPortDelete")?)?;
            Ok(0)
        })
    }
}

/// Returns the network port document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortGetXMLDesc(port: *mut VirNetworkPort, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetworkPort::whose(port), || {
            let object = VirNetworkPort::get(port, "virNetworkPortGetXMLDesc")?;
            let reply = object
                .connect()
                .network_port
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virNetworkPortGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Finds a port of a network by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortLookupByUUID(net: *mut VirNetwork, uuid: *const u8) -> *mut VirNetworkPort {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetwork::whose(net), || {
            let object = VirNetwork::get(net, "virNetworkPortLookupByUUID")?;
            let reply = object
                .connect()
                .network_port
                .lookup_by_uuid(object.reference(), &text::uuid(uuid, "uuid", "virNetworkPortLookupByUUID")?)?;
            Ok(VirNetworkPort::new(object.handle(), reply))
        })
    }
}

/// Changes the bandwidth limits of a network port.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortSetParameters(
    port: *mut VirNetworkPort,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNetworkPort::whose(port), || {
            let object = VirNetworkPort::get(port, "virNetworkPortSetParameters")?;
            object.handle().writable("virNetworkPortSetParameters")?;
            object.connect().network_port.set_parameters(
                object.reference(),
                &params::read(params, nparams, "virNetworkPortSetParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virNetworkPortSetParameters")?,
            )?;
            Ok(0)
        })
    }
}
