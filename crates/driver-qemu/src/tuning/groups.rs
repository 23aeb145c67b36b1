//! The control groups of a guest: one for the whole, and in it one for each virtual CPU, each I/O thread and the rest.
//!
//! Where the machine has no groups, or none that may be changed, a guest runs without, unless its document asks for
//! something that only they give.

use std::path::Path;

use conf::domain::Domain;
use conf::domain::cpuset::CpuSet;
use conf::domain::cputune::{Cputune, Scheduler, SchedulerName};
use conf::domain::tuning::{BlkioDevice, NumaMode, Resource};
use conf::tune::pin::{self, Thread};
use host::affinity::{self, Policy};
use host::cgroup::{Cgroups, Controller, Limit, Refused, Setting, Traffic};
use host::process::Process;
use virt::{Error, ErrorDomain, Result};
use xml::Text;

use crate::core::Core;
use crate::live::Live;
use crate::paths::Paths;

/// Where guests are unless their documents say otherwise.
const PARTITION: &str = "/machine";

/// Largest name of a guest's group, without its end.
const NAME_CHARS: usize = 64;

/// The groups of one guest.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    cgroups: Cgroups,
    /// Path of the guest's own group.
    path: String,
}

/// What the kernel refused, as an error of the system.
pub(crate) fn refused(refused: Refused) -> Error {
    let error = Error::system(format!("Unable to write to '{}'", refused.file.display()), &refused.error);
    error.in_domain(ErrorDomain::CGROUP)
}

/// The folders of a partition: each is marked as one, but for the usual first ones.
fn partition_path(partition: &str) -> String {
    let parts = partition.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..");
    let named = parts.enumerate().map(|(depth, part)| match part {
        "machine" | "user" | "system" if depth == 0 => part.to_owned(),
        part if part.contains('.') => part.to_owned(),
        part => format!("{part}.partition"),
    });
    named.collect::<Vec<_>>().join("/")
}

/// How the names of all groups of this instance begin, before the guest's number.
fn own_prefix(paths: &Paths) -> String {
    if *paths == Paths::system(Path::new("/")) {
        return "qemu-".to_owned();
    }
    // Guests of several instances have the same numbers.
    let digest = crate::sha256::hex_digest(paths.state.as_os_str().as_encoded_bytes());
    format!("qemu-embed-{}-", digest.get(..8).unwrap_or_default())
}

/// How the names of all guests' groups end.
const SUFFIX: &str = ".libvirt-qemu";

/// Whether a group is one of this instance's guests.
fn is_own(paths: &Paths, group: &str) -> bool {
    let rest = group.strip_suffix(SUFFIX).and_then(|name| name.strip_prefix(&own_prefix(paths)));
    let number = rest.and_then(|rest| rest.split_once('-')).map(|(number, _)| number);
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Removes the groups that a daemon which was killed has left behind: those of no guest that is known.
pub(crate) fn sweep<'g>(core: &Core, guests: impl Iterator<Item = (i32, &'g Domain)>) {
    let known: Vec<String> = guests.map(|(id, domain)| Groups::of(core, id, domain).path).collect();
    let folder = partition_path(PARTITION);
    for name in core.cgroups.inside(&folder).into_iter().filter(|name| is_own(&core.paths, name)) {
        let path = format!("{folder}/{name}");
        if !known.contains(&path) {
            core.cgroups.remove(&path, Controller::ALL);
        }
    }
}

/// The name that service managers know a guest's group by.
fn machine_name(paths: &Paths, id: i32, name: &str) -> String {
    let mut out = format!("{}{id}-", own_prefix(paths));
    let known = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    out.extend(known.take(NAME_CHARS.saturating_sub(out.len())));
    out
}

fn partition(domain: &Domain) -> Option<&str> {
    domain.resource.as_ref()?.partition.as_ref().map(|Text(partition)| partition.as_str())
}

impl Groups {
    pub(crate) fn of(core: &Core, id: i32, domain: &Domain) -> Groups {
        let folder = partition_path(partition(domain).unwrap_or(PARTITION));
        let path = format!("{folder}/{}{SUFFIX}", machine_name(&core.paths, id, &domain.name));
        Groups { cgroups: core.cgroups.clone(), path }
    }

    /// Those of a guest that ran before this daemon did.
    pub(crate) fn found(core: &Core, id: i32, domain: &Domain) -> Option<Groups> {
        let groups = Groups::of(core, id, domain);
        Controller::ALL.iter().any(|controller| groups.has(*controller)).then_some(groups)
    }

