//! `<memory>` of a snapshot: where the guest's memory is kept.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Node, Result, Xml};

/// `<memory>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SnapshotMemory {
    #[xml("snapshot")]
    pub location: Option<MemoryLocation>,
    pub file: Option<String>,
}

/// Where the memory is kept.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemoryLocation {
    /// Nowhere.
    No,
    /// In one of the guest's images.
    Internal,
    /// In a file of its own.
    External,
}

/// Reads the element, or what its absence means.
pub(super) fn parse(node: &Node, redefine: bool, offline: bool) -> Result<Option<SnapshotMemory>> {
    let child = node.first("memory");
    let file = child.and_then(|child| child.attr("file"));
    let location = match child.map(|child| child.value::<MemoryLocation>("snapshot")).transpose()?.flatten() {
        Some(location) => Some(location),
        None if file.is_some() => Some(MemoryLocation::External),
        None if redefine && offline => Some(MemoryLocation::No),
        None if redefine => Some(MemoryLocation::Internal),
        None => None,
    };
    let error = |message: String| Err(child.unwrap_or(*node).error(message));
    match (location, file) {
        (Some(MemoryLocation::External), None) => {
            return error("external memory snapshots require a filename".to_owned());
        }
        (Some(MemoryLocation::No | MemoryLocation::Internal), Some(file)) => {
            return error(format!("memory filename '{file}' requires external snapshot"));
        }
        (Some(MemoryLocation::Internal | MemoryLocation::External), _) if offline => {
            return error("memory state cannot be saved with offline or disk-only snapshot".to_owned());
        }
        (_, Some(file)) if !file.starts_with('/') => {
            return error(format!("memory snapshot file path ({file}) must be absolute"));
        }
        _ => (),
    }
    Ok(location.map(|location| SnapshotMemory { location: Some(location), file: file.map(str::to_owned) }))
}
