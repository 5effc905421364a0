//! Lists of those present: as bullets, as lines, in two columns, or as one paragraph; nested by delegation.
//!
//! ```text
//! PARTICIPANTS:                     Present: Cdes. Adams, Brown.
//! Upper Valley                      Upper Valley          Lower Valley
//! - The President                   Mr. Adams             Mr. Cole
//! ```

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::model::{BlockKind, EntityId, ListKind, Part};
use crate::read::people;
use crate::read::units::Unit;
use crate::source::Span;

use super::shape::{self, COLUMN, Label, Shape};
use super::sheet::Sheet;

/// Longest entry of a list, in bytes, that is no paragraph.
const ENTRY: usize = 200;

/// One past the last unit of the list whose label is the unit `at`.
pub(in crate::read) fn extent(text: &str, units: &[Unit], at: usize, language: &Language, is_turn: &dyn Fn(usize) -> bool) -> usize {
    let Shape::Field(label) = shape::of(text, units[at].span, language) else { return at + 1 };
    if label.role == FieldRole::Attendant {
        return at + 1;
    }
    let end = (at + 1..units.len()).find(|&index| is_turn(index)).unwrap_or(units.len());
    let list = List { text, units: &units[..end], language, first: at + 1, inline: (!label.value.is_empty()).then_some(label.value) };
    (at + 1..end).find(|&index| !list.goes_on(index)).unwrap_or(end)
}

struct List<'t> {
    text: &'t str,
    units: &'t [Unit],
    language: &'t Language,
    first: usize,
    /// What stands on the line of the label.
    inline: Option<Span>,
}

impl List<'_> {
    fn line(&self, index: usize) -> &str {
        &self.text[self.units[index].span.range()]
    }

    fn goes_on(&self, index: usize) -> bool {
        let line = self.line(index);
        let shape = shape::of(self.text, self.units[index].span, self.language);
        if matches!(shape, Shape::Field(_)) {
            return false;
        }
        if is_bullet(line) {
            return self.counts_on(index);
        }
        if line.contains(COLUMN) || line.contains('\t') {
            return true;
        }
        if !matches!(shape, Shape::Heading | Shape::Prose) {
            return false;
        }
        if index == self.first && self.inline.is_none() {
            return line.len() < 2_000;
        }
        line.len() <= ENTRY && self.continues(index, line)
    }

    /// Whether an entry with a bullet or number carries on the list: behind such an entry by the next number, else below the label or the
    /// head of a side. Below names without bullets, or with a number that begins anew, it opens an agenda.
    fn counts_on(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).filter(|&before| before >= self.first) else { return true };
        if is_bullet(self.line(before)) {
            return number(self.line(before)).is_none_or(|last| number(self.line(index)).is_none_or(|next| next > last));
        }
        let below_names = before > self.first && !is_bullet(self.line(before - 1)) && !self.line(before).ends_with(':');
        let apart = self.units[index].gap > self.units[before].gap && !self.is_spaced_out();
        !below_names && !apart && is_head(self.text, self.units, before, self.language)
    }

    fn continues(&self, index: usize, line: &str) -> bool {
        let before = if index == self.first { self.inline.map_or("", |span| &self.text[span.range()]) } else { self.line(index - 1) };
        if before.ends_with([',', ';']) || before.ends_with(':') && before.len() < 60 {
            return true;
        }
        if self.is_spaced_out() && self.is_entry_or_head(index) {
            return true;
        }
        if before.ends_with('.') != line.ends_with('.') && !line.ends_with(':') || line.ends_with(['?', '!']) {
            return false;
        }
        let close = self.units[index].gap == 0;
        let grouped = close || self.is_spaced_out() || self.units.get(index + 1).is_some_and(|next| next.gap == 0);
        let person = people::looks_like_entry(line, self.language);
        (self.inline.is_none() || close || line.ends_with(':')) && (close && !line.ends_with('.') || grouped && (person || line.ends_with(':')))
            || grouped && !close && self.inline.is_none() && is_head(self.text, self.units, index, self.language)
    }

    /// Whether a line names somebody, or is the head over those who do, in a list with a blank line between any two entries.
    fn is_entry_or_head(&self, index: usize) -> bool {
        let line = self.line(index);
        let sentence = line.ends_with(['?', '!', ':']) || shape::is_prose(line);
        !sentence && (people::looks_like_entry(line, self.language) || is_shouted_head(self.text, self.units, index, self.language))
    }

    /// Whether the list prints a blank line between any two entries.
    fn is_spaced_out(&self) -> bool {
        self.units.get(self.first).is_some_and(|first| first.gap > 0) && self.inline.is_none()
    }
}

