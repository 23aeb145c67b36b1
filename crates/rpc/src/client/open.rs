//! The sequence that opens a connection: authenticate, open, ask what the peer can do.

use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;

use virt::{Error, ErrorDomain, EventBus, Result};

use super::Remote;
use super::link::Link;
use crate::generated::session as calls;
use crate::wire::Program;

/// The authentication that needs nothing more than the socket's own credentials.
const AUTH_NONE: i32 = 0;
/// The daemon asks polkit about us.
const AUTH_POLKIT: i32 = 2;
/// The open call's flag for a connection that may not change anything.
const CONNECT_RO: u32 = 1;

/// How to open.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The URI as the daemon shall see it; empty lets it choose.
    pub uri: String,
    /// Open for reading only.
    pub readonly: bool,
}

impl Remote {
    /// Connects to a unix socket and opens the URI there.
    pub fn open_unix(path: &Path, options: &OpenOptions) -> Result<Remote> {
        Remote::open_socket(connect(path)?, options)
    }

    /// Connects to a daemon's socket for its own administration.
    pub fn open_admin(path: &Path) -> Result<Remote> {
        let goodbye = (Program::Admin, calls::ADMIN_PROC_CONNECT_CLOSE);
        let remote = Remote { link: Arc::new(Link::new(connect(path)?)?), bus: EventBus::new(), goodbye };
        let args = calls::AdminOpenArgs { flags: 0 };
        remote.session_quiet(Program::Admin, calls::ADMIN_PROC_CONNECT_OPEN, &args)?;
        Ok(remote)
    }

    /// Opens the URI over a socket that is already connected.
    pub fn open_socket(socket: OwnedFd, options: &OpenOptions) -> Result<Remote> {
        let goodbye = (Program::Remote, calls::REMOTE_PROC_CONNECT_CLOSE);
        let remote = Remote { link: Arc::new(Link::new(socket)?), bus: EventBus::new(), goodbye };
        remote.authenticate()?;
        let args = calls::ConnectOpenArgs {
            name: Some(options.uri.clone()),
            flags: if options.readonly { CONNECT_RO } else { 0 },
        };
        remote.session_quiet(Program::Remote, calls::REMOTE_PROC_CONNECT_OPEN, &args)?;
        Ok(remote)
    }

    fn authenticate(&self) -> Result<()> {
        let reply = self.call(Program::Remote, calls::REMOTE_PROC_AUTH_LIST, xdr::Encoder::new())?;
        let types: calls::ConnectAuthListReply = xdr::Decoder::new(&reply).get().map_err(super::bad_reply)?;
        if types.types.is_empty() || types.types.contains(&AUTH_NONE) {
            return Ok(());
        }
        if types.types.contains(&AUTH_POLKIT) {
            return self.call(Program::Remote, calls::REMOTE_PROC_AUTH_POLKIT, xdr::Encoder::new()).map(drop);
        }
        Err(Error::auth_failed(format!(
            "the daemon wants an authentication that this client lacks ({:?})",
            types.types
        )))
    }

    /// Says goodbye; the connection is of no use afterwards.
    pub fn close(&self) -> Result<()> {
        let (program, number) = self.goodbye;
        self.call(program, number, xdr::Encoder::new()).map(drop)
    }
}

fn connect(path: &Path) -> Result<OwnedFd> {
    let socket = UnixStream::connect(path).map_err(|e| {
        let error =
            Error::system(format!("Failed to connect socket to '{}'", path.display()), &e).in_domain(ErrorDomain::RPC);
        match e.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::ConnectionRefused => {
                error.remedy("is the daemon running?")
            }
            std::io::ErrorKind::PermissionDenied => error.remedy("this account may not use the socket"),
            _ => error,
        }
    })?;
    Ok(socket.into())
}
