//! `encodingDesc`: the tool, its editorial rules, and the taxonomies that `ana` and `catRef` point at.

use std::collections::BTreeSet;

use crate::model::{Mark, Transcript};
use crate::write::Edition;
use crate::xml::emit::Emitter;

/// Writes `encodingDesc`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>) {
    xml.open("encodingDesc").line().open("appInfo").line();
    xml.open("application").attribute("ident", "teiscribe").attribute("version", env!("CARGO_PKG_VERSION"));
    xml.leaf("label", "teiscribe").close().line().close().line();
    xml.open("editorialDecl").line();
    declaration(xml, "quotation", Some(("marks", "all")), "Quotation marks are kept as characters inside the element they delimit.");
    declaration(
        xml,
        "normalization",
        Some(("method", "markup")),
        "No character of the text is changed. Brackets and parentheses are kept as characters inside the element.",
    );
    declaration(xml, "correction", Some(("method", "markup")), "A misprint is kept in sic beside corr, where the correction is sure.");
    declaration(
        xml,
        "interpretation",
        None,
        "An inferred element carries resp, cert and ana; ana names the rule. An element without resp marks what is printed. \
         An element with an editor's resp and no cert rests on that editor's decision.",
    );
    xml.close().line();
    taxonomies(xml, edition.weave.transcript());
    xml.close().line();
}

fn declaration(xml: &mut Emitter, name: &'static str, attribute: Option<(&str, &str)>, text: &str) {
    xml.open(name);
    if let Some((attribute, value)) = attribute {
        xml.attribute(attribute, value);
    }
    xml.leaf("p", text).close().line();
}

fn taxonomies(xml: &mut Emitter, transcript: &Transcript) {
    let rules: Vec<(String, &str)> = transcript.rules().into_iter().map(|rule| (rule.id.to_string(), &*rule.what)).collect();
    let acts: BTreeSet<&str> = transcript.annotations.iter().filter_map(|annotation| act(&annotation.mark)).collect();
    let acts: Vec<(String, &str)> = acts.into_iter().map(|act| (format!("act.{act}"), act)).collect();
    let classification = transcript.header.classification.as_ref();
    let classification: Vec<(String, &str)> =
        classification.into_iter().map(|marking| ("classification.printed".to_owned(), &*marking.text)).collect();
    let all = [("rules", rules), ("acts", acts), ("classification", classification)];
    if all.iter().all(|(_, categories)| categories.is_empty()) {
        return;
    }
    xml.open("classDecl").line();
    for (id, categories) in all.iter().filter(|(_, categories)| !categories.is_empty()) {
        taxonomy(xml, id, categories);
    }
    xml.close().line();
}

fn act(mark: &Mark) -> Option<&'static str> {
    match mark {
        Mark::Speech(speech) => speech.act.map(crate::model::Act::name),
        _ => None,
    }
}

fn taxonomy(xml: &mut Emitter, id: &str, categories: &[(String, &str)]) {
    xml.open("taxonomy").attribute("xml:id", id).line();
    for (id, what) in categories {
        xml.open("category").attribute("xml:id", id).leaf("catDesc", what).close().line();
    }
    xml.close().line();
}
