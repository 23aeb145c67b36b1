//! What people and applications write on a network: its title, its description, and elements of theirs in `<metadata>`.

use super::Network;
use crate::metadata::{element, with_element};
use virt::constants::*;
use virt::{Error, ErrorCode, ErrorDomain, Result};
use xml::Text;

fn unknown(kind: i32) -> Error {
    Error::invalid_arg(format!("unknown metadata type '{kind}'")).in_domain(ErrorDomain::NETWORK)
}

/// The note of a kind (`VIR_NETWORK_METADATA_…`), for elements that of a namespace.
pub fn read(network: &Network, kind: i32, uri: Option<&str>) -> Result<String> {
    let found = match kind {
        VIR_NETWORK_METADATA_DESCRIPTION => network.description.as_ref().map(|text| text.0.clone()),
        VIR_NETWORK_METADATA_TITLE => network.title.as_ref().map(|text| text.0.clone()),
        VIR_NETWORK_METADATA_ELEMENT => element(network.metadata.as_ref(), uri.unwrap_or_default())?,
        // Compat: there is none of a kind below all kinds.
        ..0 => None,
        other => return Err(unknown(other)),
    };
    let missing = || Error::new(ErrorCode::NO_NETWORK_METADATA, "Requested metadata element is not present");
    found.ok_or_else(|| missing().in_domain(ErrorDomain::NETWORK))
}

/// A new note: its kind, and for elements the prefix and the namespace; without a text the old one goes.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the sentence above says it")]
pub struct Note<'a> {
    pub kind: i32,
    pub text: Option<&'a str>,
    pub key: Option<&'a str>,
    pub uri: Option<&'a str>,
}

/// Puts, replaces or removes a note.
pub fn write(network: &mut Network, note: Note<'_>) -> Result<()> {
    let plain = note.text.filter(|text| !text.is_empty()).map(|text| Text(text.to_owned()));
    match note.kind {
        VIR_NETWORK_METADATA_DESCRIPTION => network.description = plain,
        VIR_NETWORK_METADATA_TITLE => {
            if note.text.is_some_and(|text| text.contains('\n')) {
                return Err(Error::bad_argument("metadata title can't contain newlines"));
            }
            network.title = plain;
        }
        VIR_NETWORK_METADATA_ELEMENT => {
            let uri = note.uri.unwrap_or_default();
            network.metadata = with_element(network.metadata.as_ref(), note.text, note.key, uri)
                .map_err(|error| error.in_domain(ErrorDomain::NETWORK))?;
        }
        other => return Err(unknown(other)),
    }
    Ok(())
}
