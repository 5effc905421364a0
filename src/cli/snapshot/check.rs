//! `teiscribe snapshot check`: makes all outputs and says what has become of each.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::render::{counted, plural};
use crate::report::{Report, Texts};
use crate::snapshot::{Checked, Corpus, Entry, Mode, Place, State, Trouble, codes};
use crate::source::{Source, Span};

use super::super::Reporting;
use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::progress::Progress;
use super::look::{files, large_groups};
use super::{only_checks, refused};

/// Checks, and leaves pending files unless the run may only check.
pub(super) fn run(corpus: &Corpus, reporting: &Reporting, streams: &mut Streams) -> io::Result<Exit> {
    let mode = if only_checks() { Mode::ReadOnly } else { Mode::Local };
    let progress = Progress::new("sources");
    let checked = corpus.check(mode, &|done, total| progress.tell(done, total, 0));
    progress.end();
    let checked = match checked {
        Ok(checked) => checked,
        Err(findings) => return refused(findings, streams),
    };
    let report = report(&checked, corpus);
    let for_people = matches!(&reporting.format[..], [only] if only.format.name() == "human" && only.file.is_none());
    let written = if for_people {
        streams.out(listed(&checked).as_bytes())?;
        streams.report(&aside(&checked), reporting, false)?
    } else {
        streams.report(&report, reporting, false)?
    };
    for failure in &checked.failures {
        streams.err(&format!("error: {failure}\n"))?;
    }
    streams.err(&summary(&checked, mode))?;
    Ok(written.max(exit(&checked, &report, reporting)))
}

fn exit(checked: &Checked, report: &Report, reporting: &Reporting) -> Exit {
    let fault = checked.troubles.iter().any(|(_, trouble)| matches!(trouble, Trouble::Fault(_)));
    match (fault, checked.troubles.is_empty() && checked.failures.is_empty()) {
        (true, _) => Exit::Fault,
        (false, false) => Exit::Failed,
        (false, true) => Exit::of(&report.findings, reporting),
    }
}

/// For people: groups, then files, at most twenty of each.
fn listed(checked: &Checked) -> String {
    let told: Vec<&Entry> = checked.entries.iter().filter(|entry| entry.state != State::Same).collect();
    let outputs: Vec<_> = told.iter().map(|entry| (&entry.place, entry.state, entry.changes.as_slice())).collect();
    large_groups(&outputs) + &files(&outputs)
}

/// What is to be said besides the state of files.
fn aside(checked: &Checked) -> Report {
    let mut report = Report::default();
    for (input, trouble) in &checked.troubles {
        report.add(input, vec![no_edition(input, trouble)], &Texts::default());
        if let Trouble::Refused(texts, findings) = trouble {
            report.add(input, findings.clone(), &texts.iter().map(AsRef::as_ref).collect());
        }
    }
    report.add("teiscribe.toml", checked.redactions.clone(), &Texts::default());
    report
}

fn no_edition(input: &str, trouble: &Trouble) -> Diagnostic {
    Diagnostic::error(&codes::NO_EDITION, format!("{input} gives no edition: {trouble}")).help(codes::NO_EDITION.remedy)
}

/// Everything, one finding for each file.
fn report(checked: &Checked, corpus: &Corpus) -> Report {
    let mut report = Report::default();
    for entry in &checked.entries {
        report.add(&entry.place.input, finding(entry, corpus).into_iter().collect(), &Texts::default());
    }
    report.findings.extend(aside(checked).findings);
    report
}

fn finding(entry: &Entry, corpus: &Corpus) -> Option<Diagnostic> {
    let Place { input, output } = &entry.place;
    let (code, message): (&'static Code, String) = match entry.state {
        State::Same => return None,
        State::Changed => (&codes::CHANGED, format!("{input}: {} changed, {}", output.name, plural(entry.changes.len(), "change"))),
        State::Damaged => (&codes::DAMAGED, format!("{input}: the accepted {} cannot be read", output.name)),
        State::Missing => (&codes::MISSING, format!("{input}: {} was never accepted", output.name)),
        State::Obsolete => (&codes::OBSOLETE, format!("{input}: nothing makes its {} any more", output.name)),
        State::Form => (&codes::FORM, format!("{input}: the accepted {} has another form", output.name)),
    };
    let message = entry.changes.iter().fold(message, |message, change| message + "\n" + &change.line);
    let finding = if entry.state == State::Form { Diagnostic::info(code, message) } else { Diagnostic::error(code, message) };
    Some(at_file(finding.help(code.remedy), entry, &corpus.root))
}

/// The finding at the first character of the accepted file, or of the source where there is none.
fn at_file(finding: Diagnostic, entry: &Entry, root: &Path) -> Diagnostic {
    let path = if entry.state == State::Missing { root.join(&entry.place.input) } else { entry.place.accepted(root) };
    let path = path.strip_prefix(".").unwrap_or(&path).to_string_lossy().into_owned();
    finding.at(&Source::from_text(&path, ""), Span::default())
}

/// The last lines, on standard error.
fn summary(checked: &Checked, mode: Mode) -> String {
    let states = [State::Same, State::Changed, State::Missing, State::Obsolete, State::Form, State::Damaged];
    let parts = states.iter().filter_map(|&state| {
        let count = checked.count(state);
        (count > 0 || !matches!(state, State::Damaged)).then(|| format!("{count} {}", state.name()))
    });
    let mut text = format!("{}: {}\n", plural(checked.sources, "source"), parts.collect::<Vec<_>>().join(", "));
    if !checked.troubles.is_empty() {
        let _ = writeln!(text, "{} no edition", counted(checked.troubles.len(), "source gives", "sources give"));
    }
    let waits = checked.count(State::Changed) + checked.count(State::Missing) + checked.count(State::Damaged) > 0;
    match mode {
        Mode::ReadOnly => text.push_str("CI is set: nothing was written\n"),
        Mode::Local if waits => text.push_str("decide with `teiscribe snapshot review` or `teiscribe snapshot accept`\n"),
        Mode::Local => {}
    }
    if checked.count(State::Obsolete) > 0 {
        text.push_str("delete what is obsolete with `teiscribe snapshot prune`\n");
    }
    text
}
