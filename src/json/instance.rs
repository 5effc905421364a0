//! Our values as what `jsonschema` asks about: a document is judged as it was parsed, without a copy.
//!
//! Of a key that stands twice in an object the last one counts, as everywhere here.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, Node, NodeIdentity, Object as Members};

use crate::source::Span;

use super::{Kind, Member, Object, Value};

/// JSON as [`Value`] holds it.
pub(super) struct Placed;

impl Json for Placed {
    type Node<'a> = &'a Value<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, ask: impl FnOnce(Self::Node<'_>) -> T) -> T {
        ask(&Value { span: Span::new(0, 0), kind: Kind::String(Cow::Borrowed(string)) })
    }
}

impl<'a> Node<'a, Placed> for &'a Value<'a> {
    type Object = &'a Object<'a>;
    type Array = &'a [Value<'a>];
    type Number = &'a serde_json::Number;

    fn as_object(&self) -> Option<Self::Object> {
        Value::as_object(self)
    }

    fn as_array(&self) -> Option<Self::Array> {
        Value::as_array(self)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Self::Number> {
        if let Kind::Number(number) = &self.kind { Some(number) } else { None }
    }

    fn as_boolean(&self) -> Option<bool> {
        if let Kind::Bool(value) = self.kind { Some(value) } else { None }
    }

    fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    fn json_type(&self) -> JsonType {
        match self.kind {
            Kind::Null => JsonType::Null,
            Kind::Bool(_) => JsonType::Boolean,
            Kind::Number(_) => JsonType::Number,
            Kind::String(_) => JsonType::String,
            Kind::Array(_) => JsonType::Array,
            Kind::Object(_) => JsonType::Object,
        }
    }

    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        Cow::Owned(self.to_serde())
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Value<'_>>(self).addr()))
    }
}

impl<'a> Members<'a, Placed> for &'a Object<'a> {
    type Node = &'a Value<'a>;
    type MemberName = &'a str;
    type MembersIter = Counting<'a>;

    fn len(&self) -> usize {
        self.counting().count()
    }

    fn get(&self, key: &String) -> Option<Self::Node> {
        Object::get(self, key)
    }

    fn members(&self) -> Counting<'a> {
        self.counting()
    }
}

impl<'s> Object<'s> {
    fn counting(&'s self) -> Counting<'s> {
        Counting { object: self, members: self.members.iter() }
    }
}

/// The members that count: of equal keys the last one.
pub(super) struct Counting<'a> {
    object: &'a Object<'a>,
    members: std::slice::Iter<'a, Member<'a>>,
}

impl<'a> Iterator for Counting<'a> {
    type Item = (&'a str, &'a Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let object = self.object;
        let member = self.members.find(|member| !object.repeats || object.member(&member.key).is_some_and(|last| std::ptr::eq(last, *member)))?;
        Some((&member.key, &member.value))
    }
}

impl<'a> Array<'a, Placed> for &'a [Value<'a>] {
    type Node = &'a Value<'a>;
    type ElementsIter = std::slice::Iter<'a, Value<'a>>;

    fn len(&self) -> usize {
        <[Value<'_>]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use crate::json;
    use crate::json::schema::{CompiledSchema, check};
    use crate::source::Source;

    const SCHEMA: &str = r#"{
        "propertyNames": {"maxLength": 3},
        "properties": {"a": {"type": "integer", "minimum": 2}, "b": {"uniqueItems": true}, "c": {"enum": [[1, {"x": null}], true]}},
        "maxProperties": 2
    }"#;

    /// What our values and what plain ones answer to the same schema.
    fn answers(text: &str) -> (usize, usize) {
        let source = Source::from_text("t.json", text);
        let document = json::parse(&source).expect("JSON");
        let schema = CompiledSchema::compile(SCHEMA).expect("a schema");
        let found = check(&document, &source, &schema).into_iter().filter(|finding| finding.code.id != "json/duplicate-key").count();
        let plain = jsonschema::validator_for(&serde_json::from_str(SCHEMA).expect("JSON")).expect("a schema");
        let value = serde_json::from_str(text).expect("JSON");
        (found, plain.iter_errors(&value).count())
    }

    #[test]
    fn our_values_answer_like_plain_ones() {
        for (text, faults) in [
            (r#"{"a": 2, "b": [1, 2]}"#, 0),
            (r#"{"a": 1}"#, 1),
            (r#"{"a": 2.5}"#, 1),
            (r#"{"b": [1, 1.0]}"#, 1),
            (r#"{"c": [1, {"x": null}]}"#, 0),
            (r#"{"c": [1, {"x": 1}]}"#, 1),
            (r#"{"long": null}"#, 1),
            (r#"{"x": 1, "y": 2, "z": 3}"#, 1),
            // Of equal keys the last one counts.
            (r#"{"a": "no", "a": 3}"#, 0),
            (r#"{"a": 3, "a": "no"}"#, 1),
            (r#"{"x": 1, "x": 2, "a": 3}"#, 0),
        ] {
            assert_eq!(answers(text), (faults, faults), "{text}");
        }
    }
}
