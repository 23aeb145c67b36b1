//! `<features>`: what the platform offers beside devices.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::{OnOff, State, YesNo};
use xml::{Element, Kib, Node, Value, Writer, Xml};

/// `<features>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Features {
    pub acpi: bool,
    pub apic: Option<Apic>,
    pub pae: bool,
    pub hap: Option<OptionalState>,
    pub viridian: bool,
    pub privnet: bool,
    pub hyperv: Option<Hyperv>,
    pub kvm: Option<Kvm>,
    pub xen: Option<XenFeatures>,
    pub pvspinlock: Option<OptionalState>,
    pub capabilities: Option<ProcessCapabilities>,
    pub pmu: Option<OptionalState>,
    pub vmport: Option<OptionalState>,
    pub gic: Option<Gic>,
    pub smm: Option<Smm>,
    pub ioapic: Option<IoApic>,
    pub hpt: Option<Hpt>,
    pub vmcoreinfo: Option<OptionalState>,
    pub htm: Option<State>,
    #[xml("nested-hv")]
    pub nested_hv: Option<State>,
    pub msrs: Option<Msrs>,
    #[xml("ccf-assist")]
    pub ccf_assist: Option<State>,
    pub cfpc: Option<Cfpc>,
    pub sbbc: Option<Sbbc>,
    pub ibs: Option<Ibs>,
    pub tcg: Option<Tcg>,
    #[xml("async-teardown")]
    pub async_teardown: Option<AsyncTeardown>,
    pub ras: Option<State>,
    pub ps2: Option<State>,
    pub aia: Option<Aia>,
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

impl Element for OptionalState {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(OptionalState { state: node.value("state")?.unwrap_or(OnOff::On) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("state", self.state.as_str());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<OnOff>("state").optional();
    }
}

xml::element!(OptionalState);

/// `<async-teardown enabled=…>`; a bare element means yes.
#[derive(Debug, Clone, PartialEq)]
pub struct AsyncTeardown {
    pub enabled: YesNo,
}

impl Element for AsyncTeardown {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(AsyncTeardown { enabled: node.value("enabled")?.unwrap_or(YesNo::Yes) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("enabled", self.enabled.as_str());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<YesNo>("enabled").optional();
    }
}

xml::element!(AsyncTeardown);

/// `<apic eoi=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Apic {
    pub eoi: Option<OnOff>,
}

/// `<hyperv>`: what Windows looks for in a hypervisor.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Hyperv {
    #[xml(with = crate::text::attr_or_default)]
    pub mode: HypervMode,
    pub relaxed: Option<State>,
    pub vapic: Option<State>,
    pub spinlocks: Option<Spinlocks>,
    pub vpindex: Option<State>,
    pub runtime: Option<State>,
    pub synic: Option<State>,
    pub stimer: Option<Stimer>,
    pub reset: Option<State>,
    pub vendor_id: Option<VendorId>,
    pub frequencies: Option<State>,
    pub reenlightenment: Option<State>,
    pub tlbflush: Option<TlbFlush>,
    pub ipi: Option<State>,
    pub evmcs: Option<State>,
    pub avic: Option<State>,
    pub emsr_bitmap: Option<State>,
    pub xmm_input: Option<State>,
}

impl Hyperv {
    /// The plain switches by their names in the document.
    pub fn switches(&self) -> [(&'static str, Option<OnOff>); 17] {
        let state = |switch: &Option<State>| switch.as_ref().map(|s| s.state);
        [
            ("relaxed", state(&self.relaxed)),
            ("vapic", state(&self.vapic)),
            ("spinlocks", self.spinlocks.as_ref().map(|s| s.state)),
            ("vpindex", state(&self.vpindex)),
            ("runtime", state(&self.runtime)),
            ("synic", state(&self.synic)),
            ("stimer", self.stimer.as_ref().map(|s| s.state)),
            ("reset", state(&self.reset)),
            ("vendor_id", self.vendor_id.as_ref().map(|s| s.state)),
            ("frequencies", state(&self.frequencies)),
            ("reenlightenment", state(&self.reenlightenment)),
            ("tlbflush", self.tlbflush.as_ref().map(|s| s.state)),
            ("ipi", state(&self.ipi)),
            ("evmcs", state(&self.evmcs)),
            ("avic", state(&self.avic)),
            ("emsr_bitmap", state(&self.emsr_bitmap)),
            ("xmm_input", state(&self.xmm_input)),
        ]
    }
}

/// Which of them are on.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HypervMode {
    /// Those that the document names.
    #[default]
    Custom,
    /// Those that the host has.
    Passthrough,
}

/// `<spinlocks>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Spinlocks {
    pub state: OnOff,
    #[xml(when = Spinlocks::is_on)]
    pub retries: Option<u32>,
}

impl Spinlocks {
    fn is_on(&self, _: xml::Mode) -> bool {
        self.state.is_on()
    }
}

/// `<stimer>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Stimer {
    pub state: OnOff,
    #[xml(when = Stimer::has_direct)]
    pub direct: Option<State>,
}

impl Stimer {
    fn has_direct(&self, _: xml::Mode) -> bool {
        self.state.is_on() && self.direct.as_ref().is_some_and(|d| d.state.is_on())
    }
}

/// `<tlbflush>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct TlbFlush {
    pub state: OnOff,
    #[xml(when = TlbFlush::has_direct)]
    pub direct: Option<State>,
    #[xml(when = TlbFlush::has_extended)]
    pub extended: Option<State>,
}

impl TlbFlush {
    fn has_direct(&self, _: xml::Mode) -> bool {
        self.state.is_on() && self.direct.as_ref().is_some_and(|d| d.state.is_on())
    }

    fn has_extended(&self, _: xml::Mode) -> bool {
        self.state.is_on() && self.extended.as_ref().is_some_and(|d| d.state.is_on())
    }
}

