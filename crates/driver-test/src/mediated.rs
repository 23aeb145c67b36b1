//! Parts of devices that guests get: mediated devices, and devices taken from their driver.

use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::nodedev::listed::Listed;
use conf::nodedev::mdev::Mdev;
use conf::nodedev::{Capability, Driver, NodeDevice};
use virt::constants::*;
use virt::flags::affected;
use virt::objects::{Objects, Turn};
use virt::{Error, NodeDeviceRef, Result};
use xml::Text;

use crate::core::Core;
use crate::node_device::Device;

/// The driver that gives devices to guests.
pub(crate) const ASSIGNMENT_DRIVER: &str = "vfio-pci";

fn mdev(document: &NodeDevice) -> Option<&Mdev> {
    document.capabilities.iter().find_map(|capability| match capability {
        Capability::Mdev(mdev) => Some(mdev),
        _ => None,
    })
}

/// Completes the document of a part: its parent must be there; an identity, a place and a name are made up.
fn complete(core: &Core, mut document: NodeDevice) -> Result<NodeDevice> {
    let Some(asked) = mdev(&document) else {
        return Err(Error::config_unsupported("only mediated devices can be defined"));
    };
    let mut mdev = asked.clone();
    let name = document.parent.name.clone();
    let name = name.ok_or_else(|| Error::config_unsupported("the document names no parent device"))?;
    let parent = core.devices.by_name(&name);
    let parent = parent.ok_or_else(|| Error::config_unsupported(format!("invalid parent device '{name}'")))?;
    let address = parent.document()?.address_of_parts()?;
    let uuid = match &mdev.uuid {
        Some(uuid) => uuid.0.clone(),
        None => core.with_random(|random| Ok(generate_uuid(random)))?.to_string(),
    };
    let words = |text: &str| text.replace(['-', ':', '.'], "_");
    document.name = format!("mdev_{}_{}", words(&uuid), words(&address));
    (mdev.uuid, mdev.parent_addr) = (Some(Text(uuid)), Some(Text(address)));
    document.capabilities = vec![Capability::Mdev(mdev)];
    Ok(document)
}

/// How many parts of one type a device has now.
fn in_use(devices: &Objects<Device>, parent: &str, kind: &str) -> u32 {
    let all = devices.all();
    let parts = all.iter().filter(|device| {
        let part = device.live.as_deref().filter(|live| live.parent.name.as_deref() == Some(parent));
        part.and_then(mdev).is_some_and(|mdev| mdev.kind.id == kind)
    });
    u32::try_from(parts.count()).unwrap_or(u32::MAX)
}

/// A device's document with the number of parts that it can still be divided into.
pub(crate) fn with_instances(core: &Core, document: &NodeDevice) -> NodeDevice {
    let mut document = document.clone();
    for capability in &mut document.capabilities {
        for kind in capability.mdev_types_mut() {
            let used = in_use(&core.devices, &document.name, &kind.id);
            kind.available_instances.0 = kind.available_instances.0.saturating_sub(used);
        }
    }
    document
}

/// Brings a part to be, if its parent has such parts left.
fn start(turn: &Turn<'_, Device>, device: &mut Device, document: Arc<NodeDevice>) -> Result<()> {
    let failed =
        |why: String| Err(Error::internal(format!("Unable to start mediated device '{}'", device.name)).because(why));
    let (Some(parent), Some(part)) = (document.parent.name.as_deref(), mdev(&document)) else {
        return failed("it has no parent".to_owned());
    };
    let Some(known) = turn.by_name(parent) else { return failed(format!("its parent '{parent}' is gone")) };
    let known = known.document()?;
    let Some(kind) = known.mdev_types().find(|kind| kind.id == part.kind.id) else {
        return failed(format!("'{parent}' cannot be divided into '{}'", part.kind.id));
    };
    if in_use(turn, parent, &kind.id) >= kind.available_instances.0 {
        return failed(format!("'{parent}' has no '{}' left", kind.id));
    }
    device.live = Some(document);
    Ok(())
}

fn known_or_new(turn: &Turn<'_, Device>, name: &str) -> Device {
    match turn.by_name(name) {
        Some(known) => Device::clone(&known),
        None => Device { name: name.into(), live: None, definition: None, autostart: false },
    }
}

pub(crate) fn create_xml(core: &Core, document: NodeDevice) -> Result<NodeDeviceRef> {
    let document = Arc::new(complete(core, document)?);
    let turn = core.devices.begin();
    let mut device = known_or_new(&turn, &document.name);
    check_inactive(&device)?;
    start(&turn, &mut device, document)?;
    let event = device.event(VIR_NODE_DEVICE_EVENT_CREATED);
    Ok(turn.publish(device, [event]).reference())
}

fn check_inactive(device: &Device) -> Result<()> {
    match device.is_active() {
        true => Err(Error::operation_invalid("Device is already active")),
        false => Ok(()),
    }
}

