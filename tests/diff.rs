//! What holds of every comparison: nothing between equal documents, a script that leads there and back, counts that mirror; and what editors rely on.

use std::collections::BTreeMap;

use proptest::prelude::*;
use teiscribe::diff::{Comparison, Kind, Options, Sigil, canonical, compare, group_key, script};
use teiscribe::source::Source;

fn compared(old: &str, new: &str) -> Comparison {
    compare(&Source::from_text("old", old), &Source::from_text("new", new), &Options::default()).expect("two documents")
}

fn told(comparison: &Comparison) -> Vec<String> {
    comparison
        .changes
        .iter()
        .map(|change| format!("{} {} {} {}", change.sigil.character(), change.kind.name(), change.block, change.detail))
        .collect()
}

/// A small document of any shape: names, attributes, ids, text and marks mixed.
fn document() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just(String::new()),
        Just(" ".to_owned()),
        Just("We agreed. ".to_owned()),
        Just("He asked about the grain deliveries from Odessa. ".to_owned()),
        "[a-c ]{0,8}",
        Just("caf\u{e9} \u{201c}yes\u{201d}".to_owned()),
        Just("cafe\u{301} \"yes\"".to_owned()),
        Just("<!-- c -->".to_owned()),
        Just("<?page 3?>".to_owned()),
        Just("\n  ".to_owned()),
    ];
    let attributes = prop_oneof![
        Just(""),
        Just(" who='#a'"),
        Just(" who='#b #a'"),
        Just(" xml:id='x1'"),
        Just(" xml:id='x2' n='1'"),
        Just(" xml:space='preserve'"),
        Just(" xml:id='y' ref='#x1'"),
    ];
    let name = prop_oneof![Just("p"), Just("div"), Just("u"), Just("hi"), Just("said"), Just("pb"), Just("note"), Just("choice"), Just("item")];
    let leaf =
        (name.clone(), attributes.clone(), words.clone()).prop_map(|(name, attributes, words)| format!("<{name}{attributes}>{words}</{name}>"));
    leaf.prop_recursive(4, 40, 6, move |inner| {
        (name.clone(), attributes.clone(), proptest::collection::vec((words.clone(), inner), 0..6), words.clone()).prop_map(
            |(name, attributes, parts, last)| {
                let inside: String = parts.into_iter().map(|(words, element)| words + &element).collect();
                format!("<{name}{attributes}>{inside}{last}</{name}>")
            },
        )
    })
    .prop_map(|body| format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>{body}</TEI>"))
}

/// Two documents that share most of their text: one, and the same with some stretches between tags exchanged.
fn versions() -> impl Strategy<Value = (String, String)> {
    let edited = (document(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..4).prop_map(|(old, one, other, how)| {
        let tags: Vec<&str> = old.split_inclusive('>').collect();
        let (from, to) = (one.index(tags.len()), other.index(tags.len()));
        let new = match how {
            0 => old.replacen("We agreed", "We all agreed", 1),
            1 => old.replacen("<hi>", "<said>", 1).replacen("</hi>", "</said>", 1),
            2 => old.replacen("x1", "x7", 1),
            _ => tags.iter().enumerate().map(|(at, tag)| if at == from && !tag.contains('<') { tags[to] } else { tag }).collect(),
        };
        (old, new)
    });
    prop_oneof![edited, (document(), document())]
}

/// A moderate number of cases, with a fresh seed each time; `PROPTEST_CASES` asks for more. What failed once is kept and tried first.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(500))
}

/// JSON of any shape, or JSON-LD: nodes, references, lists, sets, texts that positions point into.
fn linked() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("1.0".to_owned()),
        Just("1".to_owned()),
        Just("true".to_owned()),
        Just("\"We agreed on the terms.\"".to_owned()),
        Just("\"#a\"".to_owned()),
        Just("\"urn:x#a\"".to_owned()),
        "\"[a-c]{0,3}\"",
    ];
    let key = prop_oneof![
        Just("@id"),
        Just("@type"),
        Just("@list"),
        Just("@graph"),
        Just("@context"),
        Just("text"),
        Just("speaker"),
        Just("start"),
        Just("p"),
        Just("q")
    ];
    let value = scalar.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(", "))),
            proptest::collection::vec((key.clone(), inner), 0..5).prop_map(|members| {
                let members: Vec<String> = members.into_iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
                format!("{{{}}}", members.join(", "))
            }),
        ]
    });
    (value, any::<bool>())
        .prop_map(|(value, graph)| if graph { format!("{{\"@context\": {{}}, \"@graph\": [{value}]}}") } else { format!("[{value}]") })
}

