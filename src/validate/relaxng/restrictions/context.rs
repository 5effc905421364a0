//! What may stand in what (section 7.1), and attributes with names without end (section 7.3).

use rustc_hash::FxHashSet;

use super::{Broken, chain};
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::patterns::{Node, PatternId};

/// What stands around a pattern.
#[expect(clippy::struct_excessive_bools, reason = "five independent facts about the way down to a pattern")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Around {
    attribute: bool,
    list: bool,
    repeated: bool,
    /// A group or interleave inside a repetition.
    repeated_group: bool,
    except: bool,
}

/// Checks contents, each pattern once in each surrounding.
pub(super) struct Contexts<'g> {
    grammar: &'g Grammar,
    seen: FxHashSet<(PatternId, Around)>,
}

impl<'g> Contexts<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Self {
        Self { grammar, seen: FxHashSet::default() }
    }

    /// Checks the content of an element.
    pub(super) fn check(&mut self, content: PatternId) -> Result<(), Broken> {
        self.walk(content, Around::default())
    }

    fn walk(&mut self, pattern: PatternId, around: Around) -> Result<(), Broken> {
        if !self.seen.insert((pattern, around)) {
            return Ok(());
        }
        let grammar = self.grammar;
        forbidden(grammar.patterns.node(pattern), around)?;
        match grammar.patterns.node(pattern) {
            Node::Choice(all) => all.iter().try_for_each(|&one| self.walk(one, around)),
            Node::Group(..) | Node::Interleave(..) => {
                let inner = Around { repeated_group: around.repeated, ..around };
                chain(grammar, pattern).into_iter().try_for_each(|one| self.walk(one, inner))
            }
            Node::OneOrMore(inner) => self.walk(*inner, Around { repeated: true, ..around }),
            Node::List(inner) => self.walk(*inner, Around { list: true, ..around }),
            Node::Attribute(id) => {
                let declaration = grammar.attribute(*id);
                if declaration.class.is_infinite() && !around.repeated {
                    return Err("an attribute with any name stands in no `oneOrMore` (RELAX NG 7.3)".to_owned());
                }
                self.walk(declaration.content, Around { attribute: true, ..Around::default() })
            }
            Node::Data(id) => match grammar.datum(*id).except {
                Some(except) => self.walk(except, Around { except: true, ..Around::default() }),
                None => Ok(()),
            },
            Node::Element(_) | Node::Empty | Node::NotAllowed | Node::Text | Node::Value(_) => Ok(()),
        }
    }
}

/// The paths that sections 7.1.1 to 7.1.4 rule out.
fn forbidden(node: &Node, around: Around) -> Result<(), Broken> {
    let (what, is_attribute) = match node {
        Node::Attribute(_) => ("an attribute", true),
        Node::Element(_) => ("an element", false),
        Node::List(_) => ("`list`", false),
        Node::Text => ("`text`", false),
        Node::Interleave(..) => ("`interleave`", false),
        Node::Group(..) => ("`group`", false),
        Node::OneOrMore(_) => ("`oneOrMore`", false),
        Node::Empty => ("`empty`", false),
        Node::Choice(_) | Node::Data(_) | Node::Value(_) | Node::NotAllowed => return Ok(()),
    };
    let is_element = matches!(node, Node::Element(_));
    let is_plain = matches!(node, Node::Group(..) | Node::OneOrMore(_) | Node::Empty);
    if around.attribute && (is_attribute || is_element) {
        return Err(format!("{what} stands in an attribute (RELAX NG 7.1.1)"));
    }
    if around.repeated_group && is_attribute {
        return Err("an attribute stands in a group that is repeated (RELAX NG 7.1.2)".to_owned());
    }
    if around.list && !is_plain {
        return Err(format!("{what} stands in a list (RELAX NG 7.1.3)"));
    }
    if around.except {
        return Err(format!("{what} stands in the `except` of `data` (RELAX NG 7.1.4)"));
    }
    Ok(())
}

/// Only elements may stand at the start (section 7.1.5).
pub(super) fn start(grammar: &Grammar) -> Result<(), Broken> {
    let mut waiting = vec![grammar.start];
    while let Some(pattern) = waiting.pop() {
        let what = match grammar.patterns.node(pattern) {
            Node::Choice(all) => {
                waiting.extend_from_slice(all);
                continue;
            }
            Node::Element(_) | Node::NotAllowed => continue,
            Node::Empty => "`empty`",
            Node::Text => "`text`",
            Node::Group(..) => "`group`",
            Node::Interleave(..) => "`interleave`",
            Node::OneOrMore(_) => "`oneOrMore`",
            Node::List(_) => "`list`",
            Node::Attribute(_) => "an attribute",
            Node::Data(_) => "`data`",
            Node::Value(_) => "`value`",
        };
        return Err(format!("{what} stands at the start, where only elements may (RELAX NG 7.1.5)"));
    }
    Ok(())
}
