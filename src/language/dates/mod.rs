//! Dates as a text prints them: "6 October 1956", "5-7 May", "no earlier than 24 September 1956", "the 1920s".
//!
//! What is printed is read, nothing is filled in: a date without a year has no value until [`FoundDate::nearest`] is asked.

mod parse;
mod value;
mod words;

use crate::model::{Date, DateValue};
use crate::source::Span;

use super::Language;
use super::token::{self, Token};

pub use value::Shape;
pub use words::DateWords;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// The whole expression, "no earlier than" and "from … to" included.
    pub span: Span,
    /// What it means; empty where the year is missing, where it counts from the document's date, and where there is a doubt.
    pub value: DateValue,
    /// Whether it takes the document's date to know the year.
    pub missing_year: bool,
    /// Why it has no value although it is complete.
    pub doubt: Option<Doubt>,
    /// Whether a word before it weakens it: "about 1960".
    pub approximate: bool,
    /// The day of the week printed before it, Monday 0.
    pub weekday: Option<u8>,
    /// What is printed.
    pub shape: Shape,
}

/// Why a complete date means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The calendar has no such day: "30 February".
    Impossible,
    /// Day and month cannot be told apart: "10/6/1956".
    Ambiguous,
}

impl FoundDate {
    /// What it means in the year that brings it nearest to `anchor`; a printed day of the week chooses among the years.
    ///
    /// ```
    /// use teiscribe::language::{Language, dates};
    /// use teiscribe::model::Date;
    /// use teiscribe::source::Span;
    /// let text = "He flew on 26 September and will be back in January.";
    /// let found = dates::find(text, Span::new(0, text.len()), Language::of(None));
    /// let anchor = Date::day(1956, 10, 6).expect("a day");
    /// let nearest: Vec<_> = found.iter().filter_map(|date| date.nearest(anchor)?.when).map(|when| when.to_string()).collect();
    /// assert_eq!(nearest, ["1956-09-26", "1957-01"]);
    /// ```
    pub fn nearest(&self, anchor: Date) -> Option<DateValue> {
        if !self.missing_year {
            return (self.doubt.is_none()).then_some(self.value);
        }
        self.shape.nearest(anchor, self.weekday)
    }
}

/// The dates in the stretch `span` of `text`, in order.
pub fn find(text: &str, span: Span, language: &Language) -> Vec<FoundDate> {
    find_in(text, &token::tokens(text, span), language)
}

/// The dates among `tokens` of `text`, in order.
pub fn find_in(text: &str, tokens: &[Token], language: &Language) -> Vec<FoundDate> {
    parse::Parser::new(text, tokens, &language.dates).run()
}
