//! Memory devices whose size follows a wish: virtio-mem.

use conf::domain::Domain;
use conf::domain::device::Device;
use conf::domain::small::MemoryDevice;
use serde_json::json;
use virt::events::DomainEventMemoryDeviceSizeChange;
use virt::{Error, Event, Result};
use xml::Kib;

use crate::core::Core;
use crate::live::Live;
use crate::vm::Vm;

const MODEL: &str = "virtio-mem";

/// The place of the module that a description means: by its name or its address, for all else may be alike.
fn find(domain: &Domain, wanted: &MemoryDevice) -> Result<usize> {
    let info = &wanted.info;
    let is_it = |module: &MemoryDevice| {
        let named = info.alias.name.is_none() || info.alias == module.info.alias;
        let placed = info.address.is_none() || info.address == module.info.address;
        named && placed
    };
    let said = info.alias.name.is_some() || info.address.is_some();
    let found = domain.devices.memory.iter().position(|module| said && is_it(module));
    found.ok_or_else(|| Error::invalid_arg("memory not found"))
}

/// The module as a description wants it: only how much of it is wished for may differ.
pub(super) fn changed(domain: &Domain, wanted: &MemoryDevice) -> Result<(usize, MemoryDevice)> {
    let at = find(domain, wanted)?;
    let mut new = domain.devices.memory[at].clone();
    if new.model != MODEL || wanted.model != MODEL {
        return Err(Error::operation_unsupported(format!("cannot modify memory of model '{}'", new.model)));
    }
    new.target.requested = wanted.target.requested;
    let plain = |module: &MemoryDevice| {
        let mut module = module.clone();
        (module.info, module.target.current) = Default::default();
        module
    };
    if plain(&new) != plain(wanted) {
        return Err(Error::operation_unsupported("only the requested size of a memory device can be changed"));
    }
    let (size, block) = (new.target.size.unwrap_or_default().0, new.target.block.unwrap_or_default().0);
    let requested = new.target.requested.unwrap_or_default().0;
    if requested > size || block > 0 && !requested.is_multiple_of(block) {
        let message =
            format!("requested size {requested} KiB must be a multiple of {block} KiB, and at most {size} KiB");
        return Err(Error::config_unsupported(message));
    }
    Ok((at, new))
}

/// Tells QEMU how much is wished for; the guest follows in its own time.
pub(super) fn update(core: &Core, vm: &Vm, live: &Live, wanted: &MemoryDevice) -> Result<()> {
    let mut domain = live.document().domain.clone();
    let (at, new) = changed(&domain, wanted)?;
    let bytes = new.target.requested.unwrap_or_default().0.saturating_mul(1024);
    let path = format!("/machine/peripheral/{}", new.info.alias());
    live.command("qom-set", Some(json!({ "path": path, "property": "requested-size", "value": bytes })))?;
    Device::Memory(Box::new(new)).put(&mut domain.devices, at);
    live.set_document(domain);
    core.save_status(vm)
}

/// QEMU tells how much of a module the guest uses now.
pub(crate) fn resized(core: &Core, vm: &Vm, live: &Live, alias: &str, bytes: u64) {
    let mut domain = live.document().domain.clone();
    let Some(module) = domain.devices.memory.iter_mut().find(|module| module.info.alias() == alias) else { return };
    module.target.current = Some(Kib(bytes / 1024));
    live.set_document(domain);
    if let Err(error) = core.save_status(vm) {
        log::warn!("{error}");
    }
    let (dom, alias) = (vm.snapshot().reference(), alias.to_owned());
    let event = DomainEventMemoryDeviceSizeChange { dom, alias, size: bytes / 1024 };
    core.events.publish(Event::DomainEventMemoryDeviceSizeChange(event));
}
