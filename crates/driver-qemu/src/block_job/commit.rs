//! Writing the images of a disk into one below them.

use conf::domain::Domain;
use conf::domain::disk::{Disk, Mirror};
use conf::domain::storage::Format;
use conf::tune::bytes_per_second;
use host::files::Durability;
use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, Error, ErrorDomain, Result};

use super::chain::{self, Layer, layers};
use super::{Kind, check_image, disk_of};
use crate::core::Core;
use crate::flags;
use crate::live::Live;
use crate::vm::Vm;

const SHALLOW: u32 = VIR_DOMAIN_BLOCK_COMMIT_SHALLOW;
const DELETE: u32 = VIR_DOMAIN_BLOCK_COMMIT_DELETE;
const ACTIVE: u32 = VIR_DOMAIN_BLOCK_COMMIT_ACTIVE;
const RELATIVE: u32 = VIR_DOMAIN_BLOCK_COMMIT_RELATIVE;
const IN_BYTES: u32 = VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES;

/// What a caller asks for.
pub(crate) struct Wanted<'c> {
    pub(crate) base: Option<&'c str>,
    pub(crate) top: Option<&'c str>,
    pub(crate) bandwidth: u64,
    pub(crate) flags: u32,
}

/// The end of a job's name that says to remove the files of the images that are written down.
const REMOVES: &str = "delete";

/// Starts to write images into one below them.
pub(crate) fn commit(core: &Core, dom: &DomainRef, path: &str, wanted: &Wanted<'_>) -> Result<()> {
    flags::only(wanted.flags, SHALLOW | DELETE | ACTIVE | RELATIVE | IN_BYTES, "qemuDomainBlockCommit")?;
    let speed = bytes_per_second(wanted.bandwidth, wanted.flags & IN_BYTES != 0)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("block commit")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let mut domain = live.document().domain.clone();
    let disk = disk_of(&domain, path)?;
    check_image(live, disk)?;
    let dev = disk.target.dev.clone();
    let layers = layers(disk);
    let top = wanted.top.map_or(Ok(0), |name| chain::find(disk, &layers, name, 0))?;
    let last = layers.len().saturating_sub(1);
    let base = match (wanted.base, wanted.flags & SHALLOW != 0) {
        (Some(name), _) => chain::find(disk, &layers, name, top + 1)?,
        (None, true) => top + 1,
        (None, false) => last,
    };
    if base <= top || base > last {
        let message = format!("could not find base image in chain for '{dev}'");
        return Err(Error::invalid_arg(message).in_domain(ErrorDomain::STORAGE));
    }
    if wanted.base.is_some() && wanted.flags & SHALLOW != 0 && base != top + 1 {
        let message = format!(
            "base '{}' is not immediately below '{}' in chain for '{dev}'",
            layers[base].path(),
            layers[top].path()
        );
        return Err(Error::invalid_arg(message));
    }
    let active = top == 0;
    if active != (wanted.flags & ACTIVE != 0) {
        return Err(Error::invalid_arg(match active {
            true => format!("commit of '{dev}' active layer requires active flag"),
            false => format!("active commit requested but '{}' is not active", layers[top].path()),
        }));
    }
    let kind = if active { Kind::ActiveCommit } else { Kind::Commit };
    let mut name = format!("{}{}-{}", kind.prefix(&dev), layers[top].index, layers[base].index);
    if wanted.flags & DELETE != 0 {
        name = format!("{name}-{REMOVES}");
    }
    let node = |layer: &Layer| chain::node(&live.monitor, layer.index);
    let mut arguments = json!({
        "job-id": name,
        "device": node(&layers[0])?,
        "top-node": node(&layers[top])?,
        "base-node": node(&layers[base])?,
    });
    if speed > 0 {
        arguments["speed"] = json!(speed);
    }
    if !active {
        // What the image above is to say of the one that it stands on then.
        arguments["backing-file"] = json!(base_name(&layers, top, base, wanted.flags & RELATIVE != 0)?);
    }
    live.command("block-commit", Some(arguments))?;
    if active {
        set_mirror(core, &vm, live, &mut domain, &dev, mirror_of(&layers[base]))?;
    }
    Ok(())
}

