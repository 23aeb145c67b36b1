//! Title, description, and elements that applications keep in a guest's document.

use conf::domain::notes::{read, write};
use virt::events::DomainEventMetadataChange;
use virt::{DomainRef, Error, Event, Result};

use crate::core::Core;
use crate::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};

pub(crate) fn metadata(core: &Core, dom: &DomainRef, kind: i32, uri: Option<&str>, flags: u32) -> Result<String> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainGetMetadata")?;
    flags::exclusive(flags, (AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE"), (AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"))?;
    let snapshot = core.table.find(dom)?.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    match (&snapshot.live, &snapshot.definition) {
        (Some(live), _) if affected.live => read(&live.document().domain, kind, uri),
        (_, Some(definition)) => read(&definition.parse()?, kind, uri),
        _ => Err(Error::operation_invalid("domain is not running")),
    }
}

pub(crate) fn set_metadata(
    core: &Core,
    dom: &DomainRef,
    kind: i32,
    text: Option<&str>,
    key: Option<&str>,
    uri: Option<&str>,
    flags: u32,
) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainSetMetadata")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set metadata")?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    if let Some(live) = snapshot.live.as_ref().filter(|_| affected.live) {
        let mut domain = live.document().domain.clone();
        write(&mut domain, kind, text, key, uri)?;
        live.set_document(domain);
        core.save_status(&vm)?;
    }
    if let Some(definition) = snapshot.definition.as_ref().filter(|_| affected.config) {
        let mut domain = definition.parse()?;
        write(&mut domain, kind, text, key, uri)?;
        core.replace_definition(&vm, &domain)?;
    }
    let nsuri = uri.map(str::to_owned);
    let event = DomainEventMetadataChange { dom: snapshot.reference(), type_: kind, nsuri };
    core.events.publish(Event::DomainEventMetadataChange(event));
    Ok(())
}
