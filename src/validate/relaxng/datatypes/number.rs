//! Numbers (sections 3.2.2 to 3.2.5, 3.3.13 and on): booleans, decimals and integers of any length, floating point.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::datatype::NamespaceContext;
use super::{Family, Space};

/// `true`, `false`, `1`, `0`.
#[derive(Debug)]
pub(super) struct Boolean;

impl Space for Boolean {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        if matches!(text, "true" | "false" | "1" | "0") { Ok(()) } else { Err("is neither `true` nor `false`".to_owned()) }
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        Cow::Borrowed(if matches!(text, "true" | "1") { "true" } else { "false" })
    }

    fn family(&self) -> Family {
        Family::Plain
    }
}

/// Decimals, or integers within bounds.
#[derive(Debug)]
pub(super) struct Decimal {
    integer: bool,
    least: Option<&'static str>,
    most: Option<&'static str>,
}

/// `xsd:decimal`.
pub(super) const DECIMAL: Decimal = Decimal { integer: false, least: None, most: None };

/// An integer type with its bounds.
pub(super) const fn integer(least: Option<&'static str>, most: Option<&'static str>) -> Decimal {
    Decimal { integer: true, least, most }
}

impl Space for Decimal {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        let Some(parts) = Parts::of(text).filter(|parts| !self.integer || !parts.point) else {
            return Err(if self.integer { "is no whole number" } else { "is no decimal number" }.to_owned());
        };
        if let Some(least) = self.least.filter(|least| parts.compare(least) == Some(Ordering::Less)) {
            return Err(format!("is less than {least}, the least allowed"));
        }
        match self.most.filter(|most| parts.compare(most) == Some(Ordering::Greater)) {
            Some(most) => Err(format!("is greater than {most}, the greatest allowed")),
            None => Ok(()),
        }
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        let Some(parts) = Parts::of(text) else { return Cow::Borrowed(text) };
        let whole = if parts.whole.is_empty() { "0" } else { parts.whole };
        let sign = if parts.is_negative() { "-" } else { "" };
        match parts.fraction {
            "" => Cow::Owned(format!("{sign}{whole}")),
            fraction => Cow::Owned(format!("{sign}{whole}.{fraction}")),
        }
    }

    fn compare(&self, left: &str, right: &str) -> Option<Ordering> {
        Parts::of(left)?.compare(right)
    }

    fn family(&self) -> Family {
        Family::Decimal
    }
}

/// A decimal numeral without leading and trailing zeros.
struct Parts<'v> {
    negative: bool,
    whole: &'v str,
    fraction: &'v str,
    point: bool,
}

impl<'v> Parts<'v> {
    fn of(text: &'v str) -> Option<Self> {
        let negative = text.starts_with('-');
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let well_formed = is_number(whole) && is_number(fraction) && !(whole.is_empty() && fraction.is_empty());
        well_formed.then(|| Self {
            negative,
            whole: whole.trim_start_matches('0'),
            fraction: fraction.trim_end_matches('0'),
            point: digits.contains('.'),
        })
    }

    fn is_negative(&self) -> bool {
        self.negative && !(self.whole.is_empty() && self.fraction.is_empty())
    }

    fn compare(&self, other: &str) -> Option<Ordering> {
        let other = Parts::of(other)?;
        Some(match (self.is_negative(), other.is_negative()) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (negative, _) => {
                let order = self.magnitude().cmp(&other.magnitude());
                if negative { order.reverse() } else { order }
            }
        })
    }

    fn magnitude(&self) -> (usize, &str, &str) {
        (self.whole.len(), self.whole, self.fraction)
    }
}

/// Digits of a decimal numeral that count (section 4.3.11).
pub(super) fn total_digits(text: &str) -> usize {
    Parts::of(text).map_or(0, |parts| (parts.whole.len() + parts.fraction.len()).max(1))
}

/// Digits behind the point that count (section 4.3.12).
pub(super) fn fraction_digits(text: &str) -> usize {
    Parts::of(text).map_or(0, |parts| parts.fraction.len())
}

/// IEEE 754 numbers of 32 or 64 bits.
#[derive(Debug)]
pub(super) struct Float {
    pub(super) single: bool,
}

impl Float {
    fn value(&self, text: &str) -> Option<f64> {
        match text {
            "INF" => return Some(f64::INFINITY),
            "-INF" => return Some(f64::NEG_INFINITY),
            "NaN" => return Some(f64::NAN),
            _ => {}
        }
        let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
        let exponent_is_whole = exponent.is_none_or(|exponent| Parts::of(exponent).is_some_and(|parts| !parts.point));
        if Parts::of(mantissa).is_none() || !exponent_is_whole {
            return None;
        }
        if self.single { text.parse::<f32>().ok().map(f64::from) } else { text.parse().ok() }
    }
}

impl Space for Float {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        self.value(text).map(drop).ok_or_else(|| "is no number".to_owned())
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        self.value(text).map_or(Cow::Borrowed(text), |value| Cow::Owned(format!("{value:?}")))
    }

    /// NaN equals itself and is comparable with nothing else (section 3.2.4).
    fn compare(&self, left: &str, right: &str) -> Option<Ordering> {
        let (left, right) = (self.value(left)?, self.value(right)?);
        if left.is_nan() && right.is_nan() { Some(Ordering::Equal) } else { left.partial_cmp(&right) }
    }

    fn family(&self) -> Family {
        Family::Ordered
    }
}
