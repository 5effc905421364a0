//! Ids and pointers of an XML document, beyond what any schema says: `who="#tito"` must name somebody who is declared.
//!
//! Ids are unique; every `#id` in a pointer attribute of TEI resolves; `next` and `prev` point at each other; `who` and `toWhom`
//! name a person, a group, an organisation or a role. What leads into another file is checked where that file can be had.

mod attributes;
pub mod codes;
mod collect;
mod elsewhere;
mod judge;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::xml::stream::{Fault, Limits, Reader};

pub use codes::CODES;
pub use collect::{Elsewhere, Pointers};
pub use elsewhere::{Files, NoFiles};

/// Everything that is wrong with the ids and pointers of a document, in text order; if the document is not well-formed, that alone.
///
/// ```
/// use teiscribe::source::Source;
/// let source = Source::from_text("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><said who='#tito'/></TEI>");
/// let found = teiscribe::validate::pointers::check(&source);
/// assert_eq!(found[0].code.id, "pointers/dangling");
/// assert_eq!(found[0].place.as_ref().map(|place| place.start.column), Some(48));
/// ```
pub fn check(source: &Source) -> Vec<Diagnostic> {
    check_with(source, Limits::default(), &NoFiles)
}

/// The same within limits of one's own, with the files that pointers may lead into.
pub fn check_with(source: &Source, limits: Limits, files: &dyn Files) -> Vec<Diagnostic> {
    match read(source, limits) {
        Ok(pointers) => pointers.judge(files),
        Err(fault) => vec![*fault],
    }
}

/// The ids and pointers of a document, to be judged alone or together with other documents.
///
/// # Errors
/// The document is not well-formed.
pub fn read(source: &Source, limits: Limits) -> Result<Pointers<'_>, Fault> {
    let mut reader = Reader::new(source, limits);
    let mut pointers = Pointers::new(source);
    reader.each(|reader, event| pointers.take(reader, event))?;
    pointers.finish(reader.names());
    Ok(pointers)
}
