//! The events of guests.

use virt::Event;
use virt::constants as c;
use virt::events::DomainEventLifecycle;

use crate::guest::Guest;

/// What happened to a guest, and its detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lifecycle(pub(crate) i32, pub(crate) i32);

impl Lifecycle {
    /// The guest is now this.
    pub(crate) fn of(self, guest: &Guest) -> Event {
        Event::DomainEventLifecycle(DomainEventLifecycle { dom: guest.reference(), event: self.0, detail: self.1 })
    }

    pub(crate) const fn stopped(detail: i32) -> Lifecycle {
        Lifecycle(c::VIR_DOMAIN_EVENT_STOPPED, detail)
    }

    pub(crate) const fn started(detail: i32) -> Lifecycle {
        Lifecycle(c::VIR_DOMAIN_EVENT_STARTED, detail)
    }

    pub(crate) const fn defined(detail: i32) -> Lifecycle {
        Lifecycle(c::VIR_DOMAIN_EVENT_DEFINED, detail)
    }

    pub(crate) const fn undefined(detail: i32) -> Lifecycle {
        Lifecycle(c::VIR_DOMAIN_EVENT_UNDEFINED, detail)
    }
}
