//! Operations on network documents.

use conf::network::Network;

use crate::request::{Outcome, Request};

/// The document with what it implies.
pub(crate) fn xml(request: &Request) -> Outcome {
    let mode = xml::Mode { inactive: request.flag("inactive"), ..xml::Mode::LIVE };
    let result = request.input("xml").and_then(|text| Network::parse(&text, mode)).map(|network| network.format(mode));
    Outcome::from(result)
}
