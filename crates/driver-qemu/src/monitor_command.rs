//! Passing a command straight to a guest's QEMU.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;
use crate::live::MONITOR_WAIT;

/// Longest command.
const MAX_COMMAND: usize = 4 << 20;

pub(crate) fn monitor_command(core: &Core, dom: &DomainRef, command: &str, flags: u32) -> Result<String> {
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
    Ok(live.monitor.passthrough(command, MONITOR_WAIT)?.to_string())
}
