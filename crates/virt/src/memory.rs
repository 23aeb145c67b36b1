//! How much memory a guest may be given, whoever asks.

use crate::{Error, Result};

/// The most KiB whose bytes every part can count.
const MOST: u64 = i64::MAX as u64 / 1024 - 1;

/// Refuses no memory at all, and amounts that nobody can count.
pub fn check(kib: u64) -> Result<()> {
    match kib {
        0 => Err(Error::invalid_arg("a guest needs memory: the size must not be zero")),
        1..=MOST => Ok(()),
        _ => Err(Error::overflow(format!("a guest's memory of {kib} KiB is more than {MOST} KiB"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn there_is_some_memory_and_it_can_be_counted() {
        assert_eq!(check(0).unwrap_err().code(), ErrorCode::INVALID_ARG);
        assert!(check(1).is_ok() && check(MOST).is_ok());
        assert_eq!(check(MOST + 1).unwrap_err().code(), ErrorCode::OVERFLOW);
        assert_eq!(check(u64::MAX).unwrap_err().code(), ErrorCode::OVERFLOW);
    }
}
