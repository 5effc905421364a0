//! What every node needs to be written: the transcript, the profile, and how ids become IRIs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::{Archival, EntityId, EntityKind, HeaderDate, Transcript, only_credited};

use super::Profile;
use super::value::{DateNode, Iri, Ref, Tail};

/// One edition in one profile.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) document: &'a str,
    pub(super) profile: Profile,
    pub(super) transcript: &'a Transcript,
    /// Entries that are credited and never named in the text.
    pub(super) only_credited: BTreeSet<EntityId>,
    /// Entries that keep the original.
    pub(super) archives: BTreeSet<EntityId>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(document: &'a str, profile: Profile, transcript: &'a Transcript) -> Self {
        let only_credited = only_credited(transcript);
        let archives = transcript.header.archival.iter().filter_map(|archival| repository(transcript, archival)).collect();
        Self { document, profile, transcript, only_credited, archives }
    }

    pub(super) fn is_full(&self) -> bool {
        self.profile == Profile::Full
    }

    /// The BCP 47 tag of the text's language; `und` where it is not known, or no tag was given.
    pub(super) fn language(&self) -> &'a str {
        self.transcript.header.language.as_deref().filter(|tag| is_tag(tag)).unwrap_or("und")
    }

    /// The IRI of the document.
    pub(super) fn document(&self) -> Iri<'a> {
        Iri { document: self.document, fragment: Cow::Borrowed(""), tail: Tail::None }
    }

    /// The IRI of something in it.
    pub(super) fn iri(&self, fragment: impl Into<Cow<'a, str>>) -> Iri<'a> {
        Iri { document: self.document, fragment: fragment.into(), tail: Tail::None }
    }

    /// A pointer at something in it.
    pub(super) fn refer(&self, fragment: impl Into<Cow<'a, str>>) -> Ref<'a> {
        self.pointer(self.iri(fragment))
    }

    /// A pointer at `iri`.
    pub(super) fn pointer(&self, iri: Iri<'a>) -> Ref<'a> {
        Ref { iri, profile: self.profile }
    }

    /// A pointer at an entry of the register.
    pub(super) fn entity(&self, id: EntityId) -> Ref<'a> {
        self.refer(self.transcript.register.get(id).id.as_str())
    }

    /// Pointers at those of `ids` who can act, at each once.
    pub(super) fn actors<'i>(&self, ids: impl IntoIterator<Item = &'i EntityId>) -> super::value::Many<Ref<'a>> {
        let mut seen = BTreeSet::new();
        ids.into_iter().filter(|&&id| self.can_act(id) && seen.insert(id)).map(|&id| self.entity(id)).collect()
    }

    /// A single date of the header; one that is only bounded has no place in schema.org.
    pub(super) fn date(&self, date: Option<&HeaderDate>) -> Option<DateNode> {
        date.and_then(HeaderDate::when).map(|date| DateNode { date, profile: self.profile })
    }

    /// The entry that is the repository of `archival`.
    pub(super) fn repository(&self, archival: &Archival) -> Option<EntityId> {
        repository(self.transcript, archival)
    }
}

fn repository(transcript: &Transcript, archival: &Archival) -> Option<EntityId> {
    let name = archival.repository.as_ref()?;
    let found = transcript.register.iter().find(|(_, entity)| entity.kind == EntityKind::Organisation && entity.forms.contains(name));
    found.map(|(id, _)| id)
}

/// RFC 5646, section 2.1, as far as a context or a graph must rely on it.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_primary = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_primary && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
