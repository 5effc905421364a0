//! The frame of every HTML page: one file that needs nothing else, light, dark and printed.
//!
//! A content security policy lets nothing be loaded. Rules of one kind of page come behind those that all share.

use crate::xml::emit::Emitter;

use super::Piece;
use super::words::{shortened, visible};

const STYLE: &str = include_str!("page.css");

/// What a page has before its body.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// Its title.
    pub title: &'p str,
    /// Rules of this page alone.
    pub style: &'p str,
    /// Its script, where it has one.
    pub script: Option<&'p str>,
}

impl Page<'_> {
    /// The page up to its body, which is open.
    pub fn begin(&self) -> Emitter {
        let mut html = Emitter::with_capacity(STYLE.len() + self.style.len() + 8192);
        let scripts = if self.script.is_some() { "; script-src 'unsafe-inline'" } else { "" };
        html.raw("<!DOCTYPE html>\n").open("html").attribute("lang", "en").line();
        html.open("head").line().raw("<meta charset=\"utf-8\">\n");
        html.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{scripts}\">\n"));
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.leaf("title", self.title).line();
        html.raw("<style>\n").raw(STYLE).raw(self.style).raw("</style>\n").close().line();
        html.open("body").line();
        html
    }

    /// The page with its body and its script.
    pub fn end(&self, mut html: Emitter) -> String {
        if let Some(script) = self.script {
            html.raw("<script>\n").raw(script).raw("</script>\n");
        }
        html.finish() + "\n"
    }
}

/// Opens a section with its heading.
pub fn section(html: &mut Emitter, id: &str, title: &str) {
    html.open("section").attribute("aria-labelledby", id).line();
    html.open("h2").attribute("id", id).text(title).close().line();
}

/// Which version of a compared text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The old one.
    Old,
    /// The new one.
    New,
    /// Both in one line.
    Both,
}

/// A text that was compared word by word: what went in `del`, what came in `ins`; long stretches that stayed are shortened.
pub fn words(html: &mut Emitter, pieces: &[Piece], side: Side) {
    for piece in pieces {
        match piece {
            Piece::Same(text) => html.text(&shortened(text)),
            Piece::Removed(text) if side != Side::New => html.leaf("del", &visible(text)),
            Piece::Added(text) if side != Side::Old => html.leaf("ins", &visible(text)),
            Piece::Removed(_) | Piece::Added(_) => html,
        };
    }
}
