//! Pulling the images that a disk stands on into it.

use conf::domain::disk::Disk;
use conf::domain::storage::{DiskSource, ImageFormat};
use conf::tune::bytes_per_second;
use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use super::chain::{self, layers};
use super::commit::{base_name, follow};
use super::{Kind, PULL, check_image, copy, disk_of};
use crate::core::Core;
use crate::flags;
use crate::live::Live;
use crate::vm::Vm;

/// Stands in a job's name before the number of the image that stays.
const ABOVE: &str = "-above-";

/// Starts to pull everything that lies below a disk's image into it.
pub(crate) fn pull(core: &Core, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
    let in_bytes = VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "qemuDomainBlockPull")?;
    let speed = bytes_per_second(bandwidth, flags & in_bytes != 0)?;
    begin(core, dom, path, None, speed, false)
}

const COPY: u32 = VIR_DOMAIN_BLOCK_REBASE_COPY;
const SHALLOW: u32 = VIR_DOMAIN_BLOCK_REBASE_SHALLOW;
const REUSE: u32 = VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT;
const RAW: u32 = VIR_DOMAIN_BLOCK_REBASE_COPY_RAW;
const DEVICE: u32 = VIR_DOMAIN_BLOCK_REBASE_COPY_DEV;
const RELATIVE: u32 = VIR_DOMAIN_BLOCK_REBASE_RELATIVE;
const IN_BYTES: u32 = VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES;

/// Starts to pull what lies between a disk's image and its base, or, by the older call for that, to copy the disk.
pub(crate) fn rebase(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    base: Option<&str>,
    bandwidth: u64,
    flags: u32,
) -> Result<()> {
    flags::only(flags, SHALLOW | REUSE | RAW | COPY | RELATIVE | DEVICE | IN_BYTES, "qemuDomainBlockRebase")?;
    let speed = bytes_per_second(bandwidth, flags & IN_BYTES != 0)?;
    if flags & COPY == 0 {
        return begin(core, dom, path, base, speed, flags & RELATIVE != 0);
    }
    let place = base.ok_or_else(|| Error::invalid_arg("the place of the copy is missing"))?.to_owned();
    let source = match flags & DEVICE {
        0 => DiskSource::file(place),
        _ => DiskSource::Block { dev: Some(place), common: Default::default() },
    };
    let format = (flags & RAW != 0).then_some(ImageFormat::Raw);
    let both = [(SHALLOW, VIR_DOMAIN_BLOCK_COPY_SHALLOW), (REUSE, VIR_DOMAIN_BLOCK_COPY_REUSE_EXT)];
    let flags = both.into_iter().filter(|(old, _)| flags & old != 0).fold(0, |all, (_, new)| all | new);
    copy::begin_to(core, dom, path, || Ok((source, format)), &copy::How::with_speed(speed), flags)
}

fn begin(core: &Core, dom: &DomainRef, path: &str, base: Option<&str>, speed: u64, relative: bool) -> Result<()> {
    if relative && base.is_none() {
        return Err(Error::invalid_arg("flag VIR_DOMAIN_BLOCK_REBASE_RELATIVE is valid only with non-null base"));
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("block pull")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disk = disk_of(&document.domain, path)?;
    check_image(live, disk)?;
    let all = layers(disk);
    let node = chain::node(&live.monitor, all[0].index)?;
    let mut arguments = json!({ "job-id": format!("{}{node}", Kind::Pull.prefix(&disk.target.dev)), "device": node });
    if let Some(base) = base {
        let at = chain::find(disk, &all, base, 1)?;
        let index = all[at].index;
        arguments["job-id"] = json!(format!("{PULL}-{}-{node}{ABOVE}{index}", disk.target.dev));
        arguments["base-node"] = json!(chain::node(&live.monitor, index)?);
        // What the image is to say of the one that it stands on then.
        arguments["backing-file"] = json!(base_name(&all, 1, at, relative)?);
    }
    if speed > 0 {
        arguments["speed"] = json!(speed);
    }
    live.command("block-stream", Some(arguments)).map(drop)
}

/// The number of the image that stays below, by the rest of the job's name.
fn read_name(rest: &str) -> Option<u32> {
    rest.rsplit_once(ABOVE)?.1.parse().ok()
}

/// All is pulled: QEMU closes what the disk stood on, and no document names it.
pub(super) fn done(core: &Core, vm: &Vm, live: &Live, disk: &Disk, rest: &str) -> Result<()> {
    let all = layers(disk);
    let base = read_name(rest).and_then(|index| all.iter().position(|layer| layer.index == index));
    let base = base.unwrap_or(all.len()).max(1);
    let (gone, below) = (&all[1..base], &all[base..]);
    gone.iter().for_each(|layer| chain::close(&live.monitor, layer.index));
    let mut domain = live.document().domain.clone();
    for other in domain.devices.disks.iter_mut().filter(|other| other.target.dev == disk.target.dev) {
        chain::put_below(other, below);
    }
    live.set_document(domain);
    core.save_status(vm)?;
    if below.is_empty() {
        return forget_defined_chain(core, vm, disk);
    }
    let kept: Vec<_> = all[..1].iter().chain(below).cloned().collect();
    follow(core, vm, disk, &all[0], &kept, false)
}

/// The definition says nothing of what a disk stands on any more.
fn forget_defined_chain(core: &Core, vm: &Vm, disk: &Disk) -> Result<()> {
    let snapshot = vm.snapshot();
    let Some(definition) = &snapshot.definition else { return Ok(()) };
    let mut domain = definition.parse()?;
    let same = |other: &&mut Disk| other.target.dev == disk.target.dev && other.source.path() == disk.source.path();
    let Some(defined) = domain.devices.disks.iter_mut().find(same) else { return Ok(()) };
    if defined.backing_store.take().is_none() {
        return Ok(());
    }
    core.replace_definition(vm, &domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jobs_name_says_what_stays() {
        assert_eq!(read_name("libvirt-1-format-above-3"), Some(3));
        assert_eq!(read_name("libvirt-1-format"), None);
        assert_eq!(read_name("libvirt-1-format-above-x"), None);
    }
}
