//! People as lists of those present and speakers' labels print them: honorific, name, office.
//!
//! "Mr. Adams, Chairman of the Board", "Secretary Brown", "N.S. COLE" each give one entry of the register.

use crate::language::Language;
use crate::language::names::{Kind, Kinds};
use crate::model::{Entity, EntityId, EntityKind, Part};
use crate::source::Span;

use super::page::shape::fold;
use super::page::sheet::Sheet;

/// A person as printed, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    /// The name without honorific and office; empty for an office alone.
    pub name: String,
    /// Honorifics and offices before the name.
    pub titles: Vec<String>,
    /// The office behind the name.
    pub role: Option<String>,
}

/// Whether a line looks like the entry of a person rather than the head over several.
pub(super) fn looks_like_entry(line: &str, language: &Language) -> bool {
    let first = line.split([',', '(', ';']).next().unwrap_or_default().trim();
    let words: Vec<&str> = first.split_whitespace().collect();
    let Some(word) = words.first() else { return false };
    let titled = is_honorific(word, language) || is_office(first, language);
    let initial = words.iter().any(|word| is_initials(word));
    titled || initial || (line.len() > first.len() && words.len() <= 5 && word.starts_with(char::is_uppercase))
}

/// `M.`, `M.S.`
pub(super) fn is_initials(word: &str) -> bool {
    word.ends_with('.')
        && word.chars().count() <= 6
        && word.split('.').all(|piece| piece.chars().count() <= 1 && piece.chars().all(char::is_uppercase))
}

fn kinds(word: &str, language: &Language) -> Kinds {
    language.names.kinds(&word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase())
}

/// `Mr.`, `Cdes.`, `General`.
pub(super) fn is_honorific(word: &str, language: &Language) -> bool {
    kinds(word, language).any(&[Kind::Honorific, Kind::HonorificPlural])
}

/// Whether the words hold the noun of an office.
fn is_office(words: &str, language: &Language) -> bool {
    words.split_whitespace().any(|word| kinds(word, language).has(Kind::Office))
}

/// Takes apart "Mr. Adams, Chairman of the Board".
pub(super) fn take_apart(printed: &str, language: &Language) -> Printed {
    let mut pieces = printed.splitn(2, [',', '(']);
    let named = pieces.next().unwrap_or_default().trim();
    let role = pieces.next().map(|role| role.trim().trim_end_matches([')', '.', ';']).trim().to_owned()).filter(|role| !role.is_empty());
    let mut titles = Vec::new();
    let mut rest: Vec<&str> = named.trim_end_matches(['.', ';', ':']).split_whitespace().collect();
    if rest.first().is_some_and(|word| matches!(*word, "The" | "THE" | "the")) {
        rest.remove(0);
    }
    let last_title = rest.iter().rposition(|word| is_title(word, language));
    let name_at = last_title.or_else(|| is_short_title(&rest).then_some(0)).map_or(0, |at| at + 1);
    titles.extend(rest.drain(..name_at).map(|word| word.trim_end_matches('.').to_owned()));
    if rest.is_empty() {
        return office_alone(titles, role, language);
    }
    Printed { name: rest.join(" "), titles, role }
}

/// An office without a name, or before it: "The Secretary, Mr. Adams".
fn office_alone(mut titles: Vec<String>, role: Option<String>, language: &Language) -> Printed {
    let person = |role: &String| role.split_whitespace().next().is_some_and(|word| is_honorific(word, language));
    match role {
        Some(named) if person(&named) => {
            let mut printed = take_apart(&named, language);
            titles.append(&mut printed.titles);
            Printed { titles, ..printed }
        }
        role => Printed { name: String::new(), titles, role },
    }
}

/// Whether the first word is an office in two or three capitals: `PM Chou`.
fn is_short_title(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else { return false };
    (2..=3).contains(&first.chars().count()) && first.chars().all(char::is_uppercase) && rest.iter().any(|word| word.contains(char::is_lowercase))
}

/// Whether a word is an honorific or the noun of an office.
pub(super) fn is_title(word: &str, language: &Language) -> bool {
    kinds(word, language).any(&[Kind::Honorific, Kind::HonorificPlural, Kind::Office])
}

/// Enters the people of one entry of a list; "Cdes. Adams, Brown and Cole" are three.
pub(super) fn enter_listed(sheet: &mut Sheet<'_>, span: Span, delegation: Option<EntityId>) {
    let speakers = sheet.survey.labels();
    let speaks = |name: &str| speakers.has_name(name);
    for person in persons(sheet.slice(span), sheet.language(), &speaks) {
        let whole = Span::new(span.start + person.start, span.start + person.end);
        if let Some(id) = enter(sheet, whole) {
            let entity = sheet.transcript.register.get_mut(id);
            entity.present = true;
            entity.delegation = entity.delegation.or(delegation);
        }
    }
}

