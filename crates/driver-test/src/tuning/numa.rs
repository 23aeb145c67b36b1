//! The nodes of the host that a guest's memory comes from.

use conf::domain::Domain;
use conf::domain::cpuset::{self, CpuSet};
use conf::domain::tuning::{NumaMemory, NumaMode, Placement};
use virt::constants::*;
use virt::flags::{self, Affected};
use virt::generated::domain::DomainNumaParametersReply;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use super::{GET, SET, counted};
use crate::core::{Core, once};

const MODES: [(NumaMode, i32); 4] = [
    (NumaMode::Strict, VIR_DOMAIN_NUMATUNE_MEM_STRICT),
    (NumaMode::Preferred, VIR_DOMAIN_NUMATUNE_MEM_PREFERRED),
    (NumaMode::Interleave, VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE),
    (NumaMode::Restrictive, VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE),
];

pub(crate) fn numa(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainNumaParametersReply> {
    flags::only(flags, GET, "testDomainGetNumaParameters")?;
    let tune = core.meant_once(dom, flags)?.numatune.and_then(|tune| tune.memory).unwrap_or_default();
    let mode = MODES.iter().find(|(mode, _)| *mode == tune.mode).map_or(0, |(_, number)| *number);
    let nodes = tune.nodeset.map(|set| cpuset::format(&set.0)).unwrap_or_default();
    let all = vec![TypedParam::new(VIR_DOMAIN_NUMA_MODE, mode), TypedParam::new(VIR_DOMAIN_NUMA_NODESET, nodes)];
    let (params, nparams) = counted(all, room);
    Ok(DomainNumaParametersReply { params, nparams })
}

fn asked_mode(params: &[TypedParam]) -> Result<Option<NumaMode>> {
    let Some(TypedValue::Int(number)) = typed_param::find(params, VIR_DOMAIN_NUMA_MODE) else { return Ok(None) };
    let known = MODES.iter().find(|(_, known)| known == number).map(|(mode, _)| Some(*mode));
    known.ok_or_else(|| Error::invalid_arg(format!("unsupported numatune mode: '{number}'")))
}

fn asked_nodes(params: &[TypedParam]) -> Result<Option<CpuSet>> {
    let Some(TypedValue::String(text)) = typed_param::find(params, VIR_DOMAIN_NUMA_NODESET) else { return Ok(None) };
    let set = cpuset::parse(text).filter(|set| !set.is_empty());
    set.map(|set| Some(CpuSet(set))).ok_or_else(|| Error::invalid_arg(format!("Failed to parse bitmap '{text}'")))
}

pub(crate) fn set_numa(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetNumaParameters")?;
    once(flags)?;
    let known = [(VIR_DOMAIN_NUMA_MODE, VIR_TYPED_PARAM_INT), (VIR_DOMAIN_NUMA_NODESET, VIR_TYPED_PARAM_STRING)];
    typed_param::check(params, &known)?;
    let (mode, nodes) = (asked_mode(params)?, asked_nodes(params)?);
    let change = |domain: &mut Domain, what: Affected| {
        let tune = domain.numatune.get_or_insert_default();
        let memory = tune.memory.get_or_insert_with(NumaMemory::default);
        if what.live && mode.is_some_and(|mode| mode != memory.mode) {
            return Err(Error::operation_invalid("the NUMA mode of a running guest is fixed"));
        }
        memory.mode = mode.unwrap_or(memory.mode);
        if nodes.is_some() {
            memory.nodeset.clone_from(&nodes);
            memory.placement = None;
        }
        if memory.nodeset.is_none() && memory.placement != Some(Placement::Auto) {
            let message = "nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
            return Err(Error::config_unsupported(message).in_domain(ErrorDomain::DOMAIN));
        }
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
