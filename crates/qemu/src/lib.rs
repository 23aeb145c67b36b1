//! What QEMU can do and how it is told: capabilities, document defaults, addresses, command line. Pure.

pub mod probe;
