//! All snapshots of one guest, and how they descend from each other.

use super::{Snapshot, SnapshotState};
use crate::domain::disk::SnapshotLocation;
use std::collections::BTreeMap;
use std::sync::Arc;
use virt::constants::*;
use virt::{Error, ErrorCode, Result};
use xml::Text;

/// A guest's snapshots by name.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    all: BTreeMap<String, Arc<Snapshot>>,
    current: Option<String>,
}

const ROOTS: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ROOTS;
const METADATA: u32 = VIR_DOMAIN_SNAPSHOT_LIST_METADATA;
const NO_METADATA: u32 = VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA;
const LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_LEAVES;
const NO_LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES;
const INACTIVE: u32 = VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE;
const ACTIVE: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE;
const DISK_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY;
const INTERNAL: u32 = VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL;
const EXTERNAL: u32 = VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL;

/// Everything that lists may be told; ROOTS has the number of DESCENDANTS, which lists of children take instead.
pub const LIST_FLAGS: u32 = ROOTS
    | METADATA
    | NO_METADATA
    | LEAVES
    | NO_LEAVES
    | INACTIVE
    | ACTIVE
    | DISK_ONLY
    | INTERNAL
    | EXTERNAL
    | VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL;

impl Tree {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The one with this name.
    pub fn get(&self, name: &str) -> Option<&Arc<Snapshot>> {
        self.all.get(name)
    }

    /// The one with this name, or the error for its absence.
    pub fn find(&self, name: &str) -> Result<&Arc<Snapshot>> {
        let message = || format!("no domain snapshot with matching name '{name}'");
        self.get(name).ok_or_else(|| Error::new(ErrorCode::NO_DOMAIN_SNAPSHOT, message()))
    }

    /// All of them, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Arc<Snapshot>)> {
        self.all.iter().map(|(name, snapshot)| (name.as_str(), snapshot))
    }

    /// The one that the guest's present state descends from.
    pub fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// Says which one the guest's present state descends from.
    pub fn set_current(&mut self, name: Option<&str>) {
        self.current = name.filter(|name| self.all.contains_key(*name)).map(str::to_owned);
    }

    /// Adds or replaces one.
    pub fn insert(&mut self, snapshot: Snapshot) {
        if let Some(Text(name)) = &snapshot.name {
            self.all.insert(name.clone(), Arc::new(snapshot));
        }
    }

    /// Removes one; its children become its parent's. Returns the names of the children.
    pub fn remove(&mut self, name: &str) -> Vec<String> {
        let Some(removed) = self.all.remove(name) else { return Vec::new() };
        let children: Vec<String> = self.with_parent(Some(name)).map(str::to_owned).collect();
        for child in &children {
            if let Some(child) = self.all.get_mut(child) {
                Arc::make_mut(child).parent.clone_from(&removed.parent);
            }
        }
        if self.current.as_deref() == Some(name) {
            self.current = parent_of(&removed).map(str::to_owned);
            self.current.take_if(|parent| !self.all.contains_key(parent));
        }
        children
    }

    /// The parent of one, if it has one that still exists.
    pub fn parent(&self, name: &str) -> Option<&str> {
        let parent = parent_of(self.get(name)?)?;
        self.all.get_key_value(parent).map(|(name, _)| name.as_str())
    }

    /// Whether `name` descends from `ancestor`, or is it.
    pub fn descends(&self, name: &str, ancestor: &str) -> bool {
        // No chain is longer than there are snapshots; files made by hand may have circles.
        std::iter::successors(Some(name), |name| self.parent(name)).take(self.len() + 1).any(|name| name == ancestor)
    }

    fn with_parent<'t>(&'t self, parent: Option<&'t str>) -> impl Iterator<Item = &'t str> {
        let is_child = move |snapshot: &Snapshot| match parent_of(snapshot) {
            Some(name) if self.all.contains_key(name) || Some(name) == parent => Some(name) == parent,
            _ => parent.is_none(),
        };
        self.all.iter().filter(move |(_, snapshot)| is_child(snapshot)).map(|(name, _)| name.as_str())
    }

    /// Names below `from` (all if `None`), parents before children, that pass the filter `flags`.
    pub fn select<'t>(&'t self, from: Option<&'t str>, flags: u32) -> Vec<&'t str> {
        let deep = (flags & ROOTS == 0) == from.is_none();
        let (mut found, mut visited) = (Vec::new(), 0);
        let mut waiting: Vec<&str> = self.with_parent(from).collect();
        waiting.reverse();
        while let Some(name) = waiting.pop() {
            if self.get(name).is_some_and(|snapshot| self.passes(name, snapshot, flags)) {
                found.push(name);
            }
            visited += 1;
            if deep && visited <= self.len() {
                let from = waiting.len();
                waiting.extend(self.with_parent(Some(name)));
                waiting[from..].reverse();
            }
        }
        found
    }

    fn passes(&self, name: &str, snapshot: &Snapshot, flags: u32) -> bool {
        let allows = |group: &[(u32, bool)]| {
            group.iter().all(|(flag, _)| flags & flag == 0) || group.iter().any(|(flag, is)| flags & flag != 0 && *is)
        };
        let has_children = self.with_parent(Some(name)).next().is_some();
        let state = snapshot.state.as_ref().map(|Text(state)| *state);
        let is_disk_only = state == Some(SnapshotState::DiskSnapshot);
        let is_off = state == Some(SnapshotState::Shutoff);
        let is_external = snapshot.is_external();
        allows(&[(METADATA, true), (NO_METADATA, false)])
            && allows(&[(LEAVES, !has_children), (NO_LEAVES, has_children)])
            && allows(&[(INACTIVE, is_off), (ACTIVE, !is_off && !is_disk_only), (DISK_ONLY, is_disk_only)])
            && allows(&[(INTERNAL, !is_external), (EXTERNAL, is_external)])
    }
}

