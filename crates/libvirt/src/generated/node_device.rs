//! The regular functions of this kind of object.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Lists all host devices that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllNodeDevices(
    conn: *mut VirConnect,
    devices: *mut *mut *mut VirNodeDevice,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllNodeDevices")?;
            let reply = object.connect().node_device.list_all_node_devices(
                i32::from(!devices.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllNodeDevices")?,
            )?;
            let handles = reply.devices.into_iter().map(|found| VirNodeDevice::new(object.handle(), found)).collect();
            if !devices.is_null() {
                text::put(devices, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllNodeDevices")
        })
    }
}

/// Starts a defined host device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceCreate(dev: *mut VirNodeDevice, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceCreate")?;
            object.handle().writable("virNodeDeviceCreate")?;
            object.connect().node_device.create(
                object.reference().name.as_str(),
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceCreate")?,
            )?;
            Ok(0)
        })
    }
}

/// Creates a host device from a document, such as an NPIV host adapter or a mediated device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceCreateXML(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirNodeDevice {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeDeviceCreateXML")?;
            object.handle().writable("virNodeDeviceCreateXML")?;
            let reply = object.connect().node_device.create_xml(
                text::required(xmldesc, "xmlDesc", "virNodeDeviceCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceCreateXML")?,
            )?;
            Ok(VirNodeDevice::new(object.handle(), reply))
        })
    }
}

/// Stores the definition of a host device, such as a mediated device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceDefineXML(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirNodeDevice {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeDeviceDefineXML")?;
            object.handle().writable("virNodeDeviceDefineXML")?;
            let reply = object.connect().node_device.define_xml(
                text::required(xmldesc, "xmlDesc", "virNodeDeviceDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceDefineXML")?,
            )?;
            Ok(VirNodeDevice::new(object.handle(), reply))
        })
    }
}

/// Removes a host device that was created by `node_device_create_xml` or `node_device_create`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceDestroy(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceDestroy")?;
            object.handle().writable("virNodeDeviceDestroy")?;
            object.connect().node_device.destroy(object.reference().name.as_str())?;
            Ok(0)
        })
    }
}

/// Takes a host device from its driver and gives it to the assignment driver `driverName`, or the default one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceDetachFlags(
    dev: *mut VirNodeDevice,
    drivername: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceDetachFlags")?;
            object.handle().writable("virNodeDeviceDetachFlags")?;
            object.connect().node_device.detach_flags(
                object.reference().name.as_str(),
                text::optional(drivername, "driverName", "virNodeDeviceDetachFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceDetachFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Takes a host device from its host driver so that it can be assigned to a guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceDettach(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceDettach")?;
            object.handle().writable("virNodeDeviceDettach")?;
            object.connect().node_device.dettach(object.reference().name.as_str())?;
            Ok(0)
        })
    }
}

/// Tells whether the defined host device is started with its parent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceGetAutostart(dev: *mut VirNodeDevice, autostart: *mut c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceGetAutostart")?;
            let reply = object.connect().node_device.autostart(object.reference().name.as_str())?;
            text::put(autostart, convert::<i32, c_int>(reply, "autostart", "virNodeDeviceGetAutostart")?);
            Ok(0)
        })
    }
}

/// Returns the node device document, live or of the persistent configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceGetXMLDesc(dev: *mut VirNodeDevice, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceGetXMLDesc")?;
            let reply = object.connect().node_device.xml_desc(
                object.reference().name.as_str(),
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells whether the host device is present on the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceIsActive(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceIsActive")?;
            let reply = object.connect().node_device.is_active(object.reference().name.as_str())?;
            Ok(reply)
        })
    }
}

/// Tells whether the host device has a stored definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceIsPersistent(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceIsPersistent")?;
            let reply = object.connect().node_device.is_persistent(object.reference().name.as_str())?;
            Ok(reply)
        })
    }
}

