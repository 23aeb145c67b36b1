//! `<domainCapabilities>`: what a guest may ask for on one binary, machine and accelerator.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::capabilities::Amount;
use crate::domain::cpu::{CpuFeature, CpuModel, MaxPhysAddr};
use crate::text::block;
use crate::words::{Named, YesNo};
use virt::Result;
use xml::{Document, Element, Field, Inner, Mode, Node, Shape, Text, Writer, Xml};

/// The whole document.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DomainCapabilities {
    /// The binary.
    pub path: Option<Text>,
    /// The type of the domain.
    pub domain: Text,
    pub machine: Option<Text>,
    pub arch: Text,
    pub vcpu: Option<MostVcpus>,
    pub iothreads: Option<Support>,
    pub os: Option<OsSupport>,
    pub cpu: Option<CpuSupport>,
    #[xml("memoryBacking")]
    pub memory_backing: Option<Support>,
    #[xml(with = block)]
    pub devices: DeviceSupport,
    #[xml(with = block)]
    pub features: FeatureSupport,
}

/// `<vcpu>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MostVcpus {
    pub max: u32,
}

/// Whether something is supported, and which values its parts may have.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Support {
    pub supported: YesNo,
    #[xml("enum")]
    pub choices: Vec<Choice>,
}

/// `<enum>`: the values of one part.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Choice {
    pub name: String,
    #[xml("value")]
    pub values: Vec<Text>,
}

/// `<os>`: how a guest is booted.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct OsSupport {
    pub supported: YesNo,
    #[xml("enum")]
    pub choices: Vec<Choice>,
    pub loader: Option<LoaderSupport>,
}

/// `<loader>`: firmware images.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct LoaderSupport {
    pub supported: YesNo,
    #[xml("value")]
    pub images: Vec<Text>,
    #[xml("enum")]
    pub choices: Vec<Choice>,
}

/// `<cpu>`: the ways to choose a CPU.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CpuSupport {
    #[xml("mode")]
    pub modes: Vec<CpuModeSupport>,
}

/// `<mode>`: one way to choose a CPU.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "name")]
pub enum CpuModeSupport {
    HostPassthrough(Support),
    Maximum(Support),
    HostModel(HostModelSupport),
    Custom(CustomSupport),
}

/// `<mode name='host-model'>`: the CPU that it stands for.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct HostModelSupport {
    pub supported: YesNo,
    pub model: Option<CpuModel>,
    pub vendor: Option<Text>,
    pub maxphysaddr: Option<MaxPhysAddr>,
    #[xml("feature")]
    pub features: Vec<CpuFeature>,
}

/// `<mode name='custom'>`: the models that a document may name.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomSupport {
    pub supported: YesNo,
    pub models: Vec<KnownModel>,
}

/// A model and what keeps it from this host.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownModel {
    pub model: ModelSupport,
    /// The features that this host lacks.
    pub blockers: Vec<Named>,
}

/// `<model>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ModelSupport {
    pub usable: Usable,
    pub deprecated: Option<YesNo>,
    pub vendor: Option<String>,
    /// The same model under the name that says its version.
    pub canonical: Option<String>,
    #[xml(content)]
    pub name: String,
}

/// Whether a model runs on this host.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usable {
    Yes,
    No,
    Unknown,
}

/// `<blockers>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
struct Blockers {
    model: String,
    #[xml("feature")]
    features: Vec<Named>,
}

/// `<devices>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DeviceSupport {
    pub disk: Option<Support>,
    pub graphics: Option<Support>,
    pub video: Option<Support>,
    pub hostdev: Option<Support>,
    pub rng: Option<Support>,
    pub filesystem: Option<Support>,
    pub tpm: Option<Support>,
    pub redirdev: Option<Support>,
    pub channel: Option<Support>,
    pub crypto: Option<Support>,
    pub interface: Option<Support>,
    pub panic: Option<Support>,
}

/// `<features>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FeatureSupport {
    pub gic: Option<Support>,
    pub vmcoreinfo: Option<Support>,
    pub genid: Option<Support>,
    #[xml("backingStoreInput")]
    pub backing_store_input: Option<Support>,
    pub backup: Option<Support>,
    #[xml("async-teardown")]
    pub async_teardown: Option<Support>,
    #[xml("s390-pv")]
    pub s390_pv: Option<Support>,
    pub ps2: Option<Support>,
    pub sev: Option<SevSupport>,
    pub sgx: Option<SgxSupport>,
    pub hyperv: Option<Support>,
    #[xml("launchSecurity")]
    pub launch_security: Option<Support>,
}

