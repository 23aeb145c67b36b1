//! The table of contents: every call of a connection, each one line to where it is done.

use std::sync::Arc;

use conf::secret::sealed;
use virt::constants::*;
use virt::generated::secret::*;
use virt::{ErrorDomain, Result, SecretRef, Uuid, flags, list};

use crate::core::Core;
use crate::define;

/// One client's connection.
pub(crate) struct SecretConnection {
    core: Arc<Core>,
}

impl SecretConnection {
    pub(crate) fn new(core: Arc<Core>) -> SecretConnection {
        SecretConnection { core }
    }
}

/// Refuses flags that a call does not know.
fn only(flags: u32, known: u32, call: &str) -> Result<()> {
    flags::only(flags, known, call).map_err(|error| error.in_domain(ErrorDomain::SECRET))
}

impl SecretDriver for SecretConnection {
    fn num_of_secrets(&self) -> Result<i32> {
        Ok(list::count(self.core.secrets.all().len()))
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        Ok(sealed::uuids(&self.core.secrets, maxuuids))
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        let listed = sealed::list_all(&self.core.secrets, need_results, flags, "secretConnectListAllSecrets");
        listed.map_err(|error| error.in_domain(ErrorDomain::SECRET))
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        Ok(sealed::find(&self.core.secrets, uuid)?.reference())
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        Ok(sealed::find_by_usage(&self.core.secrets, usage_type, usage_id)?.reference())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        only(flags, VIR_SECRET_DEFINE_VALIDATE, "secretDefineXML")?;
        conf::documents::check_if(flags & VIR_SECRET_DEFINE_VALIDATE != 0, xml)?;
        define::define_xml(&self.core, xml).map_err(|error| error.in_domain(ErrorDomain::SECRET))
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        only(flags, 0, "secretGetXMLDesc")?;
        Ok(sealed::find(&self.core.secrets, &secret.uuid)?.document.format())
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        only(flags, 0, "secretSetValue")?;
        define::set_value(&self.core, &secret.uuid, value).map_err(|error| error.in_domain(ErrorDomain::SECRET))
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        only(flags, 0, "secretGetValue")?;
        sealed::find(&self.core.secrets, &secret.uuid)?.told()
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        define::undefine(&self.core, &secret.uuid).map_err(|error| error.in_domain(ErrorDomain::SECRET))
    }
}
