//! `<poolstate>`: the run-time file from which a daemon takes an active pool over.

use super::StoragePool;
use virt::{Error, Result};
use xml::{Document, Mode, Xml};

/// An active pool as its daemon knows it.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct PoolStatus {
    /// What it was started with.
    pub pool: StoragePool,
}

impl PoolStatus {
    /// Reads a run-time file.
    pub fn parse(text: &str) -> Result<PoolStatus> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("poolstate", Mode::STATUS).map_err(crate::error)?;
        let inner = root.first("pool").ok_or_else(|| Error::internal("no pool config"))?;
        Ok(PoolStatus { pool: StoragePool::from_node(&inner)? })
    }

    /// Prints it.
    pub fn format(&self) -> String {
        xml::to_string("poolstate", self, Mode::STATUS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_comes_back_as_it_was_written() {
        let text = "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>";
        let status = PoolStatus { pool: StoragePool::parse(text).unwrap() };
        let printed = status.format();
        assert!(printed.starts_with("<poolstate>\n  <pool type='dir'>\n    <name>p</name>\n"), "{printed}");
        assert_eq!(PoolStatus::parse(&printed).unwrap(), status);
        assert!(PoolStatus::parse("<poolstate/>").is_err());
    }
}
