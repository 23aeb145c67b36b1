//! Passwords and keys in memory.

use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

/// Bytes that no log shows and that are overwritten when nobody has them any more.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretBytes(Arc<Wiped>);

#[derive(PartialEq, Eq)]
struct Wiped(Vec<u8>);

impl SecretBytes {
    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.0.0
    }
}

impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> SecretBytes {
        SecretBytes(Arc::new(Wiped(bytes)))
    }
}

impl From<&[u8]> for SecretBytes {
    fn from(bytes: &[u8]) -> SecretBytes {
        SecretBytes::from(bytes.to_vec())
    }
}

impl From<String> for SecretBytes {
    fn from(text: String) -> SecretBytes {
        SecretBytes::from(text.into_bytes())
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes")
    }
}

impl Wiped {
    fn wipe(&mut self) {
        self.0.fill(0);
        // Somebody might still look: without this the compiler may leave out what nobody reads again.
        black_box(&mut self.0);
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.wipe();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_printed_and_do_not_stay() {
        let secret = SecretBytes::from("key".to_owned());
        assert_eq!((format!("{secret:?}").as_str(), secret.expose()), ("SecretBytes", b"key".as_slice()));
        assert_eq!(secret, SecretBytes::from(b"key".as_slice()));
        let mut kept = Wiped(b"key".to_vec());
        kept.wipe();
        assert_eq!(kept.0, [0; 3]);
    }
}
