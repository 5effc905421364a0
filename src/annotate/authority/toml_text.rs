//! What was found, as an authority file that an editor corrects once and uses for the whole corpus.

use std::fmt::Write as _;

use crate::model::{Entity, EntityKind, Register};

/// The register in the form that [`read`](super::read) takes: the unknown voice is left out, reasons for merged forms are comments.
pub fn write(register: &Register) -> String {
    let mut text = String::new();
    for (_, entity) in register.iter().filter(|(id, _)| !register.is_unknown(*id)) {
        entry(&mut text, entity);
    }
    text
}

fn entry(text: &mut String, entity: &Entity) {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "[[{}]]", table(entity.kind));
    if !entity.id.is_empty() {
        let _ = writeln!(text, "id = {}", quoted(&entity.id));
    }
    let _ = writeln!(text, "name = {}", quoted(&entity.name));
    list(text, "forms", entity.forms.iter().filter(|form| **form != entity.name));
    for (form, reason) in &entity.merged {
        let _ = writeln!(text, "# {}: {}", quoted(form), reason.replace(['\n', '\r'], " "));
    }
    list(text, "honorifics", entity.honorifics.iter());
    list(text, "roles", entity.roles.iter());
    list(text, "same_as", entity.same_as.iter());
}

const fn table(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Group => "group",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Work => "work",
    }
}

fn list<'v>(text: &mut String, key: &str, values: impl Iterator<Item = &'v String>) {
    let values: Vec<String> = values.map(|value| quoted(value)).collect();
    if !values.is_empty() {
        let _ = writeln!(text, "{key} = [{}]", values.join(", "));
    }
}

/// A value as a basic string on one line.
fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for character in value.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