/// The stretches of an entry that each name one person: semicolons part them; so do commas in a list of bare names.
/// `speaks` tells who has turns of his own.
fn persons(entry: &str, language: &Language, speaks: &dyn Fn(&str) -> bool) -> Vec<std::ops::Range<usize>> {
    let by_semicolon = pieces(entry, &[";"]);
    if by_semicolon.len() > 1 {
        return by_semicolon;
    }
    let by_comma = pieces(entry, &[",", " and ", " und "]);
    let bare = by_comma.iter().all(|range| is_bare_name(without_office(&entry[range.clone()]), language));
    let joined = pieces(entry, &[" and ", " und "]).len() > 1;
    let several = by_comma.len() > 2
        || joined
        || by_comma.len() == 2 && (lists_two(&entry[by_comma[1].clone()], entry, language) || speaks(&entry[by_comma[1].clone()]));
    if bare && several { by_comma } else { std::iter::once(0..entry.len()).collect() }
}

/// Whether an entry of two parts names two people: the second begins as a person does, or the first with "Messrs."
fn lists_two(second: &str, entry: &str, language: &Language) -> bool {
    let first_word = |words: &str| words.split_whitespace().next().unwrap_or_default().to_owned();
    let (begins, opens) = (first_word(second), first_word(entry));
    is_initials(&begins)
        || is_honorific(&begins, language)
        || kinds(&opens, language).has(Kind::HonorificPlural)
        || two_full_names(second, entry, language)
}

/// Whether both parts are a given name and a surname, and nothing in the second is the noun of an office, a body or a place.
fn two_full_names(second: &str, entry: &str, language: &Language) -> bool {
    let first = entry.split(',').next().unwrap_or_default();
    let full = |words: &str| words.trim_end_matches('.').split_whitespace().count() == 2;
    full(first) && full(second) && second.trim_end_matches('.').split_whitespace().all(|word| kinds(word, language) == Kinds::default())
}

/// The name before an office in parentheses: "Mr. Adams" of "Mr. Adams (Chairman)".
fn without_office(piece: &str) -> &str {
    piece.split_once('(').filter(|_| piece.trim_end_matches('.').ends_with(')')).map_or(piece, |(name, _)| name.trim_end())
}

/// The stretches between separators that stand outside parentheses, blanks at their ends left out.
fn pieces(entry: &str, separators: &[&str]) -> Vec<std::ops::Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, character) in entry.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(separator) = separators.iter().find(|separator| depth == 0 && at >= start && entry[at..].starts_with(**separator)) else { continue };
        pieces.extend(trimmed(entry, start..at));
        start = at + separator.len();
    }
    pieces.extend(trimmed(entry, start..entry.len()));
    pieces
}

/// A stretch without the blanks at its ends; nothing where nothing is left.
fn trimmed(entry: &str, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let piece = &entry[range.clone()];
    let at = range.start + piece.len() - piece.trim_start().len();
    let length = piece.trim().len();
    (length > 0).then(|| at..at + length)
}

/// One to four words, each with a capital or an initial, perhaps behind "and"; no office.
fn is_bare_name(piece: &str, language: &Language) -> bool {
    if take_apart(piece.trim_start_matches("and ").trim_start_matches("und "), language).name.is_empty() {
        return false;
    }
    let before =
        |word: &&str| matches!(*word, "and" | "und" | "the") || word.starts_with(char::is_lowercase) && kinds(word, language).has(Kind::Office);
    let words: Vec<&str> = piece.trim_end_matches('.').split_whitespace().skip_while(before).collect();
    (1..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Enters a person, or finds the entry under the same name.
pub(super) fn enter(sheet: &mut Sheet<'_>, span: Span) -> Option<EntityId> {
    let text = sheet.slice(span).trim_start_matches("and ").trim_start_matches("und ");
    let printed = take_apart(text, sheet.language());
    let whole = text.split([',', '(']).next().unwrap_or_default().trim_end_matches(['.', ';', ':']).trim();
    let name = if printed.name.is_empty() { whole.to_owned() } else { printed.name.clone() };
    if !name.starts_with(|first: char| first.is_uppercase()) {
        return None;
    }
    let known = sheet.transcript.register.iter().find(|(_, entity)| entity.name == name && entity.kind == EntityKind::Person).map(|(id, _)| id);
    let id = known.unwrap_or_else(|| {
        let mut entity = Entity::new(EntityKind::Person, &name);
        entity.first = Some(span);
        sheet.transcript.register.add(entity)
    });
    describe(sheet, id, &printed);
    Some(id)
}

/// Enters somebody who asks or answers in an interview.
pub(super) fn enter_part(sheet: &mut Sheet<'_>, span: Span, part: Part) {
    if let Some(id) = enter(sheet, span) {
        let entity = sheet.transcript.register.get_mut(id);
        entity.present = true;
        entity.part = Some(part);
    }
}

/// Adds honorifics and offices to an entry.
pub(super) fn describe(sheet: &mut Sheet<'_>, id: EntityId, printed: &Printed) {
    let language = sheet.language();
    let entity = sheet.transcript.register.get_mut(id);
    let (honorifics, office): (Vec<&str>, Vec<&str>) = printed.titles.iter().map(String::as_str).partition(|title| is_honorific(title, language));
    entity.honorifics.extend(honorifics.into_iter().map(str::to_owned));
    if !office.is_empty() {
        entity.roles.insert(office.join(" "));
    }
    entity.roles.extend(printed.role.clone());
}

/// Words of a name as they are compared: letters and digits in lower case, in order.
pub(super) fn folded_words(name: &str) -> Vec<String> {
    fold(name)
        .split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
