//! Addresses of schemas: URI references (RFC 3986), and the paths of files as such.
//!
//! `../schemas/tei.rng`, as a document in `editions/` names it, is the address `schemas/tei.rng` and the file of that path. A
//! path is an address without scheme, so that reports name files as the user does.

use std::path::{Path, PathBuf};

/// Whether it begins with a scheme: `https://…`, `urn:…`. One letter and a colon is the drive of a path.
pub(super) fn is_absolute(address: &str) -> bool {
    scheme(address).is_some()
}

/// The scheme.
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.len() > 1 && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (letters && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))).then_some(scheme)
}

/// The address without what follows `#`.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(before, _)| before)
}

/// What `reference` means where `base` is read (RFC 3986, section 5.2). A relative base stays relative: `..` may lead out of it.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if is_absolute(reference) {
        return reference.to_owned();
    }
    let (root, path) = parted(base);
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{}//{rest}", scheme(base).map(|scheme| format!("{scheme}:")).unwrap_or_default());
    }
    let (target, tail) = reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
    if target.is_empty() {
        return format!("{root}{path}{tail}");
    }
    let folder = path.rfind('/').map_or(if root.is_empty() { "" } else { "/" }, |at| &path[..=at]);
    let joined = if target.starts_with('/') { target.to_owned() } else { format!("{folder}{target}") };
    format!("{root}{}{tail}", without_dots(&joined))
}

/// Scheme and authority, and the path behind them without query and fragment.
fn parted(address: &str) -> (&str, &str) {
    let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let after_scheme = scheme(address).map_or(0, |scheme| scheme.len() + 1);
    let path = match address[after_scheme..].strip_prefix("//") {
        Some(rest) => address.len() - rest.len() + rest.find('/').unwrap_or(rest.len()),
        None => after_scheme,
    };
    address.split_at(path)
}

/// RFC 3986, section 5.2.4; what leads out of a relative path stays.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let absolute = path.starts_with('/');
    for part in path.split('/').skip(usize::from(absolute)) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            _ => parts.push(part),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        parts.push("");
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

/// The address of the file `path`.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    encoded(&text, |byte| matches!(byte, b'%' | b'?' | b'#' | b' ' | b'"' | b'<' | b'>') || byte < 0x20)
}

/// The file that an address without scheme or with the scheme `file` names; `None` for addresses elsewhere.
pub(super) fn to_path(address: &str) -> Option<PathBuf> {
    let address = without_fragment(address);
    let path = match scheme(address) {
        None if address.starts_with("//") => return None,
        None => address,
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => {
            let rest = &address[scheme.len() + 1..];
            let here = rest.strip_prefix("//").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
            here.unwrap_or(rest)
        }
        Some(_) => return None,
    };
    // Behind `file://` stands the name of a machine unless a path begins at once.
    let elsewhere = is_absolute(address) && !path.starts_with('/');
    (!elsewhere).then(|| PathBuf::from(decoded(path)))
}

/// The form in which addresses are compared: what no address may hold is escaped (XML Catalogs 1.1, section 6.3).
pub(super) fn normal(address: &str) -> String {
    encoded(address, |byte| !(0x21..=0x7E).contains(&byte) || b"\"<>\\^`{|}".contains(&byte))
}

fn encoded(text: &str, must: impl Fn(u8) -> bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        if must(byte) {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A part of an address with its escapes resolved: `a%20b` is `a b`; what they make that is no UTF-8 stays escaped.
pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        out.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// A word as a shell takes it, so that a command which a report names can be copied whatever a document wrote.
pub(super) fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/@%+=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_standard_says() {
        // RFC 3986, section 5.4, without the cases of a query in the base.
        for (reference, target) in [
            ("urn:g:h", "urn:g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("g?y", "http://a/b/c/g?y"),
            ("g#s", "http://a/b/c/g#s"),
            ("", "http://a/b/c/d"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ] {
            assert_eq!(resolve("http://a/b/c/d?q", reference), target, "{reference}");
        }
    }

    #[test]
    fn paths_stay_paths() {
        for (base, reference, target) in [
            ("a/b.xml", "../c.rng", "c.rng"),
            ("b.xml", "../c.rng", "../c.rng"),
            ("../x/b.xml", "../../c.rng", "../../c.rng"),
            ("-", "c.rng", "c.rng"),
            ("a.xml", "/s/c.rng", "/s/c.rng"),
            ("http://a", "c.rng", "http://a/c.rng"),
        ] {
            assert_eq!(resolve(base, reference), target);
        }
    }

    #[test]
    fn addresses_of_files_are_files() {
        for (address, path) in [
            ("my%20schema.rng", Some("my schema.rng")),
            ("file:///a/b", Some("/a/b")),
            ("file:/a/b#c", Some("/a/b")),
            ("file://localhost/a", Some("/a")),
            ("file://other/a", None),
            ("https://a/b", None),
            ("100%.rng", Some("100%.rng")),
        ] {
            assert_eq!(to_path(address).as_deref(), path.map(Path::new), "{address}");
        }
        let odd = Path::new("a b/100%#1?.rng");
        assert_eq!(to_path(&of_path(odd)).as_deref(), Some(odd));
    }

    #[test]
    fn a_command_can_be_copied_whatever_the_address() {
        assert_eq!(quoted("https://a.example/b.rng"), "https://a.example/b.rng");
        assert_eq!(quoted("https://a/$(rm -r x)'"), "'https://a/$(rm -r x)'\\'''");
    }
}
