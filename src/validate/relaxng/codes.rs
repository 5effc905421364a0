//! What RELAX NG finds in schemas and in documents.

use crate::diagnostic::codes;

codes! {
    /// A schema that breaks the syntax of RELAX NG.
    SCHEMA_SYNTAX = "relaxng/schema-syntax": "The schema is not written as RELAX NG asks (section 3).", "No document can be judged by it.",
        "<element><empty/></element>, which names no element", "Correct the schema at the place shown.";
    /// A schema that breaks a rule of simplification.
    SCHEMA_RULE = "relaxng/schema-rule": "The schema breaks a rule for references, includes or names (section 4).", "No document can be judged by it.",
        "<ref name=\"p\"/> where nothing defines `p`", "Correct the schema at the place shown.";
    /// A schema that breaks a restriction.
    SCHEMA_RESTRICTION = "relaxng/schema-restriction": "The schema combines patterns that RELAX NG does not allow together (section 7).",
        "No document can be judged by it.", "an attribute inside an attribute", "Rewrite the patterns that the section names.";
    /// A datatype that cannot be made.
    SCHEMA_DATATYPE = "relaxng/schema-datatype": "The schema names a datatype or a parameter that does not exist or does not fit.",
        "Values cannot be checked.", "<data type=\"dat\"/>", "Correct the name, the library or the parameter.";
    /// A file a schema refers to that cannot be had.
    SCHEMA_FILE = "relaxng/schema-file": "A file that the schema includes or refers to cannot be read.", "The schema is incomplete without it.",
        "<include href=\"tei.rng\"/>", "Put the file where the schema looks for it, or correct the reference.";
    /// Ids declared in ways that conflict.
    ID_TYPES = "relaxng/id-types": "The schema gives one attribute of one element both an ID type and another.",
        "RELAX NG DTD Compatibility asks for one of them; documents are judged all the same.", "xml:id as ID here, as text there", "Nothing needs to be done.";
    /// An element that cannot stand where it stands.
    ELEMENT_NOT_ALLOWED = "relaxng/element-not-allowed": "An element stands where the schema does not allow it.",
        "Software that relies on the schema will not expect it there.", "<head> behind the first <p>", "Move it, rename it, or remove it.";
    /// An element the schema does not know.
    ELEMENT_UNKNOWN = "relaxng/element-unknown": "The schema has no element of this name.", "Mostly a misspelling, or another vocabulary.",
        "<speeker>", "Correct the name, or remove the element.";
    /// An element in the wrong namespace.
    NAMESPACE = "relaxng/namespace": "The element's name is known, in another namespace.", "To XML these are two different names.",
        "<TEI> without xmlns=\"http://www.tei-c.org/ns/1.0\"", "Declare the namespace shown on the root element.";
    /// An element that comes before one that must come first.
    ELEMENT_MISSING = "relaxng/element-missing": "An element stands where another one must come first.", "The order is part of the schema.",
        "<publicationStmt> before <titleStmt>", "Add the missing element, or put the elements in order.";
    /// An element that ends too early.
    INCOMPLETE = "relaxng/incomplete": "An element ends and lacks something that it must have.", "The schema requires it.",
        "<fileDesc> without <sourceDesc>", "Add what is missing.";
    /// An attribute that cannot stand on this element.
    ATTRIBUTE_NOT_ALLOWED = "relaxng/attribute-not-allowed": "The schema does not allow this attribute here.",
        "Mostly a misspelling, or an attribute of another element.", "<note plcae=\"bottom\">", "Correct the name, or remove the attribute.";
    /// An attribute that must be there.
    ATTRIBUTE_MISSING = "relaxng/attribute-missing": "An element lacks an attribute that it must have.", "The schema requires it.", "<graphic/> without url",
        "Add the attribute.";
    /// An attribute value that does not fit.
    ATTRIBUTE_VALUE = "relaxng/attribute-value": "The value of an attribute is not one the schema allows.", "Software reads such values by their form.",
        "when=\"3 June 1961\"", "Write the value in the form shown.";
    /// Text where none may stand.
    TEXT_NOT_ALLOWED = "relaxng/text-not-allowed": "Text stands where the schema allows only elements.", "Often a forgotten <p>, or text behind an end tag.",
        "<div>Stray text<p>…", "Put the text into an element, or remove it.";
    /// Text content that does not fit its datatype.
    CONTENT_VALUE = "relaxng/content-value": "The text of an element is not a value the schema allows.", "Software reads such values by their form.",
        "<year>about 1961</year>", "Write the value in the form shown.";
    /// An id given twice.
    DUPLICATE_ID = "relaxng/duplicate-id": "Two elements have the same id.", "A pointer cannot know which is meant.", "xml:id=\"x\" twice", "Rename one of the two.";
    /// A reference to an id that is not there.
    DANGLING_IDREF = "relaxng/dangling-idref": "An attribute of type IDREF names an id that the document lacks.", "The pointer leads nowhere.",
        "<ref target=\"x\"> without an element x", "Correct the reference, or add the element.";
}
