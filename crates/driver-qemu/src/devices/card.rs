//! What may change of a running guest's network card.

use conf::domain::device::{self, Device};
use conf::domain::interface::{Interface, InterfaceSource, LinkState};
use host::tap::{add_to_bridge, remove_from_bridge};
use serde_json::json;
use virt::{Error, Result};

use super::update::completed;
use crate::core::Core;
use crate::live::Live;
use crate::start::descriptors::bridge_of;

/// The card as a description wants it, and the running guest's card made so.
pub(super) fn changed(core: &Core, live: &Live, wanted: &Interface) -> Result<Interface> {
    let document = live.document();
    let device = Device::Interface(Box::new(wanted.clone()));
    let at = device::locate(&document.domain, &device)?;
    let old = &document.domain.devices.interfaces[at];
    let mut wanted = wanted.clone();
    wanted.mac = wanted.mac.or_else(|| old.mac.clone());
    let Device::Interface(new) = completed(core, live, Device::Interface(Box::new(wanted)), at)? else {
        return Err(Error::internal("a network card became something else"));
    };
    check_card(old, &new)?;
    let mut card = old.clone();
    card.link = new.link.clone();
    if source(old) != source(&new) {
        card.source = moved(core, old, &new)?;
    }
    let state = |card: &Interface| card.link.as_ref().map_or(LinkState::Up, |link| link.state);
    if state(old) != state(&new) {
        let up = state(&new) == LinkState::Up;
        live.command("set_link", Some(json!({ "name": old.info.alias(), "up": up })))?;
    }
    Ok(card)
}

/// Refuses a change of what a card keeps as long as it is there.
fn check_card(old: &Interface, new: &Interface) -> Result<()> {
    let unchanged = |what: &str| Error::operation_unsupported(format!("cannot modify network device {what}"));
    if old.model() != new.model() {
        return Err(unchanged(&format!("model from {} to {}", old.model(), new.model())));
    }
    if old.driver != new.driver {
        return Err(Error::operation_unsupported("cannot modify virtio network device driver attributes"));
    }
    let rom = |card: &Interface| card.info.rom.clone().unwrap_or_default();
    let fields = [
        (old.info.address != new.info.address, "guest PCI address"),
        (old.info.alias != new.info.alias, "alias"),
        (rom(old).enabled != rom(new).enabled, "rom enabled setting"),
        (rom(old).bar != rom(new).bar, "rom bar setting"),
        (rom(old).file != rom(new).file, "rom file"),
        (old.info.boot != new.info.boot, "boot index setting"),
        (old.mtu != new.mtu, "MTU"),
        (old.backend != new.backend, "backend settings"),
        (old.script != new.script, "script attribute"),
        (old.teaming != new.teaming, "teaming setting"),
        (old.tune != new.tune, "tune settings"),
    ];
    if let Some((_, what)) = fields.into_iter().find(|(changed, _)| *changed) {
        return Err(unchanged(what));
    }
    let kind = |card: &Interface| xml::Union::tag(&card.source).unwrap_or_default();
    if kind(old) != kind(new) && !(on_bridge(&old.source) && on_bridge(&new.source)) {
        return Err(Error::operation_unsupported(format!("unable to change config on '{}' network type", kind(new))));
    }
    let others = [
        (source(old) != source(new) && !on_bridge(&old.source), "another source of a running guest's network card"),
        (old.bandwidth != new.bandwidth, "another bandwidth of a running guest's network card"),
        (old.vlan != new.vlan || old.virtualport != new.virtualport, "another VLAN of a running guest's network card"),
        (old.filterref != new.filterref, "another filter of a running guest's network card"),
        (old.coalesce != new.coalesce || old.port != new.port, "other settings of a running guest's network card"),
    ];
    match others.into_iter().find(|(changed, _)| *changed) {
        Some((_, what)) => Err(Error::operation_unsupported(format!("{what}: not supported yet"))),
        None => Ok(()),
    }
}

/// Where a card is plugged in, without what the network has chosen for it.
fn source(card: &Interface) -> InterfaceSource {
    let mut source = card.source.clone();
    if let InterfaceSource::Network { bridge, portid, .. } = &mut source {
        (*bridge, *portid) = (None, None);
    }
    source
}

/// Whether a tap device in a bridge is behind the card.
fn on_bridge(source: &InterfaceSource) -> bool {
    matches!(source, InterfaceSource::Bridge { .. } | InterfaceSource::Network { .. })
}

/// Moves the card's tap device to the bridge of the new description; gives the new source.
fn moved(core: &Core, old: &Interface, new: &Interface) -> Result<InterfaceSource> {
    let bridge = |source: &InterfaceSource| match source {
        InterfaceSource::Bridge { bridge } => Ok(bridge.clone()),
        InterfaceSource::Network { network, .. } => bridge_of(core, network),
        _ => Err(Error::internal("the card is in no bridge")),
    };
    let tap = old.target_dev().ok_or_else(|| Error::internal("the card has no tap device"))?;
    let from = match &old.source {
        InterfaceSource::Network { bridge: Some(bridge), .. } => bridge.clone(),
        other => bridge(other)?,
    };
    let to = bridge(&new.source)?;
    if from != to {
        if !host::netdev::exists(&to) {
            return Err(Error::operation_failed(format!("bridge {to} doesn't exist")));
        }
        // One that is in no bridge any more can be put into another all the same.
        let _ = remove_from_bridge(&from, tap);
        add_to_bridge(&to, tap).map_err(|e| {
            let _ = add_to_bridge(&from, tap);
            Error::system(format!("Unable to add port {tap} to bridge {to}"), &e)
        })?;
    }
    let mut source = new.source.clone();
    if let InterfaceSource::Network { bridge, .. } = &mut source {
        *bridge = Some(to);
    }
    Ok(source)
}
