//! Administration of the daemon itself.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`AdminDriver::list_servers`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdminListServersReply {
    pub servers: Vec<ServerRef>,
    pub ret: u32,
}

impl Xdr for AdminListServersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.servers, limits::ADMIN_SERVER_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(AdminListServersReply { servers: d.list(limits::ADMIN_SERVER_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`AdminDriver::server_list_clients`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdminServerListClientsReply {
    pub clients: Vec<ClientRef>,
    pub ret: u32,
}

impl Xdr for AdminServerListClientsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.clients, limits::ADMIN_CLIENT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(AdminServerListClientsReply { clients: d.list(limits::ADMIN_CLIENT_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`AdminDriver::logging_outputs`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdminLoggingOutputsReply {
    pub outputs: String,
    pub noutputs: u32,
}

impl Xdr for AdminLoggingOutputsReply {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.outputs);
        e.put(&self.noutputs);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(AdminLoggingOutputsReply { outputs: d.text()?, noutputs: d.get()? })
    }
}

/// What [`AdminDriver::logging_filters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdminLoggingFiltersReply {
    pub filters: Option<String>,
    pub nfilters: u32,
}

impl Xdr for AdminLoggingFiltersReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.filters);
        e.put(&self.nfilters);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(AdminLoggingFiltersReply { filters: d.get::<Option<String>>()?, nfilters: d.get()? })
    }
}

/// Administration of the daemon itself.
pub trait AdminDriver: Send + Sync {
    /// Returns the daemon's library version as major * 1,000,000 + minor * 1,000 + release.
    fn lib_version(&self) -> Result<u64> {
        Err(unsupported("virAdmConnectGetLibVersion"))
    }

    /// Lists the servers inside the daemon, such as the main one and the administration one.
    fn list_servers(&self, need_results: u32, flags: u32) -> Result<AdminListServersReply> {
        Err(unsupported("virAdmConnectListServers"))
    }

    /// Finds a server of the daemon by its name.
    fn lookup_server(&self, name: &str, flags: u32) -> Result<ServerRef> {
        Err(unsupported("virAdmConnectLookupServer"))
    }

    /// Returns the limits and present figures of a server's worker threads.
    fn server_get_threadpool_parameters(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virAdmServerGetThreadPoolParameters"))
    }

    /// Changes the limits of a server's worker threads.
    fn server_set_threadpool_parameters(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virAdmServerSetThreadPoolParameters"))
    }

    /// Lists the clients connected to a server, with id, time of connection in seconds since 1970 and transport.
    fn server_list_clients(
        &self,
        srv: &ServerRef,
        need_results: u32,
        flags: u32,
    ) -> Result<AdminServerListClientsReply> {
        Err(unsupported("virAdmServerListClients"))
    }

    /// Finds a client of a server by its id.
    fn server_lookup_client(&self, srv: &ServerRef, id: u64, flags: u32) -> Result<ClientRef> {
        Err(unsupported("virAdmServerLookupClient"))
    }

    /// Returns who a client is: addresses, user, process, credentials.
    fn client_get_info(&self, clnt: &ClientRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virAdmClientGetInfo"))
    }

    /// Closes the connection of a client.
    fn client_close(&self, clnt: &ClientRef, flags: u32) -> Result<()> {
        Err(unsupported("virAdmClientClose"))
    }

    /// Returns the limits and present number of clients, and of clients not yet authenticated.
    fn server_get_client_limits(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virAdmServerGetClientLimits"))
    }

    /// Changes the limits on clients, and on clients not yet authenticated.
    fn server_set_client_limits(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virAdmServerSetClientLimits"))
    }

    /// Returns the daemon's log outputs in configuration syntax, and their number.
    fn logging_outputs(&self, flags: u32) -> Result<AdminLoggingOutputsReply> {
        Err(unsupported("virAdmConnectGetLoggingOutputs"))
    }

    /// Returns the daemon's log filters in configuration syntax, and their number.
    fn logging_filters(&self, flags: u32) -> Result<AdminLoggingFiltersReply> {
        Err(unsupported("virAdmConnectGetLoggingFilters"))
    }

    /// Replaces the daemon's log outputs; null restores the defaults.
    fn set_logging_outputs(&self, outputs: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virAdmConnectSetLoggingOutputs"))
    }

    /// Replaces the daemon's log filters; null removes them.
    fn set_logging_filters(&self, filters: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virAdmConnectSetLoggingFilters"))
    }

    /// Makes a server load its TLS certificates again.
    fn server_update_tls_files(&self, srv: &ServerRef, flags: u32) -> Result<()> {
        Err(unsupported("virAdmServerUpdateTlsFiles"))
    }

    /// Sets after how many idle seconds the daemon ends; 0 means never.
    fn set_daemon_timeout(&self, timeout: u32, flags: u32) -> Result<()> {
        Err(unsupported("virAdmConnectSetDaemonTimeout"))
    }

    /// Asks the daemon to shut down, preserving the guests when flags say so.
    fn daemon_shutdown(&self, flags: u32) -> Result<()> {
        Err(unsupported("virAdmConnectDaemonShutdown"))
    }
}
