//! Events in words.

use ferrovirt::{Event, GraphicsAddress, TypedParam, constants::*};

use crate::words::pick;

/// Kinds of domain events; the place in the list is the number that registers them.
pub const DOMAIN_EVENTS: &[&str] = &[
    "lifecycle",
    "reboot",
    "rtc-change",
    "watchdog",
    "io-error",
    "graphics",
    "io-error-reason",
    "control-error",
    "block-job",
    "disk-change",
    "tray-change",
    "pm-wakeup",
    "pm-suspend",
    "balloon-change",
    "pm-suspend-disk",
    "device-removed",
    "block-job-2",
    "tunable",
    "agent-lifecycle",
    "device-added",
    "migration-iteration",
    "job-completed",
    "device-removal-failed",
    "metadata-change",
    "block-threshold",
    "memory-failure",
    "memory-device-size-change",
    "nic-mac-change",
];

const LIFECYCLE: [(&str, &[&str]); 9] = [
    ("Defined", &["Added", "Updated", "Renamed", "Snapshot"]),
    ("Undefined", &["Removed", "Renamed"]),
    ("Started", &["Booted", "Migrated", "Restored", "Snapshot", "Event wakeup"]),
    (
        "Suspended",
        &[
            "Paused",
            "Migrated",
            "I/O Error",
            "Watchdog",
            "Restored",
            "Snapshot",
            "API error",
            "Post-copy",
            "Post-copy Error",
        ],
    ),
    ("Resumed", &["Unpaused", "Migrated", "Snapshot", "Post-copy", "Post-copy Error"]),
    ("Stopped", &["Shutdown", "Destroyed", "Crashed", "Migrated", "Saved", "Failed", "Snapshot"]),
    ("Shutdown", &["Finished", "Finished after guest request", "Finished after host request"]),
    ("PMSuspended", &["Memory", "Disk"]),
    ("Crashed", &["Panicked", "Crashloaded"]),
];

fn lifecycle(event: i32, detail: i32) -> String {
    let row = usize::try_from(event).ok().and_then(|at| LIFECYCLE.get(at));
    let (word, details) = row.map_or(("unknown", &[][..]), |(word, details)| (*word, *details));
    format!("{word} {}", pick(details, detail).unwrap_or("unknown"))
}

fn word(words: &'static [&'static str], number: i32) -> &'static str {
    pick(words, number).unwrap_or("unknown")
}

fn params(params: &[TypedParam]) -> String {
    params.iter().map(|p| format!("\n\t{}: {}", p.field, p.value)).collect()
}

const JOB_TYPES: &[&str] =
    &["Unknown job", "Block Pull", "Block Copy", "Block Commit", "Active Block Commit", "Backup"];
const JOB_ENDS: &[&str] = &["completed", "failed", "canceled", "ready"];
const IO_ACTIONS: &[&str] = &["none", "pause", "report"];
const FAMILIES: &[&str] = &["IPv4", "IPv6", "unix"];

fn peer(address: &GraphicsAddress) -> String {
    format!("{} {} {}", word(FAMILIES, address.family), address.node, address.service)
}

