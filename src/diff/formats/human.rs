//! Each change with its place in both versions; where words changed, the whole text with signs. Colour repeats what the signs say.

use std::fmt;

use super::{File, Format, Report, Status, concise};
use crate::diff::{Change, Kind, Piece, Place, Sigil};
use crate::render::words::{edges, one_line, shortened, visible};

/// For people at a terminal.
pub struct Human;

impl Format for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        for file in report.told() {
            write_file(file, report, out)?;
        }
        report.not_compared.iter().try_for_each(|name| writeln!(out, "{name}: not compared"))
    }
}

fn write_file(file: &File, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
    match file.status {
        Status::Added => writeln!(out, "{}: new file", one_line(&file.new))?,
        Status::Removed => writeln!(out, "{}: deleted", one_line(&file.old))?,
        Status::Renamed => writeln!(out, "{} -> {}: renamed", one_line(&file.old), one_line(&file.new))?,
        Status::Changed if report.single => {}
        Status::Changed => writeln!(out, "{}", one_line(&file.new))?,
    }
    for change in &file.comparison.changes {
        write_change(change, report.colour, out)?;
    }
    let changes = file.comparison.changes.iter().filter(|change| change.sigil != Sigil::Noted).count();
    match changes {
        0 => writeln!(out),
        1 => writeln!(out, "1 change\n"),
        _ => writeln!(out, "{changes} changes\n"),
    }
}

fn write_change(change: &Change, colour: bool, out: &mut dyn fmt::Write) -> fmt::Result {
    let words = !change.words.is_empty() && matches!(change.kind, Kind::Text | Kind::Typography);
    let head = if words { format!("{} {:<10} {}", change.sigil.character(), change.kind.name(), change.block) } else { concise::line(change) };
    writeln!(out, "{}{}", painted(&head, code(change.sigil), colour), places(change))?;
    if words {
        let text: String = change.words.iter().map(|piece| piece_of(piece, colour)).collect();
        writeln!(out, "    {text}")?;
    }
    Ok(())
}

/// `  (line 3 -> line 4)`
fn places(change: &Change) -> String {
    let at = |place: &Place| format!("{}:{}", place.start.line, place.start.column);
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("  ({} -> {})", at(old), at(new)),
        (Some(old), None) => format!("  ({} in the old version)", at(old)),
        (None, Some(new)) => format!("  ({})", at(new)),
        (None, None) => String::new(),
    }
}

fn piece_of(piece: &Piece, colour: bool) -> String {
    let (open, close, code) = match piece {
        Piece::Same(text) => return one_line(&shortened(text)),
        Piece::Removed(_) => ("[-", "-]", "31"),
        Piece::Added(_) => ("{+", "+}", "32"),
    };
    let (before, inside, behind) = edges(piece.text());
    format!("{before}{}{behind}", painted(&format!("{open}{}{close}", one_line(&visible(inside))), code, colour))
}

const fn code(sigil: Sigil) -> &'static str {
    match sigil {
        Sigil::Changed => "33",
        Sigil::Added => "32",
        Sigil::Removed => "31",
        Sigil::Moved => "36",
        Sigil::Noted => "2",
    }
}

fn painted(text: &str, code: &str, colour: bool) -> String {
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
