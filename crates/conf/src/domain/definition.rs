//! A guest's document as drivers keep it in memory: small, and what lists need without reading it.

use super::{Domain, FormatFlags, ParseFlags, Summary};
use virt::Result;

/// A document as a text, with passwords, and the extract that lists and statistics need.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The document, with passwords, without a file's heading.
    pub text: Box<str>,
    /// What lists and statistics need.
    pub summary: Summary,
}

impl Definition {
    /// The persistent definition that a document makes.
    pub fn new(domain: &Domain) -> Definition {
        Definition { text: domain.format(FormatFlags::DEFINITION).into(), summary: domain.summary() }
    }

    /// A running guest's document.
    pub fn live(domain: &Domain) -> Definition {
        let flags = FormatFlags { inactive: false, ..FormatFlags::DEFINITION };
        Definition { text: domain.format(flags).into(), summary: domain.summary() }
    }

    /// The persistent definition as a model.
    pub fn parse(&self) -> Result<Domain> {
        Domain::parse(&self.text, ParseFlags::INACTIVE)
    }

    /// The running guest's document as a model.
    pub fn parse_live(&self) -> Result<Domain> {
        Domain::parse(&self.text, ParseFlags::LIVE)
    }

    /// Whether it has passwords, which are shown to those only who ask for them.
    pub fn holds_password(&self) -> bool {
        self.text.contains("passwd=")
    }
}
