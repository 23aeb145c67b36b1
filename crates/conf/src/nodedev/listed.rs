//! Devices as drivers hold them: finding and listing them, whoever has them.

use std::sync::Arc;

use super::scsi::{HostCapability, ScsiHost};
use super::{Capability, NodeDevice, Parent};
use virt::constants::*;
use virt::events::{NodeDeviceEventLifecycle, NodeDeviceEventUpdate};
use virt::flags::{self, Choice};
use virt::generated::node_device::NodeDeviceListAllNodeDevicesReply;
use virt::list;
use virt::objects::{Kind, Objects};
use virt::{Error, ErrorCode, Event, NodeDeviceRef, Result};
use xml::Text;

/// A device as lists see it.
pub trait Listed: Kind<Key = String> + 'static {
    /// What it is now, or would be.
    fn shown(&self) -> Option<&NodeDevice>;
    /// Whether it is there now.
    fn is_active(&self) -> bool;
    /// Whether it comes back after it went.
    fn is_persistent(&self) -> bool;

    /// Whether it or something inside it has a capability of that word.
    fn can(&self, word: &str) -> bool {
        self.shown().is_some_and(|document| document.can(word))
    }

    /// Its world-wide names, if it is an adapter that has some.
    fn wwns(&self) -> Option<Wwns<'_>> {
        self.shown()?.wwns()
    }

    /// The device as calls and events name it.
    fn reference(&self) -> NodeDeviceRef {
        NodeDeviceRef { name: self.name().to_owned() }
    }

    /// That it has come, gone, or changed its definition.
    fn event(&self, event: i32) -> Event {
        Event::NodeDeviceEventLifecycle(NodeDeviceEventLifecycle { dev: self.reference(), event, detail: 0 })
    }

    /// That it is not as it was.
    fn updated(&self) -> Event {
        Event::NodeDeviceEventUpdate(NodeDeviceEventUpdate { dev: self.reference() })
    }
}

struct Filters<T>(std::marker::PhantomData<T>);

macro_rules! abilities {
    ($($bit:ident $word:literal;)*) => { &[$(($bit, |device| device.can($word)),)*] };
}

impl<T: Listed> Filters<T> {
    const CHOICES: &'static [&'static [Choice<T>]] = &[
        abilities! {
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM "system";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV "pci";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV "usb_device";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE "usb";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET "net";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST "scsi_host";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET "scsi_target";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI "scsi";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE "storage";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST "fc_host";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS "vports";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC "scsi_generic";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM "drm";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES "mdev_types";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV "mdev";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV "ccw";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV "css";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA "vdpa";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD "ap_card";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE "ap_queue";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX "ap_matrix";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD "vpd";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV "ccwgroup";
            VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER "ccwgroup_member";
        },
        &[
            (VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT, T::is_persistent),
            (VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT, |device| !device.is_persistent()),
        ],
        &[
            (VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE, T::is_active),
            (VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE, |device| !device.is_active()),
        ],
    ];
}

/// There is no such device.
pub fn missing(what: String) -> Error {
    Error::new(ErrorCode::NO_NODE_DEVICE, format!("no node device with matching {what}"))
}

/// The device of a name.
pub fn find<T: Listed>(all: &Objects<T>, name: &str) -> Result<Arc<T>> {
    all.by_name(name).ok_or_else(|| missing(format!("name '{name}'")))
}

/// Devices that have a capability of that word, or all.
pub fn that_can<T: Listed>(all: &Objects<T>, word: Option<&str>) -> impl Iterator<Item = Arc<T>> {
    all.all().into_iter().filter(move |device| word.is_none_or(|word| device.can(word)))
}

/// What a list of devices answers; `call` is whose flags they are.
pub fn list_all<T: Listed>(
    all: &Objects<T>,
    need_results: i32,
    filters: u32,
    call: &str,
) -> Result<NodeDeviceListAllNodeDevicesReply> {
    flags::only(filters, flags::filters(Filters::<T>::CHOICES), call)?;
    let (devices, ret) = list::counted(need_results, all.chosen(Filters::<T>::CHOICES, filters, T::reference));
    Ok(NodeDeviceListAllNodeDevicesReply { devices, ret })
}

/// The adapter that has both world-wide names.
pub fn find_by_wwn<T: Listed>(all: &Objects<T>, wwnn: &str, wwpn: &str) -> Result<Arc<T>> {
    let has = |device: &Arc<T>| device.wwns().is_some_and(|n| n.are(Some(wwnn), Some(wwpn)));
    all.all().into_iter().find(has).ok_or_else(|| missing(format!("wwnn '{wwnn}' and wwpn '{wwpn}'")))
}

/// The adapter that a new virtual one belongs to: the one its document names, or any that can have some.
pub fn adapter<T: Listed>(all: &Objects<T>, document: &NodeDevice) -> Result<Arc<T>> {
    let missing = || Error::internal(format!("Could not find parent device for '{}'", document.name));
    let has = |fits: &dyn Fn(&Wwns<'_>) -> bool| {
        let mut devices = that_can(all, Some("vports"));
        devices.find(|device| device.wwns().is_some_and(|names| fits(&names))).ok_or_else(missing)
    };
    match &document.parent {
        Parent { name: Some(name), .. } => {
            let device = all.by_name(name).ok_or_else(missing)?;
            match device.can("vports") {
                true => Ok(device),
                false => Err(Error::internal(format!("Parent device {name} is not capable of vport operations"))),
            }
        }
        Parent { wwnn: Some(wwnn), wwpn, .. } => has(&|names| names.are(Some(wwnn.as_str()), wwpn.as_deref())),
        Parent { fabric_wwn: Some(fabric), .. } => has(&|names| names.fabric() == Some(fabric.as_str())),
        _ => {
            let found = that_can(all, Some("vports")).next();
            found.ok_or_else(|| Error::internal("Could not find any vport capable device"))
        }
    }
}

/// World-wide names of an adapter: its own, its port's, its fabric's.
#[derive(Debug, Clone, Copy)]
pub struct Wwns<'a> {
    wwnn: &'a Option<Text>,
    wwpn: &'a Option<Text>,
    fabric: &'a Option<Text>,
}

impl Wwns<'_> {
    /// Whether its own name and its port's are these.
    pub fn are(&self, wwnn: Option<&str>, wwpn: Option<&str>) -> bool {
        text(self.wwnn) == wwnn && text(self.wwpn) == wwpn
    }

    /// Its fabric's name.
    pub fn fabric(&self) -> Option<&str> {
        text(self.fabric)
    }
}

fn text(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.0.as_str())
}

impl NodeDevice {
    /// The adapter's part of its document.
    pub fn scsi_host(&self) -> Option<&ScsiHost> {
        self.capabilities.iter().find_map(|capability| match capability {
            Capability::ScsiHost(host) => Some(host),
            _ => None,
        })
    }

    /// The adapter's world-wide names.
    pub fn wwns(&self) -> Option<Wwns<'_>> {
        self.scsi_host()?.capabilities.iter().find_map(|capability| match capability {
            HostCapability::FcHost { wwnn, wwpn, fabric_wwn } => Some(Wwns { wwnn, wwpn, fabric: fabric_wwn }),
            HostCapability::VportOps(_) => None,
        })
    }

    /// Refuses to go on if the device is no PCI device, which alone can be given to guests.
    pub fn check_pci(&self) -> Result<()> {
        match self.can("pci") {
            true => Ok(()),
            false => Err(Error::invalid_arg(format!("device {} is not a PCI device", self.name))),
        }
    }
}
