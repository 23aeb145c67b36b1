//! The regular functions of this kind of object.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Closes the connection of a client.
#[unsafe(export_name = "ferrovirt_virAdmClientClose")]
pub unsafe extern "C" fn virAdmClientClose(client: *mut VirAdmClient, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmClient::whose(client), || {
            let object = VirAdmClient::get(client, "virAdmClientClose")?;
            object
                .connect()
                .admin
                .client_close(object.reference(), convert::<c_uint, u32>(flags, "flags", "virAdmClientClose")?)?;
            Ok(0)
        })
    }
}

/// Returns who a client is: addresses, user, process, credentials.
#[unsafe(export_name = "ferrovirt_virAdmClientGetInfo")]
pub unsafe extern "C" fn virAdmClientGetInfo(
    client: *mut VirAdmClient,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmClient::whose(client), || {
            let object = VirAdmClient::get(client, "virAdmClientGetInfo")?;
            let reply = object
                .connect()
                .admin
                .client_get_info(object.reference(), convert::<c_uint, u32>(flags, "flags", "virAdmClientGetInfo")?)?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Asks the daemon to shut down, preserving the guests when flags say so.
#[unsafe(export_name = "ferrovirt_virAdmConnectDaemonShutdown")]
pub unsafe extern "C" fn virAdmConnectDaemonShutdown(conn: *mut VirConnect, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectDaemonShutdown")?;
            object.handle().writable("virAdmConnectDaemonShutdown")?;
            object.connect().admin.daemon_shutdown(convert::<c_uint, u32>(
                flags,
                "flags",
                "virAdmConnectDaemonShutdown",
            )?)?;
            Ok(0)
        })
    }
}

/// Returns the daemon's library version as major * 1,000,000 + minor * 1,000 + release.
#[unsafe(export_name = "ferrovirt_virAdmConnectGetLibVersion")]
pub unsafe extern "C" fn virAdmConnectGetLibVersion(conn: *mut VirConnect, libver: *mut c_ulonglong) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectGetLibVersion")?;
            checks::not_null(libver, "libVer", "virAdmConnectGetLibVersion")?;
            let reply = object.connect().admin.lib_version()?;
            text::put(libver, convert::<u64, c_ulonglong>(reply, "libVer", "virAdmConnectGetLibVersion")?);
            Ok(0)
        })
    }
}

/// Returns the daemon's log filters in configuration syntax, and their number.
#[unsafe(export_name = "ferrovirt_virAdmConnectGetLoggingFilters")]
pub unsafe extern "C" fn virAdmConnectGetLoggingFilters(
    conn: *mut VirConnect,
    filters: *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectGetLoggingFilters")?;
            let reply = object.connect().admin.logging_filters(convert::<c_uint, u32>(
                flags,
                "flags",
                "virAdmConnectGetLoggingFilters",
            )?)?;
            text::put(filters, text::give_optional(reply.filters.as_deref()));
            convert::<u32, c_int>(reply.nfilters, "nfilters", "virAdmConnectGetLoggingFilters")
        })
    }
}

/// Returns the daemon's log outputs in configuration syntax, and their number.
#[unsafe(export_name = "ferrovirt_virAdmConnectGetLoggingOutputs")]
pub unsafe extern "C" fn virAdmConnectGetLoggingOutputs(
    conn: *mut VirConnect,
    outputs: *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectGetLoggingOutputs")?;
            let reply = object.connect().admin.logging_outputs(convert::<c_uint, u32>(
                flags,
                "flags",
                "virAdmConnectGetLoggingOutputs",
            )?)?;
            text::put(outputs, text::give(&reply.outputs));
            convert::<u32, c_int>(reply.noutputs, "noutputs", "virAdmConnectGetLoggingOutputs")
        })
    }
}

