//! What is asked of guests, secrets and devices in a way of its own.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_ulonglong, c_void};

use ferrovirt::{Error, NetworkPortRef, Result};

use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::*;
use crate::params::{self, VirTypedParameter};
use crate::prelude::{convert, room};
use crate::text;

/// `virDomainMemoryStatStruct`
#[repr(C)]
pub struct VirDomainMemoryStat {
    tag: c_int,
    val: c_ulonglong,
}

/// Numbers of running domains; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDomains(conn: *mut VirConnect, ids: *mut c_int, maxids: c_int) -> c_int {
    with!(VirConnect, conn, "virConnectListDomains", |conn| {
        refusals::virConnectListDomains(ids, maxids)?;
        let places = room(maxids, ids, ["ids", "maxids"], "virConnectListDomains")?;
        let found = conn.connect().domain.list_domains(places)?;
        Ok(text::put_array(&found, ids, usize::try_from(places).unwrap_or(0)))
    })
}

/// Starts a domain that is gone when it ends; the older name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateLinux(
    conn: *mut VirConnect,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration, which is the same.
    unsafe { crate::generated::domain::virDomainCreateXML(conn, xmlDesc, flags) }
}

/// Bytes into a caller's buffer.
unsafe fn give(found: &[u8], buffer: *mut c_void, size: usize) -> Result<c_int> {
    if found.len() != size {
        return Err(Error::rpc(format!("{} bytes came where {size} were asked for", found.len())));
    }
    // SAFETY: the buffer has `size` bytes, and that many were found.
    unsafe { std::ptr::copy_nonoverlapping(found.as_ptr(), buffer.cast::<u8>(), size) };
    Ok(0)
}

/// Reads from a disk of a guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockPeek(
    dom: *mut VirDomain,
    disk: *const c_char,
    offset: c_ulonglong,
    size: usize,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainBlockPeek";
    with!(VirDomain, dom, NAME, |dom| {
        refusals::virDomainBlockPeek(dom, disk, size, buffer)?;
        let disk = text::required(disk, "disk", NAME)?;
        let wanted = convert(size, "size", NAME)?;
        let found = dom.connect().domain.block_peek(dom.reference(), disk, offset, wanted, flags)?;
        give(&found, buffer, size)
    })
}

/// Reads from the memory of a guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMemoryPeek(
    dom: *mut VirDomain,
    start: c_ulonglong,
    size: usize,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainMemoryPeek";
    with!(VirDomain, dom, NAME, |dom| {
        refusals::virDomainMemoryPeek(dom, size, buffer, flags)?;
        let wanted = convert(size, "size", NAME)?;
        let found = dom.connect().domain.memory_peek(dom.reference(), start, wanted, flags)?;
        give(&found, buffer, size)
    })
}

/// How a guest uses its memory; how many values were told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMemoryStats(
    dom: *mut VirDomain,
    stats: *mut VirDomainMemoryStat,
    nr_stats: c_uint,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainMemoryStats", |dom| {
        if nr_stats == 0 || stats.is_null() {
            return Ok(0);
        }
        let found = dom.connect().domain.memory_stats(dom.reference(), nr_stats.min(1024), flags)?;
        let count = found.len().min(nr_stats as usize);
        for (i, stat) in found.iter().take(count).enumerate() {
            stats.add(i).write(VirDomainMemoryStat { tag: stat.tag, val: stat.val });
        }
        convert(count, "the number of values", "virDomainMemoryStats")
    })
}

/// Presses keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSendKey(
    domain: *mut VirDomain,
    codeset: c_uint,
    holdtime: c_uint,
    keycodes: *mut c_uint,
    nkeycodes: c_int,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainSendKey";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainSendKey(dom, codeset, keycodes, nkeycodes)?;
        let keys = std::slice::from_raw_parts(keycodes, convert(nkeycodes, "nkeycodes", NAME)?);
        dom.connect().domain.send_key(dom.reference(), codeset, holdtime, keys, flags).map(|()| 0)
    })
}

/// How the CPU time of domains is shared out, and how many parameters that has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSchedulerType(domain: *mut VirDomain, nparams: *mut c_int) -> *mut c_char {
    with!(VirDomain, domain, "virDomainGetSchedulerType", |dom| {
        let found = dom.connect().domain.scheduler_type(dom.reference())?;
        text::put(nparams, found.nparams);
        Ok(text::give(&found.type_))
    })
}

/// How much CPU time a domain gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSchedulerParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
) -> c_int {
    with!(VirDomain, domain, "virDomainGetSchedulerParameters", |dom| {
        refusals::virDomainGetSchedulerParameters(params, nparams)?;
        let places = *nparams;
        let found = dom.connect().domain.scheduler_parameters(dom.reference(), places)?;
        nparams.write(params::put(&found, params, places));
        Ok(0)
    })
}

