//! From a source to a transcript: which genre it is, and where its blocks are.
//!
//! Each reader knows one genre or format; the ordered table [`READERS`] is asked for evidence, and the reader with the
//! most reads. A source that is no document at all is named and refused.

mod body;
mod brackets;
mod codes;
mod interview;
mod kinds;
mod label_capitals;
mod label_choice;
mod label_styles;
mod labels;
mod marks;
mod minutes;
mod narration;
mod note_marks;
mod notes;
mod oddities;
mod page;
mod people;
mod refuse;
mod reported;
mod speakers;
mod survey;
mod times;
mod transcript;
mod units;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{Genre, Transcript};
use crate::source::Source;

pub use codes::CODES;
pub use marks::RULES;
pub use survey::Survey;

/// What speaks for a reader: a weight from 0 (nothing) to 100 (certain), and sentences an editor can check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How strongly.
    pub weight: u8,
    /// Why: "12 of 14 paragraphs begin with one of 3 labels".
    pub reasons: Vec<String>,
}

/// A reader of one genre or format.
pub trait Reader: Sync {
    /// The genre it reads; `None` for a format that states the genre itself.
    fn genre(&self) -> Option<Genre>;

    /// What in the source speaks for this reader.
    fn evidence(&self, survey: &Survey) -> Evidence;

    /// Cuts the source into blocks and collects what the page says about the document.
    ///
    /// # Errors
    /// What is wrong with the source, each with its place.
    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>>;
}

/// All readers; earlier ones win ties.
pub const READERS: &[&dyn Reader] = &[&reported::Reported, &minutes::Minutes, &interview::Interview, &transcript::Parsed];

/// Reads a source under the name of its edition, by the reader for which most speaks; `genre` overrides the evidence.
///
/// # Errors
/// Why the source is no transcript, or what is wrong with it.
pub fn read(source: Arc<Source>, name: &str, genre: Option<Genre>) -> Result<Transcript, Vec<Diagnostic>> {
    refuse::refuse(&source)?;
    let survey = Survey::new(source);
    let (reader, evidence) = choose(&survey, genre);
    if reader.genre().is_some() {
        refuse::refuse_page(&survey)?;
    }
    let mut transcript = reader.read(&survey, name)?;
    if reader.genre().is_some() {
        transcript.evidence = evidence;
        transcript.queries.extend(oddities::report(survey.source()));
    } else if let Some(genre) = genre {
        transcript.genre = genre;
        transcript.evidence = asked_for(genre);
    }
    Ok(transcript)
}

fn choose(survey: &Survey, genre: Option<Genre>) -> (&'static dyn Reader, Vec<String>) {
    let mut best = (READERS[0], READERS[0].evidence(survey));
    for &reader in &READERS[1..] {
        let evidence = reader.evidence(survey);
        if evidence.weight > best.1.weight {
            best = (reader, evidence);
        }
    }
    let forced = genre.filter(|_| best.0.genre().is_some());
    match forced.and_then(|genre| Some((genre, READERS.iter().find(|reader| reader.genre() == Some(genre))?))) {
        Some((genre, &reader)) => (reader, asked_for(genre)),
        None => (best.0, best.1.reasons),
    }
}

fn asked_for(genre: Genre) -> Vec<String> {
    vec![format!("the genre {} was asked for", genre.name())]
}
