//! Connections that may only read, inside this process; a daemon asks its table of procedures instead.

use std::sync::Arc;

use crate::{Connection, Error, Result};

/// A driver whose writing calls are refused.
pub struct ReadOnly<D: ?Sized>(pub(crate) Arc<D>);

pub(crate) fn refused(function: &str) -> Error {
    Error::operation_denied(format!("read only access prevents {function}"))
}

/// Refuses a reading call whose arguments ask for more than reading.
pub(crate) fn refuse_flag(function: &str, asked: bool) -> Result<()> {
    match asked {
        true => Err(Error::operation_denied(format!("read only access prevents {function} with these flags"))),
        false => Ok(()),
    }
}

impl Connection {
    /// The same connection for somebody who may only read.
    pub fn read_only(self) -> Connection {
        Connection {
            connect: Arc::new(ReadOnly(self.connect)),
            domain: Arc::new(ReadOnly(self.domain)),
            domain_snapshot: Arc::new(ReadOnly(self.domain_snapshot)),
            domain_checkpoint: Arc::new(ReadOnly(self.domain_checkpoint)),
            network: Arc::new(ReadOnly(self.network)),
            network_port: Arc::new(ReadOnly(self.network_port)),
            interface: Arc::new(ReadOnly(self.interface)),
            storage_pool: Arc::new(ReadOnly(self.storage_pool)),
            storage_vol: Arc::new(ReadOnly(self.storage_vol)),
            node_device: Arc::new(ReadOnly(self.node_device)),
            secret: Arc::new(ReadOnly(self.secret)),
            nwfilter: Arc::new(ReadOnly(self.nwfilter)),
            nwfilter_binding: Arc::new(ReadOnly(self.nwfilter_binding)),
            qemu: Arc::new(ReadOnly(self.qemu)),
            lxc: Arc::new(ReadOnly(self.lxc)),
            admin: Arc::new(ReadOnly(self.admin)),
            ..self
        }
    }
}
