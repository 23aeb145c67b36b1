//! Asking the guest to power down, to boot anew or to sleep.

use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, Error, Result, flags};

use super::line::{Asker, Sign, with_agent};
use crate::core::Core;

/// How long a guest may take to shut down before its agent's silence is a failure.
const SHUTDOWN_SECONDS: i32 = 60;

/// What the guest is to do with itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Power {
    Down,
    Reboot,
}

/// Has the guest's own programs do it.
pub(crate) fn shutdown(core: &Core, dom: &DomainRef, what: Power) -> Result<()> {
    with_agent(core, dom, "agent: shutdown", |asker| {
        let (mode, sign) = match what {
            Power::Down => ("powerdown", Sign::Shutdown),
            Power::Reboot => ("reboot", Sign::Reset),
        };
        asker.ask_until("guest-shutdown", Some(json!({ "mode": mode })), seconds(asker), sign)
    })
}

/// A time that was set for the guest counts; the default is none for a guest that shuts down.
fn seconds(asker: &Asker<'_>) -> i32 {
    match asker.seconds() {
        VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK => SHUTDOWN_SECONDS,
        set => set,
    }
}

/// Sends the guest to sleep.
pub(crate) fn suspend(core: &Core, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainPMSuspendForDuration")?;
    if duration != 0 {
        return Err(Error::argument_unsupported("Duration not supported. Use 0 for now"));
    }
    let command = match i32::try_from(target) {
        Ok(VIR_NODE_SUSPEND_TARGET_MEM) => "guest-suspend-ram",
        Ok(VIR_NODE_SUSPEND_TARGET_DISK) => "guest-suspend-disk",
        Ok(VIR_NODE_SUSPEND_TARGET_HYBRID) => "guest-suspend-hybrid",
        _ => return Err(Error::invalid_arg(format!("Unknown suspend target: {target}"))),
    };
    with_agent(core, dom, "agent: suspend", |asker| asker.ask_until(command, None, asker.seconds(), Sign::Suspend))
}
