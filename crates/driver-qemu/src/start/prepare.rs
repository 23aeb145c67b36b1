//! What the document of a running guest says beyond its definition.

use conf::domain::disk::Disk;
use conf::domain::storage::DiskSource;
use conf::domain::{Domain, Seclabel};
use conf::words::YesNo;
use virt::Result;
use xml::Text;

use super::{chain, variables};
use crate::core::Core;

/// Numbers the images as the command line does, and says where each chain ends and whose the guest is.
pub(super) fn prepare(core: &Core, domain: &mut Domain) -> Result<()> {
    variables::create(core, domain)?;
    for disk in &mut domain.devices.disks {
        chain::complete(disk)?;
    }
    let mut next = 0;
    for disk in domain.devices.disks.iter_mut().rev() {
        number_images(disk, &mut next);
    }
    if let Some(account) = core.config.credentials.as_ref().filter(|_| !has_own_label(domain)) {
        let label = format!("+{}:+{}", account.uid, account.gid);
        domain.seclabels.push(Seclabel {
            kind: Some("dynamic".to_owned()),
            model: Some("dac".to_owned()),
            relabel: Some(YesNo::Yes),
            label: Some(Text(label.clone())),
            imagelabel: Some(Text(label)),
            baselabel: None,
        });
    }
    Ok(())
}

/// Numbers the images of a disk that comes later, after the last number given.
pub(crate) fn complete_disk(disk: &mut Disk, last: &mut u32) -> Result<()> {
    chain::complete(disk)?;
    if disk.source.is_empty() {
        // Compat: a drive without a medium uses up a number, too.
        *last += 1;
        disk.source.common_mut().index = Some(*last);
    }
    number_images(disk, last);
    Ok(())
}

fn has_own_label(domain: &Domain) -> bool {
    domain.seclabels.iter().any(|label| label.model.as_deref() == Some("dac"))
}

/// The image that holds another one's data has the number after it.
fn number_data(source: &mut DiskSource, next: &mut u32) {
    if let Some(data) = &mut source.common_mut().data_store {
        *next += 1;
        data.source.common_mut().index = Some(*next);
    }
}

/// QEMU names each image by a number; the first disk's are the highest.
fn number_images(disk: &mut Disk, next: &mut u32) {
    if disk.source.is_empty() {
        return;
    }
    *next += 1;
    disk.source.common_mut().index = Some(*next);
    number_data(&mut disk.source, next);
    let mut below = disk.backing_store.as_deref_mut();
    while let Some(layer) = below {
        let Some(source) = &mut layer.source else { break };
        *next += 1;
        layer.index = Some(*next);
        number_data(source, next);
        below = layer.backing_store.as_deref_mut();
    }
}
