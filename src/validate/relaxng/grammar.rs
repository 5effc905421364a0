//! A schema after simplification: patterns, and the declarations of elements, attributes and values that they name.

use std::sync::Arc;

use super::datatype::Datatype;
use super::patterns::{AttributeId, DataId, ElementId, PatternId, Patterns, ValueId};
use super::symbols::{NameClass, Symbols};
use super::syntax::TypeName;
use crate::source::{Source, Span};

/// Where a schema says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Number of the file in [`Grammar::sources`].
    pub file: usize,
    pub span: Span,
}

/// An element that a schema declares.
#[derive(Debug)]
pub(super) struct ElementDeclaration {
    pub class: NameClass,
    /// What may stand in it, attributes included.
    pub content: PatternId,
    pub place: Place,
    pub documentation: Option<Box<str>>,
}

/// An attribute that a schema declares.
#[derive(Debug)]
pub(super) struct AttributeDeclaration {
    pub class: NameClass,
    pub content: PatternId,
    pub place: Place,
    pub documentation: Option<Box<str>>,
}

/// From what a datatype was made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub datatype: TypeName,
    /// Names and values of its parameters.
    pub params: Box<[(Box<str>, Box<str>)]>,
}

/// Values of a datatype.
#[derive(Debug)]
pub(super) struct DataDeclaration {
    pub datatype: Arc<dyn Datatype>,
    pub made: Made,
    pub except: Option<PatternId>,
}

/// One value of a datatype.
#[derive(Debug)]
pub(super) struct ValueDeclaration {
    pub datatype: Arc<dyn Datatype>,
    pub made: Made,
    pub canonical: Box<str>,
    /// The value as the schema writes it.
    pub text: Box<str>,
    pub documentation: Option<Box<str>>,
}

/// A named set of elements: a definition that is nothing but a choice of them, such as `model.pLike`.
#[derive(Debug)]
pub(super) struct ElementClass {
    pub name: Box<str>,
    /// Sorted.
    pub members: Vec<ElementId>,
}

/// A schema after simplification.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub sources: Vec<Source>,
    pub symbols: Symbols,
    pub patterns: Patterns,
    pub elements: Vec<ElementDeclaration>,
    pub attributes: Vec<AttributeDeclaration>,
    pub data: Vec<DataDeclaration>,
    pub values: Vec<ValueDeclaration>,
    pub start: PatternId,
    pub classes: Vec<ElementClass>,
    /// Rules of Schematron that stand in the schema and are not evaluated.
    pub embedded_rules: usize,
}

impl Default for PatternId {
    fn default() -> Self {
        Self::NOT_ALLOWED
    }
}

impl Grammar {
    pub(super) fn element(&self, id: ElementId) -> &ElementDeclaration {
        &self.elements[id as usize]
    }

    pub(super) fn attribute(&self, id: AttributeId) -> &AttributeDeclaration {
        &self.attributes[id as usize]
    }

    pub(super) fn datum(&self, id: DataId) -> &DataDeclaration {
        &self.data[id as usize]
    }

    pub(super) fn value(&self, id: ValueId) -> &ValueDeclaration {
        &self.values[id as usize]
    }
}
