//! The table of contents: every call of a connection, each one line to where it is done.

use std::sync::Arc;

use conf::nodedev::listed::{self, Listed};
use conf::nodedev::{Capability, NodeDevice};
use virt::constants::*;
use virt::generated::node_device::*;
use virt::objects::Kind as _;
use virt::{Error, ErrorDomain, NodeDeviceRef, Result, flags, list};

use crate::assign;
use crate::core::Core;
use crate::device::Device;

/// One client's connection.
pub(crate) struct NodeDeviceConnection {
    core: Arc<Core>,
}

impl NodeDeviceConnection {
    pub(crate) fn new(core: Arc<Core>) -> NodeDeviceConnection {
        NodeDeviceConnection { core }
    }

    fn find(&self, name: &str) -> Result<Arc<Device>> {
        listed::find(&self.core.devices, name).map_err(stamp)
    }

    fn document(&self, name: &str) -> Result<Arc<NodeDevice>> {
        Ok(self.core.current(&*self.find(name)?))
    }
}

/// Says that an error comes from node devices.
fn stamp(error: Error) -> Error {
    error.in_domain(ErrorDomain::NODEDEV)
}

/// Refuses flags that a call does not know.
fn only(flags: u32, known: u32, call: &str) -> Result<()> {
    flags::only(flags, known, call).map_err(stamp)
}

fn unsupported_kind() -> Error {
    stamp(Error::config_unsupported("Unsupported device type"))
}

/// What can be read of mediated devices and virtual adapters, but not changed here.
fn unchangeable(what: &str, remedy: &str) -> Error {
    stamp(Error::operation_unsupported(format!("{what} cannot be made, changed or removed here")).remedy(remedy))
}

fn mediated() -> Error {
    unchangeable("mediated devices", "use mdevctl, whose devices are listed as soon as they are there")
}

fn virtual_adapters() -> Error {
    unchangeable("virtual adapters", "write into the adapter's vport_create or vport_delete below /sys/class/fc_host")
}

impl NodeDeviceDriver for NodeDeviceConnection {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        only(flags, 0, "nodeNumOfDevices")?;
        Ok(list::count(listed::that_can(&self.core.devices, cap).count()))
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        only(flags, 0, "nodeListDevices")?;
        let devices = listed::that_can(&self.core.devices, cap);
        Ok(devices.take(list::at_most(maxnames)).map(|device| device.key()).collect())
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        listed::list_all(&self.core.devices, need_results, flags, "nodeConnectListAllNodeDevices").map_err(stamp)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        Ok(self.find(name)?.reference())
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        only(flags, 0, "nodeDeviceLookupSCSIHostByWWN")?;
        Ok(listed::find_by_wwn(&self.core.devices, wwnn, wwpn).map_err(stamp)?.reference())
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        only(flags, VIR_NODE_DEVICE_XML_INACTIVE, "nodeDeviceGetXMLDesc")?;
        let device = self.find(name)?;
        if flags & VIR_NODE_DEVICE_XML_INACTIVE != 0 && !device.is_persistent() {
            return Err(stamp(Error::operation_invalid(format!("node device '{name}' is not persistent"))));
        }
        Ok(self.core.current(&device).format())
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        Ok(self.find(name)?.document.parent.name.clone())
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        Ok(list::count(self.document(name)?.words().len()))
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        let words = self.document(name)?.words();
        Ok(words.into_iter().take(list::at_most(maxnames)).map(str::to_owned).collect())
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        only(flags, VIR_NODE_DEVICE_CREATE_XML_VALIDATE, "nodeDeviceCreateXML")?;
        conf::documents::check_if(flags & VIR_NODE_DEVICE_CREATE_XML_VALIDATE != 0, xml_desc)?;
        let document = NodeDevice::parse(xml_desc).map_err(stamp)?;
        match document.capabilities.first() {
            Some(Capability::Mdev(_)) => Err(self.refuse_part(&document)),
            Some(Capability::ScsiHost(_)) => Err(self.refuse_adapter(&document)),
            _ => Err(unsupported_kind()),
        }
    }

    fn destroy(&self, name: &str) -> Result<()> {
        let device = self.find(name)?;
        match device.document.capabilities.first() {
            Some(Capability::Mdev(_)) => Err(mediated()),
            Some(Capability::ScsiHost(_)) if device.wwns().is_some() => Err(virtual_adapters()),
            Some(Capability::ScsiHost(_)) => Err(stamp(Error::internal("Device is not a fibre channel HBA"))),
            _ => Err(unsupported_kind()),
        }
    }

    fn dettach(&self, name: &str) -> Result<()> {
        assign::detach(&self.core, name, None)
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        flags::only(flags, 0, "qemuNodeDeviceDetachFlags").map_err(|error| error.in_domain(ErrorDomain::QEMU))?;
        assign::detach(&self.core, name, driver_name)
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        assign::reattach(&self.core, name)
    }

    fn reset(&self, name: &str) -> Result<()> {
        assign::reset(&self.core, name)
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        only(flags, VIR_NODE_DEVICE_DEFINE_XML_VALIDATE, "nodeDeviceDefineXML")?;
        conf::documents::check_if(flags & VIR_NODE_DEVICE_DEFINE_XML_VALIDATE != 0, xml_desc)?;
        let document = NodeDevice::parse(xml_desc).map_err(stamp)?;
        match document.capabilities.first() {
            Some(Capability::Mdev(_)) => Err(self.refuse_part(&document)),
            _ => Err(unsupported_kind()),
        }
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        only(flags, 0, "nodeDeviceUndefine")?;
        match self.find(name)?.is_persistent() {
            true => Err(unsupported_kind()),
            false => Err(stamp(Error::operation_invalid(format!("Node device '{name}' is not defined")))),
        }
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        only(flags, 0, "nodeDeviceCreate")?;
        self.find(name)?;
        Err(stamp(Error::operation_invalid("Device is already active")))
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        Ok(self.find(name)?.is_persistent().into())
    }

    fn set_autostart(&self, name: &str, _autostart: i32) -> Result<()> {
        Err(stamp(match self.find(name)?.can("mdev") {
            true => Error::operation_invalid("cannot set autostart for transient device"),
            false => Error::operation_unsupported("Unsupported device type"),
        }))
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        Ok(self.find(name)?.is_persistent().into())
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        Ok(self.find(name)?.is_active().into())
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        let known = VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE | VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG;
        only(flags, known, "nodeDeviceUpdate")?;
        let device = self.find(name)?;
        NodeDevice::parse(xml_desc).map_err(stamp)?;
        Err(if device.can("mdev") { mediated() } else { unsupported_kind() })
    }
}

impl NodeDeviceConnection {
    /// Why a part of a device is not made: first what is wrong in its document.
    fn refuse_part(&self, document: &NodeDevice) -> Error {
        let Some(name) = &document.parent.name else {
            return stamp(Error::config_unsupported("the document names no parent device"));
        };
        let Some(parent) = self.core.devices.by_name(name) else {
            return stamp(Error::config_unsupported(format!("invalid parent device '{name}'")));
        };
        parent.document.address_of_parts().map_or_else(stamp, |_| mediated())
    }

    /// Why a virtual adapter is not made: first what is wrong in its document.
    fn refuse_adapter(&self, document: &NodeDevice) -> Error {
        listed::adapter(&self.core.devices, document).map_or_else(stamp, |_| virtual_adapters())
    }
}
