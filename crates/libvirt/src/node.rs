//! The host: CPUs, memory, pages.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_ulonglong};

use ferrovirt::Result;

use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::params::{self, VirTypedParameter};
use crate::prelude::missing;
use crate::text;

/// Most sizes of pages that a caller may ask for.
const MAX_SIZES: c_uint = 1024;

/// `virNodeCPUStats`, `virNodeMemoryStats`
#[repr(C)]
pub struct VirNodeStat {
    /// The name.
    pub field: [c_char; 80],
    /// The value.
    pub value: c_ulonglong,
}

/// Names and values into a caller's array; a caller without room learns how many there are.
unsafe fn hand_over(
    found: &[(&str, u64)],
    all: i32,
    place: *mut VirNodeStat,
    count: *mut c_int,
    function: &str,
) -> Result<c_int> {
    // SAFETY: the caller has checked that there is a count.
    let room = unsafe { usize::try_from(*count) }.unwrap_or(0);
    if room == 0 {
        // SAFETY: as above.
        unsafe { count.write(all) };
        return Ok(0);
    }
    if place.is_null() {
        return Err(missing("params", function));
    }
    let given = found.len().min(room);
    for (i, (name, value)) in found.iter().take(given).enumerate() {
        let name: Vec<i8> = name.bytes().map(u8::cast_signed).collect();
        // SAFETY: the array has `room` places.
        unsafe { place.add(i).write(VirNodeStat { field: crate::infos::chars(&name), value: *value }) };
    }
    // SAFETY: as above.
    unsafe { count.write(c_int::try_from(given).unwrap_or(c_int::MAX)) };
    Ok(0)
}

/// How long the host's CPUs have done what.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCPUStats(
    conn: *mut VirConnect,
    cpuNum: c_int,
    params: *mut VirNodeStat,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetCPUStats", |conn| {
        refusals::virNodeGetCPUStats(cpuNum, nparams)?;
        let found = conn.connect().connect.node_get_cpu_stats(cpuNum, *nparams, flags)?;
        let list: Vec<_> = found.params.iter().map(|stat| (stat.field.as_str(), stat.value)).collect();
        hand_over(&list, found.nparams, params, nparams, "virNodeGetCPUStats")
    })
}

/// How the host's memory is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetMemoryStats(
    conn: *mut VirConnect,
    cellNum: c_int,
    params: *mut VirNodeStat,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetMemoryStats", |conn| {
        refusals::virNodeGetMemoryStats(cellNum, nparams)?;
        let found = conn.connect().connect.node_get_memory_stats(*nparams, cellNum, flags)?;
        let list: Vec<_> = found.params.iter().map(|stat| (stat.field.as_str(), stat.value)).collect();
        hand_over(&list, found.nparams, params, nparams, "virNodeGetMemoryStats")
    })
}

/// Which of the host's CPUs are in use; the map, which the caller frees, has a bit for each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCPUMap(
    conn: *mut VirConnect,
    cpumap: *mut *mut c_uchar,
    online: *mut c_uint,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetCPUMap", |conn| {
        let (need_map, need_online) = (i32::from(!cpumap.is_null()), i32::from(!online.is_null()));
        let found = conn.connect().connect.node_get_cpu_map(need_map, need_online, flags)?;
        if !cpumap.is_null() {
            cpumap.write(text::give_bytes(&found.cpumap));
        }
        text::put(online, found.online);
        Ok(found.ret)
    })
}

/// The free memory of NUMA cells; how many were told of.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCellsFreeMemory(
    conn: *mut VirConnect,
    freeMems: *mut c_ulonglong,
    startCell: c_int,
    maxCells: c_int,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetCellsFreeMemory", |conn| {
        refusals::virNodeGetCellsFreeMemory(freeMems, startCell, maxCells)?;
        let found = conn.connect().connect.node_get_cells_free_memory(startCell, maxCells)?;
        Ok(text::put_array(&found, freeMems, usize::try_from(maxCells).unwrap_or(0)))
    })
}

/// Numbers of a caller with their count beside them.
unsafe fn numbers<T: Copy>(list: *const T, count: c_uint, name: &str, function: &str) -> Result<Vec<T>> {
    if list.is_null() {
        return Err(missing(name, function));
    }
    if count == 0 || count > MAX_SIZES {
        return Err(checks::refused(function, "npages", format!("npages in {function} must be from 1 to {MAX_SIZES}")));
    }
    // SAFETY: the list has as many numbers as the caller says.
    Ok(unsafe { std::slice::from_raw_parts(list, count as usize) }.to_vec())
}

/// How many pages of each size are free in each cell; how many numbers were told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetFreePages(
    conn: *mut VirConnect,
    npages: c_uint,
    pages: *mut c_uint,
    startCell: c_int,
    cellCount: c_uint,
    counts: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetFreePages", |conn| {
        refusals::virNodeGetFreePages(npages, pages, cellCount, counts)?;
        let sizes = numbers(pages, npages, "pages", "virNodeGetFreePages")?;
        let found = conn.connect().connect.node_get_free_pages(&sizes, startCell, cellCount, flags)?;
        let room = sizes.len().saturating_mul(cellCount as usize);
        Ok(text::put_array(&found, counts, room))
    })
}

/// Adds pages to the host's pools, or sets how many there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeAllocPages(
    conn: *mut VirConnect,
    npages: c_uint,
    pageSizes: *mut c_uint,
    pageCounts: *mut c_ulonglong,
    startCell: c_int,
    cellCount: c_uint,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeAllocPages", |conn| {
        refusals::virNodeAllocPages(conn, npages, pageSizes, pageCounts, cellCount)?;
        let sizes = numbers(pageSizes, npages, "pageSizes", "virNodeAllocPages")?;
        let counts = numbers(pageCounts, npages, "pageCounts", "virNodeAllocPages")?;
        conn.connect().connect.node_alloc_pages(&sizes, &counts, startCell, cellCount, flags)
    })
}

/// What the host's CPU can do for encrypted guests.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetSEVInfo(
    conn: *mut VirConnect,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virNodeGetSEVInfo", |conn| {
        refusals::virNodeGetSEVInfo(conn, nparams)?;
        let found = conn.connect().connect.node_get_sev_info(0, flags)?;
        params::give(&found.params, params, nparams);
        Ok(0)
    })
}

/// The names of the CPU models of an architecture; NULL as the place asks for their number only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetCPUModelNames(
    conn: *mut VirConnect,
    arch: *const c_char,
    models: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virConnectGetCPUModelNames", |conn| {
        let arch = text::required(arch, "arch", "virConnectGetCPUModelNames")?;
        let found = conn.connect().connect.cpu_model_names(arch, i32::from(!models.is_null()), flags)?;
        if !models.is_null() {
            models.write(text::give_list(found.models.iter().map(|name| text::give(name)).collect()));
        }
        Ok(found.ret)
    })
}
