//! Disks and interfaces described by options rather than by a document, and removable media.

use ferrovirt::constants::*;
use xml::Node;

use super::virsh_itself::xml_escaped;
use super::{disks, domain_tune};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, alias, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "attach-disk",
        help: "attach disk device",
        about: "Attach new disk device.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("source", "source of disk device or name of network disk").required().may_be_empty(),
            string("target", "target of disk device").required(),
            string("targetbus", "target bus of disk device"),
            string("driver", "driver of disk device"),
            string("subdriver", "subdriver of disk device"),
            string("iothread", "IOThread to be used by supported device"),
            string("cache", "cache mode of disk device"),
            string("io", "io policy of disk device"),
            string("type", "target device type"),
            alias("shareable", "mode=shareable"),
            string("mode", "mode of device reading and writing"),
            string("sourcetype", "type of source (block|file|network)"),
            string("serial", "serial of disk device"),
            string("wwn", "wwn of disk device"),
            string("alias", "custom alias name of disk device"),
            flag("rawio", "needs rawio capability"),
            string("address", "address of disk device"),
            flag("multifunction", "use multifunction pci under specified address"),
            flag("print-xml", "print XML document rather than attach the disk"),
            string("source-protocol", "protocol used by disk device source"),
            string("source-host-name", "host name for source of disk device"),
            string("source-host-transport", "host transport for source of disk device"),
            string("source-host-socket", "host socket for source of disk device"),
            string("throttle-groups", "comma separated list of throttle groups to be applied"),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: attach_disk,
        ..Command::EMPTY
    },
    Command {
        name: "attach-interface",
        help: "attach network interface",
        about: "Attach new network interface.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("type", "network interface type").required(),
            string("source", "source of network interface").required(),
            string("target", "target network name").unlisted(),
            string("mac", "MAC address").unlisted(),
            string("script", "script used to bridge network interface").unlisted(),
            string("model", "model type").unlisted(),
            string("alias", "custom alias name of interface device").unlisted(),
            string("inbound", "control domain's incoming traffics").unlisted(),
            string("outbound", "control domain's outgoing traffics").unlisted(),
            flag("persistent", "make live change persistent"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("print-xml", "print XML document rather than attach the interface"),
            flag("managed", "libvirt will automatically detach/attach the device from/to host"),
            string("source-mode", "mode attribute of <source/> element").unlisted(),
        ],
        run: attach_interface,
        ..Command::EMPTY
    },
    Command {
        name: "change-media",
        help: "Change media of CD or floppy drive",
        about: "Change media of CD or floppy drive.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "Fully-qualified path or target of disk device").required(),
            string("source", "source of the media").positional(),
            flag("eject", "Eject the media"),
            flag("insert", "Insert the media"),
            flag("update", "Update the media"),
            flag(
                "current",
                "can be either or both of --live and --config, depends on implementation hypervisor driver",
            ),
            flag("live", "alter live configuration of running domain"),
            flag("config", "alter persistent configuration, effect observed on next boot"),
            flag("force", "force media changing"),
            flag("print-xml", "print XML document rather than change media"),
            flag("block", "source media is a block device"),
        ],
        run: change_media,
        ..Command::EMPTY
    },
];

/// ` name='value'` where the option was given.
fn attribute(cx: &Context<'_>, option: &str, name: &str) -> Outcome<String> {
    let value = cx.args.text(option)?.filter(|value| !value.is_empty());
    Ok(value.map(|value| format!(" {name}='{}'", xml_escaped(value))).unwrap_or_default())
}

/// `<element>value</element>` where the option was given.
fn element(cx: &Context<'_>, option: &str) -> Outcome<String> {
    let value = cx.args.text(option)?;
    Ok(value.map(|value| format!("  <{option}>{}</{option}>\n", xml_escaped(value))).unwrap_or_default())
}

/// Attaches a device that options describe, or prints its document.
fn attach(cx: &mut Context<'_>, xml: &str, what: &str) -> Outcome {
    if cx.args.flag("print-xml") {
        cx.out.say(xml);
        return Ok(());
    }
    cx.args.exclusive("persistent", "current")?;
    let mut flags = cx.impact()?;
    let dom = cx.domain()?;
    if cx.args.flag("persistent") {
        flags |= VIR_DOMAIN_AFFECT_CONFIG;
        if dom.id != -1 {
            flags |= VIR_DOMAIN_AFFECT_LIVE;
        }
    }
    let is_plain = flags == 0 && !cx.args.flag("current");
    let domain = &cx.conn()?.domain;
    match is_plain {
        true => domain.attach_device(&dom, xml),
        false => domain.attach_device_flags(&dom, xml, flags),
    }
    .lead(format!("Failed to attach {what}"))?;
    let mut heading = what.to_owned();
    heading.replace_range(..1, &what[..1].to_ascii_uppercase());
    cx.out.remark(format!("{heading} attached successfully\n"));
    Ok(())
}

