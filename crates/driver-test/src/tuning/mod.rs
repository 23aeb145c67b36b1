//! Limits of guests, read and changed by named values: each stands in the guest's document.

mod blkio;
mod block_io;
mod cpu;
mod interface;
mod memory;
mod numa;
mod perf;

pub(crate) use blkio::{blkio, set_blkio};
pub(crate) use block_io::{block_io, delete_group, set_block_io, set_group};
pub(crate) use cpu::{scheduler, scheduler_type, set_scheduler, tunable};
pub(crate) use interface::{interface, set_interface};
pub(crate) use memory::{memory, set_memory};
pub(crate) use numa::{numa, set_numa};
pub(crate) use perf::{names as perf_names, perf_events, set_perf_events};

use virt::TypedParam;
use virt::constants::VIR_TYPED_PARAM_STRING_OKAY;
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE};

/// Flags of calls that change values.
const SET: u32 = AFFECT_LIVE | AFFECT_CONFIG;
/// Flags of calls that tell values.
const GET: u32 = SET | VIR_TYPED_PARAM_STRING_OKAY;

/// As many values as a caller has room for; one who has none is told how many there are.
pub(crate) fn counted(mut params: Vec<TypedParam>, room: i32) -> (Vec<TypedParam>, i32) {
    let all = i32::try_from(params.len()).unwrap_or(i32::MAX);
    params.truncate(crate::list::at_most(room));
    let told = i32::try_from(params.len()).unwrap_or(i32::MAX);
    (params, if room == 0 { all } else { told })
}