/// `<sev>`: memory that AMD's processors encrypt.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct SevSupport {
    pub supported: YesNo,
    pub cbitpos: Option<Text<u32>>,
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<Text<u32>>,
    /// How many guests the processor has keys for.
    #[xml("maxGuests")]
    pub max_guests: Option<Text<u32>>,
    /// The same for guests with encrypted registers.
    #[xml("maxESGuests")]
    pub max_es_guests: Option<Text<u32>>,
    #[xml("cpu0Id")]
    pub cpu0_id: Option<Text>,
}

/// `<sgx>`: enclaves of Intel's processors.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct SgxSupport {
    pub supported: YesNo,
    pub flc: Option<Text<YesNo>>,
    pub sgx1: Option<Text<YesNo>>,
    pub sgx2: Option<Text<YesNo>>,
    pub section_size: Option<Amount>,
    pub sections: Option<SgxSections>,
}

/// `<sections>`: the parts of memory that enclaves can use.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SgxSections {
    pub section: Vec<SgxSection>,
}

/// `<section>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SgxSection {
    pub node: u32,
    pub size: u64,
    pub unit: String,
}

impl Support {
    /// It is not there.
    pub const NO: Support = Support { supported: YesNo::No, choices: Vec::new() };

    /// Something without parts.
    pub fn plain(supported: bool) -> Support {
        Support { supported: supported.into(), choices: Vec::new() }
    }

    /// Something with parts, which are only told where it is there.
    pub fn with(supported: bool, choices: impl IntoIterator<Item = Choice>) -> Support {
        match supported {
            true => Support { supported: YesNo::Yes, choices: choices.into_iter().collect() },
            false => Support::NO,
        }
    }
}

impl SevSupport {
    /// The processor has none of it.
    pub const NO: SevSupport = SevSupport {
        supported: YesNo::No,
        cbitpos: None,
        reduced_phys_bits: None,
        max_guests: None,
        max_es_guests: None,
        cpu0_id: None,
    };
}

impl SgxSupport {
    /// The processor has none of it.
    pub const NO: SgxSupport =
        SgxSupport { supported: YesNo::No, flc: None, sgx1: None, sgx2: None, section_size: None, sections: None };
}

impl Choice {
    /// A part and its values.
    pub fn new(name: &str, values: &[&str]) -> Choice {
        Choice { name: name.to_owned(), values: values.iter().map(|value| Text((*value).to_owned())).collect() }
    }
}

impl Element for CustomSupport {
    fn parse(node: &Node) -> xml::Result<CustomSupport> {
        let mut models: Vec<KnownModel> = Vec::new();
        for child in node.children() {
            match child.name() {
                "model" => models.push(KnownModel { model: child.element()?, blockers: Vec::new() }),
                "blockers" => {
                    let blockers: Blockers = child.element()?;
                    // They stand behind the model that they keep away.
                    match models.last_mut().filter(|known| known.model.name == blockers.model) {
                        Some(known) => known.blockers = blockers.features,
                        None => {
                            let message = format!("blockers of '{}' do not stand behind that model", blockers.model);
                            return Err(child.error(message));
                        }
                    }
                }
                _ => (),
            }
        }
        Ok(CustomSupport { supported: node.field("supported")?, models })
    }

    fn format(&self, writer: &mut Writer) {
        self.supported.format("supported", writer);
        for known in &self.models {
            Field::format(&known.model, "model", writer);
            if !known.blockers.is_empty() {
                let blockers = Blockers { model: known.model.name.clone(), features: known.blockers.clone() };
                Field::format(&blockers, "blockers", writer);
            }
        }
    }

    fn declare(shape: &mut Shape) {
        shape.attr::<YesNo>("supported");
        shape.sequence("models", &[("model", Inner::of::<ModelSupport>()), ("blockers", Inner::of::<Blockers>())]);
    }
}

impl DomainCapabilities {
    /// Reads the document.
    pub fn parse(text: &str) -> Result<DomainCapabilities> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("domainCapabilities", Mode::LIVE).map_err(crate::error)?;
        root.element().map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("domainCapabilities", self, Mode::LIVE)
    }
}
