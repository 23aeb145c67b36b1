//! The public Rust API: `Connect::open(uri)` picks the driver.
