//! The first words with a new QEMU: its greeting, its threads, the terminals it has made.

use std::io::{Read, Seek, SeekFrom};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use conf::domain::Domain;
use conf::domain::chardev::{ChannelState, ChardevSource};
use conf::domain::cpu::Cpu;
use conf::domain::graphics::Graphics;
use host::process::Process;
use qmp::{Listener, Monitor, SocketTransport};
use serde_json::Value;
use virt::{Error, Result};

use super::{Places, cpu};
use crate::binaries::KnownBinary;
use crate::config::Config;
use crate::core::Core;
use crate::live::MONITOR_WAIT;
use crate::monitor_events::GuestListener;

/// How long a new QEMU may take to greet.
const GREETING_WAIT: Duration = Duration::from_secs(60);

/// Connects to the monitor of a QEMU that has just been started.
pub(super) fn open(
    process: &Process,
    name: &str,
    places: &Places,
    listener: &Arc<GuestListener>,
    log_offset: u64,
) -> Result<Monitor> {
    let failed = |e| Error::system(format!("failed to connect to monitor socket '{}'", places.monitor.display()), &e);
    let stream = match UnixStream::connect(&places.monitor) {
        Ok(stream) => stream,
        // Refused: QEMU has ended already, and its socket with it.
        Err(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            return Err(died(process, name, places, log_offset));
        }
        Err(e) => return Err(failed(e)),
    };
    let listener = Arc::clone(listener) as Arc<dyn Listener>;
    let monitor = Monitor::start(Box::new(SocketTransport::new(stream)), listener)?;
    match monitor.negotiate(GREETING_WAIT) {
        Ok(_) => Ok(monitor),
        Err(error) if monitor.is_closed() => {
            drop(error);
            Err(died(process, name, places, log_offset))
        }
        Err(error) => Err(error),
    }
}

/// Most bytes of the log that go into an error.
const MAX_WORDS: u64 = 4096;

/// The error for a QEMU that ended before it was a guest, with its own last words.
fn died(process: &Process, name: &str, places: &Places, log_offset: u64) -> Error {
    let exit = process.wait(Duration::from_secs(2)).ok().flatten();
    let words = last_words(&places.log, log_offset).unwrap_or_default();
    let base = Error::internal(match words.is_empty() {
        true => format!("QEMU unexpectedly closed the monitor (vm='{name}')"),
        false => format!("QEMU unexpectedly closed the monitor (vm='{name}'): {words}"),
    });
    match exit {
        Some(exit) if words.is_empty() => base.because(format!("QEMU ended with {exit}")),
        _ => base,
    }
}

/// What QEMU has written to its log since its start.
fn last_words(log: &Path, offset: u64) -> std::io::Result<String> {
    let mut file = std::fs::File::open(log)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(offset.max(length.saturating_sub(MAX_WORDS))))?;
    let mut bytes = Vec::new();
    file.take(MAX_WORDS).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.starts_with("char device redirected to"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Asks what only a running QEMU knows, and puts it into the document. Returns the CPUs' threads, and the document's CPU
/// where the guest has got another.
pub(super) fn survey(
    core: &Core,
    monitor: &Monitor,
    binary: &KnownBinary,
    cpu_key: String,
    domain: &mut Domain,
) -> Result<(Vec<i32>, Option<Cpu>)> {
    let chardevs = monitor.send("query-chardev", None, MONITOR_WAIT)?;
    let cpus = monitor.send("query-cpus-fast", None, MONITOR_WAIT)?;
    set_terminals(domain, &chardevs.wait()?);
    set_passwords(monitor, &core.config, domain)?;
    let cpus = cpus.wait()?;
    let original_cpu = cpu::survey(monitor, binary, cpu_key, domain, &cpus)?;
    Ok((vcpu_threads(&cpus), original_cpu))
}

/// Gives the displays their passwords: on the command line every account of the host could read them.
fn set_passwords(monitor: &Monitor, config: &Config, domain: &Domain) -> Result<()> {
    domain.devices.graphics.iter().try_for_each(|graphics| set_password(monitor, config, graphics))
}

/// Gives one display its password.
pub(crate) fn set_password(monitor: &Monitor, config: &Config, graphics: &Graphics) -> Result<()> {
    let (protocol, password, general) = match graphics {
        Graphics::Vnc(vnc) => ("vnc", &vnc.password, &config.vnc.password),
        Graphics::Spice(spice) => ("spice", &spice.password, &config.spice.password),
        _ => return Ok(()),
    };
    let general = general.as_ref().map(|general| String::from_utf8_lossy(general.expose()));
    if let Some(text) = password.passwd.as_deref().or(general.as_deref()) {
        let mut arguments = serde_json::json!({ "protocol": protocol, "password": text });
        if let Some(connected) = &password.connected
            && let Some(object) = arguments.as_object_mut()
        {
            object.insert("connected".to_owned(), connected.as_str().into());
        }
        monitor.execute("set_password", Some(arguments), MONITOR_WAIT)?;
    }
    if let Some(time) = &password.valid_to {
        let seconds = host::clock::seconds_of(time).ok_or_else(|| {
            let message = format!("cannot parse password validity time '{time}', expect YYYY-MM-DDTHH:MM:SS");
            Error::config_unsupported(message)
        })?;
        let arguments = serde_json::json!({ "protocol": protocol, "time": seconds.to_string() });
        monitor.execute("expire_password", Some(arguments), MONITOR_WAIT)?;
    }
    Ok(())
}

/// Threads by CPU number.
pub(crate) fn vcpu_threads(reply: &Value) -> Vec<i32> {
    let number = |cpu: &Value, field: &str| cpu.get(field).and_then(Value::as_i64);
    let mut threads: Vec<(i64, i32)> = reply
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|cpu| Some((number(cpu, "cpu-index")?, i32::try_from(number(cpu, "thread-id")?).ok()?)))
        .collect();
    threads.sort_unstable();
    threads.into_iter().map(|(_, thread)| thread).collect()
}

