//! The host's devices.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`NodeDeviceDriver::list_all_node_devices`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceListAllNodeDevicesReply {
    pub devices: Vec<NodeDeviceRef>,
    pub ret: u32,
}

impl Xdr for NodeDeviceListAllNodeDevicesReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.devices, limits::REMOTE_NODE_DEVICE_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceListAllNodeDevicesReply { devices: d.list(limits::REMOTE_NODE_DEVICE_LIST_MAX)?, ret: d.get()? })
    }
}

/// The host's devices.
pub trait NodeDeviceDriver: Send + Sync {
    /// Counts the host devices, optionally those with one capability.
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        Err(unsupported("virNodeNumOfDevices"))
    }

    /// Lists the names of at most `maxnames` host devices, optionally those with one capability.
    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        Err(unsupported("virNodeListDevices"))
    }

    /// Finds a host device by its name.
    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        Err(unsupported("virNodeDeviceLookupByName"))
    }

    /// Returns the node device document, live or of the persistent configuration.
    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        Err(unsupported("virNodeDeviceGetXMLDesc"))
    }

    /// Returns the name of the device's parent, or null at the root.
    fn parent(&self, name: &str) -> Result<Option<String>> {
        Err(unsupported("virNodeDeviceGetParent"))
    }

    /// Counts the capabilities of a host device.
    fn num_of_caps(&self, name: &str) -> Result<i32> {
        Err(unsupported("virNodeDeviceNumOfCaps"))
    }

    /// Lists at most `maxnames` capability names of a host device.
    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virNodeDeviceListCaps"))
    }

    /// Takes a host device from its host driver so that it can be assigned to a guest.
    fn dettach(&self, name: &str) -> Result<()> {
        Err(unsupported("virNodeDeviceDettach"))
    }

    /// Gives a detached host device back to its host driver.
    fn re_attach(&self, name: &str) -> Result<()> {
        Err(unsupported("virNodeDeviceReAttach"))
    }

    /// Resets a detached host device to a clean state.
    fn reset(&self, name: &str) -> Result<()> {
        Err(unsupported("virNodeDeviceReset"))
    }

    /// Creates a host device from a document, such as an NPIV host adapter or a mediated device.
    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        Err(unsupported("virNodeDeviceCreateXML"))
    }

    /// Removes a host device that was created by `node_device_create_xml` or `node_device_create`.
    fn destroy(&self, name: &str) -> Result<()> {
        Err(unsupported("virNodeDeviceDestroy"))
    }

    /// Lists all host devices that match the filter flags.
    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        Err(unsupported("virConnectListAllNodeDevices"))
    }

    /// Finds a SCSI host by its node and port world-wide names.
    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        Err(unsupported("virNodeDeviceLookupSCSIHostByWWN"))
    }

    /// Takes a host device from its driver and gives it to the assignment driver `driverName`, or the default one.
    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virNodeDeviceDetachFlags"))
    }

    /// Stores the definition of a host device, such as a mediated device.
    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        Err(unsupported("virNodeDeviceDefineXML"))
    }

    /// Removes the stored definition of a host device.
    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        Err(unsupported("virNodeDeviceUndefine"))
    }

    /// Starts a defined host device.
    fn create(&self, name: &str, flags: u32) -> Result<()> {
        Err(unsupported("virNodeDeviceCreate"))
    }

    /// Tells whether the defined host device is started with its parent.
    fn autostart(&self, name: &str) -> Result<i32> {
        Err(unsupported("virNodeDeviceGetAutostart"))
    }

    /// Chooses whether the defined host device is started with its parent.
    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        Err(unsupported("virNodeDeviceSetAutostart"))
    }

    /// Tells whether the host device has a stored definition.
    fn is_persistent(&self, name: &str) -> Result<i32> {
        Err(unsupported("virNodeDeviceIsPersistent"))
    }

    /// Tells whether the host device is present on the host.
    fn is_active(&self, name: &str) -> Result<i32> {
        Err(unsupported("virNodeDeviceIsActive"))
    }

    /// Changes a host device's definition, live, stored or both.
    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        Err(unsupported("virNodeDeviceUpdate"))
    }
}
