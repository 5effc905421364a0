//! Names: from capitalised words and what stands around them to marked names and a register of people,
//! organisations, places and peoples.
//!
//! "Com. Tito told me", "the Brioni Islands", "the Belgrade People's Committee": nothing is recognised from a list of names.
//! Each stretch of capitalised words is cut by its own words (`scan`), weighed by those around it (`evidence`, `lists`, `roles`);
//! what is found anywhere in the document counts for every place where the form stands (`forms`).

mod agents;
mod cue;
mod evidence;
mod familiar;
mod forms;
mod line;
mod lists;
mod mentions;
mod people;
mod person;
mod roles;
mod scan;
#[cfg(test)]
mod tests;
mod things;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::model::{Annotation, Certainty, Entity, EntityKind, Mark, Name, Rule};
use crate::source::{Source, Span};

use super::{Desk, Pass};
use cue::Cue;
use familiar::Familiar;
use forms::Forms;
use mentions::Mention;
use people::{Meaning, People};
pub(super) use person::id_stem;
use things::Things;

/// A name that fits several persons.
pub static AMBIGUOUS_NAME: Code = Code {
    id: "annotate/ambiguous-name",
    what: "a name fits several persons of the document",
    why: "an edition that points at the wrong person is worse than one that says it does not know",
    example: "Ivan Petrov and Oleg Petrov agreed. Petrov smiled.",
    remedy: "say in the decisions file who is meant, or give the persons in an authority file",
};

/// Marks names and builds the register.
pub struct Names;

impl Pass for Names {
    fn rules(&self) -> &'static [&'static Rule] {
        cue::RULES
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let source = Arc::clone(&desk.transcript.source);
        let base = source.text();
        let common = mentions::common_words(base, desk.tokens);
        let (mentions, mut forms) = mentions::collect(desk, base, &common);
        forms.decide(&desk.language.names, &common, &Familiar::new(desk));
        let classed: Vec<(Mention, EntityKind, Cue)> = mentions
            .into_iter()
            .filter_map(|mention| forms.class_of(mention.form, mention.weighed).map(|(class, cue)| (mention, class, cue)))
            .collect();
        let meanings = meanings(&classed, &forms, desk);
        query_ambiguous(&classed, &forms, &meanings, desk, &source);
        for (mention, class, cue) in &classed {
            mark(mention, *class, *cue, &meanings, desk, base);
        }
        agents::link(desk);
    }
}

/// What each form means in each class.
type Meanings = FxHashMap<(usize, EntityKind), Meaning>;

fn meanings(classed: &[(Mention, EntityKind, Cue)], forms: &Forms<'_>, desk: &mut Desk<'_>) -> Meanings {
    let mut seen = rustc_hash::FxHashSet::default();
    let first =
        |(mention, class, _): &(Mention, EntityKind, Cue)| seen.insert((mention.form, *class)).then_some((mention.form, *class, mention.span));
    let (persons, things): (Vec<_>, Vec<_>) = classed.iter().filter_map(first).partition(|(_, class, _)| *class == EntityKind::Person);
    let authority = &desk.knowledge.authority;
    let register = &mut desk.transcript.register;
    let named: Vec<(&str, Span)> = persons.iter().map(|&(form, _, span)| (forms.list[form].text, span)).collect();
    let people = People::new(register, authority, &desk.language.names).resolve(&named, register);
    let resolved = persons.iter().zip(people).filter_map(|(&(form, class, _), meaning)| meaning.map(|meaning| ((form, class), meaning)));
    let mut meanings: Meanings = resolved.collect();
    let mut entries = Things::new(register, authority);
    for (form, class, span) in things {
        let entity = entries.entry(register, class, forms.list[form].text, forms.full_name(form), span);
        meanings.insert((form, class), Meaning::One { entity, short: false });
    }
    meanings
}

fn mark(mention: &Mention, class: EntityKind, cue: Cue, meanings: &Meanings, desk: &mut Desk<'_>, base: &str) {
    let annotations = &mut desk.transcript.annotations;
    let name = |entity| Mark::Name(Name { class, entity });
    let person = match meanings.get(&(mention.form, class)) {
        Some(Meaning::One { entity, short: false }) => {
            annotations.push(Annotation::printed(mention.span, name(Some(*entity)), cue.rule()));
            Some(*entity)
        }
        Some(Meaning::One { entity, short: true }) => {
            annotations.push(Annotation::inferred(mention.span, name(Some(*entity)), &cue::MERGED, Certainty::High));
            Some(*entity)
        }
        Some(Meaning::Several(_)) | None => {
            annotations.push(Annotation::inferred(mention.span, name(None), &cue::AMBIGUOUS, Certainty::Unknown));
            None
        }
    };
    if class != EntityKind::Person {
        return;
    }
    let printed = mention.titles.iter().filter(|title| !title.shared).map(|title| title.span).chain(mention.office);
    annotations.extend(printed.map(|span| Annotation::printed(span, Mark::Role, &cue::ROLE)));
    if let Some(person) = person {
        note_titles(mention, desk.transcript.register.get_mut(person), base);
    }
}

fn note_titles(mention: &Mention, entity: &mut Entity, base: &str) {
    for title in &mention.titles {
        let text = base[title.span.range()].to_owned();
        if title.office {
            entity.roles.insert(text)
        } else {
            entity.honorifics.insert(text)
        };
    }
    entity.roles.extend(mention.office.map(|span| base[span.range()].to_owned()));
}

/// One query for each form that fits several persons, at its first place.
fn query_ambiguous(classed: &[(Mention, EntityKind, Cue)], forms: &Forms<'_>, meanings: &Meanings, desk: &mut Desk<'_>, source: &Source) {
    let mut asked = rustc_hash::FxHashSet::default();
    for (mention, class, _) in classed {
        let Some(Meaning::Several(candidates)) = meanings.get(&(mention.form, *class)) else { continue };
        if !asked.insert(mention.form) {
            continue;
        }
        let register = &desk.transcript.register;
        let names: Vec<&str> = candidates.iter().map(|&id| register.get(id).name.as_str()).collect();
        let message = format!("`{}` can mean {}", forms.list[mention.form].text, names.join(" or "));
        let mut query = Diagnostic::warning(&AMBIGUOUS_NAME, message).at(source, mention.span).help("say in the decisions file who is meant");
        for &id in candidates {
            if let Some(first) = register.get(id).first {
                query = query.related(Label::new(source, first, format!("{} is named here", register.get(id).name)));
            }
        }
        desk.transcript.queries.push(query);
    }
}
