//! Block nodes: how QEMU opens an image, layer by layer.

use crate::Capabilities;
use conf::domain::disk::{BackingStore, Cache, Discard, Disk};
use conf::domain::storage::{Auth, DataStore, DiskSource, ImageFormat, Slice};
use conf::encryption::{Encryption, EncryptionEngine, EncryptionFormat};
use conf::words::OnOff;
use serde_json::{Value, json};
use virt::{Error, Result};

use super::Runtime;
use super::props::Props;
use super::secret::Wanted;

/// What a disk's image is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Something a node needs: a secret, certificates.
    Object(String),
    /// A descriptor that a node is opened by.
    Descriptor(String),
    /// A block node.
    Node(String),
}

/// The block nodes of one disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct DiskNodes {
    /// Nodes with what they need, in the order in which they are added: the lowest first.
    pub(crate) parts: Vec<Part>,
    /// The name of the node that the device uses.
    pub(crate) top: String,
}

/// What the parts of one command line are counted by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    /// Images so far.
    pub(crate) images: u32,
    /// Sets of descriptors so far.
    pub(crate) fdsets: u32,
}

/// One image of a chain.
pub(super) struct Layer<'a> {
    pub(super) source: &'a DiskSource,
    format: ImageFormat,
    index: u32,
    readonly: bool,
    pub(super) encryption: Option<&'a Encryption>,
    pub(super) auth: Option<&'a Auth>,
    /// The image that holds a qcow2 image's data, if that is another one.
    data: Option<Box<Layer<'a>>>,
}

impl<'a> Layer<'a> {
    fn new(source: &'a DiskSource, format: ImageFormat, readonly: bool, numbers: &mut Numbers) -> Layer<'a> {
        numbers.images += 1;
        let common = source.common();
        let index = common.index.unwrap_or(numbers.images);
        let (encryption, auth) = (common.encryption.as_deref(), common.auth.as_deref());
        let mut layer = Layer { source, format, index, readonly, encryption, auth, data: None };
        if let Some(DataStore { format, source }) = common.data_store.as_deref() {
            let format = format.as_ref().map_or(ImageFormat::Raw, |f| f.kind);
            layer.data = Some(Box::new(Layer::new(source, format, readonly, numbers)));
        }
        layer
    }

    /// The node that touches the storage.
    pub(super) fn storage_name(&self) -> String {
        format!("libvirt-{}-storage", self.index)
    }

    fn slice(&self) -> Option<&'a Slice> {
        self.source.common().slices.as_ref()?.slices.first()
    }

    /// Whether Ceph decrypts the image, not QEMU.
    fn server_decrypts(&self) -> bool {
        self.encryption.is_some_and(|e| e.engine == Some(EncryptionEngine::Librbd))
    }

    /// Whether the storage is the image: nobody has to read a format.
    fn is_plain(&self, caps: &Capabilities) -> bool {
        let is_folder = matches!(self.source, DiskSource::Dir { .. });
        let is_decrypted = self.encryption.is_some() && !self.server_decrypts();
        self.format == ImageFormat::Raw && !is_folder && !is_decrypted && raw_needs_no_layer(caps)
    }

    /// The node that reads the format, where somebody has to.
    fn format_name(&self) -> String {
        format!("libvirt-{}-format", self.index)
    }

    /// The names of the objects that hold the image's passphrases.
    fn passphrases(&self, caps: &Capabilities) -> Vec<String> {
        let node = if self.is_plain(caps) { self.storage_name() } else { self.format_name() };
        let secrets = self.encryption.map_or(0, |encryption| encryption.secrets.len());
        (0..secrets).map(|i| format!("{node}-encryption-secret{i}")).collect()
    }
}

/// The nodes of a disk; drives without a medium have none.
pub(crate) fn disk_nodes(
    disk: &Disk,
    caps: &Capabilities,
    runtime: &Runtime,
    numbers: &mut Numbers,
) -> Result<Option<DiskNodes>> {
    if disk.source.is_empty() || matches!(disk.source, DiskSource::VhostUser { .. }) {
        return Ok(None);
    }
    let format = disk.format().unwrap_or(ImageFormat::Raw);
    let mut first = Layer::new(&disk.source, format, disk.readonly, numbers);
    first.encryption = first.encryption.or(disk.encryption.as_ref());
    first.auth = first.auth.or(disk.auth.as_ref());
    let mut layers = vec![first];
    let mut below = disk.backing_store.as_deref();
    let mut ends = false;
    while let Some(BackingStore { source, format, backing_store, .. }) = below {
        let Some(source) = source else {
            ends = true;
            break;
        };
        let format = format.as_ref().map_or(ImageFormat::Raw, |f| f.kind);
        layers.push(Layer::new(source, format, true, numbers));
        below = backing_store.as_deref();
    }
    let mut chain = Chain { disk, caps, runtime, numbers, nodes: DiskNodes::default() };
    let mut backing = ends.then_some(Value::Null);
    for layer in layers.iter().rev() {
        chain.layer(layer, backing.take())?;
        backing = Some(Value::String(chain.nodes.top.clone()));
    }
    chain.filters();
    Ok(Some(chain.nodes))
}

