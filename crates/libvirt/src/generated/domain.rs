//! The regular functions of this kind of object.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Converts a hypervisor's own configuration text into a domain document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainXMLFromNative(
    conn: *mut VirConnect,
    nativeformat: *const c_char,
    nativeconfig: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectDomainXMLFromNative")?;
            object.handle().writable("virConnectDomainXMLFromNative")?;
            let reply = object.connect().domain.domain_xml_from_native(
                text::required(nativeformat, "nativeFormat", "virConnectDomainXMLFromNative")?,
                text::required(nativeconfig, "nativeConfig", "virConnectDomainXMLFromNative")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectDomainXMLFromNative")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Converts a domain document into a hypervisor's own configuration, such as a command line.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainXMLToNative(
    conn: *mut VirConnect,
    nativeformat: *const c_char,
    domainxml: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectDomainXMLToNative")?;
            object.handle().writable("virConnectDomainXMLToNative")?;
            let reply = object.connect().domain.domain_xml_to_native(
                text::required(nativeformat, "nativeFormat", "virConnectDomainXMLToNative")?,
                text::required(domainxml, "domainXml", "virConnectDomainXMLToNative")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectDomainXMLToNative")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns the domain capabilities document of an emulator, architecture, machine and domain type; nulls take defaults.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetDomainCapabilities(
    conn: *mut VirConnect,
    emulatorbin: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virttype: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectGetDomainCapabilities")?;
            object.handle().writable("virConnectGetDomainCapabilities")?;
            let reply = object.connect().connect.domain_capabilities(
                text::optional(emulatorbin, "emulatorbin", "virConnectGetDomainCapabilities")?,
                text::optional(arch, "arch", "virConnectGetDomainCapabilities")?,
                text::optional(machine, "machine", "virConnectGetDomainCapabilities")?,
                text::optional(virttype, "virttype", "virConnectGetDomainCapabilities")?,
                convert::<c_uint, u32>(flags, "flags", "virConnectGetDomainCapabilities")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Lists all guests that match the filter flags, running ones with their id; with `need_results` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllDomains(
    conn: *mut VirConnect,
    domains: *mut *mut *mut VirDomain,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListAllDomains")?;
            let reply = object.connect().domain.list_all_domains(
                i32::from(!domains.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virConnectListAllDomains")?,
            )?;
            let handles = reply.domains.into_iter().map(|found| VirDomain::new(object.handle(), found)).collect();
            if !domains.is_null() {
                text::put(domains, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virConnectListAllDomains")
        })
    }
}

/// Lists the names of at most `maxnames` persistent guests that are not running.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedDomains(
    conn: *mut VirConnect,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectListDefinedDomains")?;
            let reply = object.connect().domain.list_defined_domains(room(
                maxnames,
                names,
                ["names", "maxnames"],
                "virConnectListDefinedDomains",
            )?)?;
            text::put_names(names, maxnames, reply)
        })
    }
}

/// Counts the persistent guests that are not running.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedDomains(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfDefinedDomains")?;
            let reply = object.connect().domain.num_of_defined_domains()?;
            Ok(reply)
        })
    }
}

/// Counts the running guests.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDomains(conn: *mut VirConnect) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virConnectNumOfDomains")?;
            let reply = object.connect().domain.num_of_domains()?;
            Ok(reply)
        })
    }
}

/// Asks to cancel the guest's current job, such as a migration or a save.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAbortJob(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAbortJob")?;
            object.handle().writable("virDomainAbortJob")?;
            object.connect().domain.abort_job(object.reference())?;
            Ok(0)
        })
    }
}

/// Asks to cancel the guest's current job; a flag allows it for post-copy migration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAbortJobFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAbortJobFlags")?;
            object.handle().writable("virDomainAbortJobFlags")?;
            object.connect().domain.abort_job_flags(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainAbortJobFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Adds an I/O thread with the given id to the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAddIOThread(domain: *mut VirDomain, iothread_id: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAddIOThread")?;
            object.handle().writable("virDomainAddIOThread")?;
            object.connect().domain.add_iothread(
                object.reference(),
                convert::<c_uint, u32>(iothread_id, "iothread_id", "virDomainAddIOThread")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainAddIOThread")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets how long, in seconds, calls wait for the guest's agent; negative values are the special ones.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAgentSetResponseTimeout(
    domain: *mut VirDomain,
    timeout: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAgentSetResponseTimeout")?;
            object.handle().writable("virDomainAgentSetResponseTimeout")?;
            let reply = object.connect().domain.agent_set_response_timeout(
                object.reference(),
                convert::<c_int, i32>(timeout, "timeout", "virDomainAgentSetResponseTimeout")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainAgentSetResponseTimeout")?,
            )?;
            Ok(reply)
        })
    }
}

/// Plugs the device described by `xml` into a running guest; the stored definition stays as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAttachDevice(domain: *mut VirDomain, xml: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAttachDevice")?;
            checks::not_null(xml, "xml", "virDomainAttachDevice")?;
            object.handle().writable("virDomainAttachDevice")?;
            object
                .connect()
                .domain
                .attach_device(object.reference(), text::required(xml, "xml", "virDomainAttachDevice")?)?;
            Ok(0)
        })
    }
}

/// Adds the device described by `xml` to the running guest, to the stored definition or to both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAttachDeviceFlags(
    domain: *mut VirDomain,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAttachDeviceFlags")?;
            checks::not_null(xml, "xml", "virDomainAttachDeviceFlags")?;
            object.handle().writable("virDomainAttachDeviceFlags")?;
            object.connect().domain.attach_device_flags(
                object.reference(),
                text::required(xml, "xml", "virDomainAttachDeviceFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainAttachDeviceFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Lists the SSH keys that may log in as a user of the guest, through its agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAuthorizedSSHKeysGet(
    domain: *mut VirDomain,
    user: *const c_char,
    keys: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAuthorizedSSHKeysGet")?;
            checks::not_null(user, "user", "virDomainAuthorizedSSHKeysGet")?;
            checks::not_null(keys, "keys", "virDomainAuthorizedSSHKeysGet")?;
            object.handle().writable("virDomainAuthorizedSSHKeysGet")?;
            let reply = object.connect().domain.authorized_ssh_keys_get(
                object.reference(),
                text::required(user, "user", "virDomainAuthorizedSSHKeysGet")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainAuthorizedSSHKeysGet")?,
            )?;
            let texts = reply;
            let count = c_int::try_from(texts.len()).unwrap_or(c_int::MAX);
            text::put(keys, text::give_list(texts.iter().map(|t| text::give(t)).collect()));
            Ok(count)
        })
    }
}

