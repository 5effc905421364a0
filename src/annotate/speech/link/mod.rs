//! What follows a verb of attribution: the addressee, adverbs and phrases of manner, and the link to the words.
//!
//! "said sharply to Popovic: …" · "told the hosts that …" · "expressed the hope that …" · "said, in his own words, that …".

use std::ops::Range;

use crate::language::speech::{Class, Forms, Hearer, Link, Sort, Verb};

use super::phrase::{Phrase, Phrases, Who, is_noun_like};
use super::view::{Cell, QuoteMark};

/// What stands right of a verb of attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Right {
    /// What leads to the words; `None` where nothing follows that could be words.
    pub link: Option<Link>,
    /// One past the last cell of the attribution.
    pub end: usize,
    /// First cell of the words behind it.
    pub words: usize,
    /// The addressee.
    pub hearer: Option<Phrase>,
    /// Whether a noun of saying stands there: "made *a proposal*".
    pub report: bool,
}

/// How far behind the verb its link may stand, in cells.
const REACH: usize = 24;

struct Scan<'a, 't> {
    cells: &'a [Cell<'t>],
    phrases: &'a Phrases,
    verb: &'a Verb,
    /// How the addressee stands.
    hearing: Hearer,
    at: usize,
    hearer: Option<Phrase>,
    /// A preposition is open: nouns belong to it.
    governed: bool,
    /// A noun that carries a report stood there.
    report: bool,
    /// Another noun is the object of the verb.
    object: bool,
}

