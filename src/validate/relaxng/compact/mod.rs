//! A schema in the compact syntax (ISO/IEC 19757-2:2008, annex C) becomes the same tree as one in the XML syntax.
//!
//! ```text
//! element note { attribute n { xsd:integer }?, text }
//! ```

mod annotation;
mod declarations;
mod grammar;
mod lexer;
mod names;
mod pattern;

use super::codes::SCHEMA_SYNTAX;
use super::syntax::Pattern;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use declarations::Declarations;
use lexer::{Fault, Kind, Token};

pub(super) use pattern::KEYWORDS;

/// Reads a schema file.
///
/// # Errors
/// The first stretch that is not as the syntax asks.
///
/// ```
/// use teiscribe::source::Source;
/// use teiscribe::validate::relaxng::{compact::parse, syntax::PatternKind};
/// let schema = Source::from_text("a.rnc", "element p { text }");
/// assert!(matches!(parse(&schema)?.kind, PatternKind::Element(..)));
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn parse(source: &Source) -> Result<Pattern, Box<Diagnostic>> {
    let tokens = lexer::tokens(source)?;
    let mut parser = Parser { source, tokens, at: 0, depth: 0, declarations: Declarations::default() };
    parser.declarations()?;
    let pattern = parser.top_level()?;
    parser.expect_end()?;
    Ok(pattern)
}

/// How deep patterns, name classes and annotations may nest.
const DEPTH: usize = 100;

struct Parser<'s> {
    source: &'s Source,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    declarations: Declarations,
}

impl Parser<'_> {
    fn kind(&self) -> &Kind {
        self.ahead(0)
    }

    fn ahead(&self, tokens: usize) -> &Kind {
        &self.tokens[(self.at + tokens).min(self.tokens.len() - 1)].kind
    }

    fn span(&self) -> Span {
        self.tokens[self.at].span
    }

    /// From the start of a token to the end of the one read last.
    fn span_from(&self, start: usize) -> Span {
        let last = self.at.saturating_sub(1).max(start);
        Span::new(self.tokens[start].span.start, self.tokens[last].span.end)
    }

    fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    fn fault(&self, span: Span, message: impl AsRef<str>) -> Fault {
        let message = format!("{} (RELAX NG compact syntax)", message.as_ref());
        Box::new(Diagnostic::error(&SCHEMA_SYNTAX, message).at(self.source, span))
    }

    /// What stands here is not what may stand here.
    fn unexpected(&self, wanted: &str) -> Fault {
        self.fault(self.span(), format!("{} stands where {wanted} is needed", self.kind().shown()))
    }

    fn is_mark(&self, mark: &str) -> bool {
        matches!(self.kind(), Kind::Mark(found) if *found == mark)
    }

    fn take_mark(&mut self, mark: &str) -> bool {
        let found = self.is_mark(mark);
        if found {
            self.advance();
        }
        found
    }

    fn expect_mark(&mut self, mark: &str) -> Result<(), Fault> {
        if self.take_mark(mark) { Ok(()) } else { Err(self.unexpected(&format!("`{mark}`"))) }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), Kind::Word(found) if **found == *word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn expect_end(&self) -> Result<(), Fault> {
        if *self.kind() == Kind::End { Ok(()) } else { Err(self.unexpected("the end of the schema")) }
    }

    /// Segments joined by `~`.
    fn literal(&mut self) -> Result<Box<str>, Fault> {
        let mut text = String::new();
        loop {
            let Kind::Literal(segment) = self.kind() else { return Err(self.unexpected("a literal")) };
            text.push_str(segment);
            self.advance();
            if !self.take_mark("~") {
                return Ok(text.into());
            }
        }
    }

    /// Runs a part of the parser that may come back to itself.
    fn nested<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEPTH {
            return Err(self.fault(self.span(), format!("the schema nests deeper than {DEPTH} levels")));
        }
        self.depth += 1;
        let done = part(self);
        self.depth -= 1;
        done
    }
}

#[cfg(test)]
mod tests;
