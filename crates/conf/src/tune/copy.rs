//! Where a disk is copied to, and how: what a caller may say of it.

use virt::constants::*;
use virt::{Error, Result};
use xml::{Document, Mode};

use crate::domain::storage::{DiskSource, ImageFormat};

/// Names and types of the values that say how.
pub const PARAMS: [(&str, i32); 3] = [
    (VIR_DOMAIN_BLOCK_COPY_BANDWIDTH, VIR_TYPED_PARAM_ULLONG),
    (VIR_DOMAIN_BLOCK_COPY_GRANULARITY, VIR_TYPED_PARAM_UINT),
    (VIR_DOMAIN_BLOCK_COPY_BUF_SIZE, VIR_TYPED_PARAM_ULLONG),
];

/// The place that a document of a disk describes, and the format if it says one.
pub fn target(text: &str) -> Result<(DiskSource, Option<ImageFormat>)> {
    let document = Document::parse(text).map_err(crate::error)?;
    let node = document.root_named("disk", Mode::INACTIVE).map_err(crate::error)?;
    let source: DiskSource = node.union("type", "source").map_err(crate::error)?;
    if source.is_empty() {
        return Err(Error::invalid_arg("the document of the copy names no place"));
    }
    let format = node.first("driver").map(|driver| driver.value("type")).transpose().map_err(crate::error)?.flatten();
    Ok((source, format))
}
