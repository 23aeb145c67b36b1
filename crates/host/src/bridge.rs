//! Bridges of the host: making one with its settings, removing it, asking whether it is there.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::addressing::{self, Route};
use crate::tap::{control_socket, ioctl, request, set_address, set_mtu, set_up};

/// What a new bridge is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BridgeOptions {
    /// Its name.
    pub name: String,
    /// Its own address.
    pub mac: Option<[u8; 6]>,
    /// Largest packet; without a word the kernel's default.
    pub mtu: Option<u32>,
    /// Whether it speaks with other bridges to avoid loops.
    pub stp: bool,
    /// Seconds until a new port forwards packets.
    pub delay_s: u64,
    /// Whether the host has addresses of IPv6 in it.
    pub ipv6: bool,
}

/// The operations on bridges that drivers use.
pub trait Bridges: Send + Sync {
    /// Makes a bridge and switches it on; leaves nothing behind where it fails.
    fn create(&self, options: &BridgeOptions) -> io::Result<()>;
    /// Removes a bridge.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// Whether there is a network device of this name.
    fn is_taken(&self, name: &str) -> bool;
    /// A bridge's own address; `None` where there is no bridge of this name.
    fn address(&self, name: &str) -> Option<[u8; 6]>;
    /// Gives the host an address on a bridge; one that is there already is no error.
    fn add_address(&self, name: &str, address: IpAddr, prefix: u8) -> io::Result<()>;
    /// Leads packets to a destination over a bridge; a route that is there already is no error.
    fn add_route(&self, name: &str, route: &Route) -> io::Result<()>;
    /// Lets the host pass packets on, between networks of IPv4 or of IPv6; refuses where the host itself would lose its
    /// way out by that.
    fn forward(&self, ipv6: bool) -> io::Result<()>;
    /// The subnets of IPv4 that the host reaches, each with its device.
    fn subnets(&self) -> io::Result<Vec<(String, Ipv4Addr, u8)>>;
}

/// Bridges of the real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemBridges;

/// `SIOCBRADDBR` of <linux/sockios.h>: makes a bridge.
const CREATE: libc::c_ulong = 0x89a0;
/// `SIOCBRDELBR` of <linux/sockios.h>: removes a bridge.
const REMOVE: libc::c_ulong = 0x89a1;

/// Longest delay that is handed to the kernel, which refuses more than 30 seconds with words of its own.
const DELAY_MAX_S: u64 = 1_000_000;

impl Bridges for SystemBridges {
    fn create(&self, options: &BridgeOptions) -> io::Result<()> {
        let control = control_socket()?;
        ioctl(&control, CREATE, &mut request(&options.name)?)?;
        configure(options).inspect_err(|_| drop(self.remove(&options.name)))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        set_up(name, false)?;
        ioctl(&control_socket()?, REMOVE, &mut request(name)?)
    }

    fn is_taken(&self, name: &str) -> bool {
        crate::netdev::exists(name)
    }

    fn address(&self, name: &str) -> Option<[u8; 6]> {
        if !crate::netdev::exists(name) {
            return None;
        }
        let folder = Path::new("/sys/class/net").join(name);
        if !folder.join("bridge").exists() {
            return None;
        }
        let text = std::fs::read_to_string(folder.join("address")).ok()?;
        let mut parts = text.trim().split(':').map(|part| u8::from_str_radix(part, 16).ok());
        let mut mac = [0; 6];
        for byte in &mut mac {
            *byte = parts.next()??;
        }
        Some(mac)
    }

    fn add_address(&self, name: &str, address: IpAddr, prefix: u8) -> io::Result<()> {
        or_there(addressing::add_address(name, address, prefix))
    }

    fn add_route(&self, name: &str, route: &Route) -> io::Result<()> {
        or_there(addressing::add_route(name, route))
    }

    fn forward(&self, ipv6: bool) -> io::Result<()> {
        let path = if ipv6 { "/proc/sys/net/ipv6/conf/all/forwarding" } else { "/proc/sys/net/ipv4/ip_forward" };
        // Writing resets the switches of single devices, so what is on already is left alone.
        if std::fs::read(path)?.starts_with(b"1") {
            return Ok(());
        }
        let forgetful = if ipv6 { addressing::forgetful_devices() } else { Vec::new() };
        match forgetful.is_empty() {
            true => std::fs::write(path, "1"),
            false => {
                let devices = forgetful.join(", ");
                Err(io::Error::other(format!(
                    "the host would lose its IPv6 routes over {devices}: set accept_ra to 2 there"
                )))
            }
        }
    }

    fn subnets(&self) -> io::Result<Vec<(String, Ipv4Addr, u8)>> {
        addressing::subnets()
    }
}

/// What is there already need not be added.
fn or_there(added: io::Result<()>) -> io::Result<()> {
    match added {
        Err(error) if error.raw_os_error() == Some(libc::EEXIST) => Ok(()),
        other => other,
    }
}

