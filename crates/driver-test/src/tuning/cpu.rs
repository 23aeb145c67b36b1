//! Limits of a guest's CPU time, and how new limits of any kind are told.

use conf::domain::Domain;
use conf::domain::cputune::Cputune;
use virt::constants::*;
use virt::events::DomainEventTunable;
use virt::flags::{self, Affected};
use virt::generated::domain::DomainSchedulerTypeReply;
use virt::{DomainRef, Error, Event, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use super::{GET, SET};
use crate::core::Core;
use crate::guest::Guest;

/// The event of new limits.
pub(crate) fn tunable(guest: &Guest, params: Vec<TypedParam>) -> Event {
    Event::DomainEventTunable(DomainEventTunable { dom: guest.reference(), params })
}

/// All guests are equal, whatever is said of them.
const WEIGHT: u32 = 50;
/// Shares of a guest whose document names none.
const SHARES: u64 = 1024;

/// A part of a guest whose CPU time is limited: the names of its period and quota in microseconds, and their places.
struct Part {
    names: [&'static str; 2],
    period: fn(&mut Cputune) -> &mut u64,
    quota: fn(&mut Cputune) -> &mut i64,
}

const PARTS: [Part; 4] = [
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

fn all(domain: &mut Domain) -> Vec<TypedParam> {
    let mut tune = domain.cputune.take().unwrap_or_default();
    let shares = tune.shares.as_ref().map_or(SHARES, |Text(shares)| *shares);
    let mut params = vec![
        TypedParam::new(VIR_DOMAIN_SCHEDULER_WEIGHT, WEIGHT),
        TypedParam::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, shares),
    ];
    for part in &PARTS {
        params.push(TypedParam::new(part.names[0], *(part.period)(&mut tune)));
        params.push(TypedParam::new(part.names[1], *(part.quota)(&mut tune)));
    }
    params
}

pub(crate) fn scheduler_type(core: &Core, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
    core.guest(dom)?;
    Ok(DomainSchedulerTypeReply { type_: "fair".to_owned(), nparams: 2 + 2 * 4 })
}

pub(crate) fn scheduler(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, GET, "testDomainGetSchedulerParametersFlags")?;
    let mut params = all(&mut core.meant_once(dom, flags)?);
    params.truncate(crate::list::at_most(room));
    Ok(params)
}

fn set(tune: &mut Cputune, param: &TypedParam) -> Result<()> {
    let wrong = |range: &str| Err(Error::invalid_arg(format!("value of '{}' is out of range {range}", param.field)));
    let part = PARTS.iter().find(|part| part.names.contains(&param.field.as_ref()));
    match (&param.value, part) {
        (TypedValue::Ullong(shares), None) => tune.shares = Some(Text(*shares)),
        (TypedValue::Ullong(0), Some(_)) | (TypedValue::Llong(0), Some(_)) => (),
        (TypedValue::Ullong(period), Some(part)) => match period {
            1000..=1_000_000 => *(part.period)(tune) = *period,
            _ => return wrong("[1000, 1000000]"),
        },
        (TypedValue::Llong(quota), Some(part)) => match quota {
            ..0 | 1000..=17_592_186_044_415 => *(part.quota)(tune) = *quota,
            _ => return wrong("[1000, 17592186044415]"),
        },
        // Compat: a weight is accepted and changes nothing.
        _ => (),
    }
    Ok(())
}

pub(crate) fn set_scheduler(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetSchedulerParametersFlags")?;
    let mut known = vec![
        (VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_TYPED_PARAM_UINT),
        (VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_TYPED_PARAM_ULLONG),
    ];
    for part in &PARTS {
        known.extend([(part.names[0], VIR_TYPED_PARAM_ULLONG), (part.names[1], VIR_TYPED_PARAM_LLONG)]);
    }
    typed_param::check(params, &known)?;
    let limits: Vec<&TypedParam> = params.iter().filter(|param| param.field != VIR_DOMAIN_SCHEDULER_WEIGHT).collect();
    if limits.is_empty() {
        return core.guest(dom).map(drop);
    }
    let change = |domain: &mut Domain, _| {
        let tune = domain.cputune.get_or_insert_default();
        limits.iter().try_for_each(|param| set(tune, param))
    };
    let told = || limits.iter().map(|param| TypedParam::new(format!("cputune.{}", param.field), param.value.clone()));
    core.change_documents(dom, flags, change, |guest, what: Affected| {
        what.live.then(|| tunable(guest, told().collect()))
    })
}
