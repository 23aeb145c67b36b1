//! What every call passes before it is done: what is due on the node happens, and the faults that were asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use virt::{Connection, Result, Waits};

use crate::core::Core;

/// A connection behind its gate; the calls are generated.
pub(crate) struct Gate {
    pub(crate) inner: Connection,
    core: Arc<Core>,
    /// The client is gone.
    gone: AtomicBool,
}

impl Gate {
    /// Puts a gate in front of all calls of a connection.
    pub(crate) fn around(inner: Connection, core: Arc<Core>) -> Connection {
        let (events, error_domain, features) = (Arc::clone(&inner.events), inner.error_domain, inner.features.clone());
        let gate = Arc::new(Gate { inner, core, gone: AtomicBool::new(false) });
        Connection {
            connect: gate.clone(),
            domain: gate.clone(),
            domain_snapshot: gate.clone(),
            domain_checkpoint: gate.clone(),
            network: gate.clone(),
            network_port: gate.clone(),
            interface: gate.clone(),
            storage_pool: gate.clone(),
            storage_vol: gate.clone(),
            node_device: gate.clone(),
            secret: gate.clone(),
            nwfilter: gate.clone(),
            nwfilter_binding: gate.clone(),
            qemu: gate.clone(),
            lxc: gate.clone(),
            admin: gate.clone(),
            waits: Some(gate),
            events,
            error_domain,
            features,
        }
    }

    /// Lets a call pass, late or not at all if that was asked for.
    pub(crate) fn enter(&self, call: &str) -> Result<()> {
        self.core.settle();
        self.core.faults.meet(call, &self.gone)
    }
}

impl Waits for Gate {
    fn may_wait(&self) -> bool {
        self.core.faults.may_wait()
    }

    fn hang_up(&self) {
        self.gone.store(true, Ordering::Release);
        self.core.faults.wake();
    }
}
