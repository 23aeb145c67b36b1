//! Finding the model that a set of features is described best with.

use std::cmp::Reverse;

use crate::features::Features;
use crate::table::{Model, Signature, Since, Table};

/// A CPU that wants a model's name.
#[derive(Debug, Clone, Default)]
pub struct Sought<'a> {
    /// What it can do.
    pub features: Features,
    /// Who made it, where that is known: a model of another vendor will not do.
    pub vendor: Option<&'a str>,
    /// Its own numbers, where they are known: a model with these numbers is better than any other.
    pub signature: Option<Signature>,
    /// The model to take if it will do at all.
    pub preferred: Option<&'a str>,
    /// Models to take where any other would have more taken away.
    pub familiar: &'a [&'a str],
    /// The models that a hypervisor offers; all where nobody asks.
    pub offered: Option<&'a [Offered<'a>]>,
}

/// A model that a hypervisor offers.
#[derive(Debug, Clone, Default)]
pub struct Offered<'a> {
    /// Its name.
    pub name: &'a str,
    /// Features of the hypervisor's model that it cannot give on this host, under its own names.
    pub blockers: Vec<&'a str>,
}

/// A model, and how the CPU differs from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest<'t> {
    /// The model.
    pub model: &'t Model,
    /// What the CPU has beyond the model, in the table's order.
    pub more: Vec<&'static str>,
    /// What the CPU lacks; features that the model has lost stand last.
    pub less: Vec<&'static str>,
}

/// A model under consideration.
struct Candidate<'t> {
    model: &'t Model,
    more: Features,
    less: Features,
    /// How many features that the model has lost the CPU lacks too, which has to be told.
    lost: usize,
    is_itself: bool,
    is_preferred: bool,
}

impl Candidate<'_> {
    /// What it costs that features are taken away: each further pair of them more than the one before.
    fn steps(&self) -> usize {
        let pairs = (self.less.len() + self.lost).div_ceil(2);
        pairs * (pairs + 1) / 2
    }

    /// How good a description with this model is, the best one being the least. Of two equally good ones the longer
    /// one, which takes away less.
    fn rank(&self) -> (bool, bool, usize, usize, Reverse<usize>) {
        let length = self.more.len() + self.less.len() + self.lost;
        let less = if self.is_itself { self.less.len() } else { 0 };
        (!self.is_preferred, !self.is_itself, less, length + self.steps(), Reverse(length))
    }
}

/// The model that a host is described with: the host has all of it.
pub fn nearest_for_host<'t>(table: &'t Table, sought: &Sought<'_>) -> Option<Nearest<'t>> {
    let fits = |candidate: &Candidate<'_>| candidate.model.names_hosts && candidate.less.is_empty();
    let best = best(table, sought, fits)?;
    Some(Nearest { model: best.model, more: table.names(&best.more), less: Vec::new() })
}

/// The model that a guest is described with: features can also be taken away.
pub fn nearest_for_guest<'t>(table: &'t Table, sought: &Sought<'_>) -> Option<Nearest<'t>> {
    let mut best = best(table, sought, |candidate| candidate.model.names_guests)?;
    let familiar = table.models.iter().filter(|model| model.names_guests && sought.familiar.contains(&model.name));
    for other in familiar.filter_map(|model| candidate(table, sought, model)) {
        if !best.is_preferred && (other.steps(), other.rank()) < (best.steps(), best.rank()) {
            best = other;
        }
    }
    let mut less = table.names(&best.less);
    let more = table.names(&best.more);
    // What the model has lost is told in any case: another version of the model may have it.
    for (name, since) in &best.model.features {
        if *since == Since::Removed && !more.contains(name) && !less.contains(name) {
            less.push(name);
        }
    }
    Some(Nearest { model: best.model, more, less })
}

fn best<'t>(table: &'t Table, sought: &Sought<'_>, fits: impl Fn(&Candidate<'_>) -> bool) -> Option<Candidate<'t>> {
    let mut best: Option<Candidate<'t>> = None;
    // A later model of the same cost is the more exact one.
    for model in table.models.iter().rev() {
        let Some(candidate) = candidate(table, sought, model).filter(&fits) else { continue };
        if best.as_ref().is_none_or(|best| candidate.rank() < best.rank()) {
            best = Some(candidate);
        }
    }
    best
}

