//! One guest: its job, and the snapshot that readers take without waiting.

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use conf::domain::{Definition, Summary};
use conf::snapshot::Tree;
use virt::constants as c;
use virt::{DomainRef, Error, Result, Uuid};

use crate::job::{JOB_WAIT, JobGuard, JobSlot};
use crate::live::Live;

/// Holders of the job give it back at their own deadlines, which are far shorter.
const LAST_JOB_WAIT: Duration = Duration::from_secs(3600);

/// A guest that the driver knows.
#[derive(Debug)]
pub(crate) struct Vm {
    /// Its identity.
    pub(crate) uuid: Uuid,
    job: JobSlot,
    published: RwLock<Arc<Snapshot>>,
    /// The guest's saved moments; changed under its job.
    snapshots: RwLock<Arc<Tree>>,
    /// How long its agent may take to answer.
    agent_seconds: AtomicI32,
}

/// All that readers may know of a guest, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    /// Its name.
    pub(crate) name: Arc<str>,
    /// Its identity.
    pub(crate) uuid: Uuid,
    /// State and reason, as libvirt numbers them.
    pub(crate) state: State,
    /// The persistent definition, if it has one.
    pub(crate) definition: Option<Arc<Definition>>,
    /// The running guest, while there is one.
    pub(crate) live: Option<Arc<Live>>,
    /// Whether it starts with the host.
    pub(crate) autostart: bool,
    /// Whether the definition has changed since the guest was started.
    pub(crate) updated: bool,
    /// Whether its next start goes on from an image.
    pub(crate) managed_save: bool,
}

/// A guest's state and why it is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// `VIR_DOMAIN_RUNNING`, …
    pub(crate) state: i32,
    /// A reason of that state.
    pub(crate) reason: i32,
}

impl State {
    pub(crate) const fn new(state: i32, reason: i32) -> State {
        State { state, reason }
    }

    /// At rest, and nobody knows since when.
    pub(crate) const SHUTOFF: State = State::new(c::VIR_DOMAIN_SHUTOFF, c::VIR_DOMAIN_SHUTOFF_UNKNOWN);
}

impl Snapshot {
    /// The guest as calls and events name it.
    pub(crate) fn reference(&self) -> DomainRef {
        DomainRef { name: self.name.to_string(), uuid: self.uuid, id: self.id() }
    }

    /// The running guest's number, else -1.
    pub(crate) fn id(&self) -> i32 {
        self.live.as_ref().map_or(-1, |live| live.id)
    }

    /// Whether the guest runs (or is paused).
    pub(crate) fn is_active(&self) -> bool {
        self.live.is_some()
    }

    /// Whether it has a definition.
    pub(crate) fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    /// The running guest, or the error for its absence.
    pub(crate) fn running(&self) -> Result<&Arc<Live>> {
        self.live
            .as_ref()
            .ok_or_else(|| Error::operation_invalid("domain is not running").in_domain(virt::ErrorDomain::DOMAIN))
    }

    /// What lists need: of the running guest if there is one.
    pub(crate) fn with_summary<T>(&self, read: impl FnOnce(&Summary) -> T) -> Result<T> {
        if let Some(live) = &self.live {
            return Ok(read(&live.document().summary));
        }
        match &self.definition {
            Some(definition) => Ok(read(&definition.summary)),
            None => Err(Error::internal("domain has neither a definition nor a process")),
        }
    }
}

impl Vm {
    /// A guest that has just become known.
    pub(crate) fn new(snapshot: Snapshot) -> Arc<Vm> {
        Arc::new(Vm {
            uuid: snapshot.uuid,
            job: JobSlot::default(),
            published: RwLock::new(Arc::new(snapshot)),
            snapshots: RwLock::default(),
            agent_seconds: AtomicI32::new(c::VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK),
        })
    }

    /// How long its agent may take to answer, in seconds; negative numbers are the special ones.
    pub(crate) fn agent_seconds(&self) -> i32 {
        self.agent_seconds.load(Ordering::Relaxed)
    }

    /// Says how long its agent may take from now on.
    pub(crate) fn set_agent_seconds(&self, seconds: i32) {
        self.agent_seconds.store(seconds, Ordering::Relaxed);
    }

    /// Its saved moments, as they are now.
    pub(crate) fn snapshots(&self) -> Arc<Tree> {
        Arc::clone(&self.snapshots.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Publishes a change of its saved moments.
    pub(crate) fn change_snapshots(&self, change: impl FnOnce(&mut Tree)) {
        let mut published = self.snapshots.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut published));
    }

    /// The guest as it is now; never waits for a job.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Publishes a change, made to a copy of the present snapshot, and returns what is published.
    pub(crate) fn publish(&self, change: impl FnOnce(&mut Snapshot)) -> Arc<Snapshot> {
        let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&published);
        change(&mut next);
        *published = Arc::new(next);
        Arc::clone(&published)
    }

    /// Waits for the right to change the guest.
    pub(crate) fn begin_job(&self, call: &'static str) -> Result<JobGuard<'_>> {
        self.job.begin(call, JOB_WAIT)
    }

    /// Waits for the right to put things back after the guest's end, however long: nobody else will do it.
    pub(crate) fn begin_last_job(&self, call: &'static str) -> Result<JobGuard<'_>> {
        self.job.begin(call, LAST_JOB_WAIT)
    }

    /// The job, for those who only look.
    pub(crate) fn job(&self) -> &JobSlot {
        &self.job
    }
}
