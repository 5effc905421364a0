//! The entries of catalogues (XML Catalogs 1.1, section 6.5): element by element, what is matched and what is given for it.

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Gives the address for the one that it names.
    Names,
    /// Puts another beginning in the place of the one that it names.
    Rewrites,
    /// Gives the address for all that end as it says.
    Ends,
    /// Hands all that begin as it says to another catalogue, for good.
    Delegates,
    /// Names a catalogue to ask when nothing matched.
    Continues,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Addresses of anything.
    Uri,
    /// System identifiers.
    System,
    /// Public identifiers.
    Public,
}

/// An element of catalogues.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub element: &'static str,
    pub does: Does,
    pub about: About,
    /// The attribute with what is matched; empty where nothing is.
    pub from: &'static str,
    /// The attribute with what is given.
    pub to: &'static str,
}

const fn form(element: &'static str, does: Does, about: About, from: &'static str, to: &'static str) -> Form {
    Form { element, does, about, from, to }
}

/// All entries that count.
pub(super) static FORMS: &[Form] = &[
    form("uri", Does::Names, About::Uri, "name", "uri"),
    form("rewriteURI", Does::Rewrites, About::Uri, "uriStartString", "rewritePrefix"),
    form("uriSuffix", Does::Ends, About::Uri, "uriSuffix", "uri"),
    form("delegateURI", Does::Delegates, About::Uri, "uriStartString", "catalog"),
    form("system", Does::Names, About::System, "systemId", "uri"),
    form("rewriteSystem", Does::Rewrites, About::System, "systemIdStartString", "rewritePrefix"),
    form("systemSuffix", Does::Ends, About::System, "systemIdSuffix", "uri"),
    form("delegateSystem", Does::Delegates, About::System, "systemIdStartString", "catalog"),
    form("public", Does::Names, About::Public, "publicId", "uri"),
    form("delegatePublic", Does::Delegates, About::Public, "publicIdStartString", "catalog"),
    form("nextCatalog", Does::Continues, About::Uri, "", "catalog"),
];

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub form: &'static Form,
    /// What is matched, in the form in which it is compared.
    pub from: String,
    /// The address given, resolved.
    pub to: String,
    /// Its line in the catalogue.
    pub line: usize,
}

/// The public identifier of `urn:publicid:…`, white space folded (sections 6.2 and 6.4).
pub(super) fn public_id(urn: &str) -> Option<String> {
    let (scheme, rest) = urn.split_at_checked("urn:publicid:".len())?;
    if !scheme.eq_ignore_ascii_case("urn:publicid:") {
        return None;
    }
    let mut text = rest.replace('+', " ").replace(':', "//").replace(';', "::");
    for (escape, plain) in [("%2B", "+"), ("%3A", ":"), ("%2F", "/"), ("%3B", ";"), ("%27", "'"), ("%3F", "?"), ("%23", "#"), ("%25", "%")] {
        text = text.replace(escape, plain).replace(&escape.to_ascii_lowercase(), plain);
    }
    Some(folded(&text))
}

/// A public identifier as it is compared.
pub(super) fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
