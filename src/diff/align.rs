//! Two sequences into the pairs of equal items that stand in the same order in both.
//!
//! What is the same at both ends is taken at once; what occurs once in both is an anchor (the longest run of anchors in order counts); short stretches
//! between anchors go to the algorithm of Myers. Without anchors a long stretch is walked once, so the time stays near linear.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Items in a stretch that is short enough for the algorithm of Myers.
const SHORT: usize = 1024;

/// Pairs of indices of equal items, ascending in both.
pub(super) fn align(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut gaps = vec![(0, old.len(), 0, new.len())];
    while let Some((from, to, new_from, new_to)) = gaps.pop() {
        let (left, right) = (&old[from..to], &new[new_from..new_to]);
        let head = common(left.iter(), right.iter());
        let tail = common(left[head..].iter().rev(), right[head..].iter().rev());
        pairs.extend((0..head).map(|at| (from + at, new_from + at)));
        pairs.extend((1..=tail).map(|at| (to - at, new_to - at)));
        let (left, right) = (&left[head..left.len() - tail], &right[head..right.len() - tail]);
        let (from, new_from) = (from + head, new_from + head);
        if left.is_empty() || right.is_empty() {
            continue;
        }
        if left.len() + right.len() <= SHORT {
            pairs.extend(myers(left, right).map(|(one, other)| (from + one, new_from + other)));
            continue;
        }
        let anchors = anchors(left, right);
        if anchors.is_empty() {
            pairs.extend(greedy(left, right).into_iter().map(|(one, other)| (from + one, new_from + other)));
            continue;
        }
        let (mut at, mut new_at) = (0, 0);
        for &(one, other) in &anchors {
            pairs.push((from + one, new_from + other));
            gaps.push((from + at, from + one, new_from + new_at, new_from + other));
            (at, new_at) = (one + 1, other + 1);
        }
        gaps.push((from + at, from + left.len(), new_from + new_at, new_from + right.len()));
    }
    pairs.sort_unstable();
    pairs
}

/// How many items are the same from the start.
pub(super) fn common<'a>(left: impl Iterator<Item = &'a u64>, right: impl Iterator<Item = &'a u64>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).count()
}

fn myers(left: &[u64], right: &[u64]) -> impl Iterator<Item = (usize, usize)> {
    let equal = |op: DiffOp| match op {
        DiffOp::Equal { old_index, new_index, len } => (old_index, new_index, len),
        DiffOp::Delete { old_index, new_index, .. } | DiffOp::Insert { old_index, new_index, .. } | DiffOp::Replace { old_index, new_index, .. } => {
            (old_index, new_index, 0)
        }
    };
    capture_diff_slices(Algorithm::Myers, left, right)
        .into_iter()
        .map(equal)
        .flat_map(|(old, new, length)| (0..length).map(move |at| (old + at, new + at)))
}

/// Items that occur once in both and keep their order: the longest such run. Items that are 0 are none.
pub(super) fn anchors(left: &[u64], right: &[u64]) -> Vec<(usize, usize)> {
    let (left, right) = (once(left), once(right));
    let mut both: Vec<(usize, usize)> = left.iter().filter_map(|(key, &one)| Some((one?, (*right.get(key)?)?))).collect();
    both.sort_unstable();
    longest_run(&both)
}

fn once(items: &[u64]) -> FxHashMap<u64, Option<usize>> {
    let mut seen = FxHashMap::default();
    for (at, &item) in items.iter().enumerate().filter(|(_, item)| **item != 0) {
        seen.entry(item).and_modify(|place| *place = None).or_insert(Some(at));
    }
    seen
}

/// The longest part of `pairs` (ascending in the first) that ascends in the second too.
pub(super) fn longest_run(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new(); // ends[k]: index of the pair that ends the best run of k + 1 pairs
    let mut before = vec![usize::MAX; pairs.len()];
    for (index, &(_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < second);
        before[index] = if length == 0 { usize::MAX } else { ends[length - 1] };
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        run.push(pairs[at]);
        at = before[at];
    }
    run.reverse();
    run
}

/// Each item with its next occurrence on the other side, near where the last one was found.
fn greedy(left: &[u64], right: &[u64]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, &item) in right.iter().enumerate() {
        places.entry(item).or_default().push(at);
    }
    let (mut pairs, mut next) = (Vec::new(), 0);
    for (at, item) in left.iter().enumerate() {
        let Some(places) = places.get(item) else { continue };
        let found = places.get(places.partition_point(|&place| place < next)).copied();
        if let Some(found) = found.filter(|&found| found - next <= SHORT) {
            pairs.push((at, found));
            next = found + 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_are_equal_and_in_order(old in proptest::collection::vec(0_u64..6, 0..40), new in proptest::collection::vec(0_u64..6, 0..40), times in 1_usize..40) {
            let (old, new) = (old.repeat(times), new.repeat(times));
            let pairs = align(&old, &new);
            prop_assert!(pairs.iter().all(|&(one, other)| old[one] == new[other]));
            prop_assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
            if old == new {
                prop_assert_eq!(pairs.len(), old.len());
            }
        }
    }
}
