//! Items as people read them, and as JSON for other tools: `{"format": "teiscribe-review/1.0", "items": [{"kind": "speech", …}]}`.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::model::Transcript;
use crate::source::Position;

use super::super::{Anchor, Clerk, Fields, Value};
use super::item::{About, Item};

/// The value of `format`.
pub const FORMAT: &str = "teiscribe-review/1.0";

/// The JSON Schema of the list.
pub const SCHEMA_TEXT: &str = include_str!("../../../../schemas/review/1.0/review.schema.json");

/// Characters of context on each side.
const WIDTH: usize = 80;

/// A longer text is shown without its middle.
const LONG: usize = 240;

#[derive(Serialize)]
struct List<'l> {
    format: &'static str,
    source: Origin<'l>,
    items: Vec<Entry<'l>>,
}

#[derive(Serialize)]
struct Origin<'l> {
    name: &'l str,
    sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'l> {
    id: &'l str,
    kind: &'static str,
    start: Place,
    end: Place,
    text: &'l str,
    before: &'l str,
    after: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'l str>,
    reason: &'l str,
    certainty: &'static str,
    attributes: Map<String, Json>,
    candidates: Vec<Candidate<'l>>,
    queries: Vec<Query<'l>>,
    /// What a decision about it quotes.
    decision: Map<String, Json>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Candidate<'l> {
    id: &'l str,
    name: &'l str,
}

#[derive(Serialize)]
struct Query<'l> {
    code: &'l str,
    message: &'l str,
}

/// The items as JSON, two spaces a level; lines and columns from 1, offsets in code points from 0.
pub fn json(transcript: &Transcript, clerk: &Clerk<'_>, items: &[Item]) -> String {
    let entries = items.iter().map(|item| entry(transcript, clerk, item)).collect();
    let list = List { format: FORMAT, source: Origin { name: transcript.source.name(), sha256: transcript.source.sha256() }, items: entries };
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

fn entry<'l>(transcript: &'l Transcript, clerk: &'l Clerk<'_>, item: &'l Item) -> Entry<'l> {
    let place = |at: usize| {
        let Position { line, column } = transcript.source.position(at);
        Place { line, column, offset: clerk.code_points(at) }
    };
    let (before, after) = clerk.around(item.span, WIDTH);
    let entity = |id| transcript.register.get(id);
    Entry {
        id: &item.id,
        kind: item.kind,
        start: place(item.span.start),
        end: place(item.span.end),
        text: transcript.source.slice(item.span),
        before,
        after,
        rule: item.rule.as_deref(),
        reason: &item.reason,
        certainty: item.certainty.name(),
        attributes: attributes(&item.fields),
        candidates: item.candidates.iter().map(|&id| Candidate { id: &entity(id).id, name: &entity(id).name }).collect(),
        queries: item.queries.iter().map(|(code, message)| Query { code, message }).collect(),
        decision: decision(clerk, item),
    }
}

fn attributes(fields: &Fields) -> Map<String, Json> {
    let json = |value: &Value| match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(list) => Json::from(list.as_slice()),
    };
    fields.iter().map(|(key, value)| ((*key).to_owned(), json(value))).collect()
}

/// The keys that a decision about the item has in a decisions file, whatever it decides.
fn decision(clerk: &Clerk<'_>, item: &Item) -> Map<String, Json> {
    if let About::People(entity, form) = &item.about {
        return Map::from_iter([("people".to_owned(), Json::from(vec![clerk.name(*entity), form.clone()]))]);
    }
    let Anchor { quote, before, after, at } = clerk.anchor(item.span);
    let mut keys = Map::from_iter([(item.kind.to_owned(), Json::from(quote))]);
    let around = [("before", before), ("after", after)];
    keys.extend(around.into_iter().filter(|(_, words)| !words.is_empty()).map(|(key, words)| (key.to_owned(), Json::from(words))));
    keys.extend(at.map(|at| ("at".to_owned(), Json::from(at))));
    keys
}

/// An item as a few lines, the words in question between ⟦ and ⟧.
pub fn shown(transcript: &Transcript, clerk: &Clerk<'_>, item: &Item) -> String {
    let Position { line, column } = transcript.source.position(item.span.start);
    let mut text = format!("{}  {}  line {line}, column {column}  certainty {}", item.kind, item.id, item.certainty.name());
    let (before, after) = clerk.around(item.span, WIDTH);
    let _ = writeln!(text, "\n  {before}⟦{}⟧{after}", shortened(&clerk.quote(item.span)));
    if let About::People(entity, form) = &item.about {
        let _ = writeln!(text, "  {form} is {}: {}", transcript.register.get(*entity).name, item.reason);
    } else if !item.fields.is_empty() {
        let _ = writeln!(text, "  {}", fields(&item.fields));
    }
    if let Some(rule) = &item.rule {
        let _ = writeln!(text, "  {rule}: {}", item.reason.trim_end_matches('.'));
    }
    for (code, message) in &item.queries {
        let _ = writeln!(text, "  {message} ({code})");
    }
    let names = item.candidates.iter().enumerate().map(|(number, &id)| format!("{} {}", number + 1, clerk.name(id)));
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        let _ = writeln!(text, "  or: {}", names.join("; "));
    }
    text
}

fn fields(fields: &Fields) -> String {
    let value = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::List(list) => list.join(", "),
    };
    fields.iter().map(|(key, one)| format!("{key} = {}", value(one))).collect::<Vec<_>>().join("; ")
}

/// A long text without its middle.
fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONG {
        return text.to_owned();
    }
    let (head, tail): (String, String) = (text.chars().take(LONG / 2).collect(), text.chars().skip(count - LONG / 2).collect());
    format!("{} […] {}", head.trim_end(), tail.trim_start())
}
