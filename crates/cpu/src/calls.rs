//! Calls about CPUs as every driver answers them: documents in, documents and numbers out.

use conf::cpu::{AnyCpu, HostCpu};
use virt::constants::{
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, VIR_CONNECT_BASELINE_CPU_MIGRATABLE,
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE, VIR_CONNECT_COMPARE_CPU_VALIDATE_XML, VIR_CPU_COMPARE_IDENTICAL,
    VIR_CPU_COMPARE_INCOMPATIBLE, VIR_CPU_COMPARE_SUPERSET,
};
use virt::generated::connect::ConnectCpuModelNamesReply;
use virt::{Error, ErrorDomain, Result, flags};

use crate::{Comparison, Terms};

/// Flags of both comparisons.
pub const COMPARE_FLAGS: u32 = VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE | VIR_CONNECT_COMPARE_CPU_VALIDATE_XML;
/// Flags of both computations of a common CPU.
pub const BASELINE_FLAGS: u32 = VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES | VIR_CONNECT_BASELINE_CPU_MIGRATABLE;

/// Names of the CPU models of an architecture.
pub fn model_names(arch: &str, need_results: i32, flags: u32, call: &str) -> Result<ConnectCpuModelNamesReply> {
    flags::only(flags, 0, call)?;
    let names = crate::models(arch)?;
    let ret = i32::try_from(names.len()).unwrap_or(0);
    let models = names.into_iter().filter(|_| need_results != 0).map(str::to_owned).collect();
    Ok(ConnectCpuModelNamesReply { models, ret })
}

/// Compares a document's CPU with a host's.
pub fn compare(host: &HostCpu, xml: &str, flags: u32, call: &str) -> Result<i32> {
    flags::only(flags, COMPARE_FLAGS, call)?;
    conf::documents::check_if(flags & VIR_CONNECT_COMPARE_CPU_VALIDATE_XML != 0, xml)?;
    let wanted = AnyCpu::parse(xml)?;
    if host.model.is_none() {
        // Nothing can be said to fit on a CPU of which only the architecture is known.
        return answer(Comparison::Incompatible("cannot get host CPU capabilities".to_owned()), flags);
    }
    let arch = host.arch.as_ref().map(|arch| arch.0.clone()).unwrap_or_default();
    answer(crate::compare(&arch, &AnyCpu::Host(host.clone()), &wanted)?, flags)
}

/// The interface's number for a comparison.
pub fn answer(comparison: Comparison, flags: u32) -> Result<i32> {
    let comparison = match flags & VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE {
        0 => comparison,
        _ => comparison.or_error()?,
    };
    Ok(match comparison {
        Comparison::Incompatible(_) => VIR_CPU_COMPARE_INCOMPATIBLE,
        Comparison::Identical => VIR_CPU_COMPARE_IDENTICAL,
        Comparison::Superset => VIR_CPU_COMPARE_SUPERSET,
    })
}

/// Hosts' CPUs as documents; `guests` tells whether a guest's will do too.
pub fn documents(texts: &[String], guests: bool) -> Result<Vec<AnyCpu>> {
    if texts.is_empty() {
        return Err(Error::invalid_arg("no CPU documents were given"));
    }
    let cpus = texts.iter().map(|text| AnyCpu::parse(text)).collect::<Result<Vec<_>>>()?;
    for cpu in &cpus {
        match cpu {
            AnyCpu::Guest(guest) if !guests => {
                return Err(match guest.mode.is_some_and(|_| guest.model.is_none()) || guest.check.is_some() {
                    true => Error::config_unsupported("Attribute mode is only allowed for guest CPU"),
                    false => Error::xml("Missing CPU architecture"),
                });
            }
            _ if cpu.model().is_none() => return Err(Error::xml("Missing CPU model name")),
            _ => (),
        }
    }
    Ok(cpus)
}

/// Computes what CPUs of hosts have in common.
///
/// `host` is the architecture where no document names one; `call` names the driver's function in errors.
pub fn baseline(texts: &[String], host: &str, flags: u32, call: &str) -> Result<String> {
    flags::only(flags, BASELINE_FLAGS, call)?;
    let cpus = documents(texts, false).map_err(|error| error.in_domain(ErrorDomain::CPU))?;
    let arch = arch_of(&cpus).unwrap_or_else(|| host.to_owned());
    let migratable = flags & VIR_CONNECT_BASELINE_CPU_MIGRATABLE != 0;
    common(&arch, &cpus, Terms { migratable, ..Terms::default() }, flags)
}

/// The architecture that the first host names.
pub fn arch_of(cpus: &[AnyCpu]) -> Option<String> {
    cpus.iter().find_map(|cpu| match cpu {
        AnyCpu::Host(cpu) => cpu.arch.as_ref().map(|arch| arch.0.clone()),
        AnyCpu::Guest(_) => None,
    })
}

/// The common CPU as a document.
pub fn common(arch: &str, cpus: &[AnyCpu], terms: Terms<'_>, flags: u32) -> Result<String> {
    let mut cpu = crate::baseline(arch, cpus, terms)?;
    if flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES != 0 {
        crate::expand(arch, &mut cpu)?;
    }
    Ok(conf::cpu::format(&cpu))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_guests_are_refused_where_hosts_are_wanted() {
        let texts = |text: &str| [text.to_owned()];
        assert!(documents(&[], true).is_err());
        assert!(documents(&texts("<cpu><model>Penryn</model></cpu>"), false).is_err());
        assert!(documents(&texts("<cpu><model>Penryn</model></cpu>"), true).is_ok());
        assert!(documents(&texts("<cpu><arch>x86_64</arch></cpu>"), false).is_err());
    }

    #[test]
    fn nothing_fits_on_a_cpu_that_is_not_known() {
        let host = HostCpu { arch: Some(xml::Text("i686".to_owned())), ..HostCpu::default() };
        let text = "<cpu><arch>i686</arch><model>pentium</model></cpu>";
        assert_eq!(compare(&host, text, 0, "call").unwrap(), VIR_CPU_COMPARE_INCOMPATIBLE);
        let error = compare(&host, text, VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE, "call").unwrap_err();
        assert_eq!(error.code(), virt::ErrorCode::CPU_INCOMPATIBLE);
        assert_eq!(compare(&host, "<cpu>", 0, "call").unwrap_err().code(), virt::ErrorCode::XML_DETAIL);
    }
}
