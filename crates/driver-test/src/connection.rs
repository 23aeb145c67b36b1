//! One client's connection, and its calls about the node itself.

use std::sync::{Arc, Mutex, PoisonError};

use virt::generated::connect::*;
use virt::{DomainRef, Result};

use crate::core::Core;
use crate::{create, lifecycle, node};

/// One client's connection.
pub(crate) struct TestConnection {
    core: Arc<Core>,
    /// Guests that end with this connection.
    autodestroy: Mutex<Vec<DomainRef>>,
}

impl TestConnection {
    pub(crate) fn new(core: Arc<Core>) -> TestConnection {
        TestConnection { core, autodestroy: Mutex::default() }
    }

    /// The node.
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Remembers a guest that ends with this connection.
    pub(crate) fn started(&self, started: create::Started) -> DomainRef {
        if started.autodestroy {
            let mut guests = self.autodestroy.lock().unwrap_or_else(PoisonError::into_inner);
            guests.push(started.reference.clone());
        }
        started.reference
    }
}

impl Drop for TestConnection {
    fn drop(&mut self) {
        let guests = std::mem::take(self.autodestroy.get_mut().unwrap_or_else(PoisonError::into_inner));
        for dom in guests {
            // A guest that was started again since then is none of this connection's.
            let same = self.core.guests.by_number(dom.id).filter(|guest| guest.uuid == dom.uuid);
            if same.is_some()
                && let Err(error) = lifecycle::destroy(&self.core, &dom, 0)
            {
                log::warn!("cannot end '{}' with its connection: {error}", dom.name);
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
