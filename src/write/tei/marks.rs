//! One annotation as one TEI element: its name, its attributes, who answers for it.

use crate::model::{
    Act, Annotation, Aside, Basis, BlockKind, EntityKind, Gap, GapUnit, Mark, Measure, Mode, Name, Piece, Quote, Register, Speech, Weave, Work,
};
use crate::xml::emit::Emitter;

use super::links::Links;
use super::speakers::speakers;
use super::values::{dated, language, numeral, pointers, word, words};

/// Opens the element of a piece. What `close` must close is one element, or two for a choice.
pub(super) fn open(xml: &mut Emitter, weave: &Weave<'_>, links: &Links, piece: &Piece<'_>) {
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
            xml.attribute_if("type", (name.class == EntityKind::Group).then_some("group"));
            refer(xml, register, name);
        }
        Mark::Role => plain(xml, "roleName", piece),
        Mark::Reference(name) => {
            plain(xml, "rs", piece);
            xml.attribute("type", name.class.name());
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
            titled(xml, register, work);
        }
        Mark::Term(lang) => {
            plain(xml, "term", piece);
            xml.attribute_if("xml:lang", lang.as_deref().and_then(language));
        }
        Mark::Foreign(lang) => {
            plain(xml, "foreign", piece);
            xml.attribute_if("xml:lang", language(lang));
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
            missing(xml, gap);
            xml.open("desc");
        }
        Mark::Expansion(_) => {
            linked(xml, "choice", piece).open("abbr");
        }
        Mark::Correction(_) => {
            linked(xml, "choice", piece).open("sic");
        }
        Mark::Kinesic => described(xml, "kinesic", piece),
        Mark::Vocal => described(xml, "vocal", piece),
        Mark::Incident => described(xml, "incident", piece),
        Mark::Pause => {
            plain(xml, "seg", piece);
            xml.attribute("type", "pause").open("pause").close();
        }
        Mark::Unclear => plain(xml, "unclear", piece),
        Mark::NoteMark(number) => {
            plain(xml, "ref", piece);
            xml.attribute("type", "note-mark").attribute("n", number);
            xml.attribute_if("target", links.note(&piece.id).map(|id| format!("#{id}")));
        }
        Mark::PageMark(_) | Mark::TimeCode(_) => {}
    }
}

/// Closes what [`open`] opened, adding what the closed list of additions allows.
pub(super) fn close(xml: &mut Emitter, piece: &Piece<'_>) {
    match &piece.annotation.mark {
        mark if is_described(mark) => {
            xml.close().close();
        }
        Mark::Expansion(full) => addition(xml, "expan", full, piece),
        Mark::Correction(right) => addition(xml, "corr", right, piece),
        _ => {
            xml.close();
        }
    }
}

/// Whether the characters stand in a `desc`.
pub(super) fn is_described(mark: &Mark) -> bool {
    matches!(mark, Mark::Gap(_) | Mark::Kinesic | Mark::Vocal | Mark::Incident)
}

/// The attributes of a block of action or of something missing, after what an annotation says of the whole of it.
pub(super) fn character(xml: &mut Emitter, kind: &BlockKind, character: Option<&Annotation>) {
    if let Some(annotation) = character {
        responsible(xml, annotation, None);
    }
    match character.map(|annotation| &annotation.mark) {
        Some(Mark::Gap(gap)) => missing(xml, gap),
        _ if *kind == BlockKind::Gap => missing(xml, &Gap::default()),
        _ => {}
    }
}

/// Opens an element with its id and its links to the other parts of the same annotation.
fn linked<'x>(xml: &'x mut Emitter, name: &'static str, piece: &Piece<'_>) -> &'x mut Emitter {
    xml.open(name).attribute("xml:id", &piece.id);
    xml.attribute_if("next", piece.next.as_ref().map(|id| format!("#{id}")));
    xml.attribute_if("prev", piece.prev.as_ref().map(|id| format!("#{id}")))
}

fn plain(xml: &mut Emitter, name: &'static str, piece: &Piece<'_>) {
    responsible(linked(xml, name, piece), piece.annotation, None);
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
    responsible(xml, piece.annotation, None);
    xml.text(text).close().close();
}

fn open_speech(xml: &mut Emitter, register: &Register, piece: &Piece<'_>, speech: &Speech) {
    xml.open("said").attribute("xml:id", &piece.id);
    xml.attribute_if("who", speakers(register, &speech.who)).attribute_if("toWhom", speakers(register, &speech.to));
    xml.attribute("direct", speech.mode == Mode::Direct);
    xml.attribute_if("next", piece.next.as_ref().map(|id| format!("#{id}")));
    xml.attribute_if("prev", piece.prev.as_ref().map(|id| format!("#{id}")));
    responsible(xml, piece.annotation, speech.act);
}

/// Who answers for the element (nobody for what is printed; the tool with its certainty and rule; an editor) and the act it is.
pub(super) fn responsible(xml: &mut Emitter, annotation: &Annotation, act: Option<Act>) {
    let mut rule = None;
    match &annotation.basis {
        Basis::Printed => {}
        Basis::Inferred(certainty) => {
            xml.attribute("resp", "#teiscribe").attribute("cert", certainty.name());
            rule = annotation.rule.as_ref().map(|rule| &*rule.id);
        }
        Basis::Decided(editor) => {
            xml.attribute("resp", format!("#{}", editor_id(editor)));
        }
        Basis::Earlier => {
            xml.attribute("resp", "#brackets");
        }
    }
    let act = act.map(|act| format!("act.{}", act.name()));
    let ana = pointers(rule.into_iter().chain(act.as_deref()));
    xml.attribute_if("ana", (!ana.is_empty()).then_some(ana));
}

/// The id of an editor's `respStmt`; no entry of the register has a dot in its id.
pub(super) fn editor_id(editor: &str) -> String {
    format!("editor.{}", crate::model::slug(editor))
}

fn refer(xml: &mut Emitter, register: &Register, name: &Name) {
    xml.attribute_if("ref", name.entity.map(|id| format!("#{}", register.get(id).id)));
}

fn titled(xml: &mut Emitter, register: &Register, work: &Work) {
    xml.attribute_if("level", Some(work.level).filter(|level| "amjsu".contains(*level)));
    xml.attribute_if("xml:lang", work.lang.as_deref().and_then(language));
    xml.attribute_if("ref", work.entity.map(|id| format!("#{}", register.get(id).id)));
}

fn measured(xml: &mut Emitter, measure: &Measure) {
    let numeral_of = |value: &'_ Option<String>| value.as_deref().and_then(numeral).map(str::to_owned);
    xml.attribute_if("quantity", numeral_of(&measure.quantity));
    xml.attribute_if("atLeast", numeral_of(&measure.at_least)).attribute_if("atMost", numeral_of(&measure.at_most));
    xml.attribute_if("unit", measure.unit.as_deref().and_then(word)).attribute_if("commodity", measure.commodity.as_deref().and_then(words));
}

fn missing(xml: &mut Emitter, gap: &Gap) {
    xml.attribute("reason", gap.reason.name()).attribute_if("unit", gap.unit.map(GapUnit::name)).attribute_if("extent", gap.extent.as_ref());
}

const fn aside_name(aside: Aside) -> &'static str {
    match aside {
        Aside::Author => "author",
        Aside::Event => "event",
    }
}

/// The element for a name of something of this kind.
pub(super) const fn name_element(class: EntityKind) -> &'static str {
    match class {
        EntityKind::Person => "persName",
        EntityKind::Group => "name",
        EntityKind::Organisation => "orgName",
        EntityKind::Place => "placeName",
        EntityKind::Work => "title",
    }
}
