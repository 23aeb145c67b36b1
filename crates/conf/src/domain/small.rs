//! Devices that are little more than a model: watchdog, balloon, random numbers, panic, vsock, IOMMU, TPM.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioDriver};
use super::chardev::{ChardevSource, Protocol};
use crate::words::{OnOff, YesNo};
use xml::{Element, Hex, Node, Writer, Xml};

/// `<watchdog>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Watchdog {
    pub model: String,
    pub action: Option<String>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<memballoon>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Memballoon {
    pub model: String,
    pub autodeflate: Option<OnOff>,
    #[xml("freePageReporting")]
    pub free_page_reporting: Option<OnOff>,
    pub stats: Option<BalloonStats>,
    #[xml(flatten)]
    pub info: DeviceInfo,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<VirtioDriver>,
}

/// `<stats period=…>`: how often the guest reports, in seconds.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BalloonStats {
    pub period: u32,
}

/// `<rng>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Rng {
    pub model: String,
    pub rate: Option<RngRate>,
    #[xml(with = only_rng_backend)]
    pub backend: RngBackend,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<VirtioDriver>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

crate::only_child! {
    /// Random numbers have one source.
    only_rng_backend Invalid "only one RNG backend is supported"
}

/// `<rate>`: at most so many bytes per period (milliseconds).
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct RngRate {
    pub bytes: u32,
    pub period: Option<u32>,
}

/// `<backend>`: where the numbers come from.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "model")]
pub enum RngBackend {
    Random(RngDevice),
    Egd {
        #[xml(union = "type", body = "source", last)]
        source: ChardevSource,
        #[xml(with = super::chardev::protocol)]
        protocol: Option<Protocol>,
    },
    Builtin,
}

/// A device file on the host.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RngDevice {
    pub path: Option<String>,
}

impl Element for RngDevice {
    fn parse(node: &Node) -> xml::Result<Self> {
        let text = node.text();
        Ok(RngDevice { path: (!text.trim().is_empty()).then(|| text.into_owned()) })
    }

    fn format(&self, writer: &mut Writer) {
        if let Some(path) = &self.path {
            writer.content(path);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.content::<String>();
    }
}

/// `<panic>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Panic {
    pub model: Option<String>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<vsock>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Vsock {
    pub model: Option<String>,
    pub cid: Option<VsockCid>,
    #[xml(flatten)]
    pub info: DeviceInfo,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<VirtioDriver>,
}

/// `<cid>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VsockCid {
    pub auto: Option<YesNo>,
    pub address: Option<u32>,
}

/// `<iommu>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Iommu {
    pub model: String,
    pub driver: Option<IommuDriver>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<driver>` of an IOMMU.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IommuDriver {
    pub intremap: Option<OnOff>,
    pub caching_mode: Option<OnOff>,
    pub eim: Option<OnOff>,
    pub iotlb: Option<OnOff>,
    pub aw_bits: Option<u32>,
    pub dma_translation: Option<OnOff>,
    pub passthrough: Option<OnOff>,
    pub xtsup: Option<OnOff>,
}

/// `<tpm>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Tpm {
    pub model: Option<String>,
    #[xml(with = only_tpm_backend)]
    pub backend: TpmBackend,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

crate::only_child! {
    /// A TPM is one thing on the host.
    only_tpm_backend Invalid "only one TPM backend is supported"
}

/// `<backend>` of a TPM.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum TpmBackend {
    Passthrough {
        device: Option<crate::words::PathAttr>,
    },
    Emulator {
        version: Option<String>,
        persistent_state: Option<YesNo>,
        debug: Option<u32>,
        #[xml(with = tpm_encryption)]
        encryption: Option<TpmEncryption>,
        active_pcr_banks: Option<PcrBanks>,
        source: Option<TpmSource>,
        profile: Option<TpmProfile>,
    },
    External {
        source: Option<TpmExternalSource>,
    },
}

crate::child_if_it_has! {
    /// Compat: encryption without a secret is none.
    tpm_encryption "secret" TpmEncryption
}

