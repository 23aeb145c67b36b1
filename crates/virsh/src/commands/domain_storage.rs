//! The volumes that `undefine` may take with a guest.

use ferrovirt::{DomainRef, StorageVolRef, constants::*};

use super::disks;
use crate::context::Context;
use crate::failure::{Failure, Outcome};

/// A disk of the guest that is a volume of a pool.
pub struct Volume {
    target: String,
    source: String,
    volume: StorageVolRef,
}

/// The volumes that the options `storage` and `remove-all-storage` name. What is no volume is told and left alone.
pub fn chosen(cx: &mut Context<'_>, dom: &DomainRef) -> Outcome<Vec<Volume>> {
    let list = cx.args.text("storage")?.map(|text| text.split(',').map(str::to_owned).collect::<Vec<String>>());
    if list.is_none() && !cx.args.flag("remove-all-storage") {
        return Ok(vec![]);
    }
    if dom.id != -1 {
        return Err(Failure::new("Storage volume deletion is supported only on stopped domains"));
    }
    if list.is_some() && cx.args.flag("remove-all-storage") {
        return Err(Failure::new("Specified both --storage and --remove-all-storage"));
    }
    let xml = cx.conn()?.domain.xml_desc(dom, VIR_DOMAIN_XML_INACTIVE)?;
    let mut volumes = vec![];
    let mut seen = vec![];
    for disk in disks::disks(&xml)? {
        let (Some(target), Some(source)) = (disk.target, disk.source) else { continue };
        let is_wanted = match &list {
            Some(list) => list.iter().any(|word| *word == target || *word == source),
            None => true,
        };
        if !is_wanted {
            continue;
        }
        seen.extend([target.clone(), source.clone()]);
        match find(cx, disk.pool.as_deref(), &source) {
            Ok(volume) => volumes.push(Volume { target, source, volume }),
            Err(_) => cx.session.complain(&format!(
                "Storage volume '{target}'({source}) is not managed by libvirt. Remove it manually."
            )),
        }
    }
    match list.iter().flatten().find(|word| !seen.contains(word)) {
        Some(word) => Err(Failure::new(format!("Volume '{word}' was not found in domain's definition.\n"))),
        None => Ok(volumes),
    }
}

fn find(cx: &mut Context<'_>, pool: Option<&str>, source: &str) -> Outcome<StorageVolRef> {
    let connect = cx.conn()?;
    Ok(match pool {
        Some(pool) => {
            let pool = connect.storage_pool.lookup_by_name(pool)?;
            connect.storage_vol.lookup_by_name(&pool, source)?
        }
        None => connect.storage_vol.lookup_by_path(source)?,
    })
}

/// Deletes volumes, wiping them before where that was asked for.
pub fn delete(cx: &mut Context<'_>, volumes: &[Volume]) -> Outcome {
    let wipes = cx.args.flag("wipe-storage");
    let flags = cx.args.bits(&[("delete-storage-volume-snapshots", VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS)]);
    let drivers = cx.drivers()?;
    let mut is_complete = true;
    for Volume { target, source, volume } in volumes {
        if wipes {
            cx.out.say(format!("Wiping volume '{target}'({source}) ... "));
            if let Err(e) = drivers.storage_vol.wipe(volume, 0) {
                cx.session.complain_of(&Failure::from(e));
                cx.session.complain("Failed! Volume not removed.");
                is_complete = false;
                continue;
            }
            cx.out.say("Done.\n");
        }
        match drivers.storage_vol.delete(volume, flags) {
            Ok(()) => cx.out.say(format!("Volume '{target}'({source}) removed.\n")),
            Err(e) => {
                cx.session.complain(&format!("Failed to remove storage volume '{target}'({source})"));
                cx.session.complain_of(&Failure::from(e));
                is_complete = false;
            }
        }
    }
    if is_complete { Ok(()) } else { Err(Failure::silent()) }
}
