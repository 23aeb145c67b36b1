//! The house rules as tests, so that nobody has to remember them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The most lines of a hand-written file, its tests not counted.
const LINES_MAX: usize = 800;

/// Which layer a crate lives in; it may only depend on lower ones, and on its own layer where listed below.
const LAYERS: &[(&str, u8)] = &[
    ("api-model", 1),
    ("api-gen", 1),
    ("xdr", 1),
    ("xml-derive", 1),
    ("logging", 1),
    ("virt", 2),
    ("xml", 2),
    ("host", 2),
    ("tiny-guest", 1),
    ("conf", 3),
    ("cpu", 3),
    ("rpc", 3),
    ("qmp", 3),
    ("qemu", 3),
    ("driver-network", 4),
    ("driver-nodedev", 4),
    ("driver-qemu", 4),
    ("driver-secret", 4),
    ("driver-storage", 4),
    ("driver-test", 4),
    ("ferrovirt", 5),
    ("libvirt", 5),
    ("libvirtd", 5),
    ("virsh", 5),
    ("conformance", 5),
    ("fuzz", 5),
    ("xtask", 6),
];

/// Edges inside a layer, each looked at once: they point from the crate that knows more.
const SAME_LAYER: &[(&str, &str)] = &[
    ("api-gen", "api-model"),
    ("xml", "virt"),
    ("host", "virt"),
    ("cpu", "conf"),
    ("qemu", "conf"),
    ("qemu", "cpu"),
    ("qemu", "qmp"),
    ("virsh", "ferrovirt"),
    ("libvirt", "ferrovirt"),
];

/// Crates that may use `unsafe`.
const UNSAFE_ROOMS: &[&str] = &["host", "libvirt", "tiny-guest"];

/// Files written by hand, relative to the root, with their text.
fn sources(root: &Path) -> Vec<(PathBuf, String)> {
    let mut out = vec![];
    let mut folders: Vec<PathBuf> = ["crates", "fuzz", "xtask", "guest"].map(|f| root.join(f)).into();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(|e| Some(e.ok()?.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "generated" | "expanded") {
                folders.push(path);
            } else if name.ends_with(".rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                out.push((path.strip_prefix(root).unwrap_or(&path).to_owned(), text));
            }
        }
    }
    out.sort();
    out
}

/// The code in front of the file's own tests.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

fn room(path: &Path) -> String {
    let mut parts = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned());
    match parts.next().as_deref() {
        Some("crates") => parts.next().unwrap_or_default(),
        Some("guest") => "tiny-guest".into(),
        other => other.unwrap_or_default().to_owned(),
    }
}

fn check(what: &str, problems: Vec<String>) {
    assert!(problems.is_empty(), "{what}:\n  {}", problems.join("\n  "));
}

#[test]
fn files_are_small_enough_to_live_in() {
    let large = |(path, text): &(PathBuf, String)| {
        let lines =
            without_tests(text).lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with("//")).count();
        (lines > LINES_MAX && !path.to_string_lossy().contains("/tests/"))
            .then(|| format!("{} has {lines} lines", path.display()))
    };
    check("files above the limit", sources(&super::root()).iter().filter_map(large).collect());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |(path, text): &(PathBuf, String)| (!text.starts_with("//!")).then(|| path.display().to_string());
    check("files without a first line `//! …`", sources(&super::root()).iter().filter_map(silent).collect());
}

#[test]
fn the_root_holds_only_what_belongs_there() {
    let known = [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "rustfmt.toml",
        ".gitignore",
        ".git",
    ];
    let folders = ["api", "crates", "docs", "fuzz", "guest", "include", "tests", "xtask", ".cargo", ".ci"];
    let names = std::fs::read_dir(super::root()).into_iter().flatten().filter_map(|e| Some(e.ok()?.file_name()));
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let ignored = |name: &str| name.starts_with("target") || name == "dist" || name.ends_with(".profraw");
    let strange = names.filter(|n| !known.contains(&n.as_str()) && !folders.contains(&n.as_str()) && !ignored(n));
    check("what nobody expects in the root", strange.collect());
}

