//! What every call passes before it is done: what is due on the node happens, and the faults that were asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use virt::gate::{self, Access};
use virt::{Connection, Result, Waits};

use crate::connection::TestConnection;
use crate::core::Core;

/// The gate of one connection.
pub(crate) struct Gate {
    core: Arc<Core>,
    connection: Arc<TestConnection>,
    /// The client is gone.
    gone: AtomicBool,
}

impl Gate {
    /// Puts a gate in front of all calls of a connection.
    pub(crate) fn around(inner: Connection, connection: Arc<TestConnection>) -> Connection {
        let core = Arc::clone(connection.core());
        let gate = Arc::new(Gate { core, connection, gone: AtomicBool::new(false) });
        let behind = inner.behind(&(gate.clone() as Arc<dyn gate::Gate>));
        Connection { waits: Some(gate), ..behind }
    }
}

impl gate::Gate for Gate {
    /// Lets a call pass, late or not at all if that was asked for.
    fn admit(&self, function: &'static str, _: Access) -> Result<()> {
        self.core.settle();
        self.core.faults.meet(function, &self.gone)
    }
}

impl Waits for Gate {
    fn may_wait(&self) -> bool {
        self.core.faults.may_wait()
    }

    fn hang_up(&self) {
        self.gone.store(true, Ordering::Release);
        self.core.faults.wake();
        self.connection.hang_up();
    }
}
