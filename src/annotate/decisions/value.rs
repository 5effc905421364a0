//! What is said of a stretch, as keys with values and as a mark: `who = ["Anders"]`, `mode = "direct"`.

use std::collections::BTreeMap;

use crate::model::{
    Act, Aside, Date, DateValue, EntityId, EntityKind, Gap, GapReason, GapUnit, Mark, Measure, Mode, Name, NoteKind, Quote, Speech, TimeValue, Work,
};
use crate::source::Span;

use super::kind::Kind;

/// The value of a key. An empty one takes away what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A word or several.
    Text(String),
    /// Several names.
    List(Vec<String>),
}

/// What is said, by key.
pub type Fields = BTreeMap<&'static str, Value>;

/// The names by which a decision calls entries and places.
pub(super) trait Calls {
    /// The name of an entry.
    fn entry(&self, id: EntityId) -> String;
    /// The words at a place.
    fn words(&self, span: Span) -> String;
}

/// What is needed to make a mark of keys: entries and places by their names.
pub(super) trait Finds {
    /// Why something is not found.
    type Problem;
    /// The entry of a name.
    fn entry(&mut self, name: &str) -> Result<EntityId, Self::Problem>;
    /// The entry of a name, if it may speak.
    fn speaker(&mut self, name: &str) -> Result<EntityId, Self::Problem>;
    /// The place of words that stand before the decided ones.
    fn words(&mut self, words: &str) -> Result<Span, Self::Problem>;
    /// The kind of an entry.
    fn kind(&self, id: EntityId) -> EntityKind;
}

/// What a mark says, every key of its kind that has a value.
pub(super) fn fields_of(mark: &Mark, calls: &impl Calls) -> Fields {
    let mut fields = Fields::new();
    let mut put = |key, value: Option<String>| value.map(|value| fields.insert(key, Value::Text(value)));
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    match mark {
        Mark::Speech(speech) => return speech_fields(speech, calls),
        Mark::Name(name) | Mark::Reference(name) => {
            put("class", Some(name.class.name().to_owned()));
            put("ref", name.entity.map(|id| calls.entry(id)));
        }
        Mark::Date(value) => {
            let dates =
                [("when", value.when), ("not_before", value.not_before), ("not_after", value.not_after), ("from", value.from), ("to", value.to)];
            for (key, value) in dates {
                put(key, date(value));
            }
        }
        Mark::Time(time) => {
            put("when", Some(format!("{:02}:{:02}", time.hour, time.minute)));
        }
        Mark::Measure(measure) => {
            put("quantity", measure.quantity.clone());
            put("at_least", measure.at_least.clone());
            put("at_most", measure.at_most.clone());
            put("unit", measure.unit.clone());
            put("commodity", measure.commodity.clone());
        }
        Mark::Work(work) => {
            put("level", Some(work.level.to_string()));
            put("lang", work.lang.clone());
            put("ref", work.entity.map(|id| calls.entry(id)));
        }
        Mark::Term(lang) => {
            put("lang", lang.clone());
        }
        Mark::Foreign(lang) => {
            put("lang", Some(lang.clone()));
        }
        Mark::Gap(gap) => {
            put("function", Some("gap".to_owned()));
            put("reason", Some(gap.reason.name().to_owned()));
            put("unit", gap.unit.map(|unit| unit.name().to_owned()));
            put("count", gap.extent.clone());
        }
        Mark::Gloss { of } => {
            put("function", Some("gloss".to_owned()));
            put("of", of.map(|span| calls.words(span)));
        }
        Mark::Note(kind) => {
            put("function", Some(if *kind == NoteKind::Bracket { "unknown" } else { kind.name() }.to_owned()));
        }
        Mark::Expansion(full) => {
            put("full", Some(full.clone()));
        }
        Mark::Correction(correct) => {
            put("correct", Some(correct.clone()));
        }
        other => {
            put(single_key(other), word_of(other).map(str::to_owned));
        }
    }
    fields
}

/// The only key of marks that say one word.
const fn single_key(mark: &Mark) -> &'static str {
    match mark {
        Mark::Aside(_) => "by",
        Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause => "what",
        _ => "function",
    }
}

