//! The attributes of TEI that hold pointers (datatype `teidata.pointer`, TEI P5 4.12.0).

/// Attributes that hold nothing but pointers.
const POINTERS: &[&str] = &[
    "active",
    "adj",
    "adjFrom",
    "adjTo",
    "ana",
    "change",
    "children",
    "copyOf",
    "corresp",
    "datingPoint",
    "decls",
    "domains",
    "edRef",
    "end",
    "exclude",
    "facs",
    "hand",
    "mutual",
    "next",
    "origin",
    "passive",
    "perf",
    "prev",
    "ref",
    "replyTo",
    "resp",
    "sameAs",
    "scheme",
    "select",
    "since",
    "source",
    "spanTo",
    "start",
    "synch",
    "target",
    "targetEnd",
    "toWhom",
    "where",
    "who",
    "wit",
];

/// Attributes that hold pointers on some elements and something else on others; only `#id` is taken for a pointer there.
const SOMETIMES: &[&str] = &[
    "calendar",
    "class",
    "datcat",
    "datingMethod",
    "defaultExceptions",
    "except",
    "fVal",
    "feats",
    "filter",
    "follow",
    "from",
    "fromUnit",
    "inst",
    "lemmaRef",
    "location",
    "mergedIn",
    "new",
    "nymRef",
    "parent",
    "parts",
    "period",
    "rendition",
    "require",
    "scribeRef",
    "scriptRef",
    "targetDatcat",
    "to",
    "toUnit",
    "unitRef",
    "valueDatcat",
];

/// What an attribute may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Pointers and nothing else.
    Pointers,
    /// Pointers, or something else.
    SomePointers,
    /// No pointer.
    None,
}

/// What the TEI attribute `name` may hold.
pub(super) fn holds(name: &str) -> Holds {
    if POINTERS.binary_search(&name).is_ok() {
        Holds::Pointers
    } else if SOMETIMES.binary_search(&name).is_ok() {
        Holds::SomePointers
    } else {
        Holds::None
    }
}

/// Whether the attribute `name` says who speaks or is spoken to.
pub(super) fn names_somebody(name: &str) -> bool {
    matches!(name, "who" | "toWhom")
}

/// Elements that declare somebody who can speak or be spoken to.
const SPEAKERS: &[&str] = &[
    "actor",
    "author",
    "castGroup",
    "castItem",
    "editor",
    "name",
    "nym",
    "org",
    "orgName",
    "persName",
    "person",
    "personGrp",
    "persona",
    "respStmt",
    "role",
];

/// Whether an element called `name` declares somebody.
pub(super) fn is_speaker(name: &str) -> bool {
    SPEAKERS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        assert!(POINTERS.is_sorted() && SOMETIMES.is_sorted() && SPEAKERS.is_sorted());
        assert_eq!((holds("who"), holds("to"), holds("n")), (Holds::Pointers, Holds::SomePointers, Holds::None));
    }
}
