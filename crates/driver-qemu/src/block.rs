//! One disk of a guest: its figures, its sizes.

use std::io::Read;
use std::path::Path;

use conf::domain::Domain;
use conf::domain::disk::Disk;
use virt::constants::*;
use virt::generated::domain::*;
use virt::{DomainRef, Error, Result, TypedParam};

use crate::core::Core;
use crate::flags;
use crate::stats::{BlockStats, block_stats as ask};

/// The disk of a name in the guest or of an image's path.
pub(crate) fn find<'a>(domain: &'a Domain, path: &str) -> Option<&'a Disk> {
    let disks = &domain.devices.disks;
    let by_name = disks.iter().find(|disk| disk.target.dev == path);
    by_name.or_else(|| disks.iter().find(|disk| disk.source.path() == Some(path)))
}

fn figures(core: &Core, dom: &DomainRef, path: &str) -> Result<BlockStats> {
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let all = if path.is_empty() { None } else { Some(find(&document.domain, path)) };
    let stats = ask(live)?;
    match all {
        // An empty path asks for the sum of all disks.
        None => Ok(stats.iter().fold(BlockStats::default(), |mut sum, one| {
            for i in 0..3 {
                sum.rd[i] = sum.rd[i].saturating_add(one.rd[i]);
                sum.wr[i] = sum.wr[i].saturating_add(one.wr[i]);
            }
            sum.fl = [sum.fl[0].saturating_add(one.fl[0]), sum.fl[1].saturating_add(one.fl[1])];
            sum
        })),
        Some(None) => Err(Error::invalid_arg(format!("invalid path: {path}"))),
        Some(Some(disk)) => {
            let found = stats.into_iter().find(|stats| stats.alias == disk.info.alias());
            found.ok_or_else(|| Error::internal(format!("cannot find statistics for device '{}'", disk.info.alias())))
        }
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(crate) fn block_stats(core: &Core, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
    let stats = figures(core, dom, path)?;
    Ok(DomainBlockStatsReply {
        rd_req: signed(stats.rd[0]),
        rd_bytes: signed(stats.rd[1]),
        wr_req: signed(stats.wr[0]),
        wr_bytes: signed(stats.wr[1]),
        errs: -1,
    })
}

pub(crate) fn block_stats_flags(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    nparams: i32,
    flags: u32,
) -> Result<DomainBlockStatsFlagsReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainBlockStatsFlags")?;
    let stats = figures(core, dom, path)?;
    let mut params: Vec<TypedParam> = [
        (VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, stats.wr[1]),
        (VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, stats.wr[0]),
        (VIR_DOMAIN_BLOCK_STATS_READ_BYTES, stats.rd[1]),
        (VIR_DOMAIN_BLOCK_STATS_READ_REQ, stats.rd[0]),
        (VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, stats.fl[0]),
        (VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, stats.wr[2]),
        (VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, stats.rd[2]),
        (VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, stats.fl[1]),
    ]
    .into_iter()
    .map(|(field, value)| TypedParam::new(field, signed(value)))
    .collect();
    let count = i32::try_from(params.len()).unwrap_or(0);
    params.truncate(crate::list::at_most(nparams));
    Ok(DomainBlockStatsFlagsReply { params, nparams: count })
}

/// Size that the guest sees of an image, where its header tells (qcow2); else the file's own size counts.
pub(crate) fn virtual_size(path: &Path) -> Option<u64> {
    let mut header = [0u8; 32];
    std::fs::File::open(path).ok()?.read_exact(&mut header).ok()?;
    let is_qcow2 = header.starts_with(b"QFI\xfb");
    is_qcow2.then(|| header.get(24..32)?.try_into().ok().map(u64::from_be_bytes))?
}

pub(crate) fn block_info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
    flags::only(flags, 0, "qemuDomainGetBlockInfo")?;
    if path.is_empty() {
        return Err(Error::invalid_arg("NULL or empty path"));
    }
    let snapshot = core.table.find(dom)?.snapshot();
    let unknown = || Error::invalid_arg(format!("invalid path {path} not assigned to domain"));
    let (source, alias) = match &snapshot.live {
        Some(live) => {
            let document = live.document();
            let disk = find(&document.domain, path).ok_or_else(unknown)?;
            (disk.source.path().map(str::to_owned), disk.info.alias().to_owned())
        }
        None => {
            let definition = snapshot.definition.as_ref().ok_or_else(unknown)?;
            let disks = &definition.summary.disks;
            let disk = disks.iter().find(|d| d.target == path || d.source.as_deref() == Some(path));
            (disk.ok_or_else(unknown)?.source.clone(), String::new())
        }
    };
    let empty = || Error::invalid_arg(format!("disk '{path}' does not currently have a source assigned"));
    let source = source.ok_or_else(empty)?;
    let file = Path::new(&source);
    let failed = |e| Error::system(format!("failed to stat '{source}'"), &e);
    let identity = core.files.identity(file).map_err(failed)?;
    let mut reply = DomainBlockInfoReply {
        capacity: virtual_size(file).unwrap_or(identity.size),
        allocation: identity.allocated,
        physical: identity.size,
    };
    if let Some(live) = snapshot.live.as_ref().filter(|live| !live.is_stuck())
        && let Ok(stats) = ask(live)
        && let Some(stats) = stats.iter().find(|stats| stats.alias == alias)
    {
        reply.capacity = stats.capacity.unwrap_or(reply.capacity);
        if identity.is_block_device() {
            reply.allocation = stats.highest_offset;
            reply.physical = reply.capacity;
        }
    }
    Ok(reply)
}

/// Disks with errors, as the guest met them.
pub(crate) fn disk_errors(core: &Core, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
    flags::only(flags, 0, "qemuDomainGetDiskErrors")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disks = &document.domain.devices.disks;
    if maxerrors == 0 {
        return Ok(DomainDiskErrorsReply { errors: Vec::new(), nerrors: i32::try_from(disks.len()).unwrap_or(0) });
    }
    let blocks = live.command("query-block", None)?;
    let mut errors = Vec::new();
    for block in blocks.as_array().into_iter().flatten() {
        let status = block.get("io-status").and_then(|status| status.as_str()).unwrap_or("ok");
        let path = block.get("qdev").and_then(|path| path.as_str()).unwrap_or_default();
        let disk = disks.iter().find(|disk| {
            let alias = disk.info.alias();
            !alias.is_empty() && path.split('/').any(|part| part == alias)
        });
        let error = match status {
            "failed" => VIR_DOMAIN_DISK_ERROR_UNSPEC,
            "nospace" => VIR_DOMAIN_DISK_ERROR_NO_SPACE,
            _ => continue,
        };
        if let Some(disk) = disk.filter(|_| errors.len() < usize::try_from(maxerrors).unwrap_or(0)) {
            errors.push(virt::DomainDiskError { disk: disk.target.dev.clone(), error });
        }
    }
    let nerrors = i32::try_from(errors.len()).unwrap_or(0);
    Ok(DomainDiskErrorsReply { errors, nerrors })
}
