//! The internal subset of a document type declaration: entities, attribute defaults and attribute types (XML 1.0, section 2.8, 3.3, 4.2).
//!
//! `<!DOCTYPE TEI [<!ENTITY hello "Hello"> <!ATTLIST graphic url CDATA "default.png">]>` becomes a [`Dtd`]. The external subset is never read.

pub(super) mod cursor;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::cursor::Cursor;
use super::chars::is_name_token;
use super::codes::{DOCTYPE, ENTITY};
use crate::diagnostic::Code;
use crate::source::Span;

/// What a document type declaration says.
#[derive(Debug, Default)]
pub(super) struct Dtd {
    /// General entities by name.
    pub entities: FxHashMap<Box<str>, Entity>,
    parameters: FxHashMap<Box<str>, Entity>,
    /// Attributes declared for each element, by the element's name as written.
    pub attributes: FxHashMap<Box<str>, Vec<Declared>>,
    /// Whether something outside the document could declare more.
    pub unread: bool,
    /// The reference to the external subset or entity that was not read first.
    pub external: Option<Span>,
}

/// A declared entity.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The replacement text, or why there is none.
    pub value: Replacement,
    /// Where it is declared.
    pub span: Span,
}

/// What an entity stands for.
#[derive(Clone, Debug)]
pub(super) enum Replacement {
    /// Text of the document itself.
    Internal(Arc<str>),
    /// A file, which is not read.
    External,
    /// A file that is no XML.
    Unparsed,
}

/// One attribute of an `ATTLIST`.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// Its name as written.
    pub name: Box<str>,
    /// Whether its values are character data; other types are normalised further.
    pub cdata: bool,
    /// Its default as written between the quotes.
    pub default: Option<Arc<str>>,
    /// Where it is declared.
    pub span: Span,
}

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub code: &'static Code,
    pub message: String,
    pub span: Span,
    /// Whether something was not closed before the text ended.
    pub is_open: bool,
}

pub(super) type Result<T> = std::result::Result<T, Fault>;

/// How deep parameter entities may nest.
const DEPTH: usize = 64;
/// How many bytes parameter entities may put into the subset.
const EXPANSION: usize = 1 << 20;

/// Reads the declaration that starts (`<!DOCTYPE`) at `at`; gives it with the name of the root element and the offset behind it.
pub(super) fn parse(text: &str, at: usize) -> Result<(Dtd, usize)> {
    let mut cursor = Cursor::new(text, at + "<!DOCTYPE".len(), None);
    let mut subset = Subset::default();
    cursor.require_space("`<!DOCTYPE`")?;
    cursor.name("the name of the root element")?;
    let start = cursor.skip_space_at();
    if cursor.external_id()? {
        subset.dtd.unread = true;
        subset.dtd.external = Some(Span::new(start, cursor.at()));
    }
    cursor.skip_space();
    if cursor.eat("[") {
        subset.declarations(&mut cursor, 0)?;
        cursor.expect("]")?;
        cursor.skip_space();
    }
    cursor.expect(">")?;
    let end = cursor.at();
    Ok((subset.dtd, end))
}

#[derive(Default)]
struct Subset {
    dtd: Dtd,
    expanded: usize,
    open: Vec<Box<str>>,
}

