//! Whatever is marked over whatever: both profiles are judged clean against the source, and use no id that the TEI lacks.

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/judges.rs"]
mod judges;

use std::collections::BTreeSet;

use proptest::prelude::*;
use teiscribe::model::{Transcript, Weave};
use teiscribe::source::Source;
use teiscribe::validate::jsonld;
use teiscribe::write::jsonld::{JsonLd, Web};
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

const BASE: &str = "https://example.org/talks/";

fn written(writer: &dyn Writer, transcript: &Transcript) -> String {
    let weave = Weave::new(transcript);
    let options = Options { base: Some(BASE.to_owned()), ..Options::default() };
    String::from_utf8(writer.write(&Edition { weave: &weave, options: &options })).expect("UTF-8")
}

/// The ids used, anchors and the run aside.
fn ids(json: &str) -> BTreeSet<&str> {
    let strings = json.split('"').filter_map(|string| string.strip_prefix(BASE)?.split_once('#'));
    strings.map(|(_, id)| id).filter(|id| !id.ends_with("-anchor") && !["run", "tool"].contains(id)).collect()
}

/// What is wrong with the JSON-LD of a transcript.
fn faults(transcript: &Transcript) -> Vec<String> {
    let tei = written(&Tei, transcript);
    let mut faults = Vec::new();
    for writer in [&JsonLd as &dyn Writer, &Web] {
        let json = written(writer, transcript);
        let source = Source::from_text("edition", json.as_str());
        let found = jsonld::check(&source, Some(&transcript.source));
        faults.extend(found.iter().map(|finding| format!("{} {} in {}", finding.code.id, finding.message, finding.context)));
        faults.extend(ids(&json).into_iter().filter(|id| !tei.contains(&format!("xml:id=\"{id}\""))).map(|id| format!("the TEI has no {id}")));
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]
    #[test]
    fn arbitrary_transcripts_are_judged_clean(seed in any::<u64>()) {
        let mut transcript = arbitrary::transcript(seed);
        transcript.attribute_to_unknown();
        prop_assert_eq!(faults(&transcript), Vec::<String>::new(), "seed {}", seed);
    }
}
