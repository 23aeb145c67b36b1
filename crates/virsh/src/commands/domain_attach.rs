//! Devices come and go.

use ferrovirt::{DomainRef, constants::*};

use super::{disks, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, alias, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "attach-device",
        help: "attach device from an XML file",
        about: "Attach device from an XML <file>.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "XML file").required().completes(Complete::File),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: attach_device,
        ..Command::EMPTY
    },
    Command {
        name: "detach-device",
        help: "detach device from an XML file",
        about: "Detach device from an XML <file>",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "XML file").required().completes(Complete::File),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: detach_device,
        ..Command::EMPTY
    },
    Command {
        name: "detach-device-alias",
        help: "detach device from an alias",
        about: "Detach device identified by the given alias from a domain",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("alias", "device alias").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: detach_device_alias,
        ..Command::EMPTY
    },
    Command {
        name: "detach-disk",
        help: "detach disk device",
        about: "Detach disk device.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("target", "target of disk device").required(),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("print-xml", "print XML document rather than detach the disk"),
        ],
        run: detach_disk,
        ..Command::EMPTY
    },
    Command {
        name: "detach-interface",
        help: "detach network interface",
        about: "Detach network interface.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("type", "network interface type").required(),
            string("mac", "MAC address").unlisted(),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("print-xml", "print XML document rather than detach the interface"),
        ],
        run: detach_interface,
        ..Command::EMPTY
    },
    Command {
        name: "update-device",
        help: "update device from an XML file",
        about: "Update device from an XML <file>.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "XML file").required().completes(Complete::File),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("force", "force device update"),
        ],
        run: update_device,
        ..Command::EMPTY
    },
    Command {
        name: "domif-setlink",
        help: "set link state of a virtual interface",
        about: "Set link state of a domain's virtual interface. This command wraps usage of update-device command.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("interface", "interface device (MAC Address)").required(),
            string("state", "new state of the device").required(),
            alias("persistent", "config"),
            flag("config", "affect next boot"),
            flag("print-xml", "print XML document rather than set the interface link state"),
        ],
        run: domif_setlink,
        ..Command::EMPTY
    },
];

/// What a device change is to affect; `persistent` means the definition, and the running guest if there is one.
fn device_impact(cx: &Context<'_>, dom: &DomainRef) -> Outcome<u32> {
    for other in ["current", "live", "config"] {
        if other == "current" {
            cx.args.exclusive("persistent", other)?;
        }
    }
    let mut flags = cx.impact()?;
    if cx.args.flag("persistent") {
        flags |= VIR_DOMAIN_AFFECT_CONFIG;
        if dom.id != -1 {
            flags |= VIR_DOMAIN_AFFECT_LIVE;
        }
    }
    Ok(flags)
}

fn attach_device(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let flags = device_impact(cx, &dom)?;
    let file = cx.args.required("file")?;
    let xml = files::read(file)?;
    let is_plain = flags == 0 && !cx.args.flag("current");
    let domain = &cx.conn()?.domain;
    match is_plain {
        true => domain.attach_device(&dom, &xml),
        false => domain.attach_device_flags(&dom, &xml, flags),
    }
    .lead(format!("Failed to attach device from {file}"))?;
    cx.out.remark("Device attached successfully\n");
    Ok(())
}

fn detach(cx: &mut Context<'_>, dom: &DomainRef, xml: &str) -> ferrovirt::Result<()> {
    let flags = match device_impact(cx, dom) {
        Ok(flags) => flags,
        Err(failure) => return Err(ferrovirt::Error::invalid_arg(failure.lines.join(": "))),
    };
    let is_plain = flags == 0 && !cx.args.flag("current");
    let connect = cx.conn().map_err(|failure| ferrovirt::Error::operation_failed(failure.lines.join(": ")))?;
    match is_plain {
        true => connect.domain.detach_device(dom, xml),
        false => connect.domain.detach_device_flags(dom, xml, flags),
    }
}

fn detach_device(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    device_impact(cx, &dom)?;
    let file = cx.args.required("file")?;
    let xml = files::read(file)?;
    detach(cx, &dom, &xml).lead(format!("Failed to detach device from {file}"))?;
    cx.out.remark("Device detached successfully\n");
    Ok(())
}

fn detach_device_alias(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let dom = cx.domain()?;
    let alias = cx.args.required("alias")?;
    let detached = cx.conn()?.domain.detach_device_alias(&dom, alias, flags);
    detached.lead(format!("Failed to detach device with alias {alias}"))?;
    cx.out.remark("Device detach request sent successfully\n");
    Ok(())
}

/// The document in which a device is looked for.
fn document(cx: &mut Context<'_>, dom: &DomainRef) -> Outcome<String> {
    let flags = if cx.args.flag("config") && !cx.args.has("live") { VIR_DOMAIN_XML_INACTIVE } else { 0 };
    Ok(cx.conn()?.domain.xml_desc(dom, flags)?)
}