/// `<vendor_id>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct VendorId {
    pub state: OnOff,
    #[xml(when = VendorId::is_on)]
    pub value: Option<String>,
}

impl VendorId {
    fn is_on(&self, _: xml::Mode) -> bool {
        self.state.is_on()
    }
}

/// `<kvm>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Kvm {
    pub hidden: Option<State>,
    #[xml("hint-dedicated")]
    pub hint_dedicated: Option<State>,
    #[xml("poll-control")]
    pub poll_control: Option<State>,
    #[xml("pv-ipi")]
    pub pv_ipi: Option<State>,
    #[xml("dirty-ring")]
    pub dirty_ring: Option<DirtyRing>,
}

/// `<dirty-ring>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct DirtyRing {
    pub state: OnOff,
    pub size: Option<u32>,
}

/// `<xen>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct XenFeatures {
    pub e820_host: Option<State>,
    pub passthrough: Option<XenPassthrough>,
}

/// `<passthrough>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct XenPassthrough {
    pub state: OnOff,
    pub mode: Option<String>,
}

/// `<capabilities>`: rights of a container's processes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProcessCapabilities {
    pub policy: CapabilitiesPolicy,
    pub states: Vec<(&'static str, OnOff)>,
}

/// What holds for the rights that are not listed.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CapabilitiesPolicy {
    #[default]
    Default,
    Allow,
    Deny,
}

/// The rights, in the order in which they are printed.
const RIGHTS: [&str; 37] = [
    "audit_control",
    "audit_write",
    "block_suspend",
    "chown",
    "dac_override",
    "dac_read_search",
    "fowner",
    "fsetid",
    "ipc_lock",
    "ipc_owner",
    "kill",
    "lease",
    "linux_immutable",
    "mac_admin",
    "mac_override",
    "mknod",
    "net_admin",
    "net_bind_service",
    "net_broadcast",
    "net_raw",
    "setgid",
    "setfcap",
    "setpcap",
    "setuid",
    "sys_admin",
    "sys_boot",
    "sys_chroot",
    "sys_module",
    "sys_nice",
    "sys_pacct",
    "sys_ptrace",
    "sys_rawio",
    "sys_resource",
    "sys_time",
    "sys_tty_config",
    "syslog",
    "wake_alarm",
];

impl Element for ProcessCapabilities {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut states = Vec::new();
        for right in RIGHTS {
            if let Some(found) = node.first(right) {
                states.push((right, found.value("state")?.unwrap_or(OnOff::On)));
            }
        }
        Ok(ProcessCapabilities { policy: node.value("policy")?.unwrap_or_default(), states })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("policy", &self.policy.to_xml());
        for (right, state) in &self.states {
            writer.leaf(right, &[("state", state.as_str())]);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<CapabilitiesPolicy>>("policy");
        for right in RIGHTS {
            shape.child::<OptionalState>(right).optional();
        }
    }
}

xml::element!(ProcessCapabilities);

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

/// `<hpt>`: the hash page table of POWER guests.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Hpt {
    pub resizing: Option<HptResizing>,
    pub maxpagesize: Option<Kib>,
}

/// Whether the table grows with the guest.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum HptResizing {
    Enabled,
    Disabled,
    Required,
}

/// `<msrs unknown=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Msrs {
    pub unknown: UnknownMsrs,
}

/// What access to an unknown register does.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownMsrs {
    Ignore,
    Fault,
}

/// `<cfpc value=…>`: cache flush on privilege change.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Cfpc {
    pub value: Mitigation,
}

/// `<sbbc value=…>`: speculation barrier bounds checking.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Sbbc {
    pub value: Mitigation,
}

/// How a weakness of the CPU is dealt with.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mitigation {
    Broken,
    Workaround,
    Fixed,
}

/// `<ibs value=…>`: indirect branch speculation.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Ibs {
    pub value: IbsMitigation,
}

/// How indirect branch speculation is dealt with.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum IbsMitigation {
    Broken,
    Workaround,
    FixedIbs,
    FixedCcd,
    FixedNa,
}

/// `<tcg>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Tcg {
    #[xml("tb-cache")]
    pub tb_cache: Option<Kib>,
}

/// `<aia value=…>`: RISC-V's advanced interrupts.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Aia {
    pub value: AiaMode,
}

/// Which part of them.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AiaMode {
    None,
    Aplic,
    AplicImsic,
}

/// `<smm>`
#[derive(Debug, Clone, PartialEq)]
pub struct Smm {
    pub state: OnOff,
    /// Memory for it, in bytes.
    pub tseg: Option<u64>,
}

impl Smm {
    /// SMM is asked for.
    pub fn is_on(&self) -> bool {
        self.state.is_on()
    }
}

impl Element for Smm {
    fn parse(node: &Node) -> xml::Result<Self> {
        let state = node.value("state")?.unwrap_or(OnOff::On);
        let tseg = match node.first("tseg") {
            Some(tseg) if state.is_on() => {
                let unit = tseg.attr("unit").unwrap_or("MiB");
                let size = xml::number(tseg.text().trim()).and_then(|size| xml::scale(size, unit));
                Some(size.ok_or_else(|| tseg.error("the size of <tseg> is no number with a known unit"))?)
            }
            _ => None,
        };
        Ok(Smm { state, tseg })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("state", self.state.as_str());
        if let Some(bytes) = self.tseg {
            let (size, unit) = super::os::largest_unit(bytes);
            writer.begin("tseg");
            writer.attr("unit", unit);
            writer.content(&size.to_string());
            writer.end("tseg");
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<OnOff>("state").optional();
        shape.inner("tseg", xml::Inner::said("size", xml::declare_size)).optional();
    }
}

xml::element!(Smm);
