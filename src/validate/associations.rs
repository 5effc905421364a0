//! The schemas that a document names: `<?xml-model href="tei.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>`.
//!
//! W3C "Associating Schemas with XML documents 1.0 (third edition)": any number of instructions before the root element, each with
//! pseudo-attributes. What is malformed is said, not passed over: a schema that nobody reads judges nothing.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Source, Span};
use crate::xml::stream::{Event, Fault, Limits, Reader, Token};
use crate::xml::{NoPseudo, Pseudo, is_name, pseudo_attributes, referenced};

/// A schema that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// Its address, as written, references resolved.
    pub href: String,
    /// Its language.
    pub language: Language,
    /// The instruction.
    pub span: Span,
}

/// The language of a schema, by `schematypens`, else by `type`, else by the ending of its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// RELAX NG, in either syntax.
    RelaxNg,
    /// Schematron.
    Schematron,
    /// Another one, with the name it goes by in messages.
    Other(&'static str),
    /// Nothing says which.
    Unknown,
}

impl Language {
    /// Its name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RelaxNg => "RELAX NG",
            Self::Schematron => "Schematron",
            Self::Other(name) => name,
            Self::Unknown => "an unknown language",
        }
    }
}

/// What a document says of its schemas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Associations {
    /// The schemas, in order.
    pub named: Vec<Association>,
    /// Instructions that name none.
    pub faults: Vec<Diagnostic>,
}

pub(super) static MALFORMED: Code = Code {
    id: "schema/association",
    what: "An xml-model instruction is malformed, or stands where it does not count.",
    why: "The schema that it should name would judge nothing.",
    example: "<?xml-model herf=\"tei.rng\"?>",
    remedy: "Write <?xml-model href=\"…\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?> before the root element.",
};

/// The pseudo-attributes of the specification.
const NAMES: &[&str] = &["href", "type", "schematypens", "charset", "title", "group", "phase"];

/// The schemas that a document names.
///
/// # Errors
/// The document is ill-formed before its root element.
///
/// ```
/// use teiscribe::{source::Source, validate::associations::{Language, associations}, xml::stream::Limits};
/// let source = Source::from_text("a.xml", "<?xml-model href='a.rnc'?><?xml-model href='a.sch'?><?xml-model herf='b.rng'?><a/>");
/// let found = associations(&source, Limits::default())?;
/// assert_eq!(found.named.iter().map(|one| (one.href.as_str(), one.language.clone())).collect::<Vec<_>>(), [("a.rnc", Language::RelaxNg), ("a.sch", Language::Schematron)]);
/// assert_eq!(found.faults.len(), 1);
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn associations(source: &Source, limits: Limits) -> Result<Associations, Box<Diagnostic>> {
    associations_before_root(&mut Reader::new(source, limits), &mut |_, _| {}).map(|(found, _)| found)
}

/// Somebody else who wants to know what stands in a document.
pub type Watch<'w> = dyn FnMut(&Reader<'_>, &Event<'_>) + 'w;

/// The same as far as a reader comes that is then at the root element, which is given too; `watch` is shown what stands before it.
pub(super) fn associations_before_root(reader: &mut Reader<'_>, watch: &mut Watch<'_>) -> Result<(Associations, Token), Fault> {
    let mut found = Associations::default();
    loop {
        let token = reader.advance()?;
        let event = reader.event(token);
        if matches!(event, Event::Start(_) | Event::Eof) {
            return Ok((found, token));
        }
        watch(reader, &event);
        let Event::Instruction(instruction) = event else { continue };
        if instruction.target == "xml-model" {
            found.take(reader.source(), instruction.data, instruction.span);
        }
    }
}

impl Associations {
    fn take(&mut self, source: &Source, data: &str, span: Span) {
        match association(data, span) {
            Ok(association) => self.named.push(association),
            Err(reason) => {
                let message = format!("the xml-model instruction names no schema: {reason}");
                self.faults.push(Diagnostic::error(&MALFORMED, message).at(source, span).help(MALFORMED.remedy));
            }
        }
    }
}

fn association(data: &str, span: Span) -> Result<Association, String> {
    let pairs = pairs(data)?;
    let value = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    for (at, (name, _)) in pairs.iter().enumerate() {
        if pairs[..at].iter().any(|(earlier, _)| earlier == name) {
            return Err(format!("`{name}` stands twice"));
        }
    }
    let Some(href) = value("href") else {
        let meant = pairs.iter().find(|(name, _)| !NAMES.contains(name) && nearest(name, NAMES.iter().copied()) == Some("href"));
        return Err(meant.map_or_else(|| "`href` is missing".to_owned(), |(name, _)| format!("`href` is missing; is `{name}` meant to be `href`?")));
    };
    if href.trim().is_empty() {
        return Err("`href` is empty".to_owned());
    }
    Ok(Association { href: href.trim().to_owned(), language: language(value("schematypens"), value("type"), href), span })
}

