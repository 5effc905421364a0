//! Stretches of capitalised words, cut into what may be names: "President X", "the Y People's Committee", "Z Islands".
//!
//! Only what stands inside a stretch decides here; what stands around it is weighed by `evidence`.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::language::names::Kind;
use crate::source::Span;

use super::line::Line;

/// What the words of a find say by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Capitalised words that may be anything.
    Plain,
    /// Capitals.
    Acronym,
    /// A person: after an office, or with an initial.
    Person,
    /// A place or country: "Islands".
    Place,
    /// An organisation: "Committee".
    Organisation,
    /// "Voice of X".
    OfName,
}

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Find {
    /// Its tokens, a possessive ending included.
    pub(super) tokens: Range<usize>,
    /// Its characters, without possessive ending.
    pub(super) span: Span,
    pub(super) sort: Sort,
    /// Titles that stand directly before it, as indices.
    pub(super) titles: Range<usize>,
    /// Titles in the plural that stand before the list it belongs to.
    pub(super) shared_titles: Range<usize>,
    /// Whether it has an initial.
    pub(super) initial: bool,
    /// Number of its words.
    pub(super) words: usize,
}

/// An honorific, a rank or an office before a name.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) plural: bool,
    /// An office rather than an honorific.
    pub(super) office: bool,
}

/// One word of a stretch, with its full stop or apostrophe.
#[derive(Clone, Copy, Debug)]
struct Piece {
    first: usize,
    end: usize,
}

/// What one block holds.
#[derive(Debug, Default)]
pub(super) struct Finds {
    pub(super) finds: Vec<Find>,
    pub(super) titles: Vec<Title>,
}

impl Finds {
    /// The token at which a find begins, its titles included.
    pub(super) fn begin(&self, find: &Find) -> usize {
        self.titles[find.titles.clone()].first().map_or(find.tokens.start, |title| title.tokens.start)
    }
}

/// Cuts a block's stretches of capitalised words. `common` are the words that the document has in lower case.
pub(super) fn scan(line: &Line<'_>, common: &FxHashSet<&str>) -> Finds {
    let mut scan = Scan { line, common, found: Finds::default(), at: 0 };
    if line.shouted {
        return scan.found;
    }
    while scan.at < line.len() {
        scan.step();
    }
    scan.found
}

/// Letters of an abbreviation, at most: a longer word in capitals is only printed so.
const LONGEST_ABBREVIATION: usize = 9;

/// No name has more words.
const LONGEST: usize = 12;

struct Scan<'s, 'a> {
    line: &'s Line<'a>,
    common: &'s FxHashSet<&'s str>,
    found: Finds,
    at: usize,
}

impl Scan<'_, '_> {
    fn step(&mut self) {
        let at = self.at;
        if let Some(title) = self.honorific(at).or_else(|| self.office_in_lower_case(at)) {
            self.at = title.tokens.end;
            self.found.titles.push(title);
            return;
        }
        let pieces = self.stretch(at);
        self.at = pieces.last().map_or(at + 1, |last| last.end);
        self.parse(&pieces);
    }

    /// `Com.`, `Generals`, `Mr.` before a name.
    fn honorific(&self, at: usize) -> Option<Title> {
        self.honorific_among(at, 3)
    }

    /// The same, with at most `more` further honorifics behind it.
    fn honorific_among(&self, at: usize, more: usize) -> Option<Title> {
        let line = self.line;
        let lower = line.is_lower(at) && line.has(at, Kind::HonorificLower);
        if !(lower || line.is_capital(at) && line.any(at, &[Kind::Honorific, Kind::HonorificPlural])) || line.is_possessive(at) {
            return None;
        }
        let end = at + 1 + usize::from(line.text(at + 1) == "." && !line.is_spaced(at + 1));
        let dotted = end > at + 1;
        let shouted = self.line.is_capital(end) && self.line.is_acronym(end) && self.line.bare(end).chars().count() > 2;
        let named =
            self.begins_name(end) || dotted && shouted || more > 0 && self.honorific_among(end, more - 1).is_some() || dotted && self.particle(end);
        named.then(|| self.title(at..end, line.has(at, Kind::HonorificPlural), false))
    }