/// Whether a raw image's storage can be used as it is.
pub(crate) fn raw_needs_no_layer(caps: &Capabilities) -> bool {
    caps.version() >= 9_000_000
}

/// The nodes of one disk while they are put together.
pub(super) struct Chain<'a> {
    pub(super) disk: &'a Disk,
    caps: &'a Capabilities,
    pub(super) runtime: &'a Runtime,
    numbers: &'a mut Numbers,
    nodes: DiskNodes,
}

impl Chain<'_> {
    pub(super) fn object(&mut self, props: &Props) {
        self.nodes.parts.push(Part::Object(props.text()));
    }

    /// Adds a descriptor that was opened under a key; returns the path by which QEMU opens it.
    pub(super) fn descriptor(&mut self, key: &str, opaque: &str) -> Result<String> {
        let fd = self.runtime.fd(key)?;
        let set = self.numbers.fdsets;
        self.numbers.fdsets += 1;
        self.nodes.parts.push(Part::Descriptor(format!("set={set},fd={fd},opaque={opaque}")));
        Ok(format!("/dev/fdset/{set}"))
    }

    /// Adds a node that others are above of.
    fn node(&mut self, name: String, props: Props) {
        self.nodes.parts.push(Part::Node(props.text()));
        self.nodes.top = name;
    }

    /// The nodes of one image: storage, its part that holds the image, and format above it where it is needed.
    fn layer(&mut self, layer: &Layer<'_>, backing: Option<Value>) -> Result<()> {
        let data = match layer.data.as_deref() {
            Some(data) => {
                self.layer(data, None)?;
                Some(std::mem::take(&mut self.nodes.top))
            }
            None => None,
        };
        let storage = self.storage(layer)?;
        let (storage_name, is_plain) = (layer.storage_name(), layer.is_plain(self.caps));
        let below = |props: Props| with_cache(props.with("auto-read-only", true).with("discard", "unmap"), self.disk);
        let whole = |props: Props| with_modes(props.with("read-only", layer.readonly), self.disk);
        let ready = |props: Props| if is_plain { whole(props) } else { below(props) };
        let storage = storage.with("node-name", storage_name.clone());
        let Some(slice) = layer.slice() else {
            let storage = ready(storage);
            self.node(storage_name.clone(), storage);
            return if is_plain { Ok(()) } else { self.format(layer, &storage_name, data, backing) };
        };
        let (storage, name) = (below(storage), format!("libvirt-{}-slice-sto", layer.index));
        let part = Props::driver("raw").with("file", storage_name.clone());
        let part = part.with("offset", slice.offset).with("size", slice.size).with("node-name", name.clone());
        let part = ready(part);
        self.node(storage_name, storage);
        self.node(name.clone(), part);
        if is_plain { Ok(()) } else { self.format(layer, &name, data, backing) }
    }

    /// The node that reads the image's format.
    fn format(&mut self, layer: &Layer<'_>, file: &str, data: Option<String>, backing: Option<Value>) -> Result<()> {
        let name = layer.format_name();
        let readonly = layer.readonly || matches!(layer.source, DiskSource::Dir { .. });
        let top = Props::default().with("node-name", name.clone()).with("read-only", readonly);
        let driver = self.disk.driver.as_ref();
        let mut top = self.decrypted(with_modes(top, self.disk), layer)?;
        if driver.and_then(|d| d.discard_no_unref) == Some(OnOff::On) {
            top = top.with("discard-no-unref", true);
        }
        if let Some(size) = driver.and_then(|d| d.metadata_cache.as_ref()).and_then(|m| m.max_size) {
            top = top.with("cache-size", size.0);
        }
        let backing = backing.filter(|_| has_backing(layer.format));
        let top = top.maybe("data-file", data).with("file", file).maybe("backing", backing);
        self.node(name, top);
        Ok(())
    }

    /// The driver of a format, with the passphrase that it asks for.
    fn decrypted(&self, props: Props, layer: &Layer<'_>) -> Result<Props> {
        let driver = format_driver(layer.format)?;
        let Some(encryption) = layer.encryption.filter(|_| !layer.server_decrypts()) else {
            return Ok(props.with("driver", driver));
        };
        let key = layer.passphrases(self.caps).into_iter().next();
        match layer.format {
            ImageFormat::Raw => Ok(props.with("driver", "luks").maybe("key-secret", key)),
            ImageFormat::Qcow | ImageFormat::Qcow2 => {
                let format = match encryption.format {
                    EncryptionFormat::Luks => "luks",
                    EncryptionFormat::Qcow | EncryptionFormat::Default => "aes",
                    EncryptionFormat::Luks2 | EncryptionFormat::LuksAny => {
                        return Err(Error::config_unsupported("only Ceph itself reads images encrypted with 'luks2'"));
                    }
                };
                let encrypt = Props::default().with("format", format).maybe("key-secret", key).value();
                Ok(props.with("driver", driver).with("encrypt", encrypt))
            }
            other => {
                let message = format!("QEMU has no encryption in images of format '{}'", other.as_str());
                Err(Error::config_unsupported(message))
            }
        }
    }

    /// The objects with the image's passphrases; where Ceph decrypts it, also what it is told.
    pub(super) fn passphrases(&mut self, layer: &Layer<'_>) -> Result<Option<Value>> {
        let Some(encryption) = layer.encryption else { return Ok(None) };
        let names = layer.passphrases(self.caps);
        for (name, secret) in names.iter().zip(&encryption.secrets) {
            let props = self.runtime.secret(name, &Wanted::passphrase(&secret.secret))?;
            self.object(&props);
        }
        if !layer.server_decrypts() {
            return Ok(None);
        }
        let format = match encryption.format {
            EncryptionFormat::Luks2 => "luks2",
            EncryptionFormat::LuksAny => "luks-any",
            _ => "luks",
        };
        // The first passphrase is that of the image itself, each one after it that of an image below.
        Ok(names.into_iter().rev().fold(None, |parent, name| {
            Some(Props::default().with("format", format).with("key-secret", name).maybe("parent", parent).value())
        }))
    }

    /// What stands between the image and the device.
    fn filters(&mut self) {
        let disk = self.disk;
        if disk.driver.as_ref().and_then(|d| d.copy_on_read) == Some(OnOff::On) {
            let name = format!("libvirt-CoR-{}", disk.target.dev);
            let props = Props::driver("copy-on-read").with("node-name", name.clone());
            let props = props.with("file", self.nodes.top.clone()).with("discard", "unmap");
            self.node(name, props);
        }
        for filter in disk.throttle_filters.iter().flat_map(|f| &f.filters) {
            self.numbers.images += 1;
            let name = format!("libvirt-{}-filter", self.numbers.images);
            let props = Props::driver("throttle").with("node-name", name.clone());
            let props = props.with("throttle-group", format!("throttle-{}", filter.group));
            let props = props.with("file", self.nodes.top.clone());
            self.node(name, props);
        }
    }
}

