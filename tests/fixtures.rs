//! Every folder of `tests/fixtures` holds a source; every output of its edition is locked. `tests/refused` holds what
//! is no document, with the reasons locked.

#[path = "common/snapshot.rs"]
mod snapshot;
#[path = "common/structural.rs"]
mod structural;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use teiscribe::convert::{Refusal, Request, convert};
use teiscribe::diagnostic::Diagnostic;
use teiscribe::report::{Concise, Format as _, Report, Style, Texts};
use teiscribe::source::Source;
use teiscribe::write::WRITERS;

type Outcome = Result<(), Box<dyn Error>>;

fn case_of(path: &Path) -> Result<&str, Box<dyn Error>> {
    path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).ok_or_else(|| "a folder with a name".into())
}

fn source_of(path: &Path) -> Result<Arc<Source>, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(Arc::new(Source::from_bytes(name, std::fs::read(path)?)?))
}

fn concise(findings: Vec<Diagnostic>) -> String {
    let mut report = Report::default();
    report.add("", findings, &Texts::default());
    Concise.render(&report, Style::default())
}

fn edition(path: &Path) -> Outcome {
    let case = case_of(path)?;
    let request = Request { writers: WRITERS.to_vec(), ..Request::default() };
    let converted = convert(source_of(path)?, case, &request).map_err(|refusal| match refusal {
        Refusal::Source(findings) | Refusal::Decisions(_, findings) => format!("refused: {}", concise(findings)),
        Refusal::Fault(fault) => format!("fault: {fault:?}"),
    })?;
    for file in &converted.files {
        let text = std::str::from_utf8(&file.bytes)?;
        if ["tei", "jsonld"].contains(&file.format) {
            tell_what_changed(case, file.format, text);
        }
        snapshot::assert("fixtures", case, file.format, text);
    }
    let mut findings = format!("genre: {}\n", converted.transcript.genre.name());
    for reason in &converted.transcript.evidence {
        writeln!(findings, "  {reason}")?;
    }
    write!(findings, "{}\n{}", converted.proof, concise(converted.transcript.queries))?;
    snapshot::assert("fixtures", case, "findings", &findings);
    Ok(())
}

/// Says in an editor's words what differs from the locked document, before insta shows the lines.
#[expect(clippy::print_stderr, reason = "it belongs to the message of a test that fails next")]
fn tell_what_changed(case: &str, format: &str, text: &str) {
    let locked = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("snapshots/fixtures/{case}/{format}.snap"));
    let changes = structural::report(&locked, text);
    if !changes.is_empty() {
        eprintln!("{case}: what changed in {format}\n{changes}");
    }
}

fn refused(path: &Path) -> Outcome {
    let case = case_of(path)?;
    match convert(source_of(path)?, case, &Request::default()) {
        Err(Refusal::Source(findings)) if !findings.is_empty() => {
            snapshot::assert("refused", case, "findings", &concise(findings));
            Ok(())
        }
        other => Err(format!("not refused with a reason: {other:?}").into()),
    }
}

datatest_stable::harness! {
    { test = edition, root = "tests/fixtures", pattern = r"/source\.(txt|json)$" },
    { test = refused, root = "tests/refused", pattern = r"/source\.[a-z]+$" },
}
