//! Words for the numbers of states, reasons and kinds. They are the same in every locale.

/// Picks the word with that number.
pub fn pick(words: &'static [&'static str], number: i32) -> Option<&'static str> {
    usize::try_from(number).ok().and_then(|at| words.get(at)).copied()
}

const STATES: &[&str] = &["no state", "running", "idle", "paused", "in shutdown", "shut off", "crashed", "pmsuspended"];

const REASONS: [&[&str]; 8] = [
    &["unknown"],
    &[
        "unknown",
        "booted",
        "migrated",
        "restored",
        "from snapshot",
        "unpaused",
        "migration canceled",
        "save canceled",
        "event wakeup",
        "crashed",
        "post-copy",
        "post-copy failed",
    ],
    &["unknown"],
    &[
        "unknown",
        "user",
        "migrating",
        "saving",
        "dumping",
        "I/O error",
        "watchdog",
        "from snapshot",
        "shutting down",
        "creating snapshot",
        "crashed",
        "starting up",
        "post-copy",
        "post-copy failed",
        "api error",
    ],
    &["unknown", "user"],
    &["unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon"],
    &["unknown", "panicked"],
    &["unknown"],
];

/// A guest's state.
pub fn state(number: i32) -> &'static str {
    pick(STATES, number).unwrap_or("no state")
}

/// Why a guest is in its state.
pub fn reason(state: i32, number: i32) -> &'static str {
    usize::try_from(state).ok().and_then(|at| REASONS.get(at)).and_then(|r| pick(r, number)).unwrap_or("unknown")
}

/// What a virtual CPU does.
pub fn vcpu_state(number: i32) -> &'static str {
    pick(&["offline", "running", "blocked"], number).unwrap_or("no state")
}

/// A number of bytes in the largest binary unit that leaves at least one, with three decimals.
pub fn pretty_bytes(bytes: u64) -> String {
    scaled_bytes(bytes, 3)
}

/// A number of bytes in the largest binary unit that leaves at least one.
pub fn scaled_bytes(bytes: u64, decimals: usize) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < units.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.decimals$} {}", units[unit])
}

/// `yes` or `no`.
pub fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The bits of a CPU bitmap, lowest first, at most `count` of them.
pub fn cpu_bits(map: &[u8], count: usize) -> Vec<bool> {
    (0..count).map(|i| map.get(i / 8).is_some_and(|byte| byte >> (i % 8) & 1 == 1)).collect()
}

/// One letter per CPU: `y` or `-`.
pub fn cpu_letters(bits: &[bool]) -> String {
    bits.iter().map(|bit| if *bit { 'y' } else { '-' }).collect()
}

/// Numbers and ranges: `0-3,7`.
pub fn cpu_ranges(bits: &[bool]) -> String {
    let mut ranges: Vec<String> = vec![];
    let mut at = 0;
    while at < bits.len() {
        let length = bits[at..].iter().take_while(|bit| **bit).count();
        match length {
            0 => at += 1,
            1 => ranges.push(at.to_string()),
            _ => ranges.push(format!("{at}-{}", at + length - 1)),
        }
        at += length;
    }
    ranges.join(",")
}

/// Reads a CPU list such as `0-3,^2,7` or `r` (all) into a bitmap for `count` CPUs. The error says what is wrong.
pub fn parse_cpu_list(text: &str, count: usize) -> Result<Vec<u8>, String> {
    let mut bits = vec![text == "r"; count];
    if text == "r" {
        return Ok(pack(&bits));
    }
    let bad = || format!("Invalid cpulist '{text}'");
    for piece in text.split(',') {
        let (value, piece) = match piece.strip_prefix('^') {
            Some(rest) => (false, rest),
            None => (true, piece),
        };
        let (first, last) = piece.split_once('-').unwrap_or((piece, piece));
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| bad());
        let (first, last) = (number(first)?, number(last)?);
        if last >= count {
            return Err(format!("CPU {last} in cpulist '{text}' exceed the maxcpu {count}"));
        }
        bits.get_mut(first..=last).filter(|range| !range.is_empty()).ok_or_else(bad)?.fill(value);
    }
    if bits.contains(&true) { Ok(pack(&bits)) } else { Err(bad()) }
}

fn pack(bits: &[bool]) -> Vec<u8> {
    let byte = |chunk: &[bool]| chunk.iter().enumerate().fold(0, |byte, (i, bit)| byte | u8::from(*bit) << i);
    bits.chunks(8).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_maps() {
        let bits = cpu_bits(&[0b1000_1111, 1], 10);
        assert_eq!(cpu_ranges(&bits), "0-3,7-8");
        assert_eq!(cpu_letters(&bits), "yyyy---yy-");
        assert_eq!(cpu_ranges(&cpu_bits(&[], 3)), "");
        assert_eq!(parse_cpu_list("0-3,^2,8", 10), Ok(vec![0b1011, 1]));
        assert_eq!(parse_cpu_list("r", 3), Ok(vec![7]));
        for bad in ["", "x", "3-1", "10", "1-", "^1", "1-99999999999999999999"] {
            assert!(parse_cpu_list(bad, 10).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_and_states() {
        assert_eq!(pretty_bytes(8 << 20), "8.000 MiB");
        assert_eq!(pretty_bytes(196_616), "192.008 KiB");
        assert_eq!(pretty_bytes(0), "0.000 B");
        assert_eq!((state(1), reason(1, 5), state(99), reason(-1, 0)), ("running", "unpaused", "no state", "unknown"));
    }
}
