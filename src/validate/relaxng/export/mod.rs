//! A schema written out again, in either syntax: one file that stands alone.
//!
//! What is written comes from the tree that parsing gave, so definitions keep their names and order, `div`s stay, and annotations with their
//! `a:documentation` go along; `include` and `externalRef` become what they lead to, an `include` as a `div`. Comments are not kept.

mod compact;
mod flat;
mod literal;
mod prefixes;
mod xml;

use super::files::{Files, Resolver};
use super::{files, restrictions, simplify};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// The two ways to write a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// XML (ISO/IEC 19757-2, section 3), files called `.rng`.
    Xml,
    /// Compact (annex C), files called `.rnc`.
    Compact,
}

impl Syntax {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Xml, Self::Compact];

    /// The ending of its files, which names it on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xml => "rng",
            Self::Compact => "rnc",
        }
    }
}

/// Writes the schema `entry`, with everything it refers to, in one file.
///
/// # Errors
/// The first thing wrong with the schema, as [`Schema::load`](super::Schema::load) reports it; or it nests deeper than the other syntax may.
///
/// ```
/// use teiscribe::source::Source;
/// use teiscribe::validate::relaxng::{NoFiles, Syntax, export};
/// let schema = Source::from_text("note.rnc", "element note { attribute n { xsd:integer }?, text }");
/// assert!(export(&schema, &NoFiles, Syntax::Xml)?.contains("<data type=\"integer\"/>"));
/// assert_eq!(export(&schema, &NoFiles, Syntax::Compact)?, "element note { attribute n { xsd:integer }?, text }\n");
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn export(entry: &Source, resolver: &dyn Resolver, syntax: Syntax) -> Result<String, Box<Diagnostic>> {
    let files = Files::load(entry, resolver)?;
    let grammar = simplify::simplify(&files)?;
    restrictions::check(&grammar, &restrictions::reachable(&grammar))?;
    let tree = flat::flatten(&files);
    let text = match syntax {
        Syntax::Xml => xml::write(&tree),
        Syntax::Compact => compact::write(&tree),
    };
    // The compact syntax is read less deep than XML is: what could not be read again is not handed out.
    files::parse(&Source::from_text(&format!("{} as {}", entry.name(), syntax.ending()), text.as_str()))?;
    Ok(text)
}
