//! Passing a command straight to a guest's agent, and how long its agent may take in general.

use serde_json::Value;
use virt::{DomainRef, Error, ErrorDomain, Result, flags};

use super::line::{check_seconds, with_agent_of_running};
use crate::core::Core;

/// Longest command.
const MAX_COMMAND: usize = 4 << 20;

/// Sends one command in JSON, and returns the answer in JSON.
pub(crate) fn agent_command(
    core: &Core,
    dom: &DomainRef,
    command: &str,
    seconds: i32,
    flags: u32,
) -> Result<Option<String>> {
    flags::only(flags, 0, "qemuDomainQemuAgentCommand")?;
    if command.len() > MAX_COMMAND {
        return Err(Error::invalid_arg("agent command is too long"));
    }
    with_agent_of_running(core, dom, "agent command", |asker| {
        check_seconds(seconds)?;
        let command = serde_json::from_str::<Value>(command)
            .map_err(|e| Error::internal(format!("failed to parse JSON: {e}")).in_domain(ErrorDomain::NONE))?;
        Ok(Some(asker.pass_on(&command, seconds)?.to_string()))
    })
}

/// Says how long every later call waits for the guest's agent.
pub(crate) fn set_response_timeout(core: &Core, dom: &DomainRef, seconds: i32, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "qemuDomainAgentSetResponseTimeout")?;
    check_seconds(seconds)?;
    let vm = core.table.find(dom)?;
    vm.set_agent_seconds(seconds);
    core.save_status(&vm)?;
    Ok(0)
}
