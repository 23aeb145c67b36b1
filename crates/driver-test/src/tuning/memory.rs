//! How much of the host's memory a guest may use, in KiB.

use conf::domain::Domain;
use conf::domain::tuning::Memtune;
use virt::constants::*;
use virt::flags;
use virt::generated::domain::DomainMemoryParametersReply;
use virt::{DomainRef, Error, Result, TypedParam, TypedValue, typed_param};
use xml::Kib;

use super::{GET, SET, counted};
use crate::core::{Core, once};

/// What no limit is told as.
const UNLIMITED: u64 = 9_007_199_254_740_991;
const HARD: &str = VIR_DOMAIN_MEMORY_HARD_LIMIT;
const SOFT: &str = VIR_DOMAIN_MEMORY_SOFT_LIMIT;
const SWAP: &str = VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT;

fn told(limit: Option<Kib>) -> u64 {
    limit.map_or(UNLIMITED, |limit| limit.0.min(UNLIMITED))
}

pub(crate) fn memory(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
    flags::only(flags, GET, "testDomainGetMemoryParameters")?;
    let tune = core.meant_once(dom, flags)?.memtune.unwrap_or_default();
    let limits = [(HARD, tune.hard_limit), (SOFT, tune.soft_limit), (SWAP, tune.swap_hard_limit)];
    let all = limits.map(|(field, limit)| TypedParam::new(field, told(limit)));
    let (params, nparams) = counted(all.into(), room);
    Ok(DomainMemoryParametersReply { params, nparams })
}

pub(crate) fn set_memory(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetMemoryParameters")?;
    once(flags)?;
    typed_param::check(params, &[HARD, SOFT, SWAP].map(|field| (field, VIR_TYPED_PARAM_ULLONG)))?;
    let given = |field: &str| match typed_param::find(params, field) {
        Some(TypedValue::Ullong(kib)) => Some(Some(Kib(*kib)).filter(|kib| kib.0 < UNLIMITED)),
        _ => None,
    };
    let change = |domain: &mut Domain, _| {
        let mut tune = domain.memtune.take().unwrap_or_default();
        tune.hard_limit = given(HARD).unwrap_or(tune.hard_limit);
        tune.soft_limit = given(SOFT).unwrap_or(tune.soft_limit);
        tune.swap_hard_limit = given(SWAP).unwrap_or(tune.swap_hard_limit);
        let asked = given(HARD).is_some() || given(SWAP).is_some();
        if asked && told(tune.hard_limit) > told(tune.swap_hard_limit) {
            return Err(Error::invalid_arg(
                "memory hard_limit tunable value must be lower than or equal to swap_hard_limit",
            ));
        }
        domain.memtune = Some(tune).filter(|tune| *tune != Memtune::default());
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
