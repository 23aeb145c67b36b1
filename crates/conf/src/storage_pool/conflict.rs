//! Pools that would hold the same storage.

use super::{PoolKind, PoolSource, StoragePool};

impl StoragePool {
    /// Whether both pools would manage the same storage, so that one would destroy what the other keeps.
    pub fn conflicts_with(&self, other: &StoragePool) -> bool {
        let (one, two) = (&self.source, &other.source);
        if uses_devices(self.kind) && uses_devices(other.kind) {
            return one.devices.iter().any(|device| two.devices.iter().any(|known| known.path == device.path));
        }
        if self.kind != other.kind {
            return false;
        }
        match self.kind {
            PoolKind::Dir => self.target_path() == other.target_path(),
            PoolKind::Mpath => true,
            PoolKind::Scsi => one.adapter == two.adapter,
            PoolKind::Netfs => same_host(one, two) && one.dir == two.dir,
            PoolKind::Gluster => same_host(one, two) && one.dir == two.dir && one.name == two.name,
            PoolKind::Sheepdog => same_host(one, two),
            PoolKind::Iscsi => {
                let paths = |source: &PoolSource| source.devices.first().map(|device| device.path.clone());
                same_host(one, two) && paths(one) == paths(two) && one.initiator == two.initiator
            }
            PoolKind::Vstorage => one.name == two.name,
            // Compat: nobody looks at what servers give out.
            PoolKind::IscsiDirect | PoolKind::Rbd => false,
            PoolKind::Fs | PoolKind::Logical | PoolKind::Disk | PoolKind::Zfs => false,
        }
    }
}

/// Kinds of pools that lie on block devices of the host.
fn uses_devices(kind: PoolKind) -> bool {
    matches!(kind, PoolKind::Fs | PoolKind::Logical | PoolKind::Disk | PoolKind::Zfs)
}

fn same_host(one: &PoolSource, other: &PoolSource) -> bool {
    let name = |source: &PoolSource| source.hosts.first().map(|host| host.name.clone());
    name(one).is_some() && name(one) == name(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(kind: &str, inside: &str) -> StoragePool {
        let target = if inside.contains("<target>") { "" } else { "<target><path>/t</path></target>" };
        StoragePool::parse(&format!("<pool type='{kind}'><name>n</name>{inside}{target}</pool>")).unwrap()
    }

    fn source(inside: &str) -> String {
        format!("<source>{inside}</source>")
    }

    #[test]
    fn the_same_storage_is_a_conflict() {
        let (disk, host) = (source("<device path='/dev/a'/>"), source("<host name='h'/><dir path='/d'/>"));
        for (one, other, conflict) in [
            (("dir", "<target><path>/a/</path></target>"), ("dir", "<target><path>/a</path></target>"), true),
            (("dir", "<target><path>/a</path></target>"), ("dir", "<target><path>/b</path></target>"), false),
            (("fs", disk.as_str()), ("logical", disk.as_str()), true),
            (("fs", disk.as_str()), ("dir", ""), false),
            (("netfs", host.as_str()), ("netfs", host.as_str()), true),
            (("netfs", host.as_str()), ("netfs", &source("<host name='i'/><dir path='/d'/>")), false),
            (("mpath", ""), ("mpath", "<target><path>/other</path></target>"), true),
            (("scsi", &source("<adapter name='host1'/>")), ("scsi", &source("<adapter name='host1'/>")), true),
            (("scsi", &source("<adapter name='host1'/>")), ("scsi", &source("<adapter name='host2'/>")), false),
        ] {
            assert_eq!(pool(one.0, one.1).conflicts_with(&pool(other.0, other.1)), conflict, "{one:?} {other:?}");
        }
    }
}
