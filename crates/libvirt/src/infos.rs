//! Structures of a fixed shape that the caller provides and a call fills.

use std::ffi::{c_char, c_int, c_longlong, c_uint, c_ulong, c_ulonglong, c_ushort};

use ferrovirt::Result;

use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::*;
use crate::prelude::{convert, missing};
use crate::text;

macro_rules! structures {
    ($($(#[$doc:meta])* $name:ident { $($field:ident $ty:ty,)* })*) => { $(
        $(#[$doc])*
        #[repr(C)]
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "the fields are C's")]
        pub struct $name { $(pub $field: $ty,)* }
    )* };
}

structures! {
    /// `virDomainInfo`
    VirDomainInfo { state u8, max_mem c_ulong, memory c_ulong, nr_virt_cpu c_ushort, cpu_time c_ulonglong, }
    /// `virDomainBlockInfo`
    VirDomainBlockInfo { capacity c_ulonglong, allocation c_ulonglong, physical c_ulonglong, }
    /// `virDomainBlockJobInfo`
    VirDomainBlockJobInfo { kind c_int, bandwidth c_ulong, cur c_ulonglong, end c_ulonglong, }
    /// `virDomainBlockStatsStruct`
    VirDomainBlockStats {
        rd_req c_longlong, rd_bytes c_longlong, wr_req c_longlong, wr_bytes c_longlong, errs c_longlong,
    }
    /// `virDomainInterfaceStatsStruct`
    VirDomainInterfaceStats {
        rx_bytes c_longlong, rx_packets c_longlong, rx_errs c_longlong, rx_drop c_longlong,
        tx_bytes c_longlong, tx_packets c_longlong, tx_errs c_longlong, tx_drop c_longlong,
    }
    /// `virDomainControlInfo`
    VirDomainControlInfo { state c_uint, details c_uint, state_time c_ulonglong, }
    /// `virDomainJobInfo`
    VirDomainJobInfo {
        kind c_int, time_elapsed c_ulonglong, time_remaining c_ulonglong,
        data_total c_ulonglong, data_processed c_ulonglong, data_remaining c_ulonglong,
        mem_total c_ulonglong, mem_processed c_ulonglong, mem_remaining c_ulonglong,
        file_total c_ulonglong, file_processed c_ulonglong, file_remaining c_ulonglong,
    }
    /// `virNodeInfo`
    VirNodeInfo {
        model [c_char; 32], memory c_ulong, cpus c_uint, mhz c_uint, nodes c_uint, sockets c_uint, cores c_uint,
        threads c_uint,
    }
    /// `virSecurityLabel`
    VirSecurityLabel { label [c_char; 4097], enforcing c_int, }
    /// `virSecurityModel`
    VirSecurityModel { model [c_char; 257], doi [c_char; 257], }
    /// `virStoragePoolInfo`
    VirStoragePoolInfo { state c_int, capacity c_ulonglong, allocation c_ulonglong, available c_ulonglong, }
    /// `virStorageVolInfo`
    VirStorageVolInfo { kind c_int, capacity c_ulonglong, allocation c_ulonglong, }
}

/// A text as an array with a NUL at its end; what does not fit is left out.
pub(crate) fn chars<const N: usize>(text: &[i8]) -> [c_char; N] {
    let mut out = [0; N];
    let text = text.iter().take_while(|c| **c != 0);
    for (place, c) in out.iter_mut().take(N - 1).zip(text) {
        *place = *c;
    }
    out
}

/// Hands a structure over.
unsafe fn fill<T>(place: *mut T, name: &str, function: &str, value: impl FnOnce() -> Result<T>) -> Result<c_int> {
    if place.is_null() {
        return Err(missing(name, function));
    }
    let value = value()?;
    // SAFETY: the place belongs to the caller, for one structure.
    unsafe { place.write(value) };
    Ok(0)
}

/// Hands as much of a structure over as the caller knows of it: it grew in the past.
unsafe fn fill_part<T>(place: *mut T, size: usize, function: &str, value: impl FnOnce() -> Result<T>) -> Result<c_int> {
    if place.is_null() {
        return Err(missing("stats", function));
    }
    if size > size_of::<T>() {
        return Err(checks::refused(
            function,
            "size",
            format!("size in {function} must be at most {}", size_of::<T>()),
        ));
    }
    let value = value()?;
    // SAFETY: the place has `size` bytes, which are no more than the value's.
    unsafe { std::ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), place.cast::<u8>(), size) };
    Ok(0)
}

