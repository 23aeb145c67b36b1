//! The guest's clock.

use serde_json::json;
use virt::constants::*;
use virt::generated::domain::DomainTimeReply;
use virt::{DomainRef, Error, Result, flags};

use super::line::{with_agent, with_agent_of_running};
use crate::core::Core;

const NANOSECONDS: i64 = 1_000_000_000;

/// What the guest's clock says.
pub(crate) fn time(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
    flags::only(flags, 0, "qemuDomainGetTime")?;
    with_agent_of_running(core, dom, "agent: time", |asker| {
        let now = asker.ask("guest-get-time", None)?.number()?;
        let nseconds = u32::try_from(now.rem_euclid(NANOSECONDS)).unwrap_or(0);
        Ok(DomainTimeReply { seconds: now.div_euclid(NANOSECONDS), nseconds })
    })
}

/// Sets the guest's clock, or makes it what its hardware clock says.
pub(crate) fn set_time(core: &Core, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_TIME_SYNC, "qemuDomainSetTime")?;
    with_agent(core, dom, "agent: set time", |asker| {
        let arguments = match flags & VIR_DOMAIN_TIME_SYNC {
            0 => {
                let whole = seconds.checked_mul(NANOSECONDS).and_then(|whole| whole.checked_add(i64::from(nseconds)));
                let whole = whole.ok_or_else(|| {
                    let message = format!("Time '{seconds}' is too big for guest agent");
                    Error::new(virt::ErrorCode::INVALID_ARG, message)
                })?;
                Some(json!({ "time": whole }))
            }
            _ => None,
        };
        asker.ask("guest-set-time", arguments).map(drop)
    })?;
    // Ticks that the guest has missed are not to be made up for now.
    if let Some(live) = &core.table.find(dom)?.snapshot().live {
        let outcome = live.monitor.try_execute("rtc-reset-reinjection", None, crate::live::MONITOR_WAIT)?;
        if let Err(refusal) = outcome {
            log::debug!("rtc-reset-reinjection: {}", refusal.description);
        }
    }
    Ok(())
}
