//! One line a change: `~ speaker    u#u2  "#khrushchev" -> "#kardelj"`.

use std::fmt;

use super::{Format, Report, Status};
use crate::diff::Change;
use crate::render::words::one_line;

/// One line a change.
pub struct Concise;

impl Format for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        for file in report.told() {
            match file.status {
                Status::Added => writeln!(out, "+ file       {}", one_line(&file.new))?,
                Status::Removed => writeln!(out, "- file       {}", one_line(&file.old))?,
                Status::Renamed => writeln!(out, "> file       {} -> {}", one_line(&file.old), one_line(&file.new))?,
                Status::Changed => {}
            }
            for change in &file.comparison.changes {
                if !report.single {
                    write!(out, "{}: ", one_line(file.name()))?;
                }
                writeln!(out, "{}", line(change))?;
            }
        }
        report.not_compared.iter().try_for_each(|name| writeln!(out, "= file       {}  not compared", one_line(name)))
    }
}

/// A change on one line.
pub(super) fn line(change: &Change) -> String {
    format!("{} {:<10} {}  {}", change.sigil.character(), change.kind.name(), change.block, change.detail)
}
