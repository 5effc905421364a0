//! Slips of the pen and of the scanner: a word misprinted in one letter.

/// Whether `printed` can only be a slip for `right`: two neighbouring letters changed places, or a letter near by was struck twice.
///
/// Both must be long, begin and end alike; a letter left out or put for another makes another word too easily.
///
/// ```
/// use teiscribe::language::spelling::is_slip;
/// assert!(is_slip("Yugolsavia", "Yugoslavia"));
/// assert!(is_slip("Yugloslav", "Yugoslav"));
/// assert!(!is_slip("Todorovich", "Todorovic"));
/// ```
pub fn is_slip(printed: &str, right: &str) -> bool {
    let (printed, right): (Vec<char>, Vec<char>) = (printed.chars().collect(), right.chars().collect());
    if right.len() < 8 || printed[..3.min(printed.len())] != right[..3] || !printed.ends_with(&right[right.len() - 2..]) {
        return false;
    }
    let same = printed.iter().zip(&right).take_while(|(a, b)| a == b).count();
    if printed.len() == right.len() {
        return same + 1 < right.len()
            && printed[same] == right[same + 1]
            && printed[same + 1] == right[same]
            && printed[same + 2..] == right[same + 2..];
    }
    printed.len() == right.len() + 1
        && same < right.len()
        && printed[same + 1..] == right[same..]
        && right[same.saturating_sub(3)..(same + 3).min(right.len())].contains(&printed[same])
}
