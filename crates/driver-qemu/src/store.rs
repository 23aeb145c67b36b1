//! Definitions on disk: reading all of them at start, writing one, removing one, links for autostart.

use std::io::ErrorKind;
use std::path::Path;

use conf::domain::{Domain, ParseFlags};
use host::files::Durability;
use virt::{Error, Result};

use crate::core::Core;
use conf::domain::Definition;

use crate::vm::{Snapshot, State};

/// Largest definition that is read back.
const MAX_DEFINITION: u64 = 32 << 20;

/// Definitions for which a thread of their own is worth while.
const MIN_SHARE: usize = 64;

/// Mode of files with definitions: they may hold passwords.
pub(crate) const PRIVATE: u32 = 0o600;

/// The heading of files that a person should not edit, with the command that edits them properly.
pub(crate) fn heading(command: &str) -> String {
    format!(
        "<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n\
         OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n  \
         virsh {command}\nor other application using the libvirt API.\n-->\n\n"
    )
}

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
        let names = match self.files.list(&self.paths.config) {
            Ok(names) => names,
            Err(error) => {
                log::error!("cannot read definitions from '{}': {error}", self.paths.config.display());
                return;
            }
        };
        let mut files = Vec::with_capacity(names.len());
        for name in names {
            let path = self.paths.config.join(&name);
            let Some(name) = name.to_str() else { continue };
            if name.ends_with(".xml.new") {
                // A write that was cut off; what it should have replaced is still whole.
                let _ = self.files.remove(&path, Durability::Volatile);
            } else if name.ends_with(".xml") {
                files.push(path);
            }
        }
        // Reading is all work and no waiting: each CPU takes a share.
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let share = files.len().div_ceil(workers).max(MIN_SHARE);
        std::thread::scope(|scope| {
            for share in files.chunks(share) {
                scope.spawn(move || {
                    for path in share {
                        if let Err(error) = self.load_definition(path) {
                            log::error!("cannot load '{}': {error}", path.display());
                        }
                    }
                });
            }
        });
    }

    fn load_definition(&self, path: &Path) -> Result<()> {
        let failed = |e: &std::io::Error| Error::system(format!("failed to read '{}'", path.display()), e);
        let bytes = self.files.read(path, MAX_DEFINITION).map_err(|e| failed(&e))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::xml("document is not UTF-8"))?;
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
        let written = self.files.write_atomic(&path, text.as_bytes(), PRIVATE, Durability::Synced);
        written.map_err(|e| Error::system(format!("cannot create config file '{}'", path.display()), &e))
    }

    /// Removes a definition and its autostart link.
    pub(crate) fn remove_definition(&self, name: &str) -> Result<()> {
        self.remove_autostart_link(name)?;
        let path = self.paths.definition(name);
        match self.files.remove(&path, Durability::Synced) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                Err(Error::system(format!("cannot remove config '{}'", path.display()), &e))
            }
            _ => Ok(()),
        }
    }

    /// Removes the link that starts a guest with the host, where there is one.
    pub(crate) fn remove_autostart_link(&self, name: &str) -> Result<()> {
        let link = self.paths.autostart_link(name);
        match self.files.remove(&link, Durability::Synced) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                Err(Error::system(format!("Failed to delete symlink '{}'", link.display()), &e))
            }
            _ => Ok(()),
        }
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
