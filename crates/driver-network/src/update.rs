//! Changes of one record of a network: a host, a range, a name, a group of ports.

use conf::network::Network;
use conf::network::status::NetworkStatus;
use conf::network::update::{Command, Section};
use virt::{Error, NetworkRef, Result};

use crate::core::{Core, check};
use crate::edit::{CONFIG, LIVE, edit};
use crate::rules::rules;
use crate::start::lacking;
use crate::{firewall, server};
use virt::flags::only;

/// The numbers of a call.
#[derive(Clone, Copy)]
pub(crate) struct Update<'a> {
    pub(crate) command: u32,
    pub(crate) section: u32,
    pub(crate) parent_index: i32,
    pub(crate) record: &'a str,
}

pub(crate) fn update(core: &Core, net: &NetworkRef, update: Update<'_>, flags: u32) -> Result<()> {
    only(flags, LIVE | CONFIG, "networkUpdate")?;
    let (command, section) = (Command::from_number(update.command)?, Section::from_number(update.section)?);
    let apply = |network: &mut Network, runs: bool| {
        network.update(command, section, update.parent_index, update.record)?;
        check(network)?;
        match lacking(network).filter(|_| runs) {
            Some(what) => Err(Error::config_unsupported(what)),
            None => Ok(()),
        }
    };
    edit(core, net, "update", flags, &apply, &|old, new| follow(core, old, new))?;
    Ok(())
}

/// Has dnsmasq and the firewall follow a change; where one of them does not, both are as before.
fn follow(core: &Core, old: &NetworkStatus, mut new: NetworkStatus) -> Result<NetworkStatus> {
    let followed = server::follow(core, &old.network, &new.network).and_then(|()| {
        if rules(&old.network)? != rules(&new.network)? {
            new.firewalls = firewall::ensure(core, &new)?;
        }
        Ok(())
    });
    let Err(error) = followed else { return Ok(new) };
    let back = server::follow(core, &new.network, &old.network).and_then(|()| firewall::ensure(core, old).map(drop));
    if let Err(left) = back {
        log::error!("network '{}' is not as its document says: {left}", old.network.name);
    }
    Err(error)
}
