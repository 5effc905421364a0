//! `tests/documents/transcript`: parsed transcripts that are valid, and those that are not, with their findings locked.

#[path = "common/snapshot.rs"]
mod snapshot;

use std::error::Error;
use std::path::Path;

use teiscribe::report::{Concise, Format as _, Report, Style, Texts};
use teiscribe::source::Source;
use teiscribe::validate::json;

type Outcome = Result<(), Box<dyn Error>>;

/// The findings of a document, one a line with its help.
fn findings(path: &Path) -> Result<String, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let findings = json::transcript(&Source::from_bytes(name, std::fs::read(path)?)?);
    let helps: Vec<String> = findings.iter().map(|finding| finding.help.clone().unwrap_or_default()).collect();
    let mut report = Report::default();
    report.add("", findings, &Texts::default());
    let lines = Concise.render(&report, Style::default());
    let lines = lines.lines().zip(helps).map(|(line, help)| if help.is_empty() { format!("{line}\n") } else { format!("{line}\n  {help}\n") });
    Ok(lines.collect())
}

fn valid(path: &Path) -> Outcome {
    let found = findings(path)?;
    if found.is_empty() { Ok(()) } else { Err(found.into()) }
}

fn invalid(path: &Path) -> Outcome {
    let found = findings(path)?;
    if found.is_empty() {
        return Err("nothing was found".into());
    }
    let case = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    snapshot::assert("documents", "transcript", case, &found);
    Ok(())
}

datatest_stable::harness! {
    { test = valid, root = "tests/documents/transcript/valid", pattern = r"\.json$" },
    { test = invalid, root = "tests/documents/transcript/invalid", pattern = r"\.json$" },
}
