//! Where the daemon keeps its things: the system's folders, the account's own, or all below one root.

use std::path::{Path, PathBuf};

/// The daemon's folders.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// Whether this is the system's daemon.
    pub(crate) privileged: bool,
    /// `libvirtd.conf` and its like.
    pub(crate) config: PathBuf,
    /// Sockets.
    pub(crate) run: PathBuf,
    /// The PID file.
    pub(crate) pid_file: PathBuf,
    /// What `--state-root` said.
    pub(crate) root: Option<PathBuf>,
}

impl Places {
    /// The folders for this account and root, for a daemon of this name.
    pub(crate) fn new(root: Option<&Path>, daemon: &str) -> Places {
        let below = |path: &str| match root {
            Some(root) => root.join(path.trim_start_matches('/')),
            None => PathBuf::from(path),
        };
        if rustix::process::geteuid().is_root() || root.is_some() {
            return Places {
                privileged: rustix::process::geteuid().is_root(),
                config: below("/etc/libvirt"),
                run: below("/run/libvirt"),
                pid_file: below("/run").join(format!("{daemon}.pid")),
                root: root.map(Path::to_owned),
            };
        }
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_else(|| "/".into());
        let xdg = |variable: &str, fallback: &str| match std::env::var_os(variable) {
            Some(path) if !path.is_empty() => PathBuf::from(path),
            _ => home.join(fallback),
        };
        let run = xdg("XDG_RUNTIME_DIR", ".cache").join("libvirt");
        Places {
            privileged: false,
            config: xdg("XDG_CONFIG_HOME", ".config").join("libvirt"),
            pid_file: run.join(format!("{daemon}.pid")),
            run,
            root: None,
        }
    }
}
