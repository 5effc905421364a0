//! Findings in words: what stood there, what may stand there, and where the schema says so.

use super::Run;
use super::near::nearest;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Span;
use crate::validate::relaxng::automaton::{AttributeStepId, OpenId, StateId};
use crate::validate::relaxng::codes::{
    ATTRIBUTE_MISSING, ATTRIBUTE_NOT_ALLOWED, ATTRIBUTE_VALUE, CONTENT_VALUE, ELEMENT_MISSING, ELEMENT_NOT_ALLOWED, ELEMENT_UNKNOWN, INCOMPLETE,
    NAMESPACE, TEXT_NOT_ALLOWED,
};
use crate::validate::relaxng::grammar::Place;
use crate::validate::relaxng::patterns::{AttributeId, PatternId};
use crate::validate::relaxng::run::attributes::TagFaults;
use crate::validate::relaxng::symbols::Symbol;
use crate::xml::names::{NameId, XML_NAMESPACE};
use crate::xml::stream::{Attribute, Reader, Start, Text};

impl<'r> Run<'r> {
    /// Names of the open elements, root first; the middle of a very long path is left out.
    pub(super) fn path(&self, reader: &Reader<'r>, inner: Option<NameId>) -> String {
        const ENDS: usize = 12;
        let all: Vec<NameId> = self.levels.iter().map(|level| level.name).chain(inner).collect();
        let join = |names: &[NameId]| names.iter().map(|&name| reader.names().local(name)).collect::<Vec<_>>().join("/");
        if all.len() <= 2 * ENDS { join(&all) } else { format!("{}/…/{}", join(&all[..ENDS]), join(&all[all.len() - ENDS..])) }
    }

    fn parent<'n>(&self, reader: &'n Reader<'r>) -> Option<&'n str> {
        self.levels.last().map(|level| reader.names().local(level.name))
    }

    fn finding(&self, reader: &Reader<'r>, code: &'static Code, span: Span, message: String) -> Diagnostic {
        Diagnostic::error(code, message).at(self.document, span).within(self.path(reader, None))
    }

    /// `<` and the name of a start tag.
    fn head(start: &Start<'_>) -> Span {
        Span::new(start.tag.start, start.name_span.end)
    }

    fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A finding on an attribute, with the end of its tag.
    pub(super) fn push_in_tag(&mut self, mut finding: Diagnostic, start: &Start<'_>) {
        finding.tag_end = Some(self.document.position(start.tag.end));
        self.findings.push(finding);
    }

    fn schema_label(&self, place: Place, message: &str) -> Label {
        Label::new(&self.grammar.sources[place.file], place.span, message)
    }

    /// Where the schema declares the innermost open element.
    fn parent_label(&self) -> Option<Label> {
        let open = self.levels.last()?.open?;
        let id = *self.automaton.opened(open).elements.first()?;
        Some(self.schema_label(self.grammar.element(id).place, "its content is declared here"))
    }

    fn with_parent_label(&self, finding: Diagnostic) -> Diagnostic {
        match self.parent_label() {
            Some(label) => finding.related(label),
            None => finding,
        }
    }

    pub(super) fn report_misspelt(&mut self, reader: &Reader<'r>, start: &Start<'_>, near: &str) {
        let local = reader.names().local(start.name);
        let message = format!("there is no element `{local}`; did you mean `{near}`?");
        let finding = self.finding(reader, &ELEMENT_UNKNOWN, Self::head(start), message).help(format!("write `{near}`"));
        self.push_in_tag(self.with_parent_label(finding), start);
    }

    pub(super) fn report_namespace(&mut self, reader: &Reader<'r>, start: &Start<'_>, right: &str) {
        let (uri, local) = (reader.names().namespace(start.name), reader.names().local(start.name));
        let is = if uri.is_empty() { "in no namespace".to_owned() } else { format!("in the namespace `{uri}`") };
        let message = format!("`{local}` stands {is}; did you mean the `{local}` of `{right}`?");
        self.push_in_tag(
            self.finding(reader, &NAMESPACE, Self::head(start), message).help(format!("declare xmlns=\"{right}\" on the root element")),
            start,
        );
    }

