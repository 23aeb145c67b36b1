//! Secrets with their values, as drivers hold them: what is told of them, and which documents stand against each other.

use std::sync::Arc;

use super::{Secret, UsageKind};
use virt::constants::*;
use virt::events::{SecretEventLifecycle, SecretEventValueChanged};
use virt::flags::{self, Choice};
use virt::generated::limits::REMOTE_SECRET_VALUE_MAX;
use virt::generated::secret::SecretListAllSecretsReply;
use virt::list;
use virt::objects::{Kind, Objects};
use virt::{Error, ErrorCode, ErrorDomain, Event, Result, SecretBytes, SecretRef, Uuid};

/// A secret, at one moment.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Its UUID as text: secrets have no names.
    name: Arc<str>,
    /// What it is for.
    pub document: Arc<Secret>,
    /// Its value, once there is one.
    pub value: Option<SecretBytes>,
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

impl UsageKind {
    /// Its number in the interface.
    pub fn number(self) -> i32 {
        match self {
            UsageKind::None => VIR_SECRET_USAGE_TYPE_NONE,
            UsageKind::Volume => VIR_SECRET_USAGE_TYPE_VOLUME,
            UsageKind::Ceph => VIR_SECRET_USAGE_TYPE_CEPH,
            UsageKind::Iscsi => VIR_SECRET_USAGE_TYPE_ISCSI,
            UsageKind::Tls => VIR_SECRET_USAGE_TYPE_TLS,
            UsageKind::Vtpm => VIR_SECRET_USAGE_TYPE_VTPM,
        }
    }
}

impl Secret {
    /// What it opens: the number of its kind, and the name.
    fn opens(&self) -> (i32, &str) {
        match &self.usage {
            Some(usage) => (usage.kind.number(), &usage.id),
            None => (VIR_SECRET_USAGE_TYPE_NONE, ""),
        }
    }
}

impl Sealed {
    /// A secret with this document.
    pub fn new(document: Secret, value: Option<SecretBytes>) -> Sealed {
        Sealed { name: document.uuid.to_string().into(), document: Arc::new(document), value }
    }

    /// The secret as calls and events name it.
    pub fn reference(&self) -> SecretRef {
        let (usage_type, usage_id) = self.document.opens();
        SecretRef { uuid: self.document.uuid, usage_type, usage_id: usage_id.to_owned() }
    }

    /// That it has come or gone.
    pub fn lifecycle(&self, event: i32) -> Event {
        Event::SecretEventLifecycle(SecretEventLifecycle { secret: self.reference(), event, detail: 0 })
    }

    /// That it has another value.
    pub fn value_changed(&self) -> Event {
        Event::SecretEventValueChanged(SecretEventValueChanged { secret: self.reference() })
    }

    /// Whether clients are not told its value.
    pub fn is_private(&self) -> bool {
        self.document.private.is_yes()
    }

    /// Whether it is never written to disk.
    pub fn is_ephemeral(&self) -> bool {
        self.document.ephemeral.is_yes()
    }

    /// The value, for whoever needs it to open something.
    pub fn value(&self) -> Result<&SecretBytes> {
        let message = || format!("secret '{}' does not have a value", self.name);
        self.value.as_ref().ok_or_else(|| Error::new(ErrorCode::NO_SECRET, message()).in_domain(ErrorDomain::SECRET))
    }

    /// The value, as clients are told it.
    pub fn told(&self) -> Result<Vec<u8>> {
        if self.is_private() {
            let error = Error::new(ErrorCode::INVALID_SECRET, "secret is private");
            return Err(error.in_domain(ErrorDomain::SECRET));
        }
        Ok(self.value()?.expose().to_vec())
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

/// What a list of secrets answers; `call` is whose flags they are.
pub fn list_all(
    all: &Objects<Sealed>,
    need_results: i32,
    filters: u32,
    call: &str,
) -> Result<SecretListAllSecretsReply> {
    flags::only(filters, flags::filters(CHOICES), call)?;
    let (secrets, ret) = list::counted(need_results, all.chosen(CHOICES, filters, Sealed::reference));
    Ok(SecretListAllSecretsReply { secrets, ret })
}

/// The UUIDs of at most so many secrets.
pub fn uuids(all: &Objects<Sealed>, limit: i32) -> Vec<String> {
    all.all().iter().take(list::at_most(limit)).map(|secret| secret.name.to_string()).collect()
}

/// There is no such secret.
fn missing(what: String) -> Error {
    Error::new(ErrorCode::NO_SECRET, format!("no secret with matching {what}")).in_domain(ErrorDomain::SECRET)
}

/// The secret of a UUID.
pub fn find(all: &Objects<Sealed>, uuid: &Uuid) -> Result<Arc<Sealed>> {
    all.get(uuid).ok_or_else(|| missing(format!("uuid '{uuid}'")))
}

/// The secret that opens something.
pub fn find_by_usage(all: &Objects<Sealed>, kind: i32, id: &str) -> Result<Arc<Sealed>> {
    let mut secrets = all.all().into_iter();
    let found = secrets.find(|secret| secret.document.usage.is_some() && secret.document.opens() == (kind, id));
    found.ok_or_else(|| missing(format!("usage '{id}'")))
}

/// Refuses a document that another secret's use stands against, and one that would give a private value away.
pub fn check(all: &Objects<Sealed>, document: &Secret) -> Result<()> {
    check_against(all, document).map_err(|error| error.in_domain(ErrorDomain::SECRET))
}

fn check_against(all: &Objects<Sealed>, document: &Secret) -> Result<()> {
    let taken = |uuid: Uuid, is: &str, id: &str| {
        Err(Error::internal(format!("a secret with UUID {uuid} {is} defined for use with {id}")))
    };
    if let Some(known) = all.get(&document.uuid) {
        if known.document.opens() != document.opens() {
            return taken(document.uuid, "is already", known.document.opens().1);
        }
        if known.is_private() && !document.private.is_yes() {
            return Err(Error::internal("cannot change private flag on existing secret"));
        }
        return Ok(());
    }
    let same = |secret: &&Arc<Sealed>| document.usage.is_some() && secret.document.opens() == document.opens();
    match all.all().iter().find(same) {
        Some(other) => taken(other.document.uuid, "already", document.opens().1),
        None => Ok(()),
    }
}

/// Refuses a value that is none, or longer than any may be.
pub fn check_value(value: &[u8]) -> Result<()> {
    match value.len() {
        0 => Err(Error::invalid_arg("a secret's value has at least one byte")),
        1..=MAX_VALUE => Ok(()),
        long => Err(Error::invalid_arg(format!("a secret's value of {long} bytes is too long, {MAX_VALUE} may be"))),
    }
}

/// The longest value of a secret.
pub const MAX_VALUE: usize = REMOTE_SECRET_VALUE_MAX;
