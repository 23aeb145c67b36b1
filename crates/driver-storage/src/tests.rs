//! Lives of pools and volumes, on real files.
