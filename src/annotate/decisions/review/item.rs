//! The statements of a transcript that an editor should look at, in text order: those who were taken for one person first.

use std::collections::BTreeMap;

use crate::model::{Annotation, Certainty, EntityId, Mark, Transcript, Weave};
use crate::source::Span;

use super::super::folded::fold;
use super::super::{Clerk, Fields, Kind, Value, value};
use super::candidates::Candidates;

/// Which statements are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Those that are less sure; `None` for all that are inferred.
    pub below: Option<Certainty>,
    /// Those of one of these kinds ([`Kind::name`], `people`); all where it is empty.
    pub kinds: Vec<String>,
}

/// What an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An annotation, by its index in the transcript.
    Mark(usize),
    /// Who speaks in a turn, by its index in the transcript.
    Turn(usize),
    /// An entry, and a form that was taken for one of its names.
    People(EntityId, String),
}

/// A statement to decide about.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id in the edition; for people the entry's id, a slash and the form.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// `speech`, `name` …, or `people`.
    pub kind: &'static str,
    /// Its words; for people where the form stands first.
    pub span: Span,
    /// How sure the tool is.
    pub certainty: Certainty,
    /// The rule's id.
    pub rule: Option<String>,
    /// What the rule recognises, or why two forms were taken for one name.
    pub reason: String,
    /// What is said of the words, by the keys of a decisions file.
    pub fields: Fields,
    /// Who else may be meant, the likeliest first.
    pub candidates: Vec<EntityId>,
    /// Codes and messages of the queries about the words.
    pub queries: Vec<(&'static str, String)>,
}

impl Wanted {
    fn has(&self, kind: &str, certainty: Certainty) -> bool {
        self.below.is_none_or(|below| certainty < below) && (self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind))
    }
}

/// All statements that are wanted and that no editor has decided about.
pub fn items(weave: &Weave<'_>, clerk: &Clerk<'_>, wanted: &Wanted) -> Vec<Item> {
    let transcript = weave.transcript();
    let mut found = people(transcript, wanted);
    let ids = ids(weave);
    let candidates = Candidates::of(transcript);
    let mut marks: Vec<Item> = transcript
        .annotations
        .iter()
        .enumerate()
        .filter_map(|(index, annotation)| mark(index, annotation, ids.get(&index)?, clerk, wanted, &candidates))
        .collect();
    marks.extend((0..transcript.turns.len()).filter_map(|index| turn(index, weave, clerk, wanted, &candidates)));
    ask(transcript, &mut marks);
    marks.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
    found.extend(marks);
    found
}

/// The ids of annotations: that of the first piece of each.
fn ids<'w>(weave: &'w Weave<'_>) -> BTreeMap<usize, &'w str> {
    let mut ids = BTreeMap::new();
    for piece in weave.all_pieces() {
        ids.entry(piece.index).or_insert(piece.id.as_str());
    }
    ids
}

fn mark(index: usize, annotation: &Annotation, id: &str, clerk: &Clerk<'_>, wanted: &Wanted, candidates: &Candidates<'_>) -> Option<Item> {
    let kind = Kind::of(&annotation.mark)?.name();
    let certainty = annotation.certainty().filter(|&certainty| wanted.has(kind, certainty))?;
    if !clerk.may_decide(annotation.span) {
        return None;
    }
    Some(Item {
        id: id.to_owned(),
        about: About::Mark(index),
        kind,
        span: annotation.span,
        certainty,
        rule: annotation.rule.as_ref().map(|rule| rule.id.clone().into_owned()),
        reason: annotation.rule.as_ref().map(|rule| rule.what.clone().into_owned()).unwrap_or_default(),
        fields: value::fields_of(&annotation.mark, clerk),
        candidates: candidates.of_mark(annotation),
        queries: Vec::new(),
    })
}

/// A turn whose speaker is inferred, or whom nobody can name.
fn turn(index: usize, weave: &Weave<'_>, clerk: &Clerk<'_>, wanted: &Wanted, candidates: &Candidates<'_>) -> Option<Item> {
    let Transcript { turns, register, .. } = weave.transcript();
    let turn = &turns[index];
    let unknown = turn.who.iter().any(|&id| register.is_unknown(id)).then_some(Certainty::Unknown);
    let certainty = turn.inferred.or(unknown).filter(|&certainty| turn.decided.is_none() && wanted.has("turn", certainty))?;
    let span = clerk.words_of_turn(index)?;
    Some(Item {
        id: weave.turn_id(u32::try_from(index).ok()?),
        about: About::Turn(index),
        kind: "turn",
        span,
        certainty,
        rule: None,
        reason: "A speaker's label resolved to an entry of the register.".to_owned(),
        fields: Fields::from([("who", Value::List(turn.who.iter().map(|&id| clerk.name(id)).collect()))]),
        candidates: candidates.of_turn(span, &turn.who),
        queries: Vec::new(),
    })
}

/// Gives the items, which are about words, the queries about the same words, or about the phrase that introduces them.
fn ask(transcript: &Transcript, items: &mut [Item]) {
    let name = transcript.source.shared_name();
    let mut queries: Vec<_> =
        transcript.queries.iter().filter_map(|query| Some((query.place.as_ref().filter(|place| place.path == name)?.span, query))).collect();
    queries.sort_by_key(|(span, _)| *span);
    let longest = queries.iter().map(|(span, _)| span.len()).max().unwrap_or_default();
    for item in items {
        let stretches = match item.about {
            About::Mark(index) => match &transcript.annotations[index].mark {
                Mark::Speech(speech) => speech.attribution.clone(),
                _ => vec![item.span],
            },
            About::Turn(_) => vec![item.span],
            About::People(..) => Vec::new(),
        };
        for stretch in stretches {
            let from = queries.partition_point(|(span, _)| span.start + longest < stretch.start);
            let near = queries[from..].iter().take_while(|(span, _)| span.start < stretch.end);
            item.queries.extend(near.filter(|(span, _)| span.overlaps(stretch)).map(|(_, query)| (query.code.id, query.message.clone())));
        }
    }
}

/// The forms that were taken for names of one person, as sure as the least sure of the names that have the form.
fn people(transcript: &Transcript, wanted: &Wanted) -> Vec<Item> {
    let mut least: BTreeMap<(EntityId, String), (Certainty, Span)> = BTreeMap::new();
    for annotation in &transcript.annotations {
        let (Mark::Name(name), Some(certainty)) = (&annotation.mark, annotation.certainty()) else { continue };
        let Some(entity) = name.entity.filter(|&id| !transcript.register.get(id).merged.is_empty()) else { continue };
        let form = fold(transcript.source.slice(annotation.span));
        let known = least.entry((entity, form)).or_insert((certainty, annotation.span));
        *known = (known.0.min(certainty), known.1.min(annotation.span));
    }
    let mut found = Vec::new();
    for (id, entity) in transcript.register.iter() {
        for (form, reason) in &entity.merged {
            let Some(&(certainty, span)) = least.get(&(id, form.clone())).filter(|(certainty, _)| wanted.has("people", *certainty)) else { continue };
            found.push(Item {
                id: format!("{}/{form}", entity.id),
                about: About::People(id, form.clone()),
                kind: "people",
                span,
                certainty,
                rule: None,
                reason: reason.clone(),
                fields: Fields::new(),
                candidates: Vec::new(),
                queries: Vec::new(),
            });
        }
    }
    found.sort_by_key(|item| item.span);
    found
}
