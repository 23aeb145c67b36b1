//! Block I/O of a whole guest: weight, and limits for each disk of the host.

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use crate::domain::Domain;
use crate::domain::tuning::{BlkioDevice, Blkiotune};

/// A limit of a host disk: how it is called, read and changed.
pub struct Limit {
    /// Its name.
    pub field: &'static str,
    /// Its value.
    pub get: fn(&BlkioDevice) -> u64,
    set: fn(&mut BlkioDevice, u64) -> bool,
}

/// Sets a number of 32 bits, if the value is one.
fn small(place: &mut u32, value: u64) -> bool {
    u32::try_from(value).map(|value| *place = value).is_ok()
}

/// The limits of a host disk, in the order in which they are told.
pub const LIMITS: [Limit; 5] = [
    Limit {
        field: VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
        get: |device| device.weight.into(),
        set: |device, value| small(&mut device.weight, value),
    },
    Limit {
        field: VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
        get: |device| device.read_iops_sec.into(),
        set: |device, value| small(&mut device.read_iops_sec, value),
    },
    Limit {
        field: VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
        get: |device| device.write_iops_sec.into(),
        set: |device, value| small(&mut device.write_iops_sec, value),
    },
    Limit {
        field: VIR_DOMAIN_BLKIO_DEVICE_READ_BPS,
        get: |device| device.read_bytes_sec,
        set: |device, value| {
            device.read_bytes_sec = value;
            true
        },
    },
    Limit {
        field: VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
        get: |device| device.write_bytes_sec,
        set: |device, value| {
            device.write_bytes_sec = value;
            true
        },
    },
];

/// What a document says.
pub fn params(domain: &Domain) -> Vec<TypedParam> {
    let tune = domain.blkiotune.clone().unwrap_or_default();
    let mut all = vec![TypedParam::new(VIR_DOMAIN_BLKIO_WEIGHT, tune.weight)];
    for limit in &LIMITS {
        let limited = tune.devices.iter().filter(|device| (limit.get)(device) != 0);
        let texts: Vec<String> = limited.map(|device| format!("{},{}", device.path, (limit.get)(device))).collect();
        all.push(TypedParam::new(limit.field, texts.join(",")));
    }
    all
}

/// Reads `path,value,path,value…`.
fn pairs(field: &str, text: &str) -> Result<Vec<(String, u64)>> {
    let bad = || {
        Error::invalid_arg(format!("unable to parse blkio device '{field}' '{text}'")).in_domain(ErrorDomain::DOMAIN)
    };
    let words: Vec<&str> = text.split(',').collect();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let pair = |pair: &[&str]| match pair {
        [path, value] if !path.is_empty() => Ok(((*path).to_owned(), value.parse().map_err(|_| bad())?)),
        _ => Err(bad()),
    };
    words.chunks(2).map(pair).collect()
}

fn set(tune: &mut Blkiotune, param: &TypedParam) -> Result<()> {
    match &param.value {
        TypedValue::Uint(weight) => tune.weight = *weight,
        TypedValue::String(text) => {
            let Some(limit) = LIMITS.iter().find(|limit| limit.field == param.field) else { return Ok(()) };
            for (path, value) in pairs(limit.field, text)? {
                let known = tune.devices.iter().position(|device| device.path == path);
                let at = known.unwrap_or_else(|| {
                    tune.devices.push(BlkioDevice { path, ..BlkioDevice::default() });
                    tune.devices.len() - 1
                });
                if !(limit.set)(&mut tune.devices[at], value) {
                    return Err(Error::invalid_arg(format!("invalid value '{value}' for parameter '{}'", limit.field)));
                }
            }
        }
        _ => (),
    }
    Ok(())
}

/// Checks names and types.
pub fn check(params: &[TypedParam]) -> Result<()> {
    let mut known = vec![(VIR_DOMAIN_BLKIO_WEIGHT, VIR_TYPED_PARAM_UINT)];
    known.extend(LIMITS.iter().map(|limit| (limit.field, VIR_TYPED_PARAM_STRING)));
    typed_param::check(params, &known)
}

/// Puts checked values in.
pub fn apply(domain: &mut Domain, params: &[TypedParam]) -> Result<()> {
    let mut tune = domain.blkiotune.take().unwrap_or_default();
    params.iter().try_for_each(|param| set(&mut tune, param))?;
    tune.devices.retain(|device| LIMITS.iter().any(|limit| (limit.get)(device) != 0));
    domain.blkiotune = Some(tune).filter(|tune| *tune != Blkiotune::default());
    Ok(())
}
