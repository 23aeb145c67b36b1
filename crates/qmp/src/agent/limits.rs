//! How much JSON an agent may send: seen from the bytes alone, before anything is built of them.

/// Deepest nesting; what agents really say has six levels.
const MAX_DEPTH: usize = 32;

/// Most values. In memory each takes tens of bytes, however short it is in the text.
const MAX_VALUES: usize = 1 << 17;

/// Refuses text that would take far more memory than it has bytes, with a word for what it is.
pub(super) fn check(line: &[u8]) -> Result<(), &'static str> {
    let (mut depth, mut values) = (0usize, 1usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in line {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => {
                depth += 1;
                values += 1;
            }
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            (false, b',' | b':') => values += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err("JSON that is nested too deep");
        }
        if values > MAX_VALUES {
            return Err("JSON of too many values");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_and_number_of_values_are_bounded_but_not_length() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        assert_eq!(check(&nested(MAX_DEPTH)), Ok(()));
        assert!(check(&nested(MAX_DEPTH + 1)).is_err());
        assert!(check(&nested(1 << 20)).is_err());
        let many = |count: usize| format!("[{}0]", "0,".repeat(count)).into_bytes();
        assert_eq!(check(&many(MAX_VALUES - 2)), Ok(()));
        assert!(check(&many(MAX_VALUES)).is_err());
        let text = format!("{{\"return\":\"{}\\\"[,\"}}", "[,{:".repeat(1 << 20));
        assert_eq!(check(text.as_bytes()), Ok(()));
    }
}
