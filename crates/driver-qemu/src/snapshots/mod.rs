//! Snapshots of guests: all disks at once, and the memory of a running guest, inside the guest's own images.
//!
//! The tree of a guest's snapshots is published like its state, so that reads never wait; `files` keeps it on disk,
//! `images` does the work on disks at rest and [`crate::qemu_job`] in a running QEMU.

mod create;
mod delete;
pub(crate) mod files;
mod images;
mod revert;

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::moment::FormatFlags;
use virt::constants::*;
use virt::generated::domain_snapshot::*;
use virt::{DomainRef, DomainSnapshotRef, Result};

use crate::connection::QemuConnection;
use crate::flags;
use crate::list::at_most;
use crate::vm::Vm;

/// The snapshot as calls name it.
fn reference(vm: &Vm, name: &str) -> DomainSnapshotRef {
    DomainSnapshotRef { name: name.to_owned(), dom: vm.snapshot().reference() }
}

fn count(names: &[String]) -> i32 {
    i32::try_from(names.len()).unwrap_or(i32::MAX)
}

/// Loads the memory and disks of a snapshot into a QEMU whose CPUs have not run yet.
pub(crate) fn load(monitor: &qmp::Monitor, domain: &Domain, name: &str, disks: &[String]) -> Result<()> {
    let takes_part = |disk: &&Disk| disks.contains(&disk.target.dev);
    let aliases = domain.devices.disks.iter().filter(takes_part).map(|disk| disk.info.alias().to_owned());
    create::run(monitor, "snapshot-load", name, &aliases.collect::<Vec<_>>())
}

impl QemuConnection {
    fn snapshot_names(&self, dom: &DomainRef, from: Option<&str>, flags: u32, call: &str) -> Result<Vec<String>> {
        self.core().table.find(dom)?.snapshots().list(from, flags, call)
    }
}

impl DomainSnapshotDriver for QemuConnection {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        create::create_xml(self.shared(), dom, xml_desc, flags)
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_DOMAIN_SNAPSHOT_XML_SECURE, "qemuDomainSnapshotGetXMLDesc")?;
        let vm = self.core().table.find(&snap.dom)?;
        let tree = vm.snapshots();
        let secure = flags != 0;
        Ok(tree.find(&snap.name)?.format(FormatFlags { secure, domain: Some(vm.uuid), ..FormatFlags::default() }))
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.snapshot_names(dom, None, flags, "qemuDomainSnapshotNum").map(|names| count(&names))
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let mut names = self.snapshot_names(dom, None, flags, "qemuDomainSnapshotListNames")?;
        names.truncate(at_most(maxnames));
        Ok(names)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        let vm = self.core().table.find(dom)?;
        let names = vm.snapshots().list(None, flags, "qemuDomainListAllSnapshots")?;
        let ret = count(&names);
        let wanted = names.iter().filter(|_| need_results != 0);
        Ok(DomainSnapshotListAllSnapshotsReply { snapshots: wanted.map(|name| reference(&vm, name)).collect(), ret })
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        let call = "qemuDomainSnapshotNumChildren";
        self.snapshot_names(&snap.dom, Some(&snap.name), flags, call).map(|names| count(&names))
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let call = "qemuDomainSnapshotListChildrenNames";
        let mut names = self.snapshot_names(&snap.dom, Some(&snap.name), flags, call)?;
        names.truncate(at_most(maxnames));
        Ok(names)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        let vm = self.core().table.find(&snapshot.dom)?;
        let names = vm.snapshots().list(Some(&snapshot.name), flags, "qemuDomainSnapshotListAllChildren")?;
        let ret = count(&names);
        let wanted = names.iter().filter(|_| need_results != 0);
        Ok(DomainSnapshotListAllChildrenReply { snapshots: wanted.map(|name| reference(&vm, name)).collect(), ret })
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "qemuDomainSnapshotLookupByName")?;
        let vm = self.core().table.find(dom)?;
        vm.snapshots().find(name)?;
        Ok(reference(&vm, name))
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "qemuDomainHasCurrentSnapshot")?;
        Ok(self.core().table.find(dom)?.snapshots().current().is_some().into())
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "qemuDomainSnapshotCurrent")?;
        let vm = self.core().table.find(dom)?;
        let tree = vm.snapshots();
        let name = tree.find_current()?;
        Ok(reference(&vm, name))
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "qemuDomainSnapshotGetParent")?;
        let vm = self.core().table.find(&snap.dom)?;
        let tree = vm.snapshots();
        let parent = tree.find_parent(&snap.name)?;
        Ok(reference(&vm, parent))
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "qemuDomainSnapshotIsCurrent")?;
        let tree = self.core().table.find(&snap.dom)?.snapshots();
        tree.find(&snap.name)?;
        Ok((tree.current() == Some(snap.name.as_str())).into())
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "qemuDomainSnapshotHasMetadata")?;
        // One without is none that we know.
        self.core().table.find(&snap.dom)?.snapshots().find(&snap.name).map(|_| 1)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        revert::revert(self.shared(), snap, flags)
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        delete::delete(self.core(), snap, flags)
    }
}
