//! Findings made small, and told.

use crate::{Options, promises};
use xml::{Document, Element, Mode, Raw, RawChild};

/// Tells what becomes of each document.
pub(crate) fn replay(options: &Options) -> Result<(), String> {
    promises::hush_panics();
    for path in &options.rest {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        match promises::broken(&text) {
            Some((kind, what)) => println!("{path}: {kind}: {what}"),
            None => println!("{path}: every promise is kept"),
        }
    }
    Ok(())
}

/// Leaves everything out that the finding does not need, and writes the file again.
pub(crate) fn shrink(options: &Options) -> Result<(), String> {
    promises::hush_panics();
    for path in &options.rest {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        let Some((kind, _)) = promises::broken(&text) else {
            println!("{path}: every promise is kept");
            continue;
        };
        let small = smaller(&text, &kind);
        std::fs::write(path, &small).map_err(|e| format!("{path}: {e}"))?;
        println!("{path}: {kind}: from {} to {} bytes", text.len(), small.len());
    }
    Ok(())
}

fn smaller(text: &str, kind: &str) -> String {
    let Ok(document) = Document::parse(text) else { return text.to_owned() };
    let root = document.root(Mode::LIVE);
    let Ok(mut raw) = Raw::parse(&root) else { return text.to_owned() };
    let name = root.name().to_owned();
    let print = |raw: &Raw| xml::to_string(&name, raw, Mode::LIVE);
    let is_same = |raw: &Raw| promises::broken(&print(raw)).is_some_and(|(found, _)| found == kind);
    if !is_same(&raw) {
        return text.to_owned();
    }
    loop {
        let size = print(&raw).len();
        let mut number = 0;
        // Parts are numbered in document order; one that can go makes room for the next at its number.
        while let Some(candidate) = without(&raw, number) {
            match is_same(&candidate) {
                true => raw = candidate,
                false => number += 1,
            }
        }
        if print(&raw).len() == size {
            return print(&raw);
        }
    }
}

/// The document without its part of this number.
fn without(raw: &Raw, number: usize) -> Option<Raw> {
    let mut copy = raw.clone();
    let mut left = number;
    remove(&mut copy, &mut left).then_some(copy)
}

fn remove(raw: &mut Raw, left: &mut usize) -> bool {
    if *left < raw.children.len() {
        raw.children.remove(*left);
        return true;
    }
    *left -= raw.children.len();
    if *left < raw.attributes.len() {
        raw.attributes.remove(*left);
        return true;
    }
    *left -= raw.attributes.len();
    raw.children.iter_mut().any(|child| match child {
        RawChild::Element(_, inner) => remove(inner, left),
        RawChild::Text(_) => false,
    })
}
