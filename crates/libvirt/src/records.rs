//! Lists of structures that a call makes and the caller frees.

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint};

use ferrovirt::{DomainRef, DomainStatsRecord};

use crate::call::run;
use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::{VirDomain, VirNetwork};
use crate::params::{self, VirTypedParameter};
use crate::prelude::convert;
use crate::text;
use crate::typed_params::virTypedParamsFree;

macro_rules! structures {
    ($($(#[$doc:meta])* $name:ident { $($field:ident $ty:ty,)* })*) => { $(
        $(#[$doc])*
        #[repr(C)]
        #[allow(missing_docs, reason = "the fields are C's")]
        pub struct $name { $(pub $field: $ty,)* }
    )* };
}

structures! {
    /// `virDomainFSInfo`
    VirDomainFSInfo {
        mountpoint *mut c_char, name *mut c_char, fstype *mut c_char, aliases_count usize, aliases *mut *mut c_char,
    }
    /// `virDomainIOThreadInfo`
    VirDomainIOThreadInfo { iothread_id c_uint, cpumap *mut c_uchar, cpumaplen c_int, }
    /// `virDomainIPAddress`
    VirDomainIPAddress { kind c_int, addr *mut c_char, prefix c_uint, }
    /// `virDomainInterface`
    VirDomainInterface { name *mut c_char, hwaddr *mut c_char, addrs_count c_uint, addrs *mut VirDomainIPAddress, }
    /// `virNetworkDHCPLease`
    VirNetworkDHCPLease {
        iface *mut c_char, expirytime c_longlong, kind c_int, mac *mut c_char, iaid *mut c_char, ipaddr *mut c_char,
        prefix c_uint, hostname *mut c_char, clientid *mut c_char,
    }
    /// `virDomainStatsRecord`
    VirDomainStatsRecord { dom *mut VirDomain, params *mut VirTypedParameter, params_count c_int, }
    /// `virDomainDiskError`
    VirDomainDiskError { disk *mut c_char, error c_int, }
}

/// A structure in memory that C frees.
fn boxed<T>(value: T) -> *mut T {
    let place: *mut T = text::allocate(1);
    // SAFETY: the memory is ours and large enough.
    unsafe { place.write(value) };
    place
}

fn count_of<T>(list: &[T]) -> c_int {
    c_int::try_from(list.len()).unwrap_or(c_int::MAX)
}

/// The file systems that the guest has mounted; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetFSInfo(
    dom: *mut VirDomain,
    info: *mut *mut *mut VirDomainFSInfo,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainGetFSInfo", |dom| {
        refusals::virDomainGetFSInfo(dom, info)?;
        info.write(std::ptr::null_mut());
        let found = dom.connect().domain.fsinfo(dom.reference(), flags)?;
        let list = found.info.iter().map(|fs| {
            let aliases = fs.dev_aliases.iter().map(|alias| text::give(alias)).collect();
            boxed(VirDomainFSInfo {
                mountpoint: text::give(&fs.mountpoint),
                name: text::give(&fs.name),
                fstype: text::give(&fs.fstype),
                aliases_count: fs.dev_aliases.len(),
                aliases: text::give_list(aliases),
            })
        });
        info.write(text::give_list(list.collect()));
        Ok(count_of(&found.info))
    })
}

/// Frees what is told of a file system.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFSInfoFree(info: *mut VirDomainFSInfo) {
    // SAFETY: NULL, or a structure of ours with everything in it.
    unsafe {
        let Some(fs) = info.as_ref() else { return };
        for i in 0..fs.aliases_count {
            text::free(*fs.aliases.add(i));
        }
        for text in [fs.mountpoint, fs.name, fs.fstype] {
            text::free(text);
        }
        text::free(fs.aliases);
        text::free(info);
    }
}

