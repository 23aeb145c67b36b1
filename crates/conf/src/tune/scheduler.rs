//! Limits of a guest's CPU time.

use virt::constants::*;
use virt::{Error, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use crate::domain::Domain;
use crate::domain::cputune::Cputune;

/// A part of a guest whose CPU time is limited: the names of its period and quota in microseconds, and their places.
pub struct Part {
    /// Names of period and quota.
    pub names: [&'static str; 2],
    /// Place of the period.
    pub period: fn(&mut Cputune) -> &mut u64,
    /// Place of the quota.
    pub quota: fn(&mut Cputune) -> &mut i64,
}

/// The parts, in the order in which they are told.
pub const PARTS: [Part; 4] = [
    Part {
        names: [VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA],
        period: |tune| &mut tune.period,
        quota: |tune| &mut tune.quota,
    },
    Part {
        names: [VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA],
        period: |tune| &mut tune.emulator_period,
        quota: |tune| &mut tune.emulator_quota,
    },
    Part {
        names: [VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA],
        period: |tune| &mut tune.global_period,
        quota: |tune| &mut tune.global_quota,
    },
    Part {
        names: [VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA],
        period: |tune| &mut tune.iothread_period,
        quota: |tune| &mut tune.iothread_quota,
    },
];

/// What a document says; a guest without shares has `shares`.
pub fn params(domain: &Domain, shares: u64) -> Vec<TypedParam> {
    let mut tune = domain.cputune.clone().unwrap_or_default();
    let shares = tune.shares.as_ref().map_or(shares, |Text(shares)| *shares);
    let mut params = vec![TypedParam::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, shares)];
    for part in &PARTS {
        params.push(TypedParam::new(part.names[0], *(part.period)(&mut tune)));
        params.push(TypedParam::new(part.names[1], *(part.quota)(&mut tune)));
    }
    params
}

/// Checks names, types and ranges; a driver may know more names than these.
pub fn check(params: &[TypedParam], more: &[(&'static str, i32)]) -> Result<()> {
    let mut known = more.to_vec();
    known.push((VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_TYPED_PARAM_ULLONG));
    for part in &PARTS {
        known.extend([(part.names[0], VIR_TYPED_PARAM_ULLONG), (part.names[1], VIR_TYPED_PARAM_LLONG)]);
    }
    typed_param::check(params, &known)?;
    let is_part = |param: &&TypedParam| PARTS.iter().any(|part| part.names.contains(&param.field.as_ref()));
    for param in params.iter().filter(is_part) {
        let range = match param.value {
            TypedValue::Ullong(0 | 1000..=1_000_000) | TypedValue::Llong(..=0 | 1000..=17_592_186_044_415) => continue,
            TypedValue::Ullong(_) => "[1000, 1000000]",
            _ => "[1000, 17592186044415]",
        };
        return Err(Error::invalid_arg(format!("value of '{}' is out of range {range}", param.field)));
    }
    Ok(())
}

/// Puts checked values in. Of a document that nothing runs from, a 0 takes a limit away; else it changes nothing.
pub fn apply(domain: &mut Domain, params: &[TypedParam], lifts: bool) {
    let mut tune = domain.cputune.take().unwrap_or_default();
    for param in params {
        let part = PARTS.iter().find(|part| part.names.contains(&param.field.as_ref()));
        match (&param.value, part) {
            (TypedValue::Ullong(shares), None) => tune.shares = Some(Text(*shares)),
            (TypedValue::Ullong(period), Some(part)) if *period != 0 || lifts => *(part.period)(&mut tune) = *period,
            (TypedValue::Llong(quota), Some(part)) if *quota != 0 || lifts => *(part.quota)(&mut tune) = *quota,
            _ => (),
        }
    }
    domain.cputune = Some(tune).filter(|tune| **tune != Cputune::default());
}

/// How an event tells them; those that changed nothing are not told.
pub fn told(params: &[TypedParam]) -> Vec<TypedParam> {
    let says = |param: &&TypedParam| {
        param.field == VIR_DOMAIN_SCHEDULER_CPU_SHARES
            || !matches!(param.value, TypedValue::Ullong(0) | TypedValue::Llong(0))
    };
    params
        .iter()
        .filter(says)
        .map(|param| TypedParam::new(format!("cputune.{}", param.field), param.value.clone()))
        .collect()
}
