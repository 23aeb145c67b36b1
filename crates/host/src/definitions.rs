//! Documents that a daemon keeps in folders under their objects' names: definitions, the links by which they start with
//! the host, states of what is active.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use virt::{Error, Result};

use crate::files::{Durability, Files};

/// Largest document that is read back.
const MAX_DOCUMENT: u64 = 32 << 20;

/// Mode of documents: they may hold passwords.
pub const PRIVATE: u32 = 0o600;

/// The heading of documents that a person should not edit, with the command of virsh that edits them properly.
pub fn heading(command: &str) -> String {
    format!(
        "<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n\
         OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n  \
         virsh {command}\nor other application using the libvirt API.\n-->\n\n"
    )
}

/// Makes folders for all to pass.
pub fn create_folders(files: &dyn Files, folders: &[&Path]) -> Result<()> {
    folders.iter().try_for_each(|folder| {
        let made = files.create_folder(folder, 0o755);
        made.map_err(|e| Error::system(format!("Failed to create dir '{}'", folder.display()), &e))
    })
}

/// The documents in a folder. What a write has left that was cut off is removed: what it should have replaced is whole.
pub fn list(files: &dyn Files, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for path in files.list(folder)?.into_iter().map(|name| folder.join(name)) {
        let Some(text) = path.to_str() else { continue };
        if text.ends_with(".xml.new") {
            let _ = files.remove(&path, Durability::Volatile);
        } else if text.ends_with(".xml") {
            documents.push(path);
        }
    }
    Ok(documents)
}

/// The documents of `what` in a folder; one that cannot be read has none, which is logged.
pub fn known(files: &dyn Files, folder: &Path, what: &str) -> Vec<PathBuf> {
    list(files, folder).unwrap_or_else(|error| {
        log::error!("cannot read {what} from '{}': {error}", folder.display());
        Vec::new()
    })
}

/// Does something with each document; a failure is logged and costs only its own object.
pub fn each(documents: &[PathBuf], action: &str, mut work: impl FnMut(&Path) -> Result<()>) {
    for path in documents {
        if let Err(error) = work(path) {
            log::error!("cannot {action} '{}': {error}", path.display());
        }
    }
}

/// Reads a document.
pub fn read(files: &dyn Files, path: &Path) -> Result<String> {
    let read = files.read(path, MAX_DOCUMENT);
    let bytes = read.map_err(|e| Error::system(format!("failed to read '{}'", path.display()), &e))?;
    String::from_utf8(bytes).map_err(|_| Error::xml("document is not UTF-8"))
}

/// Writes a definition so that it survives a power cut.
pub fn write_definition(files: &dyn Files, path: &Path, text: &str) -> Result<()> {
    let written = files.write_atomic(path, text.as_bytes(), PRIVATE, Durability::Synced);
    written.map_err(|e| Error::system(format!("cannot create config file '{}'", path.display()), &e))
}

/// Writes the state of something active; it ends with the host's run.
pub fn write_status(files: &dyn Files, path: &Path, text: &str) -> Result<()> {
    let written = files.write_atomic(path, text.as_bytes(), PRIVATE, Durability::Volatile);
    written.map_err(|e| Error::system(format!("cannot write '{}'", path.display()), &e))
}

/// Removes a state.
pub fn remove_status(files: &dyn Files, path: &Path) -> Result<()> {
    remove(files, path, Durability::Volatile, "cannot remove")
}

/// Removes a definition and its link.
pub fn remove_definition(files: &dyn Files, path: &Path, link: &Path) -> Result<()> {
    remove_link(files, link)?;
    remove(files, path, Durability::Synced, "cannot remove config")
}

/// Removes a link, where there is one.
pub fn remove_link(files: &dyn Files, link: &Path) -> Result<()> {
    remove(files, link, Durability::Synced, "Failed to delete symlink")
}

/// Removes a file, where there is one.
pub fn remove(files: &dyn Files, path: &Path, durability: Durability, what: &str) -> Result<()> {
    match files.remove(path, durability) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::system(format!("{what} '{}'", path.display()), &e)),
        _ => Ok(()),
    }
}

/// Has a definition start with the host, or not. Whatever stands there now does not lead to this definition, or the
/// object would have been loaded with it.
pub fn set_link(files: &dyn Files, link: &Path, definition: Option<&Path>) -> Result<()> {
    remove_link(files, link)?;
    let (Some(definition), Some(folder)) = (definition, link.parent()) else { return Ok(()) };
    let made = files.create_folder(folder, 0o755);
    made.map_err(|e| Error::system(format!("cannot create autostart directory {}", folder.display()), &e))?;
    files.symlink(definition, link).map_err(|e| {
        let places = format!("'{}' to '{}'", link.display(), definition.display());
        Error::system(format!("Failed to create symlink {places}"), &e)
    })
}

/// Whether definitions are started that start with the host: once for each boot, of which a marker tells.
pub fn is_first_start(files: &dyn Files, marker: &Path) -> Result<bool> {
    if files.identity(marker).is_ok() {
        return Ok(false);
    }
    write_status(files, marker, "").map(|()| true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::test_folder;
    use crate::files::SystemFiles;

    #[test]
    fn documents_links_and_markers_come_and_go() {
        let folder = test_folder("definitions");
        let (path, link) = (folder.join("a.xml"), folder.join("autostart/a.xml"));
        write_definition(&SystemFiles, &path, "text").unwrap();
        std::fs::write(folder.join("b.xml.new"), "half").unwrap();
        std::fs::write(folder.join("c.txt"), "").unwrap();
        assert_eq!(list(&SystemFiles, &folder).unwrap(), std::slice::from_ref(&path));
        assert!(!folder.join("b.xml.new").exists());
        assert_eq!(read(&SystemFiles, &path).unwrap(), "text");
        set_link(&SystemFiles, &link, Some(&path)).unwrap();
        assert_eq!(SystemFiles.read_link(&link).unwrap(), path);
        set_link(&SystemFiles, &link, None).unwrap();
        assert!(link.symlink_metadata().is_err());
        remove_definition(&SystemFiles, &path, &link).unwrap();
        remove_status(&SystemFiles, &path).unwrap();
        let marker = folder.join("autostarted");
        assert!(is_first_start(&SystemFiles, &marker).unwrap() && !is_first_start(&SystemFiles, &marker).unwrap());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
