//! Drivers behind a gate that every call has to pass: what a connection inside this process may do is decided here, as
//! a daemon decides it by its table of procedures.

use std::sync::Arc;

use crate::generated::functions::FUNCTIONS;
use crate::{Connection, Error, Result};

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
    /// It reads, but its flags ask for more than a reader may see or do.
    More,
}

impl Access {
    /// Reading, unless the arguments ask for more.
    pub(crate) fn read_unless(more: bool) -> Access {
        if more { Access::More } else { Access::Read }
    }
}

/// Who lets calls pass.
pub trait Gate: Send + Sync {
    /// Lets a call pass, by the name of its C function, or says why not.
    fn admit(&self, function: &'static str, access: Access) -> Result<()>;
}

/// Whether gates are ever asked about a C function of this name.
pub fn is_gated(function: &str) -> bool {
    FUNCTIONS.contains(&function)
}

/// A driver behind a gate.
pub struct Gated<D: ?Sized> {
    pub(crate) driver: Arc<D>,
    pub(crate) gate: Arc<dyn Gate>,
}

/// The gate of connections that may only read.
struct ReadOnly;

impl Gate for ReadOnly {
    fn admit(&self, function: &'static str, access: Access) -> Result<()> {
        let how = match access {
            Access::Read => return Ok(()),
            Access::Write => "",
            Access::More => " with these flags",
        };
        Err(Error::read_only(&format!("{function}{how}")))
    }
}

impl Connection {
    /// The same connection for somebody who may only read.
    pub fn read_only(self) -> Connection {
        self.behind(&(Arc::new(ReadOnly) as Arc<dyn Gate>))
    }

    /// The same connection behind a gate.
    pub fn behind(self, gate: &Arc<dyn Gate>) -> Connection {
        macro_rules! gated {
            ($($driver:ident)*) => {
                Connection {
                    $($driver: Arc::new(Gated { driver: self.$driver, gate: Arc::clone(gate) }),)*
                    ..self
                }
            };
        }
        gated!(connect domain domain_snapshot domain_checkpoint network network_port interface storage_pool storage_vol
            node_device secret nwfilter nwfilter_binding qemu lxc admin)
    }
}
