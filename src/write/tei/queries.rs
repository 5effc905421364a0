//! Queries to the editor as notes: in the text behind the words they concern, or in the header where the text has no place for them.

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind};
use crate::write::Edition;
use crate::xml::emit::Emitter;

/// The queries of an edition, if it is to show them.
#[derive(Debug, Default)]
pub(super) struct Queries<'t> {
    /// For each block the queries in it, each with the byte behind which it stands, in text order.
    in_text: BTreeMap<usize, Vec<(usize, &'t str)>>,
    /// The others, each with the id of the block it concerns, if any.
    pub(super) in_header: Vec<(Option<String>, &'t str)>,
}

impl<'t> Queries<'t> {
    /// Places the queries of an edition.
    pub(super) fn of(edition: &Edition<'t>) -> Self {
        let mut queries = Self::default();
        let transcript = edition.weave.transcript();
        for query in transcript.queries.iter().filter(|_| edition.options.queries) {
            let place = query.place.as_ref().filter(|place| *place.path == *transcript.source.name()).map(|place| place.span);
            let block = place.and_then(|span| Some((block_at(&transcript.blocks, span.start)?, span)));
            match block {
                Some((index, span)) if holds_notes(&transcript.blocks[index]) => {
                    let end = span.end.min(transcript.blocks[index].span.end);
                    queries.in_text.entry(index).or_default().push((end, &query.message));
                }
                Some((index, _)) => queries.in_header.push((edition.weave.block_id(index).map(str::to_owned), &query.message)),
                None => queries.in_header.push((None, &query.message)),
            }
        }
        queries.in_text.values_mut().for_each(|list| list.sort_by_key(|&(at, _)| at));
        queries
    }

    /// The queries in block `index`.
    pub(super) fn of_block(&self, index: usize) -> &[(usize, &'t str)] {
        self.in_text.get(&index).map_or(&[], Vec::as_slice)
    }
}

fn block_at(blocks: &[Block], at: usize) -> Option<usize> {
    let index = blocks.partition_point(|block| block.span.end <= at);
    blocks.get(index).filter(|block| block.span.start <= at).map(|_| index)
}

/// TEI `desc` holds no note; page furniture and header values are not in the text.
fn holds_notes(block: &Block) -> bool {
    block.kind.is_text() && !matches!(block.kind, BlockKind::Gap | BlockKind::Incident)
}

/// Writes one query.
pub(super) fn note(xml: &mut Emitter, block: Option<&str>, message: &str) {
    xml.open("note").attribute("type", "query").attribute_if("target", block.map(|id| format!("#{id}")));
    xml.attribute("resp", "#teiscribe").attribute("cert", "unknown").text(message).close();
}
