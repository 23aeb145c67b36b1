//! What each QEMU binary can do: remembered, cached on disk, probed once when the binary is new.
//!
//! The hot path is one `stat` of the binary. The cache file is libvirt's: same name, same format.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use host::files::{Durability, Files, Identity};
use host::node::Node;
use host::process::{Credentials, Processes};
use qemu::Capabilities;
use qemu::probe::Binary;
use virt::{Error, Result};

use crate::core::VERSION;
use crate::probe;
use crate::sha256::hex_digest;
use crate::start::MadeCpus;

/// Largest cache file.
const MAX_CACHE_FILE: u64 = 16 << 20;

/// A QEMU binary and what it can do.
#[derive(Debug)]
pub(crate) struct KnownBinary {
    /// What it can do.
    pub(crate) capabilities: Capabilities,
    /// Names of its capability flags, for run-time files.
    pub(crate) flags: Arc<[String]>,
    /// CPUs it has made for guests.
    pub(crate) cpus: MadeCpus,
    identity: Identity,
}

impl KnownBinary {
    /// Whether it stays when an incoming stream is broken, to say why.
    pub(crate) fn can_stay(&self) -> bool {
        self.flags.iter().any(|flag| flag == "migrate-incoming.exit-on-error")
    }
}

/// All binaries asked for so far.
#[derive(Debug)]
pub(crate) struct Binaries {
    cache: PathBuf,
    credentials: Option<Credentials>,
    known: Mutex<HashMap<PathBuf, Arc<Slot>>>,
}

/// One binary; its lock makes sure that two callers do not probe at once.
type Slot = Mutex<Option<Arc<KnownBinary>>>;

impl Binaries {
    /// Remembers nothing yet; cache files lie in `cache`.
    pub(crate) fn new(cache: PathBuf, credentials: Option<Credentials>) -> Binaries {
        Binaries { cache, credentials, known: Mutex::new(HashMap::new()) }
    }

    /// What a binary can do.
    pub(crate) fn find(&self, files: &dyn Files, processes: &dyn Processes, path: &Path) -> Result<Arc<KnownBinary>> {
        let failed = |e| Error::system(format!("Cannot check QEMU binary {}", path.display()), &e);
        let identity = files.identity(path).map_err(failed)?;
        let slot = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(path.to_owned()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(binary) = slot.as_ref().filter(|binary| binary.identity == identity) {
            return Ok(Arc::clone(binary));
        }
        let about = about(files, path, &identity);
        let cache_file = self.cache.join(format!("{}.xml", hex_digest(path.as_os_str().as_encoded_bytes())));
        let capabilities = match read_cache(files, &cache_file, &about) {
            Some(capabilities) => capabilities,
            None => {
                let text = probe::probe(processes, path, self.credentials.as_ref(), &about)?;
                // A cache that cannot be written costs the next daemon a probe, nothing else.
                if let Err(error) = files.write_atomic(&cache_file, text.as_bytes(), 0o600, Durability::Volatile) {
                    log::warn!("cannot write '{}': {error}", cache_file.display());
                }
                Capabilities::parse(&text)?
            }
        };
        let flags = capabilities.document().flags.iter().map(|flag| flag.name.clone()).collect();
        let binary = Arc::new(KnownBinary { capabilities, flags, cpus: MadeCpus::default(), identity });
        *slot = Some(Arc::clone(&binary));
        Ok(binary)
    }
}

/// Folders with QEMU's loadable modules.
const MODULE_FOLDERS: [&str; 3] = ["/usr/lib/x86_64-linux-gnu/qemu", "/usr/lib64/qemu", "/usr/lib/qemu"];

fn seconds(ns: i128) -> i64 {
    i64::try_from(ns.div_euclid(1_000_000_000)).unwrap_or(0)
}

fn about(files: &dyn Files, path: &Path, identity: &Identity) -> Binary {
    let modules = MODULE_FOLDERS.iter().find_map(|folder| files.identity(Path::new(folder)).ok());
    let this = files.identity(Path::new("/proc/self/exe")).ok();
    let uname = host::uname();
    Binary {
        emulator: path.to_string_lossy().into_owned(),
        ctime: seconds(identity.ctime_ns),
        module_folder_mtime: modules.map_or(0, |folder| seconds(folder.mtime_ns)),
        self_ctime: this.map_or(0, |exe| seconds(exe.ctime_ns)),
        self_version: VERSION,
        microcode: Node::default().cpu_identity().microcode,
        kernel: Some(format!("{} {}", uname.release, uname.version)),
    }
}

/// Reads the cache file if it is about this very binary, kernel and microcode, and of this very prober.
fn read_cache(files: &dyn Files, path: &Path, about: &Binary) -> Option<Capabilities> {
    let text = String::from_utf8(files.read(path, MAX_CACHE_FILE).ok()?).ok()?;
    let says = |element: &str, value: &str| text.contains(&format!("<{element}>{value}</{element}>"));
    let fresh = says("emulator", &about.emulator)
        && says("qemuctime", &about.ctime.to_string())
        && says("selfctime", &about.self_ctime.to_string())
        && says("selfvers", &about.self_version.to_string())
        && (about.module_folder_mtime == 0 || says("qemumoddirmtime", &about.module_folder_mtime.to_string()))
        && (about.microcode == 0 || says("microcodeVersion", &about.microcode.to_string()))
        && about.kernel.as_ref().is_none_or(|kernel| says("kernelVersion", kernel));
    match fresh {
        true => Capabilities::parse(&text).ok(),
        false => None,
    }
}
