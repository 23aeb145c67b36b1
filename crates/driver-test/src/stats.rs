//! Statistics: figures that grow with the clock, each at a rate of its own.

use virt::constants::*;
use virt::generated::domain::*;
use virt::objects::Kind;
use virt::{
    DomainDiskError, DomainInterface, DomainIpAddress, DomainRef, Error, ErrorDomain, Result, TypedParam, flags,
};

use crate::core::Core;
use crate::guest::Guest;

impl Core {
    /// Microseconds since 1970, by the clock of the node.
    pub(crate) fn microseconds(&self) -> u64 {
        u64::try_from(self.clock.since_epoch().as_micros()).unwrap_or(u64::MAX)
    }

    fn seconds(&self) -> u64 {
        self.clock.since_epoch().as_secs()
    }
}

fn signed(figure: u64) -> i64 {
    i64::try_from(figure).unwrap_or(i64::MAX)
}

/// What every disk of a running guest has moved by now: requests, bytes, nanoseconds.
pub(crate) struct Transfers {
    pub(crate) rd_req: u64,
    pub(crate) rd_bytes: u64,
    pub(crate) rd_times: u64,
    pub(crate) wr_req: u64,
    pub(crate) wr_bytes: u64,
    pub(crate) wr_times: u64,
    pub(crate) fl_req: u64,
    pub(crate) fl_times: u64,
}

impl Transfers {
    pub(crate) fn now(core: &Core) -> Transfers {
        let micros = core.microseconds();
        Transfers {
            rd_req: micros / 10,
            rd_bytes: micros / 20,
            rd_times: micros * 10,
            wr_req: micros / 30,
            wr_bytes: micros / 40,
            wr_times: micros * 5,
            fl_req: micros / 1000,
            fl_times: micros,
        }
    }
}

/// What every network card of a running guest has moved by now: bytes, packets, errors, drops.
pub(crate) struct Traffic {
    rx: [u64; 4],
    tx: [u64; 4],
}

impl Traffic {
    pub(crate) fn now(core: &Core) -> Traffic {
        let (micros, seconds) = (core.microseconds(), core.seconds());
        Traffic {
            rx: [micros / 10, micros / 100, seconds, seconds / 2],
            tx: [micros / 20, micros / 110, seconds / 3, seconds / 4],
        }
    }

    /// The figures with what bulk statistics call them.
    pub(crate) fn named(&self) -> [(&'static str, u64); 8] {
        let [rx_bytes, rx_pkts, rx_errs, rx_drop] = self.rx;
        let [tx_bytes, tx_pkts, tx_errs, tx_drop] = self.tx;
        [
            ("rx.bytes", rx_bytes),
            ("rx.pkts", rx_pkts),
            ("rx.errs", rx_errs),
            ("rx.drop", rx_drop),
            ("tx.bytes", tx_bytes),
            ("tx.pkts", tx_pkts),
            ("tx.errs", tx_errs),
            ("tx.drop", tx_drop),
        ]
    }
}

/// A guest that runs, and its name for the disk that a path or a name means.
pub(crate) fn disk(guest: &Guest, path: &str) -> Result<String> {
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
    let now = Transfers::now(core);
    Ok(DomainBlockStatsReply {
        rd_req: signed(now.rd_req),
        rd_bytes: signed(now.rd_bytes),
        wr_req: signed(now.wr_req),
        wr_bytes: signed(now.wr_bytes),
        errs: signed(core.seconds() / 2),
    })
}

/// The same as named values, with times in nanoseconds.
pub(crate) fn block_stats_flags(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    nparams: i32,
    flags: u32,
) -> Result<DomainBlockStatsFlagsReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "testDomainBlockStatsFlags")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    if !path.is_empty() {
        disk(&guest, path)?;
    }
    let now = Transfers::now(core);
    let all = [
        (VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, now.wr_bytes),
        (VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, now.wr_req),
        (VIR_DOMAIN_BLOCK_STATS_READ_BYTES, now.rd_bytes),
        (VIR_DOMAIN_BLOCK_STATS_READ_REQ, now.rd_req),
        (VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, now.fl_req),
        (VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, now.wr_times),
        (VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, now.rd_times),
        (VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, now.fl_times),
    ];
    let all = all.map(|(field, figure)| TypedParam::new(field, signed(figure)));
    let (params, nparams) = conf::tune::counted(all.into(), nparams);
    Ok(DomainBlockStatsFlagsReply { params, nparams })
}

pub(crate) fn interface_stats(core: &Core, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
    let guest = core.guest(dom)?;
    guest.running()?;
    let cards = &guest.summary()?.interfaces;
    if !cards.iter().any(|card| card.target.as_deref() == Some(device) || card.mac.eq_ignore_ascii_case(device)) {
        let error = Error::invalid_arg(format!("'{device}' is not a known interface"));
        return Err(error.in_domain(ErrorDomain::DOMAIN));
    }
    let now = Traffic::now(core);
    Ok(DomainInterfaceStatsReply {
        rx_bytes: signed(now.rx[0]),
        rx_packets: signed(now.rx[1]),
        rx_errs: signed(now.rx[2]),
        rx_drop: signed(now.rx[3]),
        tx_bytes: signed(now.tx[0]),
        tx_packets: signed(now.tx[1]),
        tx_errs: signed(now.tx[2]),
        tx_drop: signed(now.tx[3]),
    })
}

/// Bytes of an image that nobody has given another size.
const IMAGE_BYTES: u64 = 1 << 40;
/// What a guest sees of them.
pub(crate) const DISK_BYTES: u64 = IMAGE_BYTES - 5056 * 1024;

/// Every image is 1 TiB, of which the guest sees a little less, until it gets another size.
pub(crate) fn block_info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
    flags::only(flags, 0, "testDomainGetBlockInfo")?;
    let guest = core.guest(dom)?;
    let target = disk(&guest, path)?;
    let capacity = guest.capacity(&target);
    let physical = if capacity == DISK_BYTES { IMAGE_BYTES } else { capacity };
    Ok(DomainBlockInfoReply { capacity, allocation: physical, physical })
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
    addresses(core, &guest)
}

/// The addresses of a guest's cards.
pub(crate) fn addresses(_core: &Core, guest: &Guest) -> Result<Vec<DomainInterface>> {
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
