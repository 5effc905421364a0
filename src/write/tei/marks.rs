//! One annotation as one TEI element: its name, its attributes, who answers for it.

use crate::model::{Act, Aside, Basis, DateValue, EntityId, EntityKind, GapUnit, Mark, Measure, Mode, Name, Piece, Quote, Register, Speech, Weave};
use crate::xml::emit::Emitter;

use super::pointers;

/// Opens the element of a piece. What `close` must close is one element, or two for a choice.
pub(super) fn open(xml: &mut Emitter, weave: &Weave<'_>, piece: &Piece<'_>) {
    let register = &weave.transcript().register;
    match &piece.annotation.mark {
        Mark::Speech(speech) => open_speech(xml, register, piece, speech),
        Mark::Quote(Quote::Plain) => plain(xml, "q", piece),
        Mark::Quote(Quote::SoCalled) => plain(xml, "soCalled", piece),
        Mark::Quote(Quote::Mentioned) => plain(xml, "mentioned", piece),
        Mark::Aside(aside) => {
            plain(xml, "seg", piece);
            xml.attribute("type", "aside").attribute("subtype", aside_name(*aside));
        }
        Mark::Name(name) => {
            plain(xml, name_element(name.class), piece);
            refer(xml, register, name);
        }
        Mark::Role => plain(xml, "roleName", piece),
        Mark::Reference(name) => {
            plain(xml, "rs", piece);
            xml.attribute("type", reference_type(name.class));
            refer(xml, register, name);
        }
        Mark::Date(value) => {
            plain(xml, "date", piece);
            dated(xml, value);
        }
        Mark::Time(value) => {
            plain(xml, "time", piece);
            xml.attribute("when", value);
        }
        Mark::Measure(measure) => {
            plain(xml, "measure", piece);
            measured(xml, measure);
        }
        Mark::Work(work) => {
            plain(xml, "title", piece);
            xml.attribute("level", work.level).attribute_if("xml:lang", work.lang.as_ref());
        }
        Mark::Term(lang) => {
            plain(xml, "term", piece);
            xml.attribute_if("xml:lang", lang.as_ref());
        }
        Mark::Foreign(lang) => {
            plain(xml, "foreign", piece);
            xml.attribute("xml:lang", lang);
        }
        Mark::Gloss { of } => {
            plain(xml, "gloss", piece);
            let target = of.and_then(|span| weave.id_at('t', span.start).or_else(|| weave.id_at('w', span.start)));
            xml.attribute_if("target", target.map(|id| format!("#{id}")));
        }
        Mark::OriginalTerm => noted(xml, "original-term", piece),
        Mark::SicNote => noted(xml, "sic", piece),
        Mark::Note(kind) => noted(xml, kind.name(), piece),
        Mark::Sic => plain(xml, "sic", piece),
        Mark::Supplied => {
            plain(xml, "supplied", piece);
            xml.attribute("reason", "sense");
        }
        Mark::RestoredLabel => {
            plain(xml, "supplied", piece);
            xml.attribute("reason", "restored-label");
        }
        Mark::Gap(gap) => {
            plain(xml, "gap", piece);
            xml.attribute("reason", gap.reason.name()).attribute_if("unit", gap.unit.map(GapUnit::name)).attribute_if("extent", gap.extent.as_ref());
            xml.open("desc");
        }
        Mark::Expansion(_) => {
            xml.open("choice").open("abbr");
        }
        Mark::Correction(_) => {
            xml.open("choice").open("sic");
        }
        Mark::Kinesic => described(xml, "kinesic", piece),
        Mark::Vocal => described(xml, "vocal", piece),
        Mark::Incident => described(xml, "incident", piece),
        Mark::Pause => described(xml, "pause", piece),
        Mark::Unclear => plain(xml, "unclear", piece),
        Mark::NoteMark(number) => {
            plain(xml, "ref", piece);
            xml.attribute("target", format!("#note{number}"));
        }
        Mark::PageMark(_) | Mark::TimeCode(_) => {}
    }
}

/// Closes what [`open`] opened, adding what the closed list of additions allows.
pub(super) fn close(xml: &mut Emitter, piece: &Piece<'_>) {
    match &piece.annotation.mark {
        Mark::Gap(_) | Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause => {
            xml.close().close();
        }
        Mark::Expansion(full) => addition(xml, "expan", full, piece),
        Mark::Correction(right) => addition(xml, "corr", right, piece),
        _ => {
            xml.close();
        }
    }
}

