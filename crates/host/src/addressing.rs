//! Addresses and routes of the host's network devices, over the kernel's route socket.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::os::fd::OwnedFd;

use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socket_with};

use crate::tap::index_of;

/// A way to machines behind a gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// First address of the destination.
    pub destination: IpAddr,
    /// How many of its bits name the destination.
    pub prefix: u8,
    /// Who passes the packets on.
    pub gateway: IpAddr,
    /// Among several routes the lowest wins.
    pub metric: u32,
}

/// `RTM_NEWADDR` of <linux/rtnetlink.h>.
const NEW_ADDRESS: u16 = 20;
/// `RTM_NEWROUTE` of <linux/rtnetlink.h>.
const NEW_ROUTE: u16 = 24;
/// `NLM_F_REQUEST | NLM_F_ACK | NLM_F_EXCL | NLM_F_CREATE` of <linux/netlink.h>.
const CREATE: u16 = 0x1 | 0x4 | 0x200 | 0x400;
/// `NLMSG_ERROR` of <linux/netlink.h>, also the type of an acknowledgement.
const ANSWER: u16 = 2;
/// Bytes of a message's head.
const HEAD: usize = 16;

// Attributes of <linux/if_addr.h> and <linux/rtnetlink.h>.
const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;
const IFA_BROADCAST: u16 = 4;
const RTA_DST: u16 = 1;
const RTA_OIF: u16 = 4;
const RTA_GATEWAY: u16 = 5;
const RTA_PRIORITY: u16 = 6;
/// `RT_TABLE_MAIN`, `RTPROT_BOOT`, `RT_SCOPE_UNIVERSE`, `RTN_UNICAST`.
const ORDINARY_ROUTE: [u8; 4] = [254, 3, 0, 1];

fn family(address: IpAddr) -> u8 {
    let family = if address.is_ipv4() { libc::AF_INET } else { libc::AF_INET6 };
    u8::try_from(family).unwrap_or_default()
}

fn octets(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets().to_vec(),
    }
}

fn attribute(message: &mut Vec<u8>, kind: u16, value: &[u8]) {
    let length = u16::try_from(value.len() + 4).unwrap_or(u16::MAX);
    message.extend(length.to_ne_bytes());
    message.extend(kind.to_ne_bytes());
    message.extend(value);
    message.resize(message.len().next_multiple_of(4), 0);
}

/// The last address of an IPv4 network, which stands for all of its machines.
fn broadcast(address: Ipv4Addr, prefix: u8) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(address) | u32::MAX.checked_shr(prefix.into()).unwrap_or(0))
}

/// Gives a device an address.
pub fn add_address(device: &str, address: IpAddr, prefix: u8) -> io::Result<()> {
    let mut body = vec![family(address), prefix, 0, 0];
    body.extend(index_of(device)?.to_ne_bytes());
    attribute(&mut body, IFA_LOCAL, &octets(address));
    attribute(&mut body, IFA_ADDRESS, &octets(address));
    if let IpAddr::V4(v4) = address {
        attribute(&mut body, IFA_BROADCAST, &broadcast(v4, prefix).octets());
    }
    request(NEW_ADDRESS, &body)
}

/// Adds a route over a device.
pub fn add_route(device: &str, route: &Route) -> io::Result<()> {
    let mut body = vec![family(route.destination), route.prefix, 0, 0];
    body.extend(ORDINARY_ROUTE);
    body.extend([0; 4]);
    attribute(&mut body, RTA_DST, &octets(route.destination));
    attribute(&mut body, RTA_GATEWAY, &octets(route.gateway));
    attribute(&mut body, RTA_OIF, &index_of(device)?.to_ne_bytes());
    attribute(&mut body, RTA_PRIORITY, &route.metric.to_ne_bytes());
    request(NEW_ROUTE, &body)
}

/// Sends one request and reads the kernel's answer to it.
fn request(kind: u16, body: &[u8]) -> io::Result<()> {
    // The first protocol of this family is that of routes.
    let socket: OwnedFd = socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, None)?;
    let length = u32::try_from(HEAD + body.len()).unwrap_or(u32::MAX);
    let mut message = length.to_ne_bytes().to_vec();
    message.extend(kind.to_ne_bytes());
    message.extend(CREATE.to_ne_bytes());
    message.extend([0; 8]);
    message.extend(body);
    send(&socket, &message, SendFlags::empty())?;
    let mut answer = [0u8; 4096];
    let (length, _) = recv(&socket, &mut answer[..], RecvFlags::empty())?;
    verdict(answer.get(..length).unwrap_or_default())
}

