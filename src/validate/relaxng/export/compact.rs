//! A tree in the compact syntax: short patterns on one line, long ones broken at their connectors.

mod annotation;
mod names;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::literal::{indented, literal};
use super::prefixes::Prefixes;
use crate::validate::relaxng::compact::KEYWORDS;
use crate::validate::relaxng::datatypes::XML_SCHEMA;
use crate::validate::relaxng::syntax::{Annotations, Combine, Component, ComponentKind, Data, Pattern, PatternKind, TypeName, Value};

/// Characters a line may have before its pattern is broken.
const WIDTH: usize = 100;

/// Writes a tree that stands alone.
pub(super) fn write(tree: &Pattern) -> String {
    let mut writer = Writer { prefixes: Prefixes::of(tree), libraries: BTreeMap::new() };
    let body = match &tree.kind {
        PatternKind::Grammar(grammar) if writer.lead(&tree.annotations).is_empty() => writer.components(&grammar.components),
        _ => writer.pattern(tree, Place::Whole) + "\n",
    };
    let head = writer.head();
    if head.is_empty() { body } else { format!("{head}\n{body}") }
}

/// How tightly what stands around a pattern binds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Between braces, or at the end of a definition: anything.
    Whole,
    /// Between connectors: nothing joined.
    Particle,
    /// Before `?`, `*` or `+`, or behind `-`: nothing repeated either.
    Primary,
}

struct Writer {
    prefixes: Prefixes,
    /// Prefixes of datatype libraries other than that of XML Schema.
    libraries: BTreeMap<Arc<str>, String>,
}

impl Writer {
    fn head(&self) -> String {
        let usual = Arc::clone(&self.prefixes.usual);
        let default = (!usual.is_empty()).then(|| format!("default namespace = {}\n", literal(&usual)));
        let namespaces = self.prefixes.declarations().into_iter().map(|(prefix, uri)| format!("namespace {prefix} = {}\n", literal(uri)));
        let libraries = self.libraries.iter().map(|(uri, prefix)| format!("datatypes {prefix} = {}\n", literal(uri)));
        default.into_iter().chain(namespaces).chain(libraries).collect()
    }

    fn components(&mut self, components: &[Component]) -> String {
        let mut all = String::new();
        for text in components.iter().map(|one| self.component(one)) {
            // What is said about a definition begins a new paragraph.
            if text.starts_with(['#', '[']) && !all.is_empty() {
                all.push('\n');
            }
            all.extend([&text, "\n"]);
        }
        all
    }

    fn component(&mut self, component: &Component) -> String {
        let body = match &component.kind {
            ComponentKind::Start(combine, pattern) => self.definition("start", *combine, pattern),
            ComponentKind::Define(name, combine, pattern) => self.definition(&identifier(name), *combine, pattern),
            ComponentKind::Div(inner) => braced("div", &self.components(inner)),
            ComponentKind::Include(reference, inner) => braced(&format!("include {}", literal(&reference.href)), &self.components(inner)),
            ComponentKind::Foreign(foreign) => self.foreign(foreign),
        };
        self.lead(&component.annotations) + &body
    }

    fn definition(&mut self, name: &str, combine: Option<Combine>, pattern: &Pattern) -> String {
        let assign = match combine {
            None => "=",
            Some(Combine::Choice) => "|=",
            Some(Combine::Interleave) => "&=",
        };
        let body = self.pattern(pattern, Place::Whole);
        let is_short = !body.contains('\n') && name.len() + body.len() + 4 <= WIDTH;
        // What is one construct with braces may begin on the line of the name.
        if is_short || (body.ends_with('}') && !body.starts_with(['#', '[', '('])) {
            return format!("{name} {assign} {body}");
        }
        format!("{name} {assign}\n{}", indented(&body))
    }

    /// A pattern, in parentheses where its place needs them.
    fn pattern(&mut self, pattern: &Pattern, place: Place) -> String {
        // A group of one needs no parentheses, nor has the syntax a way to write it.
        if let PatternKind::Group(all) | PatternKind::Interleave(all) | PatternKind::Choice(all) = &pattern.kind
            && let ([only], true) = (&all[..], pattern.annotations == Annotations::default())
        {
            return self.pattern(only, place);
        }
        let (body, is) = self.bare(pattern);
        let lead = self.lead(&pattern.annotations);
        let too_loose = is < place || (!lead.is_empty() && is < Place::Primary);
        lead + &if too_loose { parenthesised(&body) } else { body }
    }

