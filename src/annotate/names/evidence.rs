//! What the words around a find say of it: "turning to X", "in X", "X, who", "X tractors".

use crate::language::names::Kind;

use super::cue::{Cue, Cues};
use super::line::Line;
use super::scan::{Find, Finds, Sort, is_noun};

/// What speaks for a find, and how it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weighed {
    pub(super) cues: Cues,
    /// It stands before a noun, as an adjective does.
    pub(super) attributive: bool,
    /// Its capital may be owed to its place.
    pub(super) start: bool,
    /// "the", "we", "some" stand before it, as before the name of a people.
    pub(super) many: bool,
}

/// Weighs a find by its own words and by those around it.
pub(super) fn weigh(line: &Line<'_>, found: &Finds, find: &Find) -> Weighed {
    let first = find.tokens.start;
    let mut weighed = Weighed {
        cues: own_cues(line, found, find),
        attributive: is_attributive(line, find),
        start: line.is_start(first) && !line.is_initial(first),
        many: first > 0 && line.has(first - 1, Kind::Many),
    };
    if !matches!(find.sort, Sort::Plain | Sort::Acronym | Sort::Person) {
        return weighed;
    }
    if line.is_possessive(find.tokens.end - 1) {
        weighed.cues.extend(line.has(find.tokens.end, Kind::PersonNoun).then_some(Cue::Having));
    } else if weighed.attributive {
        weighed.cues.extend(attributive_cue(line, find));
    } else {
        weighed.cues.extend(left_cue(line, find, found.begin(find)));
        right_cues(line, find, &mut weighed.cues);
    }
    weighed
}

/// What the find itself shows.
fn own_cues(line: &Line<'_>, found: &Finds, find: &Find) -> Cues {
    let mut cues = Cues::default();
    for title in &found.titles[find.titles.clone()] {
        cues.add(if title.office { Cue::Office } else { Cue::Honorific });
    }
    cues.extend(find.initial.then_some(Cue::Initial));
    cues.extend(match find.sort {
        Sort::Place => Some(Cue::PlaceHead),
        Sort::Organisation => Some(Cue::OrganisationHead),
        Sort::OfName => Some(Cue::OfName),
        Sort::Acronym => Some(Cue::Acronym),
        Sort::Plain => ((2..=4).contains(&find.words) && !line.is_start(find.tokens.start)).then_some(Cue::Full),
        Sort::Person => None,
    });
    cues
}

/// What the word before it says, or the preposition with the word before that.
fn left_cue(line: &Line<'_>, find: &Find, begin: usize) -> Option<Cue> {
    let last = begin.checked_sub(1)?;
    let article = line.has(last, Kind::Article);
    let word = last.checked_sub(usize::from(article))?;
    let left = |kind: Kind| word > 0 && line.has(word - 1, kind);
    let trusted = (word.saturating_sub(3)..word).any(|at| line.has(at, Kind::Trust));
    let bare = find.sort == Sort::Plain && !article;
    let cues = [
        (!article && line.has(word, Kind::PersonVerb) && !line.has(word, Kind::Trust), Cue::Says),
        (!article && line.has(word, Kind::PersonObject), Cue::Object),
        (line.has(word, Kind::InWord) && !trusted && (find.sort == Sort::Plain || !article), Cue::Into),
        (line.any(word, &[Kind::ToWord, Kind::FromWord]) && left(Kind::Movement), Cue::Movement),
        (line.has(word, Kind::ToWord) && left(Kind::Addressing), Cue::Addressed),
        (line.has(word, Kind::AtWord) && bare && !left(Kind::PersonVerb), Cue::Where),
        (line.has(word, Kind::OfWord) && left(Kind::PlaceOf), Cue::PlaceOf),
        (line.has(word, Kind::OfWord) && left(Kind::PersonNoun), Cue::Having),
        (line.has(word, Kind::OfWord) && bare, Cue::Of),
        (line.has(word, Kind::WithWord) && left(Kind::Bond), Cue::Bond),
        (line.has(word, Kind::ByWord) && bare, Cue::With),
        (line.has(word, Kind::SuchAs) && lists_places(line, word), Cue::SuchAs),
    ];
    let cue = cues.into_iter().find(|(holds, _)| *holds).map(|(_, cue)| cue)?;
    // Where every noun has a capital, a preposition says nothing of a single word.
    let unsure = line.nouns_capitalised() && find.words == 1 && !matches!(cue, Cue::Says | Cue::Object);
    (!unsure).then_some(cue)
}

