//! Statistics: figures that grow with the clock, each at a rate of its own.

use virt::constants::*;
use virt::generated::domain::*;
use virt::{
    DomainDiskError, DomainInterface, DomainIpAddress, DomainRef, DomainStatsRecord, Error, Result, TypedParam, flags,
};

use crate::core::Core;
use crate::guest::Guest;
use crate::list;
use crate::objects::Kind;

impl Core {
    /// Microseconds since 1970, by the clock of the node.
    pub(crate) fn microseconds(&self) -> u64 {
        u64::try_from(self.clock.since_epoch().as_micros()).unwrap_or(u64::MAX)
    }

    fn seconds(&self) -> u64 {
        self.clock.since_epoch().as_secs()
    }
}

/// A guest that runs, and its name for the disk that a path or a name means.
fn disk(guest: &Guest, path: &str) -> Result<String> {
    let disks = &guest.summary()?.disks;
    let found = disks.iter().find(|disk| disk.target == path || disk.source.as_deref() == Some(path));
    Ok(found.ok_or_else(|| Error::invalid_arg(format!("invalid path: {path}")))?.target.clone())
}

pub(crate) fn block_stats(core: &Core, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
    if path.is_empty() {
        return Err(Error::operation_unsupported("summary statistics are not supported yet"));
    }
    let guest = core.guest(dom)?;
    guest.running()?;
    disk(&guest, path)?;
    let grown = |rate: u64| i64::try_from(core.microseconds() / rate).unwrap_or(i64::MAX);
    Ok(DomainBlockStatsReply {
        rd_req: grown(10),
        rd_bytes: grown(20),
        wr_req: grown(30),
        wr_bytes: grown(40),
        errs: i64::try_from(core.seconds() / 2).unwrap_or(i64::MAX),
    })
}

pub(crate) fn interface_stats(core: &Core, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
    let guest = core.guest(dom)?;
    guest.running()?;
    let cards = &guest.summary()?.interfaces;
    if !cards.iter().any(|card| card.target.as_deref() == Some(device) || card.mac.eq_ignore_ascii_case(device)) {
        return Err(Error::invalid_arg(format!("'{device}' is not a known interface")));
    }
    let signed = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
    let (micros, seconds) = (core.microseconds(), core.seconds());
    Ok(DomainInterfaceStatsReply {
        rx_bytes: signed(micros / 10),
        rx_packets: signed(micros / 100),
        rx_errs: signed(seconds),
        rx_drop: signed(seconds / 2),
        tx_bytes: signed(micros / 20),
        tx_packets: signed(micros / 110),
        tx_errs: signed(seconds / 3),
        tx_drop: signed(seconds / 4),
    })
}

/// Every image is 1 TiB, of which the guest sees a little less.
pub(crate) fn block_info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
    flags::only(flags, 0, "testDomainGetBlockInfo")?;
    disk(&*core.guest(dom)?, path)?;
    Ok(DomainBlockInfoReply { capacity: (1 << 40) - 5056 * 1024, allocation: 1 << 40, physical: 1 << 40 })
}

