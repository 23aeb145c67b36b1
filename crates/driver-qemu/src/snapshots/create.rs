//! Taking a snapshot, and making one known again that somebody has the document of.

use std::sync::Arc;
use std::time::Duration;

use conf::domain::disk::SnapshotLocation;
use conf::domain::{Domain, FormatFlags, ParseFlags as DomainFlags};
use conf::moment::{self, ParseFlags};
use conf::snapshot::{Alignment, Cookie, MemoryLocation, Snapshot, SnapshotMemory, SnapshotState};
use host::clock::{Clock, SystemClock};
use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, DomainSnapshotRef, Error, ErrorCode, Result};
use xml::Text;

use super::{images, reference};
use crate::core::Core;
use crate::finish::{End, end_process, finish};
use crate::live::Live;
use crate::save::forget_chosen_labels;
use crate::vm::{State, Vm};
use crate::{flags, monitor_events, qemu_job};

const REDEFINE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE;
const CURRENT: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
const NO_METADATA: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA;
const HALT: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_HALT;
const DISK_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY;
const LIVE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_LIVE;
const QUIESCE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE;
const REUSE_EXT: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT;
/// One snapshot of all disks is all or nothing anyway.
const ATOMIC: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC;
const VALIDATE: u32 = VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE;
const FLAGS: u32 = REDEFINE | CURRENT | NO_METADATA | HALT | DISK_ONLY | LIVE | QUIESCE | REUSE_EXT | ATOMIC | VALIDATE;

/// How long QEMU may take to write a guest's memory into an image.
pub(super) const MEMORY_WAIT: Duration = Duration::from_secs(1800);

/// The state of a guest whose CPUs stand because its snapshot is being taken.
const SNAPSHOTTING: State = State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SNAPSHOT);

/// Takes a snapshot, or makes one known again.
pub(super) fn create_xml(core: &Arc<Core>, dom: &DomainRef, xml: &str, flags: u32) -> Result<DomainSnapshotRef> {
    flags::only(flags, FLAGS, "qemuDomainSnapshotCreateXML")?;
    conf::documents::check_if(flags & VALIDATE != 0, xml)?;
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
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("snapshot")?;
    let is_active = vm.snapshot().is_active();
    if !vm.snapshot().is_persistent() && flags & HALT != 0 {
        return Err(Error::operation_invalid("cannot halt after transient domain snapshot"));
    }
    let parse =
        ParseFlags { redefine: flags & REDEFINE != 0, internal: false, offline: !is_active || flags & DISK_ONLY != 0 };
    let mut complete = |domain: &mut Domain| core.complete(domain, false).map(drop);
    let snapshot = Snapshot::parse(xml, parse, &mut complete)?;
    match parse.redefine {
        true => redefine(core, &vm, snapshot, flags & CURRENT != 0),
        false => take(core, &vm, snapshot, flags),
    }
}

fn redefine(core: &Core, vm: &Vm, mut snapshot: Snapshot, is_current: bool) -> Result<DomainSnapshotRef> {
    snapshot.validate_redefinition()?;
    let name = snapshot.name().to_owned();
    let mut tree = vm.snapshots().as_ref().clone();
    tree.check_parent(&snapshot)?;
    if let Some(domain) = &snapshot.domain {
        if domain.uuid != vm.uuid {
            let message = format!("definition for snapshot {name} must use uuid {}", vm.uuid);
            return Err(Error::invalid_arg(message));
        }
        let (domain, alignment) = (domain.as_ref().clone(), snapshot.alignment());
        snapshot.align(&domain, alignment)?;
    }
    tree.insert(snapshot);
    if is_current {
        tree.set_current(Some(&name));
    }
    core.replace_snapshots(vm, tree)?;
    Ok(reference(vm, &name))
}

/// The guest as a snapshot keeps it: what runs, or the definition, and the definition beside what runs.
fn documents(vm: &Vm) -> Result<(Domain, Option<Domain>)> {
    let now = vm.snapshot();
    let definition = now.definition.as_ref().map(|definition| definition.parse()).transpose()?;
    match (&now.live, definition) {
        (Some(live), definition) => {
            // Read again as a definition: what only a run knows does not belong to the moment.
            let mut domain = live.portable_domain();
            forget_chosen_labels(&mut domain);
            for disk in &mut domain.devices.disks {
                // Chains are found again at the next start, unless their author wrote them down.
                let known = definition.as_ref().map(|d: &Domain| &d.devices.disks);
                let same = known.and_then(|disks| disks.iter().find(|d| d.target.dev == disk.target.dev));
                disk.backing_store = same.and_then(|d| d.backing_store.clone());
            }
            let text = domain.format(FormatFlags { migratable: true, ..FormatFlags::DEFINITION });
            Ok((Domain::parse(&text, DomainFlags::INACTIVE)?, definition))
        }
        (None, Some(definition)) => Ok((definition, None)),
        (None, None) => Err(Error::internal("domain has neither a definition nor a process")),
    }
}

