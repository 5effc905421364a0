//! `profileDesc`: dates, languages, summary, who took part, where it was, classification, correspondence.

use std::collections::BTreeSet;

use crate::model::{Header, Mark, Setting, Transcript};
use crate::write::Edition;
use crate::write::tei::people;
use crate::write::tei::values::language;
use crate::xml::emit::Emitter;

use super::field::{editorial, mixed};
use super::{agent, header_date};

/// Writes `profileDesc`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>) {
    let transcript = edition.weave.transcript();
    let header = &transcript.header;
    xml.open("profileDesc").line();
    if let Some(date) = &header.date {
        xml.open("creation");
        header_date(xml, date, None, false);
        xml.close().line();
    }
    languages(xml, transcript);
    for summary in &header.summaries {
        xml.open("abstract").open("p");
        mixed(xml, transcript, summary, editorial(transcript, summary));
        xml.close().close().line();
    }
    people::participants(xml, transcript);
    settings(xml, transcript);
    classification(xml, header);
    correspondence(xml, transcript);
    xml.close().line();
}

/// The language of the text and those of words in it.
fn languages(xml: &mut Emitter, transcript: &Transcript) {
    let main = transcript.header.language.as_deref().and_then(language);
    let others: BTreeSet<&str> = transcript.annotations.iter().filter_map(|annotation| foreign(&annotation.mark)).collect();
    if main.is_none() && others.is_empty() {
        return;
    }
    xml.open("langUsage").line();
    let others = others.into_iter().filter(|&tag| Some(tag) != main).map(|tag| (tag, "language of words in the text"));
    for (tag, what) in main.map(|tag| (tag, "language of the text")).into_iter().chain(others) {
        xml.open("language").attribute("ident", tag).text(what).close().line();
    }
    xml.close().line();
}

fn foreign(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Foreign(lang) => language(lang),
        Mark::Term(lang) => lang.as_deref().and_then(language),
        Mark::Work(work) => work.lang.as_deref().and_then(language),
        _ => None,
    }
}

/// The meetings the document reports, and the places it names.
fn settings(xml: &mut Emitter, transcript: &Transcript) {
    let settings = &transcript.header.settings;
    if settings.is_empty() && !people::has_places(&transcript.register) {
        return;
    }
    xml.open("settingDesc").line();
    for (number, setting) in settings.iter().enumerate() {
        self::setting(xml, transcript, number, setting);
    }
    people::places(xml, &transcript.register);
    xml.close().line();
}

fn setting(xml: &mut Emitter, transcript: &Transcript, number: usize, setting: &Setting) {
    xml.open("setting").attribute("xml:id", format!("setting{}", number + 1));
    let place = setting.place.map(|id| transcript.register.get(id));
    if let Some(place) = place {
        xml.open("placeName").attribute("ref", format!("#{}", place.id));
        xml.text(setting.place_text.as_ref().map_or(&place.name, |printed| &printed.text)).close();
    } else if let Some(printed) = &setting.place_text {
        xml.leaf("placeName", &printed.text);
    }
    if let Some(date) = &setting.date {
        header_date(xml, date, None, false);
    }
    if let Some(activity) = &setting.activity {
        xml.leaf("activity", &activity.text);
    }
    xml.close().line();
}

fn classification(xml: &mut Emitter, header: &Header) {
    if header.classification.is_none() && header.subject.is_none() {
        return;
    }
    xml.open("textClass").line();
    if header.classification.is_some() {
        xml.open("catRef").attribute("scheme", "#classification").attribute("target", "#classification.printed").close().line();
    }
    if let Some(subject) = &header.subject {
        xml.open("keywords").leaf("term", &subject.text).close().line();
    }
    xml.close().line();
}

fn correspondence(xml: &mut Emitter, transcript: &Transcript) {
    let header = &transcript.header;
    if header.addressees.is_empty() {
        return;
    }
    xml.open("correspDesc").line();
    for (kind, people, date) in [("sent", &header.authors, header.date.as_ref()), ("received", &header.addressees, None)] {
        if people.is_empty() && date.is_none() {
            continue;
        }
        xml.open("correspAction").attribute("type", kind).line();
        for person in people {
            agent(xml, &transcript.register, person);
            xml.line();
        }
        if let Some(date) = date {
            header_date(xml, date, None, false);
            xml.line();
        }
        xml.close().line();
    }
    xml.close().line();
}
