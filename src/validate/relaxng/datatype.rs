//! What a datatype is to RELAX NG (section 4.4, 9.3.8): strings it allows, and which of them are the same value.
//!
//! `data` asks [`Datatype::allows`]; `value` compares [canonical forms](Datatype::canonical). The library without a name is here; others join
//! [`LIBRARIES`].

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use super::syntax::{Context, Param};

/// Why a datatype cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, as a sentence without full stop: "`xsd:date` has no parameter `length`".
    pub message: String,
    /// Number of the parameter it concerns, from 0.
    pub param: Option<usize>,
}

impl Refusal {
    /// A refusal of the datatype itself.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), param: None }
    }
}

/// Whether a value names an element, or points at one (RELAX NG DTD Compatibility, section 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdKind {
    /// Neither.
    #[default]
    None,
    /// The value names its element.
    Id,
    /// The value points at a named element.
    IdRef,
    /// The value points at several, with blanks between the names.
    IdRefs,
}

impl IdKind {
    /// How a schema writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "no ID-type",
            Self::Id => "ID",
            Self::IdRef => "IDREF",
            Self::IdRefs => "IDREFS",
        }
    }
}

/// A set of strings, some of which may be the same value.
pub trait Datatype: Debug + Send + Sync {
    /// How a schema writes it: `xsd:date`, `token`.
    fn name(&self) -> &str;

    /// Whether the set holds `value`, which has not been normalised.
    ///
    /// # Errors
    /// Why not, in plain words that follow "the value `3 June`": "is no date: a date is written 1961-06-03".
    fn allows(&self, value: &str, context: &dyn NamespaceContext) -> Result<(), String>;

    /// The form that two strings share exactly when they are the same value; `value` is one the set holds.
    ///
    /// `01` and `1` are one integer; `a  b` and `a b` are one token and two strings.
    fn canonical<'v>(&self, value: &'v str, context: &dyn NamespaceContext) -> Cow<'v, str>;

    /// Whether the answers depend on the namespaces in force, as those of `xsd:QName` do; such answers are never remembered.
    fn depends_on_context(&self) -> bool {
        false
    }

    /// What its values do with ids.
    fn id_kind(&self) -> IdKind {
        IdKind::None
    }
}

/// The namespaces in force where a value stands.
pub trait NamespaceContext {
    /// The namespace of a prefix; of the empty prefix, the default namespace, `None` where there is none.
    fn namespace(&self, prefix: &str) -> Option<&str>;

    /// Whether the document declares an unparsed entity of that name.
    fn is_unparsed_entity(&self, _name: &str) -> bool {
        false
    }
}

/// A datatype library.
pub trait Library: Sync {
    /// The URI by which schemas name it.
    fn uri(&self) -> &'static str;

    /// The datatype `name` with its parameters.
    ///
    /// # Errors
    /// The library has no such datatype, or a parameter is not allowed.
    fn datatype(&self, name: &str, params: &[Param], context: &Context) -> Result<Arc<dyn Datatype>, Refusal>;

    /// The same for what was made before without a refusal: what only checks the parameters may wait until a value is asked about.
    ///
    /// # Errors
    /// As [`datatype`](Self::datatype).
    fn trusted(&self, name: &str, params: &[Param]) -> Result<Arc<dyn Datatype>, Refusal> {
        self.datatype(name, params, &Context::default())
    }
}

/// All libraries.
pub const LIBRARIES: &[&dyn Library] = &[&BuiltIn, &super::datatypes::XmlSchema];

/// The datatype `name` of the library `library` (empty for the built-in one).
///
/// # Errors
/// There is no such library, the library has no such datatype, or a parameter is not allowed.
///
/// ```
/// use teiscribe::validate::relaxng::datatype::datatype;
/// use teiscribe::validate::relaxng::syntax::Context;
/// let token = datatype("", "token", &[], &Context::default())?;
/// assert_eq!(token.canonical(" a\n b ", &Context::default()), "a b");
/// # Ok::<(), teiscribe::validate::relaxng::datatype::Refusal>(())
/// ```
pub fn datatype(library: &str, name: &str, params: &[Param], context: &Context) -> Result<Arc<dyn Datatype>, Refusal> {
    match LIBRARIES.iter().find(|known| known.uri() == library) {
        Some(known) => known.datatype(name, params, context),
        None => Err(Refusal::new(format!("the datatype library `{library}` is not known"))),
    }
}

/// A datatype that was made before, of a schema that is kept.
pub(super) fn trusted(library: &str, name: &str, params: &[Param]) -> Result<Arc<dyn Datatype>, Refusal> {
    match LIBRARIES.iter().find(|known| known.uri() == library) {
        Some(known) => known.trusted(name, params),
        None => Err(Refusal::new(format!("the datatype library `{library}` is not known"))),
    }
}

/// White space at the ends removed, inner white space folded to one blank (section 4.2).
///
/// ```
/// use teiscribe::validate::relaxng::datatype::collapse;
/// assert_eq!(collapse("\t a  b\n"), "a b");
/// ```
pub fn collapse(value: &str) -> Cow<'_, str> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let trimmed = value.trim_matches(is_space);
    let is_plain = !trimmed.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) && !trimmed.contains("  ");
    if is_plain {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(trimmed.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The library without a name: `string` and `token`.
struct BuiltIn;

impl Library for BuiltIn {
    fn uri(&self) -> &'static str {
        ""
    }

    fn datatype(&self, name: &str, params: &[Param], _context: &Context) -> Result<Arc<dyn Datatype>, Refusal> {
        let found: Arc<dyn Datatype> = match name {
            "string" => Arc::new(StringType),
            "token" => Arc::new(TokenType),
            _ => return Err(Refusal::new(format!("the built-in library has `string` and `token`, and no `{name}`"))),
        };
        match params.first() {
            None => Ok(found),
            Some(param) => Err(Refusal { message: format!("`{name}` has no parameter `{}`", param.name), param: Some(0) }),
        }
    }
}

/// Any string, each a value of its own.
#[derive(Debug)]
struct StringType;

impl Datatype for StringType {
    fn name(&self) -> &'static str {
        "string"
    }

    fn allows(&self, _value: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        Ok(())
    }

    fn canonical<'v>(&self, value: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        Cow::Borrowed(value)
    }
}

/// Any string, the same as another where only white space differs.
#[derive(Debug)]
struct TokenType;

impl Datatype for TokenType {
    fn name(&self) -> &'static str {
        "token"
    }

    fn allows(&self, _value: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        Ok(())
    }

    fn canonical<'v>(&self, value: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        collapse(value)
    }
}
