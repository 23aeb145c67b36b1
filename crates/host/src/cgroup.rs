//! Control groups: where the kernel keeps the limits of a set of processes, in both of its versions, also side by side.
//!
//! A group has one path, which stands in the tree of every controller. What is asked of the kernel goes through
//! [`ControlFiles`], so that tests need no kernel.

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use setting::{Controller, Setting, Traffic};

/// The files of control groups.
pub trait ControlFiles: Send + Sync {
    /// The whole content of a file.
    fn read(&self, path: &Path) -> io::Result<String>;
    /// Writes a value into a file.
    fn write(&self, path: &Path, value: &str) -> io::Result<()>;
    /// Makes a group; one that is there is fine. Tells whether it is new.
    fn make(&self, path: &Path) -> io::Result<bool>;
    /// Removes a group that holds neither processes nor groups.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Names of the groups in a group.
    fn groups(&self, path: &Path) -> io::Result<Vec<String>>;
}

/// The kernel's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemControlFiles;

impl ControlFiles for SystemControlFiles {
    fn read(&self, path: &Path) -> io::Result<String> {
        std::fs::read_to_string(path)
    }

    fn write(&self, path: &Path, value: &str) -> io::Result<()> {
        use std::io::Write as _;
        std::fs::OpenOptions::new().write(true).open(path)?.write_all(value.as_bytes())
    }

    fn make(&self, path: &Path) -> io::Result<bool> {
        match std::fs::create_dir(path) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(e) => Err(e),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_dir(path)
    }

    fn groups(&self, path: &Path) -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(path)?.filter_map(io::Result::ok);
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        Ok(folders.filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }
}

/// A value that the kernel did not take, or did not tell.
#[derive(Debug)]
pub struct Refused {
    /// Its file.
    pub file: PathBuf,
    /// The value, if one was written.
    pub value: String,
    /// What the kernel said.
    pub error: io::Error,
}

impl Refused {
    /// Something other than a value.
    pub fn new(file: impl Into<PathBuf>, error: io::Error) -> Refused {
        Refused { file: file.into(), value: String::new(), error }
    }
}

/// Largest depth in which groups of a group are removed.
const DEPTH: usize = 4;

/// The control groups of the machine.
#[derive(Clone)]
pub struct Cgroups {
    files: Arc<dyn ControlFiles>,
    /// Trees of version 1, each with one or more controllers.
    trees: BTreeMap<Controller, PathBuf>,
    /// The tree of version 2.
    unified: Option<PathBuf>,
    /// Controllers that the tree of version 2 has.
    in_unified: Vec<Controller>,
}

impl std::fmt::Debug for Cgroups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cgroups").field("trees", &self.trees).field("unified", &self.unified).finish_non_exhaustive()
    }
}

impl Cgroups {
    /// Those of this machine, as far as this process may change them.
    pub fn system() -> Cgroups {
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        Cgroups::new(Arc::new(SystemControlFiles), &mounts)
    }

    /// Those that a list of mounts in the form of `/proc/mounts` names.
    pub fn new(files: Arc<dyn ControlFiles>, mounts: &str) -> Cgroups {
        let mut all = Cgroups { files, trees: BTreeMap::new(), unified: None, in_unified: Vec::new() };
        for line in mounts.lines() {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            let [_, place, kind, options, ..] = words.as_slice() else { continue };
            let place = PathBuf::from(place.replace("\\040", " "));
            match *kind {
                "cgroup" => {
                    for controller in options.split(',').filter_map(Controller::from_name) {
                        all.trees.entry(controller).or_insert_with(|| place.clone());
                    }
                }
                "cgroup2" => all.unified = Some(place),
                _ => {}
            }
        }
        if let Some(unified) = &all.unified {
            let names = all.files.read(&unified.join("cgroup.controllers")).unwrap_or_default();
            let mut has: Vec<Controller> =
                names.split_ascii_whitespace().filter_map(Controller::from_unified_name).collect();
            // Its CPU time is counted for every group.
            has.push(Controller::Cpuacct);
            has.retain(|controller| !all.trees.contains_key(controller) || *controller == Controller::Cpuacct);
            all.in_unified = has;
        }
        all
    }

    /// A machine without control groups.
    pub fn none() -> Cgroups {
        Cgroups::new(Arc::new(SystemControlFiles), "")
    }

    /// Whether there are any.
    pub fn is_there(&self) -> bool {
        !self.trees.is_empty() || self.unified.is_some()
    }

    fn is_unified(&self, controller: Controller) -> bool {
        self.in_unified.contains(&controller)
    }

    /// The tree that a controller is in.
    fn tree(&self, controller: Controller) -> Option<&PathBuf> {
        match self.is_unified(controller) {
            true => self.unified.as_ref(),
            false => self.trees.get(&controller),
        }
    }

