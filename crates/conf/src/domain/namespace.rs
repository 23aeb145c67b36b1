//! `<qemu:commandline>` and its siblings: extensions in QEMU's own namespace.

use xml::{Element, Inner, Node, Shape, Writer};

/// The namespace's name.
pub const QEMU: &str = "http://libvirt.org/schemas/domain/qemu/1.0";

/// Elements in QEMU's namespace, without their prefix, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QemuNamespace {
    /// `<qemu:commandline>`
    pub commandline: Option<Commandline>,
    /// `<qemu:capabilities>`
    pub capabilities: Option<CapabilityChanges>,
    /// `<qemu:override>`
    pub overrides: Vec<DeviceOverride>,
    /// `<qemu:deprecation behavior=…>`
    pub deprecation: Option<String>,
}

/// Words and variables put at the end of QEMU's command line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Commandline {
    /// Words.
    pub args: Vec<String>,
    /// Environment variables.
    pub env: Vec<(String, Option<String>)>,
}

/// Abilities of the binary that are to be believed in, or not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CapabilityChanges {
    /// It has these.
    pub add: Vec<String>,
    /// It has not these.
    pub del: Vec<String>,
}

/// Properties of one device's QEMU object that are given as they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceOverride {
    /// The device.
    pub alias: String,
    /// Name, type and value of each property of its guest side.
    pub properties: Vec<Property>,
}

/// A property that is given as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Property {
    /// The property's name.
    pub name: String,
    /// `string`, `signed`, `unsigned`, `bool`, or `remove`.
    pub kind: String,
    /// The value; a property that is removed has none.
    pub value: Option<String>,
}

impl QemuNamespace {
    fn is_empty(&self) -> bool {
        *self == QemuNamespace::default()
    }
}

impl Element for QemuNamespace {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut found = QemuNamespace::default();
        for child in node.children() {
            let (Some(QEMU), name) = child.expanded_name() else { continue };
            match name {
                "commandline" => found.commandline = Some(commandline(&child)?),
                "capabilities" => found.capabilities = Some(capabilities(&child)?),
                "override" => {
                    for device in own(child, "device") {
                        found.overrides.push(device_override(&device)?);
                    }
                }
                "deprecation" => found.deprecation = Some(child.field("behavior")?),
                _ => (),
            }
        }
        Ok(found)
    }

    fn format(&self, writer: &mut Writer) {
        if self.is_empty() {
            return;
        }
        writer.attr("xmlns:qemu", QEMU);
        if let Some(commandline) = &self.commandline {
            format_commandline(commandline, writer);
        }
        if let Some(changes) = &self.capabilities {
            writer.begin("qemu:capabilities");
            for (name, list) in [("qemu:add", &changes.add), ("qemu:del", &changes.del)] {
                list.iter().for_each(|flag| writer.leaf(name, &[("capability", flag)]));
            }
            writer.end("qemu:capabilities");
        }
        if !self.overrides.is_empty() {
            format_overrides(&self.overrides, writer);
        }
        if let Some(behavior) = &self.deprecation {
            writer.leaf("qemu:deprecation", &[("behavior", behavior)]);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.inner("qemu:commandline", Inner::said("commandline", declare_commandline)).optional();
        shape.inner("qemu:capabilities", Inner::said("capabilities", declare_capabilities)).optional();
        shape.inner("qemu:override", Inner::said("override", declare_overrides)).optional();
        let behavior = |shape: &mut Shape| _ = shape.attr::<String>("behavior").optional();
        shape.inner("qemu:deprecation", Inner::said("deprecation", behavior)).optional();
    }
}

fn declare_commandline(shape: &mut Shape) {
    shape.inner("qemu:arg", Inner::said("arg", |shape| _ = shape.attr::<String>("value"))).repeated();
    let env = |shape: &mut Shape| _ = shape.attr::<String>("name").attr::<String>("value").optional();
    shape.inner("qemu:env", Inner::said("env", env)).repeated();
}

