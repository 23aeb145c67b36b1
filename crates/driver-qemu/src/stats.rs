//! Statistics of many guests in one call: none waits for another, a stuck one is told without what only QEMU knows.

mod block;

pub(crate) use block::{BlockStats, alias_of, block_stats};

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::Value;
use virt::constants::*;
use virt::{DomainRef, DomainStatsRecord, Error, Result, TypedParam};

use crate::core::Core;
use crate::live::Live;
use crate::vm::{Snapshot, Vm};
use crate::{flags, interfaces, list, memory};

/// What the driver can tell.
const GROUPS: u32 = VIR_DOMAIN_STATS_STATE
    | VIR_DOMAIN_STATS_CPU_TOTAL
    | VIR_DOMAIN_STATS_BALLOON
    | VIR_DOMAIN_STATS_VCPU
    | VIR_DOMAIN_STATS_INTERFACE
    | VIR_DOMAIN_STATS_BLOCK
    | VIR_DOMAIN_STATS_DIRTYRATE;

/// What libvirt can tell and this driver cannot yet; asking for it is no error unless it is enforced.
const KNOWN: u32 = VIR_DOMAIN_STATS_PERF | VIR_DOMAIN_STATS_IOTHREAD | VIR_DOMAIN_STATS_MEMORY | VIR_DOMAIN_STATS_VM;

/// Groups that only QEMU itself can answer.
const FROM_QEMU: u32 =
    VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_BLOCK | VIR_DOMAIN_STATS_DIRTYRATE;

const NOWAIT: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;
const BACKING: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING;
const ENFORCE: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS;

const FILTERS: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER;

/// Statistics of the named guests, or of all that pass the filters.
pub(crate) fn all_domain_stats(
    core: &Core,
    doms: &[DomainRef],
    stats: u32,
    flags: u32,
) -> Result<Vec<DomainStatsRecord>> {
    flags::only(flags, NOWAIT | BACKING | ENFORCE | FILTERS, "qemuConnectGetAllDomainStats")?;
    if flags & ENFORCE != 0 && stats & !GROUPS != 0 {
        let message = format!("Stats types bits 0x{:x} are not supported by this daemon or QEMU", stats & !GROUPS);
        return Err(Error::argument_unsupported(message));
    }
    let groups = match stats {
        0 => GROUPS,
        some if some & !(GROUPS | KNOWN) != 0 => {
            return Err(Error::argument_unsupported(format!(
                "Stats types bits 0x{:x} are not supported by this daemon",
                some & !(GROUPS | KNOWN)
            )));
        }
        some => some & GROUPS,
    };
    let vms: Vec<Arc<Vm>> = match doms.is_empty() {
        true => core.table.all(),
        // Compat: a guest that is gone by now is left out.
        false => doms.iter().filter_map(|dom| core.table.by_uuid(&dom.uuid)).collect(),
    };
    let mut records = Vec::with_capacity(vms.len());
    for vm in vms {
        let snapshot = vm.snapshot();
        if list::passes(&snapshot, flags & FILTERS) {
            records.push(record(core, &vm, &snapshot, groups, flags));
        }
    }
    Ok(records)
}

/// Collects one guest's figures.
pub(crate) struct Figures(Vec<TypedParam>);

impl Figures {
    fn add(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, value: impl Into<virt::TypedValue>) {
        self.0.push(TypedParam::new(field, value));
    }
}

fn record(core: &Core, vm: &Vm, snapshot: &Snapshot, groups: u32, flags: u32) -> DomainStatsRecord {
    let live = snapshot.live.as_ref();
    let disks = snapshot.with_summary(|summary| summary.disks.len()).unwrap_or_default();
    // Thousands of these are alive at once: a guest at rest takes no more than it says.
    let fields = if live.is_some() { 32 + 16 * disks } else { 7 + 4 * disks };
    let mut out = Figures(Vec::with_capacity(fields));
    // Reading takes no job, so nothing has to be waited for but QEMU's own answers.
    let asks_qemu = groups & FROM_QEMU != 0;
    let busy = flags & NOWAIT != 0 && vm.job().holder().is_some();
    let reachable = live.filter(|live| asks_qemu && !busy && !live.is_stuck() && !live.monitor.is_closed());
    let answers = reachable.and_then(|live| QemuAnswers::ask(live, groups));
    if groups & VIR_DOMAIN_STATS_STATE != 0 {
        out.add(VIR_DOMAIN_STATS_STATE_STATE, snapshot.state.state);
        out.add(VIR_DOMAIN_STATS_STATE_REASON, snapshot.state.reason);
    }
    if let Some(live) = live {
        if groups & VIR_DOMAIN_STATS_CPU_TOTAL != 0 {
            cpu_total(core, live, &mut out);
        }
        if groups & VIR_DOMAIN_STATS_BALLOON != 0 {
            balloon(core, live, answers.as_ref(), &mut out);
        }
    } else if groups & VIR_DOMAIN_STATS_BALLOON != 0 {
        let _ = snapshot.with_summary(|summary| {
            out.add(VIR_DOMAIN_STATS_BALLOON_CURRENT, summary.memory_kib);
            out.add(VIR_DOMAIN_STATS_BALLOON_MAXIMUM, summary.max_memory_kib);
        });
    }
    if groups & VIR_DOMAIN_STATS_VCPU != 0 {
        vcpu(core, snapshot, &mut out);
    }
    if groups & VIR_DOMAIN_STATS_INTERFACE != 0
        && let Some(live) = live
    {
        interface(live, &mut out);
    }
    if groups & VIR_DOMAIN_STATS_BLOCK != 0 {
        block::add(core, snapshot, answers.as_ref().map(|answers| &answers.block), &mut out);
    }
    if let Some(reply) = answers.as_ref().and_then(|answers| answers.dirty_rate.as_ref()) {
        for (name, value) in crate::tuning::looks::dirty_rate(reply) {
            out.add(name, value);
        }
    }
    DomainStatsRecord { dom: snapshot.reference(), params: out.0 }
}

