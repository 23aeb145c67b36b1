//! Behind a gate: Secrets that unlock storage and services.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, secret::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl SecretDriver for Gated<dyn SecretDriver> {
    fn num_of_secrets(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfSecrets", Access::Read)?;
        self.driver.num_of_secrets()
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListSecrets", Access::Read)?;
        self.driver.list_secrets(maxuuids)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        self.gate.admit("virSecretLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(uuid)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        self.gate.admit("virSecretDefineXML", Access::Write)?;
        self.driver.define_xml(xml, flags)
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        self.gate.admit("virSecretGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(secret, flags)
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        self.gate.admit("virSecretSetValue", Access::Write)?;
        self.driver.set_value(secret, value, flags)
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        self.gate.admit("virSecretGetValue", Access::Write)?;
        self.driver.value(secret, flags)
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        self.gate.admit("virSecretUndefine", Access::Write)?;
        self.driver.undefine(secret)
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        self.gate.admit("virSecretLookupByUsage", Access::Read)?;
        self.driver.lookup_by_usage(usage_type, usage_id)
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        self.gate.admit("virConnectListAllSecrets", Access::Read)?;
        self.driver.list_all_secrets(need_results, flags)
    }
}