/// State, memory, CPUs and CPU time of a domain.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetInfo(domain: *mut VirDomain, info: *mut VirDomainInfo) -> c_int {
    with!(VirDomain, domain, "virDomainGetInfo", |dom| {
        refusals::virDomainGetInfo(info)?;
        fill(info, "info", "virDomainGetInfo", || {
            let found = dom.connect().domain.info(dom.reference())?;
            Ok(VirDomainInfo {
                state: found.state,
                max_mem: found.max_mem,
                memory: found.memory,
                nr_virt_cpu: found.nr_virt_cpu,
                cpu_time: found.cpu_time,
            })
        })
    })
}

/// The sizes of a disk's source.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetBlockInfo(
    domain: *mut VirDomain,
    disk: *const c_char,
    info: *mut VirDomainBlockInfo,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainGetBlockInfo", |dom| {
        refusals::virDomainGetBlockInfo(disk, info)?;
        fill(info, "info", "virDomainGetBlockInfo", || {
            let disk = text::required(disk, "disk", "virDomainGetBlockInfo")?;
            let found = dom.connect().domain.block_info(dom.reference(), disk, flags)?;
            Ok(VirDomainBlockInfo { capacity: found.capacity, allocation: found.allocation, physical: found.physical })
        })
    })
}

/// The progress of a disk's job: 1 if there is one, else 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetBlockJobInfo(
    dom: *mut VirDomain,
    disk: *const c_char,
    info: *mut VirDomainBlockJobInfo,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainGetBlockJobInfo", |dom| {
        refusals::virDomainGetBlockJobInfo(info)?;
        let mut there = 0;
        fill(info, "info", "virDomainGetBlockJobInfo", || {
            let disk = text::required(disk, "disk", "virDomainGetBlockJobInfo")?;
            let found = dom.connect().domain.block_job_info(dom.reference(), disk, flags)?;
            there = found.found;
            Ok(VirDomainBlockJobInfo { kind: found.type_, bandwidth: found.bandwidth, cur: found.cur, end: found.end })
        })?;
        Ok(there)
    })
}

/// What a disk has transferred.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockStats(
    dom: *mut VirDomain,
    disk: *const c_char,
    stats: *mut VirDomainBlockStats,
    size: usize,
) -> c_int {
    with!(VirDomain, dom, "virDomainBlockStats", |dom| {
        refusals::virDomainBlockStats(stats, size)?;
        fill_part(stats, size, "virDomainBlockStats", || {
            let disk = text::required(disk, "disk", "virDomainBlockStats")?;
            let found = dom.connect().domain.block_stats(dom.reference(), disk)?;
            Ok(VirDomainBlockStats {
                rd_req: found.rd_req,
                rd_bytes: found.rd_bytes,
                wr_req: found.wr_req,
                wr_bytes: found.wr_bytes,
                errs: found.errs,
            })
        })
    })
}

/// What a network interface has transferred.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceStats(
    dom: *mut VirDomain,
    device: *const c_char,
    stats: *mut VirDomainInterfaceStats,
    size: usize,
) -> c_int {
    with!(VirDomain, dom, "virDomainInterfaceStats", |dom| {
        refusals::virDomainInterfaceStats(stats, size)?;
        fill_part(stats, size, "virDomainInterfaceStats", || {
            let device = text::required(device, "device", "virDomainInterfaceStats")?;
            let found = dom.connect().domain.interface_stats(dom.reference(), device)?;
            Ok(VirDomainInterfaceStats {
                rx_bytes: found.rx_bytes,
                rx_packets: found.rx_packets,
                rx_errs: found.rx_errs,
                rx_drop: found.rx_drop,
                tx_bytes: found.tx_bytes,
                tx_packets: found.tx_packets,
                tx_errs: found.tx_errs,
                tx_drop: found.tx_drop,
            })
        })
    })
}

/// Whether the domain's control interface is free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetControlInfo(
    domain: *mut VirDomain,
    info: *mut VirDomainControlInfo,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainGetControlInfo", |dom| {
        refusals::virDomainGetControlInfo(info)?;
        fill(info, "info", "virDomainGetControlInfo", || {
            let found = dom.connect().domain.control_info(dom.reference(), flags)?;
            Ok(VirDomainControlInfo { state: found.state, details: found.details, state_time: found.state_time })
        })
    })
}

/// The progress of the domain's job.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetJobInfo(domain: *mut VirDomain, info: *mut VirDomainJobInfo) -> c_int {
    with!(VirDomain, domain, "virDomainGetJobInfo", |dom| {
        refusals::virDomainGetJobInfo(info)?;
        fill(info, "info", "virDomainGetJobInfo", || {
            let found = dom.connect().domain.job_info(dom.reference())?;
            Ok(VirDomainJobInfo {
                kind: found.type_,
                time_elapsed: found.time_elapsed,
                time_remaining: found.time_remaining,
                data_total: found.data_total,
                data_processed: found.data_processed,
                data_remaining: found.data_remaining,
                mem_total: found.mem_total,
                mem_processed: found.mem_processed,
                mem_remaining: found.mem_remaining,
                file_total: found.file_total,
                file_processed: found.file_processed,
                file_remaining: found.file_remaining,
            })
        })
    })
}