    /// "ambassador" before a name or honorific.
    fn office_in_lower_case(&self, at: usize) -> Option<Title> {
        let office = self.line.is_lower(at) && self.line.has(at, Kind::Office) && !self.line.is_possessive(at);
        let named = office && !self.line.is_start(at + 1) && (self.begins_name(at + 1) || self.honorific(at + 1).is_some());
        named.then(|| self.title(at..at + 1, false, true))
    }

    fn title(&self, tokens: Range<usize>, plural: bool, office: bool) -> Title {
        Title { span: self.span(tokens.clone()), tokens, plural, office }
    }

    fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(self.line.tokens[tokens.start].span.start, self.line.tokens[tokens.end - 1].span.end)
    }

    /// Whether a person's name may begin at `at`.
    fn begins_name(&self, at: usize) -> bool {
        self.line.is_capital(at) && (self.line.is_initial(at) || self.is_plain(at))
    }

    /// Whether one particle or more stand at `at` before a name.
    fn particle(&self, at: usize) -> bool {
        let particle = |at: &usize| self.line.is_lower(*at) && self.line.has(*at, Kind::Particle);
        let particles = (at..at + 3).take_while(particle).count();
        particles > 0 && self.begins_name(at + particles)
    }

    /// Whether a capitalised word is none of the words that the tables know.
    fn is_plain(&self, at: usize) -> bool {
        const KNOWN: &[Kind] = &[
            Kind::Office,
            Kind::OfficeModifier,
            Kind::Organisation,
            Kind::OrganisationAbbreviation,
            Kind::OrganisationModifier,
            Kind::Country,
            Kind::Place,
            Kind::Document,
            Kind::Calendar,
            Kind::Compass,
            Kind::Function,
            Kind::NamePossessive,
        ];
        let formula = || self.line.text(at).contains(|character: char| character.is_ascii_digit());
        !self.line.any(at, KNOWN) && !self.line.is_acronym(at) && !self.line.is_teaching(at) && !is_roman(self.line.bare(at)) && !formula()
    }

    /// The capitalised words that stand together from `at` on.
    fn stretch(&self, at: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut next = at;
        self.particles(&mut next, &mut pieces);
        while let Some(piece) = self.piece(next) {
            if pieces.len() >= LONGEST || self.breaks_before(&pieces, next) {
                break;
            }
            pieces.push(piece);
            next = piece.end;
            if self.is_plain(piece.first) && !self.line.is_possessive(piece.first) {
                self.particles(&mut next, &mut pieces);
            }
        }
        pieces
    }

    /// Takes the particles that stand at `next` before a name.
    fn particles(&self, next: &mut usize, pieces: &mut Vec<Piece>) {
        while self.particle(*next) {
            pieces.push(Piece { first: *next, end: *next + 1 });
            *next += 1;
        }
    }

    fn breaks_before(&self, pieces: &[Piece], at: usize) -> bool {
        let Some(last) = pieces.last() else { return false };
        let joined = self.line.is_spaced(at) || self.line.is_initial(last.first);
        let possessive = self.line.is_possessive(last.first) && !self.line.has(last.first, Kind::NamePossessive);
        !joined || possessive || self.honorific(at).is_some() || (self.line.headline && self.line.has(at, Kind::Function))
    }

    /// The capitalised word at `at` with its full stop or apostrophe.
    fn piece(&self, at: usize) -> Option<Piece> {
        if !self.line.is_capital(at) {
            return None;
        }
        if self.line.is_initial(at) {
            return self.initial_counts(at).then_some(Piece { first: at, end: at + 2 });
        }
        let apostrophe = matches!(self.line.text(at + 1), "'" | "’") && !self.line.is_spaced(at + 1);
        let kept = apostrophe && (self.is_plural_possessive(at) || self.is_soft_sign(at));
        Some(Piece { first: at, end: at + 1 + usize::from(kept) })
    }

    /// An initial has a name or another initial behind it, or stands in an abbreviation such as `U.S.`.
    fn initial_counts(&self, at: usize) -> bool {
        let next = at + 2;
        let fresh = self.line.is_start(next) && !self.line.headline;
        let follows = self.line.is_initial(next) || self.line.is_capital(next) && !fresh;
        let dotted = at >= 2 && self.line.is_initial(at - 2) && !self.line.is_spaced(at);
        (follows && (!self.line.has(at, Kind::FirstPerson) || self.line.is_initial(next))) || dotted
    }

    /// `Workers'` before another word of a name.
    fn is_plural_possessive(&self, at: usize) -> bool {
        self.line.has(at, Kind::NamePossessive) && self.line.text(at).ends_with('s') && self.line.is_capital(at + 2)
    }

    /// An apostrophe that ends no quotation is a transliterated soft sign: `Oblast'`.
    fn is_soft_sign(&self, at: usize) -> bool {
        let opened = (0..at).rev().take(60).any(|before| matches!(self.line.text(before), "'" | "‘") && self.line.is_spaced(before));
        !self.line.text(at).ends_with(['s', 'x', 'z']) && !opened
    }

    fn parse(&mut self, pieces: &[Piece]) {
        let mut pieces = pieces;
        while let [first, rest @ ..] = pieces
            && self.is_no_name(first.first, rest)
        {
            pieces = rest;
        }
        if pieces.is_empty() || self.office_before_name(pieces) || self.office_of_matter(pieces) {
            return;
        }
        match self.head(pieces) {
            Some((head, Kind::Country)) => self.country(pieces, head),
            Some((head, Kind::Place)) => self.place(pieces, head),
            Some((head, _)) => self.organisation(pieces, head),
            None => self.unheaded(pieces),
        }
    }

    /// The last word for a kind of organisation, country or place.
    fn head(&self, pieces: &[Piece]) -> Option<(usize, Kind)> {
        let kinds = [Kind::Country, Kind::Organisation, Kind::OrganisationAbbreviation, Kind::Place];
        (0..pieces.len()).rev().find_map(|at| kinds.into_iter().find(|&kind| self.line.has(pieces[at].first, kind)).map(|kind| (at, kind)))
    }

    /// Whether a capitalised first word is only the beginning of its sentence.
    fn is_no_name(&self, first: usize, rest: &[Piece]) -> bool {
        if !self.line.is_start(first) || self.line.is_initial(first) || self.line.is_lower(first) {
            return false;
        }
        if self.line.has(first, Kind::Particle) && rest.len() > 1 {
            return false;
        }
        if self.line.has(first, Kind::Function) {
            let office = self.line.has(first, Kind::OfficeModifier) && rest.first().is_some_and(|next| self.line.has(next.first, Kind::Office));
            return !office;
        }
        !rest.is_empty() && self.is_plain(first) && (self.is_common(first) || self.line.is_verbal(first))
    }

    /// Whether the document has the word in lower case too.
    fn is_common(&self, at: usize) -> bool {
        self.common.contains(self.line.bare(at).to_lowercase().as_str())
    }

    /// "Foreign Minister X": the words of the office become a title, the rest a person.
    fn office_before_name(&mut self, pieces: &[Piece]) -> bool {
        let office = |piece: &Piece| self.line.has(piece.first, Kind::Office) && !self.line.is_possessive(piece.first);
        let Some(last) = (0..pieces.len().saturating_sub(1)).rev().find(|&at| office(&pieces[at]) && self.begins_name(pieces[at + 1].first)) else {
            return false;
        };
        let name = &pieces[last + 1..];
        if name.iter().any(|piece| self.line.any(piece.first, &[Kind::Organisation, Kind::OrganisationAbbreviation, Kind::Country])) {
            return false;
        }
        let word = |piece: &Piece| self.line.any(piece.first, &[Kind::Office, Kind::OfficeModifier]) && !self.line.is_possessive(piece.first);
        let first = (0..last).rev().take_while(|&at| word(&pieces[at])).last().unwrap_or(last);
        self.parse(&pieces[..first]);
        let title = self.title(pieces[first].first..pieces[last].end, false, true);
        self.found.titles.push(title);
        self.unheaded(name);
        true
    }

    /// "Secretary of State X".
    fn office_of_matter(&mut self, pieces: &[Piece]) -> bool {
        let office = |piece: &Piece| self.line.any(piece.first, &[Kind::Office, Kind::OfficeModifier]);
        let (first, end) = (pieces[0].first, pieces[pieces.len() - 1].end);
        if !pieces.iter().all(office) || !self.line.has(end, Kind::OfWord) {
            return false;
        }
        let matters = |rest: &[Piece]| rest.iter().take_while(|piece| self.line.any(piece.first, &[Kind::OfficeMatter, Kind::Organisation])).count();
        let mut rest = self.stretch(end + 1 + usize::from(self.line.has(end + 1, Kind::Article)));
        let mut matter = matters(&rest);
        while matter == rest.len()
            && let Some(joined) = self.joined_matter(&rest)
        {
            (matter, rest) = (matters(&joined), joined);
        }
        if matter > 0 && matter == rest.len() && rest.iter().all(|piece| self.line.has(piece.first, Kind::OfficeMatter)) {
            self.at = rest[matter - 1].end;
            return true;
        }
        if matter == 0 || matter == rest.len() || !self.begins_name(rest[matter].first) {
            return false;
        }
        let title = self.title(first..rest[matter - 1].end, false, true);
        self.found.titles.push(title);
        self.at = rest[rest.len() - 1].end;
        self.unheaded(&rest[matter..]);
        true
    }

    /// "and Energy" behind "Minister of Mines".
    fn joined_matter(&self, rest: &[Piece]) -> Option<Vec<Piece>> {
        let end = rest.last()?.end;
        let joined = if self.line.has(end, Kind::Conjunction) { self.stretch(end + 1) } else { Vec::new() };
        joined.first().is_some_and(|piece| self.line.has(piece.first, Kind::OfficeMatter)).then_some(joined)
    }

    /// "… Committee", "CC of the … Party".
    fn organisation(&mut self, pieces: &[Piece], head: usize) {
        let general = |piece: &Piece| self.line.any(piece.first, &[Kind::Organisation, Kind::OrganisationAbbreviation]);
        let named = pieces[..=head].iter().any(|piece| !general(piece));
        let alone = self.line.has(pieces[head].first, Kind::OrganisationAlone);
        let whole = head + 1 == pieces.len() && !self.line.is_possessive(pieces[head].first);
        let end = pieces[head].end;
        let tail = if whole { self.tail(end) } else { end };
        let meeting = tail == end && whole && pieces.len() > 2 && self.line.is_lower(end) && self.line.has(end, Kind::OrganisationMeeting);
        let end = tail + usize::from(meeting);
        if named || alone || tail > pieces[head].end {
            self.push(pieces[0].first..end, Sort::Organisation, head + 1);
        }
        self.at = self.at.max(end);
        self.parse(&pieces[head + 1..]);
    }

    /// "of the Bulgarian Party", "of Communists of X", "for State Security": where it ends; `end` where there is none.
    fn tail(&self, end: usize) -> usize {
        let mut end = end;
        for _ in 0..LONGEST {
            let matter = |at: usize| self.line.is_capital(at) && self.line.any(at, &[Kind::OfficeMatter, Kind::OrganisationModifier]);
            let next = if self.line.has(end, Kind::OfWord) {
                end + 1 + usize::from(self.line.has(end + 1, Kind::Article))
            } else if self.line.any(end, &[Kind::ForWord, Kind::Conjunction]) && matter(end + 1) {
                end + 1
            } else {
                return end;
            };
            let Some(last) = self.of_name(next) else { return end };
            end = last;
        }
        end
    }

    /// Where the name that begins at `at` behind "of" ends.
    fn of_name(&self, at: usize) -> Option<usize> {
        if self.honorific(at).is_some() || self.line.is_start(at) && !self.line.headline {
            return None;
        }
        let pieces = self.stretch(at);
        let last = pieces.last()?;
        let office = self.line.any(pieces[0].first, &[Kind::Office, Kind::Calendar]) && !self.line.has(pieces[0].first, Kind::OfficeMatter);
        (!office && !self.line.is_possessive(last.first)).then_some(last.end)
    }

    /// "Soviet Union", "X People's Republic", "Republic of X"; a union of people, or one that is joined, is an organisation.
    fn country(&mut self, pieces: &[Piece], head: usize) {
        let whole = head + 1 == pieces.len() && !self.line.is_possessive(pieces[head].first);
        let end = if whole { self.tail(pieces[head].end) } else { pieces[head].end };
        if head == 0 && end == pieces[0].end {
            return self.parse(&pieces[1..]);
        }
        let members =
            pieces[..head].iter().any(|piece| self.line.has(piece.first, Kind::NamePossessive)) && self.line.has(pieces[head].first, Kind::Union);
        let sort = if members || self.is_joined(pieces[0].first) { Sort::Organisation } else { Sort::Place };
        self.push(pieces[0].first..end, sort, head + 1);
        self.at = self.at.max(end);
        self.parse(&pieces[head + 1..]);
    }

    /// "joining the X", "a member of the X".
    fn is_joined(&self, first: usize) -> bool {
        let before = |at: usize, kind: Kind| at.checked_sub(1).filter(|&at| self.line.has(at, kind)).unwrap_or(at);
        let at = before(before(first, Kind::Article), Kind::OfWord);
        at > 0 && self.line.has(at - 1, Kind::Joining)
    }

    /// "X Islands", "Gulf of X".
    fn place(&mut self, pieces: &[Piece], head: usize) {
        let whole = head + 1 == pieces.len() && !self.line.is_possessive(pieces[head].first);
        let end = if whole && head == 0 { self.tail(pieces[head].end) } else { pieces[head].end };
        if head > 0 || end > pieces[0].end {
            self.push(pieces[0].first..end, Sort::Place, head + 1);
        } else if self.line.has(pieces[0].first, Kind::PlaceFirst) && pieces.len() > 1 {
            return self.unheaded(pieces);
        }
        self.at = self.at.max(end);
        self.parse(&pieces[head + 1..]);
    }

    /// Capitalised words without a word for a kind of thing among them.
    fn unheaded(&mut self, pieces: &[Piece]) {
        if self.named_by_compass(pieces) {
            return;
        }
        let mut at = 0;
        while at < pieces.len() {
            let mut plain = pieces[at..].iter().take_while(|piece| self.is_part_of_name(piece)).count();
            // "A.V. ADAMS"
            if plain > 0
                && pieces[at..at + plain].iter().all(|piece| self.line.is_initial(piece.first))
                && self.is_shouted_surname(pieces.get(at + plain))
            {
                plain += 1;
            }
            if plain > 0 {
                self.plain(&pieces[at..at + plain]);
                at += plain;
                continue;
            }
            let word = pieces[at].first;
            let counted = !is_roman(self.line.bare(word)) && !self.line.any(word, &[Kind::Calendar, Kind::Function]);
            if self.line.is_acronym(word) && counted && !self.is_shouted_heading(pieces) {
                let short = self.line.bare(word).chars().count() <= LONGEST_ABBREVIATION;
                self.push(word..pieces[at].end, if short { Sort::Acronym } else { Sort::Plain }, 1);
            }
            at += 1;
        }
    }

    /// Whether a word in capitals is longer than most abbreviations.
    fn is_shouted_surname(&self, piece: Option<&Piece>) -> bool {
        piece.is_some_and(|piece| self.line.is_acronym(piece.first) && self.line.bare(piece.first).chars().count() > 3)
    }

    /// Whether several words in capitals stand together, and a word among them is too long for an abbreviation: "STENOGRAPHIC RECORD".
    fn is_shouted_heading(&self, pieces: &[Piece]) -> bool {
        const ABBREVIATION: usize = 5;
        let shouted = |piece: &&Piece| self.line.is_acronym(piece.first);
        let long = |piece: &Piece| self.line.is_acronym(piece.first) && self.line.bare(piece.first).chars().count() > ABBREVIATION;
        pieces.iter().filter(shouted).count() > 1 && pieces.iter().any(long)
    }

    /// "the West", "Eastern X", "Lake X".
    fn named_by_compass(&mut self, pieces: &[Piece]) -> bool {
        let first = pieces[0].first;
        if let [only] = pieces {
            let article = first > 0 && self.line.has(first - 1, Kind::Article);
            let west = article && self.line.has(first, Kind::Compass) && self.line.is_capital(first) && !self.is_noun(only.end);
            if west {
                self.push(first - 1..only.end, Sort::Place, 1);
            }
            return west;
        }
        let last = &pieces[pieces.len() - 1];
        let named = self.line.has(first, Kind::PlaceFirst)
            && pieces[1..].iter().all(|piece| self.is_plain(piece.first))
            && !self.line.is_initial(pieces[1].first);
        let people = self.line.is_demonym(last.first) && self.line.text(last.first).ends_with('s');
        let taken = named && !self.is_common(pieces[1].first) && !self.is_noun(last.end);
        if taken {
            self.push(first..last.end, if people { Sort::Plain } else { Sort::Place }, pieces.len());
        }
        taken
    }

    fn is_part_of_name(&self, piece: &Piece) -> bool {
        self.line.is_initial(piece.first) || self.line.is_lower(piece.first) || self.is_plain(piece.first)
    }

    /// A sequence of plain words and initials.
    fn plain(&mut self, pieces: &[Piece]) {
        let (first, end) = (pieces[0].first, pieces[pieces.len() - 1].end);
        let counted = self.line.is_initial(pieces[pieces.len() - 1].first) && self.line.text(end).starts_with(|next: char| next.is_ascii_digit());
        if counted {
            return;
        }
        let initials = pieces.iter().filter(|piece| self.line.is_initial(piece.first)).count();
        if initials == pieces.len() {
            let clock = first > 0 && self.line.text(first - 1).starts_with(|first: char| first.is_ascii_digit());
            if initials > 1 && !clock {
                self.push(first..end, Sort::Acronym, 1);
            }
            return;
        }
        if let Some(end) = self.voice_of(pieces) {
            self.at = self.at.max(end);
            return self.push(first..end, Sort::OfName, pieces.len() + 1);
        }
        self.push(first..end, if initials > 0 { Sort::Person } else { Sort::Plain }, pieces.len());
        if let Some(find) = self.found.finds.last_mut() {
            find.initial = initials > 0;
        }
    }

    /// "the Voice of X": an ordinary word made a name; where it ends.
    fn voice_of(&self, pieces: &[Piece]) -> Option<usize> {
        let [only] = pieces else { return None };
        if !self.line.has(only.end, Kind::OfWord) || self.line.is_start(only.first) || self.line.is_possessive(only.first) {
            return None;
        }
        let article = only.first > 0 && self.line.has(only.first - 1, Kind::Article);
        let plain = self.line.is_capital(only.end + 1) && self.is_plain(only.end + 1);
        if plain && (article || self.is_common(only.first)) { self.of_name(only.end + 1) } else { None }
    }

    /// Whether a word in lower case is likely to be a noun, so that a capitalised word before it is its attribute.
    fn is_noun(&self, at: usize) -> bool {
        is_noun(self.line, at)
    }

    fn push(&mut self, tokens: Range<usize>, sort: Sort, words: usize) {
        let mut begin = tokens.start;
        let mut titles = self.found.titles.len()..self.found.titles.len();
        while titles.start > 0 && self.found.titles[titles.start - 1].tokens.end == begin {
            titles.start -= 1;
            begin = self.found.titles[titles.start].tokens.start;
        }
        let mut span = self.span(tokens.clone());
        let last = self.line.text(tokens.end - 1);
        span.end -= last.len() - super::line::without_possessive(last).len();
        self.found.finds.push(Find { tokens, span, sort, titles, shared_titles: 0..0, initial: false, words });
    }
}

/// Whether a word in lower case is likely to be a noun.
pub(super) fn is_noun(line: &Line<'_>, at: usize) -> bool {
    const VERBS: &[Kind] = &[Kind::Function, Kind::Auxiliary, Kind::PersonVerb];
    line.is_lower(at) && line.is_spaced(at) && !line.any(at, VERBS) && !line.is_verbal(at)
}

fn is_roman(word: &str) -> bool {
    word.len() < 6 && word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X' | b'L' | b'C')) && word.len() > 1
}
