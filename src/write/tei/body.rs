//! The TEI's `text`: the plan of blocks as elements, each block with its annotations.

use crate::model::{Block, BlockKind, Event, Genre, ListKind, Mark, Turn, Weave};
use crate::write::Edition;
use crate::xml::emit::Emitter;

use super::block;
use super::links::Links;
use super::plan::{Group, Part, Plan, Section, is_pause};
use super::queries::{self, Queries};
use super::speakers::speakers;
use super::{back, marks, timeline};

/// Writes `text`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>, queries: &Queries<'_>) {
    let weave = edition.weave;
    let timed = weave.transcript().genre == Genre::Interview && weave.transcript().turns.iter().any(|turn| turn.times.is_some());
    let plan = Plan::of(weave);
    let mut body = Body { xml, weave, queries, links: Links::of(weave), plan: &plan, label: None, timed, in_turn: false };
    body.xml.open("text").line();
    timeline::write(body.xml, weave);
    body.xml.open("body").line();
    body.sections(&plan.sections);
    body.xml.close().line();
    if edition.options.keep_furniture {
        back::write(body.xml, weave);
    }
    body.xml.close().line();
}

struct Body<'x, 'w, 't> {
    xml: &'x mut Emitter,
    weave: &'w Weave<'t>,
    queries: &'x Queries<'t>,
    links: Links,
    plan: &'x Plan,
    /// The label of a timed turn, until the `u` that holds it opens.
    label: Option<usize>,
    timed: bool,
    in_turn: bool,
}

