//! One document and all checks that apply to it: what kind it is, which schema it names, what is wrong with it.
//!
//! XML: well-formedness, RELAX NG, pointers. JSON-LD and parsed transcripts: their own checks. What could not be checked is said,
//! so that nothing passes that was not judged.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Judge, Severity};
use crate::json as json_text;
use crate::source::{Source, Span};
use crate::xml::stream::{Event, Limits, Reader};

use super::relaxng::{Options, Schema};
use super::{json, jsonld, pointers};

/// A check, as `--checks` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// RELAX NG.
    RelaxNg,
    /// Ids and pointers of XML.
    Pointers,
    /// JSON documents: schema, references, places, linked data.
    Json,
}

impl Check {
    /// All checks.
    pub const ALL: [Self; 3] = [Self::RelaxNg, Self::Pointers, Self::Json];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RelaxNg => "relaxng",
            Self::Pointers => "pointers",
            Self::Json => "json",
        }
    }

    /// The check that gives a code, where the code begins with its name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| code.split('/').next() == Some(check.name()))
    }
}

/// A schema ready to judge documents, with what a report says about it.
#[derive(Debug)]
pub struct Loaded {
    /// The schema.
    pub schema: Schema,
    /// How reports call it: its address or path, version and digest.
    pub judge: Judge,
}

impl Loaded {
    /// What is worth knowing about the schema, once a run.
    pub fn notes(&self) -> Vec<Diagnostic> {
        let rules = self.schema.embedded_rules();
        let message = format!("Schematron rules of the schema were not evaluated: {rules} in each document");
        let skipped = (rules > 0).then(|| Diagnostic::warning(&RULES_NOT_EVALUATED, message).help(RULES_NOT_EVALUATED.remedy));
        self.schema.notes().into_iter().chain(skipped).collect()
    }
}

/// Where schemas come from: the program itself, a disk, a catalogue.
pub trait Schemas: Sync {
    /// The schema that `document` calls `href`.
    ///
    /// # Errors
    /// What is wrong with it, or why it is not at hand.
    fn schema(&self, document: &Source, href: &str) -> Result<Arc<Loaded>, NoSchema>;
}

/// Why there is no schema.
#[derive(Clone, Debug)]
pub enum NoSchema {
    /// It is not at hand: why, and what would provide it.
    Absent(String),
    /// It is at hand and cannot be used.
    Unusable(Box<Diagnostic>),
}

/// How a document is to be judged.
pub struct Request<'a> {
    /// The checks that are wanted.
    pub checks: &'a BTreeSet<Check>,
    /// The schema to judge XML by, whatever the document names.
    pub schema: Option<&'a Arc<Loaded>>,
    /// Where schemas come from that documents name.
    pub schemas: &'a dyn Schemas,
    /// The text of which a JSON-LD document gives places.
    pub text: Option<&'a Source>,
    /// What a document may ask of the machine.
    pub limits: Limits,
}

/// What came of a document.
#[derive(Debug, Default)]
pub struct Judged {
    /// What is wrong with it, and what could not be checked, in text order.
    pub findings: Vec<Diagnostic>,
    /// By what it was judged: schemas and checks.
    pub judged_by: Vec<Judge>,
    /// The schemas it was judged by, of which findings show lines.
    pub schemas: Vec<Arc<Loaded>>,
    /// Schematron rules that apply to it and were not evaluated; a file of rules that was not read counts as one. Of those
    /// inside a schema the schema's notes speak.
    pub rules_skipped: usize,
    /// Whether something that was asked for could not be done, so that the document is not known to be valid.
    pub incomplete: bool,
}

static NOT_VALIDATED: Code = Code {
    id: "schema/none",
    what: "A document names no schema, and none was given.",
    why: "It was checked for being well-formed and for its pointers only; nobody knows whether it is valid.",
    example: "a TEI file without <?xml-model?>",
    remedy: "Give a schema with --schema FILE, or name one in the document with <?xml-model href=\"…\"?>.",
};

static NOT_AT_HAND: Code = Code {
    id: "schema/not-at-hand",
    what: "A schema that a document names cannot be had.",
    why: "Nothing is fetched without being asked for, so the document was not validated.",
    example: "<?xml-model href=\"https://example.org/our.rng\"?>",
    remedy: "Put the schema beside the document, or give it with --schema FILE.",
};

