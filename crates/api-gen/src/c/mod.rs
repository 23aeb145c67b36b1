//! The C library: shims, headers, version script, machine-readable description.

pub mod shims;
pub mod symbols;
