//! Giving a running QEMU what a device needs, step by step, and taking it back if a step fails.

use std::os::fd::{AsFd, BorrowedFd};

use qemu::argv::Step;
use serde_json::{Value, json};
use virt::{Error, Result};

use crate::live::{Live, MONITOR_WAIT};
use crate::start::descriptors::Descriptors;

/// Terminals that QEMU has made, by the id of the character device.
pub(super) type Terminals = Vec<(String, String)>;

/// Goes all steps, or none.
pub(super) fn run(live: &Live, steps: Vec<Step>, descriptors: &Descriptors) -> Result<Terminals> {
    let mut undo = Vec::new();
    let mut terminals = Vec::new();
    for step in steps {
        match go(live, &step, descriptors) {
            Ok(reply) => {
                if let (Some(path), Some(id)) = (reply["pty"].as_str(), step.arguments["id"].as_str()) {
                    terminals.push((id.to_owned(), path.to_owned()));
                }
                undo.extend(step.undo);
            }
            Err(error) => {
                undo.reverse();
                take_back(live, undo);
                return Err(error);
            }
        }
    }
    Ok(terminals)
}

fn descriptor(descriptors: &Descriptors, number: i32) -> Result<BorrowedFd<'_>> {
    let found = descriptors.fds.iter().find(|(_, its)| *its == number);
    found.map(|(fd, _)| fd.as_fd()).ok_or_else(|| Error::internal(format!("no descriptor has the number {number}")))
}

fn go(live: &Live, step: &Step, descriptors: &Descriptors) -> Result<Value> {
    let arguments = step.arguments.clone();
    if let Some(number) = step.descriptor {
        let fd = descriptor(descriptors, number)?;
        return live.monitor.execute_with(step.command, arguments, fd, MONITOR_WAIT);
    }
    let given = step.named.iter().try_for_each(|(name, number)| {
        let fd = descriptor(descriptors, *number)?;
        live.monitor.give_fd(name, fd, MONITOR_WAIT)
    });
    let done = given.and_then(|()| live.command(step.command, Some(arguments)));
    if done.is_err() {
        for (name, _) in &step.named {
            // What QEMU has taken, or has never got, is no longer there to be closed.
            let _ = live.monitor.try_execute("closefd", Some(json!({ "fdname": name })), MONITOR_WAIT);
        }
    }
    done
}

/// Takes away what stands behind a device, as far as it is there.
pub(super) fn take_back(live: &Live, commands: Vec<(&'static str, Value)>) {
    for (command, arguments) in commands {
        let arguments = match command {
            "remove-fd" => set_of(live, &arguments),
            _ => Some(arguments),
        };
        let Some(arguments) = arguments else { continue };
        if let Ok(Err(error)) = live.monitor.try_execute(command, Some(arguments), MONITOR_WAIT) {
            log::debug!("{command}: {}", error.description);
        }
    }
}

/// The set of descriptors that is for something, by its number.
fn set_of(live: &Live, wanted: &Value) -> Option<Value> {
    let sets = live.command("query-fdsets", None).ok()?;
    let is_it = |set: &&Value| set["fds"].as_array().into_iter().flatten().any(|fd| fd["opaque"] == wanted["opaque"]);
    let set = sets.as_array()?.iter().find(is_it)?;
    Some(json!({ "fdset-id": set["fdset-id"] }))
}

/// The number after all sets of descriptors that QEMU has.
pub(super) fn next_set(live: &Live) -> Result<u32> {
    let sets = live.command("query-fdsets", None)?;
    let numbers = sets.as_array().into_iter().flatten().filter_map(|set| set["fdset-id"].as_u64());
    let next = numbers.max().map_or(0, |last| last.saturating_add(1));
    u32::try_from(next).map_err(|_| Error::overflow("QEMU has no more numbers for sets of descriptors"))
}
