//! The ids and pointers of a whole document into findings.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;

use super::Files;
use super::attributes::{is_speaker, names_somebody};
use super::codes::{DANGLING, DUPLICATE_ID, MISSING_HASH, NOT_A_SPEAKER, NOT_RECIPROCAL};
use super::collect::{Pointers, Reference};

impl Pointers<'_> {
    /// Everything that is wrong, in text order. That pointers into a file cannot be checked is told once for each file.
    pub fn judge(&self, files: &dyn Files) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (id, element, span) in &self.duplicates {
            let first = self.ids.get(id).map(|first| Label::new(self.source, first.span, "the first one"));
            let diagnostic = self.error(&DUPLICATE_ID, *element, *span, format!("the xml:id `{id}` is given twice"));
            found.push((*span, first.into_iter().fold(diagnostic, Diagnostic::related).help("give one of the two another id")));
        }
        let links = self.links();
        for reference in &self.references {
            found.extend(self.reference(reference, &links).map(|diagnostic| (reference.span, diagnostic)));
        }
        found.extend(self.judge_elsewhere(files));
        found.sort_by_key(|(span, _)| *span);
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    fn reference(&self, reference: &Reference<'_>, links: &Links) -> Option<Diagnostic> {
        let attribute = &*self.locals[reference.attribute.index()];
        let target = &*reference.target;
        if !reference.has_hash {
            return self.ids.contains_key(target).then(|| self.without_hash(reference, attribute));
        }
        let Some(id) = self.ids.get(target) else { return Some(self.dangling(reference, attribute)) };
        let name = &*self.locals[self.elements[id.element].name.index()];
        let says = names_somebody(attribute) && &*self.locals[self.elements[reference.element].name.index()] != "change";
        if says && !is_speaker(name) {
            let message = format!("`{attribute}` points at `#{target}`, a `{name}`, which declares nobody");
            let here = Label::new(self.source, id.span, "this is what it points at");
            let diagnostic = self.error(&NOT_A_SPEAKER, reference.element, reference.span, message);
            return Some(diagnostic.related(here).help("point at a `person`, `personGrp`, `org` or `role`"));
        }
        self.one_way(reference, attribute, id.element, links)
    }

    fn without_hash(&self, reference: &Reference<'_>, attribute: &str) -> Diagnostic {
        let target = &reference.target;
        let message = format!("`{attribute}` holds the id `{target}` without `#`, which makes it the address of another file");
        self.error(&MISSING_HASH, reference.element, reference.span, message).help(format!("write `#{target}`"))
    }

    fn dangling(&self, reference: &Reference<'_>, attribute: &str) -> Diagnostic {
        let message = format!("`{attribute}` points at `#{}`, and no element has that xml:id", reference.target);
        self.error(&DANGLING, reference.element, reference.span, message).help("correct the pointer, or give the element it means that xml:id")
    }

    /// The finding that a `next` or `prev` is not answered: an error where the other part says something else, a warning where it says nothing.
    fn one_way(&self, reference: &Reference<'_>, attribute: &str, other: usize, links: &Links) -> Option<Diagnostic> {
        let (answers, answer) = match attribute {
            "next" => (&links.previous, "prev"),
            "prev" => (&links.next, "next"),
            _ => return None,
        };
        let target = &reference.target;
        let name = &*self.locals[self.elements[other].name.index()];
        match answers.get(&other) {
            Some(&back) if back == Some(reference.element) => None,
            Some(_) => {
                let message = format!("`{attribute}` points at `#{target}`, whose `{answer}` points at something else");
                let there = Label::new(self.source, self.ids[target].span, format!("this `{name}`"));
                Some(self.error(&NOT_RECIPROCAL, reference.element, reference.span, message).related(there).help("make each part point at the other"))
            }
            None => {
                let message = format!("`{attribute}` points at `#{target}`, which has no `{answer}`");
                let warning = Diagnostic::warning(&NOT_RECIPROCAL, message);
                Some(self.placed(warning, reference.element, reference.span).help(format!("give that `{name}` the attribute `{answer}`")))
            }
        }
    }

    /// For each element with `next` or `prev` the element it points at.
    fn links(&self) -> Links {
        let mut links = Links::default();
        for reference in self.references.iter().filter(|reference| reference.has_hash) {
            let target = self.ids.get(&reference.target).map(|id| id.element);
            match &*self.locals[reference.attribute.index()] {
                "next" => links.next.insert(reference.element, target),
                "prev" => links.previous.insert(reference.element, target),
                _ => None,
            };
        }
        links
    }

    fn error(&self, code: &'static crate::diagnostic::Code, element: usize, span: Span, message: String) -> Diagnostic {
        self.placed(Diagnostic::error(code, message), element, span)
    }

    fn placed(&self, diagnostic: Diagnostic, element: usize, span: Span) -> Diagnostic {
        let mut diagnostic = diagnostic.at(self.source, span).within(self.path(element));
        diagnostic.tag_end = Some(self.source.position(self.elements[element].tag_end));
        diagnostic
    }

    /// The path of an element, root first; the middle of a very long one is left out.
    fn path(&self, element: usize) -> String {
        const LONGEST: usize = 24;
        let chain = std::iter::successors(Some(element), |&element| self.elements[element].parent);
        let mut names: Vec<&str> = chain.map(|element| &*self.locals[self.elements[element].name.index()]).collect();
        names.reverse();
        if names.len() > LONGEST {
            names.splice(LONGEST / 2..names.len() - LONGEST / 2, ["…"]);
        }
        names.join("/")
    }
}

/// What `next` and `prev` say, by element; `None` where the pointer leads nowhere.
#[derive(Default)]
struct Links {
    next: FxHashMap<usize, Option<usize>>,
    previous: FxHashMap<usize, Option<usize>>,
}
