//! Title, description, and elements that applications keep in a network's document.

use conf::network::notes::{self, Note};
use virt::events::NetworkEventMetadataChange;
use virt::flags::only;
use virt::{Event, NetworkRef, Result};

use crate::core::Core;
use crate::edit::{CONFIG, LIVE, affected, edit};

pub(crate) fn metadata(core: &Core, net: &NetworkRef, kind: i32, uri: Option<&str>, flags: u32) -> Result<String> {
    only(flags, LIVE | CONFIG, "networkGetMetadata")?;
    let known = core.table.find(net)?;
    let network = match (affected(&known, flags)?, &known.definition) {
        ((false, _), Some(definition)) => definition,
        _ => known.document()?,
    };
    notes::read(network, kind, uri)
}

pub(crate) fn set_metadata(core: &Core, net: &NetworkRef, note: Note<'_>, flags: u32) -> Result<()> {
    only(flags, LIVE | CONFIG, "networkSetMetadata")?;
    let known = edit(core, net, "set metadata", flags, &|network, _| notes::write(network, note), &|_, next| Ok(next))?;
    let event =
        NetworkEventMetadataChange { net: known.reference(), type_: note.kind, nsuri: note.uri.map(str::to_owned) };
    core.events.publish(Event::NetworkEventMetadataChange(event));
    Ok(())
}