impl Subset {
    /// Declarations up to the end of the text or the closing bracket.
    fn declarations(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<()> {
        loop {
            cursor.skip_space();
            if cursor.is_done() || cursor.looks_at("]") {
                return Ok(());
            }
            self.declaration(cursor, depth)?;
        }
    }

    fn declaration(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<()> {
        if cursor.eat("%") {
            self.parameter_reference(cursor, depth)
        } else if cursor.eat("<!--") {
            cursor.comment()
        } else if cursor.eat("<?") {
            cursor.instruction()
        } else if cursor.eat("<!ENTITY") {
            self.entity(cursor)
        } else if cursor.eat("<!ATTLIST") {
            self.attributes(cursor)
        } else if cursor.eat("<!ELEMENT") {
            cursor.element_declaration()
        } else if cursor.eat("<!NOTATION") {
            cursor.notation_declaration()
        } else {
            Err(cursor.fault("a declaration is expected here"))
        }
    }

    fn parameter_reference(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<()> {
        let start = cursor.at() - 1;
        let name = cursor.name("the name of a parameter entity")?;
        cursor.expect(";")?;
        let span = cursor.span_from(start);
        let Some(entity) = self.dtd.parameters.get(name).cloned() else {
            return if self.dtd.unread { Ok(()) } else { Err(fault(&ENTITY, format!("the parameter entity `{name}` is not declared"), span)) };
        };
        match entity.value {
            Replacement::Internal(text) => self.include(name, &text, span, depth),
            Replacement::External | Replacement::Unparsed => {
                self.dtd.unread = true;
                self.dtd.external.get_or_insert(span);
                Ok(())
            }
        }
    }

    fn include(&mut self, name: &str, text: &str, span: Span, depth: usize) -> Result<()> {
        self.expanded += text.len();
        if self.open.iter().any(|open| &**open == name) {
            return Err(fault(&ENTITY, format!("the parameter entity `{name}` contains itself"), span));
        }
        if depth >= DEPTH || self.expanded > EXPANSION {
            return Err(fault(&super::codes::LIMIT, "parameter entities expand beyond the limit".to_owned(), span));
        }
        self.open.push(name.into());
        let mut inner = Cursor::new(text, 0, Some(span));
        self.declarations(&mut inner, depth + 1)?;
        self.open.pop();
        if inner.is_done() { Ok(()) } else { Err(inner.fault("a declaration is expected here")) }
    }

    fn entity(&mut self, cursor: &mut Cursor<'_>) -> Result<()> {
        let start = cursor.at() - "<!ENTITY".len();
        cursor.require_space("`<!ENTITY`")?;
        let parameter = cursor.eat("%");
        if parameter {
            cursor.require_space("`%`")?;
        }
        let name = cursor.nc_name("the name of an entity")?;
        cursor.require_space("the name of an entity")?;
        let value = entity_value(cursor, parameter)?;
        cursor.skip_space();
        cursor.expect(">")?;
        let entity = Entity { value, span: cursor.span_from(start) };
        let table = if parameter { &mut self.dtd.parameters } else { &mut self.dtd.entities };
        table.entry(name.into()).or_insert(entity);
        Ok(())
    }

    fn attributes(&mut self, cursor: &mut Cursor<'_>) -> Result<()> {
        cursor.require_space("`<!ATTLIST`")?;
        let element = cursor.name("the name of an element")?;
        loop {
            let spaced = cursor.skip_space();
            if cursor.eat(">") {
                return Ok(());
            }
            if !spaced {
                return Err(cursor.fault("white space is missing before the next attribute"));
            }
            let declared = attribute(cursor)?;
            let list = self.dtd.attributes.entry(element.into()).or_default();
            if list.iter().all(|known| known.name != declared.name) {
                list.push(declared);
            }
        }
    }
}

fn entity_value(cursor: &mut Cursor<'_>, parameter: bool) -> Result<Replacement> {
    if cursor.looks_at("\"") || cursor.looks_at("'") {
        return cursor.entity_literal().map(|text| Replacement::Internal(text.into()));
    }
    if !cursor.external_id()? {
        return Err(cursor.fault("a quoted value, `SYSTEM` or `PUBLIC` is expected here"));
    }
    let spaced = cursor.skip_space();
    if parameter || !cursor.eat("NDATA") {
        return Ok(Replacement::External);
    }
    if !spaced {
        return Err(cursor.fault("white space is missing before `NDATA`"));
    }
    cursor.require_space("`NDATA`")?;
    cursor.nc_name("the name of a notation")?;
    Ok(Replacement::Unparsed)
}

/// `url CDATA "default.png"`, `id ID #REQUIRED`, `kind (a|b) "a"`.
fn attribute(cursor: &mut Cursor<'_>) -> Result<Declared> {
    let start = cursor.at();
    let name = cursor.name("the name of an attribute")?;
    cursor.require_space("the name of an attribute")?;
    let cdata = attribute_type(cursor)?;
    cursor.require_space("the type of an attribute")?;
    let default = if cursor.eat("#REQUIRED") || cursor.eat("#IMPLIED") {
        None
    } else {
        if cursor.eat("#FIXED") {
            cursor.require_space("`#FIXED`")?;
        }
        Some(cursor.literal("a default value")?.into())
    };
    Ok(Declared { name: name.into(), cdata, default, span: cursor.span_from(start) })
}

const TOKENIZED: [&str; 7] = ["IDREFS", "IDREF", "ID", "ENTITIES", "ENTITY", "NMTOKENS", "NMTOKEN"];

fn attribute_type(cursor: &mut Cursor<'_>) -> Result<bool> {
    if cursor.eat("CDATA") {
        return Ok(true);
    }
    if TOKENIZED.iter().any(|keyword| cursor.eat(keyword)) {
        return Ok(false);
    }
    if cursor.eat("NOTATION") {
        cursor.require_space("`NOTATION`")?;
    }
    cursor.expect("(")?;
    loop {
        cursor.skip_space();
        let token = cursor.token();
        if !is_name_token(token) {
            return Err(cursor.fault("a name token is expected here"));
        }
        cursor.skip_space();
        if cursor.eat(")") {
            return Ok(false);
        }
        cursor.expect("|")?;
    }
}

fn fault(code: &'static Code, message: String, span: Span) -> Fault {
    Fault { code, message, span, is_open: false }
}

fn grammar(message: String, span: Span) -> Fault {
    fault(&DOCTYPE, message, span)
}
