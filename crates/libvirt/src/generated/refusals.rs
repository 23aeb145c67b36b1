//! What functions that are written by hand refuse.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

use ferrovirt::Result;

use crate::prelude::*;

/// What `virConnectSetIdentity` refuses.
pub(crate) fn virConnectSetIdentity(object: &VirConnect) -> Result<()> {
    object.handle().writable("virConnectSetIdentity")?;
    Ok(())
}

/// What `virNodeAllocPages` refuses.
pub(crate) fn virNodeAllocPages(
    object: &VirConnect,
    npages: c_uint,
    pagesizes: *const c_uint,
    pagecounts: *const c_ulonglong,
    cellcount: c_uint,
) -> Result<()> {
    object.handle().writable("virNodeAllocPages")?;
    checks::not_zero(npages, "npages", "virNodeAllocPages")?;
    checks::not_null(pagesizes, "pageSizes", "virNodeAllocPages")?;
    checks::not_null(pagecounts, "pageCounts", "virNodeAllocPages")?;
    checks::not_zero(cellcount, "cellCount", "virNodeAllocPages")?;
    Ok(())
}

/// What `virNodeGetCPUStats` refuses.
pub(crate) unsafe fn virNodeGetCPUStats(cpunum: c_int, nparams: *const c_int) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::at_least(cpunum, -1, "cpuNum", "virNodeGetCPUStats")?;
        checks::not_null(nparams, "nparams", "virNodeGetCPUStats")?;
        checks::not_negative(*nparams, "*nparams", "virNodeGetCPUStats")?;
    }
    Ok(())
}

/// What `virNodeGetCellsFreeMemory` refuses.
pub(crate) fn virNodeGetCellsFreeMemory(freemems: *const c_ulonglong, startcell: c_int, maxcells: c_int) -> Result<()> {
    checks::positive(maxcells, "maxCells", "virNodeGetCellsFreeMemory")?;
    checks::not_null(freemems, "freeMems", "virNodeGetCellsFreeMemory")?;
    checks::not_negative(startcell, "startCell", "virNodeGetCellsFreeMemory")?;
    Ok(())
}

/// What `virNodeGetFreePages` refuses.
pub(crate) fn virNodeGetFreePages(
    npages: c_uint,
    pages: *const c_uint,
    cellcount: c_uint,
    counts: *const c_ulonglong,
) -> Result<()> {
    checks::not_zero(npages, "npages", "virNodeGetFreePages")?;
    checks::not_null(pages, "pages", "virNodeGetFreePages")?;
    checks::not_zero(cellcount, "cellCount", "virNodeGetFreePages")?;
    checks::not_null(counts, "counts", "virNodeGetFreePages")?;
    Ok(())
}

/// What `virNodeGetInfo` refuses.
pub(crate) fn virNodeGetInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virNodeGetInfo")?;
    Ok(())
}

/// What `virNodeGetMemoryStats` refuses.
pub(crate) unsafe fn virNodeGetMemoryStats(cellnum: c_int, nparams: *const c_int) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_null(nparams, "nparams", "virNodeGetMemoryStats")?;
        checks::not_negative(*nparams, "*nparams", "virNodeGetMemoryStats")?;
        checks::at_least(cellnum, -1, "cellNum", "virNodeGetMemoryStats")?;
    }
    Ok(())
}

/// What `virNodeGetSEVInfo` refuses.
pub(crate) unsafe fn virNodeGetSEVInfo(object: &VirConnect, nparams: *const c_int) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_null(nparams, "nparams", "virNodeGetSEVInfo")?;
        checks::not_negative(*nparams, "*nparams", "virNodeGetSEVInfo")?;
        object.handle().writable("virNodeGetSEVInfo")?;
    }
    Ok(())
}

/// What `virNodeGetSecurityModel` refuses.
pub(crate) fn virNodeGetSecurityModel(secmodel: *const impl Sized) -> Result<()> {
    checks::not_null(secmodel, "secmodel", "virNodeGetSecurityModel")?;
    Ok(())
}