/// "countries such as", "such countries as": whether what is exemplified is a kind of place.
fn lists_places(line: &Line<'_>, preposition: usize) -> bool {
    let near = preposition.saturating_sub(8)..preposition;
    near.clone().any(|at| line.has(at, Kind::Such)) && near.clone().any(|at| line.is_lower(at) && line.has(at, Kind::PlaceOf))
}

/// What follows it.
fn right_cues(line: &Line<'_>, find: &Find, cues: &mut Cues) {
    let next = find.tokens.end;
    // "the X said" tells of a people or a body, not of a person.
    if find.titles.is_empty() && find.tokens.start > 0 && line.has(find.tokens.start - 1, Kind::Article) {
        cues.extend(explains_organisation(line, next).then_some(Cue::Glossed));
        return;
    }
    let comma = line.text(next) == ",";
    let behind = next + usize::from(comma);
    if line.has(behind, Kind::Relative) || line.has(next, Kind::Conjunction) && line.has(next + 1, Kind::FirstPerson) {
        cues.add(Cue::Who);
    }
    cues.extend(line.has(behind, Kind::RelativePlace).then_some(Cue::Where));
    cues.extend((find.words == 1 && explains_organisation(line, next)).then_some(Cue::Glossed));
    let label = line.text(next) == ":" && find.tokens.start == 0;
    let doing = comma && line.is_lower(next + 1) && line.is_participle(next + 1);
    if label || doing || acts(line, next) {
        cues.add(Cue::Says);
    }
    // A sentence may begin with a full name: what follows must then be its verb.
    if line.is_start(find.tokens.start) && find.words > 1 && line.is_lower(next) && line.any(next, &[Kind::Auxiliary, Kind::PersonVerb]) {
        cues.add(Cue::Full);
    }
}

/// "X said", "X then said", "X sharply said".
fn acts(line: &Line<'_>, next: usize) -> bool {
    let adverb = |at: usize| line.is_lower(at) && (line.is_adverb(at) || line.has(at, Kind::Adverb));
    let verb = (next..next + 3).find(|&at| !adverb(at)).unwrap_or(next);
    line.is_lower(verb) && line.has(verb, Kind::PersonVerb)
}

/// "the X question", "X tractors", "former X people".
fn attributive_cue(line: &Line<'_>, find: &Find) -> Option<Cue> {
    let (first, next) = (find.tokens.start, find.tokens.end);
    if line.has(next, Kind::Product) || line.is_lower(next) && line.has(next + 1, Kind::Product) {
        return Some(Cue::Maker);
    }
    if line.has(next, Kind::Belonging) && first > 0 && line.has(first - 1, Kind::Former) {
        return Some(Cue::Belonging);
    }
    (find.sort == Sort::Plain && line.is_lower(next) && line.has(next, Kind::Matter) && !line.is_demonym(first)).then_some(Cue::Question)
}

/// Whether a bracket at `open` holds the words of an organisation's name.
fn explains_organisation(line: &Line<'_>, open: usize) -> bool {
    matches!(line.text(open), "[" | "(")
        && (open + 1..line.len().min(open + 12))
            .take_while(|&at| !matches!(line.text(at), "]" | ")"))
            .any(|at| line.has(at, Kind::Organisation) && !line.is_lower(at))
}

/// Whether it stands before a noun, or before another capitalised word that is no part of it.
fn is_attributive(line: &Line<'_>, find: &Find) -> bool {
    let next = find.tokens.end;
    if line.is_possessive(next - 1) || !line.is_spaced(next) {
        return false;
    }
    is_noun(line, next) || line.is_capital(next) && !line.is_start(next)
}
