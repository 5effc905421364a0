//! Names that were probably meant: the nearest of those that could stand in the same place.

use crate::diagnostic;

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

/// The distance of two names, of those that differ in case alone one; anything above `limit` is `limit + 1`.
fn distance(one: &str, other: &str, limit: usize) -> usize {
    if one.eq_ignore_ascii_case(other) {
        return usize::from(one != other);
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > limit { limit + 1 } else { diagnostic::distance(&one, &other).min(limit + 1) }
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