/// CPU time of the guest as a whole, or for each host CPU.
pub(crate) fn cpu_stats(
    core: &Core,
    dom: &DomainRef,
    nparams: u32,
    start_cpu: i32,
    ncpus: u32,
    flags: u32,
) -> Result<DomainCpuStatsReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetCPUStats")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    let counted = |mut params: Vec<TypedParam>, each: u32| {
        let kept = usize::try_from(u64::from(nparams) * u64::from(each)).unwrap_or(usize::MAX);
        params.truncate(kept);
        DomainCpuStatsReply { nparams: i32::try_from(params.len() / each.max(1) as usize).unwrap_or(0), params }
    };
    const TIME: u64 = 48_772_617_035;
    if start_cpu == -1 {
        if nparams == 0 {
            return Ok(DomainCpuStatsReply { params: Vec::new(), nparams: 3 });
        }
        let params = vec![
            TypedParam::new(VIR_DOMAIN_CPU_STATS_CPUTIME, TIME),
            TypedParam::new(VIR_DOMAIN_CPU_STATS_USERTIME, 5_540_000_000u64),
            TypedParam::new(VIR_DOMAIN_CPU_STATS_SYSTEMTIME, 6_460_000_000u64),
        ];
        return Ok(counted(params, 1));
    }
    let vcpus = guest.summary()?.vcpus;
    if ncpus == 0 {
        return Ok(DomainCpuStatsReply { params: Vec::new(), nparams: i32::try_from(vcpus).unwrap_or(0) });
    }
    if nparams == 0 {
        return Ok(DomainCpuStatsReply { params: Vec::new(), nparams: 2 });
    }
    let start = u32::try_from(start_cpu).ok().filter(|start| *start < vcpus);
    let start =
        start.ok_or_else(|| Error::invalid_arg(format!("start_cpu {start_cpu} larger than maximum of {vcpus}")))?;
    let shown = ncpus.min(vcpus - start);
    let params = (start..start + shown).flat_map(|cpu| {
        let share = |time: u64| time / u64::from(vcpus) + u64::from(cpu);
        [
            TypedParam::new(VIR_DOMAIN_CPU_STATS_CPUTIME, share(TIME)),
            TypedParam::new(VIR_DOMAIN_CPU_STATS_VCPUTIME, share(46_303_481_255)),
        ]
    });
    Ok(counted(params.collect(), shown))
}

/// Every disk of a running guest has a trouble of its own.
pub(crate) fn disk_errors(core: &Core, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
    flags::only(flags, 0, "testDomainGetDiskErrors")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    let disks = &guest.summary()?.disks;
    let kinds = [VIR_DOMAIN_DISK_ERROR_UNSPEC, VIR_DOMAIN_DISK_ERROR_NO_SPACE];
    let errors = disks.iter().zip(kinds.iter().cycle()).take(usize::try_from(maxerrors).unwrap_or(0));
    let errors: Vec<_> =
        errors.map(|(disk, error)| DomainDiskError { disk: disk.target.clone(), error: *error }).collect();
    let nerrors = if maxerrors == 0 { disks.len() } else { errors.len() };
    Ok(DomainDiskErrorsReply { errors, nerrors: i32::try_from(nerrors).unwrap_or(0) })
}

/// Each card has an address that follows from the guest's number.
pub(crate) fn interface_addresses(
    core: &Core,
    dom: &DomainRef,
    source: u32,
    flags: u32,
) -> Result<Vec<DomainInterface>> {
    flags::only(flags, 0, "testDomainInterfaceAddresses")?;
    let guest = core.guest(dom)?;
    let known = [
        VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
        VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT,
        VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP,
    ];
    if !known.iter().any(|known| i64::from(*known) == i64::from(source)) {
        return Err(Error::argument_unsupported(format!("Unknown IP address data source {source}")));
    }
    guest.running()?;
    let id = guest.number().and_then(|id| u32::try_from(id).ok()).unwrap_or(1);
    let first =
        u32::from(std::net::Ipv4Addr::new(192, 168, 122, 3)).saturating_add(id.saturating_sub(1).saturating_mul(20));
    let cards = (0u32..).zip(&guest.summary()?.interfaces);
    Ok(cards
        .map(|(number, card)| DomainInterface {
            name: card.target.clone().unwrap_or_default(),
            hwaddr: Some(card.mac.clone()),
            addrs: vec![DomainIpAddress {
                type_: VIR_IP_ADDR_TYPE_IPV4,
                addr: std::net::Ipv4Addr::from(first.saturating_add(number)).to_string(),
                prefix: 24,
            }],
        })
        .collect())
}

const STATE: u32 = VIR_DOMAIN_STATS_STATE;
/// Groups that this driver can tell.
const GROUPS: u32 = STATE;
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
    flags::only(flags, ENFORCE | FILTERS, "testConnectGetAllDomainStats")?;
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
    Ok(chosen.map(|guest| record(guest, groups)).collect())
}

fn record(guest: &Guest, groups: u32) -> DomainStatsRecord {
    let mut params = Vec::new();
    if groups & STATE != 0 {
        params.push(TypedParam::new(VIR_DOMAIN_STATS_STATE_STATE, guest.state.0));
        params.push(TypedParam::new(VIR_DOMAIN_STATS_STATE_REASON, guest.state.1));
    }
    DomainStatsRecord { dom: guest.reference(), params }
}
