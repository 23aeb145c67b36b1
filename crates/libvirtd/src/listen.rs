//! The sockets clients come through: handed over by systemd, or made here.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, bind, listen, socket_with};
use virt::{Error, Result};

use crate::config::Config;
use crate::places::Places;
use crate::server::{Door, Listener};

/// Connections that may wait to be accepted; a burst of a thousand must not be refused.
const BACKLOG: i32 = 1024;

/// Sockets and the files to remove when the daemon ends.
pub(crate) struct Sockets {
    pub(crate) listeners: Vec<Listener>,
    files: Vec<PathBuf>,
}

impl Drop for Sockets {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// Opens the daemon's sockets.
pub(crate) fn open(places: &Places, config: &Config, stem: &str, group: Option<u32>) -> Result<Sockets> {
    let handed_over = host::activation::sockets();
    if !handed_over.is_empty() {
        let listeners =
            handed_over.into_iter().map(|(name, socket)| Listener { socket, door: door_of(&name) }).collect();
        return Ok(Sockets { listeners, files: vec![] });
    }
    let folder = config.text("unix_sock_dir")?.map_or_else(|| places.run.clone(), PathBuf::from);
    std::fs::create_dir_all(&folder).map_err(|e| Error::system(format!("cannot create '{}'", folder.display()), &e))?;
    let polkit = config.text("auth_unix_rw")?.map_or(places.privileged, |a| a == "polkit");
    let rw_mode = config.mode("unix_sock_rw_perms", if polkit { 0o777 } else { 0o700 })?;
    let mut wanted = vec![(format!("{stem}-sock"), Door::ReadWrite, rw_mode, group)];
    if places.privileged {
        wanted.push((format!("{stem}-sock-ro"), Door::ReadOnly, config.mode("unix_sock_ro_perms", 0o777)?, group));
    }
    wanted.push((format!("{stem}-admin-sock"), Door::Admin, config.mode("unix_sock_admin_perms", 0o700)?, None));
    let mut sockets = Sockets { listeners: vec![], files: vec![] };
    // The one that most clients use comes last: whoever can connect to it finds the others listening too.
    for (name, door, mode, group) in wanted.into_iter().rev() {
        let path = folder.join(name);
        let socket = open_one(&path, mode, group)
            .map_err(|e| Error::system(format!("Failed to bind socket to '{}'", path.display()), &e))?;
        sockets.listeners.push(Listener { socket, door });
        sockets.files.push(path);
    }
    Ok(sockets)
}

fn door_of(name: &str) -> Door {
    match name {
        _ if name.ends_with("-ro.socket") || name.ends_with("-sock-ro") => Door::ReadOnly,
        _ if name.contains("-admin") => Door::Admin,
        _ => Door::ReadWrite,
    }
}

/// Makes a listening socket. Nobody can connect before its mode and group are right: the file is made without any
/// permission, and only then widened.
fn open_one(path: &Path, mode: u32, group: Option<u32>) -> io::Result<OwnedFd> {
    if std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_socket()) {
        // The lock on the PID file says that no other daemon is alive to own it.
        std::fs::remove_file(path)?;
    }
    let socket =
        socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK, None)?;
    let umask = rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o777));
    let bound = bind(&socket, &SocketAddrUnix::new(path)?);
    rustix::process::umask(umask);
    bound?;
    if group.is_some() {
        std::os::unix::fs::chown(path, None, group)?;
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    listen(&socket, BACKLOG)?;
    Ok(socket)
}
