//! The server's side of a call, from bytes to driver and back.

use std::os::fd::OwnedFd;

use virt::{Connection, Error, Result, Stream};
use xdr::{Decoder, Encoder};

use crate::generated::{
    server_admin, server_connect, server_domain, server_domain_checkpoint, server_domain_snapshot, server_interface,
    server_lxc, server_network, server_network_port, server_node_device, server_nwfilter, server_nwfilter_binding,
    server_qemu, server_secret, server_storage_pool, server_storage_vol,
};
use crate::procedure::{Object, Procedure};

/// A call on its way through dispatch.
pub struct Call<'a> {
    /// The arguments.
    pub input: Decoder<'a>,
    /// Descriptors that came with it.
    pub fds: Vec<OwnedFd>,
    /// Where the results go.
    pub output: Encoder,
    /// Descriptors that go back with the results.
    pub reply_fds: Vec<OwnedFd>,
    /// The stream that the call opened.
    pub stream: Option<Stream>,
    /// Whether the caller may only read.
    pub readonly: bool,
    /// What is called.
    pub procedure: &'static Procedure,
}

impl Call<'_> {
    /// Refuses a reading call whose arguments ask for more than reading, on a read-only connection.
    pub fn refuse_flag(&self, asked: bool) -> Result<()> {
        match asked && self.readonly {
            true => Err(Error::read_only(&format!("{} with these flags", self.procedure.function))),
            false => Ok(()),
        }
    }
}

/// Runs a decoder over a call's arguments.
pub(crate) fn decoded<'a, T>(
    input: &mut Decoder<'a>,
    read: impl FnOnce(&mut Decoder<'a>) -> xdr::Result<T>,
) -> Result<T> {
    read(input).map_err(|e| Error::rpc("Unable to decode message payload").because(e.to_string()))
}

/// Checks what can be checked without arguments, decodes, calls the driver and encodes its answer.
pub fn dispatch(drivers: &Connection, call: &mut Call<'_>) -> Result<()> {
    invoke(drivers, call).map_err(|e| e.in_domain(drivers.error_domain))
}

fn invoke(drivers: &Connection, call: &mut Call<'_>) -> Result<()> {
    let procedure = call.procedure;
    if procedure.write && call.readonly {
        return Err(Error::read_only(procedure.function));
    }
    let d = drivers;
    let n = procedure.number;
    let known = match procedure.object {
        Object::Admin => server_admin::dispatch(&*d.admin, n, call)?,
        Object::Connect => server_connect::dispatch(&*d.connect, n, call)?,
        Object::Domain => server_domain::dispatch(&*d.domain, n, call)?,
        Object::DomainCheckpoint => server_domain_checkpoint::dispatch(&*d.domain_checkpoint, n, call)?,
        Object::DomainSnapshot => server_domain_snapshot::dispatch(&*d.domain_snapshot, n, call)?,
        Object::Interface => server_interface::dispatch(&*d.interface, n, call)?,
        Object::Lxc => server_lxc::dispatch(&*d.lxc, n, call)?,
        Object::Network => server_network::dispatch(&*d.network, n, call)?,
        Object::NetworkPort => server_network_port::dispatch(&*d.network_port, n, call)?,
        Object::NodeDevice => server_node_device::dispatch(&*d.node_device, n, call)?,
        Object::Nwfilter => server_nwfilter::dispatch(&*d.nwfilter, n, call)?,
        Object::NwfilterBinding => server_nwfilter_binding::dispatch(&*d.nwfilter_binding, n, call)?,
        Object::Qemu => server_qemu::dispatch(&*d.qemu, n, call)?,
        Object::Secret => server_secret::dispatch(&*d.secret, n, call)?,
        Object::StoragePool => server_storage_pool::dispatch(&*d.storage_pool, n, call)?,
        Object::StorageVol => server_storage_vol::dispatch(&*d.storage_vol, n, call)?,
    };
    match (known, call.output.error()) {
        (false, _) => Err(Error::rpc(format!("unknown procedure: {n}"))),
        (true, Some(e)) => {
            Err(Error::rpc(format!("the answer of {} is too large to send", procedure.function)).because(e.to_string()))
        }
        (true, None) => Ok(()),
    }
}
