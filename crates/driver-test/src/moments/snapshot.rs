//! Snapshots: taken, made known again, listed, deleted.

use std::sync::Arc;

use conf::domain::disk::{BackingStore, Disk};
use conf::domain::{Definition, Domain};
use conf::moment::{self, FormatFlags, ParseFlags};
use conf::snapshot::{Alignment, MemoryLocation, Snapshot, SnapshotMemory, SnapshotState};
use virt::constants::*;
use virt::generated::domain_snapshot::*;
use virt::{DomainRef, DomainSnapshotRef, Error, Result, flags};
use xml::Text;

use super::{check_domain, complete, count, documents};
use crate::connection::TestConnection;
use crate::core::Core;
use crate::events::Lifecycle;
use crate::guest::Guest;
use crate::list::at_most;

const REDEFINE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE;
const CURRENT: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
const NO_METADATA: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA;
const HALT: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_HALT;
const DISK_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY;
/// What makes no difference here: nothing is written, so it is written at once, live and with the guest's consent.
const WITHOUT_TRACE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_LIVE
    | VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE
    | VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT
    | VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC;
const VALIDATE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE;
const FLAGS: u32 = REDEFINE | CURRENT | NO_METADATA | HALT | DISK_ONLY | WITHOUT_TRACE | VALIDATE;
const STOPPED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT);

fn reference(guest: &Guest, name: &str) -> DomainSnapshotRef {
    DomainSnapshotRef { name: name.to_owned(), dom: guest.reference() }
}

