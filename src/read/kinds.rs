//! What a unit of the document is that begins with no speaker's label: heading, page mark, gap, note of an editor, action, signature.

use crate::language::page::FieldRole;
use crate::language::{Language, archives};
use crate::model::{BlockKind, ListKind};
use crate::source::Span;

use super::brackets;
use super::labels::Labels;
use super::marks;
use super::narration;
use super::page::participants::{bullet, number};
use super::page::shape::{self, fold};
use super::page::sheet::Sheet;
use super::page::zones::Zones;
use super::units::Unit;

/// Longest heading, in bytes and in words.
const HEADING: (usize, usize) = (160, 16);

/// Longest heading with a number before it and a full stop behind it, in words.
const NUMBERED: usize = 9;

/// Units at the end among which a signature is looked for.
const SIGNATURES: usize = 3;

/// Units over which a bracket may reach that is one remark: a stamp of several lines.
const REMARK: usize = 8;

/// The kind of the block that begins with the unit `at`, and how many units it takes.
pub(super) fn of(sheet: &Sheet<'_>, zones: Zones, at: usize, labels: &Labels) -> (BlockKind, usize) {
    let units = sheet.survey.units();
    let line = sheet.slice(units[at].span);
    if let Some(number) = marks::page_line(line, &sheet.language().talk) {
        return (BlockKind::PageMark(number), 1);
    }
    if !line.contains(char::is_alphanumeric) {
        return (if is_dotted(line) { BlockKind::Gap } else { BlockKind::Furniture }, 1);
    }
    if line.starts_with(['[', '('])
        && let Some(found) = remark(sheet, zones, at, labels)
    {
        return found;
    }
    let kind = if is_signature(sheet, zones, at) {
        BlockKind::Signature
    } else if let Some(kind) = agenda(sheet, zones, at) {
        kind
    } else if is_heading(sheet, zones, at, labels) {
        BlockKind::Heading(1)
    } else {
        BlockKind::Paragraph
    };
    (kind, 1)
}

/// A dotted line: something is left out.
fn is_dotted(line: &str) -> bool {
    line.chars().filter(|character| matches!(character, '.' | '…')).count() > 0 && !line.contains(['*', '_', '=', '#'])
}

/// A paragraph in brackets or parentheses, which may stand on several lines.
fn remark(sheet: &Sheet<'_>, zones: Zones, at: usize, labels: &Labels) -> Option<(BlockKind, usize)> {
    let units = &sheet.survey.units()[..zones.foot];
    let start = units[at].span.start;
    let close = brackets::close(sheet.text(), Span::new(start, last_of(units, at).span.end))?;
    let taken = (1..=REMARK).find(|&taken| units.get(at + taken - 1).is_some_and(|unit| unit.span.end >= close))?;
    let end = units[at + taken - 1].span.end;
    let closes_there = sheet.slice(Span::new(close, end)).chars().all(|character| matches!(character, '.' | ' '));
    if !closes_there || (at + 1..at + taken).any(|unit| labels.of_unit(unit).is_some()) {
        return None;
    }
    let kind = brackets::kind(sheet.slice(Span::new(start, close)), sheet.language())?;
    Some((kind, taken))
}

fn last_of(units: &[Unit], at: usize) -> &Unit {
    &units[(at + REMARK).min(units.len()) - 1]
}

/// One of the last lines: "Signed: A. Adams", or a name alone.
fn is_signature(sheet: &Sheet<'_>, zones: Zones, at: usize) -> bool {
    let units = sheet.survey.units();
    if at + SIGNATURES < zones.foot || at == zones.body || units[at].span.len() > 90 {
        return false;
    }
    let line = sheet.slice(units[at].span);
    let attends = |line: &str| shape::label(line, Span::new(0, line.len()), sheet.language()).is_some_and(|label| label.role == FieldRole::Attendant);
    let signed = |line: &str| sheet.language().talk.is_signed(&fold(line)) || attends(line);
    if signed(line) {
        return true;
    }
    let last = units[at..zones.foot].iter().all(|unit| {
        let line = sheet.slice(unit.span);
        unit.span.len() <= 90 && (is_signature_line(line, sheet.language()) || signed(line))
    });
    last && shape::is_prose(sheet.slice(units[at - 1].span)) || last && at > zones.body && is_signature(sheet, zones, at - 1)
}

