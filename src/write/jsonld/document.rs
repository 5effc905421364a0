//! The document node: what the header says, who is named, the parts, the files, the run.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{EntityId, Field, SOURCE_ID, TEI_ID, Weave};
use crate::source::Encoding;

use super::archive::Original;
use super::iri;
use super::meeting::Event;
use super::people::{Agent, Node};
use super::scope::Scope;
use super::utterance::Utterance;
use super::value::{DateNode, Iri, Many, Ref, Types, text, texts};

/// Everything but the context.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: Types,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<DateNode>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification_marking: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keywords: Option<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "Many::is_empty")]
    summary: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    author: Many<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    recipient: Many<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    translator: Many<Agent<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    publisher: Many<Agent<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    credit_text: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    copyright_notice: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    citation: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    translation_of_work: Many<Original<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    is_based_on: Many<Original<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Event<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Utterance<'a>>,
    encoding: [File<'a>; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    was_generated_by: Option<Run<'a>>,
}

/// A file that holds the document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    name: String,
    encoding_format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<Earlier<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a str>,
}

/// The file from which a parsed transcript says it was made, known by its digest.
#[derive(Debug, Serialize)]
struct Earlier<'a> {
    #[serde(rename = "@type")]
    types: &'static str,
    sha256: &'a str,
}

/// Which tool made this from which bytes (PROV).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    used: Ref<'a>,
    was_associated_with: Tool<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    name: &'static str,
    software_version: &'static str,
}

type Agents = [(Field, Option<EntityId>)];

impl<'a> Scope<'a> {
    /// The whole document.
    pub(super) fn describe(&self, weave: &'a Weave<'_>) -> Document<'a> {
        let header = &self.transcript.header;
        let sent = header.archival.is_empty() && !self.addressees().is_empty();
        let translated = !header.translators.is_empty() || header.original_language.is_some();
        let (translations, bases) = if translated { (self.originals(), Vec::new()) } else { (Vec::new(), self.originals()) };
        let mut described = BTreeSet::new();
        Document {
            id: self.document(),
            types: Types(if sent { &["DigitalDocument", "Conversation", "Message"] } else { &["DigitalDocument", "Conversation"] }),
            name: text(header.title.as_ref()).unwrap_or(&self.transcript.name),
            date_created: self.date(header.date.as_ref()),
            in_language: self.language(),
            classification_marking: text(header.classification.as_ref()).filter(|_| self.is_full()),
            keywords: text(header.subject.as_ref()),
            summary: texts(header.summaries.iter().map(|summary| summary.text.as_str())),
            author: self.actors(header.authors.iter().filter_map(|(_, id)| id.as_ref())),
            recipient: if sent { self.addressees() } else { Many(Vec::new()) },
            translator: self.agents(&header.translators, &mut described),
            publisher: self.agents(&header.holders, &mut described),
            credit_text: self.credits(),
            copyright_notice: texts(header.rights.iter().map(|paragraph| paragraph.text.as_str())),
            citation: if header.archival.is_empty() { self.citations() } else { Many(Vec::new()) },
            translation_of_work: Many(translations),
            is_based_on: Many(bases),
            about: self.events(),
            mentions: self.mentions(),
            has_part: self.utterances(weave),
            encoding: [self.source_file(), self.tei_file()],
            was_generated_by: self.is_full().then(|| self.run()),
        }
    }

    fn agents(&self, agents: &Agents, described: &mut BTreeSet<EntityId>) -> Many<Agent<'a>> {
        let known = agents.iter().filter_map(|(_, id)| *id).filter(|&id| self.can_act(id));
        known.filter_map(|id| self.agent(id, described.insert(id))).collect()
    }

    /// Names in the header that no entry of the register answers to, as printed.
    fn credits(&self) -> Many<&'a str> {
        let header = &self.transcript.header;
        let credited = header.authors.iter().chain(&header.addressees).chain(&header.translators).chain(&header.holders);
        texts(credited.filter(|(_, id)| !id.is_some_and(|id| self.can_act(id))).map(|(field, _)| field.text.as_str()))
    }

    fn source_file(&self) -> File<'a> {
        let source = &self.transcript.source;
        let header = &self.transcript.header;
        File {
            id: self.iri(SOURCE_ID),
            types: "MediaObject",
            name: source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            encoding_format: media_type(source.encoding()),
            content_size: Some(format!("{} B", source.raw_offset(source.text().len()))),
            sha256: Some(source.sha256()),
            is_based_on: header.original_sha256.as_deref().map(|sha256| Earlier { types: "MediaObject", sha256 }),
            credit_text: None,
            license: None,
            copyright_notice: None,
        }
    }

    fn tei_file(&self) -> File<'a> {
        let header = &self.transcript.header;
        let (license, notice) = header
            .licence
            .as_deref()
            .map_or((None, None), |licence| if iri::is_absolute(licence) { (Some(licence), None) } else { (None, Some(licence)) });
        File {
            id: self.iri(TEI_ID),
            types: "MediaObject",
            name: format!("{}.xml", self.transcript.name),
            encoding_format: "application/tei+xml".to_owned(),
            content_size: None,
            sha256: None,
            is_based_on: None,
            credit_text: header.publisher.as_deref().filter(|publisher| !publisher.is_empty()),
            license,
            copyright_notice: notice,
        }
    }

    fn run(&self) -> Run<'a> {
        Run {
            id: self.iri("run"),
            types: "Activity",
            used: self.refer(SOURCE_ID),
            was_associated_with: Tool {
                id: self.iri("tool"),
                types: "SoftwareApplication",
                name: "teiscribe",
                software_version: env!("CARGO_PKG_VERSION"),
            },
        }
    }
}

fn media_type(encoding: Encoding) -> String {
    let charset = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => "utf-8".to_owned(),
        Encoding::Utf16Le | Encoding::Utf16Be => "utf-16".to_owned(),
        Encoding::Utf16LeBare | Encoding::Utf16BeBare | Encoding::Latin1 | Encoding::SingleByte(_) => encoding.name().to_lowercase(),
    };
    format!("text/plain;charset={charset}")
}
