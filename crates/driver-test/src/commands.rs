//! What only this driver can be told, as JSON through the calls of QEMU's monitor and agent: faults, and events that a
//! guest would cause by itself. `docs/test-driver.md` lists the commands.

use std::os::fd::OwnedFd;
use std::time::Duration;

use serde_json::{Value, json};
use virt::constants::*;
use virt::events::*;
use virt::generated::qemu::QemuDriver;
use virt::{DomainRef, Error, ErrorCode, Event, GraphicsAddress, Result, flags};

use crate::connection::TestConnection;
use crate::core::Core;
use crate::define::keep_or_forget;
use crate::events::Lifecycle;
use crate::faults::Fault;

/// A command and its arguments.
struct Command {
    name: String,
    arguments: Value,
}

impl Command {
    fn parse(text: &str) -> Result<Command> {
        let value: Value = serde_json::from_str(text)
            .map_err(|e| Error::invalid_arg(format!("a command is an object in JSON: {e}")))?;
        let name = value["execute"].as_str().ok_or_else(|| Error::invalid_arg("a command has the member 'execute'"))?;
        Ok(Command { name: name.to_owned(), arguments: value["arguments"].clone() })
    }

    /// Refuses arguments that mean nothing to the command: a slip would pass for a wish.
    fn only(&self, known: &[&str]) -> Result<()> {
        let names = self.arguments.as_object().into_iter().flat_map(|members| members.keys());
        match names.into_iter().find(|name| !known.contains(&name.as_str())) {
            Some(unknown) => {
                let message = format!("command '{}' has no argument '{unknown}'", self.name);
                Err(Error::invalid_arg(message).remedy(format!("there are: {}", known.join(", "))))
            }
            None => Ok(()),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.arguments[name].as_str()
    }

    fn need(&self, name: &str) -> Result<String> {
        let missing = || Error::invalid_arg(format!("command '{}' needs the text '{name}'", self.name));
        self.text(name).map(str::to_owned).ok_or_else(missing)
    }

    fn number<T: TryFrom<i64> + Default>(&self, name: &str) -> Result<T> {
        let bad = || Error::invalid_arg(format!("'{name}' of command '{}' is no fitting number", self.name));
        match &self.arguments[name] {
            Value::Null => Ok(T::default()),
            value => value.as_i64().and_then(|number| T::try_from(number).ok()).ok_or_else(bad),
        }
    }

    fn fault(&self) -> Result<Fault> {
        self.only(&Fault::PARTS)?;
        let hang = match &self.arguments["hang"] {
            Value::Null => false,
            Value::Bool(hang) => *hang,
            _ => return Err(Error::invalid_arg("hang is true or false")),
        };
        let error = match &self.arguments["error"] {
            Value::Null => None,
            _ => Some(self.number("error")?),
        };
        Ok(Fault {
            call: self.need("call")?,
            after: self.number("after")?,
            count: self.number("count")?,
            delay: Duration::from_millis(self.number("delay")?),
            hang,
            error,
            message: self.text("message").unwrap_or("a fault that was asked for").to_owned(),
        })
    }
}

fn described(fault: &Fault) -> Value {
    json!({
        "call": fault.call,
        "after": fault.after,
        "count": fault.count,
        "delay": u64::try_from(fault.delay.as_millis()).unwrap_or(u64::MAX),
        "hang": fault.hang,
        "error": fault.error,
        "message": fault.message,
    })
}

fn run(core: &Core, dom: &DomainRef, command: &Command) -> Result<Value> {
    match command.name.as_str() {
        "fault-add" => core.faults.add(command.fault()?).map(|()| json!({})),
        "fault-list" => Ok(core.faults.list().iter().map(described).collect()),
        "fault-clear" => {
            command.only(&["call"])?;
            Ok(json!(core.faults.clear(command.text("call"))))
        }
        "crash" => {
            command.only(&[])?;
            crash(core, dom).map(|()| json!({}))
        }
        "emit" => {
            let guest = core.guest(dom)?;
            guest.running()?;
            let events = events(guest.reference(), command)?;
            core.guests.begin().tell(events);
            Ok(json!({}))
        }
        other => {
            let known = "fault-add, fault-list, fault-clear, crash, emit";
            Err(Error::invalid_arg(format!("unknown command '{other}'")).remedy(format!("there are {known}")))
        }
    }
}

/// The guest's kernel gives up; what then happens stands in its document.
fn crash(core: &Core, dom: &DomainRef) -> Result<()> {
    use conf::domain::os::CrashAction;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let crashed = Lifecycle(VIR_DOMAIN_EVENT_CRASHED, VIR_DOMAIN_EVENT_CRASHED_PANICKED);
    let mut events = vec![crashed.of(&guest)];
    match guest.current()?.on_crash {
        CrashAction::Preserve => guest.state = (VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED),
        CrashAction::Restart | CrashAction::RenameRestart | CrashAction::CoredumpRestart => {
            guest.state = (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_CRASHED);
        }
        CrashAction::Destroy | CrashAction::CoredumpDestroy => {
            let told = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_CRASHED);
            events.extend(crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_CRASHED, told));
        }
    }
    keep_or_forget(&turn, guest, events);
    Ok(())
}

