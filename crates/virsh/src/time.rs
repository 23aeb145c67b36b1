//! Times of day as text, without a time zone database beyond the C library's idea of the local offset.

use std::time::{SystemTime, UNIX_EPOCH};

/// A point in time, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// Year, month from 1, day from 1.
    pub date: (i64, u32, u32),
    /// Hour, minute, second.
    pub time: (u32, u32, u32),
}

impl Civil {
    /// From seconds since 1970, in UTC.
    pub fn from_seconds(seconds: i64) -> Civil {
        let days = seconds.div_euclid(86400);
        let rest = seconds.rem_euclid(86400) as u32;
        Civil { date: civil_date(days), time: (rest / 3600, rest / 60 % 60, rest % 60) }
    }

    /// Now, in UTC.
    pub fn now() -> (Civil, u32) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        (Civil::from_seconds(now.as_secs() as i64), now.subsec_millis())
    }

    /// Date and time with the given separators between the numbers of the date, and between date and time.
    pub fn text(&self, dash: char, between: char) -> String {
        let (year, month, day) = self.date;
        let (hour, minute, second) = self.time;
        format!("{year:04}{dash}{month:02}{dash}{day:02}{between}{hour:02}:{minute:02}:{second:02}")
    }
}

/// The calendar date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
fn civil_date(days: i64) -> (i64, u32, u32) {
    // Counting years from March makes the leap day the last of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The stamp of a line in the log file.
pub fn log_stamp() -> String {
    Civil::now().0.text('.', ' ')
}

/// The stamp of an event: date, time and milliseconds, in UTC.
pub fn event_stamp() -> String {
    let (now, milliseconds) = Civil::now();
    format!("{}.{milliseconds:03}+0000", now.text('-', ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00"),
            (627_319_920, "1989-11-17 15:32:00"),
            (951_782_400, "2000-02-29 00:00:00"),
            (-1, "1969-12-31 23:59:59"),
            (4_107_542_399, "2100-02-28 23:59:59"),
        ] {
            assert_eq!(Civil::from_seconds(seconds).text('-', ' '), text);
        }
    }
}
