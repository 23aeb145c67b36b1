//! Options for the tools beneath a pool, in namespaces of their own.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Inner, Node, Result, Shape, Writer};

const FS: &str = "http://libvirt.org/schemas/storagepool/fs/1.0";
const RBD: &str = "http://libvirt.org/schemas/storagepool/rbd/1.0";

/// The options that a document has.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Options {
    #[default]
    None,
    /// `<fs:mount_opts>`: what mount is told.
    Mount(Vec<String>),
    /// `<rbd:config_opts>`: names and values for Ceph's library.
    Ceph(Vec<(String, String)>),
}

/// The declaration of a namespace, which stands among the first attributes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Declaration {
    pub(super) prefix: Option<&'static str>,
}

impl Options {
    pub(super) fn prefix(&self) -> Option<&'static str> {
        match self {
            Options::None => None,
            Options::Mount(_) => Some("fs"),
            Options::Ceph(_) => Some("rbd"),
        }
    }
}

impl Element for Declaration {
    fn parse(_: &Node) -> Result<Declaration> {
        Ok(Declaration::default())
    }

    fn format(&self, writer: &mut Writer) {
        match self.prefix {
            Some("fs") => writer.attr("xmlns:fs", FS),
            Some(_) => writer.attr("xmlns:rbd", RBD),
            None => (),
        }
    }

    fn declare(_: &mut xml::Shape) {
        // Declarations of namespaces may stand anywhere.
    }
}

/// The options in a block; none are no block.
fn entries<'a>(node: &Node<'a>, namespace: &'static str, block: &str) -> Option<Vec<Node<'a>>> {
    let is = |node: &Node, name: &str| node.expanded_name() == (Some(namespace), name);
    let found = node.children().find(|child| is(child, block))?;
    let options: Vec<Node> = found.children().filter(|child| is(child, "option")).collect();
    (!options.is_empty()).then_some(options)
}

impl Element for Options {
    fn parse(node: &Node) -> Result<Options> {
        let attribute = |option: &Node, name: &str| -> Result<String> { option.field(name) };
        match node.attr("type") {
            Some("fs" | "netfs") => match entries(node, FS, "mount_opts") {
                Some(options) => {
                    options.iter().map(|option| attribute(option, "name")).collect::<Result<_>>().map(Options::Mount)
                }
                None => Ok(Options::None),
            },
            Some("rbd") => match entries(node, RBD, "config_opts") {
                Some(options) => {
                    let pair = |option: &Node| Ok((attribute(option, "name")?, attribute(option, "value")?));
                    options.iter().map(pair).collect::<Result<_>>().map(Options::Ceph)
                }
                None => Ok(Options::None),
            },
            _ => Ok(Options::None),
        }
    }

    fn format(&self, writer: &mut Writer) {
        match self {
            Options::None => (),
            Options::Mount(names) => {
                writer.begin("fs:mount_opts");
                for name in names {
                    writer.leaf("fs:option", &[("name", name)]);
                }
                writer.end("fs:mount_opts");
            }
            Options::Ceph(pairs) => {
                writer.begin("rbd:config_opts");
                for (name, value) in pairs {
                    writer.leaf("rbd:option", &[("name", name), ("value", value)]);
                }
                writer.end("rbd:config_opts");
            }
        }
    }

    fn declare(shape: &mut Shape) {
        let mounts = |shape: &mut Shape| {
            shape.inner("fs:option", Inner::said("MountOption", |shape| _ = shape.attr::<String>("name"))).repeated();
        };
        let pairs = |shape: &mut Shape| {
            let pair = |shape: &mut Shape| _ = shape.attr::<String>("name").attr::<String>("value");
            shape.inner("rbd:option", Inner::said("CephOption", pair)).repeated();
        };
        shape.inner("fs:mount_opts", Inner::said("MountOptions", mounts)).optional();
        shape.inner("rbd:config_opts", Inner::said("CephOptions", pairs)).optional();
    }
}
