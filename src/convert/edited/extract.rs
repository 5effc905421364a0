//! The blocks of a TEI text with their words, the statements in them, and the entries and editors of its header.

use std::collections::{BTreeMap, HashMap};

use crate::annotate::decisions::{Fields, Kind, Value};
use crate::model::Editor;
use crate::source::Span;

use super::marks::{ids, statement};
use super::tokens::{Token, What};

/// What is read from a TEI document.
#[derive(Debug, Default)]
pub(super) struct Extract {
    /// The words of all blocks, one behind the other.
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) elements: Vec<Element>,
    /// Entries by id: what they are and what they are called.
    pub(super) entries: BTreeMap<String, (&'static str, String)>,
    pub(super) editors: Vec<Editor>,
    /// Turns by id.
    pub(super) turns: BTreeMap<String, Turn>,
}

/// Who speaks in a turn, by ids.
#[derive(Debug, Default)]
pub(super) struct Turn {
    pub(super) who: Vec<String>,
    /// Whether an editor answers for that.
    pub(super) decided: bool,
    /// Its start tags: several where something stands between its parts.
    pub(super) tags: Vec<Span>,
}

/// A block with an id, and where its words stand in [`Extract::text`].
#[derive(Debug)]
pub(super) struct Block {
    pub(super) id: String,
    pub(super) span: Span,
}

/// An element that says something decisions are about.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// Where its words stand in [`Extract::text`].
    pub(super) span: Span,
    /// What it says, entries by their ids.
    pub(super) fields: Fields,
    /// Its block, an index.
    pub(super) block: usize,
    pub(super) id: String,
    pub(super) next: Option<String>,
    /// Whether an editor answers for it.
    pub(super) decided: bool,
    /// Its start tag.
    pub(super) tag: Span,
}

/// Reads the tokens of a document.
pub(super) fn extract(tokens: &[Token]) -> Extract {
    let mut walk = Walk::default();
    for token in tokens {
        match &token.what {
            What::Start { name, .. } => walk.open(name, token),
            What::Text(text) => walk.text(text),
            What::End { .. } => walk.close(),
        }
    }
    let mut found = walk.found;
    name_glossed(&mut found);
    found
}

/// A gloss names the words of the term it points at.
fn name_glossed(found: &mut Extract) {
    let words: HashMap<String, String> = found.elements.iter().map(|one| (one.id.clone(), found.text[one.span.range()].to_owned())).collect();
    for element in &mut found.elements {
        if let Some(Value::Text(of)) = element.fields.get_mut("of") {
            *of = words.get(of).cloned().unwrap_or_default();
        }
    }
}

#[derive(Default)]
struct Walk {
    found: Extract,
    open: Vec<Open>,
    /// How many additions of the tool are open.
    added: usize,
    block: Option<usize>,
}

/// An open element.
struct Open {
    name: String,
    addition: bool,
    block: bool,
    element: Option<usize>,
    id: Option<String>,
}

const ENTRIES: &[(&str, &str)] = &[("person", "person"), ("personGrp", "group"), ("org", "organisation"), ("place", "place"), ("bibl", "work")];

impl Walk {
    fn open(&mut self, name: &str, token: &Token) {
        let value = |attribute| token.what.value(attribute);
        let parent = self.open.last().map(|open| open.name.clone());
        if is_turn(name) {
            self.turn(token);
        }
        let kind_of = value("type");
        let addition = matches!(name, "corr" | "reg" | "expan" | "certainty") || (name == "note" && matches!(kind_of, Some("query" | "speaker")));
        let block = self.block.is_none() && value("xml:id").is_some_and(is_numbered);
        if block {
            let at = self.found.text.len();
            self.block = Some(self.found.blocks.len());
            self.found.blocks.push(Block { id: value("xml:id").unwrap_or_default().to_owned(), span: Span::new(at, at) });
        }
        let described = matches!(name, "gap" | "kinesic" | "vocal" | "incident");
        let element = self.block.filter(|_| self.added == 0 && !addition && (!block || described)).and_then(|block| {
            let (kind, fields) = match name {
                "choice" => (Kind::Correction, Fields::new()),
                _ => statement(&token.what, parent.as_deref())?,
            };
            Some(self.element(kind, fields, block, token))
        });
        self.choose(token, parent.as_deref());
        self.added += usize::from(addition);
        let id = value("xml:id").map(str::to_owned);
        if let Some(id) = id.as_deref().and_then(|id| id.strip_prefix("editor.")).filter(|_| name == "respStmt") {
            self.found.editors.push(Editor { id: id.to_owned(), name: String::new() });
        }
        self.open.push(Open { name: name.to_owned(), addition, block, element, id });
    }