/// The empty element that stands for a printed mark in the ledger.
pub(super) fn milestone(xml: &mut Emitter, piece: &Piece<'_>) {
    if let Mark::PageMark(number) = &piece.annotation.mark {
        xml.open("pb").attribute("n", number).close();
    }
}

fn plain(xml: &mut Emitter, name: &'static str, piece: &Piece<'_>) {
    xml.open(name).attribute("xml:id", &piece.id);
    xml.attribute_if("next", piece.next.as_ref().map(|id| format!("#{id}")));
    xml.attribute_if("prev", piece.prev.as_ref().map(|id| format!("#{id}")));
    responsible(xml, piece);
}

fn noted(xml: &mut Emitter, kind: &str, piece: &Piece<'_>) {
    plain(xml, "note", piece);
    xml.attribute("type", kind).attribute("place", "inline");
}

fn described(xml: &mut Emitter, name: &'static str, piece: &Piece<'_>) {
    plain(xml, name, piece);
    xml.open("desc");
}

fn addition(xml: &mut Emitter, name: &'static str, text: &str, piece: &Piece<'_>) {
    xml.close().open(name);
    responsible(xml, piece);
    xml.text(text).close().close();
}

fn open_speech(xml: &mut Emitter, register: &Register, piece: &Piece<'_>, speech: &Speech) {
    xml.open("said").attribute("xml:id", &piece.id);
    xml.attribute("who", people(register, &speech.who));
    if !speech.to.is_empty() {
        xml.attribute("toWhom", people(register, &speech.to));
    }
    xml.attribute("direct", speech.mode == Mode::Direct);
    xml.attribute_if("next", piece.next.as_ref().map(|id| format!("#{id}")));
    xml.attribute_if("prev", piece.prev.as_ref().map(|id| format!("#{id}")));
    responsible_as(xml, piece, speech.act.map(Act::name));
}

fn responsible(xml: &mut Emitter, piece: &Piece<'_>) {
    responsible_as(xml, piece, None);
}

/// Who answers for the element: nobody for what is printed, the tool with its certainty and rule, an editor.
fn responsible_as(xml: &mut Emitter, piece: &Piece<'_>, act: Option<&str>) {
    let rule = piece.annotation.rule.as_ref().map(|rule| &*rule.id);
    let act = act.map(|act| format!("act.{act}"));
    match &piece.annotation.basis {
        Basis::Printed => {}
        Basis::Inferred(certainty) => {
            xml.attribute("resp", "#teiscribe").attribute("cert", certainty.name());
            xml.attribute("ana", pointers(rule.into_iter().chain(act.as_deref())));
        }
        Basis::Decided(editor) => {
            xml.attribute("resp", format!("#{editor}"));
        }
        Basis::Earlier => {
            xml.attribute("resp", "#brackets");
        }
    }
}

fn people(register: &Register, ids: &[EntityId]) -> String {
    pointers(ids.iter().map(|&id| register.get(id).id.as_str()))
}

fn refer(xml: &mut Emitter, register: &Register, name: &Name) {
    xml.attribute_if("ref", name.entity.map(|id| format!("#{}", register.get(id).id)));
    if name.class == EntityKind::Group && name.entity.is_some() {
        xml.attribute("type", "group");
    }
}

fn dated(xml: &mut Emitter, value: &DateValue) {
    xml.attribute_if("when", value.when).attribute_if("notBefore", value.not_before).attribute_if("notAfter", value.not_after);
    xml.attribute_if("from", value.from).attribute_if("to", value.to);
}

fn measured(xml: &mut Emitter, measure: &Measure) {
    xml.attribute_if("quantity", measure.quantity.as_ref());
    xml.attribute_if("atLeast", measure.at_least.as_ref()).attribute_if("atMost", measure.at_most.as_ref());
    xml.attribute_if("unit", measure.unit.as_ref()).attribute_if("commodity", measure.commodity.as_ref());
}

const fn aside_name(aside: Aside) -> &'static str {
    match aside {
        Aside::Author => "author",
        Aside::Event => "event",
    }
}

const fn name_element(class: EntityKind) -> &'static str {
    match class {
        EntityKind::Person => "persName",
        EntityKind::Group | EntityKind::Organisation => "orgName",
        EntityKind::Place => "placeName",
        EntityKind::Work => "title",
    }
}

const fn reference_type(class: EntityKind) -> &'static str {
    match class {
        EntityKind::Person => "person",
        EntityKind::Group => "group",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Work => "work",
    }
}