/// A line of a few words, each with a capital but for the small ones: a name, an office.
fn is_signature_line(line: &str, language: &Language) -> bool {
    let words = line.split_whitespace().filter(|word| !language.talk.may_stand_in_label(word));
    words.clone().count() <= 6 && line.starts_with(char::is_uppercase) && shape::is_name_line(&words.take(5).collect::<Vec<_>>().join(" "))
}

/// The heading "Agenda", or one of the numbered items under it: the next number behind the item before.
fn agenda(sheet: &Sheet<'_>, zones: Zones, at: usize) -> Option<BlockKind> {
    const ITEMS: usize = 40;
    let units = sheet.survey.units();
    let line = |index: usize| sheet.slice(units[index].span);
    let is_head = |index: usize| line(index).len() < 60 && sheet.language().talk.is_agenda(&fold(line(index)));
    let is_item = |index: usize| bullet(line(index)) > 0;
    if is_head(at) && at + 1 < zones.foot && is_item(at + 1) {
        return Some(BlockKind::ListHead(ListKind::Agenda));
    }
    if !is_item(at) {
        return None;
    }
    let head = (zones.body..at).rev().take(ITEMS).find(|&index| !is_item(index)).filter(|&head| is_head(head))?;
    let in_order = (head + 1..at).all(|index| number(line(index)) < number(line(index + 1)) || number(line(index)).is_none());
    in_order.then_some(BlockKind::ListItem(ListKind::Agenda))
}

/// A short line that is no sentence, before a paragraph or a turn.
fn is_heading(sheet: &Sheet<'_>, zones: Zones, at: usize, labels: &Labels) -> bool {
    let units = sheet.survey.units();
    let line = sheet.slice(units[at].span);
    let numbered = line.split([' ', '.']).next().is_some_and(|word| archives::is_shelfmark_word(&word.to_lowercase()));
    if units[at].run_in
        && line.len() <= HEADING.0
        && line.split_whitespace().count() <= NUMBERED
        && !narration::is_in_own_person(line, sheet.language())
    {
        return true;
    }
    if line.len() > HEADING.0 || numbered || !looks_like_heading(line, sheet.language()) {
        return false;
    }
    let Some(next) = units.get(at + 1).filter(|_| at + 1 < zones.foot) else { return false };
    let before_turn = labels.of_unit(at + 1).is_some();
    let before_text = shape::is_prose(sheet.slice(next.span)) && (next.gap > 0 || units[at].gap > 0);
    let after_opening = at > zones.body && sheet.slice(units[at - 1].span).ends_with([':', ',', ';']);
    (before_turn || before_text) && !after_opening
}

fn looks_like_heading(line: &str, language: &Language) -> bool {
    let words = line.split_whitespace().take(HEADING.1 + 1).count();
    let shouted = !line.contains(char::is_lowercase) && line.chars().filter(|character| character.is_alphabetic()).count() > 3;
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    let tape = language.talk.is_tape(&first) && line.contains(|character: char| character.is_ascii_digit()) && words <= 8;
    let begins = line.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit() || matches!(first, '“' | '"' | '«' | '§'));
    let unended = !line.ends_with(['.', '?', '!', '…', ',', ';', ':', '-', '–', '—', '”', '"', '»', ')', ']']);
    let numbered = bullet(line) > 0 && number(line).is_some() && words <= NUMBERED && !line.ends_with(['?', '!', ',', ';', ':']);
    begins && words <= HEADING.1 && (unended || shouted || tape || numbered)
}
