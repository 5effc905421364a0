//! Dates and times as far as a source gives them.

use std::fmt;

/// A calendar date with the precision the source gives: year, year and month, or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the Gregorian calendar.
    pub year: i32,
    /// Month from 1.
    pub month: Option<u8>,
    /// Day of the month from 1; never without a month.
    pub day: Option<u8>,
}

impl Date {
    /// A year.
    pub const fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// A day, if the calendar has it.
    ///
    /// ```
    /// use teiscribe::model::Date;
    /// assert!(Date::day(1956, 2, 30).is_none());
    /// assert_eq!(Date::day(1956, 9, 26).expect("a day").to_string(), "1956-09-26");
    /// ```
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        (1..=days_in_month(year, month)?).contains(&day).then_some(Self { year, month: Some(month), day: Some(day) })
    }

    /// A month, if the calendar has it.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month: Some(month), day: None })
    }

    /// Its first day as a number of days since 1 January 1970, before it negative.
    ///
    /// ```
    /// use teiscribe::model::Date;
    /// assert_eq!(Date::year(1970).day_number(), 0);
    /// assert_eq!(Date::day(1956, 10, 6).expect("a day").day_number(), -4835);
    /// ```
    pub fn day_number(self) -> i64 {
        let (month, day) = (i64::from(self.month.unwrap_or(1)), i64::from(self.day.unwrap_or(1)));
        // Years are counted from March, so that a leap day comes last.
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
    }

    /// The day of the week, Monday 0, Sunday 6; `None` for a month or a year.
    pub fn weekday(self) -> Option<u8> {
        self.day.map(|_| u8::try_from((self.day_number() + 3).rem_euclid(7)).unwrap_or_default())
    }

    /// The XML Schema type of its lexical form, without prefix.
    pub const fn xsd_type(self) -> &'static str {
        match (self.month, self.day) {
            (Some(_), Some(_)) => "date",
            (Some(_), None) => "gYearMonth",
            (None, _) => "gYear",
        }
    }
}

/// Lexical form of XML Schema: `1956`, `1956-09`, `1956-09-26`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Length of a month; `None` where there is no such month.
pub const fn days_in_month(year: i32, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    })
}

/// What a printed date means; TEI `att.datable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DateValue {
    /// The date itself.
    pub when: Option<Date>,
    /// The earliest it can be.
    pub not_before: Option<Date>,
    /// The latest it can be.
    pub not_after: Option<Date>,
    /// First day of a period.
    pub from: Option<Date>,
    /// Last day of a period.
    pub to: Option<Date>,
}

impl DateValue {
    /// A single date.
    pub const fn when(date: Date) -> Self {
        Self { when: Some(date), not_before: None, not_after: None, from: None, to: None }
    }
}

/// A time of day, in the source's own place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeValue {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// Lexical form of `xs:time`.
impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:00", self.hour, self.minute)
    }
}
