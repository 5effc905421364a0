//! People as lists of those present and speakers' labels print them: honorific, name, office.
//!
//! "Mr. Adams, Chairman of the Board", "Secretary Brown", "N.S. COLE" each give one entry of the register.

use crate::language::Language;
use crate::language::names::{Kind, Kinds};
use crate::language::page::FieldRole;
use crate::language::speech::Class;
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

/// Whether a stretch of a line names somebody and says no more than that: "Jonkheer W. van Asbroek (Netherlands)".
pub(super) fn names_somebody(line: &str, language: &Language) -> bool {
    const LONGEST: usize = 160;
    let named = line.split([',', '(', ';']).next().unwrap_or_default().trim_end_matches('.').trim();
    let words = named.split_whitespace();
    let count = words.clone().count();
    let fits = |word: &str| is_name_word(word, language) || is_honorific(word, language);
    let capital = named.contains(char::is_uppercase) && words.clone().all(fits);
    let function = words.clone().any(|word| kinds(word, language).has(Kind::Function));
    line.len() < LONGEST && (1..=6).contains(&count) && capital && !function && !line.ends_with(['?', '!', ':'])
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
    let behind = pieces.next().map(|behind| match side_in_parentheses(printed, language) {
        Some(side) => behind[side.len()..].trim_start_matches([')', ',', ' ']),
        None => behind,
    });
    let role = behind.map(without_end).filter(|role| !role.is_empty());
    let role = role.map(str::to_owned);
    let mut titles: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = named.trim_end_matches(['.', ';', ':']).split_whitespace().collect();
    if rest.first().is_some_and(|word| matches!(*word, "The" | "THE" | "the")) {
        rest.remove(0);
    }
    if let Some(office) = office_of(&rest, language) {
        titles.push(rest.drain(..office).collect::<Vec<_>>().join(" "));
    } else {
        let last_title = rest.iter().rposition(|word| is_title(word, language));
        let name_at = last_title.or_else(|| is_short_title(&rest).then_some(0)).map_or(0, |at| at + 1);
        titles.extend(rest.drain(..name_at).map(|word| word.trim_end_matches('.').to_owned()));
    }
    if let Some(of) = sphere_at(&rest, language)
        && let Some(office) = titles.last_mut().filter(|title| kinds(title, language).has(Kind::Office))
    {
        for word in rest.drain(of..) {
            office.push(' ');
            office.push_str(word);
        }
    }
    if rest.is_empty() {
        return office_alone(titles, role, language);
    }
    Printed { name: surname_last(&rest).unwrap_or_else(|| rest.join(" ")), titles, role }
}

/// What stands behind a name without the marks at its end.
fn without_end(role: &str) -> &str {
    let role = role.trim().trim_end_matches(['.', ';']);
    if role.contains('(') { role } else { role.trim_end_matches([')', '.', ';']).trim() }
}

/// The side in parentheses for which somebody is there: "France" of "M. S. Adams (France)"; an office or a remark is none.
fn side_in_parentheses<'t>(printed: &'t str, language: &Language) -> Option<&'t str> {
    let (name, rest) = printed.split_once('(')?;
    let (side, behind) = rest.split_once(')').filter(|(side, _)| !side.contains(['(', ',']))?;
    let ends = behind.trim_end_matches(['.', ';', ' ']).is_empty() || behind.starts_with(',');
    let capitalised = |word: &str| word.starts_with(char::is_uppercase) || language.talk.may_stand_in_label(word);
    let named =
        side.starts_with(char::is_uppercase) && side.split_whitespace().all(capitalised) && !is_office(side, language) && !attends(side, language);
    (named && ends && !name.contains(',')).then_some(side)
}

/// Whether words say that somebody holds an office at the meeting: "Chair", "Interpreter".
fn attends(words: &str, language: &Language) -> bool {
    let folded = fold(words);
    language.talk.chairs(&folded) || language.page.role(&folded) == Some(FieldRole::Attendant)
}

/// Number of words of an office with its matter: three of "Secretary of State Adams", all of "Mayor of New Town".
fn office_of(words: &[&str], language: &Language) -> Option<usize> {
    let of = words.iter().position(|word| kinds(word, language).has(Kind::OfWord)).filter(|&of| of > 0)?;
    if !is_office(words[of - 1], language) || is_honorific(words[0], language) && of > 1 && !is_office(words[0], language) {
        return None;
    }
    let matter = |word: &&&str| kinds(word, language).any(&[Kind::OfficeMatter, Kind::Article, Kind::Conjunction]);
    let end = of + 1 + words[of + 1..].iter().take_while(matter).count();
    let named = end > of + 1 && words[end..].iter().all(|word| is_name_word(word, language));
    Some(if named { end } else { words.len() })
}