fn candidate<'t>(table: &'t Table, sought: &Sought<'_>, model: &'t Model) -> Option<Candidate<'t>> {
    if let (Some(vendor), Some(wanted)) = (model.vendor, sought.vendor)
        && vendor != wanted
    {
        return None;
    }
    let blocked = match sought.offered {
        None => Features::new(),
        Some(offered) => {
            let offer = offered.iter().find(|offer| offer.name == model.name)?;
            table.features_named(offer.blockers.iter().copied())
        }
    };
    let own = table.features_of_model(model);
    // What the CPU has beyond the model can be asked for, whatever stands in the hypervisor's own model.
    let has = &sought.features - &(&blocked & &own);
    let more = &has - &own;
    let less = &(&own | &blocked) - &has;
    let lost = model.features.iter().filter(|(_, since)| *since == Since::Removed);
    let lost =
        lost.filter_map(|(name, _)| table.place(name)).filter(|place| !has.contains(place) && !less.contains(place));
    Some(Candidate {
        model,
        lost: lost.count(),
        more,
        less,
        is_itself: sought.signature.is_some_and(|signature| model.is(signature)),
        is_preferred: sought.preferred == Some(model.name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought<'a>(model: &str, more: &[&str], less: &[&str]) -> Sought<'a> {
        let table = Table::x86();
        let mut features = table.features_of_model(table.model(model).expect("a model of the table"));
        features.extend(table.features_named(more.iter().copied()));
        let less = table.features_named(less.iter().copied());
        Sought { features: &features - &less, ..Sought::default() }
    }

    fn told(nearest: Option<Nearest<'_>>) -> String {
        let Nearest { model, more, less } = nearest.expect("a model");
        format!("{} +{} -{}", model.name, more.join(","), less.join(","))
    }

    #[test]
    fn a_host_is_never_said_to_have_what_it_lacks() {
        let sought = sought("Penryn", &["vmx"], &["sse4.1"]);
        let nearest = nearest_for_host(Table::x86(), &sought).expect("a model");
        assert!(nearest.less.is_empty() && nearest.more.contains(&"vmx"));
        assert_ne!(nearest.model.name, "Penryn");
    }

    #[test]
    fn of_two_names_for_the_same_a_host_gets_the_exact_one_and_a_guest_the_plain_one() {
        let sought = sought("Broadwell", &[], &[]);
        assert_eq!(told(nearest_for_host(Table::x86(), &sought)), "Broadwell-v1 + -");
        assert_eq!(told(nearest_for_guest(Table::x86(), &sought)), "Broadwell + -");
    }

    #[test]
    fn few_features_are_taken_away_but_not_many() {
        let table = Table::x86();
        assert_eq!(told(nearest_for_guest(table, &sought("Westmere", &[], &["aes"]))), "Nehalem + -");
        assert_eq!(told(nearest_for_guest(table, &sought("Broadwell", &[], &["movbe"]))), "Broadwell + -movbe");
    }

    #[test]
    fn the_right_numbers_beat_a_shorter_list() {
        let table = Table::x86();
        let numbers = Some(Signature { family: 6, model: 26, steppings: Some((5, 5)) });
        let sought = Sought { signature: numbers, ..sought("Westmere", &[], &[]) };
        assert_eq!(told(nearest_for_guest(table, &sought)), "Nehalem +aes -");
    }

    #[test]
    fn vendors_offers_and_preferences_are_kept_to() {
        let table = Table::x86();
        let haswell = sought("Haswell", &[], &[]);
        let amd = Sought { vendor: Some("AMD"), ..haswell.clone() };
        assert_ne!(nearest_for_guest(table, &amd).and_then(|n| n.model.vendor), Some("Intel"));
        let offered =
            [Offered { name: "qemu64", blockers: vec![] }, Offered { name: "IvyBridge", blockers: vec!["sse4_2"] }];
        let limited = Sought { offered: Some(&offered), ..haswell.clone() };
        assert!(told(nearest_for_guest(table, &limited)).starts_with("IvyBridge +fma"));
        assert!(told(nearest_for_guest(table, &limited)).contains("-sse4.2"));
        let preferring = Sought { preferred: Some("qemu64"), ..limited };
        assert!(told(nearest_for_guest(table, &preferring)).starts_with("qemu64 "));
        let none = Sought { offered: Some(&[]), ..haswell };
        assert_eq!(nearest_for_guest(table, &none), None);
    }

    #[test]
    fn what_a_model_has_lost_is_told() {
        assert_eq!(told(nearest_for_guest(Table::x86(), &sought("Opteron_G3", &[], &[]))), "Opteron_G3 + -monitor");
        let with = sought("Opteron_G3", &["monitor"], &[]);
        assert_eq!(told(nearest_for_guest(Table::x86(), &with)), "Opteron_G3 +monitor -");
    }
}