/// How much CPU time a domain gets, now or from the next start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSchedulerParametersFlags(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    /// Results may be texts.
    const STRING_OKAY: c_uint = 4;
    with!(VirDomain, domain, "virDomainGetSchedulerParametersFlags", |dom| {
        refusals::virDomainGetSchedulerParametersFlags(params, nparams, flags)?;
        let places = *nparams;
        let flags = flags | STRING_OKAY;
        let found = dom.connect().domain.scheduler_parameters_flags(dom.reference(), places, flags)?;
        nparams.write(params::put(&found, params, places));
        Ok(0)
    })
}

/// CPU time of a domain on each CPU, `nparams` places for each; without places, how many are needed or how many CPUs
/// there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetCPUStats(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_uint,
    start_cpu: c_int,
    ncpus: c_uint,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainGetCPUStats";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainGetCPUStats(params, nparams, start_cpu, ncpus)?;
        let total = nparams.checked_mul(ncpus).filter(|total| *total <= 65536);
        let total = total.ok_or_else(|| Error::overflow(format!("input too large: {nparams} * {ncpus}")))?;
        let found = dom.connect().domain.cpu_stats(dom.reference(), nparams, start_cpu, ncpus, flags)?;
        if total > 0 {
            params.cast::<u8>().write_bytes(0, total as usize * size_of::<VirTypedParameter>());
            // The answer has `found.nparams` for each CPU, the caller's array `nparams`.
            let each = usize::try_from(found.nparams).unwrap_or(0).max(1);
            for (cpu, stats) in found.params.chunks(each).take(ncpus as usize).enumerate() {
                params::put(stats, params.add(cpu * nparams as usize), convert(nparams, "nparams", NAME)?);
            }
        }
        Ok(found.nparams)
    })
}

/// Which virtual CPUs the guest itself uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetGuestVcpus(
    domain: *mut VirDomain,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_uint,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainGetGuestVcpus", |dom| {
        refusals::virDomainGetGuestVcpus(dom, params, nparams)?;
        let found = dom.connect().domain.guest_vcpus(dom.reference(), flags)?;
        params::give(&found, params, nparams.cast::<c_int>());
        Ok(0)
    })
}

/// The parameters of a network port.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkPortGetParameters(
    port: *mut VirNetworkPort,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirNetworkPort, port, "virNetworkPortGetParameters", |port| {
        refusals::virNetworkPortGetParameters(nparams)?;
        let reference: &NetworkPortRef = port.reference();
        let found = port.connect().network_port.parameters(reference, 0, flags)?;
        params::give(&found.params, params, nparams);
        Ok(0)
    })
}

/// The device that a device hangs on; the text lives as long as the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeDeviceGetParent(dev: *mut VirNodeDevice) -> *const c_char {
    with!(VirNodeDevice, dev, "virNodeDeviceGetParent", |dev| {
        let parent = dev.connect().node_device.parent(&dev.reference().name)?;
        Ok(parent.map_or(std::ptr::null(), |parent| dev.keep_text(&parent)))
    })
}

/// The value of a secret, which the caller frees.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretGetValue(
    secret: *mut VirSecret,
    value_size: *mut usize,
    flags: c_uint,
) -> *mut c_uchar {
    with!(VirSecret, secret, "virSecretGetValue", |secret| {
        refusals::virSecretGetValue(secret, value_size)?;
        let value = secret.connect().secret.value(secret.reference(), flags)?;
        value_size.write(value.len());
        Ok(text::give_bytes(&value))
    })
}

/// Sets the value of a secret.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretSetValue(
    secret: *mut VirSecret,
    value: *const c_uchar,
    value_size: usize,
    flags: c_uint,
) -> c_int {
    with!(VirSecret, secret, "virSecretSetValue", |secret| {
        refusals::virSecretSetValue(secret, value)?;
        let value = text::bytes(value, value_size, "value", "virSecretSetValue")?;
        secret.connect().secret.set_value(secret.reference(), value, flags).map(|()| 0)
    })
}

/// Copies the connection's last error; its code, 0 if there is none, -1 without a place for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnCopyLastError(conn: *mut VirConnect, to: *mut crate::error::VirError) -> c_int {
    if conn.is_null() {
        return -1;
    }
    with!(VirConnect, conn, "virConnCopyLastError", |conn| {
        if to.is_null() {
            return Ok(-1);
        }
        let error = conn.last_error();
        if error.is_null() {
            return Ok(0);
        }
        (*error).copy_over(to);
        Ok((*error).code)
    })
}

/// Says on whose behalf calls are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectSetIdentity(
    conn: *mut VirConnect,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virConnectSetIdentity", |conn| {
        refusals::virConnectSetIdentity(conn)?;
        let params = params::read(params, nparams, "virConnectSetIdentity")?;
        conn.connect().set_identity(&params, flags).map(|()| 0)
    })
}
