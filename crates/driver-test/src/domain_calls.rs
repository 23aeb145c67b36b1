//! The table of contents: every call about a guest, each one line to where it is done.

use std::os::fd::OwnedFd;

use virt::generated::domain::*;
use virt::{DomainInterface, DomainMemoryStat, DomainRef, DomainStatsRecord, Result, Stream, TypedParam, Uuid, flags};

use crate::connection::TestConnection;
use crate::migration::Wish;
use crate::{
    agent, backup, block_job, bulk_stats, console, create, define, devices, guest_calls, info, iothread, job,
    lifecycle, list, memory, metadata, migration, save, stats, tuning, vcpu, xml_desc,
};

impl DomainDriver for TestConnection {
    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        list::lookup_by_id(self.core(), id)
    }
    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        list::lookup_by_name(self.core(), name)
    }
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        list::lookup_by_uuid(self.core(), uuid)
    }
    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        list::list_all_domains(self.core(), need_results, flags)
    }
    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        list::list_domains(self.core(), maxids)
    }
    fn num_of_domains(&self) -> Result<i32> {
        list::num_of_domains(self.core())
    }
    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        list::list_defined_domains(self.core(), maxnames)
    }
    fn num_of_defined_domains(&self) -> Result<i32> {
        list::num_of_defined_domains(self.core())
    }
    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        define::define_xml(self.core(), xml, 0)
    }
    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        define::define_xml(self.core(), xml, flags)
    }
    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        define::undefine(self.core(), dom, 0)
    }
    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        define::undefine(self.core(), dom, flags)
    }
    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        define::rename(self.core(), dom, new_name, flags)
    }
    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        xml_desc::xml_desc(self.core(), dom, flags)
    }
    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        Ok(self.core().guest(dom)?.autostart.into())
    }
    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        define::set_autostart(self.core(), dom, autostart != 0)
    }
    fn create(&self, dom: &DomainRef) -> Result<()> {
        create::create(self.core(), dom, 0).map(drop)
    }
    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        Ok(self.started(create::create(self.core(), dom, flags)?))
    }
    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        Ok(self.started(create::create_xml(self.core(), xml_desc, flags)?))
    }
    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::destroy(self.core(), dom, 0)
    }
    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::destroy(self.core(), dom, flags)
    }
    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::suspend(self.core(), dom)
    }
    fn resume(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::resume(self.core(), dom)
    }
    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::reset(self.core(), dom, flags)
    }
    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        lifecycle::shutdown(self.core(), dom, 0)
    }
    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::shutdown(self.core(), dom, flags)
    }
    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::reboot(self.core(), dom, flags)
    }
    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        lifecycle::inject_nmi(self.core(), dom, flags)
    }
    fn send_key(&self, dom: &DomainRef, _codeset: u32, _holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        lifecycle::send_key(self.core(), dom, keycodes, flags)
    }
    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        info::info(self.core(), dom)
    }
    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        info::state(self.core(), dom, flags)
    }
    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        info::max_memory(self.core(), dom)
    }
    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        info::os_type(self.core(), dom)
    }
    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        info::control_info(self.core(), dom, flags)
    }
    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        info::hostname(self.core(), dom, flags)
    }
    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        info::time(self.core(), dom, flags)
    }
    fn set_time(&self, dom: &DomainRef, _seconds: i64, _nseconds: u32, flags: u32) -> Result<()> {
        info::set_time(self.core(), dom, flags)
    }
    fn set_user_password(
        &self,
        dom: &DomainRef,
        _user: Option<&str>,
        _password: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        info::set_user_password(self.core(), dom, flags)
    }
    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        info::messages(self.core(), dom, flags)
    }
    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        info::security_label(self.core(), dom)
    }
    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        info::freeze(self.core(), dom, mountpoints, flags, true)
    }
    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        info::freeze(self.core(), dom, mountpoints, flags, false)
    }
    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        info::fsinfo(self.core(), dom, flags)
    }
    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        Ok(self.core().guest(dom)?.is_active().into())
    }
    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        Ok(self.core().guest(dom)?.is_persistent().into())
    }
    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        self.core().guest(dom).map(|_| 0)
    }
    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        memory::set_memory(self.core(), dom, memory, flags::AFFECT_LIVE)
    }
    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        memory::set_memory(self.core(), dom, memory, flags)
    }
    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        memory::set_memory(self.core(), dom, memory, virt::constants::VIR_DOMAIN_MEM_MAXIMUM)
    }
    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        memory::memory_stats(self.core(), dom, max_stats, flags)
    }
    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        vcpu::vcpus(self.core(), dom, maxinfo, maplen)
    }
    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        vcpu::vcpus_flags(self.core(), dom, flags)
    }
    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        vcpu::vcpus_flags(self.core(), dom, flags::AFFECT_LIVE | virt::constants::VIR_DOMAIN_VCPU_MAXIMUM)
    }
    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        vcpu::set_vcpus(self.core(), dom, nvcpus, flags::AFFECT_LIVE)
    }
    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        vcpu::set_vcpus(self.core(), dom, nvcpus, flags)
    }
    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        vcpu::pin_vcpu(self.core(), dom, vcpu, cpumap, flags::AFFECT_LIVE)
    }
    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        vcpu::pin_vcpu(self.core(), dom, vcpu, cpumap, flags)
    }
    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        vcpu::vcpu_pin_info(self.core(), dom, ncpumaps, maplen, flags)
    }
    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        vcpu::emulator_pin_info(self.core(), dom, maplen, flags)
    }
    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        vcpu::pin_emulator(self.core(), dom, cpumap, flags)
    }
    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        metadata::metadata(self.core(), dom, type_, uri, flags)
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
        metadata::set_metadata(self.core(), dom, type_, metadata, key, uri, flags)
    }
    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        save::save(self.core(), dom, to, None, 0)
    }
    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        save::save(self.core(), dom, to, dxml, flags)
    }
    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        save::save_params(self.core(), dom, params, flags)
    }
    fn restore(&self, from: &str) -> Result<()> {
        save::restore(self.core(), from, None, 0)
    }
    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        save::restore(self.core(), from, dxml, flags)
    }
    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        save::restore_params(self.core(), params, flags)
    }
    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        save::image_xml(self.core(), file, flags)
    }
    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        save::define_image_xml(self.core(), file, dxml, flags)
    }
    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        save::managed_save(self.core(), dom, flags)
    }
    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        save::has_managed_save(self.core(), dom, flags)
    }
    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        save::remove_managed_save(self.core(), dom, flags)
    }
    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        save::core_dump(self.core(), dom, to, 0, flags)
    }
    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        save::core_dump(self.core(), dom, to, dumpformat, flags)
    }
    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        tuning::scheduler_type(self.core(), dom)
    }
    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        tuning::scheduler(self.core(), dom, nparams, 0)
    }
    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        tuning::scheduler(self.core(), dom, nparams, flags)
    }
    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        tuning::set_scheduler(self.core(), dom, params, 0)
    }
    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_scheduler(self.core(), dom, params, flags)
    }
    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        stats::block_stats(self.core(), dom, path)
    }
    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        stats::interface_stats(self.core(), dom, device)
    }
    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        stats::block_info(self.core(), dom, path, flags)
    }
    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        stats::cpu_stats(self.core(), dom, nparams, start_cpu, ncpus, flags)
    }
    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        stats::disk_errors(self.core(), dom, maxerrors, flags)
    }
    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        stats::interface_addresses(self.core(), dom, source, flags)
    }
    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        bulk_stats::all_domain_stats(self.core(), doms, stats, flags)
    }
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        devices::attach(self.core(), dom, xml, flags::AFFECT_LIVE)
    }
    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::attach(self.core(), dom, xml, flags)
    }
    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        devices::detach(self.core(), dom, xml, flags::AFFECT_LIVE)
    }
    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::detach(self.core(), dom, xml, flags)
    }
    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        devices::detach_alias(self.core(), dom, alias, flags)
    }
    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        devices::update(self.core(), dom, xml, flags)
    }
    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        iothread::add(self.core(), dom, iothread_id, flags)
    }
    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        iothread::delete(self.core(), dom, iothread_id, flags)
    }
    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        iothread::info(self.core(), dom, flags)
    }
    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        iothread::pin(self.core(), dom, iothreads_id, cpumap, flags)
    }
    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        iothread::set_params(self.core(), dom, iothread_id, params, flags)
    }
    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        tuning::blkio(self.core(), dom, nparams, flags)
    }
    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_blkio(self.core(), dom, params, flags)
    }
    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        tuning::memory(self.core(), dom, nparams, flags)
    }
    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_memory(self.core(), dom, params, flags)
    }
    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        tuning::numa(self.core(), dom, nparams, flags)
    }
    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_numa(self.core(), dom, params, flags)
    }
    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        tuning::interface(self.core(), dom, device, nparams, flags)
    }
    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_interface(self.core(), dom, device, params, flags)
    }
    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        tuning::block_io(self.core(), dom, disk, nparams, flags)
    }
    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_block_io(self.core(), dom, disk, params, flags)
    }
    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_group(self.core(), dom, group, params, flags)
    }
    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        tuning::delete_group(self.core(), dom, group, flags)
    }
    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        tuning::perf_events(self.core(), dom, flags)
    }
    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::set_perf_events(self.core(), dom, params, flags)
    }
    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        lifecycle::set_action(self.core(), dom, type_, action, flags)
    }
    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        memory::set_stats_period(self.core(), dom, period, flags)
    }
    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        Ok(self.core().guest(dom)?.autostart_once.into())
    }
    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        define::set_autostart_once(self.core(), dom, autostart != 0)
    }
    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, _fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.create_xml(xml_desc, flags)
    }
    fn create_with_files(&self, dom: &DomainRef, flags: u32, _fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.create_with_flags(dom, flags)
    }
    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        save::managed_save_xml(self.core(), dom, flags)
    }
    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        save::define_managed_save(self.core(), dom, dxml, flags)
    }
    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        vcpu::set_vcpu(self.core(), dom, cpumap, state, flags)
    }
    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        agent::guest_vcpus(self.core(), dom, flags)
    }
    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        agent::set_guest_vcpus(self.core(), dom, cpumap, state, flags)
    }
    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        agent::guest_info(self.core(), dom, types, flags)
    }
    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        agent::keys(self.core(), dom, user, flags)
    }
    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        agent::set_keys(self.core(), dom, user, keys, flags)
    }
    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        agent::set_response_timeout(self.core(), dom, timeout, flags)
    }
    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        agent::suspend(self.core(), dom, target, duration, flags)
    }
    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        guest_calls::pm_wakeup(self.core(), dom, flags)
    }
    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        guest_calls::send_process_signal(self.core(), dom, pid_value, signum, flags)
    }
    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, _minimum: u64, flags: u32) -> Result<()> {
        guest_calls::fstrim(self.core(), dom, mount_point, flags)
    }
    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        guest_calls::security_labels(self.core(), dom)
    }
    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        guest_calls::memory_peek(self.core(), dom, offset, size, flags)
    }
    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        guest_calls::block_peek(self.core(), dom, path, offset, size, flags)
    }
    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        guest_calls::block_resize(self.core(), dom, disk, size, flags)
    }
    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        guest_calls::set_block_threshold(self.core(), dom, dev, threshold, flags)
    }
    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        stats::block_stats_flags(self.core(), dom, path, nparams, flags)
    }
    fn screenshot(&self, dom: &DomainRef, _screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        guest_calls::screenshot(self.core(), dom, flags)
    }
    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        console::open_console(self.core(), dom, dev_name, flags)
    }
    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        console::open_channel(self.core(), dom, name, flags)
    }
    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        guest_calls::open_graphics(self.core(), dom, idx, flags, &fds)
    }
    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        guest_calls::open_graphics_fd(self.core(), dom, idx, flags)
    }
    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        guest_calls::graphics_reload(self.core(), dom, type_, flags)
    }
    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        guest_calls::fd_associate(self.core(), dom, name, flags, &fds)
    }
    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        guest_calls::launch_security(self.core(), dom, flags)
    }
    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        guest_calls::set_launch_security(self.core(), dom, params, flags)
    }
    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        bulk_stats::start_dirty_rate(self.core(), dom, seconds, flags)
    }
    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        job::info(self.core(), dom)
    }
    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        job::stats(self.core(), dom, flags)
    }
    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        job::abort(self.core(), dom, 0)
    }
    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        job::abort(self.core(), dom, flags)
    }
    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        backup::begin(self.core(), dom, backup_xml, checkpoint_xml, flags)
    }
    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        backup::xml(self.core(), dom, flags)
    }
    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::pull(self.core(), dom, path, bandwidth, flags)
    }
    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::rebase(self.core(), dom, path, base, bandwidth, flags)
    }
    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        block_job::copy(self.core(), dom, path, destxml, params, flags)
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
        block_job::commit(self.core(), dom, disk, (base, top), bandwidth, flags)
    }
    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        block_job::info(self.core(), dom, path, flags)
    }
    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        block_job::set_speed(self.core(), dom, path, bandwidth, flags)
    }
    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        block_job::abort(self.core(), dom, path, flags)
    }
    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        migration::max_speed(self.core(), dom, flags)
    }
    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        migration::set_max_speed(self.core(), dom, bandwidth, flags)
    }
    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        migration::max_downtime(self.core(), dom, flags)
    }
    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        migration::set_max_downtime(self.core(), dom, downtime, flags)
    }
    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        migration::cache(self.core(), dom, flags)
    }
    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        migration::set_cache(self.core(), dom, cache_size, flags)
    }
    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        migration::start_post_copy(self.core(), dom, flags)
    }
    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        _resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        let (cookie_out, xml) = migration::begin(self, dom, &Wish::old(dname, xmlin, flags)?)?;
        Ok(DomainMigrateBegin3Reply { cookie_out, xml })
    }
    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        let (cookie_out, xml) = migration::begin(self, dom, &Wish::of(params, flags)?)?;
        Ok(DomainMigrateBegin3ParamsReply { cookie_out, xml })
    }
    fn migrate_prepare3(
        &self,
        _cookie_in: &[u8],
        _uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        _resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare3Reply> {
        let (cookie_out, uri_out) = migration::prepare(self, &Wish::old(dname, Some(dom_xml), flags)?)?;
        Ok(DomainMigratePrepare3Reply { cookie_out, uri_out })
    }
    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        _cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        let (cookie_out, uri_out) = migration::prepare(self, &Wish::of(params, flags)?)?;
        Ok(DomainMigratePrepare3ParamsReply { cookie_out, uri_out })
    }
    fn migrate_perform3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        _cookie_in: &[u8],
        _dconnuri: Option<&str>,
        _uri: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<Vec<u8>> {
        migration::perform(self, dom, &Wish { bandwidth: Some(resource), ..Wish::old(dname, xmlin, flags)? })
    }
    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        _dconnuri: Option<&str>,
        params: &[TypedParam],
        _cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        migration::perform(self, dom, &Wish::of(params, flags)?)
    }
    fn migrate_finish3(
        &self,
        dname: &str,
        cookie_in: &[u8],
        _dconnuri: Option<&str>,
        _uri: Option<&str>,
        flags: u64,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3Reply> {
        let flags = Wish::old(None, None, flags)?.flags;
        let dom = migration::finish(self, Some(dname), cookie_in, flags, cancelled != 0)?;
        Ok(DomainMigrateFinish3Reply { dom, cookie_out: Vec::new() })
    }
    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        let dom = migration::finish(self, Wish::of(params, flags)?.name, cookie_in, flags, cancelled != 0)?;
        Ok(DomainMigrateFinish3ParamsReply { dom, cookie_out: Vec::new() })
    }
    fn migrate_confirm3(&self, dom: &DomainRef, _cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        migration::confirm(self.core(), dom, Wish::old(None, None, flags)?.flags, cancelled != 0)
    }
    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        _params: &[TypedParam],
        _cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        migration::confirm(self.core(), dom, flags, cancelled != 0)
    }
}
