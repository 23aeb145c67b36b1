//! Small things that are done to a guest: signals, memory and disks that are read, screens, trimmed file systems.

use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

use conf::domain::disk::Disk;
use virt::constants::*;
use virt::events::DomainEventPmwakeup;
use virt::generated::domain::DomainSecurityLabelListReply;
use virt::{
    DomainRef, Error, ErrorCode, ErrorDomain, Event, Result, SecurityLabel, Stream, StreamEnd, TypedParam, TypedValue,
    flags, typed_param,
};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::info::FILE_SYSTEMS;
use crate::png;

/// Sends a signal to the guest's first process, which ignores it.
pub(crate) fn send_process_signal(core: &Core, dom: &DomainRef, pid: i64, signal: u32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSendProcessSignal")?;
    if pid != 1 {
        return Err(Error::invalid_arg("only sending a signal to pid 1 is supported"));
    }
    let last = VIR_DOMAIN_PROCESS_SIGNAL_LAST.unsigned_abs();
    if signal >= last {
        return Err(Error::invalid_arg(format!("signum value {signal} is out of range")));
    }
    core.guest(dom).map(drop)
}

/// The byte at an offset of any guest's memory or disk: its lowest eight bits.
fn pattern(offset: u64, size: u32) -> Vec<u8> {
    (0..u64::from(size)).map(|at| offset.wrapping_add(at).to_le_bytes()[0]).collect()
}

/// The most that one call may read.
const MAX_PEEK: u32 = 4 << 20;

fn peek(offset: u64, size: u32) -> Result<Vec<u8>> {
    match size {
        0..=MAX_PEEK => Ok(pattern(offset, size)),
        more => Err(Error::invalid_arg(format!("{more} bytes are more than the {MAX_PEEK} that one call reads"))),
    }
}

/// What a guest's memory holds at an offset: its lowest eight bits.
pub(crate) fn memory_peek(core: &Core, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
    let (virtual_, physical) = (VIR_MEMORY_VIRTUAL, VIR_MEMORY_PHYSICAL);
    if flags != virtual_ && flags != physical {
        return Err(Error::invalid_arg("flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL"));
    }
    core.guest(dom)?.running()?;
    peek(offset, size)
}

/// What a disk holds at an offset: its lowest eight bits.
pub(crate) fn block_peek(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    offset: u64,
    size: u32,
    flags: u32,
) -> Result<Vec<u8>> {
    flags::only(flags, 0, "testDomainBlockPeek")?;
    let guest = core.guest(dom)?;
    let target = crate::stats::disk(&guest, path)?;
    let capacity = guest.capacity(&target);
    if offset.saturating_add(size.into()) > capacity {
        return Err(Error::invalid_arg(format!("'{path}' ends at {capacity}, before {offset}+{size}")));
    }
    peek(offset, size)
}

/// Gives a running guest's disk another size.
pub(crate) fn block_resize(core: &Core, dom: &DomainRef, path: &str, size: u64, flags: u32) -> Result<()> {
    let (in_bytes, whole) = (VIR_DOMAIN_BLOCK_RESIZE_BYTES, VIR_DOMAIN_BLOCK_RESIZE_CAPACITY);
    flags::only(flags, in_bytes | whole, "testDomainBlockResize")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let target = crate::stats::disk(&guest, path)?;
    let bytes = match flags & (in_bytes | whole) {
        // To whatever its image has, which never differs here.
        both if both & whole != 0 && size == 0 => guest.capacity(&target),
        both if both & in_bytes != 0 => size,
        _ => size
            .checked_mul(1024)
            .ok_or_else(|| Error::new(ErrorCode::OVERFLOW, format!("size must be less than {}", u64::MAX / 1024)))?,
    };
    guest.resize(&target, bytes);
    turn.publish(guest, None);
    Ok(())
}