    pub(super) fn report_unknown(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId) {
        let (uri, local) = (reader.names().namespace(start.name), reader.names().local(start.name));
        let known = self.schema.declared.keys().filter_map(|&name| self.grammar.symbols.spelled(name)).map(|(_, local)| local);
        let somewhere = nearest(local, known);
        let of = match uri {
            _ if self.is_usual(uri) => String::new(),
            "" => " in no namespace".to_owned(),
            _ => format!(" of `{uri}`"),
        };
        let message = match (self.parent(reader), somewhere) {
            (Some(parent), Some(near)) => format!("the schema has no element `{local}`{of}; `{near}` exists, but cannot stand here in `{parent}`"),
            (Some(parent), None) => format!("the schema has no element `{local}`{of}, and `{parent}` cannot hold it"),
            (None, _) => format!("the schema has no element `{local}`{of}, and the document cannot begin with it"),
        };
        let finding = self.finding(reader, &ELEMENT_UNKNOWN, Self::head(start), message).help(self.may_stand(reader, state));
        self.push_in_tag(self.with_parent_label(finding), start);
    }

    pub(super) fn report_missing(&mut self, reader: &Reader<'r>, start: &Start<'_>, rows: &[Vec<Symbol>]) {
        let local = reader.names().local(start.name);
        let first = match rows {
            [row] => and(row.iter().map(|&name| self.shown(name))),
            _ => format!("one of {}", self.summary(&rows.iter().filter_map(|row| row.first().copied()).collect::<Vec<_>>())),
        };
        let parent = self.parent(reader).map_or(String::new(), |parent| format!(" in `{parent}`"));
        let message = format!("`{local}` cannot stand here yet: {first} must come before it{parent}");
        let names: Vec<Symbol> = rows.iter().flatten().copied().collect();
        let help = self.with_documentation(&names, format!("put {first} before `{local}`"));
        let finding = self.finding(reader, &ELEMENT_MISSING, Self::head(start), message).help(help);
        self.push_in_tag(self.with_parent_label(finding), start);
    }

    pub(super) fn report_not_allowed(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId, name: Symbol) {
        let local = reader.names().local(start.name);
        let last = self.levels.last().and_then(|level| level.last).map(|last| reader.names().local(last));
        let message = match (self.parent(reader), last) {
            (None, _) => format!("the document cannot begin with `{local}`"),
            (Some(parent), Some(last)) if self.was_allowed_earlier(name) => {
                format!("`{local}` comes too late in `{parent}`: it cannot stand behind `{last}`")
            }
            (Some(parent), Some(last)) if self.allows_sometimes(name) => format!("`{local}` cannot stand behind `{last}` in `{parent}`"),
            (Some(parent), _) => format!("`{local}` cannot stand in `{parent}`"),
        };
        let finding = self.finding(reader, &ELEMENT_NOT_ALLOWED, Self::head(start), message).help(self.may_stand(reader, state));
        self.push_in_tag(self.with_parent_label(finding), start);
    }

    /// A remedy with what the schema says of the one element it is about.
    fn with_documentation(&self, names: &[Symbol], remedy: String) -> String {
        let [name] = names else { return remedy };
        let mut declared = self.schema.declared.get(name).into_iter().flatten();
        match declared.find_map(|&id| self.grammar.element(id).documentation.as_deref()) {
            Some(documentation) => format!("{remedy}: {documentation}"),
            None => remedy,
        }
    }

    /// Whether the element could have stood at the beginning of its parent.
    fn was_allowed_earlier(&mut self, name: Symbol) -> bool {
        let Some(open) = self.levels.last().and_then(|level| level.open) else { return false };
        let inside = self.automaton.opened(open).inside;
        let closed = self.automaton.closed_forgiving(self.grammar, inside);
        self.automaton.open(self.grammar, closed, name).is_some()
    }

    /// Whether the parent may hold the element in some place.
    fn allows_sometimes(&self, name: Symbol) -> bool {
        let Some(open) = self.levels.last().and_then(|level| level.open) else { return false };
        let mut found = false;
        for &id in &self.automaton.opened(open).elements {
            self.automaton.patterns.each_element(self.grammar.element(id).content, |inner| {
                found |= self.grammar.symbols.contains(&self.grammar.element(inner).class, name);
            });
        }
        found
    }

    pub(super) fn stray_text(&mut self, reader: &Reader<'r>, text: Text<'_>, state: StateId) {
        if !self.is_first_text() {
            return;
        }
        let parent = self.parent(reader).unwrap_or_default().to_owned();
        let span = self.inked(text);
        let message = format!("text cannot stand in `{parent}`: {}", quoted(text.text));
        let finding = self.finding(reader, &TEXT_NOT_ALLOWED, span, message).help(self.may_stand(reader, state));
        self.push(self.with_parent_label(finding));
    }

    /// The place of a text without the blanks around it.
    fn inked(&self, text: Text<'_>) -> Span {
        let written = self.document.written(text.span);
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let start = text.span.start + written.len() - written.trim_start_matches(blank).len();
        Span::new(start, (start + written.trim_matches(blank).len()).min(text.span.end))
    }

