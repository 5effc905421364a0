//! Tags, attributes and escaped text into a string. White space is the caller's: nothing is added.

use std::fmt::Display;

/// An XML document while it is written.
#[derive(Debug, Default)]
pub struct Emitter {
    text: String,
    open: Vec<&'static str>,
    in_tag: bool,
}

impl Emitter {
    /// An empty document with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), open: Vec::new(), in_tag: false }
    }

    /// Opens an element; attributes may follow.
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the tag just opened.
    pub fn attribute(&mut self, name: &str, value: impl Display) -> &mut Self {
        debug_assert!(self.in_tag, "an attribute belongs to a tag");
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        escape(&value.to_string(), true, &mut self.text);
        self.text.push('"');
        self
    }

    /// Adds an attribute where there is a value.
    pub fn attribute_if(&mut self, name: &str, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            self.attribute(name, value);
        }
        self
    }

    /// Adds characters.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        escape(text, false, &mut self.text);
        self
    }

    /// Closes the innermost element.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            if self.in_tag {
                self.text.push_str("/>");
                self.in_tag = false;
            } else {
                self.text.push_str("</");
                self.text.push_str(name);
                self.text.push('>');
            }
        }
        self
    }

    /// An element that holds characters only.
    pub fn leaf(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// An element that holds characters only, with one attribute.
    pub fn leaf_as(&mut self, name: &'static str, attribute: &str, value: impl Display, text: &str) -> &mut Self {
        self.open(name).attribute(attribute, value).text(text).close()
    }

    /// A line feed, between elements.
    pub fn line(&mut self) -> &mut Self {
        self.end_tag();
        self.text.push('\n');
        self
    }

    /// Characters as they are, not escaped: a declaration, a processing instruction.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.end_tag();
        self.text.push_str(markup);
        self
    }

    /// The document.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.text.push('>');
            self.in_tag = false;
        }
    }
}

/// Escapes what XML 1.0 (section 2.4) reserves; in attributes also what section 3.3.3 would normalise.
/// Characters XML cannot carry become U+FFFD: base text never holds them here, values given by a user may.
pub(crate) fn escape(text: &str, attribute: bool, out: &mut String) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if attribute => "&quot;",
            '\n' if attribute => "&#10;",
            '\t' if attribute => "&#9;",
            '\r' => "&#13;",
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => "\u{FFFD}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(replacement);
        from = at + character.len_utf8();
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_empty_elements_close_themselves() {
        let mut xml = Emitter::default();
        xml.open("p").attribute("n", "a\"<\n").text("b & c ]]>").open("pb").close();
        assert_eq!(xml.finish(), "<p n=\"a&quot;&lt;&#10;\">b &amp; c ]]&gt;<pb/></p>");
    }
}
