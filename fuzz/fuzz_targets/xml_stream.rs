//! Any bytes as an XML document: decoding and reading end with events or one fault, spans lie within the text and on its character boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiscribe::source::Span;
use teiscribe::xml::decode;
use teiscribe::xml::stream::{Event, Limits, Reader};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = decode("fuzz.xml", bytes.to_vec()) else { return };
    let mut reader = Reader::new(&source, Limits { expansion: 1 << 16, ..Limits::default() });
    let mut depth = 0_usize;
    loop {
        let span: Span = match reader.next_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                for attribute in start.attributes.iter() {
                    let _ = (source.slice(attribute.name_span), source.slice(attribute.value_span));
                }
                start.tag
            }
            Ok(Event::End(end)) => {
                depth = depth.checked_sub(1).expect("an end tag has a start tag");
                end.tag
            }
            Ok(Event::Text(text)) => text.span,
            Ok(Event::Comment(span)) => span,
            Ok(Event::Instruction(instruction)) => instruction.span,
            Ok(Event::Eof) => {
                assert_eq!(depth, 0, "every element has ended");
                return;
            }
            Err(_) => return,
        };
        let _ = source.slice(span);
    }
});
