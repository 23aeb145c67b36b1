//! Guests move from one node to another: begun and performed where they are, prepared and finished where they go.
//!
//! What is sent beside the steps is the definition that the guest shall have on the other side.

use std::sync::Arc;
use std::time::Duration;

use conf::domain::{Definition, Domain, FormatFlags, ParseFlags, abi};
use virt::constants::*;
use virt::objects::Turn;
use virt::{DomainRef, Error, ErrorDomain, Event, Result, TypedParam, TypedValue, flags, typed_param};

use crate::connection::{Held, TestConnection};
use crate::core::Core;
use crate::define::{keep_or_forget, known_or_new};
use crate::events::Lifecycle;
use crate::guest::Guest;
use crate::job::Job;
use crate::runtime::ANY_SPEED;
use crate::transfer::{self, Outcome};

const OFFLINE: u32 = VIR_MIGRATE_OFFLINE;
const PERSIST: u32 = VIR_MIGRATE_PERSIST_DEST;
const FLAGS: u32 = VIR_MIGRATE_LIVE
    | PERSIST
    | VIR_MIGRATE_UNDEFINE_SOURCE
    | VIR_MIGRATE_PAUSED
    | VIR_MIGRATE_NON_SHARED_DISK
    | VIR_MIGRATE_NON_SHARED_INC
    | VIR_MIGRATE_CHANGE_PROTECTION
    | VIR_MIGRATE_UNSAFE
    | OFFLINE
    | VIR_MIGRATE_COMPRESSED
    | VIR_MIGRATE_ABORT_ON_ERROR
    | VIR_MIGRATE_AUTO_CONVERGE
    | VIR_MIGRATE_PARALLEL
    | VIR_MIGRATE_ZEROCOPY;
const PAUSED_HERE: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED);
const RESUMED: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_MIGRATED);
const ARRIVED: Lifecycle = Lifecycle::started(VIR_DOMAIN_EVENT_STARTED_MIGRATED);
const LEFT: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_MIGRATED);
const FAILED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_FAILED);
const DEFINED: Lifecycle = Lifecycle::defined(VIR_DOMAIN_EVENT_DEFINED_ADDED);
const UNDEFINED: Lifecycle = Lifecycle::undefined(VIR_DOMAIN_EVENT_UNDEFINED_REMOVED);

/// What a caller wishes of a migration.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Wish<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) xml: Option<&'a str>,
    pub(crate) persistent_xml: Option<&'a str>,
    /// MiB a second.
    pub(crate) bandwidth: Option<u64>,
    pub(crate) flags: u32,
}