    /// Every tree, each once.
    fn all_trees(&self, chosen: &[Controller]) -> Vec<(Controller, &PathBuf)> {
        let mut found: Vec<(Controller, &PathBuf)> = Vec::new();
        for controller in chosen {
            if let Some(tree) = self.tree(*controller)
                && !found.iter().any(|(_, known)| *known == tree)
            {
                found.push((*controller, tree));
            }
        }
        found
    }

    /// Makes a group in the trees of all these controllers; its parent may be missing too.
    pub fn make(&self, group: &str, controllers: &[Controller]) -> Result<(), Refused> {
        for (controller, tree) in self.all_trees(controllers) {
            let mut at = tree.clone();
            for part in Path::new(group).components() {
                if self.is_unified(controller) {
                    self.hand_down(&at, controllers);
                }
                at.push(part);
                let made = self.files.make(&at).map_err(|error| Refused::new(at.clone(), error))?;
                // Whoever made it may have been killed before it was given anything.
                let is_bare = || self.files.read(&at.join("cpuset.cpus")).is_ok_and(|cpus| cpus.trim().is_empty());
                if controller == Controller::Cpuset && !self.is_unified(controller) && (made || is_bare()) {
                    self.inherit(&at)?;
                }
            }
        }
        Ok(())
    }

    /// Lets the groups below one of version 2 have its controllers, as far as the kernel agrees.
    fn hand_down(&self, group: &Path, controllers: &[Controller]) {
        let file = group.join("cgroup.subtree_control");
        for controller in controllers.iter().filter(|controller| self.is_unified(**controller)) {
            if let Some(name) = controller.unified_name() {
                let _ = self.files.write(&file, &format!("+{name}"));
            }
        }
    }

    /// A new group of the first version has no CPUs and no memory at all, until it is given its parent's.
    fn inherit(&self, group: &Path) -> Result<(), Refused> {
        let Some(parent) = group.parent() else { return Ok(()) };
        for name in ["cpuset.cpus", "cpuset.mems"] {
            let (from, to) = (parent.join(name), group.join(name));
            let value = self.files.read(&from).map_err(|error| Refused::new(from, error))?;
            self.files.write(&to, value.trim()).map_err(|error| Refused::new(to, error))?;
        }
        let migrate = group.join("cpuset.memory_migrate");
        self.files.write(&migrate, "1").map_err(|error| Refused::new(migrate, error))
    }

    /// Names of the groups in one, whatever they are for.
    pub fn inside(&self, group: &str) -> BTreeSet<String> {
        let trees = self.trees.values().chain(&self.unified);
        trees.flat_map(|tree| self.files.groups(&tree.join(group)).unwrap_or_default()).collect()
    }

    /// Whether a group is there for a controller.
    pub fn has(&self, group: &str, controller: Controller) -> bool {
        self.tree(controller).is_some_and(|tree| self.files.groups(&tree.join(group)).is_ok())
    }

    /// Puts a process with all its threads into a group.
    pub fn add_process(&self, group: &str, controllers: &[Controller], pid: i32) -> Result<(), Refused> {
        self.add(group, controllers, pid, |_| "cgroup.procs")
    }

    /// Puts one thread of a process into a group below that of the process.
    pub fn add_thread(&self, group: &str, controllers: &[Controller], tid: i32) -> Result<(), Refused> {
        self.add(group, controllers, tid, |unified| if unified { "cgroup.threads" } else { "tasks" })
    }

    fn add(
        &self,
        group: &str,
        controllers: &[Controller],
        id: i32,
        name: fn(bool) -> &'static str,
    ) -> Result<(), Refused> {
        for (controller, tree) in self.all_trees(controllers) {
            let file = tree.join(group).join(name(self.is_unified(controller)));
            self.files.write(&file, &id.to_string()).map_err(|error| Refused::new(file, error))?;
        }
        Ok(())
    }

    /// Makes a group of version 2 one that threads can be in.
    pub fn allow_threads(&self, group: &str, controllers: &[Controller]) {
        if let Some(unified) = self.unified.as_ref().filter(|_| controllers.iter().any(|c| self.is_unified(*c))) {
            let _ = self.files.write(&unified.join(group).join("cgroup.type"), "threaded");
        }
    }

    /// Changes a limit.
    pub fn set(&self, group: &str, setting: &Setting) -> Result<(), Refused> {
        let controller = setting.controller();
        let missing = || Refused::new(PathBuf::from(group), io::Error::from(io::ErrorKind::NotFound));
        let folder = self.tree(controller).ok_or_else(missing)?.join(group);
        let unified = self.is_unified(controller);
        let read = |name: &str| self.files.read(&folder.join(name)).ok();
        for (name, value) in setting.writes(unified, &read) {
            let file = folder.join(name);
            self.files.write(&file, &value).map_err(|error| Refused { file, value, error })?;
        }
        Ok(())
    }