/// What QEMU said to the questions of one record, asked all at once.
pub(crate) struct QemuAnswers {
    block: Vec<BlockStats>,
    balloon: Option<Value>,
    dirty_rate: Option<Value>,
}

impl QemuAnswers {
    fn ask(live: &Live, groups: u32) -> Option<QemuAnswers> {
        let wait = crate::live::STUCK_AFTER;
        let asks = |group: u32, name: &'static str, arguments: Option<Value>| {
            (groups & group != 0).then(|| live.monitor.send(name, arguments, wait)).transpose()
        };
        let sizes =
            asks(VIR_DOMAIN_STATS_BLOCK, "query-named-block-nodes", Some(serde_json::json!({"flat": true}))).ok()?;
        let blocks = asks(VIR_DOMAIN_STATS_BLOCK, "query-blockstats", None).ok()?;
        let stats = memory::balloon_path(live).filter(|_| groups & VIR_DOMAIN_STATS_BALLOON != 0);
        let balloon = stats.map(|path| {
            live.monitor.send("qom-get", Some(serde_json::json!({"path": path, "property": "guest-stats"})), wait)
        });
        let balloon = balloon.transpose().ok()?;
        let dirty_rate = asks(VIR_DOMAIN_STATS_DIRTYRATE, "query-dirty-rate", None).ok()?;
        let blocks = blocks.map(|ticket| ticket.wait()).transpose().ok()?;
        let sizes = sizes.map(|ticket| ticket.wait()).transpose().ok()?;
        Some(QemuAnswers {
            block: block::parse(blocks.as_ref().unwrap_or(&Value::Null), sizes.as_ref().unwrap_or(&Value::Null)),
            balloon: balloon.and_then(|ticket| ticket.wait().ok()),
            dirty_rate: dirty_rate.and_then(|ticket| ticket.wait().ok()),
        })
    }
}

fn cpu_total(core: &Core, live: &Live, out: &mut Figures) {
    let Ok(usage) = core.proc.usage(live.process.pid()) else { return };
    out.add(VIR_DOMAIN_STATS_CPU_TIME, usage.user_ns.saturating_add(usage.system_ns));
    out.add(VIR_DOMAIN_STATS_CPU_USER, usage.user_ns);
    out.add(VIR_DOMAIN_STATS_CPU_SYSTEM, usage.system_ns);
}

fn balloon(core: &Core, live: &Live, answers: Option<&QemuAnswers>, out: &mut Figures) {
    let document = live.document();
    out.add(VIR_DOMAIN_STATS_BALLOON_CURRENT, live.balloon_kib.load(Ordering::Relaxed));
    out.add(VIR_DOMAIN_STATS_BALLOON_MAXIMUM, document.summary.max_memory_kib);
    if let Some(stats) = answers.and_then(|answers| answers.balloon.as_ref()) {
        for (_, field, value) in memory::guest_stats(stats) {
            out.add(format!("balloon.{field}"), value);
        }
    }
    if let Ok(usage) = core.proc.usage(live.process.pid()) {
        out.add(VIR_DOMAIN_STATS_BALLOON_RSS, usage.rss_kib);
    }
}

/// `VIR_VCPU_RUNNING`
const VCPU_RUNNING: i32 = VIR_VCPU_RUNNING;

fn vcpu(core: &Core, snapshot: &Snapshot, out: &mut Figures) {
    let Ok((current, maximum)) = snapshot.with_summary(|summary| (summary.vcpus, summary.max_vcpus)) else { return };
    out.add(VIR_DOMAIN_STATS_VCPU_CURRENT, current);
    out.add(VIR_DOMAIN_STATS_VCPU_MAXIMUM, maximum);
    let Some(live) = &snapshot.live else { return };
    for (number, tid) in live.vcpu_threads().iter().enumerate() {
        let pid = live.process.pid();
        let Ok(usage) = core.proc.thread_usage(pid, *tid) else { continue };
        out.add(format!("vcpu.{number}.state"), VCPU_RUNNING);
        out.add(format!("vcpu.{number}.time"), usage.user_ns.saturating_add(usage.system_ns));
        out.add(format!("vcpu.{number}.wait"), 0u64);
        if let Ok((_, delay)) = core.proc.thread_schedule(pid, *tid) {
            out.add(format!("vcpu.{number}.delay"), delay);
        }
    }
}

fn interface(live: &Live, out: &mut Figures) {
    let document = live.document();
    let interfaces = &document.domain.devices.interfaces;
    out.add("net.count", u32::try_from(interfaces.len()).unwrap_or(u32::MAX));
    for (number, interface) in interfaces.iter().enumerate() {
        let Some(device) = interface.target_dev() else { continue };
        out.add(format!("net.{number}.name"), device);
        let Ok(Some(traffic)) = interfaces::guest_traffic(device) else { continue };
        for (field, value) in [
            ("rx.bytes", traffic.rx_bytes),
            ("rx.pkts", traffic.rx_packets),
            ("rx.errs", traffic.rx_errors),
            ("rx.drop", traffic.rx_dropped),
            ("tx.bytes", traffic.tx_bytes),
            ("tx.pkts", traffic.tx_packets),
            ("tx.errs", traffic.tx_errors),
            ("tx.drop", traffic.tx_dropped),
        ] {
            out.add(format!("net.{number}.{field}"), value);
        }
    }
}
