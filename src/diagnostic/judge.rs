//! By what a document was judged, as every report states it.

use std::fmt;

/// A schema, or a check of the program's own.
///
/// ```
/// use teiscribe::diagnostic::Judge;
/// let schema = Judge { name: "tei.rnc".into(), version: Some("4.12.0".into()), sha256: Some("00ff".repeat(16)) };
/// assert_eq!(schema.to_string(), "tei.rnc 4.12.0 (sha256 00ff00ff00ff00ff)");
/// assert_eq!(Judge::check("ids and pointers").to_string(), "ids and pointers");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judge {
    /// The schema's address or path, or what the check is about.
    pub name: String,
    /// The version that the schema states.
    pub version: Option<String>,
    /// SHA-256 of the schema's file, in hexadecimal.
    pub sha256: Option<String>,
}

impl Judge {
    /// A check of the program's own.
    pub fn check(name: &str) -> Self {
        Self { name: name.to_owned(), version: None, sha256: None }
    }

    /// Its name and its version.
    pub fn title(&self) -> String {
        self.version.as_ref().map_or_else(|| self.name.clone(), |version| format!("{} {version}", self.name))
    }
}

impl fmt::Display for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title())?;
        match self.sha256.as_deref().and_then(|digest| digest.get(..16)) {
            Some(digest) => write!(f, " (sha256 {digest})"),
            None => Ok(()),
        }
    }
}