fn is_bullet(line: &str) -> bool {
    bullet(line) > 0
}

/// Length of the bullet or number with which an entry begins, blanks behind it included.
pub(in crate::read) fn bullet(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let length = match first {
        '-' | '•' | '*' | '·' | '–' | '—' | '▪' | '◦' | '●' | '‣' => first.len_utf8(),
        _ if first.is_ascii_digit() => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 2 || !line[digits..].starts_with(['.', ')']) {
                return 0;
            }
            digits + 1
        }
        _ => return 0,
    };
    let rest = &line[length..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks > 0 { length + blanks } else { 0 }
}

/// The number with which an entry begins.
pub(in crate::read) fn number(line: &str) -> Option<u32> {
    line[..line.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
}

/// Whether an entry is the head over the people of one side.
fn is_head(text: &str, units: &[Unit], index: usize, language: &Language) -> bool {
    let line = &text[units[index].span.range()];
    if is_bullet(line) || line.len() > 80 || line.contains(COLUMN) || line.contains('\t') {
        return false;
    }
    if line.ends_with(':') {
        return true;
    }
    let Some(next) = units.get(index + 1) else { return false };
    if is_shouted_head(text, units, index, language) {
        return true;
    }
    let below = &text[next.span.range()];
    let person = people::looks_like_entry(line, language);
    let opens = is_bullet(below) || next.indent > units[index].indent;
    !person && (opens || people::looks_like_entry(below, language) && next.gap == 0 && (units[index].gap > 0 || index > 0))
}

/// Whether a line in capitals is the head over the people of one side, who are not printed so.
fn is_shouted_head(text: &str, units: &[Unit], index: usize, language: &Language) -> bool {
    let line = &text[units[index].span.range()];
    let shouted = |line: &str| !line.contains(char::is_lowercase) && line.chars().filter(|letter| letter.is_alphabetic()).count() > 3;
    let Some(below) = units.get(index + 1).map(|next| &text[next.span.range()]) else { return false };
    let names = people::looks_like_entry(below, language) || people::names_somebody(below, language);
    line.len() <= 80 && shouted(line) && !shouted(below) && names && !shape::is_prose(below) && !people::looks_like_entry(line, language)
}

/// Reads the list whose label is `label` and whose entries are `units`.
pub(super) fn read(sheet: &mut Sheet<'_>, label: Label, units: &[Unit]) {
    debug_assert!(label.role.lists_people());
    sheet.block(label.span, BlockKind::ListHead(ListKind::Participants));
    if label.role == FieldRole::Attendant {
        return attendant(sheet, label);
    }
    if !label.value.is_empty() {
        entry(sheet, label.value, None);
    }
    let mut delegation = None;
    let mut columns: Vec<Option<EntityId>> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let cells = cells(sheet.text(), unit.span);
        if let [head, entries @ ..] = &cells[..]
            && !entries.is_empty()
            && sheet.slice(*head).ends_with(':')
        {
            sheet.block(*head, BlockKind::ListHead(ListKind::Participants));
            delegation = side(sheet, *head);
            for &cell in entries {
                entry(sheet, cell, delegation);
            }
        } else if cells.len() > 1 {
            row(sheet, &cells, &mut columns);
        } else if is_head(sheet.text(), units, index, sheet.language()) {
            sheet.block(unit.span, BlockKind::ListHead(ListKind::Participants));
            delegation = side(sheet, unit.span);
        } else {
            entry(sheet, unit.span, delegation);
        }
    }
}

