//! Which driver serves which call: read from the drivers' sources, written as a table for users.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use api_gen::rust::gate::function;
use api_gen::rust::{ident, trait_name};
use api_model::{Api, Call, Object};

/// Columns of the table: how a driver is called, and the crates that it is made of.
const DRIVERS: &[(&str, &[&str])] = &[
    ("test", &["driver-test"]),
    ("QEMU", &["driver-qemu", "driver-network", "driver-nodedev", "driver-secret", "driver-storage"]),
];

/// Calls that the test driver does not serve, each with its reason.
#[cfg(test)]
const UNSERVED: &str = "docs/test-driver-unserved.md";

/// Traits and the methods of them that a crate has.
type Served = BTreeSet<(String, String)>;

/// Every `fn` of every `impl …Driver for …` below a folder; generated code and tests do not count.
fn read(folder: &Path, served: &mut Served) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("generated" | "tests" | "tests.rs") => (),
            _ if path.is_dir() => read(&path, served),
            Some(name) if name.ends_with(".rs") => {
                methods(&std::fs::read_to_string(&path).unwrap_or_default(), served);
            }
            _ => (),
        }
    }
}

fn methods(text: &str, served: &mut Served) {
    let mut current: Option<String> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("impl ") {
            let name = rest.split(' ').next().unwrap_or_default();
            let name = name.rsplit("::").next().unwrap_or(name);
            current = (name.ends_with("Driver") && rest.contains(" for ")).then(|| name.to_owned());
        } else if line == "}" {
            current = None;
        } else if let (Some(name), Some(rest)) = (&current, line.strip_prefix("    fn ")) {
            let method = rest.split('(').next().unwrap_or_default();
            served.insert((name.clone(), method.to_owned()));
        }
    }
}

/// What each driver serves.
fn drivers(root: &Path) -> Vec<(&'static str, Served)> {
    let one = |(name, crates): &(&'static str, &[&str])| {
        let mut served = Served::new();
        crates.iter().for_each(|krate| read(&root.join("crates").join(krate).join("src"), &mut served));
        (*name, served)
    };
    DRIVERS.iter().map(one).collect()
}

/// Calls of an object that go to hypervisors' drivers; the daemon answers its administrators itself.
fn calls(object: &Object) -> impl Iterator<Item = &Call> {
    object.calls.iter().filter(|call| !call.session && call.program != "admin")
}

/// The table.
pub(crate) fn table(root: &Path, api: &Api) -> (PathBuf, String) {
    let since: BTreeMap<&str, &str> = api
        .objects
        .iter()
        .flat_map(|object| &object.functions)
        .map(|function| (function.name.as_str(), function.since.as_str()))
        .collect();
    let drivers = drivers(root);
    let mut out = String::from(
        "<!-- Generated from `api/*.api` and the drivers' sources by `cargo xtask gen`. Do not edit. -->\n\n# Which driver \
         serves which call\n\nThe second column is the release of libvirt that had the call first. A call without a mark \
         answers \"not supported\".\n",
    );
    for object in api.objects.iter().filter(|object| calls(object).next().is_some()) {
        let name = trait_name(object);
        out.push_str(&format!("\n## {}\n\n| call | since |", object.doc.lines().next().unwrap_or(&object.name)));
        drivers.iter().for_each(|(driver, _)| out.push_str(&format!(" {driver} |")));
        out.push_str("\n|---|---|");
        out.push_str(&"---|".repeat(drivers.len()));
        out.push('\n');
        for call in calls(object) {
            let function = function(call);
            out.push_str(&format!("| `{function}` | {} |", since.get(function).copied().unwrap_or("")));
            let key = (name.clone(), ident(&call.name));
            drivers.iter().for_each(|(_, served)| out.push_str(if served.contains(&key) { " ✓ |" } else { "  |" }));
            out.push('\n');
        }
    }
    (root.join("docs/support.md"), out)
}

/// Functions that the test driver does not serve and that no reason is given for, and reasons for those that it serves.
#[cfg(test)]
pub(crate) fn unreasoned(root: &Path, api: &Api) -> Vec<String> {
    let text = std::fs::read_to_string(root.join(UNSERVED)).unwrap_or_default();
    let reasons: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let drivers = drivers(root);
    let Some((_, served)) = drivers.first() else { return vec!["no driver was found".to_owned()] };
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for object in &api.objects {
        for call in calls(object) {
            let (function, key) = (function(call), (trait_name(object), ident(&call.name)));
            known.insert(function);
            match (served.contains(&key), reasons.contains(function)) {
                (false, false) => wrong.push(format!("{function} is not served, and {UNSERVED} does not say why")),
                (true, true) => wrong.push(format!("{function} is served, and {UNSERVED} says why not")),
                _ => (),
            }
        }
    }
    wrong.extend(
        reasons.difference(&known).map(|name| format!("{UNSERVED} names {name}, which is no call to a driver")),
    );
    wrong
}
