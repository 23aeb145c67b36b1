//! Taking over guests that ran before this daemon did, and clearing up after starts that were cut off.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use conf::domain::graphics::Graphics;
use host::files::Durability;
use host::process::Process;
use qmp::{Listener, Monitor, SocketTransport};
use virt::constants::*;
use virt::{Error, Result};

use crate::core::Core;
use crate::finish::End;
use crate::live::{Live, MONITOR_WAIT, Parts};
use crate::monitor_events::GuestListener;
use crate::save;
use crate::start::monitor::{set_channel_states, vcpu_threads};
use crate::status::{Status, is_active};
use crate::tuning::groups::Groups;
use crate::vm::{Snapshot, State, Vm};

/// Largest run-time file.
const MAX_STATUS: u64 = 32 << 20;

/// How long the start of the daemon waits for guests that do not answer; they are taken over all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// Takes over every guest that has a run-time file.
pub(crate) fn take_over(core: &Arc<Core>) {
    let mut found = Vec::new();
    for name in core.files.list(&core.paths.state).unwrap_or_default() {
        let path = core.paths.state.join(&name);
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(".xml.new") || name.ends_with(".pid.new") {
            let _ = core.files.remove(&path, Durability::Volatile);
        } else if name.ends_with(".xml") {
            match read(core, &path) {
                Ok(status) => found.push((path, status)),
                Err(error) => log::error!("cannot take over the guest of '{}': {error}", path.display()),
            }
        }
    }
    let ids = found.iter().filter_map(|(_, status)| status.domain.id);
    let highest = ids.filter_map(|id| i32::try_from(id).ok()).max().unwrap_or(0);
    core.next_id.fetch_max(highest.saturating_add(1), Ordering::Relaxed);
    clear_cut_off_starts(core, &found);
    let known = found.iter().filter_map(|(_, status)| Some((status.domain.id?.try_into().ok()?, &status.domain)));
    crate::tuning::groups::sweep(core, known);
    let (done, all_done) = mpsc::channel();
    let mut waiting = 0;
    for (path, status) in found {
        // Known before anybody can ask; only the conversation with QEMU takes its time.
        let adopted = match adopt(core, status) {
            Ok(Some(adopted)) => adopted,
            Ok(None) => continue,
            Err(error) => {
                log::error!("cannot take over the guest of '{}': {error}", path.display());
                continue;
            }
        };
        let (core, done) = (Arc::clone(core), done.clone());
        let started = std::thread::Builder::new().name("take-over".to_owned()).spawn(move || {
            if let Err(error) = greet(&core, &adopted) {
                log::error!("cannot take over '{}': {error}", adopted.vm.snapshot().name);
            }
            let _ = done.send(());
        });
        waiting += usize::from(started.is_ok());
    }
    let deadline = Instant::now() + PATIENCE;
    for _ in 0..waiting {
        if all_done.recv_timeout(deadline.saturating_duration_since(Instant::now())).is_err() {
            return;
        }
    }
}

fn read(core: &Core, path: &Path) -> Result<Status> {
    let failed = |e| Error::system(format!("failed to read '{}'", path.display()), &e);
    let bytes = core.files.read(path, MAX_STATUS).map_err(failed)?;
    Status::parse(&String::from_utf8_lossy(&bytes))
}

/// The guest's QEMU, if the process is still that one.
fn find_process(core: &Core, status: &Status) -> Option<Process> {
    let process = core.processes.attach(status.pid).ok()?;
    // The pidfd is held now, so what the command line says is about the process that it stands for.
    let words = core.proc.command_line(status.pid).ok()?;
    let name = format!("guest={}", status.domain.name.replace(',', ",,"));
    let is_it = words.iter().any(|word| {
        let word = String::from_utf8_lossy(word);
        word == name || word.starts_with(&format!("{name},"))
    });
    (is_it && process.is_alive()).then_some(process)
}

/// A guest that is known again but has not been spoken with.
struct Adopted {
    vm: Arc<Vm>,
    live: Arc<Live>,
    listener: Arc<GuestListener>,
}

