//! What stands around and between elements: XML declaration, document type declaration, comments, instructions (XML 1.0, section 2.5, 2.6, 2.8).

use super::event::{Kind, Token};
use super::{Fault, Part, Reader};
use crate::source::Span;
use crate::xml::chars::is_space_byte;
use crate::xml::codes::{NAME, NO_ROOT, OUTSIDE_ROOT, SYNTAX};
use crate::xml::dtd;
use crate::xml::is_nc_name;

impl Reader<'_> {
    /// One token before or behind the root element; `None` where there is nothing to tell.
    pub(super) fn outside(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        if self.part == Part::Start {
            self.part = Part::Prolog;
            return self.xml_declaration(text);
        }
        let bytes = text.as_bytes();
        while bytes.get(self.at).is_some_and(|&byte| is_space_byte(byte)) {
            self.at += 1;
        }
        match (bytes.get(self.at), bytes.get(self.at + 1)) {
            (None, _) if self.part == Part::Prolog => Err(self.no_root()),
            (None, _) if self.illegal != usize::MAX => Err(self.illegal_character()),
            (None, _) => Ok(Some(Token(Kind::Eof))),
            (Some(b'<'), Some(b'?')) => self.instruction(text).map(Some),
            (Some(b'<'), Some(b'!')) => self.outer_declaration(text),
            (Some(b'<'), Some(b'/')) => Err(self.stray_end(text, self.at)),
            (Some(b'<'), _) if self.part == Part::Prolog => {
                self.part = Part::Content;
                self.start_tag(text).map(Some)
            }
            _ => {
                self.ran_out = !text[self.at..].contains(['<', '\n']);
                Err(self.outside_root(text))
            }
        }
    }

    #[cold]
    fn no_root(&self) -> Fault {
        self.fault(&NO_ROOT, self.span(self.at, self.at), "the document has no element".to_owned())
    }

    #[cold]
    fn outside_root(&self, text: &str) -> Fault {
        let rest = &text[self.at..];
        let end = self.at + rest.find(['<', '\n']).filter(|&end| end > 0).unwrap_or(1.min(rest.len()));
        let end = text.ceil_char_boundary(end);
        let what = if rest.starts_with('<') { "a second element" } else { "text" };
        let side = if self.part == Part::Prolog { "before" } else { "behind" };
        self.fault(&OUTSIDE_ROOT, self.span(self.at, end), format!("{what} stands {side} the root element"))
    }

    /// `<!--`, `<!DOCTYPE` outside the root element.
    fn outer_declaration(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        if text[self.at..].starts_with("<!--") {
            return self.comment(text).map(Some);
        }
        if text[self.at..].starts_with("<!DOCTYPE") && self.part == Part::Prolog && !self.has_doctype {
            return self.doctype(text);
        }
        Err(self.fault(&SYNTAX, self.span(self.at, self.at + 2), "this declaration cannot stand here".to_owned()))
    }

    fn doctype(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let (dtd, end) = dtd::parse(text, self.at).map_err(|found| {
            self.ran_out = found.is_open;
            self.fault(found.code, found.span, found.message)
        })?;
        if let Some(span) = dtd.external {
            self.warn_unread(span, "the document refers to a DTD outside the file, which is not read".to_owned());
        }
        self.dtd = dtd;
        self.has_doctype = true;
        self.at = end;
        Ok(None)
    }

    /// `<!--` or `<![CDATA[` inside the root element.
    pub(super) fn declaration(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let rest = &text[self.at..];
        if rest.starts_with("<!--") {
            return self.comment(text).map(Some);
        }
        if rest.starts_with("<![CDATA[") {
            return self.cdata(text);
        }
        Err(self.fault(&SYNTAX, self.span(self.at, self.at + 2), "`<!` begins a comment or a CDATA section, and neither follows".to_owned()))
    }

    fn comment(&mut self, text: &str) -> Result<Token, Fault> {
        let start = self.at;
        let inner = start + "<!--".len();
        let Some(length) = memchr::memmem::find(&text.as_bytes()[inner..], b"--") else {
            self.ran_out = self.frames.is_empty();
            return Err(self.fault(&SYNTAX, self.span(start, inner), "the comment that begins here is never closed".to_owned()));
        };
        let end = inner + length + 2;
        if text.as_bytes().get(end) != Some(&b'>') {
            return Err(self.fault(&SYNTAX, self.span(end - 2, end), "`--` cannot stand inside a comment".to_owned()));
        }
        self.at = end + 1;
        self.now.span = self.span(start, self.at);
        Ok(Token(Kind::Comment))
    }

    pub(super) fn instruction(&mut self, text: &str) -> Result<Token, Fault> {
        let start = self.at;
        let Some(length) = memchr::memmem::find(&text.as_bytes()[start + 2..], b"?>") else {
            self.ran_out = self.frames.is_empty();
            return Err(self.fault(&SYNTAX, self.span(start, start + 2), "the processing instruction that begins here is never closed".to_owned()));
        };
        let (inner, end) = (start + 2, start + 2 + length);
        let target_end = inner + text[inner..end].bytes().take_while(|&byte| !is_space_byte(byte)).count();
        self.check_target(&text[inner..target_end], self.span(inner, target_end))?;
        let data = target_end + text[target_end..end].bytes().take_while(|&byte| is_space_byte(byte)).count();
        self.at = end + 2;
        self.now.target = self.plain(text, inner, target_end);
        self.now.text = self.plain(text, data, end);
        self.now.span = self.span(start, self.at);
        Ok(Token(Kind::Instruction))
    }

    fn check_target(&self, target: &str, span: Span) -> Result<(), Fault> {
        if target.eq_ignore_ascii_case("xml") {
            return Err(self.fault(&SYNTAX, span, "`<?xml` stands only at the very start of a document".to_owned()));
        }
        if is_nc_name(target) { Ok(()) } else { Err(self.fault(&NAME, span, format!("`{target}` is no name of an instruction"))) }
    }

    /// `<?xml version="1.0" encoding="…" standalone="…"?>` (production 23); the encoding has been followed already.
    fn xml_declaration(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let Some(rest) = text.strip_prefix("<?xml").filter(|rest| rest.starts_with([' ', '\t', '\n', '\r'])) else { return Ok(None) };
        let Some(length) = rest.find("?>") else {
            self.ran_out = self.frames.is_empty();
            return Err(self.fault(&SYNTAX, Span::new(0, 5), "the XML declaration is never closed".to_owned()));
        };
        let Some(standalone) = pseudo_attributes(&rest[..length]).and_then(|found| standalone(&found)) else {
            let message = "the XML declaration is not of the form `<?xml version=\"1.0\" encoding=\"…\"?>`".to_owned();
            return Err(self.fault(&SYNTAX, Span::new(0, 5 + length + 2), message));
        };
        self.standalone = standalone;
        self.at = 5 + length + 2;
        Ok(None)
    }
}

/// Name and value pairs, each behind white space; `None` where the grammar is broken.
fn pseudo_attributes(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if trimmed.is_empty() {
            return Some(found);
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let (name, behind) = trimmed.split_once('=')?;
        let behind = behind.trim_start_matches([' ', '\t', '\n', '\r']);
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = behind[1..].split_once(quote)?;
        found.push((name.trim_end_matches([' ', '\t', '\n', '\r']), value));
        rest = behind;
    }
}

/// Whether the document stands alone; `None` where a part is missing, odd or out of order.
fn standalone(found: &[(&str, &str)]) -> Option<bool> {
    let (&(first, version), mut rest) = found.split_first()?;
    let digits = version.strip_prefix("1.")?;
    if first != "version" || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some((&("encoding", encoding), behind)) = rest.split_first() {
        let good = encoding.starts_with(|c: char| c.is_ascii_alphabetic())
            && encoding.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
        if !good {
            return None;
        }
        rest = behind;
    }
    match rest {
        [] | [("standalone", "no")] => Some(false),
        [("standalone", "yes")] => Some(true),
        _ => None,
    }
}
