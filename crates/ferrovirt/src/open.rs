//! Opening a connection: which URI, which daemon, which socket.

use std::ops::Deref;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rpc::client::{Keepalive, OpenOptions, Remote};
use rpc::generated::session as calls;
use rpc::wire::Program;
use virt::{Connection, Error, ErrorDomain, Hypervisor, Result, TypedParam, Uri};

use crate::credentials::{Ask, Asked};
use crate::local_events::LocalEvents;
use crate::{local, log_environment};

/// The hosts in memory: connections of this process to `test:///default` share one.
static TEST_DRIVER: LazyLock<driver_test::TestDriver> = LazyLock::new(driver_test::TestDriver::default);

/// The part of the log that is about connections to daemons.
const LOG: &str = "remote.connection";

/// The ways to a daemon that there are, of which some are ours.
const TRANSPORTS: [&str; 7] = ["tls", "unix", "ssh", "ext", "tcp", "libssh2", "libssh"];

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
    way: Way,
    uri: Uri,
}

/// How the drivers are reached.
pub(crate) enum Way {
    /// They are in a daemon.
    Remote(Remote),
    /// They are in this process.
    Local(LocalEvents),
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
        Connect::open_asking(uri, options, None)
    }

    /// The same; who is asked may have to say who opens the connection.
    pub fn open_asking(uri: Option<&str>, options: &Options, ask: Option<&dyn Ask>) -> Result<Connect> {
        log_environment::apply();
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
                if !TRANSPORTS.contains(&name) {
                    let message = format!("transport '{name}' of URI '{text}' is none of {}", TRANSPORTS.join(", "));
                    return Err(Error::invalid_arg(message).in_domain(ErrorDomain::REMOTE));
                }
                let message = format!("transport '{name}' of URI '{text}' is not supported");
                return Err(Error::config_unsupported(message).in_domain(ErrorDomain::RPC));
            }
        }
        if uri.driver == "qemu" && uri.path == "/embed" && uri.transport.is_none() {
            return Connect::open_embedded(uri, options);
        }
        if uri.driver == "test" && uri.transport.is_none() {
            return Connect::open_here(&*TEST_DRIVER, uri, options, ask);
        }
        let remote = open_unix(&uri, options)?;
        remote.set_keepalive(options.keepalive);
        Ok(Connect { drivers: remote.connection(), way: Way::Remote(remote), uri })
    }

    /// Opens a daemon for its own administration; without a URI, the daemon for everything.
    pub fn open_admin(uri: Option<&str>) -> Result<Connect> {
        let text = match uri {
            Some(uri) if !uri.is_empty() => uri.to_owned(),
            _ => local::default_admin_uri(),
        };
        let uri = Uri::parse(&text)?;
        if !uri.host.is_empty() || uri.transport.as_deref().is_some_and(|transport| transport != "unix") {
            return Err(Error::invalid_arg(format!("URI '{text}' must name a daemon of this host")));
        }
        let path = match uri.param("socket") {
            Some(path) => path.into(),
            None => local::admin_socket(&uri)?,
        };
        let remote = Remote::open_admin(&path)?;
        Ok(Connect { drivers: remote.connection(), way: Way::Remote(remote), uri })
    }

    /// `qemu:///embed?root=…`: the QEMU driver inside this process, apart from every daemon.
    fn open_embedded(uri: Uri, options: &Options) -> Result<Connect> {
        let root = uri.param("root").ok_or_else(|| {
            let remedy = "name a folder for its files, as in qemu:///embed?root=/path";
            let error = Error::invalid_arg("URI 'qemu:///embed' lacks its parameter 'root'").remedy(remedy);
            error.in_domain(ErrorDomain::URI)
        })?;
        let driver = driver_qemu::Qemu::open_embedded(Path::new(root))?;
        Connect::open_here(&driver, uri, options, None)
    }

    /// Opens a driver inside this process.
    fn open_here(driver: &dyn Hypervisor, uri: Uri, options: &Options, ask: Option<&dyn Ask>) -> Result<Connect> {
        let drivers = driver.open_as(&uri, options.readonly, &Asked::new(&uri, ask))?;
        let drivers = if options.readonly { drivers.read_only() } else { drivers };
        let events = LocalEvents::new(&drivers.events)?;
        Ok(Connect { drivers, way: Way::Local(events), uri })
    }

    /// The URI as this program opened it.
    pub fn opened_uri(&self) -> &Uri {
        &self.uri
    }

    pub(crate) fn way(&self) -> &Way {
        &self.way
    }

    /// Whether the connection still works as far as is known.
    pub fn is_alive(&self) -> bool {
        match &self.way {
            Way::Remote(remote) => remote.is_alive(),
            Way::Local(_) => true,
        }
    }

    /// What an event loop watches for reading before it takes events.
    pub fn fds(&self) -> Vec<BorrowedFd<'_>> {
        match &self.way {
            Way::Remote(remote) => remote.fds().to_vec(),
            Way::Local(events) => vec![events.fd()],
        }
    }

    /// Whether the drivers are in a daemon.
    pub fn is_remote(&self) -> bool {
        matches!(self.way, Way::Remote(_))
    }

    /// Whether the hypervisor's driver has a `VIR_DRV_FEATURE_*`.
    pub fn has_feature(&self, feature: i32) -> Result<bool> {
        match &self.way {
            Way::Remote(remote) => remote.supports_feature(feature),
            Way::Local(_) => Ok(self.drivers.features.contains(&feature)),
        }
    }

    /// Whether what is said is encrypted: nothing leaves this host, so nothing is.
    pub fn is_encrypted(&self) -> bool {
        match &self.way {
            Way::Remote(_) | Way::Local(_) => false,
        }
    }

    /// Asks a silent daemon whether it is there; drivers in this process are never silent.
    pub fn set_keepalive(&self, keepalive: Option<Keepalive>) {
        if let Way::Remote(remote) = &self.way {
            remote.set_keepalive(keepalive);
        }
    }

    /// Says on whose behalf calls are made.
    pub fn set_identity(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        match &self.way {
            Way::Remote(remote) => {
                let args = calls::ConnectSetIdentityArgs { params: params.to_vec(), flags };
                remote.session_quiet(Program::Remote, calls::REMOTE_PROC_CONNECT_SET_IDENTITY, &args)
            }
            Way::Local(_) => Err(Error::no_support("virConnectSetIdentity")),
        }
    }

    /// Says goodbye.
    pub fn close(self) -> Result<()> {
        log::debug!(target: LOG, "closing '{}'", self.uri);
        match &self.way {
            Way::Remote(remote) => remote.close(),
            Way::Local(_) => Ok(()),
        }
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
        log::debug!(target: LOG, "opening '{}' at the socket '{}'", request.uri, path.display());
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
