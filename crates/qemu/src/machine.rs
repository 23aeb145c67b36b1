//! What kind of machine a machine type is.

use conf::domain::Domain;

/// A guest's architecture and machine type, with the questions that defaults and addresses ask of them.
#[derive(Debug, Clone, Copy)]
pub struct MachineKind<'a> {
    /// The architecture.
    pub arch: &'a str,
    /// The machine type.
    pub machine: &'a str,
}

impl<'a> MachineKind<'a> {
    /// The kind that a document asks for.
    pub fn of(domain: &'a Domain) -> MachineKind<'a> {
        MachineKind {
            arch: domain.os.kind.arch.as_deref().unwrap_or(""),
            machine: domain.os.kind.machine.as_deref().unwrap_or(""),
        }
    }

    /// 32- or 64-bit PC.
    pub fn is_x86(self) -> bool {
        matches!(self.arch, "x86_64" | "i686")
    }

    /// Any ARM.
    pub fn is_arm(self) -> bool {
        matches!(self.arch, "aarch64" | "armv7l" | "armv6l")
    }

    /// Any 64-bit POWER.
    pub fn is_ppc64(self) -> bool {
        matches!(self.arch, "ppc64" | "ppc64le")
    }

    /// Any RISC-V.
    pub fn is_riscv(self) -> bool {
        matches!(self.arch, "riscv64" | "riscv32")
    }

    /// IBM Z.
    pub fn is_s390(self) -> bool {
        matches!(self.arch, "s390x" | "s390")
    }

    /// PC with the old PCI chipset.
    pub fn is_i440fx(self) -> bool {
        self.is_x86()
            && (self.machine == "pc"
                || self.machine.starts_with("pc-0.")
                || self.machine.starts_with("pc-1.")
                || self.machine.starts_with("pc-i440")
                || self.machine.starts_with("rhel6."))
    }

    /// PC with the PCI Express chipset.
    pub fn is_q35(self) -> bool {
        self.is_x86() && (self.machine == "q35" || self.machine.starts_with("pc-q35"))
    }

    /// The generic machine of ARM, RISC-V, LoongArch.
    pub fn is_virt(self) -> bool {
        (self.is_arm() || self.is_riscv() || self.arch == "loongarch64")
            && (self.machine == "virt" || self.machine.starts_with("virt-"))
    }

    /// The generic ARM machine.
    pub fn is_arm_virt(self) -> bool {
        self.is_arm() && self.is_virt()
    }

    /// POWER under a hypervisor.
    pub fn is_pseries(self) -> bool {
        self.is_ppc64() && (self.machine == "pseries" || self.machine.starts_with("pseries-"))
    }

    /// IBM Z with virtio-ccw.
    pub fn is_s390_ccw(self) -> bool {
        self.is_s390() && self.machine.starts_with("s390-ccw")
    }

    /// A PC without PCI.
    pub fn is_isapc(self) -> bool {
        self.is_x86() && self.machine == "isapc"
    }

    /// A PC without slots.
    pub fn is_microvm(self) -> bool {
        self.is_x86() && self.machine == "microvm"
    }

    /// Has PCI Express at its root.
    pub fn has_pcie_root(self) -> bool {
        self.is_q35() || self.is_virt()
    }

    /// Has conventional PCI at its root.
    pub fn has_pci_root(self) -> bool {
        self.is_i440fx()
            || self.is_pseries()
            || matches!(
                self.machine,
                "g3beige"
                    | "mac99"
                    | "powernv"
                    | "powernv8"
                    | "powernv9"
                    | "powernv10"
                    | "prep"
                    | "versatilepb"
                    | "versatileab"
                    | "realview-eb"
                    | "realview-eb-mpcore"
            )
            || matches!(self.machine, "bamboo" | "ppce500" | "malta" | "sun4u")
    }

    /// PCI devices of its guests can be given places.
    pub fn supports_pci(self) -> bool {
        !(self.is_arm() || self.is_riscv()) || self.is_virt() || self.machine == "versatilepb"
    }

    /// Has PCI at all.
    pub fn has_pci(self) -> bool {
        self.has_pci_root() || self.has_pcie_root()
    }

    /// Has an IDE controller that is always there.
    pub fn has_builtin_ide(self) -> bool {
        self.is_i440fx() || matches!(self.machine, "malta" | "sun4u" | "g3beige")
    }
}
