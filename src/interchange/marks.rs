//! Annotations in JSON and in the model: `{"at": [0, 4], "kind": "name", "class": "person", "ref": "tito"}`.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::model::{self, Act, Aside, Certainty, EntityKind, GapReason, GapUnit, Mode, NoteKind, Quote, TimeValue};

use super::codes::REFERENCE;
use super::desk::{Desk, Scribe};
use super::fields::Dates;
use super::format::Text;
use super::numbers::{At, Seconds, Whole};
use super::path::Path;

/// What is said of a stretch of the text.
#[derive(Serialize, Deserialize)]
pub(super) struct Annotation<'t> {
    at: At,
    #[serde(flatten)]
    mark: Mark<'t>,
    #[serde(default, skip_serializing_if = "Basis::is_printed")]
    basis: Basis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    certainty: Option<Certainty>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    editor: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<Text<'t>>,
}

/// On what an annotation rests.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Basis {
    #[default]
    Printed,
    Inferred,
    Decided,
    Earlier,
}

impl Basis {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_printed(&self) -> bool {
        *self == Self::Printed
    }
}

/// The model's marks under the names of the format.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::enum_variant_names, reason = "the names of the format")]
enum Mark<'t> {
    Speech(Speech<'t>),
    Quote {
        function: Quote,
    },
    Aside {
        by: Aside,
    },
    Name(Name<'t>),
    Role,
    Reference(Name<'t>),
    Date(Dates<'t>),
    Time {
        time: Text<'t>,
    },
    Measure(Measure<'t>),
    Work {
        level: char,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Text<'t>>,
        #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
        entity: Option<Text<'t>>,
    },
    Term {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Text<'t>>,
    },
    Foreign {
        lang: Text<'t>,
    },
    Gloss {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<At>,
    },
    OriginalTerm,
    Sic,
    SicNote,
    Supplied,
    Gap {
        reason: GapReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<GapUnit>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extent: Option<Text<'t>>,
    },
    Note {
        note: NoteKind,
    },
    Expansion {
        full: Text<'t>,
    },
    Correction {
        correct: Text<'t>,
    },
    RestoredLabel,
    Kinesic,
    Vocal,
    Incident,
    Pause,
    Unclear,
    PageMark {
        number: Text<'t>,
    },
    NoteMark {
        number: Text<'t>,
    },
    TimeCode {
        time: Seconds,
    },
}

#[derive(Serialize, Deserialize)]
struct Speech<'t> {
    who: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    to: Vec<Text<'t>>,
    mode: Mode,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attribution: Vec<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<Act>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chain: Option<Whole>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doubt: Option<At>,
}

#[derive(Serialize, Deserialize)]
struct Name<'t> {
    class: EntityKind,
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    entity: Option<Text<'t>>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Measure<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commodity: Option<Text<'t>>,
}

/// The rules that a transcript brings, by id.
pub(super) type Rules = HashMap<String, model::Rule>;

impl<'t> Annotation<'t> {
    /// The model's annotation as JSON has it.
    pub(super) fn of(scribe: &Scribe<'t>, annotation: &'t model::Annotation) -> Self {
        let (basis, certainty, editor) = match &annotation.basis {
            model::Basis::Printed => (Basis::Printed, None, None),
            model::Basis::Inferred(certainty) => (Basis::Inferred, Some(*certainty), None),
            model::Basis::Decided(editor) => (Basis::Decided, None, Some(editor.into())),
            model::Basis::Earlier => (Basis::Earlier, None, None),
        };
        let rule = annotation.rule.as_ref().map(|rule| rule.id.as_ref().into());
        Self { at: scribe.at(annotation.span), mark: Mark::of(scribe, &annotation.mark), basis, certainty, editor, rule }
    }

    /// The annotation of the model; `None`, and a finding, where it has no place.
    pub(super) fn read(self, desk: &mut Desk<'_>, rules: &Rules, path: &Path<'_>) -> Option<model::Annotation> {
        let span = desk.filled_span(self.at, &path.key("at"));
        let basis = match self.basis {
            Basis::Printed => model::Basis::Printed,
            Basis::Inferred => model::Basis::Inferred(self.certainty.unwrap_or(Certainty::Unknown)),
            Basis::Decided => model::Basis::Decided(self.editor.map(Cow::into_owned).unwrap_or_default()),
            Basis::Earlier => model::Basis::Earlier,
        };
        let rule = self.rule.and_then(|id| {
            let rule = rules.get(&*id).cloned().map(Cow::Owned);
            if rule.is_none() {
                desk.report(&REFERENCE, &path.key("rule"), format!("no rule `{id}` is declared"), "add it to `rules`".to_owned());
            }
            rule
        });
        let mark = self.mark.read(desk, path);
        Some(model::Annotation { span: span?, mark, rule, basis })
    }
}

impl<'t> Mark<'t> {
    fn of(scribe: &Scribe<'t>, mark: &'t model::Mark) -> Self {
        use model::Mark as Kind;
        match mark {
            Kind::Speech(speech) => Self::Speech(Speech::of(scribe, speech)),
            Kind::Quote(function) => Self::Quote { function: *function },
            Kind::Aside(by) => Self::Aside { by: *by },
            Kind::Name(name) => Self::Name(Name::of(scribe, name)),
            Kind::Role => Self::Role,
            Kind::Reference(name) => Self::Reference(Name::of(scribe, name)),
            Kind::Date(value) => Self::Date(Dates::of(value)),
            Kind::Time(time) => Self::Time { time: format!("{:02}:{:02}", time.hour, time.minute).into() },
            Kind::Measure(measure) => Self::Measure(Measure::of(measure)),
            Kind::Work(work) => {
                Self::Work { level: work.level, lang: work.lang.as_deref().map(Into::into), entity: work.entity.map(|entity| scribe.id(entity)) }
            }
            Kind::Term(lang) => Self::Term { lang: lang.as_deref().map(Into::into) },
            Kind::Foreign(lang) => Self::Foreign { lang: lang.into() },
            Kind::Gloss { of } => Self::Gloss { of: of.map(|span| scribe.at(span)) },
            Kind::OriginalTerm => Self::OriginalTerm,
            Kind::Sic => Self::Sic,
            Kind::SicNote => Self::SicNote,
            Kind::Supplied => Self::Supplied,
            Kind::Gap(gap) => Self::Gap { reason: gap.reason, unit: gap.unit, extent: gap.extent.as_deref().map(Into::into) },
            Kind::Note(note) => Self::Note { note: *note },
            Kind::Expansion(full) => Self::Expansion { full: full.into() },
            Kind::Correction(correct) => Self::Correction { correct: correct.into() },
            Kind::RestoredLabel => Self::RestoredLabel,
            Kind::Kinesic => Self::Kinesic,
            Kind::Vocal => Self::Vocal,
            Kind::Incident => Self::Incident,
            Kind::Pause => Self::Pause,
            Kind::Unclear => Self::Unclear,
            Kind::PageMark(number) => Self::PageMark { number: number.into() },
            Kind::NoteMark(number) => Self::NoteMark { number: number.into() },
            Kind::TimeCode(time) => Self::TimeCode { time: Seconds(*time) },
        }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Mark {
        use model::Mark as Kind;
        match self {
            Self::Speech(speech) => Kind::Speech(speech.read(desk, path)),
            Self::Quote { function } => Kind::Quote(function),
            Self::Aside { by } => Kind::Aside(by),
            Self::Name(name) => Kind::Name(name.read(desk, path)),
            Self::Role => Kind::Role,
            Self::Reference(name) => Kind::Reference(name.read(desk, path)),
            Self::Date(dates) => Kind::Date(dates.read(desk, path)),
            Self::Time { time } => Kind::Time(time_of_day(&time)),
            Self::Measure(measure) => Kind::Measure(measure.read()),
            Self::Work { level, lang, entity } => {
                Kind::Work(model::Work { level, lang: lang.map(Into::into), entity: desk.optional_entity(entity.as_ref(), &path.key("ref")) })
            }
            Self::Term { lang } => Kind::Term(lang.map(Into::into)),
            Self::Foreign { lang } => Kind::Foreign(lang.into()),
            Self::Gloss { of } => Kind::Gloss { of: desk.optional_span(of, &path.key("of")) },
            Self::OriginalTerm => Kind::OriginalTerm,
            Self::Sic => Kind::Sic,
            Self::SicNote => Kind::SicNote,
            Self::Supplied => Kind::Supplied,
            Self::Gap { reason, unit, extent } => Kind::Gap(model::Gap { reason, unit, extent: extent.map(Into::into) }),
            Self::Note { note } => Kind::Note(note),
            Self::Expansion { full } => Kind::Expansion(full.into()),
            Self::Correction { correct } => Kind::Correction(correct.into()),
            Self::RestoredLabel => Kind::RestoredLabel,
            Self::Kinesic => Kind::Kinesic,
            Self::Vocal => Kind::Vocal,
            Self::Incident => Kind::Incident,
            Self::Pause => Kind::Pause,
            Self::Unclear => Kind::Unclear,
            Self::PageMark { number } => Kind::PageMark(number.into()),
            Self::NoteMark { number } => Kind::NoteMark(number.into()),
            Self::TimeCode { time } => Kind::TimeCode(time.0),
        }
    }
}

/// `19:30`, which the schema has judged.
fn time_of_day(text: &str) -> TimeValue {
    let (hour, minute) = text.split_once(':').unwrap_or_default();
    TimeValue { hour: hour.parse().unwrap_or_default(), minute: minute.parse().unwrap_or_default() }
}

impl<'t> Speech<'t> {
    fn of(scribe: &Scribe<'t>, speech: &model::Speech) -> Self {
        Self {
            who: scribe.ids(&speech.who),
            to: scribe.ids(&speech.to),
            mode: speech.mode,
            attribution: speech.attribution.iter().map(|&span| scribe.at(span)).collect(),
            act: speech.act,
            chain: speech.chain.map(|chain| Whole(u64::from(chain))),
            doubt: speech.doubt.map(|span| scribe.at(span)),
        }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Speech {
        let attribution = path.key("attribution");
        let spans = self.attribution.into_iter().enumerate();
        model::Speech {
            attribution: spans.filter_map(|(index, at)| desk.filled_span(at, &attribution.index(index))).collect(),
            who: desk.entities(&self.who, &path.key("who")),
            to: desk.entities(&self.to, &path.key("to")),
            mode: self.mode,
            act: self.act,
            chain: self.chain.map(Whole::narrow),
            doubt: desk.optional_span(self.doubt, &path.key("doubt")),
        }
    }
}

impl<'t> Name<'t> {
    fn of(scribe: &Scribe<'t>, name: &model::Name) -> Self {
        Self { class: name.class, entity: name.entity.map(|entity| scribe.id(entity)) }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Name {
        model::Name { class: self.class, entity: desk.optional_entity(self.entity.as_ref(), &path.key("ref")) }
    }
}

impl<'t> Measure<'t> {
    fn of(measure: &'t model::Measure) -> Self {
        let text = |text: &'t Option<String>| text.as_deref().map(Into::into);
        Self {
            quantity: text(&measure.quantity),
            at_least: text(&measure.at_least),
            at_most: text(&measure.at_most),
            unit: text(&measure.unit),
            commodity: text(&measure.commodity),
        }
    }

    fn read(self) -> model::Measure {
        let text = |text: Option<Text<'_>>| text.map(Cow::into_owned);
        model::Measure {
            quantity: text(self.quantity),
            at_least: text(self.at_least),
            at_most: text(self.at_most),
            unit: text(self.unit),
            commodity: text(self.commodity),
        }
    }
}
