//! JSON text into values with places, RFC 8259: one pass, no copy of a string without escapes.
//!
//! `{"title": "A talk",}` is an error at the comma. Everything that `serde_json` accepts is accepted, and nothing else:
//! numbers beyond the range of an IEEE double and halves of surrogate pairs are errors here too.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, Span};

use super::codes::SYNTAX;
use super::{Document, Duplicate, Kind, Member, Object, Value};

/// How deep lists and objects may stand in each other.
pub const DEPTH_LIMIT: usize = 127;

/// Reads the text of `source` as one JSON value.
///
/// # Errors
/// The first place at which it is no JSON.
pub fn parse(source: &Source) -> Result<Document<'_>, Box<Diagnostic>> {
    let mut parser = Parser { text: source.text(), at: 0, depth: 0, duplicates: Vec::new() };
    match parser.document() {
        Ok(root) => {
            let mut duplicates = parser.duplicates;
            duplicates.sort_unstable();
            Ok(Document { root, duplicates })
        }
        Err(fault) => Err(Box::new(fault.report(source))),
    }
}

/// Where and why the text is no JSON.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    pub(super) opened: Option<usize>,
}

impl Fault {
    fn report(self, source: &Source) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(&SYNTAX, self.message).at(source, self.span);
        if let Some(help) = self.help {
            diagnostic = diagnostic.help(help);
        }
        match self.opened {
            Some(at) => diagnostic.related(Label::new(source, Span::new(at, at + 1), "it opens here")),
            None => diagnostic,
        }
    }
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// A text while it is read.
pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    depth: usize,
    duplicates: Vec<Duplicate>,
}

impl<'s> Parser<'s> {
    fn document(&mut self) -> Parsed<Value<'s>> {
        self.skip_blanks();
        let root = self.value()?;
        self.skip_blanks();
        if self.at < self.text.len() {
            return Err(self.fault("the JSON ends before this").with_help("a file holds one JSON value; delete what follows it"));
        }
        Ok(root)
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// A fault at the next character, or at the end of the text.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        let next = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Fault { span: Span::new(self.at, self.at + next), message: message.into(), help: None, opened: None }
    }

    /// The next character as a message names it.
    pub(super) fn found(&self) -> String {
        match self.text[self.at..].chars().next() {
            None => "the end of the text".to_owned(),
            Some(character) if character.is_control() => "a control character".to_owned(),
            Some(character) => format!("`{character}`"),
        }
    }

    fn value(&mut self) -> Parsed<Value<'s>> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value { span: Span::new(start, self.at), kind })
    }

    fn nested(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<Kind<'s>>) -> Parsed<Kind<'s>> {
        if self.depth == DEPTH_LIMIT {
            return Err(self.fault(format!("lists and objects stand more than {DEPTH_LIMIT} deep in each other")));
        }
        self.depth += 1;
        let kind = inner(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn object(&mut self) -> Parsed<Kind<'s>> {
        let opened = self.at;
        self.at += 1;
        let mut members = Vec::new();
        self.skip_blanks();
        while !self.take(b'}') {
            if !members.is_empty() {
                self.comma('}', opened)?;
            }
            members.push(self.member(opened)?);
            self.skip_blanks();
        }
        let (object, duplicates) = Object::new(members);
        self.duplicates.extend(duplicates);
        Ok(Kind::Object(object))
    }

    fn member(&mut self, opened: usize) -> Parsed<Member<'s>> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.no_key(opened));
        }
        let key = self.string()?;
        let key_span = Span::new(start, self.at);
        self.skip_blanks();
        if !self.take(b':') {
            return Err(self.fault(format!("a colon is wanted behind the key, not {}", self.found())));
        }
        self.skip_blanks();
        Ok(Member { key, key_span, value: self.value()? })
    }

    fn no_key(&self, opened: usize) -> Fault {
        let fault = self.fault(format!("a key in quotation marks is wanted, not {}", self.found()));
        match self.peek() {
            None => self.unclosed('}', opened),
            Some(b'/' | b'#') => fault.with_help("JSON has no comments"),
            Some(b',') => fault.with_help("delete the comma"),
            _ => fault.with_help("keys stand in straight double quotation marks: \"title\""),
        }
    }

    fn array(&mut self) -> Parsed<Kind<'s>> {
        let opened = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.skip_blanks();
        while !self.take(b']') {
            if !items.is_empty() {
                self.comma(']', opened)?;
            }
            if self.peek().is_none() {
                return Err(self.unclosed(']', opened));
            }
            items.push(self.value()?);
            self.skip_blanks();
        }
        Ok(Kind::Array(items))
    }

    /// Takes the comma between two members or items, and the blanks behind it.
    fn comma(&mut self, close: char, opened: usize) -> Parsed<()> {
        let comma = self.at;
        if self.peek().is_none() {
            return Err(self.unclosed(close, opened));
        }
        if !self.take(b',') {
            return Err(self.fault(format!("a comma or `{close}` is wanted, not {}", self.found())));
        }
        self.skip_blanks();
        if self.text[self.at..].starts_with(close) {
            let span = Span::new(comma, comma + 1);
            return Err(Fault { span, message: format!("a comma stands before `{close}`"), help: Some("delete the comma"), opened: None });
        }
        Ok(())
    }

    fn unclosed(&self, close: char, opened: usize) -> Fault {
        let what = if close == '}' { "object" } else { "list" };
        let mut fault = self.fault(format!("the text ends before the {what} is closed with `{close}`"));
        fault.opened = Some(opened);
        fault
    }
}