fn with_cache(props: Props, disk: &Disk) -> Props {
    let (direct, no_flush) = match disk.driver.as_ref().and_then(|d| d.cache) {
        None | Some(Cache::Default) => return props,
        Some(Cache::None | Cache::Directsync) => (true, false),
        Some(Cache::Writethrough | Cache::Writeback) => (false, false),
        Some(Cache::Unsafe) => (false, true),
    };
    props.with("cache", json!({"direct": direct, "no-flush": no_flush}))
}

/// Discard, zero detection and cache mode of the node that does the disk's work.
fn with_modes(props: Props, disk: &Disk) -> Props {
    let driver = disk.driver.as_ref();
    let mut props = with_cache(props, disk);
    let discard = driver.and_then(|d| d.discard);
    props = props.maybe("discard", discard.map(Discard::as_str));
    let zeroes = driver.and_then(|d| d.detect_zeroes).map(|z| match (z.as_str(), discard) {
        // Unmapping needs discard to be let through.
        ("unmap", None | Some(Discard::Ignore)) => "on",
        (word, _) => word,
    });
    props.maybe("detect-zeroes", zeroes)
}

/// Whether images of a format can stand above others.
fn has_backing(format: ImageFormat) -> bool {
    matches!(format, ImageFormat::Qcow | ImageFormat::Qcow2 | ImageFormat::Qed | ImageFormat::Vmdk)
}

fn format_driver(format: ImageFormat) -> Result<&'static str> {
    Ok(match format {
        ImageFormat::Vpc | ImageFormat::Vhd => "vpc",
        ImageFormat::Raw | ImageFormat::Fat => "raw",
        ImageFormat::Bochs
        | ImageFormat::Cloop
        | ImageFormat::Dmg
        | ImageFormat::Vdi
        | ImageFormat::Qcow
        | ImageFormat::Qcow2
        | ImageFormat::Qed
        | ImageFormat::Vmdk
        | ImageFormat::Parallels
        | ImageFormat::Luks => format.as_str(),
        other => return Err(Error::config_unsupported(format!("unsupported disk format '{}'", other.as_str()))),
    })
}