const fn word_of(mark: &Mark) -> Option<&'static str> {
    Some(match mark {
        Mark::OriginalTerm => "original-term",
        Mark::SicNote => "sic",
        Mark::Supplied => "supplied",
        Mark::Quote(Quote::Plain) => "plain",
        Mark::Quote(Quote::SoCalled) => "so-called",
        Mark::Quote(Quote::Mentioned) => "mentioned",
        Mark::Aside(Aside::Author) => "author",
        Mark::Aside(Aside::Event) => "event",
        Mark::Kinesic => "kinesic",
        Mark::Vocal => "vocal",
        Mark::Incident => "incident",
        Mark::Pause => "pause",
        _ => return None,
    })
}

fn speech_fields(speech: &Speech, calls: &impl Calls) -> Fields {
    let names = |ids: &[EntityId]| ids.iter().map(|&id| calls.entry(id)).collect::<Vec<_>>();
    let mode = if speech.mode == Mode::Direct { "direct" } else { "indirect" };
    let mut fields = Fields::from([("who", Value::List(names(&speech.who))), ("mode", Value::Text(mode.to_owned()))]);
    if !speech.to.is_empty() {
        fields.insert("to", Value::List(names(&speech.to)));
    }
    if let Some(act) = speech.act {
        fields.insert("act", Value::Text(act.name().to_owned()));
    }
    fields
}

/// The keys without which the statement is nothing and which `fields` lacks.
pub(super) fn missing(kind: Kind, fields: &Fields) -> Vec<&'static str> {
    let given = |key| fields.get(key).is_some_and(|value| !value.is_empty());
    let named = |key| key == "class" && given("ref");
    kind.keys().iter().filter(|key| key.required && !given(key.name) && !named(key.name)).map(|key| key.name).collect()
}

impl Value {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
        }
    }
}

/// The mark that `fields` describe; they are those of the kind, and none is [`missing`]. What no key says comes from `found`. A turn is no mark.
pub(super) fn mark_of<F: Finds>(kind: Kind, fields: &Fields, found: Option<&Mark>, finds: &mut F) -> Result<Option<Mark>, F::Problem> {
    let text = |key| match fields.get(key) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    let date = |key| text(key).and_then(|text| parse_date(&text));
    Ok(Some(match kind {
        Kind::Turn => return Ok(None),
        Kind::Speech => Mark::Speech(speech_of(fields, found, finds)?),
        Kind::Name => Mark::Name(name_of(fields, finds)?),
        Kind::Reference => Mark::Reference(name_of(fields, finds)?),
        Kind::Role => Mark::Role,
        Kind::Date => Mark::Date(DateValue {
            when: date("when"),
            not_before: date("not_before"),
            not_after: date("not_after"),
            from: date("from"),
            to: date("to"),
        }),
        Kind::Time => Mark::Time(text("when").and_then(|text| parse_time(&text)).unwrap_or(TimeValue { hour: 0, minute: 0 })),
        Kind::Measure => Mark::Measure(Measure {
            quantity: text("quantity"),
            at_least: text("at_least"),
            at_most: text("at_most"),
            unit: text("unit"),
            commodity: text("commodity"),
        }),
        Kind::Work => Mark::Work(Work {
            level: text("level").and_then(|level| level.chars().next()).unwrap_or('m'),
            lang: text("lang"),
            entity: text("ref").map(|name| finds.entry(&name)).transpose()?,
        }),
        Kind::Term => Mark::Term(text("lang")),
        Kind::Foreign => Mark::Foreign(text("lang").unwrap_or_default()),
        Kind::Bracket => bracket_of(&text("function").unwrap_or_default(), fields, finds)?,
        Kind::Sic => Mark::Sic,
        Kind::Quotation => Mark::Quote(match text("function").as_deref() {
            Some("so-called") => Quote::SoCalled,
            Some("mentioned") => Quote::Mentioned,
            _ => Quote::Plain,
        }),
        Kind::Aside => Mark::Aside(if text("by").as_deref() == Some("event") { Aside::Event } else { Aside::Author }),
        Kind::Event => match text("what").as_deref() {
            Some("kinesic") => Mark::Kinesic,
            Some("vocal") => Mark::Vocal,
            Some("pause") => Mark::Pause,
            _ => Mark::Incident,
        },
        Kind::Unclear => Mark::Unclear,
        Kind::Expansion => Mark::Expansion(text("full").unwrap_or_default()),
        Kind::Correction => Mark::Correction(text("correct").unwrap_or_default()),
    }))
}

fn list<'f>(fields: &'f Fields, key: &str) -> &'f [String] {
    match fields.get(key) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

