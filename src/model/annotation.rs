//! What is said about a stretch of the base text: its kind, the rule that found it, and who answers for it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

use super::date::{DateValue, TimeValue};
use super::register::EntityId;

/// A named rule by which passes find annotations; listed in the TEI's `classDecl` and by `explain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its id in the edition: `rule.that`.
    pub id: Cow<'static, str>,
    /// What it recognises, in one sentence.
    pub what: Cow<'static, str>,
}

impl Rule {
    /// A rule of the tool itself, for a `static`.
    pub const fn new(id: &'static str, what: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), what: Cow::Borrowed(what) }
    }
}

/// How sure an inference is; the values of TEI `@cert`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Nothing is known about it: the function of a bracket nobody can place.
    Unknown,
    /// The source itself is unsure, or the evidence is thin.
    Low,
    /// Carried over from what stands near by.
    Medium,
    /// What the source prints admits hardly another reading.
    High,
}

impl Certainty {
    /// The value of `@cert`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// On what an annotation rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The source prints it: a name as a name, a date as printed.
    Printed,
    /// The tool claims more than is printed.
    Inferred(Certainty),
    /// An editor decided it; holds the editor's id.
    Decided(String),
    /// An earlier editor or the translator put it there: a `[sic]`, a gloss in brackets.
    Earlier,
}

/// One statement about one stretch of the base text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The stretch, in bytes of the base text. It may touch several blocks; `weave` cuts it.
    pub span: Span,
    /// What is said of it.
    pub mark: Mark,
    /// The rule that found it; `None` for a human decision. Owned where a parsed transcript brings its own rules.
    pub rule: Option<Cow<'static, Rule>>,
    /// On what it rests.
    pub basis: Basis,
}

impl Annotation {
    /// Something the source prints.
    pub fn printed(span: Span, mark: Mark, rule: &'static Rule) -> Self {
        Self { span, mark, rule: Some(Cow::Borrowed(rule)), basis: Basis::Printed }
    }

    /// Something the tool infers.
    pub fn inferred(span: Span, mark: Mark, rule: &'static Rule, certainty: Certainty) -> Self {
        Self { span, mark, rule: Some(Cow::Borrowed(rule)), basis: Basis::Inferred(certainty) }
    }

    /// Something an earlier editor or the translator inserted.
    pub fn earlier(span: Span, mark: Mark, rule: &'static Rule) -> Self {
        Self { span, mark, rule: Some(Cow::Borrowed(rule)), basis: Basis::Earlier }
    }

    /// The certainty, where the tool inferred it.
    pub fn certainty(&self) -> Option<Certainty> {
        match self.basis {
            Basis::Inferred(certainty) => Some(certainty),
            Basis::Printed | Basis::Decided(_) | Basis::Earlier => None,
        }
    }
}

/// What an annotation says of its stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Somebody's words: TEI `said`.
    Speech(Speech),
    /// A stretch between quotation marks, marks included.
    Quote(Quote),
    /// The author's parenthesis: `seg type="aside"`.
    Aside(Aside),
    /// The name of a person, group, organisation or place, without honorific.
    Name(Name),
    /// An honorific or a role: `roleName`.
    Role,
    /// A phrase that refers to somebody without a name ("Someone"): `rs`.
    Reference(Name),
    /// A date or a period.
    Date(DateValue),
    /// A time of day.
    Time(TimeValue),
    /// A quantity: `measure`.
    Measure(Measure),
    /// The title of a work, without quotation marks.
    Work(Work),
    /// A term that a gloss or an original word in brackets explains; holds its language if foreign.
    Term(Option<Lang>),
    /// A foreign word.
    Foreign(Lang),
    /// A bracketed translation of the term at `of`.
    Gloss {
        /// The span of the term or title it translates.
        of: Option<Span>,
    },
    /// A bracketed original word after its translation; holds the bracket, the word is a `Foreign` inside.
    OriginalTerm,
    /// The word an earlier editor doubted.
    Sic,
    /// The editor's `[sic]`.
    SicNote,
    /// A bracketed word the sentence needs: `supplied reason="sense"`.
    Supplied,
    /// Something missing from the original, as a bracketed remark.
    Gap(Gap),
    /// An archival or editorial note in brackets.
    Note(NoteKind),
    /// An abbreviation, with its full form.
    Expansion(String),
    /// A misprint, with its correction.
    Correction(String),
    /// A restored part of a speaker's label, in brackets.
    RestoredLabel,
    /// A gesture: `kinesic`.
    Kinesic,
    /// A sound that is no word: `vocal`.
    Vocal,
    /// An event noted in brackets: `incident`.
    Incident,
    /// A pause.
    Pause,
    /// A stretch the transcriber could hardly hear.
    Unclear,
    /// A printed page mark; holds the number. The mark goes to the ledger, `pb` stands in its place.
    PageMark(String),
    /// A note mark glued to a word; holds the number of the note.
    NoteMark(String),
    /// A time code, in milliseconds from the start; the mark goes to the ledger.
    TimeCode(u64),
}

impl Mark {
    /// The letter that stands for the kind in ids: `s` in `p25.s14`.
    pub const fn letter(&self) -> char {
        match self {
            Self::Speech(_) => 's',
            Self::Quote(_) => 'q',
            Self::Aside(_) => 'a',
            Self::Name(_) => 'n',
            Self::Role => 'r',
            Self::Reference(_) => 'e',
            Self::Date(_) => 'd',
            Self::Time(_) => 'h',
            Self::Measure(_) => 'm',
            Self::Work(_) => 'w',
            Self::Term(_) => 't',
            Self::Foreign(_) => 'f',
            Self::Gloss { .. } => 'g',
            Self::OriginalTerm | Self::SicNote | Self::Note(_) => 'b',
            Self::Sic => 'i',
            Self::Supplied => 'u',
            Self::Gap(_) => 'o',
            Self::Expansion(_) => 'x',
            Self::Correction(_) => 'c',
            Self::RestoredLabel => 'l',
            Self::Kinesic | Self::Vocal | Self::Incident | Self::Pause | Self::Unclear => 'k',
            Self::PageMark(_) => 'p',
            Self::NoteMark(_) => 'j',
            Self::TimeCode(_) => 'z',
        }
    }