fn attach_disk(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("source-host-name", "source-host-socket")?;
    let protocol = cx.args.text("source-protocol")?.map(str::to_owned);
    let source = cx.args.text("source")?.unwrap_or_default().to_owned();
    let kind = match cx.args.text("sourcetype")? {
        Some(kind @ ("file" | "block" | "network")) => kind.to_owned(),
        Some(other) => return Err(Failure::new(format!("Unknown source type: '{other}'"))),
        None if protocol.is_some() => "network".to_owned(),
        None if is_block_device(&source) => "block".to_owned(),
        None => "file".to_owned(),
    };
    let mode = match cx.args.text("mode")? {
        None => "",
        Some("readonly") => "  <readonly/>\n",
        Some("shareable") => "  <shareable/>\n",
        Some(other) => return Err(Failure::new(format!("No support for {other} in command 'attach-disk'"))),
    };
    let rawio = if cx.args.flag("rawio") { " rawio='yes'" } else { "" };
    let mut xml = format!("<disk type='{kind}'{}{rawio}>\n", attribute(cx, "type", "device")?);
    let mut driver = String::new();
    for (option, name) in
        [("driver", "name"), ("subdriver", "type"), ("iothread", "iothread"), ("cache", "cache"), ("io", "io")]
    {
        driver.push_str(&attribute(cx, option, name)?);
    }
    if !driver.is_empty() {
        xml.push_str(&format!("  <driver{driver}/>\n"));
    }
    xml.push_str(&disk_source(cx, &kind, &source, protocol.as_deref())?);
    xml.push_str(&format!("  <target{}{}/>\n", attribute(cx, "target", "dev")?, attribute(cx, "targetbus", "bus")?));
    if let Some(groups) = cx.args.text("throttle-groups")? {
        let groups = groups.split(',').map(|g| format!("    <throttlefilter group='{}'/>\n", xml_escaped(g)));
        xml.push_str(&format!("  <throttlefilters>\n{}  </throttlefilters>\n", groups.collect::<String>()));
    }
    xml.push_str(mode);
    xml.push_str(&element(cx, "serial")?);
    if cx.args.has("alias") {
        xml.push_str(&format!("  <alias{}/>\n", attribute(cx, "alias", "name")?));
    }
    xml.push_str(&element(cx, "wwn")?);
    if let Some(text) = cx.args.text("address")? {
        let target = cx.args.text("target")?.unwrap_or_default();
        xml.push_str(&address(text, target, cx.args.flag("multifunction"))?);
    }
    xml.push_str("</disk>\n");
    attach(cx, &xml, "disk")
}

/// Only a daemon on this machine sees the same files; for a far one the user has to say what the source is.
fn is_block_device(path: &str) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    std::fs::metadata(path).is_ok_and(|found| found.file_type().is_block_device())
}

fn disk_source(cx: &Context<'_>, kind: &str, source: &str, protocol: Option<&str>) -> Outcome<String> {
    let escaped = xml_escaped(source);
    if kind != "network" {
        let name = if kind == "block" { "dev" } else { "file" };
        return Ok(format!("  <source {name}='{escaped}'/>\n"));
    }
    let name = if source.is_empty() { String::new() } else { format!(" name='{escaped}'") };
    let head = format!("  <source protocol='{}'{name}", xml_escaped(protocol.unwrap_or_default()));
    let transport = attribute(cx, "source-host-transport", "transport")?;
    let host = match (cx.args.text("source-host-name")?, cx.args.has("source-host-socket")) {
        (Some(host), _) => {
            let (name, port) = match host.rsplit_once(':') {
                Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => (name, Some(port)),
                _ => (host, None),
            };
            let port = port.map(|port| format!(" port='{port}'")).unwrap_or_default();
            format!("    <host{transport} name='{}'{port}/>\n", xml_escaped(name))
        }
        (None, true) => format!("    <host{transport}{}/>\n", attribute(cx, "source-host-socket", "socket")?),
        (None, false) => return Ok(format!("{head}/>\n")),
    };
    Ok(format!("{head}>\n{host}  </source>\n"))
}

