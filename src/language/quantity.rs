//! Numbers and units: the table `quantities.toml`, and decimal numbers exact to the last digit.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Words;
use super::token::{Token, TokenKind};

/// How a language writes numbers, quantities and times of day.
#[derive(Debug, Deserialize)]
#[serde(from = "Table")]
pub struct Quantities {
    /// Words and signs round a number.
    pub words: QuantityWords,
    /// How times of day are written.
    pub clock: Clock,
    numbers: FxHashMap<String, u64>,
    scales: FxHashMap<String, u32>,
    /// By its first word, the rest of a unit's name and the unit, longest first.
    units: FxHashMap<String, Vec<(Vec<String>, String)>>,
    signs: FxHashMap<String, String>,
}

/// Words and signs round a number.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the table explains each list")]
pub struct QuantityWords {
    pub thousands: char,
    pub decimal: char,
    pub at_least: Vec<String>,
    pub at_most: Vec<String>,
    pub to: Words,
    pub between_and: Words,
    pub between: Words,
    pub of: Words,
    pub and: Words,
    pub adjective_endings: Vec<String>,
    pub plurals: Words,
    pub plural_ending: String,
    pub no_plurals: Words,
}

/// How times of day are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the table explains each list")]
pub struct Clock {
    pub before_noon: Vec<String>,
    pub after_noon: Vec<String>,
    pub hours: Vec<String>,
    pub at: Words,
    pub oclock: Words,
    pub noon: Words,
    pub midnight: Words,
    pub separators: BTreeSet<char>,
}

#[derive(Deserialize)]
struct Table {
    #[serde(flatten)]
    words: QuantityWords,
    numbers: FxHashMap<String, u64>,
    scales: FxHashMap<String, u32>,
    units: BTreeMap<String, Vec<String>>,
    signs: FxHashMap<String, String>,
    clock: Clock,
}

impl From<Table> for Quantities {
    fn from(table: Table) -> Self {
        let mut units: FxHashMap<String, Vec<(Vec<String>, String)>> = FxHashMap::default();
        for (unit, forms) in table.units {
            for form in forms {
                let mut words = form.split(' ').map(str::to_owned);
                let first = words.next().unwrap_or_default();
                units.entry(first).or_default().push((words.collect(), unit.clone()));
            }
        }
        for forms in units.values_mut() {
            forms.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { words: table.words, clock: table.clock, numbers: table.numbers, scales: table.scales, units, signs: table.signs }
    }
}

impl Quantities {
    /// The unit whose name begins at token `at`, and the index of the token behind it.
    pub fn unit(&self, text: &str, tokens: &[Token], at: usize) -> Option<(&str, usize)> {
        let first = tokens.get(at)?.text(text);
        let forms = self.units.get(first).or_else(|| self.units.get(&first.to_lowercase()))?;
        let fits =
            |rest: &[String]| rest.iter().enumerate().all(|(offset, word)| tokens.get(at + 1 + offset).is_some_and(|token| token.text(text) == word));
        forms.iter().find(|(rest, _)| fits(rest)).map(|(rest, unit)| (unit.as_str(), at + 1 + rest.len()))
    }

    /// The unit a sign before a number stands for: `$`.
    pub fn sign(&self, sign: &str) -> Option<&str> {
        self.signs.get(sign).map(String::as_str)
    }

    /// The power of ten a word stands for: 6 for "million".
    pub fn scale(&self, word: &str) -> Option<u32> {
        let capital = || word.starts_with(char::is_uppercase).then(|| self.scales.get(&word.to_lowercase())).flatten();
        self.scales.get(word).or_else(capital).copied()
    }

    /// The number a word stands for: 16 for "sixteen", 25 for "twenty-five".
    pub fn number(&self, word: &str) -> Option<u64> {
        let lower = if word.starts_with(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) };
        let one = |word: &str| self.numbers.get(word).copied();
        one(&lower).or_else(|| {
            let (tens, ones) = lower.split_once('-')?;
            let (tens, ones) = (one(tens)?, one(ones)?);
            (tens >= 20 && ones < 10).then_some(tens + ones)
        })
    }

