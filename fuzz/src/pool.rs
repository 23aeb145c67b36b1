//! What mutations draw from: seed documents, and every element and value that stands in any of them.

use std::collections::BTreeMap;
use std::path::Path;

use xml::{Document, Element, Mode, Raw};

/// Seeds and their parts.
#[derive(Default)]
pub(crate) struct Pool {
    /// Name of the root, and the document; many of one type weigh no more than few.
    pub(crate) by_type: BTreeMap<String, Vec<Raw>>,
    /// Elements by the name of their parent.
    pub(crate) children: BTreeMap<String, Vec<(String, Raw)>>,
    /// Values by the name of their attribute.
    pub(crate) values: BTreeMap<String, Vec<String>>,
    /// Texts by the name of their element.
    pub(crate) texts: BTreeMap<String, Vec<String>>,
}

/// Most parts of one name: more would say the same again.
const MOST: usize = 400;
/// Longest seed, in bytes: long ones cost time and say nothing more.
const LONGEST: usize = 24 << 10;

impl Pool {
    /// Reads all documents of known types below the folders.
    pub(crate) fn read(folders: &[impl AsRef<Path>]) -> Pool {
        let mut pool = Pool::default();
        folders.iter().for_each(|folder| pool.folder(folder.as_ref()));
        pool
    }

    fn folder(&mut self, folder: &Path) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        // The order decides which input has which number.
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.folder(&path);
            } else if path.extension().is_some_and(|e| e == "xml") {
                self.document(&std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }

    fn document(&mut self, text: &str) {
        if text.len() > LONGEST {
            return;
        }
        let Ok(document) = Document::parse(text) else { return };
        let root = document.root(Mode::LIVE);
        if conf::documents::DocumentType::of(root.name()).is_err() {
            return;
        }
        let Ok(raw) = Raw::parse(&root) else { return };
        self.parts(root.name(), &raw);
        self.by_type.entry(root.name().to_owned()).or_default().push(raw);
    }

    fn parts(&mut self, name: &str, raw: &Raw) {
        for (attribute, value) in &raw.attributes {
            let values = self.values.entry(attribute.clone()).or_default();
            if values.len() < MOST && !values.contains(value) {
                values.push(value.clone());
            }
        }
        let text = raw.text();
        let texts = self.texts.entry(name.to_owned()).or_default();
        if !text.is_empty() && texts.len() < MOST && !texts.contains(&text) {
            texts.push(text);
        }
        for (child, inner) in raw.elements() {
            let children = self.children.entry(name.to_owned()).or_default();
            if children.len() < MOST {
                children.push((child.to_owned(), inner.clone()));
            }
            self.parts(child, inner);
        }
    }
}
