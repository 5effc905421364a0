//! One document and all checks that apply to it: what kind it is, which schema it names, what is wrong with it.
//!
//! XML: well-formedness, RELAX NG, pointers. JSON-LD and parsed transcripts: their own checks. What could not be checked is said,
//! so that nothing passes that was not judged.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Diagnostic, Judge, Severity};
use crate::json as json_text;
use crate::source::{Source, Span, sha256};
use crate::xml::stream::{Event, Limits, Reader, Token};
use crate::xml::{Input, Stop};

use super::associations::{Association, Associations, Language, MALFORMED, Watch, associations_before_root};
use super::pointers::{Files, Pointers};
use super::relaxng::{Options, Schema, Validation};
use super::{json, jsonld};

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
    whole: OnceLock<String>,
}

impl Loaded {
    /// A schema and how reports call it.
    pub const fn new(schema: Schema, judge: Judge) -> Self {
        Self { schema, judge, whole: OnceLock::new() }
    }

    /// SHA-256, in hexadecimal, of the names and digests of all its files, worked out once.
    pub fn digest(&self) -> &str {
        self.whole.get_or_init(|| {
            let parts = self.schema.sources().iter().map(|source| format!("{}\n{}\n", source.name(), source.sha256()));
            sha256(parts.collect::<String>().as_bytes())
        })
    }

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
    /// It is not at hand.
    Absent {
        /// Why, as a sentence without full stop.
        reason: String,
        /// What would provide it, a command where there is one.
        remedy: String,
    },
    /// It is at hand, and is not the text that was pinned.
    Changed {
        /// How it differs.
        reason: String,
        /// What would settle that.
        remedy: String,
    },
    /// It is at hand and cannot be used.
    Unusable(Box<Diagnostic>),
}

impl NoSchema {
    /// The same, with what led to it: the entry of a catalogue.
    #[must_use]
    pub fn because(mut self, what: &str) -> Self {
        match &mut self {
            Self::Absent { reason, .. } | Self::Changed { reason, .. } => *reason = format!("{reason} ({what})"),
            Self::Unusable(_) => {}
        }
        self
    }
}

impl fmt::Display for NoSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent { reason, remedy } | Self::Changed { reason, remedy } => write!(f, "{reason}; {remedy}"),
            Self::Unusable(finding) => f.write_str(&finding.message),
        }
    }
}

/// How a document is to be judged.
pub struct Request<'a> {
    /// The checks that are wanted.
    pub checks: &'a BTreeSet<Check>,
    /// The schemas to judge XML by, whatever the document names; none of them: those that it names.
    pub given: &'a [Arc<Loaded>],
    /// Where schemas come from that documents name.
    pub schemas: &'a dyn Schemas,
    /// The files that pointers of XML may lead into.
    pub files: &'a dyn Files,
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
    remedy: "Provide it with `teiscribe schema lock URL --fetch`, put it where the document names it, or give it with --schema FILE.",
};

static CHANGED: Code = Code {
    id: "schema/changed",
    what: "A schema that a document names is pinned, and its copy is another text.",
    why: "The document would be judged by something else than what the editors agreed on, so it was not validated.",
    example: "sha256 = \"9f86…\" in teiscribe.lock, and the copy has 3c5a…",
    remedy: "Restore the copy, or pin the new text with `teiscribe schema lock … --update`.",
};

