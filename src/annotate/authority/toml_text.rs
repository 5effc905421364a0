//! What was found, as an authority file that an editor corrects once and uses for the whole corpus.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::{Entity, EntityKind, Register};

use super::Authority;

/// What was found, in the form that [`read`](super::read) takes, and behind it the entries of `known` that were not found: nothing
/// the user wrote is lost. Unknown and unnamed voices are left out; reasons for merged forms are comments.
///
/// ```
/// use teiscribe::annotate::authority::{self, Authority};
/// use teiscribe::model::{Entity, EntityKind, Register};
/// let mut register = Register::default();
/// register.add(Entity::new(EntityKind::Person, "Anna Holm"));
/// assert_eq!(authority::write(&register, &Authority::default()), "[[person]]\nname = \"Anna Holm\"\n");
/// ```
pub fn write(register: &Register, known: &Authority) -> String {
    let found: Vec<String> = entries(register).map(entry).collect();
    let named: BTreeSet<(EntityKind, &str)> = entries(register).map(|entity| (entity.kind, entity.name.as_str())).collect();
    let others = known.entries.iter().filter(|known| !named.contains(&(known.kind, known.name.as_str()))).map(|known| {
        let mut entity = Entity::new(known.kind, &known.name);
        entity.forms.extend(known.forms.iter().cloned());
        known.apply(&mut entity);
        entry(&entity)
    });
    found.into_iter().chain(others).collect::<Vec<_>>().join("\n")
}

/// The entries of a register that an authority file can describe: those with a name of their own.
pub fn entries(register: &Register) -> impl Iterator<Item = &Entity> {
    register.iter().filter(|(id, entity)| !register.is_unknown(*id) && !entity.forms.is_empty()).map(|(_, entity)| entity)
}

fn entry(entity: &Entity) -> String {
    let mut text = format!("[[{}]]\n", entity.kind.name());
    if !entity.id.is_empty() {
        let _ = writeln!(text, "id = {}", quoted(&entity.id));
    }
    let _ = writeln!(text, "name = {}", quoted(&entity.name));
    list(&mut text, "forms", entity.forms.iter().filter(|form| **form != entity.name));
    for (form, reason) in &entity.merged {
        let _ = writeln!(text, "# {}: {}", quoted(form), reason.replace(['\n', '\r'], " "));
    }
    list(&mut text, "honorifics", entity.honorifics.iter());
    list(&mut text, "roles", entity.roles.iter());
    list(&mut text, "same_as", entity.same_as.iter());
    text
}

fn list<'v>(text: &mut String, key: &str, values: impl Iterator<Item = &'v String>) {
    let values: Vec<String> = values.map(|value| quoted(value)).collect();
    if !values.is_empty() {
        let _ = writeln!(text, "{key} = [{}]", values.join(", "));
    }
}

/// A value as a basic string on one line.
pub(in crate::annotate) fn quoted(value: &str) -> String {
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
