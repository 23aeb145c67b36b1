//! The kernel's tree of devices, as files: bounded reads, and links that are followed inside the tree only.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use host::files::Files;

/// Longest attribute that is read; the kernel's own are at most a page.
const ATTRIBUTE_MAX: u64 = 64 << 10;

/// Most entries of a folder that are looked at.
const ENTRIES_MAX: usize = 100_000;

/// The tree, wherever it is.
#[derive(Clone)]
pub(crate) struct Sysfs {
    files: Arc<dyn Files>,
    root: PathBuf,
}

impl Sysfs {
    /// The tree below this folder (`/sys` in production).
    pub(crate) fn new(files: Arc<dyn Files>, root: PathBuf) -> Sysfs {
        Sysfs { files, root }
    }

    /// Where something of the tree is.
    pub(crate) fn place(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// An attribute's bytes.
    pub(crate) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(&self.place(path), ATTRIBUTE_MAX).ok()
    }

    /// An attribute as text without the white space around it; devices choose what some say, so control characters are
    /// left out.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let bytes = self.bytes(path)?;
        let text: String = String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).collect();
        Some(text.trim().to_owned())
    }

    /// The same, where an empty one is as good as none.
    pub(crate) fn word(&self, path: &str) -> Option<String> {
        self.text(path).filter(|text| !text.is_empty())
    }

    /// An attribute's number, written as usual or with `0x`.
    pub(crate) fn number(&self, path: &str) -> Option<u64> {
        let text = self.text(path)?;
        match text.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok(),
            None => text.parse().ok(),
        }
    }

    /// An attribute's number without `0x`, with sixteen digits.
    pub(crate) fn hex(&self, path: &str) -> Option<u64> {
        let text = self.text(path)?;
        u64::from_str_radix(text.trim_start_matches("0x"), 16).ok()
    }

    /// Whether something is there.
    pub(crate) fn exists(&self, path: &str) -> bool {
        self.files.identity(&self.place(path)).is_ok()
    }

    /// Names in a folder, in order; none where there is no folder.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let names = self.files.list(&self.place(path)).unwrap_or_default();
        let mut names: Vec<String> =
            names.into_iter().take(ENTRIES_MAX).filter_map(|name| name.into_string().ok()).collect();
        names.sort();
        names
    }

    /// The last name of where a link leads.
    pub(crate) fn link_name(&self, path: &str) -> Option<String> {
        let target = self.files.read_link(&self.place(path)).ok()?;
        Some(target.file_name()?.to_str()?.to_owned())
    }

    /// Where a link leads inside the tree; links of the kernel's are relative and lead to real folders.
    pub(crate) fn link(&self, path: &str) -> Option<String> {
        let target = self.files.read_link(&self.place(path)).ok()?;
        let folder = Path::new(path).parent()?;
        clean(&folder.join(target))
    }

    /// The lines `KEY=VALUE` of an attribute.
    pub(crate) fn properties(&self, path: &str) -> BTreeMap<String, String> {
        let bytes = self.bytes(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.lines()
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }

    /// Writes into an attribute; the kernel acts at once, and an attribute that is not there is not made.
    pub(crate) fn write(&self, path: &str, text: &str) -> std::io::Result<()> {
        self.files.write_into(&self.place(path), text.as_bytes())
    }
}

/// A path without `.` and `..`; `None` if it leads out.
fn clean(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::ParentDir => _ = parts.pop()?,
            Component::RootDir | Component::CurDir => (),
            Component::Prefix(_) => return None,
        }
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_inside() {
        assert_eq!(clean(Path::new("/class/net/../../devices/x/./y")).as_deref(), Some("/devices/x/y"));
        assert_eq!(clean(Path::new("/class/../../etc")), None);
    }
}
