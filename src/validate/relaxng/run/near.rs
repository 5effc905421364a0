//! Names that were probably meant: the nearest of those that could stand in the same place.

/// The candidate nearest to `written`, if it is near enough to be the same word misspelt; the first of equals.
pub(super) fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = match written.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(written, candidate, allowed);
        if distance <= allowed && best.is_none_or(|(least, name)| (distance, candidate) < (least, name)) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be put in, left out, replaced, or swapped with their neighbour; anything above `limit` is `limit + 1`.
fn distance(one: &str, other: &str, limit: usize) -> usize {
    if one.eq_ignore_ascii_case(other) {
        return usize::from(one != other);
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for at in 1..=one.len() {
        let mut row = vec![at];
        for to in 1..=other.len() {
            let replaced = last[to - 1] + usize::from(one[at - 1] != other[to - 1]);
            let mut fewest = replaced.min(last[to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1] {
                fewest = fewest.min(before[to - 2] + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_recognised_and_other_words_are_not() {
        let names = ["head", "speaker", "stage", "p", "place", "url", "fileDesc"];
        for (written, meant) in [
            ("haed", Some("head")),
            ("speeker", Some("speaker")),
            ("plcae", Some("place")),
            ("filedesc", Some("fileDesc")),
            ("foo", None),
            ("x", None),
            ("note", None),
        ] {
            assert_eq!(nearest(written, names), meant, "{written}");
        }
    }
}
