//! A dialogue with an editor: item after item is shown and answered; the answers become decisions, and the last one can be taken back.

use std::sync::Arc;

use crate::model::{EntityKind, Transcript};
use crate::source::{Source, Span};

use super::super::kind::Form;
use super::super::value::class_of;
use super::super::{Clerk, Decision, Decisions, Declared, Fields, Key, Kind, OfPeople, Value, Verb};
use super::answer::{self, Answer};
use super::item::{About, Item};

/// The items of a transcript with what was answered so far.
pub struct Session<'t> {
    transcript: &'t Transcript,
    clerk: &'t Clerk<'t>,
    items: &'t [Item],
    at: usize,
    steps: Vec<Step>,
}

/// One answer: where it was given, and what it decides.
struct Step {
    at: usize,
    decides: Decides,
}

enum Decides {
    Nothing,
    Words(Box<Decision>, Span),
    People(OfPeople),
    New(Declared),
}

/// What comes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The next item is to be shown.
    Next,
    /// The same item waits for an answer; something is to be said.
    Same(String),
    /// The same item is to be shown again.
    Again,
    /// What can be answered is to be shown.
    Help,
    /// The decisions are to be written.
    Quit,
    /// Nothing is to be written.
    Leave,
}

impl<'t> Session<'t> {
    /// A dialogue about `items` of `transcript`, which `clerk` has read.
    pub const fn new(transcript: &'t Transcript, clerk: &'t Clerk<'t>, items: &'t [Item]) -> Self {
        Self { transcript, clerk, items, at: 0, steps: Vec::new() }
    }

    /// The item that waits for an answer, with its number from 0.
    pub fn current(&self) -> Option<(usize, &'t Item)> {
        self.items.get(self.at).map(|item| (self.at, item))
    }

    /// How many decisions were made.
    pub fn decided(&self) -> usize {
        self.steps.iter().filter(|step| !matches!(step.decides, Decides::Nothing | Decides::New(_))).count()
    }

    /// What was decided, in the name of whoever stands in `before`.
    pub fn decisions(&self, before: &Decisions) -> Decisions {
        let mut made = Decisions {
            source: Arc::new(Source::from_text("answers", "")),
            editor: before.editor.clone(),
            declared: Vec::new(),
            people: Vec::new(),
            marks: Vec::new(),
        };
        for step in &self.steps {
            match &step.decides {
                Decides::Nothing => {}
                Decides::Words(decision, _) => made.marks.push((**decision).clone()),
                Decides::People(people) => made.people.push(people.clone()),
                Decides::New(declared) => made.declared.push(declared.clone()),
            }
        }
        made
    }

    /// Takes up one line of an editor about the current item.
    pub fn answer(&mut self, line: &str) -> Reply {
        let Some((_, item)) = self.current() else { return Reply::Quit };
        let said = answer::read(line, Kind::ALL.iter().copied().find(|kind| kind.name() == item.kind));
        match said.and_then(|answer| self.take(item, answer)) {
            Ok(reply) => reply,
            Err(why) => Reply::Same(why),
        }
    }

    fn take(&mut self, item: &Item, answer: Answer) -> Result<Reply, String> {
        match answer {
            Answer::Confirm => self.decide(item, Verb::Confirm, |_, _| Ok(())),
            Answer::Reject => self.decide(item, Verb::Reject, |_, _| Ok(())),
            Answer::Change(fields) => self.change(item, fields),
            Answer::Candidate(number) => self.candidate(item, number),
            Answer::Extent(words) => self.extent(item, &words),
            Answer::Add(kind, words, fields) => self.add(item, kind, &words, fields),
            Answer::New(class, name) => self.declare(class, name),
            Answer::People(merges, names) => self.people(merges, &names).map(|()| Reply::Same("noted".to_owned())),
            Answer::Skip => Ok(self.next(Decides::Nothing)),
            Answer::Undo => Ok(self.undo()),
            Answer::Again => Ok(Reply::Again),
            Answer::Quit => Ok(Reply::Quit),
            Answer::Leave => Ok(Reply::Leave),
            Answer::Help => Ok(Reply::Help),
        }
    }

    fn next(&mut self, decides: Decides) -> Reply {
        self.steps.push(Step { at: self.at, decides });
        self.at += 1;
        Reply::Next
    }

    fn undo(&mut self) -> Reply {
        let Some(step) = self.steps.pop() else { return Reply::Same("there is nothing to take back".to_owned()) };
        self.at = step.at;
        Reply::Again
    }

    /// A decision about the item itself, which `finish` completes.
    fn decide(&mut self, item: &Item, verb: Verb, finish: impl FnOnce(&Self, &mut Decision) -> Result<(), String>) -> Result<Reply, String> {
        let made = match &item.about {
            About::Mark(index) => self.clerk.decision(verb, item.span, &self.transcript.annotations[*index].mark),
            About::Turn(index) => self.clerk.turn(verb, *index),
            About::People(entity, form) => {
                let names = [self.clerk.name(*entity), form.clone()].map(|name| (name, Span::default())).to_vec();
                return Ok(self.next(Decides::People(OfPeople { merges: verb == Verb::Confirm, names, place: Span::default() })));
            }
        };
        let mut decision = made.ok_or_else(|| "nothing can be decided about these words".to_owned())?;
        finish(self, &mut decision)?;
        Ok(self.next(Decides::Words(Box::new(decision), item.span)))
    }

