//! One client's connection, and its calls about the node itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use conf::domain::Domain;
use virt::generated::connect::*;
use virt::{DomainRef, Result, TypedParam};

use crate::core::Core;
use crate::transfer::{End, Outcome};
use crate::{create, lifecycle, migration, node, node_cpu, node_memory};

/// Why a connection remembers a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// The guest ends with it.
    Ends,
    /// The guest is being received: it is forgotten unless it has come.
    Arrives,
    /// The guest is being sent: it goes on unless it has left.
    Leaves,
}

/// One client's connection.
pub(crate) struct TestConnection {
    core: Arc<Core>,
    /// Guests that end with this connection, and those that it is moving.
    held: Mutex<Vec<(DomainRef, Held)>>,
    /// Definitions that are about to come without a guest that runs.
    expected: Mutex<Vec<Domain>>,
    /// What calls of this connection wait for.
    waiting: Mutex<Waiting>,
}

/// Calls that wait, until the client is gone.
#[derive(Default)]
struct Waiting {
    gone: bool,
    ends: Vec<Weak<End>>,
}

/// The most definitions that are about to come to one connection; more push out the oldest.
const MAX_EXPECTED: usize = 64;

impl TestConnection {
    pub(crate) fn new(core: Arc<Core>) -> TestConnection {
        TestConnection { core, held: Mutex::default(), expected: Mutex::default(), waiting: Mutex::default() }
    }

    /// The node.
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Remembers a guest that ends with this connection.
    pub(crate) fn started(&self, started: create::Started) -> DomainRef {
        if started.autodestroy {
            self.hold(started.reference.clone(), Held::Ends);
        }
        started.reference
    }

    fn lock_waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a call wait for something no longer than there is somebody who made it.
    pub(crate) fn waits_for(&self, end: &Arc<End>) {
        let mut waiting = self.lock_waiting();
        if waiting.gone {
            return end.set(Outcome::Lost);
        }
        waiting.ends.retain(|end| end.strong_count() > 0);
        waiting.ends.push(Arc::downgrade(end));
    }

    /// The client is gone: nobody waits any longer.
    pub(crate) fn hang_up(&self) {
        let mut waiting = self.lock_waiting();
        waiting.gone = true;
        waiting.ends.drain(..).filter_map(|end| end.upgrade()).for_each(|end| end.set(Outcome::Lost));
    }

    fn lock_expected(&self) -> MutexGuard<'_, Vec<Domain>> {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a definition that is about to come.
    pub(crate) fn expect(&self, domain: Domain) {
        let mut expected = self.lock_expected();
        expected.retain(|known| known.name != domain.name);
        expected.push(domain);
        let surplus = expected.len().saturating_sub(MAX_EXPECTED);
        expected.drain(..surplus);
    }

    /// The definition of that name that was about to come.
    pub(crate) fn expected(&self, name: &str) -> Option<Domain> {
        let mut expected = self.lock_expected();
        expected.iter().position(|known| known.name == name).map(|at| expected.remove(at))
    }

    /// Remembers a guest until the connection is closed.
    pub(crate) fn hold(&self, dom: DomainRef, why: Held) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        // A guest that came and went before needs no thought any more.
        held.retain(|(known, _)| self.core.guests.by_number(known.id).is_some_and(|guest| guest.uuid == known.uuid));
        held.push((dom, why));
    }
}

impl Drop for TestConnection {
    fn drop(&mut self) {
        let held = std::mem::take(self.held.get_mut().unwrap_or_else(PoisonError::into_inner));
        for (dom, why) in held {
            // A guest that was started again since then is none of this connection's.
            let same = self.core.guests.by_number(dom.id).filter(|guest| guest.uuid == dom.uuid);
            let Some(live) = same.and_then(|guest| guest.live.clone()) else { continue };
            let done = match why {
                Held::Ends => lifecycle::destroy(&self.core, &dom, 0),
                Held::Arrives if live.runtime.arriving => lifecycle::destroy(&self.core, &dom, 0),
                Held::Leaves if live.runtime.leaving => migration::confirm(&self.core, &dom, 0, true),
                Held::Arrives | Held::Leaves => Ok(()),
            };
            if let Err(error) = done {
                log::warn!("cannot end what a lost connection did to '{}': {error}", dom.name);
            }
        }
    }
}

impl ConnectDriver for TestConnection {
    fn type_name(&self) -> Result<String> {
        Ok("TEST".to_owned())
    }

    fn version(&self) -> Result<u64> {
        Ok(2)
    }

    fn lib_version(&self) -> Result<u64> {
        Ok(11_003_000)
    }

    fn uri(&self) -> Result<String> {
        Ok(self.core.uri.clone())
    }

    fn hostname(&self) -> Result<String> {
        Ok(host::uname().nodename)
    }

    fn is_secure(&self) -> Result<i32> {
        Ok(1)
    }

    fn max_vcpus(&self, _type: Option<&str>) -> Result<i32> {
        Ok(i32::try_from(node::MAX_VCPUS).unwrap_or(i32::MAX))
    }

    fn capabilities(&self) -> Result<String> {
        Ok(node::capabilities(&self.core))
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        node::sysinfo(flags)
    }

    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        node::info(&self.core)
    }

    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        node_memory::stats(&self.core, nparams, cell_num, flags)
    }

    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        node_memory::parameters(&self.core, nparams, flags)
    }

    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        node_memory::set_parameters(&self.core, params, flags)
    }

    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        cpu::calls::model_names(arch, need_results, flags, "testConnectGetCPUModelNames")
    }

    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        cpu::calls::compare(&node_cpu::host(&self.core), xml, flags, "testConnectCompareCPU")
    }

    fn compare_hypervisor_cpu(
        &self,
        _emulator: Option<&str>,
        _arch: Option<&str>,
        _machine: Option<&str>,
        _virttype: Option<&str>,
        xml_cpu: &str,
        flags: u32,
    ) -> Result<i32> {
        cpu::calls::compare(&node_cpu::host(&self.core), xml_cpu, flags, "testConnectCompareHypervisorCPU")
    }

    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        cpu::calls::baseline(xml_cp_us, &self.core.node.model, flags, "testConnectBaselineCPU")
    }

    fn baseline_hypervisor_cpu(
        &self,
        _emulator: Option<&str>,
        arch: Option<&str>,
        _machine: Option<&str>,
        _virttype: Option<&str>,
        xml_cp_us: &[String],
        flags: u32,
    ) -> Result<String> {
        let arch = arch.unwrap_or(&self.core.node.model);
        cpu::calls::baseline(xml_cp_us, arch, flags, "testConnectBaselineHypervisorCPU")
    }

    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        let chosen = node_cpu::Chosen { emulator: emulatorbin, arch, machine, virttype };
        node_cpu::domain_capabilities(&self.core, chosen, flags)
    }

    fn node_get_free_memory(&self) -> Result<u64> {
        node::free_memory(&self.core)
    }

    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        node::cells_free_memory(start_cell, maxcells)
    }

    fn node_get_cpu_stats(&self, _cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        node::cpu_stats(nparams, flags)
    }

    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        node::cpu_map(need_map, need_online, flags)
    }

    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        node::free_pages(pages, start_cell, cell_count, flags)
    }

    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        node::security_model()
    }
}
