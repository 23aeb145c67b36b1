//! Work that network cards take from the processor.

use std::io;
use std::os::fd::OwnedFd;

use crate::tap::{control_socket, ioctl, request};

/// What drivers ask of network cards.
pub trait Cards: Send + Sync {
    /// What a card does by itself now, in libvirt's words and order; nothing is known of a card that is not there.
    fn offloads(&self, name: &str) -> Vec<&'static str>;
}

/// Cards of the real machine, in the network namespace of whoever asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemCards;

/// `SIOCETHTOOL` of <linux/sockios.h>.
const ETHTOOL: libc::c_ulong = 0x8946;
/// `ETHTOOL_GFLAGS`, `ETHTOOL_GSTRINGS`, `ETHTOOL_GSSET_INFO` and `ETHTOOL_GFEATURES` of <linux/ethtool.h>.
const GET_FLAGS: u32 = 0x25;
const GET_STRINGS: u32 = 0x1b;
const GET_SET_INFO: u32 = 0x37;
const GET_FEATURES: u32 = 0x3a;
/// `ETH_SS_FEATURES`: the set of strings with the features' names.
const FEATURES: u32 = 4;
/// Length of a name in a set of strings.
const NAME_LENGTH: usize = 32;
/// Most features that are looked at.
const FEATURES_MAX: usize = 1024;

/// Commands that answer with one number: is it on?
const SWITCHES: &[(u32, &str)] =
    &[(0x14, "rx"), (0x16, "tx"), (0x18, "sg"), (0x1e, "tso"), (0x21, "ufo"), (0x23, "gso"), (0x2b, "gro")];

/// Bits of the answer to `ETHTOOL_GFLAGS`.
const FLAGS: &[(u32, &str)] =
    &[(1 << 15, "lro"), (1 << 8, "rxvlan"), (1 << 7, "txvlan"), (1 << 27, "ntuple"), (1 << 28, "rxhash")];

/// Features that have no number of their own, by the kernel's name.
const NAMED: &[(&str, &str)] = &[("tx-udp_tnl-segmentation", "txudptnl")];

impl Cards for SystemCards {
    fn offloads(&self, name: &str) -> Vec<&'static str> {
        let Ok(control) = control_socket() else { return Vec::new() };
        let mut found = Vec::new();
        let value = |command: u32| {
            let mut buffer = [command, 0];
            ask(&control, name, &mut buffer).ok().map(|()| buffer[1])
        };
        found.extend(SWITCHES.iter().filter(|(command, _)| value(*command) == Some(1)).map(|(_, word)| *word));
        let flags = value(GET_FLAGS).unwrap_or(0);
        found.extend(FLAGS.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, word)| *word));
        let active = active(&control, name).unwrap_or_default();
        found.extend(NAMED.iter().filter(|(feature, _)| active.iter().any(|a| a == feature)).map(|(_, word)| *word));
        found
    }
}

/// The kernel's names of the features that are on.
fn active(control: &OwnedFd, name: &str) -> io::Result<Vec<String>> {
    // Command, an unused word, a bit for each set of strings, and for each that is known the number of its strings.
    let mask = (1u64 << FEATURES).to_ne_bytes();
    let half = |at: usize| u32::from_ne_bytes([mask[at], mask[at + 1], mask[at + 2], mask[at + 3]]);
    let mut info = [GET_SET_INFO, 0, half(0), half(4), 0];
    ask(control, name, &mut info)?;
    let count = info[4] as usize;
    if count > FEATURES_MAX {
        return Err(io::Error::other(format!("the kernel has {count} features of network cards")));
    }
    // Command, set, number, and the strings behind each other.
    let mut strings = vec![0u32; 3 + count * NAME_LENGTH / 4];
    strings[..3].copy_from_slice(&[GET_STRINGS, FEATURES, count as u32]);
    ask(control, name, &mut strings)?;
    // Command, number of groups of 32 features, and for each the bits available, asked for, on, fixed.
    let groups = count.div_ceil(32);
    let mut features = vec![0u32; 2 + groups * 4];
    features[..2].copy_from_slice(&[GET_FEATURES, groups as u32]);
    ask(control, name, &mut features)?;
    let bytes: Vec<u8> = strings.iter().skip(3).flat_map(|word| word.to_ne_bytes()).collect();
    let names = bytes.chunks(NAME_LENGTH).map(|name| name.split(|byte| *byte == 0).next().unwrap_or_default());
    let is_on = |at: usize| features.get(2 + at / 32 * 4 + 2).is_some_and(|bits| bits >> (at % 32) & 1 == 1);
    Ok(names
        .enumerate()
        .filter(|(at, _)| is_on(*at))
        .map(|(_, name)| String::from_utf8_lossy(name).into_owned())
        .collect())
}

/// Asks the kernel about a card; the answer comes into the question, which must have room for it.
fn ask(control: &OwnedFd, name: &str, buffer: &mut [u32]) -> io::Result<()> {
    let mut request = request(name)?;
    // The kernel writes as much as the command's fixed length, or as many items as it said that there are.
    request.ifr_ifru.ifru_data = buffer.as_mut_ptr().cast();
    ioctl(control, ETHTOOL, &mut request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_segments_packets_late_and_nobody_has_no_card() {
        if crate::netdev::exists("lo") {
            let found = SystemCards.offloads("lo");
            assert!(found.contains(&"gso") && !found.contains(&"ntuple"), "{found:?}");
        }
        for name in ["", "a/b", "no-such-card", "a name that is much too long"] {
            assert!(SystemCards.offloads(name).is_empty(), "{name}");
        }
    }
}
