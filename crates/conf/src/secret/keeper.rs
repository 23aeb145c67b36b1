//! Who keeps secrets, as drivers ask that need values for guests and volumes.

use virt::{Result, SecretBytes, Uuid};

use super::UsageKind;
use crate::encryption::SecretLookup;

/// Keeps secrets.
pub trait Keeper: Send + Sync {
    /// The value of a secret that is for this use.
    fn value(&self, secret: &SecretLookup, kind: UsageKind) -> Result<SecretBytes>;
    /// The secret for exactly this, if there is one.
    fn secret_for(&self, kind: UsageKind, usage: &str) -> Option<Uuid>;
}
