//! Every folder of `tests/pairs` holds two versions of a document and the lines that an editor should read about them; runs of blanks count as one.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use teiscribe::diagnostic::Diagnostic;
use teiscribe::diff::formats::{Concise, File, Report, Status, to_string};
use teiscribe::diff::{Comparison, Kind, Options, canonical, compare, script};
use teiscribe::source::Source;

type Outcome = Result<(), Box<dyn Error>>;

/// A refusal as an error of the test.
#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` hands over")]
fn refused(finding: Box<Diagnostic>) -> Box<dyn Error> {
    finding.message.clone().into()
}

fn source(path: &Path) -> Result<Source, Box<dyn Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(Source::from_bytes(name, fs::read(path)?)?)
}

fn versions(expected: &Path) -> Result<(Source, Source), Box<dyn Error>> {
    let folder = expected.parent().ok_or("a folder")?;
    let file = |stem: &str| -> PathBuf {
        ["xml", "jsonld", "json"].iter().map(|end| folder.join(format!("{stem}.{end}"))).find(|path| path.exists()).unwrap_or_default()
    };
    Ok((source(&file("before"))?, source(&file("after"))?))
}

fn lines(comparison: &Comparison) -> Vec<String> {
    let file = File { old: "before".into(), new: "after".into(), status: Status::Changed, comparison: comparison.clone(), script: None };
    let text = to_string(&Concise, &Report { files: vec![file], single: true, ..Report::default() });
    text.lines().map(folded).collect()
}

fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn reads_as_expected(expected: &Path) -> Outcome {
    let (old, new) = versions(expected)?;
    let found = lines(&compare(&old, &new, &Options::default()).map_err(refused)?);
    let wanted: Vec<String> = fs::read_to_string(expected)?.lines().map(folded).filter(|line| !line.is_empty()).collect();
    if found == wanted { Ok(()) } else { Err(format!("expected\n  {}\nfound\n  {}", wanted.join("\n  "), found.join("\n  ")).into()) }
}

fn mirrors_and_applies(expected: &Path) -> Outcome {
    let (old, new) = versions(expected)?;
    let (there, back) = (compare(&old, &new, &Options::default()).map_err(refused)?, compare(&new, &old, &Options::default()).map_err(refused)?);
    let mirrored: BTreeMap<Kind, usize> = back.counts().into_iter().map(|(kind, count)| (kind.mirrored(), count)).collect();
    if there.counts() != mirrored {
        return Err(format!("there\n  {}\nback\n  {}", lines(&there).join("\n  "), lines(&back).join("\n  ")).into());
    }
    let (before, after) = (canonical(&old).map_err(refused)?, canonical(&new).map_err(refused)?);
    if there.is_empty() != (before == after) {
        return Err(format!("{} changes between\n{before}\nand\n{after}", there.changes.len()).into());
    }
    let edits = script(&old, &new).map_err(refused)?;
    let applied = edits.apply(&old).map_err(refused)? == after && edits.inverted().apply(&new).map_err(refused)? == before;
    if applied { Ok(()) } else { Err("the edit script does not lead to the other version and back".into()) }
}

datatest_stable::harness! {
    { test = reads_as_expected, root = "tests/pairs", pattern = r"/expected$" },
    { test = mirrors_and_applies, root = "tests/pairs", pattern = r"/expected$" },
}
