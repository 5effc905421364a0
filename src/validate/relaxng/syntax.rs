//! The syntax tree of a schema file (section 3), the same for the XML and the compact syntax.
//!
//! A tree is as the file has it, with what the file alone decides already settled: `ns` and `datatypeLibrary` are handed down to where they count
//! (section 4.3, 4.8), `name` attributes are name classes, `type` without a library has one, several children that mean a group are a [`PatternKind::Group`]
//! (section 4.12), and `href` is resolved against `xml:base` (section 4.5) but relative to the file. Everything else is left to simplification,
//! so that a tree can be written out in either syntax.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::datatype::NamespaceContext;
use crate::source::Span;

/// The namespace of RELAX NG itself.
pub const RELAX_NG: &str = "http://relaxng.org/ns/structure/1.0";
/// The namespace of `a:documentation` (RELAX NG DTD Compatibility).
pub const ANNOTATIONS: &str = "http://relaxng.org/ns/compatibility/annotations/1.0";

/// A namespace as a file states it: `None` where it states none, so that whoever refers to the file decides ("inherit").
pub type Ns = Option<Arc<str>>;

/// A pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Which.
    pub kind: PatternKind,
    /// Its start tag, or in the compact syntax what stands for it.
    pub span: Span,
    /// What is said about it.
    pub annotations: Annotations,
}

/// The kinds of pattern (section 3).
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// An element with one of the names.
    Element(NameClass, Box<Pattern>),
    /// An attribute with one of the names.
    Attribute(NameClass, Box<Pattern>),
    /// One after the other.
    Group(Vec<Pattern>),
    /// All, in any order and mixed.
    Interleave(Vec<Pattern>),
    /// One of them.
    Choice(Vec<Pattern>),
    /// None or one.
    Optional(Box<Pattern>),
    /// Any number.
    ZeroOrMore(Box<Pattern>),
    /// One or more.
    OneOrMore(Box<Pattern>),
    /// Words between blanks.
    List(Box<Pattern>),
    /// Mixed with text.
    Mixed(Box<Pattern>),
    /// A definition of this grammar.
    Ref(Box<str>),
    /// A definition of the grammar around this one.
    ParentRef(Box<str>),
    /// Nothing.
    Empty,
    /// Any text.
    Text,
    /// One value.
    Value(Value),
    /// Values of a datatype.
    Data(Data),
    /// Matches nothing at all.
    NotAllowed,
    /// The pattern that another file is.
    ExternalRef(Reference),
    /// A grammar.
    Grammar(Grammar),
}

impl PatternKind {
    /// The patterns directly in it; those of a grammar stand in its components.
    pub fn children(&self) -> &[Pattern] {
        match self {
            Self::Element(_, inner)
            | Self::Attribute(_, inner)
            | Self::Optional(inner)
            | Self::ZeroOrMore(inner)
            | Self::OneOrMore(inner)
            | Self::List(inner)
            | Self::Mixed(inner) => std::slice::from_ref(&**inner),
            Self::Group(all) | Self::Interleave(all) | Self::Choice(all) => all,
            Self::Data(data) => data.except.as_deref().map_or(&[], std::slice::from_ref),
            Self::Ref(_)
            | Self::ParentRef(_)
            | Self::Empty
            | Self::Text
            | Self::Value(_)
            | Self::NotAllowed
            | Self::ExternalRef(_)
            | Self::Grammar(_) => &[],
        }
    }

    /// The components of a grammar; nothing of other patterns.
    pub fn components(&self) -> &[Component] {
        match self {
            Self::Grammar(grammar) => &grammar.components,
            _ => &[],
        }
    }
}

/// The name of a datatype.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    /// URI of the library, empty for the built-in one.
    pub library: Arc<str>,
    /// Name in the library.
    pub name: Box<str>,
}

/// `<value type="token">bottom</value>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The datatype that decides what is equal.
    pub datatype: TypeName,
    /// The namespace that `ns` gives to names without prefix in the value.
    pub ns: Ns,
    /// The value as written.
    pub text: Box<str>,
    /// The namespaces in force.
    pub context: Arc<Context>,
}

/// `<data type="integer"><param name="minInclusive">1</param></data>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The datatype.
    pub datatype: TypeName,
    /// Its parameters in order.
    pub params: Vec<Param>,
    /// What is taken out.
    pub except: Option<Box<Pattern>>,
    /// The namespaces in force.
    pub context: Arc<Context>,
}

/// A parameter of a datatype.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name: `pattern`.
    pub name: Box<str>,
    /// Its value as written.
    pub value: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// What is said about it.
    pub annotations: Annotations,
}

/// A reference to another file.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The file, relative to this one.
    pub href: Box<str>,
    /// The namespace it inherits.
    pub ns: Ns,
}

