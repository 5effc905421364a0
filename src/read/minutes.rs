//! Minutes: turns under speakers' labels.
//!
//! ```text
//! M.S. GORBACHEV.  I am glad to see you.
//! The Chairman (from his seat): The meeting is open.
//! ```

use crate::diagnostic::Diagnostic;
use crate::model::{Genre, Transcript};

use super::page::sheet::Sheet;
use super::page::{self, zones};
use super::survey::Survey;
use super::{Evidence, Reader, body};

/// Turns that make minutes, at least.
const TURNS: usize = 2;

/// Reads minutes with speakers' labels.
pub struct Minutes;

impl Reader for Minutes {
    fn genre(&self) -> Option<Genre> {
        Some(Genre::Minutes)
    }

    fn evidence(&self, survey: &Survey) -> Evidence {
        let labels = survey.labels();
        let (turns, units) = (labels.accepted.len(), survey.units().len());
        let names = labels.names();
        if turns < TURNS || turns * 8 < units && turns < 12 || turns * 20 < units {
            return Evidence::default();
        }
        let first: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
        let more = names.len().saturating_sub(first.len());
        let others = if more > 0 { format!(" and {more} others") } else { String::new() };
        let share = u8::try_from((turns * 40 / units.max(1)).min(39)).unwrap_or(39);
        Evidence {
            weight: 50 + share,
            reasons: vec![format!("{turns} of {units} lines begin with one of {} speakers' labels: {}{others}", names.len(), first.join(", "))],
        }
    }

    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>> {
        Ok(turns(survey, name, Genre::Minutes))
    }
}

/// Reads a page whose document is a row of turns.
pub(super) fn turns(survey: &Survey, name: &str, genre: Genre) -> Transcript {
    let labels = survey.labels();
    let zones = zones::zones(survey.text(), survey.units(), survey.language(), &|unit| labels.of_unit(unit).is_some());
    let mut sheet = Sheet::new(survey, name, genre);
    page::read(&mut sheet, zones);
    body::read(&mut sheet, zones, labels);
    sheet.finish()
}
