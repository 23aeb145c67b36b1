//! ARM: features by name.

/// Features of ARM CPUs that documents may name; the vectors' lengths in bits stand behind `sve`.
pub(crate) fn is_feature(name: &str) -> bool {
    match name.strip_prefix("sve") {
        None => name == "pauth",
        Some("") => true,
        Some(bits) => bits
            .parse::<u32>()
            .is_ok_and(|n| n % 128 == 0 && (128..=2048).contains(&n) && !bits.starts_with(['0', '+'])),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn vector_lengths_are_multiples_of_128_bits() {
        for name in ["sve", "sve128", "sve384", "sve2048", "pauth"] {
            assert!(super::is_feature(name), "{name}");
        }
        for name in ["sve0", "sve100", "sve0128", "sve2176", "sveX", "vmx"] {
            assert!(!super::is_feature(name), "{name}");
        }
    }
}
