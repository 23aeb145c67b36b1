//! The models and features of x86 CPUs, read from `x86.txt`.
//!
//! That file is a table of interface facts: the names that documents use, the CPUID and MSR bits behind them, and what
//! a model stands for. It was written once by a script from a machine-readable list of those facts, with every model's
//! ancestors resolved. A line is one of
//!
//! - `vendor NAME STRING`: the document's name and the processor's own,
//! - `feature NAME BITS… [=ALIAS…] [pinned]`: bits are `KIND:INDEX:SUBLEAF:REGISTER:MASK` in hexadecimal; `pinned`
//!   features cannot be migrated,
//! - `model NAME decode=WHERE [check=compat] [vendor=NAME] [same=MODEL] [signature=FAMILY/MODEL[/STEPPINGS]…] FEATURE…`: `h` and `g`
//!   say whether a host or a guest may be described as this model; `compat` models are checked by their features
//!   here and not by what QEMU says it cannot give; `same` names the model whose version this one is;
//!   `+` marks features that the model got after documents had begun to use it, `-` those that it lost.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::data::{Kind, Register, Word};

/// A vendor of processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vendor {
    /// The name in documents.
    pub name: &'static str,
    /// What the processor says in CPUID leaf 0.
    pub string: &'static str,
}

/// Something that a CPU can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// The name in documents.
    pub name: &'static str,
    /// Other names for it: those of QEMU and of Linux.
    pub aliases: Vec<&'static str>,
    /// The bits that say so; all of them.
    pub bits: Vec<(Word, u32)>,
    /// Whether a guest that uses it can be migrated.
    pub is_migratable: bool,
}

/// A CPU's family and model numbers, and its steppings where they matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The family.
    pub family: u32,
    /// The model.
    pub model: u32,
    /// The first and the last stepping; `None` for all.
    pub steppings: Option<(u32, u32)>,
}

impl Signature {
    /// The word of CPUID leaf 1 that has these numbers, with the first stepping.
    pub fn word(&self) -> u32 {
        let stepping = self.steppings.map_or(0, |(first, _)| first);
        let base = self.family.min(15);
        (self.family - base) << 20 | (self.model >> 4) << 16 | base << 8 | (self.model & 15) << 4 | stepping
    }
}

/// How a feature came to a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The model always had it.
    Always,
    /// The model got it after documents had begun to use the model: a CPU without it still fits.
    Added,
    /// The model has lost it: documents that name the model may still ask for it.
    Removed,
}

/// A named set of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The name in documents.
    pub name: &'static str,
    /// The vendor, where only one makes it.
    pub vendor: Option<&'static str>,
    /// The model whose version this one is.
    pub same_as: Option<&'static str>,
    /// Whether a host may be described as this model.
    pub names_hosts: bool,
    /// Whether a guest may be described as this model.
    pub names_guests: bool,
    /// Whether its own features decide if a host can run it, and not what a hypervisor says of its model.
    pub is_checked_here: bool,
    /// Processors that are this model.
    pub signatures: Vec<Signature>,
    /// What it can do, by the names of documents.
    pub features: Vec<(&'static str, Since)>,
}

impl Model {
    /// Whether a processor with these numbers is this model.
    pub fn is(&self, signature: Signature) -> bool {
        let stepping = signature.steppings.map_or(0, |(first, _)| first);
        self.signatures.iter().any(|own| {
            let steppings = own.steppings.is_none_or(|(first, last)| (first..=last).contains(&stepping));
            own.family == signature.family && own.model == signature.model && steppings
        })
    }

    /// Whether the model has a feature today.
    pub fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|(name, since)| *name == feature && *since != Since::Removed)
    }
}

/// All models and features of an architecture.
#[derive(Debug)]
pub struct Table {
    /// The vendors.
    pub vendors: Vec<Vendor>,
    /// The features, in the order in which documents list them.
    pub features: Vec<Feature>,
    /// The models, in the order in which users see them.
    pub models: Vec<Model>,
    feature_places: HashMap<&'static str, usize>,
    model_places: HashMap<&'static str, usize>,
}

