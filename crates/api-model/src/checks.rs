//! The part of the grammar that says which arguments a C function refuses before a driver is asked.

use crate::parse::Result;

/// What has to hold of the arguments of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What has to hold.
    pub rule: Rule,
    /// When it has to; always if there is none.
    pub when: Vec<Condition>,
}

/// What has to hold. An argument with `*` before its name is what the pointer points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The connection is not for reading only.
    Writable,
    /// Of one argument.
    Argument(String, Demand),
    /// Of these flags at most one is set.
    Exclusive(Vec<String>),
    /// One of the first flags is set only with one of the second ones.
    Needs(Vec<String>, Vec<String>),
}

/// What has to hold of one argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A pointer to something.
    NotNull,
    /// No pointer.
    Null,
    /// A text that is NULL or has a character.
    NotEmpty,
    /// 0.
    Zero,
    /// Any number but 0.
    NotZero,
    /// A number from 1 on.
    Positive,
    /// A number from 0 on.
    NotNegative,
    /// A number from this one on.
    AtLeast(i64),
    /// A number up to this one.
    AtMost(i64),
    /// A number up to this one, where more is an overflow.
    Fits(i64),
    /// A handle that is good.
    Object,
    /// A good handle whose connection is not for reading only.
    Writable,
    /// The descriptor of a socket.
    Socket,
}

/// When a check counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The argument is neither NULL nor 0.
    There(String),
    /// The argument is NULL or 0.
    Missing(String),
    /// The argument is one of these constants or numbers.
    Is(String, Vec<String>),
    /// The argument is none of these constants or numbers.
    IsNot(String, Vec<String>),
    /// The argument has one of these flags.
    Has(String, Vec<String>),
    /// The argument has none of these flags.
    Lacks(String, Vec<String>),
}

/// `WHAT [if CONDITION [and CONDITION]…]`
pub(crate) fn check(text: &str) -> Result<Check> {
    let (what, when) = match text.split_once(" if ") {
        Some((what, when)) => (what, when.split(" and ").map(condition).collect::<Result<_>>()?),
        None => (text, vec![]),
    };
    Ok(Check { rule: rule(what)?, when })
}

fn rule(text: &str) -> Result<Rule> {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |text: &str| text.parse().map_err(|_| format!("'{text}' is not a number"));
    let of = |name: &str, demand| Ok(Rule::Argument(name.to_owned(), demand));
    match words[..] {
        ["writable"] => Ok(Rule::Writable),
        ["exclusive", ref flags @ ..] if flags.len() > 1 => {
            Ok(Rule::Exclusive(flags.iter().map(|flag| (*flag).to_owned()).collect()))
        }
        [flags, "needs", needed] => Ok(Rule::Needs(alternatives(flags), alternatives(needed))),
        [name, "not-null"] => of(name, Demand::NotNull),
        [name, "null"] => of(name, Demand::Null),
        [name, "not-empty"] => of(name, Demand::NotEmpty),
        [name, "zero"] => of(name, Demand::Zero),
        [name, "not-zero"] => of(name, Demand::NotZero),
        [name, "positive"] => of(name, Demand::Positive),
        [name, "not-negative"] => of(name, Demand::NotNegative),
        [name, "at-least", least] => of(name, Demand::AtLeast(number(least)?)),
        [name, "fits", most] => of(name, Demand::Fits(number(most)?)),
        [name, "object"] => of(name, Demand::Object),
        [name, "writable"] => of(name, Demand::Writable),
        [name, "socket"] => of(name, Demand::Socket),
        [name, "at-most", most] => of(name, Demand::AtMost(number(most)?)),
        _ => Err(format!("'{text}' is no check that docs/api-grammar.md lists")),
    }
}

fn condition(text: &str) -> Result<Condition> {
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        [name] => Ok(Condition::There(name.to_owned())),
        ["no", name] => Ok(Condition::Missing(name.to_owned())),
        [name, "is", values] => Ok(Condition::Is(name.to_owned(), alternatives(values))),
        [name, "is-not", values] => Ok(Condition::IsNot(name.to_owned(), alternatives(values))),
        [name, "has", flags] => Ok(Condition::Has(name.to_owned(), alternatives(flags))),
        [name, "lacks", flags] => Ok(Condition::Lacks(name.to_owned(), alternatives(flags))),
        _ => Err(format!("'{text}' is no condition: [no] ARGUMENT, ARGUMENT is|is-not|has|lacks NAME|NAME…")),
    }
}

fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

impl Check {
    /// The arguments that it is about, each once.
    pub fn arguments(&self) -> Vec<&str> {
        let mut names: Vec<&str> = match &self.rule {
            Rule::Writable => vec![],
            Rule::Argument(name, _) => vec![name.trim_start_matches('*')],
            Rule::Exclusive(_) | Rule::Needs(..) => vec!["flags"],
        };
        for condition in &self.when {
            let (Condition::There(name)
            | Condition::Missing(name)
            | Condition::Is(name, _)
            | Condition::IsNot(name, _)
            | Condition::Has(name, _)
            | Condition::Lacks(name, _)) = condition;
            names.push(name.trim_start_matches('*'));
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_read_and_others_are_refused() {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let of = |name: &str, demand| Rule::Argument(name.to_owned(), demand);
        for (text, rule, when) in [
            ("writable", Rule::Writable, vec![]),
            ("info not-null", of("info", Demand::NotNull), vec![]),
            ("memory fits 99", of("memory", Demand::Fits(99)), vec![]),
            ("st object", of("st", Demand::Object), vec![]),
            ("dconn writable", of("dconn", Demand::Writable), vec![]),
            ("fd socket", of("fd", Demand::Socket), vec![]),
            (
                "cpu positive if n is-not 1",
                of("cpu", Demand::Positive),
                vec![Condition::IsNot("n".to_owned(), names(&["1"]))],
            ),
            ("*nparams not-negative", of("*nparams", Demand::NotNegative), vec![]),
            ("cpuNum at-least -1", of("cpuNum", Demand::AtLeast(-1)), vec![]),
            ("exclusive A B", Rule::Exclusive(names(&["A", "B"])), vec![]),
            ("A needs B|C", Rule::Needs(names(&["A"]), names(&["B", "C"])), vec![]),
            (
                "key not-null if type is ELEMENT and metadata",
                of("key", Demand::NotNull),
                vec![Condition::Is("type".to_owned(), names(&["ELEMENT"])), Condition::There("metadata".to_owned())],
            ),
            ("maplen zero if no maps", of("maplen", Demand::Zero), vec![Condition::Missing("maps".to_owned())]),
            (
                "capacity not-zero if flags lacks D|S",
                of("capacity", Demand::NotZero),
                vec![Condition::Lacks("flags".to_owned(), names(&["D", "S"]))],
            ),
        ] {
            assert_eq!(check(text).unwrap(), Check { rule, when }, "{text}");
        }
        for text in ["", "info", "info large", "exclusive A", "n at-most x", "n positive if a b", "a needs"] {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_check_knows_its_arguments() {
        let arguments = |text: &str| check(text).unwrap().arguments().join(" ");
        assert_eq!(arguments("params not-null if *nparams"), "nparams params");
        assert_eq!(arguments("exclusive A B"), "flags");
        assert_eq!(arguments("writable"), "");
    }
}