/// A disk's address: `pci:domain.bus.slot.function`, `scsi`/`ide`/`sata:controller.bus.unit`, `ccw:cssid.ssid.devno`,
/// `usb:bus.port`. The target's name says which bus it must fit.
fn address(text: &str, target: &str, multifunction: bool) -> Outcome<String> {
    let invalid = || Failure::new("Invalid address.");
    let (kind, numbers) = text.split_once(':').ok_or_else(invalid)?;
    let pieces: Vec<&str> = numbers.split('.').collect();
    let number = |at: usize, radix: u32| {
        pieces.get(at).and_then(|piece| u32::from_str_radix(piece, radix).ok()).ok_or_else(invalid)
    };
    let (allowed, expected): (&[&str], &str) = match target.get(..2) {
        Some("vd") => (&["pci", "ccw"], "a pci:0000.00.00.00 or ccw:00.0.0000"),
        Some("sd") => (&["scsi", "usb", "sata"], "a scsi:00.00.00 or usb:00.00 or sata:00.00.00"),
        Some("hd") => (&["ide"], "an ide:00.00.00"),
        _ => (&["pci", "ccw", "scsi", "usb", "sata", "ide"], ""),
    };
    let count = match kind {
        "pci" => 4,
        "usb" => 2,
        "ccw" | "scsi" | "sata" | "ide" => 3,
        _ => return Err(invalid()),
    };
    if pieces.len() != count {
        return Err(invalid());
    }
    if !allowed.contains(&kind) {
        return Err(Failure::new(format!("expecting {expected} address.")));
    }
    let inside = match kind {
        "pci" => {
            let function = if multifunction { " multifunction='on'" } else { "" };
            format!(
                "type='pci' domain='0x{:04x}' bus='0x{:02x}' slot='0x{:02x}' function='0x{:x}'{function}",
                number(0, 16)?,
                number(1, 16)?,
                number(2, 16)?,
                number(3, 16)?
            )
        }
        "ccw" => format!(
            "type='ccw' cssid='0x{:02x}' ssid='0x{:01x}' devno='0x{:04x}'",
            number(0, 16)?,
            number(1, 16)?,
            number(2, 16)?
        ),
        "usb" => format!("type='usb' bus='{}' port='{}'", number(0, 10)?, number(1, 10)?),
        _ => {
            let (controller, bus, unit) = (number(0, 10)?, number(1, 10)?, number(2, 10)?);
            format!("type='drive' controller='{controller}' bus='{bus}' unit='{unit}'")
        }
    };
    Ok(format!("  <address {inside}/>\n"))
}

fn attach_interface(cx: &mut Context<'_>) -> Outcome {
    let kind = cx.args.required("type")?.to_owned();
    let source = cx.args.required("source")?.to_owned();
    let mode = cx.args.text("source-mode")?.map(str::to_owned);
    if let Some(mode) = &mode
        && !["server", "client"].contains(&mode.as_str())
    {
        return Err(Failure::new(format!("Invalid source mode: {mode}")));
    }
    let escaped = xml_escaped(&source);
    let source = match kind.as_str() {
        "network" => format!("  <source network='{escaped}'/>\n"),
        "bridge" => format!("  <source bridge='{escaped}'/>\n"),
        "direct" => format!("  <source dev='{escaped}'/>\n"),
        "hostdev" => hostdev_source(&source)?,
        "vhostuser" => {
            let mode = mode.ok_or_else(|| Failure::new("source-mode is mandatory"))?;
            format!("  <source type='unix' path='{escaped}' mode='{mode}'/>\n")
        }
        other => return Err(Failure::new(format!("No support for {other} in command 'attach-interface'"))),
    };
    let managed = if kind == "hostdev" && cx.args.flag("managed") { " managed='yes'" } else { "" };
    let mut xml = format!("<interface type='{kind}'{managed}>\n{source}");
    for (option, element, name) in [
        ("target", "target", "dev"),
        ("mac", "mac", "address"),
        ("script", "script", "path"),
        ("model", "model", "type"),
        ("alias", "alias", "name"),
    ] {
        let attribute = attribute(cx, option, name)?;
        if !attribute.is_empty() {
            xml.push_str(&format!("  <{element}{attribute}/>\n"));
        }
    }
    let mut bandwidth = String::new();
    for direction in ["inbound", "outbound"] {
        let Some(text) = cx.args.text(direction)? else { continue };
        let rates = domain_tune::rates(text, direction)?;
        let values: String = rates
            .iter()
            .map(|rate| format!(" {}='{}'", rate.field.rsplit('.').next().unwrap_or_default(), rate.value))
            .collect();
        bandwidth.push_str(&format!("    <{direction}{values}/>\n"));
    }
    if !bandwidth.is_empty() {
        xml.push_str(&format!("  <bandwidth>\n{bandwidth}  </bandwidth>\n"));
    }
    xml.push_str("</interface>\n");
    attach(cx, &xml, "interface")
}

