//! Values as TEI's datatypes admit them; what does not fit is left away, for an attribute that is not there claims nothing.

use crate::model::DateValue;
use crate::xml::emit::Emitter;

/// A BCP 47 tag (`teidata.language`).
pub(super) fn language(tag: &str) -> Option<&str> {
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let primary = tag.split('-').next().is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_alphabetic()));
    (primary && tag.split('-').all(fits)).then_some(tag)
}

/// One word (`teidata.enumerated`).
pub(super) fn word(text: &str) -> Option<&str> {
    let fits = |character: char| character.is_alphanumeric() || character.is_ascii_graphic() || "°€£№§".contains(character);
    (!text.is_empty() && text.chars().all(fits)).then_some(text)
}

/// Words (`teidata.word`, one or more).
pub(super) fn words(text: &str) -> Option<&str> {
    let mut parts = text.split(' ').filter(|part| !part.is_empty()).peekable();
    parts.peek()?;
    parts.all(|part| word(part).is_some()).then_some(text)
}

/// A decimal numeral (`teidata.numeric`).
pub(super) fn numeral(text: &str) -> Option<&str> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, decimals)| (whole, Some(decimals)));
    (digits(whole) && decimals.is_none_or(digits)).then_some(text)
}

/// The attributes of `att.datable.w3c`, whose rules allow no other beside `when` and neither `from` with `notBefore` nor `to` with `notAfter`.
pub(super) fn dated(xml: &mut Emitter, value: &DateValue) {
    if value.when.is_some() {
        xml.attribute_if("when", value.when);
        return;
    }
    match value.from {
        Some(from) => xml.attribute("from", from),
        None => xml.attribute_if("notBefore", value.not_before),
    };
    match value.to {
        Some(to) => xml.attribute("to", to),
        None => xml.attribute_if("notAfter", value.not_after),
    };
}

/// Milliseconds as seconds with as many decimals as needed: `12.4`.
pub(super) fn seconds(milliseconds: u64) -> String {
    let decimals = format!("{:03}", milliseconds % 1000);
    match decimals.trim_end_matches('0') {
        "" => (milliseconds / 1000).to_string(),
        decimals => format!("{}.{decimals}", milliseconds / 1000),
    }
}

/// Pointers to ids, as the value of a TEI pointer attribute.
pub(super) fn pointers<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut value = String::new();
    for id in ids {
        if !value.is_empty() {
            value.push(' ');
        }
        value.push('#');
        value.push_str(id);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_datatype_does_not_admit_is_left_away() {
        assert_eq!((language("ru-Latn"), language("x y"), language("")), (Some("ru-Latn"), None, None));
        assert_eq!((words("winter wheat"), words(" "), word("a b"), word("м²")), (Some("winter wheat"), None, None, Some("м²")));
        assert_eq!((numeral("-1.5"), numeral("1."), numeral("about")), (Some("-1.5"), None, None));
        assert_eq!(seconds(12_400), "12.4");
    }
}
