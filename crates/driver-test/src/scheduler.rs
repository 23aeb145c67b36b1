//! How guests share the host's CPUs: fairly, by weights that stay as they are.

use virt::constants::*;
use virt::generated::domain::DomainSchedulerTypeReply;
use virt::{DomainRef, Result, TypedParam, flags, typed_param};

use crate::core::Core;

const WEIGHT: &str = VIR_DOMAIN_SCHEDULER_WEIGHT;

pub(crate) fn scheduler_type(core: &Core, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
    core.guest(dom)?;
    Ok(DomainSchedulerTypeReply { type_: "fair".to_owned(), nparams: 1 })
}

pub(crate) fn parameters(core: &Core, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetSchedulerParametersFlags")?;
    core.guest(dom)?;
    Ok([TypedParam::new(WEIGHT, 50u32)].into_iter().take(crate::list::at_most(nparams)).collect())
}

/// Compat: a weight is accepted and changes nothing.
pub(crate) fn set_parameters(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSetSchedulerParametersFlags")?;
    typed_param::check(params, &[(WEIGHT, VIR_TYPED_PARAM_UINT)])?;
    core.guest(dom).map(drop)
}
