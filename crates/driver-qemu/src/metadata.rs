//! Title, description, and elements that applications keep in a guest's document.

use conf::domain::Domain;
use conf::metadata::{element, with_element};
use virt::constants::*;
use virt::events::DomainEventMetadataChange;
use virt::{DomainRef, Error, ErrorDomain, Event, Result};
use xml::Text;

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

fn read(domain: &Domain, kind: i32, uri: Option<&str>) -> Result<String> {
    let found = match kind {
        VIR_DOMAIN_METADATA_DESCRIPTION => domain.description.as_ref().map(|text| text.0.clone()),
        VIR_DOMAIN_METADATA_TITLE => domain.title.as_ref().map(|text| text.0.clone()),
        VIR_DOMAIN_METADATA_ELEMENT => element(domain.metadata.as_ref(), uri.unwrap_or_default())?,
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    };
    let missing = || Error::no_metadata("Requested metadata element is not present").in_domain(ErrorDomain::DOMAIN);
    found.ok_or_else(missing)
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

fn write(domain: &mut Domain, kind: i32, text: Option<&str>, key: Option<&str>, uri: Option<&str>) -> Result<()> {
    let plain = text.filter(|text| !text.is_empty()).map(|text| Text(text.to_owned()));
    match kind {
        VIR_DOMAIN_METADATA_DESCRIPTION => domain.description = plain,
        VIR_DOMAIN_METADATA_TITLE => {
            if text.is_some_and(|text| text.contains('\n')) {
                return Err(Error::invalid_arg("Domain title can't contain newlines"));
            }
            domain.title = plain;
        }
        VIR_DOMAIN_METADATA_ELEMENT => {
            domain.metadata = with_element(domain.metadata.as_ref(), text, key, uri.unwrap_or_default())?;
        }
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use conf::domain::ParseFlags;

    fn domain(metadata: &str) -> Domain {
        let text = format!("<domain type='qemu'><name>a</name>{metadata}<os><type>hvm</type></os></domain>");
        Domain::parse(&text, ParseFlags::INACTIVE).unwrap()
    }

    #[test]
    fn an_element_comes_back_as_it_was_put() {
        let mut domain = domain("<metadata><b:x xmlns:b='http://b'><y/></b:x></metadata>");
        write(&mut domain, VIR_DOMAIN_METADATA_ELEMENT, Some("<app v='1'><z/></app>"), Some("a"), Some("http://a"))
            .unwrap();
        assert_eq!(
            read(&domain, VIR_DOMAIN_METADATA_ELEMENT, Some("http://a")).unwrap().replace(['\n', ' '], ""),
            "<appv=\"1\"><z/></app>"
        );
        assert!(read(&domain, VIR_DOMAIN_METADATA_ELEMENT, Some("http://b")).is_ok());
        write(&mut domain, VIR_DOMAIN_METADATA_ELEMENT, None, Some("a"), Some("http://a")).unwrap();
        let error = read(&domain, VIR_DOMAIN_METADATA_ELEMENT, Some("http://a")).unwrap_err();
        assert_eq!(error.code(), virt::ErrorCode::NO_DOMAIN_METADATA);
    }

    #[test]
    fn what_is_no_element_is_refused() {
        let mut domain = domain("");
        for (text, key) in [("<app", "a"), ("<app/>", "a b"), ("text", "a")] {
            assert!(write(&mut domain, VIR_DOMAIN_METADATA_ELEMENT, Some(text), Some(key), Some("u")).is_err());
        }
    }
}
