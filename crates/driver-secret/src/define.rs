//! Secrets that come, change and go: files first, then what others see.

use conf::secret::Secret;
use conf::secret::sealed::{self, Sealed};
use virt::constants::*;
use virt::{Error, Result, SecretBytes, SecretRef, Uuid};

use crate::core::Core;

/// Adds a secret, or replaces the document of the one that has its UUID; that one's value stays.
pub(crate) fn define_xml(core: &Core, xml: &str) -> Result<SecretRef> {
    let mut document = Secret::parse(xml)?;
    if document.uuid == Uuid::default() {
        let mut bytes = [0; 16];
        host::random::fill(&mut bytes).map_err(|e| Error::system("cannot get random bytes", &e))?;
        document.uuid = Uuid::from_random(bytes);
    }
    let turn = core.begin("define")?;
    sealed::check(&core.secrets, &document)?;
    let known = core.secrets.get(&document.uuid);
    let secret = Sealed::new(document, known.as_ref().and_then(|known| known.value.clone()));
    core.keep(known.as_deref(), &secret)?;
    let (reference, event) = (secret.reference(), secret.lifecycle(VIR_SECRET_EVENT_DEFINED));
    core.publish(&turn, secret, event);
    Ok(reference)
}

/// Gives a secret another value.
pub(crate) fn set_value(core: &Core, uuid: &Uuid, value: &[u8]) -> Result<()> {
    sealed::check_value(value)?;
    let turn = core.begin("set value")?;
    let mut secret = Sealed::clone(&*sealed::find(&core.secrets, uuid)?);
    let value = SecretBytes::from(value);
    if !secret.is_ephemeral() {
        core.write_value(uuid, &value)?;
    }
    secret.value = Some(value);
    let event = secret.value_changed();
    core.publish(&turn, secret, event);
    Ok(())
}

/// Removes a secret and its value.
pub(crate) fn undefine(core: &Core, uuid: &Uuid) -> Result<()> {
    let _turn = core.begin("undefine")?;
    let secret = sealed::find(&core.secrets, uuid)?;
    if !secret.is_ephemeral() {
        core.forget(&secret)?;
    }
    core.secrets.begin().remove(uuid, [secret.lifecycle(VIR_SECRET_EVENT_UNDEFINED)]);
    Ok(())
}
