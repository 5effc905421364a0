//! JSON-LD files under `tests/documents/jsonld`: the valid ones are clean, of each invalid one the findings are locked.

#[path = "common/snapshot.rs"]
mod snapshot;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use teiscribe::diagnostic::Diagnostic;
use teiscribe::source::Source;
use teiscribe::validate::jsonld;

type Outcome = Result<(), Box<dyn Error>>;

/// All findings, each with its place, its path, its remedy and what is related to it.
fn findings(path: &Path) -> Result<String, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file with a name")?;
    let text = Source::from_bytes("note.txt", std::fs::read(path.with_file_name("../note.txt"))?)?;
    let mut listed = String::new();
    for finding in jsonld::check(&Source::from_bytes(name, std::fs::read(path)?)?, Some(&text)) {
        list(&finding, &mut listed)?;
    }
    Ok(listed)
}

fn list(finding: &Diagnostic, listed: &mut String) -> Outcome {
    let place = finding.place.as_ref().ok_or("a finding without a place")?;
    writeln!(listed, "{}:{} {} {} (in {})", place.start.line, place.start.column, finding.code.id, finding.message, finding.context)?;
    for related in &finding.related {
        writeln!(listed, "  {}:{} {}", related.start.line, related.start.column, related.message)?;
    }
    if let Some(help) = &finding.help {
        writeln!(listed, "  help: {help}")?;
    }
    Ok(())
}

fn valid(path: &Path) -> Outcome {
    match findings(path)? {
        listed if listed.is_empty() => Ok(()),
        listed => Err(listed.into()),
    }
}

fn invalid(path: &Path) -> Outcome {
    let case = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file with a name")?;
    let listed = findings(path)?;
    if listed.is_empty() {
        return Err("nothing was found".into());
    }
    snapshot::assert("documents", "jsonld", case, &listed);
    Ok(())
}

datatest_stable::harness! {
    { test = valid, root = "tests/documents/jsonld/valid", pattern = r"\.jsonld$" },
    { test = invalid, root = "tests/documents/jsonld/invalid", pattern = r"\.jsonld$" },
}
