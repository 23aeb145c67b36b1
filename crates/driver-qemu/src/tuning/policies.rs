//! What happens to a guest at its turns, what it is counted with, and the traffic of its cards.

use conf::domain::Domain;
use conf::domain::os::{CrashAction, LifecycleAction};
use conf::tune::lifecycle::Action;
use conf::tune::{self, GET, SET, counted, once};
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affected};
use virt::generated::domain::DomainInterfaceParametersReply;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue};

use super::silent;
use crate::core::Core;
use crate::flags;
use crate::live::Live;

/// What QEMU cannot do.
fn possible(domain: &Domain, action: Action) -> Result<()> {
    let unsupported = |message: &str| Err(Error::config_unsupported(format!("qemu driver doesn't support {message}")));
    match action {
        Action::Poweroff(LifecycleAction::RenameRestart)
        | Action::Reboot(LifecycleAction::RenameRestart)
        | Action::Crash(CrashAction::RenameRestart) => {
            return unsupported("the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'");
        }
        Action::Poweroff(LifecycleAction::Preserve) | Action::Reboot(LifecycleAction::Preserve) => {
            return unsupported("the 'preserve' action for 'on_reboot'/'on_poweroff'");
        }
        _ => {}
    }
    let mut next = domain.clone();
    action.put(&mut next);
    // QEMU ends or goes on, but cannot tell the two reasons apart.
    match next.on_reboot == LifecycleAction::Destroy && next.on_poweroff == LifecycleAction::Restart {
        true => unsupported("'onReboot' set to 'destroy and 'onPoweroff' set to 'reboot'"),
        false => Ok(()),
    }
}

/// Says what happens when a guest powers off, reboots or crashes.
pub(crate) fn set_action(core: &Core, dom: &DomainRef, kind: u32, action: u32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainSetLifecycleAction")?;
    let action = Action::new(kind, action)?;
    let change = |domain: &mut Domain, _| {
        possible(domain, action)?;
        action.put(domain);
        Ok(())
    };
    let act = |live: &Live, domain: &mut Domain| {
        let word = match (&action, domain.on_reboot) {
            (Action::Reboot(_), LifecycleAction::Destroy) => "shutdown",
            (Action::Reboot(_), _) => "reset",
            _ => return Ok(()),
        };
        live.command("set-action", Some(serde_json::json!({ "reboot": word }))).map(drop)
    };
    core.change_documents(dom, flags, "set lifecycle action", change, act, silent)
}

pub(crate) fn perf_events(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, GET, "qemuDomainGetPerfEvents")?;
    Ok(tune::perf::params(&core.meant(dom, flags)?.domain))
}

pub(crate) fn set_perf_events(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetPerfEvents")?;
    once(flags)?;
    tune::perf::check(params)?;
    let change = |domain: &mut Domain, affected: Affected| {
        let on = |param: &&TypedParam| param.value == TypedValue::Boolean(true);
        if let Some(param) = params.iter().find(on).filter(|_| affected.live) {
            return Err(cannot_count(&param.field));
        }
        tune::perf::apply(domain, params);
        Ok(())
    };
    core.change_documents(dom, flags, "set perf events", change, |_, _| Ok(()), silent)
}

fn cannot_count(name: &str) -> Error {
    let message = format!("unable to enable host cpu perf event for {name}");
    Error::argument_unsupported(message).in_domain(ErrorDomain::PERF)
}

pub(crate) fn interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    room: i32,
    flags: u32,
) -> Result<DomainInterfaceParametersReply> {
    flags::only(flags, GET, "qemuDomainGetInterfaceParameters")?;
    let mut meant = core.meant(dom, flags)?;
    let card = tune::interface::card(&mut meant.domain, device)?;
    let (params, nparams) = counted(tune::interface::params(card), room);
    Ok(DomainInterfaceParametersReply { params, nparams })
}

pub(crate) fn set_interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    params: &[TypedParam],
    flags: u32,
) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetInterfaceParameters")?;
    tune::interface::check(params)?;
    let change = |domain: &mut Domain, affected: Affected| {
        let card = tune::interface::card(domain, device)?;
        if affected.live {
            let message = format!("the traffic of card '{device}' of a running guest cannot be limited");
            return Err(Error::operation_unsupported(message).remedy("change its definition, and start it again"));
        }
        tune::interface::apply(card, params);
        Ok(())
    };
    core.change_documents(dom, flags, "set interface parameters", change, |_, _| Ok(()), silent)
}