    /// A pattern without what is said about it, and where it may stand as it is.
    fn bare(&mut self, pattern: &Pattern) -> (String, Place) {
        let primary = match &pattern.kind {
            PatternKind::Group(all) => return (self.joined(all, ","), Place::Whole),
            PatternKind::Interleave(all) => return (self.joined(all, "&"), Place::Whole),
            PatternKind::Choice(all) => return (self.joined(all, "|"), Place::Whole),
            PatternKind::Optional(inner) => return (self.pattern(inner, Place::Primary) + "?", Place::Particle),
            PatternKind::ZeroOrMore(inner) => return (self.pattern(inner, Place::Primary) + "*", Place::Particle),
            PatternKind::OneOrMore(inner) => return (self.pattern(inner, Place::Primary) + "+", Place::Particle),
            PatternKind::Element(class, inner) => {
                let head = format!("element {}", self.name_class(class, false));
                braced(&head, &self.pattern(inner, Place::Whole))
            }
            PatternKind::Attribute(class, inner) => {
                let head = format!("attribute {}", self.name_class(class, true));
                braced(&head, &self.pattern(inner, Place::Whole))
            }
            PatternKind::List(inner) => braced("list", &self.pattern(inner, Place::Whole)),
            PatternKind::Mixed(inner) => braced("mixed", &self.pattern(inner, Place::Whole)),
            PatternKind::Ref(name) => identifier(name),
            PatternKind::ParentRef(name) => format!("parent {}", identifier(name)),
            PatternKind::Empty => "empty".to_owned(),
            PatternKind::Text => "text".to_owned(),
            PatternKind::NotAllowed => "notAllowed".to_owned(),
            PatternKind::Value(value) => self.value(value),
            PatternKind::Data(data) => self.data(data),
            PatternKind::ExternalRef(reference) => format!("external {}", literal(&reference.href)),
            PatternKind::Grammar(grammar) => braced("grammar", &self.components(&grammar.components)),
        };
        (primary, Place::Primary)
    }

    /// Patterns with a connector between them; on one line where there is room.
    fn joined(&mut self, all: &[Pattern], connector: &str) -> String {
        let parts: Vec<String> = all.iter().map(|one| self.pattern(one, Place::Particle)).collect();
        let is_short = parts.iter().map(|part| part.len() + 3).sum::<usize>() <= WIDTH && parts.iter().all(|part| !part.contains('\n'));
        match (connector, is_short) {
            (",", true) => parts.join(", "),
            (",", false) => parts.join(",\n"),
            (_, true) => parts.join(&format!(" {connector} ")),
            (_, false) => parts.join(&format!("\n{connector} ")),
        }
    }

    fn value(&mut self, value: &Value) -> String {
        let (text, bare) = self.prefixes.value(value);
        let ns = value.ns.clone().unwrap_or_default();
        let text = if bare && ns != self.prefixes.usual { format!("{}:{text}", self.prefixes.prefix(&ns)) } else { text };
        match (&*value.datatype.library, &*value.datatype.name) {
            ("", "token") => literal(&text),
            _ => format!("{} {}", self.datatype(&value.datatype), literal(&text)),
        }
    }

    fn data(&mut self, data: &Data) -> String {
        let mut text = self.datatype(&data.datatype);
        if !data.params.is_empty() {
            let params: Vec<String> =
                data.params.iter().map(|param| format!("{}{} = {}", self.lead(&param.annotations), param.name, literal(&param.value))).collect();
            let is_short = params.iter().map(String::len).sum::<usize>() <= WIDTH;
            text = braced(&text, &params.join(if is_short && params.iter().all(|one| !one.contains('\n')) { " " } else { "\n" }));
        }
        match &data.except {
            Some(except) => text + " - " + &self.pattern(except, Place::Primary),
            None => text,
        }
    }

    fn datatype(&mut self, datatype: &TypeName) -> String {
        match &*datatype.library {
            "" => datatype.name.to_string(),
            XML_SCHEMA => format!("xsd:{}", datatype.name),
            _ => {
                let next = self.libraries.len() + 1;
                let prefix = self.libraries.entry(Arc::clone(&datatype.library)).or_insert_with(|| format!("d{next}"));
                format!("{prefix}:{}", datatype.name)
            }
        }
    }

    fn lead(&mut self, annotations: &Annotations) -> String {
        annotation::lead(&mut self.prefixes, annotations)
    }
}

/// The name of a definition, told from a keyword.
fn identifier(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("\\{name}") } else { name.to_owned() }
}

fn braced(head: &str, body: &str) -> String {
    let body = body.trim_end_matches('\n');
    match body {
        "" => format!("{head} {{ }}"),
        _ if !body.contains('\n') && head.len() + body.len() + 5 <= WIDTH => format!("{head} {{ {body} }}"),
        _ => format!("{head} {{\n{}\n}}", indented(body)),
    }
}

fn parenthesised(body: &str) -> String {
    if body.contains('\n') { format!("(\n{}\n)", indented(body)) } else { format!("({body})") }
}