fn declare_capabilities(shape: &mut Shape) {
    for name in ["qemu:add", "qemu:del"] {
        shape.inner(name, Inner::said("capability", |shape| _ = shape.attr::<String>("capability"))).repeated();
    }
}

fn declare_overrides(shape: &mut Shape) {
    let device = |shape: &mut Shape| {
        shape.attr::<String>("alias").inner("qemu:frontend", Inner::said("frontend", declare_frontend)).optional();
    };
    shape.inner("qemu:device", Inner::said("device", device)).repeated();
}

fn declare_frontend(shape: &mut Shape) {
    let property = |shape: &mut Shape| {
        shape.attr::<String>("name").attr::<String>("type").attr::<String>("value").optional();
    };
    shape.inner("qemu:property", Inner::said("property", property)).repeated();
}

fn format_commandline(commandline: &Commandline, writer: &mut Writer) {
    writer.begin("qemu:commandline");
    for arg in &commandline.args {
        writer.leaf("qemu:arg", &[("value", arg)]);
    }
    for (name, value) in &commandline.env {
        match value {
            Some(value) => writer.leaf("qemu:env", &[("name", name), ("value", value)]),
            None => writer.leaf("qemu:env", &[("name", name)]),
        }
    }
    writer.end("qemu:commandline");
}

fn format_overrides(overrides: &[DeviceOverride], writer: &mut Writer) {
    writer.begin("qemu:override");
    for device in overrides {
        writer.begin("qemu:device");
        writer.attr("alias", &device.alias);
        writer.begin("qemu:frontend");
        for property in &device.properties {
            writer.begin("qemu:property");
            writer.attr("name", &property.name);
            writer.attr("type", &property.kind);
            xml::Field::format(&property.value, "value", writer);
            writer.end("qemu:property");
        }
        writer.end("qemu:frontend");
        writer.end("qemu:device");
    }
    writer.end("qemu:override");
}

/// Children of this name in QEMU's namespace.
fn own<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(move |child| child.expanded_name() == (Some(QEMU), name))
}

fn commandline(node: &Node) -> xml::Result<Commandline> {
    let mut words = Commandline::default();
    for child in node.children() {
        match child.expanded_name() {
            (Some(QEMU), "arg") => words.args.push(child.field("value")?),
            (Some(QEMU), "env") => words.env.push(variable(&child)?),
            _ => (),
        }
    }
    Ok(words)
}

fn variable(node: &Node) -> xml::Result<(String, Option<String>)> {
    let name: String = node.field("name")?;
    let mut letters = name.chars();
    let starts = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    if !starts || !letters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(node.error(format!("'{name}' is no name of an environment variable")));
    }
    Ok((name, node.value("value")?))
}

fn capabilities(node: &Node) -> xml::Result<CapabilityChanges> {
    let list = |name| own(*node, name).map(|flag| flag.field("capability")).collect::<xml::Result<Vec<String>>>();
    Ok(CapabilityChanges { add: list("add")?, del: list("del")? })
}

fn device_override(node: &Node) -> xml::Result<DeviceOverride> {
    let mut device = DeviceOverride { alias: node.field("alias")?, properties: Vec::new() };
    for property in own(*node, "frontend").flat_map(|side| own(side, "property")) {
        let read =
            Property { name: property.field("name")?, kind: property.field("type")?, value: property.value("value")? };
        let fits = match (read.kind.as_str(), read.value.as_deref()) {
            ("string", Some(_)) => true,
            ("signed", Some(text)) => text.parse::<i64>().is_ok(),
            ("unsigned", Some(text)) => xml::number(text).is_some(),
            ("bool", Some(text)) => matches!(text, "true" | "false"),
            ("remove", None) => true,
            _ => false,
        };
        if !fits {
            return Err(property.error(format!("property '{}' has no value of its type", read.name)));
        }
        device.properties.push(read);
    }
    Ok(device)
}
