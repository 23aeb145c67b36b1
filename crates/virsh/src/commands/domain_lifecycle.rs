//! Guests come and go: start, stop, pause, reset.

use ferrovirt::{DomainRef, Result, constants::*};

use super::files::{self, fds};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup::By;
use crate::table::{Command, Complete, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "start",
        help: "start a (previously defined) inactive domain",
        about: "Start a domain, either from the last managedsave\n    state, or via a fresh boot if no managedsave state\n    is present.",
        options: &[
            string("domain", "name of the inactive domain").required().completes(Complete::Domain),
            flag("console", "attach to console after creation"),
            flag("paused", "leave the guest paused after creation"),
            flag("autodestroy", "automatically destroy the guest when virsh disconnects"),
            flag("bypass-cache", "avoid file system cache when loading"),
            flag("force-boot", "force fresh boot by discarding any managed save"),
            string("pass-fds", "pass file descriptors N,M,... to the guest").unlisted(),
            flag("reset-nvram", "re-initialize NVRAM from its pristine template"),
        ],
        run: start,
        ..Command::EMPTY
    },
    Command {
        name: "create",
        help: "create a domain from an XML file",
        about: "Create a domain.",
        options: &[
            string("file", "file containing an XML domain description").required().completes(Complete::File),
            flag("console", "attach to console after creation"),
            flag("paused", "leave the guest paused after creation"),
            flag("autodestroy", "automatically destroy the guest when virsh disconnects"),
            string("pass-fds", "pass file descriptors N,M,... to the guest").unlisted(),
            flag("validate", "validate the XML against the schema"),
            flag("reset-nvram", "re-initialize NVRAM from its pristine template"),
        ],
        run: create,
        ..Command::EMPTY
    },
    Command {
        name: "destroy",
        help: "destroy (stop) a domain",
        about: "Forcefully stop a given domain, but leave its resources intact.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("graceful", "terminate gracefully"),
            flag("remove-logs", "remove domain logs"),
        ],
        run: destroy,
        ..Command::EMPTY
    },
    Command {
        name: "shutdown",
        help: "gracefully shutdown a domain",
        about: "Run shutdown in the target domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("mode", "shutdown mode: acpi|agent|initctl|signal|paravirt")
                .positional()
                .completes(Complete::WordList(&["acpi", "agent", "initctl", "signal", "paravirt"])),
        ],
        run: shutdown,
        ..Command::EMPTY
    },
    Command {
        name: "reboot",
        help: "reboot a domain",
        about: "Run a reboot command in the target domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("mode", "shutdown mode: acpi|agent|initctl|signal|paravirt")
                .positional()
                .completes(Complete::WordList(&["acpi", "agent", "initctl", "signal", "paravirt"])),
        ],
        run: reboot,
        ..Command::EMPTY
    },
    Command {
        name: "reset",
        help: "reset a domain",
        about: "Reset the target domain as if by power button",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: reset,
        ..Command::EMPTY
    },
    Command {
        name: "suspend",
        help: "suspend a domain",
        about: "Suspend a running domain.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: suspend,
        ..Command::EMPTY
    },
    Command {
        name: "resume",
        help: "resume a domain",
        about: "Resume a previously suspended domain.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: resume,
        ..Command::EMPTY
    },
    Command {
        name: "autostart",
        help: "autostart a domain",
        about: "Configure a domain to be automatically started at boot.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("disable", "disable autostarting"),
            flag("once", "control next boot state"),
        ],
        run: autostart,
        ..Command::EMPTY
    },
    Command {
        name: "set-lifecycle-action",
        help: "change lifecycle actions",
        about: "Change lifecycle actions for the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("type", "lifecycle type to modify").required().completes(Complete::Words(LIFECYCLES)),
            string("action", "lifecycle action to set").required().completes(Complete::Words(ACTIONS)),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: set_lifecycle_action,
        ..Command::EMPTY
    },
    Command {
        name: "dompmsuspend",
        help: "suspend a domain gracefully using power management functions",
        about: "Suspends a running domain using guest OS's power management. (Note: This requires a guest agent configured and running in the guest OS).",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("target", "mem(Suspend-to-RAM), disk(Suspend-to-Disk), hybrid(Hybrid-Suspend)")
                .required()
                .completes(Complete::Words(&["mem", "disk", "hybrid"])),
            int("duration", "duration in seconds"),
        ],
        run: dompmsuspend,
        ..Command::EMPTY
    },
    Command {
        name: "dompmwakeup",
        help: "wakeup a domain from pmsuspended state",
        about: "Wakeup a domain that was previously suspended by power management.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: dompmwakeup,
        ..Command::EMPTY
    },
    Command {
        name: "inject-nmi",
        help: "Inject NMI to the guest",
        about: "Inject NMI to the guest domain.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: inject_nmi,
        ..Command::EMPTY
    },
];