/// What `virConnectDomainEventDeregisterAny` refuses.
pub(crate) fn virConnectDomainEventDeregisterAny(callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectDomainEventDeregisterAny")?;
    Ok(())
}

/// What `virConnectDomainEventRegisterAny` refuses.
pub(crate) fn virConnectDomainEventRegisterAny(eventid: c_int) -> Result<()> {
    checks::not_negative(eventid, "eventID", "virConnectDomainEventRegisterAny")?;
    checks::at_most(eventid, 26, "eventID", "virConnectDomainEventRegisterAny")?;
    Ok(())
}

/// What `virConnectGetAllDomainStats` refuses.
pub(crate) fn virConnectGetAllDomainStats(retstats: *const impl Sized) -> Result<()> {
    checks::not_null(retstats, "retStats", "virConnectGetAllDomainStats")?;
    Ok(())
}

/// What `virConnectListDomains` refuses.
pub(crate) fn virConnectListDomains(ids: *const c_int, maxids: c_int) -> Result<()> {
    checks::not_negative(maxids, "maxids", "virConnectListDomains")?;
    if maxids != 0 {
        checks::not_null(ids, "ids", "virConnectListDomains")?;
    }
    Ok(())
}

/// What `virDomainBlockPeek` refuses.
pub(crate) unsafe fn virDomainBlockPeek(
    object: &VirDomain,
    disk: *const c_char,
    size: usize,
    buffer: *const impl Sized,
) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        object.handle().writable("virDomainBlockPeek")?;
        checks::not_empty(disk, "disk", "virDomainBlockPeek")?;
        if size != 0 {
            checks::not_null(buffer, "buffer", "virDomainBlockPeek")?;
        }
    }
    Ok(())
}

/// What `virDomainBlockStats` refuses.
pub(crate) fn virDomainBlockStats(stats: *const impl Sized, size: usize) -> Result<()> {
    checks::not_null(stats, "stats", "virDomainBlockStats")?;
    checks::at_most(size, 40, "size", "virDomainBlockStats")?;
    Ok(())
}

/// What `virDomainCreateWithFiles` refuses.
pub(crate) fn virDomainCreateWithFiles(object: &VirDomain) -> Result<()> {
    object.handle().writable("virDomainCreateWithFiles")?;
    Ok(())
}

/// What `virDomainCreateXMLWithFiles` refuses.
pub(crate) fn virDomainCreateXMLWithFiles(object: &VirConnect, xmldesc: *const c_char) -> Result<()> {
    checks::not_null(xmldesc, "xmlDesc", "virDomainCreateXMLWithFiles")?;
    object.handle().writable("virDomainCreateXMLWithFiles")?;
    Ok(())
}

/// What `virDomainFDAssociate` refuses.
pub(crate) fn virDomainFDAssociate(object: &VirDomain, nfds: c_uint, fds: *const c_int) -> Result<()> {
    checks::not_zero(nfds, "nfds", "virDomainFDAssociate")?;
    checks::not_null(fds, "fds", "virDomainFDAssociate")?;
    object.handle().writable("virDomainFDAssociate")?;
    Ok(())
}

/// What `virDomainGetBlockInfo` refuses.
pub(crate) unsafe fn virDomainGetBlockInfo(disk: *const c_char, info: *const impl Sized) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_empty(disk, "disk", "virDomainGetBlockInfo")?;
        checks::not_null(info, "info", "virDomainGetBlockInfo")?;
    }
    Ok(())
}

/// What `virDomainGetBlockJobInfo` refuses.
pub(crate) fn virDomainGetBlockJobInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virDomainGetBlockJobInfo")?;
    Ok(())
}

