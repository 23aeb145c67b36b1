//! What all connections to one node share.

use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use conf::domain::{Definition, Domain};
use conf::secret::sealed::Sealed;
use conf::tune::once;
use host::clock::Clock;
use host::files::Files;
use virt::flags::{Affected, affected};
use virt::objects::{Objects, Turn};
use virt::{DomainRef, Error, Event, EventBus, Result};

use crate::agenda::Agenda;
use crate::faults::Faults;
use crate::guest::Guest;
use crate::interface::Iface;
use crate::network::Net;
use crate::node::Node;
use crate::node_device::Device;
use crate::node_memory::Sharing;
use crate::nwfilter::{Binding, Filter};
use crate::storage_pool::Pool;

/// One node: a host in memory.
pub(crate) struct Core {
    /// The URI that leads here.
    pub(crate) uri: String,
    pub(crate) events: Arc<EventBus>,
    /// What simulated figures grow by.
    pub(crate) clock: Arc<dyn Clock>,
    /// Files that guests are saved to.
    pub(crate) files: Arc<dyn Files>,
    /// The hardware.
    pub(crate) node: Node,
    pub(crate) sharing: Sharing,
    pub(crate) guests: Objects<Guest>,
    pub(crate) networks: Objects<Net>,
    pub(crate) pools: Objects<Pool>,
    pub(crate) interfaces: Objects<Iface>,
    /// The interfaces as they were when the open change transaction began.
    pub(crate) interface_backup: Mutex<Option<Vec<Arc<Iface>>>>,
    pub(crate) devices: Objects<Device>,
    pub(crate) secrets: Objects<Sealed>,
    pub(crate) filters: Objects<Filter>,
    pub(crate) bindings: Objects<Binding>,
    next_id: AtomicI32,
    next_serial: AtomicU64,
    /// What was asked to happen to calls.
    pub(crate) faults: Faults,
    /// What the node does by itself when its time has come.
    pub(crate) agenda: Arc<Agenda>,
}

impl Drop for Core {
    fn drop(&mut self) {
        self.agenda.close();
    }
}

impl Core {
    /// A node without objects.
    pub(crate) fn new(
        uri: String,
        events: Arc<EventBus>,
        clock: Arc<dyn Clock>,
        files: Arc<dyn Files>,
        node: Node,
    ) -> Core {
        Core {
            uri,
            clock,
            files,
            node,
            sharing: Sharing::default(),
            guests: Objects::new(Arc::clone(&events)),
            networks: Objects::new(Arc::clone(&events)),
            pools: Objects::new(Arc::clone(&events)),
            interfaces: Objects::new(Arc::clone(&events)),
            interface_backup: Mutex::default(),
            devices: Objects::new(Arc::clone(&events)),
            secrets: Objects::new(Arc::clone(&events)),
            filters: Objects::new(Arc::clone(&events)),
            bindings: Objects::new(Arc::clone(&events)),
            events,
            next_id: AtomicI32::new(1),
            next_serial: AtomicU64::new(1),
            faults: Faults::default(),
            agenda: Arc::default(),
        }
    }

    /// A number for a guest that starts.
    pub(crate) fn take_id(&self) -> i32 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// A number that tells something from what takes its place later.
    pub(crate) fn take_serial(&self) -> u64 {
        self.next_serial.fetch_add(1, Ordering::Relaxed)
    }

    /// Random bytes for identities.
    pub(crate) fn with_random<T>(&self, make: impl FnOnce(&mut dyn FnMut(&mut [u8])) -> Result<T>) -> Result<T> {
        let mut failure = None;
        let made = make(&mut |bytes| {
            if let Err(error) = host::random::fill(bytes) {
                failure = Some(error);
            }
        })?;
        match failure {
            Some(error) => Err(Error::system("cannot get random bytes", &error)),
            None => Ok(made),
        }
    }

    /// The guest that a call names.
    pub(crate) fn guest(&self, dom: &DomainRef) -> Result<Arc<Guest>> {
        let missing = || Error::no_domain(format!("no domain with matching uuid '{}' ({})", dom.uuid, dom.name));
        self.guests.get(&dom.uuid).ok_or_else(missing)
    }

    /// The same, with the right to change it.
    pub(crate) fn begin(&self, dom: &DomainRef) -> Result<(Turn<'_, Guest>, Guest)> {
        let turn = self.guests.begin();
        let guest = Guest::clone(&*self.guest(dom)?);
        Ok((turn, guest))
    }

    /// Changes the documents that a call's flags mean: all of them, or, if one change is refused, none.
    pub(crate) fn change_documents<E: IntoIterator<Item = Event>>(
        &self,
        dom: &DomainRef,
        flags: u32,
        mut change: impl FnMut(&mut Domain, Affected) -> Result<()>,
        events: impl FnOnce(&Guest, Affected) -> E,
    ) -> Result<()> {
        let (turn, mut guest) = self.begin(dom)?;
        let what = affected(flags, guest.is_active(), guest.is_persistent())?;
        let live = what.live.then(|| guest.document(true)).transpose()?;
        let config = what.config.then(|| guest.document(false)).transpose()?;
        if let Some(mut domain) = live {
            change(&mut domain, Affected { live: true, config: false })?;
            guest.change_live(|live| live.document = Definition::live(&domain));
        }
        if let Some(mut domain) = config {
            change(&mut domain, Affected { live: false, config: true })?;
            guest.definition = Some(Arc::new(Definition::new(&domain)));
        }
        let events = events(&guest, what);
        turn.publish(guest, events);
        Ok(())
    }

    /// The document that a call's flags mean.
    pub(crate) fn meant(&self, dom: &DomainRef, flags: u32) -> Result<Domain> {
        let guest = self.guest(dom)?;
        let what = affected(flags, guest.is_active(), guest.is_persistent())?;
        guest.document(what.live)
    }

    /// The same for calls that can tell of one document only.
    pub(crate) fn meant_once(&self, dom: &DomainRef, flags: u32) -> Result<Domain> {
        once(flags)?;
        self.meant(dom, flags)
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("uri", &self.uri).finish_non_exhaustive()
    }
}