    /// Whether the guest's limits of this kind can be changed.
    pub(crate) fn has(&self, controller: Controller) -> bool {
        self.cgroups.has(&self.path, controller)
    }

    /// The kernel's groups, to ask.
    pub(crate) fn kernel(&self) -> &Cgroups {
        &self.cgroups
    }

    /// Path of the group of the whole guest.
    pub(crate) fn whole(&self) -> &str {
        &self.path
    }

    /// Path of the group of some threads.
    pub(crate) fn part(&self, thread: Thread) -> String {
        match thread {
            Thread::Vcpu(id) => format!("{}/vcpu{id}", self.path),
            Thread::Emulator => format!("{}/emulator", self.path),
            Thread::Iothread(id) => format!("{}/iothread{id}", self.path),
        }
    }

    /// Changes a limit of the whole guest.
    pub(crate) fn set(&self, setting: &Setting) -> Result<()> {
        self.set_in(&self.path, setting)
    }

    /// Changes a limit of a part.
    pub(crate) fn set_in(&self, group: &str, setting: &Setting) -> Result<()> {
        if let Setting::Shares(shares) = setting
            && !(2..=262_144).contains(shares)
        {
            let message = format!("shares '{shares}' must be in range [2, 262144]");
            return Err(Error::invalid_arg(message).in_domain(ErrorDomain::CGROUP));
        }
        self.cgroups.set(group, setting).map_err(|failure| match setting {
            Setting::Memory(..) if failure.error.raw_os_error() == Some(22) => {
                let name = failure.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let value = failure.value;
                let message = format!("Invalid value '{value}' for '{name}'");
                Error::system(message, &failure.error).in_domain(ErrorDomain::CGROUP)
            }
            _ => refused(failure),
        })
    }

