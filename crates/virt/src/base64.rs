//! Bytes as text of 64 letters, as secrets' values are kept and shown.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of these bytes.
pub fn encode(bytes: &[u8]) -> String {
    // What grows leaves copies of itself behind, and these may be passwords.
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let digit = ALPHABET[(word >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// The bytes of such a text, in which there may be white space; `None` if it is none.
pub fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len().div_ceil(4) * 3);
    let (mut word, mut digits, mut padding) = (0u32, 0usize, 0usize);
    for c in text.iter().filter(|c| !c.is_ascii_whitespace()) {
        let digit = match c {
            b'=' => {
                padding += 1;
                0
            }
            _ if padding > 0 => return None,
            c => u32::try_from(ALPHABET.iter().position(|known| known == c)?).ok()?,
        };
        word = word << 6 | digit;
        digits += 1;
        if digits.is_multiple_of(4) {
            let end = 4usize.checked_sub(padding)?;
            bytes.extend_from_slice(word.to_be_bytes().get(1..end).filter(|whole| !whole.is_empty())?);
            word = 0;
        }
    }
    digits.is_multiple_of(4).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_both_ways() {
        for (plain, encoded) in [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("abcd", "YWJjZA==")] {
            assert_eq!(encode(plain.as_bytes()), encoded);
            assert_eq!(decode(encoded.as_bytes()), Some(plain.as_bytes().to_vec()));
        }
        assert_eq!(decode(b" YW\nJj \n"), Some(b"abc".to_vec()));
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(encode(&all).as_bytes()), Some(all));
        for bad in ["Y", "YQ", "Y===", "YQ=a", "####", "=", "====", "YQ==YQ==", "YQ======", "YWJj="] {
            assert_eq!(decode(bad.as_bytes()), None, "{bad}");
        }
    }
}
