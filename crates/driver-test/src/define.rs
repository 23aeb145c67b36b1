//! Definitions: made, renamed, forgotten.

use std::sync::Arc;

use conf::domain::{Definition, Domain};
use virt::constants::*;
use virt::objects::Turn;
use virt::{DomainRef, Error, ErrorDomain, Result, flags};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::guest::Guest;

const DEFINED: Lifecycle = Lifecycle::defined(VIR_DOMAIN_EVENT_DEFINED_ADDED);
const REDEFINED: Lifecycle = Lifecycle::defined(VIR_DOMAIN_EVENT_DEFINED_UPDATED);
const RENAMED: Lifecycle = Lifecycle::defined(VIR_DOMAIN_EVENT_DEFINED_RENAMED);
const UNDEFINED: Lifecycle = Lifecycle::undefined(VIR_DOMAIN_EVENT_UNDEFINED_REMOVED);
const UNDEFINED_RENAMED: Lifecycle = Lifecycle::undefined(VIR_DOMAIN_EVENT_UNDEFINED_RENAMED);

/// Finds the guest whose name and identity a document has, or makes one up; refuses a clash with another.
pub(crate) fn known_or_new(turn: &Turn<'_, Guest>, domain: &Domain) -> Result<Guest> {
    let name = &domain.name;
    match (turn.get(&domain.uuid), turn.by_name(name)) {
        (Some(known), _) if *known.name == **name => Ok(Guest::clone(&known)),
        (Some(known), _) => {
            let message = format!("domain '{}' is already defined with uuid {}", known.name, known.uuid);
            Err(Error::operation_failed(message).in_domain(ErrorDomain::DOMAIN))
        }
        (None, Some(known)) => {
            let message = format!("domain '{name}' already exists with uuid {}", known.uuid);
            Err(Error::operation_failed(message).in_domain(ErrorDomain::DOMAIN))
        }
        (None, None) => Ok(Guest::new(domain)),
    }
}

/// Adds a definition, or replaces the one of the same name and identity.
pub(crate) fn define_xml(core: &Core, xml: &str, flags: u32) -> Result<DomainRef> {
    flags::only(flags, VIR_DOMAIN_DEFINE_VALIDATE, "testDomainDefineXMLFlags")?;
    conf::documents::check_if(flags & VIR_DOMAIN_DEFINE_VALIDATE != 0, xml)?;
    let domain = core.read(xml)?;
    let turn = core.guests.begin();
    let mut guest = known_or_new(&turn, &domain)?;
    let what = if guest.is_persistent() { REDEFINED } else { DEFINED };
    guest.definition = Some(Arc::new(Definition::new(&domain)));
    let event = what.of(&guest);
    Ok(turn.publish(guest, [event]).reference())
}

const SNAPSHOTS_METADATA: u32 = VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32;
const CHECKPOINTS_METADATA: u32 = VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA as u32;
const MANAGED_SAVE: u32 = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE as u32;

/// Removes a guest's definition; a running guest stays and becomes transient.
pub(crate) fn undefine(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, SNAPSHOTS_METADATA | CHECKPOINTS_METADATA | MANAGED_SAVE, "testDomainUndefineFlags")?;
    let (turn, mut guest) = core.begin(dom)?;
    if guest.saved.is_some() && flags & MANAGED_SAVE == 0 {
        return Err(Error::operation_invalid("Refusing to undefine while domain managed save image exists"));
    }
    let snapshots = guest.snapshots.len();
    if snapshots > 0 && !guest.is_active() && flags & SNAPSHOTS_METADATA == 0 {
        let message = format!("cannot delete inactive domain with {snapshots} snapshots");
        return Err(Error::operation_invalid(message).remedy("delete them first, or give --snapshots-metadata"));
    }
    (guest.definition, guest.saved, guest.autostart) = (None, None, false);
    let event = UNDEFINED.of(&guest);
    keep_or_forget(&turn, guest, [event]);
    Ok(())
}

/// Publishes a guest; one that neither runs nor has a definition is forgotten.
pub(crate) fn keep_or_forget(turn: &Turn<'_, Guest>, guest: Guest, events: impl IntoIterator<Item = virt::Event>) {
    match guest.is_active() || guest.is_persistent() {
        true => drop(turn.publish(guest, events)),
        false => turn.remove(&guest.uuid, events),
    }
}

/// Gives a guest at rest another name.
pub(crate) fn rename(core: &Core, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "testDomainRename")?;
    let new_name = new_name.unwrap_or_default();
    conf::domain::validate::name(new_name)?;
    let (turn, mut guest) = core.begin(dom)?;
    if guest.is_active() {
        return Err(Error::operation_invalid("cannot rename active domain"));
    }
    if *guest.name == *new_name {
        return Err(Error::operation_invalid("Can't rename domain to itself"));
    }
    if turn.by_name(new_name).is_some() {
        return Err(Error::operation_invalid(format!("domain with name '{new_name}' already exists")));
    }
    let before = UNDEFINED_RENAMED.of(&guest);
    let mut domain = guest.document(false)?;
    new_name.clone_into(&mut domain.name);
    guest.name = new_name.into();
    guest.definition = Some(Arc::new(Definition::new(&domain)));
    let after = RENAMED.of(&guest);
    turn.publish(guest, [before, after]);
    Ok(0)
}

/// Says whether a guest starts with the node.
pub(crate) fn set_autostart(core: &Core, dom: &DomainRef, autostart: bool) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    guest.autostart = autostart;
    turn.publish(guest, None);
    Ok(())
}

/// Says whether a guest starts with the node the next time, and only then.
pub(crate) fn set_autostart_once(core: &Core, dom: &DomainRef, autostart: bool) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    if !guest.is_persistent() {
        return Err(Error::operation_invalid("cannot set autostart for transient domain"));
    }
    guest.autostart_once = autostart;
    turn.publish(guest, None);
    Ok(())
}
