//! The types of values that may differ, and what a value of each looks like.

use serde::Deserialize;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Type {
    /// A year, a month, a day or a moment: `2026-01-02T03:04:05Z`.
    Date,
    /// A number.
    Number,
    /// Hexadecimal digits, at least eight.
    Digest,
    /// Numbers with points between: `1.2.3`.
    Version,
    /// Something with a scheme: `https://…`, `urn:…`.
    Iri,
    /// Anything but nothing.
    Text,
}

impl Type {
    /// Its name in the settings.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Digest => "digest",
            Self::Version => "version",
            Self::Iri => "iri",
            Self::Text => "text",
        }
    }

    /// What stands for any value of the type.
    pub(super) fn placeholder(self) -> String {
        format!("[{}]", self.name())
    }

    /// Whether `value` is of the type.
    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Self::Date => is_date(value),
            Self::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Digest => value.len() >= 8 && value.bytes().all(|byte| byte.is_ascii_hexdigit()),
            Self::Version => value.contains('.') && value.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())),
            Self::Iri => value.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty() && !value.contains(' ')),
            Self::Text => !value.is_empty(),
        }
    }
}

/// A calendar date with as many parts as it has, and a time behind a `T`.
fn is_date(value: &str) -> bool {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let parts: Vec<&str> = day.split('-').collect();
    let lengths: &[usize] = &[4, 2, 2];
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = parts.len() <= 3 && parts.iter().zip(lengths).all(|(part, &length)| digits(part, length));
    is_day && time.is_none_or(|time| parts.len() == 3 && is_time(time))
}

fn is_time(time: &str) -> bool {
    time.len() >= 5 && time.as_bytes()[2] == b':' && time.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart_by_type() {
        for (value, types) in [
            ("2026", &[Type::Date, Type::Number, Type::Text][..]),
            ("2026-01-02T03:04:05Z", &[Type::Date, Type::Text]),
            ("2026-1-2", &[Type::Text]),
            ("1.2.3", &[Type::Version, Type::Text]),
            ("0123abcd", &[Type::Digest, Type::Text]),
            ("urn:uuid:1", &[Type::Iri, Type::Text]),
            ("-1.5", &[Type::Number, Type::Text]),
            ("soon", &[Type::Text]),
            ("", &[]),
        ] {
            for kind in [Type::Date, Type::Number, Type::Digest, Type::Version, Type::Iri, Type::Text] {
                assert_eq!(kind.fits(value), types.contains(&kind), "{value} as {}", kind.name());
            }
        }
    }
}
