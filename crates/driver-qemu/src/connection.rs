//! The table of contents: every call of a connection, each one line to where it is done.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use virt::generated::domain::*;
use virt::generated::qemu::QemuDriver;
use virt::{DomainInterface, DomainMemoryStat, DomainRef, DomainStatsRecord, Result, Stream, TypedParam, Uuid};

use crate::agent;
use crate::core::Core;
use crate::{
    addresses, autostart, block, block_job, console, create, define, destroy, devices, dump, info, interfaces,
    lifecycle, list, managed_save, memory, metadata, monitor_command, rename, restore, save, screenshot, security,
    stats, tuning, undefine, vcpu, xml_desc,
};

/// One client's connection.
pub(crate) struct QemuConnection {
    core: Arc<Core>,
    /// Guests that end with this connection.
    autodestroy: Mutex<Vec<(Uuid, i32)>>,
}

impl QemuConnection {
    pub(crate) fn new(core: Arc<Core>, _readonly: bool) -> QemuConnection {
        QemuConnection { core, autodestroy: Mutex::default() }
    }

    /// Remembers a guest that ends with this connection.
    fn started(&self, started: create::Started) -> DomainRef {
        if started.autodestroy {
            let mut guests = self.autodestroy.lock().unwrap_or_else(PoisonError::into_inner);
            guests.push((started.reference.uuid, started.reference.id));
        }
        started.reference
    }
}

impl Drop for QemuConnection {
    fn drop(&mut self) {
        let guests = std::mem::take(self.autodestroy.get_mut().unwrap_or_else(PoisonError::into_inner));
        for (uuid, id) in guests {
            // A guest that was started again since then is none of this connection's.
            let same = self.core.table.by_uuid(&uuid).map(|vm| vm.snapshot()).filter(|snapshot| snapshot.id() == id);
            if let Some(snapshot) = same
                && let Err(error) = destroy::destroy(&self.core, &snapshot.reference(), 0)
            {
                log::warn!("cannot end '{}' with its connection: {error}", snapshot.name);
            }
        }
    }
}

impl QemuConnection {
    /// What all connections share.
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// The same, for what goes on after a call.
    pub(crate) fn shared(&self) -> &Arc<Core> {
        &self.core
    }
}

