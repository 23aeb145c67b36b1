//! `<domainbackup>`: a copy of a guest's disks as they are at one moment, pushed to files or pulled by a reader.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod align;
mod disk;

use crate::words::YesNo;
use virt::{ErrorDomain, Result};
use xml::{Document, Field, Mode, Node, Text, Writer, Xml};

pub use disk::{BackupDisk, BackupDiskState, BackupExtent, BackupImage};

/// `<domainbackup>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backup {
    pub mode: BackupMode,
    /// The checkpoint since which changes are copied.
    pub incremental: Option<Text>,
    /// Where a reader connects to pull.
    pub server: Option<BackupServer>,
    pub disks: Vec<BackupDisk>,
    /// What QEMU holds for the job; only in the daemon's own file.
    pub private_data: Option<PrivateData>,
}

/// Who moves the data.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BackupMode {
    /// QEMU writes to files.
    #[default]
    Push,
    /// A reader fetches from QEMU.
    Pull,
}

/// `<server>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BackupServer {
    #[xml(default)]
    pub transport: Transport,
    pub tls: Option<YesNo>,
    pub name: Option<String>,
    pub port: Option<u32>,
    pub socket: Option<String>,
    #[xml("fdgroup")]
    pub fd_group: Option<String>,
}

/// How a reader connects.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    #[default]
    Tcp,
    Unix,
    Rdma,
    Vsock,
    /// Descriptors that the caller hands in.
    Fd,
}

/// `<privateData>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PrivateData {
    pub objects: Option<Objects>,
}

/// `<objects>`: names of QEMU's objects.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Objects {
    #[xml("secret")]
    pub secrets: Vec<ObjectSecret>,
    #[xml("TLSx509")]
    pub tls: Option<crate::domain::status::AliasRef>,
}

/// `<secret type=… alias=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ObjectSecret {
    #[xml("type")]
    pub kind: String,
    pub alias: String,
}

impl Backup {
    /// Reads a document; `internal` for the daemon's own.
    pub fn parse(text: &str, internal: bool) -> Result<Backup> {
        Backup::parse_text(text, internal).map_err(|error| error.in_domain(ErrorDomain::DOMAIN))
    }

    fn parse_text(text: &str, internal: bool) -> Result<Backup> {
        let document = Document::parse(text).map_err(crate::error)?;
        let mode = Mode { status: internal, secure: true, ..Mode::INACTIVE };
        let node = document.root_named("domainbackup", mode).map_err(crate::error)?;
        Backup::read(&node).map_err(crate::error)
    }

    fn read(node: &Node) -> xml::Result<Backup> {
        let mut backup = Backup {
            mode: node.field_or_default("mode")?,
            incremental: node.field("incremental")?,
            server: node.field("server")?,
            disks: Vec::new(),
            private_data: if node.mode().status { node.field("privateData")? } else { None },
        };
        if let Some(server) = &backup.server {
            let place = node.first("server").unwrap_or(*node);
            if backup.mode != BackupMode::Pull {
                return Err(place.error("use of <server> requires pull mode backup"));
            }
            server.check().map_err(|message| place.error(message))?;
        }
        if let Some(list) = node.first("disks") {
            let mut next = list.first("disk");
            while let Some(child) = next {
                backup.disks.push(BackupDisk::parse(&child, backup.mode)?);
                next = child.next("disk");
            }
        }
        Ok(backup)
    }

    /// Prints the document; `internal` for the daemon's own.
    pub fn format(&self, internal: bool) -> String {
        let mut writer = Writer::new(Mode { status: internal, secure: true, ..Mode::INACTIVE });
        let w = &mut writer;
        w.begin("domainbackup");
        w.attr("mode", self.mode.as_str());
        self.incremental.format("incremental", w);
        self.server.format("server", w);
        if !self.disks.is_empty() {
            w.begin("disks");
            for disk in &self.disks {
                w.begin("disk");
                disk.format(self.mode, w);
                w.end("disk");
            }
            w.end("disks");
        }
        if internal {
            self.private_data.format("privateData", w);
        }
        w.end("domainbackup");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<BackupMode>>("mode").field::<Option<Text>>("incremental");
        shape.field::<Option<BackupServer>>("server");
        let disks = |shape: &mut xml::Shape| {
            shape.inner("disk", xml::Inner::said("BackupDisk", BackupDisk::declare)).repeated();
        };
        shape.inner("disks", xml::Inner::said("BackupDisks", disks)).optional();
        shape.field::<Option<PrivateData>>("privateData");
    }
}

impl BackupServer {
    fn check(&self) -> std::result::Result<(), String> {
        match self.transport {
            Transport::Tcp if self.name.is_none() => Err("missing name for host".to_owned()),
            Transport::Unix => match self.socket.as_deref() {
                Some(path) if path.starts_with('/') => Ok(()),
                Some(path) => Err(format!("backup socket path '{path}' must be absolute")),
                None => Err("missing socket for unix transport".to_owned()),
            },
            Transport::Fd if self.fd_group.is_none() => Err("missing fdgroup for fd transport".to_owned()),
            Transport::Rdma | Transport::Vsock => {
                Err(format!("transport '{}' is not supported for <server>", self.transport.as_str()))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