/// Replaces, adds or removes SSH keys that may log in as a user of the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAuthorizedSSHKeysSet(
    domain: *mut VirDomain,
    user: *const c_char,
    keys: *const *const c_char,
    nkeys: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainAuthorizedSSHKeysSet")?;
            checks::not_null(user, "user", "virDomainAuthorizedSSHKeysSet")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND"),
                    (constants::VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE"),
                ],
                "virDomainAuthorizedSSHKeysSet",
            )?;
            object.handle().writable("virDomainAuthorizedSSHKeysSet")?;
            object.connect().domain.authorized_ssh_keys_set(
                object.reference(),
                text::required(user, "user", "virDomainAuthorizedSSHKeysSet")?,
                &text::list(
                    keys,
                    convert::<c_uint, usize>(nkeys, "nkeys", "virDomainAuthorizedSSHKeysSet")?,
                    "keys",
                    "virDomainAuthorizedSSHKeysSet",
                )?
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
                convert::<c_uint, u32>(flags, "flags", "virDomainAuthorizedSSHKeysSet")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts a backup job of the guest's disks, and optionally a checkpoint at the same moment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBackupBegin(
    domain: *mut VirDomain,
    backupxml: *const c_char,
    checkpointxml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainBackupBegin")?;
            checks::not_null(backupxml, "backupXML", "virDomainBackupBegin")?;
            object.handle().writable("virDomainBackupBegin")?;
            object.connect().domain.backup_begin(
                object.reference(),
                text::required(backupxml, "backupXML", "virDomainBackupBegin")?,
                text::optional(checkpointxml, "checkpointXML", "virDomainBackupBegin")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBackupBegin")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns the document of the running backup job.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBackupGetXMLDesc(domain: *mut VirDomain, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainBackupGetXMLDesc")?;
            let reply = object.connect().domain.backup_get_xml_desc(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainBackupGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Starts to merge part of a disk's backing chain down into an image below it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockCommit(
    dom: *mut VirDomain,
    disk: *const c_char,
    base: *const c_char,
    top: *const c_char,
    bandwidth: c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockCommit")?;
            object.handle().writable("virDomainBlockCommit")?;
            object.connect().domain.block_commit(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockCommit")?,
                text::optional(base, "base", "virDomainBlockCommit")?,
                text::optional(top, "top", "virDomainBlockCommit")?,
                convert::<c_ulong, u64>(bandwidth, "bandwidth", "virDomainBlockCommit")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockCommit")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts to copy a disk to the destination its `<disk>` document describes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockCopy(
    dom: *mut VirDomain,
    disk: *const c_char,
    destxml: *const c_char,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockCopy")?;
            object.handle().writable("virDomainBlockCopy")?;
            checks::not_null(disk, "disk", "virDomainBlockCopy")?;
            checks::not_null(destxml, "destxml", "virDomainBlockCopy")?;
            checks::not_negative(nparams, "nparams", "virDomainBlockCopy")?;
            if nparams != 0 {
                checks::not_null(params, "params", "virDomainBlockCopy")?;
            }
            object.connect().domain.block_copy(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockCopy")?,
                text::required(destxml, "destxml", "virDomainBlockCopy")?,
                &params::read(params, nparams, "virDomainBlockCopy")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockCopy")?,
            )?;
            Ok(0)
        })
    }
}

/// Cancels the job on a disk, or switches over to the copy when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockJobAbort(dom: *mut VirDomain, disk: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockJobAbort")?;
            object.handle().writable("virDomainBlockJobAbort")?;
            object.connect().domain.block_job_abort(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockJobAbort")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockJobAbort")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the bandwidth of the job on a disk, in MiB/s or bytes/s by flag.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockJobSetSpeed(
    dom: *mut VirDomain,
    disk: *const c_char,
    bandwidth: c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockJobSetSpeed")?;
            object.handle().writable("virDomainBlockJobSetSpeed")?;
            object.connect().domain.block_job_set_speed(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockJobSetSpeed")?,
                convert::<c_ulong, u64>(bandwidth, "bandwidth", "virDomainBlockJobSetSpeed")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockJobSetSpeed")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts to pull the whole backing chain of a disk into its top image.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockPull(
    dom: *mut VirDomain,
    disk: *const c_char,
    bandwidth: c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockPull")?;
            object.handle().writable("virDomainBlockPull")?;
            object.connect().domain.block_pull(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockPull")?,
                convert::<c_ulong, u64>(bandwidth, "bandwidth", "virDomainBlockPull")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockPull")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts to pull part of a disk's backing chain, or to copy the disk, as flags say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockRebase(
    dom: *mut VirDomain,
    disk: *const c_char,
    base: *const c_char,
    bandwidth: c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockRebase")?;
            object.handle().writable("virDomainBlockRebase")?;
            checks::needs(
                flags,
                &[
                    (constants::VIR_DOMAIN_BLOCK_REBASE_SHALLOW, "VIR_DOMAIN_BLOCK_REBASE_SHALLOW"),
                    (constants::VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT, "VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT"),
                    (constants::VIR_DOMAIN_BLOCK_REBASE_COPY_RAW, "VIR_DOMAIN_BLOCK_REBASE_COPY_RAW"),
                    (constants::VIR_DOMAIN_BLOCK_REBASE_COPY_DEV, "VIR_DOMAIN_BLOCK_REBASE_COPY_DEV"),
                ],
                &[(constants::VIR_DOMAIN_BLOCK_REBASE_COPY, "VIR_DOMAIN_BLOCK_REBASE_COPY")],
                "virDomainBlockRebase",
            )?;
            object.connect().domain.block_rebase(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockRebase")?,
                text::optional(base, "base", "virDomainBlockRebase")?,
                convert::<c_ulong, u64>(bandwidth, "bandwidth", "virDomainBlockRebase")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockRebase")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes the size of a running guest's disk, in KiB or bytes by flag.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockResize(
    dom: *mut VirDomain,
    disk: *const c_char,
    size: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockResize")?;
            object.handle().writable("virDomainBlockResize")?;
            object.connect().domain.block_resize(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockResize")?,
                convert::<c_ulonglong, u64>(size, "size", "virDomainBlockResize")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainBlockResize")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns at most `nparams` named counters of one disk of a running guest; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockStatsFlags(
    dom: *mut VirDomain,
    disk: *const c_char,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainBlockStatsFlags")?;
            let reply = object.connect().domain.block_stats_flags(
                object.reference(),
                text::required(disk, "disk", "virDomainBlockStatsFlags")?,
                count_of(nparams, params, "virDomainBlockStatsFlags")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainBlockStatsFlags")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Writes the guest's memory to the file `to` on the daemon's host, in the default dump format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCoreDump(domain: *mut VirDomain, to: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCoreDump")?;
            object.handle().writable("virDomainCoreDump")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DUMP_CRASH, "VIR_DUMP_CRASH"),
                    (constants::VIR_DUMP_LIVE, "VIR_DUMP_LIVE"),
                    (constants::VIR_DUMP_RESET, "VIR_DUMP_RESET"),
                ],
                "virDomainCoreDump",
            )?;
            object.connect().domain.core_dump(
                object.reference(),
                &text::path(to, "to", "virDomainCoreDump")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainCoreDump")?,
            )?;
            Ok(0)
        })
    }
}

/// Writes the guest's memory to a file in the chosen dump format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCoreDumpWithFormat(
    domain: *mut VirDomain,
    to: *const c_char,
    dumpformat: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCoreDumpWithFormat")?;
            object.handle().writable("virDomainCoreDumpWithFormat")?;
            checks::at_most(dumpformat, 2147483647, "dumpformat", "virDomainCoreDumpWithFormat")?;
            checks::exclusive(
                flags,
                &[(constants::VIR_DUMP_CRASH, "VIR_DUMP_CRASH"), (constants::VIR_DUMP_LIVE, "VIR_DUMP_LIVE")],
                "virDomainCoreDumpWithFormat",
            )?;
            checks::exclusive(
                flags,
                &[(constants::VIR_DUMP_CRASH, "VIR_DUMP_CRASH"), (constants::VIR_DUMP_RESET, "VIR_DUMP_RESET")],
                "virDomainCoreDumpWithFormat",
            )?;
            checks::exclusive(
                flags,
                &[(constants::VIR_DUMP_LIVE, "VIR_DUMP_LIVE"), (constants::VIR_DUMP_RESET, "VIR_DUMP_RESET")],
                "virDomainCoreDumpWithFormat",
            )?;
            object.connect().domain.core_dump_with_format(
                object.reference(),
                &text::path(to, "to", "virDomainCoreDumpWithFormat")?,
                convert::<c_uint, u32>(dumpformat, "dumpformat", "virDomainCoreDumpWithFormat")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainCoreDumpWithFormat")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts a defined guest that is not running; a managed save image, if there is one, is restored instead of booting.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreate(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCreate")?;
            object.handle().writable("virDomainCreate")?;
            object.connect().domain.create(object.reference())?;
            find_number(object);
            Ok(0)
        })
    }
}

/// Starts a defined guest, with flags to leave it paused, tie it to the connection or boot it fresh.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateWithFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCreateWithFlags")?;
            object.handle().writable("virDomainCreateWithFlags")?;
            let reply = object.connect().domain.create_with_flags(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainCreateWithFlags")?,
            )?;
            object.set_number(reply.id);
            Ok(0)
        })
    }
}