/// What `virDomainGetCPUStats` refuses.
pub(crate) fn virDomainGetCPUStats(
    params: *const impl Sized,
    nparams: c_uint,
    start_cpu: c_int,
    ncpus: c_uint,
) -> Result<()> {
    checks::at_least(start_cpu, -1, "start_cpu", "virDomainGetCPUStats")?;
    if !checks::is(ncpus, &[1]) {
        checks::not_negative(start_cpu, "start_cpu", "virDomainGetCPUStats")?;
    }
    if nparams != 0 {
        checks::not_null(params, "params", "virDomainGetCPUStats")?;
    }
    if nparams == 0 {
        checks::null(params, "params", "virDomainGetCPUStats")?;
    }
    if ncpus == 0 {
        checks::null(params, "params", "virDomainGetCPUStats")?;
    }
    Ok(())
}

/// What `virDomainGetControlInfo` refuses.
pub(crate) fn virDomainGetControlInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virDomainGetControlInfo")?;
    Ok(())
}

/// What `virDomainGetDiskErrors` refuses.
pub(crate) fn virDomainGetDiskErrors(errors: *const impl Sized, maxerrors: c_uint) -> Result<()> {
    if maxerrors != 0 {
        checks::not_null(errors, "errors", "virDomainGetDiskErrors")?;
    }
    Ok(())
}

/// What `virDomainGetEmulatorPinInfo` refuses.
pub(crate) fn virDomainGetEmulatorPinInfo(cpumap: *const c_uchar, maplen: c_int, flags: c_uint) -> Result<()> {
    checks::exclusive(
        flags,
        &[
            (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
            (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
        ],
        "virDomainGetEmulatorPinInfo",
    )?;
    checks::not_null(cpumap, "cpumap", "virDomainGetEmulatorPinInfo")?;
    checks::positive(maplen, "maplen", "virDomainGetEmulatorPinInfo")?;
    Ok(())
}

/// What `virDomainGetFSInfo` refuses.
pub(crate) fn virDomainGetFSInfo(object: &VirDomain, info: *const impl Sized) -> Result<()> {
    object.handle().writable("virDomainGetFSInfo")?;
    checks::not_null(info, "info", "virDomainGetFSInfo")?;
    Ok(())
}

/// What `virDomainGetGuestVcpus` refuses.
pub(crate) fn virDomainGetGuestVcpus(
    object: &VirDomain,
    params: *const impl Sized,
    nparams: *const c_uint,
) -> Result<()> {
    object.handle().writable("virDomainGetGuestVcpus")?;
    checks::not_null(params, "params", "virDomainGetGuestVcpus")?;
    checks::not_null(nparams, "nparams", "virDomainGetGuestVcpus")?;
    Ok(())
}

/// What `virDomainGetIOThreadInfo` refuses.
pub(crate) fn virDomainGetIOThreadInfo(info: *const impl Sized, flags: c_uint) -> Result<()> {
    checks::exclusive(
        flags,
        &[
            (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
            (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
        ],
        "virDomainGetIOThreadInfo",
    )?;
    checks::not_null(info, "info", "virDomainGetIOThreadInfo")?;
    Ok(())
}

/// What `virDomainGetInfo` refuses.
pub(crate) fn virDomainGetInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virDomainGetInfo")?;
    Ok(())
}

/// What `virDomainGetJobInfo` refuses.
pub(crate) fn virDomainGetJobInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virDomainGetJobInfo")?;
    Ok(())
}

/// What `virDomainGetSchedulerParameters` refuses.
pub(crate) unsafe fn virDomainGetSchedulerParameters(params: *const impl Sized, nparams: *const c_int) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_null(params, "params", "virDomainGetSchedulerParameters")?;
        checks::not_null(nparams, "nparams", "virDomainGetSchedulerParameters")?;
        checks::positive(*nparams, "*nparams", "virDomainGetSchedulerParameters")?;
    }
    Ok(())
}

