//! Families of architectures whose CPUs are described alike.

use virt::{Error, Result};

/// A family of architectures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// i686 and x86_64: models, and features as bits of CPUID and model-specific registers.
    X86,
    /// ppc64 of either byte order: models by processor version.
    Power,
    /// ARM: features by name.
    Arm,
    /// s390x: QEMU knows the models.
    S390,
    /// riscv64
    Riscv,
    /// loongarch64
    Loongarch,
}

/// Architectures that documents may name and whose CPUs are not described.
const OTHERS: &[&str] = &[
    "alpha",
    "cris",
    "ia64",
    "lm32",
    "m68k",
    "microblaze",
    "microblazeel",
    "mips",
    "mips64",
    "mips64el",
    "mipsel",
    "openrisc",
    "or32",
    "parisc",
    "parisc64",
    "ppc",
    "ppcemb",
    "ppcle",
    "sh4",
    "sh4eb",
    "sparc",
    "sparc64",
    "unicore32",
    "xtensa",
    "xtensaeb",
];

impl Family {
    /// The family of an architecture, if its CPUs are described.
    pub fn of(arch: &str) -> Option<Family> {
        Some(match arch {
            "i686" | "x86_64" => Family::X86,
            "ppc64" | "ppc64le" => Family::Power,
            "aarch64" | "armv6l" | "armv7b" | "armv7l" => Family::Arm,
            "s390" | "s390x" => Family::S390,
            "riscv64" | "riscv32" => Family::Riscv,
            "loongarch64" => Family::Loongarch,
            _ => return None,
        })
    }

    /// Refuses what is no architecture.
    pub(crate) fn known(arch: &str) -> Result<()> {
        match Family::of(arch).is_some() || OTHERS.contains(&arch) {
            true => Ok(()),
            false => Err(Error::config_unsupported(format!("Unknown architecture {arch}"))),
        }
    }
}

/// Names of the models that documents may use for guests of an architecture; none where every model of QEMU's may be
/// used.
pub fn models(arch: &str) -> Result<Vec<&'static str>> {
    match Family::of(arch) {
        Some(Family::X86) => Ok(crate::Table::x86().models.iter().map(|model| model.name).collect()),
        Some(Family::Power) => Ok(crate::power::MODELS.iter().map(|model| model.name).collect()),
        Some(_) => Ok(Vec::new()),
        None if OTHERS.contains(&arch) => {
            Err(Error::no_support(format!("'{arch}' architecture is not supported by CPU driver")))
        }
        None => Err(Error::invalid_arg(format!("cannot find architecture {arch}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_models_documents_may_use() {
        assert!(models("i686").expect("known").contains(&"Haswell-noTSX"));
        assert_eq!(models("ppc64le").expect("known").first(), Some(&"POWER6"));
        assert_eq!(models("s390x").expect("known"), [""; 0]);
        assert!(models("sparc").expect_err("not described").to_string().contains("not supported"));
        assert!(models("x87").expect_err("no architecture").to_string().contains("cannot find"));
    }
}