/// Lists at most `maxnames` capability names of a host device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceListCaps(
    dev: *mut VirNodeDevice,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceListCaps")?;
            let reply = object.connect().node_device.list_caps(
                object.reference().name.as_str(),
                room(maxnames, names, ["names", "maxnames"], "virNodeDeviceListCaps")?,
            )?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Finds a host device by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirNodeDevice {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeDeviceLookupByName")?;
            let reply = object.connect().node_device.lookup_by_name(text::required(
                name,
                "name",
                "virNodeDeviceLookupByName",
            )?)?;
            Ok(VirNodeDevice::new(object.handle(), reply))
        })
    }
}

/// Finds a SCSI host by its node and port world-wide names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceLookupSCSIHostByWWN(
    conn: *mut VirConnect,
    wwnn: *const c_char,
    wwpn: *const c_char,
    flags: c_uint,
) -> *mut VirNodeDevice {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeDeviceLookupSCSIHostByWWN")?;
            let reply = object.connect().node_device.lookup_scsi_host_by_wwn(
                text::required(wwnn, "wwnn", "virNodeDeviceLookupSCSIHostByWWN")?,
                text::required(wwpn, "wwpn", "virNodeDeviceLookupSCSIHostByWWN")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceLookupSCSIHostByWWN")?,
            )?;
            Ok(VirNodeDevice::new(object.handle(), reply))
        })
    }
}

/// Counts the capabilities of a host device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceNumOfCaps(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceNumOfCaps")?;
            let reply = object.connect().node_device.num_of_caps(object.reference().name.as_str())?;
            Ok(reply)
        })
    }
}

/// Gives a detached host device back to its host driver.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceReAttach(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceReAttach")?;
            object.handle().writable("virNodeDeviceReAttach")?;
            object.connect().node_device.re_attach(object.reference().name.as_str())?;
            Ok(0)
        })
    }
}

/// Resets a detached host device to a clean state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceReset(dev: *mut VirNodeDevice) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceReset")?;
            object.handle().writable("virNodeDeviceReset")?;
            object.connect().node_device.reset(object.reference().name.as_str())?;
            Ok(0)
        })
    }
}

/// Chooses whether the defined host device is started with its parent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceSetAutostart(dev: *mut VirNodeDevice, autostart: c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceSetAutostart")?;
            object.handle().writable("virNodeDeviceSetAutostart")?;
            object.connect().node_device.set_autostart(
                object.reference().name.as_str(),
                convert::<c_int, i32>(autostart, "autostart", "virNodeDeviceSetAutostart")?,
            )?;
            Ok(0)
        })
    }
}

/// Removes the stored definition of a host device.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceUndefine(dev: *mut VirNodeDevice, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceUndefine")?;
            object.handle().writable("virNodeDeviceUndefine")?;
            object.connect().node_device.undefine(
                object.reference().name.as_str(),
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceUndefine")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes a host device's definition, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceUpdate(dev: *mut VirNodeDevice, xmldesc: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirNodeDevice::whose(dev), || {
            let object = VirNodeDevice::get(dev, "virNodeDeviceUpdate")?;
            object.handle().writable("virNodeDeviceUpdate")?;
            object.connect().node_device.update(
                object.reference().name.as_str(),
                text::required(xmldesc, "xmlDesc", "virNodeDeviceUpdate")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeDeviceUpdate")?,
            )?;
            Ok(0)
        })
    }
}

/// Lists the names of at most `maxnames` host devices, optionally those with one capability.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeListDevices(
    conn: *mut VirConnect,
    cap: *const c_char,
    names: *mut *mut c_char,
    maxnames: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeListDevices")?;
            let reply = object.connect().node_device.node_list_devices(
                text::optional(cap, "cap", "virNodeListDevices")?,
                room(maxnames, names, ["names", "maxnames"], "virNodeListDevices")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeListDevices")?,
            )?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the host devices, optionally those with one capability.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeNumOfDevices(conn: *mut VirConnect, cap: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeNumOfDevices")?;
            let reply = object.connect().node_device.node_num_of_devices(
                text::optional(cap, "cap", "virNodeNumOfDevices")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeNumOfDevices")?,
            )?;
            Ok(reply)
        })
    }
}
