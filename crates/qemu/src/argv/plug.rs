//! A device that comes while the guest runs: the words of the command line, as commands of the monitor.

use std::sync::Arc;

use conf::domain::Domain;
use conf::domain::device::Device;
use conf::encryption::SecretLookup;
use conf::secret::UsageKind;
use serde_json::{Map, Value, json};
use virt::{Error, Result, SecretBytes};

use super::block::Numbers;
use super::secret::{Sealed, Secrets};
use super::{Build, Runtime, backend, boot, missing, needs};
use crate::Capabilities;
use crate::machine::MachineKind;

/// One command of the monitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name.
    pub command: &'static str,
    /// What it is told.
    pub arguments: Value,
    /// The descriptor that goes with it.
    pub descriptor: Option<i32>,
    /// Descriptors that QEMU is given before, each by a name that the arguments say.
    pub named: Vec<(String, i32)>,
    /// The command that takes back what this one did.
    pub undo: Option<(&'static str, Value)>,
}

/// Numbers from which a plugged device goes on counting.
#[derive(Debug, Clone, Copy, Default)]
pub struct First {
    /// Images that QEMU has.
    pub images: u32,
    /// Sets of descriptors that it has.
    pub fdsets: u32,
}

/// A guest as it is described while one of its devices is looked at: buses, and that device.
pub fn alone(domain: &Domain, device: Device) -> Domain {
    let mut single = domain.clone();
    Device::clear(&mut single.devices);
    let os = &mut single.os;
    os.boot.clear();
    (os.kernel, os.initrd, os.dtb, os.nvram) = (None, None, None, None);
    match device {
        // The buses are there already.
        Device::Controller(_) => {}
        other => other.put_at(&mut single.devices, 0),
    }
    single
}

/// The commands that plug the one device of a guest that is [`alone`], or one of its controllers.
pub fn plug(
    single: &Domain,
    controller: Option<&str>,
    caps: &Capabilities,
    runtime: &Runtime,
    first: First,
) -> Result<Vec<Step>> {
    missing::check(single, runtime)?;
    let numbers = Numbers { images: first.images, fdsets: first.fdsets };
    let (machine, boot) = (MachineKind::of(single), boot::BootIndexes::of(single));
    let mut build = Build { domain: single, caps, runtime, machine, argv: Vec::new(), numbers, boot, plugs: true };
    match controller {
        Some(alias) => build.plugged_controller(alias)?,
        None => {
            build.memory_modules()?;
            build.disks()?;
            build.filesystems()?;
            build.interfaces()?;
            build.serials()?;
            build.parallels()?;
            build.channels()?;
            build.consoles()?;
            build.inputs()?;
            build.watchdogs()?;
            build.redirdevs()?;
            build.hostdevs()?;
            build.rngs()?;
            build.shmems()?;
            build.vsock()?;
        }
    }
    let words = build.argv.chunks(2).map(|words| step(&words[0], words.get(1).map_or("", String::as_str)));
    let mut steps = words.collect::<Result<Vec<Step>>>()?;
    // What stands behind a device comes before it, also where the command line says it later.
    steps.sort_by_key(|step| step.command == "device_add");
    Ok(steps)
}

/// The commands that take away what stood behind a device that has gone, last first.
pub fn unplugged(single: &Domain, caps: &Capabilities, runtime: &Runtime) -> Result<Vec<(&'static str, Value)>> {
    let mut runtime = Runtime { secrets: Some(Arc::new(Nothing)), has_master_key: true, ..runtime.clone() };
    for need in needs(single) {
        runtime.fds.insert(need.key, vec![0]);
    }
    let aliases = single.devices.filesystems.iter().map(|fs| fs.info.alias().to_owned());
    runtime.sockets.extend(aliases.map(|alias| (alias, String::new())));
    let steps = plug(single, None, caps, &runtime, First::default())?;
    let backends = steps.into_iter().filter(|step| step.command != "device_add");
    Ok(backends.rev().filter_map(|step| step.undo).collect())
}

/// Names are asked for, not values: what goes needs no secret.
#[derive(Debug)]
struct Nothing;

impl Secrets for Nothing {
    fn value(&self, _: &SecretLookup, _: UsageKind) -> Result<SecretBytes> {
        Ok(SecretBytes::from(&[][..]))
    }

    fn seal(&self, value: &SecretBytes) -> Result<Sealed> {
        Ok(Sealed::new(&[0; 32], &[0; 16], value))
    }
}

