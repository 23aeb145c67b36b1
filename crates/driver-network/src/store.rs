//! Networks on disk: definitions, links for autostart, the state of those that are active.

use std::path::Path;
use std::sync::Arc;

use conf::network::Network;
use conf::network::status::NetworkStatus;
use host::definitions;
use virt::{Error, Result};
use xml::Mode;

use crate::core::Core;
use crate::table::Snapshot;

/// The heading of a network's documents.
fn heading(name: &str) -> String {
    definitions::heading(&format!("net-edit {name}"))
}

impl Core {
    /// Makes the folders that the driver needs.
    pub(crate) fn create_folders(&self) -> Result<()> {
        let paths = &self.paths;
        definitions::create_folders(&*self.files, &[&paths.config, &paths.autostart(), &paths.state])
    }

    /// Reads all definitions. A file that cannot be read costs only its own network.
    pub(crate) fn load_definitions(&self) {
        let documents = definitions::known(&*self.files, &self.paths.config, "networks");
        definitions::each(&documents, "load", |path| self.load_definition(path));
    }

    fn load_definition(&self, path: &Path) -> Result<()> {
        let network = Network::parse_definition(&definitions::read(&*self.files, path)?)?;
        if path != self.paths.definition(&network.name) {
            return Err(Error::internal(format!("file holds the definition of '{}'", network.name)));
        }
        let known = self.known(&network)?;
        let link = self.paths.autostart_link(&network.name);
        let mut next = known.map_or_else(|| Snapshot::new(&network), |known| Snapshot::clone(&known));
        next.autostart = self.files.read_link(&link).is_ok_and(|target| target == path);
        next.definition = Some(Arc::new(network));
        self.table.publish(next);
        Ok(())
    }

    /// Finds networks that a daemon before us has started.
    pub(crate) fn take_over(&self) {
        let documents = definitions::known(&*self.files, &self.paths.state, "networks");
        definitions::each(&documents, "take over", |path| self.take_over_one(path));
    }

    fn take_over_one(&self, path: &Path) -> Result<()> {
        let status = NetworkStatus::parse(&definitions::read(&*self.files, path)?)?;
        let network = &status.network;
        if path != self.paths.status(&network.name) {
            return Err(Error::internal(format!("file holds the state of '{}'", network.name)));
        }
        if network.owns_bridge() && !self.is_ours(network) {
            // The host was restarted, or somebody removed the bridge.
            log::info!("network '{}' is no longer active: its bridge is gone", network.name);
            return self.remove_status(&network.name);
        }
        let known = self.known(network)?;
        let mut next = known.map_or_else(|| Snapshot::new(network), |known| Snapshot::clone(&known));
        next.live = Some(Arc::new(status));
        self.table.publish(next);
        Ok(())
    }

    /// Whether the bridge that a network's document names is the one that was made for it.
    fn is_ours(&self, network: &Network) -> bool {
        let wanted = network.mac.as_ref().and_then(|mac| mac.address).map(|mac| mac.0);
        let found = network.bridge_name().and_then(|bridge| self.bridges.address(bridge));
        found.is_some() && (wanted.is_none() || wanted == found)
    }

    /// Writes a definition so that it survives a power cut.
    pub(crate) fn write_definition(&self, network: &Network) -> Result<()> {
        let text = heading(&network.name) + &network.format(Mode { secure: true, ..Mode::INACTIVE });
        definitions::write_definition(&*self.files, &self.paths.definition(&network.name), &text)
    }

    /// Writes the state of an active network; it ends with the host's run.
    pub(crate) fn write_status(&self, status: &NetworkStatus) -> Result<()> {
        let text = heading(&status.network.name) + &status.format();
        definitions::write_status(&*self.files, &self.paths.status(&status.network.name), &text)
    }

    /// Removes a network's state.
    pub(crate) fn remove_status(&self, name: &str) -> Result<()> {
        definitions::remove_status(&*self.files, &self.paths.status(name))
    }

    /// Removes a definition and its autostart link.
    pub(crate) fn remove_definition(&self, name: &str) -> Result<()> {
        definitions::remove_definition(&*self.files, &self.paths.definition(name), &self.paths.autostart_link(name))
    }
}
