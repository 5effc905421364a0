//! Decisions as the text of a decisions file, in the order of their places.

use std::fmt::Write as _;

use crate::annotate::authority::quoted;

use super::value::Value;
use super::{Decision, Decisions, FORMAT};

/// The file that [`read`](super::read) reads as the same decisions.
pub fn write(decisions: &Decisions) -> String {
    let editor = &decisions.editor;
    format!("format = \"{FORMAT}\"\n\n[editor]\nid = {}\nname = {}\n{}", quoted(&editor.id), quoted(&editor.name), tables(decisions))
}

/// The decisions alone, as they stand behind those that a file has already.
pub fn tables(decisions: &Decisions) -> String {
    let mut text = String::new();
    for declared in &decisions.declared {
        let _ = write!(text, "\n[[{}]]\n", declared.class);
        if let Some(id) = &declared.id {
            line(&mut text, "id", &quoted(id));
        }
        line(&mut text, "name", &quoted(&declared.name));
    }
    for people in &decisions.people {
        let names: Vec<&str> = people.names.iter().map(|(name, _)| name.as_str()).collect();
        let _ = write!(text, "\n[[{}]]\n", if people.merges { "merge" } else { "apart" });
        line(&mut text, "people", &list(&names));
    }
    let mut marks: Vec<&Decision> = decisions.marks.iter().collect();
    marks.sort_by_key(|decision| decision.anchor.at);
    for decision in marks {
        self::decision(&mut text, decision);
    }
    text
}

fn decision(text: &mut String, decision: &Decision) {
    let _ = write!(text, "\n[[{}]]\n", decision.verb.name());
    line(text, decision.kind.name(), &quoted(&decision.anchor.quote));
    if let Some(extent) = &decision.extent {
        line(text, "extent", &quoted(extent));
    }
    for key in decision.kind.keys() {
        match decision.fields.get(key.name) {
            Some(Value::Text(value)) => line(text, key.name, &quoted(value)),
            Some(Value::List(names)) => line(text, key.name, &list(names)),
            None => {}
        }
    }
    if !decision.anchor.before.is_empty() {
        line(text, "before", &quoted(&decision.anchor.before));
    }
    if !decision.anchor.after.is_empty() {
        line(text, "after", &quoted(&decision.anchor.after));
    }
    if let Some(at) = decision.anchor.at {
        line(text, "at", &at.to_string());
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {value}");
}

fn list(names: &[impl AsRef<str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name.as_ref())).collect();
    format!("[{}]", names.join(", "))
}
