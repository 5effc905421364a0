//! Whose person and time a stretch stands in: the evidence for direct and indirect speech.
//!
//! "We shall see you there." stands in the speaker's own person; "He would see them there." is reported.

use crate::language::speech::{Class, Forms};

use super::view::Cell;

/// What a stretch shows of person and time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Deixis {
    /// "I", "we", "our".
    pub own: bool,
    /// "you", "your".
    pub second: bool,
    /// "he", "their".
    pub third: bool,
    /// A finite verb in the present, or an imperative.
    pub present: bool,
    /// "had", "would", "was", "were": the time of a report.
    pub shifted: bool,
    /// "had" or "would": the time of a report and hardly of anything else.
    pub back: bool,
    /// A verb in the mood of reports.
    pub subjunctive: bool,
    /// A question mark ends it.
    pub question: bool,
}

impl Deixis {
    /// The evidence in `cells`.
    pub fn of(cells: &[Cell<'_>]) -> Self {
        let mut found = Self::default();
        for (at, cell) in cells.iter().enumerate() {
            // "would have had" stands in no present.
            let helped = cell.is(Class::Have) && at > 0 && (cells[at - 1].is(Class::Modal) || cells[at - 1].is(Class::Would));
            found.own |= cell.is(Class::OwnPerson);
            found.subjunctive |= cell.is(Class::Subjunctive);
            found.second |= cell.is(Class::SecondPerson);
            found.third |= cell.is(Class::ThirdPerson);
            found.present |= (cell.is(Class::Present) && !helped) || (cell.is_verb(Forms::PRESENT) && !cell.is_verb(Forms::PAST));
            found.back |= cell.is(Class::Had) || cell.is(Class::Would);
            found.shifted |= cell.is(Class::Was);
            found.question |= cell.is_mark("?");
        }
        found.present |= cells.first().zip(cells.get(1)).is_some_and(|(first, second)| speaks_now(first, second));
        found.present |= cells.windows(3).any(|three| !is_auxiliary(&three[0]) && speaks_now(&three[1], &three[2]));
        found.shifted |= found.back;
        found.present |= cells.first().is_some_and(|cell| cell.is(Class::Present));
        found
    }

    /// Whether it reports rather than quotes: times shifted back, nobody in the first or second person.
    pub fn is_reported(self) -> bool {
        self.subjunctive && !self.second || !self.own && !self.second && !self.present && (self.back || (self.third && self.shifted))
    }
}

/// "I take", "we ask": the first person before a verb that is not past.
fn speaks_now(pronoun: &Cell<'_>, verb: &Cell<'_>) -> bool {
    let first = pronoun.is(Class::First) || pronoun.is(Class::FirstPlural);
    let other = [Class::Had, Class::Would, Class::Was, Class::Modal, Class::Do].iter().any(|&class| verb.is(class));
    let base = verb.is_verb(Forms::BASE) || !(verb.is_past() || verb.is_adverb() || verb.is(Class::Subordinator));
    first && verb.is_word() && base && !other
}

/// "did" in "Did I think".
fn is_auxiliary(cell: &Cell<'_>) -> bool {
    [Class::Do, Class::Modal, Class::Had, Class::Was].iter().any(|&class| cell.is(class))
}