static UNSUPPORTED: Code = Code {
    id: "schema/unsupported-language",
    what: "A document names a schema in a language that is not evaluated here.",
    why: "What that schema would find is not known.",
    example: "<?xml-model href=\"letter.xsd\"?>",
    remedy: "Name a RELAX NG schema, or judge by this one with another processor; schematypens says which language a schema has.",
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
pub const CODES: &[&Code] = &[&NOT_VALIDATED, &NOT_AT_HAND, &CHANGED, &UNSUPPORTED, &MALFORMED, &RULES_NOT_EVALUATED, &UNKNOWN_KIND];

/// Judges a document.
pub fn judge(source: &Source, request: &Request<'_>) -> Judged {
    let begins = source.text().trim_start_matches([' ', '\t', '\n', '\r', '\u{FEFF}']);
    let is_json = begins.starts_with('{') || begins.starts_with('[');
    if is_json { in_order(judge_json(source, request)) } else { judge_xml(&mut Reader::new(source, request.limits), request, &mut |_, _| {}) }
}

/// Judges an XML document that comes in: `source` is a [flowing](Source::flowing) text, of which no more is held than its longest tag or stretch of text.
///
/// Since its events come only once, `watch` is shown them too.
///
/// # Errors
/// It could not be read to its end.
pub fn judge_flowing(source: &Source, input: Input<'_>, request: &Request<'_>, watch: &mut Watch<'_>) -> Result<Judged, Stop> {
    let mut reader = Reader::flowing(source, input, request.limits);
    let judged = judge_xml(&mut reader, request, watch);
    // Bytes that do not fit the encoding are all there is to say of a document, wherever they stand.
    reader.drain().map_or(Ok(judged), Err)
}

fn in_order(mut judged: Judged) -> Judged {
    judged.findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
    judged
}

/// One pass: the prolog says by what to judge, and every judge takes every event.
fn judge_xml(reader: &mut Reader<'_>, request: &Request<'_>, watch: &mut Watch<'_>) -> Judged {
    let (associations, root) = match associations_before_root(reader, watch) {
        Ok(found) => found,
        Err(fault) => return Judged { findings: vec![*fault], ..Judged::default() },
    };
    let source = reader.source();
    let mut judged = Judged::default();
    if request.checks.contains(&Check::RelaxNg) {
        judged.relaxng(source, request, associations);
    }
    // Ids are judged once: with the pointers, where those are wanted.
    let options = Options { ids: !request.checks.contains(&Check::Pointers), limits: request.limits };
    let loaded = judged.schemas.clone();
    let files = request.checks.contains(&Check::Pointers).then_some(request.files);
    let found = by_events(reader, root, &loaded, options, files, watch);
    judged.add_new(found);
    // Where the document breaks off, nobody knows which ids come later: pointers are not judged.
    if judged.is_ill_formed() {
        judged.settle_ill_formed();
    } else if request.checks.contains(&Check::Pointers) {
        judged.judged_by.push(Judge::check("ids and pointers"));
    }
    in_order(judged)
}

/// What the schemas find in the document, whose root element has just begun, and the pointers, where there are files for them to lead into; that it is not well-formed is said once.
fn by_events<'s, 'a: 's>(
    reader: &mut Reader<'a>,
    root: Token,
    schemas: &'s [Arc<Loaded>],
    options: Options,
    files: Option<&dyn Files>,
    watch: &mut Watch<'_>,
) -> Vec<Diagnostic> {
    let source = reader.source();
    let mut validations: Vec<Validation<'s>> = schemas.iter().map(|loaded| loaded.schema.begin(source, options)).collect();
    let mut pointers = files.map(|_| Pointers::new(source));
    let mut take = |reader: &Reader<'a>, event: &Event<'_>| {
        watch(reader, event);
        for validation in &mut validations {
            validation.take(reader, event);
        }
        if let Some(pointers) = &mut pointers {
            pointers.take(reader, event);
        }
    };
    take(reader, &reader.event(root));
    let fault = reader.each(take).err().map(|fault| *fault);
    let mut findings = if schemas.is_empty() { Vec::new() } else { reader.take_warnings() };
    for validation in validations {
        let found = validation.finish(fault.clone());
        findings.extend(found.into_iter().filter(|one| fault.as_ref() != Some(one)));
    }
    if let Some((mut pointers, files)) = pointers.zip(files).filter(|_| fault.is_none()) {
        pointers.finish(reader.names());
        findings.extend(pointers.judge(files));
    }
    findings.extend(fault);
    findings
}