    /// The number in words that begins at token `at`, the index behind it, and the power of ten it ends with: "one hundred and fifty", "two million".
    pub fn in_words(&self, text: &str, tokens: &[Token], at: usize) -> Option<(u64, usize, u32)> {
        let printed = |at: usize| tokens.get(at).filter(|token| token.kind == TokenKind::Word).map(|token| token.text(text));
        self.number(printed(at)?)?;
        let mut end = at;
        let (mut total, mut part, mut room, mut last) = (0_u64, 0_u64, 100_u64, 0);
        while let Some(word) = printed(end) {
            if let Some(number) = self.number(word).filter(|number| *number < room) {
                part += number;
                last = 0;
                // "twenty" leaves room for ones, "sixteen" for nothing more.
                room = if number >= 20 && number % 10 == 0 { 10 } else { 0 };
            } else if let Some(power) = self.scale(word) {
                let factor = 10_u64.checked_pow(power)?;
                last += power;
                if power == 2 {
                    part = part.checked_mul(factor)?;
                } else {
                    total = total.checked_add(part.checked_mul(factor)?)?;
                    part = 0;
                }
                room = 100;
            } else if !(room == 100 && self.words.and.contains(word) && printed(end + 1).is_some_and(|next| self.number(next).is_some())) {
                break;
            }
            end += 1;
        }
        Some((total.checked_add(part)?, end, last))
    }

    /// The number that begins at token `at`, in digits, and the index behind it; groups of thousands may stand apart by no-break spaces.
    pub fn digits(&self, text: &str, tokens: &[Token], at: usize) -> Option<(Decimal, usize)> {
        let token = tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let mut printed = token.text(text).to_owned();
        let mut end = at + 1;
        while let Some(group) = tokens.get(end).filter(|group| is_group(text, &tokens[end - 1], group)) {
            printed.push(self.words.thousands);
            printed.push_str(group.text(text));
            end += 1;
        }
        Some((self.parse(&printed)?, end))
    }

    /// A printed number: `250,000`, `1.5`, `20`; `None` where its marks allow two readings.
    pub fn parse(&self, printed: &str) -> Option<Decimal> {
        let (whole, fraction) = printed.split_once(self.words.decimal).unwrap_or((printed, ""));
        let groups: Vec<&str> = whole.split(self.words.thousands).collect();
        let grouped = groups.len() == 1 || (groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|group| group.len() == 3));
        let digits = groups.concat() + fraction;
        if fraction.len() == 3 && groups.len() == 1 && groups[0] != "0" {
            return None; // "1.000" may be a thousand, printed in another country's way
        }
        if !grouped || digits.len() > 15 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        Some(Decimal { mantissa: digits.parse().ok()?, places: u32::try_from(fraction.len()).ok()?, groups: u32::try_from(groups.len() - 1).ok()? })
    }
}

/// Whether `group` is three digits behind a no-break space.
fn is_group(text: &str, before: &Token, group: &Token) -> bool {
    group.kind == TokenKind::Number
        && group.span.len() == 3
        && matches!(&text[before.span.end..group.span.start], "\u{A0}" | "\u{202F}" | "\u{2009}")
        && text[before.span.range()].bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal number, exact; written without trailing zeros behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    mantissa: u64,
    places: u32,
    /// How many groups of three digits were printed behind the first.
    groups: u32,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(number: u64) -> Self {
        Self { mantissa: number, places: 0, groups: 0 }
    }

    /// Times a power of ten; `None` where that is too large.
    pub fn scaled(self, power: u32) -> Option<Self> {
        let places = self.places.saturating_sub(power);
        let factor = 10_u64.checked_pow(power.saturating_sub(self.places))?;
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, places, groups: self.groups })
    }

    /// The number that an elliptic range means by `self`, `last` being printed in full: 200,000 in "200-300,000".
    pub fn completed_by(self, last: Self) -> Option<Self> {
        if self.groups > 0 || self.places > 0 || last.groups == 0 || last.places > 0 {
            return None;
        }
        let full = self.scaled(3 * last.groups)?;
        (self.mantissa < 1000 && full.mantissa < last.mantissa).then_some(full)
    }

    /// Whether it is smaller than `other`.
    pub fn is_less_than(self, other: Self) -> bool {
        let level = |number: Self, places: u32| u128::from(number.mantissa) * 10_u128.pow(places - number.places);
        let places = self.places.max(other.places);
        level(self, places) < level(other, places)
    }
}

/// As XML Schema writes a decimal: `1500000`, `1.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10_u64.pow(self.places);
        write!(f, "{}", self.mantissa / power)?;
        let fraction = self.mantissa % power;
        if fraction == 0 {
            return Ok(());
        }
        let digits = format!("{fraction:0places$}", places = self.places as usize);
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}