/// Bytes of an image that holds nothing else: a stream of which everything is there at once.
fn ready(bytes: &[u8]) -> Result<Stream> {
    let failed = |e: std::io::Error| Error::system("cannot make a stream", &e);
    let (reader, mut writer) = UnixStream::pair().map_err(failed)?;
    writer.write_all(bytes).map_err(failed)?;
    Ok(Stream::End(StreamEnd { fd: reader.into(), read: true, write: false, length: None, sparse: false, held: None }))
}

/// A picture, the same for all guests.
pub(crate) fn screenshot(core: &Core, dom: &DomainRef, flags: u32) -> Result<(Option<String>, Stream)> {
    flags::only(flags, 0, "testDomainScreenshot")?;
    core.guest(dom)?;
    Ok((Some("image/png".to_owned()), ready(&png::picture())?))
}

/// Gives the blocks of unused space back, of all file systems or of one.
pub(crate) fn fstrim(core: &Core, dom: &DomainRef, mount_point: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainFSTrim")?;
    core.guest(dom)?.running()?;
    match mount_point {
        Some(path) if !FILE_SYSTEMS.iter().any(|(known, _)| *known == path) => {
            Err(Error::operation_invalid(format!("mount point not found: {path}")))
        }
        _ => Ok(()),
    }
}

/// The one security label of a guest.
pub(crate) fn security_labels(core: &Core, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
    let label = crate::info::security_label(core, dom)?;
    let labels = vec![SecurityLabel { label: label.label, enforcing: label.enforcing }];
    Ok(DomainSecurityLabelListReply { labels, ret: 1 })
}

const WOKEN: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_WAKEUP);

/// Wakes a sleeping guest.
pub(crate) fn pm_wakeup(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainPMWakeup")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if guest.state.0 != VIR_DOMAIN_PMSUSPENDED {
        return Err(Error::operation_invalid("domain is not suspended by its own power management"));
    }
    guest.state = (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_WAKEUP);
    let woken = Event::DomainEventPmwakeup(DomainEventPmwakeup { reason: 0, dom: guest.reference() });
    let events = [WOKEN.of(&guest), woken];
    turn.publish(guest, events);
    Ok(())
}

/// Hands a client's socket to the guest's screen, where nobody listens: it is closed.
pub(crate) fn open_graphics(core: &Core, dom: &DomainRef, idx: u32, flags: u32, fds: &[OwnedFd]) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH, "testDomainOpenGraphics")?;
    has_screen(core, dom, idx)?;
    match fds.len() {
        1 => Ok(()),
        other => Err(Error::invalid_arg(format!("one descriptor is handed in, not {other}"))),
    }
}

/// Gives a client a socket to the guest's screen, where nobody answers.
pub(crate) fn open_graphics_fd(core: &Core, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
    flags::only(flags, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH, "testDomainOpenGraphicsFD")?;
    has_screen(core, dom, idx)?;
    let (ours, _) = UnixStream::pair().map_err(|e| Error::system("cannot make a socket", &e))?;
    Ok(vec![ours.into()])
}

fn has_screen(core: &Core, dom: &DomainRef, idx: u32) -> Result<()> {
    use conf::domain::graphics::Graphics;
    let guest = core.guest(dom)?;
    guest.running()?;
    let domain = guest.current()?;
    match domain.devices.graphics.get(usize::try_from(idx).unwrap_or(usize::MAX)) {
        Some(Graphics::Vnc(_) | Graphics::Spice(_)) => Ok(()),
        Some(_) => Err(Error::config_unsupported("Can only open VNC or SPICE graphics backends")),
        None => Err(Error::internal(format!("No graphics backend with index {idx}"))),
    }
}

/// Reads a screen's certificates again, of which there are none.
pub(crate) fn graphics_reload(core: &Core, dom: &DomainRef, kind: u32, flags: u32) -> Result<()> {
    use conf::domain::graphics::Graphics;
    flags::only(flags, 0, "testDomainGraphicsReload")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    if i64::from(kind) > i64::from(VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC) {
        return Err(Error::invalid_arg(format!("unknown type of graphics {kind}")));
    }
    match guest.current()?.devices.graphics.iter().any(|graphics| matches!(graphics, Graphics::Vnc(_))) {
        true => Ok(()),
        false => Err(Error::operation_invalid("the domain has no VNC display")),
    }
}