/// What `virDomainGetSchedulerParametersFlags` refuses.
pub(crate) unsafe fn virDomainGetSchedulerParametersFlags(
    params: *const impl Sized,
    nparams: *const c_int,
    flags: c_uint,
) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_null(params, "params", "virDomainGetSchedulerParametersFlags")?;
        checks::not_null(nparams, "nparams", "virDomainGetSchedulerParametersFlags")?;
        checks::positive(*nparams, "*nparams", "virDomainGetSchedulerParametersFlags")?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
            ],
            "virDomainGetSchedulerParametersFlags",
        )?;
    }
    Ok(())
}

/// What `virDomainGetSecurityLabel` refuses.
pub(crate) fn virDomainGetSecurityLabel(seclabel: *const impl Sized) -> Result<()> {
    checks::not_null(seclabel, "seclabel", "virDomainGetSecurityLabel")?;
    Ok(())
}

/// What `virDomainGetSecurityLabelList` refuses.
pub(crate) fn virDomainGetSecurityLabelList(seclabels: *const impl Sized) -> Result<()> {
    checks::not_null(seclabels, "seclabels", "virDomainGetSecurityLabelList")?;
    Ok(())
}

/// What `virDomainGetVcpuPinInfo` refuses.
pub(crate) fn virDomainGetVcpuPinInfo(
    ncpumaps: c_int,
    cpumaps: *const c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> Result<()> {
    checks::exclusive(
        flags,
        &[
            (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
            (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
        ],
        "virDomainGetVcpuPinInfo",
    )?;
    checks::positive(ncpumaps, "ncpumaps", "virDomainGetVcpuPinInfo")?;
    checks::not_null(cpumaps, "cpumaps", "virDomainGetVcpuPinInfo")?;
    checks::positive(maplen, "maplen", "virDomainGetVcpuPinInfo")?;
    Ok(())
}

/// What `virDomainGetVcpus` refuses.
pub(crate) fn virDomainGetVcpus(
    info: *const impl Sized,
    maxinfo: c_int,
    cpumaps: *const c_uchar,
    maplen: c_int,
) -> Result<()> {
    checks::not_null(info, "info", "virDomainGetVcpus")?;
    checks::positive(maxinfo, "maxinfo", "virDomainGetVcpus")?;
    if cpumaps.is_null() {
        checks::zero(maplen, "maplen", "virDomainGetVcpus")?;
    }
    if !cpumaps.is_null() {
        checks::positive(maplen, "maplen", "virDomainGetVcpus")?;
    }
    Ok(())
}

/// What `virDomainInterfaceAddresses` refuses.
pub(crate) fn virDomainInterfaceAddresses(object: &VirDomain, ifaces: *const impl Sized, source: c_uint) -> Result<()> {
    checks::not_null(ifaces, "ifaces", "virDomainInterfaceAddresses")?;
    if checks::is(source, &[constants::VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT.into()]) {
        object.handle().writable("virDomainInterfaceAddresses")?;
    }
    Ok(())
}

/// What `virDomainInterfaceStats` refuses.
pub(crate) fn virDomainInterfaceStats(stats: *const impl Sized, size: usize) -> Result<()> {
    checks::not_null(stats, "stats", "virDomainInterfaceStats")?;
    checks::at_most(size, 64, "size", "virDomainInterfaceStats")?;
    Ok(())
}

/// What `virDomainListGetStats` refuses.
pub(crate) fn virDomainListGetStats(doms: *const impl Sized, retstats: *const impl Sized) -> Result<()> {
    checks::not_null(doms, "doms", "virDomainListGetStats")?;
    checks::not_null(retstats, "retStats", "virDomainListGetStats")?;
    Ok(())
}

/// What `virDomainMemoryPeek` refuses.
pub(crate) fn virDomainMemoryPeek(
    object: &VirDomain,
    size: usize,
    buffer: *const impl Sized,
    flags: c_uint,
) -> Result<()> {
    object.handle().writable("virDomainMemoryPeek")?;
    checks::exclusive(
        flags,
        &[
            (constants::VIR_MEMORY_VIRTUAL, "VIR_MEMORY_VIRTUAL"),
            (constants::VIR_MEMORY_PHYSICAL, "VIR_MEMORY_PHYSICAL"),
        ],
        "virDomainMemoryPeek",
    )?;
    if size != 0 {
        checks::not_null(buffer, "buffer", "virDomainMemoryPeek")?;
    }
    Ok(())
}

/// What `virDomainMigrate` refuses.
pub(crate) unsafe fn virDomainMigrate(
    object: &VirDomain,
    dconn: *mut VirConnect,
    flags: c_ulong,
    dname: *const c_char,
) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        object.handle().writable("virDomainMigrate")?;
        VirConnect::get(dconn, "virDomainMigrate")?.handle().writable("virDomainMigrate")?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_TUNNELLED, "VIR_MIGRATE_TUNNELLED"),
                (constants::VIR_MIGRATE_PARALLEL, "VIR_MIGRATE_PARALLEL"),
            ],
            "virDomainMigrate",
        )?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrate",
        )?;
        checks::needs(
            flags,
            &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrate",
        )?;
        checks::not_empty(dname, "dname", "virDomainMigrate")?;
    }
    Ok(())
}