    fn turn(&mut self, token: &Token) {
        let id = token.what.value("xml:id").unwrap_or_default();
        let turn = self.found.turns.entry(id.split('.').next().unwrap_or_default().to_owned()).or_default();
        turn.who = ids(token.what.value("who"));
        turn.decided = is_decided(&token.what);
        turn.tags.push(token.span);
    }

    fn element(&mut self, kind: Kind, fields: Fields, block: usize, token: &Token) -> usize {
        let at = self.found.text.len();
        let pointed = |attribute| token.what.value(attribute).map(|value| value.trim_start_matches('#').to_owned());
        self.found.elements.push(Element {
            kind,
            fields,
            block,
            span: Span::new(at, at),
            id: pointed("xml:id").unwrap_or_default(),
            next: pointed("next"),
            decided: is_decided(&token.what),
            tag: token.span,
        });
        self.found.elements.len() - 1
    }

    /// A choice is an abbreviation or a misprint after its second part, who answers for which answers for it.
    fn choose(&mut self, token: &Token, parent: Option<&str>) {
        let kind = match &token.what {
            What::Start { name, .. } if name == "expan" => Kind::Expansion,
            What::Start { name, .. } if name == "corr" => Kind::Correction,
            _ => return,
        };
        let choice = self.open.last().and_then(|open| open.element).filter(|_| parent == Some("choice"));
        if let Some(element) = choice.map(|index| &mut self.found.elements[index]) {
            (element.kind, element.decided, element.tag) = (kind, is_decided(&token.what), token.span);
        }
    }

    fn text(&mut self, text: &str) {
        let depth = self.open.len();
        if self.block.is_some() && self.added == 0 {
            self.found.text.push_str(text);
        } else if depth > 1 && matches!(self.open[depth - 1].name.as_str(), "corr" | "expan") {
            let key = if self.open[depth - 1].name == "corr" { "correct" } else { "full" };
            if let Some(element) = self.open[depth - 2].element {
                self.found.elements[element].fields.insert(key, Value::Text(text.to_owned()));
            }
        } else if self.block.is_none() && depth > 1 {
            self.header_text(text);
        }
    }

    fn header_text(&mut self, text: &str) {
        let outer = &self.open[self.open.len() - 2];
        let inner = &self.open[self.open.len() - 1].name;
        if outer.name == "respStmt" && inner == "name" {
            self.found.editors.last_mut().filter(|editor| editor.name.is_empty()).into_iter().for_each(|editor| text.clone_into(&mut editor.name));
        }
        let Some((_, class)) = ENTRIES.iter().find(|(element, _)| *element == outer.name) else { return };
        if let Some(id) = outer.id.clone().filter(|_| matches!(inner.as_str(), "persName" | "orgName" | "placeName" | "title")) {
            self.found.entries.entry(id).or_insert_with(|| (class, text.to_owned()));
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let at = self.found.text.len();
        self.added -= usize::from(open.addition);
        if let Some(element) = open.element {
            self.found.elements[element].span.end = at;
        }
        if open.block
            && let Some(block) = self.block.take()
        {
            self.found.blocks[block].span.end = at;
        }
    }
}

fn is_decided(element: &What) -> bool {
    element.value("resp").is_some_and(|resp| resp.starts_with("#editor."))
}

/// Whether an element of this name is a turn.
pub(super) fn is_turn(name: &str) -> bool {
    matches!(name, "sp" | "annotationBlock")
}

/// The id of a block: `p25`, `p25_1`.
pub(super) fn is_numbered(id: &str) -> bool {
    let mut numbers = id.strip_prefix('p').unwrap_or_default().split('_');
    numbers.all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
