//! The regular functions of this kind of object.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Computes the richest CPU that every host CPU of the given documents can provide.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectBaselineCPU(
    conn: *mut VirConnect,
    xmlcpus: *const *const c_char,
    ncpus: c_uint,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectBaselineCPU")?;
            checks::not_null(xmlcpus, "xmlCPUs", "virConnectBaselineCPU")?;
            let reply = object.connect().connect.baseline_cpu(
                &text::list(
                    xmlcpus,
                    convert::<c_uint, usize>(ncpus, "ncpus", "virConnectBaselineCPU")?,
                    "xmlCPUs",
                    "virConnectBaselineCPU",
                )?
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
                convert::<c_uint, u32>(flags, "flags", "virConnectBaselineCPU")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Computes the richest CPU a hypervisor can give on every host of the given documents.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectBaselineHypervisorCPU(
    conn: *mut VirConnect,
    emulator: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virttype: *const c_char,
    xmlcpus: *const *const c_char,
    ncpus: c_uint,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectBaselineHypervisorCPU")?;
            checks::not_null(xmlcpus, "xmlCPUs", "virConnectBaselineHypervisorCPU")?;
            object.handle().writable("virConnectBaselineHypervisorCPU")?;
            let reply = object.connect().connect.baseline_hypervisor_cpu(
                text::optional(emulator, "emulator", "virConnectBaselineHypervisorCPU")?,
                text::optional(arch, "arch", "virConnectBaselineHypervisorCPU")?,
                text::optional(machine, "machine", "virConnectBaselineHypervisorCPU")?,
                text::optional(virttype, "virttype", "virConnectBaselineHypervisorCPU")?,
                &text::list(
                    xmlcpus,
                    convert::<c_uint, usize>(ncpus, "ncpus", "virConnectBaselineHypervisorCPU")?,
                    "xmlCPUs",
                    "virConnectBaselineHypervisorCPU",
                )?
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
                convert::<c_uint, u32>(flags, "flags", "virConnectBaselineHypervisorCPU")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Compares the CPU of a document with the host's: incompatible, identical or a superset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectCompareCPU(conn: *mut VirConnect, xmldesc: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectCompareCPU")?;
            let reply = object.connect().connect.compare_cpu(
                text::required(xmldesc, "xmlDesc", "virConnectCompareCPU")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectCompareCPU")?,
            )?;
            Ok(reply)
        })
    }
}

/// Compares the CPU of a document with what the hypervisor can give a guest on this host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectCompareHypervisorCPU(
    conn: *mut VirConnect,
    emulator: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virttype: *const c_char,
    xmlcpu: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectCompareHypervisorCPU")?;
            checks::not_null(xmlcpu, "xmlCPU", "virConnectCompareHypervisorCPU")?;
            object.handle().writable("virConnectCompareHypervisorCPU")?;
            let reply = object.connect().connect.compare_hypervisor_cpu(
                text::optional(emulator, "emulator", "virConnectCompareHypervisorCPU")?,
                text::optional(arch, "arch", "virConnectCompareHypervisorCPU")?,
                text::optional(machine, "machine", "virConnectCompareHypervisorCPU")?,
                text::optional(virttype, "virttype", "virConnectCompareHypervisorCPU")?,
                text::required(xmlcpu, "xmlCPU", "virConnectCompareHypervisorCPU")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectCompareHypervisorCPU")?,
            )?;
            Ok(reply)
        })
    }
}

/// Returns the capabilities document: host CPU, topology, security models and the guest architectures with their domain types and machines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetCapabilities(conn: *mut VirConnect) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetCapabilities")?;
            let reply = object.connect().connect.capabilities()?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the host name of the machine the hypervisor runs on, fully qualified where that is known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetHostname(conn: *mut VirConnect) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetHostname")?;
            let reply = object.connect().connect.hostname()?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the version of the daemon's library as major * 1,000,000 + minor * 1,000 + release.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetLibVersion(conn: *mut VirConnect, libver: *mut c_ulong) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetLibVersion")?;
            checks::not_null(libver, "libVer", "virConnectGetLibVersion")?;
            let reply = object.connect().connect.lib_version()?;
            text::put(libver, convert::<u64, c_ulong>(reply, "libVer", "virConnectGetLibVersion")?);
            Ok(0)
        })
    }
}

/// Returns the largest number of virtual CPUs one guest of the given domain type (such as `kvm`; null for the default) may have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetMaxVcpus(conn: *mut VirConnect, type_: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetMaxVcpus")?;
            let reply = object.connect().connect.max_vcpus(text::optional(type_, "type", "virConnectGetMaxVcpus")?)?;
            Ok(reply)
        })
    }
}

/// Returns the host's SMBIOS data as a `<sysinfo>` document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetSysinfo(conn: *mut VirConnect, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetSysinfo")?;
            let reply =
                object.connect().connect.sysinfo(convert::<c_uint, u32>(flags, "flags", "virConnectGetSysinfo")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the hypervisor's version as major * 1,000,000 + minor * 1,000 + release; 0 when no version can be told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetVersion(conn: *mut VirConnect, hvver: *mut c_ulong) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetVersion")?;
            checks::not_null(hvver, "hvVer", "virConnectGetVersion")?;
            let reply = object.connect().connect.version()?;
            text::put(hvver, convert::<u64, c_ulong>(reply, "hvVer", "virConnectGetVersion")?);
            Ok(0)
        })
    }
}

/// Tells whether the connection is encrypted or cannot leave the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsSecure(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectIsSecure")?;
            let reply = object.connect().connect.is_secure()?;
            Ok(reply)
        })
    }
}

/// Returns the free memory of the host in bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetFreeMemory(conn: *mut VirConnect) -> u64 {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeGetFreeMemory")?;
            let reply = object.connect().connect.node_get_free_memory()?;
            Ok(reply)
        })
    }
}

/// Returns at most `nparams` parameters of the host's page sharing; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetMemoryParameters(
    conn: *mut VirConnect,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeGetMemoryParameters")?;
            let reply = object.connect().connect.node_get_memory_parameters(
                count_of(nparams, params, "virNodeGetMemoryParameters")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virNodeGetMemoryParameters")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Changes parameters of the host's page sharing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeSetMemoryParameters(
    conn: *mut VirConnect,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeSetMemoryParameters")?;
            object.handle().writable("virNodeSetMemoryParameters")?;
            checks::not_null(params, "params", "virNodeSetMemoryParameters")?;
            checks::not_negative(nparams, "nparams", "virNodeSetMemoryParameters")?;
            object.connect().connect.node_set_memory_parameters(
                &params::read(params, nparams, "virNodeSetMemoryParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeSetMemoryParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Suspends the host to memory, disk or both, and wakes it after `duration` seconds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeSuspendForDuration(
    conn: *mut VirConnect,
    target: c_uint,
    duration: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virNodeSuspendForDuration")?;
            object.handle().writable("virNodeSuspendForDuration")?;
            object.connect().connect.node_suspend_for_duration(
                convert::<c_uint, u32>(target, "target", "virNodeSuspendForDuration")?,
                convert::<c_ulonglong, u64>(duration, "duration", "virNodeSuspendForDuration")?,
                convert::<c_uint, u32>(flags, "flags", "virNodeSuspendForDuration")?,
            )?;
            Ok(0)
        })
    }
}
