//! Dates and times (sections 3.2.7 to 3.2.14): Gregorian, of any year but 0, with or without a time zone.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::datatype::NamespaceContext;
use super::{Family, Space};

/// A kind of date or time.
#[derive(Debug)]
pub(super) struct Calendar {
    /// The parts in order: `Y` year, `M` month, `D` day, `h` hour, `m` minute, `s` second; all else stands for itself.
    form: &'static str,
    /// What a value is, with an example, for messages.
    what: &'static str,
}

/// `dateTime`.
pub(super) const DATE_TIME: Calendar = Calendar { form: "Y-M-DTh:m:s", what: "date with a time, which is written 1961-06-03T15:30:00" };
/// `time`.
pub(super) const TIME: Calendar = Calendar { form: "h:m:s", what: "time of day, which is written 15:30:00" };
/// `date`.
pub(super) const DATE: Calendar = Calendar { form: "Y-M-D", what: "date, which is written 1961-06-03" };
/// `gYearMonth`.
pub(super) const YEAR_MONTH: Calendar = Calendar { form: "Y-M", what: "month of a year, which is written 1961-06" };
/// `gYear`.
pub(super) const YEAR: Calendar = Calendar { form: "Y", what: "year, which is written 1961" };
/// `gMonthDay`.
pub(super) const MONTH_DAY: Calendar = Calendar { form: "--M-D", what: "day of a month, which is written --06-03" };
/// `gDay`.
pub(super) const DAY: Calendar = Calendar { form: "---D", what: "day, which is written ---03" };
/// `gMonth`.
pub(super) const MONTH: Calendar = Calendar { form: "--M", what: "month, which is written --06" };

/// A moment: seconds from the year 0 as the text's own clock shows them, digits of a second, minutes to add for UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Moment<'v> {
    seconds: i128,
    fraction: &'v str,
    zone: Option<i128>,
}

/// Parts as written.
#[derive(Debug)]
struct Parts<'v> {
    year: i128,
    month: i128,
    day: i128,
    clock: [i128; 3],
    fraction: &'v str,
}

/// More than 14 hours no zone is away from UTC.
const FARTHEST: i128 = 14 * 60;

impl Calendar {
    /// # Errors
    /// Why the text is no moment, as a phrase.
    fn moment<'v>(&self, text: &'v str) -> Result<Moment<'v>, String> {
        let malformed = || format!("is no {}", self.what);
        // A year and a month that the text does not give are those in which every day exists.
        let mut parts = Parts { year: 2000, month: 1, day: 1, clock: [0; 3], fraction: "" };
        let mut rest = text;
        for part in self.form.chars() {
            rest = parts.take(part, rest).ok_or_else(malformed)?;
        }
        let zone = zone(rest).ok_or_else(malformed)?;
        parts.exists().map(|seconds| Moment { seconds, fraction: parts.fraction.trim_end_matches('0'), zone })
    }
}

impl<'v> Parts<'v> {
    /// Takes one part from the front of `text`; gives what is left.
    fn take(&mut self, part: char, text: &'v str) -> Option<&'v str> {
        let (value, rest) = match part {
            'Y' => year(text)?,
            'M' | 'D' | 'h' | 'm' | 's' => two_digits(text)?,
            mark => return text.strip_prefix(mark),
        };
        match part {
            'Y' => self.year = value,
            'M' => self.month = value,
            'D' => self.day = value,
            'h' => self.clock[0] = value,
            'm' => self.clock[1] = value,
            _ => {
                self.clock[2] = value;
                return self.take_fraction(rest);
            }
        }
        Some(rest)
    }

    fn take_fraction(&mut self, text: &'v str) -> Option<&'v str> {
        let Some(digits) = text.strip_prefix('.') else { return Some(text) };
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        self.fraction = &digits[..length];
        (length > 0).then(|| &digits[length..])
    }

    /// Seconds from the year 0, if the calendar and the clock have the moment.
    ///
    /// # Errors
    /// What they do not have.
    fn exists(&self) -> Result<i128, String> {
        let [hour, minute, second] = self.clock;
        let midnight = hour == 24 && minute == 0 && second == 0 && self.fraction.trim_end_matches('0').is_empty();
        if self.year == 0 {
            return Err("has the year 0, which XML Schema does not count".to_owned());
        }
        if !(1..=12).contains(&self.month) {
            return Err(format!("has the month {}, and a year has 12", self.month));
        }
        let days = days_in_month(self.year, self.month);
        if !(1..=days).contains(&self.day) {
            return Err(format!("has the day {}, and that month has {days}", self.day));
        }
        if (hour > 23 && !midnight) || minute > 59 || second > 59 {
            return Err("has a time that no clock shows".to_owned());
        }
        Ok(days_from_start(self.year, self.month, self.day) * 86_400 + hour * 3600 + minute * 60 + second)
    }
}

fn two_digits(text: &str) -> Option<(i128, &str)> {
    let digits = text.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, &text[2..]))
}

