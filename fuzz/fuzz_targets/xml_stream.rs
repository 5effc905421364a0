//! Any bytes as an XML document: decoding and reading end with events or one fault, spans lie within the text and on its character boundaries;
//! what comes in piece by piece gives the same events and the same fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiscribe::source::{Source, Span};
use teiscribe::xml::stream::{Event, Limits, Reader};
use teiscribe::xml::{Input, decode};

const LIMITS: Limits = Limits { expansion: 1 << 16, entity_depth: 64, element_depth: 1_000_000 };

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = decode("fuzz.xml", bytes.to_vec()) else { return };
    let whole = told(&mut Reader::new(&source, LIMITS), Some(&source));
    let piece = bytes.first().map_or(1, |&byte| usize::from(byte) % 64 + 1);
    let flows = Source::flowing("fuzz.xml");
    let input = Input::new("fuzz.xml", bytes, usize::MAX).in_pieces(piece);
    assert_eq!(told(&mut Reader::flowing(&flows, input, LIMITS), None), whole, "in pieces of {piece}");
});

/// All events and the fault, as text; spans are tried on `source`.
fn told(reader: &mut Reader<'_>, source: Option<&Source>) -> Vec<String> {
    let try_span = |span: Span| source.map_or(0, |source| source.slice(span).len());
    let mut told = Vec::new();
    let mut depth = 0_usize;
    loop {
        let event = match reader.next_event() {
            Ok(event) => event,
            Err(fault) => {
                told.push(format!("{fault:?}"));
                return told;
            }
        };
        match event {
            Event::Start(start) => {
                depth += 1;
                try_span(start.tag);
                for attribute in start.attributes.iter() {
                    try_span(attribute.name_span);
                    try_span(attribute.value_span);
                    told.push(format!("{attribute:?}"));
                }
            }
            Event::End(end) => {
                depth = depth.checked_sub(1).expect("an end tag has a start tag");
                try_span(end.tag);
            }
            Event::Text(text) => _ = try_span(text.span),
            Event::Comment(span) => _ = try_span(span),
            Event::Instruction(instruction) => _ = try_span(instruction.span),
            Event::Eof => {
                assert_eq!(depth, 0, "every element has ended");
                return told;
            }
        }
        if !matches!(event, Event::Start(_)) {
            told.push(format!("{event:?}"));
        }
    }
}
