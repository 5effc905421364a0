//! Whether the ids and addresses of an authority file can be used.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::model::is_reserved_id;
use crate::source::Source;
use crate::xml::is_nc_name;

use super::{AUTHORITY_ID, AUTHORITY_IRI, Known};

/// What is wrong with the entries, in the order of the file.
pub(super) fn check(entries: &[Known], source: &Source) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, &Known> = BTreeMap::new();
    for entry in entries {
        if let Some(id) = entry.id.as_deref() {
            faults.extend(unusable(id).map(|why| Diagnostic::error(&AUTHORITY_ID, format!("`{id}` {why}")).at(source, entry.place)));
            if let Some(first) = seen.insert(id, entry) {
                let fault =
                    Diagnostic::error(&AUTHORITY_ID, format!("`{id}` is the id of {} and of {}", first.name, entry.name)).at(source, entry.place);
                faults.push(fault.related(Label::new(source, first.place, "first used here")));
            }
        }
        for address in entry.same_as.iter().filter(|address| !is_absolute(address)) {
            let fault = Diagnostic::error(&AUTHORITY_IRI, format!("`{address}` is no absolute IRI")).at(source, entry.place);
            faults.push(fault.help("write the whole address, from https: on"));
        }
    }
    faults
}

fn unusable(id: &str) -> Option<&'static str> {
    if !is_nc_name(id) {
        return Some("is no XML name");
    }
    // `p25.s14` is an annotation, `rule.that` a rule.
    let stem = id.split('.').next().unwrap_or(id);
    is_reserved_id(stem).then_some("is an id of the tool's own kind")
}

/// Whether it has a scheme, something behind it, and no character that an IRI cannot have.
fn is_absolute(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let scheme_ok = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    scheme_ok && !rest.is_empty() && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"{}|\\^`".contains(letter))
}
