//! Typed parameters: named values of seven types, used where a call's set of values may grow.

use std::borrow::Cow;
use std::fmt;

use xdr::{Decoder, Encoder, Xdr};

use crate::{Error, ErrorDomain, Result};

/// A named value.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedParam {
    /// Its name, one of those in the interface description; a constant wherever it can be, since bulk statistics make
    /// tens of thousands of them at once.
    pub field: Cow<'static, str>,
    /// Its value.
    pub value: TypedValue,
}

/// A value with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypedValue {
    /// A signed number of 32 bits.
    Int(i32),
    /// An unsigned number of 32 bits.
    Uint(u32),
    /// A signed number of 64 bits.
    Llong(i64),
    /// An unsigned number of 64 bits.
    Ullong(u64),
    /// A real number.
    Double(f64),
    /// Yes or no.
    Boolean(bool),
    /// Text.
    String(String),
}

impl TypedParam {
    /// A parameter from its name and anything that is a typed value.
    pub fn new(field: impl Into<Cow<'static, str>>, value: impl Into<TypedValue>) -> TypedParam {
        TypedParam { field: field.into(), value: value.into() }
    }
}

macro_rules! conversions {
    ($($from:ty => $variant:ident;)*) => {$(
        impl From<$from> for TypedValue {
            fn from(value: $from) -> TypedValue {
                TypedValue::$variant(value.into())
            }
        }
    )*};
}

conversions! {
    i32 => Int;
    u32 => Uint;
    i64 => Llong;
    u64 => Ullong;
    f64 => Double;
    bool => Boolean;
    String => String;
    &str => String;
}

impl TypedValue {
    /// The type's number in the protocol.
    pub fn type_code(&self) -> i32 {
        match self {
            TypedValue::Int(_) => 1,
            TypedValue::Uint(_) => 2,
            TypedValue::Llong(_) => 3,
            TypedValue::Ullong(_) => 4,
            TypedValue::Double(_) => 5,
            TypedValue::Boolean(_) => 6,
            TypedValue::String(_) => 7,
        }
    }
}

impl fmt::Display for TypedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypedValue::Int(v) => v.fmt(f),
            TypedValue::Uint(v) => v.fmt(f),
            TypedValue::Llong(v) => v.fmt(f),
            TypedValue::Ullong(v) => v.fmt(f),
            TypedValue::Double(v) => write!(f, "{v:.6}"),
            TypedValue::Boolean(v) => f.write_str(if *v { "yes" } else { "no" }),
            TypedValue::String(v) => f.write_str(v),
        }
    }
}

/// Finds a parameter of a list.
pub fn find<'a>(params: &'a [TypedParam], field: &str) -> Option<&'a TypedValue> {
    params.iter().find(|p| p.field == field).map(|p| &p.value)
}

/// Checks a caller's parameters against the names and types that a call takes; none may stand twice.
pub fn check(params: &[TypedParam], known: &[(&str, i32)]) -> Result<()> {
    // Compat: these errors come from no part of the system, whatever driver is asked.
    check_each(params, known).map_err(|error| error.in_domain(ErrorDomain::NONE))
}

fn check_each(params: &[TypedParam], known: &[(&str, i32)]) -> Result<()> {
    for (i, param) in params.iter().enumerate() {
        let Some((_, code)) = known.iter().find(|(name, _)| *name == param.field) else {
            return Err(Error::argument_unsupported(format!("parameter '{}' not supported", param.field)));
        };
        if param.value.type_code() != *code {
            let message = format!("invalid type for parameter '{}', expected type {code}", param.field);
            return Err(Error::invalid_arg(message));
        }
        if params[..i].iter().any(|p| p.field == param.field) {
            return Err(Error::invalid_arg(format!("parameter '{}' occurs multiple times", param.field)));
        }
    }
    Ok(())
}

impl Xdr for TypedParam {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.field);
        e.put(&self.value.type_code());
        match &self.value {
            TypedValue::Int(v) => e.put(v),
            TypedValue::Uint(v) => e.put(v),
            TypedValue::Llong(v) => e.put(v),
            TypedValue::Ullong(v) => e.put(v),
            TypedValue::Double(v) => e.put(v),
            TypedValue::Boolean(v) => e.put(&i32::from(*v)),
            TypedValue::String(v) => e.put(v),
        }
    }

    fn decode(d: &mut Decoder<'_>) -> xdr::Result<TypedParam> {
        let field = d.text()?.into();
        let value = match d.get::<i32>()? {
            1 => TypedValue::Int(d.get()?),
            2 => TypedValue::Uint(d.get()?),
            3 => TypedValue::Llong(d.get()?),
            4 => TypedValue::Ullong(d.get()?),
            5 => TypedValue::Double(d.get()?),
            6 => TypedValue::Boolean(d.get::<i32>()? != 0),
            7 => TypedValue::String(d.get()?),
            other => return Err(xdr::Error::BadTag(other)),
        };
        Ok(TypedParam { field, value })
    }
}
