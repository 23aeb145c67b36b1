//! What lists of snapshots can be asked.

use super::{Snapshot, SnapshotState};
use crate::domain::disk::SnapshotLocation;
use crate::moment::{Moment, Parent, allows};
use virt::ErrorCode;
use virt::constants::*;
use xml::Text;

/// A guest's snapshots by name.
pub type Tree = crate::moment::Tree<Snapshot>;

const METADATA: u32 = VIR_DOMAIN_SNAPSHOT_LIST_METADATA;
const NO_METADATA: u32 = VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA;
const INACTIVE: u32 = VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE;
const ACTIVE: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE;
const DISK_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY;
const INTERNAL: u32 = VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL;
const EXTERNAL: u32 = VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL;

/// Everything that lists may be told; ROOTS has the number of DESCENDANTS, which lists of children take instead.
pub const LIST_FLAGS: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ROOTS
    | METADATA
    | NO_METADATA
    | VIR_DOMAIN_SNAPSHOT_LIST_LEAVES
    | VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES
    | INACTIVE
    | ACTIVE
    | DISK_ONLY
    | INTERNAL
    | EXTERNAL
    | VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL;

impl Moment for Snapshot {
    const WHAT: &'static str = "snapshot";
    const MISSING: ErrorCode = ErrorCode::NO_DOMAIN_SNAPSHOT;
    const LIST_FLAGS: u32 = LIST_FLAGS;

    fn name(&self) -> &str {
        Snapshot::name(self)
    }

    fn parent(&self) -> &Option<Parent> {
        &self.parent
    }

    fn parent_mut(&mut self) -> &mut Option<Parent> {
        &mut self.parent
    }

    fn passes(&self, flags: u32) -> bool {
        let state = self.state.as_ref().map(|Text(state)| *state);
        let is_disk_only = state == Some(SnapshotState::DiskSnapshot);
        let is_off = state == Some(SnapshotState::Shutoff);
        let is_external = self.is_external();
        allows(flags, &[(METADATA, true), (NO_METADATA, false)])
            && allows(flags, &[(INACTIVE, is_off), (ACTIVE, !is_off && !is_disk_only), (DISK_ONLY, is_disk_only)])
            && allows(flags, &[(INTERNAL, !is_external), (EXTERNAL, is_external)])
    }
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

    const ROOTS: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ROOTS;
    const LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_LEAVES;
    const NO_LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES;

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
