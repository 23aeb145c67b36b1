//! Definitions on disk: reading all of them at start, writing one, removing one, links for autostart.

use std::path::Path;

use conf::domain::{Domain, ParseFlags};
use host::definitions;
pub(crate) use host::definitions::{PRIVATE, heading};
use virt::{Error, Result};

use crate::core::Core;
use conf::domain::Definition;

use crate::vm::{Snapshot, State};

/// Definitions for which a thread of their own is worth while.
const MIN_SHARE: usize = 64;

impl Core {
    /// Makes the folders that an instance needs.
    pub(crate) fn create_folders(&self) -> Result<()> {
        let paths = &self.paths;
        let channel = paths.state.join("channel");
        let folders: [(&Path, u32); 10] = [
            (&paths.config, 0o755),
            (&paths.autostart(), 0o755),
            (&paths.state, 0o755),
            (&channel, 0o755),
            (&paths.lib, 0o750),
            (&paths.capabilities_cache(), 0o755),
            (&paths.log, 0o755),
            (&paths.lib.join("ram"), 0o755),
            (&paths.saved(), 0o755),
            (&paths.lib.join("nvram"), 0o755),
        ];
        for (folder, mode) in folders {
            let made = self.files.create_folder(folder, mode);
            made.map_err(|e| Error::system(format!("Failed to create dir '{}'", folder.display()), &e))?;
        }
        if let Some(account) = &self.config.credentials {
            let owner = host::files::Owner { uid: account.uid, gid: account.gid };
            let (ram, nvram) = (paths.lib.join("ram"), paths.lib.join("nvram"));
            for folder in [&paths.state, &channel, &paths.lib, &ram, &nvram, &paths.saved()] {
                let given = self.files.chown(folder, owner);
                given.map_err(|e| Error::system(format!("unable to set ownership of '{}'", folder.display()), &e))?;
            }
        }
        Ok(())
    }

    /// Reads all definitions. A file that cannot be read costs only its own guest.
    pub(crate) fn load_definitions(&self) {
        let files = definitions::known(&*self.files, &self.paths.config, "definitions");
        // Reading is all work and no waiting: each CPU takes a share.
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let share = files.len().div_ceil(workers).max(MIN_SHARE);
        std::thread::scope(|scope| {
            for share in files.chunks(share) {
                scope.spawn(move || definitions::each(share, "load", |path| self.load_definition(path)));
            }
        });
    }

    fn load_definition(&self, path: &Path) -> Result<()> {
        let text = definitions::read(&*self.files, path)?;
        let domain = Domain::parse(&text, ParseFlags::INACTIVE)?;
        if path.file_stem().and_then(|stem| stem.to_str()) != Some(domain.name.as_str()) {
            return Err(Error::internal(format!("file holds the definition of '{}'", domain.name)));
        }
        let link = self.paths.autostart_link(&domain.name);
        let autostart = self.files.read_link(&link).is_ok_and(|target| target == path);
        let managed_save = self.files.identity(&self.paths.managed_save(&domain.name)).is_ok();
        // The text of the file is printed as it is only where it is what we would print.
        let definition = std::sync::Arc::new(Definition::new(&domain));
        let snapshot = Snapshot {
            name: domain.name.as_str().into(),
            uuid: domain.uuid,
            state: State::SHUTOFF,
            definition: Some(definition),
            live: None,
            autostart,
            updated: false,
            managed_save,
        };
        let loaded = snapshot.definition.clone();
        let (vm, is_new) = self.table.find_or_add(&domain.name, domain.uuid, || snapshot)?;
        if !is_new {
            // Read again: the file may have been changed by hand.
            let _job = vm.begin_job("reload")?;
            vm.publish(|next| {
                next.definition = loaded;
                next.autostart = autostart;
                next.managed_save = managed_save;
            });
        }
        Ok(())
    }

    /// Writes a definition so that it survives a power cut.
    pub(crate) fn write_definition(&self, definition: &Definition) -> Result<()> {
        let name = &definition.summary.name;
        let path = self.paths.definition(name);
        let text = [heading(&format!("edit {name}")).as_str(), &definition.text].concat();
        definitions::write_definition(&*self.files, &path, &text)
    }

    /// Removes a definition and its autostart link.
    pub(crate) fn remove_definition(&self, name: &str) -> Result<()> {
        definitions::remove_definition(&*self.files, &self.paths.definition(name), &self.paths.autostart_link(name))
    }
}

impl Core {
    /// Replaces the definition of a guest whose job the caller holds.
    pub(crate) fn replace_definition(&self, vm: &crate::vm::Vm, domain: &Domain) -> Result<()> {
        let definition = Definition::new(domain);
        self.write_definition(&definition)?;
        vm.publish(|next| {
            next.updated = next.live.is_some();
            next.definition = Some(std::sync::Arc::new(definition));
        });
        Ok(())
    }
}
