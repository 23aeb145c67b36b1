//! One request and its outcome.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A request.
pub(crate) struct Request {
    /// The vector's name.
    pub(crate) id: Value,
    /// What to do.
    pub(crate) op: String,
    inputs: Value,
    options: Value,
}

/// What came of it.
pub(crate) enum Outcome {
    /// The output text.
    Output(String),
    /// The operation refused the input.
    Rejected(String),
    /// The operation is not offered.
    Unsupported,
}

impl From<virt::Result<String>> for Outcome {
    fn from(result: virt::Result<String>) -> Outcome {
        match result {
            Ok(text) => Outcome::Output(text),
            Err(error) => Outcome::Rejected(error.to_string()),
        }
    }
}

impl Request {
    /// Reads one line.
    pub(crate) fn parse(line: &str) -> Result<Request, String> {
        let value: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let op = value.get("op").and_then(Value::as_str).ok_or("no op")?.to_owned();
        Ok(Request {
            id: value.get("id").cloned().unwrap_or_default(),
            op,
            inputs: value.get("inputs").cloned().unwrap_or_default(),
            options: value.get("options").cloned().unwrap_or_default(),
        })
    }

    /// The text of an input file.
    pub(crate) fn input(&self, name: &str) -> virt::Result<String> {
        let path = self.inputs.get(name).and_then(Value::as_str).unwrap_or_default();
        std::fs::read_to_string(path).map_err(|e| virt::Error::system(format!("input {name} {path}"), &e))
    }

    /// The folder that an input file is in.
    pub(crate) fn folder(&self, name: &str) -> Option<PathBuf> {
        Some(Path::new(self.inputs.get(name)?.as_str()?).parent()?.to_owned())
    }

    /// Where an input is.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.inputs.get(name).and_then(Value::as_str).map(PathBuf::from)
    }

    /// Whether there is an input file of this name.
    pub(crate) fn has_input(&self, name: &str) -> bool {
        self.inputs.get(name).is_some_and(Value::is_string)
    }

    /// An option's text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.options.get(name).and_then(Value::as_str)
    }

    /// An option that is true.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.options.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// An option as it is.
    pub(crate) fn option(&self, name: &str) -> Option<&Value> {
        self.options.get(name)
    }
}
