//! Operations on domain documents.

use std::collections::BTreeMap;

use conf::domain::status::DomainStatus;
use conf::domain::{Domain, FormatFlags, ParseFlags, defaults};
use qemu::Capabilities;
use qemu::capabilities::Gic;
use qemu::firmware::Firmware;
use virt::Result;

use crate::request::{Outcome, Request};

/// The document with QEMU's defaults, as a definition with secrets.
pub(crate) fn xml(request: &Request) -> Outcome {
    Outcome::from(definition(request).map(|domain| domain.format(FormatFlags::DEFINITION)))
}

/// The document with the defaults that every hypervisor shares.
pub(crate) fn generic(request: &Request) -> Outcome {
    let inactive = !request.flag("live");
    let result = (|| {
        let mut domain = Domain::parse(&request.input("xml")?, ParseFlags { inactive, status: false })?;
        defaults::complete(&mut domain, "x86_64", &mut random())?;
        Ok(domain.format(FormatFlags { inactive, secure: true, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}

/// The completed definition of a request.
pub(crate) fn definition(request: &Request) -> Result<Domain> {
    read(request, ParseFlags::INACTIVE)
}

fn read(request: &Request, flags: ParseFlags) -> Result<Domain> {
    let caps = capabilities(request)?;
    let mut domain = Domain::parse(&request.input("xml")?, flags)?;
    complete(&mut domain, request, &caps)?;
    Ok(domain)
}

/// Fills in what QEMU's driver fills in.
pub(crate) fn complete(domain: &mut Domain, request: &Request, caps: &Capabilities) -> Result<()> {
    let facts = qemu::defaults::Facts {
        caps,
        emulator: request.text("emulator").unwrap_or_default(),
        host_arch: request.text("host_arch").unwrap_or("x86_64"),
        abi_update: request.flag("abi_update"),
        spare_port: true,
        firmware: &firmware(request),
        security_model: Some("none"),
        nvram_dir: "/var/lib/libvirt/qemu/nvram",
        random: &mut random(),
    };
    qemu::defaults::complete(domain, facts)
}

/// The firmware that the host of a request has.
pub(crate) fn firmware(request: &Request) -> Vec<Firmware> {
    let root = request.path("root").unwrap_or_default();
    let mut files = BTreeMap::new();
    for folder in ["usr/share/qemu/firmware", "etc/qemu/firmware"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            files.insert(entry.file_name(), entry.path());
        }
    }
    let read = |path| serde_json::from_slice(&std::fs::read(path).ok()?).ok();
    files.into_values().filter_map(|path| qemu::firmware::parse(&read(path)?)).collect()
}

/// The "random" bytes of the vectors: 0, 1, 2, …
fn random() -> impl FnMut(&mut [u8]) {
    |bytes: &mut [u8]| {
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = i as u8;
        }
    }
}

pub(crate) fn capabilities(request: &Request) -> Result<Capabilities> {
    let mut caps = Capabilities::parse(&request.input("caps")?)?;
    if request.flag("strip_machine_aliases") {
        caps.strip_machine_aliases();
    }
    let words = |name: &str| -> Vec<String> {
        let list = request.option(name).and_then(|v| v.as_array()).cloned().unwrap_or_default();
        list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    };
    for (name, on) in [("caps_add", true), ("caps_del", false)] {
        for flag in words(name) {
            caps.set(&flag, on);
        }
    }
    if let Some(versions) = request.option("gic_versions").and_then(|v| v.as_array()) {
        let yes = Some(conf::words::YesNo::Yes);
        let version = |v: &serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let gics = versions.iter().map(|v| Gic { version: version(v), kernel: yes, emulated: yes });
        caps.set_gics(gics.collect());
    }
    Ok(caps)
}

/// A run-time file, read and printed again.
pub(crate) fn status(request: &Request) -> Outcome {
    let result = (|| {
        Ok({
            let mut status = DomainStatus::parse(&request.input("xml")?)?;
            status.complete("/var/lib/libvirt/qemu/ram");
            qemu::defaults::sound(&mut status.domain);
            status.format()
        })
    })();
    Outcome::from(result)
}

/// The document of a running or a defined guest.
pub(crate) fn active(request: &Request) -> Outcome {
    let inactive = request.text("format") == Some("inactive");
    let result = (|| {
        let mut domain = read(request, ParseFlags::LIVE)?;
        if domain.id.is_none() {
            domain.id = request.option("id_if_unset").and_then(|v| v.as_u64()).and_then(|id| id.try_into().ok());
        }
        Ok(domain.format(FormatFlags { inactive, secure: true, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}
