//! Errors on the wire.

use virt::generated::types::{DomainRef, NetworkRef};
use virt::{Error, ErrorCode, ErrorDomain};
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
    let body = text(error.body());
    e.put(&error.code().0);
    e.put(&error.domain().0);
    e.optional_text(Some(&message));
    e.put(&LEVEL_ERROR);
    e.optional::<DomainRef>(None);
    // Programs find the pattern of the code here, and what fills it behind.
    e.optional_text(Some(&error.pattern()));
    e.optional_text((!body.is_empty()).then_some(body.as_str()));
    e.optional_text(None);
    e.put(&error.details().errno);
    e.put(&-1i32);
    e.optional::<NetworkRef>(None);
}

/// Reads a peer's error.
pub fn decode(d: &mut Decoder<'_>) -> xdr::Result<Error> {
    let code: i32 = d.get()?;
    let domain: i32 = d.get()?;
    let message: Option<String> = d.get()?;
    let _level: i32 = d.get()?;
    let _domain: Option<DomainRef> = d.get()?;
    let _strings: [Option<String>; 3] = [d.get()?, d.get()?, d.get()?];
    let _numbers: [i32; 2] = [d.get()?, d.get()?];
    let _network: Option<NetworkRef> = d.get()?;
    let message = message.unwrap_or_else(|| "the peer gave no message".to_owned());
    Ok(Error::verbatim(ErrorCode(code), ErrorDomain(domain), message))
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
    }

    #[test]
    fn an_error_that_quotes_a_huge_name_still_fits() {
        let mut e = Encoder::new();
        encode(&Error::no_domain("ü".repeat(4 * 1024 * 1024)), &mut e);
        assert!(e.finish().unwrap().len() < 500_000);
    }
}
