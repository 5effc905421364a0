//! What can be wrong with a document before any schema is asked.

use crate::diagnostic::codes;

codes! {
    /// Markup that is no XML.
    SYNTAX = "xml/syntax": "Markup breaks the grammar of XML.", "No XML tool can read past this place.",
        "<p n=1>", "Correct the markup at the place shown.";
    /// An end tag that closes another element than the open one.
    MISMATCHED_TAG = "xml/mismatched-tag": "An end tag names another element than the one that is open.",
        "Elements must nest; here one was not closed, or closed twice.", "<p>Good morning.</div>",
        "Close the element shown as opened, or remove the end tag.";
    /// An element that is never closed.
    UNCLOSED_ELEMENT = "xml/unclosed-element": "The document ends while an element is open.", "The document is cut short, or an end tag is missing.",
        "<TEI><text>", "Add the end tag, or restore the missing part of the file.";
    /// An attribute given twice.
    DUPLICATE_ATTRIBUTE = "xml/duplicate-attribute": "An element has the same attribute twice.", "Which value holds cannot be known.",
        "<p n=\"1\" n=\"2\">", "Remove one of the two.";
    /// A prefix without a namespace.
    UNDECLARED_PREFIX = "xml/undeclared-prefix": "A prefix is used that no `xmlns:` attribute declares.", "The name belongs to no vocabulary.",
        "<tei:p>", "Declare the prefix on this element or one around it, or remove the prefix.";
    /// A namespace declaration that Namespaces in XML forbids.
    NAMESPACE = "xml/namespace": "A namespace declaration is not allowed.", "The prefixes `xml` and `xmlns` are reserved, and a prefix cannot be bound to nothing.",
        "<p xmlns:xml=\"urn:x\">", "Remove or correct the declaration.";
    /// A name that is none.
    NAME = "xml/name": "A name holds a character that names cannot hold.", "Names begin with a letter or `_` and hold at most one colon between two such names.",
        "<2nd>", "Rename it.";
    /// A character XML forbids.
    CHARACTER = "xml/character": "A character stands in the document that XML does not allow.",
        "Control characters come from word processors and damaged files; XML tools refuse the whole document.",
        "U+0003 in a paragraph", "Remove the character.";
    /// A reference to an entity nobody declared.
    UNDECLARED_ENTITY = "xml/undeclared-entity": "A reference names an entity that is not declared.", "What stands there cannot be known.",
        "caf&eacute;", "Write the character itself, or declare the entity in the document type declaration.";
    /// An entity used wrongly.
    ENTITY = "xml/entity": "An entity cannot be used here.",
        "An entity may not contain itself, must hold whole elements, and in attributes neither `<` nor text from outside.", "<!ENTITY a \"&a;\">",
        "Correct the declaration of the entity or the reference.";
    /// Expansion beyond the limit.
    LIMIT = "xml/limit": "Entities expand beyond the limit.", "Such documents are made to exhaust memory.",
        "ten levels of entities that each name ten others", "If the document is sound, raise the limit with --max-expansion.";
    /// Nesting beyond the limit.
    TOO_DEEP = "xml/too-deep": "Elements nest deeper than the limit.", "Such documents are made to exhaust memory or to overflow other programs.",
        "a million <p> inside each other", "If the document is sound, raise the limit with --max-depth.";
    /// More bytes than the limit.
    TOO_LARGE = "xml/too-large": "The document has more bytes than the limit.", "A document is held in memory while it is judged.",
        "a dump of several gigabytes", "If the document is meant, raise the limit with --max-size.";
    /// Content outside the root element.
    OUTSIDE_ROOT = "xml/outside-root": "Text or a second element stands outside the root element.", "A document has exactly one root element.",
        "<TEI/> and more", "Move it into the root element or remove it.";
    /// No root element at all.
    NO_ROOT = "xml/no-root": "The document holds no element.", "There is nothing to read or to judge.", "an empty file", "Check that the right file was given.";
    /// Bytes that are no text.
    ENCODING = "xml/encoding": "The bytes do not fit the encoding of the document.", "Letters would be read wrongly.",
        "encoding=\"UTF-8\" on a file saved as Latin-1", "Save the file in the encoding it declares, or declare the one it has.";
    /// A document type declaration that breaks the grammar.
    DOCTYPE = "xml/doctype": "The document type declaration breaks the grammar of XML.", "Entities and defaults it declares cannot be trusted.",
        "<!ENTITY hello Hello>", "Correct the declaration at the place shown.";
    /// An external subset that was not read.
    EXTERNAL_DTD = "xml/external-dtd": "The document refers to a DTD or an entity outside the file, which is not read.",
        "Attribute defaults and entities declared there are not known; schemas do not need them.", "<!DOCTYPE TEI SYSTEM \"tei.dtd\">",
        "Remove the reference, or move the declarations that are needed into the document.";
}
