//! Patterns: particles, joined by `,`, `|` or `&`, with `?`, `*` or `+` behind them.

use std::sync::Arc;

use super::super::syntax::{Annotations, Data, Foreign, Param, Pattern, PatternKind, Reference, TypeName, Value};
use super::Parser;
use super::lexer::{Fault, Kind};
use crate::source::Span;

/// Words that are no references.
pub(in crate::validate::relaxng) const KEYWORDS: &[&str] = &[
    "attribute",
    "default",
    "datatypes",
    "div",
    "element",
    "empty",
    "external",
    "grammar",
    "include",
    "inherit",
    "list",
    "mixed",
    "namespace",
    "notAllowed",
    "parent",
    "start",
    "string",
    "text",
    "token",
];

impl Parser<'_> {
    /// A pattern inside something: particles with one connector between them.
    pub(super) fn pattern(&mut self) -> Result<Pattern, Fault> {
        self.particles(false)
    }

    /// A pattern that is the whole schema: nothing is around it that could hold an annotation behind it.
    pub(super) fn whole_pattern(&mut self) -> Result<Pattern, Fault> {
        self.particles(true)
    }

    fn particles(&mut self, whole: bool) -> Result<Pattern, Fault> {
        self.nested(|parser| {
            let start = parser.at;
            let first = parser.particle()?;
            let followed = whole && parser.followed_from(start);
            let Some(connector) = parser.connector() else {
                return if followed { Err(parser.fault(parser.span_from(start), "nothing holds the annotation at the end")) } else { Ok(first) };
            };
            let mut all = vec![first];
            while parser.take_mark(connector) {
                all.push(parser.particle()?);
            }
            if parser.connector().is_some() {
                return Err(parser.unexpected(&format!("`{connector}`, or parentheses around what belongs together,")));
            }
            let kind = match connector {
                "," => PatternKind::Group(all),
                "|" => PatternKind::Choice(all),
                _ => PatternKind::Interleave(all),
            };
            Ok(Pattern { kind, span: parser.span_from(start), annotations: Annotations::default() })
        })
    }

    /// Whether an annotation stands behind the particle that began at `start`.
    fn followed_from(&self, start: usize) -> bool {
        let mut depth = 0_usize;
        self.tokens[start..self.at].iter().any(|token| {
            match token.kind {
                Kind::Mark("{" | "(" | "[") => depth += 1,
                Kind::Mark("}" | ")" | "]") => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && token.kind == Kind::Mark(">>")
        })
    }

    fn connector(&self) -> Option<&'static str> {
        match self.kind() {
            Kind::Mark(mark @ ("," | "|" | "&")) => Some(mark),
            _ => None,
        }
    }

    /// A primary with what stands before and behind it.
    fn particle(&mut self) -> Result<Pattern, Fault> {
        let start = self.at;
        let annotations = self.lead_annotations()?;
        let primary = self.primary(annotations)?;
        let wrap: fn(Box<Pattern>) -> PatternKind = match self.kind() {
            Kind::Mark("?") => PatternKind::Optional,
            Kind::Mark("*") => PatternKind::ZeroOrMore,
            Kind::Mark("+") => PatternKind::OneOrMore,
            _ => return self.with_following(primary),
        };
        self.advance();
        let repeated = Pattern { span: self.span_from(start), kind: wrap(Box::new(primary)), annotations: Annotations::default() };
        self.with_following(repeated)
    }

    fn with_following(&mut self, mut pattern: Pattern) -> Result<Pattern, Fault> {
        pattern.annotations.elements.extend(self.following_annotations()?);
        Ok(pattern)
    }

    /// A pattern without anything behind it; `annotations` stood before it.
    fn primary(&mut self, annotations: Annotations) -> Result<Pattern, Fault> {
        let start = self.at;
        if self.take_mark("(") {
            let mut inner = self.pattern()?;
            self.expect_mark(")")?;
            prepend(&mut inner.annotations, annotations);
            return Ok(inner);
        }
        let kind = match self.kind().clone() {
            Kind::Word(word) => self.worded(&word)?,
            Kind::Quoted(name) => {
                self.advance();
                PatternKind::Ref(name)
            }
            Kind::Prefixed(prefix, name) => {
                let library = self.declarations.library(&prefix);
                let library = library.ok_or_else(|| self.fault(self.span(), format!("the datatype prefix `{prefix}` is not declared")))?;
                self.advance();
                self.typed(TypeName { library, name })?
            }
            Kind::Literal(_) => self.value(TypeName { library: "".into(), name: "token".into() })?,
            _ => return Err(self.unexpected("a pattern")),
        };
        Ok(Pattern { kind, span: self.span_from(start), annotations })
    }

    /// A pattern that begins with a word.
    fn worded(&mut self, word: &str) -> Result<PatternKind, Fault> {
        let span = self.span();
        self.advance();
        match word {
            "element" | "attribute" => {
                let names = self.name_class(word == "attribute")?;
                let content = Box::new(self.braced()?);
                Ok(if word == "element" { PatternKind::Element(names, content) } else { PatternKind::Attribute(names, content) })
            }
            "list" => self.braced().map(|inner| PatternKind::List(Box::new(inner))),
            "mixed" => self.braced().map(|inner| PatternKind::Mixed(Box::new(inner))),
            "empty" => Ok(PatternKind::Empty),
            "text" => Ok(PatternKind::Text),
            "notAllowed" => Ok(PatternKind::NotAllowed),
            "string" | "token" => self.typed(TypeName { library: "".into(), name: word.into() }),
            "parent" => self.identifier().map(PatternKind::ParentRef),
            "external" => self.reference().map(PatternKind::ExternalRef),
            "grammar" => {
                self.expect_mark("{")?;
                let grammar = self.nested(|parser| parser.grammar_until("}"))?;
                self.expect_mark("}")?;
                Ok(PatternKind::Grammar(grammar))
            }
            word if KEYWORDS.contains(&word) => {
                Err(self.fault(span, format!("`{word}` is a keyword and no pattern; write `\\{word}` for a definition of that name")))
            }
            name => Ok(PatternKind::Ref(name.into())),
        }
    }

    fn braced(&mut self) -> Result<Pattern, Fault> {
        self.expect_mark("{")?;
        let inner = self.pattern()?;
        self.expect_mark("}")?;
        Ok(inner)
    }

    /// The name of a definition: any word but a keyword, or one behind a backslash.
    pub(super) fn identifier(&mut self) -> Result<Box<str>, Fault> {
        let name = match self.kind().clone() {
            Kind::Quoted(name) => name,
            Kind::Word(name) if !KEYWORDS.contains(&&*name) => name,
            _ => return Err(self.unexpected("the name of a definition")),
        };
        self.advance();
        Ok(name)
    }

    /// `"file" inherit = prefix`, behind `external` or `include`.
    pub(super) fn reference(&mut self) -> Result<Reference, Fault> {
        let span = self.span();
        let href = self.literal()?;
        if href.contains('#') {
            return Err(self.fault(span, "a reference to a schema has no fragment"));
        }
        let mut ns = self.declarations.default.clone().unwrap_or_default();
        if self.is_word("inherit") {
            self.advance();
            self.expect_mark("=")?;
            let (Kind::Word(prefix) | Kind::Quoted(prefix)) = self.kind().clone() else { return Err(self.unexpected("a prefix")) };
            ns = self.namespace_of(&prefix)?;
            self.advance();
        }
        Ok(Reference { href, ns })
    }

    /// What stands behind the name of a datatype: a value, or parameters and an exception.
    fn typed(&mut self, datatype: TypeName) -> Result<PatternKind, Fault> {
        if matches!(self.kind(), Kind::Literal(_)) {
            return self.value(datatype);
        }
        let params = if self.take_mark("{") { self.params()? } else { Vec::new() };
        let except = if self.take_mark("-") {
            let annotations = self.lead_annotations()?;
            Some(Box::new(self.nested(|parser| parser.primary(annotations))?))
        } else {
            None
        };
        Ok(PatternKind::Data(Data { datatype, params, except, context: Arc::clone(&self.declarations.context) }))
    }

    fn value(&mut self, datatype: TypeName) -> Result<PatternKind, Fault> {
        let text = self.literal()?;
        let ns = self.declarations.default.clone().unwrap_or_default();
        Ok(PatternKind::Value(Value { datatype, ns, text, context: Arc::clone(&self.declarations.context) }))
    }

    fn params(&mut self) -> Result<Vec<Param>, Fault> {
        let mut params = Vec::new();
        while !self.take_mark("}") {
            let annotations = self.lead_annotations()?;
            let start = self.at;
            let (Kind::Word(name) | Kind::Quoted(name)) = self.kind().clone() else { return Err(self.unexpected("the name of a parameter")) };
            self.advance();
            self.expect_mark("=")?;
            let value = self.literal()?;
            let span: Span = self.span_from(start);
            params.push(Param { name, value, span, annotations });
        }
        Ok(params)
    }
}

/// Puts what stood before a parenthesis before what stood inside it.
fn prepend(inner: &mut Annotations, mut outer: Annotations) {
    outer.attributes.append(&mut inner.attributes);
    let inside: Vec<Foreign> = std::mem::take(&mut inner.elements);
    outer.elements.extend(inside);
    *inner = outer;
}
