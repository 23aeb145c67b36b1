//! The dnsmasq of a network: its files, its start, what it is told while it runs, its end.
//!
//! It outlives the daemon. Whether a process is a network's dnsmasq is decided by its command line, which names the
//! network's own configuration file; the PID file only says where to look first.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use conf::network::Network;
use host::files::Durability;
use host::proc::Proc;
use host::process::{Exit, Process};
use host::program::Run;
use virt::{Error, Result};

use crate::core::Core;
use crate::dnsmasq::{Places, configuration, file_name, hosts_file, is_needed, names_file};
use crate::lease_file::{BRIDGE_VARIABLE, FOLDER_VARIABLE};

/// How long dnsmasq may take until it serves.
const STARTS: Duration = Duration::from_secs(30);
/// How long it may take to end when it is asked.
const ENDS: Duration = Duration::from_secs(5);

/// Longest PID file.
const MAX_NUMBER: u64 = 64;

/// The heading of a configuration file, with the command that edits it properly.
fn heading(name: &str) -> String {
    format!(
        "##WARNING:  THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n\
         ##OVERWRITTEN AND LOST.  Changes to this configuration should be made using:\n##    virsh net-edit {name}\n\
         ## or other application using the libvirt API.\n##\n"
    )
}

fn file(core: &Core, network: &Network, suffix: &str) -> PathBuf {
    core.paths.dnsmasq.join(file_name(&network.name, suffix))
}

/// Starts dnsmasq where a network needs it; after a failure nothing is left of it.
pub(crate) fn start(core: &Core, network: &Network) -> Result<()> {
    if !is_needed(network) {
        return Ok(());
    }
    write_files(core, network)?;
    let configuration = file(core, network, "conf");
    let helper = lease_helper()?;
    let run = Run {
        program: "dnsmasq",
        args: vec![
            option("--conf-file=", &configuration),
            "--leasefile-ro".to_owned(),
            option("--dhcp-script=", &helper),
        ],
        env: vec![
            (BRIDGE_VARIABLE.to_owned(), network.require_bridge()?.to_owned()),
            (FOLDER_VARIABLE.to_owned(), core.paths.dnsmasq.to_string_lossy().into_owned()),
        ],
        input: String::new(),
        limit: STARTS,
    };
    let failed = match core.programs.run(&run) {
        Ok(answer) if answer.exit == Exit::Code(0) => return Ok(()),
        Ok(answer) => {
            let complaint = answer.complaint.trim();
            let cause = if complaint.is_empty() { answer.exit.to_string() } else { complaint.to_owned() };
            Error::internal(format!("dnsmasq of network '{}' does not start", network.name)).because(cause)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Error::config_unsupported(format!(
            "network '{}' hands out addresses or names, and the program 'dnsmasq' is missing",
            network.name
        ))
        .remedy("install the package dnsmasq-base"),
        Err(error) => Error::system(format!("cannot run dnsmasq of network '{}'", network.name), &error),
    };
    stop(core, network);
    Err(failed)
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}{}", path.display())
}

/// Ends the dnsmasq of a network and removes its files; leases stay, for the next start.
pub(crate) fn stop(core: &Core, network: &Network) {
    end(core, network);
    let pid_file = core.paths.dnsmasq_pid(&network.name);
    let files = ["conf", "hostsfile", "addnhosts"].map(|suffix| file(core, network, suffix));
    for path in files.into_iter().chain([pid_file]) {
        forget(core, &path);
    }
}

/// Removes the leases of a network that will not start again.
pub(crate) fn forget_leases(core: &Core, network: &Network) {
    if let Some(bridge) = network.bridge_name() {
        forget(core, &crate::lease_file::path(&core.paths.dnsmasq, bridge));
    }
}

fn forget(core: &Core, path: &Path) {
    match core.files.remove(path, Durability::Volatile) {
        Err(error) if error.kind() != ErrorKind::NotFound => log::warn!("cannot remove '{}': {error}", path.display()),
        _ => (),
    }
}

fn end(core: &Core, network: &Network) {
    for process in serving(core, network).into_iter().chain(strays(core, network)) {
        let ended = process.terminate().and_then(|()| process.wait(ENDS));
        if !matches!(ended, Ok(Some(_)))
            && let Err(error) = process.kill().and_then(|()| process.wait(ENDS))
        {
            log::warn!("dnsmasq of network '{}' does not end: {error}", network.name);
        }
    }
}