fn configure(options: &BridgeOptions) -> io::Result<()> {
    let name = &options.name;
    if let Some(mac) = options.mac {
        set_address(name, mac)?;
    }
    if let Some(mtu) = options.mtu {
        set_mtu(name, mtu)?;
    }
    let setting = |key: &str| format!("/sys/class/net/{name}/bridge/{key}");
    // The kernel bounds the delay only while the bridge speaks with others, so the delay comes first.
    let hundredths = options.delay_s.min(DELAY_MAX_S).saturating_mul(100);
    std::fs::write(setting("forward_delay"), hundredths.to_string())?;
    std::fs::write(setting("stp_state"), if options.stp { "1" } else { "0" })?;
    for (path, value) in [
        // Without an address of its own the host has no business in this network.
        (format!("/proc/sys/net/ipv6/conf/{name}/disable_ipv6"), if options.ipv6 { "0" } else { "1" }),
        (format!("/proc/sys/net/ipv6/conf/{name}/accept_ra"), "0"),
        (format!("/proc/sys/net/ipv6/conf/{name}/autoconf"), "0"),
    ] {
        match std::fs::write(&path, value) {
            // A kernel without this protocol has no such switch.
            Err(error) if options.ipv6 || error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => (),
        }
    }
    set_up(name, true)
}

/// Bridges in memory, for tests.
#[derive(Debug, Default)]
pub struct FakeBridges {
    made: Mutex<BTreeMap<String, BridgeOptions>>,
    said: Mutex<Vec<String>>,
    fail: Mutex<Option<i32>>,
}

impl FakeBridges {
    /// The bridges that are there.
    pub fn made(&self) -> BTreeMap<String, BridgeOptions> {
        lock(&self.made).clone()
    }

    /// Addresses and routes that were added, and what was switched on, in order.
    pub fn said(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.said))
    }

    fn say(&self, what: String) -> io::Result<()> {
        self.step()?;
        lock(&self.said).push(what);
        Ok(())
    }

    /// Makes all changes fail with an error number, or none any more.
    pub fn fail_with(&self, errno: Option<i32>) {
        *lock(&self.fail) = errno;
    }

    fn step(&self) -> io::Result<()> {
        match *lock(&self.fail) {
            Some(errno) => Err(io::Error::from_raw_os_error(errno)),
            None => Ok(()),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bridges for FakeBridges {
    fn create(&self, options: &BridgeOptions) -> io::Result<()> {
        self.step()?;
        let mut made = lock(&self.made);
        if made.contains_key(&options.name) {
            return Err(io::Error::from_raw_os_error(libc::EEXIST));
        }
        made.insert(options.name.clone(), options.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.step()?;
        let missing = || io::Error::from_raw_os_error(libc::ENODEV);
        lock(&self.made).remove(name).map(drop).ok_or_else(missing)
    }

    fn is_taken(&self, name: &str) -> bool {
        lock(&self.made).contains_key(name)
    }

    fn address(&self, name: &str) -> Option<[u8; 6]> {
        lock(&self.made).get(name).and_then(|bridge| bridge.mac)
    }

    fn add_address(&self, name: &str, address: IpAddr, prefix: u8) -> io::Result<()> {
        self.say(format!("{name} {address}/{prefix}"))
    }

    fn add_route(&self, name: &str, route: &Route) -> io::Result<()> {
        self.say(format!("{name} {}/{} via {} {}", route.destination, route.prefix, route.gateway, route.metric))
    }

    fn forward(&self, ipv6: bool) -> io::Result<()> {
        self.say(format!("forward {}", if ipv6 { 6 } else { 4 }))
    }

    fn subnets(&self) -> io::Result<Vec<(String, Ipv4Addr, u8)>> {
        Ok(vec![("eth0".to_owned(), Ipv4Addr::new(192, 168, 7, 0), 24)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bridge_is_made_as_asked_and_removed() {
        let name = format!("fvb{}", std::process::id() % 1_000_000);
        let mac = [0x52, 0x54, 0, 1, 2, 3];
        let options =
            BridgeOptions { name: name.clone(), mac: Some(mac), mtu: Some(1400), stp: true, delay_s: 3, ipv6: false };
        if let Err(error) = SystemBridges.create(&options) {
            eprintln!("skipped: no bridges here: {error}");
            assert!(!SystemBridges.is_taken(&name));
            return;
        }
        let setting = |key: &str| std::fs::read_to_string(format!("/sys/class/net/{name}/{key}")).unwrap();
        let found = ["mtu", "bridge/stp_state", "bridge/forward_delay"].map(|key| setting(key).trim().to_owned());
        assert_eq!(found, ["1400", "1", "300"]);
        assert_eq!(SystemBridges.address(&name), Some(mac));
        assert_eq!(SystemBridges.create(&options).unwrap_err().raw_os_error(), Some(libc::EEXIST));
        SystemBridges.remove(&name).unwrap();
        assert!(!SystemBridges.is_taken(&name));
        assert_eq!(SystemBridges.address("lo"), None);
        assert!(SystemBridges.remove(&name).is_err());
    }

    #[test]
    fn a_bridge_that_cannot_be_as_asked_is_not_left() {
        let name = format!("fvc{}", std::process::id() % 1_000_000);
        let options = BridgeOptions { name: name.clone(), mac: None, mtu: Some(7), stp: true, delay_s: 0, ipv6: false };
        assert!(SystemBridges.create(&options).is_err());
        assert!(!SystemBridges.is_taken(&name));
    }
}
