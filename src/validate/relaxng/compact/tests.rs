//! What the compact syntax means, and what it does not admit.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use super::super::syntax::{ComponentKind, Grammar, NameClassKind, PatternKind};
use super::*;

fn parsed(text: &str) -> Pattern {
    parse(&Source::from_text("t.rnc", text)).unwrap_or_else(|fault| panic!("{text}: {}", fault.message))
}

fn grammar(text: &str) -> Grammar {
    match parsed(text).kind {
        PatternKind::Grammar(grammar) => grammar,
        other => panic!("no grammar: {other:?}"),
    }
}

#[test]
fn escapes_stand_anywhere_and_an_escaped_line_feed_ends_no_line() {
    let PatternKind::Element(names, content) = parsed("\\x{65}lement a { \"b\\x{A}c\" }").kind else { panic!("an element") };
    assert!(matches!(names.kind, NameClassKind::Name { local, .. } if &*local == "a"));
    assert!(matches!(content.kind, PatternKind::Value(value) if &*value.text == "b\nc"));
}

#[test]
fn literals_are_joined_and_may_have_several_lines() {
    let PatternKind::Element(_, content) = parsed("element a { \"x\" ~ '''y\r\n'z''' }").kind else { panic!("an element") };
    assert!(matches!(content.kind, PatternKind::Value(value) if &*value.text == "xy\n'z"));
}

#[test]
fn documentation_comments_in_a_row_are_one_annotation() {
    let grammar = grammar("## one\n## two\nstart = a\n\n# nothing\n## three\na = element \\element { empty }");
    let texts: Vec<_> = grammar.components.iter().map(|component| component.annotations.documentation()).collect();
    assert_eq!(texts, [Some("one two".to_owned()), Some("three".to_owned())]);
}

#[test]
fn attributes_without_prefix_are_in_no_namespace() {
    let PatternKind::Element(names, content) = parsed("default namespace = \"urn:n\" element a { attribute b { text } }").kind else {
        panic!("an element")
    };
    let PatternKind::Attribute(inner, _) = content.kind else { panic!("an attribute") };
    assert!(matches!(&names.kind, NameClassKind::Name { ns: Some(ns), .. } if &**ns == "urn:n"));
    assert!(matches!(&inner.kind, NameClassKind::Name { ns: Some(ns), .. } if ns.is_empty()));
}

#[test]
fn a_definition_may_be_called_like_a_keyword_behind_a_backslash() {
    let grammar = grammar("start = \\start\n\\start = element a { empty }");
    assert!(matches!(&grammar.components[1].kind, ComponentKind::Define(name, None, _) if &**name == "start"));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, line, column) in [
        ("element a { b, c | d }", 1, 18),
        ("element a { \"b\n\" }", 1, 13),
        ("start = element a {\n  attribute { text } }", 2, 13),
        ("element x:a { empty }", 1, 9),
        ("namespace a = \"b\" namespace a = \"c\" element a { empty }", 1, 29),
        ("element a { empty } }", 1, 21),
        ("start = grammar", 1, 16),
        ("element a { xsd2:int }", 1, 13),
        ("element a { \\x{0} }", 1, 13),
        ("element a { default }", 1, 13),
    ] {
        let fault = parse(&Source::from_text("t.rnc", text)).expect_err(text);
        let place = fault.place.as_ref().expect("a place").start;
        assert_eq!((place.line, place.column), (line, column), "{text}: {}", fault.message);
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("element a {{ {}empty{} }}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&Source::from_text("t.rnc", deep)).expect_err("too deep").message.contains("deeper"));
}
