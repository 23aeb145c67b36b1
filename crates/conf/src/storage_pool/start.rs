//! The command that brings a pool's storage to the host, as a function of its document.

use super::options::Options;
use super::{PoolKind, StoragePool};
use virt::{Error, Result};

/// No pool may bring devices, foreign identities or programs to the host.
const SAFE: &str = "nodev,nosuid,noexec";

impl StoragePool {
    /// The program and its arguments; `None` where nothing has to be started.
    pub fn start_command(&self) -> Result<Option<Vec<String>>> {
        let words = match self.kind {
            PoolKind::Logical => vec!["vgchange".to_owned(), "-aly".to_owned(), self.source_name()?.to_owned()],
            PoolKind::Fs | PoolKind::Netfs => self.mount_command()?,
            PoolKind::Dir
            | PoolKind::Disk
            | PoolKind::IscsiDirect
            | PoolKind::Scsi
            | PoolKind::Mpath
            | PoolKind::Rbd
            | PoolKind::Sheepdog
            | PoolKind::Gluster => return Ok(None),
            PoolKind::Iscsi | PoolKind::Zfs | PoolKind::Vstorage => {
                let message = format!("starting pools of type '{}' is not supported yet", self.kind.as_str());
                return Err(Error::operation_unsupported(message));
            }
        };
        Ok(Some(words))
    }

    fn lacks(&self, what: &str) -> Error {
        Error::internal(format!("storage pool '{}' has no {what}", self.name))
    }

    fn source_name(&self) -> Result<&str> {
        self.source.name.as_ref().map(|name| name.0.as_str()).ok_or_else(|| self.lacks("source name"))
    }

    fn mount_command(&self) -> Result<Vec<String>> {
        let format = self.source.format.as_ref().and_then(|format| format.kind.as_deref()).unwrap_or("auto");
        let target = self.target_path().ok_or_else(|| self.lacks("target path"))?;
        let mut words = vec!["mount".to_owned(), "-o".to_owned(), self.mount_options(format)];
        // The kind of a server's file system is found out by its spelling.
        if self.kind == PoolKind::Fs || format != "auto" {
            words.extend(["-t".to_owned(), format.to_owned()]);
        }
        words.extend([self.mount_source(format)?, target.to_owned()]);
        Ok(words)
    }

    fn mount_options(&self, format: &str) -> String {
        let mut options = vec![SAFE.to_owned()];
        match format {
            "cifs" => options.push("guest".to_owned()),
            "glusterfs" => options.push("direct-io-mode=1".to_owned()),
            _ => (),
        }
        if let Some(protocol) = &self.source.protocol {
            options.push(format!("nfsvers={}", protocol.ver));
        }
        if let Options::Mount(names) = &self.options {
            options.extend(names.iter().cloned());
        }
        options.join(",")
    }

    fn mount_source(&self, format: &str) -> Result<String> {
        let source = &self.source;
        if self.kind == PoolKind::Fs {
            return source.devices.first().map(|device| device.path.clone()).ok_or_else(|| self.lacks("source device"));
        }
        let host = source.hosts.first().map(|host| host.name.as_str()).ok_or_else(|| self.lacks("source host"))?;
        let dir = source.dir.as_ref().map(|dir| dir.path.as_str()).ok_or_else(|| self.lacks("source path"))?;
        Ok(match format {
            "cifs" => format!("//{host}/{dir}"),
            _ => format!("{host}:{dir}"),
        })
    }
}
