//! Platform features whose defaults depend on machine and QEMU.

use conf::domain::Domain;
use conf::domain::features::{Features, Gic};
use conf::words::YesNo;
use virt::Result;

use super::Context;
use crate::machine::MachineKind;

pub(super) fn complete(domain: &mut Domain, context: &Context) -> Result<()> {
    gic(domain, context);
    firmware(domain);
    if let Some(features) = &mut domain.features {
        if let Some(hyperv) = &mut features.hyperv
            && hyperv.attr("mode").is_none()
        {
            hyperv.attributes.insert(0, ("mode".to_owned(), "custom".to_owned()));
        }
        if let Some(tseg) = features.smm.as_mut().and_then(|s| s.tseg.as_mut())
            && tseg.attr("unit").is_none()
        {
            tseg.set_attr("unit", "MiB");
        }
    }
    tuning(domain);
    Ok(())
}

/// Automatic placement of CPUs and of memory go together; threads have numbers.
fn tuning(domain: &mut Domain) {
    let auto = |raw: &xml::Raw| raw.child_attr("memory", "placement") == Some("auto");
    let memory_auto = domain.numatune.as_ref().is_some_and(auto);
    if memory_auto && domain.vcpu.placement.is_none() && domain.vcpu.cpuset.is_none() {
        domain.vcpu.placement = Some("auto".to_owned());
    }
    if domain.vcpu.placement.as_deref() == Some("auto") {
        domain.vcpu.cpuset = None;
        if domain.numatune.is_none() {
            let mut memory = xml::Raw::default();
            memory.set_attr("mode", "strict");
            memory.set_attr("placement", "auto");
            let children = vec![xml::RawChild::Element("memory".to_owned(), memory)];
            domain.numatune = Some(xml::Raw { attributes: Vec::new(), children });
        }
    }
    let placed_auto = domain.vcpu.placement.as_deref() == Some("auto");
    for child in domain.numatune.iter_mut().flat_map(|n| &mut n.children) {
        let xml::RawChild::Element(name, memory) = child else { continue };
        if name != "memory" {
            continue;
        }
        if memory.attr("nodeset").is_none() && placed_auto {
            memory.set_attr("placement", "auto");
        }
        if memory.attr("placement") == Some("auto") {
            memory.attributes.retain(|(name, _)| name != "nodeset");
        } else {
            memory.attributes.retain(|(name, _)| name != "placement");
        }
    }
    threads(domain);
}

/// Where the document lists some I/O threads, the rest get the lowest free numbers.
fn threads(domain: &mut Domain) {
    let count = domain.iothreads.as_ref().map_or(0, |n| n.0).min(4096) as usize;
    let Some(ids) = &mut domain.iothread_ids else { return };
    let mut used: Vec<u32> =
        ids.children_named("iothread").filter_map(|t| t.attr("id").and_then(|id| id.parse().ok())).collect();
    while used.len() < count {
        let id = (1..).find(|id| !used.contains(id)).unwrap_or(1);
        used.push(id);
        let mut thread = xml::Raw::default();
        thread.set_attr("id", id.to_string());
        ids.children.push(xml::RawChild::Element("iothread".to_owned(), thread));
    }
    domain.iothreads = Some(xml::Text(used.len() as u32));
}

/// A virtual ARM machine has an interrupt controller of a definite version.
fn gic(domain: &mut Domain, context: &Context) {
    if !MachineKind::of(domain).is_arm_virt() {
        return;
    }
    let accelerated = domain.kind == "kvm";
    let features = domain.features.get_or_insert_with(Features::default);
    let wanted = features.gic.clone();
    if wanted.as_ref().is_some_and(|g| g.version.is_some()) {
        return;
    }
    let gics = &context.caps.document().gics;
    let offered = |version: &str| {
        gics.iter()
            .any(|g| g.version == version && (if accelerated { g.kernel } else { g.emulated }) == Some(YesNo::Yes))
    };
    // Under emulation version 2 always works; KVM has what the host's hardware has.
    let version = match accelerated {
        true => ["2", "3"].into_iter().find(|v| offered(v)),
        false => Some("2"),
    };
    match version {
        Some(version) => features.gic = Some(Gic { version: Some(version.to_owned()) }),
        None if wanted.is_some() => features.gic = Some(Gic { version: Some("2".to_owned()) }),
        None if features.is_empty() => domain.features = None,
        None => (),
    }
}

/// A firmware image is mapped and has a format, also where the document does not say so.
fn firmware(domain: &mut Domain) {
    use conf::domain::os::LoaderType;
    use conf::domain::storage::ImageFormat;
    let Some(loader) = &mut domain.os.loader else { return };
    if loader.path.is_none() {
        return;
    }
    loader.kind.get_or_insert(LoaderType::Rom);
    loader.format.get_or_insert(ImageFormat::Raw);
    let (is_pflash, format) = (loader.kind == Some(LoaderType::Pflash), loader.format);
    if let Some(nvram) = &mut domain.os.nvram
        && is_pflash
    {
        nvram.format = nvram.format.or(format);
        if nvram.template.is_some() {
            nvram.template_format = nvram.template_format.or(format);
        }
    }
}