impl DomainDriver for QemuConnection {
    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        list::lookup_by_id(&self.core, id)
    }

    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        list::lookup_by_name(&self.core, name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        list::lookup_by_uuid(&self.core, uuid)
    }

    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        list::list_all_domains(&self.core, need_results, flags)
    }

    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        list::list_domains(&self.core, maxids)
    }

    fn num_of_domains(&self) -> Result<i32> {
        list::num_of_domains(&self.core)
    }

    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        list::list_defined_domains(&self.core, maxnames)
    }

    fn num_of_defined_domains(&self) -> Result<i32> {
        list::num_of_defined_domains(&self.core)
    }

    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        define::define_xml(&self.core, xml, 0)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        define::define_xml(&self.core, xml, flags)
    }

    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        undefine::undefine(&self.core, dom, 0)
    }

    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        undefine::undefine(&self.core, dom, flags)
    }

    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        xml_desc::xml_desc(&self.core, dom, flags)
    }

    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        autostart::autostart(&self.core, dom)
    }

    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        autostart::set_autostart(&self.core, dom, autostart)
    }

    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        info::messages(&self.core, dom, flags)
    }

    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        autostart::autostart_once(&self.core, dom)
    }

    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        autostart::set_autostart_once(&self.core, dom, autostart)
    }

    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        agent::time::time(&self.core, dom, flags)
    }

    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        agent::time::set_time(&self.core, dom, seconds, nseconds, flags)
    }

    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        agent::hostname::hostname(&self.core, dom, flags)
    }

    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        agent::file_systems::fsinfo(&self.core, dom, flags)
    }

    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        agent::file_systems::freeze(&self.core, dom, mountpoints, flags)
    }

    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        agent::file_systems::thaw(&self.core, dom, mountpoints, flags)
    }

    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        agent::file_systems::trim(&self.core, dom, mount_point, minimum, flags)
    }

    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        agent::guest_info::guest_info(&self.core, dom, types, flags)
    }

    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        agent::vcpus::guest_vcpus(&self.core, dom, flags)
    }

    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        agent::vcpus::set_guest_vcpus(&self.core, dom, cpumap, state, flags)
    }

    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        agent::users::ssh_keys(&self.core, dom, user, flags)
    }

    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        agent::users::set_ssh_keys(&self.core, dom, user, keys, flags)
    }

    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        agent::command::set_response_timeout(&self.core, dom, timeout, flags)
    }

    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        agent::users::set_password(&self.core, dom, user, password, flags)
    }

    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        agent::power::suspend(&self.core, dom, target, duration, flags)
    }

    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        info::info(&self.core, dom)
    }

    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        info::state(&self.core, dom, flags)
    }

    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        info::max_memory(&self.core, dom)
    }

    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        info::os_type(&self.core, dom)
    }

    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        info::is_active(&self.core, dom)
    }

    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        info::is_persistent(&self.core, dom)
    }

    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        info::is_updated(&self.core, dom)
    }

    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        info::control_info(&self.core, dom, flags)
    }

    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        info::job_info(&self.core, dom)
    }

    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        info::job_stats(&self.core, dom, flags)
    }

    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        info::abort_job(&self.core, dom)
    }

    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        managed_save::has_image(&self.core, dom, flags)
    }

    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        managed_save::save(&self.core, dom, flags)
    }

    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        managed_save::remove(&self.core, dom, flags)
    }

    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        managed_save::xml_desc(&self.core, dom, flags)
    }

    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        managed_save::define_xml(&self.core, dom, dxml, flags)
    }

    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        save::save(&self.core, dom, to, None, 0)
    }

    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        save::save(&self.core, dom, to, dxml, flags)
    }

    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        save::save_params(&self.core, dom, params, flags)
    }

    fn restore(&self, from: &str) -> Result<()> {
        restore::restore(&self.core, from, None, 0)
    }

    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        restore::restore(&self.core, from, dxml, flags)
    }

    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        restore::restore_params(&self.core, params, flags)
    }

    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        restore::image_xml(&self.core, Path::new(file), flags, "qemuDomainSaveImageGetXMLDesc")
    }

    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        let call = "qemuDomainSaveImageDefineXML";
        restore::define_image_xml(&self.core, Path::new(file), Some(dxml), flags, call)
    }

    fn create(&self, dom: &DomainRef) -> Result<()> {
        create::create(&self.core, dom, 0).map(drop)
    }

    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        Ok(self.started(create::create(&self.core, dom, flags)?))
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        Ok(self.started(create::create_xml(&self.core, xml_desc, flags)?))
    }

    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        destroy::destroy(&self.core, dom, 0)
    }

    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        destroy::destroy(&self.core, dom, flags)
    }

    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::suspend(&self.core, dom)
    }

    fn resume(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::resume(&self.core, dom)
    }

    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::reset(&self.core, dom, flags)
    }

    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::shutdown(&self.core, dom, 0)
    }

    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::shutdown(&self.core, dom, flags)
    }

    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::reboot(&self.core, dom, flags)
    }

    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::inject_nmi(&self.core, dom, flags)
    }

    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        lifecycle::send_key(&self.core, dom, codeset, holdtime, keycodes, flags)
    }

    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        vcpu::max_vcpus(&self.core, dom)
    }

    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        vcpu::vcpus(&self.core, dom, maxinfo, maplen)
    }

    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        vcpu::vcpus_flags(&self.core, dom, flags)
    }

    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        devices::attach(&self.core, dom, xml, crate::flags::AFFECT_LIVE)
    }

    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::attach(&self.core, dom, xml, flags)
    }

    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        devices::detach(&self.core, dom, xml, crate::flags::AFFECT_LIVE)
    }

    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::detach(&self.core, dom, xml, flags)
    }

    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        devices::detach_alias(&self.core, dom, alias, flags)
    }

    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::update(&self.core, dom, xml, flags)
    }

    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        devices::block_resize(&self.core, dom, disk, size, flags)
    }

    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        vcpu::set_vcpus(&self.core, dom, nvcpus, crate::flags::AFFECT_LIVE)
    }

    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        vcpu::set_vcpus(&self.core, dom, nvcpus, flags)
    }

    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        vcpu::vcpu_pin_info(&self.core, dom, ncpumaps, maplen, flags)
    }

    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        vcpu::emulator_pin_info(&self.core, dom, maplen, flags)
    }

    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        vcpu::cpu_stats(&self.core, dom, nparams, start_cpu, ncpus, flags)
    }

    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        tuning::limits::scheduler_type(&self.core, dom)
    }
    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        tuning::limits::scheduler(&self.core, dom, nparams, 0)
    }
    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        tuning::limits::scheduler(&self.core, dom, nparams, flags)
    }
    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        tuning::limits::set_scheduler(&self.core, dom, params, 0)
    }
    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::limits::set_scheduler(&self.core, dom, params, flags)
    }
    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        tuning::limits::memory(&self.core, dom, nparams, flags)
    }
    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::limits::set_memory(&self.core, dom, params, flags)
    }
    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        tuning::limits::blkio(&self.core, dom, nparams, flags)
    }
    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::limits::set_blkio(&self.core, dom, params, flags)
    }
    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        tuning::limits::numa(&self.core, dom, nparams, flags)
    }
    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::limits::set_numa(&self.core, dom, params, flags)
    }
    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        tuning::pins::pin_vcpu(&self.core, dom, vcpu, cpumap, crate::flags::AFFECT_LIVE)
    }
    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        tuning::pins::pin_vcpu(&self.core, dom, vcpu, cpumap, flags)
    }
    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        tuning::pins::pin_emulator(&self.core, dom, cpumap, flags)
    }
    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        tuning::pins::pin_iothread(&self.core, dom, iothreads_id, cpumap, flags)
    }
    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        tuning::iothreads::info(&self.core, dom, flags)
    }
    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        tuning::iothreads::add(&self.core, dom, iothread_id, flags)
    }
    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        tuning::iothreads::delete(&self.core, dom, iothread_id, flags)
    }
    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::iothreads::set_params(&self.core, dom, iothread_id, params, flags)
    }
    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        tuning::vcpus::set_vcpu(&self.core, dom, cpumap, state, flags)
    }
    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        tuning::disks::block_io(&self.core, dom, disk, nparams, flags)
    }
    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::disks::set_block_io(&self.core, dom, disk, params, flags)
    }
    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::disks::set_group(&self.core, dom, group, params, flags)
    }
    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        tuning::disks::delete_group(&self.core, dom, group, flags)
    }
    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        tuning::disks::set_threshold(&self.core, dom, dev, threshold, flags)
    }
    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        tuning::disks::peek(&self.core, dom, path, offset, size, flags)
    }

    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        tuning::policies::perf_events(&self.core, dom, flags)
    }
    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::policies::set_perf_events(&self.core, dom, params, flags)
    }
    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        tuning::policies::set_action(&self.core, dom, type_, action, flags)
    }
    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        tuning::policies::interface(&self.core, dom, device, nparams, flags)
    }
    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::policies::set_interface(&self.core, dom, device, params, flags)
    }
    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        tuning::looks::memory_peek(&self.core, dom, offset, size, flags)
    }
    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        tuning::looks::open_graphics(&self.core, dom, idx, flags, fds)
    }
    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        tuning::looks::open_graphics_fd(&self.core, dom, idx, flags)
    }
    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        tuning::looks::graphics_reload(&self.core, dom, type_, flags)
    }
    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        tuning::looks::wakeup(&self.core, dom, flags)
    }
    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        tuning::looks::start_dirty_rate(&self.core, dom, seconds, flags)
    }
    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        tuning::looks::abort_job(&self.core, dom, flags)
    }
    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        dump::core_dump(&self.core, dom, to, 0, flags)
    }
    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        dump::core_dump(&self.core, dom, to, dumpformat, flags)
    }

    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        create::without_files(&fds)?;
        self.create_with_flags(dom, flags)
    }
    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        create::without_files(&fds)?;
        self.create_xml(xml_desc, flags)
    }

    fn block_commit(
        &self,
        dom: &DomainRef,
        disk: &str,
        base: Option<&str>,
        top: Option<&str>,
        bandwidth: u64,
        flags: u32,
    ) -> Result<()> {
        block_job::commit::commit(&self.core, dom, disk, &block_job::commit::Wanted { base, top, bandwidth, flags })
    }
    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        block_job::copy::copy(&self.core, dom, path, destxml, params, flags)
    }

    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        memory::memory_stats(&self.core, dom, max_stats, flags)
    }

    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        memory::set_memory(&self.core, dom, memory, crate::flags::AFFECT_LIVE)
    }

    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        memory::set_memory(&self.core, dom, memory, flags)
    }

    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        memory::set_memory(&self.core, dom, memory, virt::constants::VIR_DOMAIN_MEM_MAXIMUM)
    }

    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        memory::set_stats_period(&self.core, dom, period, flags)
    }

    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        block::block_stats(&self.core, dom, path)
    }

    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        block::block_stats_flags(&self.core, dom, path, nparams, flags)
    }

    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        block::block_info(&self.core, dom, path, flags)
    }

    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        block::disk_errors(&self.core, dom, maxerrors, flags)
    }

    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::pull::pull(&self.core, dom, path, bandwidth, flags)
    }

    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::pull::rebase(&self.core, dom, path, base, bandwidth, flags)
    }

    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        block_job::info(&self.core, dom, path, flags)
    }

    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::set_speed(&self.core, dom, path, bandwidth, flags)
    }

    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        block_job::abort(&self.core, dom, path, flags)
    }

    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        interfaces::interface_stats(&self.core, dom, device)
    }

    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        addresses::interface_addresses(&self.core, dom, source, flags)
    }

    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        stats::all_domain_stats(&self.core, doms, stats, flags)
    }

    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        console::open_console(&self.core, dom, dev_name, flags)
    }

    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        console::open_channel(&self.core, dom, name, flags)
    }

    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        security::security_label(&self.core, dom)
    }

    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        security::security_label_list(&self.core, dom)
    }

    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        rename::rename(&self.core, dom, new_name, flags)
    }

    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        screenshot::screenshot(&self.core, dom, screen, flags)
    }

    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        metadata::metadata(&self.core, dom, type_, uri, flags)
    }

    fn set_metadata(
        &self,
        dom: &DomainRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        metadata::set_metadata(&self.core, dom, type_, metadata, key, uri, flags)
    }
}

impl QemuDriver for QemuConnection {
    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        agent::command::agent_command(&self.core, dom, cmd, timeout, flags)
    }

    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        monitor_command::monitor_command(&self.core, dom, cmd, flags, &[])
    }

    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        Ok((monitor_command::monitor_command(&self.core, dom, cmd, flags, &fds)?, Vec::new()))
    }
}