/// Creates and starts a guest from a domain document; the guest is transient unless a definition of that name and UUID exists.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateXML(
    conn: *mut VirConnect,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virDomainCreateXML")?;
            object.handle().writable("virDomainCreateXML")?;
            let reply = object.connect().domain.create_xml(
                text::required(xmldesc, "xmlDesc", "virDomainCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainCreateXML")?,
            )?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Stores a domain document as a persistent definition, replacing an earlier one of the same name and UUID; a running guest keeps running as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDefineXML(conn: *mut VirConnect, xml: *const c_char) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainDefineXML")?;
            object.handle().writable("virDomainDefineXML")?;
            let reply = object.connect().domain.define_xml(text::required(xml, "xml", "virDomainDefineXML")?)?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Stores a domain document as a persistent definition, validating it against the schema when flags say so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDefineXMLFlags(
    conn: *mut VirConnect,
    xml: *const c_char,
    flags: c_uint,
) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainDefineXMLFlags")?;
            object.handle().writable("virDomainDefineXMLFlags")?;
            let reply = object.connect().domain.define_xml_flags(
                text::required(xml, "xml", "virDomainDefineXMLFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainDefineXMLFlags")?,
            )?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Removes the I/O thread with the given id from the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDelIOThread(domain: *mut VirDomain, iothread_id: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDelIOThread")?;
            object.handle().writable("virDomainDelIOThread")?;
            checks::not_zero(iothread_id, "iothread_id", "virDomainDelIOThread")?;
            object.connect().domain.del_iothread(
                object.reference(),
                convert::<c_uint, u32>(iothread_id, "iothread_id", "virDomainDelIOThread")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainDelIOThread")?,
            )?;
            Ok(0)
        })
    }
}

/// Removes a throttle group that no disk uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDelThrottleGroup(dom: *mut VirDomain, group: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainDelThrottleGroup")?;
            checks::not_null(group, "group", "virDomainDelThrottleGroup")?;
            object.handle().writable("virDomainDelThrottleGroup")?;
            object.connect().domain.del_throttle_group(
                object.reference(),
                text::optional(group, "group", "virDomainDelThrottleGroup")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainDelThrottleGroup")?,
            )?;
            Ok(0)
        })
    }
}

/// Stops a guest at once, like pulling the power cord; a transient guest disappears.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroy(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDestroy")?;
            object.handle().writable("virDomainDestroy")?;
            object.connect().domain.destroy(object.reference())?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Stops a guest at once; the graceful flag gives up rather than kill a process that does not end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroyFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDestroyFlags")?;
            object.handle().writable("virDomainDestroyFlags")?;
            object
                .connect()
                .domain
                .destroy_flags(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainDestroyFlags")?)?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Unplugs the device that matches `xml` from a running guest; the stored definition stays as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDetachDevice(domain: *mut VirDomain, xml: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDetachDevice")?;
            checks::not_null(xml, "xml", "virDomainDetachDevice")?;
            object.handle().writable("virDomainDetachDevice")?;
            object
                .connect()
                .domain
                .detach_device(object.reference(), text::required(xml, "xml", "virDomainDetachDevice")?)?;
            Ok(0)
        })
    }
}

/// Asks the guest to let go of the device with that alias; the end is told by an event.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDetachDeviceAlias(
    domain: *mut VirDomain,
    alias: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDetachDeviceAlias")?;
            checks::not_null(alias, "alias", "virDomainDetachDeviceAlias")?;
            object.handle().writable("virDomainDetachDeviceAlias")?;
            object.connect().domain.detach_device_alias(
                object.reference(),
                text::required(alias, "alias", "virDomainDetachDeviceAlias")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainDetachDeviceAlias")?,
            )?;
            Ok(0)
        })
    }
}

/// Removes the device that matches `xml` from the running guest, from the stored definition or from both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDetachDeviceFlags(
    domain: *mut VirDomain,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainDetachDeviceFlags")?;
            checks::not_null(xml, "xml", "virDomainDetachDeviceFlags")?;
            object.handle().writable("virDomainDetachDeviceFlags")?;
            object.connect().domain.detach_device_flags(
                object.reference(),
                text::required(xml, "xml", "virDomainDetachDeviceFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainDetachDeviceFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Asks the guest's agent to freeze the file systems at the given mount points (all when empty) and returns how many it froze.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFSFreeze(
    dom: *mut VirDomain,
    mountpoints: *const *const c_char,
    nmountpoints: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainFSFreeze")?;
            object.handle().writable("virDomainFSFreeze")?;
            if nmountpoints != 0 {
                checks::not_null(mountpoints, "mountpoints", "virDomainFSFreeze")?;
            }
            let reply = object.connect().domain.fsfreeze(
                object.reference(),
                &text::list(
                    mountpoints,
                    convert::<c_uint, usize>(nmountpoints, "nmountpoints", "virDomainFSFreeze")?,
                    "mountpoints",
                    "virDomainFSFreeze",
                )?
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
                convert::<c_uint, u32>(flags, "flags", "virDomainFSFreeze")?,
            )?;
            Ok(reply)
        })
    }
}

/// Asks the guest's agent to thaw frozen file systems and returns how many it thawed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFSThaw(
    dom: *mut VirDomain,
    mountpoints: *const *const c_char,
    nmountpoints: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainFSThaw")?;
            object.handle().writable("virDomainFSThaw")?;
            if nmountpoints != 0 {
                checks::not_null(mountpoints, "mountpoints", "virDomainFSThaw")?;
            }
            let reply = object.connect().domain.fsthaw(
                object.reference(),
                &text::list(
                    mountpoints,
                    convert::<c_uint, usize>(nmountpoints, "nmountpoints", "virDomainFSThaw")?,
                    "mountpoints",
                    "virDomainFSThaw",
                )?
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
                convert::<c_uint, u32>(flags, "flags", "virDomainFSThaw")?,
            )?;
            Ok(reply)
        })
    }
}

/// Asks the guest's agent to discard unused blocks of its file systems in runs of at least `minimum` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFSTrim(
    dom: *mut VirDomain,
    mountpoint: *const c_char,
    minimum: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainFSTrim")?;
            object.handle().writable("virDomainFSTrim")?;
            object.connect().domain.fstrim(
                object.reference(),
                text::optional(mountpoint, "mountPoint", "virDomainFSTrim")?,
                convert::<c_ulonglong, u64>(minimum, "minimum", "virDomainFSTrim")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainFSTrim")?,
            )?;
            Ok(0)
        })
    }
}

/// Tells whether the guest is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetAutostart(domain: *mut VirDomain, autostart: *mut c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetAutostart")?;
            checks::not_null(autostart, "autostart", "virDomainGetAutostart")?;
            let reply = object.connect().domain.autostart(object.reference())?;
            text::put(autostart, convert::<i32, c_int>(reply, "autostart", "virDomainGetAutostart")?);
            Ok(0)
        })
    }
}

/// Tells whether the guest is started when the host boots the next time only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetAutostartOnce(domain: *mut VirDomain, autostart: *mut c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetAutostartOnce")?;
            checks::not_null(autostart, "autostart", "virDomainGetAutostartOnce")?;
            let reply = object.connect().domain.autostart_once(object.reference())?;
            text::put(autostart, convert::<i32, c_int>(reply, "autostart", "virDomainGetAutostartOnce")?);
            Ok(0)
        })
    }
}

