//! The CPU that QEMU has really made for a guest: told in its document as the model and what differs from it.
//!
//! Two short questions (three with KVM, whose CPUs may have bits in model-specific registers), and none when the same
//! binary has made the same CPU before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use conf::domain::Domain;
use conf::domain::cpu::{Cpu, CpuCheck, CpuFeature, CpuMatch, CpuMode, FeaturePolicy};
use cpu::{Data, Feature, Kind, Register, Table, Wish, Word};
use host::process::Command;
use qmp::Monitor;
use serde_json::{Value, json};
use virt::{Error, Result};

use crate::binaries::KnownBinary;
use crate::live::MONITOR_WAIT;

/// Most CPUs that are remembered for a binary.
const MAX_REMEMBERED: usize = 256;

/// What QEMU has put into a CPU, and what it could not.
#[derive(Debug)]
struct Made {
    enabled: Data,
    filtered: Data,
}

/// CPUs that a binary has made, by the words of the command line that decide them.
#[derive(Debug, Default)]
pub(crate) struct MadeCpus(Mutex<HashMap<String, Arc<Made>>>);

/// The words of a command line that decide what the CPU is like.
pub(super) fn key(command: &Command) -> String {
    let decides = |word: &str| matches!(word, "-machine" | "-accel" | "-cpu" | "-smp");
    let mut key = String::new();
    for pair in command.args.windows(2) {
        if let [option, value] = pair
            && option.to_str().is_some_and(decides)
        {
            key.push_str(&value.to_string_lossy());
            key.push('\n');
        }
    }
    key
}

/// Writes the CPU that the guest has into its document; returns what stood there before, if it was another.
pub(super) fn survey(
    monitor: &Monitor,
    binary: &KnownBinary,
    key: String,
    domain: &mut Domain,
    cpus: &Value,
) -> Result<Option<Cpu>> {
    let accelerated = domain.kind != "qemu";
    let Some(cpu) = domain.cpu.as_mut().filter(|cpu| cpu.mode == Some(CpuMode::Custom)) else { return Ok(None) };
    let table = Table::x86();
    let Some(model) = cpu.model.as_ref().map(|model| model.name.clone()).filter(|name| table.model(name).is_some())
    else {
        return Ok(None);
    };
    if !matches!(binary.capabilities.arch(), "x86_64" | "i686") {
        return Ok(None);
    }
    let known = binary.cpus.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    let made = match known {
        Some(made) => made,
        None => {
            let Some(made) = ask(monitor, table, cpu, &model, cpus, accelerated)? else { return Ok(None) };
            let made = Arc::new(made);
            let mut remembered = binary.cpus.0.lock().unwrap_or_else(PoisonError::into_inner);
            if remembered.len() >= MAX_REMEMBERED {
                remembered.clear();
            }
            remembered.insert(key, Arc::clone(&made));
            made
        }
    };
    let wishes: Vec<(&str, Wish)> =
        cpu.features.iter().map(|feature| (feature.name.as_str(), wish(feature.policy))).collect();
    let Some(outcome) = cpu::outcome(table, &model, &wishes, &made.enabled, &made.filtered) else { return Ok(None) };
    if cpu.check == Some(CpuCheck::Full) {
        matches_fully(&outcome)?;
    }
    let before = cpu.clone();
    cpu.features = outcome.features.into_iter().map(|(name, has)| feature(name, has)).collect();
    cpu.check = Some(CpuCheck::Full);
    cpu.match_ = Some(CpuMatch::Exact);
    if let Some(model) = &mut cpu.model {
        model.fallback = Some("forbid".to_owned());
    }
    Ok(Some(before))
}

fn wish(policy: Option<FeaturePolicy>) -> Wish {
    match policy {
        Some(FeaturePolicy::Disable | FeaturePolicy::Forbid) => Wish::Lack,
        Some(FeaturePolicy::Optional) => Wish::May,
        Some(FeaturePolicy::Force | FeaturePolicy::Require) | None => Wish::Have,
    }
}

fn feature(name: String, has: bool) -> CpuFeature {
    let policy = if has { FeaturePolicy::Require } else { FeaturePolicy::Disable };
    CpuFeature { policy: Some(policy), name }
}

/// A document that was once told what the CPU is takes no other.
fn matches_fully(outcome: &cpu::Outcome) -> Result<()> {
    let part = |what: &str, names: &[&str]| match names.is_empty() {
        true => None,
        false => Some(format!("{what} features: {}", names.join(","))),
    };
    let parts: Vec<String> =
        [part("extra", &outcome.extra), part("missing", &outcome.missing)].into_iter().flatten().collect();
    match parts.is_empty() {
        true => Ok(()),
        false => Err(Error::operation_failed(format!("guest CPU doesn't match specification: {}", parts.join(", ")))),
    }
}