/// Lists the servers inside the daemon, such as the main one and the administration one.
#[unsafe(export_name = "ferrovirt_virAdmConnectListServers")]
pub unsafe extern "C" fn virAdmConnectListServers(
    conn: *mut VirConnect,
    servers: *mut *mut *mut VirAdmServer,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectListServers")?;
            let reply = object.connect().admin.list_servers(
                u32::from(!servers.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virAdmConnectListServers")?,
            )?;
            let handles = reply.servers.into_iter().map(|found| VirAdmServer::new(object.handle(), found)).collect();
            if !servers.is_null() {
                text::put(servers, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virAdmConnectListServers")
        })
    }
}

/// Finds a server of the daemon by its name.
#[unsafe(export_name = "ferrovirt_virAdmConnectLookupServer")]
pub unsafe extern "C" fn virAdmConnectLookupServer(
    conn: *mut VirConnect,
    name: *const c_char,
    flags: c_uint,
) -> *mut VirAdmServer {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectLookupServer")?;
            let reply = object.connect().admin.lookup_server(
                text::required(name, "name", "virAdmConnectLookupServer")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmConnectLookupServer")?,
            )?;
            Ok(VirAdmServer::new(object.handle(), reply))
        })
    }
}

/// Sets after how many idle seconds the daemon ends; 0 means never.
#[unsafe(export_name = "ferrovirt_virAdmConnectSetDaemonTimeout")]
pub unsafe extern "C" fn virAdmConnectSetDaemonTimeout(conn: *mut VirConnect, timeout: c_uint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectSetDaemonTimeout")?;
            object.handle().writable("virAdmConnectSetDaemonTimeout")?;
            object.connect().admin.set_daemon_timeout(
                convert::<c_uint, u32>(timeout, "timeout", "virAdmConnectSetDaemonTimeout")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmConnectSetDaemonTimeout")?,
            )?;
            Ok(0)
        })
    }
}

/// Replaces the daemon's log filters; null removes them.
#[unsafe(export_name = "ferrovirt_virAdmConnectSetLoggingFilters")]
pub unsafe extern "C" fn virAdmConnectSetLoggingFilters(
    conn: *mut VirConnect,
    filters: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectSetLoggingFilters")?;
            object.handle().writable("virAdmConnectSetLoggingFilters")?;
            object.connect().admin.set_logging_filters(
                text::optional(filters, "filters", "virAdmConnectSetLoggingFilters")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmConnectSetLoggingFilters")?,
            )?;
            Ok(0)
        })
    }
}

/// Replaces the daemon's log outputs; null restores the defaults.
#[unsafe(export_name = "ferrovirt_virAdmConnectSetLoggingOutputs")]
pub unsafe extern "C" fn virAdmConnectSetLoggingOutputs(
    conn: *mut VirConnect,
    outputs: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirConnect::whose(conn), || {
            let object = VirConnect::get(conn, "virAdmConnectSetLoggingOutputs")?;
            object.handle().writable("virAdmConnectSetLoggingOutputs")?;
            object.connect().admin.set_logging_outputs(
                text::optional(outputs, "outputs", "virAdmConnectSetLoggingOutputs")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmConnectSetLoggingOutputs")?,
            )?;
            Ok(0)
        })
    }
}

/// Returns the limits and present number of clients, and of clients not yet authenticated.
#[unsafe(export_name = "ferrovirt_virAdmServerGetClientLimits")]
pub unsafe extern "C" fn virAdmServerGetClientLimits(
    srv: *mut VirAdmServer,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerGetClientLimits")?;
            let reply = object.connect().admin.server_get_client_limits(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virAdmServerGetClientLimits")?,
            )?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Returns the limits and present figures of a server's worker threads.
#[unsafe(export_name = "ferrovirt_virAdmServerGetThreadPoolParameters")]
pub unsafe extern "C" fn virAdmServerGetThreadPoolParameters(
    srv: *mut VirAdmServer,
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerGetThreadPoolParameters")?;
            checks::not_null(params, "params", "virAdmServerGetThreadPoolParameters")?;
            let reply = object.connect().admin.server_get_threadpool_parameters(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virAdmServerGetThreadPoolParameters")?,
            )?;
            params::give(&reply, params, nparams);
            Ok(0)
        })
    }
}