fn text<'f>(fields: &'f Fields, key: &str) -> Option<&'f str> {
    match fields.get(key) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn speech_of<F: Finds>(fields: &Fields, found: Option<&Mark>, finds: &mut F) -> Result<Speech, F::Problem> {
    let found = found.and_then(|mark| if let Mark::Speech(speech) = mark { Some(speech) } else { None });
    let mut people = |key| list(fields, key).iter().map(|name| finds.speaker(name)).collect::<Result<Vec<_>, _>>();
    let (who, to) = (people("who")?, people("to")?);
    Ok(Speech {
        doubt: found.and_then(|found| found.doubt.filter(|_| found.who == who)),
        attribution: found.map(|found| found.attribution.clone()).unwrap_or_default(),
        chain: found.and_then(|found| found.chain),
        mode: if text(fields, "mode") == Some("direct") { Mode::Direct } else { Mode::Indirect },
        act: text(fields, "act").map(|_| Act::Toast),
        who,
        to,
    })
}

fn name_of<F: Finds>(fields: &Fields, finds: &mut F) -> Result<Name, F::Problem> {
    let entity = text(fields, "ref").map(|name| finds.entry(name)).transpose()?;
    let class = text(fields, "class").and_then(class_of).or_else(|| entity.map(|id| finds.kind(id)));
    Ok(Name { class: class.unwrap_or(EntityKind::Person), entity })
}

fn bracket_of<F: Finds>(function: &str, fields: &Fields, finds: &mut F) -> Result<Mark, F::Problem> {
    Ok(match function {
        "gloss" => Mark::Gloss { of: text(fields, "of").map(|words| finds.words(words)).transpose()? },
        "original-term" => Mark::OriginalTerm,
        "sic" => Mark::SicNote,
        "supplied" => Mark::Supplied,
        "gap" => Mark::Gap(Gap {
            reason: text(fields, "reason").map(gap_reason).unwrap_or_default(),
            unit: text(fields, "unit").map(gap_unit),
            extent: text(fields, "count").map(str::to_owned),
        }),
        "handwriting" => Mark::Note(NoteKind::Handwriting),
        "stamp" => Mark::Note(NoteKind::Stamp),
        "translator" => Mark::Note(NoteKind::Translator),
        "editor" => Mark::Note(NoteKind::Editor),
        "archival" => Mark::Note(NoteKind::Archival),
        _ => Mark::Note(NoteKind::Bracket),
    })
}

fn gap_reason(word: &str) -> GapReason {
    let all = [GapReason::Illegible, GapReason::Inaudible, GapReason::Missing, GapReason::Classified];
    all.into_iter().find(|reason| reason.name() == word).unwrap_or_default()
}

fn gap_unit(word: &str) -> GapUnit {
    let all = [GapUnit::Line, GapUnit::Paragraph, GapUnit::Word];
    all.into_iter().find(|unit| unit.name() == word).unwrap_or(GapUnit::Page)
}

/// The kind of entry of a word.
pub(super) fn class_of(word: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|class| class.name() == word)
}

/// A date of the calendar as XML Schema writes it, with the precision it has.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let parts: Vec<&str> = digits.split('-').collect();
    let fits = parts.iter().enumerate().all(|(place, part)| part.len() == if place == 0 { 4 } else { 2 } && part.bytes().all(|b| b.is_ascii_digit()));
    if !fits {
        return None;
    }
    let year = sign * parts[0].parse::<i32>().ok()?;
    let number = |place: usize| parts.get(place).and_then(|part| part.parse::<u8>().ok());
    match parts.len() {
        1 => Some(Date::year(year)),
        2 => Date::month(year, number(1)?),
        3 => Date::day(year, number(1)?, number(2)?),
        _ => None,
    }
}

/// A time of day, `19:30`.
pub(super) fn parse_time(text: &str) -> Option<TimeValue> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str, limit: u8| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten().filter(|&number| number < limit);
    Some(TimeValue { hour: number(hour, 24)?, minute: number(minute, 60)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_the_calendar_has() {
        assert_eq!(parse_date("1956-09-26").map(|date| date.to_string()).as_deref(), Some("1956-09-26"));
        assert_eq!(parse_date("1956-09").map(|date| date.to_string()).as_deref(), Some("1956-09"));
        assert!(["1956-02-30", "1956-13", "56", "", "1956-9-1", "1956-09-26-1"].into_iter().all(|text| parse_date(text).is_none()));
        assert!(parse_time("19:30").is_some() && parse_time("24:00").is_none() && parse_time("7:30").is_none());
    }
}