/// Calls, says what was done, or says what failed.
fn act(
    cx: &mut Context<'_>,
    call: impl FnOnce(&ferrovirt::Connect, &DomainRef) -> Result<()>,
    failed: &str,
    done: &str,
) -> Outcome {
    let dom = cx.domain()?;
    let with_name = |text: &str| text.replace("{}", &dom.name);
    call(cx.conn()?, &dom).lead(with_name(failed))?;
    cx.out.remark(format!("{}\n", with_name(done)));
    Ok(())
}

fn start(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain_by(By { id: false, uuid: true, name: true })?;
    if dom.id != -1 {
        return Err(Failure::new("Domain is already active"));
    }
    let flags = cx.args.bits(&[
        ("paused", VIR_DOMAIN_START_PAUSED),
        ("autodestroy", VIR_DOMAIN_START_AUTODESTROY),
        ("bypass-cache", VIR_DOMAIN_START_BYPASS_CACHE),
        ("force-boot", VIR_DOMAIN_START_FORCE_BOOT),
        ("reset-nvram", VIR_DOMAIN_START_RESET_NVRAM),
    ]);
    let files = fds(cx.args.text("pass-fds")?)?;
    let domain = &cx.conn()?.domain;
    let started = match (files.is_empty(), flags) {
        (false, _) => domain.create_with_files(&dom, flags, files).map(drop),
        (true, 0) => domain.create(&dom),
        _ => domain.create_with_flags(&dom, flags).map(drop),
    };
    started.lead(format!("Failed to start domain '{}'", dom.name))?;
    cx.out.remark(format!("Domain '{}' started\n", dom.name));
    if cx.args.flag("console") {
        return super::domain_console::open(cx, &dom, None, 0);
    }
    Ok(())
}

fn create(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[
        ("paused", VIR_DOMAIN_START_PAUSED),
        ("autodestroy", VIR_DOMAIN_START_AUTODESTROY),
        ("validate", VIR_DOMAIN_START_VALIDATE),
        ("reset-nvram", VIR_DOMAIN_START_RESET_NVRAM),
    ]);
    let files = fds(cx.args.text("pass-fds")?)?;
    let domain = &cx.conn()?.domain;
    let created = if files.is_empty() {
        domain.create_xml(&xml, flags)
    } else {
        domain.create_xml_with_files(&xml, flags, files)
    };
    let dom = created.lead(format!("Failed to create domain from {file}"))?;
    cx.out.remark(format!("Domain '{}' created from {file}\n", dom.name));
    if cx.args.flag("console") {
        return super::domain_console::open(cx, &dom, None, 0);
    }
    Ok(())
}

fn destroy(cx: &mut Context<'_>) -> Outcome {
    let flags =
        cx.args.bits(&[("graceful", VIR_DOMAIN_DESTROY_GRACEFUL), ("remove-logs", VIR_DOMAIN_DESTROY_REMOVE_LOGS)]);
    let call = |c: &ferrovirt::Connect, dom: &DomainRef| match flags {
        0 => c.domain.destroy(dom),
        flags => c.domain.destroy_flags(dom, flags),
    };
    act(cx, call, "Failed to destroy domain '{}'", "Domain '{}' destroyed")
}

const MODES: [(&str, i32); 5] = [
    ("acpi", VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN),
    ("agent", VIR_DOMAIN_SHUTDOWN_GUEST_AGENT),
    ("initctl", VIR_DOMAIN_SHUTDOWN_INITCTL),
    ("signal", VIR_DOMAIN_SHUTDOWN_SIGNAL),
    ("paravirt", VIR_DOMAIN_SHUTDOWN_PARAVIRT),
];

