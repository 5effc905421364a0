//! Whatever is marked over whatever, in every genre: the TEI is proved, its ids are unique, its pointers resolve, and a sample
//! of it is valid against the third-party schema and the bundled profile.

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/judges.rs"]
mod judges;

use proptest::prelude::*;
use teiscribe::convert::prove;
use teiscribe::model::{Ledger, Transcript, Weave};
use teiscribe::source::Source;
use teiscribe::validate::pointers;
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

fn written(transcript: &Transcript, seed: u64) -> Result<String, String> {
    let options = Options { keep_furniture: seed.is_multiple_of(2), queries: seed.is_multiple_of(3), ..Options::default() };
    let weave = Weave::new(transcript);
    let tei = String::from_utf8(Tei.write(&Edition { weave: &weave, options: &options })).map_err(|error| error.to_string())?;
    prove(transcript, &tei, &Ledger::of(&weave)).map_err(|failure| format!("seed {seed}: {failure}\n{tei}"))?;
    let found = pointers::check(&Source::from_text("a.xml", tei.as_str()));
    match found.first() {
        Some(first) => Err(format!("seed {seed}: {}\n{tei}", first.message)),
        None => Ok(tei),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]
    #[test]
    fn arbitrary_transcripts_are_proved(seed in any::<u64>()) {
        let tei = written(&arbitrary::transcript(seed), seed);
        prop_assert!(tei.is_ok(), "{}", tei.err().unwrap_or_default());
    }
}

#[test]
fn arbitrary_transcripts_are_valid() {
    let Some(schema) = judges::tei_all() else {
        judges::skipped("jing or the third-party schema is not at hand");
        return;
    };
    let folder = judges::Folder::new("arbitrary");
    let files: Vec<_> =
        (0..400).map(|seed| folder.write(&format!("{seed}.xml"), written(&arbitrary::transcript(seed), seed).expect("a proved edition"))).collect();
    for schema in [judges::profile(), schema] {
        let report = judges::jing(&schema, &files);
        assert!(report.is_empty(), "{}", report.chars().take(4_000).collect::<String>());
    }
}