fn verdict(answer: &[u8]) -> io::Result<()> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "the kernel's answer on the route socket makes no sense");
    let field = |at: usize| answer.get(at..at + 4)?.try_into().ok().map(i32::from_ne_bytes);
    let kind = answer.get(4..6).and_then(|bytes| bytes.try_into().ok()).map(u16::from_ne_bytes);
    match (kind, field(HEAD)) {
        (Some(ANSWER), Some(0)) => Ok(()),
        (Some(ANSWER), Some(errno)) => Err(io::Error::from_raw_os_error(errno.saturating_neg())),
        _ => Err(bad()),
    }
}

/// The subnets of IPv4 that the host reaches by itself, each with its device.
pub fn subnets() -> io::Result<Vec<(String, Ipv4Addr, u8)>> {
    Ok(parse_routes(&std::fs::read_to_string("/proc/net/route")?))
}

fn parse_routes(table: &str) -> Vec<(String, Ipv4Addr, u8)> {
    let number = |text: &str| u32::from_str_radix(text, 16).ok().map(u32::from_be);
    let parse = |line: &str| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let mask = number(words.get(7)?)?;
        let prefix = u8::try_from(mask.count_ones()).ok()?;
        Some(((*words.first()?).to_owned(), Ipv4Addr::from(number(words.get(1)?)?), prefix))
    };
    table.lines().skip(1).filter_map(parse).collect()
}

/// `RTF_DEFAULT | RTF_ADDRCONF` of <linux/ipv6_route.h>: the way to everywhere that a router has announced.
const ANNOUNCED: u32 = 0x1_0000 | 0x4_0000;

/// The devices whose way out is one that a router has announced, and that the kernel forgets once the host forwards
/// packets of IPv6.
pub fn forgetful_devices() -> Vec<String> {
    let table = std::fs::read_to_string("/proc/net/ipv6_route").unwrap_or_default();
    let keeps = |device: &String| {
        // 2 stands for "also while forwarding".
        std::fs::read(format!("/proc/sys/net/ipv6/conf/{device}/accept_ra")).is_ok_and(|value| value.starts_with(b"2"))
    };
    let mut devices = parse_announced(&table);
    devices.retain(|device| !keeps(device));
    devices
}

fn parse_announced(table: &str) -> Vec<String> {
    let parse = |line: &str| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let flags = u32::from_str_radix(words.get(8)?, 16).ok()?;
        (flags & ANNOUNCED == ANNOUNCED).then(|| words.get(9).map(|device| (*device).to_owned()))?
    };
    let mut devices: Vec<String> = table.lines().filter_map(parse).collect();
    devices.dedup();
    devices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_routes_are_told_from_others() {
        let zeros = "0".repeat(32);
        let line = |flags: &str, device: &str| {
            format!(
                "{zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000400 00000001 00000000 {flags} {device}\n"
            )
        };
        let table = line("00450003", "eth0") + &line("00000003", "eth1") + &line("00450003", "eth0") + "short\n";
        assert_eq!(parse_announced(&table), ["eth0"]);
    }

    #[test]
    fn the_routing_table_is_read() {
        let table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
                     eth0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n\
                     eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\nshort\n";
        let expected = [("eth0", Ipv4Addr::UNSPECIFIED, 0), ("eth0", Ipv4Addr::new(192, 168, 2, 0), 24)];
        assert_eq!(parse_routes(table), expected.map(|(device, net, prefix)| (device.to_owned(), net, prefix)));
    }

    #[test]
    fn the_kernels_verdict_is_an_error_number() {
        let answer = |kind: u16, errno: i32| {
            let mut bytes = vec![0; 4];
            bytes.extend(kind.to_ne_bytes());
            bytes.extend([0; 10]);
            bytes.extend(errno.to_ne_bytes());
            verdict(&bytes)
        };
        assert!(answer(ANSWER, 0).is_ok());
        assert_eq!(answer(ANSWER, -libc::EEXIST).unwrap_err().raw_os_error(), Some(libc::EEXIST));
        assert!(answer(3, 0).is_err() && verdict(&[0; 7]).is_err());
    }

    #[test]
    fn an_address_for_all_is_the_last_of_its_network() {
        let of = |prefix| broadcast(Ipv4Addr::new(10, 1, 2, 3), prefix);
        assert_eq!([of(24), of(32)], [Ipv4Addr::new(10, 1, 2, 255), Ipv4Addr::new(10, 1, 2, 3)]);
        let missing = add_address("fv-none", IpAddr::V4(Ipv4Addr::new(10, 1, 2, 3)), 24).unwrap_err();
        assert_eq!(missing.raw_os_error(), Some(libc::ENODEV));
    }
}
