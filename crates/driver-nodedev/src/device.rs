//! A device as it is published.

use std::sync::Arc;

use conf::nodedev::NodeDevice;
use conf::nodedev::listed::Listed;
use virt::objects::Kind;

/// A device, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    /// Its folder below /sys; the computer has none.
    pub(crate) path: Option<String>,
    pub(crate) document: Arc<NodeDevice>,
}

impl Kind for Device {
    type Key = String;

    fn key(&self) -> String {
        self.document.name.clone()
    }

    fn name(&self) -> &str {
        &self.document.name
    }
}

impl Listed for Device {
    fn shown(&self) -> Option<&NodeDevice> {
        Some(&self.document)
    }

    fn is_active(&self) -> bool {
        true
    }

    /// Only the computer is always there.
    fn is_persistent(&self) -> bool {
        self.path.is_none()
    }
}
