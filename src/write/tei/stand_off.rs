//! `standOff`: meetings and who attended them, works, and why a speaker is uncertain, in the author's own words.

use crate::model::{EntityKind, Mark, Piece, Setting, Transcript, Weave, event_id};
use crate::xml::emit::Emitter;

use super::speakers::speakers;
use super::values::dated;

/// Writes `standOff`, if there is anything to say in it.
pub(super) fn write(xml: &mut Emitter, weave: &Weave<'_>) {
    let transcript = weave.transcript();
    let doubted: Vec<_> = weave.all_pieces().iter().filter_map(|piece| Some((piece, doubt(weave, piece)?))).collect();
    let works = transcript.register.iter().any(|(_, entity)| entity.kind == EntityKind::Work);
    if doubted.is_empty() && !works && transcript.header.settings.is_empty() {
        return;
    }
    xml.open("standOff").line();
    meetings(xml, weave);
    if works {
        self::works(xml, transcript);
    }
    for (piece, words) in doubted {
        xml.open("certainty").attribute("target", format!("#{}", piece.id)).attribute("match", "@who").attribute("locus", "value");
        xml.attribute("resp", "#teiscribe").attribute("cert", "low").leaf("desc", words).close().line();
    }
    xml.close().line();
}

fn doubt<'t>(weave: &Weave<'t>, piece: &Piece<'_>) -> Option<&'t str> {
    match &piece.annotation.mark {
        Mark::Speech(speech) if piece.prev.is_none() => speech.doubt.map(|span| weave.transcript().source.slice(span)),
        _ => None,
    }
}

fn works(xml: &mut Emitter, transcript: &Transcript) {
    xml.open("listBibl").line();
    for (_, work) in transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Work) {
        xml.open("bibl").attribute("xml:id", &work.id).leaf("title", &work.name);
        for form in work.forms.iter().filter(|form| **form != work.name) {
            xml.open("title").attribute("type", "form").text(form).close();
        }
        for same in &work.same_as {
            xml.open("idno").attribute("type", "URI").text(same).close();
        }
        xml.close().line();
    }
    xml.close().line();
}

fn meetings(xml: &mut Emitter, weave: &Weave<'_>) {
    let transcript = weave.transcript();
    let settings = &transcript.header.settings;
    if settings.is_empty() {
        return;
    }
    xml.open("listEvent").line();
    for (number, setting) in settings.iter().enumerate() {
        event(xml, transcript, number, setting);
    }
    xml.close().line();
    let attended: Vec<_> = settings
        .iter()
        .enumerate()
        .filter_map(|(number, setting)| Some((number, setting, speakers(&transcript.register, &setting.attendees)?)))
        .collect();
    if attended.is_empty() {
        return;
    }
    xml.open("listRelation").line();
    for (number, setting, people) in attended {
        xml.open("relation").attribute("name", "attended").attribute("active", people).attribute("passive", format!("#{}", event_id(number)));
        xml.attribute("resp", "#teiscribe").attribute("cert", "high");
        xml.attribute_if("source", reported_in(weave, setting).map(|id| format!("#{id}"))).close().line();
    }
    xml.close().line();
}

fn event(xml: &mut Emitter, transcript: &Transcript, number: usize, setting: &Setting) {
    xml.open("event").attribute("xml:id", event_id(number));
    if let Some(date) = &setting.date {
        dated(xml, &date.value);
        if date.inferred {
            xml.attribute("resp", "#teiscribe").attribute("cert", "high");
        }
    }
    xml.attribute("where", format!("#setting{}", number + 1)).leaf("label", label(transcript, setting)).close().line();
}

/// What the document calls the meeting, else where or when it was.
fn label<'t>(transcript: &'t Transcript, setting: &'t Setting) -> &'t str {
    let fields = [setting.activity.as_ref(), setting.place_text.as_ref(), setting.date.as_ref().map(|date| &date.field)];
    let printed = fields.into_iter().flatten().map(|field| field.text.as_str()).find(|text| !text.is_empty());
    printed.unwrap_or_else(|| setting.place.map_or("meeting", |id| &transcript.register.get(id).name))
}

/// The id of the block that begins to report the meeting.
fn reported_in<'w>(weave: &'w Weave<'_>, setting: &Setting) -> Option<&'w str> {
    let extent = setting.extent?;
    let blocks = &weave.transcript().blocks;
    let first = blocks.partition_point(|block| block.span.end <= extent.start);
    (first..blocks.len()).take_while(|&index| blocks[index].span.start < extent.end).find_map(|index| weave.block_id(index))
}
