//! Where the TEI header holds what the page says; each path is that of an element the TEI writer writes.

/// Title of the document.
pub(super) const TITLE: &str = "teiHeader/fileDesc/titleStmt/title";
/// Who wrote it.
pub(super) const AUTHOR: &str = "teiHeader/fileDesc/titleStmt/author";
/// Who translated it.
pub(super) const TRANSLATOR: &str = "teiHeader/fileDesc/titleStmt/editor";
/// To whom it was sent.
pub(super) const ADDRESSEE: &str = "teiHeader/profileDesc/correspDesc/correspAction";
/// Labels without value, and labelled values that have no element of their own.
pub(super) const NOTE: &str = "teiHeader/fileDesc/notesStmt/note";
/// Where the original is kept.
pub(super) const ARCHIVE: &str = "teiHeader/fileDesc/sourceDesc/msDesc";
/// Where it was published.
pub(super) const PUBLICATION: &str = "teiHeader/fileDesc/sourceDesc/bibl";
/// Whose rights it is under.
pub(super) const RIGHTS: &str = "teiHeader/fileDesc/sourceDesc/bibl/availability";
/// Who keeps the page.
pub(super) const HOLDER: &str = "teiHeader/fileDesc/sourceDesc/bibl/publisher";
/// What the document is about.
pub(super) const SUMMARY: &str = "teiHeader/profileDesc/abstract";
/// Language of the original.
pub(super) const LANGUAGE: &str = "teiHeader/profileDesc/langUsage/language";
/// Its date.
pub(super) const DATE: &str = "teiHeader/profileDesc/creation/date";
/// Its secrecy marking.
pub(super) const CLASSIFICATION: &str = "teiHeader/profileDesc/textClass/catRef";
/// Subject as printed.
pub(super) const SUBJECT: &str = "teiHeader/profileDesc/textClass/keywords";
/// Where the meeting took place.
pub(super) const PLACE: &str = "teiHeader/profileDesc/settingDesc/setting";
