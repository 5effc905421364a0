//! What changed between two versions of a document, in an editor's words: XML by blocks and the elements on their text, JSON-LD by its nodes.
//!
//! `~ speaker    u#u2  "#khrushchev" -> "#kardelj"`. The order of attributes, prefixes, line breaks, entities, comments, the order of a `@graph` are no
//! difference. Both documents become trees without what says nothing (`tree`); their blocks are paired (`pair`); pairs become changes (`classify`).
//!
//! ```
//! use teiscribe::diff::{Options, compare};
//! use teiscribe::source::Source;
//! let old = Source::from_text("old.xml", "<p>the amount of the bread purchase</p>");
//! let new = Source::from_text("new.xml", "<p>the amount of the grain purchase</p>");
//! let found = compare(&old, &new, &Options::default())?;
//! assert_eq!(found.changes[0].detail, "…amount of the [-bread-]{+grain+} purchase");
//! # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
//! ```

mod align;
mod canonical;
mod change;
mod classify;
pub mod codes;
pub mod formats;
mod linked;
mod options;
mod pair;
pub mod renames;
mod script;
mod tree;
mod words;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

pub use self::canonical::canonical;
pub use self::change::{Change, KINDS, Kind, Place, Sigil, group_key};
pub use self::codes::CODES;
pub use self::options::{IGNORABLE, Ignore, Options};
pub use self::script::{Edit, Script};
pub use crate::render::Piece;

use self::canonical::Format;
use self::pair::Pairing;

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The changes: ids first, then in the order of the new document.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Whether nothing is to be said.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether the documents differ in more than what is only noted.
    pub fn differs(&self) -> bool {
        self.changes.iter().any(|change| change.sigil != Sigil::Noted)
    }

    /// How many changes there are of each kind.
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry(change.kind).or_default() += 1;
        }
        counts
    }
}

/// Compares two versions of a document, XML or JSON, as their content shows.
///
/// # Errors
/// One is not well-formed (with the place), or they are of different formats.
pub fn compare(old: &Source, new: &Source, options: &Options) -> Result<Comparison, Box<Diagnostic>> {
    let format = format_of_both(old, new)?;
    if old.text() == new.text() {
        return format.check(new).map(|()| Comparison::default());
    }
    let mut changes = match format {
        Format::Xml => xml(old, new, options.strict_whitespace)?,
        Format::Json => linked::compare(old, new)?,
    };
    changes.retain(|change| options.keeps(change));
    Ok(Comparison { changes })
}

/// Whether a file of this name is compared where whole folders are: `talk.xml`, `talk.jsonld`.
pub fn is_compared(name: &str) -> bool {
    const ENDINGS: [&str; 4] = ["xml", "tei", "jsonld", "json"];
    std::path::Path::new(name).extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a document is well-formed.
///
/// # Errors
/// It is not, or it is neither XML nor JSON.
pub fn check(source: &Source) -> Result<(), Box<Diagnostic>> {
    Format::of(source)?.check(source)
}

/// The edits that make the canonical form of `new` out of that of `old`.
///
/// # Errors
/// As [`compare`].
pub fn script(old: &Source, new: &Source) -> Result<Script, Box<Diagnostic>> {
    format_of_both(old, new)?;
    Ok(Script::between(&canonical(old)?, &canonical(new)?))
}

fn format_of_both(old: &Source, new: &Source) -> Result<Format, Box<Diagnostic>> {
    let (one, other) = (Format::of(old)?, Format::of(new)?);
    if one == other {
        return Ok(one);
    }
    let message = format!("`{}` is {} and `{}` is {}", old.name(), one.name(), new.name(), other.name());
    Err(Box::new(Diagnostic::error(&codes::KINDS_DIFFER, message).at(new, Span::new(0, 0)).help("compare two documents of one format")))
}

fn xml(old: &Source, new: &Source, strict: bool) -> Result<Vec<Change>, Box<Diagnostic>> {
    let (one, other) = rayon::join(|| tree::read(old, strict), || tree::read(new, strict));
    let (one, other) = (one?, other?);
    if one.node(tree::DOCUMENT).full == other.node(tree::DOCUMENT).full {
        return Ok(Vec::new());
    }
    let pairing = Pairing::of(&one, &other);
    Ok(classify::classify(classify::Side { tree: &one, source: old }, classify::Side { tree: &other, source: new }, &pairing))
}
