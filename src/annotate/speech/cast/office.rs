//! Who bears an office: "the Secretary" of the narration and the persons whose printed roles fit it.

use crate::language::speech::{Class, SpeechTable};
use crate::model::{Entity, EntityId, EntityKind, Part, Register};

use crate::annotate::speech::phrase::{Phrase, Phrases, Who};
use crate::annotate::speech::view::Cell;

/// The offices and honorifics of persons, in lower-case words.
#[derive(Debug, Default)]
pub(super) struct Offices {
    list: Vec<(Vec<String>, EntityId)>,
    /// Words that make an office another one: "prime".
    parts: Vec<String>,
}

impl Offices {
    /// Those that the register prints.
    pub fn new(register: &Register, table: &SpeechTable) -> Self {
        let persons = register.iter().filter(|(_, entity)| matches!(entity.kind, EntityKind::Person | EntityKind::Group));
        let printed = persons.flat_map(|(id, entity)| entity.roles.iter().chain(&entity.honorifics).map(move |role| (words(role), id)));
        let list = printed.map(|(role, id)| (with_chair(role, register.get(id), table), id)).collect();
        Self { list, parts: table.words_of(Class::OfficePart) }
    }

    /// Somebody bears the office `role` as the text shows: "Minister of Mines Sorrel".
    pub fn add(&mut self, role: &str, id: EntityId) {
        let role = words(role);
        if !role.is_empty() && !self.list.iter().any(|(other, bearer)| *bearer == id && role.iter().all(|word| other.contains(word))) {
            self.list.push((role, id));
        }
    }

    /// Whether the word makes an office another one.
    pub fn is_part(&self, word: &String) -> bool {
        self.parts.binary_search(word).is_ok()
    }

    /// Those whose office has the noun `head`.
    pub fn with<'o>(&'o self, head: &'o str) -> impl Iterator<Item = (&'o [String], EntityId)> {
        self.list.iter().filter(move |(role, _)| role.iter().any(|word| word == head)).map(|(role, id)| (role.as_slice(), *id))
    }
}

/// The words of an office, in lower case.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.trim_matches([',', '.', '(', ')', ';']).to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// Whoever is "in the chair" is also called chairman.
fn with_chair(mut role: Vec<String>, entity: &Entity, table: &SpeechTable) -> Vec<String> {
    let chairs = |word: &String| table.look_up(word, &mut String::new()).classes.has(Class::Chair);
    if entity.part == Some(Part::Chair) || role.iter().any(chairs) {
        role.extend(table.words_of(Class::Chair));
    }
    role
}

/// The words of a description without its article: "commander of this ship".
pub(super) fn name_of(cells: &[Cell<'_>], phrase: &Phrase) -> String {
    let article = |cell: &Cell<'_>| cell.is(Class::Definite) || cell.is(Class::Indefinite) || (cell.is(Class::Possessive) && !cell.is_genitive());
    let place = |cell: &Cell<'_>| cell.is(Class::Preposition) && !cell.is(Class::Of) && !cell.is(Class::Within) && !cell.is(Class::For);
    let words: Vec<&str> = cells[phrase.cells.clone()]
        .iter()
        .take_while(|cell| !place(cell))
        .filter(|cell| cell.is_word() || cell.kind == crate::language::TokenKind::Number)
        .skip_while(|cell| article(cell))
        .map(|cell| cell.text)
        .collect();
    words.join(" ")
}

/// The offices printed before a name ("Minister of Mines Sorrel") or beside it ("the Foreign Minister, Dr. Quiroga,").
pub(in crate::annotate::speech) fn offices(cells: &[Cell<'_>], phrases: &Phrases, found: &mut Vec<(String, EntityId)>) {
    for (index, phrase) in phrases.list.iter().enumerate() {
        let Who::Named(id) = phrase.who else { continue };
        let before = cells[phrase.cells.clone()].iter().take_while(|cell| cell.mention.is_none_or(|mention| mention.entity != id));
        let titles: Vec<&str> =
            before.filter(|cell| cell.is_word() && !cell.is(Class::Honorific) && !cell.is(Class::Definite)).map(|cell| cell.text).collect();
        if !titles.is_empty() {
            found.push((titles.join(" "), id));
        }
        let beside = |other: &Phrase| matches!(other.who, Who::Role(_)) && other.cells.end - other.cells.start <= 6;
        let comma = |at: usize| cells.get(at).is_some_and(|cell| cell.is_mark(","));
        let apposed = index.checked_sub(1).map(|before| &phrases.list[before]);
        let apposed = apposed.filter(|other| {
            beside(other)
                && comma(other.cells.end)
                && other.cells.end + 1 == phrase.cells.start
                && (comma(phrase.cells.end) || phrase.cells.end == cells.len())
        });
        let behind =
            phrases.list.get(index + 1).filter(|other| comma(phrase.cells.end) && other.cells.start == phrase.cells.end + 1 && beside(other));
        let behind = behind.filter(|other| cells.get(other.cells.end).is_none_or(|cell| cell.is_pause() || cell.is_sentence_end()));
        if let Some(office) = apposed.or(behind) {
            found.push((name_of(cells, office), id));
        }
    }
}
