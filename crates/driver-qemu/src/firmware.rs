//! Firmware that the host's packages describe: images, and what each is good for.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// One firmware image of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Firmware {
    /// Its executable image.
    pub(crate) image: String,
    /// `bios` or `efi`.
    pub(crate) kinds: Vec<&'static str>,
    /// Words such as `secure-boot`.
    pub(crate) features: Vec<String>,
    /// Architecture and machine patterns it is for.
    targets: Vec<(String, Vec<String>)>,
}

/// Where descriptions lie; one of the same file name in a later folder replaces the one before.
const FOLDERS: [&str; 2] = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"];

/// Largest description.
const MAX_SIZE: u64 = 1 << 20;

/// All firmware that is described and is there, in the order of preference.
pub(crate) fn all(files: &dyn host::files::Files) -> Vec<Firmware> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for folder in FOLDERS {
        for name in files.list(Path::new(folder)).unwrap_or_default() {
            let Some(name) = name.to_str().filter(|name| name.ends_with(".json")) else { continue };
            found.retain(|(known, _)| known != name);
            found.push((name.to_owned(), Path::new(folder).join(name)));
        }
    }
    found.sort();
    let read = |path: &Path| serde_json::from_slice(&files.read(path, MAX_SIZE).ok()?).ok();
    found.iter().filter_map(|(_, path)| parse(&read(path)?)).filter(|f| Path::new(&f.image).exists()).collect()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn parse(description: &Value) -> Option<Firmware> {
    let mapping = description.get("mapping")?;
    let image = mapping.get("executable").and_then(|e| e.get("filename")).or_else(|| mapping.get("filename"))?;
    let kinds = texts(description.get("interface-types"));
    let targets = description.get("targets").and_then(Value::as_array).into_iter().flatten();
    Some(Firmware {
        image: image.as_str()?.to_owned(),
        kinds: kinds
            .iter()
            .filter_map(|kind| match kind.as_str() {
                "uefi" => Some("efi"),
                "bios" => Some("bios"),
                _ => None,
            })
            .collect(),
        features: texts(description.get("features")),
        targets: targets
            .filter_map(|target| {
                Some((target.get("architecture")?.as_str()?.to_owned(), texts(target.get("machines"))))
            })
            .collect(),
    })
}

impl Firmware {
    /// Whether it is made for this architecture and machine.
    pub(crate) fn fits(&self, arch: &str, machine: &str) -> bool {
        self.targets
            .iter()
            .any(|(target, machines)| target == arch && machines.iter().any(|pattern| matches(pattern, machine)))
    }
}

/// Matches a name against a pattern with stars.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| matches(rest, &tail[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_description_says_what_it_is_for() {
        let text = json!({
            "interface-types": ["uefi"], "features": ["secure-boot"],
            "mapping": {"device": "flash", "executable": {"filename": "/a.fd", "format": "raw"}},
            "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}]
        });
        let firmware = parse(&text).unwrap();
        assert_eq!((firmware.image.as_str(), firmware.kinds.as_slice()), ("/a.fd", &["efi"][..]));
        assert!(firmware.fits("x86_64", "pc-q35-10.0") && !firmware.fits("x86_64", "pc-i440fx-10.0"));
        assert!(!firmware.fits("aarch64", "pc-q35-10.0"));
        assert_eq!(parse(&json!({"mapping": 7})), None);
    }

    #[test]
    fn stars_match_anything() {
        for (pattern, name, expected) in
            [("a*", "a", true), ("*b", "aab", true), ("a*c", "abc", true), ("a*c", "abd", false), ("x", "xy", false)]
        {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
