//! Looking into a running guest: its memory, its displays, how fast it writes.

use std::io::Read as _;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::net::UnixStream;

use conf::domain::graphics::Graphics;
use host::files::Durability;
use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;
use crate::live::{Live, MONITOR_WAIT};

const VIRTUAL: u32 = VIR_MEMORY_VIRTUAL;
const PHYSICAL: u32 = VIR_MEMORY_PHYSICAL;

/// Largest part of the memory that is read at once.
const MAX_PEEK: u32 = 4 << 20;

/// Bytes of the guest's memory, by the addresses of its first CPU or by those of the machine.
pub(crate) fn memory_peek(core: &Core, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
    flags::only(flags, VIRTUAL | PHYSICAL, "qemuDomainMemoryPeek")?;
    let command = match flags {
        VIRTUAL => "memsave",
        PHYSICAL => "pmemsave",
        _ => return Err(Error::invalid_arg("flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL")),
    };
    if size > MAX_PEEK {
        return Err(Error::invalid_arg(format!("at most {MAX_PEEK} bytes can be read at once, not {size}")));
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("memory peek")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    // Only QEMU's own folder is writable for it; the name goes as soon as the file is open here.
    let path = live.private_folder.join("peek");
    let arguments = json!({ "val": offset, "size": size, "filename": path.to_string_lossy() });
    let saved = live.command(command, Some(arguments));
    let opened = host::files::open_foreign(&path);
    let _ = core.files.remove(&path, Durability::Volatile);
    saved?;
    let failed = |e| Error::system(format!("failed to read temporary file {}", path.display()), &e);
    let mut bytes = Vec::new();
    opened.map_err(failed)?.take(size.into()).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The protocol of a display.
fn protocol(live: &Live, index: u32) -> Result<&'static str> {
    let document = live.document();
    let displays = &document.domain.devices.graphics;
    let display = usize::try_from(index).ok().and_then(|index| displays.get(index));
    match display {
        None => Err(Error::internal(format!("No graphics backend with index {index}"))),
        Some(Graphics::Vnc(_)) => Ok("vnc"),
        Some(Graphics::Spice(_)) => Ok("spice"),
        Some(_) => Err(Error::invalid_arg("Can only open VNC or SPICE graphics backends, not others")),
    }
}

fn hand_over(live: &Live, index: u32, fd: &OwnedFd, flags: u32) -> Result<()> {
    let protocol = protocol(live, index)?;
    live.monitor.give_fd("graphicsfd", fd.as_fd(), MONITOR_WAIT)?;
    let skip = flags & VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH != 0;
    let client = json!({ "protocol": protocol, "fdname": "graphicsfd", "skipauth": skip });
    let added = live.command("add_client", Some(client));
    if added.is_err() {
        let _ = live.command("closefd", Some(json!({ "fdname": "graphicsfd" })));
    }
    added.map(drop)
}

/// Connects a client's socket with a display.
pub(crate) fn open_graphics(core: &Core, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH, "qemuDomainOpenGraphics")?;
    let [fd] = fds.as_slice() else {
        return Err(Error::invalid_arg(format!("exactly one descriptor is needed, not {}", fds.len())));
    };
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("open graphics")?;
    hand_over(vm.snapshot().running()?, idx, fd, flags)
}

/// Makes a socket that is connected with a display.
pub(crate) fn open_graphics_fd(core: &Core, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
    flags::only(flags, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH, "qemuDomainOpenGraphicsFD")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("open graphics")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    protocol(live, idx)?;
    let failed = |e| Error::system("unable to create socket pair", &e);
    let (ours, theirs) = UnixStream::pair().map_err(failed)?;
    hand_over(live, idx, &theirs.into(), flags)?;
    Ok(vec![ours.into()])
}

