//! The nodes of the host that a guest's memory comes from.

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use crate::domain::Domain;
use crate::domain::cpuset::{self, CpuSet};
use crate::domain::tuning::{NumaMemory, NumaMode, Placement};

const MODES: [(NumaMode, i32); 4] = [
    (NumaMode::Strict, VIR_DOMAIN_NUMATUNE_MEM_STRICT),
    (NumaMode::Preferred, VIR_DOMAIN_NUMATUNE_MEM_PREFERRED),
    (NumaMode::Interleave, VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE),
    (NumaMode::Restrictive, VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE),
];

/// What a document says.
pub fn params(domain: &Domain) -> Vec<TypedParam> {
    let tune = domain.numatune.as_ref().and_then(|tune| tune.memory.clone()).unwrap_or_default();
    let mode = MODES.iter().find(|(mode, _)| *mode == tune.mode).map_or(0, |(_, number)| *number);
    let nodes = tune.nodeset.map(|set| cpuset::format(&set.0)).unwrap_or_default();
    vec![TypedParam::new(VIR_DOMAIN_NUMA_MODE, mode), TypedParam::new(VIR_DOMAIN_NUMA_NODESET, nodes)]
}

/// What a caller wants, as far as it was said.
pub struct Asked {
    /// How strictly.
    pub mode: Option<NumaMode>,
    /// From where.
    pub nodes: Option<CpuSet>,
}

impl Asked {
    /// Checks and reads the values.
    pub fn read(params: &[TypedParam]) -> Result<Asked> {
        let known = [(VIR_DOMAIN_NUMA_MODE, VIR_TYPED_PARAM_INT), (VIR_DOMAIN_NUMA_NODESET, VIR_TYPED_PARAM_STRING)];
        typed_param::check(params, &known)?;
        Ok(Asked { mode: asked_mode(params)?, nodes: asked_nodes(params)? })
    }
}

fn asked_mode(params: &[TypedParam]) -> Result<Option<NumaMode>> {
    let Some(TypedValue::Int(number)) = typed_param::find(params, VIR_DOMAIN_NUMA_MODE) else { return Ok(None) };
    let known = MODES.iter().find(|(_, known)| known == number).map(|(mode, _)| Some(*mode));
    known.ok_or_else(|| Error::invalid_arg(format!("unsupported numatune mode: '{number}'")))
}

fn asked_nodes(params: &[TypedParam]) -> Result<Option<CpuSet>> {
    let Some(TypedValue::String(text)) = typed_param::find(params, VIR_DOMAIN_NUMA_NODESET) else { return Ok(None) };
    let set = cpuset::parse(text).filter(|set| !set.is_empty());
    let bad = || Error::invalid_arg(format!("Failed to parse bitmap '{text}'")).in_domain(ErrorDomain::NONE);
    set.map(|set| Some(CpuSet(set))).ok_or_else(bad)
}

/// Puts what was asked for in.
pub fn apply(domain: &mut Domain, asked: &Asked) -> Result<()> {
    let tune = domain.numatune.get_or_insert_default();
    let memory = tune.memory.get_or_insert_with(NumaMemory::default);
    memory.mode = asked.mode.unwrap_or(memory.mode);
    if asked.nodes.is_some() {
        memory.nodeset.clone_from(&asked.nodes);
        memory.placement = None;
    }
    if memory.nodeset.is_none() && memory.placement != Some(Placement::Auto) {
        let message = "nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
        return Err(Error::config_unsupported(message).in_domain(ErrorDomain::DOMAIN));
    }
    Ok(())
}
