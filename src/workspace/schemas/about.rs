//! What the text of a schema says of itself: its language and its version.

use crate::source::Source;
use crate::xml::stream::{Event, Limits, Reader};

/// The language of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// RELAX NG in either syntax; what is no XML is taken for the compact one.
    RelaxNg,
    /// Schematron.
    Schematron,
    /// XML that is neither.
    Other,
}

impl Language {
    /// The language of a text.
    ///
    /// ```
    /// use teiscribe::{source::Source, workspace::schemas::Language};
    /// let language = |text: &str| Language::of(&Source::from_text("schema", text));
    /// assert_eq!(language("element p { text }"), Language::RelaxNg);
    /// assert_eq!(language("<schema xmlns='http://purl.oclc.org/dsdl/schematron'/>"), Language::Schematron);
    /// assert_eq!(language("<schema xmlns='http://www.w3.org/2001/XMLSchema'/>"), Language::Other);
    /// ```
    pub fn of(source: &Source) -> Self {
        if !source.text().trim_start().starts_with('<') {
            return Self::RelaxNg;
        }
        match root(source).as_deref() {
            // An ill-formed one is reported by whoever reads it on.
            None | Some("http://relaxng.org/ns/structure/1.0") => Self::RelaxNg,
            Some("http://purl.oclc.org/dsdl/schematron") => Self::Schematron,
            Some(_) => Self::Other,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RelaxNg => "RELAX NG",
            Self::Schematron => "Schematron",
            Self::Other => "XML of another kind",
        }
    }
}

/// The namespace of the root element.
fn root(source: &Source) -> Option<String> {
    let mut reader = Reader::new(source, Limits::default());
    loop {
        let token = reader.advance().ok()?;
        match reader.event(token) {
            Event::Start(start) => return Some(reader.names().namespace(start.name).to_owned()),
            Event::Eof => return None,
            Event::End(_) | Event::Text(_) | Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

/// How far into a schema its version is looked for, in bytes.
const HEAD: usize = 16 << 10;

/// Words behind which a version stands, the most telling first: what TEI's tools write, a Schematron attribute, an attribute or
/// element of Dublin Core or OWL, a comment.
const INTRODUCED_BY: &[&str] =
    &["tei edition: p5 version ", "tei edition: version ", "schemaversion=", "hasversion", "versioninfo", "version:", "version "];

/// The version that a schema states of itself, near its beginning.
///
/// ```
/// use teiscribe::{source::Source, workspace::schemas::version};
/// let version = |text: &str| version(&Source::from_text("schema", text));
/// assert_eq!(version("<grammar><!-- TEI Edition: P5 Version 4.12.0. Last updated -->").as_deref(), Some("4.12.0"));
/// assert_eq!(version("# letters: a schema for letters, version 2.1\nstart = letter").as_deref(), Some("2.1"));
/// assert_eq!(version("<schema schemaVersion='1.3b' queryBinding='xslt2'/>").as_deref(), Some("1.3b"));
/// assert_eq!(version("<?xml version='1.0'?><grammar/>"), None);
/// ```
pub fn version(source: &Source) -> Option<String> {
    let text = source.text();
    let head = &text[..text.floor_char_boundary(HEAD)];
    // The version of XML is no version of the schema.
    let start = if head.starts_with("<?xml") { head.find("?>").unwrap_or_default() } else { 0 };
    let lower = head.to_ascii_lowercase();
    INTRODUCED_BY.iter().find_map(|words| lower[start..].match_indices(words).find_map(|(at, _)| number(&head[start + at + words.len()..])))
}

/// A version: digits with points, and a letter or a suffix; quotation marks, `=` and `>` may stand before it.
fn number(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['"', '\'', '=', '>', ' ', 'v']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || ".-+".contains(c))).unwrap_or(text.len());
    let found = text[..end].trim_end_matches(['.', '-', '+']);
    (found.starts_with(|c: char| c.is_ascii_digit()) && (found.contains('.') || end < 4)).then(|| found.to_owned())
}
