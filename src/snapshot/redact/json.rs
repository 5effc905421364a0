//! Finds the values that a pointer names in JSON.

use crate::json::{self, Kind, Value};
use crate::source::{Source, Span};

/// The places and the values, in text order; a string without its quotation marks, anything else as written.
pub(super) fn values(pointer: &str, source: &Source) -> Vec<(Span, String)> {
    let Ok(document) = json::parse(source) else { return Vec::new() };
    let steps: Vec<String> = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let mut found = Vec::new();
    descend(document.root(), &steps, &mut found);
    found.into_iter().map(|value| (value.span, value.as_str().map_or_else(|| source.slice(value.span).to_owned(), str::to_owned))).collect()
}

fn descend<'v, 's>(value: &'v Value<'s>, steps: &[String], found: &mut Vec<&'v Value<'s>>) {
    let Some((step, rest)) = steps.split_first() else { return found.push(value) };
    match &value.kind {
        Kind::Object(object) if step == "*" => object.iter().for_each(|member| descend(&member.value, rest, found)),
        Kind::Array(items) if step == "*" => items.iter().for_each(|item| descend(item, rest, found)),
        Kind::Object(object) => object.get(step).into_iter().for_each(|value| descend(value, rest, found)),
        Kind::Array(items) => step.parse().ok().and_then(|at: usize| items.get(at)).into_iter().for_each(|item| descend(item, rest, found)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}
