//! Objects of one kind by identity, name and number: what is published is immutable, changes are made one at a time.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::flags::{self, Choice};
use crate::{Event, EventBus};

/// What tells objects of a kind apart.
pub trait Kind: Clone + Debug {
    /// What calls name an object by: its UUID, or its name where it has none.
    type Key: Ord + Clone + Debug;
    /// This object's key; it never changes.
    fn key(&self) -> Self::Key;
    /// Its name, which no other object of the kind has.
    fn name(&self) -> &str;
    /// Its number while it has one.
    fn number(&self) -> Option<i32> {
        None
    }
}

/// All objects of a kind.
pub struct Objects<T: Kind> {
    maps: RwLock<Maps<T>>,
    turn: Mutex<()>,
    events: Arc<EventBus>,
}

#[derive(Debug)]
struct Maps<T: Kind> {
    all: BTreeMap<T::Key, Arc<T>>,
    names: BTreeMap<String, T::Key>,
    numbers: BTreeMap<i32, T::Key>,
}

/// The right to change objects of a kind. Nothing that can wait is done while it is held.
pub struct Turn<'a, T: Kind> {
    objects: &'a Objects<T>,
    _turn: MutexGuard<'a, ()>,
}

impl<T: Kind> Objects<T> {
    /// No objects yet; their events will go to this bus.
    pub fn new(events: Arc<EventBus>) -> Objects<T> {
        let maps = Maps { all: BTreeMap::new(), names: BTreeMap::new(), numbers: BTreeMap::new() };
        Objects { maps: RwLock::new(maps), turn: Mutex::default(), events }
    }

    fn read(&self) -> RwLockReadGuard<'_, Maps<T>> {
        self.maps.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Maps<T>> {
        self.maps.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The object of a key.
    pub fn get(&self, key: &T::Key) -> Option<Arc<T>> {
        self.read().all.get(key).cloned()
    }

    /// The object of a name.
    pub fn by_name(&self, name: &str) -> Option<Arc<T>> {
        let maps = self.read();
        maps.names.get(name).and_then(|key| maps.all.get(key)).cloned()
    }

    /// The object of a number.
    pub fn by_number(&self, number: i32) -> Option<Arc<T>> {
        let maps = self.read();
        maps.numbers.get(&number).and_then(|key| maps.all.get(key)).cloned()
    }

    /// All objects, in the order of their names.
    pub fn all(&self) -> Vec<Arc<T>> {
        let maps = self.read();
        maps.names.values().filter_map(|key| maps.all.get(key)).cloned().collect()
    }

    /// References to the objects that pass a list's filters.
    pub fn chosen<R>(&self, questions: &[&[Choice<T>]], filters: u32, reference: fn(&T) -> R) -> Vec<R> {
        self.all().iter().filter(|object| flags::passes(&***object, questions, filters)).map(|o| reference(o)).collect()
    }

    /// The numbers that objects have.
    pub fn numbers(&self) -> Vec<i32> {
        self.read().numbers.keys().copied().collect()
    }

    /// Waits for the right to change objects.
    pub fn begin(&self) -> Turn<'_, T> {
        Turn { objects: self, _turn: self.turn.lock().unwrap_or_else(PoisonError::into_inner) }
    }
}

impl<T: Kind> std::ops::Deref for Turn<'_, T> {
    type Target = Objects<T>;

    fn deref(&self) -> &Objects<T> {
        self.objects
    }
}

impl<T: Kind> Turn<'_, T> {
    /// Publishes an object that is new or has changed, then what happened to it.
    pub fn publish(&self, next: T, events: impl IntoIterator<Item = Event>) -> Arc<T> {
        let (key, next) = (next.key(), Arc::new(next));
        let mut maps = self.write();
        let before = maps.all.insert(key.clone(), Arc::clone(&next));
        if before.as_ref().is_none_or(|before| before.name() != next.name()) {
            if let Some(before) = &before {
                maps.names.remove(before.name());
            }
            maps.names.insert(next.name().to_owned(), key.clone());
        }
        let number = before.and_then(|before| before.number());
        if number != next.number() {
            number.and_then(|number| maps.numbers.remove(&number));
            next.number().and_then(|number| maps.numbers.insert(number, key));
        }
        drop(maps);
        self.tell(events);
        next
    }

    /// Forgets an object.
    pub fn remove(&self, key: &T::Key, events: impl IntoIterator<Item = Event>) {
        let mut maps = self.write();
        if let Some(gone) = maps.all.remove(key) {
            maps.names.remove(gone.name());
            gone.number().and_then(|number| maps.numbers.remove(&number));
        }
        drop(maps);
        self.tell(events);
    }

    /// Puts other objects in the place of all that there are.
    pub fn replace(&self, objects: Vec<Arc<T>>) {
        let mut maps = self.write();
        maps.names = objects.iter().map(|object| (object.name().to_owned(), object.key())).collect();
        maps.numbers = objects.iter().filter_map(|object| Some((object.number()?, object.key()))).collect();
        maps.all = objects.into_iter().map(|object| (object.key(), object)).collect();
    }

    /// Publishes events that no object changes with.
    pub fn tell(&self, events: impl IntoIterator<Item = Event>) {
        events.into_iter().for_each(|event| self.objects.events.publish(event));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone)]
    struct Thing(u8, String, Option<i32>);

    impl Kind for Thing {
        type Key = u8;
        fn key(&self) -> u8 {
            self.0
        }
        fn name(&self) -> &str {
            &self.1
        }
        fn number(&self) -> Option<i32> {
            self.2
        }
    }

    #[test]
    fn an_object_is_found_by_what_it_is_called_now() {
        let things = Objects::new(EventBus::new());
        let turn = things.begin();
        turn.publish(Thing(1, "b".to_owned(), None), None);
        turn.publish(Thing(2, "a".to_owned(), Some(7)), None);
        let names = |things: &Objects<Thing>| things.all().iter().map(|t| t.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&things), ["a", "b"]);
        turn.publish(Thing(2, "c".to_owned(), Some(8)), None);
        assert_eq!(names(&things), ["b", "c"]);
        assert!(things.by_name("a").is_none() && things.by_number(7).is_none());
        assert_eq!((things.by_number(8).unwrap().0, things.numbers()), (2, vec![8]));
        turn.remove(&2, None);
        assert!(things.get(&2).is_none() && things.by_name("c").is_none() && things.numbers().is_empty());
    }
}
