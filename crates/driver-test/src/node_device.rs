//! Devices of the node: finding and listing them, and virtual adapters that come and go. Mediated devices are in
//! `mediated`.

use std::sync::Arc;

use conf::nodedev::listed::{self, Listed};
use conf::nodedev::scsi::{HostCapability, ScsiHost};
use conf::nodedev::{Capability, NodeDevice, Parent};
use virt::constants::*;
use virt::generated::node_device::*;
use virt::objects::{Kind, Turn};
use virt::{Error, NodeDeviceRef, Result, flags, list};
use xml::Text;

use crate::connection::TestConnection;
use crate::core::Core;
use crate::mediated;

/// A device, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) name: Arc<str>,
    /// What the device is, while it is there.
    pub(crate) live: Option<Arc<NodeDevice>>,
    /// What it is to be when it comes.
    pub(crate) definition: Option<Arc<NodeDevice>>,
    pub(crate) autostart: bool,
}

impl Kind for Device {
    type Key = String;

    fn key(&self) -> String {
        self.name.to_string()
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Listed for Device {
    fn shown(&self) -> Option<&NodeDevice> {
        self.live.as_deref().or(self.definition.as_deref())
    }

    fn is_active(&self) -> bool {
        self.live.is_some()
    }

    fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }
}

impl Device {
    /// Hardware: it is always there.
    pub(crate) fn hardware(document: NodeDevice) -> Device {
        let (name, document) = (document.name.as_str().into(), Arc::new(document));
        Device { name, live: Some(Arc::clone(&document)), definition: Some(document), autostart: true }
    }

    pub(crate) fn document(&self) -> Result<&Arc<NodeDevice>> {
        let found = self.live.as_ref().or(self.definition.as_ref());
        found.ok_or_else(|| Error::internal(format!("node device '{}' has no document", self.name)))
    }

    /// Refuses to go on if the device is no part of a divided one, which alone can be defined, changed and started.
    pub(crate) fn check_mediated(&self) -> Result<()> {
        match self.can("mdev") {
            true => Ok(()),
            false => Err(Error::config_unsupported(format!("'{}' is no mediated device", self.name))),
        }
    }
}

impl Core {
    /// The device of a name.
    pub(crate) fn device(&self, name: &str) -> Result<Arc<Device>> {
        listed::find(&self.devices, name)
    }

