//! Numbers of the format: places `[0, 14]`, whole numbers, and times, `12.4` or `"00:00:12.400"`.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// Start and end in the text, in code points, end exclusive.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct At(pub Whole, pub Whole);

/// A whole number; `3.0` is one too (JSON Schema Validation 6.1.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Whole(pub u64);

impl Whole {
    pub(super) fn of(number: usize) -> Self {
        Self(number as u64)
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    pub(super) fn narrow(self) -> u32 {
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Wholes)
    }
}

struct Wholes;

impl Visitor<'_> for Wholes {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Whole, E> {
        Ok(Whole(number))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked: a whole number that a double holds exactly")]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Whole, E> {
        let is_whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_991.0).contains(&number);
        if is_whole { Ok(Whole(number as u64)) } else { Err(E::custom("a whole number is wanted")) }
    }
}

/// A time in milliseconds; in JSON seconds, or hours, minutes and seconds in a string.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seconds(pub u64);

impl Serialize for Seconds {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of 285,000 years fit a double")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(1000) { serializer.serialize_u64(self.0 / 1000) } else { serializer.serialize_f64(self.0 as f64 / 1000.0) }
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Times)
    }
}

struct Times;

impl Visitor<'_> for Times {
    type Value = Seconds;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time: 12.4 or \"00:00:12.400\"")
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Seconds, E> {
        seconds.checked_mul(1000).map(Seconds).ok_or_else(|| E::custom("the time is too large"))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, and the schema bounds the number")]
    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Seconds, E> {
        Ok(Seconds((seconds * 1000.0).round() as u64))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Seconds, E> {
        clock(text).map(Seconds).ok_or_else(|| E::custom("no time"))
    }
}

/// `00:00:12.400` or `1:02,5` in milliseconds.
fn clock(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let seconds = whole.split(':').try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(part.parse().ok()?))?;
    let milliseconds: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_form() {
        let read = |text: &str| serde_json::from_str::<Seconds>(text).expect("a time").0;
        assert_eq!((read("12"), read("12.4"), read("12.0005")), (12_000, 12_400, 12_001));
        assert_eq!((read("\"0:12\""), read("\"01:02:03,5\""), read("\"100:00:00.004\"")), (12_000, 3_723_500, 360_000_004));
    }

    proptest::proptest! {
        #[test]
        fn milliseconds_survive(time in 0..9_000_000_000_000_u64) {
            let text = serde_json::to_string(&Seconds(time)).expect("JSON");
            proptest::prop_assert_eq!(serde_json::from_str::<Seconds>(&text).expect("a time").0, time);
        }
    }
}
