//! Statistics of many guests in one call, from what is published of them.

use virt::constants::*;
use virt::{DomainRef, DomainStatsRecord, Error, Result, TypedParam, TypedValue, flags};

use crate::core::Core;
use crate::guest::Guest;
use crate::list;
use crate::runtime::DirtyRate;
use crate::stats::{Traffic, Transfers};

const STATE: u32 = VIR_DOMAIN_STATS_STATE;
/// Groups that this driver can tell.
const GROUPS: u32 = STATE
    | VIR_DOMAIN_STATS_CPU_TOTAL
    | VIR_DOMAIN_STATS_BALLOON
    | VIR_DOMAIN_STATS_VCPU
    | VIR_DOMAIN_STATS_INTERFACE
    | VIR_DOMAIN_STATS_BLOCK
    | VIR_DOMAIN_STATS_PERF
    | VIR_DOMAIN_STATS_IOTHREAD
    | VIR_DOMAIN_STATS_MEMORY
    | VIR_DOMAIN_STATS_DIRTYRATE
    | VIR_DOMAIN_STATS_VM;
const ENFORCE: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS;
const FILTERS: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER;
/// Nothing has to be waited for, and images below the first are not counted.
const WITHOUT_TRACE: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING;

/// Statistics of the named guests, or of all that pass the filters.
pub(crate) fn all_domain_stats(
    core: &Core,
    doms: &[DomainRef],
    stats: u32,
    flags: u32,
) -> Result<Vec<DomainStatsRecord>> {
    flags::only(flags, ENFORCE | FILTERS | WITHOUT_TRACE, "testConnectGetAllDomainStats")?;
    if flags & ENFORCE != 0 && stats & !GROUPS != 0 {
        let message = format!("Stats types bits 0x{:x} are not supported by this daemon", stats & !GROUPS);
        return Err(Error::argument_unsupported(message));
    }
    let groups = if stats == 0 { GROUPS } else { stats & GROUPS };
    let guests = match doms.is_empty() {
        true => core.guests.all(),
        // Compat: a guest that is gone by now is left out.
        false => doms.iter().filter_map(|dom| core.guests.get(&dom.uuid)).collect(),
    };
    let chosen = guests.iter().filter(|guest| list::passes(guest, flags & FILTERS));
    chosen.map(|guest| record(core, guest, groups)).collect()
}

/// Collects one guest's figures.
struct Figures(Vec<TypedParam>);

impl Figures {
    fn add(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, value: impl Into<TypedValue>) {
        self.0.push(TypedParam::new(field, value));
    }

    fn count(&mut self, field: &'static str, count: usize) {
        self.add(field, u32::try_from(count).unwrap_or(u32::MAX));
    }
}

fn record(core: &Core, guest: &Guest, groups: u32) -> Result<DomainStatsRecord> {
    let mut out = Figures(Vec::with_capacity(16));
    let micros = core.microseconds();
    if groups & STATE != 0 {
        out.add(VIR_DOMAIN_STATS_STATE_STATE, guest.state.0);
        out.add(VIR_DOMAIN_STATS_STATE_REASON, guest.state.1);
    }
    if groups & VIR_DOMAIN_STATS_CPU_TOTAL != 0 && guest.is_active() {
        out.add(VIR_DOMAIN_STATS_CPU_TIME, micros.saturating_mul(1000));
        out.add(VIR_DOMAIN_STATS_CPU_USER, micros.saturating_mul(500));
        out.add(VIR_DOMAIN_STATS_CPU_SYSTEM, micros.saturating_mul(250));
    }
    let summary = guest.summary()?;
    if groups & VIR_DOMAIN_STATS_BALLOON != 0 {
        out.add(VIR_DOMAIN_STATS_BALLOON_CURRENT, summary.memory_kib);
        out.add(VIR_DOMAIN_STATS_BALLOON_MAXIMUM, summary.max_memory_kib);
        if guest.is_active() {
            out.add(VIR_DOMAIN_STATS_BALLOON_UNUSED, summary.memory_kib / 2);
            out.add(VIR_DOMAIN_STATS_BALLOON_AVAILABLE, summary.memory_kib);
            out.add(VIR_DOMAIN_STATS_BALLOON_USABLE, summary.memory_kib / 2);
            out.add(VIR_DOMAIN_STATS_BALLOON_RSS, summary.memory_kib / 2);
        }
    }
    if groups & VIR_DOMAIN_STATS_VCPU != 0 {
        out.add(VIR_DOMAIN_STATS_VCPU_CURRENT, summary.vcpus);
        out.add(VIR_DOMAIN_STATS_VCPU_MAXIMUM, summary.max_vcpus);
        for number in (0..summary.vcpus).filter(|_| guest.is_active()) {
            out.add(format!("vcpu.{number}.state"), VIR_VCPU_RUNNING);
            out.add(format!("vcpu.{number}.time"), micros / 10);
            out.add(format!("vcpu.{number}.wait"), 0u64);
            out.add(format!("vcpu.{number}.delay"), 0u64);
        }
    }
    if groups & VIR_DOMAIN_STATS_INTERFACE != 0 && guest.is_active() {
        interfaces(core, guest, &mut out)?;
    }
    if groups & VIR_DOMAIN_STATS_BLOCK != 0 {
        blocks(core, guest, &mut out)?;
    }
    rest(core, guest, groups, &mut out)?;
    Ok(DomainStatsRecord { dom: guest.reference(), params: out.0 })
}