impl Judged {
    fn relaxng(&mut self, source: &Source, request: &Request<'_>, associations: Associations) {
        if !request.given.is_empty() {
            return request.given.iter().for_each(|loaded| self.by_schema(loaded));
        }
        self.incomplete = !associations.faults.is_empty();
        self.findings.extend(associations.faults);
        for association in &associations.named {
            match association.language {
                Language::RelaxNg => self.by_association(source, request, association),
                Language::Schematron => self.schematron(source, &associations.named, association),
                Language::Other(_) | Language::Unknown => self.unsupported(source, association),
            }
        }
        if self.schemas.is_empty() && !self.incomplete {
            self.incomplete = true;
            let message = if associations.named.is_empty() {
                "the document names no schema, and none was given: it was not validated"
            } else {
                "the document names no RELAX NG schema, and none was given: it was not validated"
            };
            self.findings.push(Diagnostic::error(&NOT_VALIDATED, message).at(source, Span::new(0, 0)).help(NOT_VALIDATED.remedy));
        }
    }

    fn by_association(&mut self, source: &Source, request: &Request<'_>, association: &Association) {
        let failure = match request.schemas.schema(source, &association.href) {
            Ok(loaded) => return self.by_schema(&loaded),
            Err(failure) => failure,
        };
        self.incomplete = true;
        let (code, what) = match failure {
            NoSchema::Absent { .. } => (&NOT_AT_HAND, "is not at hand"),
            NoSchema::Changed { .. } => (&CHANGED, "was changed since it was pinned"),
            NoSchema::Unusable(finding) => return self.findings.push(*finding),
        };
        // The message has the command too: not every report has room for help.
        let message = format!("the schema `{}` {what}: {failure}", association.href);
        self.findings.push(Diagnostic::error(code, message).at(source, association.span).help(code.remedy));
    }

    /// Rules that stand in a RELAX NG schema named too are counted with that one.
    fn schematron(&mut self, source: &Source, named: &[Association], association: &Association) {
        let is_embedded = named.iter().any(|other| other.language == Language::RelaxNg && other.href == association.href);
        if !is_embedded {
            self.rules(source, association);
        }
    }

    fn unsupported(&mut self, source: &Source, association: &Association) {
        let message = format!("the schema `{}` is written in {}, which is not evaluated here", association.href, association.language.name());
        self.findings.push(Diagnostic::warning(&UNSUPPORTED, message).at(source, association.span).help(UNSUPPORTED.remedy));
    }

    fn by_schema(&mut self, loaded: &Arc<Loaded>) {
        self.judged_by.push(loaded.judge.clone());
        self.schemas.push(Arc::clone(loaded));
        self.rules_skipped += loaded.schema.embedded_rules();
    }

    /// What several schemas or checks find in one place is said once.
    fn add_new(&mut self, found: Vec<Diagnostic>) {
        let key = |one: &Diagnostic| (one.code.id, one.place.as_ref().map(|place| place.span), one.message.clone());
        let mut known: BTreeSet<_> = self.findings.iter().map(key).collect();
        self.findings.extend(found.into_iter().filter(|one| known.insert(key(one))));
    }

    fn rules(&mut self, source: &Source, association: &Association) {
        self.rules_skipped += 1;
        let message = format!("the rules of `{}` were not evaluated", association.href);
        self.findings.push(Diagnostic::warning(&RULES_NOT_EVALUATED, message).at(source, association.span).help(RULES_NOT_EVALUATED.remedy));
    }

    fn is_ill_formed(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.id.starts_with("xml/") && finding.severity == Severity::Error)
    }

    /// An ill-formed document is invalid by every schema, so that the want of one is not worth telling.
    fn settle_ill_formed(&mut self) {
        self.incomplete = false;
        self.findings.retain(|finding| ![&NOT_VALIDATED, &NOT_AT_HAND, &CHANGED].contains(&finding.code));
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