/// `domain:bus:slot.function`, in hexadecimal.
fn hostdev_source(text: &str) -> Outcome<String> {
    let bad = || Failure::new(format!("cannot parse pci address '{text}' for network interface"));
    let pieces: Vec<&str> = text.split([':', '.']).collect();
    let numbers =
        pieces.iter().map(|piece| u32::from_str_radix(piece, 16).ok()).collect::<Option<Vec<u32>>>().ok_or_else(bad)?;
    let [domain, bus, slot, function] = numbers[..] else { return Err(bad()) };
    let place = format!("domain='0x{domain:04x}' bus='0x{bus:02x}' slot='0x{slot:02x}' function='0x{function:x}'");
    Ok(format!("  <source>\n    <address type='pci' {place}/>\n  </source>\n"))
}

fn change_media(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("eject", "insert"), ("eject", "update"), ("insert", "update"), ("eject", "block")] {
        cx.args.exclusive(one, other)?;
    }
    let (eject, insert) = (cx.args.flag("eject"), cx.args.flag("insert"));
    let mut flags = cx.impact()?;
    if cx.args.flag("force") {
        flags |= VIR_DOMAIN_DEVICE_MODIFY_FORCE;
    }
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    let source = cx.args.text("source")?.map(str::to_owned);
    if eject && source.is_some() {
        return Err(Failure::new("Options --source and --eject are mutually exclusive"));
    }
    let is_stored = cx.args.flag("config") || dom.id == -1;
    let document = cx.conn()?.domain.xml_desc(&dom, if is_stored { VIR_DOMAIN_XML_INACTIVE } else { 0 })?;
    let found = disks::devices(&document, |node| {
        let name = node.first("target").and_then(|t| t.attr("dev"));
        let place = node.first("source").and_then(|s| s.attr("file").or_else(|| s.attr("dev")));
        let is_it = node.name() == "disk" && [name, place].contains(&Some(path.as_str()));
        let removable = matches!(node.attr("device"), Some("cdrom" | "floppy"));
        is_it.then(|| (removable, place.is_some(), with_media(node, source.as_deref())))
    })?;
    let (removable, has_media, xml) = found
        .into_iter()
        .next()
        .ok_or_else(|| Failure::new(format!("No disk found whose source path or target is {path}")))?;
    if !removable {
        return Err(Failure::new(format!("The disk device '{path}' is not removable")));
    }
    if eject && !has_media {
        return Err(Failure::new(format!("The disk device '{path}' doesn't have media")));
    }
    if !eject && source.is_none() {
        return Err(Failure::new("New disk media source was not specified"));
    }
    if insert && has_media {
        return Err(Failure::new(format!("The disk device '{path}' already has media")));
    }
    if cx.args.flag("print-xml") {
        cx.out.say(&xml);
        return Ok(());
    }
    let (verb, done) = match (eject, insert) {
        (true, _) => ("eject", "ejected"),
        (_, true) => ("insert", "inserted"),
        _ => ("update", "updated"),
    };
    let changed = cx.conn()?.domain.update_device_flags(&dom, &xml, flags);
    changed.lead(format!("Failed to complete action {verb} on media"))?;
    cx.out.say(format!("Successfully {done} media."));
    Ok(())
}

/// A disk's document with another medium, or none.
fn with_media(node: Node<'_>, source: Option<&str>) -> String {
    let is_block = source.is_some_and(is_block_device);
    let kind = if is_block { "block" } else { "file" };
    let mut text = format!("<disk type='{kind}'");
    for (name, value) in node.each_attribute().filter(|(name, _)| *name != "type") {
        text.push_str(&format!(" {name}='{}'", xml_escaped(value)));
    }
    text.push_str(">\n");
    let gone = ["source", "backingStore"];
    for child in node.children().filter(|child| !gone.contains(&child.name())) {
        text.push_str(&format!("  {}\n", child.outer_xml()));
    }
    if let Some(source) = source {
        let name = if is_block { "dev" } else { "file" };
        text.push_str(&format!("  <source {name}='{}'/>\n", xml_escaped(source)));
    }
    text.push_str("</disk>\n");
    text
}
