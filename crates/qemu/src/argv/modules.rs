//! Memory modules: the memory behind them and the device.

use conf::domain::address::Address;
use conf::domain::cpuset;
use conf::domain::small::MemoryDevice;
use conf::words::YesNo;
use serde_json::json;
use virt::{Error, Result};

use super::Build;
use super::memory::{Wanted, round_up};
use super::props::{Props, virtio_name};

impl Build<'_> {
    pub(super) fn memory_modules(&mut self) -> Result<()> {
        for module in &self.domain.devices.memory {
            if module.model == "sgx-epc" {
                return Err(Error::config_unsupported("memory of SGX enclaves is not supported yet"));
            }
            let id = format!("mem{}", module.info.alias());
            let props = self.module_memory(module, &id)?;
            self.object_with_context(props, &id);
            let device = self.module_device(module, &id)?;
            self.device(device);
        }
        Ok(())
    }

    /// The object that holds the module's memory.
    fn module_memory(&self, module: &MemoryDevice, id: &str) -> Result<Props> {
        let node = module.target.node.as_ref().map(|n| n.0);
        let source = module.source.clone().unwrap_or_default();
        let cell = self.numa_cells().iter().find(|c| c.id == node);
        let page = source.pagesize.map(|kib| (kib.0 != self.runtime.page_kib).then_some(Some(kib.0)));
        let is_virtio_mem = module.model == "virtio-mem";
        let wanted = Wanted {
            node,
            page: page.unwrap_or_else(|| self.huge_page(node)),
            access: module.access.clone().or(cell.and_then(|c| c.mem_access.clone())),
            discard: module.discard,
            path: source.path.as_ref().map(|p| p.0.clone()),
            always_filled: module.model == "nvdimm",
            never_filled: is_virtio_mem || module.model == "virtio-pmem",
        };
        let nodes = source.nodemask.as_ref().and_then(|mask| cpuset::parse(&mask.0));
        let kib = self.module_kib(module);
        let mut props = self.memory_object(id, kib, wanted)?;
        if let Some(nodes) = nodes {
            props = props.with("host-nodes", json!(nodes)).with("policy", "bind");
        }
        props = props.maybe("align", source.alignsize.map(|kib| kib.0.saturating_mul(1024)));
        if source.pmem {
            props = props.with("pmem", true);
        }
        Ok(match module.target.readonly {
            true => props.with("readonly", true),
            false => props,
        })
    }

    /// What the guest gets: whole units, and on POWER the label of an NVDIMM beside them.
    fn module_kib(&self, module: &MemoryDevice) -> u64 {
        let size = module.target.size.map_or(0, |kib| kib.0);
        match module.model.as_str() {
            "nvdimm" if self.machine.is_ppc64() => {
                let label = module.target.label.as_ref().and_then(|l| l.size).map_or(0, |kib| kib.0);
                let unit = 256 << 10;
                size.saturating_sub(label) / unit * unit + label
            }
            "dimm" | "nvdimm" if self.machine.is_x86() => size.div_ceil(2 << 10).saturating_mul(2 << 10),
            "dimm" => round_up(size, self.machine),
            _ => size,
        }
    }

    fn module_device(&self, module: &MemoryDevice, id: &str) -> Result<Props> {
        let target = &module.target;
        let bytes = |kib: Option<xml::Kib>| kib.map(|kib| kib.0.saturating_mul(1024));
        let name = match module.model.as_str() {
            "dimm" => "pc-dimm".to_owned(),
            "nvdimm" => "nvdimm".to_owned(),
            other => virtio_name(other, None, &module.info),
        };
        let page = module.source.as_ref().and_then(|s| s.pagesize);
        let huge = page.is_some_and(|kib| kib.0 != self.runtime.page_kib);
        let is_virtio_mem = module.model == "virtio-mem";
        let props = Props::driver(&name)
            .maybe("node", target.node.as_ref().map(|n| n.0))
            .maybe("label-size", target.label.as_ref().and_then(|l| bytes(l.size)))
            .maybe("block-size", bytes(target.block))
            .maybe("requested-size", bytes(target.requested))
            .maybe("uuid", module.uuid.as_ref().map(|u| u.0.clone()))
            .maybe("unarmed", target.readonly.then_some(true))
            .with("memdev", id)
            .maybe("prealloc", (is_virtio_mem && huge).then_some(true))
            .maybe("memaddr", target.address.as_ref().map(|a| a.base.0))
            .maybe("dynamic-memslots", target.dynamic_memslots.map(YesNo::is_yes))
            .with("id", module.info.alias());
        match &module.info.address {
            Some(Address::Dimm { slot, base }) => Ok(props.with("slot", *slot).maybe("addr", base.map(|b| b.0))),
            // Modules get no numbers of IBM Z.
            _ => self.place(props, &module.info).map(Props::without_zpci),
        }
    }
}