/// What `virDomainMigrate2` refuses.
pub(crate) unsafe fn virDomainMigrate2(
    object: &VirDomain,
    dconn: *mut VirConnect,
    flags: c_ulong,
    dname: *const c_char,
) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        object.handle().writable("virDomainMigrate2")?;
        VirConnect::get(dconn, "virDomainMigrate2")?.handle().writable("virDomainMigrate2")?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_TUNNELLED, "VIR_MIGRATE_TUNNELLED"),
                (constants::VIR_MIGRATE_PARALLEL, "VIR_MIGRATE_PARALLEL"),
            ],
            "virDomainMigrate2",
        )?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrate2",
        )?;
        checks::needs(
            flags,
            &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrate2",
        )?;
        checks::not_empty(dname, "dname", "virDomainMigrate2")?;
    }
    Ok(())
}

/// What `virDomainMigrate3` refuses.
pub(crate) fn virDomainMigrate3(object: &VirDomain, flags: c_uint) -> Result<()> {
    object.handle().writable("virDomainMigrate3")?;
    checks::exclusive(
        flags,
        &[
            (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
            (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
        ],
        "virDomainMigrate3",
    )?;
    checks::needs(
        flags,
        &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
        &[
            (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
            (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
        ],
        "virDomainMigrate3",
    )?;
    Ok(())
}

/// What `virDomainMigrateToURI` refuses.
pub(crate) unsafe fn virDomainMigrateToURI(
    object: &VirDomain,
    duri: *const c_char,
    flags: c_ulong,
    dname: *const c_char,
) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        object.handle().writable("virDomainMigrateToURI")?;
        checks::not_null(duri, "duri", "virDomainMigrateToURI")?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_TUNNELLED, "VIR_MIGRATE_TUNNELLED"),
                (constants::VIR_MIGRATE_PARALLEL, "VIR_MIGRATE_PARALLEL"),
            ],
            "virDomainMigrateToURI",
        )?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrateToURI",
        )?;
        checks::needs(
            flags,
            &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrateToURI",
        )?;
        checks::not_empty(dname, "dname", "virDomainMigrateToURI")?;
    }
    Ok(())
}

/// What `virDomainMigrateToURI2` refuses.
pub(crate) unsafe fn virDomainMigrateToURI2(object: &VirDomain, flags: c_ulong, dname: *const c_char) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        object.handle().writable("virDomainMigrateToURI2")?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_TUNNELLED, "VIR_MIGRATE_TUNNELLED"),
                (constants::VIR_MIGRATE_PARALLEL, "VIR_MIGRATE_PARALLEL"),
            ],
            "virDomainMigrateToURI2",
        )?;
        checks::exclusive(
            flags,
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrateToURI2",
        )?;
        checks::needs(
            flags,
            &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
            &[
                (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
                (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
            ],
            "virDomainMigrateToURI2",
        )?;
        checks::not_empty(dname, "dname", "virDomainMigrateToURI2")?;
    }
    Ok(())
}

