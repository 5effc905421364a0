//! Patterns such as `src/**/*.txt` into the sources of a corpus, in one order whatever the machine.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use crate::convert::is_of_decisions;
use crate::diagnostic::Diagnostic;

use super::codes::{NO_INPUT, SETTINGS};
use super::place::FOLDER;

/// What ignore files of the tool's own are called.
const IGNORE_FILE: &str = ".teiscribeignore";

/// The sources below `root` that a pattern names, sorted, with `/` between folders.
///
/// Ignore files hold; the folder of locked outputs is never looked into.
///
/// # Errors
/// A pattern that is none, one that matches nothing, a folder that cannot be read.
pub(super) fn discover(root: &Path, patterns: &[String]) -> Result<Vec<String>, Vec<Diagnostic>> {
    if patterns.is_empty() {
        return Err(vec![Diagnostic::error(&NO_INPUT, "`[snapshot]` names no `inputs`").help("write inputs = \"src/**/*.txt\" in teiscribe.toml")]);
    }
    let (matchers, faults) = compiled(patterns);
    if !faults.is_empty() {
        return Err(faults);
    }
    let files = files(root)?;
    let idle = matchers.iter().zip(patterns).filter(|(matcher, _)| !files.iter().any(|file| matcher.is_match(file)));
    let idle: Vec<Diagnostic> = idle.map(|(_, pattern)| no_input(pattern)).collect();
    if !idle.is_empty() {
        return Err(idle);
    }
    // Decisions lie beside their sources and are none.
    let is_source = |file: &String| matchers.iter().any(|matcher| matcher.is_match(file)) && !is_of_decisions(file);
    Ok(files.into_iter().filter(is_source).collect())
}

fn no_input(pattern: &str) -> Diagnostic {
    Diagnostic::error(&NO_INPUT, format!("`{pattern}` matches no file")).help(NO_INPUT.remedy)
}

fn compiled(patterns: &[String]) -> (Vec<GlobMatcher>, Vec<Diagnostic>) {
    let (mut matchers, mut faults) = (Vec::new(), Vec::new());
    for pattern in patterns {
        match glob(pattern) {
            Ok(glob) => matchers.push(glob.compile_matcher()),
            Err(reason) => faults.push(Diagnostic::error(&SETTINGS, format!("the pattern `{pattern}` of `inputs` {reason}")).help(NO_INPUT.remedy)),
        }
    }
    (matchers, faults)
}

/// `*` stays within a folder; what leads out of the corpus is refused, since its outputs would have no place.
fn glob(pattern: &str) -> Result<Glob, String> {
    let inner = pattern.strip_prefix("./").unwrap_or(pattern);
    if inner.starts_with('/') || inner.split('/').any(|step| step == "..") {
        return Err("leads out of the folder of teiscribe.toml".to_owned());
    }
    GlobBuilder::new(inner).literal_separator(true).build().map_err(|error| format!("is none: {}", error.kind()))
}

fn files(root: &Path) -> Result<Vec<String>, Vec<Diagnostic>> {
    let snapshots = root.join(FOLDER);
    let mut builder = WalkBuilder::new(root);
    builder.require_git(false).git_global(false).add_custom_ignore_filename(IGNORE_FILE);
    builder.filter_entry(move |entry| entry.path() != snapshots);
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => files.extend(relative(root, entry.path())),
            Ok(_) => {}
            Err(error) => faults.push(Diagnostic::error(&NO_INPUT, error.to_string())),
        }
    }
    files.sort_unstable();
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// The path below `root` with `/` between folders.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let steps = path.strip_prefix(root).ok()?.iter().map(|step| step.to_string_lossy());
    Some(steps.collect::<Vec<_>>().join("/"))
}
