//! Opening a connection: which URI, which daemon, which socket.

use std::ops::Deref;
use std::path::PathBuf;

use rpc::client::{Keepalive, OpenOptions, Remote};
use virt::{Connection, Error, ErrorDomain, Result, Uri};

use crate::local;

/// How to open a connection.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Open for reading only.
    pub readonly: bool,
    /// Ask a silent daemon whether it is there.
    pub keepalive: Option<Keepalive>,
    /// Do not start a session daemon that is not running.
    pub no_autostart: bool,
}

/// An open connection to a hypervisor.
pub struct Connect {
    drivers: Connection,
    remote: Remote,
    uri: Uri,
}

impl Deref for Connect {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.drivers
    }
}

impl Connect {
    /// Opens a URI; without one the environment, the configuration and the account decide.
    pub fn open(uri: Option<&str>, options: &Options) -> Result<Connect> {
        let text = match uri {
            Some(uri) if !uri.is_empty() => local::resolve_alias(uri)?,
            _ => local::default_uri()?,
        };
        let uri = Uri::parse(&text)?;
        match uri.transport.as_deref() {
            None if uri.host.is_empty() => (),
            Some("unix") if uri.host.is_empty() => (),
            Some("unix") => {
                return Err(Error::invalid_arg(format!(
                    "URI '{text}' names a host, but the transport 'unix' stays on this one"
                )));
            }
            other => {
                let name = other.unwrap_or("tls");
                return Err(Error::config_unsupported(format!("transport '{name}' of URI '{text}' is not supported"))
                    .in_domain(ErrorDomain::RPC));
            }
        }
        let remote = open_unix(&uri, options)?;
        remote.set_keepalive(options.keepalive);
        Ok(Connect { drivers: remote.connection(), remote, uri })
    }

    /// The URI as this program opened it.
    pub fn opened_uri(&self) -> &Uri {
        &self.uri
    }

    /// The transport below, for event loops.
    pub fn remote(&self) -> &Remote {
        &self.remote
    }

    /// Says goodbye.
    pub fn close(self) -> Result<()> {
        self.remote.close()
    }
}

/// What the daemon is asked for: the URI without what only concerns the way to it.
fn daemon_uri(uri: &Uri) -> String {
    let own = [
        "name",
        "socket",
        "mode",
        "auth",
        "command",
        "no_verify",
        "no_tty",
        "pkipath",
        "sshauth",
        "keyfile",
        "netcat",
        "proxy",
    ];
    if let Some(name) = uri.param("name") {
        return name.to_owned();
    }
    let query = uri.query.iter().filter(|(k, _)| !own.contains(&k.as_str())).cloned().collect();
    Uri { transport: None, user: None, host: String::new(), port: None, query, ..uri.clone() }.to_string()
}

fn open_unix(uri: &Uri, options: &Options) -> Result<Remote> {
    let request = OpenOptions { uri: daemon_uri(uri), readonly: options.readonly };
    let session = local::is_session(uri);
    let candidates: Vec<PathBuf> = match uri.param("socket") {
        Some(path) => vec![path.into()],
        None => local::sockets(uri, session, options.readonly)?,
    };
    let mut last = None;
    for path in &candidates {
        match Remote::open_unix(path, &request) {
            Err(e) if is_absent(&e) => last = Some(e),
            other => return other,
        }
    }
    if session && !options.no_autostart && uri.param("socket").is_none() {
        return local::autostart(&candidates, &request);
    }
    Err(last.unwrap_or_else(|| Error::internal("no socket to try")))
}

fn is_absent(error: &Error) -> bool {
    let errno = error.details().errno;
    errno == rustix::io::Errno::NOENT.raw_os_error() || errno == rustix::io::Errno::CONNREFUSED.raw_os_error()
}