/// Asks QEMU what it has made of the first CPU; `None` when this QEMU cannot say.
fn ask(
    monitor: &Monitor,
    table: &Table,
    cpu: &Cpu,
    model: &str,
    cpus: &Value,
    accelerated: bool,
) -> Result<Option<Made>> {
    let Some(path) = cpus.get(0).and_then(|first| first.get("qom-path")).and_then(Value::as_str) else {
        return Ok(None);
    };
    let property = |name: &str| Some(json!({ "path": path, "property": name }));
    let words = monitor.send("qom-get", property("feature-words"), MONITOR_WAIT)?;
    let refused = monitor.send("qom-get", property("unavailable-features"), MONITOR_WAIT)?;
    let registers = match accelerated {
        true => {
            let props = expansion_props(table, cpu);
            let arguments = json!({ "type": "full", "model": { "name": model, "props": props } });
            Some(monitor.send("query-cpu-model-expansion", Some(arguments), MONITOR_WAIT)?)
        }
        // Emulated CPUs have no features in model-specific registers.
        false => None,
    };
    let (Ok(words), Ok(refused)) = (words.outcome()?, refused.outcome()?) else { return Ok(None) };
    let mut enabled = feature_words(&words);
    let mut filtered = Data::default();
    for name in refused.as_array().into_iter().flatten().filter_map(Value::as_str) {
        if let Some(feature) = table.feature(name) {
            filtered.set(feature);
        }
    }
    if let Some(reply) = registers
        && let Ok(reply) = reply.outcome()?
        && let Some(props) = reply.pointer("/model/props")
    {
        for feature in table.features.iter().filter(|feature| in_registers(feature)) {
            if has_prop(props, feature) && !filtered.has(feature) {
                enabled.set(feature);
            }
        }
    }
    Ok(Some(Made { enabled, filtered }))
}

/// Whether a feature stands in model-specific registers, of which the words of CPUID say nothing.
fn in_registers(feature: &Feature) -> bool {
    feature.bits.iter().any(|(word, _)| word.kind == Kind::Msr)
}

fn has_prop(props: &Value, feature: &Feature) -> bool {
    let is_on = |name: &str| props.get(name).and_then(Value::as_bool) == Some(true);
    is_on(feature.name) || feature.aliases.iter().any(|alias| is_on(alias))
}

/// What the document changes of the model, as far as model-specific registers go.
fn expansion_props(table: &Table, cpu: &Cpu) -> Value {
    let mut props = serde_json::Map::new();
    for wanted in &cpu.features {
        let known = table.feature(&wanted.name).filter(|feature| in_registers(feature));
        if let (Some(feature), wish @ (Wish::Have | Wish::Lack)) = (known, wish(wanted.policy)) {
            props.insert(feature.name.to_owned(), Value::Bool(wish == Wish::Have));
        }
    }
    Value::Object(props)
}

/// Reads QEMU's list of CPUID words; what is no word is left out.
fn feature_words(reply: &Value) -> Data {
    let mut data = Data::default();
    for item in reply.as_array().into_iter().flatten() {
        let number = |name: &str| item.get(name).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
        let register = item.get("cpuid-register").and_then(Value::as_str).and_then(Register::parse);
        if let (Some(leaf), Some(register), Some(bits)) = (number("cpuid-input-eax"), register, number("features")) {
            data.add(Word::cpuid(leaf, number("cpuid-input-ecx").unwrap_or(0), register), bits);
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_features_and_nonsense_is_left_out() {
        let reply = json!([
            {"cpuid-register": "ECX", "cpuid-input-eax": 1, "features": 0x8000_2001_u32},
            {"cpuid-register": "EBX", "cpuid-input-ecx": 0, "cpuid-input-eax": 7, "features": 1},
            {"cpuid-register": "XYZ", "cpuid-input-eax": 1, "features": 2},
            {"cpuid-register": "ECX", "cpuid-input-eax": -1, "features": 2},
            7
        ]);
        let data = feature_words(&reply);
        let has = |name: &str| data.has(Table::x86().feature(name).expect("a known feature"));
        assert!(has("hypervisor") && has("pni") && has("cx16") && has("fsgsbase"));
        assert!(!has("pclmuldq"));
        assert_eq!(feature_words(&Value::Null), Data::default());
    }

    #[test]
    fn only_words_that_decide_the_cpu_are_part_of_the_key() {
        let mut command = Command::new("/usr/bin/qemu");
        command.args = ["-name", "x", "-machine", "pc", "-cpu", "qemu64,avx2=on", "-smp", "2", "-m", "-cpu"]
            .map(std::ffi::OsString::from)
            .to_vec();
        assert_eq!(key(&command), "pc\nqemu64,avx2=on\n2\n");
    }

    #[test]
    fn a_document_that_asks_for_all_gets_all_or_an_error() {
        let outcome = cpu::Outcome { extra: vec!["arat"], missing: vec!["hle", "rtm"], ..cpu::Outcome::default() };
        let text = matches_fully(&outcome).expect_err("two features are missing").to_string();
        assert!(text.ends_with("extra features: arat, missing features: hle,rtm"), "{text}");
        assert!(matches_fully(&cpu::Outcome::default()).is_ok());
    }
}