#[test]
fn unsafe_code_stays_in_its_rooms() {
    // Spelled in two parts so that this file does not find itself.
    let keyword = format!("{}{}", "unsa", "fe ");
    let found = |(path, text): &(PathBuf, String)| {
        let uses = text.lines().any(|l| l.split("//").next().unwrap_or("").contains(&keyword));
        (uses && !UNSAFE_ROOMS.contains(&room(path).as_str())).then(|| path.display().to_string())
    };
    check("the keyword outside its rooms", sources(&super::root()).iter().filter_map(found).collect());
}

#[test]
fn nothing_is_left_for_later_in_silence() {
    let words =
        [format!("{}do!(", "to"), format!("unimple{}!(", "mented"), format!("FIX{}", "ME"), format!("dbg{}(", "!")];
    let found = |(path, text): &(PathBuf, String)| {
        let word = words.iter().find(|w| without_tests(text).contains(w.as_str()))?;
        Some(format!("{}: {word}", path.display()))
    };
    check("unfinished code", sources(&super::root()).iter().filter_map(found).collect());
}

/// Each crate with the names in its `[dependencies]`.
fn manifests(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root.join("crates")).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
    paths.extend(["fuzz", "xtask", "guest"].map(|folder| root.join(folder)));
    let mut out = BTreeMap::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(path.join("Cargo.toml")) else { continue };
        let field = |l: &str| l.split(['=', '.']).next().unwrap_or("").trim().to_owned();
        let name = text.lines().find_map(|l| l.strip_prefix("name = ")).unwrap_or("").trim_matches('"').to_owned();
        let mut section = "";
        let mut dependencies = vec![];
        for line in text.lines().map(str::trim) {
            match line.strip_prefix('[') {
                Some(head) => section = head.trim_end_matches(']'),
                None if section == "dependencies" && !line.is_empty() && !line.starts_with('#') => {
                    dependencies.push(field(line))
                }
                None => (),
            }
        }
        out.insert(name, dependencies);
    }
    out
}

#[test]
fn crates_depend_downwards() {
    let layer = |name: &str| LAYERS.iter().find(|(n, _)| *n == name).map(|(_, l)| *l);
    let mut problems = vec![];
    for (name, dependencies) in manifests(&super::root()) {
        let Some(own) = layer(&name) else {
            problems.push(format!("{name} has no layer"));
            continue;
        };
        for below in dependencies.iter().filter_map(|d| Some((d, layer(d)?))) {
            let (dependency, its) = below;
            if its > own || its == own && !SAME_LAYER.contains(&(name.as_str(), dependency.as_str())) {
                problems.push(format!("{name} (layer {own}) depends on {dependency} (layer {its})"));
            }
        }
    }
    check("dependencies that point upwards", problems);
}

#[test]
fn every_dependency_is_argued_for() {
    let root = super::root();
    let argued = std::fs::read_to_string(root.join("docs/dependencies.md")).unwrap_or_default();
    let ours: Vec<String> = manifests(&root).into_keys().collect();
    let foreign = manifests(&root).into_values().flatten().filter(|d| !ours.contains(d));
    let silent: std::collections::BTreeSet<String> = foreign.filter(|d| !argued.contains(&format!("`{d}`"))).collect();
    check("dependencies without a line in docs/dependencies.md", silent.into_iter().collect());
}

#[test]
fn generated_files_are_fresh() {
    let root = super::root();
    let stale = |(path, text): (PathBuf, String)| {
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        (found != text).then(|| path.display().to_string())
    };
    let generated = crate::generate::generate(&root).expect("the description can be read");
    check("stale files: run `cargo xtask gen`", generated.into_iter().filter_map(stale).collect());
}

#[test]
fn calls_that_the_test_driver_lacks_have_a_reason() {
    let root = super::root();
    let api = api_model::Api::read(&root.join("api")).expect("the description can be read");
    check("calls and their reasons", crate::support::unreasoned(&root, &api));
}

#[test]
fn the_architecture_fits_on_its_pages() {
    let text = std::fs::read_to_string(super::root().join("ARCHITECTURE.md")).unwrap_or_default();
    assert!(!text.is_empty(), "ARCHITECTURE.md is missing");
    assert!(text.lines().count() <= 200, "ARCHITECTURE.md has more than 200 lines");
    let missing = manifests(&super::root()).into_keys().filter(|name| !text.contains(&format!("`{name}`")));
    check("crates that ARCHITECTURE.md does not name", missing.collect());
}
