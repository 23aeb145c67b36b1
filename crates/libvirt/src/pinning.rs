//! Which CPUs of the host run what of a guest.

use std::ffi::{c_int, c_uchar, c_uint, c_ulonglong};

use ferrovirt::{Error, Result};

use crate::frame::with;
use crate::generated::refusals;
use crate::objects::VirDomain;
use crate::prelude::{convert, missing};
use crate::text;

/// Most CPUs a guest may be asked about.
const MAX_VCPUS: usize = 16384;

/// `virVcpuInfo`
#[repr(C)]
pub struct VirVcpuInfo {
    number: c_uint,
    state: c_int,
    cpu_time: c_ulonglong,
    cpu: c_int,
}

/// A caller's map, a bit for each CPU.
unsafe fn map<'a>(cpumap: *const c_uchar, length: c_int, function: &str) -> Result<&'a [u8]> {
    let length = convert(length, "maplen", function)?;
    // SAFETY: the map has as many bytes as the caller says.
    unsafe { text::bytes(cpumap, length, "cpumap", function) }
}

/// A place for `count` maps.
unsafe fn maps<'a>(cpumaps: *mut c_uchar, count: usize, length: c_int, function: &str) -> Result<&'a mut [u8]> {
    if cpumaps.is_null() {
        return Err(missing("cpumaps", function));
    }
    let length: usize = convert(length, "maplen", function)?;
    let all = count.checked_mul(length).filter(|all| count <= MAX_VCPUS && i32::try_from(*all).is_ok());
    let all = all.ok_or_else(|| Error::overflow(format!("input too large: {count} maps of {length} bytes")))?;
    // SAFETY: the place has room for as many maps of that length.
    let place = unsafe { std::slice::from_raw_parts_mut(cpumaps, all) };
    place.fill(0);
    Ok(place)
}

fn copy(from: &[u8], to: &mut [u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

/// Says which CPUs may run a virtual CPU.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinVcpu(
    domain: *mut VirDomain,
    vcpu: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
) -> c_int {
    with!(VirDomain, domain, "virDomainPinVcpu", |dom| {
        refusals::virDomainPinVcpu(dom, cpumap, maplen)?;
        let map = map(cpumap, maplen, "virDomainPinVcpu")?;
        dom.connect().domain.pin_vcpu(dom.reference(), vcpu, map).map(|()| 0)
    })
}

/// Says which CPUs may run a virtual CPU, now or from the next start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinVcpuFlags(
    domain: *mut VirDomain,
    vcpu: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainPinVcpuFlags", |dom| {
        refusals::virDomainPinVcpuFlags(dom, cpumap, maplen)?;
        let map = map(cpumap, maplen, "virDomainPinVcpuFlags")?;
        dom.connect().domain.pin_vcpu_flags(dom.reference(), vcpu, map, flags).map(|()| 0)
    })
}

/// Says which CPUs may run the emulator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinEmulator(
    domain: *mut VirDomain,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainPinEmulator", |dom| {
        refusals::virDomainPinEmulator(dom, cpumap, maplen)?;
        let map = map(cpumap, maplen, "virDomainPinEmulator")?;
        dom.connect().domain.pin_emulator(dom.reference(), map, flags).map(|()| 0)
    })
}

/// Says which CPUs may run an I/O thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinIOThread(
    domain: *mut VirDomain,
    iothread_id: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainPinIOThread", |dom| {
        refusals::virDomainPinIOThread(dom, cpumap, maplen)?;
        let map = map(cpumap, maplen, "virDomainPinIOThread")?;
        dom.connect().domain.pin_iothread(dom.reference(), iothread_id, map, flags).map(|()| 0)
    })
}

/// Which CPUs may run each virtual CPU; how many maps were told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpuPinInfo(
    domain: *mut VirDomain,
    ncpumaps: c_int,
    cpumaps: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainGetVcpuPinInfo";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainGetVcpuPinInfo(ncpumaps, cpumaps, maplen, flags)?;
        let count = convert(ncpumaps, "ncpumaps", NAME)?;
        let place = maps(cpumaps, count, maplen, NAME)?;
        let found = dom.connect().domain.vcpu_pin_info(dom.reference(), ncpumaps, maplen, flags)?;
        copy(&found.cpumaps, place);
        Ok(found.num)
    })
}

/// Which CPUs may run the emulator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetEmulatorPinInfo(
    domain: *mut VirDomain,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainGetEmulatorPinInfo";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainGetEmulatorPinInfo(cpumap, maplen, flags)?;
        let place = maps(cpumap, 1, maplen, NAME)?;
        let found = dom.connect().domain.emulator_pin_info(dom.reference(), maplen, flags)?;
        copy(&found.cpumaps, place);
        Ok(found.ret)
    })
}

/// State, time and place of each virtual CPU, and which CPUs may run it; how many were told of.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpus(
    domain: *mut VirDomain,
    info: *mut VirVcpuInfo,
    maxinfo: c_int,
    cpumaps: *mut c_uchar,
    maplen: c_int,
) -> c_int {
    const NAME: &str = "virDomainGetVcpus";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainGetVcpus(info, maxinfo, cpumaps, maplen)?;
        let room = convert(maxinfo, "maxinfo", NAME)?;
        let (place, maplen) = match cpumaps.is_null() {
            true => (&mut [][..], 0),
            false => (maps(cpumaps, room, maplen, NAME)?, maplen),
        };
        let found = dom.connect().domain.vcpus(dom.reference(), maxinfo, maplen)?;
        copy(&found.cpumaps, place);
        let count = found.info.len().min(room);
        if !info.is_null() {
            for (i, cpu) in found.info.iter().take(count).enumerate() {
                info.add(i).write(VirVcpuInfo {
                    number: cpu.number,
                    state: cpu.state,
                    cpu_time: cpu.cpu_time,
                    cpu: cpu.cpu,
                });
            }
        }
        Ok(c_int::try_from(count).unwrap_or(c_int::MAX))
    })
}
