//! What people and applications write on a guest: its title, its description, and elements of theirs in `<metadata>`.

use super::Domain;
use crate::metadata::{element, with_element};
use virt::constants::*;
use virt::{Error, ErrorDomain, Result};
use xml::Text;

fn unknown(kind: i32) -> Error {
    Error::invalid_arg(format!("unknown metadata type '{kind}'")).in_domain(ErrorDomain::DOMAIN)
}

/// The note of a kind (`VIR_DOMAIN_METADATA_…`), for elements that of a namespace.
pub fn read(domain: &Domain, kind: i32, uri: Option<&str>) -> Result<String> {
    let found = match kind {
        VIR_DOMAIN_METADATA_DESCRIPTION => domain.description.as_ref().map(|text| text.0.clone()),
        VIR_DOMAIN_METADATA_TITLE => domain.title.as_ref().map(|text| text.0.clone()),
        VIR_DOMAIN_METADATA_ELEMENT => element(domain.metadata.as_ref(), uri.unwrap_or_default())?,
        // Compat: there is none of a kind below all kinds.
        ..0 => None,
        other => return Err(unknown(other)),
    };
    let missing = || Error::no_metadata("Requested metadata element is not present").in_domain(ErrorDomain::DOMAIN);
    found.ok_or_else(missing)
}

/// Puts, replaces or, without a text, removes a note.
pub fn write(domain: &mut Domain, kind: i32, text: Option<&str>, key: Option<&str>, uri: Option<&str>) -> Result<()> {
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
            domain.metadata = with_element(domain.metadata.as_ref(), text, key, uri.unwrap_or_default())
                .map_err(|error| error.in_domain(ErrorDomain::DOMAIN))?;
        }
        other => return Err(unknown(other)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ParseFlags;

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
