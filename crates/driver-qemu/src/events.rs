//! Telling the world what happened to a guest.

use virt::constants as c;
use virt::events::*;
use virt::{DomainRef, Event};

use crate::core::Core;

/// A life-cycle event: what happened, and its detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lifecycle(pub(crate) i32, pub(crate) i32);

impl Lifecycle {
    pub(crate) const DEFINED: Lifecycle = Lifecycle(c::VIR_DOMAIN_EVENT_DEFINED, c::VIR_DOMAIN_EVENT_DEFINED_ADDED);
    pub(crate) const REDEFINED: Lifecycle = Lifecycle(c::VIR_DOMAIN_EVENT_DEFINED, c::VIR_DOMAIN_EVENT_DEFINED_UPDATED);
    pub(crate) const RENAMED: Lifecycle = Lifecycle(c::VIR_DOMAIN_EVENT_DEFINED, c::VIR_DOMAIN_EVENT_DEFINED_RENAMED);
    pub(crate) const UNDEFINED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_UNDEFINED, c::VIR_DOMAIN_EVENT_UNDEFINED_REMOVED);
    pub(crate) const UNDEFINED_RENAMED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_UNDEFINED, c::VIR_DOMAIN_EVENT_UNDEFINED_RENAMED);
    pub(crate) const STARTED: Lifecycle = Lifecycle(c::VIR_DOMAIN_EVENT_STARTED, c::VIR_DOMAIN_EVENT_STARTED_BOOTED);
    pub(crate) const STARTED_RESTORED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_STARTED, c::VIR_DOMAIN_EVENT_STARTED_RESTORED);
    pub(crate) const RESUMED_RESTORED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_RESUMED, c::VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT);
    pub(crate) const SUSPENDED_RESTORED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_SUSPENDED, c::VIR_DOMAIN_EVENT_SUSPENDED_RESTORED);
    pub(crate) const STARTED_SNAPSHOT: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_STARTED, c::VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT);
    pub(crate) const SUSPENDED_SNAPSHOT: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_SUSPENDED, c::VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT);
    pub(crate) const RESUMED: Lifecycle = Lifecycle(c::VIR_DOMAIN_EVENT_RESUMED, c::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
    pub(crate) const SUSPENDED: Lifecycle =
        Lifecycle(c::VIR_DOMAIN_EVENT_SUSPENDED, c::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
}

impl Core {
    /// Publishes a life-cycle event.
    pub(crate) fn emit(&self, dom: DomainRef, what: Lifecycle) {
        let Lifecycle(event, detail) = what;
        self.events.publish(Event::DomainEventLifecycle(DomainEventLifecycle { dom, event, detail }));
    }
}
