//! What speaks for a name, how strongly, and the rule that the edition gives for it.

use crate::model::{EntityKind, Rule};

/// What speaks for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// "Com. X", "Generals X, Y".
    Honorific,
    /// "Ambassador X".
    Office,
    /// "K. X".
    Initial,
    /// "X (Chairman of …)".
    Apposition,
    /// "X said", "said X".
    Says,
    /// "turning to X".
    Addressed,
    /// "interrupted X".
    Object,
    /// "X's speech".
    Having,
    /// "X, who".
    Who,
    /// Two or more capitalised words.
    Full,
    /// "with X", "by X".
    With,
    /// Beside names of persons in a list.
    PersonList,
    /// "X Islands", "Lake X".
    PlaceHead,
    /// "the city of X".
    PlaceOf,
    /// "in X".
    Into,
    /// "a trip to X".
    Movement,
    /// "countries such as X".
    SuchAs,
    /// "X, where".
    Where,
    /// "Xian" stands elsewhere.
    Derived,
    /// "of X".
    Of,
    /// "the X question".
    Question,
    /// "relations with X".
    Bond,
    /// Beside names of places in a list.
    PlaceList,
    /// "X Committee".
    OrganisationHead,
    /// Capitals: "XYZ".
    Acronym,
    /// "X [Trade Organization]".
    Glossed,
    /// "X tractors".
    Maker,
    /// "former X people".
    Belonging,
    /// "the Voice of X".
    OfName,
    /// "the Xians".
    People,
    /// The authority file or a list of those present has the form.
    Known,
}

/// A cue with the kind of name it speaks for, how strongly (from 1 to 6), and its rule.
struct Row(Cue, EntityKind, u8, &'static Rule);

/// All cues, in the order of their numbers.
const TABLE: [Row; Cue::COUNT] = [
    Row(Cue::Honorific, EntityKind::Person, 6, &TITLED),
    Row(Cue::Office, EntityKind::Person, 6, &TITLED),
    Row(Cue::Initial, EntityKind::Person, 6, &INITIAL),
    Row(Cue::Apposition, EntityKind::Person, 5, &TITLED),
    Row(Cue::Says, EntityKind::Person, 2, &ACTS),
    Row(Cue::Addressed, EntityKind::Person, 3, &ACTS),
    Row(Cue::Object, EntityKind::Person, 3, &ACTS),
    Row(Cue::Having, EntityKind::Person, 2, &ACTS),
    Row(Cue::Who, EntityKind::Person, 3, &ACTS),
    Row(Cue::Full, EntityKind::Person, 2, &FULL),
    Row(Cue::With, EntityKind::Person, 1, &ACTS),
    Row(Cue::PersonList, EntityKind::Person, 2, &LISTED),
    Row(Cue::PlaceHead, EntityKind::Place, 6, &PLACE_HEAD),
    Row(Cue::PlaceOf, EntityKind::Place, 5, &PLACE_OF),
    Row(Cue::Into, EntityKind::Place, 5, &PLACE_IN),
    Row(Cue::Movement, EntityKind::Place, 4, &PLACE_IN),
    Row(Cue::SuchAs, EntityKind::Place, 5, &PLACE_OF),
    Row(Cue::Where, EntityKind::Place, 3, &PLACE_IN),
    Row(Cue::Derived, EntityKind::Place, 3, &DERIVED),
    Row(Cue::Of, EntityKind::Place, 1, &PLACE_OF),
    Row(Cue::Question, EntityKind::Place, 3, &PLACE_OF),
    Row(Cue::Bond, EntityKind::Place, 2, &PLACE_OF),
    Row(Cue::PlaceList, EntityKind::Place, 2, &LISTED),
    Row(Cue::OrganisationHead, EntityKind::Organisation, 6, &ORGANISATION_HEAD),
    Row(Cue::Acronym, EntityKind::Organisation, 3, &ACRONYM),
    Row(Cue::Glossed, EntityKind::Organisation, 6, &GLOSSED),
    Row(Cue::Maker, EntityKind::Organisation, 4, &BELONGING),
    Row(Cue::Belonging, EntityKind::Organisation, 4, &BELONGING),
    Row(Cue::OfName, EntityKind::Organisation, 4, &OF_NAME),
    Row(Cue::People, EntityKind::Group, 4, &PEOPLE),
    Row(Cue::Known, EntityKind::Person, 6, &KNOWN),
];

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u32);

