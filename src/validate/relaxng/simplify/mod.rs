//! Simplification (section 4): the trees of all files become one [`Grammar`] of patterns.
//!
//! Definitions are looked up when a reference needs them; the content of an element waits until everything outside elements is settled, so a definition
//! met while it is being looked up refers to itself without an element between (section 4.19).

mod classes;
mod name_class;
mod pattern;
mod scope;
mod value;

use rustc_hash::FxHashMap;

use self::scope::{Scope, ScopeId};
use super::codes::SCHEMA_RULE;
use super::files::Files;
use super::grammar::{Grammar, Place};
use super::patterns::{DataId, ElementId, PatternId};
use super::syntax::{Ns, Pattern};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

type Fault = Box<Diagnostic>;

/// Where a pattern stands: which file, which grammar, which namespace the file inherits.
#[derive(Clone)]
struct Env {
    file: usize,
    ns: Ns,
    scope: Option<ScopeId>,
}

/// An element whose content is still to be simplified.
struct Pending<'f> {
    element: ElementId,
    content: &'f Pattern,
    env: Env,
}

struct Simplifier<'f> {
    files: &'f Files,
    grammar: Grammar,
    scopes: Vec<Scope<'f>>,
    pending: Vec<Pending<'f>>,
    /// Whether what matching can meet is settled: from here on a definition may refer to itself, for it is never used (section 4.19).
    is_unused: bool,
    /// Data patterns already declared, by everything that decides what they allow.
    known_data: FxHashMap<String, DataId>,
}

/// Simplifies the schema whose first file is the one given.
pub(super) fn simplify(files: &Files) -> Result<Grammar, Fault> {
    let mut simplifier = Simplifier {
        files,
        grammar: Grammar::default(),
        scopes: Vec::new(),
        pending: Vec::new(),
        is_unused: false,
        known_data: FxHashMap::default(),
    };
    simplifier.grammar.sources = files.list.iter().map(|file| file.source.clone()).collect();
    let env = Env { file: 0, ns: None, scope: None };
    simplifier.grammar.start = simplifier.pattern(&files.list[0].root, &env)?;
    simplifier.settle()?;
    simplifier.unreferenced()?;
    simplifier.classes();
    simplifier.grammar.embedded_rules = files.list.iter().map(|file| classes::embedded_rules(&file.root)).sum();
    Ok(simplifier.grammar)
}

impl<'f> Simplifier<'f> {
    /// Simplifies the contents of elements until none is left.
    fn settle(&mut self) -> Result<(), Fault> {
        while let Some(Pending { element, content, env }) = self.pending.pop() {
            let content = self.pattern(content, &env)?;
            self.grammar.elements[element as usize].content = content;
        }
        Ok(())
    }

    /// Definitions that nothing refers to must be sound as well (section 4.18).
    fn unreferenced(&mut self) -> Result<(), Fault> {
        self.is_unused = true;
        let mut scope = 0;
        while scope < self.scopes.len() {
            for name in self.scopes[scope].names() {
                self.definition(ScopeId(scope), name)?;
            }
            self.settle()?;
            scope += 1;
        }
        Ok(())
    }

    fn place(env: &Env, span: Span) -> Place {
        Place { file: env.file, span }
    }

    fn fault(&self, code: &'static Code, env: &Env, span: Span, message: String) -> Fault {
        Box::new(Diagnostic::error(code, message).at(&self.files.list[env.file].source, span))
    }

    fn rule(&self, env: &Env, span: Span, message: impl AsRef<str>, section: &str) -> Fault {
        self.fault(&SCHEMA_RULE, env, span, format!("{} (RELAX NG {section})", message.as_ref()))
    }

    /// A choice, group or interleave of patterns.
    fn all(&mut self, patterns: &'f [Pattern], env: &Env) -> Result<Vec<PatternId>, Fault> {
        patterns.iter().map(|pattern| self.pattern(pattern, env)).collect()
    }
}
