//! For pull requests: a table of files, the changes of each folded below, capped with a count.

use std::fmt;

use super::{File, Format, Report, Status, concise};
use crate::diff::Change;
use crate::render::plural;
use crate::render::words::one_line;

/// Markdown.
pub(super) struct Markdown;

/// Changes that are shown of a file, and files that are shown.
const CHANGES: usize = 50;
const FILES: usize = 50;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        let files = report.told();
        writeln!(out, "**{}**", headline(report, &files))?;
        if !files.is_empty() {
            out.write_str("\n| file | changes |\n|---|---|\n")?;
        }
        for file in files.iter().take(FILES) {
            writeln!(out, "| {} | {} |", code(&called(file)), counts(file))?;
        }
        more(files.len(), FILES, "files", out)?;
        files.iter().take(FILES).filter(|file| !file.comparison.is_empty()).try_for_each(|file| details(file, out))?;
        listed("could not be compared", report.failures.iter().map(|failure| &failure.reason), out)?;
        listed("not compared, being neither XML nor JSON", report.not_compared.iter(), out)
    }
}

fn headline(report: &Report, files: &[&File]) -> String {
    let changes: usize = files.iter().map(|file| file.comparison.changes.len()).sum();
    match files {
        [] => "Nothing changed".to_owned(),
        [_] if report.single => plural(changes, "change"),
        _ => format!("{} in {}", plural(changes, "change"), plural(files.len(), "document")),
    }
}

fn listed<'r>(what: &str, names: impl ExactSizeIterator<Item = &'r String>, out: &mut dyn fmt::Write) -> fmt::Result {
    let count = names.len();
    if count == 0 {
        return Ok(());
    }
    writeln!(out, "\n**{} {what}**\n", plural(count, "file"))?;
    for name in names.take(FILES) {
        writeln!(out, "- {}", code(name))?;
    }
    more(count, FILES, "files", out)
}

fn details(file: &File, out: &mut dyn fmt::Write) -> fmt::Result {
    writeln!(out, "\n<details><summary>{}</summary>\n", escaped(file.name()))?;
    for change in file.comparison.changes.iter().take(CHANGES) {
        writeln!(out, "- {}{}", code(&concise::line(change)), line_of(change))?;
    }
    more(file.comparison.changes.len(), CHANGES, "changes", out)?;
    out.write_str("\n</details>\n")
}

fn more(all: usize, shown: usize, what: &str, out: &mut dyn fmt::Write) -> fmt::Result {
    if all > shown { writeln!(out, "\n… and {} more {what}", all - shown) } else { Ok(()) }
}

fn called(file: &File) -> String {
    if file.status == Status::Renamed { format!("{} -> {}", file.old, file.new) } else { file.name().to_owned() }
}

fn counts(file: &File) -> String {
    let status = match file.status {
        Status::Changed => None,
        Status::Added => Some("new".to_owned()),
        Status::Removed => Some("deleted".to_owned()),
        Status::Renamed => Some("renamed".to_owned()),
    };
    let kinds = file.comparison.counts().into_iter().map(|(kind, count)| format!("{count} {}", kind.name()));
    status.into_iter().chain(kinds).collect::<Vec<_>>().join(", ")
}

fn line_of(change: &Change) -> String {
    change.new.or(change.old).map_or(String::new(), |place| format!(" (line {})", place.start.line))
}

/// A text as code, in more backticks than it holds; a table's bar is escaped.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", one_line(text).replace('|', "\\|"))
}

fn escaped(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;")
}
