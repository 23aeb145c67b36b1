//! `<os>`: machine, firmware, and what is booted.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::storage::{DiskSource, ImageFormat};
use crate::text::child;
use crate::words::{OnOff, YesNo};
use xml::{Element, Node, Text, Writer, Xml};

/// `<os>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Os {
    pub firmware: Option<FirmwareKind>,
    #[xml("type")]
    pub kind: OsType,
    #[xml("firmware")]
    pub firmware_features: Option<FirmwareFeatures>,
    pub init: Option<Text>,
    #[xml("initarg")]
    pub init_args: Vec<Text>,
    #[xml("initenv")]
    pub init_env: Vec<InitEnv>,
    pub initdir: Option<Text>,
    pub inituser: Option<Text>,
    pub initgroup: Option<Text>,
    pub loader: Option<Loader>,
    pub nvram: Option<Nvram>,
    pub kernel: Option<Text>,
    pub initrd: Option<Text>,
    pub cmdline: Option<Text>,
    pub dtb: Option<Text>,
    pub root: Option<Text>,
    pub shim: Option<Text>,
    pub acpi: Option<AcpiTables>,
    #[xml("boot")]
    pub boot: Vec<BootDev>,
    #[xml(with = bootmenu)]
    pub bootmenu: Option<BootMenu>,
    pub bios: Option<Bios>,
    pub smbios: Option<Smbios>,
}

/// `<initenv name=…>`: a variable of a container's first process.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InitEnv {
    pub name: String,
    #[xml(content)]
    pub value: String,
}

/// `<acpi>`: tables given to the guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AcpiTables {
    #[xml("table")]
    pub tables: Vec<AcpiTable>,
}

/// `<table>`: a file that holds one.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct AcpiTable {
    #[xml("type")]
    pub kind: AcpiTableKind,
    #[xml(content)]
    pub path: String,
}

/// What the file holds.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcpiTableKind {
    Raw,
    Rawset,
    Slic,
    Msdm,
}

/// A size in the largest unit that leaves a whole number.
pub fn largest_unit(bytes: u64) -> (u64, &'static str) {
    let mut size = bytes;
    let mut unit = 0;
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    while size > 0 && size.is_multiple_of(1024) && unit + 1 < units.len() {
        size /= 1024;
        unit += 1;
    }
    (size, units[unit])
}

/// How the firmware is found.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirmwareKind {
    Bios,
    Efi,
}

/// `<type arch=… machine=…>hvm</type>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct OsType {
    pub arch: Option<String>,
    pub machine: Option<String>,
    #[xml(content)]
    pub name: String,
}

/// `<firmware>`: what an automatically chosen firmware must have.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FirmwareFeatures {
    #[xml("feature")]
    pub features: Vec<FirmwareFeature>,
}

/// One feature.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct FirmwareFeature {
    pub enabled: YesNo,
    pub name: String,
}

/// `<loader>`: the firmware image.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loader {
    pub readonly: Option<YesNo>,
    pub secure: Option<YesNo>,
    pub kind: Option<LoaderType>,
    pub stateless: Option<YesNo>,
    pub format: Option<ImageFormat>,
    pub path: Option<String>,
}

impl Element for Loader {
    fn parse(node: &Node) -> xml::Result<Self> {
        let path = node.text();
        let path = path.trim();
        Ok(Loader {
            readonly: node.value("readonly")?,
            secure: node.value("secure")?,
            kind: node.value("type")?,
            stateless: node.value("stateless")?,
            format: node.value("format")?,
            path: (!path.is_empty()).then(|| path.to_owned()),
        })
    }

    fn format(&self, writer: &mut Writer) {
        xml::Field::format(&self.readonly, "readonly", writer);
        xml::Field::format(&self.secure, "secure", writer);
        xml::Field::format(&self.kind, "type", writer);
        xml::Field::format(&self.stateless, "stateless", writer);
        xml::Field::format(&self.format, "format", writer);
        if let Some(path) = &self.path {
            writer.content(path);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<YesNo>>("readonly").field::<Option<YesNo>>("secure").field::<Option<LoaderType>>("type");
        shape.field::<Option<YesNo>>("stateless").field::<Option<ImageFormat>>("format").content::<String>();
    }
}

xml::element!(Loader);

/// How the firmware image is mapped.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoaderType {
    Rom,
    Pflash,
}

/// `<nvram>`: the firmware's variables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nvram {
    pub template: Option<String>,
    pub template_format: Option<ImageFormat>,
    pub format: Option<ImageFormat>,
    /// A plain path in the element's text, or a whole source.
    pub path: Option<String>,
    pub source: Option<DiskSource>,
}

impl Element for Nvram {
    fn parse(node: &Node) -> xml::Result<Self> {
        let has_type = node.attr("type").is_some();
        let text = node.text();
        let path = text.trim();
        Ok(Nvram {
            template: node.value("template")?,
            template_format: node.value("templateFormat")?,
            format: node.value("format")?,
            path: (!has_type && !path.is_empty()).then(|| path.to_owned()),
            source: if has_type { Some(node.union("type", "source")?) } else { None },
        })
    }

