//! Tap devices: made by us, handed to QEMU as a descriptor, attached to a bridge.
//!
//! A tap lives as long as somebody holds its descriptor, so a killed daemon leaves none behind.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// A tap device and the descriptors of its queues.
#[derive(Debug)]
pub struct Tap {
    /// Name of the device.
    pub name: String,
    /// One descriptor for each queue.
    pub queues: Vec<OwnedFd>,
}

/// How to make a tap device.
#[derive(Debug, Clone, Copy)]
pub struct TapOptions<'a> {
    /// Wanted name; `%d` in it stands for the first free number.
    pub name: &'a str,
    /// MAC address of the device itself, which must not be the guest's.
    pub mac: [u8; 6],
    /// Queues, at least 1.
    pub queues: u32,
    /// Whether packets carry the header that virtio devices use.
    pub vnet_header: bool,
    /// Largest packet, 0 for the default.
    pub mtu: u32,
}

/// `SIOCBRADDIF` of <linux/sockios.h>: adds a device to a bridge.
const BRIDGE_ADD: libc::c_ulong = 0x89a2;
const BRIDGE_REMOVE: libc::c_ulong = 0x89a3;

/// Longest device name.
const NAME_MAX: usize = 15;

pub(crate) fn request(name: &str) -> io::Result<libc::ifreq> {
    if name.is_empty() || name.len() > NAME_MAX || name.contains(['/', '\0']) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("'{name}' is no name for a network device")));
    }
    // SAFETY: `ifreq` is a plain C union of integers and arrays, valid when zeroed.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(name.bytes()) {
        *to = from as libc::c_char;
    }
    Ok(request)
}

fn name_of(request: &libc::ifreq) -> String {
    request.ifr_name.iter().take_while(|c| **c != 0).map(|c| char::from(*c as u8)).collect()
}

pub(crate) fn ioctl(fd: &OwnedFd, number: libc::c_ulong, request: &mut libc::ifreq) -> io::Result<()> {
    // SAFETY: each number used in this crate takes a pointer to an `ifreq`, or to the name at its start; the request is
    // live and exclusively borrowed.
    match unsafe { libc::ioctl(fd.as_raw_fd(), number, std::ptr::from_mut(request)) } {
        0.. => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

pub(crate) fn control_socket() -> io::Result<OwnedFd> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socket_with};
    Ok(socket_with(AddressFamily::INET, SocketType::DGRAM, SocketFlags::CLOEXEC, None)?)
}

/// Makes a tap device that is not yet up.
pub fn create(options: TapOptions<'_>) -> io::Result<Tap> {
    let mut name = options.name.to_owned();
    let mut queues = Vec::new();
    for _ in 0..options.queues.max(1) {
        let file = std::fs::OpenOptions::new().read(true).write(true).open("/dev/net/tun")?;
        let fd = OwnedFd::from(file);
        let mut request = request(&name)?;
        let mut flags = libc::IFF_TAP | libc::IFF_NO_PI;
        if options.queues > 1 {
            flags |= libc::IFF_MULTI_QUEUE;
        }
        if options.vnet_header {
            flags |= libc::IFF_VNET_HDR;
        }
        request.ifr_ifru.ifru_flags = flags as libc::c_short;
        ioctl(&fd, libc::TUNSETIFF as libc::c_ulong, &mut request)?;
        name = name_of(&request);
        queues.push(fd);
    }
    set_address(&name, options.mac)?;
    if options.mtu > 0 {
        set_mtu(&name, options.mtu)?;
    }
    Ok(Tap { name, queues })
}

/// Gives a device its own address.
pub(crate) fn set_address(device: &str, mac: [u8; 6]) -> io::Result<()> {
    let mut address = request(device)?;
    // SAFETY: `sockaddr` is plain C data, valid when zeroed.
    let mut hardware: libc::sockaddr = unsafe { std::mem::zeroed() };
    hardware.sa_family = libc::ARPHRD_ETHER;
    for (to, from) in hardware.sa_data.iter_mut().zip(mac) {
        *to = from as libc::c_char;
    }
    address.ifr_ifru.ifru_hwaddr = hardware;
    ioctl(&control_socket()?, libc::SIOCSIFHWADDR as libc::c_ulong, &mut address)
}

/// Sets the largest packet of a device.
pub(crate) fn set_mtu(device: &str, mtu: u32) -> io::Result<()> {
    let mut wanted = request(device)?;
    wanted.ifr_ifru.ifru_mtu = i32::try_from(mtu).unwrap_or(i32::MAX);
    ioctl(&control_socket()?, libc::SIOCSIFMTU as libc::c_ulong, &mut wanted)
}

/// Plugs a device into a bridge.
pub fn add_to_bridge(bridge: &str, device: &str) -> io::Result<()> {
    change_bridge(bridge, device, BRIDGE_ADD)
}

/// Takes a device out of a bridge.
pub fn remove_from_bridge(bridge: &str, device: &str) -> io::Result<()> {
    change_bridge(bridge, device, BRIDGE_REMOVE)
}

fn change_bridge(bridge: &str, device: &str, change: libc::c_ulong) -> io::Result<()> {
    let mut port = request(bridge)?;
    port.ifr_ifru.ifru_ifindex = index_of(device)?;
    ioctl(&control_socket()?, change, &mut port)
}

/// The kernel's number of a device.
pub(crate) fn index_of(device: &str) -> io::Result<i32> {
    let mut index = request(device)?;
    ioctl(&control_socket()?, libc::SIOCGIFINDEX as libc::c_ulong, &mut index)?;
    // SAFETY: SIOCGIFINDEX has just stored the index in this member of the union.
    Ok(unsafe { index.ifr_ifru.ifru_ifindex })
}

/// Switches a device on or off.
pub fn set_up(device: &str, up: bool) -> io::Result<()> {
    let control = control_socket()?;
    let mut flags = request(device)?;
    ioctl(&control, libc::SIOCGIFFLAGS as libc::c_ulong, &mut flags)?;
    // SAFETY: SIOCGIFFLAGS has just stored the flags in this member of the union.
    let before = unsafe { flags.ifr_ifru.ifru_flags };
    let bit = libc::IFF_UP as libc::c_short;
    flags.ifr_ifru.ifru_flags = if up { before | bit } else { before & !bit };
    ioctl(&control, libc::SIOCSIFFLAGS as libc::c_ulong, &mut flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_lives_as_long_as_its_descriptor() {
        let options =
            TapOptions { name: "fvtest%d", mac: [0xfe, 0x54, 0, 1, 2, 3], queues: 1, vnet_header: true, mtu: 1400 };
        let tap = match create(options) {
            Ok(tap) => tap,
            Err(error) => {
                eprintln!("skipped: no tap devices here: {error}");
                return;
            }
        };
        assert!(crate::netdev::exists(&tap.name), "{}", tap.name);
        set_up(&tap.name, true).unwrap();
        assert_eq!(crate::netdev::traffic(&tap.name).unwrap().unwrap().rx_bytes, 0);
        assert!(add_to_bridge("fv-no-bridge", &tap.name).is_err());
        let name = tap.name.clone();
        drop(tap);
        assert!(!crate::netdev::exists(&name));
    }

    #[test]
    fn names_that_are_no_device_names_are_refused() {
        for name in ["", "a/b", "sixteen-letters-"] {
            assert!(set_up(name, true).is_err());
        }
    }
}