    /// The content of a file of a group, by its name in version 1 and in version 2.
    fn text(&self, group: &str, controller: Controller, names: [&str; 2]) -> Result<String, Refused> {
        let name = names[usize::from(self.is_unified(controller))];
        let missing = || Refused::new(PathBuf::from(name), io::Error::from(io::ErrorKind::NotFound));
        let file = self.tree(controller).ok_or_else(missing)?.join(group).join(name);
        self.files.read(&file).map(|text| text.trim().to_owned()).map_err(|error| Refused::new(file, error))
    }

    /// Its share of CPU time.
    pub fn shares(&self, group: &str) -> Result<u64, Refused> {
        let text = self.text(group, Controller::Cpu, ["cpu.shares", "cpu.weight"])?;
        Ok(text.parse().unwrap_or(0))
    }

    /// Its period and quota of CPU time in microseconds; a quota of -1 is none.
    pub fn bandwidth(&self, group: &str) -> Result<(u64, i64), Refused> {
        if self.is_unified(Controller::Cpu) {
            let text = self.text(group, Controller::Cpu, ["", "cpu.max"])?;
            let (quota, period) = text.split_once(' ').unwrap_or((&text, "100000"));
            return Ok((period.parse().unwrap_or(0), quota.parse().unwrap_or(-1)));
        }
        let period = self.text(group, Controller::Cpu, ["cpu.cfs_period_us", ""])?;
        let quota = self.text(group, Controller::Cpu, ["cpu.cfs_quota_us", ""])?;
        Ok((period.parse().unwrap_or(0), quota.parse().unwrap_or(-1)))
    }

    /// A limit of memory in bytes; `None` is none.
    pub fn memory(&self, group: &str, limit: Limit) -> Result<Option<u64>, Refused> {
        let names = match limit {
            Limit::Hard => ["memory.limit_in_bytes", "memory.max"],
            Limit::Soft => ["memory.soft_limit_in_bytes", "memory.high"],
            Limit::Swap => ["memory.memsw.limit_in_bytes", "memory.swap.max"],
        };
        let text = self.text(group, Controller::Memory, names)?;
        // Version 1 says the largest multiple of a page for "no limit".
        const NONE: u64 = i64::MAX as u64 - (1 << 16);
        Ok(text.parse().ok().filter(|bytes| *bytes < NONE))
    }

    /// Its share of disk time.
    pub fn disk_weight(&self, group: &str) -> Result<u32, Refused> {
        let names = [["blkio.bfq.weight", "io.bfq.weight"], ["blkio.weight", "io.weight"]];
        let mut failure = None;
        for pair in names {
            match self.text(group, Controller::Blkio, pair) {
                Ok(text) => return Ok(text.trim_start_matches("default ").trim().parse().unwrap_or(0)),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.unwrap_or_else(|| Refused::new("blkio.weight", io::ErrorKind::NotFound.into())))
    }

    /// The nodes that its memory comes from.
    pub fn nodes(&self, group: &str) -> Result<String, Refused> {
        self.text(group, Controller::Cpuset, ["cpuset.mems", "cpuset.mems"])
    }

    /// CPU time that a group has had, in nanoseconds: all, in user mode, in the kernel.
    pub fn cpu_time(&self, group: &str) -> Result<[u64; 3], Refused> {
        if !self.is_unified(Controller::Cpuacct) {
            let names = ["cpuacct.usage", "cpuacct.usage_user", "cpuacct.usage_sys"];
            let one = |name| Ok(self.text(group, Controller::Cpuacct, [name, ""])?.parse().unwrap_or(0));
            return Ok([one(names[0])?, one(names[1])?, one(names[2])?]);
        }
        let text = self.text(group, Controller::Cpuacct, ["", "cpu.stat"])?;
        let one = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok());
            value.unwrap_or(0).saturating_mul(1000)
        };
        Ok([one("usage_usec "), one("user_usec "), one("system_usec ")])
    }

    /// Removes a group with the groups in it. What holds processes still stays.
    pub fn remove(&self, group: &str, controllers: &[Controller]) {
        for (_, tree) in self.all_trees(controllers) {
            self.remove_below(&tree.join(group), DEPTH);
        }
    }

    fn remove_below(&self, path: &Path, depth: usize) {
        for name in self.files.groups(path).unwrap_or_default().iter().filter(|_| depth > 0) {
            self.remove_below(&path.join(name), depth - 1);
        }
        let _ = self.files.remove(path);
    }
}

/// `major:minor` of a block device; `None` for any other file.
pub fn block_device(path: &Path) -> io::Result<Option<String>> {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    let metadata = std::fs::metadata(path)?;
    let numbers = || format!("{}:{}", rustix::fs::major(metadata.rdev()), rustix::fs::minor(metadata.rdev()));
    Ok(metadata.file_type().is_block_device().then(numbers))
}

/// Limits of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Of memory itself.
    Hard,
    /// What is aimed at when memory is short.
    Soft,
    /// Of memory and swap space.
    Swap,
}

#[cfg(test)]
mod tests;
