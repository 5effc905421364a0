//! Reported conversations: prose that tells who said what, on the page of an archive.
//!
//! ```text
//! Tito replied: It is better to call it the socialist world.
//! ```

use crate::diagnostic::Diagnostic;
use crate::model::{BlockKind, Genre, Transcript};

use super::page::sheet::Sheet;
use super::page::{self, zones};
use super::survey::Survey;
use super::{Evidence, Reader};

/// Reads reported conversations.
pub struct Reported;

impl Reader for Reported {
    fn genre(&self) -> Option<Genre> {
        Some(Genre::Reported)
    }

    fn evidence(&self, survey: &Survey) -> Evidence {
        let paragraphs = survey.units().len();
        Evidence { weight: 10, reasons: vec![format!("prose: {paragraphs} paragraphs and lines, and hardly a speaker's label")] }
    }

    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>> {
        let units = survey.units();
        let zones = zones::zones(survey.text(), units, survey.language(), &|_| false);
        let mut sheet = Sheet::new(survey, name, Genre::Reported);
        page::read(&mut sheet, zones);
        for unit in &units[zones.body..zones.foot] {
            sheet.block(unit.span, BlockKind::Paragraph);
        }
        Ok(sheet.finish())
    }
}
