//! Operations on domain documents.

use conf::domain::{Domain, FormatFlags, ParseFlags};

use crate::request::{Outcome, Request};

/// The document with QEMU's defaults, as a definition with secrets.
pub(crate) fn xml(request: &Request) -> Outcome {
    let result = (|| {
        let domain = Domain::parse(&request.input("xml")?, ParseFlags::INACTIVE)?;
        Ok(domain.format(FormatFlags::DEFINITION))
    })();
    Outcome::from(result)
}

/// The document with the defaults that every hypervisor shares.
pub(crate) fn generic(request: &Request) -> Outcome {
    let inactive = !request.flag("live");
    let result = (|| {
        let domain = Domain::parse(&request.input("xml")?, ParseFlags { inactive, status: false })?;
        Ok(domain.format(FormatFlags { inactive, secure: true, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}