/// The bits of a comma-separated list of modes; shutdown and reboot number them alike.
fn modes(text: Option<&str>, expectation: &str) -> Outcome<u32> {
    let mut flags = 0;
    for word in text.iter().flat_map(|list| list.split(',')) {
        match MODES.iter().find(|(name, _)| *name == word) {
            Some((_, bit)) => flags |= *bit as u32,
            None => return Err(Failure::new(format!("Unknown mode {word} value, expecting {expectation}"))),
        }
    }
    Ok(flags)
}

fn shutdown(cx: &mut Context<'_>) -> Outcome {
    let flags = modes(cx.args.text("mode")?, "'acpi', 'agent', 'initctl', 'signal', or 'paravirt'")?;
    let call = |c: &ferrovirt::Connect, dom: &DomainRef| match flags {
        0 => c.domain.shutdown(dom),
        flags => c.domain.shutdown_flags(dom, flags),
    };
    act(cx, call, "Failed to shutdown domain '{}'", "Domain '{}' is being shutdown")
}

fn reboot(cx: &mut Context<'_>) -> Outcome {
    let flags = modes(cx.args.text("mode")?, "'acpi', 'agent', 'initctl', 'signal' or 'paravirt'")?;
    act(cx, |c, dom| c.domain.reboot(dom, flags), "Failed to reboot domain '{}'", "Domain '{}' is being rebooted")
}

fn reset(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, dom| c.domain.reset(dom, 0), "Failed to reset domain '{}'", "Domain '{}' was reset")
}

fn suspend(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, dom| c.domain.suspend(dom), "Failed to suspend domain '{}'", "Domain '{}' suspended")
}

fn resume(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, dom| c.domain.resume(dom), "Failed to resume domain '{}'", "Domain '{}' resumed")
}

fn autostart(cx: &mut Context<'_>) -> Outcome {
    let on = !cx.args.flag("disable");
    let once = cx.args.flag("once");
    let mark = if on { "mark" } else { "unmark" };
    let when = if once { " on next boot" } else { "" };
    let call = |c: &ferrovirt::Connect, dom: &DomainRef| match once {
        true => c.domain.set_autostart_once(dom, i32::from(on)),
        false => c.domain.set_autostart(dom, i32::from(on)),
    };
    let failed = format!("Failed to {mark} domain '{{}}' as autostarted{when}");
    act(cx, call, &failed, &format!("Domain '{{}}' {mark}ed as autostarted{when}"))
}

const LIFECYCLES: &[&str] = &["poweroff", "reboot", "crash"];
const ACTIONS: &[&str] = &["destroy", "restart", "rename-restart", "preserve", "coredump-destroy", "coredump-restart"];

fn set_lifecycle_action(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let place = |words: &[&str], word: &str| words.iter().position(|w| *w == word).map(|at| at as u32);
    let kind = cx.args.required("type")?;
    let kind = place(LIFECYCLES, kind).ok_or_else(|| Failure::new(format!("Invalid lifecycle type '{kind}'.")))?;
    let action = cx.args.required("action")?;
    let action = place(ACTIONS, action).ok_or_else(|| Failure::new(format!("Invalid lifecycle action '{action}'.")))?;
    let dom = cx.domain()?;
    cx.conn()?.domain.set_lifecycle_action(&dom, kind, action, flags).lead("Unable to change lifecycle action.")
}

fn dompmsuspend(cx: &mut Context<'_>) -> Outcome {
    let duration = cx.args.number("duration")?.unwrap_or(0);
    let target = match cx.args.required("target")? {
        "mem" => VIR_NODE_SUSPEND_TARGET_MEM,
        "disk" => VIR_NODE_SUSPEND_TARGET_DISK,
        "hybrid" => VIR_NODE_SUSPEND_TARGET_HYBRID,
        _ => return Err(Failure::new("Invalid target")),
    };
    act(
        cx,
        |c, dom| c.domain.pm_suspend_for_duration(dom, target as u32, duration, 0),
        "Domain '{}' could not be suspended",
        "Domain '{}' successfully suspended",
    )
}

fn dompmwakeup(cx: &mut Context<'_>) -> Outcome {
    let call = |c: &ferrovirt::Connect, dom: &DomainRef| c.domain.pm_wakeup(dom, 0);
    act(cx, call, "Domain '{}' could not be woken up", "Domain '{}' successfully woken up")
}

fn inject_nmi(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.inject_nmi(&dom, 0)?)
}
