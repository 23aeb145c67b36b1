//! The regular functions of this kind of object.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Sends one JSON command to the guest's agent and returns its reply; `timeout` is in seconds, negative values are the special ones.
#[unsafe(export_name = "ferrovirt_virDomainQemuAgentCommand")]
pub unsafe extern "C" fn virDomainQemuAgentCommand(
    domain: *mut VirDomain,
    cmd: *const c_char,
    timeout: c_int,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainQemuAgentCommand")?;
            object.handle().writable("virDomainQemuAgentCommand")?;
            let reply = object.connect().qemu.domain_agent_command(
                object.reference(),
                text::required(cmd, "cmd", "virDomainQemuAgentCommand")?,
                convert::<c_int, i32>(timeout, "timeout", "virDomainQemuAgentCommand")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainQemuAgentCommand")?,
            )?;
            Ok(text::give_optional(reply.as_deref()))
        })
    }
}

/// Takes over a QEMU process that was not started by the daemon; no longer supported by drivers.
#[unsafe(export_name = "ferrovirt_virDomainQemuAttach")]
pub unsafe extern "C" fn virDomainQemuAttach(
    conn: *mut VirConnect,
    pid_value: c_uint,
    flags: c_uint,
) -> *mut VirDomain {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virDomainQemuAttach")?;
            checks::not_zero(pid_value, "pid_value", "virDomainQemuAttach")?;
            object.handle().writable("virDomainQemuAttach")?;
            let reply = object.connect().qemu.domain_attach(
                convert::<c_uint, u32>(pid_value, "pid_value", "virDomainQemuAttach")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainQemuAttach")?,
            )?;
            Ok(VirDomain::new(object.handle(), reply))
        })
    }
}

/// Sends one command to the guest's QEMU monitor, JSON or human form by flag, and returns the reply; the guest becomes tainted.
#[unsafe(export_name = "ferrovirt_virDomainQemuMonitorCommand")]
pub unsafe extern "C" fn virDomainQemuMonitorCommand(
    domain: *mut VirDomain,
    cmd: *const c_char,
    result: *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainQemuMonitorCommand")?;
            checks::not_null(result, "result", "virDomainQemuMonitorCommand")?;
            object.handle().writable("virDomainQemuMonitorCommand")?;
            let reply = object.connect().qemu.domain_monitor_command(
                object.reference(),
                text::required(cmd, "cmd", "virDomainQemuMonitorCommand")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainQemuMonitorCommand")?,
            )?;
            text::put(result, text::give(&reply));
            Ok(0)
        })
    }
}