/// Starts dnsmasq where it should run and does not, and has a running one read its hosts again.
pub(crate) fn ensure(core: &Core, network: &Network) -> Result<()> {
    if !is_needed(network) {
        stop(core, network);
        return Ok(());
    }
    match serving(core, network) {
        Some(process) => {
            write_files(core, network)?;
            process.hang_up().map_err(|e| Error::system("cannot tell dnsmasq to read its files again", &e))
        }
        None => {
            end(core, network);
            start(core, network)
        }
    }
}

/// Follows a change of a network's document: hosts are read by the running dnsmasq, anything else needs a new one.
pub(crate) fn follow(core: &Core, old: &Network, new: &Network) -> Result<()> {
    let told = |network| configuration(network, Places { folder: "", pid_file: None });
    if is_needed(old) != is_needed(new) || told(old) != told(new) {
        end(core, old);
        return match is_needed(new) {
            true => start(core, new),
            false => {
                stop(core, new);
                Ok(())
            }
        };
    }
    if hosts_file(old) != hosts_file(new) || names_file(old) != names_file(new) {
        return ensure(core, new);
    }
    Ok(())
}

fn write_files(core: &Core, network: &Network) -> Result<()> {
    let folder = &core.paths.dnsmasq;
    let made = core.files.create_folder(folder, 0o755);
    made.map_err(|e| Error::system(format!("cannot create directory '{}'", folder.display()), &e))?;
    let (folder, pid_file) = (folder.to_string_lossy(), core.paths.dnsmasq_pid(&network.name));
    let places = Places { folder: &folder, pid_file: Some(&pid_file.to_string_lossy()) };
    let text = heading(&network.name) + &configuration(network, places);
    // The server drops its rights before it reads hosts and names.
    for (suffix, text, mode) in
        [("conf", text, 0o600), ("hostsfile", hosts_file(network), 0o644), ("addnhosts", names_file(network), 0o644)]
    {
        let path = file(core, network, suffix);
        let written = core.files.write_atomic(&path, text.as_bytes(), mode, Durability::Volatile);
        written.map_err(|e| Error::system(format!("cannot write '{}'", path.display()), &e))?;
    }
    Ok(())
}

/// Holds on to a process if it is the dnsmasq of a network.
fn attach(core: &Core, network: &Network, pid: i32) -> Option<Process> {
    let own = option("--conf-file=", &file(core, network, "conf"));
    let process = Process::attach(pid).ok()?;
    // Looked at after we hold it: what runs under this number now is what we look at.
    let line = Proc::default().command_line(pid).ok()?;
    line.iter().any(|word| word == own.as_bytes()).then_some(process)
}

/// The dnsmasq that serves a network; one that has written its number also hears signals.
fn serving(core: &Core, network: &Network) -> Option<Process> {
    let bytes = core.files.read(&core.paths.dnsmasq_pid(&network.name), MAX_NUMBER).ok()?;
    attach(core, network, String::from_utf8(bytes).ok()?.trim().parse().ok()?)
}

/// What else runs for a network: one whose daemon was killed before it had written its number, and its helpers.
fn strays(core: &Core, network: &Network) -> Vec<Process> {
    let pids = Proc::default().pids().unwrap_or_default();
    pids.into_iter().filter_map(|pid| attach(core, network, pid)).collect()
}

/// Where the program is that dnsmasq tells of every lease.
fn lease_helper() -> Result<PathBuf> {
    const NAME: &str = "libvirt_leaseshelper";
    let own = std::env::current_exe().ok();
    let beside = own.as_deref().and_then(Path::parent).into_iter();
    let folders = beside.flat_map(|folder| [folder.to_owned(), folder.join("../lib/libvirt")]);
    let installed = ["/usr/lib/libvirt", "/usr/libexec"].map(PathBuf::from);
    let mut places = folders.chain(installed).map(|folder| folder.join(NAME));
    places.find(|place| place.is_file()).ok_or_else(|| {
        Error::config_unsupported(format!("the program '{NAME}' is missing: leases could not be kept"))
            .remedy("install the daemon with its helper programs")
    })
}
