//! Firmware: the images that the host's packages describe, and which of them a document means.

use conf::domain::Domain;
use conf::domain::features::{Features, Smm};
use conf::domain::os::{FirmwareFeature, FirmwareFeatures, FirmwareKind, Loader, LoaderType, Nvram};
use conf::domain::security::LaunchSecurity;
use conf::domain::storage::{DiskSource, ImageFormat};
use conf::words::{OnOff, YesNo};
use serde_json::Value;
use virt::{Error, Result};
use xml::Value as _;

/// One firmware that the host has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firmware {
    /// Its executable image.
    pub image: String,
    /// `bios` or `efi`.
    pub kinds: Vec<&'static str>,
    /// Words such as `secure-boot`.
    pub features: Vec<String>,
    /// Architecture and machine patterns it is for.
    targets: Vec<(String, Vec<String>)>,
    mapping: Mapping,
}

/// How the image gets into the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mapping {
    /// Flash memory, with variables in an image of their own that starts as a copy of a template.
    Split { format: ImageFormat, template: String, template_format: ImageFormat },
    /// Flash memory without variables.
    Stateless { format: ImageFormat },
    /// Flash memory with the variables in the same image.
    Combined,
    /// Ordinary read-only memory.
    Memory,
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn file(part: Option<&Value>) -> Option<(String, ImageFormat)> {
    let format = part?.get("format").and_then(Value::as_str).map_or(Some(ImageFormat::Raw), ImageFormat::from_xml)?;
    Some((part?.get("filename")?.as_str()?.to_owned(), format))
}

/// Reads a description; `None` if it says nothing that can be used.
pub fn parse(description: &Value) -> Option<Firmware> {
    let mapping = description.get("mapping")?;
    let (image, mapping) = match mapping.get("device")?.as_str()? {
        "flash" => {
            let (image, format) = file(mapping.get("executable"))?;
            let mapping = match mapping.get("mode").and_then(Value::as_str).unwrap_or("split") {
                "split" => {
                    let (template, template_format) = file(mapping.get("nvram-template"))?;
                    Mapping::Split { format, template, template_format }
                }
                "stateless" => Mapping::Stateless { format },
                "combined" => Mapping::Combined,
                _ => return None,
            };
            (image, mapping)
        }
        "memory" => (mapping.get("filename")?.as_str()?.to_owned(), Mapping::Memory),
        _ => return None,
    };
    let kinds = texts(description.get("interface-types"));
    let targets = description.get("targets").and_then(Value::as_array).into_iter().flatten();
    Some(Firmware {
        image,
        mapping,
        kinds: kinds
            .iter()
            .filter_map(|kind| match kind.as_str() {
                "uefi" => Some("efi"),
                "bios" => Some("bios"),
                _ => None,
            })
            .collect(),
        features: texts(description.get("features")),
        targets: targets
            .filter_map(|target| {
                Some((target.get("architecture")?.as_str()?.to_owned(), texts(target.get("machines"))))
            })
            .collect(),
    })
}

impl Firmware {
    /// Whether it is made for this architecture and machine.
    pub fn fits(&self, arch: &str, machine: &str) -> bool {
        let arch = if arch == "i686" { "i386" } else { arch };
        self.targets
            .iter()
            .any(|(target, machines)| target == arch && machines.iter().any(|pattern| matches(pattern, machine)))
    }

    fn format(&self) -> ImageFormat {
        match self.mapping {
            Mapping::Split { format, .. } | Mapping::Stateless { format } => format,
            Mapping::Combined | Mapping::Memory => ImageFormat::Raw,
        }
    }

    fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|f| f == feature)
    }

    /// Whether the document can mean it; `format` is the image format that has to be.
    fn is_meant(&self, domain: &Domain, format: ImageFormat) -> bool {
        let kind = &domain.os.kind;
        let (arch, machine) = (kind.arch.as_deref().unwrap_or(""), kind.machine.as_deref().unwrap_or(""));
        let wanted = domain.os.firmware.map(FirmwareKind::as_str);
        wanted.is_none_or(|wanted| self.kinds.contains(&wanted))
            && self.fits(arch, machine)
            && self.has_wanted_features(domain)
            && self.is_mapped_as_wanted(domain, format)
    }

    fn has_wanted_features(&self, domain: &Domain) -> bool {
        let features = domain.os.firmware_features.iter().flat_map(|f| &f.features);
        let named = features.into_iter().all(|f| self.has(&f.name) == f.enabled.is_yes());
        let smm = domain.features.as_ref().and_then(|f| f.smm.as_ref());
        let secure = domain.os.loader.as_ref().and_then(|l| l.secure);
        let managed = self.has("requires-smm");
        let smm_fits = match secure {
            Some(YesNo::Yes) => managed,
            Some(YesNo::No) => !managed,
            None => !(managed && smm.is_some_and(|s| !s.is_on())),
        };
        let sleeps =
            |wanted: &Option<conf::words::Enabled>| wanted.as_ref().is_some_and(|w| w.enabled == Some(YesNo::Yes));
        let pm = domain.pm.clone().unwrap_or_default();
        let sleep_fits = (!sleeps(&pm.suspend_to_mem) || self.has("acpi-s3"))
            && (!sleeps(&pm.suspend_to_disk) || self.has("acpi-s4"));
        let guarded = match &domain.launch_security {
            Some(LaunchSecurity::Sev(sev)) if sev.policy.0.0 & 4 != 0 => self.has("amd-sev-es"),
            Some(LaunchSecurity::Sev(_)) => self.has("amd-sev"),
            Some(LaunchSecurity::SevSnp(_)) => self.has("amd-sev-snp"),
            _ => true,
        };
        named && smm_fits && sleep_fits && guarded
    }

    fn is_mapped_as_wanted(&self, domain: &Domain, wanted: ImageFormat) -> bool {
        let loader = domain.os.loader.clone().unwrap_or_default();
        if loader.path.as_ref().is_some_and(|path| *path != self.image) {
            return false;
        }
        let stateless = loader.stateless == Some(YesNo::Yes);
        let is_flash = loader.kind != Some(LoaderType::Rom);
        let asked = domain.os.nvram.as_ref().and_then(|n| n.template.as_ref());
        match &self.mapping {
            Mapping::Split { format, template, .. } => {
                is_flash
                    && !stateless
                    && loader.readonly != Some(YesNo::No)
                    && *format == wanted
                    && asked.is_none_or(|asked| asked == template)
            }
            Mapping::Stateless { format } => is_flash && stateless && *format == wanted,
            Mapping::Combined => false,
            Mapping::Memory => {
                let is_rom = loader.kind != Some(LoaderType::Pflash) && loader.readonly != Some(YesNo::No);
                is_rom && domain.os.nvram.is_none()
            }
        }
    }
}

/// Matches a name against a pattern with stars.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| matches(rest, &tail[at..]))
        }),
    }
}

/// Images from before there were descriptions, and the templates of their variables.
const OLD_IMAGES: [(&str, &str); 4] = [
    ("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
    ("/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
    ("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"),
    ("/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd"),
];

/// The first firmware that the document can mean. For guests that exist already, images that are not raw are taken
/// only where the document asks for them or where there are no others.
pub fn find<'a>(domain: &Domain, known: &'a [Firmware], is_new: bool) -> Option<&'a Firmware> {
    let os = &domain.os;
    if os.firmware.is_none() && os.loader.as_ref().is_none_or(|l| l.path.is_none()) {
        return None;
    }
    let asked = os.loader.as_ref().and_then(|l| l.format).or(os.nvram.as_ref().and_then(|n| n.format));
    let of_format = |format| known.iter().find(|f| f.is_meant(domain, format));
    match asked {
        Some(format) => of_format(format),
        None if is_new => known.iter().find(|f| f.is_meant(domain, f.format())),
        None => of_format(ImageFormat::Raw).or_else(|| of_format(ImageFormat::Qcow2)),
    }
}

