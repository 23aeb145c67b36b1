//! Copying a disk to another place while the guest writes to it.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use conf::domain::disk::{Disk, Mirror};
use conf::domain::storage::{DiskSource, Format, ImageFormat};
use conf::tune::copy::{PARAMS, target};
use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainRef, Error, Result, TypedParam, TypedValue, typed_param};

use super::chain::{self, Layer, layers};
use super::commit::{follow, set_mirror};
use super::{Kind, check_image, disk_of};
use crate::core::Core;
use crate::live::Live;
use crate::vm::Vm;
use crate::{flags, start};

const SHALLOW: u32 = VIR_DOMAIN_BLOCK_COPY_SHALLOW;
const REUSE: u32 = VIR_DOMAIN_BLOCK_COPY_REUSE_EXT;
const TRANSIENT: u32 = VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB;
const SYNCHRONOUS: u32 = VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES;

/// How long it may take to make an empty image.
const IMAGE_WAIT: Duration = Duration::from_secs(300);

/// How a copy is made.
pub(super) struct How {
    speed: u64,
    granularity: u64,
    buffer: u64,
}

impl How {
    /// As fast as this, and the rest as QEMU likes.
    pub(super) fn with_speed(speed: u64) -> How {
        How { speed, granularity: 0, buffer: 0 }
    }

    fn read(params: &[TypedParam]) -> Result<How> {
        typed_param::check(params, &PARAMS)?;
        let number = |field: &str| match typed_param::find(params, field) {
            Some(TypedValue::Ullong(number)) => *number,
            Some(TypedValue::Uint(number)) => u64::from(*number),
            _ => 0,
        };
        let how = How {
            speed: number(VIR_DOMAIN_BLOCK_COPY_BANDWIDTH),
            granularity: number(VIR_DOMAIN_BLOCK_COPY_GRANULARITY),
            buffer: number(VIR_DOMAIN_BLOCK_COPY_BUF_SIZE),
        };
        if how.granularity != 0 && !how.granularity.is_power_of_two() {
            return Err(Error::invalid_arg("granularity must be power of 2"));
        }
        for (name, value) in [("bandwidth", how.speed), ("buffer size", how.buffer)] {
            if i64::try_from(value).is_err() {
                return Err(Error::overflow(format!("{name} must be less than {}", i64::MAX)));
            }
        }
        Ok(how)
    }
}

/// Where a document says that the copy goes.
fn place(text: &str) -> Result<(DiskSource, Option<ImageFormat>)> {
    let (source, format) = target(text)?;
    match source {
        DiskSource::File { .. } | DiskSource::Block { .. } => Ok((source, format)),
        _ => Err(Error::operation_unsupported("a disk can be copied to a file or a block device only")),
    }
}

/// Starts to copy a disk.
pub(crate) fn copy(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    destxml: &str,
    params: &[TypedParam],
    flags: u32,
) -> Result<()> {
    flags::only(flags, SHALLOW | REUSE | TRANSIENT | SYNCHRONOUS, "qemuDomainBlockCopy")?;
    let how = How::read(params)?;
    let to = || place(destxml).map_err(|e| e.in_domain(virt::ErrorDomain::DOMAIN));
    begin_to(core, dom, path, to, &how, flags)
}

/// Starts to copy a disk to a place.
pub(super) fn begin_to(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    to: impl FnOnce() -> Result<(DiskSource, Option<ImageFormat>)>,
    how: &How,
    flags: u32,
) -> Result<()> {
    let vm = core.table.find(dom)?;
    let (source, format) = to()?;
    let _job = vm.begin_job("block copy")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let mut domain = live.document().domain.clone();
    let disk = disk_of(&domain, path)?.clone();
    check_image(live, &disk)?;
    if snapshot.is_persistent() && flags & TRANSIENT == 0 {
        return Err(Error::operation_invalid("domain is not transient"));
    }
    let all = layers(&disk);
    let target = Layer {
        index: live.next_node.fetch_add(1, Ordering::Relaxed).saturating_add(1),
        format: format.unwrap_or_else(|| match flags & REUSE {
            0 => all[0].format,
            // An image that cannot be read is QEMU's to complain of.
            _ => start::chain::probed(Path::new(source.path().unwrap_or_default())).unwrap_or(ImageFormat::Raw),
        }),
        source,
    };
    let below = all.get(1).filter(|_| flags & SHALLOW != 0);
    let is_new = prepare(core, live, &disk, &target, below, flags)?;
    let begun = open(live, &target, below).and_then(|()| begin(live, &disk, &target, how, flags));
    if let Err(error) = begun {
        chain::close(&live.monitor, target.index);
        core.unlabel_images([target.path()]);
        if is_new {
            let _ = core.files.remove(Path::new(target.path()), host::files::Durability::Volatile);
        }
        return Err(error);
    }
    let mut source = target.source.clone();
    source.common_mut().index = Some(target.index);
    let mirror = Mirror {
        job: Some("copy".to_owned()),
        ready: None,
        format: Some(Format { kind: target.format, metadata_cache: None }),
        source,
        backing_store: Some(chain::store(if flags & SHALLOW != 0 { all.get(1..).unwrap_or_default() } else { &[] })),
    };
    let dev = disk.target.dev.clone();
    set_mirror(core, &vm, live, &mut domain, &dev, mirror)
}

