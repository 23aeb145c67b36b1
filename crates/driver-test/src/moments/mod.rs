//! Moments of guests: snapshots, to which a guest goes back, and checkpoints, since which its disks record changes.

mod checkpoint;
mod revert;
mod snapshot;

pub(crate) use checkpoint::add as add_checkpoint;
pub(crate) use snapshot::known as known_snapshot;

use conf::domain::{Domain, ParseFlags};
use virt::Result;

use crate::core::Core;
use crate::guest::Guest;

/// The guest as a moment keeps it: what runs, without what only a run knows, or the definition; and the definition where
/// it differs from what runs.
fn documents(guest: &Guest) -> Result<(Domain, Option<Domain>)> {
    let definition = guest.definition.as_ref().map(|definition| definition.parse()).transpose()?;
    let Some(live) = &guest.live else { return Ok((guest.document(false)?, None)) };
    let domain = Domain::parse(&live.document.text, ParseFlags::INACTIVE)?;
    let differs = definition.filter(|definition| *definition != domain);
    Ok((domain, differs))
}

/// Completes the domain that the document of a moment holds.
fn complete(core: &Core) -> impl FnMut(&mut Domain) -> Result<()> + '_ {
    |domain| {
        *domain = core.complete(std::mem::take(domain))?;
        Ok(())
    }
}

/// Refuses a domain in a moment's document that is another one.
fn check_domain(domain: Option<&Domain>, guest: &Guest, what: &str, name: &str) -> Result<()> {
    match domain {
        Some(domain) if domain.uuid != guest.uuid => {
            Err(virt::Error::invalid_arg(format!("definition for {what} {name} must use uuid {}", guest.uuid)))
        }
        _ => Ok(()),
    }
}

fn count(names: &[String]) -> i32 {
    i32::try_from(names.len()).unwrap_or(i32::MAX)
}
