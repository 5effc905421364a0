//! An authority file in TEI: `person`, `personGrp`, `org` and `place` of any list, with their names, roles and addresses.

use crate::diagnostic::Diagnostic;
use crate::model::EntityKind;
use crate::source::{Source, Span};
use crate::xml::names::{NameId, Names};
use crate::xml::stream::{Event, Limits, Reader};

use super::{AUTHORITY_SYNTAX, Known};

const TEI: &str = "http://www.tei-c.org/ns/1.0";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The entries, in the order of the file.
pub(super) fn read(source: &Source) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let mut reader = Reader::new(source, Limits::default());
    let mut list = List::default();
    loop {
        let step = match reader.next_event().map_err(|fault| vec![*fault])? {
            Event::Start(start) => Step::Start(start.name, start.tag, start.attributes.iter().map(|one| (one.name, one.value.to_owned())).collect()),
            Event::Text(piece) => Step::Text(piece.text.to_owned()),
            Event::End(_) => Step::End,
            Event::Instruction(_) | Event::Comment(_) => continue,
            Event::Eof => break,
        };
        list.take(step, reader.names());
    }
    list.finish(source)
}

/// An event that outlives the reader's buffer.
enum Step {
    Start(NameId, Span, Vec<(NameId, String)>),
    Text(String),
    End,
}

/// What an open element is to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// `person`, `org`, `place` and the like.
    Entry,
    /// `persName`, `orgName`, `placeName`.
    Name,
    Forename,
    Surname,
    Role,
    Address,
    /// Anything else.
    Other,
}

/// A name as its parts are read.
#[derive(Debug, Default)]
struct NameText {
    whole: String,
    forenames: Vec<String>,
    surname: String,
    preferred: bool,
}

#[derive(Debug, Default)]
struct List {
    entries: Vec<Known>,
    nameless: Vec<Span>,
    open: Vec<Part>,
    entry: Option<(Known, Vec<NameText>)>,
    text: String,
}

impl List {
    fn take(&mut self, step: Step, names: &Names) {
        match step {
            Step::Start(name, tag, attributes) => self.start(name, tag, &attributes, names),
            Step::Text(text) => {
                self.text.push_str(&text);
                if self.open.contains(&Part::Name)
                    && let Some(name) = self.last_name()
                {
                    name.whole.push_str(&text);
                }
            }
            Step::End => self.end(),
        }
    }

    fn start(&mut self, name: NameId, tag: Span, attributes: &[(NameId, String)], names: &Names) {
        let value = |namespace: &str, local: &str| {
            attributes.iter().find(|(name, _)| names.local(*name) == local && names.namespace(*name) == namespace).map(|(_, value)| value.as_str())
        };
        let local = if names.namespace(name) == TEI { names.local(name) } else { "" };
        let inside = self.entry.is_some();
        let part = match local {
            "person" | "personGrp" | "org" | "place" | "bibl" if !inside => Part::Entry,
            "persName" | "orgName" | "placeName" | "title" if inside && !self.open.contains(&Part::Name) => Part::Name,
            "forename" => Part::Forename,
            "surname" => Part::Surname,
            "occupation" | "roleName" if inside && !self.open.contains(&Part::Name) => Part::Role,
            "idno" if inside => Part::Address,
            _ => Part::Other,
        };
        if part == Part::Entry {
            self.entry = Some((entry(local, tag, value(XML, "id"), value("", "sameAs")), Vec::new()));
        } else if part == Part::Name
            && let Some((_, names)) = &mut self.entry
        {
            let preferred = matches!(value("", "type"), Some("main" | "preferred" | "pref" | "reg"));
            names.push(NameText { preferred, ..NameText::default() });
        }
        self.text.clear();
        self.open.push(part);
    }

    fn last_name(&mut self) -> Option<&mut NameText> {
        self.entry.as_mut().and_then(|(_, names)| names.last_mut())
    }

    fn end(&mut self) {
        let text = plain(&self.text);
        match self.open.pop() {
            Some(Part::Entry) => self.close_entry(),
            Some(Part::Forename) => self.last_name().into_iter().for_each(|name| name.forenames.push(text.clone())),
            Some(Part::Surname) => self.last_name().into_iter().for_each(|name| name.surname.clone_from(&text)),
            Some(Part::Role) => self.entry.iter_mut().for_each(|(entry, _)| entry.roles.push(text.clone())),
            Some(Part::Address) if text.contains("://") => self.entry.iter_mut().for_each(|(entry, _)| entry.same_as.push(text.clone())),
            Some(Part::Name | Part::Other | Part::Address) | None => {}
        }
        self.text.clear();
    }

    fn close_entry(&mut self) {
        let Some((mut entry, names)) = self.entry.take() else { return };
        let preferred = names.iter().position(|name| name.preferred).unwrap_or(0);
        let mut forms: Vec<String> = names.iter().map(NameText::form).filter(|form| !form.is_empty()).collect();
        if forms.is_empty() {
            return self.nameless.push(entry.place);
        }
        entry.name = forms.remove(preferred.min(forms.len() - 1));
        forms.retain(|form| *form != entry.name);
        entry.forms = forms;
        self.entries.push(entry);
    }

    fn finish(self, source: &Source) -> Result<Vec<Known>, Vec<Diagnostic>> {
        let nameless = |place: &Span| Diagnostic::error(&AUTHORITY_SYNTAX, "an entry has no name").at(source, *place);
        let faults: Vec<Diagnostic> = self.nameless.iter().map(nameless).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        if self.entries.is_empty() {
            let fault =
                Diagnostic::error(&AUTHORITY_SYNTAX, "the file lists nobody: it has no person, personGrp, org, place or bibl of the TEI namespace");
            return Err(vec![fault.at(source, Span::new(0, 0))]);
        }
        Ok(self.entries)
    }
}

impl NameText {
    /// Given names before the surname where both are marked, else the words as they stand.
    fn form(&self) -> String {
        if self.surname.is_empty() || self.forenames.is_empty() {
            plain(&self.whole)
        } else {
            format!("{} {}", self.forenames.join(" "), self.surname)
        }
    }
}

fn entry(element: &str, tag: Span, id: Option<&str>, same_as: Option<&str>) -> Known {
    let kind = match element {
        "personGrp" => EntityKind::Group,
        "org" => EntityKind::Organisation,
        "place" => EntityKind::Place,
        "bibl" => EntityKind::Work,
        _ => EntityKind::Person,
    };
    let same_as = same_as.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    Known { kind, id: id.map(str::to_owned), name: String::new(), forms: Vec::new(), honorifics: Vec::new(), roles: Vec::new(), same_as, place: tag }
}

/// The words with single spaces between them.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
