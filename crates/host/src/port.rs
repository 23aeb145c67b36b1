//! Finding a free TCP port for a display, and keeping it from being given out twice.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Mutex;

/// Ports of one range that are promised to guests.
#[derive(Debug)]
pub struct PortRange {
    first: u16,
    last: u16,
    taken: Mutex<BTreeSet<u16>>,
}

impl PortRange {
    /// The ports from `first` to `last`, both included.
    pub fn new(first: u16, last: u16) -> PortRange {
        PortRange { first, last, taken: Mutex::new(BTreeSet::new()) }
    }

    /// Takes the lowest port that nobody here holds and nobody on the machine listens on.
    pub fn acquire(&self) -> io::Result<u16> {
        let mut taken = self.taken.lock().unwrap_or_else(|broken| broken.into_inner());
        for port in self.first..=self.last {
            if !taken.contains(&port) && is_free(port)? {
                taken.insert(port);
                return Ok(port);
            }
        }
        Err(io::Error::new(io::ErrorKind::AddrInUse, format!("no free port from {} to {}", self.first, self.last)))
    }

    /// Marks a port that a guest uses already.
    pub fn reserve(&self, port: u16) {
        self.taken.lock().unwrap_or_else(|broken| broken.into_inner()).insert(port);
    }

    /// Gives a port back.
    pub fn release(&self, port: u16) {
        self.taken.lock().unwrap_or_else(|broken| broken.into_inner()).remove(&port);
    }
}

fn is_free(port: u16) -> io::Result<bool> {
    for address in [IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::UNSPECIFIED)] {
        match TcpListener::bind(SocketAddr::new(address, port)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Ok(false),
            // A machine without IPv6 has nobody listening there.
            Err(error) if matches!(error.raw_os_error(), Some(libc::EAFNOSUPPORT | libc::EADDRNOTAVAIL)) => {}
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_and_promised_ports_are_skipped_and_come_back() {
        let busy = TcpListener::bind("0.0.0.0:0").unwrap();
        let port = busy.local_addr().unwrap().port();
        let range = PortRange::new(port, port);
        assert!(range.acquire().is_err());
        drop(busy);
        assert_eq!(range.acquire().unwrap(), port);
        assert!(range.acquire().is_err());
        range.release(port);
        assert_eq!(range.acquire().unwrap(), port);
    }
}