impl Table {
    /// The table of x86.
    pub fn x86() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Table::parse(include_str!("x86.txt")))
    }

    /// A feature by its name in documents or one of its aliases.
    pub fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.get(*self.feature_places.get(name)?)
    }

    /// Where a feature stands in the table, by its name or one of its aliases.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.feature_places.get(name).copied()
    }

    /// The words that say which features there are, each once.
    pub fn words(&self) -> std::collections::BTreeSet<Word> {
        self.features.iter().flat_map(|feature| feature.bits.iter().map(|(word, _)| *word)).collect()
    }

    /// A model by name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.get(*self.model_places.get(name)?)
    }

    /// The version that a model's name without one stands for.
    pub fn canonical(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.same_as == Some(name))
    }

    /// Reads the table; lines that it does not understand are left out, which the tests below notice.
    fn parse(text: &'static str) -> Table {
        let mut table = Table {
            vendors: Vec::new(),
            features: Vec::new(),
            models: Vec::new(),
            feature_places: HashMap::new(),
            model_places: HashMap::new(),
        };
        for line in text.lines() {
            let mut words = line.split(' ');
            match (words.next(), words.next()) {
                (Some("vendor"), Some(name)) => {
                    table.vendors.extend(words.next().map(|string| Vendor { name, string }));
                }
                (Some("feature"), Some(name)) => {
                    let feature = feature(name, words);
                    for other in feature.aliases.iter().chain([&name]) {
                        table.feature_places.insert(other, table.features.len());
                    }
                    table.features.push(feature);
                }
                (Some("model"), Some(name)) => {
                    let mut model = model(name, words);
                    // A version under another name is the same set of features.
                    if let Some(same) = model.same_as.and_then(|same| table.model(same)) {
                        model.features.clone_from(&same.features);
                        model.signatures.clone_from(&same.signatures);
                        model.vendor = same.vendor;
                    }
                    table.model_places.insert(name, table.models.len());
                    table.models.push(model);
                }
                _ => (),
            }
        }
        table
    }
}

fn feature(name: &'static str, words: std::str::Split<'static, char>) -> Feature {
    let mut feature = Feature { name, aliases: Vec::new(), bits: Vec::new(), is_migratable: true };
    for word in words {
        match word.strip_prefix('=') {
            Some(alias) => feature.aliases.push(alias),
            None if word == "pinned" => feature.is_migratable = false,
            None => feature.bits.extend(bits(word)),
        }
    }
    feature
}

fn bits(word: &str) -> Option<(Word, u32)> {
    let mut parts = word.split(':');
    let kind = match parts.next()? {
        "cpuid" => Kind::Cpuid,
        "msr" => Kind::Msr,
        _ => return None,
    };
    let mut number = || u32::from_str_radix(parts.next()?, 16).ok();
    let (index, subleaf) = (number()?, number()?);
    let register = Register::parse(parts.next()?)?;
    let mask = u32::from_str_radix(parts.next()?, 16).ok()?;
    Some((Word { kind, index, subleaf, register }, mask))
}

fn model(name: &'static str, words: std::str::Split<'static, char>) -> Model {
    let mut model = Model {
        name,
        vendor: None,
        same_as: None,
        names_hosts: false,
        names_guests: false,
        is_checked_here: false,
        signatures: Vec::new(),
        features: Vec::new(),
    };
    for word in words {
        match word.split_once('=') {
            Some(("decode", places)) => {
                model.names_hosts = places.contains('h');
                model.names_guests = places.contains('g');
            }
            Some(("check", check)) => model.is_checked_here = check == "compat",
            Some(("vendor", vendor)) => model.vendor = Some(vendor),
            Some(("same", same)) => model.same_as = Some(same),
            Some(("signature", text)) => model.signatures.extend(signature(text)),
            Some(_) => (),
            None => model.features.push(match (word.strip_prefix('+'), word.strip_prefix('-')) {
                (Some(added), _) => (added, Since::Added),
                (_, Some(removed)) => (removed, Since::Removed),
                _ => (word, Since::Always),
            }),
        }
    }
    model
}

fn signature(text: &str) -> Option<Signature> {
    let mut parts = text.split('/');
    let (family, model) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let steppings = match parts.next() {
        None => None,
        Some(range) => {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((first.parse().ok()?, last.parse().ok()?))
        }
    };
    Some(Signature { family, model, steppings })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let table = Table::x86();
        let lines = |kind: &str| include_str!("x86.txt").lines().filter(|line| line.starts_with(kind)).count();
        assert_eq!(table.vendors.len(), lines("vendor "));
        assert_eq!(table.features.len(), lines("feature "));
        assert_eq!(table.models.len(), lines("model "));
        assert!(table.features.iter().all(|feature| !feature.bits.is_empty()));
    }

    #[test]
    fn models_name_only_known_features_models_and_vendors() {
        let table = Table::x86();
        for model in &table.models {
            assert!(!model.features.is_empty(), "{}", model.name);
            for (feature, _) in &model.features {
                assert!(table.feature(feature).is_some(), "{}: {feature}", model.name);
            }
            assert!(model.same_as.is_none_or(|same| table.model(same).is_some()), "{}", model.name);
            assert!(model.vendor.is_none_or(|name| table.vendors.iter().any(|v| v.name == name)), "{}", model.name);
        }
    }

    #[test]
    fn aliases_and_versions_lead_to_the_same() {
        let table = Table::x86();
        assert_eq!(table.feature("sse4_1").map(|f| f.name), Some("sse4.1"));
        assert_eq!(table.feature("no such feature"), None);
        let (version, model) = (table.model("Haswell-v1").expect("known"), table.model("Haswell").expect("known"));
        assert_eq!(version.features, model.features);
        assert!(model.names_guests && !version.names_guests);
        assert!(model.is_checked_here && !version.is_checked_here);
        assert!(model.has("hle") && !model.has("svm"));
        assert_eq!(table.canonical("Haswell").map(|model| model.name), Some("Haswell-v1"));
        assert_eq!(table.canonical("Haswell-v1"), None);
    }
}
