//! Behind a gate: Administration of the daemon itself.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{admin::*, constants::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl AdminDriver for Gated<dyn AdminDriver> {
    fn lib_version(&self) -> Result<u64> {
        self.gate.admit("virAdmConnectGetLibVersion", Access::Read)?;
        self.driver.lib_version()
    }

    fn list_servers(&self, need_results: u32, flags: u32) -> Result<AdminListServersReply> {
        self.gate.admit("virAdmConnectListServers", Access::Read)?;
        self.driver.list_servers(need_results, flags)
    }

    fn lookup_server(&self, name: &str, flags: u32) -> Result<ServerRef> {
        self.gate.admit("virAdmConnectLookupServer", Access::Read)?;
        self.driver.lookup_server(name, flags)
    }

    fn server_get_threadpool_parameters(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virAdmServerGetThreadPoolParameters", Access::Read)?;
        self.driver.server_get_threadpool_parameters(srv, flags)
    }

    fn server_set_threadpool_parameters(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virAdmServerSetThreadPoolParameters", Access::Write)?;
        self.driver.server_set_threadpool_parameters(srv, params, flags)
    }

    fn server_list_clients(
        &self,
        srv: &ServerRef,
        need_results: u32,
        flags: u32,
    ) -> Result<AdminServerListClientsReply> {
        self.gate.admit("virAdmServerListClients", Access::Read)?;
        self.driver.server_list_clients(srv, need_results, flags)
    }

    fn server_lookup_client(&self, srv: &ServerRef, id: u64, flags: u32) -> Result<ClientRef> {
        self.gate.admit("virAdmServerLookupClient", Access::Read)?;
        self.driver.server_lookup_client(srv, id, flags)
    }

    fn client_get_info(&self, clnt: &ClientRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virAdmClientGetInfo", Access::Read)?;
        self.driver.client_get_info(clnt, flags)
    }

    fn client_close(&self, clnt: &ClientRef, flags: u32) -> Result<()> {
        self.gate.admit("virAdmClientClose", Access::Read)?;
        self.driver.client_close(clnt, flags)
    }

    fn server_get_client_limits(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virAdmServerGetClientLimits", Access::Read)?;
        self.driver.server_get_client_limits(srv, flags)
    }

    fn server_set_client_limits(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virAdmServerSetClientLimits", Access::Write)?;
        self.driver.server_set_client_limits(srv, params, flags)
    }

    fn logging_outputs(&self, flags: u32) -> Result<AdminLoggingOutputsReply> {
        self.gate.admit("virAdmConnectGetLoggingOutputs", Access::Read)?;
        self.driver.logging_outputs(flags)
    }

    fn logging_filters(&self, flags: u32) -> Result<AdminLoggingFiltersReply> {
        self.gate.admit("virAdmConnectGetLoggingFilters", Access::Read)?;
        self.driver.logging_filters(flags)
    }

    fn set_logging_outputs(&self, outputs: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virAdmConnectSetLoggingOutputs", Access::Write)?;
        self.driver.set_logging_outputs(outputs, flags)
    }

    fn set_logging_filters(&self, filters: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virAdmConnectSetLoggingFilters", Access::Write)?;
        self.driver.set_logging_filters(filters, flags)
    }

    fn server_update_tls_files(&self, srv: &ServerRef, flags: u32) -> Result<()> {
        self.gate.admit("virAdmServerUpdateTlsFiles", Access::Write)?;
        self.driver.server_update_tls_files(srv, flags)
    }

    fn set_daemon_timeout(&self, timeout: u32, flags: u32) -> Result<()> {
        self.gate.admit("virAdmConnectSetDaemonTimeout", Access::Write)?;
        self.driver.set_daemon_timeout(timeout, flags)
    }

    fn daemon_shutdown(&self, flags: u32) -> Result<()> {
        self.gate.admit("virAdmConnectDaemonShutdown", Access::Write)?;
        self.driver.daemon_shutdown(flags)
    }
}
