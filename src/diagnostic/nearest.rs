//! The name that was probably meant: `nmae` among `name`, `role`.

/// The candidate nearest to `name`, if it looks like a misspelling of it; the earlier of two that are equally near.
///
/// Distance is that of Damerau and Levenshtein (optimal string alignment) without regard to case; one edit for every
/// three characters is a misspelling.
///
/// ```
/// use teiscribe::diagnostic::nearest;
/// assert_eq!(nearest("nmae", ["role", "name"]), Some("name"));
/// assert_eq!(nearest("colour", ["role", "name"]), None);
/// ```
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted: Vec<char> = name.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    let allowed = wanted.len().div_ceil(3);
    let near = candidates.into_iter().filter_map(|candidate| {
        let letters: Vec<char> = candidate.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
        let possible = wanted.len().max(letters.len()) <= LONGEST && wanted.len().abs_diff(letters.len()) <= allowed;
        let distance = if possible { distance(&wanted, &letters) } else { usize::MAX };
        (distance <= allowed).then_some((distance, candidate))
    });
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}

/// Longer names are not compared, so that the work for one name is bounded.
const LONGEST: usize = 64;

/// How many letters must be put in, left out, replaced, or swapped with their neighbour (optimal string alignment).
pub(crate) fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, &letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, &other) in right.iter().enumerate() {
            let mut best = (last[column] + usize::from(letter != other)).min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_losses_and_case_are_one_edit_each() {
        let distance = |left: &str, right: &str| distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>());
        assert_eq!((distance("nmae", "name"), distance("", "abc"), distance("speeker", "speaker"), distance("same", "same")), (1, 3, 1, 0));
        assert_eq!(nearest("Speaker", ["speakers", "speaker"]), Some("speaker"));
        assert_eq!(nearest(&"a".repeat(5000), ["aaaa"]), None);
    }
}
