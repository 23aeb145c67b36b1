//! Properties of devices and objects as JSON, in the order in which they are set; words with commas.

use conf::domain::address::{Address, DeviceInfo, VirtioOptions, Zpci};
use conf::domain::controller::ControllerType;
use conf::words::OnOff;
use serde_json::{Map, Value};
use virt::{Error, Result};

use super::Build;

/// JSON properties.
#[derive(Debug, Clone, Default)]
pub(crate) struct Props(Map<String, Value>, Option<Zpci>);

impl Props {
    /// The device that gives this one its numbers on IBM Z; it has to come first.
    pub(crate) fn take_zpci(&mut self) -> Option<Props> {
        let zpci = self.1.take()?;
        let (uid, fid) = (zpci.uid?.0, zpci.fid?.0);
        let target = self.0.get("id").cloned()?;
        let props = Props::driver("zpci").with("uid", uid).with("fid", fid).with("target", target);
        Some(props.with("id", format!("zpci{uid}")))
    }

    /// The same without such numbers.
    pub(crate) fn without_zpci(mut self) -> Props {
        self.1 = None;
        self
    }

    /// Properties of a device of this driver.
    pub(crate) fn driver(name: &str) -> Props {
        Props::default().with("driver", name)
    }

    /// Properties of an object of this type.
    pub(crate) fn object(kind: &str, id: &str) -> Props {
        Props::default().with("qom-type", kind).with("id", id)
    }

    /// Sets one.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Props {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Sets one where there is a value.
    pub(crate) fn maybe(self, name: &str, value: Option<impl Into<Value>>) -> Props {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// A switch, as a boolean.
    pub(crate) fn switch(self, name: &str, value: Option<OnOff>) -> Props {
        self.maybe(name, value.map(OnOff::is_on))
    }

    /// What every virtio device may be told.
    pub(crate) fn virtio(self, options: Option<&VirtioOptions>) -> Props {
        let Some(options) = options else { return self };
        self.switch("iommu_platform", options.iommu)
            .switch("ats", options.ats)
            .switch("packed", options.packed)
            .switch("page-per-vq", options.page_per_vq)
    }

    /// One of them.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The properties as `TYPE,name=value,…`, for options that take no JSON yet.
    pub(crate) fn words(&self, kind: &str) -> String {
        let mut out = self.0.get(kind).and_then(Value::as_str).unwrap_or("").to_owned();
        for (name, value) in self.0.iter().filter(|(name, _)| *name != kind) {
            let list = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            for item in list {
                let text = match item.get("str").unwrap_or(&item) {
                    Value::Bool(on) => (if *on { "on" } else { "off" }).to_owned(),
                    Value::String(text) => escape(text),
                    other => other.to_string(),
                };
                out.push_str(&format!(",{name}={text}"));
            }
        }
        out
    }

    /// The properties as a value inside others.
    pub(crate) fn value(self) -> Value {
        Value::Object(self.0)
    }

    /// The properties as one word.
    pub(crate) fn text(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

/// A value inside a word with commas: commas are doubled.
pub(crate) fn escape(text: &str) -> String {
    text.replace(',', ",,")
}

impl Build<'_> {
    /// Adds the place of a device.
    pub(crate) fn place(&self, mut props: Props, info: &DeviceInfo) -> Result<Props> {
        props.1 = info.pci().and_then(|at| at.zpci.clone());
        let acpi = info.acpi.as_ref().map(|acpi| acpi.index);
        Ok(match &info.address {
            Some(Address::Pci(at)) => {
                let bus = self.pci_bus(at.bus)?;
                let addr = match at.function {
                    0 => format!("{:#x}", at.slot),
                    function => format!("{:#x}.{function:#x}", at.slot),
                };
                props
                    .with("bus", bus)
                    .switch("multifunction", at.multifunction)
                    .with("addr", addr)
                    .maybe("acpi-index", acpi)
            }
            Some(Address::Usb(at)) => {
                let bus = self.controller_alias(ControllerType::Usb, at.bus)?;
                props.with("bus", format!("{bus}.0")).maybe("port", at.port.clone())
            }
            Some(Address::SpaprVio { reg }) => props.maybe("reg", reg.map(|reg| reg.0)),
            Some(Address::Ccw(at)) => match (at.cssid, at.ssid, at.devno) {
                (Some(cssid), Some(ssid), Some(devno)) => {
                    props.with("devno", format!("{:x}.{:x}.{:04x}", cssid.0, ssid.0, devno.0))
                }
                _ => props,
            },
            Some(Address::Isa { iobase, irq }) => {
                props.maybe("iobase", iobase.map(|v| v.0)).maybe("irq", irq.map(|v| v.0))
            }
            Some(Address::Dimm { slot, base }) => props.with("slot", *slot).maybe("addr", base.map(|b| b.0)),
            _ => props,
        })
    }

    /// The name of a PCI bus.
    fn pci_bus(&self, index: u32) -> Result<String> {
        let alias = self.controller_alias(ControllerType::Pci, index)?;
        if index == 0 && alias.starts_with("ua-") {
            // The machine has named it, whatever the document calls it.
            let is_express = self.domain.devices.controllers.iter().any(|c| c.model() == "pcie-root");
            return Ok(if is_express { "pcie.0" } else { "pci.0" }.to_owned());
        }
        let multiple_roots = self.machine.is_pseries();
        Ok(match multiple_roots && index > 0 && self.is_phb(index) {
            true => format!("{alias}.0"),
            false => alias,
        })
    }

    fn is_phb(&self, index: u32) -> bool {
        let mut controllers = self.domain.devices.controllers.iter();
        controllers.any(|c| c.kind == ControllerType::Pci && c.index == index && c.model() == "pci-root")
    }

    /// The alias of a controller.
    pub(crate) fn controller_alias(&self, kind: ControllerType, index: u32) -> Result<String> {
        let mut controllers = self.domain.devices.controllers.iter();
        let found = controllers.find(|c| c.kind == kind && c.index == index && c.info.master.is_none());
        match found {
            Some(controller) => Ok(controller.info.alias().to_owned()),
            None => Err(Error::internal(format!("Could not find {} controller with index {index}", kind.as_str()))),
        }
    }
}

/// The QEMU name of a virtio device on the bus that its place is on.
pub(crate) fn virtio_name(base: &str, model: Option<&str>, info: &DeviceInfo) -> String {
    let bus = match &info.address {
        Some(Address::Ccw(_)) => "ccw",
        Some(Address::VirtioMmio) => "device",
        _ => "pci",
    };
    let flavour = match model {
        Some(model) if model.ends_with("non-transitional") => "-non-transitional",
        Some(model) if model.ends_with("transitional") => "-transitional",
        _ => "",
    };
    format!("{base}-{bus}{flavour}")
}
