//! Lists of names: what is said of one member holds for all ("in X, Y, and Z", "Coms. A, B (the minister) and C").

use crate::language::names::Kind;
use crate::model::EntityKind;

use super::cue::Cue;
use super::evidence::Weighed;
use super::line::Line;
use super::scan::{Find, Finds, Sort};

/// The longest parenthesis that may stand behind a member of a list, in tokens.
const PARENTHESIS: usize = 18;

/// The lists of a block, as indices of its finds; only those with two members or more.
pub(super) fn lists(line: &Line<'_>, found: &Finds) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    let mut taken = vec![false; found.finds.len()];
    for first in 0..found.finds.len() {
        if taken[first] {
            continue;
        }
        let mut list = vec![first];
        while let Some(next) = next_member(line, found, list[list.len() - 1]) {
            taken[next] = true;
            list.push(next);
        }
        if list.len() > 1 {
            lists.push(list);
        }
    }
    lists
}

/// The member after `last`: only a comma or a conjunction, and a parenthesis before them, stand between.
fn next_member(line: &Line<'_>, found: &Finds, last: usize) -> Option<usize> {
    let end = found.finds[last].tokens.end;
    let joints = behind_parenthesis(line, end);
    let next = (last + 1..found.finds.len().min(last + 8)).find(|&at| found.begin(&found.finds[at]) >= joints)?;
    let begin = found.begin(&found.finds[next]);
    let fixed = !matches!(found.finds[next].sort, Sort::Plain | Sort::Person);
    let joint = |at: usize| matches!(line.text(at), "," | "&") || line.has(at, Kind::Conjunction) || fixed && line.has(at, Kind::Article);
    let joined = joints < begin && begin - joints < 4 && (joints..begin).all(joint);
    joined.then_some(next)
}

/// Where the text goes on behind a parenthesis that opens at `at`; `at` where none does.
pub(super) fn behind_parenthesis(line: &Line<'_>, at: usize) -> usize {
    if line.text(at) != "(" {
        return at;
    }
    (at..line.len().min(at + PARENTHESIS)).find(|&at| line.text(at) == ")").map_or(at, |close| close + 1)
}

/// Lets the members of a list share what is said of one of them.
pub(super) fn share(found: &mut Finds, list: &[usize], weighed: &mut [Weighed]) {
    share_title(found, list, weighed);
    let plain = |find: &Find| matches!(find.sort, Sort::Plain | Sort::Person | Sort::Place);
    let members = list.iter().filter(|&&at| plain(&found.finds[at]));
    let best = members.filter_map(|&at| weighed[at].cues.strongest()).max_by_key(|cue| cue.weight()).map(Cue::class);
    let shared = match best {
        Some(EntityKind::Person) => Some(Cue::PersonList),
        Some(EntityKind::Place) => Some(Cue::PlaceList),
        Some(EntityKind::Organisation | EntityKind::Group | EntityKind::Work) | None => None,
    };
    for &at in list.iter().filter(|&&at| found.finds[at].sort == Sort::Plain) {
        if best.is_some_and(|class| weighed[at].cues.best(class).is_none()) {
            weighed[at].cues.extend(shared);
        }
    }
    share_attribute(list, weighed);
}

/// A title in the plural belongs to every member up to the next title.
fn share_title(found: &mut Finds, list: &[usize], weighed: &mut [Weighed]) {
    let mut plural = None;
    for &at in list {
        let own = found.finds[at].titles.clone();
        if !own.is_empty() {
            plural = found.titles[own.clone()].iter().any(|title| title.plural).then_some(own);
        } else if let Some(title) = &plural
            && found.finds[at].sort == Sort::Plain
        {
            found.finds[at].shared_titles = title.clone();
            weighed[at].cues.add(Cue::Honorific);
        }
    }
}

/// "Soviet and Yugoslav peoples": the first is an attribute too, unless much speaks for a name.
fn share_attribute(list: &[usize], weighed: &mut [Weighed]) {
    for pair in list.windows(2).rev() {
        let weak = weighed[pair[0]].cues.strongest().is_none_or(|cue| cue.weight() < 6);
        if weighed[pair[1]].attributive && weak && weighed[pair[1]].cues.strongest().is_none() {
            weighed[pair[0]] = Weighed { cues: super::cue::Cues::default(), attributive: true, ..weighed[pair[0]] };
        }
    }
}
