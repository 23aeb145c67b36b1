//! Names of PCI vendors and products, from the list that distributions install.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use host::files::Files;

/// Longest list that is read.
const LIST_MAX: u64 = 32 << 20;

/// What a vendor and a product are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    pub(crate) vendor: Option<String>,
    pub(crate) product: Option<String>,
}

/// The list, of which only those lines are kept that somebody asked for.
pub(crate) struct Ids {
    files: Arc<dyn Files>,
    /// Where it may be.
    paths: Vec<PathBuf>,
    known: Mutex<BTreeMap<(u16, u16), Names>>,
}

impl Ids {
    pub(crate) fn new(files: Arc<dyn Files>, paths: Vec<PathBuf>) -> Ids {
        Ids { files, paths, known: Mutex::default() }
    }

    /// Looks up many at once, which reads the list once.
    pub(crate) fn learn(&self, wanted: &[(u16, u16)]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<(u16, u16)> = wanted.iter().copied().filter(|pair| !known.contains_key(pair)).collect();
        if new.is_empty() {
            return;
        }
        let list = self.paths.iter().find_map(|path| self.files.read(path, LIST_MAX).ok()).unwrap_or_default();
        known.extend(find(&list, &new));
    }

    /// What a vendor and a product are called.
    pub(crate) fn names(&self, vendor: u16, product: u16) -> Names {
        self.learn(&[(vendor, product)]);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(vendor, product)).cloned().unwrap_or_default()
    }
}

/// Lines of vendors begin with four digits, those of their products with a tab and four digits.
fn find(list: &[u8], wanted: &[(u16, u16)]) -> BTreeMap<(u16, u16), Names> {
    let mut found: BTreeMap<(u16, u16), Names> = wanted.iter().map(|pair| (*pair, Names::default())).collect();
    let mut vendor = None;
    for line in list.split(|byte| *byte == b'\n') {
        match line.strip_prefix(b"\t") {
            None => {
                // Classes of devices stand behind all vendors.
                if line.starts_with(b"C ") {
                    break;
                }
                let named = named(line);
                if line.first().is_some_and(|byte| *byte != b'#') {
                    vendor = named.as_ref().map(|(id, _)| *id);
                }
                if let Some((id, name)) = named {
                    found.range_mut((id, 0)..=(id, u16::MAX)).for_each(|(_, names)| names.vendor = Some(name.clone()));
                }
            }
            Some(line) => {
                if let (Some(vendor), Some((id, name))) = (vendor, named(line))
                    && let Some(names) = found.get_mut(&(vendor, id))
                {
                    names.product = Some(name);
                }
            }
        }
    }
    found
}

fn named(line: &[u8]) -> Option<(u16, String)> {
    let (digits, rest) = line.split_at_checked(4)?;
    if rest.first() != Some(&b' ') {
        return None;
    }
    let id = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((id, String::from_utf8_lossy(rest).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_vendor_and_product() {
        let list = b"# head\n0001  First\n\t0002  Own\n\t\t0002 0003  Part\n8086  Second & Co\n\t0002  Other \n\t1237  440FX\n\n\
                     C 00  Class\n\t0002  No product\n";
        let found = find(list, &[(0x8086, 2), (0x8086, 9), (1, 2), (7, 7)]);
        let names = |vendor, product| {
            let names: &Names = &found[&(vendor, product)];
            (names.vendor.as_deref(), names.product.as_deref())
        };
        assert_eq!(names(0x8086, 2), (Some("Second & Co"), Some("Other")));
        assert_eq!(names(0x8086, 9), (Some("Second & Co"), None));
        assert_eq!(names(1, 2), (Some("First"), Some("Own")));
        assert_eq!(names(7, 7), (None, None));
    }
}
