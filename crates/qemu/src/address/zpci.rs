//! The numbers by which a guest on IBM Z knows its PCI functions.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, Zpci};
use virt::{Error, Result};
use xml::Hex;

/// Gives every PCI device its two numbers; those that the document has stay.
pub(super) fn assign(domain: &mut Domain) -> Result<()> {
    let (mut uids, mut fids) = (HashSet::new(), HashSet::new());
    let mut twice = None;
    domain.devices.each_info(&mut |info| {
        let Some(zpci) = info.pci().and_then(|at| at.zpci.as_ref()) else { return };
        if let Some(uid) = zpci.uid.filter(|uid| !uids.insert(uid.0)) {
            twice.get_or_insert(format!("zPCI uid {:#06x} is used twice", uid.0));
        }
        if let Some(fid) = zpci.fid.filter(|fid| !fids.insert(fid.0)) {
            twice.get_or_insert(format!("zPCI fid {:#010x} is used twice", fid.0));
        }
    });
    if let Some(message) = twice {
        return Err(Error::xml(message));
    }
    domain.devices.each_info_mut(&mut |info| {
        let Some(Address::Pci(at)) = &mut info.address else { return };
        let zpci = at.zpci.get_or_insert_with(Zpci::default);
        if zpci.uid.is_none() {
            let uid = (1..0x1_0000).find(|uid| !uids.contains(uid)).unwrap_or(1);
            uids.insert(uid);
            zpci.uid = Some(Hex(uid));
        }
        if zpci.fid.is_none() {
            let fid = (0..0x1_0000_0000).find(|fid| !fids.contains(fid)).unwrap_or(0);
            fids.insert(fid);
            zpci.fid = Some(Hex(fid));
        }
    });
    Ok(())
}
