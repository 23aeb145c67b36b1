//! What a CPU says about itself: the registers of CPUID leaves and model-specific registers.

use std::collections::BTreeMap;

use crate::table::{Feature, Signature, Table, Vendor};

/// Where a word of bits comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The CPUID instruction.
    Cpuid,
    /// A model-specific register, whose halves are called `eax` and `edx`.
    Msr,
}

/// A register that an answer stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the registers' own names")]
pub enum Register {
    Eax,
    Ebx,
    Ecx,
    Edx,
}

impl Register {
    /// Reads a register's name in lower or upper case.
    pub fn parse(text: &str) -> Option<Register> {
        Some(match text {
            "eax" | "EAX" => Register::Eax,
            "ebx" | "EBX" => Register::Ebx,
            "ecx" | "ECX" => Register::Ecx,
            "edx" | "EDX" => Register::Edx,
            _ => return None,
        })
    }
}

/// The place of 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// CPUID or a model-specific register.
    pub kind: Kind,
    /// The leaf, or the register's number.
    pub index: u32,
    /// The leaf's part; 0 where it has none.
    pub subleaf: u32,
    /// The register.
    pub register: Register,
}

impl Word {
    /// A register of a CPUID leaf.
    pub fn cpuid(index: u32, subleaf: u32, register: Register) -> Word {
        Word { kind: Kind::Cpuid, index, subleaf, register }
    }
}

/// Everything that is known of a CPU's registers; what is not known is 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Data(BTreeMap<Word, u32>);

impl Data {
    /// Adds bits to those that a word has already.
    pub fn add(&mut self, word: Word, bits: u32) {
        *self.0.entry(word).or_default() |= bits;
    }

    /// The bits of a word.
    pub fn word(&self, word: Word) -> u32 {
        self.0.get(&word).copied().unwrap_or(0)
    }

    /// Whether all of a feature's bits are set.
    pub fn has(&self, feature: &Feature) -> bool {
        !feature.bits.is_empty() && feature.bits.iter().all(|(word, mask)| self.word(*word) & mask == *mask)
    }

    /// Sets all of a feature's bits.
    pub fn set(&mut self, feature: &Feature) {
        for (word, mask) in &feature.bits {
            self.add(*word, *mask);
        }
    }

    /// Who made the CPU, where the table knows them.
    pub fn vendor<'a>(&self, table: &'a Table) -> Option<&'a Vendor> {
        let words = [Register::Ebx, Register::Edx, Register::Ecx].map(|r| self.word(Word::cpuid(0, 0, r)));
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        table.vendors.iter().find(|vendor| vendor.string.as_bytes() == bytes)
    }

    /// Family, model and stepping, as one of each.
    pub fn signature(&self) -> Signature {
        let word = self.word(Word::cpuid(1, 0, Register::Eax));
        let part = |from: u32, width: u32| word >> from & ((1 << width) - 1);
        let (low_family, low_model, stepping) = (part(8, 4), part(4, 4), part(0, 4));
        // The extended halves count only for the families that ran out of numbers.
        let family = if low_family == 15 { low_family + part(20, 8) } else { low_family };
        let model = if matches!(low_family, 6 | 15) { part(16, 4) << 4 | low_model } else { low_model };
        Signature { family, model, steppings: Some((stepping, stepping)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpu_says_who_it_is() {
        let mut data = Data::default();
        let add = |data: &mut Data, leaf, register, bits| data.add(Word::cpuid(leaf, 0, register), bits);
        add(&mut data, 0, Register::Ebx, u32::from_le_bytes(*b"Auth"));
        add(&mut data, 0, Register::Edx, u32::from_le_bytes(*b"enti"));
        assert_eq!(data.vendor(Table::x86()), None);
        add(&mut data, 0, Register::Ecx, u32::from_le_bytes(*b"cAMD"));
        add(&mut data, 1, Register::Eax, 0x0083_0f10);
        assert_eq!(data.vendor(Table::x86()).map(|v| v.name), Some("AMD"));
        assert_eq!(data.signature(), Signature { family: 23, model: 49, steppings: Some((0, 0)) });
        assert_eq!(data.signature().word(), 0x0083_0f10);
    }
}
