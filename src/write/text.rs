//! Plain text to read: the title, the date line, the paragraphs with speech as it is printed; no page furniture.
//!
//! Lines inside a block and blanks stay as the source has them; between blocks stands one empty line.

use crate::model::{BlockKind, Event, Weave};

use super::{Edition, Writer};

/// Writes plain text.
pub struct Text;

impl Writer for Text {
    fn format(&self) -> &'static str {
        "text"
    }

    fn extension(&self) -> &'static str {
        ".txt"
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let weave = edition.weave;
        let mut text = String::with_capacity(weave.transcript().source.text().len());
        let mut before: Option<&BlockKind> = None;
        for (index, block) in weave.transcript().blocks.iter().enumerate() {
            if !block.kind.is_text() {
                continue;
            }
            if let Some(before) = before {
                text.push_str(gap(before, &block.kind));
            }
            characters(weave, index, &mut text);
            before = Some(&block.kind);
        }
        text.push('\n');
        text.into_bytes()
    }
}

/// What stands between two blocks: items of a list stand close together, and a label beside its words.
const fn gap(before: &BlockKind, after: &BlockKind) -> &'static str {
    match (before, after) {
        (BlockKind::SpeakerLabel, _) => " ",
        (BlockKind::ListHead(_) | BlockKind::ListItem(_), BlockKind::ListItem(_)) => "\n",
        _ => "\n\n",
    }
}

fn characters(weave: &Weave<'_>, index: usize, text: &mut String) {
    let source = &weave.transcript().source;
    for event in weave.block(index) {
        if let Event::Text(span) = event {
            text.push_str(source.slice(span));
        }
    }
}
