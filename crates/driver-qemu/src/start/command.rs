//! QEMU's command: words, environment, account, limits, descriptors, and the log it writes to.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::Arc;

use conf::domain::Domain;
use conf::domain::graphics::Graphics;
use host::clock::{Clock, SystemClock};
use host::process::{Command, Limit};
use qemu::argv::Runtime;
use virt::{Error, Result, SecretBytes};

use super::descriptors::Descriptors;
use super::secrets::GuestSecrets;
use super::{Places, log_heading};
use crate::binaries::KnownBinary;
use crate::core::Core;
use crate::paths::short_name;

/// Builds the command; the log file's end before the start comes with it, for the words of a QEMU that fails.
pub(super) fn build(
    core: &Core,
    domain: &Domain,
    binary: &KnownBinary,
    places: &Places,
    listener: UnixListener,
    mut descriptors: Descriptors,
    incoming: bool,
) -> Result<(Command, u64)> {
    let monitor_fd = descriptors.add(listener.into());
    let runtime = Runtime {
        sasl_dir: sasl_dir(core, domain),
        monitor_fd,
        fds: descriptors.numbers,
        ports: ports(domain),
        // The monitor says from where, so that it can also say what went wrong.
        incoming: incoming.then(|| "defer".to_owned()),
        ..runtime(core, places.id, &domain.name, &places.private, places.key.clone())
    };
    let built = qemu::argv::command(domain, &binary.capabilities, &runtime)?;
    let mut words = built.argv.into_iter();
    let program = words.next().ok_or_else(|| Error::internal("the command line is empty"))?;
    let mut command = Command::new(program);
    command.args = words.map(Into::into).collect();
    command.env = built.env.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
    command.fds = descriptors.fds;
    command.credentials = core.config.credentials.clone();
    command.new_session = true;
    command.umask = 0o002;
    command.limits = limits(core, domain);
    let offset = open_log(&mut command, places, binary)?;
    Ok((command, offset))
}

/// What the words for the QEMU of this number are made from, as far as it is the same all its life.
pub(crate) fn runtime(core: &Core, id: i32, name: &str, private: &Path, key: SecretBytes) -> Runtime {
    let path = |path: &std::path::Path| path.to_string_lossy().into_owned();
    let config = &core.config;
    Runtime {
        short_name: short_name(id, name),
        lib_dir: path(private),
        memory_dir: path(&core.paths.memory_folder(id, name)),
        page_kib: core.node.page_sizes().first().map_or(4, |size| size.0),
        huge_pages: Vec::new(),
        has_master_key: true,
        secrets: Some(Arc::new(GuestSecrets::new(core.secrets.clone(), key))),
        nbd_certificates: config.nbd_tls.certificates.clone(),
        chardev_tls: config.chardev_tls.enabled,
        chardev_certificates: config.chardev_tls.certificates.clone(),
        vnc_certificates: config.vnc_tls.enabled.then(|| config.vnc_tls.certificates.clone()),
        vnc_password: config.vnc.password.is_some(),
        vnc_sasl: config.vnc.sasl,
        spice_password: config.spice.password.is_some(),
        spice_sasl: config.spice.sasl,
        spice_tls_dir: config.spice_tls.certificates.folder.clone(),
        vnc_listen: core.config.vnc_listen.clone(),
        spice_listen: core.config.spice_listen.clone(),
        now: i64::try_from(SystemClock.since_epoch().as_secs()).unwrap_or(0),
        dump_guest_core: core.config.dump_guest_core,
        env: environment(),
        paused: true,
        sandbox: core.config.seccomp_sandbox,
        ..Runtime::default()
    }
}

/// Where the configuration of SASL is; the environment of a QEMU has one place for all its displays.
fn sasl_dir(core: &Core, domain: &Domain) -> String {
    let of_display = |graphics: &Graphics| match graphics {
        Graphics::Vnc(_) => core.config.vnc.sasl_dir.clone(),
        Graphics::Spice(_) => core.config.spice.sasl_dir.clone(),
        _ => None,
    };
    domain.devices.graphics.iter().find_map(of_display).unwrap_or_default()
}

/// Ports by the name that the command line knows the server by.
fn ports(domain: &Domain) -> HashMap<String, u32> {
    let mut ports = HashMap::new();
    for graphics in &domain.devices.graphics {
        let mut add = |name: &str, port: Option<i32>| {
            if let Some(port) = port.and_then(|port| u32::try_from(port).ok()) {
                ports.insert(name.to_owned(), port);
            }
        };
        match graphics {
            Graphics::Vnc(vnc) => add("vnc0", vnc.port.port),
            Graphics::Spice(spice) => {
                add("spice0", spice.port.port);
                add("spice0-tls", spice.port.tls_port);
            }
            _ => {}
        }
    }
    ports
}

/// What guests see of the daemon's own environment.
fn environment() -> Vec<(String, String)> {
    let path = std::env::var("PATH")
        .unwrap_or_else(|_| "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned());
    vec![("PATH".to_owned(), path)]
}

fn limits(core: &Core, domain: &Domain) -> Vec<Limit> {
    let config = &core.config;
    let mut limits = Vec::new();
    limits.extend(config.max_processes.map(Limit::processes));
    limits.extend(config.max_files.map(Limit::open_files));
    // What may be locked is what the guest may have at most.
    let most = domain.memtune.as_ref().and_then(|tune| tune.hard_limit);
    limits.extend(most.map(|most| Limit::locked_memory(most.0.saturating_mul(1024))));
    if core.is_privileged() {
        limits.push(Limit::core_file(config.max_core));
    }
    limits
}

/// Opens the guest's log, writes what is about to run into it, and gives it to QEMU.
fn open_log(command: &mut Command, places: &Places, binary: &KnownBinary) -> Result<u64> {
    let failed = |e| Error::system(format!("failed to create logfile {}", places.log.display()), &e);
    let mut log =
        std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(&places.log).map_err(failed)?;
    log.write_all([log_heading(binary), shown(command)].concat().as_bytes()).map_err(failed)?;
    let offset = log.metadata().map_err(failed)?.len();
    command.stdout = Some(OwnedFd::from(log.try_clone().map_err(failed)?));
    command.stderr = Some(OwnedFd::from(log));
    Ok(offset)
}

/// The command as a person could type it, an option with its value on each line.
fn shown(command: &Command) -> String {
    let mut out = String::new();
    for (name, value) in &command.env {
        let _ = writeln!(out, "{}={} \\", name.to_string_lossy(), quoted(&value.to_string_lossy()));
    }
    let _ = write!(out, "{}", quoted(&command.program.to_string_lossy()));
    for arg in &command.args {
        let arg = arg.to_string_lossy();
        let separator = if arg.starts_with('-') { " \\\n" } else { " " };
        let _ = write!(out, "{separator}{}", quoted(&arg));
    }
    out.push('\n');
    out
}

fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
