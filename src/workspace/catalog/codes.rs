//! What can be wrong with a catalogue.

use crate::diagnostic::codes;

codes! {
    /// A catalogue that is not there.
    UNREADABLE = "catalog/unreadable":
        "A catalogue that was given cannot be read.",
        "Schemas might be taken from elsewhere than was meant, so the run is not made.",
        "teiscribe validate --catalog nowhere.xml editions",
        "Name a file that is there with --catalog, in the settings or in XML_CATALOG_FILES.";
    /// No catalogue.
    NO_CATALOG = "catalog/none":
        "A file that is to be a catalogue is none.",
        "Its root is not `catalog` in the namespace of OASIS XML Catalogs, so no entry of it counts.",
        "<catalog><uri name=\"a\" uri=\"b\"/></catalog>",
        "Write <catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">.";
    /// An entry that says nothing.
    ENTRY = "catalog/entry":
        "An entry of a catalogue lacks an attribute, or there is no such entry.",
        "It would be passed over without a word, and a schema taken from elsewhere or not found.",
        "<rewriteUri uriStartString=\"https://example.org/\" rewritePrefix=\"schemas/\"/>",
        "Write the entry as OASIS XML Catalogs 1.1, section 6.5, has it.";
}
