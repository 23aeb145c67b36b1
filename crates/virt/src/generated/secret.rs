//! Secrets that unlock storage and services.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`SecretDriver::list_all_secrets`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretListAllSecretsReply {
    pub secrets: Vec<SecretRef>,
    pub ret: u32,
}

impl Xdr for SecretListAllSecretsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.secrets, limits::REMOTE_SECRET_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretListAllSecretsReply { secrets: d.list(limits::REMOTE_SECRET_LIST_MAX)?, ret: d.get()? })
    }
}

/// Secrets that unlock storage and services.
pub trait SecretDriver: Send + Sync {
    /// Counts the secrets.
    fn num_of_secrets(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfSecrets"))
    }

    /// Lists the UUIDs, as text, of at most `maxuuids` secrets.
    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListSecrets"))
    }

    /// Finds a secret by its 16-byte UUID.
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        Err(unsupported("virSecretLookupByUUID"))
    }

    /// Stores a secret's description, replacing one of the same UUID; its value is set on its own.
    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        Err(unsupported("virSecretDefineXML"))
    }

    /// Returns the secret document; the value is never part of it.
    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        Err(unsupported("virSecretGetXMLDesc"))
    }

    /// Sets the value of a secret, as bytes.
    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        Err(unsupported("virSecretSetValue"))
    }

    /// Returns the value of a secret that is not private.
    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        Err(unsupported("virSecretGetValue"))
    }

    /// Removes a secret and its value.
    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        Err(unsupported("virSecretUndefine"))
    }

    /// Finds a secret by its usage type and usage id.
    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        Err(unsupported("virSecretLookupByUsage"))
    }

    /// Lists all secrets that match the filter flags.
    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        Err(unsupported("virConnectListAllSecrets"))
    }
}
