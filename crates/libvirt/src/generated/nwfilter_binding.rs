//! The regular functions of this kind of object.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all filter bindings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllNWFilterBindings(
    conn: *mut VirConnect,
    bindings: *mut *mut *mut VirNWFilterBinding,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllNWFilterBindings")?;
            let reply = object.connect().nwfilter_binding.list_all_nwfilter_bindings(
                i32::from(!bindings.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllNWFilterBindings")?,
            )?;
            let handles =
                reply.bindings.into_iter().map(|found| VirNWFilterBinding::new(object.handle(), found)).collect();
            if !bindings.is_null() {
                text::put(bindings, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllNWFilterBindings")
        })
    }
}

/// Binds a network filter to a port device as the document describes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterBindingCreateXML(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirNWFilterBinding {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterBindingCreateXML")?;
            checks::not_null(xml, "xml", "virNWFilterBindingCreateXML")?;
            object.handle().writable("virNWFilterBindingCreateXML")?;
            let reply = object.connect().nwfilter_binding.create_xml(
                text::required(xml, "xml", "virNWFilterBindingCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virNWFilterBindingCreateXML")?,
            )?;
            Ok(VirNWFilterBinding::new(object.handle(), reply))
        })
    }
}

/// Removes a filter binding and its rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterBindingDelete(binding: *mut VirNWFilterBinding) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNWFilterBinding::whose(binding), || {
            let object = VirNWFilterBinding::get(binding, "virNWFilterBindingDelete")?;
            object.handle().writable("virNWFilterBindingDelete")?;
            object.connect().nwfilter_binding.delete(object.reference())?;
            Ok(0)
        })
    }
}

/// Returns the filter binding document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterBindingGetXMLDesc(binding: *mut VirNWFilterBinding, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNWFilterBinding::whose(binding), || {
            let object = VirNWFilterBinding::get(binding, "virNWFilterBindingGetXMLDesc")?;
            let reply = object.connect().nwfilter_binding.xml_desc(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virNWFilterBindingGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Finds a filter binding by the name of its port device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNWFilterBindingLookupByPortDev(
    conn: *mut VirConnect,
    portdev: *const c_char,
) -> *mut VirNWFilterBinding {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNWFilterBindingLookupByPortDev")?;
            let reply = object.connect().nwfilter_binding.lookup_by_port_dev(text::required(
                portdev,
                "portdev",
                "virNWFilterBindingLookupByPortDev",
            )?)?;
            Ok(VirNWFilterBinding::new(object.handle(), reply))
        })
    }
}
