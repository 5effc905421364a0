//! How an edition is made of a source: the options that `convert`, `decisions from` and `review` share, and their settings.
//!
//! `--genre minutes --authority people.toml --base https://example.org/transcripts/`

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};

use crate::annotate::Knowledge;
use crate::convert::Request;
use crate::model::Genre;
use crate::write::jsonld::is_document_iri;
use crate::write::{Options, Writer};

use super::knowledge;

/// What makes an edition of a source, beside the source.
#[derive(Debug, Args)]
pub(super) struct Making {
    /// Genre, where you know better than the evidence
    #[arg(long, value_parser = PossibleValuesParser::new(GENRES.iter().map(|genre| genre.name())))]
    genre: Option<String>,
    /// IRI under which the editions will stand; without it a document is a `urn:uuid:` made from its digest
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Publisher of the edition
    #[arg(long)]
    publisher: Option<String>,
    /// Licence of the edition
    #[arg(long)]
    licence: Option<String>,
    /// TEI of a previous edition, whose ids are kept; for one source
    #[arg(long, value_name = "TEI")]
    ids_from: Option<PathBuf>,
    /// Preferred names, ids, forms, roles and addresses of people, organisations and places: TOML as `--register` writes it, or a TEI list
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// Write page furniture to the TEI's `back` as well
    #[arg(long)]
    keep_furniture: bool,
    /// Write what an editor should look at into the TEI, as `note type="query"`
    #[arg(long)]
    queries: bool,
}

const GENRES: &[Genre] = &[Genre::Reported, Genre::Minutes, Genre::Interview];

impl Making {
    /// Whether the option `--name` is one of them.
    pub(super) fn has(name: &str) -> bool {
        Self::augment_args(Command::new("")).get_arguments().any(|option| option.get_long() == Some(name))
    }

    /// What is asked of the conversion of each of `sources` sources into the formats of `writers`.
    ///
    /// # Errors
    /// Why the command line makes no sense.
    pub(super) fn request(&self, writers: Vec<&'static dyn Writer>, sources: usize) -> Result<Request, String> {
        if let Some(base) = self.base.as_deref().filter(|base| !is_document_iri(base)) {
            return Err(format!("--base `{base}` is no absolute IRI without a fragment, such as https://example.org/transcripts/"));
        }
        let options = Options {
            base: self.base.clone(),
            keep_furniture: self.keep_furniture,
            queries: self.queries,
            date: date_of_run(std::env::var("SOURCE_DATE_EPOCH").ok().as_deref())?,
        };
        let authority = self.authority.as_deref().map(knowledge::authority).transpose()?.unwrap_or_default();
        Ok(Request {
            writers,
            genre: GENRES.iter().copied().find(|genre| self.genre.as_deref() == Some(genre.name())),
            knowledge: Knowledge { authority },
            publisher: self.publisher.clone(),
            licence: self.licence.clone(),
            previous: self.ids_from.as_deref().map(|path| knowledge::previous(path, sources)).transpose()?,
            options,
        })
    }
}

/// `SOURCE_DATE_EPOCH` (seconds since 1970) as a day; no clock is read.
fn date_of_run(seconds: Option<&str>) -> Result<Option<String>, String> {
    let Some(seconds) = seconds.filter(|seconds| !seconds.is_empty()) else { return Ok(None) };
    let wrong = || format!("SOURCE_DATE_EPOCH is `{seconds}`, not a number of seconds");
    let days = seconds.parse::<u32>().map_err(|_| wrong())? / 86_400;
    Ok(Some(civil_date(days)))
}

/// A day counted from 1970-01-01, in the Gregorian calendar.
fn civil_date(mut days: u32) -> String {
    let mut year = 1970;
    let length = |year: i32| if crate::model::days_in_month(year, 2) == Some(29) { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let mut month = 1;
    while let Some(length) = crate::model::days_in_month(year, month).filter(|&length| days >= u32::from(length)) {
        days -= u32::from(length);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_the_run_comes_from_the_environment_alone() {
        assert_eq!(date_of_run(None), Ok(None));
        assert_eq!(date_of_run(Some("0")), Ok(Some("1970-01-01".to_owned())));
        assert_eq!(date_of_run(Some("951782400")), Ok(Some("2000-02-29".to_owned())));
        assert_eq!(date_of_run(Some("1798675199")), Ok(Some("2026-12-30".to_owned())));
        assert!(date_of_run(Some("today")).is_err());
    }
}
