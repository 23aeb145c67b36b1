//! The machine under the guests: CPUs, memory, pages, statistics.

use host::node::PageSize;
use virt::constants::*;
use virt::generated::connect::*;
use virt::{Error, NodeCpuStat, NodeMemoryStat, Result, TypedParam};

use crate::core::Core;
use crate::flags;

fn failed(what: &str) -> impl Fn(std::io::Error) -> Error + '_ {
    move |error| Error::system(what, &error)
}

fn int(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

pub(crate) fn info(core: &Core) -> Result<ConnectNodeInfoReply> {
    let info = core.node.info().map_err(failed("cannot read the host's description"))?;
    let mut model: Vec<i8> = info.model.bytes().take(31).map(|b| b as i8).collect();
    model.resize(32, 0);
    Ok(ConnectNodeInfoReply {
        model,
        memory: info.memory_kib,
        cpus: int(info.cpus),
        mhz: int(info.mhz),
        nodes: int(info.nodes),
        sockets: int(info.sockets),
        cores: int(info.cores),
        threads: int(info.threads),
    })
}

pub(crate) fn free_memory(core: &Core) -> Result<u64> {
    let cells = core.node.cells().map_err(failed("cannot read free memory"))?;
    Ok(cells.iter().fold(0u64, |sum, cell| sum.saturating_add(cell.free_kib.saturating_mul(1024))))
}

pub(crate) fn cells_free_memory(core: &Core, start: i32, count: i32) -> Result<Vec<u64>> {
    let cells = core.node.cells().map_err(failed("cannot read free memory"))?;
    let last = cells.iter().map(|cell| cell.id).max().unwrap_or(0);
    let start = u32::try_from(start).ok().filter(|start| *start <= last);
    let start = start.ok_or_else(|| Error::internal(format!("start cell {start:?} out of range (0-{last})")))?;
    let chosen = cells.iter().filter(|cell| cell.id >= start).take(usize::try_from(count).unwrap_or(0));
    Ok(chosen.map(|cell| cell.free_kib.saturating_mul(1024)).collect())
}

pub(crate) fn cpu_stats(core: &Core, cpu: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
    flags::only(flags, 0, "virHostCPUGetStats")?;
    if nparams == 0 {
        return Ok(ConnectNodeGetCpuStatsReply { params: Vec::new(), nparams: 4 });
    }
    if nparams != 4 {
        return Err(Error::invalid_arg(format!(
            "nparams in virHostCPUGetStatsLinux must be equal to 4, got {nparams}"
        )));
    }
    let one = u32::try_from(cpu).ok();
    let times = core.node.cpu_times(one).map_err(failed("cannot read CPU statistics"))?;
    let times = times.ok_or_else(|| Error::invalid_arg(format!("Invalid cpuNum in virHostCPUGetStatsLinux: {cpu}")))?;
    let stat = |field: &str, value: u64| NodeCpuStat { field: field.to_owned(), value };
    let params = vec![
        stat("kernel", times.kernel_ns),
        stat("user", times.user_ns),
        stat("idle", times.idle_ns),
        stat("iowait", times.iowait_ns),
    ];
    Ok(ConnectNodeGetCpuStatsReply { params, nparams: 4 })
}

pub(crate) fn memory_stats(core: &Core, nparams: i32, cell: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
    flags::only(flags, 0, "virHostMemGetStats")?;
    let one = u32::try_from(cell).ok();
    let lines = core.node.memory_lines(one);
    let lines = lines.map_err(|_| {
        Error::invalid_arg(format!("cellNum in virHostMemGetStatsLinux must be a cell of this host, got {cell}"))
    })?;
    let count = i32::try_from(lines.len()).unwrap_or(0);
    if nparams == 0 {
        return Ok(ConnectNodeGetMemoryStatsReply { params: Vec::new(), nparams: count });
    }
    if nparams != count {
        let message = format!("nparams in virHostMemGetStatsLinux must be {count}, got {nparams}");
        return Err(Error::invalid_arg(message));
    }
    let params =
        lines.into_iter().map(|line| NodeMemoryStat { field: line.name.to_owned(), value: line.kib }).collect();
    Ok(ConnectNodeGetMemoryStatsReply { params, nparams: count })
}

pub(crate) fn cpu_map(core: &Core, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
    flags::only(flags, 0, "virHostCPUGetMap")?;
    let (present, online) = (core.node.cpus_present(), core.node.cpus_online());
    let count = present.iter().max().map_or(0, |last| last.saturating_add(1));
    let mut cpumap = Vec::new();
    if need_map != 0 {
        cpumap = host::node::bitmap_of(&online);
        cpumap.resize(usize::try_from(count.div_ceil(8)).unwrap_or(0), 0);
    }
    let online = if need_online != 0 { u32::try_from(online.len()).unwrap_or(u32::MAX) } else { 0 };
    Ok(ConnectNodeGetCpuMapReply { cpumap, online, ret: int(count) })
}

/// Most results of one question about pages.
const MAX_PAGES: usize = 1024;

pub(crate) fn free_pages(core: &Core, pages: &[u32], start: i32, count: u32, flags: u32) -> Result<Vec<u64>> {
    flags::only(flags, 0, "virHostMemGetFreePages")?;
    let cells = core.node.cells().map_err(failed("cannot read the host's memory"))?;
    let last = int(cells.iter().map(|cell| cell.id).max().unwrap_or(0));
    if start > last {
        return Err(Error::internal(format!("start cell {start} out of range (0-{last})")));
    }
    // -1 asks for the machine as a whole.
    let chosen: Vec<Option<u32>> = match u32::try_from(start) {
        Err(_) => vec![None],
        Ok(start) => {
            let ids = cells.iter().map(|cell| cell.id).filter(|id| *id >= start);
            ids.take(usize::try_from(count).unwrap_or(0)).map(Some).collect()
        }
    };
    if chosen.len().checked_mul(pages.len()).is_none_or(|total| total > MAX_PAGES) {
        return Err(Error::overflow(format!("{} page sizes in {} cells are too many", pages.len(), chosen.len())));
    }
    let mut counts = Vec::new();
    for cell in chosen {
        for kib in pages {
            let wanted: Vec<u32> =
                cells.iter().map(|known| known.id).filter(|id| cell.is_none_or(|cell| cell == *id)).collect();
            let mut free = 0u64;
            for id in wanted {
                let found =
                    core.node.pages(id, PageSize((*kib).into())).map_err(failed("cannot read the host's pages"))?;
                let missing = || Error::operation_failed(format!("page size {kib} is not available on node {id}"));
                free = free.saturating_add(found.ok_or_else(missing)?.free);
            }
            counts.push(free);
        }
    }
    Ok(counts)
}

/// The kernel's page merging: parameter name, file, whether it can be set.
const MERGING: &[(&str, &str)] = &[
    ("shm_pages_to_scan", "pages_to_scan"),
    ("shm_sleep_millisecs", "sleep_millisecs"),
    ("shm_pages_shared", "pages_shared"),
    ("shm_pages_sharing", "pages_sharing"),
    ("shm_pages_unshared", "pages_unshared"),
    ("shm_pages_volatile", "pages_volatile"),
    ("shm_full_scans", "full_scans"),
    ("shm_merge_across_nodes", "merge_across_nodes"),
];

/// Parameters that may need 64 bits.
const WIDE: &[&str] =
    &["shm_pages_shared", "shm_pages_sharing", "shm_pages_unshared", "shm_pages_volatile", "shm_full_scans"];

pub(crate) fn memory_parameters(core: &Core, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "virHostMemGetParameters")?;
    let mut params = Vec::new();
    for (name, file) in MERGING {
        if let Some(value) = core.node.merged_pages(file) {
            params.push(match WIDE.contains(name) {
                true => TypedParam::new(*name, value),
                false => TypedParam::new(*name, u32::try_from(value).unwrap_or(u32::MAX)),
            });
        }
    }
    let count = i32::try_from(params.len()).unwrap_or(0);
    params.truncate(usize::try_from(nparams).unwrap_or(0));
    Ok(ConnectNodeGetMemoryParametersReply { params, nparams: count })
}

/// Security is by accounts only: the "no model" answer.
pub(crate) fn security_model(core: &Core) -> Result<ConnectNodeGetSecurityModelReply> {
    let (model, doi) = match core.is_privileged() {
        true => ("none", "0"),
        false => ("", ""),
    };
    let chars = |text: &str| text.bytes().chain([0]).map(|b| b as i8).collect();
    Ok(ConnectNodeGetSecurityModelReply { model: chars(model), doi: chars(doi) })
}