/// An option of the command line as a command.
fn step(option: &str, value: &str) -> Result<Step> {
    match option {
        "-object" => added("object-add", "object-del", "id", "id", object(value)?),
        "-blockdev" => added("blockdev-add", "blockdev-del", "node-name", "node-name", object(value)?),
        "-netdev" => added("netdev_add", "netdev_del", "id", "id", object(value)?),
        "-device" => added("device_add", "device_del", "id", "id", object(value)?),
        "-chardev" => added("chardev-add", "chardev-remove", "id", "id", backend::arguments(value)?),
        "-add-fd" => descriptor(value),
        "-watchdog-action" => Ok(Step {
            command: "watchdog-set-action",
            arguments: json!({ "action": value }),
            descriptor: None,
            named: Vec::new(),
            undo: None,
        }),
        other => {
            let what = other.trim_start_matches('-');
            Err(Error::operation_unsupported(format!("QEMU takes no '{what}' while the guest runs")))
        }
    }
}

fn object(value: &str) -> Result<Value> {
    serde_json::from_str(value).map_err(|_| Error::internal(format!("'{value}' is no JSON")))
}

fn added(add: &'static str, remove: &'static str, key: &str, undo_key: &str, mut arguments: Value) -> Result<Step> {
    let name = arguments.get(key).cloned();
    let named = name_descriptors(&mut arguments, name.as_ref().and_then(Value::as_str).unwrap_or_default());
    let undo = name.map(|name| {
        let mut arguments = Map::new();
        arguments.insert(undo_key.to_owned(), name);
        (remove, Value::Object(arguments))
    });
    Ok(Step { command: add, arguments, descriptor: None, named, undo })
}

/// Properties whose values are numbers of descriptors.
const NUMBERED: [&str; 4] = ["fd", "fds", "vhostfd", "vhostfds"];

/// Descriptors that a running QEMU gets have names instead of numbers.
fn name_descriptors(arguments: &mut Value, owner: &str) -> Vec<(String, i32)> {
    let mut named = Vec::new();
    let mut rename = |text: &str| {
        let names = text.split(':').filter_map(|number| number.parse().ok()).map(|number: i32| {
            let name = format!("{owner}-fd{number}");
            named.push((name.clone(), number));
            name
        });
        names.collect::<Vec<_>>().join(":")
    };
    for key in NUMBERED {
        if let Some(Value::String(text)) = arguments.get_mut(key) {
            *text = rename(text);
        }
    }
    if let Some(address) = arguments.pointer_mut("/backend/data/addr")
        && address["type"] == "fd"
        && let Some(Value::String(text)) = address.pointer_mut("/data/str")
    {
        *text = rename(text);
    }
    named
}

/// `set=…,fd=…,opaque=…`
fn descriptor(words: &str) -> Result<Step> {
    let word = |key: &str| words.split(',').find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    let number = |key: &str| word(key).and_then(|text| text.parse::<i32>().ok());
    let (Some(set), Some(fd), Some(opaque)) = (number("set"), number("fd"), word("opaque")) else {
        return Err(Error::internal(format!("'{words}' is no descriptor for QEMU")));
    };
    Ok(Step {
        command: "add-fd",
        arguments: json!({ "fdset-id": set, "opaque": opaque }),
        descriptor: Some(fd),
        named: Vec::new(),
        // A set is known by what it is for: its number is another one each time.
        undo: Some(("remove-fd", json!({ "opaque": opaque }))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_commands_that_can_be_taken_back() {
        let node = step("-blockdev", r#"{"driver":"file","node-name":"n"}"#).unwrap();
        assert_eq!((node.command, node.undo), ("blockdev-add", Some(("blockdev-del", json!({ "node-name": "n" })))));
        let tap =
            step("-netdev", r#"{"type":"tap","fds":"20:21","vhost":true,"vhostfd":"22","id":"hostnet0"}"#).unwrap();
        assert_eq!(tap.arguments["fds"], "hostnet0-fd20:hostnet0-fd21");
        assert_eq!(tap.arguments["vhostfd"], "hostnet0-fd22");
        assert_eq!(tap.named.len(), 3);
        let set = step("-add-fd", "set=3,fd=20,opaque=charserial0-log").unwrap();
        assert_eq!((set.arguments, set.descriptor), (json!({ "fdset-id": 3, "opaque": "charserial0-log" }), Some(20)));
        assert!(step("-serial", "chardev:charserial0").is_err());
    }

    #[test]
    fn sockets_are_given_by_name() {
        let socket = step("-chardev", "socket,id=charchannel0,fd=20,server=on,wait=off").unwrap();
        let address = socket.arguments.pointer("/backend/data/addr").unwrap();
        assert_eq!(*address, json!({ "type": "fd", "data": { "str": "charchannel0-fd20" } }));
        assert_eq!(socket.named, [("charchannel0-fd20".to_owned(), 20)]);
    }
}