/// Fills in what the document leaves open of its firmware. Where nothing fits, a new guest is refused; one that
/// exists stays, and cannot be started.
pub(crate) fn complete(domain: &mut Domain, known: &[Firmware], nvram_dir: &str, abi_update: bool) -> Result<()> {
    let automatic = domain.os.firmware.is_some();
    if abi_update && !automatic && domain.os.firmware_features.is_some() {
        return Err(Error::xml_detail(
            "cannot use feature-based firmware autoselection when firmware autoselection is disabled",
        ));
    }
    if let Some(loader) = domain.os.loader.as_mut().filter(|l| l.path.is_some() && !automatic) {
        loader.kind.get_or_insert(LoaderType::Rom);
    }
    match find(domain, known, abi_update) {
        Some(firmware) => fill(domain, firmware),
        None => match domain.os.firmware {
            Some(kind) if abi_update => {
                let kind = kind.as_str();
                return Err(Error::operation_failed(format!(
                    "Unable to find '{kind}' firmware that is compatible with the current configuration"
                ))
                .remedy("install firmware with a description in /usr/share/qemu/firmware, or ask for fewer features"));
            }
            _ => fill_unknown(domain, automatic),
        },
    }
    let os = &mut domain.os;
    let name = &domain.name;
    if let Some(nvram) = os.nvram.as_mut().filter(|n| n.path.is_none() && n.source.is_none() && n.format.is_some()) {
        let by_template = || nvram.template.as_deref()?.rsplit_once('.').map(|(_, suffix)| suffix);
        let suffix = match nvram.format {
            Some(ImageFormat::Raw) if abi_update => by_template().unwrap_or("fd"),
            Some(ImageFormat::Raw) | None => "fd",
            Some(format) => format.as_str(),
        };
        nvram.path = Some(format!("{nvram_dir}/{name}_VARS.{suffix}"));
    }
    Ok(())
}

/// What no description is known for.
fn fill_unknown(domain: &mut Domain, automatic: bool) {
    let os = &mut domain.os;
    let Some(loader) = &mut os.loader else { return };
    if loader.path.is_none() && !automatic {
        return;
    }
    loader.format.get_or_insert(ImageFormat::Raw);
    let is_flash = loader.kind == Some(LoaderType::Pflash) && loader.readonly != Some(YesNo::No);
    if automatic || !is_flash || loader.stateless == Some(YesNo::Yes) {
        return;
    }
    let (format, path) = (loader.format, loader.path.clone().unwrap_or_default());
    let is_read_only = loader.readonly == Some(YesNo::Yes);
    if let Some((_, template)) = OLD_IMAGES.iter().find(|(image, _)| *image == path) {
        let nvram = os.nvram.get_or_insert_with(Nvram::default);
        nvram.template.get_or_insert_with(|| (*template).to_owned());
        nvram.template_format.get_or_insert(ImageFormat::Raw);
    }
    // Compat: variables are kept beside any image that is read only, too, though nobody knows what they start from.
    if is_read_only {
        os.nvram.get_or_insert_with(Nvram::default);
    }
    if let Some(nvram) = &mut os.nvram {
        nvram.format = nvram.format.or(format);
    }
}

fn fill(domain: &mut Domain, firmware: &Firmware) {
    let os = &mut domain.os;
    let is_efi = firmware.kinds.contains(&"efi");
    os.firmware = Some(if is_efi { FirmwareKind::Efi } else { FirmwareKind::Bios });
    let loader = os.loader.get_or_insert_with(Loader::default);
    loader.path = Some(firmware.image.clone());
    let on_network = os.nvram.as_ref().is_some_and(|n| matches!(n.source, Some(DiskSource::Network(_))));
    match &firmware.mapping {
        Mapping::Split { format, template, template_format } => {
            loader.kind = Some(LoaderType::Pflash);
            loader.readonly = Some(YesNo::Yes);
            loader.format = Some(*format);
            let nvram = os.nvram.get_or_insert_with(Nvram::default);
            nvram.format.get_or_insert(*template_format);
            if !on_network {
                nvram.template = Some(template.clone());
                nvram.template_format = Some(*template_format);
            }
        }
        Mapping::Stateless { format } => {
            loader.kind = Some(LoaderType::Pflash);
            loader.readonly = Some(YesNo::Yes);
            loader.format = Some(*format);
        }
        Mapping::Combined | Mapping::Memory => {
            loader.kind = Some(LoaderType::Rom);
            loader.format = Some(ImageFormat::Raw);
        }
    }
    if firmware.has("requires-smm") {
        loader.secure = Some(YesNo::Yes);
        let features = domain.features.get_or_insert_with(Features::default);
        features.smm.get_or_insert(Smm { state: OnOff::On, tseg: None });
    }
    let listed = os.firmware_features.get_or_insert_with(FirmwareFeatures::default);
    for name in ["enrolled-keys", "secure-boot"] {
        // Which keys are in variables that are elsewhere is not known.
        let unknown = on_network && name == "enrolled-keys";
        if !unknown && !listed.features.iter().any(|f| f.name == name) {
            let enabled = YesNo::from(firmware.has(name));
            listed.features.push(FirmwareFeature { enabled, name: name.to_owned() });
        }
    }
    listed.features.sort_by(|a, b| a.name.cmp(&b.name));
}

#[cfg(test)]
mod tests;
