//! What the processor says of itself: the CPUID instruction, and model-specific registers as the kernel passes them on.

use std::collections::BTreeMap;

/// A processor that answers questions.
pub trait Processor: Send + Sync {
    /// The registers eax, ebx, ecx and edx of a CPUID leaf; `None` where the processor has no such leaf.
    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<[u32; 4]>;
    /// A model-specific register, where the kernel lets us see it.
    fn msr(&self, index: u32) -> Option<u64>;
}

/// The machine's own processor.
#[derive(Debug, Default)]
pub struct SystemProcessor;

impl Processor for SystemProcessor {
    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<[u32; 4]> {
        (leaf <= last_leaf(leaf)).then(|| ask(leaf, subleaf))
    }

    fn msr(&self, index: u32) -> Option<u64> {
        crate::kvm::feature_msr(index)
    }
}

/// The last leaf of the range that a leaf belongs to.
fn last_leaf(leaf: u32) -> u32 {
    let range = leaf & 0xffff_0000;
    let [last, ..] = ask(range, 0);
    // A processor without the range answers with something else.
    if last & 0xffff_0000 == range { last } else { 0 }
}

#[cfg(target_arch = "x86_64")]
fn ask(leaf: u32, subleaf: u32) -> [u32; 4] {
    let answer = std::arch::x86_64::__cpuid_count(leaf, subleaf);
    [answer.eax, answer.ebx, answer.ecx, answer.edx]
}

#[cfg(not(target_arch = "x86_64"))]
fn ask(_leaf: u32, _subleaf: u32) -> [u32; 4] {
    [0; 4]
}

/// A processor that tests make up.
#[derive(Debug, Clone, Default)]
pub struct FakeProcessor {
    /// Registers by leaf and subleaf.
    pub leaves: BTreeMap<(u32, u32), [u32; 4]>,
    /// Model-specific registers.
    pub msrs: BTreeMap<u32, u64>,
}

impl Processor for FakeProcessor {
    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<[u32; 4]> {
        self.leaves.get(&(leaf, subleaf)).copied()
    }

    fn msr(&self, index: u32) -> Option<u64> {
        self.msrs.get(&index).copied()
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;

    #[test]
    fn this_processor_has_a_vendor_and_knows_its_limits() {
        let [last, ebx, ecx, edx] = SystemProcessor.cpuid(0, 0).expect("leaf 0 is always there");
        let vendor: Vec<u8> = [ebx, edx, ecx].iter().flat_map(|word| word.to_le_bytes()).collect();
        assert!(vendor.is_ascii() && last >= 1);
        assert_eq!(SystemProcessor.cpuid(last + 1, 0), None);
        assert_eq!(SystemProcessor.cpuid(0x7fff_0001, 0), None);
    }
}
