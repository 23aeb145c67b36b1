//! Limits of guests by named values, and what calls do to the parts of a document that hold them. No host is asked: a
//! driver changes documents with these, and then does what they say.

pub mod blkio;
pub mod block_io;
pub mod copy;
pub mod interface;
pub mod iothread;
pub mod lifecycle;
pub mod memory;
pub mod numa;
pub mod perf;
pub mod pin;
pub mod scheduler;
pub mod vcpu;

use virt::TypedParam;
use virt::constants::VIR_TYPED_PARAM_STRING_OKAY;
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use virt::{Error, ErrorCode, ErrorDomain, Result};

/// Flags of calls that change values.
pub const SET: u32 = AFFECT_LIVE | AFFECT_CONFIG;
/// Flags of calls that tell values.
pub const GET: u32 = SET | VIR_TYPED_PARAM_STRING_OKAY;

/// As many values as a caller has room for; one who has none is told how many there are.
pub fn counted(mut params: Vec<TypedParam>, room: i32) -> (Vec<TypedParam>, i32) {
    let all = i32::try_from(params.len()).unwrap_or(i32::MAX);
    params.truncate(usize::try_from(room).unwrap_or(0));
    let told = i32::try_from(params.len()).unwrap_or(i32::MAX);
    (params, if room == 0 { all } else { told })
}

/// Bytes a second of what a caller gave in MiB or bytes.
pub fn bytes_per_second(bandwidth: u64, in_bytes: bool) -> Result<u64> {
    let factor = if in_bytes { 1 } else { 1 << 20 };
    let too_large =
        || Error::new(ErrorCode::OVERFLOW, format!("bandwidth must be less than {}", i64::MAX as u64 / factor));
    bandwidth.checked_mul(factor).filter(|bytes| i64::try_from(*bytes).is_ok()).ok_or_else(too_large)
}

/// Refuses the flags for both documents in calls that are about one only.
pub fn once(flags: u32) -> Result<()> {
    let live = (AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE");
    virt::flags::exclusive(flags, live, (AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"))
        .map_err(|error| error.in_domain(ErrorDomain::DOMAIN))
}