impl<'a> Wish<'a> {
    /// Of named values.
    pub(crate) fn of(params: &'a [TypedParam], flags: u32) -> Result<Wish<'a>> {
        let text = |field: &str| match typed_param::find(params, field) {
            None => Ok(None),
            Some(TypedValue::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(Error::invalid_arg(format!("parameter '{field}' is no text"))),
        };
        Ok(Wish {
            name: text(VIR_MIGRATE_PARAM_DEST_NAME)?,
            xml: text(VIR_MIGRATE_PARAM_DEST_XML)?,
            persistent_xml: text(VIR_MIGRATE_PARAM_PERSIST_XML)?,
            bandwidth: match typed_param::find(params, VIR_MIGRATE_PARAM_BANDWIDTH) {
                Some(TypedValue::Ullong(speed)) => Some(*speed),
                _ => None,
            },
            flags,
        })
    }

    /// Of the older calls' numbers.
    pub(crate) fn old(name: Option<&'a str>, xml: Option<&'a str>, flags: u64) -> Result<Wish<'a>> {
        let flags =
            u32::try_from(flags).map_err(|_| Error::bad_argument(format!("unsupported flags (0x{flags:x})")))?;
        Ok(Wish { name, xml, persistent_xml: None, bandwidth: None, flags })
    }

    fn check(&self, call: &str) -> Result<()> {
        flags::only(self.flags, FLAGS, call)
    }

    fn is_offline(&self) -> bool {
        self.flags & OFFLINE != 0
    }
}

fn is_busy(live: &crate::guest::Live) -> Result<()> {
    match live.runtime.leaving || live.runtime.arriving || live.runtime.backup.is_some() {
        true => Err(Error::operation_invalid("another job is already running for this domain")),
        false => Ok(()),
    }
}

/// The document with which the guest goes on over there.
pub(crate) fn begin(connection: &TestConnection, dom: &DomainRef, wish: &Wish<'_>) -> Result<(Vec<u8>, String)> {
    let core = connection.core();
    wish.check("testDomainMigrateBegin3Params")?;
    let (turn, mut guest) = core.begin(dom)?;
    match &guest.live {
        Some(live) => is_busy(live)?,
        None if !wish.is_offline() => guest.running().map(drop)?,
        None => (),
    }
    if wish.is_offline() && wish.flags & PERSIST == 0 {
        return Err(Error::operation_invalid("offline migration must be specified with the persistent flag set"));
    }
    let mut domain = guest.current()?;
    if let Some(xml) = wish.xml {
        let wanted = core.read(xml)?;
        abi::check(&domain, &wanted)?;
        domain = wanted;
    }
    let format = FormatFlags { migratable: true, secure: true, inactive: true, status: false };
    if wish.flags & VIR_MIGRATE_CHANGE_PROTECTION != 0 {
        guest.change_live(|live| live.runtime.leaving = true);
        let dom = turn.publish(guest, None).reference();
        drop(turn);
        connection.hold(dom, Held::Leaves);
    }
    Ok((Vec::new(), domain.format(format)))
}

/// Makes room for a guest that comes: it waits until it is there.
pub(crate) fn prepare(connection: &TestConnection, wish: &Wish<'_>) -> Result<(Vec<u8>, Option<String>)> {
    let core = connection.core();
    wish.check("testDomainMigratePrepare3Params")?;
    let xml = wish.xml.ok_or_else(|| Error::internal("no domain XML passed"))?;
    let mut domain = core.read(xml)?;
    if let Some(name) = wish.name {
        conf::domain::validate::name(name)?;
        name.clone_into(&mut domain.name);
    }
    let turn = core.guests.begin();
    let mut guest = known_or_new(&turn, &domain)?;
    if guest.is_active() {
        return Err(Error::operation_invalid(format!("domain '{}' is already active", guest.name)));
    }
    if !wish.is_offline() {
        guest.run(domain, core.take_id(), (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION));
        guest.change_live(|live| live.runtime.arriving = true);
        let dom = turn.publish(guest, None).reference();
        drop(turn);
        connection.hold(dom, Held::Arrives);
    } else {
        connection.expect(domain);
    }
    Ok((Vec::new(), Some(core.uri.clone())))
}

/// Sends the guest: it stands still here from now on, unless only its definition goes. Gives the definition for the other
/// side.
pub(crate) fn perform(connection: &TestConnection, dom: &DomainRef, wish: &Wish<'_>) -> Result<Vec<u8>> {
    let core = connection.core();
    wish.check("testDomainMigratePerform3Params")?;
    let (turn, mut guest) = core.begin(dom)?;
    let definition = match wish.persistent_xml {
        Some(xml) => core.read(xml)?,
        None if guest.is_persistent() => guest.document(false)?,
        None => Domain::parse(&guest.current()?.format(FormatFlags::DEFINITION), ParseFlags::INACTIVE)?,
    };
    let cookie = match wish.flags & PERSIST {
        0 => Vec::new(),
        _ => definition.format(FormatFlags::DEFINITION).into_bytes(),
    };
    if wish.is_offline() {
        return Ok(cookie);
    }
    let live = guest.running()?;
    if live.runtime.transfer.is_some() || live.runtime.backup.is_some() {
        return Err(Error::operation_invalid("another job is already running for this domain"));
    }
    let ran = guest.state.0 == VIR_DOMAIN_RUNNING;
    let bytes = guest.summary()?.memory_kib.saturating_mul(1024);
    let limit = wish.bandwidth.filter(|speed| *speed > 0).unwrap_or(live.runtime.migration.speed);
    let speed = (limit != ANY_SPEED).then(|| limit.saturating_mul(1 << 20));
    let transfer = speed.map(|speed| transfer::start(core, bytes, speed.max(1)));
    guest.change_live(|live| {
        (live.runtime.leaving, live.runtime.ran) = (true, ran);
        live.runtime.transfer.clone_from(&transfer);
    });
    let Some(transfer) = transfer else {
        let events = sent(&mut guest, bytes, Duration::ZERO);
        connection.hold(publish(turn, guest, events), Held::Leaves);
        return Ok(cookie);
    };
    let events = if wish.flags & VIR_MIGRATE_LIVE != 0 { None } else { stand_still(&mut guest) };
    let dom = publish(turn, guest, events);
    connection.hold(dom.clone(), Held::Leaves);
    transfer::await_end(core, dom.clone(), &transfer);
    let outcome = transfer::wait(connection, &dom, &transfer);
    let (turn, mut guest) = core.begin(&dom)?;
    if !guest.transfer().is_some_and(|now| now.is(&transfer)) {
        return transfer::failure(Outcome::Lost).map(|()| cookie);
    }
    guest.change_live(|live| live.runtime.transfer = None);
    let elapsed = core.clock.monotonic().saturating_sub(transfer.since);
    let events = match outcome {
        Outcome::Done => sent(&mut guest, bytes, elapsed),
        // Clients give no last word to a guest that has not been sent.
        Outcome::Cancelled | Outcome::Lost => stay(&mut guest),
    };
    turn.publish(guest, events);
    transfer::failure(outcome).map(|()| cookie)
}

/// The guest goes on where it is.
fn stay(guest: &mut Guest) -> Option<Event> {
    let runtime = guest.live.as_ref().map(|live| (live.runtime.leaving, live.runtime.ran));
    guest.change_live(|live| (live.runtime.leaving, live.runtime.ran) = (false, false));
    guest.completed = None;
    let waits = guest.state == (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION);
    (waits && runtime == Some((true, true))).then(|| {
        guest.state = (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATION_CANCELED);
        RESUMED.of(guest)
    })
}

fn publish(turn: Turn<'_, Guest>, guest: Guest, events: impl IntoIterator<Item = Event>) -> DomainRef {
    turn.publish(guest, events).reference()
}

/// The guest stands still until it is known where it goes on.
fn stand_still(guest: &mut Guest) -> Option<Event> {
    let ran = guest.state.0 == VIR_DOMAIN_RUNNING;
    guest.state = (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION);
    ran.then(|| PAUSED_HERE.of(guest))
}

/// All of the guest is over there.
fn sent(guest: &mut Guest, bytes: u64, elapsed: Duration) -> Option<Event> {
    guest.completed = Some(Job {
        operation: VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT,
        kind: VIR_DOMAIN_JOB_COMPLETED,
        elapsed,
        memory: (bytes, bytes),
        disk: (0, 0),
    });
    stand_still(guest)
}

/// The definition that was sent. Clients skip the step that sends it where nothing else goes: then it is the document for
/// which room was made.
fn sent_definition(connection: &TestConnection, cookie: &[u8], name: &str, flags: u32) -> Result<Domain> {
    if cookie.is_empty() && flags & OFFLINE != 0 {
        let missing = || Error::operation_invalid(format!("nobody has announced the domain '{name}'"));
        return connection.expected(name).ok_or_else(missing);
    }
    let text = std::str::from_utf8(cookie).map_err(|_| Error::internal("the migration cookie is no text"))?;
    let mut domain = connection.core().read(text)?;
    name.clone_into(&mut domain.name);
    Ok(domain)
}

/// Lets a guest run that has come, or forgets it if it has not.
pub(crate) fn finish(
    connection: &TestConnection,
    name: Option<&str>,
    cookie: &[u8],
    flags: u32,
    cancelled: bool,
) -> Result<DomainRef> {
    flags::only(flags, FLAGS, "testDomainMigrateFinish3Params")?;
    let name = name.ok_or_else(|| Error::internal("missing domain name"))?;
    conf::domain::validate::name(name)?;
    let core = connection.core();
    let persists = flags & PERSIST != 0 && !cancelled;
    let definition = persists.then(|| sent_definition(connection, cookie, name, flags)).transpose()?;
    let turn = core.guests.begin();
    let known = turn.by_name(name).map(|guest| Guest::clone(&guest));
    let mut guest = match (known, &definition) {
        (Some(guest), _) => guest,
        (None, Some(domain)) if flags & OFFLINE != 0 => known_or_new(&turn, domain)?,
        (None, _) => return Err(Error::no_domain(format!("no domain with matching name '{name}'"))),
    };
    let arrives = guest.live.as_ref().is_some_and(|live| live.runtime.arriving);
    let mut events = Vec::new();
    if cancelled {
        if arrives {
            guest.stop(VIR_DOMAIN_SHUTOFF_FAILED);
            events.push(FAILED.of(&guest));
            keep_or_forget(&turn, guest, events);
        }
        return Err(Error::operation_failed("the migration was cancelled").in_domain(ErrorDomain::DOMAIN));
    }
    if arrives {
        guest.change_live(|live| live.runtime.arriving = false);
        let waits = flags & VIR_MIGRATE_PAUSED != 0;
        guest.state = match waits {
            true => (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER),
            false => (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATED),
        };
        events.push(ARRIVED.of(&guest));
        if !waits {
            events.push(RESUMED.of(&guest));
        }
    }
    if let Some(domain) = definition {
        guest.definition = Some(Arc::new(Definition::new(&domain)));
        events.push(DEFINED.of(&guest));
    }
    Ok(turn.publish(guest, events).reference())
}

/// Forgets the guest here, or lets it go on if it could not leave.
pub(crate) fn confirm(core: &Core, dom: &DomainRef, flags: u32, cancelled: bool) -> Result<()> {
    flags::only(flags, FLAGS, "testDomainMigrateConfirm3Params")?;
    let (turn, mut guest) = core.begin(dom)?;
    let mut events = Vec::new();
    let leaves = guest.live.as_ref().is_some_and(|live| live.runtime.leaving);
    if cancelled {
        let event = stay(&mut guest);
        turn.publish(guest, event);
        return Ok(());
    }
    if flags & OFFLINE != 0 {
        // Only the definition went: what runs goes on.
        guest.change_live(|live| live.runtime.leaving = false);
    } else if leaves {
        // The job is told of, whatever else ends with the run.
        let migrated = guest.completed.take();
        events.extend(crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_MIGRATED, LEFT));
        guest.completed = migrated;
        events.extend(guest.completed.as_ref().map(|job| job.completed(&guest)));
    }
    if flags & VIR_MIGRATE_UNDEFINE_SOURCE != 0 && guest.definition.take().is_some() {
        events.push(UNDEFINED.of(&guest));
    }
    keep_or_forget(&turn, guest, events);
    Ok(())
}

