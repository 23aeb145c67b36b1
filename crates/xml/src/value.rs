//! Scalars spelled as text.

use std::borrow::Cow;

use crate::{Field, Node, Result, Scalar, Shape, Writer};

/// A scalar spelled as text.
pub trait Value: Sized {
    /// The value that the text spells, if any.
    fn from_xml(text: &str) -> Option<Self>;
    /// How it is spelled.
    fn to_xml(&self) -> Cow<'_, str>;
    /// Which texts there are.
    fn scalar() -> Scalar {
        Scalar::Text
    }
}

impl Value for String {
    fn from_xml(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
    fn to_xml(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

macro_rules! integers {
    ($($t:ty)*) => { $( impl Value for $t {
        fn from_xml(text: &str) -> Option<Self> {
            let text = text.trim_start();
            match text.strip_prefix("0x") {
                Some(hex) => <$t>::from_str_radix(hex, 16).ok(),
                None => text.parse().ok(),
            }
        }
        fn to_xml(&self) -> Cow<'_, str> {
            self.to_string().into()
        }
        fn scalar() -> Scalar {
            Scalar::Integer(<$t>::MIN as i64, <$t>::MAX as u64)
        }
    } )* };
}
integers!(u8 u16 u32 u64 i32 i64);

/// A number in C's notation: `0x` is hexadecimal, a leading `0` octal.
pub fn number(text: &str) -> Option<u64> {
    let text = text.trim_start();
    match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        Some(hex) if !hex.starts_with(['+', '-']) => u64::from_str_radix(hex, 16).ok(),
        Some(_) => None,
        None if text.len() > 1 && text.starts_with('0') => u64::from_str_radix(text, 8).ok(),
        None if text.starts_with('+') => None,
        None => text.parse().ok(),
    }
}

/// A number printed as `0x` and at least `W` hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Hex<const W: usize>(pub u64);

impl<const W: usize> Value for Hex<W> {
    fn from_xml(text: &str) -> Option<Self> {
        number(text).map(Hex)
    }
    fn to_xml(&self) -> Cow<'_, str> {
        format!("{:#01$x}", self.0, W + 2).into()
    }
}

impl<const W: usize> Field for Hex<W> {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        node.value(name)
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        writer.attr(name, &self.to_xml());
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.attr::<Self>(name);
    }
}
