//! Title, description, and elements that applications keep in a guest's document.

use conf::domain::Domain;
use virt::constants::*;
use virt::events::DomainEventMetadataChange;
use virt::{DomainRef, Error, ErrorDomain, Event, Result};
use xml::{Child, Document, Mode, Text, Verbatim};

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
        VIR_DOMAIN_METADATA_ELEMENT => element(domain, uri.unwrap_or_default())?,
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    };
    let missing = || Error::no_metadata("Requested metadata element is not present").in_domain(ErrorDomain::DOMAIN);
    found.ok_or_else(missing)
}

/// Calls `each` for every element inside `<metadata>`, with its namespace.
fn each_element(domain: &Domain, mut each: impl FnMut(Option<&str>, &xml::Node<'_>) -> Result<()>) -> Result<()> {
    let Some(metadata) = &domain.metadata else { return Ok(()) };
    let document = Document::parse(&metadata.text).map_err(conf::error)?;
    for child in document.root(Mode::LIVE).children() {
        each(child.expanded_name().0, &child)?;
    }
    Ok(())
}

fn element(domain: &Domain, uri: &str) -> Result<Option<String>> {
    let mut found = None;
    each_element(domain, |namespace, node| {
        if namespace == Some(uri) && found.is_none() {
            found = Some(without_namespace(&Verbatim::parse_child(node).map_err(conf::error)?.text, node.name(), uri));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Takes prefix and declaration of a namespace off an element's outermost tags.
fn without_namespace(text: &str, name: &str, uri: &str) -> String {
    let Some((prefix, local)) = name.split_once(':') else {
        return text.replacen(&format!(" xmlns=\"{uri}\""), "", 1);
    };
    let text = text.replacen(&format!(" xmlns:{prefix}=\"{uri}\""), "", 1);
    text.replace(&format!("<{prefix}:"), "<")
        .replace(&format!("</{prefix}:{local}"), &format!("</{local}"))
        .replace(&format!("</{prefix}:"), "</")
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
        VIR_DOMAIN_METADATA_ELEMENT => write_element(domain, text, key, uri.unwrap_or_default())?,
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    }
    Ok(())
}

fn write_element(domain: &mut Domain, text: Option<&str>, key: Option<&str>, uri: &str) -> Result<()> {
    let mut parts = Vec::new();
    each_element(domain, |namespace, node| {
        if namespace != Some(uri) {
            parts.push(Verbatim::parse_child(node).map_err(conf::error)?.text);
        }
        Ok(())
    })?;
    if let Some(text) = text {
        let key =
            key.filter(|key| is_name(key)).ok_or_else(|| Error::invalid_arg("the metadata key is no XML name"))?;
        parts.push(with_namespace(text, key, uri)?);
    }
    domain.metadata = None;
    if !parts.is_empty() {
        // Read back, so that what is kept has passed the parser and has libvirt's layout.
        let document = format!("<domain><metadata>{}</metadata></domain>", parts.concat());
        let document = Document::parse(&document).map_err(conf::error)?;
        let node = document.root(Mode::LIVE).first("metadata");
        domain.metadata = node.map(|node| Verbatim::parse_child(&node)).transpose().map_err(conf::error)?;
    }
    Ok(())
}

fn is_name(key: &str) -> bool {
    let mut bytes = key.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// Puts an element without prefix into a namespace.
fn with_namespace(text: &str, key: &str, uri: &str) -> Result<String> {
    let document = Document::parse(text).map_err(conf::error)?;
    let root = document.root(Mode::LIVE);
    let kept = Verbatim::parse_child(&root).map_err(conf::error)?.text;
    let name = root.name();
    let uri = uri.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let opened = kept.replacen(&format!("<{name}"), &format!("<{key}:{name} xmlns:{key}=\"{uri}\""), 1);
    let closing = format!("</{name}>");
    Ok(match opened.strip_suffix(&closing) {
        Some(body) => format!("{body}</{key}:{name}>"),
        None => opened,
    })
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
