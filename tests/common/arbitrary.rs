//! Arbitrary transcripts: blocks of every kind in any order, turns, every mark over any stretch, a header with anything in it.
//!
//! The same seed gives the same transcript.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::borrow::Cow;
use std::sync::Arc;

use teiscribe::diagnostic::{Code, Diagnostic};
use teiscribe::model::{
    Act, Annotation, Archival, Aside, Basis, Block, BlockKind, Certainty, Date, DateValue, Entity, EntityId, EntityKind, Field, Gap, GapReason,
    GapUnit, Genre, Header, HeaderDate, ListKind, Mark, Measure, Mode, Name, NoteKind, NotePlace, Part, Publication, Quote, Recording, RecordingKind,
    Rule, Setting, Speech, TimeValue, Transcript, Turn, Work,
};
use teiscribe::source::{Source, Span};

static RULES: [Rule; 2] = [Rule::new("rule.that", "an attribution verb followed by that"), Rule::new("rule.name", "a name")];

static QUERY: Code = Code { id: "annotate/test", what: "", why: "", example: "", remedy: "" };

/// A small generator of numbers (xorshift); equal seeds, equal numbers.
pub struct Random(u64);

impl Random {
    /// A generator for one seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from((self.next() >> 11) % limit.max(1) as u64).expect("below a usize")
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (!self.once_in(2)).then(|| make(self))
    }
}

const WORDS: &[&str] = &[
    "Ana",
    "said",
    "that",
    "“no”",
    "(he laughed)",
    "[wind]",
    "7 May",
    "20 tons",
    "&",
    "<b>",
    "дом",
    "\u{1}",
    "a\tb",
    "\r",
    "\u{301}",
    "]]>",
    "x",
    "\u{1F600}",
    "\u{FFFE}",
    "it\u{a0}is",
];

const KINDS: [EntityKind; 5] = [EntityKind::Person, EntityKind::Group, EntityKind::Organisation, EntityKind::Place, EntityKind::Work];

/// The transcript of a seed.
pub fn transcript(seed: u64) -> Transcript {
    let mut random = Random::new(seed);
    let (text, lines) = lines(&mut random);
    let genre = random.of(&[Genre::Reported, Genre::Minutes, Genre::Interview]);
    let mut transcript = Transcript::new(Arc::new(Source::from_text("notes/a talk.txt", text)), "a talk", genre);
    entities(&mut random, &mut transcript);
    let entity = EntityId(transcript.register.len());
    let turns = random.below(4);
    transcript.turns = (0..turns).map(|_| turn(&mut random, entity)).collect();
    transcript.blocks = blocks(&mut random, &lines, turns);
    let count = random.below(14);
    transcript.annotations = (0..count).map(|_| annotation(&mut random, &transcript, entity)).collect();
    transcript.header = header(&mut random, &transcript, entity);
    queries(&mut random, &mut transcript);
    transcript
}

fn lines(random: &mut Random) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut lines = Vec::new();
    for _ in 0..random.below(9) {
        let start = text.len();
        for _ in 0..=random.below(7) {
            text.push_str(random.of(WORDS));
            text.push_str(random.of(&[" ", "", ", "]));
        }
        let line = &text[start..];
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Span::new(from, from + trimmed.len()));
        }
        text.push_str(random.of(&["\n", "\n\n", "\r\n"]));
    }
    (text, lines)
}

fn blocks(random: &mut Random, lines: &[Span], turns: usize) -> Vec<Block> {
    let mut turn = None;
    let blocks = lines.iter().map(|&span| {
        let kind = block_kind(random);
        if random.once_in(3) {
            turn = (turns > 0 && random.once_in(2)).then(|| u32::try_from(random.below(turns)).expect("a small number"));
        }
        Block { span, kind, turn }
    });
    blocks.collect()
}

