//! How much traffic a guest's network card may have.

use conf::domain::Domain;
use conf::domain::interface::Interface;
use conf::network::{Bandwidth, Rate};
use virt::constants::*;
use virt::flags;
use virt::generated::domain::DomainInterfaceParametersReply;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use super::{GET, SET, counted};
use crate::core::Core;

const IN: [&str; 4] = [
    VIR_DOMAIN_BANDWIDTH_IN_AVERAGE,
    VIR_DOMAIN_BANDWIDTH_IN_PEAK,
    VIR_DOMAIN_BANDWIDTH_IN_BURST,
    VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
];
const OUT: [&str; 3] =
    [VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK, VIR_DOMAIN_BANDWIDTH_OUT_BURST];

/// The card of a host device or an address.
pub(crate) fn card<'d>(domain: &'d mut Domain, device: &str) -> Result<&'d mut Interface> {
    let is_it = |card: &&mut Interface| {
        let mac = card.mac.as_ref().map(|mac| mac.address.to_string());
        card.target_dev() == Some(device) || mac.is_some_and(|mac| mac.eq_ignore_ascii_case(device))
    };
    let missing = || Error::invalid_arg(format!("'{device}' is not a known interface")).in_domain(ErrorDomain::DOMAIN);
    domain.devices.interfaces.iter_mut().find(is_it).ok_or_else(missing)
}

fn figures(rate: Option<&Rate>) -> [u32; 4] {
    let figures = rate.map(|rate| [rate.average, rate.peak, rate.burst, rate.floor]).unwrap_or_default();
    figures.map(|figure| u32::try_from(figure.unwrap_or(0)).unwrap_or(u32::MAX))
}

pub(crate) fn interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    room: i32,
    flags: u32,
) -> Result<DomainInterfaceParametersReply> {
    flags::only(flags, GET, "testDomainGetInterfaceParameters")?;
    let mut domain = core.meant_once(dom, flags)?;
    let bandwidth = card(&mut domain, device)?.bandwidth.take().unwrap_or_default();
    let inbound = IN.into_iter().zip(figures(bandwidth.inbound.as_ref()));
    let outbound = OUT.into_iter().zip(figures(bandwidth.outbound.as_ref()));
    let all = inbound.chain(outbound).map(|(field, figure)| TypedParam::new(field, figure));
    let (params, nparams) = counted(all.collect(), room);
    Ok(DomainInterfaceParametersReply { params, nparams })
}

/// What the values say of one direction, if they say anything: a rate, or none.
fn asked(params: &[TypedParam], fields: &[&str]) -> Option<Option<Rate>> {
    let value = |at: usize| match fields.get(at).and_then(|field| typed_param::find(params, field)) {
        Some(TypedValue::Uint(figure)) => Some(u64::from(*figure)),
        _ => None,
    };
    let given = [0, 1, 2, 3].map(value);
    given.iter().any(Option::is_some).then(|| {
        let [average, peak, burst, floor] = given.map(|figure| figure.filter(|figure| *figure != 0));
        (average.is_some() || floor.is_some()).then_some(Rate { average, peak, burst, floor })
    })
}

pub(crate) fn set_interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    params: &[TypedParam],
    flags: u32,
) -> Result<()> {
    flags::only(flags, SET, "testDomainSetInterfaceParameters")?;
    let known: Vec<_> = IN.iter().chain(&OUT).map(|field| (*field, VIR_TYPED_PARAM_UINT)).collect();
    typed_param::check(params, &known)?;
    let change = |domain: &mut Domain, _| {
        let card = card(domain, device)?;
        let mut bandwidth = card.bandwidth.take().unwrap_or_default();
        bandwidth.inbound = asked(params, &IN).unwrap_or(bandwidth.inbound);
        bandwidth.outbound = asked(params, &OUT).unwrap_or(bandwidth.outbound);
        card.bandwidth = Some(bandwidth).filter(|bandwidth| *bandwidth != Bandwidth::default());
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
