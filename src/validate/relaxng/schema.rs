//! A schema ready to judge documents.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::automaton::Automaton;
use super::files::{Files, Resolver};
use super::grammar::Grammar;
use super::patterns::ElementId;
use super::run::Run;
use super::symbols::Symbol;
use super::{id_types, restrictions, simplify};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::xml::stream::{Event, Limits, Reader};

/// What a validation does beside the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What a document may ask of the machine.
    pub limits: Limits,
    /// Whether ids must be unique and references to them lead somewhere (RELAX NG DTD Compatibility).
    pub ids: bool,
}

impl Default for Options {
    /// Default limits, ids checked.
    fn default() -> Self {
        Self { limits: Limits::default(), ids: true }
    }
}

/// A RELAX NG schema. It may judge many documents at once, from many threads.
#[derive(Debug)]
pub struct Schema {
    pub(super) grammar: Grammar,
    /// The declarations that can be met, in order.
    pub(super) met: Vec<ElementId>,
    /// The same by each name they list.
    pub(super) declared: FxHashMap<Symbol, Vec<ElementId>>,
    /// The namespace of most elements, which messages leave unsaid.
    pub(super) usual_namespace: String,
    /// Automata that no run is using.
    free: Mutex<Vec<Automaton>>,
}

impl Schema {
    /// Reads the schema `entry` and everything it refers to, and checks it.
    ///
    /// # Errors
    /// The first thing wrong with the schema, with its place and the section of the standard.
    ///
    /// ```
    /// use teiscribe::source::Source;
    /// use teiscribe::validate::relaxng::{NoFiles, Schema};
    /// let text = "<element name='p' xmlns='http://relaxng.org/ns/structure/1.0'><text/></element>";
    /// let schema = Schema::load(&Source::from_text("p.rng", text), &NoFiles)?;
    /// assert!(schema.validate(&Source::from_text("a.xml", "<p>Good morning.</p>")).is_empty());
    /// assert_eq!(schema.validate(&Source::from_text("b.xml", "<p><q/></p>")).len(), 1);
    /// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
    /// ```
    pub fn load(entry: &Source, resolver: &dyn Resolver) -> Result<Self, Box<Diagnostic>> {
        let files = Files::load(entry, resolver)?;
        let grammar = simplify::simplify(&files)?;
        let schema = Self::of(grammar);
        restrictions::check(&schema.grammar, &schema.met)?;
        Ok(schema)
    }

    pub(super) fn of(grammar: Grammar) -> Self {
        let met = restrictions::reachable(&grammar);
        let declared = declared(&grammar, &met);
        Self { usual_namespace: usual_namespace(&grammar, &declared), met, declared, grammar, free: Mutex::default() }
    }

    /// What is wrong with a document, in document order: faults of XML, then of the schema; warnings included.
    pub fn validate(&self, document: &Source) -> Vec<Diagnostic> {
        self.validate_with(document, &Options::default())
    }

    /// What is wrong with a document, with other options than the default.
    pub fn validate_with(&self, document: &Source, options: &Options) -> Vec<Diagnostic> {
        let mut reader = Reader::new(document, options.limits);
        let mut validation = self.begin(document, *options);
        let ended = reader.each(|reader, event| validation.take(reader, event));
        let mut findings = reader.take_warnings();
        findings.extend(validation.finish(ended.err().map(|fault| *fault)));
        findings
    }

    /// Begins to judge a document whose events somebody else reads.
    pub fn begin<'s>(&'s self, document: &'s Source, options: Options) -> Validation<'s> {
        Validation { schema: self, run: Run::new(self, document, options, self.borrow_automaton()) }
    }

    /// How many Schematron assertions stand in the schema; they are not evaluated here.
    pub fn embedded_rules(&self) -> usize {
        self.grammar.embedded_rules
    }

    /// What is worth knowing about the schema itself and no fault: attributes whose ID-types conflict (RELAX NG DTD Compatibility, section 5).
    pub fn notes(&self) -> Vec<Diagnostic> {
        id_types::conflicts(&self.grammar, &self.met)
    }