impl Body<'_, '_, '_> {
    fn sections(&mut self, sections: &[Section]) {
        let mut levels: Vec<u8> = Vec::new();
        for section in sections {
            while levels.pop_if(|open| *open >= section.level).is_some() {
                self.xml.close().line();
            }
            levels.push(section.level);
            self.xml.open("div");
            match section.level {
                0 => self.xml.attribute("type", "document").attribute("subtype", self.weave.transcript().genre.name()),
                _ => self.xml.attribute("type", "section"),
            };
            self.xml.line();
            self.parts(&section.parts);
        }
        for _ in levels {
            self.xml.close().line();
        }
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Group(group, inside) => self.group(*group, inside),
                Part::Block(index) if self.in_turn && self.timed => self.utterance(*index, false),
                Part::Loose(index) if self.in_turn && self.timed => self.utterance(*index, true),
                Part::Block(index) => self.block(*index, self.block_element(*index)).line(),
                Part::Loose(index) => self.block(*index, "ab").line(),
            };
        }
    }

    fn group(&mut self, group: Group, parts: &[Part]) -> &mut Emitter {
        match group {
            Group::Turn { number, part } => return self.turn(number, part, parts),
            Group::Item => return self.item(parts),
            Group::List(_) if self.in_turn && self.timed => {
                self.flush_label();
                self.xml.open("u");
                self.in_turn = false;
                self.list(group, parts);
                self.in_turn = true;
                return self.xml.close().line();
            }
            Group::List(_) | Group::Opener | Group::Closer => self.list(group, parts),
        };
        self.xml.line()
    }

    /// An element that holds others, without the line feed behind it.
    fn list(&mut self, group: Group, parts: &[Part]) -> &mut Emitter {
        match group {
            Group::Opener => self.xml.open("opener"),
            Group::Closer => self.xml.open("closer"),
            Group::List(kind) => self.xml.open("list").attribute("type", list_type(kind)),
            Group::Item | Group::Turn { .. } => self.xml,
        };
        self.xml.line();
        self.parts(parts);
        self.xml.close()
    }

    fn item(&mut self, parts: &[Part]) -> &mut Emitter {
        self.xml.open("item");
        for part in parts {
            if let Part::Group(group, inside) = part {
                self.list(*group, inside);
            }
        }
        self.xml.close().line()
    }

    fn turn(&mut self, number: u32, part: u32, parts: &[Part]) -> &mut Emitter {
        let turn = &self.weave.transcript().turns[number as usize];
        self.xml.open(if self.timed { "annotationBlock" } else { "sp" });
        self.turn_attributes(turn, number, part);
        self.xml.line();
        self.in_turn = true;
        self.parts(parts);
        self.flush_label();
        self.in_turn = false;
        self.xml.close().line()
    }

    fn turn_attributes(&mut self, turn: &Turn, number: u32, part: u32) {
        let id = self.weave.turn_id(number);
        let name = |part: u32| if part == 1 { id.clone() } else { format!("{id}.{part}") };
        let last = self.plan.turn_parts.get(&number).copied().unwrap_or(1);
        self.xml.attribute("xml:id", name(part)).attribute_if("who", speakers(&self.weave.transcript().register, &turn.who));
        self.xml.attribute_if("next", (part < last).then(|| format!("#{}", name(part + 1))));
        self.xml.attribute_if("prev", (part > 1).then(|| format!("#{}", name(part - 1))));
        if let Some(certainty) = turn.inferred {
            self.xml.attribute("resp", "#teiscribe").attribute("cert", certainty.name());
        } else if let Some(editor) = &turn.decided {
            self.xml.attribute("resp", format!("#{}", marks::editor_id(editor)));
        }
        let Some((start, end)) = turn.times else { return };
        if self.timed {
            self.xml.attribute("start", timeline::pointer(start)).attribute_if("end", end.map(timeline::pointer));
        } else {
            self.xml.attribute("synch", timeline::pointer(start));
        }
    }

    /// The element of a block that stands where its kind may stand.
    fn block_element(&self, index: usize) -> &'static str {
        if is_pause(self.weave, index) { "ab" } else { block::element(&self.weave.transcript().blocks[index].kind, self.weave.character(index)) }
    }

    /// A block of a timed turn: all of it stands in `u`, but for actions and sounds.
    fn utterance(&mut self, index: usize, loose: bool) -> &mut Emitter {
        let blocks = &self.weave.transcript().blocks;
        if blocks[index].kind == BlockKind::SpeakerLabel && !loose {
            self.flush_label();
            self.label = Some(index);
            return self.xml;
        }
        let element = self.block_element(index);
        let words = blocks[index].kind == BlockKind::Paragraph;
        if words {
            return self.block(index, "u").line();
        }
        self.flush_label();
        let milestones = matches!(self.weave.block(index).first(), Some(Event::Milestone(_)));
        if blocks[index].kind == BlockKind::Incident && element != "ab" && !milestones {
            return self.block(index, element).line();
        }
        self.xml.open("u");
        self.block(index, if loose || element == "ab" { "seg" } else { element });
        self.xml.close().line()
    }

    /// One block as `element`, without the line feed behind it.
    fn block(&mut self, index: usize, element: &'static str) -> &mut Emitter {
        let block = &self.weave.transcript().blocks[index];
        if let BlockKind::PageMark(number) = &block.kind {
            return self.xml.open("pb").attribute("n", number).close();
        }
        let events = self.weave.block(index);
        let described = matches!(block.kind, BlockKind::Gap | BlockKind::Incident) && !matches!(element, "ab" | "seg");
        let before = if described { events.iter().take_while(|event| matches!(event, Event::Milestone(_))).count() } else { 0 };
        for event in &events[..before] {
            self.event(event);
            if !(self.timed && self.in_turn) {
                self.xml.line();
            }
        }
        self.xml.open(element);
        self.attributes(index, block, element);
        self.pending_label();
        if is_pause(self.weave, index) {
            self.xml.open("pause").close();
        }
        if described {
            self.xml.open("desc");
        }
        self.events(index, &events[before..]);
        if described {
            self.xml.close();
        }
        self.xml.close()
    }

    fn attributes(&mut self, index: usize, block: &Block, element: &str) {
        let id = self.weave.block_id(index);
        self.xml.attribute_if("xml:id", id);
        if matches!(element, "ab" | "seg") {
            self.xml.attribute("type", block::loose_type(&block.kind));
        }
        match &block.kind {
            BlockKind::Note { number, place } => {
                self.xml.attribute_if("n", number.as_ref()).attribute("place", place.name());
                let marks = id.map_or(&[][..], |id| self.links.marks(id));
                self.xml.attribute_if("target", (!marks.is_empty()).then(|| super::values::pointers(marks.iter().map(String::as_str))));
            }
            BlockKind::Editorial(kind) => {
                self.xml.attribute("type", kind.name());
            }
            BlockKind::Gap | BlockKind::Incident => marks::character(self.xml, &block.kind, self.weave.character(index)),
            _ => {}
        }
    }

    /// Writes the label of a timed turn that waits, as the first child of its `u`.
    fn pending_label(&mut self) {
        if let Some(label) = self.label.take() {
            self.xml.open("note").attribute("type", "speaker");
            self.events(label, &self.weave.block(label));
            self.xml.close();
        }
    }

    /// Gives a waiting label a `u` of its own, where none follows it.
    fn flush_label(&mut self) {
        if self.label.is_some() {
            self.xml.open("u");
            self.pending_label();
            self.xml.close().line();
        }
    }

    /// The content of a block, each query behind the words it concerns, but never inside a description.
    fn events(&mut self, index: usize, events: &[Event<'_>]) {
        let mut waiting = self.queries.of_block(index).iter().peekable();
        let mut descriptions = 0_usize;
        for event in events {
            if let Event::Text(span) = event {
                let mut at = span.start;
                while let Some(&&(end, message)) = waiting.peek().filter(|(end, _)| descriptions == 0 && *end < span.end) {
                    let cut = end.max(at);
                    self.text(at, cut);
                    queries::note(self.xml, None, message);
                    (at, _) = (cut, waiting.next());
                }
                self.text(at, span.end);
                continue;
            }
            match event {
                Event::Open(piece) => descriptions += usize::from(marks::is_described(&piece.annotation.mark)),
                Event::Close(piece) => descriptions -= usize::from(marks::is_described(&piece.annotation.mark)),
                _ => {}
            }
            self.event(event);
        }
        for (_, message) in waiting {
            queries::note(self.xml, None, message);
        }
    }

    fn text(&mut self, start: usize, end: usize) {
        if start < end {
            self.xml.text(&self.weave.transcript().source.text()[start..end]);
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Open(piece) => marks::open(self.xml, self.weave, &self.links, piece),
            Event::Close(piece) => marks::close(self.xml, piece),
            Event::Milestone(piece) => self.milestone(&piece.annotation.mark),
            Event::Text(_) | Event::Omit(..) => {}
        }
    }

    /// The empty element that stands for a printed mark in the ledger.
    fn milestone(&mut self, mark: &Mark) {
        match mark {
            Mark::PageMark(number) => self.xml.open("pb").attribute("n", number).close(),
            Mark::TimeCode(moment) => self.xml.open("anchor").attribute("synch", timeline::pointer(*moment)).close(),
            _ => self.xml,
        };
    }
}

const fn list_type(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Participants => "participants",
        ListKind::Agenda => "agenda",
        ListKind::Plain => "plain",
    }
}
