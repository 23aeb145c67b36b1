//! Secrets and their values, which are in no document and no message.

use conf::domain::defaults::generate_uuid;
use conf::secret::Secret;
use conf::secret::sealed::{self, Sealed};
use virt::constants::*;
use virt::generated::secret::*;
use virt::objects::Turn;
use virt::{Result, SecretRef, Uuid, flags, list};

use crate::connection::TestConnection;

impl TestConnection {
    fn begin_secret(&self, secret: &SecretRef) -> Result<(Turn<'_, Sealed>, Sealed)> {
        let turn = self.core().secrets.begin();
        let held = Sealed::clone(&*sealed::find(&turn, &secret.uuid)?);
        Ok((turn, held))
    }
}

impl SecretDriver for TestConnection {
    fn num_of_secrets(&self) -> Result<i32> {
        Ok(list::count(self.core().secrets.all().len()))
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        Ok(sealed::uuids(&self.core().secrets, maxuuids))
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        sealed::list_all(&self.core().secrets, need_results, flags, "testConnectListAllSecrets")
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        Ok(sealed::find(&self.core().secrets, uuid)?.reference())
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        Ok(sealed::find_by_usage(&self.core().secrets, usage_type, usage_id)?.reference())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        flags::only(flags, VIR_SECRET_DEFINE_VALIDATE, "testSecretDefineXML")?;
        conf::documents::check_if(flags & VIR_SECRET_DEFINE_VALIDATE != 0, xml)?;
        let mut document = Secret::parse(xml)?;
        if document.uuid == Uuid::default() {
            document.uuid = self.core().with_random(|random| Ok(generate_uuid(random)))?;
        }
        let turn = self.core().secrets.begin();
        sealed::check(&turn, &document)?;
        let value = turn.get(&document.uuid).and_then(|known| known.value.clone());
        let secret = Sealed::new(document, value);
        let event = secret.lifecycle(VIR_SECRET_EVENT_DEFINED);
        Ok(turn.publish(secret, [event]).reference())
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testSecretGetXMLDesc")?;
        Ok(sealed::find(&self.core().secrets, &secret.uuid)?.document.format())
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        flags::only(flags, 0, "testSecretSetValue")?;
        sealed::check_value(value)?;
        let (turn, mut secret) = self.begin_secret(secret)?;
        secret.value = Some(value.into());
        let event = secret.value_changed();
        turn.publish(secret, [event]);
        Ok(())
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        flags::only(flags, 0, "testSecretGetValue")?;
        sealed::find(&self.core().secrets, &secret.uuid)?.told()
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        let (turn, secret) = self.begin_secret(secret)?;
        turn.remove(&secret.document.uuid, [secret.lifecycle(VIR_SECRET_EVENT_UNDEFINED)]);
        Ok(())
    }
}