    /// The files that make up the schema, the one given first.
    pub fn sources(&self) -> &[Source] {
        &self.grammar.sources
    }

    fn borrow_automaton(&self) -> Automaton {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Automaton::new(&self.grammar))
    }

    fn give_back(&self, automaton: Automaton) {
        if automaton.is_small(&self.grammar) {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(automaton);
        }
    }
}

/// A document that is being judged, event by event.
pub struct Validation<'s> {
    schema: &'s Schema,
    run: Run<'s>,
}

impl<'s> Validation<'s> {
    /// Takes the event that the reader of the document has come to.
    #[inline]
    pub fn take(&mut self, reader: &Reader<'s>, event: &Event<'_>) {
        self.run.take(reader, event);
    }

    /// What is wrong with the document by the schema, and the fault with which it stopped being XML, if it did.
    pub fn finish(self, fault: Option<Diagnostic>) -> Vec<Diagnostic> {
        let (findings, automaton) = self.run.finish(fault);
        self.schema.give_back(automaton);
        findings
    }
}

/// Declarations by each name they list.
fn declared(grammar: &Grammar, met: &[ElementId]) -> FxHashMap<Symbol, Vec<ElementId>> {
    let mut found: FxHashMap<Symbol, Vec<ElementId>> = FxHashMap::default();
    for &id in met {
        let mut names = Vec::new();
        grammar.element(id).class.listed(&mut names);
        for name in names {
            found.entry(name).or_default().push(id);
        }
    }
    found
}

fn usual_namespace(grammar: &Grammar, declared: &FxHashMap<Symbol, Vec<ElementId>>) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for (uri, _) in declared.keys().filter_map(|&name| grammar.symbols.spelled(name)) {
        *counts.entry(uri).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map_or_else(String::new, |(uri, _)| uri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::NoFiles;
    use super::*;

    /// Twelve elements in any order: each order leads through states of its own, so that the automaton must be renewed on the way.
    #[test]
    fn an_automaton_that_grows_too_large_is_renewed_on_the_way() {
        let names: Vec<String> = ('a'..='l').map(String::from).collect();
        let optional: Vec<String> = names.iter().map(|name| format!("<optional><element name='{name}'><empty/></element></optional>")).collect();
        let text = format!(
            "<element name='all' xmlns='http://relaxng.org/ns/structure/1.0'><oneOrMore><element name='one'><interleave>{}</interleave></element></oneOrMore></element>",
            optional.concat()
        );
        let schema = Schema::load(&Source::from_text("all.rng", text), &NoFiles).expect("a schema");
        let mut document = "<all>".to_owned();
        let mut dice = 1961_u32;
        for _ in 0..600 {
            let mut order: Vec<(u32, &String)> = Vec::new();
            for name in &names {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                order.push((dice >> 8, name));
            }
            order.sort_unstable();
            let children: Vec<String> = order.iter().map(|(_, name)| format!("<{name}/>")).collect();
            document.extend(["<one>", &children.concat(), "</one>"]);
        }
        assert!(schema.validate(&Source::from_text("valid", format!("{document}</all>"))).is_empty());
        let findings = schema.validate(&Source::from_text("invalid", format!("{document}<one><a/><b/><a/></one></all>")));
        assert_eq!(
            findings.iter().map(|found| found.message.as_str()).collect::<Vec<_>>(),
            ["`a` comes too late in `one`: it cannot stand behind `b`"]
        );
        let source = Source::from_text("valid", format!("{document}</all>"));
        let mut run = Run::new(&schema, &source, Options::default(), Automaton::new(&schema.grammar));
        let mut reader = Reader::new(&source, Limits::default());
        assert!(reader.each(|reader, event| run.take(reader, event)).is_ok());
        let (findings, automaton) = run.finish(None);
        assert!(findings.is_empty());
        assert!(automaton.size(&schema.grammar) < 4096, "{}", automaton.size(&schema.grammar));
    }
}
