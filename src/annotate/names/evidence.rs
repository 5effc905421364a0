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
    let article = line.text(last) == "the";
    let word = last.checked_sub(usize::from(article))?;
    let left = |kind: Kind| word > 0 && line.has(word - 1, kind);
    let bare = find.sort == Sort::Plain && !article;
    match line.text(word) {
        _ if line.has(word, Kind::PersonVerb) && !article => Some(Cue::Says),
        _ if line.nouns_capitalised() && find.words == 1 => None,
        _ if line.has(word, Kind::InWord) => (!left(Kind::Trust) && (find.sort == Sort::Plain || !article)).then_some(Cue::Into),
        "to" | "from" if left(Kind::Movement) => Some(Cue::Movement),
        "to" if left(Kind::Addressing) => Some(Cue::Addressed),
        "at" if bare && !left(Kind::PersonVerb) => Some(Cue::Where),
        "of" if left(Kind::PlaceOf) => Some(Cue::PlaceOf),
        "of" if left(Kind::PersonNoun) => Some(Cue::Having),
        "of" if bare => Some(Cue::Of),
        "with" | "between" if left(Kind::Bond) => Some(Cue::Bond),
        "with" | "by" | "about" if bare => Some(Cue::With),
        "as" if lists_places(line, word) => Some(Cue::SuchAs),
        _ if article => None,
        _ if line.has(word, Kind::PersonObject) => Some(Cue::Object),
        _ => None,
    }
}

/// "countries such as", "such countries as": whether what is exemplified is a kind of place.
fn lists_places(line: &Line<'_>, preposition: usize) -> bool {
    let near = preposition.saturating_sub(8)..preposition;
    near.clone().any(|at| line.text(at) == "such") && near.clone().any(|at| line.is_lower(at) && line.has(at, Kind::PlaceOf))
}

/// What follows it.
fn right_cues(line: &Line<'_>, find: &Find, cues: &mut Cues) {
    let next = find.tokens.end;
    let comma = line.text(next) == ",";
    match line.text(next + usize::from(comma)) {
        "who" | "whose" | "whom" => cues.add(Cue::Who),
        "where" => cues.add(Cue::Where),
        ":" if !comma && find.tokens.start == 0 => cues.add(Cue::Says),
        "[" | "(" if !comma && find.words == 1 && explains_organisation(line, next) => cues.add(Cue::Glossed),
        _ => {}
    }
    let doing = comma && line.is_lower(next + 1) && line.text(next + 1).ends_with("ing");
    if doing || acts(line, next) {
        cues.add(Cue::Says);
    }
}

/// "X said", "X then said", "X sharply said".
fn acts(line: &Line<'_>, next: usize) -> bool {
    let adverb = |at: usize| line.is_lower(at) && (line.text(at).ends_with("ly") || line.has(at, Kind::Adverb));
    let verb = (next..next + 3).find(|&at| !adverb(at)).unwrap_or(next);
    line.is_lower(verb) && line.has(verb, Kind::PersonVerb)
}

/// "the X question", "X tractors", "former X people".
fn attributive_cue(line: &Line<'_>, find: &Find) -> Option<Cue> {
    let (first, next) = (find.tokens.start, find.tokens.end);
    if line.has(next, Kind::Product) || line.is_lower(next) && line.has(next + 1, Kind::Product) {
        return Some(Cue::Maker);
    }
    if line.has(next, Kind::Belonging) && first > 0 && line.text(first - 1) == "former" {
        return Some(Cue::Belonging);
    }
    (find.sort == Sort::Plain && line.is_lower(next) && line.has(next, Kind::Matter) && !line.is_demonym(first)).then_some(Cue::Question)
}

/// Whether a bracket at `open` holds the words of an organisation's name.
fn explains_organisation(line: &Line<'_>, open: usize) -> bool {
    (open + 1..line.len().min(open + 12))
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
