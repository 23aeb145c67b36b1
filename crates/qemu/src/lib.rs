//! What QEMU can do and how it is told: capabilities, document defaults, addresses, command line. Pure.
//!
//! * [`probe`]: the questions that a QEMU binary is asked, and the cache document that the answers become.
//! * [`Capabilities`]: what one QEMU binary can do, as kept in the cache.
//! * [`defaults::complete`]: a parsed document becomes a definition: everything chosen, every device addressed.
//! * [`address`]: places on the guest's buses.
//! * [`firmware`]: which firmware a document means.
//! * [`argv::command`]: the command line.
//! * [`alias`]: the names by which QEMU knows the devices.

pub mod address;
pub mod alias;
pub mod argv;
pub mod capabilities;
pub mod defaults;
pub mod domain_capabilities;
pub mod firmware;
pub mod guest_cpu;
pub mod guest_kind;
pub mod host_model;
pub mod machine;
pub mod migratable;
pub mod probe;
pub mod validate;

pub use capabilities::Capabilities;