/// `<encryption secret=…>`: what the TPM's state is encrypted with.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct TpmEncryption {
    pub secret: String,
}

/// `<source>`: where an emulated TPM keeps its state.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct TpmSource {
    #[xml("type")]
    pub kind: String,
    pub path: String,
}

/// `<source>`: the socket of a TPM that someone else runs.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct TpmExternalSource {
    #[xml("type")]
    pub kind: String,
    pub mode: Option<String>,
    pub path: Option<String>,
}

/// `<active_pcr_banks>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PcrBanks {
    pub sha1: bool,
    pub sha256: bool,
    pub sha384: bool,
    pub sha512: bool,
}

/// `<profile>`: which algorithms an emulated TPM offers.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct TpmProfile {
    pub source: Option<String>,
    #[xml("removeDisabled")]
    pub remove_disabled: Option<String>,
    pub name: Option<String>,
}

/// `<hub>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Hub {
    #[xml("type")]
    pub kind: String,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<crypto>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Crypto {
    pub model: String,
    #[xml("type")]
    pub kind: String,
    pub backend: CryptoBackend,
    #[xml(flatten)]
    pub info: DeviceInfo,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<VirtioDriver>,
}

/// `<backend>` of a crypto device.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CryptoBackend {
    pub model: String,
    pub queues: Option<u32>,
}

/// `<pstore>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Pstore {
    pub backend: String,
    pub path: xml::Text,
    pub size: xml::Kib,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<shmem>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Shmem {
    pub name: String,
    pub role: Option<String>,
    pub model: Option<ShmemModel>,
    pub size: Option<ShmemSize>,
    pub server: Option<ShmemServer>,
    pub msi: Option<ShmemMsi>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<model type=…>` of shared memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ShmemModel {
    #[xml("type")]
    pub kind: String,
}

/// `<server>`: who hands out the memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ShmemServer {
    pub path: Option<String>,
}

/// `<msi>`: interrupts between the guests that share.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ShmemMsi {
    pub vectors: Option<u32>,
    pub ioeventfd: Option<OnOff>,
}

/// `<size unit='M'>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShmemSize {
    pub bytes: u64,
}

impl Element for ShmemSize {
    fn parse(node: &Node) -> xml::Result<Self> {
        let value: u64 = node.content()?;
        let bytes = xml::scale(value, node.attr("unit").unwrap_or("b"));
        Ok(ShmemSize { bytes: bytes.ok_or_else(|| node.bad_value("unit"))? })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("unit", "M");
        writer.content(&(self.bytes >> 20).to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        xml::declare_size(shape);
    }
}

xml::element!(ShmemSize);

/// `<memory>`: a memory module.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct MemoryDevice {
    pub model: String,
    pub access: Option<String>,
    pub discard: Option<YesNo>,
    pub uuid: Option<xml::Text>,
    pub source: Option<MemorySource>,
    pub target: MemoryTarget,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<source>` of a memory module.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemorySource {
    pub nodemask: Option<xml::Text>,
    pub pagesize: Option<xml::Kib>,
    pub path: Option<xml::Text>,
    pub alignsize: Option<xml::Kib>,
    pub pmem: bool,
}

/// `<target>` of a memory module.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryTarget {
    #[xml("dynamicMemslots")]
    pub dynamic_memslots: Option<YesNo>,
    pub size: Option<xml::Kib>,
    pub node: Option<xml::Text<u32>>,
    pub label: Option<MemoryLabel>,
    pub block: Option<xml::Kib>,
    pub requested: Option<xml::Kib>,
    #[xml(live)]
    pub current: Option<xml::Kib>,
    pub readonly: bool,
    pub address: Option<MemoryBase>,
}

/// `<address base=…>`: where the module stands in the guest's memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryBase {
    pub base: Hex<1>,
}

/// `<label>` of an NVDIMM.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryLabel {
    pub size: Option<xml::Kib>,
}
