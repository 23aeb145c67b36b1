//! Changes to a document that leave most of it standing, so that readers come far before they complain.

use crate::pool::Pool;
use crate::random::Random;
use xml::{Mode, Raw, RawChild};

/// Longest input, in bytes.
const LONGEST: usize = 1 << 20;

/// Values that readers tend to trip over.
const HARD: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65536",
    "2147483647",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "0x",
    "0xffffffff",
    "0xffffffffffffffff",
    "010",
    "1e9",
    "yes",
    "no",
    "on",
    "off",
    "default",
    "auto",
    "none",
    "/",
    "/a",
    "../..",
    "a/b",
    "a b",
    "é",
    "\u{10ffff}",
    "'\"<>&",
    "\n",
    "\t\r\n",
    "%s%n",
    "0-4294967295",
    "0-63,^5",
    "^1",
    "1-",
    "-",
    ",",
    "::",
    "::1",
    "0.0.0.0",
    "255.255.255.255",
    "00:00:00:00:00:00",
    "ff:ff:ff:ff:ff:ff",
    "52:54:00:00:00:0",
    "00000000-0000-0000-0000-000000000000",
    "KiB",
    "EiB",
    "vda",
    "hda",
    "fda",
    "sdzzzzzzzzzz",
    "virtio-scsi",
    "pcie-root",
    "pci-root",
    "pcie-root-port",
    "x86_64",
    "aarch64",
    "s390x",
    "hvm",
    "host-passthrough",
    "pci",
    "usb",
    "q35",
    "pc",
    "i440fx",
];

/// The text of one input.
pub(crate) fn input(pool: &Pool, seed: u64, number: u64) -> String {
    let mut random = Random::new(seed, number);
    let types: Vec<&String> = pool.by_type.keys().collect();
    // Domains are half of all that is read.
    let domain = "domain".to_owned();
    let name = match random.below(2) {
        0 if pool.by_type.contains_key(&domain) => &domain,
        _ => random.one(&types).copied().unwrap_or(&domain),
    };
    let Some(document) = pool.by_type.get(name).and_then(|list| random.one(list)) else { return String::new() };
    let mut document = document.clone();
    for _ in 0..=random.below(6) {
        change(name, &mut document, pool, &mut random);
    }
    let mut text = xml::to_string(name, &document, Mode::LIVE);
    if text.len() > LONGEST {
        // Repetitions of repetitions; the reader's own limits are tested elsewhere.
        return String::new();
    }
    if random.below(12) == 0 {
        text = damage(text, &mut random);
    }
    text
}

/// Goes down to some element and changes it.
fn change(name: &str, raw: &mut Raw, pool: &Pool, random: &mut Random) {
    let elements = raw.elements().count();
    if elements > 0 && random.below(4) > 0 {
        let chosen = random.below(elements);
        let child = raw.children.iter_mut().filter(|c| matches!(c, RawChild::Element(..))).nth(chosen);
        if let Some(RawChild::Element(name, inner)) = child {
            return change(&name.clone(), inner, pool, random);
        }
    }
    match random.below(10) {
        0 => drop_attribute(raw, random),
        1..=3 => set_attribute(raw, pool, random),
        4 => drop_child(raw, random),
        5 => repeat_child(raw, random),
        6 | 7 => insert_child(name, raw, pool, random),
        8 => set_text(name, raw, pool, random),
        _ => move_child(raw, random),
    }
}

fn drop_attribute(raw: &mut Raw, random: &mut Random) {
    if !raw.attributes.is_empty() {
        raw.attributes.remove(random.below(raw.attributes.len()));
    }
}

fn value(known: Option<&Vec<String>>, random: &mut Random) -> String {
    match (random.below(3), known) {
        (0 | 1, Some(known)) => random.one(known).cloned().unwrap_or_default(),
        _ if random.below(40) == 0 => "x".repeat(1 << random.below(14)),
        _ => random.one(HARD).copied().unwrap_or_default().to_owned(),
    }
}

fn set_attribute(raw: &mut Raw, pool: &Pool, random: &mut Random) {
    let own: Vec<String> = raw.attributes.iter().map(|(name, _)| name.clone()).collect();
    let all: Vec<&String> = pool.values.keys().collect();
    let name = match random.below(4) {
        0 => random.one(&all).map(|name| (*name).clone()),
        _ => random.one(&own).cloned(),
    };
    if let Some(name) = name {
        let value = value(pool.values.get(&name), random);
        raw.set_attr(&name, value);
    }
}

fn drop_child(raw: &mut Raw, random: &mut Random) {
    if !raw.children.is_empty() {
        raw.children.remove(random.below(raw.children.len()));
    }
}

fn repeat_child(raw: &mut Raw, random: &mut Random) {
    let Some(child) = random.one(&raw.children).cloned() else { return };
    let times = if random.below(30) == 0 { 200 } else { 1 };
    for _ in 0..times {
        let place = random.below(raw.children.len() + 1);
        raw.children.insert(place, child.clone());
    }
}

fn insert_child(name: &str, raw: &mut Raw, pool: &Pool, random: &mut Random) {
    let parents: Vec<&String> = pool.children.keys().collect();
    let parent = match random.below(5) {
        0 => random.one(&parents).map(|parent| parent.as_str()),
        _ => Some(name),
    };
    let children = parent.and_then(|parent| pool.children.get(parent));
    let Some((child, inner)) = children.and_then(|list| random.one(list)) else { return };
    let mut inner = inner.clone();
    if random.below(60) == 0 {
        for _ in 0..random.below(300) {
            inner = Raw { children: vec![RawChild::Element(child.clone(), inner)], ..Raw::default() };
        }
    }
    let place = random.below(raw.children.len() + 1);
    raw.children.insert(place, RawChild::Element(child.clone(), inner));
}

fn set_text(name: &str, raw: &mut Raw, pool: &Pool, random: &mut Random) {
    let text = value(pool.texts.get(name), random);
    raw.children.retain(|child| matches!(child, RawChild::Element(..)));
    raw.children.push(RawChild::Text(text));
}

fn move_child(raw: &mut Raw, random: &mut Random) {
    if raw.children.len() > 1 {
        let child = raw.children.remove(random.below(raw.children.len()));
        raw.children.insert(random.below(raw.children.len() + 1), child);
    }
}

/// Changes the text as text.
fn damage(text: String, random: &mut Random) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        if characters.is_empty() {
            break;
        }
        let place = random.below(characters.len());
        match random.below(4) {
            0 => _ = characters.remove(place),
            1 => characters.truncate(place),
            2 => characters.insert(place, ['<', '>', '&', '\'', '"', '/', '\0', 'é', '\n', ';'][random.below(10)]),
            _ => {
                let end = (place + 1 + random.below(64)).min(characters.len());
                let piece: Vec<char> = characters[place..end].to_vec();
                characters.splice(place..place, piece);
            }
        }
    }
    characters.into_iter().collect()
}
