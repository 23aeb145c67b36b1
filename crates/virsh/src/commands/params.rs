//! Typed parameters and how commands show them.

use ferrovirt::TypedValue;
use serde_json::{Value, json};

/// A parameter's value as JSON.
pub fn json(value: &TypedValue) -> Value {
    match value {
        TypedValue::Int(v) => json!(v),
        TypedValue::Uint(v) => json!(v),
        TypedValue::Llong(v) => json!(v),
        TypedValue::Ullong(v) => json!(v),
        TypedValue::Double(v) => json!(v),
        TypedValue::Boolean(v) => json!(v),
        TypedValue::String(v) => json!(v),
    }
}

/// A parameter's value as an unsigned number, where it is one.
pub fn unsigned(value: &TypedValue) -> Option<u64> {
    match value {
        TypedValue::Int(v) => u64::try_from(*v).ok(),
        TypedValue::Uint(v) => Some(u64::from(*v)),
        TypedValue::Llong(v) => u64::try_from(*v).ok(),
        TypedValue::Ullong(v) => Some(*v),
        _ => None,
    }
}