/// What `virDomainMigrateToURI3` refuses.
pub(crate) fn virDomainMigrateToURI3(object: &VirDomain, flags: c_uint) -> Result<()> {
    object.handle().writable("virDomainMigrateToURI3")?;
    checks::exclusive(
        flags,
        &[
            (constants::VIR_MIGRATE_TUNNELLED, "VIR_MIGRATE_TUNNELLED"),
            (constants::VIR_MIGRATE_PARALLEL, "VIR_MIGRATE_PARALLEL"),
        ],
        "virDomainMigrateToURI3",
    )?;
    checks::exclusive(
        flags,
        &[
            (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
            (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
        ],
        "virDomainMigrateToURI3",
    )?;
    checks::needs(
        flags,
        &[(constants::VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES, "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES")],
        &[
            (constants::VIR_MIGRATE_NON_SHARED_DISK, "VIR_MIGRATE_NON_SHARED_DISK"),
            (constants::VIR_MIGRATE_NON_SHARED_INC, "VIR_MIGRATE_NON_SHARED_INC"),
        ],
        "virDomainMigrateToURI3",
    )?;
    Ok(())
}

/// What `virDomainOpenChannel` refuses.
pub(crate) unsafe fn virDomainOpenChannel(object: &VirDomain, st: *mut VirStream) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        VirStream::get(st, "virDomainOpenChannel")?;
        object.handle().writable("virDomainOpenChannel")?;
    }
    Ok(())
}

/// What `virDomainOpenConsole` refuses.
pub(crate) unsafe fn virDomainOpenConsole(object: &VirDomain, st: *mut VirStream) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        VirStream::get(st, "virDomainOpenConsole")?;
        object.handle().writable("virDomainOpenConsole")?;
    }
    Ok(())
}

/// What `virDomainOpenGraphics` refuses.
pub(crate) fn virDomainOpenGraphics(object: &VirDomain, fd: c_int) -> Result<()> {
    checks::not_negative(fd, "fd", "virDomainOpenGraphics")?;
    checks::socket(fd, "fd", "virDomainOpenGraphics")?;
    object.handle().writable("virDomainOpenGraphics")?;
    Ok(())
}

/// What `virDomainOpenGraphicsFD` refuses.
pub(crate) fn virDomainOpenGraphicsFD(object: &VirDomain) -> Result<()> {
    object.handle().writable("virDomainOpenGraphicsFD")?;
    Ok(())
}

/// What `virDomainPinEmulator` refuses.
pub(crate) fn virDomainPinEmulator(object: &VirDomain, cpumap: *const c_uchar, maplen: c_int) -> Result<()> {
    object.handle().writable("virDomainPinEmulator")?;
    checks::not_null(cpumap, "cpumap", "virDomainPinEmulator")?;
    checks::positive(maplen, "maplen", "virDomainPinEmulator")?;
    Ok(())
}

/// What `virDomainPinIOThread` refuses.
pub(crate) fn virDomainPinIOThread(object: &VirDomain, cpumap: *const c_uchar, maplen: c_int) -> Result<()> {
    object.handle().writable("virDomainPinIOThread")?;
    checks::not_null(cpumap, "cpumap", "virDomainPinIOThread")?;
    checks::positive(maplen, "maplen", "virDomainPinIOThread")?;
    Ok(())
}

/// What `virDomainPinVcpu` refuses.
pub(crate) fn virDomainPinVcpu(object: &VirDomain, cpumap: *const c_uchar, maplen: c_int) -> Result<()> {
    object.handle().writable("virDomainPinVcpu")?;
    checks::not_null(cpumap, "cpumap", "virDomainPinVcpu")?;
    checks::positive(maplen, "maplen", "virDomainPinVcpu")?;
    Ok(())
}

