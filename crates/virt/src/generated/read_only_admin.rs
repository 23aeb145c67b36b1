//! What a read-only connection may do: Administration of the daemon itself.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{admin::*, constants::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl AdminDriver for ReadOnly<dyn AdminDriver> {
    fn lib_version(&self) -> Result<u64> {
        self.0.lib_version()
    }

    fn list_servers(&self, need_results: u32, flags: u32) -> Result<AdminListServersReply> {
        self.0.list_servers(need_results, flags)
    }

    fn lookup_server(&self, name: &str, flags: u32) -> Result<ServerRef> {
        self.0.lookup_server(name, flags)
    }

    fn server_get_threadpool_parameters(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.0.server_get_threadpool_parameters(srv, flags)
    }

    fn server_set_threadpool_parameters(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virAdmServerSetThreadPoolParameters"))
    }

    fn server_list_clients(
        &self,
        srv: &ServerRef,
        need_results: u32,
        flags: u32,
    ) -> Result<AdminServerListClientsReply> {
        self.0.server_list_clients(srv, need_results, flags)
    }

    fn server_lookup_client(&self, srv: &ServerRef, id: u64, flags: u32) -> Result<ClientRef> {
        self.0.server_lookup_client(srv, id, flags)
    }

    fn client_get_info(&self, clnt: &ClientRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.0.client_get_info(clnt, flags)
    }

    fn client_close(&self, clnt: &ClientRef, flags: u32) -> Result<()> {
        self.0.client_close(clnt, flags)
    }

    fn server_get_client_limits(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.0.server_get_client_limits(srv, flags)
    }

    fn server_set_client_limits(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virAdmServerSetClientLimits"))
    }

    fn logging_outputs(&self, flags: u32) -> Result<AdminLoggingOutputsReply> {
        self.0.logging_outputs(flags)
    }

    fn logging_filters(&self, flags: u32) -> Result<AdminLoggingFiltersReply> {
        self.0.logging_filters(flags)
    }

    fn set_logging_outputs(&self, outputs: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virAdmConnectSetLoggingOutputs"))
    }

    fn set_logging_filters(&self, filters: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virAdmConnectSetLoggingFilters"))
    }

    fn server_update_tls_files(&self, srv: &ServerRef, flags: u32) -> Result<()> {
        Err(refused("virAdmServerUpdateTlsFiles"))
    }

    fn set_daemon_timeout(&self, timeout: u32, flags: u32) -> Result<()> {
        Err(refused("virAdmConnectSetDaemonTimeout"))
    }

    fn daemon_shutdown(&self, flags: u32) -> Result<()> {
        Err(refused("virAdmConnectDaemonShutdown"))
    }
}
