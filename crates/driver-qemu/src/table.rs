//! All guests by name, identity and number.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use virt::{DomainRef, Error, Result, Uuid};

use crate::vm::{Snapshot, Vm};

/// The guests a driver knows.
#[derive(Debug, Default)]
pub(crate) struct Table(RwLock<Maps>);

#[derive(Debug, Default)]
struct Maps {
    by_uuid: HashMap<Uuid, Arc<Vm>>,
    by_name: BTreeMap<Arc<str>, Arc<Vm>>,
    by_id: BTreeMap<i32, Arc<Vm>>,
}

impl Table {
    fn read(&self) -> RwLockReadGuard<'_, Maps> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Maps> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The guest that a call names.
    pub(crate) fn find(&self, dom: &DomainRef) -> Result<Arc<Vm>> {
        self.read()
            .by_uuid
            .get(&dom.uuid)
            .cloned()
            .ok_or_else(|| Error::no_domain(format!("no domain with matching uuid '{}' ({})", dom.uuid, dom.name)))
    }

    /// The guest of an identity.
    pub(crate) fn by_uuid(&self, uuid: &Uuid) -> Option<Arc<Vm>> {
        self.read().by_uuid.get(uuid).cloned()
    }

    /// The guest of a name.
    pub(crate) fn by_name(&self, name: &str) -> Option<Arc<Vm>> {
        self.read().by_name.get(name).cloned()
    }

    /// The running guest of a number.
    pub(crate) fn by_id(&self, id: i32) -> Option<Arc<Vm>> {
        self.read().by_id.get(&id).cloned()
    }

    /// All guests, in the order of their names.
    pub(crate) fn all(&self) -> Vec<Arc<Vm>> {
        self.read().by_name.values().cloned().collect()
    }

    /// Numbers of the running guests.
    pub(crate) fn ids(&self) -> Vec<i32> {
        self.read().by_id.keys().copied().collect()
    }

    /// Finds the guest of a document's name and identity, or makes it known; refuses a clash with another guest.
    ///
    /// The flag tells whether the guest is new.
    pub(crate) fn find_or_add(
        &self,
        name: &str,
        uuid: Uuid,
        new: impl FnOnce() -> Snapshot,
    ) -> Result<(Arc<Vm>, bool)> {
        let mut maps = self.write();
        if let Some(vm) = maps.by_uuid.get(&uuid) {
            let known = vm.snapshot();
            if *known.name != *name {
                let message = format!("domain '{}' is already defined with uuid {uuid}", known.name);
                return Err(Error::operation_failed(message));
            }
            return Ok((Arc::clone(vm), false));
        }
        if let Some(vm) = maps.by_name.get(name) {
            let message = format!("domain '{name}' already exists with uuid {}", vm.uuid);
            return Err(Error::operation_failed(message));
        }
        let vm = Vm::new(new());
        maps.by_uuid.insert(uuid, Arc::clone(&vm));
        maps.by_name.insert(Arc::clone(&vm.snapshot().name), Arc::clone(&vm));
        Ok((vm, true))
    }

    /// Forgets a guest.
    pub(crate) fn remove(&self, vm: &Vm) {
        let snapshot = vm.snapshot();
        let mut maps = self.write();
        maps.by_uuid.remove(&vm.uuid);
        if maps.by_name.get(&snapshot.name).is_some_and(|known| known.uuid == vm.uuid) {
            maps.by_name.remove(&snapshot.name);
        }
        maps.by_id.retain(|_, known| known.uuid != vm.uuid);
    }

    /// Gives a guest's number a meaning.
    pub(crate) fn set_id(&self, id: i32, vm: &Arc<Vm>) {
        self.write().by_id.insert(id, Arc::clone(vm));
    }

    /// Takes a number out of use.
    pub(crate) fn clear_id(&self, id: i32) {
        self.write().by_id.remove(&id);
    }

    /// Gives a guest another name; refuses one that is taken.
    pub(crate) fn rename(&self, vm: &Arc<Vm>, name: &str) -> Result<()> {
        let mut maps = self.write();
        if maps.by_name.contains_key(name) {
            return Err(Error::operation_invalid(format!("domain with name '{name}' already exists")));
        }
        let name: Arc<str> = name.into();
        maps.by_name.remove(&vm.snapshot().name);
        vm.publish(|next| next.name = Arc::clone(&name));
        maps.by_name.insert(name, Arc::clone(vm));
        Ok(())
    }
}
