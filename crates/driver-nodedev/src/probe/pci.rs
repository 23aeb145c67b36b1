//! PCI devices, and what is behind or inside them.

use conf::nodedev::Capability;
use conf::nodedev::mdev::MdevType;
use conf::nodedev::pci::{IdName, IommuGroup, Numa, Pci, PciCapability, VirtFunctions};
use conf::words::PlainPciAddress;
use xml::{Hex, Text};

use super::pci_config::{self, Header};
use super::{Kernel, vpd};
use crate::found::Found;

pub(super) fn probe(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let sysfs = &kernel.sysfs;
    let at = address(&found.name)?;
    let number = |part: u64| u32::try_from(part).ok().map(Text);
    let class = found.property("PCI_CLASS").and_then(|text| u64::from_str_radix(text, 16).ok());
    let (vendor, product) = ids(kernel, found)?;
    let names = kernel.ids.names(vendor, product);
    let config = sysfs.bytes(&found.at("config")).unwrap_or_default();
    let numa = sysfs.text(&found.at("numa_node")).and_then(|text| text.parse::<i32>().ok()).filter(|node| *node >= 0);
    Some(Capability::Pci(Box::new(Pci {
        class: class.map(|class| Text(Hex(class))),
        domain: number(at.domain.0)?,
        bus: number(at.bus.0)?,
        slot: number(at.slot.0)?,
        function: number(at.function.0)?,
        product: IdName { id: Hex(product.into()), name: names.product },
        vendor: IdName { id: Hex(vendor.into()), name: names.vendor },
        capabilities: capabilities(kernel, found, &config),
        iommu_group: group(kernel, found),
        numa: numa.map(|node| Numa { node: Some(node) }),
        express: pci_config::express(&config),
    })))
}

/// Numbers of vendor and product.
pub(crate) fn ids(kernel: &Kernel, found: &Found) -> Option<(u16, u16)> {
    let id = |attribute: &str| u16::try_from(kernel.sysfs.hex(&found.at(attribute))?).ok();
    Some((id("vendor")?, id("device")?))
}

/// Reads the kernel's name of a place on the bus.
pub(crate) fn address(name: &str) -> Option<PlainPciAddress> {
    let (domain, rest) = name.split_once(':')?;
    let (bus, rest) = rest.split_once(':')?;
    let (slot, function) = rest.split_once('.')?;
    let hex = |digits: &str| u64::from_str_radix(digits, 16).ok();
    Some(PlainPciAddress {
        domain: Hex(hex(domain)?),
        bus: Hex(hex(bus)?),
        slot: Hex(hex(slot)?),
        function: Hex(hex(function)?),
    })
}

fn capabilities(kernel: &Kernel, found: &Found, config: &[u8]) -> Vec<PciCapability> {
    let sysfs = &kernel.sysfs;
    let mut capabilities = Vec::new();
    if let Some(function) = sysfs.link_name(&found.at("physfn")) {
        capabilities.push(PciCapability::PhysFunction { address: address(&function) });
    }
    let total = sysfs.number(&found.at("sriov_totalvfs")).and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
    let addresses = functions(kernel, found, total);
    if total > 0 || !addresses.is_empty() {
        capabilities
            .push(PciCapability::VirtFunctions(VirtFunctions { max_count: (total > 0).then_some(total), addresses }));
    }
    match pci_config::header(config) {
        Some(Header::Bridge) => capabilities.push(PciCapability::PciBridge),
        Some(Header::Cardbus) => capabilities.push(PciCapability::CardbusBridge),
        None => (),
    }
    let types = mdev_types(kernel, found);
    if !types.is_empty() {
        capabilities.push(PciCapability::MdevTypes { types });
    }
    capabilities.extend(sysfs.bytes(&found.at("vpd")).as_deref().and_then(vpd::parse).map(PciCapability::Vpd));
    capabilities
}

/// The virtual functions that there are, in the order of their numbers.
fn functions(kernel: &Kernel, found: &Found, total: u32) -> Vec<PlainPciAddress> {
    let functions = (0..total.min(u16::MAX.into()))
        .map_while(|number| kernel.sysfs.link_name(&found.at(&format!("virtfn{number}"))).as_deref().and_then(address));
    functions.collect()
}

/// The functions that can only be given away together.
fn group(kernel: &Kernel, found: &Found) -> Option<IommuGroup> {
    let name = kernel.sysfs.link_name(&found.at("iommu_group"))?;
    let members = kernel.sysfs.names(&format!("/kernel/iommu_groups/{name}/devices"));
    let addresses = members.iter().filter_map(|member| address(member)).collect();
    Some(IommuGroup { number: name.parse().ok()?, addresses })
}

/// The types of parts that the device can be divided into.
fn mdev_types(kernel: &Kernel, found: &Found) -> Vec<MdevType> {
    let sysfs = &kernel.sysfs;
    let folder = found.at("mdev_supported_types");
    let types = sysfs.names(&folder).into_iter().filter_map(|id| {
        let word = |attribute: &str| sysfs.word(&format!("{folder}/{id}/{attribute}"));
        let available = sysfs.number(&format!("{folder}/{id}/available_instances"))?;
        Some(MdevType {
            name: word("name").map(Text),
            device_api: Text(word("device_api")?),
            available_instances: Text(u32::try_from(available).ok()?),
            id,
        })
    });
    types.collect()
}