/// Makes a guest known again; `None` when it has ended meanwhile.
fn adopt(core: &Arc<Core>, status: Status) -> Result<Option<Adopted>> {
    let process = find_process(core, &status);
    let (name, uuid) = (status.domain.name.clone(), status.domain.uuid);
    let fresh = || Snapshot {
        name: name.as_str().into(),
        uuid,
        state: State::SHUTOFF,
        definition: None,
        live: None,
        autostart: false,
        updated: false,
        managed_save: false,
    };
    let (vm, _) = core.table.find_or_add(&name, uuid, fresh)?;
    let Some(process) = process else {
        ended_unseen(core, &vm, &status);
        return Ok(None);
    };
    let stream = UnixStream::connect(&status.monitor);
    let stream =
        stream.map_err(|e| Error::system(format!("failed to connect to '{}'", status.monitor.display()), &e))?;
    let listener = GuestListener::new(core, &vm);
    let monitor = Monitor::start(Box::new(SocketTransport::new(stream)), Arc::clone(&listener) as Arc<dyn Listener>)?;
    let ports = displays(&status.domain);
    for port in &ports {
        core.display_ports.reserve(*port);
    }
    let id = status.domain.id.and_then(|id| i32::try_from(id).ok());
    let id = id.unwrap_or_else(|| core.next_id.fetch_add(1, Ordering::Relaxed));
    let parts = Parts {
        id,
        groups: Groups::found(core, id, &status.domain),
        process,
        monitor,
        private_folder: status.private_folder,
        channel_folder: status.channel_folder,
        monitor_path: status.monitor,
        vcpu_threads: status.vcpu_threads,
        capability_flags: status.flags.into(),
        ports,
        last_node: status.last_node,
        original_cpu: status.original_cpu,
        domain: status.domain,
    };
    let live = Arc::new(Live::new(parts));
    core.table.set_id(live.id, &vm);
    if let Some(seconds) = status.agent_seconds {
        vm.set_agent_seconds(seconds);
    }
    let state = if is_active(status.state) { status.state } else { State::new(VIR_DOMAIN_RUNNING, 0) };
    vm.publish(|next| {
        next.live = Some(Arc::clone(&live));
        next.state = state;
    });
    Ok(Some(Adopted { vm, live, listener }))
}

/// Speaks with a guest that is known again, and learns what has changed.
fn greet(core: &Arc<Core>, adopted: &Adopted) -> Result<()> {
    let Adopted { vm, live, listener } = adopted;
    let _job = vm.begin_job("take over")?;
    // One that does not answer is asked again until it does or ends.
    if live.monitor.negotiate(PATIENCE).is_err() && live.monitor.negotiate(A_LONG_TIME).is_err() {
        log::warn!("the monitor of '{}' does not answer", vm.snapshot().name);
    } else {
        let was_saving = vm.snapshot().state == save::SAVING;
        synchronise(vm, live);
        crate::block_job::catch_up(core, vm, live);
        crate::devices::settle(core, vm, live);
        if was_saving {
            save::recover(core, vm, live);
        }
        core.save_status(vm)?;
    }
    listener.attach(live);
    Ok(())
}

/// How long a guest that does not greet is waited for, in the background.
const A_LONG_TIME: Duration = Duration::from_secs(24 * 3600);