/// The limits of migrations of a guest.
pub(crate) fn limits(core: &Core, dom: &DomainRef) -> Result<crate::runtime::MigrationLimits> {
    Ok(core.guest(dom)?.running()?.runtime.migration.clone())
}

/// Changes them.
pub(crate) fn change_limits(
    core: &Core,
    dom: &DomainRef,
    change: impl FnOnce(&mut crate::runtime::MigrationLimits),
) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    guest.change_live(|live| change(&mut live.runtime.migration));
    turn.publish(guest, None);
    Ok(())
}

/// How fast a migration may go, in MiB a second.
pub(crate) fn max_speed(core: &Core, dom: &DomainRef, flags: u32) -> Result<u64> {
    flags::only(flags, VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY, "testDomainMigrateGetMaxSpeed")?;
    let limits = limits(core, dom)?;
    Ok(if flags != 0 { limits.postcopy_speed } else { limits.speed })
}

/// Says how fast.
pub(crate) fn set_max_speed(core: &Arc<Core>, dom: &DomainRef, speed: u64, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY, "testDomainMigrateSetMaxSpeed")?;
    let most = (i64::MAX as u64) >> 20;
    if speed > most {
        return Err(Error::new(virt::ErrorCode::OVERFLOW, format!("bandwidth must be less than {}", most + 1)));
    }
    change_limits(core, dom, |limits| match flags {
        0 => limits.speed = speed,
        _ => limits.postcopy_speed = speed,
    })?;
    // What is on its way follows.
    let (turn, mut guest) = core.begin(dom)?;
    let Some(mut transfer) = guest.transfer().cloned().filter(|_| flags == 0) else { return Ok(()) };
    transfer.progress.set_speed(core.clock.monotonic(), speed.saturating_mul(1 << 20));
    guest.change_live(|live| live.runtime.transfer = Some(transfer.clone()));
    let dom = turn.publish(guest, None).reference();
    transfer::await_end(core, dom, &transfer);
    Ok(())
}

