//! CPUs as documents of their own: a host's, as its capabilities tell it, or one that a guest asks for.

mod host;

pub use host::{Counter, CpuFlags, HostCpu, Microcode, PageKind, Signature};

use virt::{Error, ErrorDomain, Result};
use xml::{Document, Element, Mode, Node};

use crate::domain::cpu::{Cpu, CpuMatch, CpuMode, FeaturePolicy};

/// A `<cpu>` element, whichever kind it is.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyCpu {
    /// What a host has.
    Host(HostCpu),
    /// What a guest asks for.
    Guest(Cpu),
}

/// What is wrong with the document of a CPU.
fn complaint(error: xml::Error) -> Error {
    crate::error(error).in_domain(ErrorDomain::CPU)
}

impl AnyCpu {
    /// Reads a document whose root is `<cpu>`.
    pub fn parse(text: &str) -> Result<AnyCpu> {
        let read = || AnyCpu::of(&Document::parse(text)?.root_named("cpu", Mode::LIVE)?);
        read().map_err(complaint)
    }

    /// Reads all `<cpu>` children of a document's root, whatever its name.
    pub fn parse_list(text: &str) -> Result<Vec<AnyCpu>> {
        let document = Document::parse(text).map_err(complaint)?;
        let root = document.root(Mode::LIVE);
        let cpus = root.children().filter(|child| child.name() == "cpu");
        cpus.map(|cpu| AnyCpu::of(&cpu)).collect::<xml::Result<_>>().map_err(complaint)
    }

    /// Reads one element; a host's CPU says of which architecture it is.
    fn of(node: &Node) -> xml::Result<AnyCpu> {
        if node.first("arch").is_none() {
            let mut cpu = Cpu::parse(node)?;
            complete(&mut cpu);
            return AnyCpu::Guest(cpu).checked(node);
        }
        if node.attr("match").is_some() {
            return Err(node.error("a CPU with an 'arch' element is a host's, which has no 'match' attribute"));
        }
        AnyCpu::Host(HostCpu::parse(node)?).checked(node)
    }

    /// Refuses features that are named twice, and those of no model.
    fn checked(self, node: &Node) -> xml::Result<AnyCpu> {
        let features = self.features();
        let mut seen = std::collections::BTreeSet::new();
        if let Some((name, _)) = features.iter().find(|(name, _)| !seen.insert(*name)) {
            return Err(node.error(format!("CPU feature '{name}' specified more than once")));
        }
        let is_custom = match &self {
            AnyCpu::Host(_) => true,
            AnyCpu::Guest(cpu) => cpu.mode.is_none_or(|mode| mode == CpuMode::Custom),
        };
        match is_custom && !features.is_empty() && self.model().is_none() {
            true => Err(node.error("features are listed but no CPU model that they belong to")),
            false => Ok(self),
        }
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        match self {
            AnyCpu::Host(cpu) => xml::to_string("cpu", cpu, Mode::LIVE),
            AnyCpu::Guest(cpu) => format(cpu),
        }
    }

    /// The model's name.
    pub fn model(&self) -> Option<&str> {
        match self {
            AnyCpu::Host(cpu) => cpu.model.as_ref().map(|model| model.0.as_str()),
            AnyCpu::Guest(cpu) => cpu.model.as_ref().map(|model| model.name.as_str()).filter(|name| !name.is_empty()),
        }
    }

    /// The vendor's name.
    pub fn vendor(&self) -> Option<&str> {
        let vendor = match self {
            AnyCpu::Host(cpu) => &cpu.vendor,
            AnyCpu::Guest(cpu) => &cpu.vendor,
        };
        vendor.as_ref().map(|vendor| vendor.0.as_str())
    }