/// Writes the terminals that QEMU has made into the document.
fn set_terminals(domain: &mut Domain, reply: &Value) {
    let terminal =
        |alias: &str| Some(chardev(reply, alias)?.get("filename")?.as_str()?.strip_prefix("pty:")?.to_owned());
    let set = |source: &mut ChardevSource, alias: &str| {
        if let (ChardevSource::Pty { path, .. }, Some(found)) = (source, terminal(alias)) {
            *path = Some(found);
        }
    };
    let devices = &mut domain.devices;
    for device in &mut devices.serials {
        set(&mut device.source, device.info.alias.name.as_deref().unwrap_or(""));
    }
    for device in &mut devices.parallels {
        set(&mut device.source, device.info.alias.name.as_deref().unwrap_or(""));
    }
    for device in &mut devices.channels {
        set(&mut device.source, device.info.alias.name.as_deref().unwrap_or(""));
    }
    let first_serial = devices.serials.first().map(|serial| (serial.source.clone(), serial.info.alias.clone()));
    for (index, console) in devices.consoles.iter_mut().enumerate() {
        // The first console and the first serial port are one device.
        match &first_serial {
            Some((source, alias)) if index == 0 && matches!(console.target.kind.as_deref(), None | Some("serial")) => {
                console.source = source.clone();
                console.info.alias = alias.clone();
            }
            _ => set(&mut console.source, console.info.alias.name.as_deref().unwrap_or("")),
        }
        if let ChardevSource::Pty { path, .. } = &console.source {
            console.tty = path.clone();
        }
    }
    set_channel_states(domain, reply);
}

/// What QEMU says of the character device of an alias.
fn chardev<'a>(reply: &'a Value, alias: &str) -> Option<&'a Value> {
    let label = format!("char{alias}");
    reply.as_array()?.iter().find(|item| item.get("label").and_then(Value::as_str) == Some(&label))
}

/// Writes into the document whether the guest has opened its ends of channels.
pub(crate) fn set_channel_states(domain: &mut Domain, reply: &Value) {
    for channel in domain.devices.channels.iter_mut().filter(|channel| channel.target.kind == "virtio") {
        let item = chardev(reply, channel.info.alias());
        let is_open = item.and_then(|item| item.get("frontend-open")).and_then(Value::as_bool);
        let state = |open| if open { ChannelState::Connected } else { ChannelState::Disconnected };
        channel.target.state = is_open.map(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn threads_come_in_the_order_of_cpus() {
        let reply = json!([{"cpu-index": 1, "thread-id": 20}, {"cpu-index": 0, "thread-id": 30}, {"thread-id": 1}, 7]);
        assert_eq!(vcpu_threads(&reply), [30, 20]);
        assert!(vcpu_threads(&Value::Null).is_empty());
    }
}
