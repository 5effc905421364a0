//! A schema in the XML syntax becomes a [`Pattern`] (section 3, with 4.1 to 4.5, 4.8 and 4.10 to 4.12 as far as one file decides them).

mod element;
mod grammar;
mod name_class;
mod pattern;
mod uri;

use std::cell::RefCell;
use std::sync::Arc;

use self::element::Element;
use super::codes::SCHEMA_SYNTAX;
use super::syntax::{Ns, Pattern, RELAX_NG};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::xml::names::Names;

type Fault = Box<Diagnostic>;

/// Reads a schema file.
///
/// # Errors
/// The file is not well-formed, or its first fault against section 3, with the section in the message.
///
/// ```
/// use teiscribe::source::Source;
/// use teiscribe::validate::relaxng::{syntax::PatternKind, xml_syntax::parse};
/// let schema = Source::from_text("a.rng", "<element name='p' xmlns='http://relaxng.org/ns/structure/1.0'><text/></element>");
/// assert!(matches!(parse(&schema)?.kind, PatternKind::Element(..)));
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn parse(source: &Source) -> Result<Pattern, Box<Diagnostic>> {
    let (root, names) = element::read(source)?;
    let parser = Parser { source, names, namespaces: RefCell::default() };
    let outside = Inherited { ns: None, library: "".into(), base: None };
    if parser.namespace(&root) != RELAX_NG {
        let message = format!("the root element `{}` is no RELAX NG: its namespace is not {RELAX_NG}", parser.local(&root));
        return Err(parser.fault(&SCHEMA_SYNTAX, root.span, message));
    }
    parser.pattern(&root, &outside)
}

/// Whether `text` is a name without colon as RELAX NG was written for: XML 1.0 before its fifth edition let no name begin with a combining mark.
fn is_nc_name(text: &str) -> bool {
    crate::xml::is_nc_name(text) && !text.starts_with(unicode_normalization::char::is_combining_mark)
}

/// What an element hands down to those in it.
#[derive(Clone)]
struct Inherited {
    ns: Ns,
    library: Arc<str>,
    base: Option<Arc<str>>,
}

struct Parser<'s> {
    source: &'s Source,
    names: Names,
    /// Namespaces of annotations.
    namespaces: RefCell<Vec<Arc<str>>>,
}

impl Parser<'_> {
    fn fault(&self, code: &'static Code, span: Span, message: String) -> Fault {
        Box::new(Diagnostic::error(code, message).at(self.source, span))
    }

    fn syntax(&self, element: &Element, message: impl AsRef<str>) -> Fault {
        self.fault(&SCHEMA_SYNTAX, element.span, format!("{} (RELAX NG 3)", message.as_ref()))
    }

    fn local(&self, element: &Element) -> &str {
        self.names.local(element.name)
    }

    fn namespace(&self, element: &Element) -> &str {
        self.names.namespace(element.name)
    }

    /// An attribute without namespace.
    fn attribute<'e>(&self, element: &'e Element, name: &str) -> Option<&'e str> {
        element.attributes.iter().find(|one| self.names.local(one.name) == name && self.names.namespace(one.name).is_empty()).map(|one| &*one.value)
    }
}