/// Who held an office at the meeting: "Chairman: Jan van der Berg (Netherlands)".
fn attendant(sheet: &mut Sheet<'_>, label: Label) {
    sheet.block(label.value, BlockKind::ListItem(ListKind::Participants));
    let office = sheet.slice(label.span).trim_end_matches(':').trim_end().to_owned();
    let folded = shape::fold(&office);
    let (chairs, names_no_office) = (sheet.language().talk.chairs(&folded), sheet.language().page.attends_without_colon(&folded));
    for id in people::enter_listed(sheet, label.value, None) {
        let entity = sheet.transcript.register.get_mut(id);
        if !names_no_office {
            entity.roles.insert(office.clone());
        }
        entity.part = entity.part.or(chairs.then_some(Part::Chair));
    }
}

/// The cells of a line in columns.
fn cells(text: &str, span: Span) -> Vec<Span> {
    let line = &text[span.range()];
    let mut cells = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let rest = &line[start..];
        let length = rest.find(COLUMN).into_iter().chain(rest.find('\t')).min().unwrap_or(rest.len());
        cells.push(Span::new(span.start + start, span.start + start + length));
        start += length;
        start += line[start..].len() - line[start..].trim_start().len();
    }
    cells
}

/// A line in columns: the first one may hold the heads.
fn row(sheet: &mut Sheet<'_>, cells: &[Span], columns: &mut Vec<Option<EntityId>>) {
    let heads = columns.is_empty() && cells.iter().all(|&cell| !people::looks_like_entry(sheet.slice(cell), sheet.language()));
    for (index, &cell) in cells.iter().enumerate() {
        if heads {
            sheet.block(cell, BlockKind::ListItem(ListKind::Participants));
            let side = side(sheet, cell);
            columns.push(side);
        } else {
            entry(sheet, cell, columns.get(index).copied().flatten());
        }
    }
    if columns.is_empty() {
        columns.resize(cells.len(), None);
    }
}

/// The delegation that a head names; `None` for a head that names no side.
fn side(sheet: &mut Sheet<'_>, span: Span) -> Option<EntityId> {
    let printed = sheet.slice(span).trim_end_matches(':').trim_end();
    let words = shape::fold(printed);
    let generic = words.split(' ').all(|word| sheet.language().talk.is_side(word) || sheet.language().talk.may_stand_in_label(word));
    if generic || printed.is_empty() {
        return None;
    }
    let named = without_preposition(printed, sheet.language());
    Some(people::enter_side(sheet, named, span))
}

/// The name of a side behind "From the", "For".
fn without_preposition<'t>(printed: &'t str, language: &Language) -> &'t str {
    let mut named = printed;
    while let Some((word, rest)) = named.split_once(' ').filter(|(word, _)| {
        let word = word.to_lowercase();
        let preposition = language.talk.is_side(&word) && language.talk.may_stand_in_label(&word);
        preposition || named.len() < printed.len() && language.page.title.articles.contains(&word)
    }) {
        debug_assert!(!word.is_empty());
        named = rest.trim_start();
    }
    named
}

/// An entry: its bullet is furniture, its people go to the register.
fn entry(sheet: &mut Sheet<'_>, span: Span, delegation: Option<EntityId>) {
    let length = bullet(sheet.slice(span));
    sheet.furniture(Span::new(span.start, span.start + length));
    let span = Span::new(span.start + length, span.end);
    sheet.block(span, BlockKind::ListItem(ListKind::Participants));
    people::enter_listed(sheet, span, delegation);
}
