//! Decisions taken on the page of `review --html`, as the file it saves:
//!
//! ```json
//! {"version": 1, "decisions": [{"snapshot": "src/talk.txt/tei.xml", "accepted": "9f…", "pending": "31…", "decision": "accept"}]}
//! ```
//!
//! `accepted` and `pending` are the SHA-256 of what was looked at; `accepted` is null where nothing was accepted.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::sha256;

use super::choice::Decision;
use super::codes::{DECISIONS, STALE_DECISIONS};
use super::pending::Versions;
use super::place::Place;
use super::{Corpus, store};

/// A file of decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    version: u8,
    decisions: Vec<Decided>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Decided {
    snapshot: String,
    #[serde(flatten)]
    seen: Seen,
    decision: Word,
}

/// Digests of the versions that were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    pub accepted: Option<String>,
    pub pending: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accept,
    Reject,
}

impl Seen {
    /// The digests of two versions.
    pub(super) fn of(versions: &Versions) -> Self {
        Self { accepted: versions.accepted.as_deref().map(digest), pending: versions.pending.as_deref().map(digest) }
    }
}

/// Of the text with LF line ends, so that a checkout with CR LF is no other version.
fn digest(text: &str) -> String {
    sha256(text.replace("\r\n", "\n").as_bytes())
}

/// What is to be done with which output; or one finding for each stale decision.
pub type Planned = Result<Vec<(Place, Decision)>, Vec<Diagnostic>>;

impl Decisions {
    /// Reads a file of decisions.
    ///
    /// # Errors
    /// It is none.
    pub fn read(text: &str) -> Result<Self, Box<Diagnostic>> {
        let wrong = |reason: String| Box::new(Diagnostic::error(&DECISIONS, format!("the file holds no decisions: {reason}")).help(DECISIONS.remedy));
        let read: Self = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if read.version == 1 { Ok(read) } else { Err(wrong(format!("its version is {}, and 1 is known", read.version))) }
    }

    /// What is to be done, if every decision was taken on what lies on the disk now.
    ///
    /// # Errors
    /// A file cannot be read; or the decisions that are stale, one finding each.
    pub fn for_corpus(&self, corpus: &Corpus) -> Result<Planned, Error> {
        let waiting: BTreeSet<Place> = store::Stored::read(&corpus.root)?.pending.into_iter().collect();
        let (mut plan, mut stale) = (Vec::new(), Vec::new());
        for decided in &self.decisions {
            let place = Place::of_file(&decided.snapshot).map(|(place, _)| place).filter(|place| waiting.contains(place));
            match place {
                Some(place) if Seen::of(&Versions::read(&place, &corpus.root)?) == decided.seen => plan.push((place, decided.decision.into())),
                _ => stale.push(decided.stale()),
            }
        }
        Ok(if stale.is_empty() { Ok(plan) } else { Err(stale) })
    }
}

impl Decided {
    fn stale(&self) -> Diagnostic {
        let message = format!("{}: it is not what the decision was taken on", self.snapshot);
        Diagnostic::error(&STALE_DECISIONS, message).help(STALE_DECISIONS.remedy)
    }
}

impl From<Word> for Decision {
    fn from(word: Word) -> Self {
        match word {
            Word::Accept => Self::Accept,
            Word::Reject => Self::Reject,
        }
    }
}
