//! `<qemu:commandline>` and its siblings: extensions in QEMU's own namespace.

use xml::{Element, Inner, Node, Raw, RawChild, Shape, Writer};

/// The namespace's name.
pub const QEMU: &str = "http://libvirt.org/schemas/domain/qemu/1.0";

/// Elements in QEMU's namespace, without their prefix, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QemuNamespace {
    /// `<qemu:commandline>`
    pub commandline: Option<Commandline>,
    /// `<qemu:capabilities>`
    pub capabilities: Option<Raw>,
    /// `<qemu:override>`
    pub overrides: Option<Raw>,
    /// `<qemu:deprecation>`
    pub deprecation: Option<Raw>,
}

/// Words and variables put at the end of QEMU's command line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Commandline {
    /// Words.
    pub args: Vec<String>,
    /// Environment variables.
    pub env: Vec<(String, Option<String>)>,
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
            let slot = match name {
                "commandline" => {
                    found.commandline = Some(commandline(&child)?);
                    continue;
                }
                "capabilities" => &mut found.capabilities,
                "override" => &mut found.overrides,
                "deprecation" => &mut found.deprecation,
                _ => continue,
            };
            *slot = Some(without_prefix(child.element::<Raw>()?));
        }
        Ok(found)
    }

    fn format(&self, writer: &mut Writer) {
        if self.is_empty() {
            return;
        }
        writer.attr("xmlns:qemu", QEMU);
        if let Some(commandline) = &self.commandline {
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
        let others =
            [("capabilities", &self.capabilities), ("override", &self.overrides), ("deprecation", &self.deprecation)];
        for (name, raw) in others {
            if let Some(raw) = raw {
                print_prefixed(name, raw, writer);
            }
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.inner("qemu:commandline", Inner::said("commandline", declare_commandline)).optional();
        for name in ["qemu:capabilities", "qemu:override", "qemu:deprecation"] {
            shape.child::<Raw>(name).optional();
        }
    }
}

fn declare_commandline(shape: &mut Shape) {
    shape.inner("qemu:arg", Inner::said("arg", |shape| _ = shape.attr::<String>("value"))).repeated();
    let env = |shape: &mut Shape| _ = shape.attr::<String>("name").attr::<String>("value").optional();
    shape.inner("qemu:env", Inner::said("env", env)).repeated();
}

fn commandline(node: &Node) -> xml::Result<Commandline> {
    let mut words = Commandline::default();
    for child in node.children() {
        match child.expanded_name() {
            (Some(QEMU), "arg") => words.args.push(child.field("value")?),
            (Some(QEMU), "env") => words.env.push((child.field("name")?, child.value("value")?)),
            _ => (),
        }
    }
    Ok(words)
}

fn without_prefix(mut raw: Raw) -> Raw {
    raw.attributes.retain(|(name, _)| !name.starts_with("xmlns"));
    raw.children = raw
        .children
        .into_iter()
        .map(|child| match child {
            RawChild::Element(name, inner) => {
                let local = name.rsplit(':').next().unwrap_or(&name).to_owned();
                RawChild::Element(local, without_prefix(inner))
            }
            text => text,
        })
        .collect();
    raw
}

fn print_prefixed(name: &str, raw: &Raw, writer: &mut Writer) {
    let name = format!("qemu:{name}");
    writer.begin(&name);
    for (key, value) in &raw.attributes {
        writer.attr(key, value);
    }
    for (child, inner) in raw.elements() {
        print_prefixed(child, inner, writer);
    }
    writer.end(&name);
}