/// Has a display read its certificates again.
pub(crate) fn graphics_reload(core: &Core, dom: &DomainRef, kind: u32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainGraphicsReload")?;
    let (any, vnc) = (VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY as u32, VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC as u32);
    if kind != any && kind != vnc {
        return Err(Error::invalid_arg(format!("unknown type of display '{kind}'")));
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("graphics reload")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    if !document.domain.devices.graphics.iter().any(|display| matches!(display, Graphics::Vnc(_))) {
        return Err(Error::invalid_arg("reload works for VNC displays only, and the guest has none"));
    }
    live.command("display-reload", Some(json!({ "type": "vnc", "tls-certs": true }))).map(drop)
}

/// Wakes a guest that has put itself to sleep.
pub(crate) fn wakeup(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainPMWakeup")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("wakeup")?;
    vm.snapshot().running()?.command("system_wakeup", None).map(drop)
}

/// How QEMU measures writing, by the flags of the call.
fn mode(flags: u32) -> Result<&'static str> {
    match flags {
        VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP => Ok("dirty-bitmap"),
        VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING => {
            let message = "dirty-ring calculation mode requires dirty-ring feature enabled.";
            Err(Error::operation_unsupported(message))
        }
        _ => Ok("page-sampling"),
    }
}

/// Has QEMU measure how fast the guest writes to its memory.
pub(crate) fn start_dirty_rate(core: &Core, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
    let (bitmap, ring) = (VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP, VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING);
    flags::only(flags, bitmap | ring, "qemuDomainStartDirtyRateCalc")?;
    if !(1..=60).contains(&seconds) {
        let message = format!("seconds={seconds} is invalid, please choose value within [1, 60].");
        return Err(Error::config_unsupported(message));
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("start dirty rate calculation")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let arguments = json!({ "calc-time": seconds, "mode": mode(flags)? });
    live.command("calc-dirty-rate", Some(arguments)).map(drop)
}

/// What has been measured: names and values as bulk statistics tell them.
pub(crate) fn dirty_rate(reply: &Value) -> Vec<(String, virt::TypedValue)> {
    let status = match reply["status"].as_str() {
        Some("measuring") => VIR_DOMAIN_DIRTYRATE_MEASURING,
        Some("measured") => VIR_DOMAIN_DIRTYRATE_MEASURED,
        _ => VIR_DOMAIN_DIRTYRATE_UNSTARTED,
    };
    let mut out = vec![
        (VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS.to_owned(), status.into()),
        (VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME.to_owned(), reply["start-time"].as_i64().unwrap_or(0).into()),
        (
            VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD.to_owned(),
            i32::try_from(reply["calc-time"].as_i64().unwrap_or(0)).unwrap_or(i32::MAX).into(),
        ),
        (VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE.to_owned(), reply["mode"].as_str().unwrap_or("page-sampling").into()),
    ];
    if let Some(rate) = reply["dirty-rate"].as_i64() {
        out.push((VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND.to_owned(), rate.into()));
    }
    for vcpu in reply["vcpu-dirty-rate"].as_array().into_iter().flatten() {
        if let (Some(id), Some(rate)) = (vcpu["id"].as_i64(), vcpu["dirty-rate"].as_i64()) {
            let (before, after) =
                (VIR_DOMAIN_STATS_DIRTYRATE_VCPU_PREFIX, VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND);
            out.push((format!("{before}{id}{after}"), rate.into()));
        }
    }
    out
}

/// Calls off what the guest is busy with.
pub(crate) fn abort_job(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    let postcopy = VIR_DOMAIN_ABORT_JOB_POSTCOPY as u32;
    flags::only(flags, postcopy, "qemuDomainAbortJobFlags")?;
    if flags & postcopy != 0 {
        core.table.find(dom)?.snapshot().running()?;
        return Err(Error::operation_invalid("current job is not outgoing migration in post-copy mode"));
    }
    crate::info::abort_job(core, dom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_been_measured_is_not_told() {
        let names = |reply| dirty_rate(&reply).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(json!({"status": "unstarted"})).len(), 4);
        let measured = json!({"status": "measured", "dirty-rate": 3, "vcpu-dirty-rate": [{"id": 1, "dirty-rate": 2}]});
        assert_eq!(names(measured)[4..], ["dirtyrate.megabytes_per_second", "dirtyrate.vcpu.1.megabytes_per_second"]);
    }
}
