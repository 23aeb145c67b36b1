//! USB devices and their functions.

use conf::nodedev::Capability;
use conf::nodedev::pci::IdName;
use conf::nodedev::small::{Usb, UsbDevice};
use xml::{Hex, Text};

use super::Kernel;
use crate::found::Found;

/// A device; its numbers are udev's, or where it has noted nothing the kernel's own.
pub(super) fn device(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let number = |key: &str, attribute: &str| match found.property(key) {
        Some(text) => text.parse::<u32>().ok(),
        None => kernel.sysfs.number(&found.at(attribute)).and_then(|number| u32::try_from(number).ok()),
    };
    let named = |key: &str, attribute: &str, name_key: &str, name: &str| {
        let id = match found.property(key) {
            Some(text) => u64::from_str_radix(text, 16).ok(),
            None => kernel.sysfs.hex(&found.at(attribute)),
        };
        let known = found.property(name_key).filter(|name| !name.is_empty()).map(str::to_owned);
        Some(IdName { id: Hex(id?), name: known.or_else(|| kernel.sysfs.word(&found.at(name))) })
    };
    Some(Capability::UsbDevice(UsbDevice {
        bus: Text(number("BUSNUM", "busnum")?),
        device: Text(number("DEVNUM", "devnum")?),
        product: named("ID_MODEL_ID", "idProduct", "ID_MODEL_FROM_DATABASE", "product")?,
        vendor: named("ID_VENDOR_ID", "idVendor", "ID_VENDOR_FROM_DATABASE", "manufacturer")?,
    }))
}

/// A function of a device.
pub(super) fn interface(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let number = |attribute: &str| {
        let number = kernel.sysfs.hex(&found.at(attribute)).unwrap_or(0);
        u32::try_from(number).ok().map(Text)
    };
    Some(Capability::Usb(Usb {
        number: number("bInterfaceNumber")?,
        class: number("bInterfaceClass")?,
        subclass: number("bInterfaceSubClass")?,
        protocol: number("bInterfaceProtocol")?,
        description: None,
    }))
}
