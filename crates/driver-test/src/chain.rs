//! The images that a disk stands on: its own first.

use conf::domain::disk::{BackingStore, Disk};
use conf::domain::storage::{DiskSource, Format, ImageFormat};
use virt::{Error, Result};

/// One image.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) source: DiskSource,
    pub(crate) format: Option<ImageFormat>,
}

/// A disk's images.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chain {
    /// The name of the disk in the guest.
    target: String,
    pub(crate) layers: Vec<Layer>,
}

impl Chain {
    /// The images of a disk.
    pub(crate) fn of(disk: &Disk) -> Chain {
        let mut layers = vec![Layer { source: disk.source.clone(), format: disk.format() }];
        let mut below = disk.backing_store.as_deref();
        while let Some(store) = below {
            let Some(source) = &store.source else { break };
            layers.push(Layer { source: source.clone(), format: store.format.as_ref().map(|format| format.kind) });
            below = store.backing_store.as_deref();
        }
        Chain { target: disk.target.dev.clone(), layers }
    }

    /// Makes them the images of a disk.
    pub(crate) fn put(self, disk: &mut Disk) {
        let mut layers = self.layers.into_iter();
        let Some(first) = layers.next() else { return };
        disk.source = first.source;
        if first.format.is_some() {
            disk.driver.get_or_insert_with(Default::default).format = first.format;
        }
        let store = |below: Option<Box<BackingStore>>, layer: Layer| {
            let format = layer.format.map(|kind| Format { kind, metadata_cache: None });
            Some(Box::new(BackingStore { index: None, format, source: Some(layer.source), backing_store: below }))
        };
        disk.backing_store = layers.rev().fold(None, store);
    }

    /// Which image a name means: a path, or the disk's name with a number as in `vda[1]`.
    pub(crate) fn find(&self, name: &str) -> Result<usize> {
        let missing = || Error::invalid_arg(format!("could not find image '{name}' in chain for '{}'", self.target));
        let by_path = || self.layers.iter().position(|layer| layer.source.path() == Some(name));
        let numbered = name.strip_prefix(self.target.as_str()).and_then(|rest| rest.strip_prefix('['));
        match numbered.and_then(|rest| rest.strip_suffix(']')) {
            Some(number) => {
                let number = number.parse::<usize>().ok().filter(|number| *number < self.layers.len());
                number.ok_or_else(missing)
            }
            None => by_path().ok_or_else(missing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conf::domain::device::Device;
    use conf::domain::{Domain, ParseFlags};

    #[test]
    fn images_are_found_by_path_and_number_and_put_back() {
        let text = "<disk type='file'><driver type='qcow2'/><source file='/c'/><backingStore type='file'>\
            <format type='qcow2'/><source file='/b'/><backingStore type='file'><format type='raw'/><source file='/a'/>\
            </backingStore></backingStore><target dev='vda'/></disk>";
        let Device::Disk(mut disk) = Device::parse(text, ParseFlags::INACTIVE).unwrap() else { panic!() };
        let chain = Chain::of(&disk);
        assert_eq!(chain.layers.len(), 3);
        assert_eq!(
            (chain.find("/b").unwrap(), chain.find("vda[2]").unwrap(), chain.find("vda[0]").unwrap()),
            (1, 2, 0)
        );
        assert!(chain.find("vda[3]").is_err() && chain.find("/z").is_err() && chain.find("vda[x]").is_err());
        let before = disk.clone();
        chain.clone().put(&mut disk);
        assert_eq!(disk, before);
        Chain { layers: chain.layers[..1].to_vec(), ..chain }.put(&mut disk);
        assert!(disk.backing_store.is_none());
        drop(Domain::default());
    }
}
