//! Disks: block nodes and the devices that use them.

use conf::domain::address::Address;
use conf::domain::controller::ControllerType;
use conf::domain::disk::{Cache, Disk, DiskBus, DiskDevice, DiskDriver, DiskModel, IoThreads};
use conf::domain::storage::DiskSource;
use conf::words::{OnOff, YesNo};
use serde_json::{Value, json};
use virt::{Error, Result};

use super::Build;
use super::block::{DiskNodes, Part, disk_nodes};
use super::props::{Props, virtio_name};

impl Build<'_> {
    pub(super) fn disks(&mut self) -> Result<()> {
        // The last disk is opened first: its images get the lowest numbers.
        let mut nodes: Vec<Option<DiskNodes>> = Vec::new();
        for disk in self.domain.devices.disks.iter().rev() {
            nodes.push(disk_nodes(disk, self.caps, self.runtime, &mut self.numbers)?);
        }
        nodes.reverse();
        let floppies = self.domain.devices.disks.iter().any(|d| d.bus() == DiskBus::Fdc);
        if floppies {
            self.floppy_controller();
        }
        for (disk, nodes) in self.domain.devices.disks.iter().zip(&nodes) {
            for part in nodes.iter().flat_map(|n| &n.parts) {
                match part {
                    Part::Object(props) => self.option("-object", props.clone()),
                    Part::Descriptor(words) => self.option("-add-fd", words.clone()),
                    Part::Node(props) => self.option("-blockdev", props.clone()),
                }
            }
            if disk.bus() == DiskBus::Sd {
                let top = nodes.as_ref().map_or("", |n| &n.top);
                let index = conf::domain::defaults::disk_index(&disk.target.dev).unwrap_or(0);
                self.option("-drive", format!("if=sd,index={index},file={top}"));
                continue;
            }
            if let DiskSource::VhostUser { path, reconnect, .. } = &disk.source {
                let delay = reconnect.as_ref().and_then(|r| r.timeout).map(|t| format!(",reconnect-ms={t}000"));
                let id = format!("chr-vu-{}", disk.info.alias());
                self.option("-chardev", format!("socket,id={id},path={path}{}", delay.unwrap_or_default()));
            }
            let props = self.disk_props(disk, nodes.as_ref())?;
            self.device(props);
        }
        Ok(())
    }

    /// The controller of floppy drives is told what is booted.
    fn floppy_controller(&mut self) {
        let domain = self.domain;
        let drives = domain.devices.disks.iter().filter(|d| d.bus() == DiskBus::Fdc);
        let boots = drives.filter_map(|disk| {
            let index = self.boot.of_alias(disk.info.alias())?;
            let unit = match &disk.info.address {
                Some(Address::Drive(at)) => at.unit,
                _ => 0,
            };
            Some((if unit == 0 { "bootindexA" } else { "bootindexB" }, index))
        });
        let boots: Vec<_> = boots.collect();
        if self.machine.is_q35() {
            let props = boots.iter().fold(Props::driver("isa-fdc"), |props, (name, index)| props.with(name, *index));
            self.device(props);
            return;
        }
        for (name, index) in boots {
            self.option("-global", format!("isa-fdc.{name}={index}"));
        }
    }

    fn disk_props(&self, disk: &Disk, nodes: Option<&DiskNodes>) -> Result<Props> {
        let driver = disk.driver.as_ref();
        let cdrom = disk.device == DiskDevice::Cdrom;
        let mut props = match disk.bus() {
            DiskBus::Virtio => self.virtio_disk(disk)?,
            DiskBus::Ide | DiskBus::Sata => self.ide_disk(disk)?,
            DiskBus::Scsi => self.scsi_disk(disk)?,
            DiskBus::Usb => self.place(Props::driver("usb-storage"), &disk.info)?,
            DiskBus::Fdc => {
                let Some(Address::Drive(at)) = &disk.info.address else {
                    return Err(Error::internal("unexpected address type for fdc disk"));
                };
                Props::driver("floppy").with("unit", at.unit)
            }
            other => {
                return Err(Error::config_unsupported(format!(
                    "unsupported disk bus '{}' with device setup",
                    other.as_str()
                )));
            }
        };
        if disk.shareable {
            props = props.with("share-rw", true);
        }
        props = match (&disk.source, nodes) {
            (DiskSource::VhostUser { .. }, _) => props.with("chardev", format!("chr-vu-{}", disk.info.alias())),
            (_, Some(nodes)) => props.with("drive", nodes.top.clone()),
            (_, None) => props,
        };
        props = props.with("id", disk.info.alias());
        if disk.bus() != DiskBus::Fdc {
            props = props.maybe("bootindex", self.boot.of_alias(disk.info.alias()));
        }
        props = disk_shape(props, disk);
        props = disk_identity(props, disk);
        let cache = driver.and_then(|d| d.cache).filter(|c| *c != Cache::Default);
        if let Some(cache) = cache
            && !cdrom
            && disk.bus() != DiskBus::Fdc
            && disk.device != DiskDevice::Lun
        {
            let write_back = !matches!(cache, Cache::Writethrough | Cache::Directsync);
            props = props.with("write-cache", if write_back { "on" } else { "off" });
        }
        let loadparm = disk.info.boot.as_ref().and_then(|b| b.loadparm.clone());
        if self.caps.has("virtio-ccw.loadparm") && matches!(disk.info.address, Some(Address::Ccw(_))) {
            props = props.maybe("loadparm", loadparm);
        }
        props = props.maybe("serial", disk.serial.as_ref().map(|t| t.0.clone()));
        Ok(match driver {
            Some(driver) => disk_errors(props, driver),
            None => props,
        })
    }

    fn virtio_disk(&self, disk: &Disk) -> Result<Props> {
        let driver = disk.driver.as_ref();
        let base = if matches!(disk.source, DiskSource::VhostUser { .. }) { "vhost-user-blk" } else { "virtio-blk" };
        let name = virtio_name(base, disk.model.map(DiskModel::as_str), &disk.info);
        let mut props = Props::driver(&name).virtio(driver.map(|d| &d.virtio));
        if disk.device == DiskDevice::Lun && self.caps.has("virtio-blk-pci.scsi.default.disabled") {
            props = props.with("scsi", true);
        }
        if let Some(driver) = driver {
            props = props
                .maybe("iothread", driver.iothread.map(|id| format!("iothread{id}")))
                .switch("ioeventfd", driver.ioeventfd)
                .switch("event_idx", driver.event_idx)
                .maybe("num-queues", driver.queues)
                .maybe("queue-size", driver.queue_size);
            props = props.maybe("iothread-vq-mapping", driver.iothreads.as_ref().map(thread_mapping));
        }
        self.place(props, &disk.info)
    }

    fn ide_disk(&self, disk: &Disk) -> Result<Props> {
        let Some(Address::Drive(at)) = &disk.info.address else {
            return Err(Error::internal(format!("unexpected address type for disk '{}'", disk.target.dev)));
        };
        let name = if disk.device == DiskDevice::Cdrom { "ide-cd" } else { "ide-hd" };
        let props = Props::driver(name);
        if disk.bus() == DiskBus::Ide {
            let bus = self.controller_alias(ControllerType::Ide, at.controller)?;
            return Ok(props.with("bus", format!("{bus}.{}", at.bus)).with("unit", at.unit));
        }
        let bus = self.controller_alias(ControllerType::Sata, at.controller)?;
        Ok(props.with("bus", format!("{bus}.{}", at.unit)))
    }

    fn scsi_disk(&self, disk: &Disk) -> Result<Props> {
        let Some(Address::Drive(at)) = &disk.info.address else {
            return Err(Error::internal(format!("unexpected address type for disk '{}'", disk.target.dev)));
        };
        let alias = self.controller_alias(ControllerType::Scsi, at.controller)?;
        let name = match disk.device {
            DiskDevice::Cdrom => "scsi-cd",
            DiskDevice::Lun => "scsi-block",
            _ => "scsi-hd",
        };
        let props = Props::driver(name).with("bus", format!("{alias}.0"));
        let drive = format!("drive-{}", disk.info.alias());
        let mut props = match self.is_old_scsi(at.controller) {
            true => props.with("scsi-id", at.unit),
            false => props.with("channel", at.bus).with("scsi-id", at.target).with("lun", at.unit),
        };
        if disk.device != DiskDevice::Lun {
            let id = disk.serial.as_ref().map_or(drive, |serial| serial.0.clone());
            props = props.with("device_id", id);
        }
        if disk.rawio == Some(YesNo::Yes) {
            // Raw I/O is a right of the process, not a property of the device.
            return Ok(props);
        }
        Ok(props)
    }
}

