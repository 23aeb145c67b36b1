//! Sets of CPU or node numbers as text: `0-3,^2,8`.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The largest number that a set may hold.
const MOST: u32 = 16384;

/// The numbers that the text names; `None` if it is no such set.
pub fn parse(text: &str) -> Option<BTreeSet<u32>> {
    // A long text may name every number many times over: marks are cheap to set again.
    let mut marks: Vec<bool> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (negative, part) = match part.strip_prefix('^') {
            Some(rest) => (true, rest),
            None => (false, part),
        };
        let (from, to) = match part.split_once('-') {
            Some((from, to)) => (from.trim().parse().ok()?, to.trim().parse().ok()?),
            None => {
                let one: u32 = part.parse().ok()?;
                (one, one)
            }
        };
        if from > to || to > MOST {
            return None;
        }
        let end = to as usize + 1;
        if marks.len() < end {
            marks.resize(end, false);
        }
        marks[from as usize..end].fill(!negative);
    }
    Some((0..).zip(marks).filter(|(_, is_in)| *is_in).map(|(number, _)| number).collect())
}

/// The numbers below `count`, as far as a set goes.
pub fn first(count: u32) -> BTreeSet<u32> {
    (0..count.min(MOST)).collect()
}

/// The shortest text for a set.
pub fn format(set: &BTreeSet<u32>) -> String {
    let mut out = String::new();
    let mut numbers = set.iter().copied().peekable();
    while let Some(from) = numbers.next() {
        let mut to = from;
        while numbers.peek() == Some(&(to + 1)) {
            to += 1;
            numbers.next();
        }
        if !out.is_empty() {
            out.push(',');
        }
        match to == from {
            true => out.push_str(&from.to_string()),
            false => out.push_str(&format!("{from}-{to}")),
        }
    }
    out
}

/// The usual spelling of a set; text that is none stays as it is.
pub fn normalize(text: &str) -> String {
    parse(text).map_or_else(|| text.to_owned(), |set| format(&set))
}

/// A set as an attribute; text that is none is refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CpuSet(pub BTreeSet<u32>);

impl CpuSet {
    /// The numbers that the text names; `None` if it is no such set.
    pub fn new(text: &str) -> Option<CpuSet> {
        parse(text).map(CpuSet)
    }

    /// Whether the two have a number in common.
    pub fn overlaps(&self, other: &CpuSet) -> bool {
        self.0.intersection(&other.0).next().is_some()
    }
}

impl std::fmt::Display for CpuSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&format(&self.0))
    }
}

impl xml::Value for CpuSet {
    fn from_xml(text: &str) -> Option<Self> {
        CpuSet::new(text)
    }
    fn to_xml(&self) -> Cow<'_, str> {
        format(&self.0).into()
    }
}

xml::scalar!(CpuSet);

#[cfg(test)]
mod tests {
    #[test]
    fn spellings_of_one_set_come_out_alike() {
        assert_eq!(super::normalize("0,1, 2-4,^3"), "0-2,4");
        assert_eq!(super::normalize("5"), "5");
        assert_eq!(super::normalize("3-9,^5-7,6,"), "3-4,6,8-9");
        assert_eq!(super::normalize(&"0-16384,".repeat(1 << 14)), "0-16384");
        assert_eq!(super::parse("4-1"), None);
        assert_eq!(super::parse("1-99999999"), None);
        assert_eq!(super::parse("x"), None);
    }
}
