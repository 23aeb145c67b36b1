//! Checking a call's flags, with the words that libvirt uses.

use crate::{Error, ErrorDomain, Result, constants};

/// Refuses flags that a call does not know.
pub fn only(flags: u32, known: u32, call: &str) -> Result<()> {
    match flags & !known {
        0 => Ok(()),
        unknown => {
            let message = format!("unsupported flags (0x{unknown:x}) in function {call}");
            Err(Error::bad_argument(message).argument(call, "flags"))
        }
    }
}

/// Refuses two flags that contradict each other.
pub fn exclusive(flags: u32, first: (u32, &str), second: (u32, &str)) -> Result<()> {
    match flags & first.0 != 0 && flags & second.0 != 0 {
        false => Ok(()),
        true => Err(Error::bad_argument(format!("Flags '{}' and '{}' are mutually exclusive", first.1, second.1))),
    }
}

/// Which of a guest's two documents a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affected {
    /// The running guest.
    pub live: bool,
    /// The persistent definition.
    pub config: bool,
}

/// The flag bits for "running guest" and "persistent definition", equal in all calls that have them.
pub const AFFECT_LIVE: u32 = constants::VIR_DOMAIN_AFFECT_LIVE;
/// See [`AFFECT_LIVE`].
pub const AFFECT_CONFIG: u32 = constants::VIR_DOMAIN_AFFECT_CONFIG;

/// Reads the two flag bits; neither means whatever the guest is now.
pub fn affected(flags: u32, active: bool, persistent: bool) -> Result<Affected> {
    let mut affected = Affected { live: flags & AFFECT_LIVE != 0, config: flags & AFFECT_CONFIG != 0 };
    if !affected.live && !affected.config {
        affected = Affected { live: active, config: !active };
    }
    if affected.live && !active {
        return Err(Error::operation_invalid("domain is not running").in_domain(ErrorDomain::DOMAIN));
    }
    if affected.config && !persistent {
        let message = "transient domains do not have any persistent config";
        return Err(Error::operation_invalid(message).in_domain(ErrorDomain::DOMAIN));
    }
    Ok(affected)
}

/// One of the answers to a question that a list can be asked: its flag bit, and which objects it means.
pub type Choice<T> = (u32, fn(&T) -> bool);

/// Whether an object passes a list's filters: each group is one question, and asking for all its answers, or for none,
/// is not asking it. Bits that are no filters are ignored.
pub fn passes<T>(object: &T, questions: &[&[Choice<T>]], filters: u32) -> bool {
    questions.iter().all(|choices| {
        let mut asked = choices.iter().filter(|(bit, _)| filters & bit != 0).peekable();
        asked.peek().is_none() || asked.any(|(_, holds)| holds(object))
    })
}

/// All filter bits of a list.
pub fn filters<T>(questions: &[&[Choice<T>]]) -> u32 {
    questions.iter().flat_map(|choices| choices.iter()).fold(0, |bits, (bit, _)| bits | bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_of_one_question_add_up_and_questions_multiply() {
        const SMALL: u32 = 1;
        const LARGE: u32 = 2;
        const EVEN: u32 = 4;
        let questions: &[&[Choice<i32>]] = &[&[(SMALL, |n| *n < 5), (LARGE, |n| *n >= 5)], &[(EVEN, |n| n % 2 == 0)]];
        let count = |filters| (0..10).filter(|n| passes(n, questions, filters)).count();
        assert_eq!([0, SMALL, SMALL | LARGE, SMALL | EVEN, EVEN, 8].map(count), [10, 5, 10, 3, 5, 10]);
        assert_eq!(filters(questions), 7);
    }

    #[test]
    fn what_a_call_is_about_follows_from_the_guest_unless_it_is_said() {
        assert_eq!(affected(0, true, true).unwrap(), Affected { live: true, config: false });
        assert_eq!(affected(0, false, true).unwrap(), Affected { live: false, config: true });
        assert!(affected(AFFECT_LIVE, false, true).is_err());
        assert!(affected(AFFECT_CONFIG, true, false).is_err());
        assert!(only(3, 1, "f").unwrap_err().to_string().contains("0x2"));
        assert!(exclusive(3, (1, "A"), (2, "B")).is_err());
    }
}
