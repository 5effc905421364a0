//! References between schema files, and the URIs of datatype libraries (section 4.3, 4.5; RFC 3986, section 5).

/// Whether `uri` is absolute and has no fragment, as the URI of a datatype library must (section 4.3).
pub(super) fn is_library(uri: &str) -> bool {
    has_scheme(uri) && !uri.contains('#') && !uri.ends_with(':') && escapes_are_sound(uri)
}

/// A letter, then letters, digits, `+`, `-`, `.`, then a colon.
fn has_scheme(uri: &str) -> bool {
    uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

fn escapes_are_sound(uri: &str) -> bool {
    uri.split('%').skip(1).all(|behind| behind.len() >= 2 && behind.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

/// `href` as seen from where `base` is seen: `sub/y` and `x` give `sub/x`.
pub(super) fn join(base: &str, href: &str) -> String {
    if has_scheme(href) || href.starts_with('/') || href.starts_with('\\') {
        return href.to_owned();
    }
    let folder = base.rfind('/').map_or("", |at| &base[..=at]);
    let mut parts: Vec<&str> = folder.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined() {
        for (base, href, joined) in
            [("", "x", "x"), ("sub/y", "x", "sub/x"), ("a/b/c", "../d", "a/d"), ("a", "../d", "../d"), ("a/", "./b", "a/b"), ("/x/y", "z", "/x/z")]
        {
            assert_eq!(join(base, href), joined);
        }
    }

    #[test]
    fn a_library_is_an_absolute_uri() {
        assert!(is_library("http://www.w3.org/2001/XMLSchema-datatypes") && is_library("foo:bar"));
        assert!(!is_library("foo:") && !is_library("xyzzy") && !is_library("http://x#y") && !is_library("http://x/%xx") && !is_library("foo_bar:x"));
    }
}
