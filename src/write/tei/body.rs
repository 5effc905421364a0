//! The TEI's `text`: blocks in their order, gathered into divisions, turns, lists and the opener.

use crate::model::{Block, BlockKind, Event, Genre, ListKind, Transcript, Weave};
use crate::xml::emit::Emitter;

use super::{marks, pointers};

/// Writes `text`.
pub(super) fn write(xml: &mut Emitter, weave: &Weave<'_>) {
    let timed = weave.transcript().genre == Genre::Interview && weave.transcript().turns.iter().any(|turn| turn.times.is_some());
    let mut body = Body { xml, weave, open: Vec::new(), divisions: Vec::new(), label: None, timed };
    body.xml.open("text").line();
    if timed {
        body.timeline();
    }
    body.xml.open("body").line();
    body.xml.open("div").attribute("type", "document").attribute("subtype", weave.transcript().genre.name()).line();
    for index in 0..weave.transcript().blocks.len() {
        body.block(index);
    }
    body.leave_groups();
    for _ in 0..=body.divisions.len() {
        body.xml.close().line();
    }
    body.xml.close().line().close().line();
}

/// An element that holds several blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Opener,
    Closer,
    List(ListKind),
    Turn(u32),
}

struct Body<'x, 'w, 't> {
    xml: &'x mut Emitter,
    weave: &'w Weave<'t>,
    open: Vec<Group>,
    /// Levels of the open divisions inside the document's.
    divisions: Vec<u8>,
    /// The label of a timed turn, until the `u` that holds it opens.
    label: Option<usize>,
    timed: bool,
}