fn detach_disk(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    device_impact(cx, &dom)?;
    let target = cx.args.required("target")?.to_owned();
    let xml = document(cx, &dom)?;
    let found = disks::devices(&xml, |node| {
        let name = node.first("target").and_then(|t| t.attr("dev"));
        let place = node.first("source").and_then(|s| s.attr("file").or_else(|| s.attr("dev")));
        (node.name() == "disk" && [name, place].contains(&Some(target.as_str()))).then(|| node.outer_xml())
    })?;
    let disk =
        found.first().ok_or_else(|| Failure::new(format!("No disk found whose source path or target is {target}")))?;
    if cx.args.flag("print-xml") {
        cx.out.say(disk);
        return Ok(());
    }
    detach(cx, &dom, disk).lead("Failed to detach disk")?;
    cx.out.remark("Disk detached successfully\n");
    Ok(())
}

/// Which interface is meant cannot be told.
fn not_detached(reason: String) -> Failure {
    Failure { lines: vec![reason, "Failed to detach interface".to_owned()], code: None }
}

fn detach_interface(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    device_impact(cx, &dom)?;
    let kind = cx.args.required("type")?.to_owned();
    let mac = cx.args.text("mac")?.map(str::to_owned);
    let xml = document(cx, &dom)?;
    let found = disks::devices(&xml, |node| {
        let address = node.first("mac").and_then(|m| m.attr("address"));
        let is_it = mac.as_ref().is_none_or(|mac| address.is_some_and(|a| a.eq_ignore_ascii_case(mac)));
        (node.name() == "interface" && node.attr("type") == Some(&kind) && is_it).then(|| node.outer_xml())
    })?;
    let interface = match (found.as_slice(), &mac) {
        ([one], _) => one,
        ([], None) => return Err(not_detached(format!("No interface found whose type is {kind}"))),
        ([], Some(mac)) => return Err(not_detached(format!("No interface with MAC address {mac} was found"))),
        (many, None) => {
            return Err(not_detached(format!(
                "Domain has {} interfaces. Please specify which one to detach using --mac",
                many.len()
            )));
        }
        (_, Some(mac)) => {
            return Err(not_detached(format!(
                "Domain has multiple interfaces matching MAC address {mac}. You must use detach-device and specify the \
                 device pci address to remove it."
            )));
        }
    };
    if cx.args.flag("print-xml") {
        cx.out.say(interface);
        return Ok(());
    }
    detach(cx, &dom, interface).lead("Failed to detach interface")?;
    cx.out.remark("Interface detached successfully\n");
    Ok(())
}

fn update_device(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let flags = device_impact(cx, &dom)? | cx.args.bits(&[("force", VIR_DOMAIN_DEVICE_MODIFY_FORCE)]);
    let file = cx.args.required("file")?;
    let xml = files::read(file)?;
    let updated = cx.conn()?.domain.update_device_flags(&dom, &xml, flags);
    updated.lead(format!("Failed to update device from {file}"))?;
    cx.out.remark("Device updated successfully\n");
    Ok(())
}

fn domif_setlink(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let wanted = cx.args.required("interface")?.to_owned();
    let state = cx.args.required("state")?.to_owned();
    if !["up", "down"].contains(&state.as_str()) {
        return Err(Failure::new(format!("invalid link state '{state}'")));
    }
    let xml = document(cx, &dom)?;
    let found = disks::devices(&xml, |node| {
        let target = node.first("target").and_then(|t| t.attr("dev"));
        let mac = node.first("mac").and_then(|m| m.attr("address"));
        let is_it = target == Some(&wanted) || mac.is_some_and(|m| m.eq_ignore_ascii_case(&wanted));
        (node.name() == "interface" && is_it).then(|| with_link(node, &state))
    })?;
    let interface = found.first().ok_or_else(|| Failure::new(format!("interface '{wanted}' not found")))?;
    if cx.args.flag("print-xml") {
        cx.out.say(interface);
        return Ok(());
    }
    let flags = match (cx.args.flag("config"), dom.id != -1) {
        (true, _) => VIR_DOMAIN_AFFECT_CONFIG,
        (false, true) => VIR_DOMAIN_AFFECT_LIVE,
        (false, false) => VIR_DOMAIN_AFFECT_CURRENT,
    };
    cx.conn()?.domain.update_device_flags(&dom, interface, flags).lead("Failed to update interface link state")?;
    cx.out.remark("Device updated successfully\n");
    Ok(())
}

/// An interface's document with another link state.
fn with_link(node: xml::Node<'_>, state: &str) -> String {
    let mut text = String::from("<interface");
    for (name, value) in node.each_attribute() {
        text.push_str(&format!(" {name}='{}'", super::virsh_itself::xml_escaped(value)));
    }
    text.push_str(">\n");
    for child in node.children().filter(|child| child.name() != "link") {
        text.push_str(&format!("  {}\n", child.outer_xml()));
    }
    text.push_str(&format!("  <link state='{state}'/>\n</interface>\n"));
    text
}
