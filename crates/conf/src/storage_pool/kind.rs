//! The kinds of storage pools: what their sources are made of, and which formats they and their volumes have.

use xml::Xml;

/// The kind of a storage pool.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PoolKind {
    /// A folder.
    Dir,
    /// A file system of the host.
    Fs,
    /// A file system of a server.
    Netfs,
    /// An LVM volume group.
    Logical,
    /// The partitions of a disk.
    Disk,
    /// Units of an iSCSI target, through the kernel.
    Iscsi,
    /// Units of an iSCSI target, through a library.
    IscsiDirect,
    /// Units behind a SCSI adapter.
    Scsi,
    /// Multipath devices.
    Mpath,
    /// A Ceph pool.
    Rbd,
    /// A Sheepdog cluster.
    Sheepdog,
    /// A Gluster volume.
    Gluster,
    /// A ZFS pool.
    Zfs,
    /// Virtuozzo storage.
    Vstorage,
}

/// Whether a part of the source belongs to a kind of pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It means nothing there.
    Foreign,
    /// It may stand there.
    Optional,
    /// It has to stand there.
    Required,
}

use PoolKind::*;
use Presence::{Foreign, Optional, Required};

/// Formats of images.
const FILE_FORMATS: &[&str] = &[
    "none", "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "cow", "qcow", "qcow2",
    "qed", "vmdk",
];

/// Contents of partitions.
const PARTITIONS: &[&str] = &["none", "linux", "fat16", "fat32", "linux-swap", "linux-lvm", "linux-raid", "extended"];

impl PoolKind {
    /// All kinds, in the order in which capabilities list them.
    pub const ALL: [PoolKind; 14] =
        [Dir, Fs, Netfs, Logical, Disk, Iscsi, IscsiDirect, Scsi, Mpath, Rbd, Sheepdog, Gluster, Zfs, Vstorage];

    /// `<host>`
    pub fn hosts(self) -> Presence {
        match self {
            Netfs | Iscsi | IscsiDirect | Rbd | Sheepdog | Gluster => Required,
            _ => Foreign,
        }
    }

    /// `<device>`
    pub fn devices(self) -> Presence {
        match self {
            Fs | Disk => Required,
            Logical | Iscsi | IscsiDirect | Zfs => Optional,
            _ => Foreign,
        }
    }

    /// `<dir>`
    pub fn dir(self) -> Presence {
        match self {
            Netfs => Required,
            Gluster => Optional,
            _ => Foreign,
        }
    }

    /// `<adapter>`
    pub fn adapter(self) -> Presence {
        if self == Scsi { Required } else { Foreign }
    }

    /// `<initiator>`
    pub fn initiator(self) -> Presence {
        match self {
            IscsiDirect => Required,
            Iscsi => Optional,
            _ => Foreign,
        }
    }

    /// `<name>` of the source
    pub fn source_name(self) -> Presence {
        match self {
            Rbd => Required,
            Logical | Sheepdog | Gluster | Zfs | Vstorage => Optional,
            _ => Foreign,
        }
    }

    /// Its volumes are names at a server, not paths of the host.
    pub fn is_network(self) -> bool {
        matches!(self, IscsiDirect | Rbd | Sheepdog | Gluster)
    }

    /// What `<format>` of the source may be.
    pub fn source_formats(self) -> &'static [&'static str] {
        match self {
            Fs => &[
                "auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+", "xfs", "ocfs2",
                "vmfs",
            ],
            Netfs => &["auto", "nfs", "glusterfs", "cifs"],
            Logical => &["unknown", "lvm2"],
            Disk => &["unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2"],
            _ => &[],
        }
    }

    /// What an absent `<format>` of the source means.
    pub fn default_source_format(self) -> Option<&'static str> {
        match self {
            Logical => Some("lvm2"),
            _ => self.source_formats().first().copied(),
        }
    }

    /// What capabilities say `<format>` of a volume may be; `None` where volumes have no format.
    pub fn volume_formats(self) -> Option<&'static [&'static str]> {
        match self {
            Dir | Fs | Netfs | Gluster | Vstorage => Some(FILE_FORMATS),
            Disk => Some(PARTITIONS),
            Rbd => Some(&[]),
            _ => None,
        }
    }

    /// What an absent `<format>` of a volume means.
    pub fn default_volume_format(self) -> Option<&'static str> {
        match self {
            Disk => Some("none"),
            _ => self.volume_formats().map(|_| "raw"),
        }
    }

    /// Whether a volume may be of this format.
    pub fn accepts_volume_format(self, word: &str) -> bool {
        match self {
            Disk => PARTITIONS.contains(&word),
            _ => word != "none" && FILE_FORMATS.contains(&word),
        }
    }
}
