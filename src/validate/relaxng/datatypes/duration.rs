//! Durations (section 3.2.6): months and seconds, which have an order only where every starting point agrees on it.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::datatype::NamespaceContext;
use super::{Family, Space};

/// `P1Y2M3DT4H5M6.7S`.
#[derive(Debug)]
pub(super) struct Duration;

/// Months, seconds and digits of a second, all with the sign of the whole.
#[derive(Debug, PartialEq, Eq)]
struct Length<'v> {
    negative: bool,
    months: i128,
    seconds: i128,
    fraction: &'v str,
}

/// The starting points of section 3.2.6.2, each a year and a month; between them they have every sequence of month lengths.
const STARTS: [(i128, i128); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

fn length(text: &str) -> Option<Length<'_>> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (date, time) = match unsigned.strip_prefix('P')?.split_once('T') {
        Some((date, time)) if !time.is_empty() => (date, time),
        Some(_) => return None,
        None => (unsigned.strip_prefix('P')?, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let (years, date) = take(date, 'Y')?;
    let (months, date) = take(date, 'M')?;
    let (days, date) = take(date, 'D')?;
    let (hours, time) = take(time, 'H')?;
    let (minutes, time) = take(time, 'M')?;
    let (seconds, fraction) = seconds(time)?;
    let in_seconds = days.checked_mul(86_400)?.checked_add(hours.checked_mul(3600)?)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    let in_months = years.checked_mul(12)?.checked_add(months)?;
    date.is_empty().then(|| Length {
        negative: unsigned.len() < text.len(),
        months: in_months,
        seconds: in_seconds,
        fraction: fraction.trim_end_matches('0'),
    })
}

/// The number before `unit`, 0 where the unit is left out.
fn take(text: &str, unit: char) -> Option<(i128, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].strip_prefix(unit) {
        Some(rest) if digits > 0 => Some((text[..digits].parse().ok()?, rest)),
        Some(_) => None,
        None => Some((0, text)),
    }
}

fn seconds(text: &str) -> Option<(i128, &str)> {
    if text.is_empty() {
        return Some((0, ""));
    }
    let number = text.strip_suffix('S')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = is_number(whole) && (is_number(fraction) || !number.contains('.'));
    well_formed.then(|| whole.parse().ok()).flatten().map(|seconds| (seconds, fraction))
}

impl Length<'_> {
    /// The moment so long after a starting point: seconds, then digits of a second, negative ones ordered backwards.
    fn after(&self, (year, month): (i128, i128)) -> (i128, &str) {
        let months = year * 12 + month - 1 + if self.negative { -self.months } else { self.months };
        let days = days_before(months.div_euclid(12), months.rem_euclid(12));
        (days * 86_400 + if self.negative { -self.seconds } else { self.seconds }, self.fraction)
    }

    fn compare_from(&self, other: &Self, start: (i128, i128)) -> Ordering {
        let (left, right) = (self.after(start), other.after(start));
        left.0.cmp(&right.0).then_with(|| match (self.negative, other.negative) {
            (false, false) => left.1.cmp(right.1),
            (true, true) => right.1.cmp(left.1),
            _ if left.1.is_empty() && right.1.is_empty() => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        })
    }
}

/// Days before the first of a month (0 to 11) in the Gregorian calendar.
fn days_before(year: i128, month: i128) -> i128 {
    const BEFORE: [i128; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let past = year - 1;
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    let in_year = usize::try_from(month).ok().and_then(|month| BEFORE.get(month)).copied().unwrap_or_default();
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) + in_year + i128::from(leap && month > 1)
}

impl Space for Duration {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        length(text).map(drop).ok_or_else(|| "is no duration: a duration is written P1Y2M3DT4H5M6S".to_owned())
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        let Some(length) = length(text) else { return Cow::Borrowed(text) };
        let is_zero = length.months == 0 && length.seconds == 0 && length.fraction.is_empty();
        let sign = if length.negative && !is_zero { "-" } else { "" };
        Cow::Owned(format!("{sign}P{}M{}.{}S", length.months, length.seconds, length.fraction))
    }

    fn compare(&self, left: &str, right: &str) -> Option<Ordering> {
        let (left, right) = (length(left)?, length(right)?);
        let first = left.compare_from(&right, STARTS[0]);
        STARTS.iter().all(|&start| left.compare_from(&right, start) == first).then_some(first)
    }

    fn family(&self) -> Family {
        Family::Ordered
    }
}