    fn change(&mut self, item: &Item, fields: Vec<(&'static Key, String)>) -> Result<Reply, String> {
        let fields = self.fields(fields)?;
        self.decide(item, Verb::Change, |_, decision| {
            replace(decision.kind, &mut decision.fields, fields);
            Ok(())
        })
    }

    fn candidate(&mut self, item: &Item, number: usize) -> Result<Reply, String> {
        let chosen = number.checked_sub(1).and_then(|place| item.candidates.get(place));
        let name = self.clerk.name(*chosen.ok_or_else(|| format!("there is no candidate {number}"))?);
        let fields = match item.kind {
            "name" => Fields::from([("ref", Value::Text(name))]),
            _ => Fields::from([("who", Value::List(vec![name]))]),
        };
        self.decide(item, Verb::Change, |_, decision| {
            replace(decision.kind, &mut decision.fields, fields);
            Ok(())
        })
    }

    fn extent(&mut self, item: &Item, words: &str) -> Result<Reply, String> {
        if !matches!(item.about, About::Mark(_)) {
            return Err("only words can be about others".to_owned());
        }
        self.decide(item, Verb::Change, |session, decision| {
            let span = session.clerk.find_over(words, item.span);
            let span = span.ok_or_else(|| format!("“{words}” shares no words with “{}”; quote them as they stand", decision.anchor.quote))?;
            session.free(decision.kind, span, item.span)?;
            decision.extent = Some(words.to_owned());
            Ok(())
        })
    }

    fn add(&mut self, item: &Item, kind: Kind, words: &str, fields: Vec<(&'static Key, String)>) -> Result<Reply, String> {
        let fields = self.fields(fields)?;
        let span = self.clerk.find_near(words, item.span.start).ok_or_else(|| format!("“{words}” stands nowhere; quote the words as they stand"))?;
        let missing = super::super::value::missing(kind, &fields);
        if !missing.is_empty() {
            return Err(format!("a {} needs {}: a {} {words}; {} = …", kind.name(), missing.join(" and "), kind.name(), missing.join(" = …; ")));
        }
        self.free(kind, span, span)?;
        let decision = Decision { verb: Verb::Add, kind, anchor: self.clerk.anchor(span), extent: None, fields, place: Span::default() };
        let place = self.transcript.source.position(span.start);
        self.steps.push(Step { at: self.at, decides: Decides::Words(Box::new(decision), span) });
        Ok(Reply::Same(format!("noted, for line {}, column {}", place.line, place.column)))
    }

    /// Whether no decision of this dialogue about words of the kind crosses `span`, or is about the same words.
    fn free(&self, kind: Kind, span: Span, own: Span) -> Result<(), String> {
        let crosses = |step: &&Step| match &step.decides {
            Decides::Words(decision, other) => decision.kind == kind && *other != own && (other.crosses(span) || *other == span),
            Decides::Nothing | Decides::People(_) | Decides::New(_) => false,
        };
        match self.steps.iter().find(crosses) {
            None => Ok(()),
            Some(_) => Err("an earlier answer is about some of these words; take it back with u".to_owned()),
        }
    }

    fn declare(&mut self, class: &'static str, name: String) -> Result<Reply, String> {
        let kind = class_of(class).unwrap_or(EntityKind::Person);
        if self.transcript.register.iter().any(|(_, entity)| entity.kind == kind && entity.name == name) {
            return Err(format!("there is a {class} called {name} already"));
        }
        self.steps.push(Step { at: self.at, decides: Decides::New(Declared { class, name, id: None, place: Span::default() }) });
        Ok(Reply::Same("noted".to_owned()))
    }

    fn people(&mut self, merges: bool, names: &[String]) -> Result<(), String> {
        if names.len() < 2 {
            return Err("name two or more, between semicolons".to_owned());
        }
        names.iter().try_for_each(|name| self.name(name, true))?;
        let names = names.iter().map(|name| (name.clone(), Span::default())).collect();
        self.steps.push(Step { at: self.at, decides: Decides::People(OfPeople { merges, names, place: Span::default() }) });
        Ok(())
    }

    /// Values as a decisions file has them.
    fn fields(&self, given: Vec<(&'static Key, String)>) -> Result<Fields, String> {
        given.into_iter().map(|(key, text)| Ok((key.name, self.value(key, text)?))).collect()
    }

    fn value(&self, key: &Key, text: String) -> Result<Value, String> {
        match key.form {
            Form::People => self.names(&text).map(Value::List),
            Form::Entry if !text.is_empty() => self.name(&text, true).map(|()| Value::Text(text)),
            form => match form.refusal(&text) {
                Some(help) => Err(format!("`{}` cannot be `{text}`: {help}", key.name)),
                None => Ok(Value::Text(text)),
            },
        }
    }

    /// One name, or several between commas where no entry has the whole for its name.
    fn names(&self, text: &str) -> Result<Vec<String>, String> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        if !text.contains(',') || self.name(text, false).is_ok() {
            return self.name(text, false).map(|()| vec![text.to_owned()]);
        }
        text.split(',').map(str::trim).map(|name| self.name(name, false).map(|()| name.to_owned())).collect()
    }

    fn name(&self, name: &str, anything: bool) -> Result<(), String> {
        let declared = self
            .steps
            .iter()
            .any(|step| matches!(&step.decides, Decides::New(new) if new.name == name && (anything || !matches!(new.class, "place" | "work"))));
        if declared {
            return Ok(());
        }
        self.clerk.check_name(name, anything).map_err(|(why, help)| format!("{why}; {help}"))
    }
}

/// Puts what is said in the place of what was found; what cannot hold beside it goes.
fn replace(kind: Kind, fields: &mut Fields, said: Fields) {
    match kind {
        Kind::Date => fields.clear(), // a day and a period exclude each other
        Kind::Bracket if said.contains_key("function") => fields.clear(),
        Kind::Name | Kind::Reference if said.contains_key("ref") => {
            fields.remove("class");
        }
        Kind::Name | Kind::Reference if said.get("class") != fields.get("class") => {
            fields.remove("ref");
        }
        _ => {}
    }
    fields.extend(said);
}
