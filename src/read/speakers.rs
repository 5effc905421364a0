//! Whom a speaker's label means: an entry of the list of those present, an earlier speaker, a new one, or nobody who can be told apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{BlockKind, Certainty, Entity, EntityId, EntityKind, Genre, ListKind, Part};

use super::codes::{GUESSED_SPEAKER, NOT_LISTED, UNKNOWN_SPEAKER};
use super::labels::{self, Candidate};
use super::page::shape::fold;
use super::page::sheet::Sheet;
use super::people::{self, Printed, folded_words, shares_name};

/// A label's speaker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolved {
    /// Who it is.
    pub entity: EntityId,
    /// How sure that is; `None` where the label names the person outright.
    pub certainty: Option<Certainty>,
}

/// The speakers met so far.
#[derive(Debug)]
pub(super) struct Speakers {
    by_key: BTreeMap<String, Resolved>,
    /// Surnames of speakers, in lower case.
    surnames: BTreeSet<String>,
    /// Whether the page lists those present.
    listed: bool,
}

impl Speakers {
    /// The people whom the page lists.
    pub fn new(sheet: &Sheet<'_>) -> Self {
        let present = sheet.transcript.register.iter().filter(|(_, entity)| entity.present && entity.kind == EntityKind::Person);
        let surnames: BTreeSet<String> = present.filter_map(|(_, entity)| folded_words(&entity.name).pop()).collect();
        let listed = sheet.transcript.blocks.iter().any(|block| matches!(block.kind, BlockKind::ListItem(ListKind::Participants)));
        Self { by_key: BTreeMap::new(), surnames, listed }
    }