    /// How far out the element stands where two annotations cover the same stretch; smaller is outer.
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Speech(_) => 1,
            Self::Aside(_) => 2,
            Self::Quote(_) => 3,
            Self::Kinesic | Self::Vocal | Self::Incident | Self::Pause | Self::Unclear => 4,
            Self::Supplied | Self::Gap(_) | Self::Note(_) | Self::OriginalTerm | Self::SicNote | Self::Gloss { .. } | Self::RestoredLabel => 5,
            Self::Work(_) => 6,
            Self::Term(_) => 7,
            Self::Reference(_) => 8,
            Self::Role => 9,
            Self::Name(_) => 10,
            Self::Date(_) | Self::Time(_) | Self::Measure(_) => 11,
            Self::Foreign(_) => 12,
            Self::Expansion(_) | Self::Correction(_) | Self::Sic => 13,
            Self::NoteMark(_) | Self::PageMark(_) | Self::TimeCode(_) => 14,
        }
    }

    /// Whether the element may stand in several pieces where another one crosses it.
    pub const fn splits(&self) -> bool {
        matches!(self, Self::Speech(_) | Self::Quote(_) | Self::Aside(_) | Self::Unclear)
    }

    /// Whether the printed characters leave the text for the ledger, an empty element standing in their place.
    pub const fn leaves_text(&self) -> bool {
        matches!(self, Self::PageMark(_) | Self::TimeCode(_))
    }
}

/// A BCP 47 language tag.
pub type Lang = String;

/// Direct or indirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The words stand in the speaker's own person.
    Direct,
    /// The words are reported.
    Indirect,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// To whom the text attributes them; several where they speak jointly.
    pub who: Vec<EntityId>,
    /// Whom they address, where the text says so.
    pub to: Vec<EntityId>,
    /// Direct or indirect.
    pub mode: Mode,
    /// The attribution phrases ("Tito replied:"), outside the words, in text order.
    pub attribution: Vec<Span>,
    /// The act beyond saying.
    pub act: Option<Act>,
    /// Pieces of one interrupted speech share a number.
    pub chain: Option<u32>,
    /// Why the speaker is uncertain, where the author says so, in the author's words.
    pub doubt: Option<Span>,
}

/// What quotation marks do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quote {
    /// Undecided: `q`.
    Plain,
    /// The writer keeps a distance: `soCalled`.
    SoCalled,
    /// A word talked about: `mentioned`.
    Mentioned,
}

/// Who interrupts himself in a parenthesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aside {
    /// The author comments.
    Author,
    /// Something happens.
    Event,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What kind of name it is.
    pub class: super::register::EntityKind,
    /// The entry it means; `None` where it stays unresolved.
    pub entity: Option<EntityId>,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Measure {
    /// The number, or the lower and upper bound of a range, as decimal numerals.
    pub quantity: Option<String>,
    /// Lower bound.
    pub at_least: Option<String>,
    /// Upper bound.
    pub at_most: Option<String>,
    /// Unit: `t`, `km`, `people`.
    pub unit: Option<String>,
    /// What is measured, as printed: `wheat`.
    pub commodity: Option<String>,
}

/// The title of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// TEI `title/@level`: `a` article, `j` journal, `m` book, `u` unpublished.
    pub level: char,
    /// Language, where it is foreign.
    pub lang: Option<Lang>,
    /// The entry in the register, if it has one.
    pub entity: Option<EntityId>,
}

/// Something missing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Gap {
    /// Why it is missing.
    pub reason: GapReason,
    /// What is counted in `extent`.
    pub unit: Option<GapUnit>,
    /// TEI `@extent`: the number.
    pub extent: Option<String>,
}

/// What kind of note stands in brackets or as a paragraph of its own: TEI `note/@type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Handwriting on the page.
    Handwriting,
    /// A stamp on the page.
    Stamp,
    /// A note of the translator.
    Translator,
    /// A note of an earlier editor.
    Editor,
    /// An archival remark: a source note, a file number, a distribution list.
    Archival,
    /// A bracket whose function nobody can place.
    Bracket,
}

impl NoteKind {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handwriting => "handwriting",
            Self::Stamp => "stamp",
            Self::Translator => "translator",
            Self::Editor => "editor",
            Self::Archival => "archival",
            Self::Bracket => "bracket",
        }
    }
}

/// Why something is missing: TEI `gap/@reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapReason {
    /// Left out by an editor, or the reason is not given.
    #[default]
    Omitted,
    /// It cannot be read.
    Illegible,
    /// It cannot be heard.
    Inaudible,
    /// It is lost.
    Missing,
    /// It is not declassified.
    Classified,
}

impl GapReason {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Omitted => "omitted",
            Self::Illegible => "illegible",
            Self::Inaudible => "inaudible",
            Self::Missing => "missing",
            Self::Classified => "classified",
        }
    }
}

/// What is counted in a gap: TEI `gap/@unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapUnit {
    /// Pages.
    Page,
    /// Lines.
    Line,
    /// Paragraphs.
    Paragraph,
    /// Words.
    Word,
}

impl GapUnit {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Word => "word",
        }
    }
}

/// What a speech does beyond saying: a category of the taxonomy `acts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A toast.
    Toast,
}

impl Act {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Toast => "toast",
        }
    }
}
