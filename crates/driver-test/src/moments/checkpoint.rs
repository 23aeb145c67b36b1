//! Checkpoints: made, made known again, listed, deleted.

use std::sync::Arc;

use conf::checkpoint::Checkpoint;
use conf::moment::{self, FormatFlags, Moment, ParseFlags};
use virt::constants::*;
use virt::generated::domain_checkpoint::*;
use virt::{DomainCheckpointRef, DomainRef, Error, Result, flags};

use super::{check_domain, complete, count, documents};
use crate::connection::TestConnection;
use crate::core::Core;
use crate::guest::Guest;

const REDEFINE: u32 = VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE;
const QUIESCE: u32 = VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE;
const VALIDATE: u32 = VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE;
const CHILDREN: u32 = VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN;
const METADATA_ONLY: u32 = VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY;
const CHILDREN_ONLY: u32 = VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY;

fn reference(guest: &Guest, name: &str) -> DomainCheckpointRef {
    DomainCheckpointRef { name: name.to_owned(), dom: guest.reference() }
}

/// Makes a checkpoint, or makes one known again.
fn create(core: &Core, dom: &DomainRef, xml: &str, flags: u32) -> Result<DomainCheckpointRef> {
    flags::only(flags, REDEFINE | QUIESCE | VALIDATE, "testDomainCheckpointCreateXML")?;
    if flags & VALIDATE != 0 && flags & REDEFINE == 0 {
        return Err(Error::bad_argument(
            "Flag 'VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE' is required by flag \
             'VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE'",
        ));
    }
    let (turn, mut guest) = core.begin(dom)?;
    if !guest.snapshots.is_empty() {
        return Err(Error::operation_unsupported("cannot create checkpoint while snapshot exists"));
    }
    // Compat: documents of checkpoints are always held against their schema.
    conf::documents::check_if(true, xml)?;
    let redefine = flags & REDEFINE != 0;
    if !redefine && !guest.is_active() {
        return Err(Error::operation_unsupported("cannot create checkpoint for inactive domain"));
    }
    let parse = ParseFlags { redefine, ..ParseFlags::default() };
    let checkpoint = Checkpoint::parse(xml, parse, &mut complete(core))?;
    let name = match redefine {
        true => again(&mut guest, checkpoint)?,
        false => add(core, &mut guest, checkpoint)?,
    };
    let made = reference(&guest, &name);
    turn.publish(guest, None);
    Ok(made)
}

fn again(guest: &mut Guest, mut checkpoint: Checkpoint) -> Result<String> {
    let name = checkpoint.name().to_owned();
    moment::name(&name, "checkpoint")?;
    guest.checkpoints.check_parent(&checkpoint)?;
    check_domain(checkpoint.domain.as_deref(), guest, "checkpoint", &name)?;
    if let Some(domain) = checkpoint.domain.as_deref().cloned() {
        checkpoint.align(&domain)?;
    }
    let tree = Arc::make_mut(&mut guest.checkpoints);
    let is_first = tree.current().is_none();
    tree.insert(checkpoint);
    if is_first {
        tree.set_current(Some(&name));
    }
    Ok(name)
}

/// Adds a new checkpoint; also for a backup that begins with one.
pub(crate) fn add(core: &Core, guest: &mut Guest, mut checkpoint: Checkpoint) -> Result<String> {
    checkpoint.stamp(i64::try_from(core.clock.since_epoch().as_secs()).unwrap_or(i64::MAX));
    let name = checkpoint.name().to_owned();
    moment::name(&name, "checkpoint")?;
    if guest.checkpoints.get(&name).is_some() {
        return Err(Error::operation_failed(format!("domain moment {name} already exists")));
    }
    let (domain, _) = documents(guest)?;
    checkpoint.align(&domain)?;
    checkpoint.domain = Some(Box::new(domain));
    Arc::make_mut(&mut guest.checkpoints).add(checkpoint);
    Ok(name)
}

impl DomainCheckpointDriver for TestConnection {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        create(self.core(), dom, xml_desc, flags)
    }

    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        let (secure, bare) = (VIR_DOMAIN_CHECKPOINT_XML_SECURE, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN);
        // Nothing is written to the disks here, so there is no size to tell.
        flags::only(flags, secure | bare | VIR_DOMAIN_CHECKPOINT_XML_SIZE, "testDomainCheckpointGetXMLDesc")?;
        let guest = self.core().guest(&checkpoint.dom)?;
        let format = FormatFlags { secure: flags & secure != 0, no_domain: flags & bare != 0, ..Default::default() };
        Ok(guest.checkpoints.find(&checkpoint.name)?.format(format))
    }

    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        let guest = self.core().guest(dom)?;
        let names = guest.checkpoints.list(None, flags, "testDomainListAllCheckpoints")?;
        let wanted = names.iter().filter(|_| need_results != 0);
        let checkpoints = wanted.map(|name| reference(&guest, name)).collect();
        Ok(DomainCheckpointListAllCheckpointsReply { checkpoints, ret: count(&names) })
    }

    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        let guest = self.core().guest(&checkpoint.dom)?;
        let names = guest.checkpoints.list(Some(&checkpoint.name), flags, "testDomainCheckpointListAllChildren")?;
        let wanted = names.iter().filter(|_| need_results != 0);
        let checkpoints = wanted.map(|name| reference(&guest, name)).collect();
        Ok(DomainCheckpointListAllChildrenReply { checkpoints, ret: count(&names) })
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        flags::only(flags, 0, "testDomainCheckpointLookupByName")?;
        let guest = self.core().guest(dom)?;
        guest.checkpoints.find(name)?;
        Ok(reference(&guest, name))
    }

    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        flags::only(flags, 0, "testDomainCheckpointGetParent")?;
        let guest = self.core().guest(&checkpoint.dom)?;
        Ok(reference(&guest, guest.checkpoints.find_parent(&checkpoint.name)?))
    }

    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        flags::only(flags, CHILDREN | METADATA_ONLY | CHILDREN_ONLY, "testDomainCheckpointDelete")?;
        let (turn, mut guest) = self.core().begin(&checkpoint.dom)?;
        let tree = Arc::make_mut(&mut guest.checkpoints);
        let doomed = tree.doomed(&checkpoint.name, flags & CHILDREN != 0, flags & CHILDREN_ONLY != 0)?;
        doomed.iter().for_each(|one| tree.remove_doomed(&checkpoint.name, &doomed, one));
        turn.publish(guest, None);
        Ok(())
    }
}
