//! The parts of a person's name, and whether two names can mean one person.

use crate::language::names::{Kind, Names};
use crate::model::{Entity, EntityKind, slug};

/// A name cut into given names or initials and a surname, each as a key that ignores case, accents and apostrophes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PersonName {
    pub(super) given: Vec<String>,
    pub(super) surname: String,
}

impl PersonName {
    /// Cuts a form; honorifics, offices and suffixes are left out. `None` where nothing remains.
    pub(super) fn parse(form: &str, names: &Names) -> Option<Self> {
        let kinds = |word: &str| names.kinds(&word.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase());
        let known = [Kind::Honorific, Kind::HonorificPlural, Kind::Office, Kind::OfficeModifier, Kind::Suffix, Kind::Particle];
        let mut parts: Vec<String> = without_short_title(form)
            .split(|mark: char| mark.is_whitespace() || matches!(mark, '.' | ',' | ':'))
            .filter(|word| word.chars().any(char::is_alphabetic) && !kinds(word).any(&known))
            .map(slug)
            .collect();
        let surname = if initials_follow(form) { (!parts.is_empty()).then(|| parts.remove(0))? } else { parts.pop()? };
        Some(Self { given: parts, surname })
    }

    /// Whether it has a given name or an initial.
    pub(super) fn is_full(&self) -> bool {
        !self.given.is_empty()
    }

    /// Whether a given name is written out.
    pub(super) fn completeness(&self) -> (usize, usize) {
        (self.given.iter().filter(|given| given.len() > 1).count(), self.given.len() + self.surname.split('-').count())
    }

    /// Whether both have the surname and no given name contradicts.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let (short, long) = if self.given.len() <= other.given.len() { (self, other) } else { (other, self) };
        let mut rest = long.given.iter();
        self.surname == other.surname && short.given.iter().all(|given| rest.any(|full| given_agree(given, full)))
    }

    /// Why the single word of `self` can be short for `full`; `None` where it cannot.
    pub(super) fn is_short_for(&self, full: &Self) -> Option<&'static str> {
        let word = self.surname.as_str();
        if full.surname == word {
            return Some("the surname of");
        }
        if full.surname.split('-').any(|part| part == word) || word.split('-').any(|part| part == full.surname) {
            return Some("a part of the double surname of");
        }
        full.given.iter().any(|given| given == word && given.len() > 1).then_some("a given name of")
    }
}

/// Whether initials stand behind the surname and nothing before it: "Adams A.P."
fn initials_follow(form: &str) -> bool {
    let mut words = form.split(|mark: char| mark.is_whitespace() || mark == '.').filter(|word| !word.is_empty());
    let initial = |word: &str| word.chars().count() == 1;
    let surname = words.next().is_some_and(|first| !initial(first));
    surname && words.clone().count() > 0 && words.all(initial)
}

/// A form without the office in two or three capitals before it: "PM Adams".
fn without_short_title(form: &str) -> &str {
    let short = |word: &str| (2..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    form.split_once(' ').filter(|(first, rest)| short(first) && rest.contains(char::is_lowercase)).map_or(form, |(_, rest)| rest)
}

/// What an entry's id is made from: a person's surname and then the given names, as registers file them; else the name.
///
/// "Koca Popovic" gives `popovic-koca`; "Presidential Chief of Protocol" is an office, no name, and stays in its order.
pub(in crate::annotate) fn id_stem(entity: &Entity, names: &Names) -> String {
    let filed = (entity.kind == EntityKind::Person && is_name(&entity.name, names)).then(|| PersonName::parse(&entity.name, names)).flatten();
    match filed {
        Some(PersonName { given, surname }) if !given.is_empty() => slug(&format!("{surname}-{}", given.join("-"))),
        _ => slug(&entity.name),
    }
}

/// Whether every word is a part of a name: capitalised, or a particle, and none an office.
fn is_name(form: &str, names: &Names) -> bool {
    form.split_whitespace().map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric())).all(|word| {
        let kinds = names.kinds(&word.to_lowercase());
        !kinds.any(&[Kind::Office, Kind::OfficeModifier]) && (kinds.any(&[Kind::Particle]) || word.is_empty() || word.starts_with(char::is_uppercase))
    })
}

/// An initial agrees with every name that begins with it.
fn given_agree(one: &str, two: &str) -> bool {
    if one.len() == 1 || two.len() == 1 { one.as_bytes().first() == two.as_bytes().first() } else { one == two }
}
