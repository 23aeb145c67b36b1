//! What a running guest's CPU really is, told as its model and the features it has beyond the model or lacks.

use crate::data::Data;
use crate::table::{Feature, Since, Table};

/// What a document says of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The guest must have it.
    Have,
    /// The guest may have it.
    May,
    /// The guest must not have it.
    Lack,
}

/// How a guest's CPU compares with its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The features to tell of: those of the document in its order, then the others; whether the guest has each.
    pub features: Vec<(String, bool)>,
    /// What it has though the document does not say so.
    pub extra: Vec<&'static str>,
    /// What it lacks though the document says it has it.
    pub missing: Vec<&'static str>,
}

/// Compares what a guest has (`enabled`) and what it was refused (`filtered`) with its document. Features that the
/// table does not know are taken for what the document says.
pub fn outcome(
    table: &Table,
    model: &str,
    wishes: &[(&str, Wish)],
    enabled: &Data,
    filtered: &Data,
) -> Option<Outcome> {
    let model = table.model(model)?;
    let mut outcome = Outcome::default();
    let wish_of = |feature: &Feature| {
        let named = |name: &str| name == feature.name || feature.aliases.contains(&name);
        wishes.iter().find(|(name, _)| named(name)).map(|(_, wish)| *wish)
    };
    for (name, wish) in wishes {
        let has = match table.feature(name) {
            Some(feature) => enabled.has(feature),
            None => *wish != Wish::Lack,
        };
        outcome.features.push(((*name).to_owned(), has));
    }
    for feature in &table.features {
        let has = enabled.has(feature);
        let since = model.features.iter().find(|(name, _)| *name == feature.name).map(|(_, since)| *since);
        // A model that got the feature later says nothing about whether this CPU has it.
        let of_model = matches!(since, Some(Since::Always));
        let expected = match wish_of(feature) {
            Some(Wish::Have) => Some(true),
            Some(Wish::Lack) => Some(false),
            Some(Wish::May) => None,
            None if since == Some(Since::Added) => None,
            None => Some(of_model),
        };
        match expected {
            Some(true) if !has => outcome.missing.push(feature.name),
            Some(false) if has => outcome.extra.push(feature.name),
            _ => (),
        }
        if wish_of(feature).is_some() {
            continue;
        }
        if has && since.is_none_or(|since| since == Since::Removed) {
            outcome.features.push((feature.name.to_owned(), true));
        } else if !has && (of_model || filtered.has(feature)) {
            outcome.features.push((feature.name.to_owned(), false));
        }
    }
    Some(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(names: &[&str]) -> Data {
        let mut data = Data::default();
        for name in names {
            data.set(Table::x86().feature(name).expect("a feature of the table"));
        }
        data
    }

    fn model_and(model: &str, more: &[&str], less: &[&str]) -> Data {
        let model = Table::x86().model(model).expect("a model of the table");
        let own = model.features.iter().filter(|(_, since)| *since == Since::Always).map(|(name, _)| *name);
        data(&own.filter(|name| !less.contains(name)).chain(more.iter().copied()).collect::<Vec<_>>())
    }

    fn told(model: &str, wishes: &[(&str, Wish)], enabled: &Data, filtered: &[&str]) -> String {
        let outcome = outcome(Table::x86(), model, wishes, enabled, &data(filtered)).expect("the model is known");
        let words: Vec<String> =
            outcome.features.iter().map(|(name, has)| format!("{}{name}", if *has { '+' } else { '-' })).collect();
        format!("{} | {} | {}", words.join(" "), outcome.extra.join(","), outcome.missing.join(","))
    }

    #[test]
    fn beyond_the_model_and_short_of_it() {
        let enabled = model_and("qemu64", &["hypervisor", "lahf_lm"], &["svm"]);
        assert_eq!(told("qemu64", &[], &enabled, &[]), "+hypervisor +lahf_lm -svm | hypervisor,lahf_lm | svm");
    }

    #[test]
    fn the_document_comes_first_and_optional_ones_are_decided() {
        let enabled = model_and("qemu64", &["hypervisor", "avx2"], &["svm"]);
        let wishes = [("svm", Wish::Lack), ("pcid", Wish::May), ("avx2", Wish::Have)];
        assert_eq!(told("qemu64", &wishes, &enabled, &[]), "-svm -pcid +avx2 +hypervisor | hypervisor | ");
    }

    #[test]
    fn what_the_accelerator_refused_is_told_even_when_the_model_never_had_it() {
        let enabled = model_and("Haswell", &[], &[]);
        assert_eq!(told("Haswell", &[], &enabled, &["rdrand"]), "-rdrand |  | ");
    }

    #[test]
    fn an_unknown_model_has_no_outcome() {
        assert_eq!(outcome(Table::x86(), "no such", &[], &Data::default(), &Data::default()), None);
    }
}