/// Takes a snapshot, or makes one known again.
fn create(core: &Core, dom: &DomainRef, xml: &str, flags: u32) -> Result<DomainSnapshotRef> {
    flags::only(flags, FLAGS, "testDomainSnapshotCreateXML")?;
    if flags & CURRENT != 0 && flags & REDEFINE == 0 {
        return Err(Error::bad_argument(
            "Flag 'VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE' is required by flag 'VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT'",
        ));
    }
    flags::exclusive(
        flags,
        (REDEFINE, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE"),
        (NO_METADATA, "VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA"),
    )?;
    conf::documents::check_if(flags & VALIDATE != 0, xml)?;
    let (turn, mut guest) = core.begin(dom)?;
    if !guest.checkpoints.is_empty() {
        return Err(Error::operation_unsupported("cannot create snapshot while checkpoint exists"));
    }
    if flags & HALT != 0 && !guest.is_persistent() {
        return Err(Error::operation_invalid("cannot halt after transient domain snapshot"));
    }
    let parse = ParseFlags {
        redefine: flags & REDEFINE != 0,
        internal: false,
        offline: !guest.is_active() || flags & DISK_ONLY != 0,
    };
    let snapshot = Snapshot::parse(xml, parse, &mut complete(core))?;
    let (name, events) = match parse.redefine {
        true => (redefine(&mut guest, snapshot, flags & CURRENT != 0)?, Vec::new()),
        false => take(core, &mut guest, snapshot, flags)?,
    };
    let made = reference(&guest, &name);
    turn.publish(guest, events);
    Ok(made)
}

/// Reads a snapshot that a file tells of.
pub(crate) fn known(core: &Core, xml: &str) -> Result<Snapshot> {
    let parse = ParseFlags { redefine: true, internal: true, offline: false };
    let mut snapshot = Snapshot::parse(xml, parse, &mut complete(core))?;
    if let Some(domain) = snapshot.domain.as_deref().cloned() {
        snapshot.align(&domain, snapshot.alignment())?;
    }
    Ok(snapshot)
}

fn redefine(guest: &mut Guest, mut snapshot: Snapshot, is_current: bool) -> Result<String> {
    snapshot.validate_redefinition()?;
    let name = snapshot.name().to_owned();
    guest.snapshots.check_parent(&snapshot)?;
    check_domain(snapshot.domain.as_deref(), guest, "snapshot", &name)?;
    if let Some(domain) = snapshot.domain.as_deref().cloned() {
        snapshot.align(&domain, snapshot.alignment())?;
    }
    let tree = Arc::make_mut(&mut guest.snapshots);
    tree.insert(snapshot);
    if is_current {
        tree.set_current(Some(&name));
    }
    Ok(name)
}

/// Where the disks and the memory of a new snapshot go.
fn places(snapshot: &mut Snapshot, guest: &Guest, domain: &Domain, flags: u32) -> Result<()> {
    let external = flags & DISK_ONLY != 0 || snapshot.is_external();
    let memory = match (guest.is_active() && flags & DISK_ONLY == 0, external) {
        (false, _) => MemoryLocation::No,
        (true, true) => snapshot.memory_location(),
        (true, false) => MemoryLocation::Internal,
    };
    let file = snapshot.memory.take().and_then(|memory| memory.file);
    snapshot.memory = Some(SnapshotMemory { location: Some(memory), file });
    snapshot.align(domain, if external { Alignment::EXTERNAL } else { Alignment::INTERNAL })?;
    // No file is looked for: the disks of guests here have no bytes.
    snapshot.name_files(domain, &|_| true)
}

fn take(core: &Core, guest: &mut Guest, mut snapshot: Snapshot, flags: u32) -> Result<(String, Vec<virt::Event>)> {
    snapshot.stamp(i64::try_from(core.clock.since_epoch().as_secs()).unwrap_or(i64::MAX));
    let name = snapshot.name().to_owned();
    moment::name(&name, "snapshot")?;
    if guest.snapshots.get(&name).is_some() {
        return Err(Error::operation_failed(format!("domain moment {name} already exists")));
    }
    let (domain, inactive) = documents(guest)?;
    places(&mut snapshot, guest, &domain, flags)?;
    snapshot.state = Some(Text(match guest.state.0 {
        _ if !guest.is_active() => SnapshotState::Shutoff,
        _ if flags & DISK_ONLY != 0 => SnapshotState::DiskSnapshot,
        VIR_DOMAIN_RUNNING => SnapshotState::Running,
        VIR_DOMAIN_PMSUSPENDED => SnapshotState::Pmsuspended,
        _ => SnapshotState::Paused,
    }));
    if snapshot.disks.iter().any(|disk| disk.is_external()) {
        put_overlays(guest, &snapshot)?;
    }
    (snapshot.domain, snapshot.inactive_domain) = (Some(Box::new(domain)), inactive.map(Box::new));
    if flags & NO_METADATA == 0 {
        Arc::make_mut(&mut guest.snapshots).add(snapshot);
    }
    let halts = flags & HALT != 0 && guest.is_active();
    let mut events = Vec::new();
    if halts {
        events.extend(crate::backup::cut(core, guest));
        events.push(STOPPED.of(guest));
        guest.stop(VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT);
    }
    Ok((name, events))
}

/// From now on the guest writes to the new images, which stand on the old ones.
fn put_overlays(guest: &mut Guest, snapshot: &Snapshot) -> Result<()> {
    let change = |domain: &mut Domain| {
        for part in snapshot.disks.iter().filter(|part| part.is_external()) {
            if let Some(disk) = domain.devices.disks.iter_mut().find(|disk| disk.target.dev == part.name) {
                put_overlay(disk, part.source.clone());
            }
        }
    };
    if guest.is_active() {
        for part in snapshot.disks.iter().filter(|part| part.is_external()) {
            crate::block_job::check_idle(guest, &part.name)?;
        }
        let mut live = guest.document(true)?;
        change(&mut live);
        guest.change_live(|running| running.document = Definition::live(&live));
    }
    if guest.is_persistent() {
        let mut definition = guest.document(false)?;
        change(&mut definition);
        guest.definition = Some(Arc::new(Definition::new(&definition)));
    }
    Ok(())
}

/// Puts a new image on a disk's own.
pub(crate) fn put_overlay(disk: &mut Disk, source: conf::domain::storage::DiskSource) {
    let below = std::mem::replace(&mut disk.source, source);
    let format = disk.format().map(|kind| conf::domain::storage::Format { kind, metadata_cache: None });
    let backing_store = disk.backing_store.take();
    disk.backing_store = Some(Box::new(BackingStore { index: None, format, source: Some(below), backing_store }));
    disk.driver.get_or_insert_with(Default::default).format = Some(conf::domain::storage::ImageFormat::Qcow2);
}

/// Deletes a snapshot, or what descends from it, or both; children of one that goes alone become its parent's.
fn delete(core: &Core, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
    let children = VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN;
    let only_children = VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY;
    let known = children | only_children | VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY;
    flags::only(flags, known, "testDomainSnapshotDelete")?;
    let (turn, mut guest) = core.begin(&snap.dom)?;
    let tree = Arc::make_mut(&mut guest.snapshots);
    let doomed = tree.doomed(&snap.name, flags & children != 0, flags & only_children != 0)?;
    doomed.iter().for_each(|one| tree.remove_doomed(&snap.name, &doomed, one));
    turn.publish(guest, None);
    Ok(())
}

fn names(core: &Core, dom: &DomainRef, from: Option<&str>, flags: u32, call: &str) -> Result<Vec<String>> {
    core.guest(dom)?.snapshots.list(from, flags, call)
}

impl DomainSnapshotDriver for TestConnection {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        create(self.core(), dom, xml_desc, flags)
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_DOMAIN_SNAPSHOT_XML_SECURE, "testDomainSnapshotGetXMLDesc")?;
        let guest = self.core().guest(&snap.dom)?;
        let snapshot = guest.snapshots.find(&snap.name)?;
        Ok(snapshot.format(FormatFlags { secure: flags != 0, domain: Some(guest.uuid), ..FormatFlags::default() }))
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        names(self.core(), dom, None, flags, "testDomainSnapshotNum").map(|names| count(&names))
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let mut names = names(self.core(), dom, None, flags, "testDomainSnapshotListNames")?;
        names.truncate(at_most(maxnames));
        Ok(names)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        let guest = self.core().guest(dom)?;
        let names = guest.snapshots.list(None, flags, "testDomainListAllSnapshots")?;
        let wanted = names.iter().filter(|_| need_results != 0);
        let snapshots = wanted.map(|name| reference(&guest, name)).collect();
        Ok(DomainSnapshotListAllSnapshotsReply { snapshots, ret: count(&names) })
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        let call = "testDomainSnapshotNumChildren";
        names(self.core(), &snap.dom, Some(&snap.name), flags, call).map(|names| count(&names))
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let call = "testDomainSnapshotListChildrenNames";
        let mut names = names(self.core(), &snap.dom, Some(&snap.name), flags, call)?;
        names.truncate(at_most(maxnames));
        Ok(names)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        let guest = self.core().guest(&snapshot.dom)?;
        let names = guest.snapshots.list(Some(&snapshot.name), flags, "testDomainSnapshotListAllChildren")?;
        let wanted = names.iter().filter(|_| need_results != 0);
        let snapshots = wanted.map(|name| reference(&guest, name)).collect();
        Ok(DomainSnapshotListAllChildrenReply { snapshots, ret: count(&names) })
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "testDomainSnapshotLookupByName")?;
        let guest = self.core().guest(dom)?;
        guest.snapshots.find(name)?;
        Ok(reference(&guest, name))
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "testDomainHasCurrentSnapshot")?;
        Ok(self.core().guest(dom)?.snapshots.current().is_some().into())
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "testDomainSnapshotCurrent")?;
        let guest = self.core().guest(dom)?;
        Ok(reference(&guest, guest.snapshots.find_current()?))
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        flags::only(flags, 0, "testDomainSnapshotGetParent")?;
        let guest = self.core().guest(&snap.dom)?;
        Ok(reference(&guest, guest.snapshots.find_parent(&snap.name)?))
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "testDomainSnapshotIsCurrent")?;
        let guest = self.core().guest(&snap.dom)?;
        guest.snapshots.find(&snap.name)?;
        Ok((guest.snapshots.current() == Some(snap.name.as_str())).into())
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        flags::only(flags, 0, "testDomainSnapshotHasMetadata")?;
        // One without is none that is known here.
        self.core().guest(&snap.dom)?.snapshots.find(&snap.name).map(|_| 1)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        super::revert::revert(self.core(), snap, flags)
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        delete(self.core(), snap, flags)
    }
}
