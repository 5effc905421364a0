//! The shape of a parsed transcript in JSON, as `schemas/transcript/1.0/transcript.schema.json` describes it.
//!
//! These types are nothing but the format: places count code points, entries are named by id, dates are strings.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;
use crate::model::{Certainty, EntityKind, Genre, NoteKind, Part};

use super::header::Header;
use super::marks::Annotation;
use super::numbers::{At, Seconds, Whole};

pub(super) type Text<'t> = Cow<'t, str>;

/// A whole transcript: with `text` and `blocks`, or with `turns` that hold the words.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Transcript<'t> {
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Text<'t>>,
    pub format: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<Genre>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<File<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Original<'t>>,
    #[serde(default)]
    pub header: Header<'t>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Entry<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub register: Vec<Entry<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Vec<Annotation<'t>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<Query<'t>>,
}

/// The file that held the text.
#[derive(Serialize, Deserialize)]
pub(super) struct File<'t> {
    pub name: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Text<'t>>,
}

/// The file from which the transcript was made.
#[derive(Serialize, Deserialize)]
pub(super) struct Original<'t> {
    pub sha256: Text<'t>,
}

/// A participant, or any entry of the register.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry<'t> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntityKind>,
    pub name: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forms: Option<Vec<Text<'t>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub honorifics: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Whole>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<At>,
}

/// A form merged into an entry.
#[derive(Serialize, Deserialize)]
pub(super) struct Merged<'t> {
    pub form: Text<'t>,
    pub reason: Text<'t>,
}

/// A turn: with its words, or of a transcript with `text`.
#[derive(Serialize, Deserialize)]
pub(super) struct Turn<'t> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Speakers<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Seconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Seconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<TurnNote<'t>>,
}

/// Ids or names of those who speak.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Speakers<'t> {
    One(Text<'t>),
    Several(Vec<Text<'t>>),
}

/// A remark behind a turn.
#[derive(Serialize, Deserialize)]
pub(super) struct TurnNote<'t> {
    pub kind: TurnNoteKind,
    pub text: Text<'t>,
}

/// What a remark behind a turn is.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TurnNoteKind {
    Incident,
    Gap,
    #[serde(untagged)]
    Note(NoteKind),
}

/// A stretch of the text of one kind.
#[derive(Serialize, Deserialize)]
pub(super) struct Block<'t> {
    pub at: At,
    #[serde(flatten)]
    pub kind: super::blocks::BlockKind<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Whole>,
}

/// A rule by which annotations were found.
#[derive(Serialize, Deserialize)]
pub(super) struct Rule<'t> {
    pub id: Text<'t>,
    pub what: Text<'t>,
}

/// Something an editor should look at.
#[derive(Serialize, Deserialize)]
pub(super) struct Query<'t> {
    pub code: Text<'t>,
    pub severity: Severity,
    pub message: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related<'t>>,
}

/// A further place of a query.
#[derive(Serialize, Deserialize)]
pub(super) struct Related<'t> {
    pub at: At,
    pub message: Text<'t>,
}
