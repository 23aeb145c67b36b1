//! `<cpu>` of a host's capabilities.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::cpu::{MaxPhysAddr, Topology};
use crate::words::{Named, YesNo};
use xml::{Text, Xml};

/// The CPU that a host has.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostCpu {
    pub arch: Option<Text>,
    pub model: Option<Text>,
    pub vendor: Option<Text>,
    pub microcode: Option<Microcode>,
    pub signature: Option<Signature>,
    pub counter: Option<Counter>,
    pub topology: Option<Topology>,
    pub maxphysaddr: Option<MaxPhysAddr>,
    #[xml("feature")]
    pub features: Vec<Named>,
    /// In documents of old, instead of the features' own names.
    #[xml("features")]
    pub flags: Option<CpuFlags>,
    pub pages: Vec<PageKind>,
}

/// `<microcode>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Microcode {
    pub version: u32,
}

/// `<signature>`: family, model and stepping as the processor counts them.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signature {
    pub family: u32,
    pub model: u32,
    pub stepping: u32,
}

/// `<counter>`: a clock inside the processor.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Counter {
    pub name: String,
    /// In Hertz.
    pub frequency: u64,
    /// Whether guests can be given another frequency.
    pub scaling: Option<YesNo>,
}

/// `<pages>`: a size of memory pages.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PageKind {
    pub unit: Option<String>,
    pub size: u64,
}

/// `<features>`: what guests asked of a CPU before it had a model.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CpuFlags {
    pub pae: bool,
    pub nonpae: bool,
    pub svm: bool,
    pub vmx: bool,
}
