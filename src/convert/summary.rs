//! What was found in a source, counted as an editor would: speeches by speaker and mode, names, dates, brackets.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{EntityId, EntityKind, Mark, Mode, Transcript};

/// How often somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCount {
    /// The name as the edition prints it; several, joined by "and", where they speak together.
    pub name: String,
    /// Stretches of direct speech.
    pub direct: usize,
    /// Stretches of indirect speech.
    pub indirect: usize,
    /// Labelled or timed turns.
    pub turns: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Speakers, those who speak most first.
    pub speakers: Vec<SpeakerCount>,
    /// Mentions and entries of people, groups, organisations, places and works: `(what, entries, mentions)`.
    pub names: Vec<(&'static str, usize, usize)>,
    /// Dates, times, quantities and foreign words: `(what, count)`.
    pub values: Vec<(&'static str, usize)>,
    /// Bracketed insertions by function: `(function, count)`.
    pub brackets: Vec<(&'static str, usize)>,
}

impl Summary {
    /// Counts what `transcript` holds.
    pub fn of(transcript: &Transcript) -> Self {
        Self { speakers: speakers(transcript), names: names(transcript), values: counts(transcript, value), brackets: counts(transcript, bracket) }
    }
}

fn speakers(transcript: &Transcript) -> Vec<SpeakerCount> {
    let mut counts: BTreeMap<&[EntityId], SpeakerCount> = BTreeMap::new();
    let mut chains = BTreeSet::new();
    for annotation in &transcript.annotations {
        let Mark::Speech(speech) = &annotation.mark else { continue };
        if speech.chain.is_some_and(|chain| !chains.insert(chain)) {
            continue; // the later pieces of one interrupted speech
        }
        let count = counts.entry(&speech.who).or_insert_with(|| named(transcript, &speech.who));
        match speech.mode {
            Mode::Direct => count.direct += 1,
            Mode::Indirect => count.indirect += 1,
        }
    }
    for turn in &transcript.turns {
        counts.entry(&turn.who).or_insert_with(|| named(transcript, &turn.who)).turns += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|left, right| (right.total(), &left.name).cmp(&(left.total(), &right.name)));
    counts
}

impl SpeakerCount {
    /// Everything they say.
    pub fn total(&self) -> usize {
        self.direct + self.indirect + self.turns
    }
}

fn named(transcript: &Transcript, who: &[EntityId]) -> SpeakerCount {
    let names: Vec<_> = who.iter().map(|&id| transcript.register.get(id).name.as_str()).collect();
    SpeakerCount { name: names.join(" and "), direct: 0, indirect: 0, turns: 0 }
}

const KINDS: &[(EntityKind, &str)] = &[
    (EntityKind::Person, "people"),
    (EntityKind::Group, "groups"),
    (EntityKind::Organisation, "organisations"),
    (EntityKind::Place, "places"),
    (EntityKind::Work, "works"),
];

fn names(transcript: &Transcript) -> Vec<(&'static str, usize, usize)> {
    let mut mentions: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for annotation in &transcript.annotations {
        match &annotation.mark {
            Mark::Name(name) => *mentions.entry(name.class).or_default() += 1,
            Mark::Work(_) => *mentions.entry(EntityKind::Work).or_default() += 1,
            _ => {}
        }
    }
    KINDS
        .iter()
        .map(|&(kind, what)| {
            let entries = transcript.register.iter().filter(|(id, entity)| entity.kind == kind && !transcript.register.is_unknown(*id)).count();
            (what, entries, mentions.get(&kind).copied().unwrap_or_default())
        })
        .filter(|&(_, entries, mentions)| entries + mentions > 0)
        .collect()
}

fn counts(transcript: &Transcript, word: fn(&Mark) -> Option<&'static str>) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for what in transcript.annotations.iter().filter_map(|annotation| word(&annotation.mark)) {
        *counts.entry(what).or_default() += 1;
    }
    counts.into_iter().collect()
}

const fn value(mark: &Mark) -> Option<&'static str> {
    Some(match mark {
        Mark::Date(_) => "dates",
        Mark::Time(_) => "times of day",
        Mark::Measure(_) => "quantities",
        Mark::Foreign(_) => "foreign words",
        _ => return None,
    })
}

const fn bracket(mark: &Mark) -> Option<&'static str> {
    Some(match mark {
        Mark::Gloss { .. } => "translation of a term",
        Mark::OriginalTerm => "original word",
        Mark::SicNote => "sic",
        Mark::Supplied => "word supplied for sense",
        Mark::Gap(_) => "something missing",
        Mark::Note(kind) => kind.name(),
        Mark::RestoredLabel => "restored label",
        Mark::Aside(_) => "author's parenthesis",
        Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause => "action or sound",
        _ => return None,
    })
}
