//! A document as JSON text again, the keywords of each object first: in this order a processor need keep nothing back.
//!
//! `{"name": "Ana", "@id": "#ana", "@type": "Person"}` becomes `{"@type":"Person","@id":"#ana","name":"Ana"}`. Members of an
//! object have no order (RFC 8259, section 4), so nothing is changed. Source: Streaming JSON-LD, section 3.1.

use std::io::{self, Read, Write};

use crate::json::{Document, Kind, Member, Value};

/// The text of a document, made as it is read.
pub(super) struct Streamed<'d> {
    open: Vec<Open<'d>>,
    made: Vec<u8>,
    taken: usize,
}

/// A list or object that is not yet written to its end.
struct Open<'d> {
    rest: Rest<'d>,
    begun: bool,
}

enum Rest<'d> {
    Items(std::slice::Iter<'d, Value<'d>>),
    Members(std::vec::IntoIter<&'d Member<'d>>),
}

impl<'d> Streamed<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        let mut streamed = Self { open: Vec::new(), made: Vec::new(), taken: 0 };
        streamed.value(document.root());
        streamed
    }

    /// Writes a value, of a list or object its beginning.
    fn value(&mut self, value: &'d Value<'d>) {
        let rest = match &value.kind {
            Kind::Array(items) => Rest::Items(items.iter()),
            Kind::Object(object) => {
                let mut members: Vec<_> = object.iter().collect();
                members.sort_by_key(|member| rank(&member.key));
                Rest::Members(members.into_iter())
            }
            scalar => return self.scalar(scalar),
        };
        self.made.push(if matches!(rest, Rest::Items(_)) { b'[' } else { b'{' });
        self.open.push(Open { rest, begun: false });
    }

    fn scalar(&mut self, kind: &Kind<'_>) {
        // Writing to memory cannot fail.
        let _ = match kind {
            Kind::Bool(value) => write!(self.made, "{value}"),
            Kind::Number(number) => write!(self.made, "{number}"),
            Kind::String(text) => serde_json::to_writer(&mut self.made, text).map_err(io::Error::from),
            Kind::Null | Kind::Array(_) | Kind::Object(_) => self.made.write_all(b"null"),
        };
    }

    /// Writes the next piece; false when there is none.
    fn step(&mut self) -> bool {
        let Some(open) = self.open.last_mut() else { return false };
        let begun = std::mem::replace(&mut open.begun, true);
        let (next, close) = match &mut open.rest {
            Rest::Items(items) => (items.next().map(|item| (None, item)), b']'),
            Rest::Members(members) => (members.next().map(|member| (Some(&*member.key), &member.value)), b'}'),
        };
        let Some((key, value)) = next else {
            self.made.push(close);
            self.open.pop();
            return true;
        };
        if begun {
            self.made.push(b',');
        }
        if let Some(key) = key {
            let _ = serde_json::to_writer(&mut self.made, key);
            self.made.push(b':');
        }
        self.value(value);
        true
    }
}

/// Contexts stand before types, types before the address, and a graph behind all else.
fn rank(key: &str) -> u8 {
    match key {
        "@context" => 0,
        "@type" => 1,
        "@id" => 2,
        "@graph" => 4,
        _ => 3,
    }
}

impl Read for Streamed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.made.len() {
            self.made.clear();
            self.taken = 0;
        }
        while self.made.len() < buffer.len() && self.step() {}
        let count = (&self.made[self.taken..]).read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::source::Source;

    fn streamed(text: &str) -> String {
        let source = Source::from_text("t.jsonld", text);
        let document = json::parse(&source).expect("JSON");
        let mut read = String::new();
        Streamed::new(&document).read_to_string(&mut read).expect("text");
        read
    }

    #[test]
    fn keywords_come_first_and_nothing_else_moves() {
        let text = r#"{"b": [1, {}, [], {"x": null, "@type": "T", "@id": "i"}], "a": "\"\n", "@graph": [], "@context": {"t": true}}"#;
        let wanted = r#"{"@context":{"t":true},"b":[1,{},[],{"@type":"T","@id":"i","x":null}],"a":"\"\n","@graph":[]}"#;
        assert_eq!(streamed(text), wanted);
    }

    proptest::proptest! {
        #[test]
        fn what_is_streamed_is_the_same_value(keys in proptest::collection::vec(".*", 0..5)) {
            let value = serde_json::json!({"keys": keys, "@id": [[keys], {"a": {"@type": keys}}, 1.5, null]});
            let read: serde_json::Value = serde_json::from_str(&streamed(&value.to_string())).expect("JSON");
            proptest::prop_assert_eq!(read, value);
        }
    }
}
