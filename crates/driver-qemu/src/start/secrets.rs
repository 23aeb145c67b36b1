//! What a starting guest is told of secrets: values that only its own QEMU can read.

use std::fmt;
use std::sync::Arc;

use conf::encryption::SecretLookup;
use conf::secret::{Keeper, UsageKind};
use qemu::argv::Sealed;
use virt::{Error, Result, SecretBytes};

/// Length of the key that encrypts a guest's secrets.
pub(super) const MASTER_KEY: usize = 32;

/// The host's secrets, encrypted for one guest.
pub(super) struct GuestSecrets {
    source: Option<Arc<dyn Keeper>>,
    key: SecretBytes,
}

impl GuestSecrets {
    /// Encrypts with the guest's master key.
    pub(super) fn new(source: Option<Arc<dyn Keeper>>, key: SecretBytes) -> GuestSecrets {
        GuestSecrets { source, key }
    }
}

impl fmt::Debug for GuestSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GuestSecrets")
    }
}

impl qemu::argv::Secrets for GuestSecrets {
    fn value(&self, secret: &SecretLookup, kind: UsageKind) -> Result<SecretBytes> {
        match &self.source {
            Some(source) => source.value(secret, kind),
            None => Err(Error::config_unsupported("the guest needs a secret, and this driver has none")
                .remedy("use qemu:///system or qemu:///session, whose daemons keep secrets")),
        }
    }

    fn seal(&self, value: &SecretBytes) -> Result<Sealed> {
        let key = self.key.expose().try_into().map_err(|_| Error::internal("a master key has the wrong length"))?;
        let mut iv = [0; 16];
        host::random::fill(&mut iv).map_err(|e| Error::system("cannot get random bytes", &e))?;
        Ok(Sealed::new(key, &iv, value))
    }
}