/// What holds of every two documents.
fn both_ways(old: &str, new: &str) -> Result<(), TestCaseError> {
    let (old, new) = (Source::from_text("old", old), Source::from_text("new", new));
    let (Ok(before), Ok(after)) = (canonical(&old), canonical(&new)) else { return Ok(()) };
    let there = compare(&old, &new, &Options::default()).expect("two documents");
    let back = compare(&new, &old, &Options::default()).expect("two documents");
    let mirrored: BTreeMap<Kind, usize> = back.counts().into_iter().map(|(kind, count)| (kind.mirrored(), count)).collect();
    prop_assert_eq!(there.counts(), mirrored, "{:#?} {:#?}", told(&there), told(&back));
    prop_assert_eq!(there.is_empty(), before == after, "{:#?}\n{}\n{}", told(&there), before, after);
    let edits = script(&old, &new).expect("a script");
    prop_assert_eq!(edits.apply(&old).expect("the new version"), after);
    prop_assert_eq!(edits.inverted().apply(&new).expect("the old version"), before);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_document_is_itself_and_its_canonical_form_is_its_own(text in document()) {
        let source = Source::from_text("a", text.as_str());
        if let Ok(form) = canonical(&source) {
            prop_assert_eq!(told(&compared(&text, &form)), Vec::<String>::new(), "{}", form);
            let again = canonical(&Source::from_text("a", form.as_str())).expect("canonical XML");
            prop_assert_eq!(again, form);
        }
    }

    #[test]
    fn scripts_lead_there_and_back_and_counts_mirror((old, new) in versions()) {
        both_ways(&old, &new)?;
    }

    #[test]
    fn linked_data_is_itself_and_leads_there_and_back((old, new) in (linked(), linked())) {
        let source = Source::from_text("a", old.as_str());
        if let Ok(form) = canonical(&source) {
            prop_assert_eq!(told(&compared(&old, &form)), Vec::<String>::new(), "{}", form);
            prop_assert_eq!(canonical(&Source::from_text("a", form.as_str())).expect("canonical JSON"), form);
        }
        both_ways(&old, &new)?;
    }
}

/// 600 utterances, with ids or without; every text is its own.
fn utterances(ids: bool) -> Vec<String> {
    let subjects = ["the ambassador", "the minister", "the interpreter", "the secretary", "the delegation"];
    let matters = ["grain deliveries", "railway tariffs", "the aluminium plant", "press reports", "a later meeting", "the credit", "border traffic"];
    (0..600)
        .map(|at| {
            let id = if ids { format!(" xml:id=\"u{at}\"") } else { String::new() };
            let (subject, matter) = (subjects[at % 5], matters[at % 7]);
            format!("<u{id} who=\"#s{}\">In point {at} {subject} spoke about {matter} and named figure {}.</u>", at % 3, at * 17)
        })
        .collect()
}

fn edition(utterances: &[String]) -> String {
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><div>{}</div></body></text></TEI>", utterances.join("\n"))
}

#[test]
fn eleven_edits_in_six_hundred_utterances_are_eleven_lines() {
    for ids in [true, false] {
        let old = utterances(ids);
        let mut new = old.clone();
        new[10] = new[10].replace("figure", "number");
        new[50] = new[50].replace("#s2", "#s9");
        new[100] = new[100].replace("the ambassador", "<persName>the ambassador</persName>");
        new[150] = new[150].replace(" and named", ", and named");
        new[200] = new[200].replace("who=", "n=\"1\" who=");
        new[250] = new[250].replace('.', "…");
        new[300] = new[300].replace("spoke about", "asked for");
        let moved = new.remove(590);
        new.insert(350, moved);
        new.remove(400);
        new.insert(450, "<u who=\"#s1\">Nobody objected to this proposal of the chairman.</u>".to_owned());
        new[500] = new[500].replace("In point", "On point");
        let found = compared(&edition(&old), &edition(&new));
        assert_eq!(found.changes.len(), 11, "{ids} {:#?}", told(&found));
    }
}

#[test]
fn json_ld_is_a_set_of_nodes_with_numbers_by_value() {
    let old = r##"{"@context": {"text": "http://schema.org/text"}, "@graph": [{"@id": "#u1", "@type": ["Quotation"], "n": 1.0, "spokenByCharacter": "#tito"}, {"@id": "#u2", "text": "Good evening to all"}]}"##;
    let same = r##"{"@graph": [{"text": "Good evening to all", "@id": "#u2"}, {"@id": "#u1", "@type": "Quotation", "spokenByCharacter": ["#tito"], "n": 1}], "@context": {"text": "http://schema.org/text"}}"##;
    assert!(compared(old, same).is_empty(), "{:?}", told(&compared(old, same)));
    let new = same.replace("#tito", "#kardelj");
    assert_eq!(told(&compared(old, &new)), ["~ speaker #u1 \"#tito\" -> \"#kardelj\""]);
    let words = same.replace("evening", "morning");
    assert_eq!(told(&compared(old, &words)), ["~ text #u2 text Good [-evening-]{+morning+} to all"]);
}

#[test]
fn an_ordered_list_in_json_ld_keeps_its_order() {
    let document = |values: &str| format!(r#"{{"@id": "x", "p": {{"@list": [{values}]}}, "q": [{values}]}}"#);
    let found = compared(&document("1, 2"), &document("2, 1"));
    assert!(found.differs() && found.changes.iter().all(|change| change.detail.contains("@list")), "{:?}", told(&found));
}

#[test]
fn spans_that_cross_after_an_edit_are_both_reported() {
    let old = "<p>The <a>first words</a> and <b>second words</b> end.</p>";
    let new = "<p>The <a>first words and</a> <b>second</b> words end.</p>";
    let found = compared(old, new);
    assert_eq!(found.counts().get(&Kind::Markup), Some(&2), "{:?}", told(&found));
}

#[test]
fn a_group_has_no_id_and_no_number() {
    let old = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><p xml:id='p7' n='a'>words</p></TEI>";
    let found = compared(old, &old.replace("n='a'", "n='b'"));
    assert_eq!(found.changes.iter().map(group_key).collect::<Vec<_>>(), ["~ attribute p n \"a\" -> \"b\""]);
}

#[test]
fn what_is_only_noted_is_no_difference() {
    let shifted = "<div><u xml:id='u1'>One thing and another.</u></div>";
    let found = compared(shifted, &shifted.replace("u1", "u2"));
    assert!(!found.differs() && found.changes.iter().all(|change| change.sigil == Sigil::Noted), "{:?}", told(&found));
}