/// Returns at most `nparams` block I/O weights and limits of the guest; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetBlkioParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetBlkioParameters")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainGetBlkioParameters",
            )?;
            let reply = object.connect().domain.blkio_parameters(
                object.reference(),
                count_of(nparams, params, "virDomainGetBlkioParameters")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainGetBlkioParameters")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Returns at most `nparams` throttling values of one disk; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetBlockIoTune(
    dom: *mut VirDomain,
    disk: *const c_char,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainGetBlockIoTune")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainGetBlockIoTune",
            )?;
            checks::not_null(nparams, "nparams", "virDomainGetBlockIoTune")?;
            checks::not_negative(*nparams, "*nparams", "virDomainGetBlockIoTune")?;
            if *nparams != 0 {
                checks::not_null(disk, "disk", "virDomainGetBlockIoTune")?;
            }
            let reply = object.connect().domain.block_io_tune(
                object.reference(),
                text::optional(disk, "disk", "virDomainGetBlockIoTune")?,
                count_of(nparams, params, "virDomainGetBlockIoTune")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainGetBlockIoTune")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Returns facts the guest's agent knows: users, operating system, time zone, host name, file systems, disks, interfaces, load.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetGuestInfo(
    domain: *mut VirDomain,
    types: c_uint,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetGuestInfo")?;
            object.handle().writable("virDomainGetGuestInfo")?;
            checks::not_null(params, "params", "virDomainGetGuestInfo")?;
            checks::not_null(nparams, "nparams", "virDomainGetGuestInfo")?;
            let reply = object.connect().domain.guest_info(
                object.reference(),
                convert::<c_uint, u32>(types, "types", "virDomainGetGuestInfo")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainGetGuestInfo")?,
            )?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the guest's host name, from its DHCP lease or its agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetHostname(domain: *mut VirDomain, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetHostname")?;
            object.handle().writable("virDomainGetHostname")?;
            let reply = object
                .connect()
                .domain
                .hostname(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetHostname")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns at most `nparams` bandwidth limits of one network interface; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetInterfaceParameters(
    domain: *mut VirDomain,
    device: *const c_char,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetInterfaceParameters")?;
            checks::not_null(nparams, "nparams", "virDomainGetInterfaceParameters")?;
            checks::not_negative(*nparams, "*nparams", "virDomainGetInterfaceParameters")?;
            let reply = object.connect().domain.interface_parameters(
                object.reference(),
                text::required(device, "device", "virDomainGetInterfaceParameters")?,
                count_of(nparams, params, "virDomainGetInterfaceParameters")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainGetInterfaceParameters")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Returns type and named statistics of the guest's current, or last completed, job.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetJobStats(
    domain: *mut VirDomain,
    type_: *mut c_int,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetJobStats")?;
            checks::needs(
                flags,
                &[(constants::VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED, "VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED")],
                &[(constants::VIR_DOMAIN_JOB_STATS_COMPLETED, "VIR_DOMAIN_JOB_STATS_COMPLETED")],
                "virDomainGetJobStats",
            )?;
            checks::not_null(type_, "type", "virDomainGetJobStats")?;
            checks::not_null(params, "params", "virDomainGetJobStats")?;
            checks::not_null(nparams, "nparams", "virDomainGetJobStats")?;
            let reply = object
                .connect()
                .domain
                .job_stats(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetJobStats")?)?;
            text::put(type_, convert::<i32, c_int>(reply.type_, "type", "virDomainGetJobStats")?);
            params::give(&reply.params, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the launch security facts of the guest, such as its measurement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetLaunchSecurityInfo(
    domain: *mut VirDomain,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetLaunchSecurityInfo")?;
            checks::not_null(params, "params", "virDomainGetLaunchSecurityInfo")?;
            checks::not_null(nparams, "nparams", "virDomainGetLaunchSecurityInfo")?;
            object.handle().writable("virDomainGetLaunchSecurityInfo")?;
            let reply = object.connect().domain.launch_security_info(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainGetLaunchSecurityInfo")?,
            )?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the largest amount of memory, in KiB, the guest may be given while it runs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMaxMemory(domain: *mut VirDomain) -> u64 {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetMaxMemory")?;
            let reply = object.connect().domain.max_memory(object.reference())?;
            Ok(reply)
        })
    }
}

/// Returns the largest number of virtual CPUs the guest may have: of the running guest, or what its hypervisor allows when it is off.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMaxVcpus(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetMaxVcpus")?;
            let reply = object.connect().domain.max_vcpus(object.reference())?;
            Ok(reply)
        })
    }
}

/// Returns at most `nparams` memory limits of the guest; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMemoryParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetMemoryParameters")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainGetMemoryParameters",
            )?;
            let reply = object.connect().domain.memory_parameters(
                object.reference(),
                count_of(nparams, params, "virDomainGetMemoryParameters")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainGetMemoryParameters")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Lists the guest's standing warnings: deprecated features, taints, I/O errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMessages(
    domain: *mut VirDomain,
    msgs: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetMessages")?;
            checks::not_null(msgs, "msgs", "virDomainGetMessages")?;
            let reply = object
                .connect()
                .domain
                .messages(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetMessages")?)?;
            let texts = reply;
            let count = c_int::try_from(texts.len()).unwrap_or(c_int::MAX);
            text::put(msgs, text::give_list(texts.iter().map(|t| text::give(t)).collect()));
            Ok(count)
        })
    }
}

/// Returns the guest's title, description or the metadata element of one namespace.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMetadata(
    domain: *mut VirDomain,
    type_: c_int,
    uri: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetMetadata")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainGetMetadata",
            )?;
            if checks::is(
                type_,
                &[constants::VIR_DOMAIN_METADATA_DESCRIPTION.into(), constants::VIR_DOMAIN_METADATA_TITLE.into()],
            ) {
                checks::null(uri, "uri", "virDomainGetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_DOMAIN_METADATA_ELEMENT.into()]) {
                checks::not_null(uri, "uri", "virDomainGetMetadata")?;
            }
            let reply = object.connect().domain.metadata(
                object.reference(),
                convert::<c_int, i32>(type_, "type", "virDomainGetMetadata")?,
                text::optional(uri, "uri", "virDomainGetMetadata")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainGetMetadata")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Returns at most `nparams` values of the guest's NUMA memory policy; with `nparams` 0 only their number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetNumaParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetNumaParameters")?;
            let reply = object.connect().domain.numa_parameters(
                object.reference(),
                count_of(nparams, params, "virDomainGetNumaParameters")?,
                with_texts(convert::<c_uint, u32>(flags, "flags", "virDomainGetNumaParameters")?),
            )?;
            hand_over(&reply.params, reply.nparams, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the kind of operating system interface of the guest, such as `hvm`, `linux` or `exe`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetOSType(domain: *mut VirDomain) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetOSType")?;
            let reply = object.connect().domain.os_type(object.reference())?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells which performance counters are enabled for the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetPerfEvents(
    domain: *mut VirDomain,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetPerfEvents")?;
            checks::not_null(params, "params", "virDomainGetPerfEvents")?;
            checks::not_null(nparams, "nparams", "virDomainGetPerfEvents")?;
            let reply = object
                .connect()
                .domain
                .perf_events(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetPerfEvents")?)?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the guest's state and the reason it is in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetState(
    domain: *mut VirDomain,
    state: *mut c_int,
    reason: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetState")?;
            checks::not_null(state, "state", "virDomainGetState")?;
            let reply = object
                .connect()
                .domain
                .state(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetState")?)?;
            text::put(state, convert::<i32, c_int>(reply.state, "state", "virDomainGetState")?);
            text::put(reason, convert::<i32, c_int>(reply.reason, "reason", "virDomainGetState")?);
            Ok(0)
        })
    }
}

/// Returns the guest's clock, in seconds and nanoseconds since 1970, from its agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetTime(
    dom: *mut VirDomain,
    seconds: *mut c_longlong,
    nseconds: *mut c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainGetTime")?;
            object.handle().writable("virDomainGetTime")?;
            let reply = object
                .connect()
                .domain
                .time(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetTime")?)?;
            text::put(seconds, convert::<i64, c_longlong>(reply.seconds, "seconds", "virDomainGetTime")?);
            text::put(nseconds, convert::<u32, c_uint>(reply.nseconds, "nseconds", "virDomainGetTime")?);
            Ok(0)
        })
    }
}

/// Returns the number of virtual CPUs, current or maximum, live, stored or as the guest agent sees it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpusFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetVcpusFlags")?;
            if checks::has(flags, &[constants::VIR_DOMAIN_VCPU_GUEST]) {
                object.handle().writable("virDomainGetVcpusFlags")?;
            }
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainGetVcpusFlags",
            )?;
            let reply = object
                .connect()
                .domain
                .vcpus_flags(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetVcpusFlags")?)?;
            Ok(reply)
        })
    }
}

