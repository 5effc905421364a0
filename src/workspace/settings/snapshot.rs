//! `[snapshot]`: which outputs of which sources are locked.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The section `[snapshot]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Snapshot {
    /// Patterns of the sources, as seen from the folder of the settings.
    #[serde(deserialize_with = "one_or_more")]
    pub inputs: Vec<String>,
    /// The outputs of each source.
    pub outputs: Vec<String>,
    /// Tables that say what may differ.
    pub redactions: Vec<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    OneOrMore::deserialize(deserializer).map(|given| match given {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(more) => more,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::workspace::settings::keys;

    #[test]
    fn the_struct_has_the_keys_of_the_schema() {
        let written = serde_json::to_value(Snapshot::default()).expect("JSON");
        let fields: BTreeSet<&str> = written.as_object().expect("an object").keys().map(String::as_str).collect();
        let listed: BTreeSet<&str> = keys().filter(|key| key.section == "snapshot").map(|key| key.name).collect();
        assert_eq!(fields, listed);
    }

    #[test]
    fn one_pattern_is_a_list_of_one() {
        let read = |text: &str| serde_json::from_str::<Snapshot>(text).expect("a section").inputs;
        assert_eq!(read(r#"{"inputs": "a/*.txt"}"#), ["a/*.txt"]);
        assert_eq!(read(r#"{"inputs": ["a/*.txt", "b"]}"#), ["a/*.txt", "b"]);
        assert_eq!(read("{}"), [""; 0]);
    }
}
