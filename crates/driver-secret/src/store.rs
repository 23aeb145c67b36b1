//! Secrets on disk: a definition and a value each. A definition without a value is a secret that has none yet; a value
//! without a definition is what a crash has left of a secret that went.

use std::io::ErrorKind;
use std::path::Path;

use conf::secret::Secret;
use conf::secret::sealed::{self, MAX_VALUE, Sealed};
use host::definitions::{self, PRIVATE};
use host::files::Durability;
use virt::{Error, Result, SecretBytes, Uuid, base64};

use crate::core::Core;

/// Largest file of a value that is read: its text, with room for line ends.
const MAX_TEXT: u64 = 2 * MAX_VALUE as u64;

impl Core {
    /// Makes the folder that the driver needs.
    pub(crate) fn create_folders(&self) -> Result<()> {
        let folder = &self.paths.config;
        let made = self.files.create_folder(folder, 0o700);
        made.map_err(|e| Error::system(format!("Failed to create dir '{}'", folder.display()), &e))
    }

    /// Reads all secrets. A file that cannot be read costs only its own secret.
    pub(crate) fn load(&self) -> Result<()> {
        let _turn = self.begin("load")?;
        let documents = definitions::known(&*self.files, &self.paths.config, "secrets");
        definitions::each(&documents, "load", |path| self.load_one(path));
        self.remove_orphans();
        Ok(())
    }

    fn load_one(&self, path: &Path) -> Result<()> {
        let document = Secret::parse(&definitions::read(&*self.files, path)?)?;
        let uuid = document.uuid;
        if path != self.paths.definition(&uuid) {
            return Err(Error::internal(format!("file holds the definition of '{uuid}'")));
        }
        if document.ephemeral.is_yes() {
            return Err(Error::internal("an ephemeral secret is kept in no file"));
        }
        sealed::check(&self.secrets, &document)?;
        let value = self.read_value(&uuid).unwrap_or_else(|error| {
            log::error!("the value of secret '{uuid}' is not read: {error}");
            self.secrets.get(&uuid).and_then(|known| known.value.clone())
        });
        self.secrets.begin().publish(Sealed::new(document, value), None);
        Ok(())
    }

    fn read_value(&self, uuid: &Uuid) -> Result<Option<SecretBytes>> {
        let path = self.paths.value(uuid);
        let text = match self.files.read(&path, MAX_TEXT) {
            Ok(text) => SecretBytes::from(text),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::system(format!("failed to read '{}'", path.display()), &error)),
        };
        let value = base64::decode(text.expose()).map(SecretBytes::from);
        let value = value.filter(|value| sealed::check_value(value.expose()).is_ok());
        let remedy = "set the value again";
        value.map(Some).ok_or_else(|| Error::internal(format!("invalid base64 in '{}'", path.display())).remedy(remedy))
    }

    /// Removes values whose secrets went while the daemon was killed, and halves of values. One whose definition is
    /// there but cannot be read stays: somebody may repair it.
    fn remove_orphans(&self) {
        let is_gone = |path: &Path| self.files.identity(path).is_err_and(|e| e.kind() == ErrorKind::NotFound);
        for name in self.files.list(&self.paths.config).unwrap_or_default() {
            let Some(name) = name.to_str() else { continue };
            let is_orphan = match name.split_once('.') {
                Some((uuid, "base64.new")) => Uuid::parse(uuid).is_ok(),
                Some((uuid, "base64")) => Uuid::parse(uuid).is_ok_and(|uuid| is_gone(&self.paths.definition(&uuid))),
                _ => false,
            };
            if is_orphan && let Err(error) = self.remove(&self.paths.config.join(name)) {
                log::error!("what is left of a secret stays: {error}");
            }
        }
    }

    /// Has the files say what a secret is now; after a failure they say what they said before.
    pub(crate) fn keep(&self, before: Option<&Sealed>, next: &Sealed) -> Result<()> {
        let was_kept = before.is_some_and(|before| !before.is_ephemeral());
        match (was_kept, !next.is_ephemeral()) {
            (true, true) => self.write_definition(next),
            (true, false) => before.map_or(Ok(()), |before| self.forget(before)),
            (false, false) => Ok(()),
            (false, true) => {
                let uuid = &next.document.uuid;
                match &next.value {
                    Some(value) => self.write_value(uuid, value)?,
                    None => self.remove_value(uuid)?,
                }
                self.write_definition(next).inspect_err(|_| self.undo("value", self.remove_value(uuid)))
            }
        }
    }

    /// Removes a secret's files; after a failure they are there.
    pub(crate) fn forget(&self, secret: &Sealed) -> Result<()> {
        let uuid = &secret.document.uuid;
        self.remove(&self.paths.definition(uuid))?;
        self.remove_value(uuid).inspect_err(|_| self.undo("definition", self.write_definition(secret)))
    }

    fn undo(&self, what: &str, done: Result<()>) {
        if let Err(error) = done {
            log::error!("the {what} of a secret is not as it was: {error}");
        }
    }

    fn write_definition(&self, secret: &Sealed) -> Result<()> {
        let uuid = secret.document.uuid;
        // Compat: without the heading of other definitions.
        definitions::write_definition(&*self.files, &self.paths.definition(&uuid), &secret.document.format())
    }

    /// Writes a value so that it survives a power cut.
    pub(crate) fn write_value(&self, uuid: &Uuid, value: &SecretBytes) -> Result<()> {
        let path = self.paths.value(uuid);
        let text = SecretBytes::from(base64::encode(value.expose()));
        let written = self.files.write_atomic(&path, text.expose(), PRIVATE, Durability::Synced);
        written.map_err(|e| Error::system(format!("cannot write secret value file '{}'", path.display()), &e))
    }

    fn remove_value(&self, uuid: &Uuid) -> Result<()> {
        self.remove(&self.paths.value(uuid))
    }

    fn remove(&self, path: &Path) -> Result<()> {
        definitions::remove(&*self.files, path, Durability::Synced, "cannot unlink secret file")
    }
}
