//! The user's authority file: preferred names, ids, forms, roles and addresses elsewhere of people, groups, organisations,
//! places and works; read from our own TOML or from a TEI list, and written as that TOML from what was found.
//!
//! ```toml
//! [[person]]
//! id = "ivanov"
//! name = "Pyotr Ivanov"
//! forms = ["P. Ivanov", "Ivanov"]
//! roles = ["Minister of Trade"]
//! same_as = ["https://example.org/person/1"]
//! ```

mod check;
mod list;
mod table;
mod toml_text;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Entity, EntityKind};
use crate::source::{Source, Span};

pub(super) use toml_text::quoted;
pub use toml_text::{entries, write};

/// The file is no TOML of the form described.
pub static AUTHORITY_SYNTAX: Code = Code {
    id: "annotate/authority-syntax",
    what: "the authority file cannot be read",
    why: "half an authority file would leave persons without the ids the user gave them",
    example: "[[person]]\nnmae = \"Pyotr Ivanov\"",
    remedy: "each entry is [[person]], [[group]], [[organisation]], [[place]] or [[work]] with name, and id, forms, honorifics, roles, same_as if known",
};

/// An id of the file cannot be used.
pub static AUTHORITY_ID: Code = Code {
    id: "annotate/authority-id",
    what: "an id of the authority file cannot be used in an edition",
    why: "ids are shared by TEI and JSON-LD and must be unique in a document, XML names, and none of the tool's own (p25, sp3, unknown)",
    example: "[[person]]\nid = \"p25\"\nname = \"Pyotr Ivanov\"",
    remedy: "choose another id, such as the surname in lower case",
};

/// An address is no absolute IRI.
pub static AUTHORITY_IRI: Code = Code {
    id: "annotate/authority-iri",
    what: "an address in the authority file is no absolute IRI",
    why: "sameAs points at the same person elsewhere; a bare number points nowhere",
    example: "same_as = [\"118609807\"]",
    remedy: "write the whole address: https://d-nb.info/gnd/118609807",
};

/// What the user knows of one person, group, organisation, place or work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub kind: EntityKind,
    /// The id in editions; made from the name where it is absent.
    pub id: Option<String>,
    /// The preferred name.
    pub name: String,
    /// Other forms, in the order of the file.
    pub forms: Vec<String>,
    /// Honorifics.
    pub honorifics: Vec<String>,
    /// Roles and offices.
    pub roles: Vec<String>,
    /// IRIs of the same entity elsewhere.
    pub same_as: Vec<String>,
    /// Where the entry stands in its file.
    pub place: Span,
}

impl Known {
    /// The name and all other forms.
    pub fn all_forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.forms.iter().map(String::as_str))
    }

    /// Gives an entry of the register the name, id, roles and addresses that the user knows.
    pub(super) fn apply(&self, entity: &mut Entity) {
        self.name.clone_into(&mut entity.name);
        if let Some(id) = &self.id {
            id.clone_into(&mut entity.id);
        }
        entity.honorifics.extend(self.honorifics.iter().cloned());
        entity.roles.extend(self.roles.iter().cloned());
        for address in &self.same_as {
            if !entity.same_as.contains(address) {
                entity.same_as.push(address.clone());
            }
        }
    }
}

/// All that the user's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    /// Its entries, in the order of the file.
    pub entries: Vec<Known>,
}

/// Reads an authority file: TEI where it begins with `<`, else TOML.
///
/// # Errors
/// Everything wrong with it, each with line and column.
///
/// ```
/// use teiscribe::annotate::authority;
/// use teiscribe::source::Source;
/// let source = Source::from_text("people.toml", "[[person]]\nid = \"ivanov\"\nname = \"Pyotr Ivanov\"\n");
/// let authority = authority::read(&source).expect("a well-formed file");
/// assert_eq!(authority.entries[0].name, "Pyotr Ivanov");
/// ```
pub fn read(source: &Source) -> Result<Authority, Vec<Diagnostic>> {
    let entries = if source.text().trim_start().starts_with('<') { list::read(source)? } else { table::read(source)? };
    let faults = check::check(&entries, source);
    if faults.is_empty() { Ok(Authority { entries }) } else { Err(faults) }
}
