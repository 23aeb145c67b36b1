//! Counters of the host's CPUs that a guest is counted with.

use virt::constants::*;
use virt::{Result, TypedParam, TypedValue, typed_param};
use xml::Value;

use crate::domain::Domain;
use crate::domain::tuning::{PerfEvent, PerfEventName};
use crate::words::YesNo;

/// All counters, in the order of their numbers.
pub const NAMES: [&str; 22] = [
    VIR_PERF_PARAM_CMT,
    VIR_PERF_PARAM_MBMT,
    VIR_PERF_PARAM_MBML,
    VIR_PERF_PARAM_CPU_CYCLES,
    VIR_PERF_PARAM_INSTRUCTIONS,
    VIR_PERF_PARAM_CACHE_REFERENCES,
    VIR_PERF_PARAM_CACHE_MISSES,
    VIR_PERF_PARAM_BRANCH_INSTRUCTIONS,
    VIR_PERF_PARAM_BRANCH_MISSES,
    VIR_PERF_PARAM_BUS_CYCLES,
    VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND,
    VIR_PERF_PARAM_STALLED_CYCLES_BACKEND,
    VIR_PERF_PARAM_REF_CPU_CYCLES,
    VIR_PERF_PARAM_CPU_CLOCK,
    VIR_PERF_PARAM_TASK_CLOCK,
    VIR_PERF_PARAM_PAGE_FAULTS,
    VIR_PERF_PARAM_CONTEXT_SWITCHES,
    VIR_PERF_PARAM_CPU_MIGRATIONS,
    VIR_PERF_PARAM_PAGE_FAULTS_MIN,
    VIR_PERF_PARAM_PAGE_FAULTS_MAJ,
    VIR_PERF_PARAM_ALIGNMENT_FAULTS,
    VIR_PERF_PARAM_EMULATION_FAULTS,
];

/// The counters that are on.
pub fn names(domain: &Domain) -> Vec<&'static str> {
    let events = domain.perf.as_ref().map(|perf| perf.events.as_slice()).unwrap_or_default();
    let is_on = |name: &&str| events.iter().any(|event| event.name.to_xml() == **name && event.enabled.is_yes());
    NAMES.into_iter().filter(is_on).collect()
}

/// Every counter, and whether it is on.
pub fn params(domain: &Domain) -> Vec<TypedParam> {
    let on = names(domain);
    NAMES.into_iter().map(|name| TypedParam::new(name, on.contains(&name))).collect()
}

/// Checks names and types.
pub fn check(params: &[TypedParam]) -> Result<()> {
    typed_param::check(params, &NAMES.map(|name| (name, VIR_TYPED_PARAM_BOOLEAN)))
}

/// Puts checked values in.
pub fn apply(domain: &mut Domain, params: &[TypedParam]) {
    let events = &mut domain.perf.get_or_insert_default().events;
    for param in params {
        let Some(name) = PerfEventName::from_xml(&param.field) else { continue };
        let enabled = if param.value == TypedValue::Boolean(true) { YesNo::Yes } else { YesNo::No };
        events.retain(|event| event.name != name);
        events.push(PerfEvent { name, enabled });
    }
    events.sort_by_key(|event| event.name);
}
