//! One guest: what readers may know of it at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use conf::domain::{Definition, Domain, Summary};
use virt::constants::*;
use virt::objects::Kind;
use virt::{DomainRef, Error, ErrorDomain, Result, Uuid};

use crate::job::Job;
use crate::runtime::Runtime;
use crate::stats::DISK_BYTES;

/// A guest.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub(crate) name: Arc<str>,
    pub(crate) uuid: Uuid,
    /// State and reason, as libvirt numbers them.
    pub(crate) state: (i32, i32),
    /// The persistent definition, if it has one.
    pub(crate) definition: Option<Arc<Definition>>,
    /// The running guest, while there is one.
    pub(crate) live: Option<Arc<Live>>,
    pub(crate) autostart: bool,
    /// Whether it starts with the node the next time only.
    pub(crate) autostart_once: bool,
    /// The last long operation that has ended.
    pub(crate) completed: Option<Job>,
    /// Bytes of disks that have got another size, by the disks' names.
    pub(crate) sizes: Arc<BTreeMap<String, u64>>,
    /// The document that its next start goes on with.
    pub(crate) saved: Option<Arc<Saved>>,
    /// Moments to which it goes back.
    pub(crate) snapshots: Arc<conf::snapshot::Tree>,
    /// Moments since which its disks record.
    pub(crate) checkpoints: Arc<conf::checkpoint::Tree>,
}

/// A running guest.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) id: i32,
    pub(crate) document: Definition,
    /// What there is beside the document.
    pub(crate) runtime: Runtime,
}

/// A managed saved state.
#[derive(Debug)]
pub(crate) struct Saved {
    /// The running guest's document.
    pub(crate) document: Definition,
    /// Whether it goes on paused.
    pub(crate) paused: bool,
}

impl Kind for Guest {
    type Key = Uuid;

    fn key(&self) -> Uuid {
        self.uuid
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn number(&self) -> Option<i32> {
        self.live.as_ref().map(|live| live.id)
    }
}

impl Guest {
    /// A guest of which only a document is known.
    pub(crate) fn new(domain: &Domain) -> Guest {
        Guest {
            name: domain.name.as_str().into(),
            uuid: domain.uuid,
            state: (VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_UNKNOWN),
            definition: None,
            live: None,
            autostart: false,
            autostart_once: false,
            completed: None,
            sizes: Arc::default(),
            saved: None,
            snapshots: Arc::default(),
            checkpoints: Arc::default(),
        }
    }

    /// The guest as calls and events name it.
    pub(crate) fn reference(&self) -> DomainRef {
        DomainRef { name: self.name.to_string(), uuid: self.uuid, id: self.number().unwrap_or(-1) }
    }

    pub(crate) fn is_active(&self) -> bool {
        self.live.is_some()
    }

    pub(crate) fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    /// The running guest, or the error for its absence.
    pub(crate) fn running(&self) -> Result<&Arc<Live>> {
        let missing = || Error::operation_invalid("domain is not running").in_domain(ErrorDomain::DOMAIN);
        self.live.as_ref().ok_or_else(missing)
    }

    /// What lists need: of the running guest if there is one.
    pub(crate) fn summary(&self) -> Result<&Summary> {
        let live = self.live.as_ref().map(|live| &live.document.summary);
        let definition = self.definition.as_ref().map(|definition| &definition.summary);
        live.or(definition).ok_or_else(|| Error::internal("domain has neither a definition nor a run-time state"))
    }

    /// The running guest's document, or the definition.
    pub(crate) fn document(&self, live: bool) -> Result<Domain> {
        match (&self.live, &self.definition) {
            (Some(running), _) if live => running.document.parse_live(),
            (_, Some(definition)) => definition.parse(),
            (Some(running), None) => running.document.parse_live(),
            (None, None) => Err(Error::internal("domain has neither a definition nor a run-time state")),
        }
    }

    /// The document in force now.
    pub(crate) fn current(&self) -> Result<Domain> {
        self.document(self.is_active())
    }

    /// Bytes of a disk.
    pub(crate) fn capacity(&self, target: &str) -> u64 {
        self.sizes.get(target).copied().unwrap_or(DISK_BYTES)
    }

    /// Gives a disk another size.
    pub(crate) fn resize(&mut self, target: &str, bytes: u64) {
        Arc::make_mut(&mut self.sizes).insert(target.to_owned(), bytes);
    }

    /// Makes the guest run with a document; a state that was saved before is none to go back to any more.
    pub(crate) fn run(&mut self, mut domain: Domain, id: i32, state: (i32, i32)) {
        domain.id = u32::try_from(id).ok();
        let document = Definition::live(&domain);
        self.saved = None;
        self.live = Some(Arc::new(Live { id, document, runtime: Runtime::default() }));
        self.state = state;
    }

    /// Ends the run.
    pub(crate) fn stop(&mut self, reason: i32) {
        self.live = None;
        self.state = (VIR_DOMAIN_SHUTOFF, reason);
    }

    /// Changes what is known of the running guest beside its document.
    pub(crate) fn change_live(&mut self, change: impl FnOnce(&mut Live)) {
        if let Some(live) = &mut self.live {
            change(Arc::make_mut(live));
        }
    }
}