/// Which threads serve which queues.
pub(super) fn thread_mapping(threads: &IoThreads) -> Value {
    let entries = threads.threads.iter().map(|thread| {
        let queues: Vec<u32> = thread.queues.iter().map(|q| q.id).collect();
        let mut entry = json!({"iothread": format!("iothread{}", thread.id)});
        if !queues.is_empty() {
            entry["vqs"] = json!(queues);
        }
        entry
    });
    entries.collect()
}

/// Block sizes and the geometry that old guests ask for.
fn disk_shape(mut props: Props, disk: &Disk) -> Props {
    if let Some(io) = &disk.blockio {
        props = props
            .maybe("logical_block_size", io.logical_block_size)
            .maybe("physical_block_size", io.physical_block_size)
            .maybe("discard_granularity", io.discard_granularity);
    }
    if let Some(geometry) = &disk.geometry {
        props = props.with("cyls", geometry.cyls).with("heads", geometry.heads).with("secs", geometry.secs);
        props = props.maybe("bios-chs-trans", geometry.trans.clone());
    }
    if let Some(wwn) = &disk.wwn {
        let digits = wwn.0.strip_prefix("0x").unwrap_or(&wwn.0);
        props = props.maybe("wwn", u64::from_str_radix(digits, 16).ok());
    }
    props
}

/// What the disk says of itself.
fn disk_identity(mut props: Props, disk: &Disk) -> Props {
    props = props.maybe("rotation_rate", disk.target.rotation_rate);
    props = props.maybe("vendor", disk.vendor.as_ref().map(|t| t.0.clone()));
    if matches!(disk.bus(), DiskBus::Scsi) {
        props = props.maybe("product", disk.product.as_ref().map(|t| t.0.clone()));
    } else {
        props = props.maybe("model", disk.product.as_ref().map(|t| t.0.clone()));
    }
    if disk.bus() == DiskBus::Usb {
        props = props.with("removable", disk.target.removable.is_some_and(OnOff::is_on));
    }
    props
}

/// What happens when the image fails.
fn disk_errors(mut props: Props, driver: &DiskDriver) -> Props {
    props = props.maybe(
        "werror",
        driver.error_policy.map(|p| match p.as_str() {
            "enospace" => "enospc",
            word => word,
        }),
    );
    // Running out of space is no way for reads to fail.
    let read = driver.rerror_policy.or(driver.error_policy.filter(|p| p.as_str() != "enospace"));
    props = props.maybe(
        "rerror",
        read.map(|p| match p.as_str() {
            "enospace" => "report",
            word => word,
        }),
    );
    props
}
