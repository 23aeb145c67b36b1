//! Running guests: paused, resumed, shut down, rebooted, ended.

use conf::domain::Domain;
use conf::domain::os::LifecycleAction;
use conf::tune::lifecycle::Action;
use virt::constants::*;
use virt::{DomainRef, Error, Event, Result, flags};

use crate::core::Core;
use crate::define::keep_or_forget;
use crate::events::Lifecycle;
use crate::guest::Guest;
use crate::transfer::Outcome;

const SUSPENDED: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED);
const RESUMED: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED);
const SHUT_DOWN: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN);
const DESTROYED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_DESTROYED);

/// Stops the virtual CPUs.
pub(crate) fn suspend(core: &Core, dom: &DomainRef) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    if [VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_PAUSED].contains(&guest.state.0) {
        return Err(Error::internal(format!("domain '{}' not running", dom.name)));
    }
    guest.state = (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER);
    let event = SUSPENDED.of(&guest);
    turn.publish(guest, [event]);
    Ok(())
}

/// Lets the virtual CPUs go on.
pub(crate) fn resume(core: &Core, dom: &DomainRef) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    if guest.state.0 != VIR_DOMAIN_PAUSED {
        return Err(Error::internal(format!("domain '{}' not paused", dom.name)));
    }
    guest.state = (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED);
    let event = RESUMED.of(&guest);
    turn.publish(guest, [event]);
    Ok(())
}

/// Ends a run: what is being made of the guest first. Gives the events.
pub(crate) fn end(core: &Core, guest: &mut Guest, reason: i32, told: Lifecycle) -> Vec<Event> {
    guest.end_transfer(Outcome::Lost);
    let mut events = crate::backup::cut(core, guest);
    guest.stop(reason);
    events.push(told.of(guest));
    events
}

/// What the guest's document wants to happen when it powers off or reboots.
enum Then {
    Off,
    Again,
}

fn then(action: LifecycleAction) -> Then {
    match action {
        LifecycleAction::Destroy | LifecycleAction::Preserve => Then::Off,
        LifecycleAction::Restart | LifecycleAction::RenameRestart => Then::Again,
    }
}

fn power(core: &Core, dom: &DomainRef, idle: fn(&str) -> Error, action: fn(&Domain) -> LifecycleAction) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    if !guest.is_active() {
        return Err(idle(&dom.name));
    }
    match then(action(&guest.current()?)) {
        Then::Off => {
            let events = end(core, &mut guest, VIR_DOMAIN_SHUTOFF_SHUTDOWN, SHUT_DOWN);
            keep_or_forget(&turn, guest, events);
        }
        Then::Again => {
            guest.state = (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_BOOTED);
            turn.publish(guest, None);
        }
    }
    Ok(())
}

/// Presses the power button; guests here obey at once.
pub(crate) fn shutdown(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    let known = VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN
        | VIR_DOMAIN_SHUTDOWN_GUEST_AGENT
        | VIR_DOMAIN_SHUTDOWN_INITCTL
        | VIR_DOMAIN_SHUTDOWN_SIGNAL
        | VIR_DOMAIN_SHUTDOWN_PARAVIRT;
    flags::only(flags, known as u32, "testDomainShutdownFlags")?;
    power(core, dom, |name| Error::internal(format!("domain '{name}' not running")), |domain| domain.on_poweroff)
}

/// Lets the guest boot anew.
pub(crate) fn reboot(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    let known = VIR_DOMAIN_REBOOT_ACPI_POWER_BTN
        | VIR_DOMAIN_REBOOT_GUEST_AGENT
        | VIR_DOMAIN_REBOOT_INITCTL
        | VIR_DOMAIN_REBOOT_SIGNAL
        | VIR_DOMAIN_REBOOT_PARAVIRT;
    flags::only(flags, known as u32, "testDomainReboot")?;
    power(core, dom, |_| Error::operation_invalid("domain is not running"), |domain| domain.on_reboot)
}

/// Presses the reset button, which leaves no trace.
pub(crate) fn reset(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainReset")?;
    core.guest(dom)?.running().map(drop)
}

/// Ends the guest.
pub(crate) fn destroy(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_DESTROY_GRACEFUL as u32, "testDomainDestroyFlags")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let events = end(core, &mut guest, VIR_DOMAIN_SHUTOFF_DESTROYED, DESTROYED);
    keep_or_forget(&turn, guest, events);
    Ok(())
}

/// Raises a non-maskable interrupt, to which no guest here reacts.
pub(crate) fn inject_nmi(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainInjectNMI")?;
    core.guest(dom)?.running().map(drop)
}

/// Most keys held down at once.
const MAX_KEYS: usize = 16;

/// Presses keys, to which no guest here reacts.
pub(crate) fn send_key(core: &Core, dom: &DomainRef, keycodes: &[u32], flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSendKey")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    if keycodes.len() > MAX_KEYS {
        return Err(Error::invalid_arg(format!(
            "{} keys are more than the {MAX_KEYS} that one call takes",
            keycodes.len()
        )));
    }
    match keycodes.iter().find(|code| **code > 0xffff) {
        Some(code) => Err(Error::internal(format!("invalid keycode: {code}"))),
        None => Ok(()),
    }
}

/// Says what happens when a guest powers off, reboots or crashes.
pub(crate) fn set_action(core: &Core, dom: &DomainRef, kind: u32, action: u32, flags: u32) -> Result<()> {
    flags::only(flags, flags::AFFECT_LIVE | flags::AFFECT_CONFIG, "testDomainSetLifecycleAction")?;
    let action = Action::new(kind, action)?;
    let change = |domain: &mut Domain, _| {
        action.put(domain);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
