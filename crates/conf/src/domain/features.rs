//! `<features>`: what the platform offers beside devices.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::{Enabled, OnOff, State, ValueAttr};
use xml::{Raw, Xml};

/// `<features>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Features {
    pub acpi: bool,
    pub apic: Option<Apic>,
    pub pae: bool,
    pub hap: Option<OptionalState>,
    pub viridian: bool,
    pub privnet: bool,
    pub hyperv: Option<Raw>,
    pub kvm: Option<Raw>,
    pub xen: Option<Raw>,
    pub pvspinlock: Option<OptionalState>,
    pub capabilities: Option<Raw>,
    pub pmu: Option<OptionalState>,
    pub vmport: Option<OptionalState>,
    pub gic: Option<Gic>,
    pub smm: Option<Smm>,
    pub ioapic: Option<IoApic>,
    pub hpt: Option<Raw>,
    pub vmcoreinfo: Option<OptionalState>,
    pub htm: Option<State>,
    #[xml("nested-hv")]
    pub nested_hv: Option<State>,
    pub msrs: Option<Raw>,
    #[xml("ccf-assist")]
    pub ccf_assist: Option<State>,
    pub cfpc: Option<ValueAttr>,
    pub sbbc: Option<ValueAttr>,
    pub ibs: Option<ValueAttr>,
    pub tcg: Option<Raw>,
    #[xml("async-teardown")]
    pub async_teardown: Option<Enabled>,
    pub ras: Option<State>,
    pub ps2: Option<State>,
    pub aia: Option<ValueAttr>,
}

impl Features {
    /// Nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Features::default()
    }
}

/// `<x state=…/>` where a bare `<x/>` means on.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionalState {
    pub state: OnOff,
}

impl xml::Element for OptionalState {
    fn parse(node: &xml::Node) -> xml::Result<Self> {
        Ok(OptionalState { state: node.value("state")?.unwrap_or(OnOff::On) })
    }

    fn format(&self, writer: &mut xml::Writer) {
        writer.attr("state", self.state.as_str());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<OnOff>("state").optional();
    }
}

xml::element!(OptionalState);

/// `<apic eoi=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Apic {
    pub eoi: Option<OnOff>,
}

/// `<gic version=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Gic {
    pub version: Option<String>,
}

/// `<ioapic driver=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IoApic {
    pub driver: Option<String>,
}

/// `<smm>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Smm {
    pub state: Option<OnOff>,
    pub tseg: Option<Raw>,
}

impl Smm {
    /// SMM is asked for.
    pub fn is_on(&self) -> bool {
        self.state.is_none_or(OnOff::is_on)
    }
}
