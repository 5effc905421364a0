//! The files of a schema: the one given and all it refers to, each read once (section 4.6, 4.7).

use rustc_hash::FxHashMap;

use super::codes::{SCHEMA_FILE, SCHEMA_RULE};
use super::syntax::{Component, ComponentKind, Pattern, PatternKind, Reference};
use super::{compact, xml_syntax};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Gives the files that a schema includes or refers to.
pub trait Resolver {
    /// The file `href`, as seen from the file named `base`; the source's name is the file's identity.
    ///
    /// # Errors
    /// Why the file cannot be had, as a sentence without full stop.
    fn resolve(&self, base: &str, href: &str) -> Result<Source, String>;
}

/// A resolver for schemas that stand alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Resolver for NoFiles {
    fn resolve(&self, _base: &str, href: &str) -> Result<Source, String> {
        Err(format!("`{href}` was not given"))
    }
}

/// A file with its tree.
#[derive(Debug)]
pub(super) struct File {
    pub source: Source,
    pub root: Pattern,
    /// The files it refers to, by `href`.
    links: FxHashMap<Box<str>, usize>,
}

/// All files of a schema; the first is the one given.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub list: Vec<File>,
}

impl Files {
    /// The number of the file that `reference` in file `from` names.
    pub(super) fn target(&self, from: usize, reference: &Reference) -> usize {
        self.list[from].links.get(&reference.href).copied().unwrap_or_default()
    }

    /// Reads the schema `entry` and all it refers to.
    pub(super) fn load(entry: &Source, resolver: &dyn Resolver) -> Result<Self, Box<Diagnostic>> {
        let mut loader = Loader { files: Self::default(), by_name: FxHashMap::default(), open: Vec::new(), resolver };
        loader.file(entry)?;
        Ok(loader.files)
    }
}

/// How many files may include each other in a row.
const DEPTH: usize = 128;

struct Loader<'r> {
    files: Files,
    by_name: FxHashMap<String, usize>,
    /// Names of the files on the way to the present one.
    open: Vec<String>,
    resolver: &'r dyn Resolver,
}

impl Loader<'_> {
    fn file(&mut self, source: &Source) -> Result<usize, Box<Diagnostic>> {
        let root = parse(source)?;
        let number = self.files.list.len();
        self.by_name.insert(source.name().to_owned(), number);
        self.open.push(source.name().to_owned());
        let mut references = Vec::new();
        in_pattern(&root, &mut references);
        self.files.list.push(File { source: source.clone(), root, links: FxHashMap::default() });
        for (reference, span) in references {
            let target = self.link(source, &reference, span)?;
            self.files.list[number].links.insert(reference.href, target);
        }
        self.open.pop();
        Ok(number)
    }

    fn link(&mut self, from: &Source, reference: &Reference, span: Span) -> Result<usize, Box<Diagnostic>> {
        let source = self.resolver.resolve(from.name(), &reference.href).map_err(|reason| {
            let message = format!("the schema refers to `{}`, which cannot be read: {reason}", reference.href);
            Box::new(Diagnostic::error(&SCHEMA_FILE, message).at(from, span))
        })?;
        if self.open.iter().any(|open| open == source.name()) || self.open.len() >= DEPTH {
            let message = format!("`{}` refers to itself, directly or through other files (RELAX NG 4.6, 4.7)", reference.href);
            return Err(Box::new(Diagnostic::error(&SCHEMA_RULE, message).at(from, span)));
        }
        match self.by_name.get(source.name()) {
            Some(&known) => Ok(known),
            None => self.file(&source),
        }
    }
}

/// Reads one file in the syntax it has: XML begins with `<`, the compact syntax never does.
pub(super) fn parse(source: &Source) -> Result<Pattern, Box<Diagnostic>> {
    let begins = source.text().trim_start_matches([' ', '\t', '\n', '\r']);
    if begins.starts_with('<') { xml_syntax::parse(source) } else { compact::parse(source) }
}

/// The references in a pattern, in order.
fn in_pattern(pattern: &Pattern, found: &mut Vec<(Reference, Span)>) {
    if let PatternKind::ExternalRef(reference) = &pattern.kind {
        found.push((reference.clone(), pattern.span));
    }
    pattern.kind.children().iter().for_each(|one| in_pattern(one, found));
    in_components(pattern.kind.components(), found);
}

fn in_components(components: &[Component], found: &mut Vec<(Reference, Span)>) {
    for component in components {
        if let ComponentKind::Include(reference, _) = &component.kind {
            found.push((reference.clone(), component.span));
        }
        component.kind.pattern().iter().for_each(|pattern| in_pattern(pattern, found));
        in_components(component.kind.components(), found);
    }
}
