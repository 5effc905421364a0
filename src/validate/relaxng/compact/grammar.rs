//! Grammars: `start =`, `name |=`, `div { … }`, `include "…" { … }`, and annotations between them.

use super::super::syntax::{Annotations, Combine, Component, ComponentKind, Foreign, Grammar, Pattern, PatternKind};
use super::Parser;
use super::lexer::{Fault, Kind};

impl Parser<'_> {
    /// The schema: a pattern, or what stands in a grammar without its braces.
    pub(super) fn top_level(&mut self) -> Result<Pattern, Fault> {
        let start = self.at;
        // What stands before decides nothing: look behind it and come back.
        let annotations = self.lead_annotations()?;
        let is_grammar = self.is_component() || *self.kind() == Kind::End;
        self.at = start;
        if !is_grammar {
            return self.whole_pattern();
        }
        drop(annotations);
        let grammar = self.grammar_until("")?;
        Ok(Pattern { kind: PatternKind::Grammar(grammar), span: self.span_from(start), annotations: Annotations::default() })
    }

    /// Components up to a closing brace, or to the end of the schema.
    pub(super) fn grammar_until(&mut self, end: &str) -> Result<Grammar, Fault> {
        Ok(Grammar { components: self.components(end, true)? })
    }

    fn components(&mut self, end: &str, may_include: bool) -> Result<Vec<Component>, Fault> {
        let mut components = Vec::new();
        while !self.is_mark(end) && *self.kind() != Kind::End {
            let annotations = self.lead_annotations()?;
            components.push(self.component(annotations, may_include)?);
        }
        Ok(components)
    }

    fn is_component(&self) -> bool {
        let assigns = matches!(self.ahead(1), Kind::Mark("=" | "|=" | "&="));
        match self.kind() {
            Kind::Word(word) if matches!(&**word, "div" | "include") => true,
            Kind::Word(_) | Kind::Quoted(_) => assigns || self.is_annotation_element(),
            Kind::Prefixed(..) => self.is_annotation_element(),
            _ => false,
        }
    }

    fn component(&mut self, annotations: Annotations, may_include: bool) -> Result<Component, Fault> {
        let start = self.at;
        if !self.is_component() {
            return Err(self.unexpected("a definition"));
        }
        if self.is_annotation_element() && annotations == Annotations::default() {
            let element = self.annotation_element()?;
            let span = element.span;
            return Ok(Component { kind: ComponentKind::Foreign(Foreign::Element(element)), span, annotations });
        }
        let kind = if self.is_word("div") && *self.ahead(1) == Kind::Mark("{") {
            self.advance();
            ComponentKind::Div(self.braced_components(may_include)?)
        } else if self.is_word("include") && matches!(self.ahead(1), Kind::Literal(_)) {
            if !may_include {
                return Err(self.fault(self.span(), "an include cannot stand in an include"));
            }
            self.advance();
            let reference = self.reference()?;
            let replaced = if self.is_mark("{") { self.braced_components(false)? } else { Vec::new() };
            ComponentKind::Include(reference, replaced)
        } else {
            self.definition()?
        };
        Ok(Component { kind, span: self.span_from(start), annotations })
    }

    fn braced_components(&mut self, may_include: bool) -> Result<Vec<Component>, Fault> {
        self.expect_mark("{")?;
        let components = self.nested(|parser| parser.components("}", may_include))?;
        self.expect_mark("}")?;
        Ok(components)
    }

    fn definition(&mut self) -> Result<ComponentKind, Fault> {
        let is_start = self.take_word("start");
        let name = if is_start { Box::default() } else { self.identifier()? };
        let combine = match self.kind() {
            Kind::Mark("=") => None,
            Kind::Mark("|=") => Some(Combine::Choice),
            Kind::Mark("&=") => Some(Combine::Interleave),
            _ => return Err(self.unexpected("`=`")),
        };
        self.advance();
        let pattern = self.pattern()?;
        Ok(if is_start { ComponentKind::Start(combine, pattern) } else { ComponentKind::Define(name, combine, pattern) })
    }
}
