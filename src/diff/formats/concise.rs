//! One line a change: `~ speaker    u#u2  "#khrushchev" -> "#kardelj"`.

use std::fmt;

use super::{Format, Report, Status};
use crate::diff::Change;

/// One line a change.
pub struct Concise;

impl Format for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        for file in report.told() {
            match file.status {
                Status::Added => writeln!(out, "+ file       {}", file.new)?,
                Status::Removed => writeln!(out, "- file       {}", file.old)?,
                Status::Renamed => writeln!(out, "> file       {} -> {}", file.old, file.new)?,
                Status::Changed => {}
            }
            for change in &file.comparison.changes {
                if !report.single {
                    write!(out, "{}: ", file.name())?;
                }
                writeln!(out, "{}", line(change))?;
            }
        }
        report.not_compared.iter().try_for_each(|name| writeln!(out, "= file       {name}  not compared"))
    }
}

/// A change on one line.
pub(super) fn line(change: &Change) -> String {
    format!("{} {:<10} {}  {}", change.sigil.character(), change.kind.name(), change.block, change.detail)
}