    /// Whether a word in lower case is the surname of somebody who speaks or is present.
    pub fn is_speaker(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// Whom `label` means.
    pub fn resolve(&mut self, sheet: &mut Sheet<'_>, label: &Candidate) -> Resolved {
        let key = labels::key(sheet.text(), label);
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let resolved = self.find(sheet, label);
        self.by_key.insert(key, resolved);
        resolved
    }

    fn find(&mut self, sheet: &mut Sheet<'_>, label: &Candidate) -> Resolved {
        let printed = sheet.slice(label.name).to_owned();
        let folded = fold(&printed);
        let talk = &sheet.language().talk;
        if talk.is_voice(&folded) {
            return unknown(sheet, label, &format!("“{printed}” speaks, and nothing says who it is"));
        }
        let part_only = talk.asks(&folded) || talk.answers(&folded);
        if part_only && sheet.transcript.genre != Genre::Interview {
            return unknown(sheet, label, &format!("“{printed}” is all that is said of who speaks"));
        }
        if part_only {
            let part = if talk.asks(&folded) { Part::Interviewer } else { Part::Interviewee };
            return Resolved { entity: self.add(sheet, label, &printed, Some(part)), certainty: None };
        }
        let chairs = talk.chairs(&folded);
        if let Some(entity) = chairs.then(|| in_the_chair(sheet)).flatten() {
            self.join(sheet, entity, &printed, &Printed::default(), true);
            return Resolved { entity, certainty: Some(Certainty::High) };
        }
        let person = people::take_apart(&printed, sheet.language());
        match candidates(sheet, &person, &printed)[..] {
            [] => self.newcomer(sheet, label, &person, chairs),
            [(entity, certainty)] => {
                self.join(sheet, entity, &printed, &person, chairs);
                if certainty.is_some_and(|certainty| certainty < Certainty::High) {
                    guessed(sheet, label, &printed, entity);
                }
                Resolved { entity, certainty }
            }
            ref several => {
                let names: Vec<&str> = several.iter().map(|(id, _)| sheet.transcript.register.get(*id).name.as_str()).collect();
                let message = format!("“{printed}” speaks and may be {}", names.join(" or "));
                unknown(sheet, label, &message)
            }
        }
    }

    /// A speaker whom neither the list nor an earlier label names.
    fn newcomer(&mut self, sheet: &mut Sheet<'_>, label: &Candidate, person: &Printed, chairs: bool) -> Resolved {
        let printed = sheet.slice(label.name).to_owned();
        let name = if person.name.is_empty() { printed.clone() } else { people::in_small_letters(&person.name) };
        let entity = self.add(sheet, label, &name, chairs.then_some(Part::Chair));
        people::describe(sheet, entity, person);
        sheet.transcript.register.get_mut(entity).forms.insert(printed.clone());
        if self.listed {
            let query = Diagnostic::warning(&NOT_LISTED, format!("“{printed}” speaks and is not in the list of those present"));
            let query = query.at(sheet.survey.source(), label.name).help("compare the label with the list");
            sheet.transcript.queries.push(query);
        }
        Resolved { entity, certainty: None }
    }

    fn add(&mut self, sheet: &mut Sheet<'_>, label: &Candidate, name: &str, part: Option<Part>) -> EntityId {
        let mut entity = Entity::new(EntityKind::Person, name);
        entity.present = true;
        entity.part = part;
        entity.first = Some(label.name);
        entity.forms = BTreeSet::from([sheet.slice(label.name).to_owned()]);
        self.surnames.extend(folded_words(name).pop());
        sheet.transcript.register.add(entity)
    }

    /// Adds what a label prints to the entry it means.
    fn join(&mut self, sheet: &mut Sheet<'_>, id: EntityId, printed: &str, person: &Printed, chairs: bool) {
        people::describe(sheet, id, person);
        let entity = sheet.transcript.register.get_mut(id);
        entity.present = true;
        if chairs {
            entity.part = Some(Part::Chair);
        }
        if entity.forms.insert(printed.to_owned()) && printed != entity.name {
            entity.merged.insert(printed.to_owned(), format!("the only one present whom the label “{printed}” fits"));
        }
        self.surnames.extend(folded_words(&person.name).pop());
    }
}

/// Who is said to be in the chair, if it is one person.
fn in_the_chair(sheet: &Sheet<'_>) -> Option<EntityId> {
    let mut chairs = sheet.transcript.register.iter().filter(|(_, entity)| entity.part == Some(Part::Chair)).map(|(id, _)| id);
    chairs.next().filter(|_| chairs.next().is_none())
}

fn unknown(sheet: &mut Sheet<'_>, label: &Candidate, message: &str) -> Resolved {
    let query = Diagnostic::warning(&UNKNOWN_SPEAKER, message).at(sheet.survey.source(), label.name);
    sheet.transcript.queries.push(query.help("say in the decisions file who it is, if you know"));
    Resolved { entity: sheet.transcript.register.unknown(), certainty: None }
}

/// Who of those present a label fits: by the whole name, else by the surname, else by the office, else by the initials.
/// A label that only fits somebody: the editor should look.
fn guessed(sheet: &mut Sheet<'_>, label: &Candidate, printed: &str, entity: EntityId) {
    let message = format!("“{printed}” is taken for {}", sheet.transcript.register.get(entity).name);
    let query = Diagnostic::info(&GUESSED_SPEAKER, message).at(sheet.survey.source(), label.name);
    sheet.transcript.queries.push(query.help("confirm or change the speaker of the turn in the decisions file"));
}

fn candidates(sheet: &Sheet<'_>, person: &Printed, printed: &str) -> Vec<(EntityId, Option<Certainty>)> {
    let words = folded_words(&person.name);
    let present = || sheet.transcript.register.iter().filter(|(_, entity)| entity.present && entity.kind == EntityKind::Person);
    let whole: Vec<_> = present().filter(|(_, entity)| !words.is_empty() && folded_words(&entity.name) == words).map(|(id, _)| (id, None)).collect();
    if !whole.is_empty() {
        return whole;
    }
    if let Some(surname) = words.last() {
        let named: Vec<_> =
            present().filter(|(_, entity)| shares_name(&folded_words(&entity.name), &words, surname)).map(|(id, _)| (id, None)).collect();
        if !named.is_empty() {
            return named;
        }
        let initials: Vec<_> =
            present().filter(|(_, entity)| are_initials(printed, &entity.name)).map(|(id, _)| (id, Some(Certainty::Medium))).collect();
        return initials;
    }
    let office = person.titles.join(" ").to_lowercase();
    let fits = |entity: &Entity| {
        let roles = entity.roles.iter().map(|role| role.to_lowercase()).chain(std::iter::once(entity.name.to_lowercase()));
        roles.into_iter().any(|role| role == office || role.strip_prefix(&office).is_some_and(|rest| rest.starts_with([' ', ','])))
    };
    present().filter(|(_, entity)| !office.is_empty() && fits(entity)).map(|(id, _)| (id, Some(Certainty::High))).collect()
}

/// Whether `label` is the initials of `name`: `EB` of "Eva Brown".
fn are_initials(label: &str, name: &str) -> bool {
    let letters: String = label.chars().filter(|character| character.is_alphabetic()).collect();
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    letters.chars().count() > 1 && letters.chars().all(char::is_uppercase) && letters == initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_and_initials_are_compared_fairly() {
        assert_eq!(people::in_small_letters("M.S. ADAMS-COLE"), "M.S. Adams-Cole");
        assert!(are_initials("EB", "Eva Brown") && !are_initials("EB", "Eva Cole"));
        let words = |name: &str| folded_words(name);
        assert!(shares_name(&words("N.S. Brown"), &words("BROWN"), "brown"));
        assert!(!shares_name(&words("N. Brown"), &words("P. Brown"), "brown"));
    }
}