fn block_kind(random: &mut Random) -> BlockKind {
    let list = random.of(&[ListKind::Participants, ListKind::Agenda, ListKind::Plain]);
    match random.below(22) {
        0 => BlockKind::Furniture,
        1 => BlockKind::Metadata(Cow::Borrowed("teiHeader/fileDesc")),
        2 => BlockKind::Title,
        3 => BlockKind::Heading(u8::try_from(random.below(4)).expect("a small number")),
        4 => BlockKind::Dateline,
        5 => BlockKind::Classification,
        6 | 7 => BlockKind::SpeakerLabel,
        8 | 9 => BlockKind::ListHead(list),
        10 | 11 => BlockKind::ListItem(list),
        12 => BlockKind::Incident,
        13 => BlockKind::Gap,
        14 => BlockKind::Note { number: random.maybe(|random| random.of(&["1", "*", "2"]).to_owned()), place: NotePlace::Foot },
        15 => BlockKind::Editorial(note_kind(random)),
        16 => BlockKind::Signature,
        17 => BlockKind::PageMark("7".to_owned()),
        _ => BlockKind::Paragraph,
    }
}

fn note_kind(random: &mut Random) -> NoteKind {
    random.of(&[NoteKind::Handwriting, NoteKind::Stamp, NoteKind::Translator, NoteKind::Editor, NoteKind::Archival, NoteKind::Bracket])
}

fn entities(random: &mut Random, transcript: &mut Transcript) {
    if random.once_in(2) {
        transcript.register.unknown();
    }
    for kind in KINDS {
        for name in ["Ana", "P25", "Дом"].iter().take(random.below(4)) {
            let mut entity = Entity::new(kind, name);
            entity.present = random.once_in(2);
            entity.forms.insert("A. & co.".to_owned());
            entity.roles.insert("chair".to_owned());
            entity.part = random.maybe(|random| random.of(&[Part::Narrator, Part::Chair, Part::Interviewer, Part::Interviewee]));
            entity.size = random.maybe(|_| 16);
            entity.delegation = Some(transcript.register.len()).filter(|&len| len > 0 && random.once_in(2)).map(|len| EntityId(random.below(len)));
            entity.same_as = random.maybe(|_| vec!["https://example.org/a?b=1&c=2".to_owned()]).unwrap_or_default();
            if random.once_in(2) {
                entity.merged.insert("A.".to_owned(), "the same initial and surname".to_owned());
            }
            transcript.register.add(entity);
        }
    }
    transcript.register.assign_ids(|entity| teiscribe::model::slug(&entity.name));
}

fn some_entities(random: &mut Random, count: EntityId) -> Vec<EntityId> {
    if count.0 == 0 { Vec::new() } else { (0..random.below(3)).map(|_| EntityId(random.below(count.0))).collect() }
}

fn turn(random: &mut Random, count: EntityId) -> Turn {
    let (who, label) = (some_entities(random, count), None);
    let times = random.maybe(|random| (random.below(90_000) as u64, random.maybe(|_| 90_500)));
    let inferred = random.maybe(certainty);
    let decided = if inferred.is_none() { random.maybe(|_| "holt".to_owned()) } else { None };
    Turn { who, label, times, inferred, decided }
}

fn certainty(random: &mut Random) -> Certainty {
    random.of(&[Certainty::Unknown, Certainty::Low, Certainty::Medium, Certainty::High])
}

fn span(random: &mut Random, transcript: &Transcript) -> Span {
    let text = transcript.source.text();
    if random.once_in(4) && !transcript.blocks.is_empty() {
        return transcript.blocks[random.below(transcript.blocks.len())].span;
    }
    let start = text.floor_char_boundary(random.below(text.len() + 1));
    let end = text.floor_char_boundary((start + random.below(30)).min(text.len()));
    Span::new(start, end.max(start))
}

fn annotation(random: &mut Random, transcript: &Transcript, count: EntityId) -> Annotation {
    let basis = match random.below(4) {
        0 => Basis::Printed,
        1 => Basis::Inferred(certainty(random)),
        2 => Basis::Decided("P. Editor".to_owned()),
        _ => Basis::Earlier,
    };
    let rule = random.maybe(|random| Cow::Borrowed(&RULES[random.below(RULES.len())]));
    Annotation { span: span(random, transcript), mark: mark(random, transcript, count), rule, basis }
}