/// Returns the domain document, live or inactive, with or without secrets, as the `virDomainXMLFlags` bits choose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetXMLDesc(domain: *mut VirDomain, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGetXMLDesc")?;
            let reply = object
                .connect()
                .domain
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Makes the guest's graphics server load its TLS certificates again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGraphicsReload(domain: *mut VirDomain, type_: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainGraphicsReload")?;
            object.handle().writable("virDomainGraphicsReload")?;
            object.connect().domain.graphics_reload(
                object.reference(),
                convert::<c_uint, u32>(type_, "type", "virDomainGraphicsReload")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainGraphicsReload")?,
            )?;
            Ok(0)
        })
    }
}

/// Tells whether the guest has a managed save image.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainHasManagedSaveImage(dom: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainHasManagedSaveImage")?;
            let reply = object.connect().domain.has_managed_save_image(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainHasManagedSaveImage")?,
            )?;
            Ok(reply)
        })
    }
}

/// Sends a non-maskable interrupt to the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInjectNMI(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainInjectNMI")?;
            object.handle().writable("virDomainInjectNMI")?;
            object
                .connect()
                .domain
                .inject_nmi(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainInjectNMI")?)?;
            Ok(0)
        })
    }
}

/// Tells whether the guest is running (paused counts as running).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsActive(dom: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainIsActive")?;
            let reply = object.connect().domain.is_active(object.reference())?;
            Ok(reply)
        })
    }
}

/// Tells whether the guest has a stored definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsPersistent(dom: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainIsPersistent")?;
            let reply = object.connect().domain.is_persistent(object.reference())?;
            Ok(reply)
        })
    }
}

/// Tells whether the guest's definition was changed since it was loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsUpdated(dom: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainIsUpdated")?;
            let reply = object.connect().domain.is_updated(object.reference())?;
            Ok(reply)
        })
    }
}

/// Finds the running guest with the numeric id `id`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLookupByID(conn: *mut VirConnect, id: c_int) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainLookupByID")?;
            checks::not_negative(id, "id", "virDomainLookupByID")?;
            let reply =
                object.connect().domain.lookup_by_id(convert::<c_int, i32>(id, "id", "virDomainLookupByID")?)?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Finds a guest by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLookupByName(conn: *mut VirConnect, name: *const c_char) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainLookupByName")?;
            let reply =
                object.connect().domain.lookup_by_name(text::required(name, "name", "virDomainLookupByName")?)?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Finds a guest by its 16-byte UUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLookupByUUID(conn: *mut VirConnect, uuid: *const u8) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainLookupByUUID")?;
            let reply = object.connect().domain.lookup_by_uuid(&text::uuid(uuid, "uuid", "virDomainLookupByUUID")?)?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Saves the running guest to a file the daemon manages and stops it; its next start continues from there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSave(dom: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainManagedSave")?;
            object.handle().writable("virDomainManagedSave")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainManagedSave",
            )?;
            object
                .connect()
                .domain
                .managed_save(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainManagedSave")?)?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Replaces the domain document stored in the managed save image.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSaveDefineXML(
    domain: *mut VirDomain,
    dxml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainManagedSaveDefineXML")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainManagedSaveDefineXML",
            )?;
            object.handle().writable("virDomainManagedSaveDefineXML")?;
            object.connect().domain.managed_save_define_xml(
                object.reference(),
                text::optional(dxml, "dxml", "virDomainManagedSaveDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainManagedSaveDefineXML")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns the domain document stored in the managed save image.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSaveGetXMLDesc(domain: *mut VirDomain, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainManagedSaveGetXMLDesc")?;
            object.handle().writable("virDomainManagedSaveGetXMLDesc")?;
            let reply = object.connect().domain.managed_save_get_xml_desc(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainManagedSaveGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Deletes the guest's managed save image.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSaveRemove(dom: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainManagedSaveRemove")?;
            object.handle().writable("virDomainManagedSaveRemove")?;
            object.connect().domain.managed_save_remove(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainManagedSaveRemove")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns the size in bytes of the cache for repeatedly sent pages.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateGetCompressionCache(
    domain: *mut VirDomain,
    cachesize: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateGetCompressionCache")?;
            checks::not_null(cachesize, "cacheSize", "virDomainMigrateGetCompressionCache")?;
            let reply = object.connect().domain.migrate_get_compression_cache(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateGetCompressionCache")?,
            )?;
            text::put(
                cachesize,
                convert::<u64, c_ulonglong>(reply, "cacheSize", "virDomainMigrateGetCompressionCache")?,
            );
            Ok(0)
        })
    }
}

/// Returns how long, in milliseconds, a live migration may stop the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateGetMaxDowntime(
    domain: *mut VirDomain,
    downtime: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateGetMaxDowntime")?;
            checks::not_null(downtime, "downtime", "virDomainMigrateGetMaxDowntime")?;
            let reply = object.connect().domain.migrate_get_max_downtime(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateGetMaxDowntime")?,
            )?;
            text::put(downtime, convert::<u64, c_ulonglong>(reply, "downtime", "virDomainMigrateGetMaxDowntime")?);
            Ok(0)
        })
    }
}

/// Returns the bandwidth a migration may use, in MiB/s.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateGetMaxSpeed(
    domain: *mut VirDomain,
    bandwidth: *mut c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateGetMaxSpeed")?;
            checks::not_null(bandwidth, "bandwidth", "virDomainMigrateGetMaxSpeed")?;
            object.handle().writable("virDomainMigrateGetMaxSpeed")?;
            let reply = object.connect().domain.migrate_get_max_speed(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateGetMaxSpeed")?,
            )?;
            text::put(bandwidth, convert::<u64, c_ulong>(reply, "bandwidth", "virDomainMigrateGetMaxSpeed")?);
            Ok(0)
        })
    }
}

/// Sets the size in bytes of the cache for repeatedly sent pages.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateSetCompressionCache(
    domain: *mut VirDomain,
    cachesize: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateSetCompressionCache")?;
            object.handle().writable("virDomainMigrateSetCompressionCache")?;
            object.connect().domain.migrate_set_compression_cache(
                object.reference(),
                convert::<c_ulonglong, u64>(cachesize, "cacheSize", "virDomainMigrateSetCompressionCache")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateSetCompressionCache")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets how long, in milliseconds, a live migration may stop the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateSetMaxDowntime(
    domain: *mut VirDomain,
    downtime: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateSetMaxDowntime")?;
            object.handle().writable("virDomainMigrateSetMaxDowntime")?;
            object.connect().domain.migrate_set_max_downtime(
                object.reference(),
                convert::<c_ulonglong, u64>(downtime, "downtime", "virDomainMigrateSetMaxDowntime")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateSetMaxDowntime")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the bandwidth a migration may use, in MiB/s.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateSetMaxSpeed(
    domain: *mut VirDomain,
    bandwidth: c_ulong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateSetMaxSpeed")?;
            object.handle().writable("virDomainMigrateSetMaxSpeed")?;
            object.connect().domain.migrate_set_max_speed(
                object.reference(),
                convert::<c_ulong, u64>(bandwidth, "bandwidth", "virDomainMigrateSetMaxSpeed")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateSetMaxSpeed")?,
            )?;
            Ok(0)
        })
    }
}

/// Switches a running migration to post-copy mode.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateStartPostCopy(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainMigrateStartPostCopy")?;
            object.handle().writable("virDomainMigrateStartPostCopy")?;
            object.connect().domain.migrate_start_post_copy(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainMigrateStartPostCopy")?,
            )?;
            Ok(0)
        })
    }
}

