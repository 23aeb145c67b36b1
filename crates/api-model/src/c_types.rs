//! The part of the grammar that describes the C interface: types, functions and variables.

use crate::checks::{self, Check};
use crate::parse::{Item, Located, Result};
use crate::{Alias, Callback, Function, NumberAfter, Record, Variable};

/// `handle NAME since RELEASE` or `record NAME since RELEASE`
pub(crate) fn record(rest: &str, item: &Item) -> Located<Record> {
    let (name, since) = since(rest).map_err(|e| (item.line, e))?;
    let mut out = Record {
        tag: format!("_{name}"),
        pointer: Some(format!("{name}Ptr")),
        name,
        since,
        doc: item.doc.clone(),
        ..Record::default()
    };
    for (line, text) in &item.body {
        match text.split_once(' ').unwrap_or((text, "")) {
            ("header", header) => out.header = header.to_owned(),
            ("tag", tag) => out.tag = tag.to_owned(),
            ("pointer", pointer) => out.pointer = Some(pointer.to_owned()),
            ("no-pointer", "") => out.pointer = None,
            _ => out.fields.push(named(text).map_err(|e| (*line, e))?),
        }
    }
    let is_handle = item.head.starts_with("handle");
    if is_handle != out.fields.is_empty() {
        return Err((item.line, format!("{}: a record has members, a handle has none", out.name)));
    }
    Ok(out)
}

/// `callback NAME(ARG: TYPE, …) -> TYPE since RELEASE`
pub(crate) fn callback(rest: &str, item: &Item) -> Located<Callback> {
    let here = |e: String| (item.line, e);
    let (signature, since) = since(rest).map_err(here)?;
    let (name, args, returns) = self::signature(&signature).map_err(here)?;
    let header = header(item)?;
    Ok(Callback { name, args, returns, since, header, doc: item.doc.clone() })
}

/// `alias NAME = TYPE since RELEASE`
pub(crate) fn alias(rest: &str, item: &Item) -> Located<Alias> {
    let (rest, since) = since(rest).map_err(|e| (item.line, e))?;
    let (name, ty) = rest.split_once(" = ").ok_or_else(|| (item.line, "alias NAME = TYPE since RELEASE".to_owned()))?;
    let pointer = item.body.iter().find_map(|(_, text)| text.strip_prefix("pointer "));
    Ok(Alias {
        name: name.into(),
        doc: item.doc.clone(),
        ty: ty.into(),
        pointer: pointer.map(str::to_owned),
        since,
        header: header(item)?,
    })
}

/// `function NAME(ARG: TYPE, …) -> TYPE`
pub(crate) fn function(rest: &str, item: &Item) -> Located<Function> {
    let (name, args, returns) = signature(rest).map_err(|e| (item.line, e))?;
    let mut out = Function {
        name,
        doc: item.doc.clone(),
        args,
        returns,
        header: String::new(),
        symbol: String::new(),
        since: String::new(),
        local: false,
        optional: vec![],
        number: NumberAfter::Same,
        paths: vec![],
        checks: vec![],
    };
    for (line, text) in &item.body {
        match text.split_once(' ').unwrap_or((text, "")) {
            ("header", header) => out.header = header.to_owned(),
            ("local", "") => out.local = true,
            ("optional", names) => out.optional = names.split(' ').map(str::to_owned).collect(),
            ("check", rest) => out.checks.push(check(rest, &out.args).map_err(|e| (*line, e))?),
            ("paths", names) => out.paths = names.split(' ').map(str::to_owned).collect(),
            ("number", "new") => out.number = NumberAfter::New,
            ("number", "gone") => out.number = NumberAfter::Gone,
            ("symbol", rest) => (out.symbol, out.since) = since(rest).map_err(|e| (*line, e))?,
            (word, _) => return Err((*line, format!("unknown property '{word}' of a function"))),
        }
    }
    Ok(out)
}

/// A check, which is about arguments that the function has.
fn check(text: &str, args: &[(String, String)]) -> Result<Check> {
    let check = checks::check(text)?;
    match check.arguments().into_iter().find(|name| args.iter().all(|(known, _)| known != name)) {
        Some(unknown) => Err(format!("the function has no argument '{unknown}'")),
        None => Ok(check),
    }
}

/// `variable NAME: TYPE`
pub(crate) fn variable(rest: &str, item: &Item) -> Located<Variable> {
    let (name, ty) = named(rest).map_err(|e| (item.line, e))?;
    let mut out = Variable {
        name,
        doc: item.doc.clone(),
        ty,
        header: String::new(),
        symbol: String::new(),
        since: String::new(),
    };
    for (line, text) in &item.body {
        match text.split_once(' ').unwrap_or((text, "")) {
            ("header", header) => out.header = header.to_owned(),
            ("symbol", rest) => (out.symbol, out.since) = since(rest).map_err(|e| (*line, e))?,
            (word, _) => return Err((*line, format!("unknown property '{word}' of a variable"))),
        }
    }
    Ok(out)
}

/// The name, the arguments and the result of `NAME(ARG: TYPE, …) -> TYPE`.
type Signature = (String, Vec<(String, String)>, String);

fn signature(text: &str) -> Result<Signature> {
    let bad = || format!("'{text}' is not NAME(ARG: TYPE, …) -> TYPE");
    let (name, tail) = text.split_once('(').ok_or_else(bad)?;
    let (args, returns) = tail.rsplit_once(") -> ").ok_or_else(bad)?;
    let args = args.split(", ").filter(|a| !a.is_empty()).map(named).collect::<Result<_>>()?;
    Ok((name.to_owned(), args, returns.to_owned()))
}

/// `NAME: TYPE`
fn named(text: &str) -> Result<(String, String)> {
    let (name, ty) = text.split_once(": ").ok_or_else(|| format!("'{text}' is not NAME: TYPE"))?;
    Ok((name.to_owned(), ty.to_owned()))
}

/// `WHAT since RELEASE`
fn since(text: &str) -> Result<(String, String)> {
    let (what, since) = text.rsplit_once(" since ").ok_or_else(|| format!("'{text}' lacks 'since RELEASE'"))?;
    Ok((what.to_owned(), since.to_owned()))
}

fn header(item: &Item) -> Located<String> {
    let found = item.body.iter().find_map(|(_, text)| text.strip_prefix("header "));
    found.map(str::to_owned).ok_or_else(|| (item.line, "no 'header' line".to_owned()))
}