/// The host's CPUs and memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetInfo(conn: *mut VirConnect, info: *mut VirNodeInfo) -> c_int {
    with!(VirConnect, conn, "virNodeGetInfo", |conn| {
        refusals::virNodeGetInfo(info)?;
        fill(info, "info", "virNodeGetInfo", || {
            let found = conn.connect().connect.node_info()?;
            let count = |value: i32, name: &str| convert::<i32, c_uint>(value, name, "virNodeGetInfo");
            Ok(VirNodeInfo {
                model: chars(&found.model),
                memory: found.memory,
                cpus: count(found.cpus, "cpus")?,
                mhz: count(found.mhz, "mhz")?,
                nodes: count(found.nodes, "nodes")?,
                sockets: count(found.sockets, "sockets")?,
                cores: count(found.cores, "cores")?,
                threads: count(found.threads, "threads")?,
            })
        })
    })
}

/// The host's security model.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetSecurityModel(conn: *mut VirConnect, secmodel: *mut VirSecurityModel) -> c_int {
    with!(VirConnect, conn, "virNodeGetSecurityModel", |conn| {
        refusals::virNodeGetSecurityModel(secmodel)?;
        fill(secmodel, "secmodel", "virNodeGetSecurityModel", || {
            let found = conn.connect().connect.node_get_security_model()?;
            Ok(VirSecurityModel { model: chars(&found.model), doi: chars(&found.doi) })
        })
    })
}

/// The label of a running domain.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSecurityLabel(domain: *mut VirDomain, seclabel: *mut VirSecurityLabel) -> c_int {
    with!(VirDomain, domain, "virDomainGetSecurityLabel", |dom| {
        refusals::virDomainGetSecurityLabel(seclabel)?;
        fill(seclabel, "seclabel", "virDomainGetSecurityLabel", || {
            let found = dom.connect().domain.security_label(dom.reference())?;
            Ok(VirSecurityLabel { label: chars(&found.label), enforcing: found.enforcing })
        })
    })
}

/// All labels of a running domain, as an array that the caller frees; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSecurityLabelList(
    domain: *mut VirDomain,
    seclabels: *mut *mut VirSecurityLabel,
) -> c_int {
    with!(VirDomain, domain, "virDomainGetSecurityLabelList", |dom| {
        refusals::virDomainGetSecurityLabelList(seclabels)?;
        let found = dom.connect().domain.security_label_list(dom.reference())?;
        let list: *mut VirSecurityLabel = text::allocate(found.labels.len());
        for (i, label) in found.labels.iter().enumerate() {
            list.add(i).write(VirSecurityLabel { label: chars(&label.label), enforcing: label.enforcing });
        }
        seclabels.write(list);
        Ok(found.ret)
    })
}

/// State and sizes of a storage pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStoragePoolGetInfo(pool: *mut VirStoragePool, info: *mut VirStoragePoolInfo) -> c_int {
    with!(VirStoragePool, pool, "virStoragePoolGetInfo", |pool| {
        refusals::virStoragePoolGetInfo(info)?;
        fill(info, "info", "virStoragePoolGetInfo", || {
            let found = pool.connect().storage_pool.info(pool.reference())?;
            Ok(VirStoragePoolInfo {
                state: found.state.into(),
                capacity: found.capacity,
                allocation: found.allocation,
                available: found.available,
            })
        })
    })
}

/// Type and sizes of a volume.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolGetInfo(vol: *mut VirStorageVol, info: *mut VirStorageVolInfo) -> c_int {
    with!(VirStorageVol, vol, "virStorageVolGetInfo", |vol| {
        refusals::virStorageVolGetInfo(info)?;
        fill(info, "info", "virStorageVolGetInfo", || {
            let found = vol.connect().storage_vol.info(vol.reference())?;
            Ok(VirStorageVolInfo { kind: found.type_.into(), capacity: found.capacity, allocation: found.allocation })
        })
    })
}

/// Type and sizes of a volume, with flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStorageVolGetInfoFlags(
    vol: *mut VirStorageVol,
    info: *mut VirStorageVolInfo,
    flags: c_uint,
) -> c_int {
    with!(VirStorageVol, vol, "virStorageVolGetInfoFlags", |vol| {
        refusals::virStorageVolGetInfoFlags(info)?;
        fill(info, "info", "virStorageVolGetInfoFlags", || {
            let found = vol.connect().storage_vol.info_flags(vol.reference(), flags)?;
            Ok(VirStorageVolInfo { kind: found.type_.into(), capacity: found.capacity, allocation: found.allocation })
        })
    })
}
