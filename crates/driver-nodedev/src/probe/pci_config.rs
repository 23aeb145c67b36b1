//! A PCI device's own registers: its header, and its link if it is one of PCI Express. The registers are whatever the
//! device says.

use conf::nodedev::pci::{LinkSpeed, PciExpress, PciLink, Validity};

/// Registers of the header.
const STATUS: usize = 0x06;
const HEADER_TYPE: usize = 0x0e;
const CAPABILITIES: usize = 0x34;
/// The bit of the status that says that there is a list of capabilities.
const HAS_CAPABILITIES: u16 = 0x10;
/// The number of the capability of PCI Express.
const EXPRESS: u8 = 0x10;
/// Registers of that capability.
const FLAGS: usize = 0x02;
const LINK_CAN: usize = 0x0c;
const LINK_IS: usize = 0x12;
/// Kinds of functions inside a root complex, which have no link.
const WITHOUT_LINK: &[u16] = &[9, 10];
/// Registers of a device that is no plain PCI one.
const EXTENDED: usize = 4096;
/// Most capabilities that there is room for: a longer list runs in a circle.
const LIST_MAX: usize = 48;

/// Headers of devices that others are behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    Bridge,
    Cardbus,
}

/// What is behind the device, if anything.
pub(super) fn header(config: &[u8]) -> Option<Header> {
    match config.get(HEADER_TYPE)? & 0x7f {
        1 => Some(Header::Bridge),
        2 => Some(Header::Cardbus),
        _ => None,
    }
}

fn word(config: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(config.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn double(config: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(config.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Where a capability's registers begin.
fn capability(config: &[u8], wanted: u8) -> Option<usize> {
    if word(config, STATUS)? & HAS_CAPABILITIES == 0 {
        return None;
    }
    let mut at = usize::from(*config.get(CAPABILITIES)?) & !3;
    for _ in 0..LIST_MAX {
        if at < 0x40 {
            return None;
        }
        if *config.get(at)? == wanted {
            return Some(at);
        }
        at = usize::from(*config.get(at + 1)?) & !3;
    }
    None
}

/// The device's link; a device of PCI Express without one says nothing of it.
pub(super) fn express(config: &[u8]) -> Option<PciExpress> {
    let Some(at) = capability(config, EXPRESS) else {
        return (config.len() >= EXTENDED).then(PciExpress::default);
    };
    let kind = word(config, at + FLAGS)? >> 4 & 0xf;
    if WITHOUT_LINK.contains(&kind) {
        return Some(PciExpress::default());
    }
    let (Some(can), Some(is)) = (double(config, at + LINK_CAN), word(config, at + LINK_IS)) else {
        return Some(PciExpress::default());
    };
    let is = u32::from(is);
    let link = |validity, port, register: u32| {
        let width = register >> 4 & 0x3f;
        PciLink { validity, port, speed: speed(register & 0xf), width }
    };
    Some(PciExpress { links: vec![link(Validity::Cap, Some(can >> 24), can), link(Validity::Sta, None, is)] })
}

fn speed(code: u32) -> Option<LinkSpeed> {
    Some(match code {
        1 => LinkSpeed::Gen1,
        2 => LinkSpeed::Gen2,
        3 => LinkSpeed::Gen3,
        4 => LinkSpeed::Gen4,
        5 => LinkSpeed::Gen5,
        6 => LinkSpeed::Gen6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(list: &[(usize, &[u8])]) -> Vec<u8> {
        let mut config = vec![0; 256];
        config[STATUS] = 0x10;
        for (at, bytes) in list {
            config[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        config
    }

    #[test]
    fn links_are_read_from_the_list_of_capabilities() {
        let mut express_registers = [0; 20];
        express_registers[0] = EXPRESS;
        express_registers[LINK_CAN..LINK_CAN + 4].copy_from_slice(&0x0300_0043u32.to_le_bytes());
        express_registers[LINK_IS] = 0x11;
        let found = express(&config(&[(0x34, &[0x50]), (0x50, &[1, 0x60]), (0x60, &express_registers)])).unwrap();
        let links: Vec<_> = found.links.iter().map(|link| (link.port, link.speed, link.width)).collect();
        assert_eq!(links, [(Some(3), Some(LinkSpeed::Gen3), 4), (None, Some(LinkSpeed::Gen1), 1)]);
    }

    #[test]
    fn registers_of_a_mad_device_are_read_to_an_end() {
        // The list runs in a circle, leads out, is cut off.
        assert_eq!(express(&config(&[(0x34, &[0x40]), (0x40, &[9, 0x44]), (0x44, &[9, 0x40])])), None);
        assert_eq!(express(&config(&[(0x34, &[0xfc]), (0xfc, &[9, 0xff])])), None);
        assert_eq!(express(&config(&[(0x34, &[0xfc]), (0xfc, &[EXPRESS, 0])])), Some(PciExpress::default()));
        for length in 0..256 {
            express(&config(&[(0x34, &[0x40]), (0x40, &[EXPRESS])])[..length]);
        }
        assert_eq!(header(&[]), None);
        assert_eq!(header(&config(&[(HEADER_TYPE, &[0x81])])), Some(Header::Bridge));
    }
}