/// A word of a name: with a capital, or a particle, before a hyphen too: "de", "al-Mansur".
fn is_name_word(word: &str, language: &Language) -> bool {
    let particle = |word: &str| kinds(word, language).has(Kind::Particle);
    let hyphened = || word.split_once('-').is_some_and(|(first, rest)| particle(first) && rest.starts_with(char::is_uppercase));
    word.starts_with(char::is_uppercase) || particle(word) || hyphened()
}

/// A particle, or a name behind one and a hyphen, in lower case: "van", "al-Mansur".
pub(super) fn is_particle(word: &str, language: &Language) -> bool {
    word.starts_with(char::is_lowercase) && is_name_word(word, language)
}

/// "Vostrikov A.P" as names are written elsewhere: "A.P. Vostrikov".
fn surname_last(words: &[&str]) -> Option<String> {
    let initials = words.iter().rev().take_while(|word| is_initials(&format!("{}.", word.trim_end_matches('.')))).count();
    let (surname, initials) = words.split_at(words.len() - initials);
    let long = surname.first()?.chars().count() > 2 && !surname.iter().any(|word| is_initials(word));
    (long && !initials.is_empty()).then(|| format!("{}. {}", initials.join(" ").trim_end_matches('.'), surname.join(" ")))
}

/// Whether nothing in a name is the noun of an office, a body or a place.
fn is_plain_name(name: &str, language: &Language) -> bool {
    name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) && kinds(word, language) == Kinds::default())
}

/// Where "of Carvania" begins in "Ambassador Teodor Vasaru of Carvania": it belongs to the office, not to the name.
fn sphere_at(rest: &[&str], language: &Language) -> Option<usize> {
    let of = |word: &str| language.speech.look_up(word, &mut String::new()).classes.has(Class::Of);
    (1..rest.len().saturating_sub(1)).find(|&at| of(rest[at]) && rest[at + 1].starts_with(char::is_uppercase))
}

