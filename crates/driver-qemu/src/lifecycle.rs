//! Pausing, resuming, resetting, powering down and rebooting a running guest.

use std::sync::atomic::Ordering;

use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, Error, ErrorDomain, Result};

use crate::agent;
use crate::agent::power::Power;
use crate::core::Core;
use crate::flags;
use crate::live::after_shutdown;
use crate::monitor_events;
use crate::vm::State;

const PAUSED_BY_USER: State = State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER);

/// Stops the guest's CPUs; memory and devices stay as they are.
pub(crate) fn suspend(core: &Core, dom: &DomainRef) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("suspend")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    match snapshot.state.state {
        VIR_DOMAIN_PMSUSPENDED => return Err(Error::operation_invalid("domain is pmsuspended")),
        // Compat: suspending twice succeeds.
        VIR_DOMAIN_PAUSED => return Ok(()),
        _ => {}
    }
    live.expect_stop(Some(PAUSED_BY_USER));
    let stopped = live.command("stop", None);
    let pending = live.take_expected_stop();
    stopped?;
    if let Some(state) = pending {
        // QEMU answered before its event, or had nothing to stop.
        monitor_events::stopped(core, &vm, state);
    }
    Ok(())
}

/// Lets the guest's CPUs run again.
pub(crate) fn resume(core: &Core, dom: &DomainRef) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("resume")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    match snapshot.state.state {
        VIR_DOMAIN_PMSUSPENDED => return Err(Error::operation_invalid("domain is pmsuspended")),
        VIR_DOMAIN_RUNNING => return Err(Error::operation_invalid("domain is already running")),
        VIR_DOMAIN_CRASHED if snapshot.state.reason == VIR_DOMAIN_CRASHED_PANICKED => {
            return Err(Error::operation_invalid("domain is crashed"));
        }
        _ => {}
    }
    live.command("cont", None)?;
    monitor_events::running(core, &vm, State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED));
    Ok(())
}

/// Presses the reset button.
pub(crate) fn reset(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainReset")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("reset")?;
    vm.snapshot().running()?.command("system_reset", None)?;
    Ok(())
}

/// By the power button; the bit is the same for shutdown and reboot.
const POWER_BUTTON: u32 = VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN as u32;
/// By the guest's agent.
const AGENT: u32 = VIR_DOMAIN_SHUTDOWN_GUEST_AGENT as u32;

/// Has the guest shut down; what follows is up to the guest.
pub(crate) fn shutdown(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, POWER_BUTTON | AGENT, "qemuDomainShutdownFlags")?;
    power_down(core, dom, "shutdown", flags, Power::Down)
}

/// Has the guest reboot: it boots anew once it has shut down.
pub(crate) fn reboot(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, POWER_BUTTON | AGENT, "qemuDomainReboot")?;
    power_down(core, dom, "reboot", flags, Power::Reboot)
}

/// By the agent where there is one and the caller leaves the choice, else or after that by the power button.
fn power_down(core: &Core, dom: &DomainRef, call: &'static str, flags: u32, what: Power) -> Result<()> {
    let vm = core.table.find(dom)?;
    vm.snapshot().running().map_err(|error| error.with_domain(ErrorDomain::QEMU))?;
    let (by_agent, by_button) = (flags == 0 || flags & AGENT != 0, flags == 0 || flags & POWER_BUTTON != 0);
    if by_agent && (!by_button || agent::line::available(&vm.snapshot()).is_ok()) {
        vm.snapshot().running()?.after_shutdown.store(after_shutdown::STOP, Ordering::Relaxed);
        match agent::power::shutdown(core, dom, what) {
            Err(error) if by_button => log::info!("{call} by the agent of '{}' failed: {error}", vm.snapshot().name),
            outcome => return outcome,
        }
    }
    let _job = vm.begin_job(call)?;
    let snapshot = vm.snapshot();
    let live = snapshot.running().map_err(|error| error.with_domain(ErrorDomain::QEMU))?;
    let then = if what == Power::Reboot { after_shutdown::REBOOT } else { after_shutdown::STOP };
    live.after_shutdown.store(then, Ordering::Relaxed);
    live.command("system_powerdown", None)?;
    Ok(())
}

/// Raises a non-maskable interrupt on all CPUs.
pub(crate) fn inject_nmi(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainInjectNMI")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("inject NMI")?;
    vm.snapshot().running()?.command("inject-nmi", None)?;
    Ok(())
}

/// Most keys held down at once.
const MAX_KEYS: usize = 16;

/// Presses keys, given as codes of QEMU's own numbering (XT set 1) or of Linux where both agree.
pub(crate) fn send_key(
    core: &Core,
    dom: &DomainRef,
    codeset: u32,
    holdtime: u32,
    keycodes: &[u32],
    flags: u32,
) -> Result<()> {
    flags::only(flags, 0, "qemuDomainSendKey")?;
    if keycodes.len() > MAX_KEYS {
        return Err(Error::invalid_arg(format!(
            "nkeycodes in virDomainSendKey must be less than or equal to {MAX_KEYS}"
        )));
    }
    let codesets = [VIR_KEYCODE_SET_LINUX, VIR_KEYCODE_SET_XT, VIR_KEYCODE_SET_QNUM, VIR_KEYCODE_SET_ATSET1];
    if !codesets.iter().any(|known| i64::from(*known) == i64::from(codeset)) {
        return Err(Error::operation_unsupported(format!("keys of codeset {codeset} cannot be translated")));
    }
    if let Some(code) = keycodes.iter().find(|code| **code == 0 || **code > 0xff) {
        return Err(Error::invalid_arg(format!("invalid keycode: 0x{code:X}")));
    }
    // Linux and XT agree on the keys of the first PC keyboards only.
    let linux = i64::from(codeset) == i64::from(VIR_KEYCODE_SET_LINUX);
    if let Some(code) = keycodes.iter().find(|code| linux && **code > 88) {
        return Err(Error::operation_unsupported(format!("cannot translate keycode {code} of linux codeset")));
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("send key")?;
    let keys: Vec<_> = keycodes.iter().map(|code| json!({"type": "number", "data": code})).collect();
    let mut arguments = json!({ "keys": keys });
    if holdtime > 0
        && let Some(object) = arguments.as_object_mut()
    {
        object.insert("hold-time".to_owned(), holdtime.into());
    }
    vm.snapshot().running()?.command("send-key", Some(arguments))?;
    Ok(())
}
