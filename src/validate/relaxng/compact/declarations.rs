//! `namespace`, `default namespace`, `datatypes`: what prefixes mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::datatypes::XML_SCHEMA;
use super::super::syntax::{Context, Ns};
use super::Parser;
use super::lexer::{Fault, Kind};
use crate::xml::names::XML_NAMESPACE;

/// What prefixes mean in a schema.
#[derive(Debug, Default)]
pub(super) struct Declarations {
    /// Namespaces by prefix; `None` inside for one that is inherited.
    namespaces: BTreeMap<Box<str>, Ns>,
    /// Libraries by prefix.
    libraries: BTreeMap<Box<str>, Arc<str>>,
    /// The namespace of element names without prefix; absent where it is not declared, so that it is inherited.
    pub default: Option<Ns>,
    /// The namespaces in force, as values and datatypes see them.
    pub context: Arc<Context>,
}

impl Declarations {
    /// The namespace of a prefix, if it is declared.
    pub(super) fn namespace(&self, prefix: &str) -> Option<Ns> {
        match self.namespaces.get(prefix) {
            Some(found) => Some(found.clone()),
            None if prefix == "xml" => Some(Some(XML_NAMESPACE.into())),
            None => None,
        }
    }

    /// The datatype library of a prefix, if it is declared.
    pub(super) fn library(&self, prefix: &str) -> Option<Arc<str>> {
        match self.libraries.get(prefix) {
            Some(found) => Some(found.clone()),
            None if prefix == "xsd" => Some(XML_SCHEMA.into()),
            None => None,
        }
    }

    fn settle(&mut self) {
        let mut context = Context::default();
        for (prefix, uri) in &self.namespaces {
            if let Some(uri) = uri.as_ref().filter(|uri| !uri.is_empty()) {
                context.prefixes.insert(prefix.clone(), uri.clone());
            }
        }
        if let Some(Some(uri)) = self.default.as_ref().filter(|uri| uri.as_ref().is_some_and(|uri| !uri.is_empty())) {
            context.prefixes.insert("".into(), uri.clone());
        }
        self.context = Arc::new(context);
    }
}

impl Parser<'_> {
    /// Reads all declarations at the head of the schema.
    pub(super) fn declarations(&mut self) -> Result<(), Fault> {
        loop {
            if self.is_word("namespace") && self.declares(1) {
                self.advance();
                self.namespace_declaration(false)?;
            } else if self.is_word("default") && matches!(self.ahead(1), Kind::Word(word) if **word == *"namespace") {
                self.advance();
                self.advance();
                self.namespace_declaration(true)?;
            } else if self.is_word("datatypes") && self.declares(1) {
                self.advance();
                self.library_declaration()?;
            } else {
                self.declarations.settle();
                return Ok(());
            }
        }
    }

    /// Whether a name and `=` follow: the keyword opens a declaration and is no reference.
    fn declares(&self, tokens: usize) -> bool {
        matches!(self.ahead(tokens), Kind::Word(_) | Kind::Quoted(_)) && *self.ahead(tokens + 1) == Kind::Mark("=")
    }

    fn namespace_declaration(&mut self, default: bool) -> Result<(), Fault> {
        let span = self.span();
        let prefix = match self.kind().clone() {
            Kind::Word(name) | Kind::Quoted(name) => {
                self.advance();
                Some(name)
            }
            _ if default => None,
            _ => return Err(self.unexpected("a prefix")),
        };
        self.expect_mark("=")?;
        let uri: Ns = if self.take_word("inherit") { None } else { Some(Arc::from(self.literal()?)) };
        if let Some(prefix) = prefix {
            self.check_prefix(&prefix, uri.as_deref(), span)?;
            if self.declarations.namespaces.insert(prefix.clone(), uri.clone()).is_some() {
                return Err(self.fault(span, format!("the prefix `{prefix}` is declared twice")));
            }
        }
        if default && self.declarations.default.replace(uri).is_some() {
            return Err(self.fault(span, "the default namespace is declared twice"));
        }
        Ok(())
    }

    fn check_prefix(&self, prefix: &str, uri: Option<&str>, span: crate::source::Span) -> Result<(), Fault> {
        if prefix == "xmlns" {
            return Err(self.fault(span, "the prefix `xmlns` cannot be declared"));
        }
        if (prefix == "xml") != (uri == Some(XML_NAMESPACE)) {
            return Err(self.fault(span, format!("the prefix `xml` and the namespace {XML_NAMESPACE} belong together")));
        }
        Ok(())
    }

    fn library_declaration(&mut self) -> Result<(), Fault> {
        let span = self.span();
        let (Kind::Word(prefix) | Kind::Quoted(prefix)) = self.kind().clone() else { return Err(self.unexpected("a prefix")) };
        self.advance();
        self.expect_mark("=")?;
        let uri: Arc<str> = self.literal()?.into();
        if &*prefix == "xsd" && &*uri != XML_SCHEMA {
            return Err(self.fault(span, format!("the prefix `xsd` means {XML_SCHEMA} in every schema")));
        }
        if self.declarations.libraries.insert(prefix.clone(), uri).is_some() {
            return Err(self.fault(span, format!("the datatype prefix `{prefix}` is declared twice")));
        }
        Ok(())
    }
}
