//! Decisions put to a transcript: first people, then words; what an editor decided takes the place of what the passes found.
//!
//! Nothing is done where anything is wrong: an edition holds all decisions, or there is none.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::annotate::give_ids;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::model::{Annotation, Basis, Block, Entity, EntityId, EntityKind, Mark, Register, Transcript};
use crate::source::Span;

use super::anchor::{Lost, Places};
use super::codes::{AMBIGUOUS, CONTRADICTION, HIDDEN, IDLE, INCOMPLETE, ORPHAN, PERSON};
use super::folded::fold;
use super::found::Found;
use super::people::{self, Names};
use super::settle;
use super::shown;
use super::value::{self, Calls, Fields, Finds, Value};
use super::{Decision, Decisions, Kind, Verb};

/// How many decisions of each sort were applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What was found is right.
    pub confirmed: usize,
    /// What was found is gone.
    pub rejected: usize,
    /// What was found is something else.
    pub changed: usize,
    /// What was not found is there.
    pub added: usize,
    /// Two people are one, or are not.
    pub people: usize,
    /// Decisions for which nothing is left to do.
    pub notices: Vec<Diagnostic>,
}

impl Applied {
    /// All of them.
    pub const fn total(&self) -> usize {
        self.confirmed + self.rejected + self.changed + self.added + self.people
    }

    const fn count(&mut self, verb: Verb) -> &mut usize {
        match verb {
            Verb::Confirm => &mut self.confirmed,
            Verb::Reject => &mut self.rejected,
            Verb::Change => &mut self.changed,
            Verb::Add => &mut self.added,
        }
    }
}

/// Applies all decisions, and gives the register the ids of what is new.
///
/// # Errors
/// Every decision that has no place, says too little, or contradicts another; the transcript is then worth nothing.
pub fn apply(transcript: &mut Transcript, decisions: &Decisions) -> Result<Applied, Vec<Diagnostic>> {
    give_ids(transcript);
    let before = transcript.referenced();
    let source = Arc::clone(&transcript.source);
    let places = Places::new(&source);
    let mut run =
        Run { transcript, decisions, places: &places, names: Names::default(), gone: BTreeSet::new(), put: HashMap::new(), faults: Vec::new() };
    let mut applied = Applied::default();
    run.declare();
    run.people(&mut applied);
    run.check()?;
    let found = run.placed();
    run.contradictions(&found);
    run.check()?;
    let (turns, words): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.decision.kind == Kind::Turn);
    run.turns(&turns, &mut applied);
    run.words(words, &turns, &mut applied);
    run.check()?;
    run.shown();
    run.check()?;
    let gone = run.gone;
    finish(transcript, before, gone);
    transcript.header.editors.push(decisions.editor.clone());
    transcript.header.editors.sort();
    transcript.header.editors.dedup();
    Ok(applied)
}

/// Leaves out entries that only what is gone pointed at, and gives new ones their ids.
fn finish(transcript: &mut Transcript, before: BTreeSet<EntityId>, mut gone: BTreeSet<EntityId>) {
    transcript.attribute_to_unknown();
    let after = transcript.referenced();
    let stands = |id: &EntityId| {
        let entity = transcript.register.get(*id);
        entity.present || entity.part.is_some()
    };
    gone.extend(before.into_iter().filter(|id| !after.contains(id) && !stands(id)));
    transcript.drop_entries(&gone);
    give_ids(transcript);
}

struct Run<'r> {
    transcript: &'r mut Transcript,
    decisions: &'r Decisions,
    places: &'r Places<'r>,
    names: Names,
    /// Entries that became a part of others.
    gone: BTreeSet<EntityId>,
    /// What was put into the transcript, and for which decision.
    put: HashMap<(Kind, Span), &'r Decision>,
    faults: Vec<Diagnostic>,
}

/// A decision with its place.
struct Placed<'d> {
    decision: &'d Decision,
    /// The words it is about.
    span: Span,
    /// The words it should be about.
    extent: Span,
}

