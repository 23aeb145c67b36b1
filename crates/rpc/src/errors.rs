//! Errors on the wire.

use virt::generated::types::{DomainRef, NetworkRef};
use virt::{Beside, Error, ErrorCode, ErrorDomain};
use xdr::{Decoder, Encoder};

/// The level of an error that stops the call.
const LEVEL_ERROR: i32 = 2;

/// Appends an error as a reply's payload.
pub fn encode(error: &Error, e: &mut Encoder) {
    // An error that quotes a huge argument must still fit into a message.
    let text = |text: String| match text.char_indices().nth(100_000) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    let message = text(error.to_string());
    let beside = error.beside_message();
    e.put(&error.code().0);
    e.put(&error.domain().0);
    e.optional_text(Some(&message));
    e.put(&LEVEL_ERROR);
    e.optional::<DomainRef>(None);
    for beside in beside.texts {
        e.optional_text(beside.map(text).as_deref());
    }
    for number in beside.numbers {
        e.put(&number);
    }
    e.optional::<NetworkRef>(None);
}

/// Reads a peer's error.
pub fn decode(d: &mut Decoder<'_>) -> xdr::Result<Error> {
    let code: i32 = d.get()?;
    let domain: i32 = d.get()?;
    let message: Option<String> = d.get()?;
    let _level: i32 = d.get()?;
    let _domain: Option<DomainRef> = d.get()?;
    let texts = [d.get()?, d.get()?, d.get()?];
    let numbers = [d.get()?, d.get()?];
    let _network: Option<NetworkRef> = d.get()?;
    let message = message.unwrap_or_else(|| "the peer gave no message".to_owned());
    Ok(Error::verbatim(ErrorCode(code), ErrorDomain(domain), message).beside(Beside { texts, numbers }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_arrives_with_code_domain_and_whole_text() {
        let sent = Error::no_domain("no domain with matching name 'x'").in_domain(ErrorDomain::QEMU);
        let mut e = Encoder::new();
        encode(&sent, &mut e);
        let bytes = e.finish().unwrap();
        let got = decode(&mut Decoder::new(&bytes)).unwrap();
        assert_eq!((got.code(), got.domain()), (ErrorCode::NO_DOMAIN, ErrorDomain::QEMU));
        assert_eq!(got.to_string(), "Domain not found: no domain with matching name 'x'");
        assert_eq!(got.beside_message(), sent.beside_message());
        assert_eq!(got.beside_message().texts[0].as_deref(), Some("Domain not found: %1$s"));
    }

    #[test]
    fn an_error_that_quotes_a_huge_name_still_fits() {
        let mut e = Encoder::new();
        encode(&Error::no_domain("ü".repeat(4 * 1024 * 1024)), &mut e);
        assert!(e.finish().unwrap().len() < 500_000);
    }
}
