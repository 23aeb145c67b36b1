//! Checking a call's flags, with the words that libvirt uses.

use virt::{Error, Result};

/// Refuses flags that a call does not know.
pub(crate) fn only(flags: u32, known: u32, call: &str) -> Result<()> {
    match flags & !known {
        0 => Ok(()),
        unknown => Err(Error::bad_argument(format!("unsupported flags (0x{unknown:x}) in function {call}"))),
    }
}

/// Refuses two flags that contradict each other.
pub(crate) fn exclusive(flags: u32, first: (u32, &str), second: (u32, &str)) -> Result<()> {
    match flags & first.0 != 0 && flags & second.0 != 0 {
        false => Ok(()),
        true => Err(Error::bad_argument(format!("Flags '{}' and '{}' are mutually exclusive", first.1, second.1))),
    }
}

/// Which of a guest's two documents a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Affected {
    /// The running guest.
    pub(crate) live: bool,
    /// The persistent definition.
    pub(crate) config: bool,
}

/// The flag bits for "running guest" and "persistent definition", equal in all calls that have them.
pub(crate) const AFFECT_LIVE: u32 = virt::constants::VIR_DOMAIN_AFFECT_LIVE;
/// See [`AFFECT_LIVE`].
pub(crate) const AFFECT_CONFIG: u32 = virt::constants::VIR_DOMAIN_AFFECT_CONFIG;

/// Reads the two flag bits; neither means whatever the guest is now.
pub(crate) fn affected(flags: u32, active: bool, persistent: bool) -> Result<Affected> {
    let mut affected = Affected { live: flags & AFFECT_LIVE != 0, config: flags & AFFECT_CONFIG != 0 };
    if !affected.live && !affected.config {
        affected = Affected { live: active, config: !active };
    }
    if affected.live && !active {
        return Err(Error::operation_invalid("domain is not running").in_domain(virt::ErrorDomain::DOMAIN));
    }
    if affected.config && !persistent {
        return Err(Error::operation_invalid("transient domains do not have any persistent config"));
    }
    Ok(affected)
}
