//! How much of the host's memory a guest may use, in KiB.

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};
use xml::Kib;

use crate::domain::Domain;
use crate::domain::tuning::Memtune;

/// What no limit is told as.
pub const UNLIMITED: u64 = 9_007_199_254_740_991;
const HARD: &str = VIR_DOMAIN_MEMORY_HARD_LIMIT;
const SOFT: &str = VIR_DOMAIN_MEMORY_SOFT_LIMIT;
const SWAP: &str = VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT;

fn told(limit: Option<Kib>) -> u64 {
    limit.map_or(UNLIMITED, |limit| limit.0)
}

/// What a document says.
pub fn params(domain: &Domain) -> Vec<TypedParam> {
    let tune = domain.memtune.clone().unwrap_or_default();
    let limits = [(HARD, tune.hard_limit), (SOFT, tune.soft_limit), (SWAP, tune.swap_hard_limit)];
    limits.map(|(field, limit)| TypedParam::new(field, told(limit))).into()
}

/// Checks names and types.
pub fn check(params: &[TypedParam]) -> Result<()> {
    typed_param::check(params, &[HARD, SOFT, SWAP].map(|field| (field, VIR_TYPED_PARAM_ULLONG)))
}

/// Puts checked values in.
pub fn apply(domain: &mut Domain, params: &[TypedParam]) -> Result<()> {
    let given = |field: &str| match typed_param::find(params, field) {
        Some(TypedValue::Ullong(kib)) => Some(Some(Kib(*kib)).filter(|kib| kib.0 < UNLIMITED)),
        _ => None,
    };
    let mut tune = domain.memtune.take().unwrap_or_default();
    tune.hard_limit = given(HARD).unwrap_or(tune.hard_limit);
    tune.soft_limit = given(SOFT).unwrap_or(tune.soft_limit);
    tune.swap_hard_limit = given(SWAP).unwrap_or(tune.swap_hard_limit);
    let asked = given(HARD).is_some() || given(SWAP).is_some();
    if asked && told(tune.hard_limit) > told(tune.swap_hard_limit) {
        let message = "memory hard_limit tunable value must be lower than or equal to swap_hard_limit";
        return Err(Error::invalid_arg(message).in_domain(ErrorDomain::DOMAIN));
    }
    domain.memtune = Some(tune).filter(|tune| *tune != Memtune::default());
    Ok(())
}
