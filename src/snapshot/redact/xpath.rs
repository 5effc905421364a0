//! The part of `XPath` that redactions use: `/TEI//idno[@type='sha256'][@n]`, `//change/@when`, `//*/@xml:id`.
//!
//! Steps down, names or `*`, predicates on attributes, an attribute at the end. A prefix of an element is not looked
//! at: names are compared by their local part.

/// A parsed path.
#[derive(Clone, Debug)]
pub(super) struct XPath {
    shown: String,
    steps: Vec<Step>,
    attribute: Option<String>,
}

#[derive(Clone, Debug)]
struct Step {
    /// Whether any number of elements may stand between the step before and this one.
    anywhere: bool,
    /// The local name; `None` for `*`.
    name: Option<String>,
    /// Attributes an element must have, with their value if one is wanted.
    attributes: Vec<(String, Option<String>)>,
}

/// An open element of a document: its local name and its attributes.
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl XPath {
    /// Reads a path.
    ///
    /// # Errors
    /// Why it is none that a redaction may have.
    pub(super) fn parse(path: &str) -> Result<Self, String> {
        let wrong = || format!("has the path `{path}`; a path such as //change/@when or /TEI//idno[@type='sha256'] is wanted");
        let (elements, attribute) = match path.rsplit_once("/@") {
            Some((elements, name)) if is_name(name) => (elements, Some(name.to_owned())),
            _ => (path, None),
        };
        let mut rest = elements;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, after) = step(rest).ok_or_else(wrong)?;
            steps.push(step);
            rest = after;
        }
        if steps.is_empty() { Err(wrong()) } else { Ok(Self { shown: path.to_owned(), steps, attribute }) }
    }

    /// The path as written.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The attribute it ends in; `None` where it means the content of elements.
    pub(super) fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// Whether it leads to the innermost of the open elements.
    pub(super) fn leads_to(&self, open: &[Element]) -> bool {
        leads_to(&self.steps, open)
    }
}

fn leads_to(steps: &[Step], open: &[Element]) -> bool {
    let Some((step, before)) = steps.split_last() else { return open.is_empty() };
    let Some((element, above)) = open.split_last() else { return false };
    let fits = step.name.as_ref().is_none_or(|name| *name == element.name) && step.attributes.iter().all(|wanted| element.has(wanted));
    let at_once = |above: &[Element]| leads_to(before, above);
    fits && if step.anywhere { (0..=above.len()).any(|length| at_once(&above[..length])) } else { at_once(above) }
}

impl Element {
    fn has(&self, (name, value): &(String, Option<String>)) -> bool {
        self.attributes.iter().any(|(own, is)| own == name && value.as_ref().is_none_or(|wanted| wanted == is))
    }
}

/// The step at the start of `rest`, and what follows it.
fn step(rest: &str) -> Option<(Step, &str)> {
    let inner = rest.strip_prefix('/')?;
    let (anywhere, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let end = inner.find(['/', '[']).unwrap_or(inner.len());
    let name = match &inner[..end] {
        "*" => None,
        name if is_name(name) => Some(name.rsplit(':').next().unwrap_or(name).to_owned()),
        _ => return None,
    };
    let (mut attributes, mut rest) = (Vec::new(), &inner[end..]);
    while let Some(predicate) = rest.strip_prefix("[@") {
        let (wanted, after) = condition(predicate)?;
        attributes.push(wanted);
        rest = after;
    }
    Some((Step { anywhere, name, attributes }, rest))
}

/// `type='x']` or `type]`, behind `[@`.
fn condition(text: &str) -> Option<((String, Option<String>), &str)> {
    let end = text.find(['=', ']'])?;
    let name = text[..end].trim();
    if !is_name(name) {
        return None;
    }
    let Some(value) = text[end..].strip_prefix('=') else { return Some(((name.to_owned(), None), &text[end + 1..])) };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let (value, after) = value[1..].split_once(quote)?;
    Some(((name.to_owned(), Some(value.to_owned())), after.trim_start().strip_prefix(']')?))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(['-', '.', ':']) && name.chars().all(|character| character.is_alphanumeric() || "-._:".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(names: &[(&str, &str)]) -> Vec<Element> {
        names.iter().map(|(name, kind)| Element { name: (*name).to_owned(), attributes: vec![("type".to_owned(), (*kind).to_owned())] }).collect()
    }

    #[test]
    fn paths_lead_to_what_they_name() {
        let document = open(&[("TEI", ""), ("teiHeader", ""), ("idno", "a/b]")]);
        for path in ["//idno", "/TEI//idno", "/TEI/teiHeader/idno", "//tei:teiHeader/*[@type]", "/*/*/*", "//idno[@type='a/b]']", "//*//idno/@n"] {
            assert!(XPath::parse(path).expect("a path").leads_to(&document), "{path}");
        }
        for path in ["/idno", "//TEI/idno", "/teiHeader//idno", "//idno[@type=\"c\"]", "//idno[@n]", "//TEI", "/*/*"] {
            assert!(!XPath::parse(path).expect("a path").leads_to(&document), "{path}");
        }
    }

    #[test]
    fn what_is_no_such_path_is_refused() {
        for path in ["", "idno", "//", "//idno/", "//idno[1]", "//idno[@type=x]", "//idno[@type='x'", "//idno/text()", "//@when/x", "///a", "/@n"] {
            assert!(XPath::parse(path).is_err(), "{path}");
        }
    }
}
