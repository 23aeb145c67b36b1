//! Sets of a table's features.

use std::collections::BTreeSet;

use conf::cpu::AnyCpu;
use conf::domain::cpu::FeaturePolicy;
use virt::{Error, Result};

use crate::data::Data;
use crate::table::{Model, Since, Table};

/// Features by their places in the table: in the order in which documents list them.
pub type Features = BTreeSet<usize>;

impl Table {
    /// The features whose bits are set.
    pub fn features_of(&self, data: &Data) -> Features {
        self.features.iter().enumerate().filter(|(_, feature)| data.has(feature)).map(|(place, _)| place).collect()
    }

    /// The features that a model has always had.
    pub fn features_of_model(&self, model: &Model) -> Features {
        let own = model.features.iter().filter(|(_, since)| *since == Since::Always);
        own.filter_map(|(name, _)| self.place(name)).collect()
    }

    /// The features that documents call by these names; names that the table does not know are left out.
    pub fn features_named<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Features {
        names.into_iter().filter_map(|name| self.place(name)).collect()
    }

    /// The names of features in the table's order.
    pub fn names(&self, features: &Features) -> Vec<&'static str> {
        features.iter().filter_map(|place| self.features.get(*place)).map(|feature| feature.name).collect()
    }

    /// Features that a guest cannot take along to another host.
    pub(crate) fn pinned(&self) -> Features {
        let pinned = self.features.iter().enumerate().filter(|(_, feature)| !feature.is_migratable);
        pinned.map(|(place, _)| place).collect()
    }

    /// The model that a document names.
    pub(crate) fn model_of(&self, cpu: &AnyCpu) -> Result<&Model> {
        let name = cpu.model().ok_or_else(|| Error::xml("Missing CPU model name"))?;
        self.model(name).ok_or_else(|| {
            Error::internal(format!("Unknown CPU model {name}")).remedy("`virsh cpu-models` lists the known ones")
        })
    }
}

/// What a document says about features, by what it says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) force: Features,
    pub(crate) require: Features,
    pub(crate) optional: Features,
    pub(crate) disable: Features,
    pub(crate) forbid: Features,
}

impl Said {
    /// Sorts the features of a document.
    pub(crate) fn by(table: &Table, cpu: &AnyCpu) -> Result<Said> {
        let mut said = Said::default();
        for (name, policy) in cpu.features() {
            let place = table.place(name).ok_or_else(|| unknown_feature(name))?;
            let set = match policy {
                FeaturePolicy::Force => &mut said.force,
                FeaturePolicy::Require => &mut said.require,
                FeaturePolicy::Optional => &mut said.optional,
                FeaturePolicy::Disable => &mut said.disable,
                FeaturePolicy::Forbid => &mut said.forbid,
            };
            set.insert(place);
        }
        Ok(said)
    }
}

pub(crate) fn unknown_feature(name: &str) -> Error {
    Error::internal(format!("Unknown CPU feature {name}"))
}

/// All features that a document's CPU has: those of its model, and those that it adds or takes away.
pub(crate) fn all(table: &Table, cpu: &AnyCpu) -> Result<Features> {
    let said = Said::by(table, cpu)?;
    let mut features = table.features_of_model(table.model_of(cpu)?);
    features.extend(said.require.iter().chain(&said.force));
    Ok(features.into_iter().filter(|place| !said.disable.contains(place) && !said.forbid.contains(place)).collect())
}
