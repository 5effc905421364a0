//! Pseudo-attributes, as processing instructions carry them: `href="tei.rng" type='application/xml'`.
//!
//! "Associating Style Sheets with XML documents 1.0", section 3. Names are not looked at and references are not resolved: what an
//! instruction makes of them is its own matter.

use super::chars::predefined;
use super::dtd::cursor::character;

/// A name and what stands between the quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pseudo<'d> {
    /// The name, as written.
    pub name: &'d str,
    /// The value, as written.
    pub value: &'d str,
    /// Whether white space or nothing follows.
    pub is_parted: bool,
}

/// Why what stands there is no pseudo-attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPseudo<'d> {
    /// No `=` follows.
    NoValue(&'d str),
    /// The value of this name is not quoted.
    NotQuoted(&'d str),
    /// The value of this name does not end.
    Endless(&'d str),
}

/// The pseudo-attributes in the data of an instruction, to the first thing that is none.
///
/// ```
/// use teiscribe::xml::pseudo_attributes;
/// let found: Result<Vec<_>, _> = pseudo_attributes("a = 'x=\"y\"' b=\"\"").map(|one| one.map(|one| (one.name, one.value))).collect();
/// assert_eq!(found, Ok(vec![("a", "x=\"y\""), ("b", "")]));
/// assert!(pseudo_attributes("a=1").any(|one| one.is_err()));
/// ```
pub fn pseudo_attributes(data: &str) -> impl Iterator<Item = Result<Pseudo<'_>, NoPseudo<'_>>> {
    let mut rest = data.trim_matches(is_blank);
    std::iter::from_fn(move || {
        let next = (!rest.is_empty()).then(|| first(rest))?;
        rest = next.map_or("", |(_, behind)| behind);
        Some(next.map(|(found, _)| found))
    })
}

/// The first pseudo-attribute, and what stands behind it.
fn first(data: &str) -> Result<(Pseudo<'_>, &str), NoPseudo<'_>> {
    let (name, behind) = data.split_once('=').ok_or(NoPseudo::NoValue(data))?;
    let (name, behind) = (name.trim_matches(is_blank), behind.trim_start_matches(is_blank));
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\'')).ok_or(NoPseudo::NotQuoted(name))?;
    let (value, behind) = behind[1..].split_once(quote).ok_or(NoPseudo::Endless(name))?;
    let is_parted = behind.is_empty() || behind.starts_with(is_blank);
    Ok((Pseudo { name, value, is_parted }, behind.trim_start_matches(is_blank)))
}

/// The character that a reference without its `&` and `;` stands for: `amp`, `#233`, `#xE9`.
pub fn referenced(reference: &str) -> Option<char> {
    predefined(reference).or_else(|| character(reference.strip_prefix('#')?))
}

/// White space of XML (production 3).
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}