/// What a guest's event is told by: an error of a disk by two, of which the older has no reason.
fn events(dom: DomainRef, command: &Command) -> Result<Vec<Event>> {
    let event = event(dom, command)?;
    let older = match &event {
        Event::DomainEventIoErrorReason(error) => Some(Event::DomainEventIoError(DomainEventIoError {
            dom: error.dom.clone(),
            src_path: error.src_path.clone(),
            dev_alias: error.dev_alias.clone(),
            action: error.action,
        })),
        _ => None,
    };
    Ok(older.into_iter().chain([event]).collect())
}

/// Somebody who looks at a guest's screen, from the machine itself.
fn viewer(service: &str) -> GraphicsAddress {
    GraphicsAddress {
        family: VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4,
        node: "127.0.0.1".to_owned(),
        service: service.to_owned(),
    }
}

/// An event that a guest would cause.
fn event(dom: DomainRef, command: &Command) -> Result<Event> {
    let (alias, path) = (|| command.need("alias"), || command.need("path"));
    Ok(match command.need("event")?.as_str() {
        "reboot" => Event::DomainEventReboot(DomainEventReboot { dom }),
        "rtc-change" => Event::DomainEventRtcChange(DomainEventRtcChange { dom, offset: command.number("offset")? }),
        "watchdog" => Event::DomainEventWatchdog(DomainEventWatchdog { dom, action: command.number("action")? }),
        "io-error" => Event::DomainEventIoErrorReason(DomainEventIoErrorReason {
            dom,
            src_path: path()?,
            dev_alias: alias()?,
            action: command.number("action")?,
            reason: command.text("reason").unwrap_or_default().to_owned(),
        }),
        "graphics" => Event::DomainEventGraphics(DomainEventGraphics {
            dom,
            phase: command.number("phase")?,
            local: viewer("5900"),
            remote: viewer("40000"),
            auth_scheme: "none".to_owned(),
            subject: Vec::new(),
        }),
        "control-error" => Event::DomainEventControlError(DomainEventControlError { dom }),
        "agent-lifecycle" => Event::DomainEventAgentLifecycle(DomainEventAgentLifecycle {
            dom,
            state: command.number("state")?,
            reason: command.number("reason")?,
        }),
        "migration-iteration" => Event::DomainEventMigrationIteration(DomainEventMigrationIteration {
            dom,
            iteration: command.number("iteration")?,
        }),
        other => return device_event(dom, command, other),
    })
}

/// An event about one of a guest's devices.
fn device_event(dom: DomainRef, command: &Command, name: &str) -> Result<Event> {
    let alias = || command.need("alias");
    Ok(match name {
        "disk-change" => Event::DomainEventDiskChange(DomainEventDiskChange {
            dom,
            old_src_path: command.text("path").map(str::to_owned),
            new_src_path: None,
            dev_alias: alias()?,
            reason: command.number("reason")?,
        }),
        "tray-change" => Event::DomainEventTrayChange(DomainEventTrayChange {
            dom,
            dev_alias: alias()?,
            reason: command.number("reason")?,
        }),
        "device-removal-failed" => {
            Event::DomainEventDeviceRemovalFailed(DomainEventDeviceRemovalFailed { dom, dev_alias: alias()? })
        }
        "block-threshold" => Event::DomainEventBlockThreshold(DomainEventBlockThreshold {
            dom,
            dev: command.need("dev")?,
            path: command.text("path").map(str::to_owned),
            threshold: command.number("threshold")?,
            excess: command.number("excess")?,
        }),
        "memory-failure" => Event::DomainEventMemoryFailure(DomainEventMemoryFailure {
            dom,
            recipient: command.number("recipient")?,
            action: command.number("action")?,
            flags: command.number("flags")?,
        }),
        "memory-device-size-change" => {
            let size = command.number("size")?;
            Event::DomainEventMemoryDeviceSizeChange(DomainEventMemoryDeviceSizeChange { dom, alias: alias()?, size })
        }
        "nic-mac-change" => Event::DomainEventNicMacChange(DomainEventNicMacChange {
            dom,
            alias: alias()?,
            old_mac: command.need("old")?,
            new_mac: command.need("new")?,
        }),
        other => return Err(Error::invalid_arg(format!("no event '{other}' can be emitted"))),
    })
}

/// What every agent answers.
fn agent(command: &Command) -> Result<Value> {
    match command.name.as_str() {
        "guest-ping" => Ok(json!({})),
        // Programs end at once, without a word.
        "guest-exec" => Ok(json!({ "pid": 1000 })),
        "guest-exec-status" => Ok(json!({ "exited": true, "exitcode": 0 })),
        "guest-sync" | "guest-sync-delimited" => Ok(command.arguments["id"].clone()),
        "guest-get-time" => Ok(json!(crate::info::GUEST_TIME.saturating_mul(1_000_000_000))),
        other => {
            let message = format!("unable to execute QEMU agent command '{other}': the command is not known");
            Err(Error::new(ErrorCode::INTERNAL_ERROR, message))
        }
    }
}

impl QemuDriver for TestConnection {
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testDomainMonitorCommand")?;
        let answer = run(self.core(), dom, &Command::parse(cmd)?)?;
        Ok(json!({ "return": answer }).to_string())
    }

    /// No command takes a descriptor or gives one.
    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        _fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        Ok((self.domain_monitor_command(dom, cmd, flags)?, Vec::new()))
    }

    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, _timeout: i32, flags: u32) -> Result<Option<String>> {
        flags::only(flags, 0, "testDomainAgentCommand")?;
        self.core().guest(dom)?.running()?;
        let answer = agent(&Command::parse(cmd)?)?;
        Ok(Some(json!({ "return": answer }).to_string()))
    }
}
