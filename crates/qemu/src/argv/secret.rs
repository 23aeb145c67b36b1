//! Secrets: a command line is seen by everybody, so values stand there encrypted with the guest's master key.

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockEncryptMut, KeyIvInit};
use conf::domain::storage::SecretRef;
use conf::encryption::SecretLookup;
use conf::secret::UsageKind;
use virt::{Error, Result, SecretBytes, Uuid, base64};
use xml::Value;

use super::Runtime;
use super::props::Props;

/// A secret by what finds it and what it has to be for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    lookup: SecretLookup,
    kind: UsageKind,
}

/// Where the values of secrets come from.
pub trait Secrets: std::fmt::Debug + Send + Sync {
    /// The value of a secret that is for this use.
    fn value(&self, secret: &SecretLookup, kind: UsageKind) -> Result<SecretBytes>;
    /// A value as the guest's QEMU is told it, see [`Sealed::new`].
    fn seal(&self, value: &SecretBytes) -> Result<Sealed>;
}

/// An encrypted value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    data: String,
    iv: String,
}

impl Sealed {
    /// Encrypts a value with a guest's master key; the initialization vector must be new for each.
    pub fn new(key: &[u8; 32], iv: &[u8; 16], value: &SecretBytes) -> Sealed {
        let encryptor = cbc::Encryptor::<Aes256>::new(key.into(), iv.into());
        let data = encryptor.encrypt_padded_vec_mut::<Pkcs7>(value.expose());
        Sealed { data: base64::encode(&data), iv: base64::encode(iv) }
    }
}

impl Wanted {
    /// The passphrase of an encrypted image.
    pub(super) fn passphrase(lookup: &SecretLookup) -> Wanted {
        Wanted { lookup: lookup.clone(), kind: UsageKind::Volume }
    }

    /// The password of a certificate's key.
    pub(super) fn of_key(uuid: Uuid) -> Wanted {
        Wanted { lookup: SecretLookup::Uuid(uuid), kind: UsageKind::Tls }
    }

    /// What a server asks for.
    pub(super) fn by_server(secret: &SecretRef) -> Result<Wanted> {
        let word = secret.kind.as_deref().unwrap_or_default();
        let unknown = || Error::xml(format!("unknown secret type '{word}'"));
        let kind = UsageKind::from_xml(word).ok_or_else(unknown)?;
        let lookup = match (&secret.uuid, &secret.usage) {
            (Some(uuid), _) => SecretLookup::Uuid(Uuid::parse(uuid)?),
            (None, Some(usage)) => SecretLookup::Usage(usage.clone()),
            (None, None) => return Err(Error::xml("a secret has neither a uuid nor a usage")),
        };
        Ok(Wanted { lookup, kind })
    }
}

impl Runtime {
    /// The object through which QEMU has a secret's value.
    pub(super) fn secret(&self, id: &str, wanted: &Wanted) -> Result<Props> {
        self.secret_value(id, &self.known_secrets()?.value(&wanted.lookup, wanted.kind)?)
    }

    /// The same for a value that stands in the document.
    pub(super) fn secret_value(&self, id: &str, value: &SecretBytes) -> Result<Props> {
        let sealed = self.known_secrets()?.seal(value)?;
        let props = Props::object("secret", id).with("data", sealed.data).with("keyid", "masterKey0");
        Ok(props.with("iv", sealed.iv).with("format", "base64"))
    }

    fn known_secrets(&self) -> Result<&dyn Secrets> {
        self.secrets.as_deref().ok_or_else(|| {
            Error::config_unsupported("the guest needs a secret, and there is nothing that keeps secrets on this host")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_encrypted_as_qemu_decrypts_it() {
        // `printf 'a password' | openssl enc -aes-256-cbc -K 0001…1f -iv 0001…0f -base64`
        let key: [u8; 32] = std::array::from_fn(|i| i as u8);
        let iv: [u8; 16] = std::array::from_fn(|i| i as u8);
        let sealed = Sealed::new(&key, &iv, &SecretBytes::from("a password".to_owned()));
        assert_eq!((&*sealed.data, &*sealed.iv), ("wJ1nuJHB4OcOXurktx5zfg==", "AAECAwQFBgcICQoLDA0ODw=="));
    }
}
