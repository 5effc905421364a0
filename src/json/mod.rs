//! JSON text into values that know where they stand, and back.
//!
//! [`parse`] gives a [`Document`] in which every value and every key has its byte span, so that a finding at the JSON
//! Pointer `/turns/3/speaker` has a line and a column. [`schema`] checks a document against a JSON Schema; [`emit`]
//! writes JSON with one entry a line.

pub mod codes;
pub mod emit;
mod instance;
mod message;
mod parse;
mod scalars;
pub mod schema;
pub mod toml;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::source::Span;

pub use parse::{DEPTH_LIMIT, parse};

/// A JSON document with the place of everything in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'s> {
    root: Value<'s>,
    duplicates: Vec<Duplicate>,
}

/// A key that stands twice in one object; the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duplicate {
    /// The later key.
    pub key: Span,
    /// The key before it.
    pub first: Span,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'s> {
    /// From its first to its last character; a string with its quotation marks.
    pub span: Span,
    /// What it is.
    pub kind: Kind<'s>,
}

/// The kinds of values, RFC 8259 section 3.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// A string, without its escapes.
    String(Cow<'s, str>),
    /// An array.
    Array(Vec<Value<'s>>),
    /// An object.
    Object(Object<'s>),
}

/// The members of an object, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object<'s> {
    members: Box<[Member<'s>]>,
    /// Indices of `members` by key, for look-up in logarithmic time; of equal keys the later one last. Few members have none.
    by_key: Box<[usize]>,
    /// Whether a key stands twice.
    repeats: bool,
}

/// So many members are looked through one by one.
const FEW: usize = 8;

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'s> {
    /// The key, without its escapes.
    pub key: Cow<'s, str>,
    /// The key's place, quotation marks included.
    pub key_span: Span,
    /// The value.
    pub value: Value<'s>,
}

impl<'s> Document<'s> {
    /// The value that is the document.
    pub fn root(&self) -> &Value<'s> {
        &self.root
    }

    /// Keys that stand twice in one object, in text order.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// The value at a JSON Pointer (RFC 6901); the empty pointer is the root.
    ///
    /// ```
    /// use teiscribe::{json, source::Source};
    /// let source = Source::from_text("t.json", r#"{"turns": [{"speaker": "ana"}]}"#);
    /// let document = json::parse(&source).expect("JSON");
    /// let speaker = document.at("/turns/0/speaker").expect("a value");
    /// assert_eq!(source.slice(speaker.span), r#""ana""#);
    /// ```
    pub fn at(&self, pointer: &str) -> Option<&Value<'s>> {
        pointer.split('/').skip(1).try_fold(&self.root, |value, step| value.child(&unescape(step)))
    }

    /// The place of the key `key` in the object at `pointer`.
    pub fn key_at(&self, pointer: &str, key: &str) -> Option<Span> {
        self.at(pointer)?.as_object()?.member(key).map(|member| member.key_span)
    }
}

impl<'s> Value<'s> {
    /// The member `step` of an object, or the item at the index `step` of an array.
    fn child(&self, step: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Object(object) => object.get(step),
            Kind::Array(items) => items.get(step.parse::<usize>().ok()?),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Kind::String(text) = &self.kind { Some(text) } else { None }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object<'s>> {
        if let Kind::Object(object) = &self.kind { Some(object) } else { None }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Kind::Array(items) = &self.kind { Some(items) } else { None }
    }

    /// The member `key`, if it is an object that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The word for its kind in a message: `a string`.
    pub const fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }

    /// The same value without places. Of a key that stands twice the last one counts.
    pub fn to_serde(&self) -> serde_json::Value {
        use serde_json::Value as Plain;
        match &self.kind {
            Kind::Null => Plain::Null,
            Kind::Bool(value) => Plain::Bool(*value),
            Kind::Number(number) => Plain::Number(number.clone()),
            Kind::String(text) => Plain::String(text.clone().into_owned()),
            Kind::Array(items) => Plain::Array(items.iter().map(Value::to_serde).collect()),
            Kind::Object(object) => Plain::Object(object.iter().map(|member| (member.key.clone().into_owned(), member.value.to_serde())).collect()),
        }
    }
}

impl<'s> Object<'s> {
    /// The members, indexed; and the keys that stand twice.
    fn new(members: Vec<Member<'s>>) -> (Self, Vec<Duplicate>) {
        let mut by_key: Vec<usize> = (0..members.len()).collect();
        by_key.sort_by(|&left, &right| members[left].key.cmp(&members[right].key)); // stable: equal keys stay in order
        let twice = by_key.windows(2).filter(|pair| members[pair[0]].key == members[pair[1]].key);
        let duplicates: Vec<Duplicate> = twice.map(|pair| Duplicate { key: members[pair[1]].key_span, first: members[pair[0]].key_span }).collect();
        if members.len() <= FEW {
            by_key.clear();
        }
        let object = Self { members: members.into(), by_key: by_key.into(), repeats: !duplicates.is_empty() };
        (object, duplicates)
    }

    /// The members, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Member<'s>> {
        self.members.iter()
    }

    /// The member `key`; the last one where it stands twice.
    pub fn member(&self, key: &str) -> Option<&Member<'s>> {
        if self.by_key.is_empty() {
            return self.members.iter().rev().find(|member| member.key == key);
        }
        let after = self.by_key.partition_point(|&index| &*self.members[index].key <= key);
        let member = &self.members[self.by_key[after.checked_sub(1)?]];
        (member.key == key).then_some(member)
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value<'s>> {
        self.member(key).map(|member| &member.value)
    }

    /// Number of members.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether it is `{}`.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// A step of a JSON Pointer as the key it stands for, RFC 6901 section 4.
fn unescape(step: &str) -> Cow<'_, str> {
    if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step.into() }
}

/// The pointer to the member `key` of what `pointer` points at.
///
/// ```
/// assert_eq!(teiscribe::json::pointer_to("/a", "b/c"), "/a/b~1c");
/// ```
pub fn pointer_to(pointer: &str, key: &str) -> String {
    let mut longer = format!("{pointer}/");
    for character in key.chars() {
        match character {
            '~' => longer.push_str("~0"),
            '/' => longer.push_str("~1"),
            _ => {
                let _ = longer.write_char(character);
            }
        }
    }
    longer
}
