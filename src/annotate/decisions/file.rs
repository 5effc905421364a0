//! A decisions file in TOML, read with the place of every key and value, so that each fault is shown where it stands.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::Editor;
use crate::source::{Source, Span};

use super::codes::SYNTAX;
use super::kind::{CLASSES, Form, Key, Kind};
use super::value::{Fields, Value};
use super::{Anchor, Decision, Decisions, Declared, FORMAT, OfPeople, Verb};

/// Tables and keys at the top of the file.
const TOP: &[&str] =
    &["format", "editor", "confirm", "reject", "change", "add", "merge", "apart", "person", "group", "organisation", "place", "work"];

/// Keys by which a decision finds its words.
const PLACE: &[&str] = &["before", "after", "at"];

/// Reads a decisions file.
///
/// # Errors
/// Everything wrong with it, each with line and column.
pub fn read(source: &Arc<Source>) -> Result<Decisions, Vec<Diagnostic>> {
    let table = DeTable::parse(source.text()).map_err(|error| {
        let span = error.span().map_or(Span::new(0, 0), Span::from);
        vec![Diagnostic::error(&SYNTAX, error.message().trim_end().to_owned()).at(source, span)]
    })?;
    let mut reading = Reading { source, faults: Vec::new() };
    let decisions = reading.file(&table);
    match decisions {
        Some(decisions) if reading.faults.is_empty() => Ok(decisions),
        _ => Err(reading.faults),
    }
}

type Table<'i> = DeTable<'i>;
type Item<'i> = Spanned<DeValue<'i>>;

