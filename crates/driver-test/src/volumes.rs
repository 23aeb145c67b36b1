//! The volumes of a pool by their names. A change copies a small part of them only, so that many are no burden.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::storage_vol::Volume;

/// How many parts there are.
const PARTS: usize = 64;

/// Volumes whose names have something in common.
#[derive(Debug, Clone, Default)]
struct Part {
    all: BTreeMap<String, Arc<Volume>>,
    /// Bytes that volumes take to which nothing was written: they never change.
    fixed: u64,
    /// Whether something was written to others.
    has_data: bool,
}

impl Part {
    /// Changes the volumes.
    fn change(&mut self, change: impl FnOnce(&mut BTreeMap<String, Arc<Volume>>)) {
        change(&mut self.all);
        let (data, empty): (Vec<_>, Vec<_>) = self.all.values().partition(|volume| volume.data.is_some());
        (self.fixed, self.has_data) = (sum(empty.into_iter()), !data.is_empty());
    }

    /// Bytes that its volumes take.
    fn allocation(&self) -> u64 {
        if !self.has_data {
            return self.fixed;
        }
        self.fixed.saturating_add(sum(self.all.values().filter(|volume| volume.data.is_some())))
    }
}

/// Bytes that volumes take.
fn sum<'v>(volumes: impl Iterator<Item = &'v Arc<Volume>>) -> u64 {
    volumes.fold(0, |sum, volume| sum.saturating_add(volume.allocation()))
}

/// Volumes by their names; a copy shares all parts with the original until it is changed.
#[derive(Debug, Clone)]
pub(crate) struct Volumes(Vec<Arc<Part>>);

impl Default for Volumes {
    fn default() -> Volumes {
        Volumes(vec![Arc::default(); PARTS])
    }
}

/// The number of the part that a name is in.
fn part_of(name: &str) -> usize {
    // FNV-1a: similar names go to different parts.
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from(hash % PARTS as u64).unwrap_or(0)
}

impl Volumes {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|part| part.all.len()).sum()
    }

    /// Bytes that they take.
    pub(crate) fn allocation(&self) -> u64 {
        self.0.iter().fold(0, |sum: u64, part| sum.saturating_add(part.allocation()))
    }

    /// The volume of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Arc<Volume>> {
        self.0.get(part_of(name))?.all.get(name)
    }

    /// All, in no order.
    pub(crate) fn each(&self) -> impl Iterator<Item = &Arc<Volume>> {
        self.0.iter().flat_map(|part| part.all.values())
    }

    /// All, in the order of their names.
    pub(crate) fn sorted(&self) -> Vec<&Arc<Volume>> {
        let mut all: Vec<_> = self.each().collect();
        all.sort_unstable_by(|one, other| one.document.name.cmp(&other.document.name));
        all
    }

    /// Adds a volume, or puts it in the place of the one of its name.
    pub(crate) fn put(&mut self, volume: Volume) {
        let name = &volume.document.name;
        if let Some(part) = self.0.get_mut(part_of(name)) {
            let name = name.clone();
            Arc::make_mut(part).change(|all| _ = all.insert(name, Arc::new(volume)));
        }
    }

    /// Forgets the volume of a name.
    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(part) = self.0.get_mut(part_of(name)) {
            Arc::make_mut(part).change(|all| _ = all.remove(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_go_their_own_ways() {
        let volume = |name: String| {
            let text = format!("<volume><name>{name}</name><capacity>1</capacity></volume>");
            let pool = conf::storage_pool::PoolKind::Dir;
            let document = conf::storage_vol::StorageVolume::parse(&text, pool, conf::storage_vol::Capacity::Required);
            Volume { document: document.unwrap(), data: None }
        };
        let mut volumes = Volumes::default();
        (0..1000).rev().for_each(|number| volumes.put(volume(format!("v{number:03}"))));
        let mut copy = volumes.clone();
        copy.remove("v500");
        copy.remove("none");
        copy.put(volume("w".to_owned()));
        assert!(volumes.get("v500").is_some() && volumes.get("w").is_none());
        assert_eq!((volumes.allocation(), copy.allocation()), (1000, 1000));
        copy.put(Volume {
            data: Some(Arc::new(host::memory_file::MemoryFile::new("w", 1).unwrap())),
            ..volume("w".to_owned())
        });
        assert_eq!(copy.allocation(), 1000);
        assert!(copy.get("v500").is_none() && copy.get("w").is_some());
        assert_eq!((volumes.len(), copy.len(), volumes.each().count()), (1000, 1000, 1000));
        let names: Vec<_> = volumes.sorted().iter().map(|volume| volume.document.name.clone()).collect();
        assert!(names.is_sorted() && names.len() == 1000);
        assert!(volumes.0.iter().all(|part| part.all.len() < 64), "a part has much more than others");
    }
}
