//! The kinds of statement an editor can decide about, and what is said of each: `speech` has `who`, `to`, `mode`, `act`.

use crate::diagnostic::nearest;
use crate::model::Mark;

use super::value::{parse_date, parse_time};

/// A kind of statement; its name is the key that quotes the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Somebody's words.
    Speech,
    /// A name.
    Name,
    /// A phrase that means somebody without a name.
    Reference,
    /// An honorific or an office.
    Role,
    /// A date or a period.
    Date,
    /// A time of day.
    Time,
    /// A quantity.
    Measure,
    /// The title of a work.
    Work,
    /// A term that a bracket explains.
    Term,
    /// A foreign word.
    Foreign,
    /// A bracketed insertion.
    Bracket,
    /// A word that an earlier editor doubted.
    Sic,
    /// A stretch between quotation marks.
    Quotation,
    /// The author's parenthesis.
    Aside,
    /// A gesture, a sound, an event, a pause.
    Event,
    /// A stretch that could hardly be heard.
    Unclear,
    /// An abbreviation.
    Expansion,
    /// A misprint.
    Correction,
    /// A labelled turn; its label is quoted, or its first paragraph where it has none.
    Turn,
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Names or ids of people, groups or organisations; a list.
    People,
    /// The name or id of one entry.
    Entry,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `1956`, `1956-09` or `1956-09-26`.
    Date,
    /// `19:30`.
    Time,
    /// Any words.
    Words,
}

impl Form {
    /// Why `text` is no such value, as what to write instead. An empty value takes away what was found.
    pub(super) fn refusal(self, text: &str) -> Option<String> {
        match self {
            _ if text.is_empty() => None,
            Self::OneOf(words) if !words.contains(&text) => Some(match nearest(text, words.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("write one of {}", words.join(", ")),
            }),
            Self::Date if parse_date(text).is_none() => Some("write a day, a month or a year the calendar has: 1956-09-26, 1956-09, 1956".to_owned()),
            Self::Time if parse_time(text).is_none() => Some("write hours and minutes: 19:30".to_owned()),
            Self::People | Self::Entry | Self::OneOf(_) | Self::Date | Self::Time | Self::Words => None,
        }
    }
}

/// A key of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What its value may be.
    pub form: Form,
    /// Whether a statement of the kind is nothing without it.
    pub required: bool,
}

const fn needed(name: &'static str, form: Form) -> Key {
    Key { name, form, required: true }
}

const fn optional(name: &'static str, form: Form) -> Key {
    Key { name, form, required: false }
}

/// The modes of a speech.
pub(super) const MODES: &[&str] = &["direct", "indirect"];
/// The acts of a speech.
pub(super) const ACTS: &[&str] = &["toast"];
/// The kinds of entries.
pub(super) const CLASSES: &[&str] = &["person", "group", "organisation", "place", "work"];
/// The functions of brackets.
pub(super) const FUNCTIONS: &[&str] =
    &["gloss", "original-term", "sic", "supplied", "gap", "handwriting", "stamp", "translator", "editor", "archival", "unknown"];
/// Why something is missing.
pub(super) const REASONS: &[&str] = &["omitted", "illegible", "inaudible", "missing", "classified"];
/// What is counted in a gap.
pub(super) const UNITS: &[&str] = &["page", "line", "paragraph", "word"];
/// What quotation marks do.
pub(super) const MARKS: &[&str] = &["plain", "so-called", "mentioned"];
/// Who interrupts himself.
pub(super) const VOICES: &[&str] = &["author", "event"];
/// What happens.
pub(super) const EVENTS: &[&str] = &["kinesic", "vocal", "incident", "pause"];
const SPEECH: &[Key] =
    &[needed("who", Form::People), needed("mode", Form::OneOf(MODES)), optional("to", Form::People), optional("act", Form::OneOf(ACTS))];