/// Makes the image if it is not there; tells whether it is new.
fn prepare(core: &Core, live: &Live, disk: &Disk, target: &Layer, below: Option<&Layer>, flags: u32) -> Result<bool> {
    let path = target.path();
    let is_file = matches!(target.source, DiskSource::File { .. });
    let there = core.files.identity(Path::new(path));
    if let Ok(identity) = &there
        && is_file
        && flags & REUSE == 0
        && identity.size > 0
        && identity.is_regular()
    {
        let message = format!("external destination file for disk {} already exists: {path}", disk.target.dev);
        return Err(Error::config_unsupported(message));
    }
    let makes = is_file && flags & REUSE == 0;
    if makes {
        let size = virtual_size(live, disk)?.to_string();
        let format = xml::Value::to_xml(&target.format);
        let mut words = vec!["create", "-q", "-f", &format];
        let base = below.map(|below| (below.path().to_owned(), xml::Value::to_xml(&below.format).into_owned()));
        if let Some((base, format)) = &base {
            words.extend(["-b", base, "-F", format]);
        }
        words.extend([path, &size]);
        host::helper::run(&*core.processes, "qemu-img", &words, IMAGE_WAIT)?;
    }
    core.label_image(path)?;
    Ok(makes)
}

fn virtual_size(live: &Live, disk: &Disk) -> Result<u64> {
    let devices = live.command("query-block", None)?;
    let device = crate::tuning::disks::device_of(&devices, disk);
    let size = device.and_then(|device| device["inserted"]["image"]["virtual-size"].as_u64());
    size.ok_or_else(|| Error::internal(format!("QEMU does not tell the size of disk '{}'", disk.target.dev)))
}

/// Has QEMU open the image that is copied to.
fn open(live: &Live, target: &Layer, below: Option<&Layer>) -> Result<()> {
    let driver = if matches!(target.source, DiskSource::Block { .. }) { "host_device" } else { "file" };
    let storage = format!("libvirt-{}-storage", target.index);
    let node = json!({
        "driver": driver, "filename": target.path(), "node-name": storage, "auto-read-only": true, "discard": "unmap",
    });
    live.command("blockdev-add", Some(node))?;
    let mut node = json!({
        "driver": xml::Value::to_xml(&target.format), "node-name": format!("libvirt-{}-format", target.index),
        "read-only": false, "discard": "unmap", "file": storage,
    });
    if target.format != ImageFormat::Raw {
        node["backing"] = match below {
            Some(below) => json!(chain::node(&live.monitor, below.index)?),
            None => Value::Null,
        };
    }
    live.command("blockdev-add", Some(node)).map(drop)
}

fn begin(live: &Live, disk: &Disk, target: &Layer, how: &How, flags: u32) -> Result<()> {
    let source = layers(disk)[0].index;
    let mut arguments = json!({
        "job-id": format!("{}{}", Kind::Copy.prefix(&disk.target.dev), target.index),
        "device": chain::node(&live.monitor, source)?,
        "target": format!("libvirt-{}-format", target.index),
        "sync": if flags & SHALLOW != 0 { "top" } else { "full" },
    });
    for (name, value) in [("speed", how.speed), ("granularity", how.granularity), ("buf-size", how.buffer)] {
        if value != 0 {
            arguments[name] = json!(value);
        }
    }
    if flags & SYNCHRONOUS != 0 {
        arguments["copy-mode"] = json!("write-blocking");
    }
    live.command("blockdev-mirror", Some(arguments)).map(drop)
}

/// The job has ended: the guest goes on with the copy, or, if that was not asked for, QEMU closes it.
pub(super) fn done(core: &Core, vm: &Vm, live: &Live, disk: &Disk, pivoted: bool) -> Result<()> {
    let Some(mirror) = &disk.mirror else { return Ok(()) };
    let (Some(index), chain) = (mirror.source.common().index, layers(disk)) else { return Ok(()) };
    let format = mirror.format.as_ref().map_or(ImageFormat::Raw, |format| format.kind);
    let target = Layer { index, source: mirror.source.clone(), format };
    // What a shallow copy stands on stays open.
    let shares = pivoted && stands_on(live, &target, chain.get(1))?;
    let mut kept = vec![target.clone()];
    kept.extend(chain.iter().skip(1).filter(|_| shares).cloned());
    let mut domain = live.document().domain.clone();
    for other in domain.devices.disks.iter_mut().filter(|other| other.target.dev == disk.target.dev) {
        other.mirror = None;
        if pivoted {
            chain::put_top(other, &target);
            chain::put_below(other, &kept[1..]);
        }
    }
    live.set_document(domain);
    core.save_status(vm)?;
    if !pivoted {
        chain::close(&live.monitor, index);
        core.unlabel_images([target.path()]);
        return Ok(());
    }
    let gone: Vec<&Layer> = chain.iter().take(if shares { 1 } else { chain.len() }).collect();
    gone.iter().for_each(|layer| chain::close(&live.monitor, layer.index));
    core.unlabel_images(gone.iter().map(|layer| layer.path()));
    follow(core, vm, disk, &chain[0], &kept, true)
}

/// Whether an image stands on another one, as QEMU has them open.
fn stands_on(live: &Live, target: &Layer, below: Option<&Layer>) -> Result<bool> {
    let Some(below) = below else { return Ok(false) };
    let nodes = live.command("query-named-block-nodes", Some(json!({ "flat": true })))?;
    let name = json!(format!("libvirt-{}-format", target.index));
    let node = nodes.as_array().into_iter().flatten().find(|node| node["node-name"] == name);
    Ok(node.and_then(|node| node["backing_file"].as_str()) == Some(below.path()))
}
