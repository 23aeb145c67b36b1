//! The QEMU driver: life cycle, statistics and events of QEMU guests.
