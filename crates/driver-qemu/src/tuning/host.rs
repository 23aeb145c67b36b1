//! Memory of the host: pools of huge pages, the merging of equal pages; and sending it to sleep, which is refused.

use std::path::PathBuf;

use ::host::node::PageSize;
use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use crate::core::Core;
use crate::flags;

/// Where the kernel's page merging is told what to do.
const MERGING: &str = "/sys/kernel/mm/ksm";

/// What can be set of it: the call's names, the kernel's.
const SETTABLE: [(&str, &str); 3] = [
    (VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, "pages_to_scan"),
    (VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, "sleep_millisecs"),
    (VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, "merge_across_nodes"),
];

fn write(core: &Core, path: PathBuf, value: &str) -> Result<()> {
    let written = core.files.write_into(&path, value.as_bytes());
    written.map_err(|e| Error::system(format!("failed to set {}", path.display()), &e).in_domain(ErrorDomain::NONE))
}

/// Tells the kernel how to merge equal pages.
pub(crate) fn set_memory_parameters(core: &Core, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, 0, "virHostMemSetParameters")?;
    typed_param::check(params, &SETTABLE.map(|(name, _)| (name, VIR_TYPED_PARAM_UINT)))?;
    for (name, file) in SETTABLE {
        let Some(TypedValue::Uint(value)) = typed_param::find(params, name) else { continue };
        if core.node.merged_pages(file).is_none() {
            return Err(Error::operation_unsupported(format!("Parameter '{file}' is not supported by this kernel")));
        }
        write(core, [MERGING, file].iter().collect(), &value.to_string())?;
    }
    Ok(())
}

/// What a caller wants of pools of huge pages.
pub(crate) struct Pages<'c> {
    pub(crate) sizes: &'c [u32],
    pub(crate) counts: &'c [u64],
    pub(crate) start_cell: i32,
    pub(crate) cells: u32,
}

/// Changes the pools of huge pages; tells how many it has changed.
pub(crate) fn alloc_pages(core: &Core, wanted: &Pages<'_>, flags: u32) -> Result<i32> {
    flags::only(flags, VIR_NODE_ALLOC_PAGES_SET, "qemuNodeAllocPages")?;
    let outside = |error: Error| error.in_domain(ErrorDomain::NONE);
    let cells = core.node.cells().map_err(|e| Error::system("cannot read the host's nodes", &e))?;
    let last = cells.iter().map(|cell| cell.id).max().unwrap_or(0);
    let first = u32::try_from(wanted.start_cell).ok().filter(|first| *first <= last);
    let first = first
        .ok_or_else(|| outside(Error::internal(format!("start cell {} out of range (0-{last})", wanted.start_cell))))?;
    let end = first.saturating_add(wanted.cells).min(last.saturating_add(1));
    let mut changed = 0;
    for cell in cells.iter().map(|cell| cell.id).filter(|id| (first..end).contains(id)) {
        for (kib, count) in wanted.sizes.iter().zip(wanted.counts) {
            if core.node.page_sizes().first() == Some(&PageSize((*kib).into())) {
                return Err(outside(Error::operation_unsupported("system pages pool can't be modified")));
            }
            let found = core.node.pages(cell, PageSize((*kib).into()));
            let found = found.map_err(|e| Error::system("cannot read the host's pages", &e))?;
            let missing =
                || outside(Error::operation_failed(format!("page size {kib} is not available on node {cell}")));
            let now = found.ok_or_else(missing)?.total;
            let next = if flags & VIR_NODE_ALLOC_PAGES_SET != 0 { *count } else { now.saturating_add(*count) };
            let pool = format!("hugepages/hugepages-{kib}kB/nr_hugepages");
            let folder = format!("/sys/devices/system/node/node{cell}");
            let of_node: PathBuf = [folder.as_str(), pool.as_str()].iter().collect();
            let path = if of_node.exists() { of_node } else { ["/sys/kernel/mm", &pool].iter().collect() };
            write(core, path, &next.to_string())?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Shortest sleep that can be asked for, in seconds.
const SHORTEST_SLEEP: u64 = 60;

/// A daemon whose guests are other people's does not put its host to sleep.
pub(crate) fn suspend(target: u32, duration: u64, flags: u32) -> Result<()> {
    flags::only(flags, 0, "virNodeSuspend")?;
    let name = match target {
        0 => "Suspend-to-RAM",
        1 => "Suspend-to-Disk",
        2 => "Hybrid-Suspend",
        _ => return Err(Error::invalid_arg("Invalid suspend target").in_domain(ErrorDomain::NONE)),
    };
    if duration < SHORTEST_SLEEP {
        let message = format!("Suspend duration is too short: {duration} s of at least {SHORTEST_SLEEP} s");
        return Err(Error::invalid_arg(message).in_domain(ErrorDomain::NONE));
    }
    Err(Error::argument_unsupported(name).in_domain(ErrorDomain::NONE))
}
