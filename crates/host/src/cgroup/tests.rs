//! Groups in trees that are kept in memory.

use std::sync::Mutex;

use super::*;

/// Folders and files by path; what a group has from the start is said by its tree.
#[derive(Default)]
struct Fake {
    files: Mutex<BTreeMap<PathBuf, String>>,
    folders: Mutex<Vec<PathBuf>>,
}

impl Fake {
    fn said(&self, path: &str) -> Option<String> {
        self.files.lock().unwrap().get(Path::new(path)).cloned()
    }
}

impl ControlFiles for Fake {
    fn read(&self, path: &Path) -> io::Result<String> {
        self.files.lock().unwrap().get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn write(&self, path: &Path, value: &str) -> io::Result<()> {
        if value == "bad" {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        self.files.lock().unwrap().insert(path.to_owned(), value.to_owned());
        Ok(())
    }

    fn make(&self, path: &Path) -> io::Result<bool> {
        let mut folders = self.folders.lock().unwrap();
        let new = !folders.iter().any(|known| known == path);
        folders.push(path.to_owned());
        Ok(new)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut folders = self.folders.lock().unwrap();
        if folders.iter().any(|known| known.parent() == Some(path)) {
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        folders.retain(|known| known != path);
        Ok(())
    }

    fn groups(&self, path: &Path) -> io::Result<Vec<String>> {
        let folders = self.folders.lock().unwrap();
        if !folders.iter().any(|known| known == path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let below = folders.iter().filter(|known| known.parent() == Some(path));
        Ok(below.filter_map(|known| Some(known.file_name()?.to_str()?.to_owned())).collect())
    }
}

const SEPARATE: &str =
    "cgroup /c/cpu cgroup rw,cpu,cpuacct 0 0\ncgroup /c/set cgroup rw,cpuset 0 0\ntmpfs /x tmpfs rw 0 0\nshort";
const UNIFIED: &str = "cgroup2 /u cgroup2 rw 0 0";

fn separate() -> (Arc<Fake>, Cgroups) {
    let fake = Arc::new(Fake::default());
    for name in ["cpuset.cpus", "cpuset.mems"] {
        fake.write(&Path::new("/c/set").join(name), "0-3\n").unwrap();
    }
    (Arc::clone(&fake), Cgroups::new(fake, SEPARATE))
}

fn unified() -> (Arc<Fake>, Cgroups) {
    let fake = Arc::new(Fake::default());
    fake.write(Path::new("/u/cgroup.controllers"), "cpu io memory hugetlb").unwrap();
    (Arc::clone(&fake), Cgroups::new(fake, UNIFIED))
}

#[test]
fn a_new_group_has_its_parents_cpus_and_goes_with_all_in_it() {
    let (fake, groups) = separate();
    groups.make("machine/g/vcpu0", Controller::ALL).unwrap();
    assert_eq!(fake.said("/c/set/machine/g/vcpu0/cpuset.cpus").as_deref(), Some("0-3"));
    assert!(groups.has("machine/g", Controller::Cpu) && !groups.has("machine/g", Controller::Memory));
    groups.add_process("machine/g", Controller::ALL, 7).unwrap();
    groups.add_thread("machine/g/vcpu0", Controller::OF_THREADS, 8).unwrap();
    assert_eq!(fake.said("/c/cpu/machine/g/cgroup.procs").as_deref(), Some("7"));
    assert_eq!(fake.said("/c/set/machine/g/vcpu0/tasks").as_deref(), Some("8"));
    groups.remove("machine/g", Controller::ALL);
    assert!(!groups.has("machine/g", Controller::Cpu) && groups.has("machine", Controller::Cpu));
}

#[test]
fn a_group_that_somebody_left_half_made_is_finished() {
    let (fake, groups) = separate();
    fake.make(Path::new("/c/set/machine")).unwrap();
    fake.write(Path::new("/c/set/machine/cpuset.cpus"), "\n").unwrap();
    groups.make("machine/g", Controller::ALL).unwrap();
    assert_eq!(fake.said("/c/set/machine/cpuset.cpus").as_deref(), Some("0-3"));
    assert_eq!(fake.said("/c/set/machine/g/cpuset.mems").as_deref(), Some("0-3"));
    assert!(groups.inside("machine").into_iter().eq(["g"]) && groups.inside("nobody").is_empty());
}

#[test]
fn both_versions_take_the_same_settings() {
    let (fake, groups) = separate();
    groups.set("g", &Setting::Bandwidth(Some(2000), Some(-1))).unwrap();
    assert_eq!(fake.said("/c/cpu/g/cpu.cfs_quota_us").as_deref(), Some("-1"));
    assert_eq!(groups.bandwidth("g").unwrap(), (2000, -1));
    let refused = groups.set("g", &Setting::Cpus("bad".to_owned())).unwrap_err();
    assert_eq!(refused.file, Path::new("/c/set/g/cpuset.cpus"));
    assert!(groups.set("g", &Setting::DiskWeight(5)).is_err());
    let (fake, groups) = unified();
    groups.make("m/g", Controller::ALL).unwrap();
    assert!(fake.said("/u/m/cgroup.subtree_control").is_some());
    groups.set("m/g", &Setting::Bandwidth(None, Some(7000))).unwrap();
    groups.set("m/g", &Setting::Bandwidth(Some(9000), None)).unwrap();
    assert_eq!(groups.bandwidth("m/g").unwrap(), (9000, 7000));
    groups.set("m/g", &Setting::Memory(Limit::Hard, None)).unwrap();
    assert_eq!(groups.memory("m/g", Limit::Hard).unwrap(), None);
    groups.set("m/g", &Setting::DiskWeight(70)).unwrap();
    assert_eq!(
        (groups.disk_weight("m/g").unwrap(), fake.said("/u/m/g/io.weight").unwrap().as_str()),
        (70, "default 70")
    );
    let limit = Setting::Traffic(Traffic::WriteBytes, "8:0".to_owned(), 0);
    groups.set("m/g", &limit).unwrap();
    assert_eq!(fake.said("/u/m/g/io.max").as_deref(), Some("8:0 wbps=max"));
}

#[test]
fn a_machine_without_groups_has_none() {
    let groups = Cgroups::none();
    assert!(!groups.is_there() && groups.shares("g").is_err());
    groups.make("g", Controller::ALL).unwrap();
    groups.remove("g", Controller::ALL);
}
