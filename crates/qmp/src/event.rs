//! Something that QEMU tells without being asked.

use std::time::Duration;

use serde_json::Value;

/// An event of the monitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// QEMU's name of it, such as `SHUTDOWN`.
    pub name: String,
    /// Details; `Null` where it has none.
    pub data: Value,
    /// When QEMU saw it, since 1970.
    pub at: Duration,
}

impl Event {
    /// Reads an event from a monitor line, if it is one.
    pub(crate) fn from_line(line: &mut Value) -> Option<Event> {
        let name = line.get("event")?.as_str()?.to_owned();
        let part = |field: &str| line.get("timestamp").and_then(|t| t.get(field)).and_then(Value::as_u64).unwrap_or(0);
        let at = Duration::from_secs(part("seconds")).saturating_add(Duration::from_micros(part("microseconds")));
        let data = line.get_mut("data").map(Value::take).unwrap_or(Value::Null);
        Some(Event { name, data, at })
    }

    /// A text among the details.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.data.get(field)?.as_str()
    }

    /// A truth value among the details.
    pub fn flag(&self, field: &str) -> bool {
        self.data.get(field).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A number among the details.
    pub fn number(&self, field: &str) -> Option<i64> {
        self.data.get(field)?.as_i64()
    }
}