    /// The same, with the right to change it.
    pub(crate) fn begin_device(&self, name: &str) -> Result<(Turn<'_, Device>, Device)> {
        let turn = self.devices.begin();
        let device = Device::clone(&*self.device(name)?);
        Ok((turn, device))
    }
}

/// Makes a virtual adapter; names that its document leaves open are made up.
fn create_adapter(core: &Core, document: &NodeDevice, host: &ScsiHost) -> Result<NodeDeviceRef> {
    let turn = core.devices.begin();
    let parent = listed::adapter(&turn, document)?;
    let asked = host.capabilities.iter().find_map(|capability| match capability {
        HostCapability::FcHost { wwnn, wwpn, .. } => Some((wwnn.clone(), wwpn.clone())),
        HostCapability::VportOps(_) => None,
    });
    let (wwnn, wwpn) = asked.unwrap_or_default();
    let make = |given: Option<Text>| given.map_or_else(|| made_up_wwn(core).map(Text), Ok);
    let names = HostCapability::FcHost {
        wwnn: Some(make(wwnn)?),
        wwpn: Some(make(wwpn)?),
        fabric_wwn: parent.wwns().and_then(|names| names.fabric().map(|name| Text(name.to_owned()))),
    };
    let taken =
        turn.all().iter().filter_map(|device| device.shown()?.scsi_host()?.host.as_ref().map(|number| number.0)).max();
    let number = taken.unwrap_or(0).saturating_add(1);
    let document = NodeDevice {
        name: format!("scsi_host{number}"),
        parent: Parent { name: Some(parent.name.to_string()), ..Parent::default() },
        capabilities: vec![Capability::ScsiHost(ScsiHost {
            host: Some(Text(number)),
            unique_id: Some(Text(number.saturating_sub(1))),
            capabilities: vec![names],
        })],
        ..NodeDevice::default()
    };
    let device = Device { definition: None, autostart: false, ..Device::hardware(document) };
    let event = device.event(VIR_NODE_DEVICE_EVENT_CREATED);
    Ok(turn.publish(device, [event]).reference())
}

/// A world-wide name of the kind that is assigned locally.
fn made_up_wwn(core: &Core) -> Result<String> {
    let mut bytes = [0; 5];
    core.with_random(|random| {
        random(&mut bytes);
        Ok(())
    })?;
    Ok(bytes.iter().fold("510000".to_owned(), |name, byte| name + &format!("{byte:02x}")))
}

impl NodeDeviceDriver for TestConnection {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "testNodeNumOfDevices")?;
        Ok(list::count(listed::that_can(&self.core().devices, cap).count()))
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        flags::only(flags, 0, "testNodeListDevices")?;
        let devices = listed::that_can(&self.core().devices, cap);
        Ok(devices.take(list::at_most(maxnames)).map(|device| device.key()).collect())
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        listed::list_all(&self.core().devices, need_results, flags, "testConnectListAllNodeDevices")
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        Ok(self.core().device(name)?.reference())
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        flags::only(flags, 0, "testNodeDeviceLookupSCSIHostByWWN")?;
        Ok(listed::find_by_wwn(&self.core().devices, wwnn, wwpn)?.reference())
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        flags::only(flags, VIR_NODE_DEVICE_XML_INACTIVE, "testNodeDeviceGetXMLDesc")?;
        let device = self.core().device(name)?;
        let document = match flags & VIR_NODE_DEVICE_XML_INACTIVE {
            0 => device.document()?,
            _ => device
                .definition
                .as_ref()
                .ok_or_else(|| Error::operation_invalid(format!("node device '{name}' is not persistent")))?,
        };
        Ok(mediated::with_instances(self.core(), document).format())
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        Ok(self.core().device(name)?.document()?.parent.name.clone())
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        let count = self.core().device(name)?.document()?.capabilities.len();
        Ok(list::count(count))
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        let device = self.core().device(name)?;
        let words = device.document()?.capabilities.iter().map(|capability| capability.word().to_owned());
        Ok(words.take(list::at_most(maxnames)).collect())
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        flags::only(flags, VIR_NODE_DEVICE_CREATE_XML_VALIDATE, "testNodeDeviceCreateXML")?;
        conf::documents::check_if(flags & VIR_NODE_DEVICE_CREATE_XML_VALIDATE != 0, xml_desc)?;
        let document = NodeDevice::parse(xml_desc)?;
        match document.capabilities.first() {
            Some(Capability::ScsiHost(host)) => create_adapter(self.core(), &document, host),
            Some(Capability::Mdev(_)) => mediated::create_xml(self.core(), document),
            _ => Err(Error::internal("only virtual adapters and mediated devices can be created")),
        }
    }

    /// Adapters go, mediated devices end; what is hardware stays.
    fn destroy(&self, name: &str) -> Result<()> {
        let (turn, mut device) = self.core().begin_device(name)?;
        if device.can("mdev") {
            return mediated::destroy(&turn, device);
        }
        if device.wwns().is_none() {
            return Err(Error::config_unsupported(format!("'{name}' is hardware that cannot be removed")));
        }
        device.live = None;
        turn.remove(&device.key(), [device.event(VIR_NODE_DEVICE_EVENT_DELETED)]);
        Ok(())
    }

    fn dettach(&self, name: &str) -> Result<()> {
        mediated::bind(self.core(), name, Some(mediated::ASSIGNMENT_DRIVER))
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testNodeDeviceDetachFlags")?;
        mediated::detach(self.core(), name, driver_name)
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        mediated::bind(self.core(), name, None)
    }

    fn reset(&self, name: &str) -> Result<()> {
        self.core().device(name)?.document()?.check_pci()
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        flags::only(flags, VIR_NODE_DEVICE_DEFINE_XML_VALIDATE, "testNodeDeviceDefineXML")?;
        conf::documents::check_if(flags & VIR_NODE_DEVICE_DEFINE_XML_VALIDATE != 0, xml_desc)?;
        mediated::define(self.core(), NodeDevice::parse(xml_desc)?)
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testNodeDeviceUndefine")?;
        mediated::undefine(self.core(), name)
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testNodeDeviceCreate")?;
        mediated::create(self.core(), name)
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        Ok(self.core().device(name)?.autostart.into())
    }

    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        mediated::set_autostart(self.core(), name, autostart != 0)
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        Ok(self.core().device(name)?.is_persistent().into())
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        Ok(self.core().device(name)?.is_active().into())
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        let known = VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE | VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG;
        flags::only(flags, known, "testNodeDeviceUpdate")?;
        mediated::update(self.core(), name, NodeDevice::parse(xml_desc)?, flags)
    }
}