static RULES_NOT_EVALUATED: Code = Code {
    id: "schematron/not-evaluated",
    what: "Schematron rules are part of what a document is to be judged by, and were not evaluated.",
    why: "What they would find is not known.",
    example: "a RELAX NG schema with <sch:rule> inside",
    remedy: "Evaluate them with another processor; --fail-on warning makes this finding fail the run.",
};

static UNKNOWN_KIND: Code = Code {
    id: "json/unknown-kind",
    what: "A JSON file is neither JSON-LD nor a parsed transcript.",
    why: "No schema of this program applies to it, so it was not validated.",
    example: "{\"rows\": []}",
    remedy: "Leave the file out, or add the format line of a parsed transcript.",
};

/// Codes of this module.
pub const CODES: &[&Code] = &[&NOT_VALIDATED, &NOT_AT_HAND, &RULES_NOT_EVALUATED, &UNKNOWN_KIND];

/// Judges a document.
pub fn judge(source: &Source, request: &Request<'_>) -> Judged {
    let begins = source.text().trim_start_matches([' ', '\t', '\n', '\r', '\u{FEFF}']);
    let mut judged = if begins.starts_with('{') || begins.starts_with('[') { judge_json(source, request) } else { judge_xml(source, request) };
    judged.findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
    judged
}

fn judge_xml(source: &Source, request: &Request<'_>) -> Judged {
    let mut judged = Judged::default();
    match associations(source, request.limits) {
        Err(fault) => judged.findings.push(*fault),
        Ok(associations) => {
            if request.checks.contains(&Check::RelaxNg) {
                judged.relaxng(source, request, &associations);
            }
            if request.checks.contains(&Check::Pointers) {
                judged.pointers(source, request.limits);
            }
        }
    }
    judged.settle_ill_formed();
    judged
}

impl Judged {
    fn relaxng(&mut self, source: &Source, request: &Request<'_>, associations: &[Association]) {
        if let Some(loaded) = request.schema {
            return self.by_schema(source, request, loaded);
        }
        if associations.is_empty() {
            self.incomplete = true;
            let message = "the document names no schema, and none was given: it was not validated";
            self.findings.push(Diagnostic::error(&NOT_VALIDATED, message).at(source, Span::new(0, 0)).help(NOT_VALIDATED.remedy));
        }
        for association in associations {
            match association.kind {
                Language::RelaxNg => self.by_association(source, request, association),
                Language::Schematron => self.rules(source, association),
                Language::Other => {}
            }
        }
    }

    fn by_association(&mut self, source: &Source, request: &Request<'_>, association: &Association) {
        match request.schemas.schema(source, &association.href) {
            Ok(loaded) => self.by_schema(source, request, &loaded),
            Err(NoSchema::Absent(reason)) => {
                self.incomplete = true;
                let message = format!("the schema `{}` is not at hand: {reason}", association.href);
                self.findings.push(Diagnostic::error(&NOT_AT_HAND, message).at(source, association.span).help(NOT_AT_HAND.remedy));
            }
            Err(NoSchema::Unusable(finding)) => {
                self.incomplete = true;
                self.findings.push(*finding);
            }
        }
    }

    fn by_schema(&mut self, source: &Source, request: &Request<'_>, loaded: &Arc<Loaded>) {
        // Ids are judged once: with the pointers, where those are wanted.
        let options = Options { ids: !request.checks.contains(&Check::Pointers), limits: request.limits };
        self.findings.extend(loaded.schema.validate_with(source, &options));
        self.judged_by.push(loaded.judge.clone());
        self.schemas.push(Arc::clone(loaded));
        self.rules_skipped += loaded.schema.embedded_rules();
    }

    fn rules(&mut self, source: &Source, association: &Association) {
        self.rules_skipped += 1;
        let message = format!("the rules of `{}` were not evaluated", association.href);
        self.findings.push(Diagnostic::warning(&RULES_NOT_EVALUATED, message).at(source, association.span).help(RULES_NOT_EVALUATED.remedy));
    }