fn mark(random: &mut Random, transcript: &Transcript, count: EntityId) -> Mark {
    let lang = random.of(&["ru-Latn", "de", "no language"]).to_owned();
    let entity = some_entities(random, count).pop();
    let name = Name { class: random.of(&KINDS), entity };
    match random.below(33) {
        0..=3 => Mark::Speech(speech(random, transcript, count)),
        4 => Mark::Quote(random.of(&[Quote::Plain, Quote::SoCalled, Quote::Mentioned])),
        5 => Mark::Aside(random.of(&[Aside::Author, Aside::Event])),
        6 => Mark::Name(name),
        7 => Mark::Role,
        8 => Mark::Reference(name),
        9 => Mark::Date(date_value(random)),
        10 => Mark::Time(TimeValue { hour: 19, minute: 30 }),
        11 => Mark::Measure(measure(random)),
        12 => Mark::Work(Work { level: random.of(&['a', 'j', 'x']), lang: Some(lang), entity: name.entity }),
        13 => Mark::Term(Some(lang)),
        14 => Mark::Foreign(lang),
        15 => Mark::Gloss { of: random.maybe(|random| span(random, transcript)) },
        16 => Mark::OriginalTerm,
        17 => Mark::Sic,
        18 => Mark::SicNote,
        19 => Mark::Supplied,
        20 => Mark::Gap(gap(random)),
        21 => Mark::Note(note_kind(random)),
        22 => Mark::Expansion("in full".to_owned()),
        23 => Mark::Correction("right".to_owned()),
        24 => Mark::RestoredLabel,
        25 => Mark::Kinesic,
        26 => Mark::Vocal,
        27 => Mark::Incident,
        28 => Mark::Pause,
        29 => Mark::Unclear,
        30 => Mark::PageMark("8".to_owned()),
        31 => Mark::NoteMark(random.of(&["1", "*", "9"]).to_owned()),
        _ => Mark::TimeCode(random.below(100_000) as u64),
    }
}

fn speech(random: &mut Random, transcript: &Transcript, count: EntityId) -> Speech {
    Speech {
        who: some_entities(random, count),
        to: some_entities(random, count),
        mode: random.of(&[Mode::Direct, Mode::Indirect]),
        attribution: Vec::new(),
        act: random.maybe(|_| Act::Toast),
        chain: random.maybe(|random| u32::try_from(random.below(2)).expect("a small number")),
        doubt: random.maybe(|random| span(random, transcript)),
    }
}

fn gap(random: &mut Random) -> Gap {
    Gap {
        reason: random.of(&[GapReason::Omitted, GapReason::Illegible, GapReason::Inaudible, GapReason::Missing, GapReason::Classified]),
        unit: random.maybe(|random| random.of(&[GapUnit::Page, GapUnit::Line, GapUnit::Paragraph, GapUnit::Word])),
        extent: random.maybe(|_| "two".to_owned()),
    }
}

fn date(random: &mut Random) -> Date {
    random.of(&[Date::year(1956), Date::month(1956, 9).expect("a month"), Date::day(1956, 9, 26).expect("a day")])
}

fn date_value(random: &mut Random) -> DateValue {
    DateValue {
        when: random.maybe(date),
        not_before: random.maybe(date),
        not_after: random.maybe(date),
        from: random.maybe(date),
        to: random.maybe(date),
    }
}

fn measure(random: &mut Random) -> Measure {
    let number = |random: &mut Random| random.maybe(|random| random.of(&["20", "1.5", "about ten"]).to_owned());
    Measure {
        quantity: number(random),
        at_least: number(random),
        at_most: number(random),
        unit: random.maybe(|random| random.of(&["t", "people", "square km", ""]).to_owned()),
        commodity: random.maybe(|random| random.of(&["winter wheat", ""]).to_owned()),
    }
}

fn field(random: &mut Random, transcript: &Transcript) -> Field {
    let span = span(random, transcript);
    match random.maybe(|_| transcript.source.slice(span).to_owned()) {
        Some(text) => Field { text, span: Some(span) },
        None => Field { text: "as <given>".to_owned(), span: None },
    }
}