fn take(core: &Arc<Core>, vm: &Arc<Vm>, mut snapshot: Snapshot, flags: u32) -> Result<DomainSnapshotRef> {
    let now = vm.snapshot();
    let seconds = i64::try_from(SystemClock.since_epoch().as_secs()).unwrap_or(i64::MAX);
    snapshot.stamp(seconds);
    let name = snapshot.name().to_owned();
    moment::name(&name, "snapshot")?;
    if vm.snapshots().get(&name).is_some() {
        return Err(Error::operation_failed(format!("domain moment {name} already exists")));
    }
    let (domain, inactive) = documents(vm)?;
    if flags & (DISK_ONLY | LIVE | QUIESCE | REUSE_EXT) != 0 || snapshot.is_external() {
        return Err(Error::new(
            ErrorCode::OPERATION_UNSUPPORTED,
            "external snapshots are not supported by this driver",
        )
        .remedy(
            "leave out --disk-only, --live, --quiesce and external places; the snapshot is then kept inside the images",
        ));
    }
    let memory = if now.is_active() { MemoryLocation::Internal } else { MemoryLocation::No };
    snapshot.memory = Some(SnapshotMemory { location: Some(memory), ..SnapshotMemory::default() });
    snapshot.align(&domain, Alignment { location: SnapshotLocation::Internal, is_uniform: true })?;
    let disks = images::disks(&domain, &snapshot)?;
    images::check(&disks)?;
    match &now.live {
        None => images::create(core, &name, &disks)?,
        Some(live) => {
            let aliases = aliases(live, &snapshot);
            snapshot.cookie = Some(Cookie { cpu: live.document().domain.cpu.clone(), slirp_helper: false });
            take_running(core, vm, live, &name, &aliases, flags & HALT != 0)?;
        }
    }
    snapshot.state = Some(Text(match now.state.state {
        _ if !now.is_active() => SnapshotState::Shutoff,
        VIR_DOMAIN_RUNNING => SnapshotState::Running,
        _ => SnapshotState::Paused,
    }));
    snapshot.domain = Some(Box::new(domain));
    snapshot.inactive_domain = inactive.map(Box::new);
    if flags & NO_METADATA == 0 {
        let mut tree = vm.snapshots().as_ref().clone();
        tree.add(snapshot);
        core.replace_snapshots(vm, tree)?;
    }
    Ok(reference(vm, &name))
}

/// Aliases of the running guest's disks that take part.
pub(super) fn aliases(live: &Live, snapshot: &Snapshot) -> Vec<String> {
    let document = live.document();
    let takes_part = |dev: &str| snapshot.internal_disks().any(|name| name == dev);
    let disks = document.domain.devices.disks.iter().filter(|disk| takes_part(&disk.target.dev));
    disks.map(|disk| disk.info.alias().to_owned()).collect()
}

/// Runs one of QEMU's snapshot commands on the disks of these aliases; the first also has the memory.
pub(super) fn run(monitor: &qmp::Monitor, command: &str, name: &str, aliases: &[String]) -> Result<()> {
    let nodes = qemu_job::disk_nodes(monitor)?;
    let node = |alias: &String| {
        let missing = || Error::internal(format!("QEMU has no disk '{alias}' open"));
        nodes.iter().find(|(known, _)| known == alias).map(|(_, node)| node.clone()).ok_or_else(missing)
    };
    let nodes = aliases.iter().map(node).collect::<Result<Vec<_>>>()?;
    let mut arguments = json!({ "tag": name, "devices": nodes });
    if command != "snapshot-delete" {
        arguments["vmstate"] = json!(nodes.first());
    }
    qemu_job::run(monitor, command, arguments, MEMORY_WAIT)
}

fn take_running(
    core: &Arc<Core>,
    vm: &Arc<Vm>,
    live: &Arc<Live>,
    name: &str,
    aliases: &[String],
    halt: bool,
) -> Result<()> {
    let was_running = vm.snapshot().state.state == VIR_DOMAIN_RUNNING;
    // QEMU would stop the CPUs itself and let them run again without our knowing why.
    if was_running {
        live.expect_stop(Some(SNAPSHOTTING));
        let stopped = live.command("stop", None);
        let pending = live.take_expected_stop();
        stopped?;
        if let Some(state) = pending {
            monitor_events::stopped(core, vm, state);
        }
    }
    let taken = run(&live.monitor, "snapshot-save", name, aliases);
    if halt && taken.is_ok() {
        live.ending.store(true, std::sync::atomic::Ordering::Relaxed);
        end_process(live, false);
        finish(core, vm, live, End::FROM_SNAPSHOT);
    } else if was_running {
        live.command("cont", None)?;
        monitor_events::running(core, vm, State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_UNPAUSED));
    }
    taken
}
