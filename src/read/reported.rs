//! Reported conversations: prose that tells who said what, on the page of an archive.
//!
//! ```text
//! Tito replied: It is better to call it the socialist world.
//! ```

use crate::diagnostic::Diagnostic;
use crate::model::{Genre, Transcript};

use super::labels::Labels;
use super::page::sheet::Sheet;
use super::page::{self, zones};
use super::survey::Survey;
use super::{Evidence, Reader, body};

/// Reads reported conversations.
pub struct Reported;

impl Reader for Reported {
    fn genre(&self) -> Option<Genre> {
        Some(Genre::Reported)
    }

    fn evidence(&self, survey: &Survey) -> Evidence {
        let (units, labels) = (survey.units().len(), survey.labels().accepted.len());
        let labelled = if labels == 0 { "none".to_owned() } else { labels.to_string() };
        Evidence { weight: 10, reasons: vec![format!("prose: of {units} lines and paragraphs {labelled} begin with a speaker's label")] }
    }

    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>> {
        let units = survey.units();
        let zones = zones::zones(survey.text(), units, survey.language(), &|_| false);
        let mut sheet = Sheet::new(survey, name, Genre::Reported);
        page::read(&mut sheet, zones);
        body::read(&mut sheet, zones, &Labels::default());
        Ok(sheet.finish())
    }
}