/// An office without a name, or before it: "The Secretary, Mr. Adams".
fn office_alone(mut titles: Vec<String>, role: Option<String>, language: &Language) -> Printed {
    let person = |role: &String| {
        let named = role.split_whitespace().next().is_some_and(|word| is_honorific(word, language) || is_initials(word));
        let bare = titles.iter().any(|title| title.contains(' ')) && role.split_whitespace().count() == 2 && is_plain_name(role, language);
        named || bare
    };
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

/// Enters the people of one entry of a list, and returns them; "Cdes. Adams, Brown and Cole" are three.
pub(super) fn enter_listed(sheet: &mut Sheet<'_>, span: Span, delegation: Option<EntityId>) -> Vec<EntityId> {
    let speakers = sheet.survey.labels();
    let speaks = |name: &str| speakers.has_name(name);
    let mut entered = Vec::new();
    for person in persons(sheet.slice(span), sheet.language(), &speaks) {
        let whole = Span::new(span.start + person.start, span.start + person.end);
        if let Some(id) = enter(sheet, whole) {
            let own = side_in_parentheses(sheet.slice(whole), sheet.language()).map(|side| enter_side(sheet, side, whole));
            let entity = sheet.transcript.register.get_mut(id);
            entity.present = true;
            entity.delegation = entity.delegation.or(own).or(delegation);
            entered.push(id);
        }
    }
    entered
}

/// Enters the side for which people are there, or finds its entry; `span` is where it is named.
pub(super) fn enter_side(sheet: &mut Sheet<'_>, name: &str, span: Span) -> EntityId {
    let same = |entity: &Entity| entity.kind == EntityKind::Organisation && entity.name == name;
    let known = sheet.transcript.register.iter().find(|(_, entity)| same(entity)).map(|(id, _)| id);
    known.unwrap_or_else(|| {
        let mut entity = Entity::new(EntityKind::Organisation, name);
        entity.first = Some(span);
        sheet.transcript.register.add(entity)
    })
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
    let names = by_comma.iter().filter(|range| is_bare_name(without_office(&entry[(*range).clone()]), language)).count();
    let plural = entry.split_whitespace().next().is_some_and(|word| kinds(word, language).has(Kind::HonorificPlural));
    let mostly = names > 1 && plural || names > 2 && names + 1 >= by_comma.len();
    if (bare || mostly) && several { by_comma } else { std::iter::once(0..entry.len()).collect() }
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
    full(first) && full(second) && is_plain_name(second.trim_end_matches('.'), language)
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

/// One to six words, each with a capital or an initial, perhaps behind "and"; no office.
fn is_bare_name(piece: &str, language: &Language) -> bool {
    if take_apart(piece.trim_start_matches("and ").trim_start_matches("und "), language).name.is_empty() {
        return false;
    }
    let before =
        |word: &&str| matches!(*word, "and" | "und" | "the") || word.starts_with(char::is_lowercase) && kinds(word, language).has(Kind::Office);
    let words: Vec<&str> = piece.trim_end_matches('.').split_whitespace().skip_while(before).collect();
    let fits = |word: &&str| is_name_word(word, language) || is_honorific(word, language);
    (1..=6).contains(&words.len()) && words.iter().all(fits) && words.iter().any(|word| word.contains(char::is_uppercase))
}

/// Enters a person, or finds the entry under the same name.
pub(super) fn enter(sheet: &mut Sheet<'_>, span: Span) -> Option<EntityId> {
    let text = sheet.slice(span).trim_start_matches("and ").trim_start_matches("und ");
    let printed = take_apart(text, sheet.language());
    let whole = text.split([',', '(']).next().unwrap_or_default().trim_end_matches(['.', ';', ':']).trim();
    let name = if printed.name.is_empty() { whole.to_owned() } else { in_small_letters(&printed.name) };
    if !name.contains(char::is_uppercase) {
        return None;
    }
    let words = folded_words(&name);
    let same = |entity: &Entity| entity.kind == EntityKind::Person && (entity.name == name || folded_words(&entity.name) == words);
    let known = sheet.transcript.register.iter().find(|(_, entity)| same(entity)).map(|(id, _)| id).or_else(|| chair_called(sheet, &words));
    let id = known.unwrap_or_else(|| {
        let mut entity = Entity::new(EntityKind::Person, &name);
        entity.first = Some(span);
        sheet.transcript.register.add(entity)
    });
    describe(sheet, id, &printed);
    Some(id)
}

/// Who is in the chair, if the words are the name with its given name written out or shortened: "A. Adams" for "Anna Adams".
fn chair_called(sheet: &Sheet<'_>, words: &[String]) -> Option<EntityId> {
    let surname = words.last().filter(|_| words.len() > 1)?;
    let called = |entity: &Entity| {
        let known = folded_words(&entity.name);
        entity.part == Some(Part::Chair) && known.len() > 1 && shares_name(&known, words, surname)
    };
    sheet.transcript.register.iter().find(|(_, entity)| called(entity)).map(|(id, _)| id)
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

/// A name printed in capitals as names are written: "M.S. ADAMS" is "M.S. Adams", "Jan ADAMS" "Jan Adams".
pub(super) fn in_small_letters(name: &str) -> String {
    let shouted = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2 && !word.contains(char::is_lowercase);
    if name.chars().filter(|character| character.is_alphabetic()).count() < 4 || !name.split_whitespace().any(shouted) {
        return name.to_owned();
    }
    let mut small = String::with_capacity(name.len());
    let mut inside = false;
    for (at, character) in name.char_indices() {
        let initial = name[at + character.len_utf8()..].starts_with('.');
        if inside && !initial {
            small.extend(character.to_lowercase());
        } else {
            small.push(character);
        }
        inside = character.is_alphabetic() || (character == '\'' && inside);
    }
    small
}

/// Whether two names share the surname and contradict each other in no forename or initial.
pub(super) fn shares_name(known: &[String], label: &[String], surname: &str) -> bool {
    let last = known.last().is_some_and(|last| last == surname) || (label.len() == 1 && known.first().is_some_and(|first| first == surname));
    let fits = |(left, right): (&String, &String)| {
        left == right
            || left.chars().count() == 1 && right.starts_with(left.as_str())
            || right.chars().count() == 1 && left.starts_with(right.as_str())
    };
    known.ends_with(label) && label.len() > 1
        || last && (label.len() == 1 || known.len() == 1 || known[..known.len() - 1].iter().zip(&label[..label.len() - 1]).all(fits))
}
