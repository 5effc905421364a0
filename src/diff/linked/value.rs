//! A JSON document in the form in which it is compared: in JSON-LD lists of values are sets, numbers count by value, what is null or empty is absent.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Error as _, Serialize, Serializer};

use crate::diff::tree::{hash_of, mix};
use crate::json::emit;
use crate::json::{Kind, Member, Object, Value as Json};
use crate::source::Span;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub span: Span,
    /// Equal for equal values.
    pub hash: u64,
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A string.
    Text(String),
    /// Anything else that holds nothing, as JSON writes it.
    Plain(String),
    /// A node or another object.
    Object { id: Option<String>, members: BTreeMap<String, Value> },
    /// Values whose order says nothing.
    Set(Vec<Value>),
    /// Values in order.
    List(Vec<Value>),
}

/// How a document is read.
pub(super) struct Reading {
    /// Whether it is JSON-LD.
    pub linked: bool,
    /// Properties whose values are in order.
    lists: BTreeSet<String>,
    /// What the ids of the document begin with.
    pub base: String,
}

impl Reading {
    /// How `root` is to be read.
    pub fn of(root: &Json<'_>) -> Self {
        let linked = is_linked(root);
        let mut lists = BTreeSet::from(["@list".to_owned()]);
        let mut ids = Vec::new();
        survey(root, &mut lists, &mut ids);
        ids.sort_unstable();
        ids.dedup();
        Self { linked, lists, base: if linked { base_of(&ids) } else { String::new() } }
    }

    /// A value; `key` is the property it belongs to.
    pub fn value(&self, json: &Json<'_>, key: &str) -> Value {
        let shape = match &json.kind {
            Kind::Null => Shape::Plain("null".to_owned()),
            Kind::Bool(value) => Shape::Plain(value.to_string()),
            Kind::Number(number) => Shape::Plain(number_text(number)),
            Kind::String(text) => Shape::Text(text.clone().into_owned()),
            Kind::Array(items) => self.items(items, key),
            Kind::Object(object) => self.object(object),
        };
        Value { span: json.span, hash: self.hash(&shape), shape }
    }

    fn items(&self, items: &[Json<'_>], key: &str) -> Shape {
        if !self.linked || self.lists.contains(key) || key == "@context" {
            return Shape::List(items.iter().map(|item| self.verbatim(item, key)).collect());
        }
        let values = items.iter().filter(|item| item.kind != Kind::Null).map(|item| self.value(item, key));
        let mut keyed: Vec<(String, Value)> = values.map(|value| (self.order_key(&value), value)).collect();
        keyed.sort_by(|left, right| left.0.cmp(&right.0));
        keyed.dedup_by(|later, kept| {
            let same = later.0 == kept.0 && later.1.hash == kept.1.hash;
            // Of one id with and without the address of the document the one with it stays: what the base is must not change.
            if same && !self.base.is_empty() && compact(&later.1) > compact(&kept.1) {
                std::mem::swap(later, kept);
            }
            same
        });
        let mut values: Vec<Value> = keyed.into_iter().map(|(_, value)| value).collect();
        match values.pop() {
            Some(only) if values.is_empty() && key != "@graph" => only.shape,
            Some(last) => {
                values.push(last);
                Shape::Set(values)
            }
            None => Shape::Set(values),
        }
    }

    /// A value in a list; inside a context everything is as it is.
    fn verbatim(&self, json: &Json<'_>, key: &str) -> Value {
        if key == "@context" { Self { linked: false, lists: BTreeSet::new(), base: String::new() }.value(json, "") } else { self.value(json, "") }
    }

    fn object(&self, object: &Object<'_>) -> Shape {
        let mut members = BTreeMap::new();
        for member in counted(object) {
            if self.linked && member.value.kind == Kind::Null {
                continue;
            }
            let value = if member.key == "@context" { self.verbatim(&member.value, "@context") } else { self.value(&member.value, &member.key) };
            let empty = matches!(&value.shape, Shape::Set(items) if items.is_empty());
            if !empty {
                members.insert(member.key.clone().into_owned(), value);
            }
        }
        let id = ["@id", "id"].iter().find_map(|key| match &members.get(*key)?.shape {
            Shape::Text(id) => Some(self.relative(id).to_owned()),
            Shape::Plain(_) | Shape::Object { .. } | Shape::Set(_) | Shape::List(_) => None,
        });
        Shape::Object { id: id.filter(|_| self.linked), members }
    }

    fn hash(&self, shape: &Shape) -> u64 {
        match shape {
            Shape::Text(text) => mix(1, hash_of(self.relative(text).as_bytes())),
            Shape::Plain(text) => mix(2, hash_of(text.as_bytes())),
            Shape::Object { members, .. } => members.iter().fold(3, |hash, (key, value)| mix(mix(hash, hash_of(key.as_bytes())), value.hash)),
            Shape::Set(items) | Shape::List(items) => items.iter().fold(4, |hash, item| mix(hash, item.hash)),
        }
    }

    /// A text without the base of the document, so that editions with other bases compare.
    pub fn relative<'t>(&self, text: &'t str) -> &'t str {
        text.strip_prefix(self.base.as_str()).filter(|rest| !self.base.is_empty() && (rest.is_empty() || rest.starts_with('#'))).unwrap_or(text)
    }

    /// What the values of a set are ordered by: the id of a node, the text of anything else.
    fn order_key(&self, value: &Value) -> String {
        match &value.shape {
            Shape::Object { id: Some(id), .. } => format!("\"{id}"),
            Shape::Text(text) => format!("\"{}", self.relative(text)),
            Shape::Plain(text) => text.clone(),
            Shape::Object { .. } | Shape::Set(_) | Shape::List(_) => compact(value),
        }
    }
}

