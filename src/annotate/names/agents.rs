//! Those whom the page names beside the text, as entries of the register: authors, addressees, translators, holders;
//! and the one among them who says "I" in the narration.

use crate::annotate::Desk;
use crate::language::names::Kind;
use crate::language::{sentence, token};
use crate::model::{BlockKind, Entity, EntityId, EntityKind, Field, Genre, Part};
use crate::source::Span;

use super::line::Line;
use super::people::{Meaning, People};
use super::scan::{Find, Finds, Sort, scan};

/// What a field names where its words do not say it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Usual {
    Person,
    Organisation,
}

/// Links the header's agents to entries, and finds the narrator.
pub(super) fn link(desk: &mut Desk<'_>) {
    let header = &desk.transcript.header;
    let mut authors = header.authors.clone();
    let mut addressees = header.addressees.clone();
    let mut translators = header.translators.clone();
    let mut holders = header.holders.clone();
    for (agents, usual) in
        [(&mut authors, Usual::Person), (&mut addressees, Usual::Person), (&mut translators, Usual::Person), (&mut holders, Usual::Organisation)]
    {
        for (field, entity) in agents.iter_mut().filter(|(_, entity)| entity.is_none()) {
            *entity = entry(desk, field, usual);
        }
    }
    let header = &mut desk.transcript.header;
    (header.addressees, header.translators, header.holders) = (addressees, translators, holders);
    header.authors = authors;
    mark_narrator(desk);
}

/// The entry that a field names; a new one where the register has none.
fn entry(desk: &mut Desk<'_>, field: &Field, usual: Usual) -> Option<EntityId> {
    let (form, class) = named(desk, &field.text, usual)?;
    let register = &mut desk.transcript.register;
    if class == EntityKind::Person {
        let first = field.span.unwrap_or_default();
        let meaning = People::new(register, &desk.knowledge.authority, &desk.language.names).resolve(&[(&form, first)], register).pop().flatten();
        return match meaning {
            Some(Meaning::One { entity, .. }) => Some(entity),
            Some(Meaning::Several(_)) | None => None,
        };
    }
    let known = register.iter().find(|(_, entity)| entity.kind == class && entity.forms.contains(&form)).map(|(id, _)| id);
    Some(known.unwrap_or_else(|| register.add(Entity { first: field.span, ..Entity::new(class, &form) })))
}

/// The form in a field and what kind of name it is.
fn named(desk: &Desk<'_>, text: &str, usual: Usual) -> Option<(String, EntityKind)> {
    let tokens = token::tokens(text, Span::new(0, text.len()));
    let sentences = sentence::sentences(text, &tokens, desk.language);
    let line = Line::new(text, &tokens, &sentences, &[], &desk.language.names);
    let found = scan(&line, &rustc_hash::FxHashSet::default());
    if usual == Usual::Organisation && !found.finds.iter().any(|find| find.sort == Sort::Person) && is_organisation(&line, &found) {
        return Some((text.to_owned(), EntityKind::Organisation));
    }
    let find = found.finds.first()?;
    Some((text[find.span.range()].to_owned(), class_of(find, usual)))
}

/// A holder that ends with a word for an organisation, or is an abbreviation, is named whole.
fn is_organisation(line: &Line<'_>, found: &Finds) -> bool {
    (0..line.len()).any(|at| line.has(at, Kind::Organisation)) || matches!(&found.finds[..], [only] if only.sort == Sort::Acronym)
}

fn class_of(find: &Find, usual: Usual) -> EntityKind {
    match find.sort {
        Sort::Person => EntityKind::Person,
        Sort::Place => EntityKind::Place,
        Sort::Plain if usual == Usual::Person => EntityKind::Person,
        Sort::Plain | Sort::Organisation | Sort::Acronym | Sort::OfName => EntityKind::Organisation,
    }
}

/// The author, or who signs, is the narrator if the narration says "I".
fn mark_narrator(desk: &mut Desk<'_>) {
    if desk.transcript.genre != Genre::Reported || !narration_says_i(desk) {
        return;
    }
    let authors: Vec<EntityId> = desk.transcript.header.authors.iter().filter_map(|(_, entity)| *entity).collect();
    let narrator = match authors[..] {
        [] => signature(desk),
        [author] => Some(author),
        _ => None,
    };
    if let Some(narrator) = narrator.filter(|&id| desk.transcript.register.get(id).kind == EntityKind::Person) {
        desk.transcript.register.get_mut(narrator).part = Some(Part::Narrator);
    }
}

fn signature(desk: &mut Desk<'_>) -> Option<EntityId> {
    let signed = desk.transcript.blocks.iter().find(|block| block.kind == BlockKind::Signature)?;
    let field = Field { text: desk.transcript.text_of(signed).to_owned(), span: Some(signed.span) };
    entry(desk, &field, Usual::Person)
}

/// "I said": the first person is the subject of a verb outside quotation marks, twice or at the beginning of a paragraph.
fn narration_says_i(desk: &Desk<'_>) -> bool {
    let base = desk.transcript.source.text();
    let names = &desk.language.names;
    let is_i = |word: &str| names.kinds(&word.to_lowercase()).has(Kind::FirstPerson);
    let mut seen = 0;
    for (block, tokens) in desk.tokens.iter().enumerate().filter(|(block, _)| desk.transcript.blocks[*block].kind == BlockKind::Paragraph) {
        for sentence in &desk.sentences[block] {
            let words =
                tokens[sentence.clone()].iter().map(|token| token.text(base)).take_while(|word| !matches!(*word, "“" | "\"" | ":" | "„" | "«"));
            let words: Vec<&str> = words.collect();
            let says = words
                .windows(3)
                .any(|words| is_i(words[0]) && words[1..].iter().any(|word| names.kinds(word).any(&[Kind::PersonVerb, Kind::Auxiliary])));
            seen += usize::from(says) + usize::from(says && sentence.start == 0 && is_i(words[0]));
        }
        if seen > 1 {
            return true;
        }
    }
    false
}