    fn format(&self, writer: &mut Writer) {
        xml::Field::format(&self.template, "template", writer);
        xml::Field::format(&self.template_format, "templateFormat", writer);
        if let Some(source) = &self.source {
            if let Some(tag) = xml::Union::tag(source) {
                writer.attr("type", tag);
            }
            xml::Field::format(&self.format, "format", writer);
            writer.begin("source");
            xml::Union::format(source, writer);
            writer.end_unless_empty("source");
            return;
        }
        xml::Field::format(&self.format, "format", writer);
        if let Some(path) = &self.path {
            writer.content(path);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("template").field::<Option<ImageFormat>>("templateFormat");
        shape.field::<Option<ImageFormat>>("format").union::<Option<DiskSource>>("type", "source").content::<String>();
    }
}

xml::element!(Nvram);

/// `<boot dev=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct BootDev {
    pub dev: BootDevice,
}

/// What is tried at boot.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BootDevice {
    Fd,
    Cdrom,
    Hd,
    Network,
}

crate::child_if_it_has! {
    /// Compat: a menu of which it is not said whether it is shown is none.
    bootmenu "enable" BootMenu
}

/// `<bootmenu>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BootMenu {
    pub enable: Option<YesNo>,
    /// Nobody waits for a menu that is not shown.
    #[xml(when = BootMenu::is_shown)]
    pub timeout: Option<u32>,
}

impl BootMenu {
    fn is_shown(&self, _: xml::Mode) -> bool {
        self.enable == Some(YesNo::Yes)
    }
}

/// `<bios>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Bios {
    pub useserial: Option<YesNo>,
    #[xml("rebootTimeout")]
    pub reboot_timeout: Option<i32>,
}

/// `<smbios mode=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Smbios {
    pub mode: String,
}

/// `<clock>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clock {
    pub offset: ClockOffset,
    /// Seconds beside the offset; `reset` makes the guest start anew.
    pub adjustment: Option<String>,
    pub basis: Option<String>,
    pub timezone: Option<String>,
    pub start: Option<String>,
    /// The first adjustment of a running guest.
    pub adjustment0: Option<String>,
    pub timers: Vec<Timer>,
}

impl Element for Clock {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut clock = Clock {
            offset: node.value("offset")?.unwrap_or_default(),
            adjustment: node.value("adjustment")?,
            basis: node.value("basis")?,
            timezone: node.value("timezone")?,
            start: node.value("start")?,
            adjustment0: if node.mode().status { node.value("adjustment0")? } else { None },
            timers: node.field("timer")?,
        };
        if clock.offset == ClockOffset::Variable {
            clock.adjustment.get_or_insert_with(|| "0".to_owned());
            clock.basis.get_or_insert_with(|| "utc".to_owned());
        }
        if clock.adjustment.as_deref().is_some_and(|a| a != "reset" && a.parse::<i64>().is_err()) {
            let message = format!("unknown clock adjustment '{}'", clock.adjustment.unwrap_or_default());
            return Err(node.error(message));
        }
        if clock.offset == ClockOffset::Timezone && clock.timezone.is_none() {
            return Err(node.error("missing 'timezone' attribute for clock with offset='timezone'"));
        }
        Ok(clock)
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("offset", self.offset.as_str());
        for (name, value) in [
            ("timezone", &self.timezone),
            ("adjustment", &self.adjustment),
            ("basis", &self.basis),
            ("start", &self.start),
        ] {
            xml::Field::format(value, name, writer);
        }
        if writer.mode().status {
            xml::Field::format(&self.adjustment0, "adjustment0", writer);
        }
        xml::Field::format(&self.timers, "timer", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<ClockOffset>("offset").optional();
        for name in ["timezone", "adjustment", "basis", "start", "adjustment0"] {
            shape.attr::<String>(name).optional();
        }
        shape.field::<Vec<Timer>>("timer");
    }
}

xml::element!(Clock);

/// What the guest's clock starts from.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockOffset {
    #[default]
    Utc,
    Localtime,
    Variable,
    Timezone,
    Absolute,
}

/// `<timer>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Timer {
    pub name: String,
    pub frequency: Option<u64>,
    pub mode: Option<String>,
    pub present: Option<YesNo>,
    pub tickpolicy: Option<String>,
    pub track: Option<String>,
    pub catchup: Option<Catchup>,
}

/// `<catchup>`: how fast lost ticks are made good.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Catchup {
    pub threshold: Option<u64>,
    pub slew: Option<u64>,
    pub limit: Option<u64>,
}

/// `<pm>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Pm {
    #[xml("suspend-to-mem")]
    pub suspend_to_mem: Option<crate::words::Enabled>,
    #[xml("suspend-to-disk")]
    pub suspend_to_disk: Option<crate::words::Enabled>,
}

