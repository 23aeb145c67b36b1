//! Passphrases of encrypted volumes, for the programs that make and change them.

use conf::encryption::EncryptionSecret;
use conf::secret::UsageKind;
use conf::storage_vol::StorageVolume;
use host::memory_file::MemoryFile;
use virt::{Error, ErrorCode, ErrorDomain, Result};

use crate::core::Core;

/// A volume's passphrase where a program can read it; nothing, if the volume is not encrypted.
pub(crate) struct Passphrase(Option<MemoryFile>);

impl Passphrase {
    /// The passphrase that a volume's document names.
    pub(crate) fn of(core: &Core, document: &StorageVolume) -> Result<Passphrase> {
        let Some(encryption) = &document.target.encryption else { return Ok(Passphrase(None)) };
        let [EncryptionSecret { secret }] = encryption.secrets.as_slice() else {
            let message = "A single <secret type='passphrase'...> element is expected in encryption description";
            return Err(Error::invalid_arg(message));
        };
        let Some(secrets) = &core.secrets else {
            let error = Error::new(ErrorCode::NO_SECRET, "nobody keeps secrets on this host");
            return Err(error.in_domain(ErrorDomain::SECRET));
        };
        let value = secrets.value(secret, UsageKind::Volume)?;
        let file = MemoryFile::with_bytes("passphrase", value.expose());
        file.map(|file| Passphrase(Some(file))).map_err(|e| Error::system("cannot keep a passphrase in memory", &e))
    }

    /// The file to read it from.
    pub(crate) fn path(&self) -> String {
        self.0.as_ref().map(MemoryFile::path).unwrap_or_default()
    }
}
