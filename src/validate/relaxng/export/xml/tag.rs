//! Tags as text, one a line; those of annotations as they are, for blanks in them may mean something.

use crate::xml::emit::escape;

/// An element to be written, or (without a name) text.
#[derive(Clone, Debug, Default)]
pub(super) struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Text that is all it holds.
    pub text: Option<String>,
    pub children: Vec<Tag>,
    /// Whether no line end may be put into it.
    pub is_inline: bool,
}

impl Tag {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Text among elements.
    pub(super) fn text(text: &str) -> Self {
        Self { text: Some(text.to_owned()), is_inline: true, ..Self::default() }
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A document with this root.
    pub(super) fn document(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        out.extend(std::iter::repeat_n("  ", depth));
        if self.is_inline || self.text.is_some() || self.children.is_empty() {
            self.inline(out);
        } else {
            self.start(out, ">\n");
            self.children.iter().for_each(|child| child.write(out, depth + 1));
            out.extend(std::iter::repeat_n("  ", depth));
            self.end(out);
        }
        out.push('\n');
    }

    fn inline(&self, out: &mut String) {
        if self.name.is_empty() {
            escape(self.text.as_deref().unwrap_or_default(), false, out);
        } else if self.text.is_none() && self.children.is_empty() {
            self.start(out, "/>");
        } else {
            self.start(out, ">");
            escape(self.text.as_deref().unwrap_or_default(), false, out);
            self.children.iter().for_each(|child| child.inline(out));
            self.end(out);
        }
    }

    fn start(&self, out: &mut String, end: &str) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.extend([" ", name, "=\""]);
            escape(value, true, out);
            out.push('"');
        }
        out.push_str(end);
    }

    fn end(&self, out: &mut String) {
        out.extend(["</", &self.name, ">"]);
    }
}