/// Asks the guest's agent to suspend it to memory, disk or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPMSuspendForDuration(
    dom: *mut VirDomain,
    target: c_uint,
    duration: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainPMSuspendForDuration")?;
            object.handle().writable("virDomainPMSuspendForDuration")?;
            object.connect().domain.pm_suspend_for_duration(
                object.reference(),
                convert::<c_uint, u32>(target, "target", "virDomainPMSuspendForDuration")?,
                convert::<c_ulonglong, u64>(duration, "duration", "virDomainPMSuspendForDuration")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainPMSuspendForDuration")?,
            )?;
            Ok(0)
        })
    }
}

/// Wakes a guest that suspended itself.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPMWakeup(dom: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainPMWakeup")?;
            object.handle().writable("virDomainPMWakeup")?;
            object
                .connect()
                .domain
                .pm_wakeup(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainPMWakeup")?)?;
            Ok(0)
        })
    }
}

/// Asks the guest to reboot by the method chosen in flags (ACPI, guest agent, initctl, signal, paravirtual); the call returns before the guest obeys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReboot(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainReboot")?;
            object.handle().writable("virDomainReboot")?;
            object
                .connect()
                .domain
                .reboot(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainReboot")?)?;
            Ok(0)
        })
    }
}

/// Gives an inactive guest a new name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRename(dom: *mut VirDomain, new_name: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainRename")?;
            checks::not_null(new_name, "new_name", "virDomainRename")?;
            checks::not_empty(new_name, "new_name", "virDomainRename")?;
            object.handle().writable("virDomainRename")?;
            let reply = object.connect().domain.rename(
                object.reference(),
                text::optional(new_name, "new_name", "virDomainRename")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainRename")?,
            )?;
            Ok(reply)
        })
    }
}

/// Resets the guest like the reset button, without its operating system's help.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReset(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainReset")?;
            object.handle().writable("virDomainReset")?;
            object
                .connect()
                .domain
                .reset(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainReset")?)?;
            Ok(0)
        })
    }
}

/// Starts a guest from the save file `from` on the daemon's host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRestore(conn: *mut VirConnect, from: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainRestore")?;
            object.handle().writable("virDomainRestore")?;
            object.connect().domain.restore(&text::path(from, "from", "virDomainRestore")?)?;
            Ok(0)
        })
    }
}

/// Starts a guest from a save file with an optional replacement document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRestoreFlags(
    conn: *mut VirConnect,
    from: *const c_char,
    dxml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainRestoreFlags")?;
            object.handle().writable("virDomainRestoreFlags")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainRestoreFlags",
            )?;
            object.connect().domain.restore_flags(
                &text::path(from, "from", "virDomainRestoreFlags")?,
                text::optional(dxml, "dxml", "virDomainRestoreFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainRestoreFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts a guest from a save file as the typed parameters say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRestoreParams(
    conn: *mut VirConnect,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainRestoreParams")?;
            object.handle().writable("virDomainRestoreParams")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainRestoreParams",
            )?;
            object.connect().domain.restore_params(
                &params::read(params, nparams, "virDomainRestoreParams")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainRestoreParams")?,
            )?;
            Ok(0)
        })
    }
}

/// Lets a suspended guest run again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainResume(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainResume")?;
            object.handle().writable("virDomainResume")?;
            object.connect().domain.resume(object.reference())?;
            Ok(0)
        })
    }
}

/// Writes the guest's memory and definition to the file `to` on the daemon's host and stops the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSave(domain: *mut VirDomain, to: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSave")?;
            object.handle().writable("virDomainSave")?;
            object.connect().domain.save(object.reference(), &text::path(to, "to", "virDomainSave")?)?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Saves the guest to a file with an optional replacement document, and stops it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSaveFlags(
    domain: *mut VirDomain,
    to: *const c_char,
    dxml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSaveFlags")?;
            object.handle().writable("virDomainSaveFlags")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainSaveFlags",
            )?;
            object.connect().domain.save_flags(
                object.reference(),
                &text::path(to, "to", "virDomainSaveFlags")?,
                text::optional(dxml, "dxml", "virDomainSaveFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSaveFlags")?,
            )?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Replaces the domain document stored in a save file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSaveImageDefineXML(
    conn: *mut VirConnect,
    file: *const c_char,
    dxml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainSaveImageDefineXML")?;
            object.handle().writable("virDomainSaveImageDefineXML")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainSaveImageDefineXML",
            )?;
            object.connect().domain.save_image_define_xml(
                &text::path(file, "file", "virDomainSaveImageDefineXML")?,
                text::required(dxml, "dxml", "virDomainSaveImageDefineXML")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSaveImageDefineXML")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns the domain document stored in a save file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSaveImageGetXMLDesc(
    conn: *mut VirConnect,
    file: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainSaveImageGetXMLDesc")?;
            checks::not_null(file, "file", "virDomainSaveImageGetXMLDesc")?;
            object.handle().writable("virDomainSaveImageGetXMLDesc")?;
            let reply = object.connect().domain.save_image_get_xml_desc(
                &text::path(file, "file", "virDomainSaveImageGetXMLDesc")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSaveImageGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Saves the guest as the typed parameters say and stops it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSaveParams(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSaveParams")?;
            object.handle().writable("virDomainSaveParams")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
                    (constants::VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
                ],
                "virDomainSaveParams",
            )?;
            object.connect().domain.save_params(
                object.reference(),
                &params::read(params, nparams, "virDomainSaveParams")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSaveParams")?,
            )?;
            object.set_number(-1);
            Ok(0)
        })
    }
}

/// Sends a signal to a process inside a container guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSendProcessSignal(
    domain: *mut VirDomain,
    pid_value: c_longlong,
    signum: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSendProcessSignal")?;
            checks::not_zero(pid_value, "pid_value", "virDomainSendProcessSignal")?;
            object.handle().writable("virDomainSendProcessSignal")?;
            object.connect().domain.send_process_signal(
                object.reference(),
                convert::<c_longlong, i64>(pid_value, "pid_value", "virDomainSendProcessSignal")?,
                convert::<c_uint, u32>(signum, "signum", "virDomainSendProcessSignal")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSendProcessSignal")?,
            )?;
            Ok(0)
        })
    }
}

/// Chooses whether the guest is started when the host boots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetAutostart(domain: *mut VirDomain, autostart: c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetAutostart")?;
            object.handle().writable("virDomainSetAutostart")?;
            object.connect().domain.set_autostart(
                object.reference(),
                convert::<c_int, i32>(autostart, "autostart", "virDomainSetAutostart")?,
            )?;
            Ok(0)
        })
    }
}

/// Chooses whether the guest is started when the host boots the next time only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetAutostartOnce(domain: *mut VirDomain, autostart: c_int) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetAutostartOnce")?;
            object.handle().writable("virDomainSetAutostartOnce")?;
            object.connect().domain.set_autostart_once(
                object.reference(),
                convert::<c_int, i32>(autostart, "autostart", "virDomainSetAutostartOnce")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes block I/O weights and limits of the guest's cgroup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetBlkioParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetBlkioParameters")?;
            object.handle().writable("virDomainSetBlkioParameters")?;
            checks::not_null(params, "params", "virDomainSetBlkioParameters")?;
            checks::not_negative(nparams, "nparams", "virDomainSetBlkioParameters")?;
            object.connect().domain.set_blkio_parameters(
                object.reference(),
                &params::read(params, nparams, "virDomainSetBlkioParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetBlkioParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes the throttling of one disk, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetBlockIoTune(
    dom: *mut VirDomain,
    disk: *const c_char,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainSetBlockIoTune")?;
            object.handle().writable("virDomainSetBlockIoTune")?;
            checks::not_null(disk, "disk", "virDomainSetBlockIoTune")?;
            checks::positive(nparams, "nparams", "virDomainSetBlockIoTune")?;
            checks::not_null(params, "params", "virDomainSetBlockIoTune")?;
            object.connect().domain.set_block_io_tune(
                object.reference(),
                text::required(disk, "disk", "virDomainSetBlockIoTune")?,
                &params::read(params, nparams, "virDomainSetBlockIoTune")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetBlockIoTune")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the offset, in bytes, at which a block threshold event is sent for a disk image; 0 removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetBlockThreshold(
    domain: *mut VirDomain,
    dev: *const c_char,
    threshold: c_ulonglong,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetBlockThreshold")?;
            object.handle().writable("virDomainSetBlockThreshold")?;
            object.connect().domain.set_block_threshold(
                object.reference(),
                text::required(dev, "dev", "virDomainSetBlockThreshold")?,
                convert::<c_ulonglong, u64>(threshold, "threshold", "virDomainSetBlockThreshold")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetBlockThreshold")?,
            )?;
            Ok(0)
        })
    }
}