/// What happens when the guest powers off or reboots.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LifecycleAction {
    #[default]
    Destroy,
    Restart,
    RenameRestart,
    Preserve,
}

/// What happens when the guest crashes.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CrashAction {
    #[default]
    Destroy,
    Restart,
    RenameRestart,
    Preserve,
    CoredumpDestroy,
    CoredumpRestart,
}

/// `<memory>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Memory {
    #[xml("dumpCore")]
    pub dump_core: Option<OnOff>,
    #[xml(flatten)]
    pub size: KibContent,
}

/// A size in KiB as attribute `unit` and text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct KibContent(pub u64);

impl Element for KibContent {
    fn parse(node: &Node) -> xml::Result<Self> {
        <xml::Kib as xml::Child>::parse_child(node).map(|kib| KibContent(kib.0))
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("unit", "KiB");
        writer.content(&self.0.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        xml::declare_size(shape);
    }
}

/// `<maxMemory slots=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MaxMemory {
    pub slots: Option<u32>,
    #[xml(flatten)]
    pub size: KibContent,
}

/// `<vcpu>`
#[derive(Debug, Clone, PartialEq)]
pub struct Vcpu {
    pub placement: Option<String>,
    pub cpuset: Option<String>,
    /// How many are there at start, if not all.
    pub current: Option<u32>,
    pub count: u32,
}

impl Default for Vcpu {
    fn default() -> Vcpu {
        Vcpu { placement: None, cpuset: None, current: None, count: 1 }
    }
}

impl Element for Vcpu {
    fn parse(node: &Node) -> xml::Result<Self> {
        let count: u32 = node.content().map_err(|_| node.error("maximum vcpus count must be an integer"))?;
        let current: Option<u32> = node.value("current")?;
        if count == 0 {
            return Err(node.error("maximum vcpus count must be greater than 0"));
        }
        if current.is_some_and(|c| c > count) {
            let message = format!("maxvcpus must not be less than current vcpus ({count} < {})", current.unwrap_or(0));
            return Err(node.error(message));
        }
        Ok(Vcpu {
            placement: node.value("placement")?,
            cpuset: node.attr("cpuset").map(super::cpuset::normalize).filter(|c| !c.is_empty()),
            current: current.filter(|c| *c != 0 && *c != count),
            count,
        })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("placement", self.placement.as_deref().unwrap_or("static"));
        xml::Field::format(&self.cpuset, "cpuset", writer);
        xml::Field::format(&self.current, "current", writer);
        writer.content(&self.count.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        for name in ["placement", "cpuset"] {
            shape.attr::<String>(name).optional();
        }
        shape.attr::<u32>("current").optional().content::<u32>();
    }
}

xml::element!(Vcpu);

impl Vcpu {
    /// How many the guest has when it starts.
    pub fn current(&self) -> u32 {
        self.current.unwrap_or(self.count)
    }
}

/// `<memoryBacking>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryBacking {
    pub hugepages: Option<HugePages>,
    pub nosharepages: bool,
    pub locked: bool,
    pub source: Option<MemoryBackingSource>,
    pub access: Option<MemoryBackingAccess>,
    pub allocation: Option<MemoryAllocation>,
    pub discard: bool,
}

/// `<hugepages>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HugePages {
    #[xml("page")]
    pub pages: Vec<HugePage>,
}

/// One page size and the guest nodes that use it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HugePage {
    pub kib: u64,
    pub nodeset: Option<String>,
}

impl Element for HugePage {
    fn parse(node: &Node) -> xml::Result<Self> {
        let size: u64 = node.field("size")?;
        let bytes = xml::scale(size, node.attr("unit").unwrap_or("KiB")).ok_or_else(|| node.bad_value("unit"))?;
        Ok(HugePage { kib: bytes / 1024, nodeset: node.attr("nodeset").map(super::cpuset::normalize) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("size", &self.kib.to_string());
        writer.attr("unit", "KiB");
        xml::Field::format(&self.nodeset, "nodeset", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u64>("size");
        shape.attr::<String>("unit").optional().attr::<String>("nodeset").optional();
    }
}

xml::element!(HugePage);

/// `<source type=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryBackingSource {
    #[xml("type")]
    pub kind: String,
}

/// `<access mode=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryBackingAccess {
    pub mode: String,
}

/// `<allocation>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryAllocation {
    pub mode: Option<String>,
    pub threads: Option<u32>,
}

/// `<on_poweroff>` and `<on_reboot>`: absent reads as the element's default.
pub(super) mod on_reboot {
    use super::LifecycleAction;
    use xml::{Node, Result, Writer};

    pub(in super::super) fn parse(node: &Node, name: &str) -> Result<LifecycleAction> {
        node.first(name).map_or(Ok(LifecycleAction::Restart), |child| child.content())
    }

    pub(in super::super) fn format(value: &LifecycleAction, name: &str, writer: &mut Writer) {
        super::child::format(value, name, writer);
    }
}