pub(crate) fn create(core: &Core, name: &str) -> Result<()> {
    let (turn, mut device) = core.begin_device(name)?;
    check_inactive(&device)?;
    device.check_mediated()?;
    let document = Arc::clone(device.document()?);
    start(&turn, &mut device, document)?;
    let event = device.event(VIR_NODE_DEVICE_EVENT_CREATED);
    turn.publish(device, [event]);
    Ok(())
}

pub(crate) fn destroy(turn: &Turn<'_, Device>, mut device: Device) -> Result<()> {
    if device.live.take().is_none() {
        return Err(Error::operation_invalid(format!("Device '{}' is not active", device.name)));
    }
    let event = device.event(VIR_NODE_DEVICE_EVENT_DELETED);
    match device.is_persistent() {
        true => drop(turn.publish(device, [event])),
        false => turn.remove(&device.name.to_string(), [event]),
    }
    Ok(())
}

pub(crate) fn define(core: &Core, document: NodeDevice) -> Result<NodeDeviceRef> {
    let document = Arc::new(complete(core, document)?);
    let turn = core.devices.begin();
    let mut device = known_or_new(&turn, &document.name);
    device.definition = Some(document);
    let event = device.event(VIR_NODE_DEVICE_EVENT_DEFINED);
    Ok(turn.publish(device, [event]).reference())
}

pub(crate) fn undefine(core: &Core, name: &str) -> Result<()> {
    let (turn, mut device) = core.begin_device(name)?;
    device.check_mediated()?;
    if device.definition.take().is_none() {
        return Err(Error::operation_invalid(format!("Node device '{name}' is not defined")));
    }
    device.autostart = false;
    let event = device.event(VIR_NODE_DEVICE_EVENT_UNDEFINED);
    match device.is_active() {
        true => drop(turn.publish(device, [event])),
        false => turn.remove(&device.name.to_string(), [event]),
    }
    Ok(())
}

pub(crate) fn set_autostart(core: &Core, name: &str, autostart: bool) -> Result<()> {
    let (turn, mut device) = core.begin_device(name)?;
    if device.check_mediated().is_err() {
        return Err(Error::operation_unsupported(format!("'{name}' is no mediated device")));
    }
    if !device.is_persistent() {
        return Err(Error::operation_invalid("cannot set autostart for transient device"));
    }
    device.autostart = autostart;
    turn.publish(device, None);
    Ok(())
}

/// Changes the values of a part; what it is and where stays.
pub(crate) fn update(core: &Core, name: &str, document: NodeDevice, flags: u32) -> Result<()> {
    let (turn, mut device) = core.begin_device(name)?;
    device.check_mediated()?;
    let what = affected(flags, device.is_active(), device.is_persistent())
        .map_err(|_| Error::operation_invalid(format!("node device '{name}' has no such document to change")))?;
    let next = mdev(&document).ok_or_else(|| Error::config_unsupported("the document is of no mediated device"))?;
    let change = |known: &Arc<NodeDevice>| -> Result<Arc<NodeDevice>> {
        let mut changed = NodeDevice::clone(known);
        for capability in &mut changed.capabilities {
            let Capability::Mdev(mdev) = capability else { continue };
            let same_uuid = next.uuid.is_none() || next.uuid == mdev.uuid;
            if next.kind != mdev.kind || !same_uuid || document.parent.name != known.parent.name {
                let message = format!("type, uuid and parent of '{name}' cannot be changed");
                return Err(Error::config_unsupported(message));
            }
            mdev.attributes.clone_from(&next.attributes);
        }
        Ok(Arc::new(changed))
    };
    let (live, definition) = (device.live.clone(), device.definition.clone());
    if let Some(live) = live.filter(|_| what.live) {
        device.live = Some(change(&live)?);
    }
    if let Some(definition) = definition.filter(|_| what.config) {
        device.definition = Some(change(&definition)?);
    }
    let event = device.updated();
    turn.publish(device, [event]);
    Ok(())
}

pub(crate) fn detach(core: &Core, name: &str, driver: Option<&str>) -> Result<()> {
    match driver {
        None | Some("vfio") => bind(core, name, Some(ASSIGNMENT_DRIVER)),
        Some("kvm") => Err(Error::argument_unsupported("device assignment through KVM itself no longer exists")),
        Some("xen") => Err(Error::argument_unsupported("there is no Xen on this node")),
        Some(other) => bind(core, name, Some(other)),
    }
}

/// Binds a device to a driver that gives it to guests, or back to its own.
pub(crate) fn bind(core: &Core, name: &str, driver: Option<&str>) -> Result<()> {
    let (turn, mut device) = core.begin_device(name)?;
    device.document()?.check_pci()?;
    let mut document = NodeDevice::clone(device.document()?);
    document.driver = driver.map(|name| Driver { name: Some(Text(name.to_owned())) });
    device.live = Some(Arc::new(document));
    let event = device.updated();
    turn.publish(device, [event]);
    Ok(())
}
