//! What a network document implies without saying it, and what a driver makes up for it.

use super::forward::{Device, Forward};
use super::{ForwardMode, Network, NetworkMac};
use crate::domain::defaults::{Random, generate_mac, generate_uuid};
use crate::words::OnOff;
use virt::Uuid;

/// First half of the addresses of bridges.
const MAC_PREFIX: [u8; 3] = [0x52, 0x54, 0];

impl Network {
    /// Fills in what follows from the document itself.
    pub(super) fn complete(&mut self) {
        if self.forward_mode() == ForwardMode::None {
            self.forward = None;
        }
        if let Some(forward) = &mut self.forward {
            complete_devices(forward);
        }
        self.mac.take_if(|mac| mac.address.is_none());
        self.dns.take_if(|dns| *dns == Default::default());
        if self.owns_bridge() {
            let bridge = self.bridge.get_or_insert_default();
            bridge.stp.get_or_insert(OnOff::On);
            bridge.delay.get_or_insert(0);
        } else {
            self.bridge.take_if(|bridge| *bridge == Default::default());
        }
    }
}

/// `dev` on `<forward>` is the old spelling of a first `<interface>`; both are printed.
fn complete_devices(forward: &mut Forward) {
    match (&forward.dev, forward.interfaces.first()) {
        (Some(dev), None) => forward.interfaces.push(Device { dev: dev.clone() }),
        (None, Some(first)) => forward.dev = Some(first.dev.clone()),
        _ => (),
    }
}

/// Makes up the identity and the bridge's address where the document leaves them open.
pub fn identities(network: &mut Network, random: Random) {
    if network.uuid == Uuid::default() {
        network.uuid = generate_uuid(random);
    }
    if network.owns_bridge() && network.mac.is_none() {
        network.mac = Some(NetworkMac { address: Some(generate_mac(random, MAC_PREFIX)) });
    }
}
