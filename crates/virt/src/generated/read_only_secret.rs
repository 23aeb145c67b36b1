//! What a read-only connection may do: Secrets that unlock storage and services.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, secret::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl SecretDriver for ReadOnly<dyn SecretDriver> {
    fn num_of_secrets(&self) -> Result<i32> {
        self.0.num_of_secrets()
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        self.0.list_secrets(maxuuids)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        self.0.lookup_by_uuid(uuid)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        Err(refused("virSecretDefineXML"))
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        self.0.xml_desc(secret, flags)
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        Err(refused("virSecretSetValue"))
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        Err(refused("virSecretGetValue"))
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        Err(refused("virSecretUndefine"))
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        self.0.lookup_by_usage(usage_type, usage_id)
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        self.0.list_all_secrets(need_results, flags)
    }
}
