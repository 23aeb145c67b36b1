//! Passing a command straight to a guest's QEMU.

use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;
use crate::live::MONITOR_WAIT;

/// Longest command.
const MAX_COMMAND: usize = 4 << 20;

/// Passes a command on; an open file that comes with it is known to QEMU by the name that the command gives it.
pub(crate) fn monitor_command(
    core: &Core,
    dom: &DomainRef,
    command: &str,
    flags: u32,
    fds: &[OwnedFd],
) -> Result<String> {
    flags::only(flags, VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP, "qemuDomainQemuMonitorCommand")?;
    if command.len() > MAX_COMMAND {
        return Err(Error::invalid_arg("monitor command is too long"));
    }
    let vm = core.table.find(dom)?;
    vm.snapshot().running()?;
    let _job = vm.begin_job("qemu-monitor-command")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    live.custom_monitor.store(true, Ordering::Relaxed);
    if flags & VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP != 0 {
        let answer = live.command("human-monitor-command", Some(json!({ "command-line": command })))?;
        return Ok(answer.as_str().unwrap_or_default().to_owned());
    }
    let command = match serde_json::from_str::<Value>(command) {
        Ok(value) if value.is_object() => value,
        // Compat: a bare word is a command without arguments.
        _ => json!({ "execute": command }),
    };
    if let [fd] = fds {
        // QEMU takes a file together with the command that names it.
        let name = command["arguments"]["fdname"].as_str().unwrap_or_default().to_owned();
        if command["execute"] != "getfd" || name.is_empty() {
            let message = "an open file can only come with the command getfd, which names it";
            return Err(Error::operation_unsupported(message));
        }
        live.monitor.give_fd(&name, fd.as_fd(), MONITOR_WAIT)?;
        return Ok(json!({ "return": {} }).to_string());
    }
    if !fds.is_empty() {
        return Err(Error::operation_unsupported("QEMU takes one open file with a command, not more"));
    }
    Ok(live.monitor.passthrough(command, MONITOR_WAIT)?.to_string())
}