impl Fault {
    pub(super) fn with_help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> (usize, usize, String) {
        let source = Source::from_text("t.json", text);
        let diagnostic = parse(&source).expect_err("no JSON");
        let place = diagnostic.place.expect("a place").start;
        (place.line, place.column, diagnostic.message)
    }

    #[test]
    fn what_is_no_json_is_named_with_its_place() {
        assert_eq!(fault("{\"a\": 1,\n}"), (1, 8, "a comma stands before `}`".to_owned()));
        assert_eq!(fault("{\"é\" 1}"), (1, 6, "a colon is wanted behind the key, not `1`".to_owned()));
        assert_eq!(fault("[1 2]"), (1, 4, "a comma or `]` is wanted, not `2`".to_owned()));
        assert_eq!(fault("{\"a\": None}"), (1, 7, "a value is wanted, not `None`".to_owned()));
        assert_eq!(fault("\"a\nb\""), (1, 3, "a control character stands bare in a string".to_owned()));
        assert_eq!(fault("{\"a\": [1,\n2"), (2, 2, "the text ends before the list is closed with `]`".to_owned()));
        assert_eq!(fault("01"), (1, 1, "a number may not begin with `0` and another digit".to_owned()));
        assert_eq!(fault("\"\\ud800\\u0041\""), (1, 2, "half of a surrogate pair is no character".to_owned()));
        assert_eq!(fault(""), (1, 1, "a value is wanted, not the end of the text".to_owned()));
        assert_eq!(fault("{} // done"), (1, 4, "the JSON ends before this".to_owned()));
        assert_eq!(fault("1e999"), (1, 1, "the number is too large".to_owned()));
    }

    #[test]
    fn duplicate_keys_are_found_and_the_last_counts() {
        let source = Source::from_text("t.json", r#"{"a": 1, "b": {"\u0061": 2, "c": 3}, "a": 4}"#);
        let document = parse(&source).expect("JSON");
        assert_eq!(document.duplicates(), [Duplicate { key: Span::new(37, 40), first: Span::new(1, 4) }]);
        assert_eq!(document.at("/a").map(|value| value.span), Some(Span::new(42, 43)));
        assert_eq!(document.at("/b/a").map(|value| value.span), Some(Span::new(25, 26)));
    }

    /// Text that is JSON or nearly so.
    fn nearly_json() -> impl Strategy<Value = String> {
        let scraps = prop_oneof![
            Just("{"),
            Just("}"),
            Just("["),
            Just("]"),
            Just(","),
            Just(":"),
            Just("\""),
            Just("\\"),
            Just("\\u"),
            Just("d83d"),
            Just("\\ude00"),
            Just("0"),
            Just("-"),
            Just("1"),
            Just("."),
            Just("e"),
            Just("+"),
            Just("null"),
            Just("true"),
            Just("\"a\""),
            Just("\"a\":"),
            Just("é"),
            Just(" "),
            Just("\n"),
            Just("\t"),
            Just("\u{1}"),
            Just("9999999999"),
            Just("{}"),
            Just("[]"),
            Just("\\n"),
            Just("/"),
            Just("e400"),
        ];
        proptest::collection::vec(scraps, 0..24).prop_map(|scraps| scraps.concat())
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        use serde_json::Value;
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::String),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    /// Every value's span is the text of that value.
    fn spans_hold(source: &Source, value: &Value<'_>) {
        let alone: serde_json::Value = serde_json::from_str(source.slice(value.span)).expect("the text of a value");
        assert_eq!(alone, value.to_serde());
        match &value.kind {
            Kind::Array(items) => items.iter().for_each(|item| spans_hold(source, item)),
            Kind::Object(object) => object.iter().for_each(|member| spans_hold(source, &member.value)),
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn validity_is_that_of_serde_json(text in nearly_json()) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            let source = Source::from_text("t.json", text.as_str());
            let ours = parse(&source);
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                prop_assert_eq!(ours.root().to_serde(), theirs);
            }
        }

        #[test]
        fn every_value_stands_where_its_span_says(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.expect("JSON");
            let source = Source::from_text("t.json", text);
            let document = parse(&source).expect("JSON");
            prop_assert_eq!(document.root().to_serde(), value);
            prop_assert!(document.duplicates().is_empty());
            spans_hold(&source, document.root());
        }

        #[test]
        fn pointers_lead_to_their_members(key in any::<String>()) {
            let text = serde_json::json!({ "a": [{ key.as_str(): 1 }] }).to_string();
            let source = Source::from_text("t.json", text);
            let document = parse(&source).expect("JSON");
            let found = document.at(&super::super::pointer_to("/a/0", &key)).map(|value| source.slice(value.span));
            prop_assert_eq!(found, Some("1"));
        }
    }

    #[test]
    fn depth_ends_where_that_of_serde_json_ends() {
        for depth in [DEPTH_LIMIT, DEPTH_LIMIT + 1] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            assert_eq!(parse(&Source::from_text("t.json", text)).is_ok(), theirs);
        }
    }
}