/// Turns the virtual CPUs named in `cpumap` on or off through the guest agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetGuestVcpus(
    domain: *mut VirDomain,
    cpumap: *const c_char,
    state: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetGuestVcpus")?;
            object.handle().writable("virDomainSetGuestVcpus")?;
            object.connect().domain.set_guest_vcpus(
                object.reference(),
                text::required(cpumap, "cpumap", "virDomainSetGuestVcpus")?,
                convert::<c_int, i32>(state, "state", "virDomainSetGuestVcpus")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetGuestVcpus")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes polling and pool parameters of one I/O thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetIOThreadParams(
    domain: *mut VirDomain,
    iothread_id: c_uint,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetIOThreadParams")?;
            object.handle().writable("virDomainSetIOThreadParams")?;
            checks::not_null(params, "params", "virDomainSetIOThreadParams")?;
            checks::positive(nparams, "nparams", "virDomainSetIOThreadParams")?;
            object.connect().domain.set_iothread_params(
                object.reference(),
                convert::<c_uint, u32>(iothread_id, "iothread_id", "virDomainSetIOThreadParams")?,
                &params::read(params, nparams, "virDomainSetIOThreadParams")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetIOThreadParams")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes the bandwidth limits of one network interface of the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetInterfaceParameters(
    domain: *mut VirDomain,
    device: *const c_char,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetInterfaceParameters")?;
            object.handle().writable("virDomainSetInterfaceParameters")?;
            checks::not_null(params, "params", "virDomainSetInterfaceParameters")?;
            checks::positive(nparams, "nparams", "virDomainSetInterfaceParameters")?;
            object.connect().domain.set_interface_parameters(
                object.reference(),
                text::required(device, "device", "virDomainSetInterfaceParameters")?,
                &params::read(params, nparams, "virDomainSetInterfaceParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetInterfaceParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Hands the guest its launch secret before it first runs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetLaunchSecurityState(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetLaunchSecurityState")?;
            checks::not_null(params, "params", "virDomainSetLaunchSecurityState")?;
            checks::positive(nparams, "nparams", "virDomainSetLaunchSecurityState")?;
            object.handle().writable("virDomainSetLaunchSecurityState")?;
            object.connect().domain.set_launch_security_state(
                object.reference(),
                &params::read(params, nparams, "virDomainSetLaunchSecurityState")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetLaunchSecurityState")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets what happens when the guest powers off, reboots or crashes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetLifecycleAction(
    domain: *mut VirDomain,
    type_: c_uint,
    action: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetLifecycleAction")?;
            object.handle().writable("virDomainSetLifecycleAction")?;
            object.connect().domain.set_lifecycle_action(
                object.reference(),
                convert::<c_uint, u32>(type_, "type", "virDomainSetLifecycleAction")?,
                convert::<c_uint, u32>(action, "action", "virDomainSetLifecycleAction")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetLifecycleAction")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the largest amount of memory, in KiB, that the guest may be given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMaxMemory(domain: *mut VirDomain, memory: c_ulong) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMaxMemory")?;
            object.handle().writable("virDomainSetMaxMemory")?;
            checks::not_zero(memory, "memory", "virDomainSetMaxMemory")?;
            checks::fits(memory, 9007199254740990, "memory", "virDomainSetMaxMemory")?;
            object.connect().domain.set_max_memory(
                object.reference(),
                convert::<c_ulong, u64>(memory, "memory", "virDomainSetMaxMemory")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the current memory of a running guest, in KiB, through its balloon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemory(domain: *mut VirDomain, memory: c_ulong) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMemory")?;
            object.handle().writable("virDomainSetMemory")?;
            checks::not_zero(memory, "memory", "virDomainSetMemory")?;
            checks::fits(memory, 9007199254740990, "memory", "virDomainSetMemory")?;
            object
                .connect()
                .domain
                .set_memory(object.reference(), convert::<c_ulong, u64>(memory, "memory", "virDomainSetMemory")?)?;
            Ok(0)
        })
    }
}

/// Sets the guest's memory, current or maximum, in KiB, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryFlags(domain: *mut VirDomain, memory: c_ulong, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMemoryFlags")?;
            object.handle().writable("virDomainSetMemoryFlags")?;
            checks::not_zero(memory, "memory", "virDomainSetMemoryFlags")?;
            checks::fits(memory, 9007199254740990, "memory", "virDomainSetMemoryFlags")?;
            object.connect().domain.set_memory_flags(
                object.reference(),
                convert::<c_ulong, u64>(memory, "memory", "virDomainSetMemoryFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetMemoryFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes memory limits of the guest, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMemoryParameters")?;
            object.handle().writable("virDomainSetMemoryParameters")?;
            checks::not_null(params, "params", "virDomainSetMemoryParameters")?;
            checks::positive(nparams, "nparams", "virDomainSetMemoryParameters")?;
            object.connect().domain.set_memory_parameters(
                object.reference(),
                &params::read(params, nparams, "virDomainSetMemoryParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetMemoryParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets how often, in seconds, the balloon driver gathers memory statistics; 0 turns it off.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryStatsPeriod(domain: *mut VirDomain, period: c_int, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMemoryStatsPeriod")?;
            object.handle().writable("virDomainSetMemoryStatsPeriod")?;
            checks::not_negative(period, "period", "virDomainSetMemoryStatsPeriod")?;
            object.connect().domain.set_memory_stats_period(
                object.reference(),
                convert::<c_int, i32>(period, "period", "virDomainSetMemoryStatsPeriod")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetMemoryStatsPeriod")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets or removes the guest's title, description or one namespaced metadata element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMetadata(
    domain: *mut VirDomain,
    type_: c_int,
    metadata: *const c_char,
    key: *const c_char,
    uri: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetMetadata")?;
            object.handle().writable("virDomainSetMetadata")?;
            if checks::is(
                type_,
                &[constants::VIR_DOMAIN_METADATA_DESCRIPTION.into(), constants::VIR_DOMAIN_METADATA_TITLE.into()],
            ) {
                checks::null(uri, "uri", "virDomainSetMetadata")?;
            }
            if checks::is(
                type_,
                &[constants::VIR_DOMAIN_METADATA_DESCRIPTION.into(), constants::VIR_DOMAIN_METADATA_TITLE.into()],
            ) {
                checks::null(key, "key", "virDomainSetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_DOMAIN_METADATA_ELEMENT.into()]) {
                checks::not_null(uri, "uri", "virDomainSetMetadata")?;
            }
            if checks::is(type_, &[constants::VIR_DOMAIN_METADATA_ELEMENT.into()]) && !metadata.is_null() {
                checks::not_null(key, "key", "virDomainSetMetadata")?;
            }
            object.connect().domain.set_metadata(
                object.reference(),
                convert::<c_int, i32>(type_, "type", "virDomainSetMetadata")?,
                text::optional(metadata, "metadata", "virDomainSetMetadata")?,
                text::optional(key, "key", "virDomainSetMetadata")?,
                text::optional(uri, "uri", "virDomainSetMetadata")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetMetadata")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes the guest's NUMA memory policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetNumaParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetNumaParameters")?;
            object.handle().writable("virDomainSetNumaParameters")?;
            checks::not_null(params, "params", "virDomainSetNumaParameters")?;
            checks::positive(nparams, "nparams", "virDomainSetNumaParameters")?;
            object.connect().domain.set_numa_parameters(
                object.reference(),
                &params::read(params, nparams, "virDomainSetNumaParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetNumaParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Turns performance counters of the guest on or off.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetPerfEvents(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetPerfEvents")?;
            object.handle().writable("virDomainSetPerfEvents")?;
            checks::not_null(params, "params", "virDomainSetPerfEvents")?;
            checks::positive(nparams, "nparams", "virDomainSetPerfEvents")?;
            object.connect().domain.set_perf_events(
                object.reference(),
                &params::read(params, nparams, "virDomainSetPerfEvents")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetPerfEvents")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes scheduler parameters of a running guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetSchedulerParameters(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetSchedulerParameters")?;
            object.handle().writable("virDomainSetSchedulerParameters")?;
            checks::not_null(params, "params", "virDomainSetSchedulerParameters")?;
            checks::not_negative(nparams, "nparams", "virDomainSetSchedulerParameters")?;
            object.connect().domain.set_scheduler_parameters(
                object.reference(),
                &params::read(params, nparams, "virDomainSetSchedulerParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes scheduler parameters of the guest, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetSchedulerParametersFlags(
    domain: *mut VirDomain,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetSchedulerParametersFlags")?;
            object.handle().writable("virDomainSetSchedulerParametersFlags")?;
            checks::not_null(params, "params", "virDomainSetSchedulerParametersFlags")?;
            checks::not_negative(nparams, "nparams", "virDomainSetSchedulerParametersFlags")?;
            object.connect().domain.set_scheduler_parameters_flags(
                object.reference(),
                &params::read(params, nparams, "virDomainSetSchedulerParametersFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetSchedulerParametersFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Creates a throttle group or changes its limits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetThrottleGroup(
    dom: *mut VirDomain,
    group: *const c_char,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainSetThrottleGroup")?;
            object.handle().writable("virDomainSetThrottleGroup")?;
            checks::not_null(group, "group", "virDomainSetThrottleGroup")?;
            checks::positive(nparams, "nparams", "virDomainSetThrottleGroup")?;
            checks::not_null(params, "params", "virDomainSetThrottleGroup")?;
            object.connect().domain.set_throttle_group(
                object.reference(),
                text::required(group, "group", "virDomainSetThrottleGroup")?,
                &params::read(params, nparams, "virDomainSetThrottleGroup")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetThrottleGroup")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the guest's clock through its agent, or synchronises it with its hardware clock.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetTime(
    dom: *mut VirDomain,
    seconds: c_longlong,
    nseconds: c_uint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainSetTime")?;
            object.handle().writable("virDomainSetTime")?;
            object.connect().domain.set_time(
                object.reference(),
                convert::<c_longlong, i64>(seconds, "seconds", "virDomainSetTime")?,
                convert::<c_uint, u32>(nseconds, "nseconds", "virDomainSetTime")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetTime")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the password of a user inside the guest through its agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetUserPassword(
    dom: *mut VirDomain,
    user: *const c_char,
    password: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(dom), || {
            let object = VirDomain::get(dom, "virDomainSetUserPassword")?;
            object.handle().writable("virDomainSetUserPassword")?;
            checks::not_null(user, "user", "virDomainSetUserPassword")?;
            checks::not_null(password, "password", "virDomainSetUserPassword")?;
            object.connect().domain.set_user_password(
                object.reference(),
                text::optional(user, "user", "virDomainSetUserPassword")?,
                text::optional(password, "password", "virDomainSetUserPassword")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetUserPassword")?,
            )?;
            Ok(0)
        })
    }
}

/// Plugs or unplugs the individual virtual CPUs named in `cpumap`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetVcpu(
    domain: *mut VirDomain,
    vcpumap: *const c_char,
    state: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetVcpu")?;
            object.handle().writable("virDomainSetVcpu")?;
            object.connect().domain.set_vcpu(
                object.reference(),
                text::required(vcpumap, "vcpumap", "virDomainSetVcpu")?,
                convert::<c_int, i32>(state, "state", "virDomainSetVcpu")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetVcpu")?,
            )?;
            Ok(0)
        })
    }
}

/// Sets the number of virtual CPUs a running guest has online.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetVcpus(domain: *mut VirDomain, nvcpus: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetVcpus")?;
            object.handle().writable("virDomainSetVcpus")?;
            checks::not_zero(nvcpus, "nvcpus", "virDomainSetVcpus")?;
            object
                .connect()
                .domain
                .set_vcpus(object.reference(), convert::<c_uint, u32>(nvcpus, "nvcpus", "virDomainSetVcpus")?)?;
            Ok(0)
        })
    }
}

/// Sets the number of virtual CPUs, current or maximum, live, stored or through the guest agent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetVcpusFlags(domain: *mut VirDomain, nvcpus: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSetVcpusFlags")?;
            object.handle().writable("virDomainSetVcpusFlags")?;
            checks::needs(
                flags,
                &[(constants::VIR_DOMAIN_VCPU_MAXIMUM, "VIR_DOMAIN_VCPU_MAXIMUM")],
                &[(constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG")],
                "virDomainSetVcpusFlags",
            )?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_VCPU_GUEST, "VIR_DOMAIN_VCPU_GUEST"),
                    (constants::VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"),
                ],
                "virDomainSetVcpusFlags",
            )?;
            checks::not_zero(nvcpus, "nvcpus", "virDomainSetVcpusFlags")?;
            object.connect().domain.set_vcpus_flags(
                object.reference(),
                convert::<c_uint, u32>(nvcpus, "nvcpus", "virDomainSetVcpusFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSetVcpusFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Asks the guest to shut down by the hypervisor's default method; the call returns before the guest obeys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdown(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainShutdown")?;
            object.handle().writable("virDomainShutdown")?;
            object.connect().domain.shutdown(object.reference())?;
            Ok(0)
        })
    }
}

