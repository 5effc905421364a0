//! The files that a file points at or is made of: `who="personography.xml#p1"`, `<xi:include href="letter.xml"/>`, the schema
//! of `<?xml-model?>`, what a schema includes.
//!
//! Every attribute value is taken for a list of addresses: one that is none names no file, and does no harm.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::xml;
use crate::xml::stream::{Event, Limits, Reader, Start};

use super::super::address::decoded;
use super::super::place::normal;

/// A file that another one names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The file, from the root of the disk.
    pub target: PathBuf,
    /// What the link carries.
    pub carries: Carries,
}

/// What a link carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carries {
    /// The target is part of what is read here: an inclusion, a schema.
    Part,
    /// It points at something in the target.
    Pointer,
}

/// What the file at `path` names; nothing where it cannot be read.
pub(super) fn links(path: &Path) -> Vec<Link> {
    let Some(source) = fs::read(path).ok().and_then(|bytes| xml::decode(&path.to_string_lossy(), bytes).ok()) else { return Vec::new() };
    let mut found = Found { folder: path.parent().unwrap_or(Path::new("")).to_owned(), links: Vec::new() };
    if source.text().trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        // What stands before a fault was taken up.
        let _ = found.xml(&source);
    } else {
        let carries = if path.extension().is_some_and(|ending| ending == "rnc") { Carries::Part } else { Carries::Pointer };
        found.quoted(source.text(), carries);
    }
    found.links
}

struct Found {
    folder: PathBuf,
    links: Vec<Link>,
}

impl Found {
    fn xml(&mut self, source: &Source) -> Result<(), Box<Diagnostic>> {
        let mut reader = Reader::new(source, Limits::default());
        // The folder from which the addresses in each open element are seen.
        let mut bases = vec![self.folder.clone()];
        loop {
            let token = reader.advance()?;
            match reader.event(token) {
                Event::Start(start) => {
                    let base = base(&start, &reader, bases.last().unwrap_or(&self.folder));
                    self.tag(&start, &reader, &base);
                    bases.push(base);
                }
                Event::End(_) => drop(bases.pop()),
                Event::Instruction(instruction) if instruction.target == "xml-model" => self.quoted(instruction.data, Carries::Part),
                Event::Instruction(_) | Event::Text(_) | Event::Comment(_) => {}
                Event::Eof => return Ok(()),
            }
        }
    }

    fn tag(&mut self, start: &Start<'_>, reader: &Reader<'_>, base: &Path) {
        let carries = if is_inclusion(start, reader) { Carries::Part } else { Carries::Pointer };
        for attribute in start.attributes.iter().filter(|attribute| attribute.value.contains(['.', '/'])) {
            for address in attribute.value.split_ascii_whitespace() {
                self.add(address, carries, base);
            }
        }
    }

    /// Whatever stands between quotation marks.
    fn quoted(&mut self, text: &str, carries: Carries) {
        let folder = self.folder.clone();
        for quote in ['"', '\''] {
            for address in text.split(quote).skip(1).filter(|address| address.len() < 1000 && !address.contains(char::is_whitespace)) {
                self.add(address, carries, &folder);
            }
        }
    }

    fn add(&mut self, address: &str, carries: Carries, base: &Path) {
        let file = address.split(['#', '?']).next().unwrap_or_default();
        if file.is_empty() || file.contains(':') || !file.contains(['.', '/']) {
            return;
        }
        let link = Link { target: normal(&base.join(decoded(file))), carries };
        if self.links.last() != Some(&link) {
            self.links.push(link);
        }
    }
}

/// The folder from which addresses in an element are seen (XML Base).
fn base(start: &Start<'_>, reader: &Reader<'_>, around: &Path) -> PathBuf {
    let names = reader.names();
    let mut attributes = start.attributes.iter();
    match attributes.find(|one| names.local(one.name) == "base" && !names.namespace(one.name).is_empty()) {
        Some(base) if !base.value.contains(':') => normal(&around.join(decoded(base.value)).join("x")).parent().unwrap_or(around).to_owned(),
        _ => around.to_owned(),
    }
}

/// `xi:include`; `include`, `externalRef` of RELAX NG; `include`, `extends` of Schematron.
fn is_inclusion(start: &Start<'_>, reader: &Reader<'_>) -> bool {
    let names = reader.names();
    let namespace = names.namespace(start.name);
    let known = namespace.contains("XInclude") || namespace.contains("relaxng.org") || namespace.contains("schematron");
    known && matches!(names.local(start.name), "include" | "externalRef" | "extends")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<(String, Carries)> {
        let folder = std::env::temp_dir().join(format!("teiscribe-links-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let folder = folder.canonicalize().expect("a folder");
        fs::write(folder.join(name), text).expect("a file");
        let links = links(&folder.join(name));
        let parent = folder.parent().expect("a parent");
        let below = |link: Link| {
            let target = link.target.strip_prefix(&folder).or_else(|_| link.target.strip_prefix(parent)).expect("below").to_owned();
            (target.to_string_lossy().into_owned(), link.carries)
        };
        links.into_iter().map(below).collect()
    }

    #[test]
    fn pointers_inclusions_and_schemas_are_found_where_they_lead() {
        let text = "<?xml-model href='our.rnc'?><TEI xml:base='sub/' n='1.5' xmlns:xi='http://www.w3.org/2001/XInclude'>\
            <q who='../people.xml#a #b p%20q.xml#c' ref='http://example.org/x.xml'/><xi:include href='part.xml'/></TEI>";
        let expected = [
            ("our.rnc", Carries::Part),
            ("sub", Carries::Pointer),
            ("sub/1.5", Carries::Pointer),
            ("people.xml", Carries::Pointer),
            ("sub/p q.xml", Carries::Pointer),
            ("sub/part.xml", Carries::Part),
        ];
        let found = found("a.xml", text);
        for (target, carries) in expected.iter().filter(|(target, _)| *target != "sub") {
            assert!(found.contains(&((*target).to_owned(), *carries)), "{target} in {found:?}");
        }
        assert!(!found.iter().any(|(target, _)| target.contains("example")));
    }

    #[test]
    fn a_compact_schema_is_made_of_what_it_includes() {
        assert_eq!(
            found("a.rnc", "include \"b.rnc\"\nx = external 'c.rnc'"),
            [("b.rnc".to_owned(), Carries::Part), ("c.rnc".to_owned(), Carries::Part)]
        );
    }
}
