//! Secrets and their values, which are in no document and no message.

use std::fmt;
use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::secret::{Secret, UsageKind};
use virt::constants::*;
use virt::events::{SecretEventLifecycle, SecretEventValueChanged};
use virt::flags::{self, Choice};
use virt::generated::secret::*;
use virt::{Error, ErrorCode, ErrorDomain, Event, Result, SecretRef, Uuid};

use crate::connection::TestConnection;
use crate::list::at_most;
use crate::objects::{Kind, Turn, counted};

/// A secret, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Sealed {
    /// Its UUID as text: secrets have no names.
    name: Arc<str>,
    document: Arc<Secret>,
    value: Option<Value>,
}

/// Bytes that no log shows.
#[derive(Clone)]
struct Value(Arc<[u8]>);

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")
    }
}

impl Kind for Sealed {
    type Key = Uuid;

    fn key(&self) -> Uuid {
        self.document.uuid
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// A usage's number in the interface.
fn number(kind: UsageKind) -> i32 {
    match kind {
        UsageKind::None => VIR_SECRET_USAGE_TYPE_NONE,
        UsageKind::Volume => VIR_SECRET_USAGE_TYPE_VOLUME,
        UsageKind::Ceph => VIR_SECRET_USAGE_TYPE_CEPH,
        UsageKind::Iscsi => VIR_SECRET_USAGE_TYPE_ISCSI,
        UsageKind::Tls => VIR_SECRET_USAGE_TYPE_TLS,
        UsageKind::Vtpm => VIR_SECRET_USAGE_TYPE_VTPM,
    }
}

/// What a secret opens: the number of its kind, and the name.
fn usage(document: &Secret) -> (i32, &str) {
    match &document.usage {
        Some(usage) => (number(usage.kind), &usage.id),
        None => (VIR_SECRET_USAGE_TYPE_NONE, ""),
    }
}

impl Sealed {
    fn reference(&self) -> SecretRef {
        let (usage_type, usage_id) = usage(&self.document);
        SecretRef { uuid: self.document.uuid, usage_type, usage_id: usage_id.to_owned() }
    }

    fn event(&self, event: i32) -> Event {
        Event::SecretEventLifecycle(SecretEventLifecycle { secret: self.reference(), event, detail: 0 })
    }

    fn is_private(&self) -> bool {
        self.document.private.is_yes()
    }

    fn is_ephemeral(&self) -> bool {
        self.document.ephemeral.is_yes()
    }
}

const CHOICES: &[&[Choice<Sealed>]] = &[
    &[
        (VIR_CONNECT_LIST_SECRETS_EPHEMERAL, Sealed::is_ephemeral),
        (VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL, |s| !s.is_ephemeral()),
    ],
    &[
        (VIR_CONNECT_LIST_SECRETS_PRIVATE, Sealed::is_private),
        (VIR_CONNECT_LIST_SECRETS_NO_PRIVATE, |s| !s.is_private()),
    ],
];

fn missing(what: String) -> Error {
    Error::new(ErrorCode::NO_SECRET, format!("no secret with matching {what}")).in_domain(ErrorDomain::SECRET)
}

/// Refuses a document that another secret's use stands against.
fn check(turn: &Turn<'_, Sealed>, document: &Secret) -> Result<()> {
    let taken = |uuid: Uuid, id: &str| {
        Err(Error::internal(format!("a secret with UUID {uuid} is already defined for use with {id}")))
    };
    if let Some(known) = turn.get(&document.uuid) {
        if usage(&known.document) != usage(document) {
            return taken(document.uuid, usage(&known.document).1);
        }
        if known.is_private() && !document.private.is_yes() {
            return Err(Error::internal("cannot change private flag on existing secret"));
        }
        return Ok(());
    }
    let same = |secret: &&Arc<Sealed>| document.usage.is_some() && usage(&secret.document) == usage(document);
    match turn.all().iter().find(same) {
        Some(other) => taken(other.document.uuid, usage(document).1),
        None => Ok(()),
    }
}

impl TestConnection {
    fn secret(&self, secret: &SecretRef) -> Result<Arc<Sealed>> {
        let found = self.core().secrets.get(&secret.uuid);
        found.ok_or_else(|| missing(format!("uuid '{}'", secret.uuid)))
    }

    fn begin_secret(&self, secret: &SecretRef) -> Result<(Turn<'_, Sealed>, Sealed)> {
        let turn = self.core().secrets.begin();
        let held = Sealed::clone(&*self.secret(secret)?);
        Ok((turn, held))
    }
}

impl SecretDriver for TestConnection {
    fn num_of_secrets(&self) -> Result<i32> {
        Ok(i32::try_from(self.core().secrets.all().len()).unwrap_or(i32::MAX))
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        Ok(self.core().secrets.all().iter().take(at_most(maxuuids)).map(|secret| secret.name.to_string()).collect())
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        flags::only(flags, flags::filters(CHOICES), "testConnectListAllSecrets")?;
        let (secrets, ret) = counted(need_results, self.core().secrets.chosen(CHOICES, flags, Sealed::reference));
        Ok(SecretListAllSecretsReply { secrets, ret })
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        Ok(self.core().secrets.get(uuid).ok_or_else(|| missing(format!("uuid '{uuid}'")))?.reference())
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        let all = self.core().secrets.all();
        let matches = |secret: &&Arc<Sealed>| {
            secret.document.usage.is_some() && usage(&secret.document) == (usage_type, usage_id)
        };
        Ok(all.iter().find(matches).ok_or_else(|| missing(format!("usage '{usage_id}'")))?.reference())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        flags::only(flags, VIR_SECRET_DEFINE_VALIDATE, "testSecretDefineXML")?;
        conf::documents::check_if(flags & VIR_SECRET_DEFINE_VALIDATE != 0, xml)?;
        let mut document = Secret::parse(xml)?;
        if document.uuid == Uuid::default() {
            document.uuid = self.core().with_random(|random| Ok(generate_uuid(random)))?;
        }
        let turn = self.core().secrets.begin();
        check(&turn, &document).map_err(|error| error.in_domain(ErrorDomain::SECRET))?;
        let value = turn.get(&document.uuid).and_then(|known| known.value.clone());
        let secret = Sealed { name: document.uuid.to_string().into(), document: Arc::new(document), value };
        let event = secret.event(VIR_SECRET_EVENT_DEFINED);
        Ok(turn.publish(secret, [event]).reference())
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testSecretGetXMLDesc")?;
        Ok(self.secret(secret)?.document.format())
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        flags::only(flags, 0, "testSecretSetValue")?;
        if value.is_empty() {
            return Err(Error::invalid_arg("a secret's value has at least one byte"));
        }
        let (turn, mut secret) = self.begin_secret(secret)?;
        secret.value = Some(Value(value.into()));
        let event = Event::SecretEventValueChanged(SecretEventValueChanged { secret: secret.reference() });
        turn.publish(secret, [event]);
        Ok(())
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        flags::only(flags, 0, "testSecretGetValue")?;
        let secret = self.secret(secret)?;
        if secret.is_private() {
            let private = Error::new(ErrorCode::INVALID_SECRET, "secret is private");
            return Err(private.in_domain(ErrorDomain::SECRET));
        }
        let without = || {
            let message = format!("secret '{}' does not have a value", secret.name);
            Error::new(ErrorCode::NO_SECRET, message).in_domain(ErrorDomain::SECRET)
        };
        Ok(secret.value.as_ref().ok_or_else(without)?.0.to_vec())
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        let (turn, secret) = self.begin_secret(secret)?;
        turn.remove(&secret.key(), [secret.event(VIR_SECRET_EVENT_UNDEFINED)]);
        Ok(())
    }
}