struct Reading<'s> {
    source: &'s Arc<Source>,
    faults: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn fault(&mut self, span: impl Into<Span>, message: impl Into<String>, help: impl Into<String>) {
        let help: String = help.into();
        let fault = Diagnostic::error(&SYNTAX, message).at(self.source, span.into());
        self.faults.push(if help.is_empty() { fault } else { fault.help(help) });
    }

    fn file(&mut self, table: &Spanned<Table<'_>>) -> Option<Decisions> {
        let whole = table.get_ref();
        self.known_keys(whole, TOP);
        self.format(whole);
        let mut decisions =
            Decisions { source: Arc::clone(self.source), editor: Editor::default(), declared: Vec::new(), people: Vec::new(), marks: Vec::new() };
        let Some(editor) = whole.get("editor") else {
            self.fault(0..0, "the file names no editor", "begin it with [editor], id and name");
            return None;
        };
        decisions.editor = self.editor(editor)?;
        for verb in Verb::ALL {
            for entry in self.entries(whole, verb.name()) {
                decisions.marks.extend(self.decision(*verb, entry));
            }
        }
        for (name, merges) in [("merge", true), ("apart", false)] {
            for entry in self.entries(whole, name) {
                decisions.people.extend(self.people(merges, entry));
            }
        }
        for &class in CLASSES {
            for entry in self.entries(whole, class) {
                decisions.declared.extend(self.declared(class, entry));
            }
        }
        decisions.marks.sort_by_key(|decision| decision.place);
        decisions.people.sort_by_key(|people| people.place);
        decisions.declared.sort_by_key(|declared| declared.place);
        Some(decisions)
    }

    fn known_keys(&mut self, table: &Table<'_>, known: &[&'static str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let help = match nearest(name, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys here are {}", known.join(", ")),
            };
            self.fault(key.span(), format!("there is no key `{name}`"), help);
        }
    }

    fn format(&mut self, table: &Table<'_>) {
        if let Some(format) = table.get("format")
            && format.get_ref().as_str() != Some(FORMAT)
        {
            self.fault(format.span(), "this is a decisions file of another format", format!("this version reads `{FORMAT}`"));
        }
    }

    fn editor(&mut self, item: &Item<'_>) -> Option<Editor> {
        let Some(table) = item.get_ref().as_table() else {
            self.fault(item.span(), "`editor` is no table", "write [editor] with id and name");
            return None;
        };
        self.known_keys(table, &["id", "name"]);
        let name = self.required_text(table, "name", item)?;
        let id = self.text(table, "id").unwrap_or_else(|| crate::model::slug(&name));
        Some(Editor { id, name })
    }

    /// The tables `[[name]]`.
    fn entries<'t, 'i>(&mut self, table: &'t Table<'i>, name: &str) -> Vec<&'t Item<'i>> {
        let Some(item) = table.get(name) else { return Vec::new() };
        let Some(list) = item.get_ref().as_array() else {
            self.fault(item.span(), format!("`{name}` is no list of tables"), format!("write [[{name}]]"));
            return Vec::new();
        };
        let (tables, others): (Vec<&Item<'i>>, Vec<&Item<'i>>) = list.iter().partition(|entry| entry.get_ref().is_table());
        for other in others {
            self.fault(other.span(), format!("`{name}` lists what is no table"), format!("write [[{name}]]"));
        }
        tables
    }

    fn text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let item = table.get(key)?;
        let text = item.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.fault(item.span(), format!("`{key}` is no string"), "");
        }
        text
    }

    fn required_text(&mut self, table: &Table<'_>, key: &str, within: &Item<'_>) -> Option<String> {
        if table.get(key).is_none() {
            self.fault(within.span(), format!("`{key}` is missing"), "");
            return None;
        }
        let text = self.text(table, key)?;
        if text.trim().is_empty() {
            self.fault(table.get(key).map_or(0..0, Spanned::span), format!("`{key}` is empty"), "");
            return None;
        }
        Some(text)
    }

    fn decision(&mut self, verb: Verb, item: &Item<'_>) -> Option<Decision> {
        let table = item.get_ref().as_table()?;
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| table.get(kind.name()).is_some()).collect();
        let [kind] = kinds[..] else {
            self.kindless(table, &kinds, item);
            return None;
        };
        if kind == Kind::Turn && verb == Verb::Add {
            self.fault(item.span(), "a turn is not added: it stands in the source", "write [[change]] to say who speaks in it");
            return None;
        }
        let mut known: Vec<&'static str> = std::iter::once(kind.name()).chain(PLACE.iter().copied()).collect();
        if verb != Verb::Reject {
            known.extend(kind.keys().iter().map(|key| key.name));
        }
        if verb == Verb::Change && kind != Kind::Turn {
            known.push("extent");
        }
        self.known_keys(table, &known);
        let quote = self.required_text(table, kind.name(), item)?;
        let anchor = Anchor {
            quote,
            before: self.text(table, "before").unwrap_or_default(),
            after: self.text(table, "after").unwrap_or_default(),
            at: self.offset(table),
        };
        let extent = if verb == Verb::Change && table.get("extent").is_some() { self.required_text(table, "extent", item) } else { None };
        let fields = if verb == Verb::Reject { Fields::new() } else { self.fields(table, kind) };
        let place = table.get(kind.name()).map_or_else(|| item.span(), Spanned::span);
        Some(Decision { verb, kind, anchor, extent, fields, place: place.into() })
    }

    fn kindless(&mut self, table: &Table<'_>, kinds: &[Kind], item: &Item<'_>) {
        if kinds.len() > 1 {
            let names: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
            self.fault(item.span(), format!("a decision is about one thing, not about {}", names.join(" and ")), "write two decisions");
            return;
        }
        let names: Vec<&'static str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let all = names.join(", ");
        let close = table.keys().find_map(|key| nearest(key.get_ref(), names.iter().copied()).map(|meant| (key, meant)));
        match close {
            Some((key, meant)) => self.fault(key.span(), format!("there is no key `{}`", key.get_ref()), format!("did you mean `{meant}`?")),
            None => self.fault(item.span(), "the decision quotes no words", format!("quote them under one of the keys {all}")),
        }
    }

    fn offset(&mut self, table: &Table<'_>) -> Option<usize> {
        let item = table.get("at")?;
        let number = item.get_ref().as_integer().and_then(|number| number.as_str().parse::<usize>().ok());
        if number.is_none() {
            self.fault(item.span(), "`at` is no number of characters", "write how many characters stand before the quoted words, or leave it out");
        }
        number
    }

    fn fields(&mut self, table: &Table<'_>, kind: Kind) -> Fields {
        let mut fields = Fields::new();
        for key in kind.keys() {
            if let Some(value) = table.get(key.name).and_then(|item| self.value(key, item)) {
                fields.insert(key.name, value);
            }
        }
        fields
    }

    fn value(&mut self, key: &Key, item: &Item<'_>) -> Option<Value> {
        if key.form == Form::People {
            return self.names(key.name, item).map(|names| Value::List(names.into_iter().map(|(name, _)| name).collect()));
        }
        let Some(text) = item.get_ref().as_str() else {
            self.fault(item.span(), format!("`{}` is no string", key.name), "put the value into quotation marks");
            return None;
        };
        if let Some(help) = key.form.refusal(text) {
            self.fault(item.span(), format!("`{}` cannot be `{text}`", key.name), help);
            return None;
        }
        Some(Value::Text(text.to_owned()))
    }

    /// A list of names with the place of each; one name may stand alone.
    fn names(&mut self, key: &str, item: &Item<'_>) -> Option<Vec<(String, Span)>> {
        if let Some(name) = item.get_ref().as_str() {
            return Some(vec![(name.to_owned(), item.span().into())]);
        }
        let list = item.get_ref().as_array();
        let names = list.and_then(|list| list.iter().map(|name| Some((name.get_ref().as_str()?.to_owned(), name.span().into()))).collect());
        if names.is_none() {
            self.fault(item.span(), format!("`{key}` is no list of names"), format!("write {key} = [\"Anders\"]"));
        }
        names
    }

    fn people(&mut self, merges: bool, item: &Item<'_>) -> Option<OfPeople> {
        let table = item.get_ref().as_table()?;
        self.known_keys(table, &["people"]);
        let Some(people) = table.get("people") else {
            self.fault(item.span(), "`people` is missing", "write people = [\"K. Anders\", \"Anders\"]");
            return None;
        };
        let names = self.names("people", people)?;
        if names.len() < 2 {
            self.fault(people.span(), "`people` names fewer than two", "name all of whom the decision speaks");
            return None;
        }
        Some(OfPeople { merges, names, place: people.span().into() })
    }

    fn declared(&mut self, class: &'static str, item: &Item<'_>) -> Option<Declared> {
        let table = item.get_ref().as_table()?;
        self.known_keys(table, &["id", "name"]);
        let name = self.required_text(table, "name", item)?;
        let id = self.text(table, "id");
        if let Some(id) = id.as_deref().filter(|id| !crate::xml::is_nc_name(id) || id.contains('.') || crate::model::is_reserved_id(id)) {
            self.fault(
                table.get("id").map_or(0..0, Spanned::span),
                format!("`{id}` cannot be an id"),
                "choose another, such as the surname in lower case",
            );
        }
        Some(Declared { class, name, id, place: item.span().into() })
    }
}