/// A value on one line.
pub(super) fn compact(value: &Value) -> String {
    let mut text = emit::to_string(value, 0).unwrap_or_default();
    text.truncate(text.trim_end_matches('\n').len());
    text
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.shape {
            Shape::Text(text) => serializer.serialize_str(text),
            Shape::Plain(text) => serde_json::from_str::<serde_json::Value>(text).map_err(S::Error::custom)?.serialize(serializer),
            Shape::Set(items) | Shape::List(items) => serializer.collect_seq(items),
            Shape::Object { members, .. } => serializer.collect_map(members),
        }
    }
}

/// A number by its value: `1.0` and `1e0` are `1`.
fn number_text(number: &serde_json::Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        _ if number.is_i64() || number.is_u64() => number.to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        Some(value) if value.fract() == 0.0 && value.abs() < EXACT => (value as i64).to_string(),
        _ => number.to_string(),
    }
}

fn is_linked(root: &Json<'_>) -> bool {
    let is_node = |value: &Json<'_>| ["@context", "@graph", "@id"].iter().any(|key| value.get(key).is_some_and(|value| !says_nothing(value)));
    is_node(root) || root.as_array().is_some_and(|items| items.iter().any(is_node))
}

/// Null, or a set of nothing: it is absent.
fn says_nothing(value: &Json<'_>) -> bool {
    value.kind == Kind::Null || value.as_array().is_some_and(|items| items.iter().all(says_nothing))
}

/// Finds properties with ordered values in contexts, and every id.
fn survey(value: &Json<'_>, lists: &mut BTreeSet<String>, ids: &mut Vec<String>) {
    match &value.kind {
        Kind::Array(items) => items.iter().for_each(|item| survey(item, lists, ids)),
        Kind::Object(object) => {
            for member in counted(object) {
                let container = member.value.get("@container");
                let is_list = |value: &Json<'_>| {
                    value.as_str() == Some("@list") || value.as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == Some("@list")))
                };
                if container.is_some_and(is_list) {
                    lists.insert(member.key.clone().into_owned());
                }
                if let (true, Some(id)) = (matches!(&*member.key, "@id" | "id"), sole_text(&member.value)) {
                    ids.push(id.to_owned());
                }
                survey(&member.value, lists, ids);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// The members of an object; of a key that stands twice the last one counts.
fn counted<'o, 's>(object: &'o Object<'s>) -> impl Iterator<Item = &'o Member<'s>> {
    object.iter().filter(|member| object.member(&member.key).is_some_and(|last| std::ptr::eq(last, *member)))
}

/// A text, or the one text in a set.
fn sole_text<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    let Some(items) = value.as_array() else { return value.as_str() };
    let mut texts = items.iter().filter(|item| item.kind != Kind::Null).map(sole_text);
    let first = texts.next()??;
    texts.all(|text| text == Some(first)).then_some(first)
}

/// What most ids of a document have before `#`, if it is an address of the document itself.
fn base_of(ids: &[String]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (base, _) in ids.iter().filter_map(|id| id.split_once('#')).filter(|(base, _)| base.contains(':')) {
        *counts.entry(base).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(base, count)| (count, std::cmp::Reverse(base)));
    most.filter(|&(_, count)| 2 * count > ids.len().min(2)).map_or(String::new(), |(base, _)| base.to_owned())
}
