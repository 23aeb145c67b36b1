//! Starting guests: of a definition, or of a document that is gone when the guest is.

use virt::constants::*;
use virt::{DomainRef, Error, Result, flags};

use crate::core::Core;
use crate::define::known_or_new;
use crate::events::Lifecycle;
use crate::guest::Guest;

const PAUSED: u32 = VIR_DOMAIN_START_PAUSED;
const AUTODESTROY: u32 = VIR_DOMAIN_START_AUTODESTROY;
const FORCE_BOOT: u32 = VIR_DOMAIN_START_FORCE_BOOT;
const BOOTED: Lifecycle = Lifecycle::started(VIR_DOMAIN_EVENT_STARTED_BOOTED);
const SUSPENDED: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);

/// A started guest, and whether it must end with the connection that started it.
pub(crate) struct Started {
    pub(crate) reference: DomainRef,
    pub(crate) autodestroy: bool,
}

/// The state of a guest that has just been started.
pub(crate) fn fresh(paused: bool) -> (i32, i32) {
    match paused {
        true => (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_STARTING_UP),
        false => (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_BOOTED),
    }
}

/// What a start tells: that the guest runs, and that it waits at once.
pub(crate) fn events(started: Lifecycle, guest: &Guest) -> impl Iterator<Item = virt::Event> {
    let waits = (guest.state.0 == VIR_DOMAIN_PAUSED).then(|| SUSPENDED.of(guest));
    std::iter::once(started.of(guest)).chain(waits)
}

/// Starts a defined guest; one whose state was saved goes on from there.
pub(crate) fn create(core: &Core, dom: &DomainRef, flags: u32) -> Result<Started> {
    flags::only(flags, PAUSED | AUTODESTROY | FORCE_BOOT, "testDomainCreateWithFlags")?;
    let (turn, mut guest) = core.begin(dom)?;
    if guest.is_active() {
        return Err(Error::internal(format!("Domain '{}' is already running", guest.name)));
    }
    let saved = guest.saved.take().filter(|_| flags & FORCE_BOOT == 0);
    let (domain, waits) = match &saved {
        Some(saved) => (saved.document.parse_live()?, saved.paused),
        None => (guest.document(false)?, false),
    };
    guest.run(domain, core.take_id(), fresh(waits || flags & PAUSED != 0));
    let events: Vec<_> = events(BOOTED, &guest).collect();
    let reference = turn.publish(guest, events).reference();
    Ok(Started { reference, autodestroy: flags & AUTODESTROY != 0 })
}

/// Starts a guest from a document.
pub(crate) fn create_xml(core: &Core, xml: &str, flags: u32) -> Result<Started> {
    flags::only(flags, PAUSED | AUTODESTROY | VIR_DOMAIN_START_VALIDATE, "testDomainCreateXML")?;
    conf::documents::check_if(flags & VIR_DOMAIN_START_VALIDATE != 0, xml)?;
    let domain = core.read(xml)?;
    let turn = core.guests.begin();
    let mut guest = known_or_new(&turn, &domain)?;
    if guest.is_active() {
        return Err(Error::operation_invalid(format!("domain '{}' is already active", guest.name)));
    }
    guest.run(domain, core.take_id(), fresh(flags & PAUSED != 0));
    let events: Vec<_> = events(BOOTED, &guest).collect();
    let reference = turn.publish(guest, events).reference();
    Ok(Started { reference, autodestroy: flags & AUTODESTROY != 0 })
}