/// What follows from cell `start`; `None` where the verb attributes nothing.
pub(super) fn right_of(cells: &[Cell<'_>], phrases: &Phrases, verb: &Verb, start: usize, hearing: Hearer) -> Option<Right> {
    let mut scan = Scan { cells, phrases, verb, hearing, at: start, hearer: None, governed: false, report: false, object: false };
    if !verb.particle.is_empty() {
        scan.at = scan.particle()?;
    }
    let limit = start + REACH;
    while scan.at < cells.len().min(limit) {
        match scan.step() {
            Step::On => {}
            Step::Found(right) => return Some(right),
            Step::Stop => return None,
        }
    }
    (scan.at >= cells.len()).then(|| scan.right(None, cells.len(), cells.len()))
}

enum Step {
    On,
    Found(Right),
    Stop,
}

impl Scan<'_, '_> {
    fn right(&mut self, link: Option<Link>, end: usize, words: usize) -> Right {
        Right { link, end, words, hearer: self.hearer.take(), report: self.report }
    }

    fn found(&mut self, link: Link, end: usize, words: usize) -> Step {
        let carries = match self.verb.sort {
            Sort::Offer => self.report,
            Sort::Gesture => link == Link::Colon,
            _ => !self.object || !self.verb.particle.is_empty() || end.checked_sub(2).is_some_and(|before| self.cells[before].is(Class::Report)),
        };
        if !self.verb.takes(link) || !carries {
            return Step::Stop;
        }
        Step::Found(self.right(Some(link), end, words))
    }

    /// The cell behind the verb's particle: "pointed *out*".
    ///
    /// "wished *to be told*" has it behind an infinitive, "let it *be known*" a participle behind it.
    fn particle(&self) -> Option<usize> {
        let is_particle = |at: usize| self.cells.get(at).is_some_and(|cell| self.verb.particle.iter().any(|word| word == cell.text));
        let leads = |at: &usize| self.cells.get(*at).is_some_and(|cell| cell.is(Class::To) || cell.is(Class::Be));
        let infinitive = (self.at..self.at + 2).take_while(leads).count();
        let at = [self.at, self.at + 1, self.at + infinitive].into_iter().find(|&at| is_particle(at))? + 1;
        Some(at + usize::from(self.cells.get(at).is_some_and(|cell| cell.is(Class::Be))))
    }

    fn step(&mut self) -> Step {
        let cell = self.cells[self.at];
        if cell.is_mark(":") {
            return self.found(Link::Colon, self.at + 1, self.at + 1);
        }
        if matches!(cell.quote, Some(QuoteMark::Open(_))) && !self.governed {
            return self.quote();
        }
        if cell.is_mark(",") {
            return self.comma();
        }
        if !cell.is_word() && cell.kind != crate::language::TokenKind::Number {
            return Step::Found(self.right(None, self.at, self.at));
        }
        if self.takes_hearer() {
            return Step::On;
        }
        if self.is_bare() {
            return self.found(Link::Bare, self.at, self.at);
        }
        if cell.is(Class::That) && self.cells.get(self.at + 1).is_some_and(|next| next.is(Class::Time)) && self.leads_on(self.at + 2) {
            // "told him that morning that": the first is a demonstrative.
            self.at += 2;
            return Step::On;
        }
        if cell.is(Class::That) && self.cells[self.at - 1].is(Class::Purpose) {
            return Step::Stop;
        }
        if cell.is(Class::That) {
            let words = self.at + 1 + usize::from(self.cells.get(self.at + 1).is_some_and(|next| next.is_mark(",")));
            return self.found(Link::That, self.at + 1, words);
        }
        if cell.is(Class::Question) && (!self.governed || (self.verb.sort == Sort::Ask && cell.is(Class::Asking))) && self.asks(&cell) {
            return self.found(Link::Question, self.at, self.at);
        }
        if self.asks_by_preposition(&cell) {
            return self.found(Link::Question, self.at, self.at);
        }
        if let Some(step) = self.infinitive() {
            return step;
        }
        if self.is_phrase() {
            return self.found(Link::Phrase, self.at, self.at);
        }
        self.pass(&cell)
    }

    /// "thought *the version in the record the safer of the two*".
    fn is_phrase(&self) -> bool {
        let cell = &self.cells[self.at];
        let opens = cell.is(Class::Determiner) || cell.is(Class::Possessive) || cell.is(Class::Dummy);
        let long = self.cells[self.at..].iter().take(3).filter(|cell| cell.is_word()).count() == 3;
        self.verb.takes(Link::Phrase) && opens && long && !self.governed && !self.object
    }

    /// Words in quotation marks right behind the verb, where they are more than one word talked about.
    fn quote(&mut self) -> Step {
        let link = if self.verb.takes(Link::Comma) { Link::Comma } else { Link::Colon };
        let Some(QuoteMark::Open(close)) = self.cells[self.at].quote else { return Step::Stop };
        let inside = self.cells[self.at..].iter().take_while(|cell| cell.token < close).filter(|cell| cell.is_word()).count();
        if inside < 3 {
            return Step::Stop;
        }
        self.found(link, self.at, self.at)
    }

    /// "inquired with a smile *on which side* they stood".
    fn asks_by_preposition(&self, cell: &Cell<'_>) -> bool {
        let question = |next: &Cell<'_>| next.is(Class::Question) && !next.is(Class::Condition);
        self.verb.sort == Sort::Ask && cell.is(Class::Preposition) && self.cells.get(self.at + 1).is_some_and(question)
    }

    /// Whether words, "that" or the end of the attribution follow at `at`, and no verb that would need "that" before it.
    fn leads_on(&self, at: usize) -> bool {
        self.cells.get(at).is_none_or(|cell| cell.is(Class::That) || !cell.is_word() || cell.is(Class::Question) || cell.is(Class::Preposition))
    }

    /// An insertion between commas, or the comma that leads to the words.
    fn comma(&mut self) -> Step {
        let next = self.at + 1;
        let close = (next..self.cells.len().min(next + 12)).find(|&at| self.cells[at].is_mark(",") || self.cells[at].is_sentence_end());
        if let Some(close) = close.filter(|&close| self.cells[close].is_mark(",")) {
            let behind = self.cells.get(close + 1);
            let leads = behind.is_some_and(|cell| cell.is(Class::That) || cell.is_mark(":") || matches!(cell.quote, Some(QuoteMark::Open(_))));
            let attribution = self.cells[next..close].iter().any(|cell| cell.is_verb(Forms::PAST));
            if leads && !attribution && self.cells[next].is_word() && !self.cells[next].is(Class::That) {
                self.at = close + 1;
                self.governed = false;
                return Step::On;
            }
        }
        if self.cells.get(next).is_some_and(|cell| cell.is(Class::CommaClause)) {
            (self.at, self.governed, self.object) = (next, false, false);
            return Step::On;
        }
        if self.cells.get(next).is_some_and(|cell| cell.is(Class::That)) && (self.governed || self.hearer.is_some()) && self.verb.takes(Link::That) {
            self.at = next;
            return Step::On;
        }
        if let Some(colon) = self.manner(next) {
            return self.found(Link::Colon, colon + 1, colon + 1);
        }
        if self.object && !self.report {
            return Step::Found(self.right(None, self.at, self.at));
        }
        let inverted = |cell: &Cell<'_>| cell.is_verb(Forms::PAST) && self.phrases.starting_at(next + 1).is_some();
        if self.cells.get(next).is_some_and(|cell| cell.is_verb(Forms::ING) || cell.is(Class::Tail) || inverted(cell)) {
            return Step::Found(self.right(None, self.at, self.at));
        }
        if self.is_inserted_attribution(next) {
            return Step::Found(self.right(None, self.at, self.at));
        }
        if self.verb.takes(Link::Comma) { self.found(Link::Comma, next, next) } else { Step::Found(self.right(None, self.at, self.at)) }
    }

    /// "said, *in a lower voice, so that the others should not hear*: …": the colon behind phrases of manner that begin at `next`.
    fn manner(&self, next: usize) -> Option<usize> {
        let end = self.cells.len().min(next + REACH);
        let colon = (next..end).find(|&at| self.cells[at].is_mark(":"))?;
        let opens = |at: usize| {
            let cell = &self.cells[at];
            cell.is(Class::Preposition) || cell.is(Class::Purpose) || cell.is_adverb() || cell.is(Class::EndsParticiple)
        };
        let pauses = (next..colon).filter(|&at| !self.cells[at].is_word());
        let phrases = pauses.clone().all(|at| self.cells[at].is_mark(",") && opens(at + 1)) && opens(next);
        let behind = self.cells.get(colon + 1).is_some_and(|cell| cell.is_capitalised() || cell.quote.is_some());
        (phrases && (behind || pauses.count() == 0)).then_some(colon)
    }

    /// ", he said,": another attribution interrupts this one.
    fn is_inserted_attribution(&self, at: usize) -> bool {
        let Some(phrase) = self.phrases.starting_at(at) else { return false };
        let verb = self.cells.get(phrase.cells.end).is_some_and(|cell| cell.is_verb(Forms::PAST));
        verb && self.cells.get(phrase.cells.end + 1).is_some_and(|cell| cell.is_mark(","))
    }

    /// The addressee: "told *me*", "said to *the hosts*".
    fn takes_hearer(&mut self) -> bool {
        if self.hearer.is_some() || self.governed || self.hearing == Hearer::None {
            return false;
        }
        let to = self.cells[self.at].is(Class::To);
        if to != (self.hearing == Hearer::To) && !to {
            return false;
        }
        let start = self.at + usize::from(to);
        let Some(range) = self.somebody(start) else { return false };
        let phrase = self.phrases.starting_at(start).cloned();
        self.at = range.end;
        self.hearer = Some(phrase.unwrap_or(Phrase { cells: range, who: Who::You, parts: Vec::new(), oblique: true, genitive: false }));
        true
    }

    /// A phrase or an object pronoun that begins at `start`.
    fn somebody(&self, start: usize) -> Option<Range<usize>> {
        if self.cells.get(start)?.is(Class::Object)
            && !self.cells.get(start + 1).is_some_and(|next| is_noun_like(next) && !next.is_adverb() && self.cells[start].is(Class::Possessive))
        {
            let subject = self.cells[start].is(Class::Second) && self.has_finite(start + 1);
            return (!subject).then_some(start..start + 1);
        }
        let Some(phrase) = self.phrases.starting_at(start) else { return self.anybody(start) };
        let pronoun = matches!(phrase.who, Who::I | Who::We | Who::He | Who::She | Who::They | Who::Relative);
        let pronoun = pronoun && phrase.cells.len() == 1;
        (!pronoun && !self.has_verb_at(phrase.cells.end)).then(|| phrase.cells.clone())
    }

    /// "told *the press*": whoever a verb like "told" addresses, by any noun.
    fn anybody(&self, start: usize) -> Option<Range<usize>> {
        let article = self.cells[start].is(Class::Definite)
            || self.cells[start].is_capitalised()
            || (self.cells[start].is(Class::Possessive) && !self.cells[start].is_genitive());
        let end = (start + 1..self.cells.len().min(start + 6)).find(|&at| !is_noun_like(&self.cells[at]))?;
        let leads =
            self.cells[end].is(Class::That) || self.cells[end].is_mark(",") || self.cells[end].is_mark(":") || self.cells[end].is(Class::Asking);
        (self.hearing == Hearer::Object && article && end > start + 1 && leads).then_some(start..end)
    }

    /// Whether a clause begins here without "that": "said he would come".
    fn is_bare(&self) -> bool {
        if self.governed || self.object || !self.verb.takes(Link::Bare) {
            return false;
        }
        let cell = &self.cells[self.at];
        let pronoun = [Class::First, Class::FirstPlural, Class::He, Class::She, Class::They, Class::Second].iter().any(|&class| cell.is(class));
        let opens = pronoun
            || cell.is(Class::Dummy)
            || cell.is(Class::Determiner)
            || cell.is(Class::Possessive)
            || self.phrases.starting_at(self.at).is_some_and(|phrase| phrase.who != Who::Nobody);
        opens && !cell.is(Class::That) && !cell.is(Class::Object) && self.has_finite(self.at + 1) || pronoun && self.has_finite(self.at + 1)
    }

    /// Whether a finite verb stands in the clause from `start` on, before any comma and preposition of another clause.
    fn has_finite(&self, start: usize) -> bool {
        let clause = self.cells[start.min(self.cells.len())..]
            .iter()
            .take(10)
            .take_while(|cell| cell.is_word() || cell.kind == crate::language::TokenKind::Number);
        let mut first = true;
        for cell in clause {
            if first && cell.is(Class::Preposition) {
                return false;
            }
            first = false;
            if cell.is(Class::Subordinator) || cell.is(Class::That) {
                return false;
            }
            if cell.is_finite() {
                return true;
            }
        }
        false
    }

    fn has_verb_at(&self, at: usize) -> bool {
        self.verb.takes(Link::Bare) && self.cells.get(at).is_some_and(Cell::is_finite)
    }

    fn asks(&self, cell: &Cell<'_>) -> bool {
        let asking = matches!(self.verb.sort, Sort::Ask | Sort::Offer) || self.hearer.is_some();
        asking || cell.is(Class::Asking) || !cell.is(Class::Subordinator)
    }

    /// "to come", "for them to be removed".
    fn infinitive(&mut self) -> Option<Step> {
        let denied = self.cells[self.at].is(Class::Negation) && self.cells.get(self.at + 1).is_some_and(|next| next.is(Class::To));
        let cell = &self.cells[self.at + usize::from(denied)];
        let next = self.cells.get(self.at + 1 + usize::from(denied))?;
        if !self.verb.takes(Link::Infinitive) || !cell.is(Class::To) || next.is(Class::Determiner) || next.is(Class::Possessive) {
            return None;
        }
        let verb_like = next.is_word() && !next.is_capitalised() && self.phrases.starting_at(self.at + 1 + usize::from(denied)).is_none();
        let needs_hearer = self.hearing == Hearer::Object && self.hearer.is_none() && self.verb.sort != Sort::Ask;
        (verb_like && !needs_hearer).then(|| self.found(Link::Infinitive, self.at, self.at))
    }

    /// Goes over one word that is neither addressee nor link.
    fn pass(&mut self, cell: &Cell<'_>) -> Step {
        if cell.is(Class::Conjunction) {
            // "those present and, especially, …" joins; "spoke and said" is another verb's.
            return Step::Found(self.right(None, self.at, self.at));
        }
        if cell.is(Class::Topic) && !self.report && self.verb.sort != Sort::Offer {
            return Step::Found(self.right(None, self.at, self.at));
        }
        if cell.is(Class::Report) {
            self.report = true;
            self.object |= !self.governed;
        } else if cell.is(Class::Preposition) {
            self.governed = true;
        } else if cell.is_adverb() {
        } else if is_noun_like(cell) || cell.is_verb(Forms::PARTICIPLE) || cell.is(Class::Object) {
            let determiner = cell.is(Class::Determiner) || cell.is(Class::Possessive);
            self.object |= !self.governed && !determiner;
        } else {
            return Step::Found(self.right(None, self.at, self.at));
        }
        self.at += 1;
        Step::On
    }
}