/// The most names of descriptors of a guest.
const MAX_DESCRIPTORS: usize = 1000;

/// Remembers descriptors that the guest's document may name.
pub(crate) fn fd_associate(core: &Core, dom: &DomainRef, name: &str, flags: u32, fds: &[OwnedFd]) -> Result<()> {
    let known = VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE | VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE;
    flags::only(flags, known, "testDomainFDAssociate")?;
    if fds.is_empty() {
        return Err(Error::invalid_arg("no descriptor is handed in"));
    }
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let known = &guest.running()?.runtime.descriptors;
    if known.len() >= MAX_DESCRIPTORS && !known.contains_key(name) {
        return Err(Error::operation_failed(format!("a guest has {MAX_DESCRIPTORS} groups of descriptors at most")));
    }
    guest.change_live(|live| _ = live.runtime.descriptors.insert(name.to_owned(), fds.len()));
    turn.publish(guest, None);
    Ok(())
}

/// Says after how many bytes written to an image an event tells so.
pub(crate) fn set_block_threshold(core: &Core, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSetBlockThreshold")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    // The name may go on with the number of an image below the first.
    let (name, index) = dev.split_once('[').map_or((dev, None), |(name, index)| (name, Some(index)));
    let disks = guest.current()?.devices.disks;
    let known = |disk: &&Disk| disk.target.dev == name;
    let missing = || Error::invalid_arg(format!("block device '{dev}' was not found")).in_domain(ErrorDomain::DOMAIN);
    let disk = disks.iter().find(known).ok_or_else(missing)?;
    let depth = crate::chain::Chain::of(disk).layers.len();
    match index.map(|index| index.trim_end_matches(']').parse::<usize>()) {
        Some(Ok(index)) if index >= depth => return Err(missing()),
        Some(Err(_)) => return Err(missing()),
        _ => (),
    }
    guest.change_live(|live| match threshold {
        0 => drop(live.runtime.thresholds.remove(dev)),
        bytes => drop(live.runtime.thresholds.insert(dev.to_owned(), bytes)),
    });
    turn.publish(guest, None);
    Ok(())
}

/// What can be said of an encrypted guest: what its document asks for.
pub(crate) fn launch_security(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, 0, "testDomainGetLaunchSecurityInfo")?;
    let domain = core.guest(dom)?.current()?;
    let policy = domain.launch_security.as_ref().and_then(|security| security.sev_policy());
    let Some(policy) = policy else { return Ok(Vec::new()) };
    Ok(vec![
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT, "dGVzdCBtZWFzdXJlbWVudA=="),
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR, 1u32),
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR, 0u32),
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID, 1u32),
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY, policy),
    ])
}

/// Hands a secret to an encrypted guest that has not run yet.
pub(crate) fn set_launch_security(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSetLaunchSecurityState")?;
    typed_param::check(
        params,
        &[
            (VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER, VIR_TYPED_PARAM_STRING),
            (VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET, VIR_TYPED_PARAM_STRING),
            (VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS, VIR_TYPED_PARAM_ULLONG),
        ],
    )?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if guest.current()?.launch_security.is_none() {
        return Err(Error::operation_unsupported("setting a launch secret is only supported in SEV-enabled domains"));
    }
    let has = |field| matches!(typed_param::find(params, field), Some(TypedValue::String(_)));
    if !has(VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET) || !has(VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER) {
        return Err(Error::invalid_arg("Both secret and the secret header are required"));
    }
    if guest.state.0 != VIR_DOMAIN_PAUSED {
        return Err(Error::operation_invalid("domain must be in a paused state"));
    }
    guest.change_live(|live| live.runtime.has_launch_secret = true);
    turn.publish(guest, None);
    Ok(())
}