/// What is put into the transcript for a decision.
struct Made<'d> {
    decision: &'d Decision,
    span: Span,
    mark: Mark,
}

impl<'r> Run<'r> {
    fn check(&mut self) -> Result<(), Vec<Diagnostic>> {
        if self.faults.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.faults)) }
    }

    fn fault(&mut self, code: &'static Code, place: Span, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Diagnostic::error(code, message).at(&self.decisions.source, place).help(help));
    }

    fn declare(&mut self) {
        for declared in &self.decisions.declared {
            let kind = value::class_of(declared.class).unwrap_or(EntityKind::Person);
            if self.transcript.register.iter().any(|(_, entity)| entity.kind == kind && entity.name == declared.name) {
                continue;
            }
            let mut entity = Entity::new(kind, &declared.name);
            if let Some(id) = &declared.id {
                let other = self.transcript.register.iter().find(|(_, other)| other.id == *id).map(|(_, other)| other.name.clone());
                if let Some(other) = other {
                    let message = format!("`{id}` is the id of {other} already");
                    self.fault(&PERSON, declared.place, message, "choose another id, or leave it out");
                    continue;
                }
                entity.id.clone_from(id);
            }
            self.transcript.register.add(entity);
        }
        give_ids(self.transcript);
        self.names = Names::of(&self.transcript.register);
    }

    fn find_entry(&mut self, name: &str, place: Span) -> Option<EntityId> {
        match self.names.find(&mut self.transcript.register, name) {
            Ok(id) => Some(id),
            Err((message, help)) => {
                self.fault(&PERSON, place, message, help);
                None
            }
        }
    }

    /// Makes people one, and keeps people apart.
    fn people(&mut self, applied: &mut Applied) {
        let mut resolved = Vec::new();
        for of in &self.decisions.people {
            let ids: Vec<Option<EntityId>> = of.names.iter().map(|(name, place)| self.find_entry(name, *place)).collect();
            if let Some(ids) = ids.into_iter().collect::<Option<Vec<EntityId>>>() {
                resolved.push((of, ids));
            }
        }
        self.people_contradict(&resolved);
        if !self.faults.is_empty() {
            return;
        }
        for (of, ids) in resolved {
            applied.people += 1;
            if of.merges { self.merge(of, &ids) } else { self.part(of, &ids) }
        }
        let gone = std::mem::take(&mut self.gone);
        self.names.leave_out(&self.transcript.register, &gone);
        self.gone = gone;
    }

    fn people_contradict(&mut self, resolved: &[(&'r super::OfPeople, Vec<EntityId>)]) {
        for (merge, merged) in resolved.iter().filter(|(of, _)| of.merges) {
            for (apart, parted) in resolved.iter().filter(|(of, _)| !of.merges) {
                let same = |(name, id): (&(String, Span), &EntityId)| {
                    merge.names.iter().zip(merged).any(|(other, other_id)| other.0 == name.0 || (other_id == id && merged.len() == parted.len()))
                };
                if apart.names.iter().zip(parted).filter(|pair| same((pair.0, pair.1))).count() > 1 {
                    let fault = Diagnostic::error(&CONTRADICTION, "these people are to be kept apart and to be made one")
                        .at(&self.decisions.source, apart.place)
                        .related(Label::new(&self.decisions.source, merge.place, "made one here"));
                    self.faults.push(fault.help(CONTRADICTION.remedy));
                }
            }
        }
    }

    fn merge(&mut self, of: &super::OfPeople, ids: &[EntityId]) {
        let kind = self.transcript.register.get(ids[0]).kind;
        if let Some(place) = ids.iter().position(|&id| self.transcript.register.get(id).kind != kind) {
            let message = format!("{} and {} are not of one kind", of.names[0].0, of.names[place].0);
            self.fault(&PERSON, of.names[place].1, message, "only two people, two groups, two organisations, two places or two works can be one");
            return;
        }
        let others: Vec<EntityId> = ids.iter().copied().filter(|&id| id != ids[0]).collect();
        people::merge(self.transcript, ids[0], &others);
        for other in others {
            self.names.instead(other, ids[0]);
            self.gone.insert(other);
        }
    }

    /// Forms of one entry, each an entry of its own; the one under whose name the entry stands keeps it, else the first.
    fn part(&mut self, of: &super::OfPeople, ids: &[EntityId]) {
        let mut kept: HashMap<EntityId, usize> = HashMap::new();
        for (place, &id) in ids.iter().enumerate() {
            let entity = self.transcript.register.get(id);
            let keeper = *kept.entry(id).or_insert(place);
            if keeper != place && (entity.name == of.names[place].0 || entity.id == of.names[place].0) {
                kept.insert(id, place);
            }
        }
        for (place, &id) in ids.iter().enumerate().filter(|(place, id)| kept[id] != *place) {
            let (form, at) = &of.names[place];
            if !self.transcript.register.get(id).forms.contains(form) {
                let name = self.transcript.register.get(id).name.clone();
                self.fault(&PERSON, *at, format!("the text never names {name} as `{form}`"), "write the form as the text prints it");
                continue;
            }
            people::part(self.transcript, id, form);
        }
        give_ids(self.transcript);
        let gone = self.gone.clone();
        self.names.leave_out(&self.transcript.register, &gone);
    }

    fn placed(&mut self) -> Vec<Placed<'r>> {
        let decisions = self.decisions;
        decisions.marks.iter().filter_map(|decision| self.place(decision)).collect()
    }

    fn place(&mut self, decision: &'r Decision) -> Option<Placed<'r>> {
        let span = match self.places.find(&decision.anchor) {
            Ok(span) => span,
            Err(lost) => {
                self.lost(decision, lost);
                return None;
            }
        };
        let wanted = decision.extent.as_deref().map_or(Some(span), |words| self.places.find_over(words, span));
        let Some(extent) = wanted else {
            let words = decision.extent.as_deref().unwrap_or_default();
            let message = format!("“{}” does not stand where “{}” stands", excerpt(words), excerpt(&decision.anchor.quote));
            self.fault(&ORPHAN, decision.place, message, "`extent` quotes words that share some with those it takes the place of");
            return None;
        };
        if shown::takes_a_block(self.transcript, decision, span) {
            let message = format!("“{}” is a paragraph of its own, and the edition has it in any case", excerpt(&decision.anchor.quote));
            self.fault(&HIDDEN, decision.place, message, "say with `change` what it is");
            return None;
        }
        if blocks_over(self.transcript, extent).iter().any(|block| block.kind.is_text()) {
            return Some(Placed { decision, span, extent });
        }
        let position = self.transcript.source.position(extent.start);
        let message = format!("“{}” stands in line {}, outside the text", excerpt(&decision.anchor.quote), position.line);
        self.fault(&ORPHAN, decision.place, message, "page furniture and header fields hold nothing to decide about");
        None
    }

    fn lost(&mut self, decision: &Decision, lost: Lost) {
        let source = Arc::clone(&self.transcript.source);
        let quote = excerpt(&decision.anchor.quote);
        let shown = |span: Span| {
            let start = source.position(span.start);
            format!("line {}, column {}: “{}”", start.line, start.column, excerpt(&fold(source.slice(span))))
        };
        let fault = match lost {
            Lost::Nowhere(Some(near)) => Diagnostic::error(&ORPHAN, format!("nothing in its place reads “{quote}”; the nearest is {}", shown(near)))
                .related(Label::new(&source, near, "the nearest"))
                .help(ORPHAN.remedy),
            Lost::Nowhere(None) => {
                Diagnostic::error(&ORPHAN, format!("nothing in the text reads “{quote}”, and nothing is like it")).help(ORPHAN.remedy)
            }
            Lost::Several(spans) => {
                let all: Vec<String> = spans.iter().map(|&span| shown(span)).collect();
                let fault = Diagnostic::error(&AMBIGUOUS, format!("“{quote}” stands in several places: {}", all.join("; "))).help(AMBIGUOUS.remedy);
                spans.into_iter().fold(fault, |fault, span| fault.related(Label::new(&source, span, "it stands here")))
            }
        };
        self.faults.push(fault.at(&self.decisions.source, decision.place));
    }

    /// Two decisions about the same words that say different things.
    fn contradictions(&mut self, placed: &[Placed<'r>]) {
        let mut seen: HashMap<(Kind, Span), &Placed<'r>> = HashMap::new();
        for one in placed {
            let Some(first) = seen.get(&(one.decision.kind, one.span)) else {
                seen.insert((one.decision.kind, one.span), one);
                continue;
            };
            let same = first.decision.verb == one.decision.verb && first.extent == one.extent && first.decision.fields == one.decision.fields;
            if !same {
                self.contradict(first.decision, one.decision, "the same words");
            }
        }
    }

    fn contradict(&mut self, first: &Decision, second: &Decision, about: &str) {
        let fault = Diagnostic::error(&CONTRADICTION, format!("two decisions about {about} exclude each other: “{}”", excerpt(&second.anchor.quote)))
            .at(&self.decisions.source, second.place)
            .related(Label::new(&self.decisions.source, first.place, "the other one"));
        self.faults.push(fault.help(CONTRADICTION.remedy));
    }

    /// Gives turns the speakers that are decided.
    fn turns(&mut self, placed: &[Placed<'r>], applied: &mut Applied) {
        let mut seen: HashMap<u32, (Vec<EntityId>, &Decision)> = HashMap::new();
        for one in placed {
            let Some(number) = turn_at(self.transcript, one.span) else {
                let message = format!("“{}” belongs to no turn", excerpt(&one.decision.anchor.quote));
                self.fault(&ORPHAN, one.decision.place, message, "quote the label of the turn, or its first paragraph if it has none");
                continue;
            };
            let Some(who) = self.speakers(one, number) else { continue };
            if let Some((_, first)) = seen.get(&number).filter(|(other, _)| *other != who) {
                self.contradict(first, one.decision, "one turn");
            }
            let turn = &mut self.transcript.turns[number as usize];
            (turn.who, turn.inferred, turn.decided) = (who.clone(), None, Some(self.decisions.editor.id.clone()));
            seen.insert(number, (who, one.decision));
            *applied.count(one.decision.verb) += 1;
        }
    }

    /// Who speaks in a turn, as a decision says: nobody that is known where the speaker is rejected.
    fn speakers(&mut self, one: &Placed<'r>, turn: u32) -> Option<Vec<EntityId>> {
        if one.decision.verb == Verb::Reject {
            return Some(vec![self.transcript.register.unknown()]);
        }
        let Some(Value::List(names)) = one.decision.fields.get("who").filter(|value| !value.is_empty()) else {
            return Some(self.transcript.turns[turn as usize].who.clone());
        };
        let mut finds = Finder { names: &self.names, register: &mut self.transcript.register, places: self.places, before: one.extent.start };
        let found: Result<Vec<EntityId>, _> = names.iter().map(|name| finds.speaker(name)).collect();
        found.map_err(|(code, message, help)| self.fault(code, one.decision.place, message, help)).ok()
    }

    fn words(&mut self, placed: Vec<Placed<'r>>, turns: &[Placed<'r>], applied: &mut Applied) {
        let found = Found::of(&self.transcript.annotations);
        let forms = forms(self.transcript);
        let mut out = BTreeSet::new();
        let mut made = Vec::new();
        let mut decided: Vec<(Kind, Vec<Span>)> = turns.iter().map(|one| (Kind::Turn, vec![one.span])).collect();
        for one in placed {
            let near = found.at(one.decision.kind, one.span);
            let stretches = settle::stretches(one.extent, near.map(|index| &self.transcript.annotations[index].mark));
            decided.push((one.decision.kind, stretches));
            if one.decision.verb == Verb::Reject {
                let all = found.all_at(one.decision.kind, one.span);
                if all.is_empty() {
                    applied.notices.push(self.idle(one.decision));
                }
                out.extend(all);
                *applied.count(Verb::Reject) += 1;
            } else if let Some(mark) = self.mark(&one, near) {
                out.extend(near);
                out.extend(found.displaced(one.decision.kind, one.extent));
                made.push(Made { decision: one.decision, span: one.extent, mark });
                *applied.count(one.decision.verb) += 1;
            }
        }
        let made = self.agreed(made);
        self.exchange(&out, made);
        settle::settle(self.transcript, &decided);
        update_forms(self.transcript, &forms);
    }

    fn idle(&self, decision: &Decision) -> Diagnostic {
        let message = format!("there is no {} to reject: “{}”", decision.kind.name(), excerpt(&decision.anchor.quote));
        Diagnostic::warning(&IDLE, message).at(&self.decisions.source, decision.place).help(IDLE.remedy)
    }

    /// The mark that a decision makes of what was found, if anything was.
    fn mark(&mut self, one: &Placed<'r>, near: Option<usize>) -> Option<Mark> {
        let Decision { kind, place, .. } = *one.decision;
        let base = near.map(|index| self.transcript.annotations[index].mark.clone());
        let said = self.said(one.decision, base.as_ref());
        let missing = value::missing(kind, &said);
        if !missing.is_empty() {
            let message = format!("no {} was found here, and the decision does not say {}", kind.name(), missing.join(" and "));
            self.fault(&INCOMPLETE, place, message, INCOMPLETE.remedy);
            return None;
        }
        let mut finds = Finder { names: &self.names, register: &mut self.transcript.register, places: self.places, before: one.extent.start };
        match value::mark_of(kind, &said, base.as_ref(), &mut finds) {
            Ok(mark) => mark,
            Err((code, message, help)) => {
                self.fault(code, place, message, help);
                None
            }
        }
    }

    /// What was found, with what the decision says in its place.
    fn said(&self, decision: &Decision, base: Option<&Mark>) -> Fields {
        let caller = Caller { names: &self.names, register: &self.transcript.register, places: self.places };
        let mut said = base.map(|mark| value::fields_of(mark, &caller)).unwrap_or_default();
        let gives = |key| decision.fields.get(key).is_some_and(|value| !value.is_empty());
        if gives("ref") {
            said.remove("class");
        } else if gives("class") && decision.fields.get("class") != said.get("class") {
            said.remove("ref"); // the entry is of the kind that was wrong
        }
        if decision.kind == Kind::Date && !decision.fields.is_empty() {
            said.clear(); // a day and a period exclude each other
        }
        said.extend(decision.fields.clone());
        said
    }

    /// What is made, each once; two that cannot stand together are a contradiction.
    fn agreed(&mut self, mut made: Vec<Made<'r>>) -> Vec<Made<'r>> {
        made.sort_by_key(|one| (one.decision.kind, one.span.start, std::cmp::Reverse(one.span.end), one.decision.place));
        let mut faults = Vec::new();
        for (place, one) in made.iter().enumerate() {
            let later = made[place + 1..].iter().take_while(|later| later.decision.kind == one.decision.kind && later.span.start < one.span.end);
            for later in later.filter(|later| later.span.crosses(one.span) || (later.span == one.span && later.mark != one.mark)) {
                faults.push((one.decision, later.decision));
            }
        }
        for (first, second) in faults {
            self.contradict(first, second, "words they share");
        }
        made.dedup_by(|later, one| later.decision.kind == one.decision.kind && later.span == one.span);
        made
    }

    fn exchange(&mut self, out: &BTreeSet<usize>, made: Vec<Made<'r>>) {
        let mut index = 0;
        self.transcript.annotations.retain(|_| {
            index += 1;
            !out.contains(&(index - 1))
        });
        self.put.extend(made.iter().map(|one| ((one.decision.kind, one.span), one.decision)));
        let editor = &self.decisions.editor.id;
        let decided = |made: Made<'r>| Annotation { span: made.span, mark: made.mark, rule: None, basis: Basis::Decided(editor.clone()) };
        self.transcript.annotations.extend(made.into_iter().map(decided));
    }

    /// Refuses what the edition does not say.
    fn shown(&mut self) {
        let hidden: Vec<&Decision> = shown::hidden(self.transcript).iter().filter_map(|put| self.put.get(put).copied()).collect();
        for decision in hidden {
            let message = format!("no {} can stand where “{}” stands", decision.kind.name(), excerpt(&decision.anchor.quote));
            self.fault(&HIDDEN, decision.place, message, HIDDEN.remedy);
        }
        self.faults.sort_by_key(|fault| fault.place.as_ref().map(|place| place.span.start));
    }
}

/// The blocks that share characters with `span`.
pub(super) fn blocks_over(transcript: &Transcript, span: Span) -> &[Block] {
    let blocks = &transcript.blocks;
    let (from, to) = (blocks.partition_point(|block| block.span.end <= span.start), blocks.partition_point(|block| block.span.start < span.end));
    &blocks[from..to.max(from)]
}

/// The turn to which the words at `span` belong.
fn turn_at(transcript: &Transcript, span: Span) -> Option<u32> {
    let index = transcript.blocks.partition_point(|block| block.span.end <= span.start);
    transcript.blocks.get(index).and_then(|block| block.turn)
}

/// The first words of a quote.
fn excerpt(quote: &str) -> String {
    let mut text: String = quote.chars().take(60).collect();
    if text.len() < quote.len() {
        text.push('…');
    }
    text
}

/// Every form under which the names in the text mean an entry.
fn forms(transcript: &Transcript) -> HashSet<(EntityId, String)> {
    let form = |annotation: &Annotation| match &annotation.mark {
        Mark::Name(name) => Some((name.entity?, fold(transcript.source.slice(annotation.span)))),
        _ => None,
    };
    transcript.annotations.iter().filter_map(form).collect()
}

/// Entries have the forms that are new, and no longer those that no name has.
fn update_forms(transcript: &mut Transcript, before: &HashSet<(EntityId, String)>) {
    let after = forms(transcript);
    let labels: Vec<&str> = transcript.turns.iter().filter_map(|turn| turn.label.map(|span| transcript.source.slice(span))).collect();
    for (id, form) in before.difference(&after) {
        let entity = transcript.register.get_mut(*id);
        if entity.name != *form && !labels.iter().any(|label| label.contains(form.as_str())) {
            entity.forms.remove(form);
            entity.merged.remove(form);
        }
    }
    for (id, form) in after.difference(before) {
        transcript.register.get_mut(*id).forms.insert(form.clone());
    }
}

struct Caller<'c> {
    names: &'c Names,
    register: &'c Register,
    places: &'c Places<'c>,
}

impl Calls for Caller<'_> {
    fn entry(&self, id: EntityId) -> String {
        self.names.call(self.register, id)
    }

    fn words(&self, span: Span) -> String {
        self.places.quote(span)
    }
}

struct Finder<'f> {
    names: &'f Names,
    register: &'f mut Register,
    places: &'f Places<'f>,
    /// Where the decided words begin.
    before: usize,
}

impl Finds for Finder<'_> {
    type Problem = (&'static Code, String, String);

    fn entry(&mut self, name: &str) -> Result<EntityId, Self::Problem> {
        self.names.find(self.register, name).map_err(|(message, help)| (&PERSON, message, help))
    }

    fn speaker(&mut self, name: &str) -> Result<EntityId, Self::Problem> {
        let id = self.entry(name)?;
        people::speaks(self.register, id, name).map(|()| id).map_err(|(message, help)| (&PERSON, message, help))
    }

    fn words(&mut self, words: &str) -> Result<Span, Self::Problem> {
        let found = self.places.find_before(words, self.before);
        found.ok_or_else(|| (&ORPHAN, format!("“{words}” stands nowhere before the bracket"), "quote the words that the bracket explains".to_owned()))
    }

    fn kind(&self, id: EntityId) -> EntityKind {
        self.register.get(id).kind
    }
}