/// Lists the clients connected to a server, with id, time of connection in seconds since 1970 and transport.
#[unsafe(export_name = "ferrovirt_virAdmServerListClients")]
pub unsafe extern "C" fn virAdmServerListClients(
    srv: *mut VirAdmServer,
    clients: *mut *mut *mut VirAdmClient,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerListClients")?;
            let reply = object.connect().admin.server_list_clients(
                object.reference(),
                u32::from(!clients.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virAdmServerListClients")?,
            )?;
            let handles = reply.clients.into_iter().map(|found| VirAdmClient::new(object.handle(), found)).collect();
            if !clients.is_null() {
                text::put(clients, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virAdmServerListClients")
        })
    }
}

/// Finds a client of a server by its id.
#[unsafe(export_name = "ferrovirt_virAdmServerLookupClient")]
pub unsafe extern "C" fn virAdmServerLookupClient(
    srv: *mut VirAdmServer,
    id: c_ulonglong,
    flags: c_uint,
) -> *mut VirAdmClient {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerLookupClient")?;
            let reply = object.connect().admin.server_lookup_client(
                object.reference(),
                convert::<c_ulonglong, u64>(id, "id", "virAdmServerLookupClient")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmServerLookupClient")?,
            )?;
            Ok(VirAdmClient::new(object.handle(), reply))
        })
    }
}

/// Changes the limits on clients, and on clients not yet authenticated.
#[unsafe(export_name = "ferrovirt_virAdmServerSetClientLimits")]
pub unsafe extern "C" fn virAdmServerSetClientLimits(
    srv: *mut VirAdmServer,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerSetClientLimits")?;
            object.handle().writable("virAdmServerSetClientLimits")?;
            checks::not_null(params, "params", "virAdmServerSetClientLimits")?;
            checks::not_negative(nparams, "nparams", "virAdmServerSetClientLimits")?;
            object.connect().admin.server_set_client_limits(
                object.reference(),
                &params::read(params, nparams, "virAdmServerSetClientLimits")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmServerSetClientLimits")?,
            )?;
            Ok(0)
        })
    }
}

/// Changes the limits of a server's worker threads.
#[unsafe(export_name = "ferrovirt_virAdmServerSetThreadPoolParameters")]
pub unsafe extern "C" fn virAdmServerSetThreadPoolParameters(
    srv: *mut VirAdmServer,
    params: *mut VirTypedParameter,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerSetThreadPoolParameters")?;
            object.handle().writable("virAdmServerSetThreadPoolParameters")?;
            checks::not_null(params, "params", "virAdmServerSetThreadPoolParameters")?;
            checks::not_negative(nparams, "nparams", "virAdmServerSetThreadPoolParameters")?;
            object.connect().admin.server_set_threadpool_parameters(
                object.reference(),
                &params::read(params, nparams, "virAdmServerSetThreadPoolParameters")?,
                convert::<c_uint, u32>(flags, "flags", "virAdmServerSetThreadPoolParameters")?,
            )?;
            Ok(0)
        })
    }
}

/// Makes a server load its TLS certificates again.
#[unsafe(export_name = "ferrovirt_virAdmServerUpdateTlsFiles")]
pub unsafe extern "C" fn virAdmServerUpdateTlsFiles(srv: *mut VirAdmServer, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirAdmServer::whose(srv), || {
            let object = VirAdmServer::get(srv, "virAdmServerUpdateTlsFiles")?;
            object.handle().writable("virAdmServerUpdateTlsFiles")?;
            object.connect().admin.server_update_tls_files(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virAdmServerUpdateTlsFiles")?,
            )?;
            Ok(0)
        })
    }
}
