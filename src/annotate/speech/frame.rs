//! The attributions of one sentence: who says, by which verb or noun, and where the words stand.
//!
//! Before the words ("Tito said that …"), inside them ("…, said Tito, …") or after them ("…, I asked.").

use crate::language::speech::{Class, Forms, Hearer, Link, Sort, SpeechTable, Verb};

use super::link::{Right, right_of};
use super::phrase::{Phrase, Phrases, Who};
use super::subject::{Left, Subject, Tense, left_of};
use super::view::Cell;

/// Where an attribution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The words follow it.
    Before,
    /// It interrupts the words.
    Inside,
    /// The words stand before it.
    After,
    /// It attributes no words: an act.
    Act,
}

/// One attribution.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// First cell, introductory words included.
    pub start: usize,
    /// One past the last cell.
    pub end: usize,
    /// The cell of its verb or noun.
    pub verb: usize,
    pub sort: Sort,
    pub subject: Subject,
    pub link: Option<Link>,
    /// First cell of the words behind it.
    pub words: usize,
    pub hearer: Option<Phrase>,
    pub tense: Tense,
    pub denied: bool,
    pub place: Place,
    /// "reportedly said".
    pub hearsay: bool,
}

/// All attributions of a sentence, in text order.
pub(super) fn frames(cells: &[Cell<'_>], phrases: &Phrases, table: &SpeechTable) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut free = 0;
    for at in 0..cells.len() {
        if at < free {
            continue;
        }
        let Some(frame) = frame_at(cells, phrases, table, at, free) else { continue };
        if frame.place != Place::Act {
            free = frame.end.max(at + 1);
        }
        frames.push(frame);
    }
    frames
}

fn frame_at(cells: &[Cell<'_>], phrases: &Phrases, table: &SpeechTable, at: usize, free: usize) -> Option<Frame> {
    let cell = &cells[at];
    let mention_is_person = cell.mention.is_some_and(|mention| mention.kind == crate::model::EntityKind::Person);
    if mention_is_person && cell.is_capitalised() && !cell.is(Class::Reply) {
        return None;
    }
    if let Some(used) = cell.info.verb {
        let found = |verb: u16| of_verb(cells, phrases, table, at, table.verb(verb), free);
        let (first, second) = (found(used.verb), used.other.and_then(found));
        let attributes = |frame: &Frame| frame.place != Place::Act;
        if first.is_some() || second.is_some() {
            return if second.as_ref().is_some_and(attributes) && !first.as_ref().is_some_and(attributes) { second } else { first.or(second) };
        }
    }
    if cell.is(Class::Be) {
        return of_opinion(cells, phrases, at);
    }
    if cell.is(Class::Report) || cell.is(Class::Reply) {
        return of_noun(cells, phrases, at);
    }
    None
}

/// An attribution by a verb.
fn of_verb(cells: &[Cell<'_>], phrases: &Phrases, table: &SpeechTable, at: usize, verb: &Verb, free: usize) -> Option<Frame> {
    if table.inversion
        && verb.sort != Sort::Offer
        && verb.sort != Sort::Act
        && let Some(frame) = inverted(cells, phrases, verb, at, free)
    {
        return Some(frame);
    }
    let left = left_of(cells, phrases, at)?;
    let behind_attribution = |phrase: &Phrase| phrase.cells.end < free && at > free;
    if left.start < free && !matches!(&left.subject, Subject::Same) && !matches!(&left.subject, Subject::Phrase(phrase) if behind_attribution(phrase))
    {
        return None;
    }
    let right = right_of(cells, phrases, verb, at + 1, verb.hearer);
    if right.is_none() && verb.sort == Sort::Offer {
        return None;
    }
    let right = right.unwrap_or(Right { link: None, end: at + 1, words: at + 1, hearer: None });
    let joined = left.subject == Subject::Same;
    let start = if joined { left.start.max(free) } else { with_openers(cells, table, left.start, free) };
    let link = right.link.filter(|_| !left.denied);
    let place = place_of(cells, table, &right, link, start, free, verb);
    if place == Place::Act && left.subject == Subject::Same {
        return None;
    }
    let hearsay = (left.start..at).any(|index| cells[index].is(Class::Hearsay));
    let Left { subject, tense, denied, .. } = left;
    Some(Frame {
        start,
        end: right.end,
        verb: at,
        sort: verb.sort,
        subject,
        link,
        words: right.words,
        hearer: right.hearer,
        tense,
        denied,
        place,
        hearsay,
    })
}

/// Whether the words stand behind the attribution, around it or before it.
fn place_of(cells: &[Cell<'_>], table: &SpeechTable, right: &Right, link: Option<Link>, start: usize, free: usize, verb: &Verb) -> Place {
    let says = verb.takes(Link::Comma) || verb.takes(Link::Bare);
    let after_words = start > free && says && ends_words(&cells[start - 1]) && !is_opening(cells, table, free, start - 1);
    let ends = cells.get(right.end).is_none_or(|cell| cell.is_sentence_end() || cell.is_mark(";")) || right.end >= cells.len();
    let pauses = cells.get(right.end).is_some_and(Cell::is_pause);
    match link {
        Some(Link::Comma) if after_words => Place::Inside,
        Some(Link::Comma | Link::Bare) if is_subordinate(cells, start) => Place::Act,
        Some(Link::That | Link::Question | Link::Colon | Link::Infinitive | Link::Comma | Link::Bare) => Place::Before,
        None if after_words && ends => Place::After,
        None if after_words && pauses => Place::Inside,
        None => Place::Act,
    }
}

/// Whether the clause that begins at `start` depends on the words before it: "the statements that he made here".
fn is_subordinate(cells: &[Cell<'_>], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).map(|before| &cells[before]) else { return false };
    (before.is(Class::That) || before.is(Class::Subordinator) || before.is(Class::As)) && !(start > 1 && cells[start - 2].is(Class::Preposition))
}

/// Whether words of a speaker may end with this cell, before an attribution.
fn ends_words(cell: &Cell<'_>) -> bool {
    cell.is_mark(",") || cell.is_mark("—") || cell.is_mark("–") || cell.is_sentence_end() || cell.quote == Some(super::view::QuoteMark::Close)
}

/// Whether the cells from `start` up to the comma `comma` only open the attribution: "In the process," "Turning to him,".
fn is_opening(cells: &[Cell<'_>], table: &SpeechTable, start: usize, comma: usize) -> bool {
    let stretch = &cells[start..comma];
    let Some(first) = stretch.first() else { return true };
    first.is(Class::Opener) || opener_length(table, stretch) == stretch.len()
}

/// How many cells of `stretch` are phrases that open an attribution.
fn opener_length(table: &SpeechTable, stretch: &[Cell<'_>]) -> usize {
    let mut at = 0;
    let mut lower = String::new();
    while at < stretch.len() {
        lower.clear();
        lower.extend(stretch[at].text.chars().flat_map(char::to_lowercase));
        let Some(length) = table.openers.prefix(&lower, |offset| stretch.get(at + offset).map(|cell| cell.text)) else { break };
        at += length;
        at += usize::from(at < stretch.len() && stretch[at].is_mark(","));
    }
    at
}

/// Takes conjunctions, adverbs and opening phrases before `start` into the attribution.
fn with_openers(cells: &[Cell<'_>], table: &SpeechTable, start: usize, free: usize) -> usize {
    let mut first = start;
    while first > free && (cells[first - 1].is_adverb() || cells[first - 1].is(Class::Conjunction)) {
        first -= 1;
    }
    let clause = (free..first).rev().find(|&at| cells[at].is_pause()).map_or(free, |pause| pause + 1);
    if clause < first && opener_length(table, &cells[clause..first]) == first - clause {
        return clause;
    }
    first
}

/// "…, said Tito, …": the subject behind the verb.
fn inverted(cells: &[Cell<'_>], phrases: &Phrases, verb: &Verb, at: usize, free: usize) -> Option<Frame> {
    let opens = at == free || ends_words(&cells[at - 1]) || cells[at - 1].is_mark("-") || (at > 0 && cells[at - 1].is_adverb());
    if !opens || !cells[at].is_verb(Forms::PAST) && !cells[at].is_verb(Forms::PRESENT) {
        return None;
    }
    let phrase = phrases.starting_at(at + 1).filter(|phrase| !phrase.genitive && phrase.who != Who::Relative)?;
    let right = right_of(cells, phrases, verb, phrase.cells.end, Hearer::To)?;
    let colon = right.link == Some(Link::Colon);
    let after = at > free && (ends_words(&cells[at - 1]));
    if !after && !colon {
        return None;
    }
    let ends = cells.get(right.end).is_none_or(Cell::is_sentence_end);
    let place = match right.link {
        Some(Link::Colon) => Place::Before,
        None if ends => Place::After,
        Some(Link::Comma) | None => Place::Inside,
        Some(Link::That | Link::Question | Link::Infinitive | Link::Bare) => return None,
    };
    let tense = if cells[at].is_verb(Forms::PAST) { Tense::Past } else { Tense::Present };
    let subject = Subject::Phrase(phrase.clone());
    let Right { link, end, words, hearer } = right;
    Some(Frame { start: at, end, verb: at, sort: verb.sort, subject, link, words, hearer, tense, denied: false, place, hearsay: false })
}

/// "was convinced that", "was of the opinion that".
fn of_opinion(cells: &[Cell<'_>], phrases: &Phrases, at: usize) -> Option<Frame> {
    if !cells[at].is(Class::Was) {
        return None;
    }
    let mut next = at + 1;
    while cells.get(next).is_some_and(|cell| cell.is_adverb() || cell.is(Class::Negation)) {
        next += 1;
    }
    let cell = cells.get(next)?;
    let noun = cell.is(Class::Preposition) && cells.get(next + 2).is_some_and(|noun| noun.is(Class::Opinion));
    let that = next + if noun { 3 } else { 1 };
    if !(noun || cell.is(Class::Convinced)) || !cells.get(that)?.is(Class::That) {
        return None;
    }
    let phrase = phrases.ending_at(at).filter(|phrase| !phrase.genitive && phrase.who != Who::Nobody && phrase.who != Who::Relative)?;
    Some(Frame {
        start: phrase.cells.start,
        end: that + 1,
        verb: at,
        sort: Sort::Hold,
        subject: Subject::Phrase(phrase.clone()),
        link: Some(Link::That),
        words: that + 1,
        hearer: None,
        tense: Tense::Past,
        denied: false,
        place: Place::Before,
        hearsay: false,
    })
}

/// "K. Popovic's reply followed here: …", "my statement that …", "responses followed from those present that …".
fn of_noun(cells: &[Cell<'_>], phrases: &Phrases, at: usize) -> Option<Frame> {
    let owner = owner_of(cells, phrases, at);
    let mut next = at + 1;
    while cells.get(next).is_some_and(Cell::is_adverb) {
        next += 1;
    }
    let follows = cells.get(next).is_some_and(|cell| cell.is(Class::Follow)) && cells[at].is(Class::Reply);
    let (start, phrase, from) = match owner {
        Some(owner) => (owner.cells.start, owner, next + usize::from(follows)),
        None if follows => {
            let (phrase, end) = after_from(cells, phrases, next + 1)?;
            (at, phrase, end)
        }
        None => return None,
    };
    let link = noun_link(cells, start, from, follows)?;
    let (end, words) = (link.1 + 1, link.1 + 1);
    Some(Frame {
        start,
        end,
        verb: at,
        sort: Sort::Say,
        subject: Subject::Phrase(phrase),
        link: Some(link.0),
        words,
        hearer: None,
        tense: Tense::Past,
        denied: false,
        place: Place::Before,
        hearsay: false,
    })
}

/// The colon or "that" behind a noun of reporting; a noun without a verb takes "that" only.
fn noun_link(cells: &[Cell<'_>], start: usize, from: usize, follows: bool) -> Option<(Link, usize)> {
    if !follows {
        let to = start.checked_sub(1).is_some_and(|before| cells[before].is(Class::To));
        return cells.get(from).filter(|cell| to && cell.is(Class::That)).map(|_| (Link::That, from));
    }
    let end = cells.len().min(from + 8);
    let stop = (from..end).find(|&at| !cells[at].is_word() || cells[at].is(Class::That))?;
    let at = stop + usize::from(cells[stop].is_mark(","));
    let cell = cells.get(at)?;
    if cell.is_mark(":") { Some((Link::Colon, at)) } else { cell.is(Class::That).then_some((Link::That, at)) }
}

/// Whose noun it is: "*Tito's* short reply", "*my* statement", "*his* view".
fn owner_of(cells: &[Cell<'_>], phrases: &Phrases, at: usize) -> Option<Phrase> {
    let first = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|&index| cells[index].is_word())
        .find(|&index| cells[index].is_genitive() || cells[index].is(Class::Possessive))?;
    if let Some(phrase) = phrases.ending_at(first + 1).filter(|phrase| phrase.genitive) {
        return Some(phrase.clone());
    }
    let who = match () {
        () if cells[first].is(Class::FirstObject) => Who::I,
        () if cells[first].is(Class::OwnPerson) => Who::We,
        () if cells[first].is(Class::SecondPerson) => Who::You,
        () if !cells[first].is(Class::Possessive) => return None,
        () if cells[first].is(Class::Female) => Who::She,
        () => Who::He,
    };
    Some(Phrase { cells: first..first + 1, who, parts: Vec::new(), oblique: false, genitive: true })
}

/// "from those present and, especially, from Koca Popovic": all of them, and where the list ends.
fn after_from(cells: &[Cell<'_>], phrases: &Phrases, from: usize) -> Option<(Phrase, usize)> {
    let limit = cells.len().min(from + 20);
    let end = (from..limit).find(|&at| cells[at].is(Class::That) || cells[at].is_mark(":"))?;
    let mut parts: Vec<Phrase> = phrases.within(from..end).filter(|phrase| phrase.oblique && !phrase.genitive).cloned().collect();
    let stop = end - usize::from(cells[end - 1].is_mark(","));
    match parts.len() {
        0 => None,
        1 => parts.pop().map(|phrase| (phrase, stop)),
        _ => Some((Phrase { cells: parts[0].cells.start..stop, who: Who::Joint, parts, oblique: false, genitive: false }, stop)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::speech::view::{BlockView, Mention};
    use crate::language::{Language, token};
    use crate::model::{EntityId, EntityKind};
    use crate::source::Span;

    /// The attributions of a sentence, each as "place|subject|link|words"; Adler and Brandt are names.
    fn found(text: &str) -> Vec<String> {
        let table = &Language::of(None).speech;
        let tokens = token::tokens(text, Span::new(0, text.len()));
        let mention = |name: &str, id: usize| {
            text.match_indices(name)
                .map(move |(at, name)| Mention { span: Span::new(at, at + name.len()), entity: EntityId(id), kind: EntityKind::Person })
                .collect::<Vec<_>>()
        };
        let mut mentions = [mention("Adler", 0), mention("Brandt", 1)].concat();
        mentions.sort_by_key(|mention| mention.span);
        let mut view = BlockView::default();
        view.fill(text, &tokens, &mentions, table);
        let cells: Vec<Cell<'_>> = view.cells.iter().zip(&view.aside).filter(|(_, aside)| !**aside).map(|(cell, _)| *cell).collect();
        let phrases = Phrases::find(&cells);
        let slice = |start: usize, end: usize| if start < end { &text[cells[start].span.start..cells[end - 1].span.end] } else { "" };
        let show = |frame: &Frame| {
            let subject = match &frame.subject {
                Subject::Phrase(phrase) => slice(phrase.cells.start, phrase.cells.end),
                Subject::Same => "=",
            };
            let link = frame.link.map_or_else(|| "-".to_owned(), |link| format!("{link:?}"));
            let words = slice(frame.words, cells.len().min(frame.words + 2));
            format!("{:?}|{subject}|{link}|{words}", frame.place)
        };
        frames(&cells, &phrases, table).iter().filter(|frame| frame.place != Place::Act).map(show).collect()
    }

    #[test]
    fn an_attribution_stands_before_the_words() {
        assert_eq!(found("Adler said that we must go."), ["Before|Adler|That|we must"]);
        assert_eq!(found("Then Adler, turning to Brandt, said that the question was open."), ["Before|Adler|That|the question"]);
        assert_eq!(found("Adler, gesturing to all those present, said: Everyone here knows."), ["Before|Adler|Colon|Everyone here"]);
        assert_eq!(found("Adler, who had said almost nothing but had followed attentively, said: No."), ["Before|Adler|Colon|No."]);
        assert_eq!(found("I further pointed to the fact that we had gone."), ["Before|I|That|we had"]);
        assert_eq!(found("Then I also made a toast in which I said: I am glad."), ["Before|I|Colon|I am"]);
        assert_eq!(found("Adler, for his part, tossed out a phrase: This is crude."), ["Before|Adler|Colon|This is"]);
        assert_eq!(found("They began to talk and make ironic comments to one another, for example, “we are not we”."), ["Before|=|Colon|“we"]);
    }

    #[test]
    fn an_attribution_interrupts_the_words() {
        assert_eq!(found("I recall, said Adler, that when we had lunch we agreed."), ["Inside|Adler|Comma|that when"]);
        assert_eq!(found("I think, Adler continued, that they should not be ignored."), ["Inside|Adler|Comma|that they"]);
    }

    #[test]
    fn a_report_stands_inside_the_words() {
        let text = "I recall, said Adler, that when we had lunch on your cruiser en route to the coast the commander of this ship said in his toast that we had made peace.";
        assert_eq!(found(text), ["Inside|Adler|Comma|that when", "Before|the commander of this ship|That|we had"]);
    }

    #[test]
    fn a_noun_reports() {
        assert_eq!(found("Adler's short reply followed here: we do so at home."), ["Before|Adler's|Colon|we do"]);
        assert_eq!(
            found("After my speech, responses followed from those present and, especially from Adler, that we were wrong."),
            ["Before|those present and, especially from Adler|That|we were"]
        );
    }
}
