//! Traffic counters of the host's network devices.

use std::io;
use std::path::Path;

/// Counters of one network device, from the host's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Traffic {
    pub rx_bytes: u64,
    pub rx_packets: u64,
    pub rx_errors: u64,
    pub rx_dropped: u64,
    pub tx_bytes: u64,
    pub tx_packets: u64,
    pub tx_errors: u64,
    pub tx_dropped: u64,
}

impl Traffic {
    /// The same traffic seen from the other end of the cable.
    pub fn mirrored(self) -> Traffic {
        Traffic {
            rx_bytes: self.tx_bytes,
            rx_packets: self.tx_packets,
            rx_errors: self.tx_errors,
            rx_dropped: self.tx_dropped,
            tx_bytes: self.rx_bytes,
            tx_packets: self.rx_packets,
            tx_errors: self.rx_errors,
            tx_dropped: self.rx_dropped,
        }
    }
}

/// The counters of a device, or `None` where there is no such device.
pub fn traffic(device: &str) -> io::Result<Option<Traffic>> {
    Ok(parse(&std::fs::read_to_string("/proc/net/dev")?, device))
}

/// Whether a network device of this name exists.
pub fn exists(device: &str) -> bool {
    !device.is_empty() && !device.contains('/') && Path::new("/sys/class/net").join(device).exists()
}

fn parse(table: &str, device: &str) -> Option<Traffic> {
    let line = table.lines().find_map(|line| {
        let (name, counters) = line.split_once(':')?;
        (name.trim() == device).then_some(counters)
    })?;
    let numbers: Vec<u64> = line.split_ascii_whitespace().map_while(|word| word.parse().ok()).collect();
    let at = |i: usize| numbers.get(i).copied();
    Some(Traffic {
        rx_bytes: at(0)?,
        rx_packets: at(1)?,
        rx_errors: at(2)?,
        rx_dropped: at(3)?,
        tx_bytes: at(8)?,
        tx_packets: at(9)?,
        tx_errors: at(10)?,
        tx_dropped: at(11)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    2    3    0     0          0         0      104       5    6    7    0     0       0          0
 vnet1: 18446744073709551615 1 0 0 0 0 0 0 9 8 7 6 0 0 0 0
 short: 1 2 3
";

    #[test]
    fn counters_are_found_by_exact_name() {
        let lo = parse(TABLE, "lo").unwrap();
        assert_eq!((lo.rx_bytes, lo.rx_dropped, lo.tx_bytes, lo.tx_dropped), (100, 3, 104, 7));
        assert_eq!(lo.mirrored().rx_bytes, 104);
        assert_eq!(parse(TABLE, "vnet1").unwrap().rx_bytes, u64::MAX);
        assert_eq!(parse(TABLE, "vnet"), None);
        assert_eq!(parse(TABLE, "short"), None);
        assert!(exists("lo") && !exists("../lo") && !exists(""));
    }
}