/// A domain event of the kind with that name.
pub fn domain_event(name: &str, event: &Event) -> Option<String> {
    let (domain, rest) = match event {
        Event::DomainEventLifecycle(e) => (&e.dom, format!(": {}", lifecycle(e.event, e.detail))),
        Event::DomainEventReboot(e) => (&e.dom, String::new()),
        Event::DomainEventControlError(e) => (&e.dom, String::new()),
        Event::DomainEventPmwakeup(e) => (&e.dom, String::new()),
        Event::DomainEventPmsuspend(e) => (&e.dom, String::new()),
        Event::DomainEventPmsuspendDisk(e) => (&e.dom, String::new()),
        Event::DomainEventRtcChange(e) => (&e.dom, format!(": {}", e.offset)),
        Event::DomainEventWatchdog(e) => {
            let actions = &["none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"];
            (&e.dom, format!(": {}", word(actions, e.action)))
        }
        Event::DomainEventIoError(e) => {
            (&e.dom, format!(": {} ({}) {}", e.src_path, e.dev_alias, word(IO_ACTIONS, e.action)))
        }
        Event::DomainEventIoErrorReason(e) => {
            let action = word(IO_ACTIONS, e.action);
            (&e.dom, format!(": {} ({}) {action} due to {}", e.src_path, e.dev_alias, e.reason))
        }
        Event::DomainEventGraphics(e) => {
            let phase = word(&["connect", "initialize", "disconnect"], e.phase);
            let subject: String = e.subject.iter().map(|s| format!("\n\t{}={}", s.type_, s.name)).collect();
            let ends = format!("local[{}] remote[{}]", peer(&e.local), peer(&e.remote));
            (&e.dom, format!(": {phase} {ends} {}{subject}", e.auth_scheme))
        }
        Event::DomainEventBlockJob(e) => (&e.dom, block_job(e.type_, &e.path, e.status)),
        Event::DomainEventBlockJob2(e) => (&e.dom, block_job(e.type_, &e.dst, e.status)),
        Event::DomainEventDiskChange(e) => {
            let (old, new) = (e.old_src_path.as_deref(), e.new_src_path.as_deref());
            let reason = word(&["changed", "dropped"], e.reason);
            let text = format!("{} -> {}: {reason}", old.unwrap_or("(null)"), new.unwrap_or("(null)"));
            (&e.dom, format!(" disk {}: {text}", e.dev_alias))
        }
        Event::DomainEventTrayChange(e) => {
            (&e.dom, format!(" disk {}: {}", e.dev_alias, word(&["opened", "closed"], e.reason)))
        }
        Event::DomainEventBalloonChange(e) => (&e.dom, format!(": {}KiB", e.actual)),
        Event::DomainEventDeviceRemoved(e) => (&e.dom, format!(": {}", e.dev_alias)),
        Event::DomainEventDeviceAdded(e) => (&e.dom, format!(": {}", e.dev_alias)),
        Event::DomainEventDeviceRemovalFailed(e) => (&e.dom, format!(": {}", e.dev_alias)),
        Event::DomainEventTunable(e) => (&e.dom, format!(":{}", params(&e.params))),
        Event::DomainEventJobCompleted(e) => (&e.dom, format!(":{}", params(&e.params))),
        Event::DomainEventAgentLifecycle(e) => {
            let state = word(&["unknown", "connected", "disconnected"], e.state);
            let reason = word(&["unknown", "domain started", "channel event"], e.reason);
            (&e.dom, format!(": state: '{state}' reason: '{reason}'"))
        }
        Event::DomainEventMigrationIteration(e) => (&e.dom, format!(": iteration: '{}'", e.iteration)),
        Event::DomainEventMetadataChange(e) => {
            let kind = word(&["description", "title", "element"], e.type_);
            (&e.dom, format!(": type {kind}, uri {}", e.nsuri.as_deref().unwrap_or("<null>")))
        }
        Event::DomainEventBlockThreshold(e) => {
            let path = e.path.as_deref().unwrap_or_default();
            (&e.dom, format!(": dev: {}({path}) {} {}", e.dev, e.threshold, e.excess))
        }
        Event::DomainEventMemoryFailure(e) => (&e.dom, memory_failure(e.recipient, e.action, e.flags)),
        Event::DomainEventMemoryDeviceSizeChange(e) => (&e.dom, format!(":\nalias: {}\nsize: {}", e.alias, e.size)),
        Event::DomainEventNicMacChange(e) => {
            (&e.dom, format!(":\nalias: {}\noldMAC: {}\nnewMAC: {}", e.alias, e.old_mac, e.new_mac))
        }
        _ => return None,
    };
    Some(format!("event '{name}' for domain '{}'{rest}", domain.name))
}

fn block_job(kind: i32, path: &str, status: i32) -> String {
    format!(": {} for {path} {}", word(JOB_TYPES, kind), word(JOB_ENDS, status))
}

fn memory_failure(recipient: i32, action: i32, flags: u32) -> String {
    let recipient = word(&["hypervisor", "guest"], recipient);
    let action = word(&["ignore", "inject", "fatal", "reset"], action);
    let bit = |bit: u32| u32::from(flags & bit != 0);
    format!(
        ":\nrecipient: {recipient}\naction: {action}\n\taction required: {}\n\trecursive: {}",
        bit(VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED),
        bit(VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE)
    )
}
