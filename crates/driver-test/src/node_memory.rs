//! Figures of the node's memory, and how its pages are shared.

use std::sync::{Mutex, PoisonError};

use virt::constants::*;
use virt::generated::connect::*;
use virt::{Error, NodeMemoryStat, Result, TypedParam, TypedValue, flags};

use crate::core::Core;
use crate::node::{CELLS, cell_kib};
use conf::tune::counted;

/// Total and free memory in KiB; nothing is used for buffers and caches.
pub(crate) fn stats(core: &Core, room: i32, cell: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
    flags::only(flags, 0, "testNodeGetMemoryStats")?;
    let (total, free) = match u32::try_from(cell) {
        Ok(cell) if cell < CELLS => (cell_kib(cell), cell_kib(cell)),
        _ if cell == VIR_NODE_MEMORY_STATS_ALL_CELLS => (core.node.memory_kib, core.node.memory_kib),
        _ => {
            let message = format!("the node has no NUMA node {cell}");
            return Err(Error::invalid_arg(message).remedy(format!("they are 0 to {}, and -1 means all", CELLS - 1)));
        }
    };
    let stats = [
        (VIR_NODE_MEMORY_STATS_TOTAL, total),
        (VIR_NODE_MEMORY_STATS_FREE, free),
        (VIR_NODE_MEMORY_STATS_BUFFERS, 0),
        (VIR_NODE_MEMORY_STATS_CACHED, 0),
    ];
    let params = stats.iter().take(usize::try_from(room).unwrap_or(0));
    let params = params.map(|(field, value)| NodeMemoryStat { field: (*field).to_owned(), value: *value });
    Ok(ConnectNodeGetMemoryStatsReply { params: params.collect(), nparams: 4 })
}

/// How the node looks for equal pages.
#[derive(Debug)]
pub(crate) struct Sharing(Mutex<[(&'static str, u32); 3]>);

impl Default for Sharing {
    fn default() -> Sharing {
        Sharing(Mutex::new([
            (VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, 100),
            (VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, 20),
            (VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, 1),
        ]))
    }
}

/// Figures that only the node changes: with nothing running, no page is shared.
const MEASURED: [&str; 5] = [
    VIR_NODE_MEMORY_SHARED_PAGES_SHARED,
    VIR_NODE_MEMORY_SHARED_PAGES_SHARING,
    VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED,
    VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE,
    VIR_NODE_MEMORY_SHARED_FULL_SCANS,
];

pub(crate) fn parameters(core: &Core, room: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "testNodeGetMemoryParameters")?;
    let set = *core.sharing.0.lock().unwrap_or_else(PoisonError::into_inner);
    let set = set.iter().map(|(name, value)| TypedParam::new(*name, TypedValue::Uint(*value)));
    let measured = MEASURED.iter().map(|name| TypedParam::new(*name, TypedValue::Ullong(0)));
    let (params, nparams) = counted(set.chain(measured).collect(), room);
    Ok(ConnectNodeGetMemoryParametersReply { params, nparams })
}

pub(crate) fn set_parameters(core: &Core, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, 0, "testNodeSetMemoryParameters")?;
    let mut held = core.sharing.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut next = *held;
    for param in params {
        let place = next.iter_mut().find(|(name, _)| *name == param.field);
        let Some((name, place)) = place else {
            return Err(Error::invalid_arg(format!("parameter '{}' not supported", param.field)));
        };
        match param.value {
            TypedValue::Uint(value) if *name != VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES || value <= 1 => {
                *place = value;
            }
            TypedValue::Uint(value) => {
                return Err(Error::invalid_arg(format!("parameter '{name}' is 0 or 1, not {value}")));
            }
            _ => return Err(Error::invalid_arg(format!("parameter '{name}' is an unsigned number of 32 bits"))),
        }
    }
    *held = next;
    Ok(())
}
