//! Checks that every hypervisor shares.
