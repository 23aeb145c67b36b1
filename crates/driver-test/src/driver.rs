//! Opening the driver: which node a URI leads to.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use host::clock::{Clock, SystemClock};
use host::files::{Files, SystemFiles};
use virt::{Connection, Credentials, Error, ErrorDomain, EventBus, Hypervisor, NoCredentials, Result, Uri};

use crate::connection::TestConnection;
use crate::core::Core;
use crate::gate::Gate;
use crate::{faults, node_file, users};

/// What the driver is made of; tests replace parts of the machine.
pub struct Options {
    /// What simulated figures grow by.
    pub clock: Arc<dyn Clock>,
    /// Files that guests are saved to.
    pub files: Arc<dyn Files>,
    /// Files are read with rights that clients need not have: who may only read cannot name one.
    pub guarded: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { clock: Arc::new(SystemClock), files: Arc::new(SystemFiles), guarded: false }
    }
}

/// `VIR_DRV_FEATURE_*`: migration in three steps with named values, also of guests at rest, with protected changes.
const FEATURES: [i32; 5] = [6, 7, 11, 12, 13];

/// The driver, as a daemon or the library holds it.
#[derive(Default)]
pub struct TestDriver {
    options: Options,
    /// The node of `test:///default`, as long as somebody is connected to it.
    default: Mutex<Weak<Core>>,
}

impl TestDriver {
    /// The driver with parts of the machine replaced.
    pub fn new(options: Options) -> TestDriver {
        TestDriver { options, default: Mutex::default() }
    }

    fn node(&self, uri: String, text: &str, folder: Option<&Path>) -> Result<Arc<Core>> {
        let node = node_file::hardware(text)?;
        let (clock, files) = (Arc::clone(&self.options.clock), Arc::clone(&self.options.files));
        let core = Core::new(uri, EventBus::new(), clock, files, node);
        node_file::load(&core, text, folder)?;
        Ok(Arc::new(core))
    }

    /// The node that all connections to `test:///default` share.
    fn default_node(&self) -> Result<Arc<Core>> {
        let mut shared = self.default.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(core) = shared.upgrade() {
            return Ok(core);
        }
        let core = self.node("test:///default".to_owned(), node_file::DEFAULT, None)?;
        *shared = Arc::downgrade(&core);
        Ok(core)
    }
}

impl Hypervisor for TestDriver {
    fn accepts(&self, uri: &Uri) -> bool {
        uri.driver == "test"
    }

    fn open(&self, uri: &Uri, readonly: bool) -> Result<Connection> {
        self.open_as(uri, readonly, &NoCredentials)
    }

    fn open_as(&self, uri: &Uri, readonly: bool, credentials: &dyn Credentials) -> Result<Connection> {
        let core = match uri.path.as_str() {
            "" | "/" => {
                let message = "the URI of the test driver names a node's file, or test:///default";
                return Err(Error::invalid_arg(message).in_domain(ErrorDomain::TEST));
            }
            "/default" => self.default_node()?,
            _ if readonly && self.options.guarded => {
                let message = "a daemon reads the files of nodes with its own rights: not for read-only connections";
                return Err(Error::operation_denied(message)
                    .in_domain(ErrorDomain::TEST)
                    .remedy("open test:///default, or for writing"));
            }
            path => {
                let path = Path::new(path);
                let text = node_file::read(&*self.options.files, path).map_err(|e| e.in_domain(ErrorDomain::NONE))?;
                let described = |error: Error| error.context(path.display());
                let core = self.node(uri.to_string(), &text, path.parent()).map_err(described)?;
                users::admit(&node_file::users(&text).map_err(described)?, credentials)?;
                core.faults.meet(faults::OPEN, &AtomicBool::new(false))?;
                core
            }
        };
        let events = Arc::clone(&core.events);
        let connection = Arc::new(TestConnection::new(core));
        let inner = Connection {
            connect: connection.clone(),
            domain: connection.clone(),
            domain_snapshot: connection.clone(),
            domain_checkpoint: connection.clone(),
            network: connection.clone(),
            storage_pool: connection.clone(),
            storage_vol: connection.clone(),
            interface: connection.clone(),
            node_device: connection.clone(),
            network_port: connection.clone(),
            secret: connection.clone(),
            nwfilter: connection.clone(),
            nwfilter_binding: connection.clone(),
            qemu: connection.clone(),
            error_domain: ErrorDomain::TEST,
            features: FEATURES.into(),
            ..Connection::absent(events)
        };
        Ok(Gate::around(inner, connection))
    }
}
