//! The run-time file of a running guest, from which any daemon can take it over.

use std::fmt::Write;
use std::path::PathBuf;

use conf::domain::cpu::Cpu;
use conf::domain::{Domain, FormatFlags};
use host::files::Durability;
use virt::constants::*;
use virt::{Error, Result};
use xml::{Document, Mode};

use crate::core::Core;
use crate::live::Live;
use crate::store::{PRIVATE, heading};
use crate::vm::{Snapshot, State, Vm};

/// Words for states, by number.
const STATES: &[&str] = &["nostate", "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "pmsuspended"];

/// Words for reasons, by state and number.
const REASONS: &[&[&str]] = &[
    &["unknown"],
    &[
        "unknown",
        "booted",
        "migrated",
        "restored",
        "from snapshot",
        "unpaused",
        "migration canceled",
        "save canceled",
        "wakeup",
        "crashed",
        "post-copy",
        "post-copy failed",
    ],
    &["unknown"],
    &[
        "unknown",
        "user",
        "migration",
        "save",
        "dump",
        "ioerror",
        "watchdog",
        "from snapshot",
        "shutdown",
        "snapshot",
        "panicked",
        "starting up",
        "post-copy",
        "post-copy failed",
        "api error",
    ],
    &["unknown", "user"],
    &["unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon"],
    &["unknown", "panicked"],
    &["unknown"],
];

fn word<'a>(words: &'a [&'a str], number: i32) -> &'a str {
    usize::try_from(number).ok().and_then(|number| words.get(number)).copied().unwrap_or("unknown")
}

impl State {
    /// State and reason in words.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        let reasons = usize::try_from(self.state).ok().and_then(|state| REASONS.get(state)).copied().unwrap_or(&[]);
        (word(STATES, self.state), word(reasons, self.reason))
    }

    /// The state that two words mean.
    pub(crate) fn from_words(state: &str, reason: &str) -> Option<State> {
        let state = STATES.iter().position(|word| *word == state)?;
        let reason = REASONS.get(state)?.iter().position(|word| *word == reason).unwrap_or(0);
        Some(State::new(i32::try_from(state).ok()?, i32::try_from(reason).ok()?))
    }
}

/// What a run-time file says.
#[derive(Debug)]
pub(crate) struct Status {
    pub(crate) state: State,
    pub(crate) pid: i32,
    pub(crate) monitor: PathBuf,
    pub(crate) vcpu_threads: Vec<i32>,
    pub(crate) flags: Vec<String>,
    pub(crate) private_folder: PathBuf,
    pub(crate) channel_folder: PathBuf,
    /// The number of the last image that QEMU was given.
    pub(crate) last_node: u32,
    /// The CPU of the document it was started with, where the guest has got another.
    pub(crate) original_cpu: Option<Cpu>,
    /// How long its agent may take to answer.
    pub(crate) agent_seconds: Option<i32>,
    pub(crate) domain: Domain,
}

impl Status {
    /// Reads a run-time file, ours or libvirt's.
    pub(crate) fn parse(text: &str) -> Result<Status> {
        let document = Document::parse(text).map_err(conf::error)?;
        let root = document.root_named("domstatus", Mode::STATUS).map_err(conf::error)?;
        let missing = |what: &str| Error::internal(format!("no {what} in the run-time file"));
        let attr = |element: &str, name: &str| root.first(element).and_then(|node| node.attr(name)).map(str::to_owned);
        let state = State::from_words(root.attr("state").unwrap_or(""), root.attr("reason").unwrap_or(""));
        let mut vcpus: Vec<(usize, i32)> = Vec::new();
        for node in root.first("vcpus").iter().flat_map(|node| node.children()) {
            if let (Some(id), Some(pid)) = (node.attr("id"), node.attr("pid"))
                && let (Ok(id), Ok(pid)) = (id.parse(), pid.parse())
            {
                vcpus.push((id, pid));
            }
        }
        vcpus.sort_unstable();
        let flags = root.first("qemuCaps").into_iter().flat_map(|node| node.children());
        let domain = root.first("domain").ok_or_else(|| missing("domain"))?;
        Ok(Status {
            state: state.ok_or_else(|| missing("state"))?,
            pid: root.attr("pid").and_then(|pid| pid.parse().ok()).ok_or_else(|| missing("pid"))?,
            monitor: attr("monitor", "path").ok_or_else(|| missing("monitor path"))?.into(),
            vcpu_threads: vcpus.into_iter().map(|(_, pid)| pid).collect(),
            flags: flags.filter_map(|node| node.attr("name").map(str::to_owned)).collect(),
            private_folder: attr("libDir", "path").unwrap_or_default().into(),
            channel_folder: attr("channelTargetDir", "path").unwrap_or_default().into(),
            last_node: attr("nodename", "index").and_then(|index| index.parse().ok()).unwrap_or(0),
            original_cpu: match root.first("cpu") {
                Some(node) => Some(node.element::<Cpu>().map_err(conf::error)?),
                None => None,
            },
            agent_seconds: root.first("agentTimeout").and_then(|node| node.text().trim().parse().ok()),
            domain: domain.element::<Domain>().map_err(conf::error)?,
        })
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&apos;")
}

fn path_element(out: &mut String, name: &str, path: &std::path::Path) {
    let _ = writeln!(out, "  <{name} path='{}'/>", escape(&path.to_string_lossy()));
}

/// The text of a run-time file.
fn format(snapshot: &Snapshot, live: &Live, core: &Core, agent_seconds: i32, domain: &Domain) -> String {
    let (state, reason) = snapshot.state.words();
    let mut out = heading(&format!("edit {}", snapshot.name));
    let _ = writeln!(out, "<domstatus state='{state}' reason='{reason}' pid='{}'>", live.process.pid());
    let _ = writeln!(out, "  <monitor path='{}' type='unix'/>", escape(&live.monitor_path.to_string_lossy()));
    out.push_str("  <vcpus>\n");
    for (id, pid) in live.vcpu_threads().iter().enumerate() {
        let _ = writeln!(out, "    <vcpu id='{id}' pid='{pid}'/>");
    }
    out.push_str("  </vcpus>\n  <qemuCaps>\n");
    for flag in live.capability_flags.iter() {
        let _ = writeln!(out, "    <flag name='{}'/>", escape(flag));
    }
    out.push_str("  </qemuCaps>\n");
    let aliases = crate::live::device_aliases(domain);
    if !aliases.is_empty() {
        out.push_str("  <devices>\n");
        for alias in aliases {
            let _ = writeln!(out, "    <device alias='{}'/>", escape(&alias));
        }
        out.push_str("  </devices>\n");
    }
    path_element(&mut out, "libDir", &live.private_folder);
    path_element(&mut out, "channelTargetDir", &live.channel_folder);
    path_element(&mut out, "memoryBackingDir", &core.paths.memory_folder(live.id, &snapshot.name));
    let last_node = live.next_node.load(std::sync::atomic::Ordering::Relaxed);
    let _ = writeln!(out, "  <nodename index='{last_node}'/>");
    out.push_str("  <fdset index='0'/>\n  <blockjobs active='no'/>\n");
    let _ = writeln!(out, "  <agentTimeout>{agent_seconds}</agentTimeout>");
    if let Some(cpu) = &live.original_cpu {
        for line in xml::to_string("cpu", cpu, Mode::STATUS).lines() {
            let _ = writeln!(out, "  {line}");
        }
    }
    let domain = domain.format(FormatFlags { status: true, secure: true, ..FormatFlags::default() });
    for line in domain.lines() {
        let _ = writeln!(out, "  {line}");
    }
    out.push_str("</domstatus>\n");
    out
}

impl Core {
    /// Writes the run-time file of a running guest; of one that has ended, nothing.
    pub(crate) fn save_status(&self, vm: &Vm) -> Result<()> {
        let snapshot = vm.snapshot();
        match &snapshot.live {
            Some(live) => self.write_status(vm, &snapshot, live, &live.document().domain),
            None => Ok(()),
        }
    }

    /// The same with a document that is about to come true: a daemon that is killed meanwhile leaves word of it.
    pub(crate) fn save_status_ahead(&self, vm: &Vm, live: &Live, domain: &Domain) -> Result<()> {
        self.write_status(vm, &vm.snapshot(), live, domain)
    }

    fn write_status(&self, vm: &Vm, snapshot: &Snapshot, live: &Live, domain: &Domain) -> Result<()> {
        let path = self.paths.status(&snapshot.name);
        let text = format(snapshot, live, self, vm.agent_seconds(), domain);
        let written = self.files.write_atomic(&path, text.as_bytes(), PRIVATE, Durability::Volatile);
        written.map_err(|e| Error::system(format!("cannot write '{}'", path.display()), &e))
    }
}

/// Whether a state is one of a guest with a process.
pub(crate) fn is_active(state: State) -> bool {
    !matches!(state.state, VIR_DOMAIN_NOSTATE | VIR_DOMAIN_SHUTOFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_reasons_read_back() {
        for (state, words) in STATES.iter().enumerate() {
            for (reason, _) in REASONS[state].iter().enumerate() {
                let state = State::new(state as i32, reason as i32);
                let (a, b) = state.words();
                assert_eq!(State::from_words(a, b), Some(state), "{words}");
            }
        }
        assert_eq!(State::from_words("sleepy", "unknown"), None);
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        for text in ["", "<domain/>", "<domstatus/>", "<domstatus state='running' reason='booted' pid='x'/>"] {
            assert!(Status::parse(text).is_err(), "{text}");
        }
    }
}
