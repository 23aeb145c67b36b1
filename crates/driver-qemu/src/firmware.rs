//! Firmware that the host's packages describe: images, and what each is good for.

use std::path::{Path, PathBuf};

pub(crate) use qemu::firmware::Firmware;

/// Where descriptions lie; one of the same file name in a later folder replaces the one before.
const FOLDERS: [&str; 2] = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"];

/// Largest description.
const MAX_SIZE: u64 = 1 << 20;

/// All firmware that is described and is there, in the order of preference.
pub(crate) fn all(files: &dyn host::files::Files) -> Vec<Firmware> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for folder in FOLDERS {
        for name in files.list(Path::new(folder)).unwrap_or_default() {
            let Some(name) = name.to_str().filter(|name| name.ends_with(".json")) else { continue };
            found.retain(|(known, _)| known != name);
            found.push((name.to_owned(), Path::new(folder).join(name)));
        }
    }
    found.sort();
    let read = |path: &Path| serde_json::from_slice(&files.read(path, MAX_SIZE).ok()?).ok();
    found
        .iter()
        .filter_map(|(_, path)| qemu::firmware::parse(&read(path)?))
        .filter(|f| Path::new(&f.image).exists())
        .collect()
}
