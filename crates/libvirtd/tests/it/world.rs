//! A small internet: network namespaces with cables between them, for tests of networks that forward.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::guests::wait_for;

/// Whether namespaces, firewalls and dnsmasq can be had here; the reason is printed where not.
pub(super) fn can_make_worlds() -> bool {
    let root = rustix::process::geteuid().is_root();
    let missing = ["nft", "dnsmasq", "ip", "nsenter", "unshare", "busybox"]
        .into_iter()
        .find(|program| host::helper::find(program).is_none());
    if let Some(missing) = missing.or((!root).then_some("root")) {
        println!("skipped: networks that forward need {missing}");
        return false;
    }
    let tried = Command::new("unshare").args(["-n", "nft", "add table ip t"]).output();
    let works = tried.is_ok_and(|output| output.status.success());
    if !works {
        println!("skipped: no packet filter in a namespace of one's own");
    }
    works
}

/// A host without processes but one, which keeps its network alive.
pub(super) struct Place(Child);

impl Place {
    pub(super) fn new() -> Place {
        let script = "mount -t sysfs sysfs /sys && ip link set lo up && exec sleep 600";
        let child =
            Command::new("unshare").args(["-n", "-m", "sh", "-c", script]).stdin(Stdio::null()).spawn().unwrap();
        let place = Place(child);
        let is_ready =
            || std::fs::read(format!("/proc/{}/cmdline", place.0.id())).is_ok_and(|c| c.starts_with(b"sleep"));
        wait_for("a namespace", is_ready);
        place
    }

    /// A program in this place.
    pub(super) fn command(&self, program: &str) -> Command {
        let prefix = self.prefix();
        let mut command = Command::new(&prefix[0]);
        command.args(&prefix[1..]).arg(program);
        command
    }

    /// What stands before the command line of a program in this place.
    pub(super) fn prefix(&self) -> Vec<String> {
        ["nsenter", "-n", "-m", "-t", &self.0.id().to_string()].map(str::to_owned).into()
    }

    /// What a shell prints here; it has to succeed.
    pub(super) fn shell(&self, script: &str) -> String {
        let (ok, text) = self.tried(script);
        assert!(ok, "{script}: {text}");
        text
    }

    /// Whether a shell succeeds here, and what it prints.
    pub(super) fn tried(&self, script: &str) -> (bool, String) {
        let output = self.command("sh").args(["-c", script]).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    }

    /// A cable from a device here to a device there.
    pub(super) fn cable(&self, here: &str, there: &Place, name: &str) {
        self.shell(&format!("ip link add {here} type veth peer name {name} && ip link set {here} up"));
        self.shell(&format!("ip link set {name} netns {}", there.0.id()));
        there.shell(&format!("ip link set {name} up"));
    }

    /// The rules of networks, without counts.
    pub(super) fn rules(&self) -> Vec<String> {
        let listing = self.shell("nft list ruleset");
        let rules = listing.lines().map(str::trim).filter(|line| line.contains("counter") && !line.contains("jump"));
        let without_counts = |line: &str| {
            let mut words: Vec<&str> = line.split(' ').collect();
            if let Some(at) = words.iter().position(|word| *word == "packets") {
                words.drain(at..at + 4);
            }
            words.join(" ")
        };
        rules.map(without_counts).collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The numbers of the dnsmasqs whose files are below a folder: of each the server, and its child that runs the script
/// for leases. What that child starts looks like it until the script's own program begins, and is none.
pub(super) fn servers(root: &Path) -> Vec<i32> {
    let proc = host::proc::Proc::default();
    let own = root.to_string_lossy().into_owned();
    let is_server = |pid: &i32| {
        let line = proc.command_line(*pid).unwrap_or_default();
        line.iter().any(|word| String::from_utf8_lossy(word).starts_with(&format!("--conf-file={own}")))
    };
    let found: Vec<i32> = proc.pids().unwrap().into_iter().filter(is_server).collect();
    let parent = |pid| proc.usage(pid).ok().map(|usage| usage.parent).filter(|parent| found.contains(parent));
    found.iter().copied().filter(|pid| parent(*pid).and_then(parent).is_none()).collect()
}

/// Ends the dnsmasqs that a failing test left.
pub(super) struct Servers<'a>(pub(super) &'a Path);

impl Drop for Servers<'_> {
    fn drop(&mut self) {
        for pid in servers(self.0) {
            if let Ok(process) = host::process::Process::attach(pid) {
                let _ = process.kill();
                let _ = process.wait(Duration::from_secs(5));
            }
        }
    }
}
