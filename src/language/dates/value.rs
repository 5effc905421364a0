//! From the printed parts of a date to what they mean, with or without a year from elsewhere.

use crate::model::{Date, DateValue, days_in_month};

use super::words::Part;

/// The parts of one date as printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// The year.
    pub year: Year,
    /// The month, from 1; at most 99.
    pub month: Option<u8>,
    /// The day, from 1; at most 99.
    pub day: Option<u8>,
}

/// A year as printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Year {
    /// No year.
    #[default]
    Missing,
    /// Two digits: '56.
    Short(u8),
    /// The whole year.
    Full(i32),
}

/// How the parts stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One date.
    Single(Partial),
    /// "from … to …".
    Range(Partial, Partial),
    /// "between … and …".
    Between(Partial, Partial),
    /// "no earlier than …".
    NotBefore(Partial),
    /// "no later than …".
    NotAfter(Partial),
    /// Counted from the date of the document: the period and how many periods away.
    Relative(Part, i32),
    /// Day and month cannot be told apart.
    Ambiguous,
}

/// What keeps a date from having a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    Year,
    Day,
    Order,
}

impl Partial {
    pub(super) const fn of_year(year: i32) -> Self {
        Self { year: Year::Full(year), month: None, day: None }
    }

    /// Whether it is a month or a year and nothing else.
    pub(super) const fn is_bare(self) -> bool {
        self.day.is_none() && (self.month.is_none() || matches!(self.year, Year::Missing))
    }

    /// Which parts are printed.
    pub(super) const fn precision(self) -> (bool, bool) {
        (self.month.is_some(), self.day.is_some())
    }

    fn resolve(self, year: Option<i32>) -> Result<Date, Lack> {
        let year = match self.year {
            Year::Full(full) => Some(full),
            Year::Missing | Year::Short(_) => year,
        };
        if year.is_none() && !self.exists_in_a_leap_year() {
            return Err(Lack::Day);
        }
        let year = year.ok_or(Lack::Year)?;
        match (self.month, self.day) {
            (None, _) => Some(Date::year(year)),
            (Some(month), None) => Date::month(year, month),
            (Some(month), Some(day)) => Date::day(year, month, day),
        }
        .ok_or(Lack::Day)
    }

    fn exists_in_a_leap_year(self) -> bool {
        self.month.is_none_or(|month| days_in_month(2000, month).is_some_and(|last| (1..=last).contains(&self.day.unwrap_or(1))))
    }
}

impl Shape {
    /// What it means, a missing year being `year`.
    pub(super) fn value(self, year: Option<i32>) -> Result<DateValue, Lack> {
        Ok(match self {
            Self::Single(date) => DateValue::when(date.resolve(year)?),
            Self::NotBefore(date) => DateValue { not_before: Some(date.resolve(year)?), ..DateValue::default() },
            Self::NotAfter(date) => DateValue { not_after: Some(date.resolve(year)?), ..DateValue::default() },
            Self::Range(first, last) => {
                let (first, last) = pair(first, last, year)?;
                DateValue { from: Some(first), to: Some(last), ..DateValue::default() }
            }
            Self::Between(first, last) => {
                let (first, last) = pair(first, last, year)?;
                DateValue { not_before: Some(first), not_after: Some(last), ..DateValue::default() }
            }
            Self::Relative(..) => return Err(Lack::Year),
            Self::Ambiguous => return Err(Lack::Day),
        })
    }

    /// What it means in the year that brings it nearest to `anchor` and fits the day of the week.
    pub(super) fn nearest(self, anchor: Date, weekday: Option<u8>) -> Option<DateValue> {
        if let Self::Relative(part, shift) = self {
            return counted(part, shift, anchor);
        }
        let years = self.years_near(anchor.year);
        let fits = |value: &DateValue| weekday.is_none() || value.when.is_none_or(|when| when.weekday() == weekday);
        let candidates: Vec<DateValue> = years.iter().filter_map(|&year| self.value(Some(year)).ok()).collect();
        let nearest = |values: &mut dyn Iterator<Item = &DateValue>| values.min_by_key(|value| distance(value, anchor)).copied();
        nearest(&mut candidates.iter().filter(|value| fits(value))).or_else(|| nearest(&mut candidates.iter()))
    }

    /// The years it can be in, as seen from `year`: those of a printed '56, else the neighbours.
    fn years_near(self, year: i32) -> [i32; 3] {
        match self.short_year() {
            Some(short) => {
                let century = year.div_euclid(100) * 100 + i32::from(short);
                [century, century - 100, century + 100]
            }
            None => [year, year - 1, year + 1],
        }
    }

    fn short_year(self) -> Option<u8> {
        match self {
            Self::Single(Partial { year: Year::Short(short), .. })
            | Self::NotBefore(Partial { year: Year::Short(short), .. })
            | Self::NotAfter(Partial { year: Year::Short(short), .. })
            | Self::Range(_, Partial { year: Year::Short(short), .. })
            | Self::Between(_, Partial { year: Year::Short(short), .. }) => Some(short),
            _ => None,
        }
    }
}

/// First and last date, each lending the other the year it lacks.
fn pair(first: Partial, last: Partial, year: Option<i32>) -> Result<(Date, Date), Lack> {
    let year_of = |date: Partial| if let Year::Full(full) = date.year { Some(full) } else { None };
    let start = first.resolve(year_of(last).or(year))?;
    let own = last.resolve(year_of(first).or(year))?;
    if start <= own {
        return Ok((start, own));
    }
    if year_of(last).is_some() && year_of(first).is_none() {
        // "from December to January 1957"
        return Ok((first.resolve(Some(own.year - 1))?, own));
    }
    if year_of(last).is_none() {
        return Ok((start, last.resolve(Some(start.year + 1))?));
    }
    Err(Lack::Order)
}

fn distance(value: &DateValue, anchor: Date) -> i64 {
    let date = value.when.or(value.from).or(value.not_before).or(value.to).or(value.not_after);
    // A month or a year is measured from the like part of the anchor.
    date.map_or(i64::MAX, |date| {
        let like = Date { year: anchor.year, month: date.month.and(anchor.month), day: date.day.and(anchor.day) };
        (date.day_number() - like.day_number()).abs()
    })
}

/// The period `shift` periods away from the one `anchor` lies in.
fn counted(part: Part, shift: i32, anchor: Date) -> Option<DateValue> {
    let year = anchor.year + shift;
    Some(match part {
        Part::Year => DateValue::when(Date::year(year)),
        Part::Month => {
            let months = anchor.year * 12 + i32::from(anchor.month?) - 1 + shift;
            DateValue::when(Date::month(months.div_euclid(12), u8::try_from(months.rem_euclid(12) + 1).ok()?)?)
        }
        Part::BeginningOfYear => DateValue { not_before: Date::day(year, 1, 1), ..DateValue::default() },
        Part::EndOfYear => DateValue { not_after: Date::day(year, 12, 31), ..DateValue::default() },
    })
}
