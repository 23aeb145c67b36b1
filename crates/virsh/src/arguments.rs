//! The values a user gave to a command's options, read as what they should be.

use crate::failure::{Failure, Outcome};
use crate::table::Command;

/// Values by option, in the order given.
#[derive(Debug)]
pub struct Arguments {
    command: &'static Command,
    values: Vec<(&'static str, String)>,
}

impl Arguments {
    /// No values yet.
    pub fn new(command: &'static Command) -> Arguments {
        Arguments { command, values: vec![] }
    }

    /// The name of the command.
    pub fn command_name(&self) -> &'static str {
        self.command.name
    }

    /// The options the command has.
    pub fn options(&self) -> &'static [crate::table::Opt] {
        self.command.options
    }

    /// Adds a value.
    pub fn set(&mut self, option: &'static str, value: String) {
        self.values.push((option, value));
    }

    /// Whether the option was given.
    pub fn has(&self, option: &str) -> bool {
        self.values.iter().any(|(name, _)| *name == option)
    }

    /// Whether a yes-or-no option was given.
    pub fn flag(&self, option: &str) -> bool {
        debug_assert!(self.knows(option), "'{}' has no option '{option}'", self.command.name);
        self.has(option)
    }

    /// The bits of those flags that were given.
    pub fn bits<T: Copy + Into<i64>>(&self, flags: &[(&str, T)]) -> u32 {
        let given = flags.iter().filter(|(option, _)| self.flag(option));
        given.fold(0, |bits, (_, bit)| bits | (*bit).into() as u32)
    }

    /// Refuses two options that contradict each other.
    pub fn exclusive(&self, one: &str, other: &str) -> Outcome {
        if self.has(one) && self.has(other) {
            return Err(Failure::new(format!("Options --{one} and --{other} are mutually exclusive")));
        }
        Ok(())
    }

    /// Refuses an option without another that it makes sense with.
    pub fn requires(&self, one: &str, other: &str) -> Outcome {
        if self.has(one) && !self.has(other) {
            return Err(Failure::new(format!("Option --{other} is required by option --{one}")));
        }
        Ok(())
    }

    /// The value of an option as it was given, also an empty one.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == option).map(|(_, value)| value.as_str())
    }

    /// The value of a text option; empty is an error unless the row says otherwise.
    pub fn text(&self, option: &str) -> Outcome<Option<&str>> {
        debug_assert!(self.knows(option), "'{}' has no option '{option}'", self.command.name);
        let Some(value) = self.value(option) else { return Ok(None) };
        let row = self.command.options.iter().find(|o| o.name == option);
        if value.is_empty() && !row.is_some_and(|o| o.may_be_empty) {
            return Err(Failure::new(format!("Failed to get option '{option}': Option argument is empty")));
        }
        Ok(Some(value))
    }

    /// The value of an option that the grammar made sure of.
    pub fn required(&self, option: &str) -> Outcome<&str> {
        let missing = || Failure::new(format!("command '{}' requires <{option}> option", self.command.name));
        self.text(option)?.ok_or_else(missing)
    }

    /// All values of an option that takes the remaining words.
    pub fn list(&self, option: &str) -> Vec<&str> {
        self.values.iter().filter(|(name, _)| *name == option).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a number option, if it fits `T`.
    pub fn number<T: TryFrom<i128>>(&self, option: &str) -> Outcome<Option<T>> {
        let Some(text) = self.value(option) else { return Ok(None) };
        let number = parse_integer(text).and_then(|n| T::try_from(n).ok());
        number.map(Some).ok_or_else(|| {
            Failure::new(format!("Numeric value '{text}' for <{option}> option is malformed or out of range"))
        })
    }

    /// The value of a number option that the grammar made sure of.
    pub fn required_number<T: TryFrom<i128>>(&self, option: &str) -> Outcome<T> {
        self.number(option)?.ok_or_else(|| Failure::new(format!("missing option '{option}'")))
    }

    /// The value of a number with a unit, in bytes; a bare number counts units of `scale` bytes.
    pub fn scaled(&self, option: &str, scale: u64, max: u64) -> Outcome<Option<u64>> {
        let Some(text) = self.value(option) else { return Ok(None) };
        let mut lines =
            vec![format!("Scaled numeric value '{text}' for <{option}> option is malformed or out of range")];
        match parse_scaled(text, scale) {
            Ok(bytes) if bytes <= max => return Ok(Some(bytes)),
            Ok(_) => lines.push(format!("numerical overflow: value too large: {text}")),
            Err(Some(reason)) => lines.push(reason),
            Err(None) => (),
        }
        Err(Failure { lines, code: None })
    }

    fn knows(&self, option: &str) -> bool {
        self.command.options.iter().any(|o| o.name == option)
    }
}

/// Reads a decimal, octal (`0…`) or hexadecimal (`0x…`) number.
pub fn parse_integer(text: &str) -> Option<i128> {
    let trimmed = text.trim_start();
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.strip_prefix("0x") {
        Some(hex) => (16, hex),
        None if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        None => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let value = i128::from_str_radix(digits, radix).ok()?;
    Some(if negative { -value } else { value })
}

/// Reads a number with an optional unit as bytes. The reason is there when the number is fine but the unit is not.
fn parse_scaled(text: &str, scale: u64) -> Result<u64, Option<String>> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, suffix) = text.split_at(end);
    let number: u64 = digits.parse().map_err(|_| None)?;
    let unit = unit_bytes(suffix.trim_start(), scale)
        .ok_or_else(|| Some(format!("invalid argument: unknown suffix '{}'", suffix.trim_start())))?;
    number.checked_mul(unit).ok_or_else(|| Some(format!("numerical overflow: value too large: {text}")))
}

/// Bytes in a unit: a bare letter or `…iB` counts in powers of 1024, `…B` in powers of 1000.
pub fn unit_bytes(suffix: &str, default: u64) -> Option<u64> {
    let lower = suffix.to_ascii_lowercase();
    let exponent = |letter: char| "kmgtpe".find(letter).map(|at| at as u32 + 1);
    let mut letters = lower.chars();
    match (letters.next(), letters.as_str()) {
        (None, _) => Some(default),
        (Some('b'), "" | "yte" | "ytes") => Some(1),
        (Some(letter), "" | "ib") => 1024u64.checked_pow(exponent(letter)?),
        (Some(letter), "b") => 1000u64.checked_pow(exponent(letter)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, value) in [("12", Some(12)), ("-3", Some(-3)), ("0x1f", Some(31)), ("010", Some(8)), ("0", Some(0))]
        {
            assert_eq!(parse_integer(text), value, "{text}");
        }
        for text in ["", "x", "1x", "--1", "0x", "1 2", "é"] {
            assert_eq!(parse_integer(text), None, "{text}");
        }
    }

    #[test]
    fn sizes() {
        let cases = [
            ("5", 5 << 10),
            ("5k", 5 << 10),
            ("5KiB", 5 << 10),
            ("5KB", 5000),
            ("1G", 1 << 30),
            ("7b", 7),
            ("2bytes", 2),
        ];
        for (text, bytes) in cases {
            assert_eq!(parse_scaled(text, 1024), Ok(bytes), "{text}");
        }
        assert_eq!(parse_scaled("-5", 1024), Err(None));
        assert_eq!(parse_scaled("1Q", 1024), Err(Some("invalid argument: unknown suffix 'Q'".to_owned())));
        assert!(parse_scaled("99999999999999E", 1).is_err());
        assert!(parse_scaled("99999999999999999999999", 1).is_err());
    }
}