/// Asks the guest to shut down by the methods named in flags; the call returns before the guest obeys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdownFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainShutdownFlags")?;
            object.handle().writable("virDomainShutdownFlags")?;
            object.connect().domain.shutdown_flags(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainShutdownFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Starts to measure, for `seconds` seconds, how fast the guest dirties its memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainStartDirtyRateCalc(domain: *mut VirDomain, seconds: c_int, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainStartDirtyRateCalc")?;
            object.handle().writable("virDomainStartDirtyRateCalc")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP"),
                    (constants::VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING"),
                ],
                "virDomainStartDirtyRateCalc",
            )?;
            object.connect().domain.start_dirty_rate_calc(
                object.reference(),
                convert::<c_int, i32>(seconds, "seconds", "virDomainStartDirtyRateCalc")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainStartDirtyRateCalc")?,
            )?;
            Ok(0)
        })
    }
}

/// Stops the guest's CPUs; memory and devices stay as they are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSuspend(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSuspend")?;
            object.handle().writable("virDomainSuspend")?;
            object.connect().domain.suspend(object.reference())?;
            Ok(0)
        })
    }
}

/// Removes the stored definition; a running guest becomes transient.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainUndefine(domain: *mut VirDomain) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainUndefine")?;
            object.handle().writable("virDomainUndefine")?;
            object.connect().domain.undefine(object.reference())?;
            Ok(0)
        })
    }
}

/// Removes the stored definition and what flags name with it: managed save, snapshot metadata, NVRAM, TPM state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainUndefineFlags(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainUndefineFlags")?;
            object.handle().writable("virDomainUndefineFlags")?;
            object.connect().domain.undefine_flags(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainUndefineFlags")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes a device in place, such as a CD-ROM's medium or an interface's link, live, stored or both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainUpdateDeviceFlags(
    domain: *mut VirDomain,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainUpdateDeviceFlags")?;
            checks::not_null(xml, "xml", "virDomainUpdateDeviceFlags")?;
            object.handle().writable("virDomainUpdateDeviceFlags")?;
            object.connect().domain.update_device_flags(
                object.reference(),
                text::required(xml, "xml", "virDomainUpdateDeviceFlags")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainUpdateDeviceFlags")?,
            )?;
            Ok(0)
        })
    }
}
