//! Network cards.

use conf::interface::{Link, LinkState};
use conf::nodedev::Capability;
use conf::nodedev::small::{Net, NetCapability};
use conf::words::Named;
use xml::{Text, Value as _};

use super::{Kernel, Probed};
use crate::found::Found;

pub(super) fn probe(kernel: &Kernel, found: &Found) -> Option<Probed> {
    let sysfs = &kernel.sysfs;
    let address = sysfs.word(&found.at("address"));
    let state = sysfs.word(&found.at("operstate")).and_then(|word| LinkState::from_xml(&word));
    let speed = sysfs.text(&found.at("speed")).filter(|_| state == Some(LinkState::Up));
    let capability = match found.kind() {
        "wlan" => NetCapability::Wireless {},
        _ => NetCapability::Ethernet {},
    };
    let features = kernel.cards.offloads(&found.name);
    let net = Net {
        interface: Text(found.property("INTERFACE").unwrap_or(&found.name).to_owned()),
        address: address.clone().map(Text),
        link: Some(Link { speed: speed.and_then(|text| megabits(&text)), state }),
        features: features.into_iter().map(|name| Named { name: name.to_owned() }).collect(),
        capabilities: vec![capability],
    };
    Some(Probed { capability: Capability::Net(net), suffix: address })
}

/// Compat: a speed that the card does not know is the largest number.
fn megabits(text: &str) -> Option<u32> {
    match text {
        "-1" => Some(u32::MAX),
        _ => text.parse().ok().filter(|speed| *speed > 0),
    }
}