/// The I/O threads of a domain; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetIOThreadInfo(
    dom: *mut VirDomain,
    info: *mut *mut *mut VirDomainIOThreadInfo,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainGetIOThreadInfo", |dom| {
        refusals::virDomainGetIOThreadInfo(info, flags)?;
        info.write(std::ptr::null_mut());
        let found = dom.connect().domain.iothread_info(dom.reference(), flags)?;
        let list = found.info.iter().map(|thread| {
            boxed(VirDomainIOThreadInfo {
                iothread_id: thread.iothread_id,
                cpumap: text::give_bytes(&thread.cpumap),
                cpumaplen: count_of(&thread.cpumap),
            })
        });
        info.write(text::give_list(list.collect()));
        Ok(count_of(&found.info))
    })
}

/// Frees what is told of an I/O thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIOThreadInfoFree(info: *mut VirDomainIOThreadInfo) {
    // SAFETY: NULL, or a structure of ours with everything in it.
    unsafe {
        if let Some(thread) = info.as_ref() {
            text::free(thread.cpumap);
        }
        text::free(info);
    }
}

/// The network interfaces of a guest with their addresses; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceAddresses(
    dom: *mut VirDomain,
    ifaces: *mut *mut *mut VirDomainInterface,
    source: c_uint,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, dom, "virDomainInterfaceAddresses", |dom| {
        refusals::virDomainInterfaceAddresses(dom, ifaces, source)?;
        ifaces.write(std::ptr::null_mut());
        let found = dom.connect().domain.interface_addresses(dom.reference(), source, flags)?;
        let list = found.iter().map(|iface| {
            let addrs: *mut VirDomainIPAddress = text::allocate(iface.addrs.len());
            for (i, addr) in iface.addrs.iter().enumerate() {
                let addr = VirDomainIPAddress { kind: addr.type_, addr: text::give(&addr.addr), prefix: addr.prefix };
                addrs.add(i).write(addr);
            }
            boxed(VirDomainInterface {
                name: text::give(&iface.name),
                hwaddr: text::give_optional(iface.hwaddr.as_deref()),
                addrs_count: c_uint::try_from(iface.addrs.len()).unwrap_or(c_uint::MAX),
                addrs,
            })
        });
        ifaces.write(text::give_list(list.collect()));
        Ok(count_of(&found))
    })
}

/// Frees what is told of a network interface.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceFree(iface: *mut VirDomainInterface) {
    // SAFETY: NULL, or a structure of ours with everything in it.
    unsafe {
        let Some(found) = iface.as_ref() else { return };
        for i in 0..found.addrs_count as usize {
            text::free((*found.addrs.add(i)).addr);
        }
        text::free(found.addrs);
        text::free(found.name);
        text::free(found.hwaddr);
        text::free(iface);
    }
}

/// The addresses that a network has handed out; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkGetDHCPLeases(
    network: *mut VirNetwork,
    mac: *const c_char,
    leases: *mut *mut *mut VirNetworkDHCPLease,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virNetworkGetDHCPLeases";
    with!(VirNetwork, network, NAME, |net| {
        let mac = text::optional(mac, "mac", NAME)?;
        let need = i32::from(!leases.is_null());
        let found = net.connect().network.dhcp_leases(net.reference(), mac, need, flags)?;
        if !leases.is_null() {
            let list = found.leases.iter().map(|lease| {
                boxed(VirNetworkDHCPLease {
                    iface: text::give(&lease.iface),
                    expirytime: lease.expirytime,
                    kind: lease.type_,
                    mac: text::give_optional(lease.mac.as_deref()),
                    iaid: text::give_optional(lease.iaid.as_deref()),
                    ipaddr: text::give(&lease.ipaddr),
                    prefix: lease.prefix,
                    hostname: text::give_optional(lease.hostname.as_deref()),
                    clientid: text::give_optional(lease.clientid.as_deref()),
                })
            });
            leases.write(text::give_list(list.collect()));
        }
        convert(found.ret, "the number of leases", NAME)
    })
}

/// Frees what is told of an address that was handed out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNetworkDHCPLeaseFree(lease: *mut VirNetworkDHCPLease) {
    // SAFETY: NULL, or a structure of ours with everything in it.
    unsafe {
        let Some(found) = lease.as_ref() else { return };
        for text in [found.iface, found.mac, found.iaid, found.ipaddr, found.hostname, found.clientid] {
            text::free(text);
        }
        text::free(lease);
    }
}