    pub(super) fn incomplete(&mut self, reader: &Reader<'r>, tag: Span, state: StateId) {
        let required = self.required_names(state);
        let excused = self.is_excused(state, &required);
        let Some((name, opened)) = self.levels.last().filter(|_| !excused).map(|level| (level.name, level.tag)) else { return };
        let local = reader.names().local(name);
        let lacks = match required.len() {
            0 => "something it must hold".to_owned(),
            _ => and(required.iter().map(|&name| self.shown(name))),
        };
        let message = format!("`{local}` ends and lacks {lacks}");
        let help = if required.is_empty() {
            self.may_stand(reader, state)
        } else {
            self.with_documentation(&required, format!("add {lacks} before the end of `{local}`"))
        };
        let mut finding = self.finding(reader, &INCOMPLETE, tag, message).help(help);
        if opened != tag {
            finding = finding.related(Label::new(self.document, opened, format!("`{local}` begins here")));
        }
        let mut finding = self.with_parent_label(finding);
        finding.tag_end = Some(self.document.position(tag.end));
        self.push(finding);
    }

    /// An attribute that cannot stand in this tag; gives the state behind it.
    #[cold]
    pub(super) fn unexpected_attribute(
        &mut self,
        reader: &Reader<'r>,
        start: &Start<'_>,
        attribute: &Attribute<'_>,
        state: StateId,
        open: OpenId,
        faults: &mut TagFaults,
    ) -> StateId {
        let local = reader.names().local(attribute.name);
        let element = reader.names().local(start.name);
        let written = if attribute.defaulted { local.into() } else { self.document.written(attribute.name_span) };
        let possible = self.attribute_names(state);
        let near = self.nearest_attribute(local, &possible);
        let (message, help) = match near {
            Some(meant) => {
                (format!("`{element}` has no attribute `{written}`; did you mean {}?", self.shown(meant)), format!("write {}", self.shown(meant)))
            }
            None => (format!("`{element}` has no attribute `{written}`"), self.may_have(element, &possible)),
        };
        let finding = Diagnostic::error(&ATTRIBUTE_NOT_ALLOWED, message).at(self.document, attribute.name_span);
        let finding = finding.within(self.path(reader, Some(start.name))).help(help).related(self.element_label(open));
        self.push_in_tag(finding, start);
        let Some(meant) = near else { return state };
        faults.taken_for.push(meant);
        match self.automaton.attribute(self.grammar, state, meant) {
            Some(step) => self.automaton.attribute_step(step).all,
            None => state,
        }
    }

    /// The possible attribute that was probably meant: one of the same local name with a prefix, or nearly the same name.
    fn nearest_attribute(&self, local: &str, possible: &[Symbol]) -> Option<Symbol> {
        let spelled = |&name: &Symbol| Some((self.grammar.symbols.spelled(name)?.1, name));
        let all: Vec<(&str, Symbol)> = possible.iter().filter_map(spelled).collect();
        let near =
            nearest(local, all.iter().map(|(known, _)| *known)).or_else(|| all.iter().map(|(known, _)| *known).find(|known| *known == local))?;
        all.iter().find(|(known, _)| *known == near).map(|&(_, name)| name)
    }

    fn attribute_names(&self, state: StateId) -> Vec<Symbol> {
        let possible = self.possible_attributes(state);
        self.sorted_names(possible.iter().map(|&id| &self.grammar.attribute(id).class))
    }

    fn may_have(&self, element: &str, possible: &[Symbol]) -> String {
        if possible.is_empty() {
            return format!("`{element}` can have no further attribute here");
        }
        format!("`{element}` can also have {}", self.summary(possible))
    }

    fn element_label(&self, open: OpenId) -> Label {
        let id = self.automaton.opened(open).elements.first().copied().unwrap_or_default();
        self.schema_label(self.grammar.element(id).place, "declared here")
    }

    /// A start tag that lacks attributes in `state`; gives the state inside as if they were there.
    #[cold]
    pub(super) fn lacks_attributes(&mut self, reader: &Reader<'r>, start: &Start<'_>, open: OpenId, state: StateId) -> StateId {
        let element = reader.names().local(start.name);
        let slot = self.automaton.state(state).slots.iter().copied().find(|&slot| slot != PatternId::NOT_ALLOWED);
        let parts = slot.map_or_else(Vec::new, |slot| self.lacking_parts(slot));
        let mut lacks = Vec::new();
        let mut declared = None;
        for part in parts {
            let required = self.required_attributes(part);
            let all = if required.is_empty() { self.attributes_of(part) } else { required.clone() };
            declared = declared.or_else(|| all.first().copied());
            let names = self.sorted_names(all.iter().map(|&id| &self.grammar.attribute(id).class));
            if required.is_empty() {
                lacks.push(format!("one of {}", self.summary(&names)));
            } else {
                lacks.extend(names.into_iter().map(|name| self.shown(name)));
            }
        }
        let what = if lacks.is_empty() { "an attribute".to_owned() } else { and(lacks.into_iter()) };
        let mut finding = Diagnostic::error(&ATTRIBUTE_MISSING, format!("`{element}` lacks the attribute {what}"))
            .at(self.document, Self::head(start))
            .within(self.path(reader, Some(start.name)))
            .help(self.attribute_help(declared, format!("add {what}")));
        finding = finding.related(declared.map_or_else(|| self.element_label(open), |id| self.attribute_label(id)));
        self.push_in_tag(finding, start);
        self.automaton.closed_forgiving(self.grammar, state)
    }