impl<'t> Body<'_, '_, 't> {
    fn transcript(&self) -> &'t Transcript {
        self.weave.transcript()
    }

    fn block(&mut self, index: usize) {
        let block = &self.transcript().blocks[index];
        match &block.kind {
            BlockKind::Furniture | BlockKind::Metadata(_) => return,
            BlockKind::PageMark(number) => {
                self.leave_groups_of_text();
                self.xml.open("pb").attribute("n", number).close().line();
                return;
            }
            BlockKind::Heading(level) => self.enter_division(*level),
            BlockKind::SpeakerLabel if self.timed => {
                self.enter_group(block);
                self.flush_label();
                self.label = Some(index);
                return;
            }
            _ => self.enter_group(block),
        }
        self.element(index, block);
    }

    fn element(&mut self, index: usize, block: &Block) {
        let name = match &block.kind {
            BlockKind::Title | BlockKind::Heading(_) | BlockKind::ListHead(_) => "head",
            BlockKind::Dateline => "dateline",
            BlockKind::Classification => "seg",
            BlockKind::SpeakerLabel => "speaker",
            BlockKind::ListItem(_) => "item",
            BlockKind::Note { .. } | BlockKind::Editorial(_) => "note",
            BlockKind::Gap => "gap",
            BlockKind::Incident => "incident",
            BlockKind::Signature => "signed",
            BlockKind::Paragraph if self.timed && block.turn.is_some() => "u",
            _ => "p",
        };
        if name != "u" {
            self.flush_label();
        }
        self.xml.open(name);
        self.attributes(index, block);
        self.pending_label();
        let described = matches!(block.kind, BlockKind::Gap | BlockKind::Incident);
        if described {
            self.xml.open("desc");
        }
        self.events(index);
        if described {
            self.xml.close();
        }
        self.xml.close().line();
    }

    /// Writes the label of a timed turn that waits, as the first child of its `u`.
    fn pending_label(&mut self) {
        if let Some(label) = self.label.take() {
            self.xml.open("note").attribute("type", "speaker");
            self.events(label);
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

    fn attributes(&mut self, index: usize, block: &Block) {
        let id = match &block.kind {
            BlockKind::Note { number: Some(number), .. } => Some(format!("note{number}")),
            _ => self.weave.block_id(index).map(str::to_owned),
        };
        self.xml.attribute_if("xml:id", id);
        match &block.kind {
            BlockKind::Classification => {
                self.xml.attribute("type", "classification");
            }
            BlockKind::Note { number, place } => {
                self.xml.attribute_if("n", number.as_ref()).attribute("place", place.name());
            }
            BlockKind::Editorial(kind) => {
                self.xml.attribute("type", kind.name());
            }
            BlockKind::Gap => {
                self.xml.attribute("reason", "omitted");
            }
            _ => {}
        }
    }

    fn events(&mut self, index: usize) {
        let text = self.transcript().source.text();
        for event in self.weave.block(index) {
            match event {
                Event::Open(piece) => marks::open(self.xml, self.weave, piece),
                Event::Close(piece) => marks::close(self.xml, piece),
                Event::Milestone(piece) => marks::milestone(self.xml, piece),
                Event::Text(span) => {
                    self.xml.text(&text[span.range()]);
                }
                Event::Omit(..) => {}
            }
        }
    }

    fn enter_group(&mut self, block: &Block) {
        let wanted = match &block.kind {
            BlockKind::Dateline | BlockKind::Classification => Some(Group::Opener),
            BlockKind::Signature => Some(Group::Closer),
            BlockKind::ListHead(kind) | BlockKind::ListItem(kind) => Some(Group::List(*kind)),
            _ => block.turn.map(Group::Turn),
        };
        let starts_anew = matches!(block.kind, BlockKind::ListHead(_));
        if self.open.last().copied() == wanted && !starts_anew {
            return;
        }
        self.leave_groups();
        if let Some(group) = wanted {
            self.open_group(group);
            self.open.push(group);
        }
    }

    fn open_group(&mut self, group: Group) {
        match group {
            Group::Opener => self.xml.open("opener"),
            Group::Closer => self.xml.open("closer"),
            Group::List(kind) => self.xml.open("list").attribute("type", list_type(kind)),
            Group::Turn(number) => self.open_turn(number),
        };
        self.xml.line();
    }

    fn open_turn(&mut self, number: u32) -> &mut Emitter {
        let turn = &self.transcript().turns[number as usize];
        let register = &self.transcript().register;
        let who = pointers(turn.who.iter().map(|&id| register.get(id).id.as_str()));
        self.xml.open(if self.timed { "annotationBlock" } else { "sp" });
        self.xml.attribute("xml:id", self.weave.turn_id(number)).attribute("who", who);
        if let Some(certainty) = turn.inferred {
            self.xml.attribute("resp", "#teiscribe").attribute("cert", certainty.name());
        }
        if let Some((start, end)) = turn.times.filter(|_| self.timed) {
            self.xml.attribute("start", format!("#T{start}")).attribute_if("end", end.map(|end| format!("#T{end}")));
        }
        self.xml
    }

    fn leave_groups(&mut self) {
        self.flush_label();
        while self.open.pop().is_some() {
            self.xml.close().line();
        }
    }

    /// Leaves what may hold no `pb`: opener, closer and list; a turn stays open.
    fn leave_groups_of_text(&mut self) {
        if !matches!(self.open.last(), Some(Group::Turn(_))) {
            self.leave_groups();
        }
    }

    fn enter_division(&mut self, level: u8) {
        self.leave_groups();
        while self.divisions.pop_if(|open| *open >= level).is_some() {
            self.xml.close().line();
        }
        self.divisions.push(level);
        self.xml.open("div").attribute("type", "section").line();
    }

    /// The moments at which turns begin and end, counted from the start of the recording.
    fn timeline(&mut self) {
        let times = self.transcript().turns.iter().filter_map(|turn| turn.times);
        let mut moments: Vec<u64> = times.flat_map(|(start, end)| std::iter::once(start).chain(end)).collect();
        moments.push(0);
        moments.sort_unstable();
        moments.dedup();
        self.xml.open("timeline").attribute("unit", "s").attribute("origin", "#T0").line();
        for moment in moments {
            self.xml.open("when").attribute("xml:id", format!("T{moment}"));
            if moment > 0 {
                self.xml.attribute("interval", seconds(moment)).attribute("since", "#T0");
            }
            self.xml.close().line();
        }
        self.xml.close().line();
    }
}

const fn list_type(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Participants => "participants",
        ListKind::Agenda => "agenda",
        ListKind::Plain => "plain",
    }
}

/// Milliseconds as seconds with as many decimals as needed: `12.4`.
fn seconds(milliseconds: u64) -> String {
    let decimals = format!("{:03}", milliseconds % 1000);
    match decimals.trim_end_matches('0') {
        "" => (milliseconds / 1000).to_string(),
        decimals => format!("{}.{decimals}", milliseconds / 1000),
    }
}