fn language(namespace: Option<&str>, media_type: Option<&str>, href: &str) -> Language {
    match namespace {
        Some("http://relaxng.org/ns/structure/1.0") => return Language::RelaxNg,
        Some("http://purl.oclc.org/dsdl/schematron") => return Language::Schematron,
        Some("http://www.ascc.net/xml/schematron") => return Language::Other("Schematron 1.5"),
        Some("http://www.w3.org/2001/XMLSchema") => return Language::Other("XML Schema"),
        Some(namespace) if namespace.starts_with("http://purl.oclc.org/dsdl/nvdl") => return Language::Other("NVDL"),
        Some(_) => return Language::Unknown,
        None => {}
    }
    match media_type.map(|media_type| media_type.split(';').next().unwrap_or_default().trim()) {
        Some("application/relax-ng-compact-syntax") => return Language::RelaxNg,
        Some("application/xml-dtd") => return Language::Other("DTD"),
        Some(_) | None => {}
    }
    let path = href.split(['?', '#']).next().unwrap_or_default();
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "rng" | "rnc" => Language::RelaxNg,
        "sch" => Language::Schematron,
        "xsd" => Language::Other("XML Schema"),
        "nvdl" => Language::Other("NVDL"),
        "dtd" => Language::Other("DTD"),
        _ => Language::Unknown,
    }
}

/// Pairs of names and values, parted by white space (section 3 of the specification).
fn pairs(data: &str) -> Result<Vec<(&str, String)>, String> {
    pseudo_attributes(data).map(|one| one.map_err(why_none).and_then(pair)).collect()
}

fn pair(one: Pseudo<'_>) -> Result<(&str, String), String> {
    match one {
        Pseudo { name, .. } if !is_name(name) => Err(no_name(name)),
        Pseudo { name, is_parted: false, .. } => Err(format!("white space is missing behind the value of `{name}`")),
        Pseudo { name, value, .. } => Ok((name, resolved(value)?)),
    }
}

fn why_none(why: NoPseudo<'_>) -> String {
    match why {
        NoPseudo::NoValue(rest) => format!("`{}` has no value", shortened(rest)),
        NoPseudo::NotQuoted(name) | NoPseudo::Endless(name) if !is_name(name) => no_name(name),
        NoPseudo::NotQuoted(name) => format!("the value of `{name}` is not quoted"),
        NoPseudo::Endless(name) => format!("the value of `{name}` does not end"),
    }
}

fn no_name(name: &str) -> String {
    format!("`{}` is no name", shortened(name))
}

fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}

/// The value with its references resolved: those of characters, and the five that XML knows.
fn resolved(value: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once('&') {
        let (reference, behind) = behind.split_once(';').ok_or("`&` stands alone")?;
        text.push_str(before);
        text.push(referenced(reference).ok_or_else(|| format!("there is no reference `&{};`", shortened(reference)))?);
        rest = behind;
    }
    Ok(text + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(data: &str) -> Result<(String, &'static str), String> {
        association(data, Span::new(0, 0)).map(|found| (found.href, found.language.name()))
    }

    #[test]
    fn pseudo_attributes_are_told_from_each_other() {
        let data = "schematypens=\"http://relaxng.org/ns/structure/1.0\" xhref='no' href = 'a&amp;b&#x2D;c.xml'";
        assert_eq!(one(data), Ok(("a&b-c.xml".to_owned(), "RELAX NG")));
    }

    #[test]
    fn the_language_is_said_or_guessed_from_the_ending() {
        for (data, language) in [
            ("href='a.xml' type='application/relax-ng-compact-syntax'", "RELAX NG"),
            ("href='a.rng' type='application/xml' schematypens='http://purl.oclc.org/dsdl/schematron'", "Schematron"),
            ("href='a.rng?v=1' type='application/xml'", "RELAX NG"),
            ("href='a.xsd'", "XML Schema"),
            ("href='a.xml' schematypens='http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0'", "NVDL"),
            ("href='a.rng' schematypens='http://relaxng.org/ns/structure/0.9'", "an unknown language"),
        ] {
            assert_eq!(one(data).map(|found| found.1).as_deref(), Ok(language), "{data}");
        }
    }

    #[test]
    fn what_is_malformed_is_said() {
        for (data, reason) in [
            ("", "`href` is missing"),
            ("herf='a.rng'", "`href` is missing; is `herf` meant to be `href`?"),
            ("href=''", "`href` is empty"),
            ("href='a' href='b'", "`href` stands twice"),
            ("href='a'type='b'", "white space is missing behind the value of `href`"),
            ("href=a.rng", "the value of `href` is not quoted"),
            ("href='a.rng", "the value of `href` does not end"),
            ("href='a' b", "`b` has no value"),
            ("href='a&b'", "`&` stands alone"),
            ("href='a&b;'", "there is no reference `&b;`"),
            ("<='a'", "`<` is no name"),
        ] {
            assert_eq!(one(data), Err(reason.to_owned()), "{data}");
        }
    }
}
