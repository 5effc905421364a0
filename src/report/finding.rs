//! A finding with what reports show of its text and the fingerprint by which it is known again.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Label};
use crate::source::hex;

use super::excerpt::{Excerpt, Texts};

/// A finding, ready to be reported.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// The document it is about; empty where it is about none.
    pub document: Arc<str>,
    /// What is shown of its place.
    pub excerpt: Option<Excerpt>,
    /// What is shown of each related place.
    pub related: Vec<Option<Excerpt>>,
    /// What makes it the same finding after edits elsewhere: 32 hexadecimal digits.
    pub fingerprint: String,
    /// The same without the path, for whoever knows the file by another name.
    pub within: String,
}

impl Finding {
    /// The findings about one document, with what `texts` show of them.
    pub fn of(document: &str, diagnostics: impl IntoIterator<Item = Diagnostic>, texts: &Texts<'_>) -> impl Iterator<Item = Self> {
        let document: Arc<str> = document.into();
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        diagnostics.into_iter().map(move |diagnostic| {
            let excerpt = diagnostic.place.as_ref().and_then(|place| texts.excerpt(place));
            let related = diagnostic.related.iter().map(|place| texts.excerpt(place)).collect();
            let words = excerpt.as_ref().map_or("", |excerpt| &excerpt.words);
            let path = diagnostic.place.as_ref().map_or(&*document, |place| &*place.path).replace('\\', "/");
            let within = numbered(digest(&[diagnostic.code.id, &diagnostic.message, &diagnostic.context, words]), &path, &mut seen);
            let fingerprint = digest(&[path.trim_start_matches("./"), &within]);
            Self { diagnostic, document: Arc::clone(&document), excerpt, related, fingerprint, within }
        })
    }

    /// Where it was seen, with the path of the document where the place is not known.
    pub fn path(&self) -> &str {
        self.diagnostic.place.as_ref().map_or(&*self.document, |place| &*place.path)
    }

    /// The place and its excerpt, then those of the related places.
    pub fn places(&self) -> impl Iterator<Item = (&Label, Option<&Excerpt>)> {
        let primary = self.diagnostic.place.iter().map(|place| (place, self.excerpt.as_ref()));
        primary.chain(self.diagnostic.related.iter().zip(self.related.iter().map(Option::as_ref)))
    }

    /// The remedy: that of the finding, else that of its code.
    pub fn help(&self) -> &str {
        self.diagnostic.help.as_deref().unwrap_or(self.diagnostic.code.remedy)
    }
}

/// 32 hexadecimal digits for the parts: code, message, the element it stands in and the words of the place stay when lines move.
fn digest(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    hex(&digest.finalize()[..16])
}

/// Of findings in one file that are alike, the second and further ones are told apart by their number.
fn numbered(within: String, path: &str, seen: &mut BTreeMap<String, u32>) -> String {
    let count = seen.entry(format!("{within}{path}")).or_default();
    *count += 1;
    if *count == 1 { within } else { digest(&[&within, &count.to_string()]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::CARRIED;
    use crate::source::{Source, Span};

    fn fingerprints(text: &str, places: &[usize]) -> Vec<String> {
        let source = Source::from_text("./t.xml", text);
        let found: Vec<_> = places.iter().map(|&at| Diagnostic::error(&CARRIED, "wrong").at(&source, Span::new(at, at + 1))).collect();
        Finding::of("./t.xml", found, &std::iter::once(&source).collect()).map(|finding| finding.fingerprint).collect()
    }

    #[test]
    fn edits_elsewhere_leave_it_and_equal_findings_differ() {
        let before = fingerprints("ab ac", &[0, 1, 3]);
        assert_eq!(before, fingerprints("new line\nab and ac", &[9, 10, 16]));
        assert!(before[0] != before[1] && before[0] != before[2] && before[0].len() == 32);
    }

    #[test]
    fn without_the_path_it_is_the_same_under_another_name() {
        let of = |name: &str| {
            let source = Source::from_text(name, "ab");
            let finding = Diagnostic::error(&CARRIED, "wrong").at(&source, Span::new(0, 1));
            Finding::of(name, [finding], &std::iter::once(&source).collect()).next().expect("a finding")
        };
        let (here, there) = (of("t.xml"), of("elsewhere/t.xml"));
        assert_eq!(here.within, there.within);
        assert_ne!(here.fingerprint, there.fingerprint);
    }
}
