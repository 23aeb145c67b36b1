//! What happens when a guest powers off, reboots or crashes.

use virt::{Error, ErrorDomain, Result};

use crate::domain::Domain;
use crate::domain::os::{CrashAction, LifecycleAction};

/// What is to happen when.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// After a power-off.
    Poweroff(LifecycleAction),
    /// At a reboot.
    Reboot(LifecycleAction),
    /// After a crash.
    Crash(CrashAction),
}

impl Action {
    /// Reads the two numbers.
    pub fn new(kind: u32, action: u32) -> Result<Action> {
        let invalid = |what: &str, number: u32| {
            Error::invalid_arg(format!("invalid lifecycle {what} '{number}'")).in_domain(ErrorDomain::DOMAIN)
        };
        let kinds = ["poweroff", "reboot", "crash"];
        let name = *usize::try_from(kind).ok().and_then(|kind| kinds.get(kind)).ok_or_else(|| invalid("type", kind))?;
        let (crash, plain) = match action {
            0 => (CrashAction::Destroy, Some(LifecycleAction::Destroy)),
            1 => (CrashAction::Restart, Some(LifecycleAction::Restart)),
            2 => (CrashAction::RenameRestart, Some(LifecycleAction::RenameRestart)),
            3 => (CrashAction::Preserve, Some(LifecycleAction::Preserve)),
            4 => (CrashAction::CoredumpDestroy, None),
            5 => (CrashAction::CoredumpRestart, None),
            other => return Err(invalid("action", other)),
        };
        match (name, plain) {
            ("crash", _) => Ok(Action::Crash(crash)),
            ("poweroff", Some(action)) => Ok(Action::Poweroff(action)),
            (_, Some(action)) => Ok(Action::Reboot(action)),
            (_, None) => {
                let word = xml::Value::to_xml(&crash);
                let message = format!("Lifecycle event '{name}' doesn't support '{word}' action");
                Err(Error::config_unsupported(message).in_domain(ErrorDomain::DOMAIN))
            }
        }
    }

    /// Writes it down.
    pub fn put(self, domain: &mut Domain) {
        match self {
            Action::Poweroff(action) => domain.on_poweroff = action,
            Action::Reboot(action) => domain.on_reboot = action,
            Action::Crash(action) => domain.on_crash = action,
        }
    }
}
