//! Strings of a certain form: names, lists of names, language tags, URIs, qualified names.

use std::borrow::Cow;

use crate::xml::{is_name, is_nc_name};

use super::super::datatype::NamespaceContext;
use super::{Family, Space};

/// Strings that a test admits; lengths count characters.
#[derive(Debug)]
pub(super) struct Form {
    admits: fn(&str) -> bool,
    /// What a string that is not admitted is not: "no name".
    what: &'static str,
}

/// Any string.
pub(super) const ANY: Form = Form { admits: |_| true, what: "" };
/// `Name`.
pub(super) const NAME: Form = Form { admits: is_name, what: "is no XML name" };
/// `NCName`.
pub(super) const NC_NAME: Form = Form { admits: is_nc_name, what: "is no XML name without colon" };
/// `NMTOKEN`.
pub(super) const NMTOKEN: Form = Form { admits: is_nmtoken, what: "is no name token: letters, digits and `.-_:` only" };
/// `language`.
pub(super) const LANGUAGE: Form = Form { admits: is_language, what: "is no language tag: a tag is written `en` or `sr-Latn`" };
/// `anyURI`.
pub(super) const URI: Form = Form { admits: is_uri, what: "is no URI" };

/// A name token is a name that may begin with any of its characters.
fn is_nmtoken(text: &str) -> bool {
    !text.is_empty() && is_name(&format!("_{text}"))
}

fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(number, part)| {
        let fits = |byte: u8| byte.is_ascii_alphabetic() || (number > 0 && byte.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.bytes().all(fits)
    })
}

/// What is left of RFC 2396 once everything is escaped that may be: whole percent signs, one `#`, a scheme that begins with a letter.
fn is_uri(text: &str) -> bool {
    let escapes = text.split('%').skip(1).all(|rest| rest.len() > 1 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    let scheme = text.find([':', '/', '?', '#']).filter(|&at| text.as_bytes()[at] == b':').map(|at| &text[..at]);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    escapes && text.matches('#').count() < 2 && scheme.is_none_or(is_scheme)
}

impl Space for Form {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        if (self.admits)(text) { Ok(()) } else { Err(self.what.to_owned()) }
    }

    fn length(&self, text: &str) -> Option<usize> {
        Some(text.chars().count())
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}

/// Lists of one form or more; lengths count the members.
#[derive(Debug)]
pub(super) struct List(&'static dyn Space);

/// `NMTOKENS`.
pub(super) const NMTOKENS: List = List(&NMTOKEN);
/// `IDREFS`.
pub(super) const NC_NAMES: List = List(&NC_NAME);
/// `ENTITIES`.
pub(super) const ENTITIES: List = List(&ENTITY);

impl Space for List {
    fn check(&self, text: &str, context: &dyn NamespaceContext) -> Result<(), String> {
        if text.is_empty() {
            return Err("is empty, and one name at least is needed".to_owned());
        }
        text.split(' ').try_for_each(|member| self.0.check(member, context).map_err(|reason| format!("has the member `{member}`, which {reason}")))
    }

    fn length(&self, text: &str) -> Option<usize> {
        Some(text.split(' ').count())
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}

/// `ENTITY`: the name of an unparsed entity of the document.
#[derive(Debug)]
pub(super) struct Entity;

/// `ENTITY`.
pub(super) const ENTITY: Entity = Entity;

impl Space for Entity {
    fn check(&self, text: &str, context: &dyn NamespaceContext) -> Result<(), String> {
        NC_NAME.check(text, context)?;
        if context.is_unparsed_entity(text) { Ok(()) } else { Err("names no unparsed entity that the document declares".to_owned()) }
    }

    fn length(&self, text: &str) -> Option<usize> {
        NC_NAME.length(text)
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}

/// `QName`: a name whose prefix is declared; equal where namespace and local part are.
#[derive(Debug)]
pub(super) struct QName;

fn split(text: &str) -> (&str, &str) {
    text.split_once(':').unwrap_or(("", text))
}

impl Space for QName {
    fn check(&self, text: &str, context: &dyn NamespaceContext) -> Result<(), String> {
        let (prefix, local) = split(text);
        if !is_nc_name(local) || (text.contains(':') && !is_nc_name(prefix)) {
            return Err("is no qualified name".to_owned());
        }
        if prefix.is_empty() || context.namespace(prefix).is_some() {
            Ok(())
        } else {
            Err(format!("has the prefix `{prefix}`, which is not declared"))
        }
    }

    fn canonical<'v>(&self, text: &'v str, context: &dyn NamespaceContext) -> Cow<'v, str> {
        let (prefix, local) = split(text);
        Cow::Owned(format!("{{{}}}{local}", context.namespace(prefix).unwrap_or_default()))
    }

    fn length(&self, text: &str) -> Option<usize> {
        Some(text.chars().count())
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}
