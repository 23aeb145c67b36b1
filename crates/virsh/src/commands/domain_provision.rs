//! What a guest gets from outside: open files, a secret for its protected memory, a new size for a memory device.

use ferrovirt::{TypedParam, constants::*};
use xml::{Mode, Raw, RawChild};

use super::files;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, flag, int, scaled, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "dom-fd-associate",
        help: "associate a FD with a domain",
        about: "associate a FD with a domain",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("name", "name of the FD group").required(),
            string("pass-fds", "file descriptors N,M,... to associate").required(),
            flag("seclabel-writable", "use seclabels allowing writes"),
            flag("seclabel-restore", "try to restore security label after use if possible"),
        ],
        run: dom_fd_associate,
        ..Command::EMPTY
    },
    Command {
        name: "domsetlaunchsecstate",
        help: "Set domain launch security state",
        about: "Set a secret in the guest domain's memory",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("secrethdr", "path to file containing the secret header").completes(Complete::File),
            string("secret", "path to file containing the secret").completes(Complete::File),
            int("set-address", "physical address within the guest domain's memory to set the secret").unlisted(),
        ],
        run: domsetlaunchsecstate,
        ..Command::EMPTY
    },
    Command {
        name: "update-memory-device",
        help: "update memory device of a domain",
        about: "Update values of a memory device of a domain",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("print-xml", "print updated memory device XML instead of executing the change"),
            string("alias", "memory device alias").unlisted(),
            int("node", "memory device target node").unlisted(),
            scaled("requested-size", "new value of <requested/> size, as scaled integer (default KiB)").unlisted(),
        ],
        run: update_memory_device,
        ..Command::EMPTY
    },
];

fn dom_fd_associate(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let name = cx.args.required("name")?.to_owned();
    let fds = files::fds(cx.args.text("pass-fds")?)?;
    let flags = cx.args.bits(&[
        ("seclabel-writable", VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE),
        ("seclabel-restore", VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE),
    ]);
    Ok(cx.conn()?.domain.fd_associate(&dom, &name, flags, fds)?)
}

fn domsetlaunchsecstate(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let (header, value) = (cx.args.text("secrethdr")?, cx.args.text("secret")?);
    let (Some(header), Some(value)) = (header, value) else {
        return Err(Failure::new("Both secret and the secret header are required"));
    };
    let mut params = vec![
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER, files::read(header)?),
        TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET, files::read(value)?),
    ];
    let address = cx.args.number::<u64>("set-address")?;
    params.extend(address.map(|at| TypedParam::new(VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS, at)));
    let set = cx.conn()?.domain.set_launch_security_state(&dom, &params, 0);
    set.lead("Unable to set launch security state")
}

/// The memory devices of a domain document.
fn memory_devices(document: &str) -> Outcome<Vec<Raw>> {
    super::disks::devices(document, |node| (node.name() == "memory").then(|| node.element().ok()).flatten())
}

/// Asks for a size of a device that the guest plugs by itself.
fn request(device: &mut Raw, kib: u64) -> Outcome {
    let requested = device.child_mut("target").and_then(|target| target.child_mut("requested"));
    let requested = requested.ok_or_else(|| Failure::new("virtio-mem device is missing <requested/>"))?;
    requested.set_attr("unit", "KiB");
    requested.children = vec![RawChild::Text(kib.to_string())];
    Ok(())
}

fn update_memory_device(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("node", "alias")?;
    let flags = cx.impact()?;
    let dom = cx.domain()?;
    let (alias, node) = (cx.args.text("alias")?.map(str::to_owned), cx.args.number::<u32>("node")?);
    let size = cx.args.scaled("requested-size", 1024, u64::MAX)?;
    let driver = cx.drivers()?.domain;
    let from = if flags & VIR_DOMAIN_AFFECT_CONFIG != 0 { VIR_DOMAIN_XML_INACTIVE } else { 0 };
    let mut devices = memory_devices(&driver.xml_desc(&dom, from)?)?;
    devices.retain(|device| {
        let of_node = |node: u32| {
            let target = device.child("target").and_then(|target| target.child("node"));
            target.is_some_and(|found| found.text().trim().parse() == Ok(node))
        };
        alias.as_deref().is_none_or(|alias| device.child_attr("alias", "name") == Some(alias))
            && node.is_none_or(of_node)
    });
    let mut device = devices.pop().ok_or_else(|| Failure::new("no memory device found"))?;
    if !devices.is_empty() {
        return Err(Failure::new("multiple memory devices found, use --alias or --node to select one"));
    }
    if let Some(bytes) = size {
        request(&mut device, bytes / 1024)?;
    }
    let document = xml::to_string("memory", &device, Mode::INACTIVE);
    if cx.args.flag("print-xml") {
        cx.out.say(document.trim_end());
        return Ok(());
    }
    Ok(driver.update_device_flags(&dom, &document, flags)?)
}
