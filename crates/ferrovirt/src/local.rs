//! What the account and its files say about connections: default URI, aliases, socket places, session daemons.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rpc::client::{OpenOptions, Remote};
use virt::{Error, Result, Uri};

/// How long a session daemon that was started for us may take until it listens.
const AUTOSTART_DEADLINE: Duration = Duration::from_secs(20);

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn home() -> PathBuf {
    std::env::var_os("HOME").map(PathBuf::from).unwrap_or_else(|| "/".into())
}

fn xdg(variable: &str, fallback: &str) -> PathBuf {
    match std::env::var_os(variable) {
        Some(path) if !path.is_empty() => path.into(),
        _ => home().join(fallback),
    }
}

/// A file of the account's own configuration.
pub(crate) fn user_config(name: &str) -> PathBuf {
    xdg("XDG_CONFIG_HOME", ".config").join("libvirt").join(name)
}

/// The client's configuration file: the account's own, for root the system's.
fn config() -> String {
    let path = if is_root() { PathBuf::from("/etc/libvirt/libvirt.conf") } else { user_config("libvirt.conf") };
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The URI to open when a program names none.
pub(crate) fn default_uri() -> Result<String> {
    if let Some(uri) = std::env::var("LIBVIRT_DEFAULT_URI").ok().filter(|uri| !uri.is_empty()) {
        return resolve_alias(&uri);
    }
    let configured =
        config().lines().find_map(|l| quoted(l.trim().strip_prefix("uri_default")?.trim_start().strip_prefix('=')?));
    Ok(configured.unwrap_or_else(|| if is_root() { "qemu:///system".into() } else { "qemu:///session".into() }))
}

fn quoted(text: &str) -> Option<String> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split(quote).next().map(str::to_owned)
}

/// Replaces an alias of `uri_aliases` by its URI.
pub(crate) fn resolve_alias(uri: &str) -> Result<String> {
    if uri.contains("://") || uri.contains(":/") {
        return Ok(uri.to_owned());
    }
    let config = config();
    let block = config.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect::<Vec<_>>().join("\n");
    let list =
        block.split_once("uri_aliases").and_then(|(_, t)| t.split_once('[')).and_then(|(_, t)| t.split_once(']'));
    let entries = list.map_or("", |(l, _)| l).split(',').filter_map(quoted);
    for entry in entries {
        match entry.split_once('=') {
            Some((alias, target)) if alias == uri => return Ok(target.to_owned()),
            Some(_) => (),
            None => {
                return Err(Error::conf_syntax(format!(
                    "Malformed 'uri_aliases' config entry '{entry}', expected 'alias=uri://host/path'"
                )));
            }
        }
    }
    Ok(uri.to_owned())
}

/// Whether the URI asks for the account's own daemon.
pub(crate) fn is_session(uri: &Uri) -> bool {
    uri.path == "/session" || (uri.path != "/system" && !is_root())
}

/// The folder of the account's own sockets.
fn session_folder() -> PathBuf {
    match std::env::var_os("XDG_RUNTIME_DIR") {
        Some(path) if !path.is_empty() => Path::new(&path).join("libvirt"),
        _ => home().join(".cache/libvirt"),
    }
}

/// The daemon whose administration is meant where nothing is said.
pub(crate) fn default_admin_uri() -> String {
    match std::env::var("LIBVIRT_ADMIN_DEFAULT_URI") {
        Ok(uri) if !uri.is_empty() => uri,
        _ if is_root() => "libvirtd:///system".to_owned(),
        _ => "libvirtd:///session".to_owned(),
    }
}

/// The administration socket of the daemon that a URI names.
pub(crate) fn admin_socket(uri: &Uri) -> Result<PathBuf> {
    let folder = match uri.path.as_str() {
        "/system" => "/run/libvirt".into(),
        "/session" => session_folder(),
        path => {
            return Err(Error::invalid_arg(format!("invalid URI path '{path}', try '/system' or '/session'")));
        }
    };
    let name = if uri.driver == "libvirtd" { "libvirt" } else { uri.driver.as_str() };
    let known = name == "libvirt" || (name.starts_with("virt") && name.ends_with('d'));
    match known {
        true => Ok(folder.join(format!("{name}-admin-sock"))),
        false => Err(Error::invalid_arg(format!("'{name}' in the URI is no daemon's name"))),
    }
}

/// The sockets to try: the driver's own daemon first, then the one for all.
pub(crate) fn sockets(uri: &Uri, session: bool, readonly: bool) -> Result<Vec<PathBuf>> {
    let daemon = match uri.driver.as_str() {
        "qemu" => "virtqemud",
        "lxc" => "virtlxcd",
        "xen" => "virtxend",
        "network" => "virtnetworkd",
        "storage" => "virtstoraged",
        "secret" => "virtsecretd",
        "nodedev" => "virtnodedevd",
        "nwfilter" => "virtnwfilterd",
        "interface" => "virtinterfaced",
        "vbox" => "virtvboxd",
        _ => "libvirt",
    };
    let folder = if session { session_folder() } else { "/run/libvirt".into() };
    let suffix = if readonly && !session { "-sock-ro" } else { "-sock" };
    let socket = |name: &str| folder.join(format!("{name}{suffix}"));
    Ok(match uri.param("mode") {
        Some("legacy") => vec![socket("libvirt")],
        Some("direct") => vec![socket(daemon)],
        None | Some("auto") if daemon == "libvirt" => vec![socket("libvirt")],
        None | Some("auto") => vec![socket(daemon), socket("libvirt")],
        Some(mode) => return Err(Error::invalid_arg(format!("Unknown daemon mode '{mode}'"))),
    })
}

/// Starts the account's own daemon, which ends by itself when nobody uses it, and connects to it.
pub(crate) fn autostart(sockets: &[PathBuf], request: &OpenOptions) -> Result<Remote> {
    let daemon = daemon_program();
    let mut child = Command::new(&daemon)
        .args(["--timeout=120", "--daemon"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|e| Error::system(format!("Cannot start the session daemon '{}'", daemon.display()), &e))?;
    // The program goes to the background by itself once it listens.
    let deadline = Instant::now() + AUTOSTART_DEADLINE;
    loop {
        let ended = child.try_wait().map_err(|e| Error::system("Cannot wait for the session daemon", &e))?;
        if ended.is_some() || Instant::now() > deadline {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let mut result = Err(Error::internal("no socket to try"));
    for path in sockets {
        result = Remote::open_unix(path, request);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// The daemon beside this program, or the one in the path.
fn daemon_program() -> PathBuf {
    if let Some(path) = std::env::var_os("LIBVIRTD_PATH") {
        return path.into();
    }
    let own = std::env::current_exe().ok();
    let folder = own.as_deref().and_then(Path::parent);
    let near = folder.into_iter().flat_map(|f| [f.join("libvirtd"), f.join("../sbin/libvirtd")]);
    near.chain([PathBuf::from("/usr/sbin/libvirtd")]).find(|p| p.exists()).unwrap_or_else(|| "libvirtd".into())
}
