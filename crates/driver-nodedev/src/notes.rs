//! What udev has written down of devices: properties, and other names of their files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use host::files::Files;

/// Longest note that is read.
const NOTE_MAX: u64 = 256 << 10;

/// udev's notes, wherever they are.
#[derive(Clone)]
pub(crate) struct Notes {
    files: Arc<dyn Files>,
    folder: PathBuf,
}

/// What is noted of one device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Note {
    pub(crate) properties: BTreeMap<String, String>,
    /// Other names of its file, below /dev.
    pub(crate) links: Vec<String>,
}

impl Notes {
    /// Notes in this folder (`/run/udev/data` in production).
    pub(crate) fn new(files: Arc<dyn Files>, folder: PathBuf) -> Notes {
        Notes { files, folder }
    }

    /// The note of a device; one without has an empty one.
    pub(crate) fn of(&self, key: &str) -> Note {
        // Keys are made of names in /sys, which have no slash.
        if key.contains('/') {
            return Note::default();
        }
        match self.files.read(&self.folder.join(key), NOTE_MAX) {
            Ok(bytes) => parse(&String::from_utf8_lossy(&bytes)),
            Err(_) => Note::default(),
        }
    }
}

/// Lines of a letter and a value; only what is of interest here is taken.
fn parse(text: &str) -> Note {
    let mut note = Note::default();
    for line in text.lines() {
        match line.split_once(':') {
            Some(("S", link)) => note.links.push(format!("/dev/{link}")),
            Some(("E", property)) => {
                if let Some((key, value)) = property.split_once('=') {
                    let value = value.chars().filter(|c| !c.is_control()).collect();
                    note.properties.insert(key.to_owned(), value);
                }
            }
            _ => (),
        }
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_and_links_are_taken_from_notes() {
        let note = parse("S:disk/by-id/x\nI:100\nE:ID_TYPE=disk\nE:ID_X=a=b\x07\nE:bad\nG:tag\nV:1\n?\n");
        assert_eq!(note.links, ["/dev/disk/by-id/x"]);
        let expected = [("ID_TYPE", "disk"), ("ID_X", "a=b")];
        assert!(note.properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected));
    }
}