/// What `virDomainPinVcpuFlags` refuses.
pub(crate) fn virDomainPinVcpuFlags(object: &VirDomain, cpumap: *const c_uchar, maplen: c_int) -> Result<()> {
    object.handle().writable("virDomainPinVcpuFlags")?;
    checks::not_null(cpumap, "cpumap", "virDomainPinVcpuFlags")?;
    checks::positive(maplen, "maplen", "virDomainPinVcpuFlags")?;
    Ok(())
}

/// What `virDomainScreenshot` refuses.
pub(crate) unsafe fn virDomainScreenshot(object: &VirDomain, stream: *mut VirStream) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        VirStream::get(stream, "virDomainScreenshot")?;
        object.handle().writable("virDomainScreenshot")?;
    }
    Ok(())
}

/// What `virDomainSendKey` refuses.
pub(crate) fn virDomainSendKey(
    object: &VirDomain,
    codeset: c_uint,
    keycodes: *const c_uint,
    nkeycodes: c_int,
) -> Result<()> {
    object.handle().writable("virDomainSendKey")?;
    checks::not_null(keycodes, "keycodes", "virDomainSendKey")?;
    checks::positive(nkeycodes, "nkeycodes", "virDomainSendKey")?;
    checks::at_most(codeset, 2147483647, "codeset", "virDomainSendKey")?;
    checks::at_most(nkeycodes, 16, "nkeycodes", "virDomainSendKey")?;
    Ok(())
}

/// What `virDomainLxcOpenNamespace` refuses.
pub(crate) fn virDomainLxcOpenNamespace(object: &VirDomain, fdlist: *const impl Sized) -> Result<()> {
    checks::not_null(fdlist, "fdlist", "virDomainLxcOpenNamespace")?;
    object.handle().writable("virDomainLxcOpenNamespace")?;
    Ok(())
}

/// What `virConnectNetworkEventDeregisterAny` refuses.
pub(crate) fn virConnectNetworkEventDeregisterAny(callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectNetworkEventDeregisterAny")?;
    Ok(())
}

/// What `virConnectNetworkEventRegisterAny` refuses.
pub(crate) fn virConnectNetworkEventRegisterAny(eventid: c_int) -> Result<()> {
    checks::not_negative(eventid, "eventID", "virConnectNetworkEventRegisterAny")?;
    checks::at_most(eventid, 1, "eventID", "virConnectNetworkEventRegisterAny")?;
    Ok(())
}

/// What `virNetworkPortGetParameters` refuses.
pub(crate) unsafe fn virNetworkPortGetParameters(nparams: *const c_int) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        checks::not_null(nparams, "nparams", "virNetworkPortGetParameters")?;
        checks::not_negative(*nparams, "*nparams", "virNetworkPortGetParameters")?;
    }
    Ok(())
}

/// What `virConnectNodeDeviceEventDeregisterAny` refuses.
pub(crate) fn virConnectNodeDeviceEventDeregisterAny(callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectNodeDeviceEventDeregisterAny")?;
    Ok(())
}

/// What `virConnectNodeDeviceEventRegisterAny` refuses.
pub(crate) fn virConnectNodeDeviceEventRegisterAny(eventid: c_int) -> Result<()> {
    checks::not_negative(eventid, "eventID", "virConnectNodeDeviceEventRegisterAny")?;
    checks::at_most(eventid, 1, "eventID", "virConnectNodeDeviceEventRegisterAny")?;
    Ok(())
}

/// What `virConnectDomainQemuMonitorEventDeregister` refuses.
pub(crate) fn virConnectDomainQemuMonitorEventDeregister(object: &VirConnect, callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectDomainQemuMonitorEventDeregister")?;
    object.handle().writable("virConnectDomainQemuMonitorEventDeregister")?;
    Ok(())
}

/// What `virConnectDomainQemuMonitorEventRegister` refuses.
pub(crate) fn virConnectDomainQemuMonitorEventRegister(object: &VirConnect) -> Result<()> {
    object.handle().writable("virConnectDomainQemuMonitorEventRegister")?;
    Ok(())
}

