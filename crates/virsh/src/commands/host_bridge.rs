//! Bridges over the host's network devices.

use ferrovirt::constants::VIR_INTERFACE_XML_INACTIVE;
use xml::{Document, Mode, Raw, RawChild};

use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup;
use crate::table::{Command, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "iface-bridge",
        help: "create a bridge device and attach an existing network device to it",
        about: "bridge an existing network device",
        options: &[
            string("interface", "existing interface name").required(),
            string("bridge", "new bridge device name").required(),
            flag("no-stp", "do not enable STP for this bridge"),
            int("delay", "number of seconds to squelch traffic on newly connected ports").unlisted(),
            flag("no-start", "don't start the bridge immediately"),
        ],
        run: iface_bridge,
        ..Command::EMPTY
    },
    Command {
        name: "iface-unbridge",
        help: "undefine a bridge device after detaching its device(s)",
        about: "unbridge a network device",
        options: &[
            string("bridge", "current bridge device name").required(),
            flag("no-start", "don't start the detached interface immediately (not recommended)"),
        ],
        run: iface_unbridge,
        ..Command::EMPTY
    },
];

/// What says which device it is; the rest (addresses, when it starts) goes to the bridge over it.
const OF_THE_DEVICE: &[&str] = &["mac", "bond", "vlan"];

fn read(document: &str) -> Outcome<Raw> {
    let bad = |e: xml::Error| Failure::new(format!("cannot read the interface document: {e}"));
    let document = Document::parse(document).map_err(bad)?;
    document.root(Mode::INACTIVE).element().map_err(bad)
}

fn is_one_of(child: &RawChild, names: &[&str]) -> bool {
    matches!(child, RawChild::Element(name, _) if names.contains(&name.as_str()))
}

/// A bridge of this name over a device.
fn bridged(mut device: Raw, name: &str, stp: bool, delay: u32) -> Raw {
    let (own, shared) = device.children.into_iter().partition(|child| is_one_of(child, OF_THE_DEVICE));
    device.children = own;
    let mut ports = Raw { children: vec![RawChild::Element("interface".to_owned(), device)], ..Raw::default() };
    ports.set_attr("stp", if stp { "on" } else { "off" });
    if stp {
        ports.set_attr("delay", delay.to_string());
    }
    let mut bridge = Raw { children: shared, ..Raw::default() };
    bridge.set_attr("type", "bridge");
    bridge.set_attr("name", name);
    bridge.children.push(RawChild::Element("bridge".to_owned(), ports));
    bridge
}

/// The only device of a bridge, with what the bridge was over it.
fn unbridged(mut bridge: Raw) -> Outcome<Raw> {
    let ports = bridge.children.iter().position(|child| is_one_of(child, &["bridge"]));
    let ports = match ports.map(|at| bridge.children.remove(at)) {
        Some(RawChild::Element(_, ports)) => ports.children,
        _ => vec![],
    };
    let mut devices = ports.into_iter().filter_map(|child| match child {
        RawChild::Element(name, device) if name == "interface" => Some(device),
        _ => None,
    });
    let mut device = devices.next().ok_or_else(|| Failure::new("No interface attached to bridge"))?;
    if devices.next().is_some() {
        return Err(Failure::new("Multiple interfaces attached to bridge"));
    }
    bridge.children.append(&mut device.children);
    device.children = bridge.children;
    Ok(device)
}

fn iface_bridge(cx: &mut Context<'_>) -> Outcome {
    let name = cx.args.required("interface")?.to_owned();
    let bridge = cx.args.required("bridge")?.to_owned();
    let device = lookup::interface(cx.conn()?, &name)?;
    let driver = cx.drivers()?.interface;
    if driver.lookup_by_name(&bridge).is_ok() {
        return Err(Failure::new(format!("Network device {bridge} already exists")));
    }
    let delay = cx.args.number::<u32>("delay")?.unwrap_or(0);
    let raw = read(&driver.xml_desc(&device, VIR_INTERFACE_XML_INACTIVE)?)?;
    if raw.attr("type") == Some("bridge") {
        return Err(Failure::new(format!("Existing device {name} is already a bridge")));
    }
    let document = bridged(raw, &bridge, !cx.args.flag("no-stp"), delay);
    let document = xml::to_string("interface", &document, Mode::INACTIVE);
    let defined = driver.define_xml(&document, 0).lead(format!("Failed to define new bridge interface {bridge}"))?;
    cx.out.remark(format!("Created bridge {bridge} with attached device {name}\n"));
    if !cx.args.flag("no-start") {
        driver.create(&defined, 0).lead(format!("Failed to start bridge interface {bridge}"))?;
        cx.out.remark(format!("Bridge interface {bridge} started\n"));
    }
    Ok(())
}

fn iface_unbridge(cx: &mut Context<'_>) -> Outcome {
    let name = cx.args.required("bridge")?.to_owned();
    let bridge = lookup::interface(cx.conn()?, &name)?;
    let driver = cx.drivers()?.interface;
    let raw = read(&driver.xml_desc(&bridge, VIR_INTERFACE_XML_INACTIVE)?)?;
    if raw.attr("type") != Some("bridge") {
        return Err(Failure::new(format!("Device {name} is not a bridge")));
    }
    let device = unbridged(raw)?;
    let port = device.attr("name").unwrap_or_default().to_owned();
    let document = xml::to_string("interface", &device, Mode::INACTIVE);
    driver.destroy(&bridge, 0).lead(format!("Failed to destroy bridge interface {name}"))?;
    driver.undefine(&bridge).lead(format!("Failed to undefine bridge interface {name}"))?;
    let defined = driver.define_xml(&document, 0).lead(format!("Failed to define new interface {port}"))?;
    cx.out.remark(format!("Device {port} un-attached from bridge {name}\n"));
    if !cx.args.flag("no-start") {
        driver.create(&defined, 0).lead(format!("Failed to start interface {port}"))?;
        cx.out.remark(format!("Interface {port} started\n"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_goes_below_a_bridge_and_comes_back() {
        let text = "<interface type='bond' name='bond0'><start mode='onboot'/><protocol family='ipv4'><dhcp/></protocol>\
            <bond><interface type='ethernet' name='eth0'/></bond></interface>";
        let bridge = bridged(read(text).unwrap(), "br0", true, 3);
        let document = xml::to_string("interface", &bridge, Mode::INACTIVE);
        assert_eq!(
            document.split_whitespace().collect::<Vec<_>>().join(" "),
            "<interface type='bridge' name='br0'> <start mode='onboot'/> <protocol family='ipv4'> <dhcp/> </protocol> \
             <bridge stp='on' delay='3'> <interface type='bond' name='bond0'> <bond> <interface type='ethernet' \
             name='eth0'/> </bond> </interface> </bridge> </interface>"
        );
        assert_eq!(unbridged(bridge).unwrap(), read(text).unwrap());
        let without = bridged(read(text).unwrap(), "br0", false, 3);
        assert_eq!(without.child("bridge").unwrap().attributes, [("stp".to_owned(), "off".to_owned())]);
        assert!(unbridged(read("<interface type='bridge' name='b'><bridge/></interface>").unwrap()).is_err());
    }
}
