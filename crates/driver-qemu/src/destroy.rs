//! Ending a guest without asking it.

use std::sync::atomic::Ordering;

use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::finish::{End, end_process, finish};
use crate::flags;

const GRACEFUL: u32 = VIR_DOMAIN_DESTROY_GRACEFUL as u32;
const REMOVE_LOGS: u32 = VIR_DOMAIN_DESTROY_REMOVE_LOGS as u32;

/// Ends the guest's QEMU; with the graceful flag only if it lets itself be ended.
pub(crate) fn destroy(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    let known = GRACEFUL | REMOVE_LOGS;
    flags::only(flags, known, "qemuDomainDestroyFlags")?;
    let vm = core.table.find(dom)?;
    let early = vm.snapshot();
    let live = early.running()?;
    live.ending.store(true, Ordering::Relaxed);
    // Before the job: a call that waits for a stuck QEMU must not keep us from ending it.
    let ended = end_process(live, flags & GRACEFUL != 0);
    if !ended {
        live.ending.store(false, Ordering::Relaxed);
        let message = format!("Failed to terminate process {} with SIGTERM", live.process.pid());
        return Err(Error::new(virt::ErrorCode::SYSTEM_ERROR, format!("{message}: Device or resource busy")));
    }
    let _job = vm.begin_last_job("destroy")?;
    finish(core, &vm, live, End::DESTROYED);
    if flags & REMOVE_LOGS != 0 {
        let _ = core.files.remove(&core.paths.log_file(&early.name), host::files::Durability::Volatile);
    }
    Ok(())
}
