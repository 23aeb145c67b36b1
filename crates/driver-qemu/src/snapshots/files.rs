//! Snapshots on disk: one file each, in a folder of their guest.

use std::io::ErrorKind;
use std::path::PathBuf;

use conf::moment::{FormatFlags, ParseFlags};
use conf::snapshot::{Snapshot, Tree};
use host::files::Durability;
use virt::{Error, Result};

use crate::core::Core;
use crate::store::{PRIVATE, heading};
use crate::vm::Vm;

/// Largest file that is read back: it holds the guest's document twice.
const MAX_FILE: u64 = 64 << 20;

impl Core {
    fn snapshot_file(&self, domain: &str, name: &str) -> PathBuf {
        self.paths.snapshots(domain).join(format!("{name}.xml"))
    }

    /// Reads the snapshots of all guests. A file that cannot be read costs only its own snapshot.
    pub(crate) fn load_snapshots(&self) {
        for folder in self.files.list(&self.paths.all_snapshots()).unwrap_or_default() {
            let Some(vm) = folder.to_str().and_then(|name| self.table.by_name(name)) else { continue };
            let mut tree = Tree::default();
            let mut current = None;
            let folder = self.paths.all_snapshots().join(folder);
            for name in self.files.list(&folder).unwrap_or_default() {
                let path = folder.join(&name);
                let Some(name) = name.to_str() else { continue };
                if name.ends_with(".xml.new") {
                    // A write that was cut off; what it should have replaced is still whole.
                    let _ = self.files.remove(&path, Durability::Volatile);
                } else if name.ends_with(".xml") {
                    match self.read_snapshot(&path) {
                        Ok(snapshot) => {
                            if snapshot.is_current {
                                current = Some(snapshot.name().to_owned());
                            }
                            tree.insert(snapshot);
                        }
                        Err(error) => log::error!("cannot load snapshot '{}': {error}", path.display()),
                    }
                }
            }
            tree.set_current(current.as_deref());
            vm.change_snapshots(|snapshots| *snapshots = tree);
        }
    }

    fn read_snapshot(&self, path: &std::path::Path) -> Result<Snapshot> {
        let failed = |e: &std::io::Error| Error::system(format!("failed to read '{}'", path.display()), e);
        let bytes = self.files.read(path, MAX_FILE).map_err(|e| failed(&e))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::xml("document is not UTF-8"))?;
        let flags = ParseFlags { redefine: true, internal: true, offline: false };
        // The domain in it was complete when it was written.
        Snapshot::parse(&text, flags, &mut |_| Ok(()))
    }

    /// Writes one snapshot so that it survives a power cut.
    pub(crate) fn write_snapshot(&self, vm: &Vm, snapshot: &Snapshot, is_current: bool) -> Result<()> {
        let domain = &vm.snapshot().name;
        let folder = self.paths.snapshots(domain);
        let made = self.files.create_folder(&folder, 0o755);
        made.map_err(|e| Error::system(format!("cannot create snapshot directory '{}'", folder.display()), &e))?;
        let snapshot = Snapshot { is_current, ..snapshot.clone() };
        let flags = FormatFlags { internal: true, secure: true, domain: Some(vm.uuid), ..FormatFlags::default() };
        let heading = heading(&format!("snapshot-edit {domain} {}", snapshot.name()));
        let path = self.snapshot_file(domain, snapshot.name());
        let text = [heading, snapshot.format(flags)].concat();
        let written = self.files.write_atomic(&path, text.as_bytes(), PRIVATE, Durability::Synced);
        written.map_err(|e| Error::system(format!("cannot write snapshot '{}'", path.display()), &e))
    }

    /// Removes the file of one snapshot; the folder goes with the last.
    pub(crate) fn remove_snapshot(&self, domain: &str, name: &str) -> Result<()> {
        let path = self.snapshot_file(domain, name);
        match self.files.remove(&path, Durability::Synced) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                Err(Error::system(format!("failed to remove '{}'", path.display()), &e))
            }
            _ => Ok(()),
        }
    }

    /// Publishes a changed tree, whose files are written first: those that differ, and none half.
    ///
    /// The caller holds the guest's job.
    pub(crate) fn replace_snapshots(&self, vm: &Vm, next: Tree) -> Result<()> {
        let before = vm.snapshots();
        for (name, snapshot) in next.all() {
            let is_current = next.current() == Some(name);
            let was_current = before.current() == Some(name);
            let same = before.get(name).is_some_and(|old| std::sync::Arc::ptr_eq(old, snapshot));
            if !same || is_current != was_current {
                self.write_snapshot(vm, snapshot, is_current)?;
            }
        }
        let domain = vm.snapshot().name.clone();
        for (name, _) in before.all().filter(|(name, _)| next.get(name).is_none()) {
            self.remove_snapshot(&domain, name)?;
        }
        if next.is_empty() && !before.is_empty() {
            let _ = self.files.remove_folder(&self.paths.snapshots(&domain));
        }
        vm.change_snapshots(|snapshots| *snapshots = next);
        Ok(())
    }

    /// Writes all snapshots of a guest that has got another name.
    pub(crate) fn write_snapshots(&self, vm: &Vm) -> Result<()> {
        let tree = vm.snapshots();
        tree.all().try_for_each(|(name, snapshot)| self.write_snapshot(vm, snapshot, tree.current() == Some(name)))
    }

    /// Forgets the snapshots of a guest that is going to be forgotten itself.
    pub(crate) fn forget_snapshots(&self, vm: &Vm) -> Result<()> {
        if vm.snapshots().is_empty() {
            return Ok(());
        }
        self.replace_snapshots(vm, Tree::default())
    }
}