const NAME: &[Key] = &[needed("class", Form::OneOf(CLASSES)), optional("ref", Form::Entry)];
const DATE: &[Key] = &[
    optional("when", Form::Date),
    optional("not_before", Form::Date),
    optional("not_after", Form::Date),
    optional("from", Form::Date),
    optional("to", Form::Date),
];
const MEASURE: &[Key] = &[
    optional("quantity", Form::Words),
    optional("at_least", Form::Words),
    optional("at_most", Form::Words),
    optional("unit", Form::Words),
    optional("commodity", Form::Words),
];
const WORK: &[Key] = &[needed("level", Form::OneOf(&["a", "j", "m", "s", "u"])), optional("lang", Form::Words), optional("ref", Form::Entry)];
const BRACKET: &[Key] = &[
    needed("function", Form::OneOf(FUNCTIONS)),
    optional("of", Form::Words),
    optional("reason", Form::OneOf(REASONS)),
    optional("unit", Form::OneOf(UNITS)),
    optional("count", Form::Words),
];
const TIME: &[Key] = &[needed("when", Form::Time)];
const TERM: &[Key] = &[optional("lang", Form::Words)];
const FOREIGN: &[Key] = &[needed("lang", Form::Words)];
const QUOTATION: &[Key] = &[needed("function", Form::OneOf(MARKS))];
const ASIDE: &[Key] = &[needed("by", Form::OneOf(VOICES))];
const EVENT: &[Key] = &[needed("what", Form::OneOf(EVENTS))];
const EXPANSION: &[Key] = &[needed("full", Form::Words)];
const TURN: &[Key] = &[needed("who", Form::People)];
const CORRECTION: &[Key] = &[needed("correct", Form::Words)];

impl Kind {
    /// All kinds.
    pub const ALL: &[Self] = &[
        Self::Speech,
        Self::Name,
        Self::Reference,
        Self::Role,
        Self::Date,
        Self::Time,
        Self::Measure,
        Self::Work,
        Self::Term,
        Self::Foreign,
        Self::Bracket,
        Self::Sic,
        Self::Quotation,
        Self::Aside,
        Self::Event,
        Self::Unclear,
        Self::Expansion,
        Self::Correction,
        Self::Turn,
    ];

    /// The key that quotes its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Name => "name",
            Self::Reference => "reference",
            Self::Role => "role",
            Self::Date => "date",
            Self::Time => "time",
            Self::Measure => "measure",
            Self::Work => "work",
            Self::Term => "term",
            Self::Foreign => "foreign",
            Self::Bracket => "bracket",
            Self::Sic => "sic",
            Self::Quotation => "quotation",
            Self::Aside => "aside",
            Self::Event => "event",
            Self::Unclear => "unclear",
            Self::Expansion => "expansion",
            Self::Correction => "correction",
            Self::Turn => "turn",
        }
    }

    /// What can be said of it.
    pub const fn keys(self) -> &'static [Key] {
        match self {
            Self::Speech => SPEECH,
            Self::Name | Self::Reference => NAME,
            Self::Date => DATE,
            Self::Time => TIME,
            Self::Measure => MEASURE,
            Self::Work => WORK,
            Self::Term => TERM,
            Self::Foreign => FOREIGN,
            Self::Bracket => BRACKET,
            Self::Quotation => QUOTATION,
            Self::Aside => ASIDE,
            Self::Event => EVENT,
            Self::Expansion => EXPANSION,
            Self::Correction => CORRECTION,
            Self::Turn => TURN,
            Self::Role | Self::Sic | Self::Unclear => &[],
        }
    }

    /// The kind of a mark; `None` for the marks that readers set, about which nothing is to be decided.
    pub const fn of(mark: &Mark) -> Option<Self> {
        Some(match mark {
            Mark::Speech(_) => Self::Speech,
            Mark::Name(_) => Self::Name,
            Mark::Reference(_) => Self::Reference,
            Mark::Role => Self::Role,
            Mark::Date(_) => Self::Date,
            Mark::Time(_) => Self::Time,
            Mark::Measure(_) => Self::Measure,
            Mark::Work(_) => Self::Work,
            Mark::Term(_) => Self::Term,
            Mark::Foreign(_) => Self::Foreign,
            Mark::Gloss { .. } | Mark::OriginalTerm | Mark::SicNote | Mark::Supplied | Mark::Gap(_) | Mark::Note(_) => Self::Bracket,
            Mark::Sic => Self::Sic,
            Mark::Quote(_) => Self::Quotation,
            Mark::Aside(_) => Self::Aside,
            Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause => Self::Event,
            Mark::Unclear => Self::Unclear,
            Mark::Expansion(_) => Self::Expansion,
            Mark::Correction(_) => Self::Correction,
            Mark::RestoredLabel | Mark::PageMark(_) | Mark::NoteMark(_) | Mark::TimeCode(_) => return None,
        })
    }

    /// Whether one of the kind never stands inside another: a name in a name says nothing.
    pub(super) const fn is_leaf(self) -> bool {
        matches!(self, Self::Name | Self::Reference | Self::Role | Self::Date | Self::Time | Self::Measure)
    }
}
