//! CPU models and features: what documents call them, what the hardware says, and how the two compare. Pure: no host.

mod data;
mod guest;
mod table;

pub use data::{Data, Kind, Register, Word};
pub use guest::{Outcome, Wish, outcome};
pub use table::{Feature, Model, Signature, Since, Table, Vendor};

/// Names of the models that documents may use for guests of an architecture; none where every model of QEMU's may be
/// used, and `None` for architectures that we do not know.
pub fn models(arch: &str) -> Option<Vec<&'static str>> {
    match arch {
        "x86_64" | "i686" => Some(Table::x86().models.iter().map(|model| model.name).collect()),
        "aarch64" | "riscv64" | "loongarch64" => Some(Vec::new()),
        _ => None,
    }
}