impl Cues {
    /// Adds a cue.
    pub(super) fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u32;
    }

    /// Adds a cue, if there is one.
    pub(super) fn extend(&mut self, cue: Option<Cue>) {
        if let Some(cue) = cue {
            self.add(cue);
        }
    }

    /// The cues, in the order of their numbers.
    pub(super) fn iter(self) -> impl Iterator<Item = Cue> {
        Cue::all().filter(move |&cue| self.0 & (1 << cue as u32) != 0)
    }

    /// The strongest that speaks for `class`.
    pub(super) fn best(self, class: EntityKind) -> Option<Cue> {
        self.iter().filter(|cue| cue.class() == class).max_by_key(|cue| cue.weight())
    }

    /// The strongest of all.
    pub(super) fn strongest(self) -> Option<Cue> {
        self.iter().max_by_key(|cue| cue.weight())
    }
}

impl Cue {
    /// Number of cues.
    pub(super) const COUNT: usize = Self::Known as usize + 1;

    /// All cues, in the order of their numbers.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// For what kind of name it speaks.
    pub(super) const fn class(self) -> EntityKind {
        TABLE[self as usize].1
    }

    /// How strongly, from 1 to 6.
    pub(super) const fn weight(self) -> u8 {
        TABLE[self as usize].2
    }

    /// The rule it stands for.
    pub(super) const fn rule(self) -> &'static Rule {
        TABLE[self as usize].3
    }
}

/// All rules of this pass.
pub(super) const RULES: &[&Rule] = &[
    &TITLED,
    &INITIAL,
    &ACTS,
    &FULL,
    &LISTED,
    &PLACE_HEAD,
    &PLACE_OF,
    &PLACE_IN,
    &DERIVED,
    &ORGANISATION_HEAD,
    &ACRONYM,
    &GLOSSED,
    &BELONGING,
    &OF_NAME,
    &PEOPLE,
    &KNOWN,
    &ROLE,
    &MERGED,
    &AMBIGUOUS,
];

static TITLED: Rule =
    Rule::new("rule.name-titled", "A name after an honorific, a rank or an office, or before an office in parentheses or between commas.");
static INITIAL: Rule = Rule::new("rule.name-initial", "A name after the initial of a given name.");
static ACTS: Rule = Rule::new("rule.name-acts", "A capitalised word that does, says, owns or is told what only a person does.");
static FULL: Rule = Rule::new("rule.name-full", "Two or more capitalised words that stand together and are no organisation or place.");
static LISTED: Rule = Rule::new("rule.name-listed", "A capitalised word in a list with names of the same kind.");
static PLACE_HEAD: Rule = Rule::new("rule.place-word", "Capitalised words that begin or end with a word for a kind of place or country.");
static PLACE_OF: Rule = Rule::new("rule.place-of", "A capitalised word that the words around it call a city, a country or a region.");
static PLACE_IN: Rule = Rule::new("rule.place-in", "A capitalised word in which something is, or to or from which somebody travels.");
static DERIVED: Rule = Rule::new("rule.place-derived", "A capitalised word from which the text derives the adjective of a people.");
static ORGANISATION_HEAD: Rule = Rule::new("rule.organisation-word", "Capitalised words that end with a word for a kind of organisation.");
static ACRONYM: Rule = Rule::new("rule.organisation-abbreviation", "An abbreviation in capitals that is no place.");
static GLOSSED: Rule = Rule::new("rule.organisation-glossed", "A capitalised word that a bracket explains as an organisation.");
static BELONGING: Rule = Rule::new("rule.organisation-belonging", "A capitalised word before what it makes or before those who belong to it.");
static OF_NAME: Rule = Rule::new("rule.organisation-of", "Two capitalised words joined by \"of\" that are no office, document or place.");
static PEOPLE: Rule = Rule::new("rule.group-people", "The plural of the adjective of a people, used as a noun.");
static KNOWN: Rule = Rule::new("rule.name-known", "A form that the user's authority file, a speaker's label or a list of those present gives.");
/// An honorific, rank or office.
pub(super) static ROLE: Rule = Rule::new("rule.role", "An honorific, a rank or an office printed with a name.");
/// A form that is a part of another.
pub(super) static MERGED: Rule = Rule::new("rule.name-merged", "A shorter form of the only name in the document that it can be short for.");
/// A form that fits several.
pub(super) static AMBIGUOUS: Rule = Rule::new("rule.name-ambiguous", "A name that fits several persons of the document; it stays unresolved.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_cues() {
        assert!(Cue::all().enumerate().all(|(number, cue)| cue as usize == number));
    }
}