/// How the image above those from `top` calls its new base.
pub(super) fn base_name(layers: &[Layer], top: usize, base: usize, relative: bool) -> Result<String> {
    let path = layers[base].path();
    let above = top.checked_sub(1).and_then(|above| layers.get(above)).map(Layer::path).unwrap_or_default();
    if !relative {
        return Ok(path.to_owned());
    }
    let folder = std::path::Path::new(above).parent();
    let relative = folder.and_then(|folder| std::path::Path::new(path).strip_prefix(folder).ok());
    relative.map(|path| path.to_string_lossy().into_owned()).ok_or_else(|| {
        let message =
            format!("can't keep relative backing relationship: '{path}' is not below the folder of '{above}'");
        Error::operation_invalid(message)
    })
}

fn mirror_of(layer: &Layer) -> Mirror {
    let mut source = layer.source.clone();
    source.common_mut().index = Some(layer.index);
    Mirror {
        job: Some("active-commit".to_owned()),
        ready: None,
        format: Some(Format { kind: layer.format, metadata_cache: None }),
        source,
        backing_store: None,
    }
}

/// Says in the document where a disk is written to as well.
pub(super) fn set_mirror(
    core: &Core,
    vm: &Vm,
    live: &Live,
    domain: &mut Domain,
    dev: &str,
    mirror: Mirror,
) -> Result<()> {
    for disk in domain.devices.disks.iter_mut().filter(|disk| disk.target.dev == dev) {
        disk.mirror = Some(Box::new(mirror.clone()));
    }
    live.set_document(domain.clone());
    core.save_status(vm)
}

/// The images from which and into which a job writes, and whether their files go then.
fn read_name(rest: &str) -> Option<(u32, u32, bool)> {
    let mut words = rest.split('-');
    let (top, base) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((top, base, words.next() == Some(REMOVES)))
}

/// Everything is written: the document follows, and QEMU closes what is not needed any more.
pub(super) fn done(core: &Core, vm: &Vm, live: &Live, disk: &Disk, rest: &str) -> Result<()> {
    let Some((top, base, removes)) = read_name(rest) else { return Ok(()) };
    let all = layers(disk);
    let place = |index: u32| all.iter().position(|layer| layer.index == index);
    let (Some(top), Some(base)) = (place(top), place(base)) else { return Ok(()) };
    let Some(gone) = all.get(top..base) else { return Ok(()) };
    let (old, mut kept) = (all[0].clone(), all.clone());
    kept.drain(top..base);
    let mut domain = live.document().domain.clone();
    for other in domain.devices.disks.iter_mut().filter(|other| other.target.dev == disk.target.dev) {
        if top == 0 {
            chain::put_top(other, &kept[0]);
        }
        chain::put_below(other, &kept[1..]);
        other.mirror = None;
    }
    live.set_document(domain);
    core.save_status(vm)?;
    gone.iter().for_each(|layer| chain::close(&live.monitor, layer.index));
    follow(core, vm, disk, &old, &kept, false)?;
    core.unlabel_images(gone.iter().map(Layer::path));
    for layer in gone.iter().filter(|_| removes) {
        let path = std::path::Path::new(layer.path());
        if let Err(error) = core.files.remove(path, Durability::Volatile) {
            log::warn!("cannot remove '{}', which is written down: {error}", path.display());
        }
    }
    Ok(())
}

/// The definition follows if it is about the same images; what is below the first of a new chain is said.
pub(super) fn follow(core: &Core, vm: &Vm, disk: &Disk, old: &Layer, kept: &[Layer], is_new: bool) -> Result<()> {
    let snapshot = vm.snapshot();
    let Some(definition) = &snapshot.definition else { return Ok(()) };
    let mut domain = definition.parse()?;
    let same = |other: &&mut Disk| other.target.dev == disk.target.dev && other.source.path() == Some(old.path());
    let Some(defined) = domain.devices.disks.iter_mut().find(same) else { return Ok(()) };
    let (before, had_chain) = (defined.clone(), defined.backing_store.is_some());
    let Some((top, below)) = kept.split_first() else { return Ok(()) };
    if top.path() != old.path() {
        chain::put_top(defined, top);
        defined.source.common_mut().index = None;
    }
    if had_chain || is_new {
        chain::put_below(defined, below);
        let mut layer = defined.backing_store.as_deref_mut();
        while let Some(store) = layer {
            store.index = None;
            layer = store.backing_store.as_deref_mut();
        }
    }
    if *defined == before {
        return Ok(());
    }
    core.replace_definition(vm, &domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jobs_name_says_what_it_does() {
        assert_eq!(read_name("4-1"), Some((4, 1, false)));
        assert_eq!(read_name("4-1-delete"), Some((4, 1, true)));
        assert_eq!(read_name("x"), None);
    }
}
