//! Bytes written as text (sections 3.2.15 and 3.2.16); their length counts bytes.

use std::borrow::Cow;

use super::super::datatype::NamespaceContext;
use super::{Family, Space};

/// Two hexadecimal digits a byte.
#[derive(Debug)]
pub(super) struct Hex;

impl Space for Hex {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        let well_formed = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if well_formed { Ok(()) } else { Err("is no even number of hexadecimal digits".to_owned()) }
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        Cow::Owned(text.to_ascii_uppercase())
    }

    fn length(&self, text: &str) -> Option<usize> {
        Some(text.len() / 2)
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}

/// Base64 (RFC 2045), with single blanks between characters.
#[derive(Debug)]
pub(super) struct Base64;

/// The characters without blanks and padding, and how many `=` pad them.
fn base64(text: &str) -> Option<(String, usize)> {
    let packed: String = text.chars().filter(|&character| character != ' ').collect();
    let digits = packed.trim_end_matches('=');
    let padding = packed.len() - digits.len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let ends_well = match padding {
        0 => true,
        1 => digits.ends_with(|last| "AEIMQUYcgkosw048".contains(last)),
        2 => digits.ends_with(|last| "AQgw".contains(last)),
        _ => false,
    };
    (packed.len().is_multiple_of(4) && ends_well && digits.bytes().all(is_digit)).then(|| (digits.to_owned(), padding))
}

impl Space for Base64 {
    fn check(&self, text: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        base64(text).map(drop).ok_or_else(|| "is no Base64".to_owned())
    }

    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        base64(text).map_or(Cow::Borrowed(text), |(digits, _)| Cow::Owned(digits))
    }

    fn length(&self, text: &str) -> Option<usize> {
        base64(text).map(|(digits, padding)| (digits.len() + padding) / 4 * 3 - padding)
    }

    fn family(&self) -> Family {
        Family::Measured
    }
}