    fn attributes_of(&self, pattern: PatternId) -> Vec<AttributeId> {
        let mut found = Vec::new();
        self.automaton.patterns.each_attribute(pattern, |id| found.push(id));
        found
    }

    fn attribute_label(&self, id: AttributeId) -> Label {
        self.schema_label(self.grammar.attribute(id).place, "declared here")
    }

    /// What to do, with what the schema says of the attribute.
    fn attribute_help(&self, id: Option<AttributeId>, remedy: String) -> String {
        match id.and_then(|id| self.grammar.attribute(id).documentation.as_deref()) {
            Some(documentation) => format!("{remedy}: {documentation}"),
            None => remedy,
        }
    }

    /// A value that no declaration of the attribute allows.
    #[cold]
    pub(super) fn bad_value(
        &mut self,
        reader: &Reader<'r>,
        start: &Start<'_>,
        attribute: &Attribute<'_>,
        state: StateId,
        name: Symbol,
        step: AttributeStepId,
    ) {
        let contents = self.automaton.attribute_step(step).contents.clone();
        let (reason, help) = self.why_not(reader, &contents, attribute.value);
        let message = format!("the value {} of `{}` {reason}", quoted(attribute.value), reader.names().local(attribute.name));
        let declared = self.possible_attributes(state).into_iter().find(|&id| self.grammar.symbols.contains(&self.grammar.attribute(id).class, name));
        let mut finding = Diagnostic::error(&ATTRIBUTE_VALUE, message).at(self.document, attribute.value_span);
        finding = finding.within(self.path(reader, Some(start.name)));
        let documentation = declared.and_then(|id| self.grammar.attribute(id).documentation.as_deref());
        finding.help = match (help, documentation) {
            (Some(help), _) => Some(help),
            (None, Some(documentation)) => Some(format!("`{}`: {documentation}", reader.names().local(attribute.name))),
            (None, None) => None,
        };
        if let Some(id) = declared {
            finding = finding.related(self.attribute_label(id));
        }
        self.push_in_tag(finding, start);
    }

    /// Text content that no declaration of the element allows.
    #[cold]
    pub(super) fn bad_content(&mut self, reader: &Reader<'r>, text: &str, span: Option<Span>, tag: Span, state: StateId) {
        let element = self.parent(reader).unwrap_or_default();
        let contents = self.automaton.state(state).slots.clone();
        let (reason, help) = self.why_not(reader, &contents, text);
        let message = format!("the content {} of `{element}` {reason}", quoted(text));
        let mut finding = self.finding(reader, &CONTENT_VALUE, span.unwrap_or(tag), message);
        finding.help = help;
        finding.tag_end = Some(self.document.position(tag.end));
        self.push(self.with_parent_label(finding));
    }

    /// A name of the schema as a message shows it.
    pub(super) fn shown(&self, name: Symbol) -> String {
        match self.grammar.symbols.spelled(name) {
            Some((XML_NAMESPACE, local)) => format!("`xml:{local}`"),
            Some((uri, local)) if uri.is_empty() || self.is_usual(uri) => format!("`{local}`"),
            Some((uri, local)) => format!("`{local}` of `{uri}`"),
            None => "another element".to_owned(),
        }
    }

    /// Whether names of a namespace need no mention of it: that of most names of the schema.
    fn is_usual(&self, uri: &str) -> bool {
        self.schema.usual_namespace == *uri
    }
}

/// `a`, `b` and `c`.
pub(super) fn and(names: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = names.collect();
    match all.pop() {
        None => String::new(),
        Some(only) if all.is_empty() => only,
        Some(last) => format!("{} and {last}", all.join(", ")),
    }
}

/// A value in quotation marks, blanks folded and long ones cut.
pub(super) fn quoted(value: &str) -> String {
    const LENGTH: usize = 60;
    let folded = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("“{}…”", &folded[..end]),
        None => format!("“{folded}”"),
    }
}
