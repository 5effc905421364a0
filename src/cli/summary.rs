//! What `convert` tells an editor at its end: what the document is, what was found, what was proved, where the files are.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::annotate::decisions::Applied;
use crate::convert::proof::thousands;
use crate::convert::{Converted, SpeakerCount};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::{counted, plural};
use crate::report::Finding;

/// Speakers that are listed one by one.
const SPEAKERS: usize = 12;

/// The summary of one edition, ending in an empty line.
pub(super) fn of(input: &Path, converted: &Converted, findings: &[Finding], written: &[PathBuf]) -> String {
    let mut text = format!("{}\n", input.display());
    row(&mut text, "genre", &genre(converted));
    row(&mut text, "speech", &speech(&converted.summary.speakers));
    row(
        &mut text,
        "names",
        &joined(converted.summary.names.iter().map(|&(what, entries, mentions)| format!("{entries} {what} ({mentions} mentions)"))),
    );
    row(&mut text, "marked", &joined(converted.summary.values.iter().map(|&(what, count)| format!("{count} {what}"))));
    row(&mut text, "brackets", &joined(converted.summary.brackets.iter().map(|&(what, count)| format!("{count} {what}"))));
    row(&mut text, "decided", &converted.decided.as_ref().map_or(String::new(), decided));
    row(&mut text, "proof", &converted.proof.to_string());
    row(&mut text, "checked", &converted.checked.join("\n"));
    row(&mut text, "look at", &queries(findings));
    row(&mut text, "written", &joined_lines(written));
    text.push('\n');
    text
}

/// A label in a column of its own; further lines are set under the first.
fn row(text: &mut String, label: &str, value: &str) {
    for (number, line) in value.lines().enumerate() {
        let _ = writeln!(text, "  {:<9} {line}", if number == 0 { label } else { "" });
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn joined_lines(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("\n")
}

fn genre(converted: &Converted) -> String {
    let mut text = converted.transcript.genre.describe().to_owned();
    for reason in &converted.transcript.evidence {
        let _ = write!(text, "\n- {reason}");
    }
    text
}

fn speech(speakers: &[SpeakerCount]) -> String {
    let sum = |part: fn(&SpeakerCount) -> usize| speakers.iter().map(part).sum::<usize>();
    let mut text = quantities(sum(|count| count.direct), sum(|count| count.indirect), sum(|count| count.turns));
    for speaker in speakers.iter().take(SPEAKERS) {
        let _ = write!(text, "\n- {}: {}", speaker.name, quantities(speaker.direct, speaker.indirect, speaker.turns));
    }
    if speakers.len() > SPEAKERS {
        let _ = write!(text, "\n- and {} more speakers", speakers.len() - SPEAKERS);
    }
    text
}

fn quantities(direct: usize, indirect: usize, turns: usize) -> String {
    let parts = [(turns, "turns"), (direct, "direct"), (indirect, "indirect")];
    let parts: Vec<_> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", thousands(*count))).collect();
    if parts.is_empty() { "none found".to_owned() } else { parts.join(", ") }
}

fn decided(applied: &Applied) -> String {
    let parts = [
        (applied.confirmed, "confirmed"),
        (applied.rejected, "rejected"),
        (applied.changed, "changed"),
        (applied.added, "added"),
        (applied.people, "about people"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", thousands(*count))).collect();
    format!("{} of {0} decisions applied: {}", thousands(applied.total()), if parts.is_empty() { "none made".to_owned() } else { parts.join(", ") })
}

fn queries(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "nothing: no query".to_owned();
    }
    let queries: Vec<&Diagnostic> = findings.iter().map(|finding| &finding.diagnostic).filter(|finding| finding.severity > Severity::Info).collect();
    let mut text = format!("{}, {}", counted(queries.len(), "query", "queries"), plural(findings.len() - queries.len(), "remark"));
    for finding in queries {
        let _ = match &finding.place {
            Some(place) => write!(text, "\n- line {}, column {}: {}", place.start.line, place.start.column, finding.message),
            None => write!(text, "\n- {}", finding.message),
        };
    }
    text
}