    /// The features that are named beside the model; what a host names it has.
    pub fn features(&self) -> Vec<(&str, FeaturePolicy)> {
        let required = FeaturePolicy::Require;
        match self {
            AnyCpu::Host(cpu) => cpu.features.iter().map(|feature| (feature.name.as_str(), required)).collect(),
            AnyCpu::Guest(cpu) => {
                cpu.features.iter().map(|f| (f.name.as_str(), f.policy.unwrap_or(required))).collect()
            }
        }
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.flatten::<Cpu>();
        let mut host = xml::Shape::of::<HostCpu>();
        host.parts.retain(|part| shape.parts.iter().all(|other| other.name != part.name));
        shape.parts.extend(host.parts);
        shape.nothing_required();
    }
}

/// Prints a guest's CPU as a document of its own.
pub fn format(cpu: &Cpu) -> String {
    xml::to_string("cpu", cpu, Mode::LIVE)
}

/// Fills in what an absent attribute stands for.
fn complete(cpu: &mut Cpu) {
    if cpu.mode.is_none() && (cpu.model.is_some() || cpu.match_.is_some()) {
        cpu.mode = Some(CpuMode::Custom);
    }
    if cpu.mode == Some(CpuMode::Custom) {
        cpu.match_.get_or_insert(CpuMatch::Exact);
    }
    if let Some(model) = &mut cpu.model {
        model.fallback.get_or_insert_with(|| "allow".to_owned());
    }
    for feature in &mut cpu.features {
        feature.policy.get_or_insert(FeaturePolicy::Require);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "<cpu>
  <arch>x86_64</arch>
  <model>Penryn</model>
  <vendor>Intel</vendor>
  <microcode version='37'/>
  <signature family='6' model='23' stepping='1'/>
  <counter name='tsc' frequency='2000000' scaling='no'/>
  <topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>
  <maxphysaddr mode='emulate' bits='36'/>
  <feature name='vmx'/>
  <pages unit='KiB' size='4'/>
</cpu>
";

    #[test]
    fn a_host_has_an_architecture_and_comes_back_as_it_was() {
        let cpu = AnyCpu::parse(HOST).expect("a host's CPU");
        assert!(matches!(&cpu, AnyCpu::Host(_)));
        assert_eq!(cpu.features(), [("vmx", FeaturePolicy::Require)]);
        assert_eq!(cpu.format(), HOST);
    }

    #[test]
    fn what_a_guest_leaves_out_is_filled_in() {
        let cpu = AnyCpu::parse("<cpu match='minimum'><model>n270</model><feature name='vmx'/></cpu>").expect("a CPU");
        let text = "<cpu mode='custom' match='minimum'>\n  <model fallback='allow'>n270</model>\n  \
                    <feature policy='require' name='vmx'/>\n</cpu>\n";
        assert_eq!(cpu.format(), text);
    }

    #[test]
    fn a_host_is_not_matched_and_the_place_is_told() {
        let error = AnyCpu::parse("<cpu match='exact'>\n<arch>x86_64</arch></cpu>").expect_err("a contradiction");
        assert!(error.to_string().contains("'match'"), "{error}");
        assert!(AnyCpu::parse("<domain/>").is_err());
        assert!(AnyCpu::parse("<cpu><feature name='vmx'/></cpu>").is_err());
        assert!(AnyCpu::parse("<cpu mode='host-model'><feature name='vmx'/></cpu>").is_ok());
        let twice = "<cpu><model>486</model><feature name='vmx'/><feature name='vmx'/></cpu>";
        assert!(AnyCpu::parse(twice).expect_err("named twice").to_string().contains("'vmx'"));
    }

    #[test]
    fn a_list_keeps_its_order_and_skips_strangers() {
        let cpus = AnyCpu::parse_list("<x><cpu><model>a</model></cpu><y/><cpu><model>b</model></cpu></x>");
        let models: Vec<_> = cpus.expect("two").iter().map(|cpu| cpu.model().map(str::to_owned)).collect();
        assert_eq!(models, [Some("a".to_owned()), Some("b".to_owned())]);
    }
}
