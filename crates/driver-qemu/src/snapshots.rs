//! Snapshots and checkpoints: this driver makes none, so every guest has none.

use virt::generated::domain_snapshot::{DomainSnapshotDriver, DomainSnapshotListAllSnapshotsReply};
use virt::{DomainRef, DomainSnapshotRef, Error, ErrorCode, Result};

use crate::connection::QemuConnection;

impl DomainSnapshotDriver for QemuConnection {
    fn num(&self, dom: &DomainRef, _flags: u32) -> Result<i32> {
        self.core().table.find(dom).map(|_| 0)
    }

    fn list_names(&self, dom: &DomainRef, _maxnames: i32, _flags: u32) -> Result<Vec<String>> {
        self.core().table.find(dom).map(|_| Vec::new())
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        _need_results: i32,
        _flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        self.core().table.find(dom).map(|_| DomainSnapshotListAllSnapshotsReply::default())
    }

    fn has_current_snapshot(&self, dom: &DomainRef, _flags: u32) -> Result<i32> {
        self.core().table.find(dom).map(|_| 0)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, _flags: u32) -> Result<DomainSnapshotRef> {
        self.core().table.find(dom)?;
        let message = format!("no domain snapshot with matching name '{name}'");
        Err(Error::new(ErrorCode::NO_DOMAIN_SNAPSHOT, message))
    }

    fn current(&self, dom: &DomainRef, _flags: u32) -> Result<DomainSnapshotRef> {
        self.core().table.find(dom)?;
        Err(Error::new(ErrorCode::NO_DOMAIN_SNAPSHOT, "the domain does not have a current snapshot"))
    }
}