fn parent_of(snapshot: &Snapshot) -> Option<&str> {
    snapshot.parent.as_ref().map(|parent| parent.name.0.as_str())
}

impl Snapshot {
    /// Its name; empty until it has one.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |Text(name)| name)
    }

    /// The disks that have their part of the snapshot inside their images.
    pub fn internal_disks(&self) -> impl Iterator<Item = &str> {
        let inside = |location| location == Some(SnapshotLocation::Internal);
        self.disks.iter().filter(move |disk| inside(disk.snapshot)).map(|disk| disk.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Parent;

    fn tree(list: &[(&str, &str, SnapshotState)]) -> Tree {
        let mut tree = Tree::default();
        for (name, parent, state) in list {
            tree.insert(Snapshot {
                name: Some(Text((*name).to_owned())),
                parent: (!parent.is_empty()).then(|| Parent { name: Text((*parent).to_owned()) }),
                state: Some(Text(*state)),
                ..Snapshot::default()
            });
        }
        tree
    }

    fn family() -> Tree {
        use SnapshotState::{DiskSnapshot, Running, Shutoff};
        tree(&[
            ("a", "", Shutoff),
            ("b", "a", Running),
            ("c", "b", Shutoff),
            ("d", "b", DiskSnapshot),
            ("z", "", Running),
        ])
    }

    #[test]
    fn lists_have_parents_first_and_obey_filters() {
        let tree = family();
        assert_eq!(tree.select(None, 0), ["a", "b", "c", "d", "z"]);
        assert_eq!(tree.select(None, ROOTS), ["a", "z"]);
        assert_eq!(tree.select(None, LEAVES), ["c", "d", "z"]);
        assert_eq!(tree.select(None, NO_LEAVES | ACTIVE), ["b"]);
        assert_eq!(tree.select(None, INACTIVE | DISK_ONLY), ["a", "c", "d"]);
        assert_eq!(tree.select(None, NO_METADATA), [""; 0]);
        assert_eq!(tree.select(Some("a"), 0), ["b"]);
        assert_eq!(tree.select(Some("a"), ROOTS), ["b", "c", "d"]);
    }

    #[test]
    fn removal_hands_children_and_the_present_to_the_parent() {
        let mut tree = family();
        tree.set_current(Some("b"));
        assert_eq!(tree.remove("b"), ["c", "d"]);
        assert_eq!(tree.current(), Some("a"));
        assert_eq!(tree.parent("c"), Some("a"));
        assert!(tree.descends("d", "a") && !tree.descends("z", "a"));
        tree.remove("a");
        assert_eq!((tree.current(), tree.parent("c")), (None, None));
        assert_eq!(tree.find("a").unwrap_err().code(), ErrorCode::NO_DOMAIN_SNAPSHOT);
    }

    #[test]
    fn circles_made_by_hand_end() {
        use SnapshotState::Running;
        let tree = tree(&[("a", "b", Running), ("b", "a", Running)]);
        assert!(!tree.descends("a", "c"));
        assert!(tree.select(Some("a"), ROOTS).len() <= 4);
        assert!(tree.select(None, 0).is_empty());
    }
}
