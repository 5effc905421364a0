//! Which elements hold running text, which hold blocks only, and which attributes are sets: TEI P5 by name, other vocabularies by what stands in them.

use crate::xml::names::XML_NAMESPACE;

/// The namespace of TEI.
pub(super) const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// Elements whose content is running text even where only elements stand in it (TEI `macro.paraContent` and `macro.phraseSeq`).
const PARAGRAPHS: &[&str] = &[
    "p",
    "ab",
    "u",
    "head",
    "l",
    "label",
    "byline",
    "dateline",
    "docAuthor",
    "docDate",
    "salute",
    "signed",
    "trailer",
    "speaker",
    "stage",
    "title",
    "desc",
    "summary",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "dt",
    "dd",
    "caption",
    "para",
];

/// Elements that stand between paragraphs; one that holds them holds no running text of its own.
const BLOCKS: &[&str] = &[
    "p",
    "ab",
    "u",
    "sp",
    "div",
    "list",
    "table",
    "lg",
    "l",
    "floatingText",
    "figure",
    "listBibl",
    "listPerson",
    "item",
    "row",
    "cell",
    "seg",
    "ul",
    "ol",
    "blockquote",
    "para",
    "annotationBlock",
];

/// Elements in which text never stands beside elements: stray words in them are a block of their own.
const STRUCTURES: &[&str] = &[
    "TEI",
    "teiCorpus",
    "teiHeader",
    "fileDesc",
    "profileDesc",
    "encodingDesc",
    "revisionDesc",
    "text",
    "group",
    "front",
    "body",
    "back",
    "div",
    "div1",
    "div2",
    "div3",
    "standOff",
    "listPerson",
    "listPlace",
    "listOrg",
    "listEvent",
    "particDesc",
    "titleStmt",
    "publicationStmt",
    "sourceDesc",
    "taxonomy",
    "classDecl",
    "annotationBlock",
    "html",
    "section",
    "article",
    "book",
    "chapter",
];

/// Elements inside running text that hold elements only: white space in them says nothing.
const ELEMENTS_ONLY: &[&str] = &["choice", "subst", "app", "list", "table", "row", "listBibl", "listPerson", "ul", "ol", "timeline", "lg"];

/// Attributes of TEI whose value is a set of words (`teidata.pointer`, `teidata.word`, one to many, in no order).
const SETS: &[&str] = &[
    "who",
    "toWhom",
    "ana",
    "corresp",
    "synch",
    "exclude",
    "select",
    "facs",
    "decls",
    "resp",
    "ref",
    "source",
    "wit",
    "ed",
    "edRef",
    "change",
    "rend",
    "rendition",
    "mutual",
    "active",
    "passive",
    "hand",
    "inst",
    "cause",
];

/// What is known of an element by its name.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a name")]
pub(super) struct Nature {
    pub paragraph: bool,
    pub block: bool,
    pub structure: bool,
    pub elements_only: bool,
    pub tei: bool,
}

impl Nature {
    pub(super) fn of(namespace: &str, local: &str) -> Self {
        Self {
            paragraph: PARAGRAPHS.contains(&local),
            block: BLOCKS.contains(&local),
            structure: STRUCTURES.contains(&local),
            elements_only: ELEMENTS_ONLY.contains(&local),
            tei: namespace == TEI,
        }
    }
}

/// What is known of an attribute by its name.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a name")]
pub(super) struct Use {
    /// `xml:id`.
    pub id: bool,
    /// `id` without namespace, an id outside TEI.
    pub plain_id: bool,
    /// A set of words on an element of TEI.
    pub set: bool,
    /// `xml:space`.
    pub space: bool,
}

impl Use {
    pub(super) fn of(namespace: &str, local: &str) -> Self {
        let xml = namespace == XML_NAMESPACE;
        let none = namespace.is_empty();
        Self { id: xml && local == "id", plain_id: none && local == "id", set: none && SETS.contains(&local), space: xml && local == "space" }
    }
}