/// Four digits or more, without needless zeros, perhaps behind a minus sign.
fn year(text: &str) -> Option<(i128, &str)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let length = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if length < 4 || (length > 4 && unsigned.starts_with('0')) {
        return None;
    }
    // A year of more digits than fit is as far away as any.
    let value = unsigned[..length].parse().unwrap_or(10_i128.pow(30));
    Some((if unsigned.len() < text.len() { -value } else { value }, &unsigned[length..]))
}

/// `Z`, `+02:00` or nothing, in minutes to add for UTC.
#[expect(clippy::option_option, reason = "a text without a zone and a text with a wrong one differ")]
fn zone(text: &str) -> Option<Option<i128>> {
    let sign = match text.chars().next() {
        None => return Some(None),
        Some('Z') if text.len() == 1 => return Some(Some(0)),
        Some('+') => -1,
        Some('-') => 1,
        Some(_) => return None,
    };
    let (hours, rest) = two_digits(&text[1..])?;
    let (minutes, rest) = two_digits(rest.strip_prefix(':')?)?;
    let total = hours * 60 + minutes;
    (rest.is_empty() && minutes < 60 && total <= FARTHEST).then_some(Some(sign * total))
}

fn is_leap(year: i128) -> bool {
    // There is no year 0 in XML Schema 1.0: -1 stands where 0 would.
    let year = if year < 0 { year + 1 } else { year };
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

fn days_in_month(year: i128, month: i128) -> i128 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from_start(year: i128, month: i128, day: i128) -> i128 {
    let past = if year < 0 { year } else { year - 1 };
    let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let months: i128 = (1..month).map(|month| days_in_month(year, month)).sum();
    past * 365 + leap_days + months + day
}

impl Moment<'_> {
    /// Seconds in UTC; a text without zone is read as standing `minutes` before it.
    fn utc(&self, minutes: i128) -> (i128, &str) {
        (self.seconds + self.zone.unwrap_or(minutes) * 60, self.fraction)
    }

    /// The order of section 3.2.7.4: where only one has a zone they must be more than 14 hours apart.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.zone.is_some() == other.zone.is_some() {
            return Some(self.utc(0).cmp(&other.utc(0)));
        }
        let early = self.utc(-FARTHEST).cmp(&other.utc(-FARTHEST));
        let late = self.utc(FARTHEST).cmp(&other.utc(FARTHEST));
        (early == late && early != Ordering::Equal).then_some(early)
    }
}

impl Space for Calendar {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        self.moment(text).map(drop)
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        let Ok(moment) = self.moment(text) else { return Cow::Borrowed(text) };
        let (seconds, fraction) = moment.utc(0);
        Cow::Owned(format!("{seconds}.{fraction}{}", if moment.zone.is_some() { "Z" } else { "" }))
    }

    fn compare(&self, left: &str, right: &str) -> Option<Ordering> {
        self.moment(left).ok()?.compare(&self.moment(right).ok()?)
    }

    fn family(&self) -> Family {
        Family::Ordered
    }
}
