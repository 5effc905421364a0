//! The restrictions on simplified schemas (section 7), each with its number in the message.

mod content;
mod context;
mod names;

use super::codes::SCHEMA_RESTRICTION;
use super::grammar::{Grammar, Place};
use super::patterns::{ElementId, Node, PatternId};
use crate::diagnostic::Diagnostic;

/// What breaks a restriction: the fact with the section's number.
type Broken = String;

/// Checks the start and the elements that can be [reached](reachable) from it.
///
/// # Errors
/// The first breach, at the element whose content it is.
pub(super) fn check(grammar: &Grammar, reached: &[ElementId]) -> Result<(), Box<Diagnostic>> {
    let outside = |broken| fault(grammar, None, broken);
    context::start(grammar).map_err(outside)?;
    let mut names = names::Names::new(grammar);
    let mut contexts = context::Contexts::new(grammar);
    let mut types = content::Contents::new(grammar);
    for &id in reached {
        let declaration = grammar.element(id);
        let inside = |broken| fault(grammar, Some(declaration.place), broken);
        contexts.check(declaration.content).map_err(inside)?;
        types.check(declaration.content).map_err(inside)?;
        names.check(declaration.content).map_err(inside)?;
    }
    Ok(())
}

fn fault(grammar: &Grammar, place: Option<Place>, broken: Broken) -> Box<Diagnostic> {
    let place = place.unwrap_or(Place { file: 0, span: crate::source::Span::default() });
    Box::new(Diagnostic::error(&SCHEMA_RESTRICTION, broken).at(&grammar.sources[place.file], place.span))
}

/// The elements that matching can ever meet, in order of number.
pub(super) fn reachable(grammar: &Grammar) -> Vec<ElementId> {
    let mut reached = vec![false; grammar.elements.len()];
    let mut seen = vec![false; grammar.patterns.len()];
    let mut waiting = vec![grammar.start];
    while let Some(pattern) = waiting.pop() {
        if std::mem::replace(&mut seen[pattern.0 as usize], true) {
            continue;
        }
        match grammar.patterns.node(pattern) {
            Node::Choice(all) => waiting.extend_from_slice(all),
            Node::Group(left, right) | Node::Interleave(left, right) => waiting.extend([*left, *right]),
            Node::OneOrMore(inner) | Node::List(inner) => waiting.push(*inner),
            Node::Attribute(id) => waiting.push(grammar.attribute(*id).content),
            Node::Element(id) => {
                reached[*id as usize] = true;
                waiting.push(grammar.element(*id).content);
            }
            Node::Data(id) => waiting.extend(grammar.datum(*id).except),
            Node::Empty | Node::NotAllowed | Node::Text | Node::Value(_) => {}
        }
    }
    (0..).zip(reached).filter(|(_, reached)| *reached).map(|(id, _)| id).collect()
}

/// The patterns of a chain of groups or interleaves, in order.
fn chain(grammar: &Grammar, pattern: PatternId) -> Vec<PatternId> {
    let mut items = Vec::new();
    let mut rest = pattern;
    let is_group = matches!(grammar.patterns.node(pattern), Node::Group(..));
    loop {
        match grammar.patterns.node(rest) {
            Node::Group(first, last) if is_group => {
                items.push(*first);
                rest = *last;
            }
            Node::Interleave(first, last) if !is_group => {
                items.push(*first);
                rest = *last;
            }
            _ => break,
        }
    }
    items.push(rest);
    items
}
