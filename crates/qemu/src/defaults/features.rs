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
    Ok(())
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
