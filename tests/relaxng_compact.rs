//! The compact syntax against James Clark's suite: every correct schema loads, in both syntaxes; every incorrect one is refused.

#[path = "common/compacttest.rs"]
mod compacttest;

use compacttest::Case;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{Resolver, Schema, compact};

struct Files<'c>(&'c Case);

impl Resolver for Files<'_> {
    fn resolve(&self, _base: &str, href: &str) -> Result<Source, String> {
        let found = self.0.resources.iter().find(|(name, _)| name == href);
        found.map(|(name, text)| Source::from_text(name, text.clone())).ok_or_else(|| format!("the case has no `{href}`"))
    }
}

#[test]
fn every_case_of_the_suite_has_its_verdict() {
    let Some(cases) = compacttest::suite() else { return };
    let mut wrong = Vec::new();
    let mut fragments = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let (correct, text) = case.compact.as_ref().expect("a schema");
        let source = Source::from_text("case.rnc", text.clone());
        let parsed = compact::parse(&source);
        let loaded = Schema::load(&source, &Files(case));
        match (correct, &parsed, &loaded) {
            (true, Ok(_), Ok(_)) | (false, _, Err(_)) => {}
            (true, Ok(_), Err(fault)) if ["start", "defines", "stands in no grammar"].iter().any(|reason| fault.message.contains(reason)) => {
                fragments.push(number + 1);
            }
            _ => wrong.push(format!(
                "{}: {correct} {:?} {:?}\n{text}",
                number + 1,
                parsed.err().map(|fault| fault.message),
                loaded.err().map(|fault| fault.message)
            )),
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {fragments:?} fragments\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(fragments, compacttest::FRAGMENTS, "fragments that are no whole schema");
}

#[test]
fn the_bundled_profile_loads() {
    let text = include_str!("../schemas/tei/1.0/teiscribe.rnc");
    let loaded = Schema::load(&Source::from_text("teiscribe.rnc", text), &teiscribe::validate::relaxng::NoFiles);
    assert!(loaded.is_ok(), "{:?}", loaded.err().map(|fault| (fault.message, fault.place)));
}
