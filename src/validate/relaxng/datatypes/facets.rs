//! Facets (XML Schema Part 2, section 4.3): what a parameter asks of a value.

use std::cmp::Ordering;

use super::super::datatype::Refusal;
use super::super::syntax::{Context, Param};
use super::pattern::Pattern;
use super::{Family, Row, Space, number};

/// One facet.
#[derive(Debug)]
pub(super) enum Facet {
    /// `length`, `minLength`, `maxLength`: the numbers allowed, both ends included.
    Length(usize, usize),
    /// A bound, which of the two orders besides equality it allows, and whether equality is allowed.
    Bound { bound: Box<str>, side: Ordering, inclusive: bool },
    /// `totalDigits`.
    TotalDigits(usize),
    /// `fractionDigits`.
    FractionDigits(usize),
    /// `pattern`.
    Pattern(Pattern),
}

/// The facets that `params` ask for.
///
/// # Errors
/// A parameter the datatype does not have, or a value that makes no sense for it.
pub(super) fn facets(row: &'static Row, params: &[Param], context: &Context) -> Result<Vec<Facet>, Refusal> {
    let refuse = |index: usize, message: String| Refusal { message, param: Some(index) };
    let mut facets = Vec::with_capacity(params.len());
    for (index, param) in params.iter().enumerate() {
        facets.push(facet(row, param, context).map_err(|message| refuse(index, message))?);
    }
    Ok(facets)
}

fn facet(row: &'static Row, param: &Param, context: &Context) -> Result<Facet, String> {
    let family = row.space.family();
    let measured = family == Family::Measured;
    let ordered = matches!(family, Family::Ordered | Family::Decimal);
    match &*param.name {
        "pattern" => Ok(Facet::Pattern(Pattern::of(&param.value))),
        "length" if measured => count(param).map(|count| Facet::Length(count, count)),
        "minLength" if measured => count(param).map(|count| Facet::Length(count, usize::MAX)),
        "maxLength" if measured => count(param).map(|count| Facet::Length(0, count)),
        "minInclusive" if ordered => bound(row, param, context, Ordering::Greater, true),
        "minExclusive" if ordered => bound(row, param, context, Ordering::Greater, false),
        "maxInclusive" if ordered => bound(row, param, context, Ordering::Less, true),
        "maxExclusive" if ordered => bound(row, param, context, Ordering::Less, false),
        "totalDigits" if family == Family::Decimal => match count(param)? {
            0 => Err("`totalDigits` is at least 1".to_owned()),
            count => Ok(Facet::TotalDigits(count)),
        },
        "fractionDigits" if family == Family::Decimal => count(param).map(Facet::FractionDigits),
        name => Err(format!("`{}` has no parameter `{name}`", row.name)),
    }
}

fn count(param: &Param) -> Result<usize, String> {
    let text = param.value.trim_matches([' ', '\t', '\n', '\r']);
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_count = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A count beyond the machine's numbers bounds nothing that fits into memory.
    is_count.then(|| digits.parse().unwrap_or(usize::MAX)).ok_or_else(|| format!("`{}` is a number from 0, not `{text}`", param.name))
}

fn bound(row: &'static Row, param: &Param, context: &Context, side: Ordering, inclusive: bool) -> Result<Facet, String> {
    let text = row.blanks.settle(&param.value);
    row.space.check(&text, context).map_err(|reason| format!("the bound `{text}` {reason}"))?;
    Ok(Facet::Bound { bound: text.into(), side, inclusive })
}

impl Facet {
    /// Does what may wait until a value is asked about.
    ///
    /// # Errors
    /// The facet makes no sense.
    pub(super) fn prepare(&self) -> Result<(), String> {
        match self {
            Self::Pattern(pattern) => pattern.prepare(),
            Self::Length(..) | Self::Bound { .. } | Self::TotalDigits(_) | Self::FractionDigits(_) => Ok(()),
        }
    }

    /// Whether a value, its white space settled, is as the facet asks.
    ///
    /// # Errors
    /// Why not, as a phrase that follows the quoted value.
    pub(super) fn check(&self, text: &str, space: &dyn Space) -> Result<(), String> {
        match self {
            Self::Length(least, most) => lengths(space.length(text).unwrap_or_default(), *least, *most),
            Self::Bound { bound, side, inclusive } => {
                let found = space.compare(text, bound);
                let holds = found == Some(*side) || (*inclusive && found == Some(Ordering::Equal));
                if holds { Ok(()) } else { Err(out_of_bounds(bound, *side, *inclusive)) }
            }
            Self::TotalDigits(most) => digits("digits", number::total_digits(text), *most),
            Self::FractionDigits(most) => digits("digits behind the point", number::fraction_digits(text), *most),
            Self::Pattern(pattern) => pattern.check(text),
        }
    }
}

fn lengths(length: usize, least: usize, most: usize) -> Result<(), String> {
    if (least..=most).contains(&length) {
        return Ok(());
    }
    Err(match (least, most) {
        (least, most) if least == most => format!("has the length {length}, and it must be {least}"),
        (least, usize::MAX) => format!("has the length {length}, and {least} is the least allowed"),
        (_, most) => format!("has the length {length}, and {most} is the most allowed"),
    })
}

fn out_of_bounds(bound: &str, side: Ordering, inclusive: bool) -> String {
    match (side, inclusive) {
        (Ordering::Greater, true) => format!("is less than {bound}, the least allowed"),
        (Ordering::Greater, false) => format!("is not greater than {bound}"),
        (_, true) => format!("is greater than {bound}, the greatest allowed"),
        (_, false) => format!("is not less than {bound}"),
    }
}

fn digits(what: &str, found: usize, most: usize) -> Result<(), String> {
    if found <= most { Ok(()) } else { Err(format!("has {found} {what}, and {most} are the most allowed")) }
}