unsafe fn give_records(
    conn: &VirConnect,
    records: Vec<DomainStatsRecord>,
    place: *mut *mut *mut VirDomainStatsRecord,
) -> c_int {
    let count = count_of(&records);
    let list = records.into_iter().map(|record| {
        let made = boxed(VirDomainStatsRecord {
            dom: VirDomain::new(conn, record.dom),
            params: std::ptr::null_mut(),
            params_count: 0,
        });
        // SAFETY: the structure was made here and nobody else has it.
        unsafe { params::give(&record.params, &raw mut (*made).params, &raw mut (*made).params_count) };
        made
    });
    // SAFETY: the caller's place for the list.
    unsafe { place.write(text::give_list(list.collect())) };
    count
}

/// Statistics of all domains; of how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetAllDomainStats(
    conn: *mut VirConnect,
    stats: c_uint,
    retStats: *mut *mut *mut VirDomainStatsRecord,
    flags: c_uint,
) -> c_int {
    with!(VirConnect, conn, "virConnectGetAllDomainStats", |conn| {
        refusals::virConnectGetAllDomainStats(retStats)?;
        let found = conn.connect().domain.all_domain_stats(&[], stats, flags)?;
        Ok(give_records(conn, found, retStats))
    })
}

/// Statistics of the domains of a list that ends with NULL; of how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainListGetStats(
    doms: *mut *mut VirDomain,
    stats: c_uint,
    retStats: *mut *mut *mut VirDomainStatsRecord,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainListGetStats";
    // SAFETY: the caller keeps to the C declaration.
    let first = if doms.is_null() { std::ptr::null_mut() } else { unsafe { *doms } };
    // SAFETY: as above, and so does the body.
    let whose = unsafe { VirDomain::whose(first) };
    // SAFETY: as above.
    run(whose, || unsafe {
        refusals::virDomainListGetStats(doms, retStats)?;
        let first = VirDomain::get(first, NAME)?;
        let mut wanted: Vec<DomainRef> = vec![];
        let mut next = doms;
        while !(*next).is_null() {
            let dom = VirDomain::get(*next, NAME)?;
            if dom.handle_pointer() != first.handle_pointer() {
                let message = format!("doms in {NAME} must belong to a single connection");
                return Err(checks::refused(NAME, "doms", message));
            }
            wanted.push(dom.reference().clone());
            next = next.add(1);
        }
        let found = first.connect().domain.all_domain_stats(&wanted, stats, flags)?;
        Ok(give_records(first.handle(), found, retStats))
    })
}

/// Frees statistics of domains.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainStatsRecordListFree(stats: *mut *mut VirDomainStatsRecord) {
    if stats.is_null() {
        return;
    }
    // SAFETY: a list of ours that ends with NULL, with everything in it.
    unsafe {
        let mut next = stats;
        while let Some(record) = (*next).as_ref() {
            virTypedParamsFree(record.params, record.params_count);
            let _ = VirDomain::release(record.dom, "virDomainStatsRecordListFree");
            text::free(*next);
            next = next.add(1);
        }
        text::free(stats);
    }
}

/// Disks with an I/O error, into a caller's array; how many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetDiskErrors(
    dom: *mut VirDomain,
    errors: *mut VirDomainDiskError,
    maxerrors: c_uint,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainGetDiskErrors";
    with!(VirDomain, dom, NAME, |dom| {
        refusals::virDomainGetDiskErrors(errors, maxerrors)?;
        let found = dom.connect().domain.disk_errors(dom.reference(), maxerrors, flags)?;
        for (i, disk) in found.errors.iter().take(maxerrors as usize).enumerate() {
            errors.add(i).write(VirDomainDiskError { disk: text::give(&disk.disk), error: disk.error });
        }
        Ok(found.nerrors)
    })
}
