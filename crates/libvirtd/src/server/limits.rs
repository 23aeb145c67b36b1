//! Who may come in, and how many.

use std::os::fd::OwnedFd;

use super::client::{Door, Peer};

/// How many clients there may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Clients in all; root may come in above it, up to [`ROOT_RESERVE`] more.
    pub(crate) clients: usize,
    /// Clients that have connected and not yet opened a connection; beyond it the oldest of them leaves.
    pub(crate) waiting: usize,
}

/// Places above the limit kept for root, so that an administrator always gets in.
const ROOT_RESERVE: usize = 64;
/// Descriptors never given to clients: a guest's start, its monitor and its log need some.
const DESCRIPTOR_RESERVE: u64 = 64;

impl Limits {
    /// Whether there is no room for this client.
    pub(crate) fn refuses(&self, peer: &Peer, clients: usize) -> bool {
        let limit = if peer.uid == 0 { self.clients.saturating_add(ROOT_RESERVE) } else { self.clients };
        clients >= limit
    }

    pub(crate) fn too_many_waiting(&self, waiting: usize) -> bool {
        waiting >= self.waiting.max(1)
    }
}

/// Whether descriptors are left beyond the reserve. A number just below the limit being in use tells that they are few:
/// the kernel always gives out the lowest free one.
pub(crate) fn descriptors_left() -> bool {
    let Some(limit) = rustix::process::getrlimit(rustix::process::Resource::Nofile).current else { return true };
    let Ok(probe) = rustix::event::eventfd(0, rustix::event::EventfdFlags::CLOEXEC) else { return false };
    (std::os::fd::AsRawFd::as_raw_fd(&probe) as u64) + DESCRIPTOR_RESERVE < limit
}

/// Reads who is on the other side and whether that account may use the door.
pub(crate) fn peer(socket: &OwnedFd, door: Door, group: Option<u32>) -> Peer {
    let Ok(credentials) = rustix::net::sockopt::socket_peercred(socket) else {
        return Peer { uid: u32::MAX, pid: 0, admitted: false };
    };
    let (uid, gid) = (credentials.uid.as_raw(), credentials.gid.as_raw());
    let own = uid == 0 || uid == rustix::process::geteuid().as_raw();
    let admitted = match door {
        Door::ReadOnly => true,
        Door::Admin => own,
        Door::ReadWrite => own || group.is_some_and(|g| g == gid || host::account::is_member(uid, g)),
    };
    Peer { uid, pid: credentials.pid.as_raw_pid(), admitted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_gets_in_when_others_do_not() {
        let limits = Limits { clients: 10, waiting: 5 };
        let peer = |uid| Peer { uid, pid: 1, admitted: true };
        assert!(!limits.refuses(&peer(1000), 9));
        assert!(limits.refuses(&peer(1000), 10));
        assert!(!limits.refuses(&peer(0), 10));
        assert!(limits.refuses(&peer(0), 10 + ROOT_RESERVE));
    }
}