/// A set of names (section 3, "nameClass").
#[derive(Clone, Debug, PartialEq)]
pub struct NameClass {
    /// Which names.
    pub kind: NameClassKind,
    /// Where it stands.
    pub span: Span,
    /// What is said about it.
    pub annotations: Annotations,
}

/// The kinds of name class.
#[derive(Clone, Debug, PartialEq)]
pub enum NameClassKind {
    /// One name.
    Name {
        /// Its namespace.
        ns: Ns,
        /// Its local part.
        local: Box<str>,
        /// The prefix with which the file writes it, for those who write it again.
        prefix: Option<Box<str>>,
    },
    /// Every name, some excepted.
    AnyName(Option<Box<NameClass>>),
    /// Every name of a namespace, some excepted.
    NsName(Ns, Option<Box<NameClass>>),
    /// Any of these.
    Choice(Vec<NameClass>),
}

/// A grammar: definitions and where matching starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grammar {
    /// What stands in it, in order.
    pub components: Vec<Component>,
}

/// Something in a grammar.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// What.
    pub kind: ComponentKind,
    /// Its start tag, or in the compact syntax what stands for it.
    pub span: Span,
    /// What is said about it.
    pub annotations: Annotations,
}

/// What can stand in a grammar.
#[derive(Clone, Debug, PartialEq)]
pub enum ComponentKind {
    /// Where matching starts.
    Start(Option<Combine>, Pattern),
    /// A definition by name.
    Define(Box<str>, Option<Combine>, Pattern),
    /// Components kept together.
    Div(Vec<Component>),
    /// The grammar of another file, with definitions of it replaced.
    Include(Reference, Vec<Component>),
    /// An annotation between the others.
    Foreign(Foreign),
}

impl ComponentKind {
    /// The pattern of a definition.
    pub const fn pattern(&self) -> Option<&Pattern> {
        match self {
            Self::Start(_, pattern) | Self::Define(_, _, pattern) => Some(pattern),
            Self::Div(_) | Self::Include(..) | Self::Foreign(_) => None,
        }
    }

    /// The components in it.
    pub fn components(&self) -> &[Component] {
        match self {
            Self::Div(inner) | Self::Include(_, inner) => inner,
            Self::Start(..) | Self::Define(..) | Self::Foreign(_) => &[],
        }
    }
}

/// How definitions of one name are put together (section 4.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// One of them.
    Choice,
    /// All of them, in any order.
    Interleave,
}

impl Combine {
    /// The word a schema writes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Interleave => "interleave",
        }
    }
}

/// What a schema says beside its patterns: attributes and elements of other namespaces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Attributes of other namespaces.
    pub attributes: Vec<ForeignAttribute>,
    /// Elements of other namespaces among the children, in order.
    pub elements: Vec<Foreign>,
}

impl Annotations {
    /// The texts of the `a:documentation` elements, one a line, white space folded; `None` where there is none.
    pub fn documentation(&self) -> Option<String> {
        let texts: Vec<String> = self.elements.iter().filter_map(Foreign::documentation).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }
}

/// An attribute of another namespace.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignAttribute {
    /// Its name.
    pub name: ForeignName,
    /// Its value.
    pub value: Box<str>,
}

/// The name of something that is no RELAX NG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignName {
    /// Its namespace, empty for none.
    pub ns: Arc<str>,
    /// Its local part.
    pub local: Box<str>,
    /// The prefix with which the file writes it, empty for none.
    pub prefix: Box<str>,
}

/// An annotation element, or text in one.
#[derive(Clone, Debug, PartialEq)]
pub enum Foreign {
    /// An element.
    Element(ForeignElement),
    /// Text.
    Text(Box<str>),
}

/// An element of another namespace, with what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignElement {
    /// Its name.
    pub name: ForeignName,
    /// Its attributes.
    pub attributes: Vec<ForeignAttribute>,
    /// Elements and text in it.
    pub children: Vec<Foreign>,
    /// Its start tag.
    pub span: Span,
}

impl Foreign {
    fn documentation(&self) -> Option<String> {
        match self {
            Self::Element(element) if &*element.name.ns == ANNOTATIONS && &*element.name.local == "documentation" => {
                let text = element.children.iter().map(Self::text).collect::<String>();
                Some(super::datatype::collapse(&text).into_owned())
            }
            Self::Element(_) | Self::Text(_) => None,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Element(element) => element.children.iter().map(Self::text).collect(),
            Self::Text(text) => text.to_string(),
        }
    }
}

/// The namespaces in force at a place of a schema; the empty prefix is the default namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Namespaces by prefix, without `xml`.
    pub prefixes: BTreeMap<Box<str>, Arc<str>>,
}

impl NamespaceContext for Context {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        match self.prefixes.get(prefix) {
            Some(found) => Some(found),
            None if prefix == "xml" => Some(crate::xml::names::XML_NAMESPACE),
            None => None,
        }
    }
}
