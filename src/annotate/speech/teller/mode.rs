//! Direct or indirect: whose person and time the words stand in.

use crate::language::speech::{Class, Link, Sort};
use crate::model::{Act, EntityId, Mode};

use super::{Floor, Sentence, Teller, closing};
use crate::annotate::speech::cast::Resolved;
use crate::annotate::speech::deixis::Deixis;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::view::{Cell, QuoteMark};

impl Teller<'_, '_> {
    /// Who has the word by this attribution.
    pub(super) fn floor_of(&self, sentence: &Sentence<'_, '_>, frame: &Frame, resolved: &Resolved, before: Option<&Frame>) -> Floor {
        let inherited = before.and(self.floor.as_ref()).map(|floor| floor.mode);
        let mode = match frame.place {
            Place::Inside | Place::After if inherited.is_some() => inherited.unwrap_or(Mode::Direct),
            Place::Inside | Place::After if self.speaks_directly(&resolved.who) => Mode::Direct,
            _ => self.mode_of(sentence, frame, resolved),
        };
        let toasts = sentence.cells.iter().any(|cell| cell.is(Class::Toast));
        Floor { to: self.cast.addressed().to_vec(), act: toasts.then_some(Act::Toast), ..Floor::new(resolved.who.clone(), mode) }
    }

    /// Whether the words of `who` just before stood in his own person.
    fn speaks_directly(&self, who: &[EntityId]) -> bool {
        self.open_floor().is_some_and(|floor| floor.mode == Mode::Direct && floor.who == who)
    }

    /// Whether the words of `who` just before were reported in the past: "I" in them is the narrator.
    fn reports(&self, who: &[EntityId]) -> bool {
        self.manner.shifts && self.open_floor().is_some_and(|floor| floor.mode == Mode::Indirect && floor.who == who)
    }

    fn mode_of(&self, sentence: &Sentence<'_, '_>, frame: &Frame, resolved: &Resolved) -> Mode {
        let cells = sentence.cells;
        let words = &cells[frame.words.min(cells.len())..];
        let around = if frame.place == Place::Before { words } else { cells };
        let quoted = words.first().is_some_and(|cell| closing(cell).is_some())
            || (frame.place != Place::Before && cells[0].quote.is_some_and(|quote| quote != QuoteMark::Close));
        let deixis = Deixis::of(around);
        let own = deixis.own || deixis.second;
        match frame.link {
            Some(Link::That | Link::Infinitive | Link::Phrase) => Mode::Indirect,
            Some(Link::Question) if !(deixis.second && deixis.question) => Mode::Indirect,
            _ if quoted => Mode::Direct,
            _ if frame.source => Mode::Indirect,
            _ if !self.manner.is_first_person() => {
                let spoken = deixis.second || (frame.link == Some(Link::Colon) && (deixis.own || (deixis.present && deixis.question)));
                if spoken { Mode::Direct } else { Mode::Indirect }
            }
            _ if frame.place != Place::Before && deixis.is_reported() => Mode::Indirect,
            _ if frame.place != Place::Before && self.reports(&resolved.who) && deixis.back && !deixis.second && !deixis.present => Mode::Indirect,
            _ if frame.place != Place::Before && self.manner.shifts && deixis.shifted && !own && !deixis.present => Mode::Indirect,
            Some(Link::Comma) if deixis.subjunctive && !deixis.second => Mode::Indirect,
            Some(Link::Bare) if deixis.is_reported() || (!own && !deixis.present) => Mode::Indirect,
            Some(Link::Comma) if asks(frame, words) && !deixis.second && (deixis.back || deixis.third) => Mode::Indirect,
            _ => Mode::Direct,
        }
    }

    /// The mode of a sentence that carries on after words in the mode `before`.
    pub(super) fn mode_of_carried(&self, before: Mode, cells: &[Cell<'_>]) -> Mode {
        let deixis = Deixis::of(cells);
        let first_person = self.manner.is_first_person();
        match before {
            Mode::Indirect if !first_person || deixis.is_reported() => Mode::Indirect,
            Mode::Indirect if self.manner.shifts && !deixis.second && !deixis.present => Mode::Indirect,
            Mode::Direct | Mode::Indirect => Mode::Direct,
        }
    }
}

/// Whether the words behind a comma are an indirect question: "I said to him, how would he view it".
fn asks(frame: &Frame, words: &[Cell<'_>]) -> bool {
    words.first().is_some_and(|cell| cell.is(Class::Question) && (frame.sort == Sort::Ask || !cell.is(Class::Subordinator)))
}