/// What `virDomainQemuMonitorCommandWithFiles` refuses.
pub(crate) fn virDomainQemuMonitorCommandWithFiles(
    object: &VirDomain,
    cmd: *const c_char,
    result: *const impl Sized,
) -> Result<()> {
    checks::not_null(cmd, "cmd", "virDomainQemuMonitorCommandWithFiles")?;
    checks::not_null(result, "result", "virDomainQemuMonitorCommandWithFiles")?;
    object.handle().writable("virDomainQemuMonitorCommandWithFiles")?;
    Ok(())
}

/// What `virConnectSecretEventDeregisterAny` refuses.
pub(crate) fn virConnectSecretEventDeregisterAny(callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectSecretEventDeregisterAny")?;
    Ok(())
}

/// What `virConnectSecretEventRegisterAny` refuses.
pub(crate) fn virConnectSecretEventRegisterAny(eventid: c_int) -> Result<()> {
    checks::not_negative(eventid, "eventID", "virConnectSecretEventRegisterAny")?;
    checks::at_most(eventid, 1, "eventID", "virConnectSecretEventRegisterAny")?;
    Ok(())
}

/// What `virSecretGetValue` refuses.
pub(crate) fn virSecretGetValue(object: &VirSecret, value_size: *const usize) -> Result<()> {
    object.handle().writable("virSecretGetValue")?;
    checks::not_null(value_size, "value_size", "virSecretGetValue")?;
    Ok(())
}

/// What `virSecretSetValue` refuses.
pub(crate) fn virSecretSetValue(object: &VirSecret, value: *const impl Sized) -> Result<()> {
    object.handle().writable("virSecretSetValue")?;
    checks::not_null(value, "value", "virSecretSetValue")?;
    Ok(())
}

/// What `virConnectStoragePoolEventDeregisterAny` refuses.
pub(crate) fn virConnectStoragePoolEventDeregisterAny(callbackid: c_int) -> Result<()> {
    checks::not_negative(callbackid, "callbackID", "virConnectStoragePoolEventDeregisterAny")?;
    Ok(())
}

/// What `virConnectStoragePoolEventRegisterAny` refuses.
pub(crate) fn virConnectStoragePoolEventRegisterAny(eventid: c_int) -> Result<()> {
    checks::not_negative(eventid, "eventID", "virConnectStoragePoolEventRegisterAny")?;
    checks::at_most(eventid, 1, "eventID", "virConnectStoragePoolEventRegisterAny")?;
    Ok(())
}

/// What `virStoragePoolGetInfo` refuses.
pub(crate) fn virStoragePoolGetInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virStoragePoolGetInfo")?;
    Ok(())
}

/// What `virStorageVolDownload` refuses.
pub(crate) unsafe fn virStorageVolDownload(object: &VirStorageVol, stream: *mut VirStream) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        VirStream::get(stream, "virStorageVolDownload")?;
        object.handle().writable("virStorageVolDownload")?;
    }
    Ok(())
}

/// What `virStorageVolGetInfo` refuses.
pub(crate) fn virStorageVolGetInfo(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virStorageVolGetInfo")?;
    Ok(())
}

/// What `virStorageVolGetInfoFlags` refuses.
pub(crate) fn virStorageVolGetInfoFlags(info: *const impl Sized) -> Result<()> {
    checks::not_null(info, "info", "virStorageVolGetInfoFlags")?;
    Ok(())
}

/// What `virStorageVolUpload` refuses.
pub(crate) unsafe fn virStorageVolUpload(object: &VirStorageVol, stream: *mut VirStream) -> Result<()> {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        VirStream::get(stream, "virStorageVolUpload")?;
        object.handle().writable("virStorageVolUpload")?;
    }
    Ok(())
}

/// What `virStreamRecvHole` refuses.
pub(crate) fn virStreamRecvHole(length: *const c_longlong) -> Result<()> {
    checks::not_null(length, "length", "virStreamRecvHole")?;
    Ok(())
}
