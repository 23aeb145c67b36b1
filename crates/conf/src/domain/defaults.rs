//! Defaults that every hypervisor shares.
