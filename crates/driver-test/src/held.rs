//! Objects that have a definition, a running state, or both: networks, pools.

use std::sync::Arc;

use virt::objects::{Kind, Objects, Turn};
use virt::{Error, Event, Result, Uuid, list};

/// A document of such an object.
pub(crate) trait Document: Clone + std::fmt::Debug {
    /// What an object is called in messages.
    const WHAT: &'static str;
    /// What an object holds beside its documents.
    type Inside: Clone + std::fmt::Debug + Default;
    /// Its name.
    fn name(&self) -> &str;
    /// Its identity.
    fn uuid(&self) -> Uuid;
}

/// An object, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Held<D: Document> {
    pub(crate) name: Arc<str>,
    pub(crate) uuid: Uuid,
    /// The persistent definition, if it has one.
    pub(crate) definition: Option<Arc<D>>,
    /// The document in force, while it is active.
    pub(crate) live: Option<Arc<D>>,
    pub(crate) autostart: bool,
    pub(crate) inside: D::Inside,
}

impl<D: Document> Kind for Held<D> {
    type Key = Uuid;

    fn key(&self) -> Uuid {
        self.uuid
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl<D: Document> Held<D> {
    pub(crate) fn is_active(&self) -> bool {
        self.live.is_some()
    }

    pub(crate) fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    /// The document in force, else the definition; the other way round for the next start's.
    pub(crate) fn document(&self, inactive: bool) -> Result<&Arc<D>> {
        let (live, definition) = (self.live.as_ref(), self.definition.as_ref());
        let found = if inactive { definition.or(live) } else { live.or(definition) };
        found.ok_or_else(|| Error::internal(format!("{} '{}' has no document", D::WHAT, self.name)))
    }
}

/// What lists ask of such objects.
pub(crate) trait HeldObjects {
    /// How many are active or not.
    fn count(&self, active: bool) -> i32;
    /// Names of at most so many that are active or not.
    fn names(&self, active: bool, limit: i32) -> Vec<String>;
}

impl<D: Document> HeldObjects for Objects<Held<D>> {
    fn count(&self, active: bool) -> i32 {
        list::count(self.all().iter().filter(|held| held.is_active() == active).count())
    }

    fn names(&self, active: bool, limit: i32) -> Vec<String> {
        let chosen = self.all().into_iter().filter(|held| held.is_active() == active);
        chosen.take(list::at_most(limit)).map(|held| held.name.to_string()).collect()
    }
}

/// What changes do to such objects.
pub(crate) trait HeldTurn<D: Document> {
    /// Finds the object whose name and identity a document has, or makes one up; refuses a clash with another.
    fn known_or_new(&self, document: &D) -> Result<Held<D>>;
    /// Publishes an object; one that is neither active nor has a definition is forgotten.
    fn keep_or_forget(&self, held: Held<D>, event: Event);
}

impl<D: Document> HeldTurn<D> for Turn<'_, Held<D>> {
    fn known_or_new(&self, document: &D) -> Result<Held<D>> {
        let (name, uuid, what) = (document.name(), document.uuid(), D::WHAT);
        match (self.get(&uuid), self.by_name(name)) {
            (Some(known), _) if *known.name == *name => Ok(Held::clone(&known)),
            (Some(known), _) => {
                let message = format!("{what} '{}' is already defined with uuid {uuid}", known.name);
                Err(Error::operation_failed(message))
            }
            (None, Some(known)) => {
                Err(Error::operation_failed(format!("{what} '{name}' already exists with uuid {}", known.uuid)))
            }
            (None, None) => Ok(Held {
                name: name.into(),
                uuid,
                definition: None,
                live: None,
                autostart: false,
                inside: Default::default(),
            }),
        }
    }

    fn keep_or_forget(&self, held: Held<D>, event: Event) {
        match held.is_active() || held.is_persistent() {
            true => drop(self.publish(held, [event])),
            false => self.remove(&held.uuid, [event]),
        }
    }
}
