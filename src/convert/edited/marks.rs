//! TEI elements as the statements that decisions are about: `said who="#anders" direct="false"` is a speech.

use crate::annotate::decisions::{Fields, Kind, Value};

use super::tokens::What;

/// The kind of an element and what its attributes say; people and works by their ids in the document.
pub(super) fn statement(element: &What, parent: Option<&str>) -> Option<(Kind, Fields)> {
    let What::Start { name, .. } = element else { return None };
    let kind_of = element.value("type");
    let kind = match name.as_str() {
        "said" => Kind::Speech,
        "persName" | "orgName" | "placeName" | "name" => Kind::Name,
        "title" if element.value("level").is_none() => Kind::Name,
        "title" => Kind::Work,
        "rs" => Kind::Reference,
        "roleName" => Kind::Role,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "measure" => Kind::Measure,
        "term" => Kind::Term,
        "foreign" => Kind::Foreign,
        "gloss" | "gap" => Kind::Bracket,
        "note" if kind_of != Some("query") => Kind::Bracket,
        "supplied" if element.value("reason") == Some("sense") => Kind::Bracket,
        "sic" if parent != Some("choice") => Kind::Sic,
        "q" | "soCalled" | "mentioned" => Kind::Quotation,
        "seg" if kind_of == Some("aside") => Kind::Aside,
        "seg" if kind_of == Some("pause") => Kind::Event,
        "kinesic" | "vocal" | "incident" => Kind::Event,
        "unclear" => Kind::Unclear,
        _ => return None,
    };
    Some((kind, fields(kind, name, element)))
}

fn fields(kind: Kind, name: &str, element: &What) -> Fields {
    let mut fields = Fields::new();
    let mut put = |key, value: Option<&str>| value.map(|value| fields.insert(key, Value::Text(value.to_owned())));
    let bare = |attribute| element.value(attribute).map(|value| value.trim_start_matches('#'));
    match kind {
        Kind::Speech => return speech(element),
        Kind::Name | Kind::Reference => {
            put("class", Some(class(name, element)));
            put("ref", bare("ref"));
        }
        Kind::Date => {
            for (key, attribute) in [("when", "when"), ("not_before", "notBefore"), ("not_after", "notAfter"), ("from", "from"), ("to", "to")] {
                put(key, element.value(attribute));
            }
        }
        Kind::Time => {
            put("when", element.value("when").and_then(|when| when.get(..5)));
        }
        Kind::Measure => {
            for (key, attribute) in
                [("quantity", "quantity"), ("at_least", "atLeast"), ("at_most", "atMost"), ("unit", "unit"), ("commodity", "commodity")]
            {
                put(key, element.value(attribute));
            }
        }
        Kind::Work => {
            put("level", element.value("level"));
            put("lang", element.value("xml:lang"));
            put("ref", bare("ref"));
        }
        Kind::Term | Kind::Foreign => {
            put("lang", element.value("xml:lang"));
        }
        Kind::Bracket => {
            put("function", Some(function(name, element)));
            put("of", bare("target").filter(|_| name == "gloss"));
            if name == "gap" {
                put("reason", element.value("reason"));
                put("unit", element.value("unit"));
                put("count", element.value("extent"));
            }
        }
        Kind::Quotation => {
            put(
                "function",
                Some(match name {
                    "soCalled" => "so-called",
                    "mentioned" => "mentioned",
                    _ => "plain",
                }),
            );
        }
        Kind::Aside => {
            put("by", element.value("subtype"));
        }
        Kind::Event => {
            put("what", Some(if name == "seg" { "pause" } else { name }));
        }
        Kind::Role | Kind::Sic | Kind::Unclear | Kind::Expansion | Kind::Correction | Kind::Turn => {}
    }
    fields
}

fn speech(element: &What) -> Fields {
    let people = |attribute| ids(element.value(attribute));
    let mode = if element.value("direct") == Some("false") { "indirect" } else { "direct" };
    let mut fields = Fields::from([("who", Value::List(people("who"))), ("mode", Value::Text(mode.to_owned()))]);
    if element.value("toWhom").is_some() {
        fields.insert("to", Value::List(people("toWhom")));
    }
    let act = element.value("ana").and_then(|ana| ana.split_whitespace().find_map(|one| one.strip_prefix("#act.")));
    if let Some(act) = act {
        fields.insert("act", Value::Text(act.to_owned()));
    }
    fields
}

/// The ids of a list of pointers.
pub(super) fn ids(value: Option<&str>) -> Vec<String> {
    value.unwrap_or_default().split_whitespace().map(|pointer| pointer.trim_start_matches('#').to_owned()).collect()
}

fn class<'e>(name: &str, element: &'e What) -> &'e str {
    match name {
        "persName" => "person",
        "orgName" => "organisation",
        "placeName" => "place",
        "title" => "work",
        "rs" => element.value("type").unwrap_or("person"),
        _ => "group",
    }
}

fn function<'e>(name: &str, element: &'e What) -> &'e str {
    match name {
        "gloss" => "gloss",
        "gap" => "gap",
        "supplied" => "supplied",
        _ => match element.value("type") {
            Some("bracket") | None => "unknown",
            Some(kind) => kind,
        },
    }
}
