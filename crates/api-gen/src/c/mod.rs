//! The C library: shims, headers, version script, machine-readable description.

pub mod api_xml;
pub mod checks;
pub mod headers;
mod interface;
pub mod shims;
pub mod symbols;
