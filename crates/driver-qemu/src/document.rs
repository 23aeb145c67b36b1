//! From the user's text to a document that can be defined or started.

use conf::domain::{Domain, ParseFlags};
use virt::{Error, Result, Uuid};

use crate::core::Core;

impl Core {
    /// Reads a user's document, checks it and fills in what it leaves to the driver.
    pub(crate) fn parse_document(&self, xml: &str, flags: ParseFlags) -> Result<Domain> {
        let mut domain = Domain::parse(xml, flags)?;
        check_name(&domain.name)?;
        if domain.uuid == Uuid::default() {
            let mut bytes = [0; 16];
            host::random::fill(&mut bytes).map_err(|e| Error::system("Failed to generate UUID", &e))?;
            domain.uuid = Uuid::from_random(bytes);
        }
        Ok(domain)
    }
}

/// Refuses names that could not be a file's name.
fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::new(virt::ErrorCode::NO_NAME, ""));
    }
    if name.contains('/') {
        return Err(Error::xml(format!("name {name} cannot contain '/'")));
    }
    if name.contains('\n') {
        return Err(Error::xml(format!("name {name} cannot contain '\\n'")));
    }
    if matches!(name, "." | "..") {
        return Err(Error::xml(format!("name '{name}' is reserved")));
    }
    if name.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(Error::xml(format!("name '{}' cannot contain control characters", name.escape_default())));
    }
    Ok(())
}
