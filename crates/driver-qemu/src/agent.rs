//! Calls that only the guest's agent can answer. Nobody speaks with agents yet: each call says so, once it is known that
//! the guest runs at all.

use virt::{DomainRef, Error, Result};

use crate::core::Core;

/// The agent of a guest.
pub(crate) fn agent<T>(core: &Core, dom: &DomainRef) -> Result<T> {
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let has_channel = document
        .domain
        .devices
        .channels
        .iter()
        .any(|channel| channel.target.name.as_deref() == Some("org.qemu.guest_agent.0"));
    Err(match has_channel {
        false => Error::argument_unsupported("QEMU guest agent is not configured"),
        true => Error::operation_unsupported("this driver does not speak with guest agents yet"),
    })
}