fn header_date(random: &mut Random, transcript: &Transcript) -> HeaderDate {
    HeaderDate { field: field(random, transcript), value: date_value(random), inferred: random.once_in(2) }
}

fn agents(random: &mut Random, transcript: &Transcript, count: EntityId) -> Vec<(Field, Option<EntityId>)> {
    (0..random.below(3)).map(|_| (field(random, transcript), some_entities(random, count).pop())).collect()
}

fn fields(random: &mut Random, transcript: &Transcript) -> Vec<Field> {
    (0..random.below(3)).map(|_| field(random, transcript)).collect()
}

fn header(random: &mut Random, transcript: &Transcript, count: EntityId) -> Header {
    Header {
        title: random.maybe(|random| field(random, transcript)),
        language: random.maybe(|random| random.of(&["en", "not a tag"]).to_owned()),
        original_language: random.maybe(|random| field(random, transcript)),
        authors: agents(random, transcript, count),
        addressees: agents(random, transcript, count),
        date: random.maybe(|random| header_date(random, transcript)),
        settings: (0..random.below(3)).map(|_| setting(random, transcript, count)).collect(),
        classification: random.maybe(|random| field(random, transcript)),
        subject: random.maybe(|random| field(random, transcript)),
        summaries: fields(random, transcript),
        archival: (0..random.below(3)).map(|_| archival(random, transcript)).collect(),
        publications: (0..random.below(3)).map(|_| publication(random, transcript)).collect(),
        translators: agents(random, transcript, count),
        holders: agents(random, transcript, count),
        rights: fields(random, transcript),
        blank_fields: fields(random, transcript),
        other: fields(random, transcript).into_iter().map(|field| ("Label:".to_owned(), field)).collect(),
        recordings: (0..random.below(3)).map(|_| recording(random)).collect(),
        original_sha256: random.maybe(|_| "0a".repeat(32)),
        iri: random.maybe(|_| "https://example.org/a-talk".to_owned()),
        licence: random.maybe(|_| "CC BY 4.0".to_owned()),
        publisher: random.maybe(|_| "An edition".to_owned()),
        ..Header::default()
    }
}

fn setting(random: &mut Random, transcript: &Transcript, count: EntityId) -> Setting {
    Setting {
        place: some_entities(random, count).pop(),
        place_text: random.maybe(|random| field(random, transcript)),
        date: random.maybe(|random| header_date(random, transcript)),
        activity: random.maybe(|random| field(random, transcript)),
        attendees: some_entities(random, count),
        extent: random.maybe(|random| span(random, transcript)),
    }
}

fn archival(random: &mut Random, transcript: &Transcript) -> Archival {
    let levels = [("fond", "52"), ("opis", "1"), ("box number", "3")];
    Archival {
        field: field(random, transcript),
        repository: random.maybe(|_| "APRF".to_owned()),
        levels: levels.iter().take(random.below(4)).map(|&(kind, value)| (Cow::Borrowed(kind), value.to_owned())).collect(),
        leaves: random.maybe(|_| ("64".to_owned(), "113 v".to_owned())),
        leaves_text: "List 64-113".to_owned(),
    }
}

fn publication(random: &mut Random, transcript: &Transcript) -> Publication {
    Publication {
        field: field(random, transcript),
        title: random.maybe(|random| field(random, transcript)),
        date: random.maybe(|random| header_date(random, transcript)),
        doubt: random.maybe(|_| "it cannot be right".to_owned()),
    }
}

fn recording(random: &mut Random) -> Recording {
    Recording {
        kind: random.maybe(|random| random.of(&[RecordingKind::Audio, RecordingKind::Video])),
        duration: random.maybe(|random| random.below(9_000_000) as u64),
        url: random.maybe(|_| "https://example.org/tape.wav".to_owned()),
        mime_type: random.maybe(|_| "audio/wav".to_owned()),
    }
}

fn queries(random: &mut Random, transcript: &mut Transcript) {
    for _ in 0..random.below(4) {
        let query = Diagnostic::warning(&QUERY, "a query & its <reason>");
        let query = if random.once_in(4) { query } else { query.at(&transcript.source, span(random, transcript)) };
        transcript.queries.push(query);
    }
}