    /// An ill-formed document is invalid by every schema, so that the want of one is not worth telling.
    fn settle_ill_formed(&mut self) {
        if self.findings.iter().any(|finding| finding.code.id.starts_with("xml/") && finding.severity == Severity::Error) {
            self.incomplete = false;
            self.findings.retain(|finding| finding.code.id != NOT_VALIDATED.id && finding.code.id != NOT_AT_HAND.id);
        }
    }

    /// A document that the schema found ill-formed says so once.
    fn pointers(&mut self, source: &Source, limits: Limits) {
        let found = pointers::check_within(source, limits);
        let known: BTreeSet<(&str, Option<Span>)> =
            self.findings.iter().map(|one| (one.code.id, one.place.as_ref().map(|place| place.span))).collect();
        let new: Vec<_> = found.into_iter().filter(|one| !known.contains(&(one.code.id, one.place.as_ref().map(|place| place.span)))).collect();
        self.findings.extend(new);
        self.judged_by.push(Judge::check("ids and pointers"));
    }
}

/// A schema that a document names.
struct Association {
    href: String,
    kind: Language,
    span: Span,
}

enum Language {
    RelaxNg,
    Schematron,
    Other,
}

/// The `xml-model` instructions before the root element (W3C "Associating Schemas with XML documents 1.0").
fn associations(source: &Source, limits: Limits) -> Result<Vec<Association>, Box<Diagnostic>> {
    let mut reader = Reader::new(source, limits);
    let mut found = Vec::new();
    loop {
        match reader.next_event()? {
            Event::Instruction(instruction) if instruction.target == "xml-model" => found.extend(association(instruction.data, instruction.span)),
            Event::Start(_) | Event::Eof => return Ok(found),
            Event::End(_) | Event::Text(_) | Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

fn association(data: &str, span: Span) -> Option<Association> {
    let href = pseudo_attribute(data, "href")?;
    let namespace = pseudo_attribute(data, "schematypens").unwrap_or_default();
    let media_type = pseudo_attribute(data, "type").unwrap_or_default();
    let ends = |ending: &str| href.rsplit('.').next().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let kind = if namespace.contains("relaxng.org") || media_type.contains("relax-ng") || (namespace.is_empty() && (ends("rng") || ends("rnc"))) {
        Language::RelaxNg
    } else if namespace.contains("dsdl/schematron") || (namespace.is_empty() && ends("sch")) {
        Language::Schematron
    } else {
        Language::Other
    };
    Some(Association { href, kind, span })
}

/// The value of `name="value"` in the data of an instruction, its references resolved.
fn pseudo_attribute(data: &str, name: &str) -> Option<String> {
    let mut rest = data;
    loop {
        let at = rest.find(name)?;
        let alone = rest[..at].chars().next_back().is_none_or(char::is_whitespace);
        rest = &rest[at + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| alone).map(str::trim_start) else { continue };
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, _) = value[1..].split_once(quote)?;
        return Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"));
    }
}

fn judge_json(source: &Source, request: &Request<'_>) -> Judged {
    if !request.checks.contains(&Check::Json) {
        return Judged::default();
    }
    let has = |key: &str| json_text::parse(source).ok().is_some_and(|document| document.root().get(key).is_some());
    if has("@context") {
        let by = if request.text.is_some() { "JSON-LD, with the source" } else { "JSON-LD, without the source: places were not checked" };
        return Judged { findings: jsonld::check(source, request.text), judged_by: vec![Judge::check(by)], ..Judged::default() };
    }
    let found = json::transcript(source);
    let is_json = json_text::parse(source).is_ok();
    if is_json && !has("format") {
        let message = "the file is neither JSON-LD nor a parsed transcript: it was not validated";
        let finding = Diagnostic::error(&UNKNOWN_KIND, message).at(source, Span::new(0, 0)).help(UNKNOWN_KIND.remedy);
        return Judged { findings: vec![finding], incomplete: true, ..Judged::default() };
    }
    Judged { findings: found, judged_by: vec![Judge::check("parsed transcript")], ..Judged::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_attributes_are_told_from_each_other() {
        let data = "schematypens=\"http://relaxng.org/ns/structure/1.0\" xhref='no' href = 'a&amp;b.xml'";
        assert_eq!(pseudo_attribute(data, "href").as_deref(), Some("a&b.xml"));
        assert_eq!(pseudo_attribute(data, "type"), None);
    }
}
