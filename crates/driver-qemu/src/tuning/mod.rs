//! Limits of guests, and where their threads run: the documents change, the running guest follows, clients hear of it.

pub(crate) mod disks;
pub(crate) mod groups;
pub(crate) mod host;
pub(crate) mod iothreads;
pub(crate) mod limits;
pub(crate) mod looks;
pub(crate) mod pins;
pub(crate) mod policies;
pub(crate) mod vcpus;

use conf::domain::Domain;
use conf::tune::once;
use virt::events::DomainEventTunable;
use virt::{DomainRef, Event, Result, TypedParam};

use crate::core::Core;
use crate::flags::{self, Affected};
use crate::live::Live;

/// One of the two documents, and which it is.
pub(crate) struct Meant {
    pub(crate) domain: Domain,
    /// The running guest's, with the guest.
    pub(crate) live: Option<std::sync::Arc<Live>>,
}

impl Core {
    /// The document that a call's flags mean, in calls that can tell of one only.
    pub(crate) fn meant(&self, dom: &DomainRef, flags: u32) -> Result<Meant> {
        once(flags)?;
        let snapshot = self.table.find(dom)?.snapshot();
        let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
        if affected.live {
            let live = snapshot.running()?;
            return Ok(Meant { domain: live.document().domain.clone(), live: Some(std::sync::Arc::clone(live)) });
        }
        match &snapshot.definition {
            Some(definition) => Ok(Meant { domain: definition.parse()?, live: None }),
            None => Err(virt::Error::operation_invalid("transient domains do not have any persistent config")),
        }
    }

    /// Changes the documents that a call's flags mean. `change` makes the new documents, before anything else happens;
    /// `act` makes the running guest what its new document says, and may write into that what it has learnt.
    pub(crate) fn change_documents(
        &self,
        dom: &DomainRef,
        flags: u32,
        call: &'static str,
        mut change: impl FnMut(&mut Domain, Affected) -> Result<()>,
        act: impl FnOnce(&Live, &mut Domain) -> Result<()>,
        told: impl FnOnce() -> Vec<TypedParam>,
    ) -> Result<()> {
        let vm = self.table.find(dom)?;
        let _job = vm.begin_job(call)?;
        let snapshot = vm.snapshot();
        let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
        let live = snapshot.live.as_ref().filter(|_| affected.live);
        let mut running = live.map(|live| live.document().domain.clone());
        if let Some(domain) = &mut running {
            change(domain, Affected { live: true, config: false })?;
        }
        let mut defined = None;
        if let Some(definition) = snapshot.definition.as_ref().filter(|_| affected.config) {
            let mut domain = definition.parse()?;
            change(&mut domain, Affected { live: false, config: true })?;
            defined = Some(domain);
        }
        let mut params = Vec::new();
        if let Some((live, mut domain)) = live.zip(running) {
            act(live, &mut domain)?;
            live.set_document(domain);
            self.save_status(&vm)?;
            params = told();
        }
        if let Some(domain) = defined {
            self.replace_definition(&vm, &domain)?;
        }
        if !params.is_empty() {
            self.events
                .publish(Event::DomainEventTunable(DomainEventTunable { dom: vm.snapshot().reference(), params }));
        }
        Ok(())
    }
}

/// For changes of which no event tells.
pub(crate) fn silent() -> Vec<TypedParam> {
    Vec::new()
}
