//! The remote driver: Administration of the daemon itself.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{admin::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl AdminDriver for Remote {
    fn lib_version(&self) -> Result<u64> {
        let e = Encoder::new();
        let reply = self.call(Program::Admin, 3, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_servers(&self, need_results: u32, flags: u32) -> Result<AdminListServersReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Admin, 4, e)?;
        let result = decoded(&reply, |d| d.get::<AdminListServersReply>())?;
        Ok(result)
    }

    fn lookup_server(&self, name: &str, flags: u32) -> Result<ServerRef> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&flags);
        let reply = self.call(Program::Admin, 5, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn server_get_threadpool_parameters(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(srv);
        e.put(&flags);
        let reply = self.call(Program::Admin, 6, e)?;
        let result = decoded(&reply, |d| d.list(limits::ADMIN_SERVER_THREADPOOL_PARAMETERS_MAX))?;
        Ok(result)
    }

    fn server_set_threadpool_parameters(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(srv);
        e.list(params, limits::ADMIN_SERVER_THREADPOOL_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Admin, 7, e)?;
        Ok(())
    }

    fn server_list_clients(
        &self,
        srv: &ServerRef,
        need_results: u32,
        flags: u32,
    ) -> Result<AdminServerListClientsReply> {
        let mut e = Encoder::new();
        e.put(srv);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Admin, 8, e)?;
        let result = decoded(&reply, |d| d.get::<AdminServerListClientsReply>())?;
        Ok(result)
    }

    fn server_lookup_client(&self, srv: &ServerRef, id: u64, flags: u32) -> Result<ClientRef> {
        let mut e = Encoder::new();
        e.put(srv);
        e.put(&id);
        e.put(&flags);
        let reply = self.call(Program::Admin, 9, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn client_get_info(&self, clnt: &ClientRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(clnt);
        e.put(&flags);
        let reply = self.call(Program::Admin, 10, e)?;
        let result = decoded(&reply, |d| d.list(limits::ADMIN_CLIENT_INFO_PARAMETERS_MAX))?;
        Ok(result)
    }

    fn client_close(&self, clnt: &ClientRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(clnt);
        e.put(&flags);
        self.call(Program::Admin, 11, e)?;
        Ok(())
    }

    fn server_get_client_limits(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(srv);
        e.put(&flags);
        let reply = self.call(Program::Admin, 12, e)?;
        let result = decoded(&reply, |d| d.list(limits::ADMIN_SERVER_CLIENT_LIMITS_MAX))?;
        Ok(result)
    }

    fn server_set_client_limits(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(srv);
        e.list(params, limits::ADMIN_SERVER_CLIENT_LIMITS_MAX);
        e.put(&flags);
        self.call(Program::Admin, 13, e)?;
        Ok(())
    }

    fn logging_outputs(&self, flags: u32) -> Result<AdminLoggingOutputsReply> {
        let mut e = Encoder::new();
        e.put(&flags);
        let reply = self.call(Program::Admin, 14, e)?;
        let result = decoded(&reply, |d| d.get::<AdminLoggingOutputsReply>())?;
        Ok(result)
    }

    fn logging_filters(&self, flags: u32) -> Result<AdminLoggingFiltersReply> {
        let mut e = Encoder::new();
        e.put(&flags);
        let reply = self.call(Program::Admin, 15, e)?;
        let result = decoded(&reply, |d| d.get::<AdminLoggingFiltersReply>())?;
        Ok(result)
    }

    fn set_logging_outputs(&self, outputs: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.optional_text(outputs);
        e.put(&flags);
        self.call(Program::Admin, 16, e)?;
        Ok(())
    }

    fn set_logging_filters(&self, filters: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.optional_text(filters);
        e.put(&flags);
        self.call(Program::Admin, 17, e)?;
        Ok(())
    }

    fn server_update_tls_files(&self, srv: &ServerRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(srv);
        e.put(&flags);
        self.call(Program::Admin, 18, e)?;
        Ok(())
    }

    fn set_daemon_timeout(&self, timeout: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&timeout);
        e.put(&flags);
        self.call(Program::Admin, 19, e)?;
        Ok(())
    }

    fn daemon_shutdown(&self, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&flags);
        self.call(Program::Admin, 20, e)?;
        Ok(())
    }
}
