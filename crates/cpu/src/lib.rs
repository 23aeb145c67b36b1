//! CPU models and features: what documents call them, what the hardware says, and how the two compare. Pure: no host.

mod arch;
mod arm;
mod baseline;
pub mod calls;
mod compare;
mod data;
mod features;
mod guest;
mod nearest;
mod power;
mod table;
mod update;

pub use arch::{Family, models};
pub use baseline::{OF_HOSTS_ONLY, Terms, baseline, expand};
pub use compare::{Comparison, compare, has_feature, validate_features};
pub use data::{Data, Kind, Register, Word};
pub use features::Features;
pub use guest::{Outcome, Wish, outcome};
pub use nearest::{Nearest, Offered, Sought, nearest_for_guest, nearest_for_host};
pub use power::{power_model, power_vendor};
pub use table::{Feature, Model, Signature, Since, Table, Vendor};
pub use update::{for_guest, translate, update};
