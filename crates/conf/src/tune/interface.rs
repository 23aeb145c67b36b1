//! How much traffic a guest's network card may have.

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use crate::domain::Domain;
use crate::domain::interface::Interface;
use crate::network::{Bandwidth, Rate};

const IN: [&str; 4] = [
    VIR_DOMAIN_BANDWIDTH_IN_AVERAGE,
    VIR_DOMAIN_BANDWIDTH_IN_PEAK,
    VIR_DOMAIN_BANDWIDTH_IN_BURST,
    VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
];
const OUT: [&str; 3] =
    [VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK, VIR_DOMAIN_BANDWIDTH_OUT_BURST];

/// The card of a host device or an address.
pub fn card<'d>(domain: &'d mut Domain, device: &str) -> Result<&'d mut Interface> {
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

/// What a card's document says.
pub fn params(card: &Interface) -> Vec<TypedParam> {
    let bandwidth = card.bandwidth.clone().unwrap_or_default();
    let inbound = IN.into_iter().zip(figures(bandwidth.inbound.as_ref()));
    let outbound = OUT.into_iter().zip(figures(bandwidth.outbound.as_ref()));
    inbound.chain(outbound).map(|(field, figure)| TypedParam::new(field, figure)).collect()
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

/// Checks names and types.
pub fn check(params: &[TypedParam]) -> Result<()> {
    let known: Vec<_> = IN.iter().chain(&OUT).map(|field| (*field, VIR_TYPED_PARAM_UINT)).collect();
    typed_param::check(params, &known)
}

/// Puts checked values in.
pub fn apply(card: &mut Interface, params: &[TypedParam]) {
    let mut bandwidth = card.bandwidth.take().unwrap_or_default();
    bandwidth.inbound = asked(params, &IN).unwrap_or(bandwidth.inbound);
    bandwidth.outbound = asked(params, &OUT).unwrap_or(bandwidth.outbound);
    card.bandwidth = Some(bandwidth).filter(|bandwidth| *bandwidth != Bandwidth::default());
}
