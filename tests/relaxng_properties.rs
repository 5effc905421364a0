//! Random small grammars and documents: the automaton says what a naive matcher says, which follows the derivatives of James Clark's paper word for word.

use std::cell::Cell;
use std::fmt::Write as _;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};

/// A pattern; `After` is what the naive matcher needs beside the schema's own.
#[derive(Clone, Debug, PartialEq)]
enum P {
    Empty,
    NotAllowed,
    Text,
    Value(&'static str),
    List(Rc<P>),
    Choice(Rc<P>, Rc<P>),
    Group(Rc<P>, Rc<P>),
    Interleave(Rc<P>, Rc<P>),
    OneOrMore(Rc<P>),
    Attribute(&'static str, Rc<P>),
    Ref(usize),
    After(Rc<P>, Rc<P>),
}

#[derive(Clone, Debug)]
enum Doc {
    Element(&'static str, Vec<(&'static str, &'static str)>, Vec<Doc>),
    Text(&'static str),
}

const ELEMENTS: [&str; 3] = ["a", "b", "a"];
const ATTRIBUTES: [&str; 2] = ["x", "y"];
const VALUES: [&str; 2] = ["1", "2"];
const TEXTS: [&str; 5] = ["1", "2", " ", "1 2", "z"];

/// Decisions read off a row of bytes; when they run out, always the first.
struct Choices<'b>(std::slice::Iter<'b, u8>);

impl Choices<'_> {
    fn of(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % sides
    }
}

fn pattern(choices: &mut Choices<'_>, depth: usize) -> P {
    let leaf = depth == 0;
    match choices.of(if leaf { 6 } else { 12 }) {
        0 => P::Empty,
        1 => P::Text,
        2 | 3 => P::Ref(choices.of(ELEMENTS.len())),
        4 => P::Attribute(ATTRIBUTES[choices.of(2)], Rc::new(if choices.of(2) == 0 { P::Text } else { P::Value(VALUES[choices.of(2)]) })),
        5 => P::Value(VALUES[choices.of(2)]),
        6 => P::OneOrMore(Rc::new(pattern(choices, depth - 1))),
        7 => P::Choice(Rc::new(P::Empty), Rc::new(pattern(choices, depth - 1))),
        8 => P::Choice(Rc::new(pattern(choices, depth - 1)), Rc::new(pattern(choices, depth - 1))),
        9 => P::Interleave(Rc::new(pattern(choices, depth - 1)), Rc::new(pattern(choices, depth - 1))),
        10 if choices.of(3) == 0 => P::List(Rc::new(P::OneOrMore(Rc::new(P::Value(VALUES[choices.of(2)]))))),
        _ => P::Group(Rc::new(pattern(choices, depth - 1)), Rc::new(pattern(choices, depth - 1))),
    }
}

fn written(pattern: &P, out: &mut String) {
    let (name, inner): (&str, Vec<&P>) = match pattern {
        P::Choice(one, other) => ("choice", vec![one, other]),
        P::Group(one, other) => ("group", vec![one, other]),
        P::Interleave(one, other) => ("interleave", vec![one, other]),
        P::OneOrMore(inner) => ("oneOrMore", vec![inner]),
        P::List(inner) => ("list", vec![inner]),
        P::Attribute(name, inner) => {
            let _ = write!(out, "<attribute name='{name}'>");
            written(inner, out);
            return out.push_str("</attribute>");
        }
        P::Value(value) => return write!(out, "<value>{value}</value>").expect("a string"),
        P::Ref(number) => return write!(out, "<ref name='d{number}'/>").expect("a string"),
        P::Empty => return out.push_str("<empty/>"),
        P::Text => return out.push_str("<text/>"),
        P::NotAllowed | P::After(..) => return out.push_str("<notAllowed/>"),
    };
    let _ = write!(out, "<{name}>");
    for one in inner {
        written(one, out);
    }
    let _ = write!(out, "</{name}>");
}

/// A document that follows a pattern more often than not.
fn follow(
    grammar: &[P],
    pattern: &P,
    choices: &mut Choices<'_>,
    depth: usize,
    attributes: &mut Vec<(&'static str, &'static str)>,
    children: &mut Vec<Doc>,
) {
    match pattern {
        P::Text => children.push(Doc::Text(TEXTS[choices.of(TEXTS.len())])),
        P::Value(value) => children.push(Doc::Text(if choices.of(8) == 7 { "z" } else { value })),
        P::Attribute(name, value) => {
            let value = match **value {
                P::Value(value) if choices.of(8) != 7 => value,
                _ => VALUES[choices.of(2)],
            };
            if attributes.iter().all(|(known, _)| known != name) {
                attributes.push((name, value));
            }
        }
        P::List(inner) | P::OneOrMore(inner) => {
            for _ in 0..=choices.of(3).min(depth) {
                follow(grammar, inner, choices, depth, attributes, children);
            }
        }
        P::Choice(one, other) => follow(grammar, if choices.of(2) == 0 { one } else { other }, choices, depth, attributes, children),
        P::Group(one, other) | P::Interleave(one, other) => {
            let (one, other) = if matches!(pattern, P::Interleave(..)) && choices.of(2) == 0 { (other, one) } else { (one, other) };
            follow(grammar, one, choices, depth, attributes, children);
            follow(grammar, other, choices, depth, attributes, children);
        }
        P::Ref(number) if depth > 0 => children.push(element(grammar, *number, choices, depth - 1)),
        P::Ref(_) | P::Empty | P::NotAllowed | P::After(..) => {}
    }
}

fn element(grammar: &[P], number: usize, choices: &mut Choices<'_>, depth: usize) -> Doc {
    let (mut attributes, mut children) = (Vec::new(), Vec::new());
    follow(grammar, &grammar[number], choices, depth, &mut attributes, &mut children);
    match choices.of(12) {
        9 => {
            children.pop();
        }
        10 => children.push(Doc::Text(" ")),
        11 => {
            attributes.pop();
        }
        _ => {}
    }
    Doc::Element(ELEMENTS[number], attributes, children)
}

fn xml(doc: &Doc, out: &mut String) {
    match doc {
        Doc::Text(text) => out.push_str(text),
        Doc::Element(name, attributes, children) => {
            let _ = write!(out, "<{name}");
            for (name, value) in attributes {
                let _ = write!(out, " {name}='{value}'");
            }
            out.push('>');
            for child in children {
                xml(child, out);
            }
            let _ = write!(out, "</{name}>");
        }
    }
}

// The naive matcher.

fn nullable(p: &P) -> bool {
    match p {
        P::Group(one, other) | P::Interleave(one, other) => nullable(one) && nullable(other),
        P::Choice(one, other) => nullable(one) || nullable(other),
        P::OneOrMore(inner) => nullable(inner),
        P::Empty | P::Text => true,
        P::NotAllowed | P::Value(_) | P::List(_) | P::Attribute(..) | P::Ref(_) | P::After(..) => false,
    }
}

fn choice(one: P, other: P) -> P {
    match (one, other) {
        (P::NotAllowed, p) | (p, P::NotAllowed) => p,
        (one, other) if one == other => one,
        (one, other) => P::Choice(Rc::new(one), Rc::new(other)),
    }
}

fn both(make: fn(Rc<P>, Rc<P>) -> P, one: P, other: P) -> P {
    match (one, other) {
        (P::NotAllowed, _) | (_, P::NotAllowed) => P::NotAllowed,
        (P::Empty, p) | (p, P::Empty) => p,
        (one, other) => make(Rc::new(one), Rc::new(other)),
    }
}

fn after(one: P, other: P) -> P {
    if one == P::NotAllowed || other == P::NotAllowed { P::NotAllowed } else { P::After(Rc::new(one), Rc::new(other)) }
}

/// Applies `f` to the second part of each `After`.
fn apply_after(f: &dyn Fn(P) -> P, p: &P) -> P {
    match p {
        P::After(one, other) => after((**one).clone(), f((**other).clone())),
        P::Choice(one, other) => choice(apply_after(f, one), apply_after(f, other)),
        _ => P::NotAllowed,
    }
}

fn text_deriv(p: &P, s: &str) -> P {
    match p {
        P::Choice(one, other) => choice(text_deriv(one, s), text_deriv(other, s)),
        P::Interleave(one, other) => {
            choice(both(P::Interleave, text_deriv(one, s), (**other).clone()), both(P::Interleave, (**one).clone(), text_deriv(other, s)))
        }
        P::Group(one, other) => {
            let first = both(P::Group, text_deriv(one, s), (**other).clone());
            if nullable(one) { choice(first, text_deriv(other, s)) } else { first }
        }
        P::After(one, other) => after(text_deriv(one, s), (**other).clone()),
        P::OneOrMore(inner) => both(P::Group, text_deriv(inner, s), choice(p.clone(), P::Empty)),
        P::Text => P::Text,
        P::Value(value) if s.split_whitespace().collect::<Vec<_>>().join(" ") == *value => P::Empty,
        P::List(inner) => {
            let left = s.split_whitespace().fold((**inner).clone(), |left, word| text_deriv(&left, word));
            if nullable(&left) { P::Empty } else { P::NotAllowed }
        }
        _ => P::NotAllowed,
    }
}

fn open_deriv(grammar: &[P], p: &P, name: &str) -> P {
    match p {
        P::Choice(one, other) => choice(open_deriv(grammar, one, name), open_deriv(grammar, other, name)),
        P::Ref(number) if ELEMENTS[*number] == name => after(grammar[*number].clone(), P::Empty),
        P::Interleave(one, other) => choice(
            apply_after(&|left| both(P::Interleave, left, (**other).clone()), &open_deriv(grammar, one, name)),
            apply_after(&|left| both(P::Interleave, (**one).clone(), left), &open_deriv(grammar, other, name)),
        ),
        P::OneOrMore(inner) => apply_after(&|left| both(P::Group, left, choice(p.clone(), P::Empty)), &open_deriv(grammar, inner, name)),
        P::Group(one, other) => {
            let first = apply_after(&|left| both(P::Group, left, (**other).clone()), &open_deriv(grammar, one, name));
            if nullable(one) { choice(first, open_deriv(grammar, other, name)) } else { first }
        }
        P::After(one, other) => apply_after(&|left| after(left, (**other).clone()), &open_deriv(grammar, one, name)),
        _ => P::NotAllowed,
    }
}

fn value_match(p: &P, s: &str) -> bool {
    (nullable(p) && s.trim().is_empty()) || nullable(&text_deriv(p, s))
}

fn att_deriv(p: &P, name: &str, value: &str) -> P {
    match p {
        P::After(one, other) => after(att_deriv(one, name, value), (**other).clone()),
        P::Choice(one, other) => choice(att_deriv(one, name, value), att_deriv(other, name, value)),
        P::Group(one, other) => {
            choice(both(P::Group, att_deriv(one, name, value), (**other).clone()), both(P::Group, (**one).clone(), att_deriv(other, name, value)))
        }
        P::Interleave(one, other) => choice(
            both(P::Interleave, att_deriv(one, name, value), (**other).clone()),
            both(P::Interleave, (**one).clone(), att_deriv(other, name, value)),
        ),
        P::OneOrMore(inner) => both(P::Group, att_deriv(inner, name, value), choice(p.clone(), P::Empty)),
        P::Attribute(known, inner) if *known == name && value_match(inner, value) => P::Empty,
        _ => P::NotAllowed,
    }
}

fn close_deriv(p: &P) -> P {
    match p {
        P::After(one, other) => after(close_deriv(one), (**other).clone()),
        P::Choice(one, other) => choice(close_deriv(one), close_deriv(other)),
        P::Group(one, other) => both(P::Group, close_deriv(one), close_deriv(other)),
        P::Interleave(one, other) => both(P::Interleave, close_deriv(one), close_deriv(other)),
        P::OneOrMore(inner) => match close_deriv(inner) {
            P::NotAllowed => P::NotAllowed,
            inner => P::OneOrMore(Rc::new(inner)),
        },
        P::Attribute(..) => P::NotAllowed,
        _ => p.clone(),
    }
}

fn end_deriv(p: &P) -> P {
    match p {
        P::Choice(one, other) => choice(end_deriv(one), end_deriv(other)),
        P::After(one, other) if nullable(one) => (**other).clone(),
        _ => P::NotAllowed,
    }
}

/// The children with neighbouring texts joined, as a parser gives them.
fn joined(children: &[Doc]) -> Vec<(Option<&Doc>, String)> {
    let mut out: Vec<(Option<&Doc>, String)> = Vec::new();
    for child in children {
        match (child, out.last_mut()) {
            (Doc::Text(text), Some((None, last))) => last.push_str(text),
            (Doc::Text(text), _) => out.push((None, (*text).to_owned())),
            (Doc::Element(..), _) => out.push((Some(child), String::new())),
        }
    }
    out
}

fn child_deriv(grammar: &[P], p: &P, doc: &Doc) -> P {
    let Doc::Element(name, attributes, children) = doc else { return P::NotAllowed };
    let opened = open_deriv(grammar, p, name);
    let closed = close_deriv(&attributes.iter().fold(opened, |p, (name, value)| att_deriv(&p, name, value)));
    let children = joined(children);
    let inside = match children.as_slice() {
        [] => choice(closed.clone(), text_deriv(&closed, "")),
        [(None, text)] if text.trim().is_empty() => choice(closed.clone(), text_deriv(&closed, text)),
        [(None, text)] => text_deriv(&closed, text),
        many => many.iter().filter(|(child, text)| child.is_some() || !text.trim().is_empty()).fold(closed, |p, (child, text)| match child {
            Some(child) => child_deriv(grammar, &p, child),
            None => text_deriv(&p, text),
        }),
    };
    end_deriv(&inside)
}

/// Judges documents of one random grammar both ways; counts the valid and the invalid.
fn compare(bytes: &[u8], counts: &Cell<(usize, usize)>) -> Result<(), TestCaseError> {
    let mut choices = Choices(bytes.iter());
    let grammar: Vec<P> = (0..ELEMENTS.len()).map(|_| pattern(&mut choices, 3)).collect();
    let mut text = "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><choice><ref name='d0'/><ref name='d2'/></choice></start>".to_owned();
    for (number, pattern) in grammar.iter().enumerate() {
        let _ = write!(text, "<define name='d{number}'><element name='{}'>", ELEMENTS[number]);
        written(pattern, &mut text);
        text.push_str("</element></define>");
    }
    text.push_str("</grammar>");
    // A grammar that breaks a restriction says nothing about matching.
    let Ok(schema) = Schema::load(&Source::from_text("random.rng", text.as_str()), &NoFiles) else { return Ok(()) };
    let start = P::Choice(Rc::new(P::Ref(0)), Rc::new(P::Ref(2)));
    for _ in 0..4 {
        let document = element(&grammar, 0, &mut choices, 3);
        let mut out = String::new();
        xml(&document, &mut out);
        let naive = nullable(&child_deriv(&grammar, &start, &document));
        let findings = schema.validate(&Source::from_text("random.xml", out.as_str()));
        let (valid, invalid) = counts.get();
        counts.set(if naive { (valid + 1, invalid) } else { (valid, invalid + 1) });
        let messages: Vec<&String> = findings.iter().map(|found| &found.message).collect();
        prop_assert_eq!(findings.is_empty(), naive, "{}\n{}\n{:?}", text, out, messages);
    }
    Ok(())
}

#[test]
fn the_automaton_agrees_with_the_naive_matcher() {
    let counts = Cell::new((0, 0));
    let config = ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() };
    let bytes = proptest::collection::vec(any::<u8>(), 0..160);
    let result = TestRunner::new(config).run(&bytes, |bytes| compare(&bytes, &counts));
    assert!(result.is_ok(), "{result:?}");
    let (valid, invalid) = counts.get();
    assert!(valid > 500 && invalid > 500, "{valid} valid and {invalid} invalid documents are too few to show anything");
}