    /// Removes them, once the guest's process has ended.
    pub(crate) fn remove(&self) {
        // The kernel takes a moment to forget the last thread.
        for _ in 0..20 {
            self.cgroups.remove(&self.path, Controller::ALL);
            if !Controller::ALL.iter().any(|controller| self.has(*controller)) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        log::warn!("the control group '{}' cannot be removed", self.path);
    }

    /// Removes the group of a thread that has ended.
    pub(crate) fn forget(&self, thread: Thread) {
        self.cgroups.remove(&self.part(thread), Controller::OF_THREADS);
    }
}

/// What of a document only control groups can give, by the controller.
fn wishes(domain: &Domain) -> Vec<(Controller, &'static str)> {
    let mut wishes = Vec::new();
    let limits_time = |tune: &Cputune| {
        let numbers = [tune.period, tune.global_period, tune.emulator_period, tune.iothread_period];
        let quotas = [tune.quota, tune.global_quota, tune.emulator_quota, tune.iothread_quota];
        tune.shares.is_some() || numbers.iter().any(|n| *n != 0) || quotas.iter().any(|n| *n != 0)
    };
    if domain.cputune.as_ref().is_some_and(|tune| limits_time(tune)) {
        wishes.push((Controller::Cpu, "CPU tuning is not available on this host"));
    }
    let limits_memory = |tune: &conf::domain::tuning::Memtune| {
        tune.hard_limit.is_some() || tune.soft_limit.is_some() || tune.swap_hard_limit.is_some()
    };
    if domain.memtune.as_ref().is_some_and(limits_memory) {
        wishes.push((Controller::Memory, "Memory cgroup is not available on this host"));
    }
    if domain.blkiotune.as_ref().is_some_and(|tune| tune.weight != 0 || !tune.devices.is_empty()) {
        wishes.push((Controller::Blkio, "Block I/O tuning is not available on this host"));
    }
    wishes
}

/// Refuses nodes that the machine does not have.
pub(crate) fn check_nodes(core: &Core, domain: &Domain) -> Result<()> {
    let Some(tune) = &domain.numatune else { return Ok(()) };
    let known: Vec<u32> = core.node.cells().unwrap_or_default().iter().map(|cell| cell.id).collect();
    let of_memory = tune.memory.iter().filter_map(|memory| memory.nodeset.as_ref());
    let wanted = of_memory.chain(tune.nodes.iter().map(|node| &node.nodeset)).flat_map(|set| &set.0);
    match wanted.into_iter().find(|node| !known.contains(node)) {
        Some(node) => {
            let message = format!("NUMA node {node} is unavailable");
            Err(Error::config_unsupported(message).in_domain(ErrorDomain::NONE))
        }
        None => Ok(()),
    }
}

/// Makes the groups of a guest, puts its process in and gives it the limits of its document.
pub(crate) fn enter(core: &Core, domain: &mut Domain, id: i32, process: &Process) -> Result<Option<Groups>> {
    let groups = Groups::of(core, id, domain);
    let made = core.cgroups.is_there().then(|| make(&groups, domain, process));
    match made {
        Some(Ok(())) => {}
        Some(Err(error)) if !wishes(domain).is_empty() || partition(domain).is_some() => {
            return Err(refused(error));
        }
        other => {
            if let Some(Err(error)) = other {
                log::info!("'{}' has no control group: '{}': {}", domain.name, error.file.display(), error.error);
            }
            return match wishes(domain).first() {
                Some((_, message)) => Err(Error::config_unsupported(*message)),
                None => Ok(None),
            };
        }
    }
    let limited = wishes(domain).into_iter().try_for_each(|(controller, message)| match groups.has(controller) {
        true => Ok(()),
        false => Err(Error::config_unsupported(message)),
    });
    limited.and_then(|()| limit(&groups, domain))?;
    let resource = domain.resource.get_or_insert_with(Resource::default);
    resource.partition.get_or_insert_with(|| Text(PARTITION.to_owned()));
    Ok(Some(groups))
}

fn make(groups: &Groups, domain: &Domain, process: &Process) -> std::result::Result<(), Refused> {
    let folder = groups.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if partition(domain).is_some_and(|partition| partition != PARTITION)
        && !Controller::ALL.iter().any(|controller| groups.cgroups.has(folder, *controller))
    {
        // Partitions are the administrator's.
        return Err(Refused::new(folder, std::io::Error::from_raw_os_error(2)));
    }
    groups.cgroups.make(&groups.path, Controller::ALL)?;
    groups.cgroups.add_process(&groups.path, Controller::ALL, process.pid())
}

/// Gives the whole guest its limits.
fn limit(groups: &Groups, domain: &Domain) -> Result<()> {
    if let Some(tune) = &domain.blkiotune {
        if tune.weight != 0 {
            groups.set(&Setting::DiskWeight(tune.weight))?;
        }
        for device in &tune.devices {
            limit_device(groups, device)?;
        }
    }
    if let Some(tune) = &domain.memtune {
        let limits =
            [(Limit::Hard, tune.hard_limit), (Limit::Soft, tune.soft_limit), (Limit::Swap, tune.swap_hard_limit)];
        for (limit, kib) in limits.into_iter().filter_map(|(limit, kib)| Some((limit, kib?))) {
            groups.set(&Setting::Memory(limit, Some(kib.0.saturating_mul(1024))))?;
        }
    }
    let Some(tune) = &domain.cputune else { return Ok(()) };
    if let Some(Text(shares)) = tune.shares {
        groups.set(&Setting::Shares(shares))?;
    }
    bandwidth(groups, groups.whole(), tune.global_period, tune.global_quota)
}

/// Limits CPU time, as far as the document says anything.
pub(crate) fn bandwidth(groups: &Groups, group: &str, period: u64, quota: i64) -> Result<()> {
    let setting = Setting::Bandwidth(Some(period).filter(|n| *n != 0), Some(quota).filter(|n| *n != 0));
    match setting {
        Setting::Bandwidth(None, None) => Ok(()),
        _ => groups.set_in(group, &setting),
    }
}

/// Limits the traffic with a disk of the host.
pub(crate) fn limit_device(groups: &Groups, device: &BlkioDevice) -> Result<()> {
    let numbers = device_numbers(&device.path)?;
    if device.weight != 0 {
        let setting = Setting::DeviceWeight(numbers.clone(), device.weight);
        groups.cgroups.set(groups.whole(), &setting).map_err(|_| {
            let message = "blkio device weight is valid only for cfq scheduler";
            Error::operation_invalid(message).in_domain(ErrorDomain::CGROUP)
        })?;
    }
    for (what, limit) in [
        (Traffic::ReadRequests, u64::from(device.read_iops_sec)),
        (Traffic::WriteRequests, u64::from(device.write_iops_sec)),
        (Traffic::ReadBytes, device.read_bytes_sec),
        (Traffic::WriteBytes, device.write_bytes_sec),
    ] {
        if limit != 0 {
            groups.set(&Setting::Traffic(what, numbers.clone(), limit))?;
        }
    }
    Ok(())
}

/// Takes the limits of a disk of the host away that are not there any more.
pub(crate) fn lift_device(groups: &Groups, before: &BlkioDevice, after: Option<&BlkioDevice>) -> Result<()> {
    let numbers = device_numbers(&before.path)?;
    let left = |of: fn(&BlkioDevice) -> u64| of(before) != 0 && after.is_none_or(|after| of(after) == 0);
    for (what, of) in [
        (Traffic::ReadRequests, (|d| u64::from(d.read_iops_sec)) as fn(&BlkioDevice) -> u64),
        (Traffic::WriteRequests, |d| u64::from(d.write_iops_sec)),
        (Traffic::ReadBytes, |d| d.read_bytes_sec),
        (Traffic::WriteBytes, |d| d.write_bytes_sec),
    ] {
        if left(of) {
            groups.set(&Setting::Traffic(what, numbers.clone(), 0))?;
        }
    }
    Ok(())
}

/// `major:minor` of a disk.
fn device_numbers(path: &str) -> Result<String> {
    let failed = |e: &std::io::Error| {
        Error::system(format!("Path '{path}' is not accessible"), e).in_domain(ErrorDomain::CGROUP)
    };
    let numbers = host::cgroup::block_device(Path::new(path)).map_err(|e| failed(&e))?;
    numbers.ok_or_else(|| {
        let invalid = std::io::Error::from_raw_os_error(22);
        Error::system(format!("Path '{path}' must be a block device"), &invalid).in_domain(ErrorDomain::CGROUP)
    })
}

/// The CPUs that all threads without a pin of their own may run on.
fn general(domain: &Domain) -> Option<CpuSet> {
    CpuSet::new(domain.vcpu.cpuset.as_deref()?).filter(|set| !set.0.is_empty())
}

/// Where a thread may run.
fn cpus_of(domain: &Domain, thread: Thread) -> Option<CpuSet> {
    pin::of(domain, thread).cloned().or_else(|| general(domain))
}

/// Nodes that memory comes from and nowhere else.
fn strict_nodes(domain: &Domain) -> Option<&CpuSet> {
    let memory = domain.numatune.as_ref()?.memory.as_ref()?;
    let is_strict = matches!(memory.mode, NumaMode::Strict | NumaMode::Restrictive);
    memory.nodeset.as_ref().filter(|_| is_strict)
}

/// Lets threads run on these CPUs only.
pub(crate) fn run_on(groups: Option<&Groups>, thread: Thread, tids: &[i32], cpus: &CpuSet) -> Result<()> {
    if let Some(groups) = groups.filter(|groups| groups.has(Controller::Cpuset)) {
        groups.set_in(&groups.part(thread), &Setting::Cpus(cpus.to_string()))?;
    }
    for tid in tids {
        let set = affinity::set(*tid, cpus.0.iter().copied());
        let failed = |e| Error::system(format!("cannot set CPU affinity on process {tid}"), &e);
        set.map_err(|e| failed(e).in_domain(ErrorDomain::NONE))?;
    }
    Ok(())
}

fn policy(scheduler: &Scheduler) -> Policy {
    let priority = scheduler.priority.unwrap_or(0);
    match scheduler.scheduler {
        SchedulerName::Batch => Policy::Batch,
        SchedulerName::Idle => Policy::Idle,
        SchedulerName::Fifo => Policy::Fifo(priority),
        SchedulerName::Rr => Policy::RoundRobin(priority),
    }
}

/// How the document wants a thread to be scheduled.
fn policy_of(domain: &Domain, thread: Thread) -> Option<Policy> {
    let tune = domain.cputune.as_ref()?;
    let scheduler = match thread {
        Thread::Vcpu(id) => &tune.vcpu_scheds.iter().find(|sched| sched.vcpus.0.contains(&id))?.scheduler,
        Thread::Iothread(id) => &tune.iothread_scheds.iter().find(|sched| sched.iothreads.0.contains(&id))?.scheduler,
        Thread::Emulator => tune.emulator_sched.as_ref()?,
    };
    Some(policy(scheduler))
}

/// Puts threads of a guest into their group, and gives that its limits.
pub(crate) fn place(groups: Option<&Groups>, domain: &Domain, thread: Thread, tids: &[i32]) -> Result<()> {
    if let Some(groups) = groups {
        let part = groups.part(thread);
        groups.cgroups.make(&part, Controller::OF_THREADS).map_err(refused)?;
        groups.cgroups.allow_threads(&part, Controller::OF_THREADS);
        if let Some(nodes) = strict_nodes(domain).filter(|_| groups.has(Controller::Cpuset)) {
            groups.set_in(&part, &Setting::Nodes(nodes.to_string()))?;
        }
        let tune = domain.cputune.as_deref();
        let (period, quota) = tune.map_or((0, 0), |tune| match thread {
            Thread::Vcpu(_) => (tune.period, tune.quota),
            Thread::Emulator => (tune.emulator_period, tune.emulator_quota),
            Thread::Iothread(_) => (tune.iothread_period, tune.iothread_quota),
        });
        bandwidth(groups, &part, period, quota)?;
        for tid in tids {
            groups.cgroups.add_thread(&part, Controller::OF_THREADS, *tid).map_err(refused)?;
        }
    }
    if let Some(cpus) = cpus_of(domain, thread) {
        run_on(groups, thread, tids, &cpus)?;
    }
    if let Some(policy) = policy_of(domain, thread) {
        for tid in tids {
            let set = affinity::schedule(*tid, policy);
            let failed = |e| Error::system(format!("Cannot set scheduler parameters for pid {tid}"), &e);
            set.map_err(|e| failed(e).in_domain(ErrorDomain::NONE))?;
        }
    }
    Ok(())
}

/// Lets a new QEMU run where the document wants its emulator, before it has made other threads.
pub(crate) fn place_process(domain: &Domain, process: &Process) -> Result<()> {
    match cpus_of(domain, Thread::Emulator) {
        Some(cpus) => run_on(None, Thread::Emulator, &[process.pid()], &cpus),
        None => Ok(()),
    }
}

/// Puts all threads of a guest that is about to run into their groups.
pub(crate) fn place_all(core: &Core, live: &Live, domain: &Domain) -> Result<()> {
    let groups = live.groups.as_ref();
    let iothreads = super::iothreads::threads(live)?;
    let vcpus = live.vcpu_threads();
    let tids = core.proc.threads(live.process.pid()).unwrap_or_default();
    let is_other = |tid: &i32| !vcpus.contains(tid) && !iothreads.iter().any(|(_, other)| other == tid);
    let others: Vec<i32> = tids.into_iter().filter(is_other).collect();
    place(groups, domain, Thread::Emulator, &others)?;
    place_vcpus(live, domain)?;
    iothreads.iter().try_for_each(|(id, tid)| place(groups, domain, Thread::Iothread(*id), &[*tid]))
}

/// The same for its virtual CPUs.
pub(crate) fn place_vcpus(live: &Live, domain: &Domain) -> Result<()> {
    for (number, tid) in (0..).zip(live.vcpu_threads().iter()) {
        // Emulated CPUs may share one thread, which stays with the rest.
        if *tid != live.process.pid() {
            place(live.groups.as_ref(), domain, Thread::Vcpu(number), &[*tid])?;
        }
    }
    Ok(())
}

/// The groups of a guest that has this controller, or the error for their absence.
pub(crate) fn of_live(live: &Live, controller: Controller) -> Result<&Groups> {
    let message = match controller {
        Controller::Blkio => "blkio cgroup isn't mounted",
        Controller::Memory => "cgroup memory controller is not mounted",
        Controller::Cpuset => "cgroup cpuset controller is not mounted",
        _ => "cgroup CPU controller is not mounted",
    };
    let groups = live.groups.as_ref().filter(|groups| groups.has(controller));
    groups.ok_or_else(|| Error::operation_invalid(message).remedy("mount it, and start the guest again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_libvirt() {
        assert_eq!(partition_path("/machine"), "machine");
        assert_eq!(partition_path("/machine/prod/web.slice"), "machine/prod.partition/web.slice");
        assert_eq!(partition_path("/mine/../x"), "mine.partition/x.partition");
        let system = Paths::system(Path::new("/"));
        assert_eq!(machine_name(&system, 3, "a b/c.d"), "qemu-3-abc.d");
        assert_eq!(machine_name(&system, 3, &"x".repeat(99)).len(), NAME_CHARS);
        let other = Paths::system(Path::new("/tmp/x"));
        let group = format!("{}{SUFFIX}", machine_name(&other, 3, "a"));
        assert!(group.starts_with("qemu-embed-") && is_own(&other, &group) && !is_own(&system, &group));
        assert!(is_own(&system, "qemu-3-abc.d.libvirt-qemu") && !is_own(&system, "qemu-3-abc.service"));
        assert!(!is_own(&other, "qemu-3-a.libvirt-qemu"));
    }

    #[test]
    fn what_is_no_disk_has_no_numbers() {
        assert!(device_numbers("/dev/null").unwrap_err().message().contains("must be a block device"));
        assert!(device_numbers("/no/where").is_err());
    }
}
