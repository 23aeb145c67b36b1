//! A guest's memory as a file to look into: QEMU's own stream, or a core file of the memory alone.

use std::fs::File;
use std::os::fd::AsFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::finish::{End, end_process, finish};
use crate::live::{Live, MONITOR_WAIT};
use crate::vm::{State, Vm};
use crate::{flags, monitor_events, transfer};

const CRASH: u32 = VIR_DUMP_CRASH;
const LIVE: u32 = VIR_DUMP_LIVE;
const BYPASS_CACHE: u32 = VIR_DUMP_BYPASS_CACHE;
const RESET: u32 = VIR_DUMP_RESET;
const MEMORY_ONLY: u32 = VIR_DUMP_MEMORY_ONLY;

/// The state of a guest whose CPUs stand because its memory is written down.
const DUMPING: State = State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_DUMP);

/// QEMU's words for the formats, by their numbers.
const FORMATS: [&str; 5] = ["elf", "kdump-zlib", "kdump-lzo", "kdump-snappy", "win-dmp"];

/// A dump that makes no progress for so long is given up.
const STALL: Duration = Duration::from_secs(120);

/// What a caller wants of a dump.
struct Wanted {
    format: Option<&'static str>,
    flags: u32,
}

fn wanted(format: u32, flags: u32) -> Result<Wanted> {
    flags::only(flags, CRASH | LIVE | BYPASS_CACHE | RESET | MEMORY_ONLY, "qemuDomainCoreDumpWithFormat")?;
    for pair in
        [[(CRASH, "VIR_DUMP_CRASH"), (LIVE, "VIR_DUMP_LIVE")], [(CRASH, "VIR_DUMP_CRASH"), (RESET, "VIR_DUMP_RESET")]]
    {
        flags::exclusive(flags, pair[0], pair[1]).map_err(|error| error.in_domain(virt::ErrorDomain::DOMAIN))?;
    }
    let word = usize::try_from(format).ok().and_then(|format| FORMATS.get(format)).copied();
    let word = word.ok_or_else(|| {
        let message = format!("dumpformat '{format}' is not supported");
        Error::bad_argument(message).in_domain(virt::ErrorDomain::DOMAIN)
    })?;
    let memory_only = flags & MEMORY_ONLY != 0;
    Ok(Wanted { format: memory_only.then_some(word), flags })
}

/// Writes a guest's memory into a file.
pub(crate) fn core_dump(core: &Arc<Core>, dom: &DomainRef, to: &str, format: u32, flags: u32) -> Result<()> {
    let vm = core.table.find(dom)?;
    let wanted = wanted(format, flags)?;
    let _job = vm.begin_job("core dump")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    if format != 0 && wanted.format.is_none() {
        let message = "kdump-compressed format is only supported with memory-only dump";
        return Err(Error::operation_unsupported(message));
    }
    let was_running = snapshot.state.state == VIR_DOMAIN_RUNNING;
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to);
    let file = file.map_err(|e| Error::system(format!("Failed to create file '{to}'"), &e))?;
    // A stream that is written while the guest runs stops it for its last part.
    let stands = was_running && wanted.flags & LIVE == 0;
    if stands {
        crate::save::stop(core, &vm, live, DUMPING)?;
    }
    live.expect_stop(Some(DUMPING));
    let written = match wanted.format {
        Some(format) => memory_only(live, &file, format),
        None => transfer::write(live, &file),
    };
    live.take_expected_stop();
    let kept = written.and_then(|()| {
        let synced = if wanted.flags & BYPASS_CACHE == 0 { file.sync_data() } else { file.sync_all() };
        synced.map_err(|e| Error::system(format!("unable to write '{to}'"), &e))
    });
    if kept.is_err() {
        let _ = core.files.remove(std::path::Path::new(to), host::files::Durability::Volatile);
    } else if wanted.flags & CRASH != 0 {
        live.ending.store(true, std::sync::atomic::Ordering::Relaxed);
        if end_process(live, false) {
            finish(core, &vm, live, End::CRASHED);
        }
        return Ok(());
    }
    let reset = match kept.is_ok() && wanted.flags & RESET != 0 {
        true => live.command("system_reset", None).map(drop),
        false => Ok(()),
    };
    let resumed = if was_running { go_on(core, &vm, live) } else { Ok(()) };
    kept.and(reset).and(resumed)
}

fn go_on(core: &Core, vm: &Vm, live: &Live) -> Result<()> {
    live.command("cont", None)?;
    monitor_events::running(core, vm, State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED));
    Ok(())
}

/// Has QEMU write the memory alone, for programs that read core files.
fn memory_only(live: &Live, file: &File, format: &str) -> Result<()> {
    let known = live.command("query-dump-guest-memory-capability", None)?;
    let formats = known["formats"].as_array().into_iter().flatten();
    if !formats.into_iter().any(|known| known == format) {
        let message = format!("unsupported dumpformat '{format}' for this QEMU binary");
        return Err(Error::operation_unsupported(message));
    }
    live.monitor.give_fd("dump", file.as_fd(), MONITOR_WAIT)?;
    let arguments = json!({ "paging": false, "protocol": "fd:dump", "detach": true, "format": format });
    if let Err(error) = live.command("dump-guest-memory", Some(arguments)) {
        let _ = live.command("closefd", Some(json!({ "fdname": "dump" })));
        return Err(error);
    }
    let (mut done, mut moved) = (0, Instant::now());
    loop {
        let reply = live.command("query-dump", None)?;
        match reply["status"].as_str() {
            Some("completed") => return Ok(()),
            Some("failed") => return Err(Error::operation_failed("memory-only dump failed: QEMU could not write it")),
            _ => {}
        }
        let completed = reply.get("completed").and_then(Value::as_u64).unwrap_or(0);
        if completed != done {
            (done, moved) = (completed, Instant::now());
        }
        if moved.elapsed() > STALL {
            let message = format!("memory-only dump made no progress for {} s", STALL.as_secs());
            return Err(Error::timed_out(message));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_go_with_memory_alone() {
        assert_eq!(wanted(0, 0).unwrap().format, None);
        assert_eq!(wanted(2, MEMORY_ONLY).unwrap().format, Some("kdump-lzo"));
        assert!(wanted(5, MEMORY_ONLY).is_err() && wanted(0, CRASH | RESET).is_err());
    }
}