/// Learns what has changed while no daemon listened.
fn synchronise(vm: &Vm, live: &Arc<Live>) {
    let running = live.monitor.try_execute("query-status", None, MONITOR_WAIT);
    if let Ok(Ok(reply)) = running {
        let runs = reply.get("running").and_then(|runs| runs.as_bool()).unwrap_or(false);
        let status = reply.get("status").and_then(|status| status.as_str()).unwrap_or_default().to_owned();
        vm.publish(|next| {
            next.state = match (runs, next.state.state, status.as_str()) {
                (true, VIR_DOMAIN_RUNNING, _) => next.state,
                (true, ..) => State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED),
                (false, _, "shutdown") => State::new(VIR_DOMAIN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN_UNKNOWN),
                (false, _, "io-error") => State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR),
                (false, _, "guest-panicked") => State::new(VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED),
                (false, VIR_DOMAIN_RUNNING, _) => State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_UNKNOWN),
                (false, ..) => next.state,
            };
        });
    }
    if let Ok(Ok(reply)) = live.monitor.try_execute("query-chardev", None, MONITOR_WAIT) {
        let mut domain = live.document().domain.clone();
        set_channel_states(&mut domain, &reply);
        live.set_document(domain);
    }
    if let Ok(Ok(reply)) = live.monitor.try_execute("query-balloon", None, MONITOR_WAIT)
        && let Some(bytes) = reply.get("actual").and_then(|actual| actual.as_u64())
    {
        crate::monitor_events::set_balloon(live, bytes / 1024);
    }
    if live.vcpu_threads().is_empty()
        && let Ok(Ok(reply)) = live.monitor.try_execute("query-cpus-fast", None, MONITOR_WAIT)
    {
        log::debug!("guest {} has {} CPU threads", live.id, vcpu_threads(&reply).len());
    }
}

/// The guest has ended while nobody looked: what it left behind goes.
fn ended_unseen(core: &Arc<Core>, vm: &Arc<Vm>, status: &Status) {
    let snapshot = vm.snapshot();
    core.unlabel_files(&status.domain);
    let id = status.domain.id.and_then(|id| i32::try_from(id).ok());
    if let Some(groups) = id.and_then(|id| Groups::found(core, id, &status.domain)) {
        groups.remove();
    }
    for file in [core.paths.status(&snapshot.name), core.paths.pid_file(&snapshot.name)] {
        let _ = core.files.remove(&file, Durability::Volatile);
    }
    for folder in [&status.private_folder, &status.channel_folder] {
        if !folder.as_os_str().is_empty() {
            let _ = core.files.remove_folder(folder);
        }
    }
    let (reason, detail) = End::UNSEEN.numbers();
    let next = vm.publish(|next| next.state = State::new(VIR_DOMAIN_SHUTOFF, reason));
    core.emit(next.reference(), crate::events::Lifecycle(VIR_DOMAIN_EVENT_STOPPED, detail));
    if !next.is_persistent() {
        core.table.remove(vm);
    }
}

/// Ports on which a guest's displays listen.
fn displays(domain: &conf::domain::Domain) -> Vec<u16> {
    let ports = domain.devices.graphics.iter().filter_map(|graphics| match graphics {
        Graphics::Vnc(vnc) if vnc.port.autoport => vnc.port.port,
        _ => None,
    });
    ports.filter_map(|port| u16::try_from(port).ok()).collect()
}

/// Ends what a daemon that was killed in the middle of a start has left: a QEMU that never became a guest, its folder.
fn clear_cut_off_starts(core: &Core, found: &[(PathBuf, Status)]) {
    for name in core.files.list(&core.paths.lib).unwrap_or_default() {
        let folder = core.paths.lib.join(&name);
        let is_private = name.to_str().is_some_and(|name| name.starts_with("domain-"));
        if !is_private || found.iter().any(|(_, status)| status.private_folder == folder) {
            continue;
        }
        end_processes_of(core, &folder);
        if let Some(channel) = name.to_str().and_then(|name| name.strip_prefix("domain-")) {
            let _ = core.files.remove_folder(&core.paths.state.join("channel").join(channel));
        }
        let _ = core.files.remove_folder(&folder);
        log::info!("cleared up after a start that was cut off: '{}'", folder.display());
    }
}

/// Ends every QEMU whose command line names a file in the folder.
fn end_processes_of(core: &Core, folder: &Path) {
    let needle = format!("{}/", folder.display());
    for pid in core.proc.pids().unwrap_or_default() {
        let Ok(process) = core.processes.attach(pid) else { continue };
        let Ok(words) = core.proc.command_line(pid) else { continue };
        let is_qemu = words.first().is_some_and(|word| String::from_utf8_lossy(word).contains("qemu"));
        if is_qemu && words.iter().any(|word| String::from_utf8_lossy(word).contains(&needle)) {
            let _ = process.kill();
            let _ = process.wait(Duration::from_secs(5));
        }
    }
}