fn interfaces(core: &Core, guest: &Guest, out: &mut Figures) -> Result<()> {
    let cards = &guest.summary()?.interfaces;
    out.count(VIR_DOMAIN_STATS_NET_COUNT, cards.len());
    let traffic = Traffic::now(core);
    for (number, card) in cards.iter().enumerate() {
        if let Some(name) = &card.target {
            out.add(format!("net.{number}.name"), name.as_str());
        }
        for (field, figure) in traffic.named() {
            out.add(format!("net.{number}.{field}"), figure);
        }
    }
    Ok(())
}

fn blocks(core: &Core, guest: &Guest, out: &mut Figures) -> Result<()> {
    let disks = &guest.summary()?.disks;
    out.count(VIR_DOMAIN_STATS_BLOCK_COUNT, disks.len());
    let transfers = Transfers::now(core);
    for (number, disk) in disks.iter().enumerate() {
        out.add(format!("block.{number}.name"), disk.target.as_str());
        if let Some(path) = &disk.source {
            out.add(format!("block.{number}.path"), path.as_str());
        }
        if let Some(live) = &guest.live {
            for (field, figure) in [
                ("rd.reqs", transfers.rd_req),
                ("rd.bytes", transfers.rd_bytes),
                ("rd.times", transfers.rd_times),
                ("wr.reqs", transfers.wr_req),
                ("wr.bytes", transfers.wr_bytes),
                ("wr.times", transfers.wr_times),
                ("fl.reqs", transfers.fl_req),
                ("fl.times", transfers.fl_times),
            ] {
                out.add(format!("block.{number}.{field}"), figure);
            }
            if let Some(threshold) = live.runtime.thresholds.get(&disk.target) {
                out.add(format!("block.{number}.threshold"), *threshold);
            }
        }
        let capacity = guest.capacity(&disk.target);
        out.add(format!("block.{number}.allocation"), capacity);
        out.add(format!("block.{number}.capacity"), capacity);
        out.add(format!("block.{number}.physical"), capacity);
    }
    Ok(())
}

/// What few guests have; their documents are read only if they say something of it.
fn rest(core: &Core, guest: &Guest, groups: u32, out: &mut Figures) -> Result<()> {
    let Some(live) = &guest.live else { return Ok(()) };
    let says = |word: &str| live.document.text.contains(word);
    if groups & VIR_DOMAIN_STATS_PERF != 0 && says("<perf>") {
        for name in conf::tune::perf::names(&live.document.parse_live()?) {
            out.add(format!("perf.{name}"), core.microseconds());
        }
    }
    if groups & VIR_DOMAIN_STATS_IOTHREAD != 0 && says("<iothreadids>") {
        let threads = live.document.parse_live()?.iothread_ids.unwrap_or_default().threads;
        out.count(VIR_DOMAIN_STATS_IOTHREAD_COUNT, threads.len());
        for thread in threads {
            let (id, poll) = (thread.id, thread.poll.unwrap_or_default());
            out.add(format!("iothread.{id}.poll-max-ns"), poll.max.unwrap_or(32_768));
            out.add(format!("iothread.{id}.poll-grow"), u32::try_from(poll.grow.unwrap_or(0)).unwrap_or(u32::MAX));
            out.add(format!("iothread.{id}.poll-shrink"), u32::try_from(poll.shrink.unwrap_or(0)).unwrap_or(u32::MAX));
        }
    }
    if groups & VIR_DOMAIN_STATS_DIRTYRATE != 0
        && let Some(rate) = &live.runtime.dirty_rate
    {
        dirty_rate(core, rate, out);
    }
    Ok(())
}

fn dirty_rate(core: &Core, rate: &DirtyRate, out: &mut Figures) {
    let passed = core.clock.monotonic().saturating_sub(rate.since).as_secs();
    let is_done = i64::try_from(passed).unwrap_or(i64::MAX) >= i64::from(rate.seconds);
    let status = if is_done { VIR_DOMAIN_DIRTYRATE_MEASURED } else { VIR_DOMAIN_DIRTYRATE_MEASURING };
    out.add(VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS, status);
    out.add(VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME, rate.since_epoch);
    out.add(VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD, rate.seconds);
    out.add(VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE, rate.mode);
    if is_done {
        out.add(VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND, i64::from(rate.seconds));
    }
}

/// Begins to count how much of the guest's memory changes.
pub(crate) fn start_dirty_rate(core: &Core, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
    let (bitmap, ring) = (VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP, VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING);
    flags::only(flags, bitmap | ring, "testDomainStartDirtyRateCalc")?;
    flags::exclusive(
        flags,
        (bitmap, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP"),
        (ring, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING"),
    )?;
    if !(1..=60).contains(&seconds) {
        let message = format!("seconds={seconds} is invalid, please choose value within [1, 60]");
        return Err(Error::invalid_arg(message));
    }
    let mode = match flags {
        0 => "page-sampling",
        flags if flags & bitmap != 0 => "dirty-bitmap",
        _ => "dirty-ring",
    };
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let since_epoch = i64::try_from(core.clock.since_epoch().as_secs()).unwrap_or(i64::MAX);
    let rate = DirtyRate { since: core.clock.monotonic(), since_epoch, seconds, mode };
    guest.change_live(|live| live.runtime.dirty_rate = Some(rate));
    turn.publish(guest, None);
    Ok(())
}
