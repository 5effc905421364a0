//! The outputs of a corpus, locked: made anew, compared with what was accepted, and decided upon.
//!
//! ```text
//! teiscribe.toml                          [snapshot] inputs = "src/**/*.txt"  outputs = ["tei", "jsonld", "findings"]
//! snapshots/src/talk.txt/tei.xml          accepted, committed, in canonical form, nothing before or behind it
//! snapshots/src/talk.txt/tei.xml.new      pending, ignored by git
//! ```
//!
//! [`Corpus::check`] makes and compares; [`Corpus::pending`] gives what waits for a decision, [`Session`] decides on it
//! step by step, and [`carry_out`] does what was decided, each file by one renaming.

mod check;
mod choice;
pub mod codes;
mod compare;
mod decisions;
mod discover;
mod groups;
mod make;
mod output;
mod page;
mod pending;
mod place;
mod prune;
mod redact;
mod session;
mod store;

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::convert::Request;
use crate::diagnostic::{Diagnostic, nearest};
use crate::write::WRITERS;

pub use check::{Checked, Entry, Mode, State};
pub use choice::{Choice, Chosen, Decision, carry_out, choose};
pub use compare::Change;
pub use decisions::Decisions;
pub use groups::{Group, groups};
pub use make::Trouble;
pub use output::{FINDINGS, Kind, OUTPUTS, Output};
pub use page::page;
pub use pending::{Pending, Versions};
pub use place::{FOLDER, PENDING, Place};
pub use redact::Redaction;
pub use session::Session;

/// A corpus whose outputs are locked.
pub struct Corpus {
    /// The folder of the settings, which holds the sources and the locked outputs.
    pub root: PathBuf,
    /// Patterns of the sources, seen from there.
    pub inputs: Vec<String>,
    /// The outputs of each source, in the order of [`OUTPUTS`].
    pub outputs: Vec<&'static Output>,
    /// Values that may differ from run to run.
    pub redactions: Vec<Redaction>,
    /// How sources are converted.
    pub request: Request,
}

/// The outputs that are locked where the settings name none.
const USUAL: &[&str] = &["tei", FINDINGS];

impl Corpus {
    /// The corpus of the settings.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn new(
        root: PathBuf,
        inputs: Vec<String>,
        outputs: &[String],
        redactions: &[Map<String, Value>],
        request: Request,
    ) -> Result<Self, Vec<Diagnostic>> {
        let usual: Vec<String> = USUAL.iter().map(|&name| name.to_owned()).collect();
        let named = if outputs.is_empty() { &usual } else { outputs };
        let (redactions, faults): (Vec<_>, Vec<_>) = redactions.iter().map(Redaction::new).partition(Result::is_ok);
        let mut faults: Vec<Diagnostic> = faults.into_iter().filter_map(Result::err).map(|fault| *fault).collect();
        faults.extend(named.iter().filter(|name| Output::named(name).is_none()).map(|name| unknown(name)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let wanted = |name: &str| named.iter().any(|wanted| wanted == name);
        let outputs = OUTPUTS.iter().filter(|output| wanted(output.name)).collect();
        let writers = WRITERS.iter().copied().filter(|writer| wanted(writer.format())).collect();
        let redactions = redactions.into_iter().filter_map(Result::ok).collect();
        Ok(Self { root, inputs, outputs, redactions, request: Request { writers, ..request } })
    }

    /// The sources, in order.
    ///
    /// # Errors
    /// What is wrong with the patterns; one that matches nothing is an error.
    pub fn sources(&self) -> Result<Vec<String>, Vec<Diagnostic>> {
        discover::discover(&self.root, &self.inputs)
    }
}

fn unknown(name: &str) -> Diagnostic {
    let finding = Diagnostic::error(&codes::SETTINGS, format!("there is no output `{name}`"));
    match nearest(name, OUTPUTS.iter().map(|output| output.name)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(OUTPUTS.iter().map(|output| output.name).collect::<Vec<_>>().join(", ")),
    }
}
