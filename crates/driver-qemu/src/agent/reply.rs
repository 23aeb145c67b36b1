//! Reading what an agent says: every part may be missing, of another type, too long or too many.

use serde_json::Value;
use virt::{Error, Result};

/// Longest text in an answer: what a client may be sent.
const MAX_TEXT: usize = 1 << 20;

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Reply {
    command: &'static str,
    value: Value,
}

/// A part of an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    command: &'static str,
    value: &'a Value,
}

impl Reply {
    /// Of an answer with a result.
    pub(crate) fn new(command: &'static str, mut answer: Value) -> Reply {
        let value = answer.get_mut("return").map(Value::take).unwrap_or(Value::Null);
        Reply { command, value }
    }

    /// All of it.
    pub(crate) fn whole(&self) -> Part<'_> {
        Part { command: self.command, value: &self.value }
    }

    /// All of it as a list of so many parts at most.
    pub(crate) fn list(&self, limit: usize) -> Result<Vec<Part<'_>>> {
        self.whole().list(limit)
    }

    /// All of it as an object.
    pub(crate) fn object(&self) -> Result<Part<'_>> {
        match self.value.is_object() {
            true => Ok(self.whole()),
            false => Err(self.whole().wrong("the reply is no object")),
        }
    }

    /// All of it as a number.
    pub(crate) fn number(&self) -> Result<i64> {
        self.value.as_i64().ok_or_else(|| self.whole().wrong("the reply is no number"))
    }
}

impl<'a> Part<'a> {
    /// The error for an answer that is not what the command is documented to say.
    pub(crate) fn wrong(self, what: &str) -> Error {
        Error::internal(format!("guest agent answered '{}' wrongly: {what}", self.command))
    }

    fn missing(self, field: &str) -> Error {
        self.wrong(&format!("'{field}' is missing or of another type"))
    }

    /// This part as a list.
    pub(crate) fn list(self, limit: usize) -> Result<Vec<Part<'a>>> {
        let items = self.value.as_array().ok_or_else(|| self.wrong("no list"))?;
        if items.len() > limit {
            return Err(self.wrong(&format!("a list of {} items, more than {limit}", items.len())));
        }
        Ok(items.iter().map(|value| Part { command: self.command, value }).collect())
    }

    /// A field, if it is there and not null.
    pub(crate) fn field(self, name: &str) -> Option<Part<'a>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Part { command: self.command, value })
    }

    /// A field that is a list.
    pub(crate) fn list_of(self, name: &str, limit: usize) -> Result<Vec<Part<'a>>> {
        self.field(name).ok_or_else(|| self.missing(name))?.list(limit)
    }

    /// A field that is a list, or not there.
    pub(crate) fn optional_list(self, name: &str, limit: usize) -> Result<Vec<Part<'a>>> {
        self.field(name).map_or(Ok(Vec::new()), |part| part.list(limit))
    }

    /// This part as a text.
    pub(crate) fn text(self) -> Result<String> {
        let text = self.value.as_str().ok_or_else(|| self.wrong("no text where one belongs"))?;
        match text.len() <= MAX_TEXT && !text.contains('\0') {
            true => Ok(text.to_owned()),
            false => Err(self.wrong("a text that is too long or has a NUL byte")),
        }
    }

    /// A field that is a text.
    pub(crate) fn text_of(self, name: &str) -> Result<String> {
        self.field(name).filter(|part| part.value.is_string()).ok_or_else(|| self.missing(name))?.text()
    }

    /// A field that is a text; nothing else counts as one.
    pub(crate) fn optional_text(self, name: &str) -> Result<Option<String>> {
        self.field(name).filter(|part| part.value.is_string()).map(Part::text).transpose()
    }

    /// A field that is a whole number.
    pub(crate) fn number_of(self, name: &str) -> Result<i64> {
        self.optional_number(name).ok_or_else(|| self.missing(name))
    }

    /// A field that is a whole number, if it is one.
    pub(crate) fn optional_number(self, name: &str) -> Option<i64> {
        self.value.get(name)?.as_i64()
    }

    /// A field that is a number of any kind.
    pub(crate) fn real_of(self, name: &str) -> Result<f64> {
        self.value.get(name).and_then(Value::as_f64).ok_or_else(|| self.missing(name))
    }

    /// A field that is a truth value.
    pub(crate) fn flag_of(self, name: &str) -> Result<bool> {
        self.value.get(name).and_then(Value::as_bool).ok_or_else(|| self.missing(name))
    }
}