/// How long the guest may stand still, in milliseconds.
pub(crate) fn max_downtime(core: &Core, dom: &DomainRef, flags: u32) -> Result<u64> {
    flags::only(flags, 0, "testDomainMigrateGetMaxDowntime")?;
    Ok(limits(core, dom)?.downtime)
}

/// Says how long.
pub(crate) fn set_max_downtime(core: &Core, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainMigrateSetMaxDowntime")?;
    change_limits(core, dom, |limits| limits.downtime = downtime)
}

/// Bytes of memory for what was sent before.
pub(crate) fn cache(core: &Core, dom: &DomainRef, flags: u32) -> Result<u64> {
    flags::only(flags, 0, "testDomainMigrateGetCompressionCache")?;
    Ok(limits(core, dom)?.cache)
}

/// Says how many.
pub(crate) fn set_cache(core: &Core, dom: &DomainRef, cache: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainMigrateSetCompressionCache")?;
    change_limits(core, dom, |limits| limits.cache = cache)
}

/// Lets a guest that is being sent run on the other side at once; none is here that long.
pub(crate) fn start_post_copy(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainMigrateStartPostCopy")?;
    core.guest(dom)?.running()?;
    Err(Error::operation_invalid("post-copy can only be started while outgoing migration is in progress"))
}
