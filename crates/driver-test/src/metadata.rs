//! Title, description, and elements that applications keep in a guest's document.

use conf::domain::notes::{read, write};
use virt::constants::*;
use virt::events::DomainEventMetadataChange;
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use virt::{DomainRef, Error, ErrorDomain, Event, Result};

use crate::core::Core;

pub(crate) fn metadata(core: &Core, dom: &DomainRef, kind: i32, uri: Option<&str>, flags: u32) -> Result<String> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainGetMetadata")?;
    known(kind)?;
    read(&core.meant(dom, flags)?, kind, uri)
}

fn known(kind: i32) -> Result<()> {
    match kind {
        VIR_DOMAIN_METADATA_DESCRIPTION | VIR_DOMAIN_METADATA_TITLE | VIR_DOMAIN_METADATA_ELEMENT => Ok(()),
        other => {
            let error = Error::invalid_arg(format!("unknown metadata type '{other}'"));
            Err(error.in_domain(ErrorDomain::DOMAIN))
        }
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
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainSetMetadata")?;
    known(kind)?;
    let nsuri = uri.map(str::to_owned);
    core.change_documents(
        dom,
        flags,
        |domain, _| write(domain, kind, text, key, uri),
        |guest, _| {
            let event = DomainEventMetadataChange { dom: guest.reference(), type_: kind, nsuri };
            Some(Event::DomainEventMetadataChange(event))
        },
    )
}
