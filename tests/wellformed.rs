//! The XML stream: what is well-formed is read, what is not gets one finding at the right place.

use std::fmt::Write as _;
use std::path::PathBuf;

use teiscribe::diagnostic::Diagnostic;
use teiscribe::source::Source;
use teiscribe::xml::decode;
use teiscribe::xml::stream::{Event, Limits, Reader};

/// Events as lines: `<{namespace}local a="v">`, text, `</local>`.
fn events(source: &Source, limits: Limits) -> Result<(String, Vec<Diagnostic>), Box<Diagnostic>> {
    let mut reader = Reader::new(source, limits);
    let mut out = String::new();
    loop {
        let mut names = Vec::new();
        let mut line = String::new();
        match reader.next_event()? {
            Event::Start(start) => {
                names.push(start.name);
                line.push('<');
                for one in start.attributes.iter() {
                    let _ = write!(line, " {}={:?}", source.slice(one.name_span), one.value);
                }
                line.push('>');
            }
            Event::End(end) => {
                names.push(end.name);
                line.push('/');
            }
            Event::Text(text) => line.push_str(text.text),
            Event::Comment(span) => line.push_str(source.slice(span)),
            Event::Instruction(found) => {
                let _ = write!(line, "?{} {}", found.target, found.data);
            }
            Event::Eof => return Ok((out, reader.take_warnings())),
        }
        for name in names {
            let _ = write!(out, "{{{}}}{}", reader.names().namespace(name), reader.names().local(name));
        }
        out.push_str(&line);
        out.push('\n');
    }
}

fn read(text: &str) -> Result<String, Box<Diagnostic>> {
    events(&Source::from_text("a.xml", text), Limits::default()).map(|(out, _)| out)
}

#[test]
fn entities_defaults_and_types_of_the_internal_subset() {
    let text = "<!DOCTYPE p [<!ENTITY % more \"<!ENTITY who 'Tito &#38;amp; <hi>you</hi>'>\"> %more;\n\
        <!ATTLIST p kind NMTOKENS #IMPLIED url CDATA 'a.png' xmlns CDATA #FIXED 'urn:x'><!ELEMENT p (#PCDATA|hi)*>]>\n\
        <p kind=' a\n b '>said &who;!</p>";
    assert_eq!(read(text).expect("well-formed"), "{urn:x}p< kind=\"a b\" <=\"a.png\">\nsaid \nTito & \n{urn:x}hi<>\nyou\n{urn:x}hi/\n!\n{urn:x}p/\n");
}

#[test]
fn line_ends_references_and_cdata() {
    let text = "<?xml version='1.0'?>\r\n<p a='1\r\n2&#10;&lt;'>a\r\nb\rc&#13;&amp;]]<![CDATA[<x>\r\n]]></p><!-- end -->";
    assert_eq!(read(text).expect("well-formed"), "{}p< a=\"1 2\\n<\">\na\nb\nc\r&]]\n<x>\n\n{}p/\n<!-- end -->\n");
}

#[test]
fn prefixes_end_with_their_element() {
    let text = "<a:p xmlns:a='urn:1' a:n='1' n='2'><q xmlns='urn:2' xmlns:a='urn:3'><a:r/></q><a:s/></a:p>";
    let out = read(text).expect("well-formed");
    assert_eq!(out, "{urn:1}p< a:n=\"1\" n=\"2\">\n{urn:2}q<>\n{urn:3}r<>\n{urn:3}r/\n{urn:2}q/\n{urn:1}s<>\n{urn:1}s/\n{urn:1}p/\n");
}

/// Documents that are not well-formed, the code each gets, and the line and column.
const BROKEN: &[(&str, &str, usize, usize)] = &[
    ("", "xml/no-root", 1, 1),
    ("<!-- only -->", "xml/no-root", 1, 14),
    ("text", "xml/outside-root", 1, 1),
    ("<p/>\nmore", "xml/outside-root", 2, 1),
    ("<p/><p/>", "xml/outside-root", 1, 5),
    ("<p>\n<q></p>", "xml/mismatched-tag", 2, 4),
    ("</p>", "xml/mismatched-tag", 1, 1),
    ("<p></p></p>", "xml/mismatched-tag", 1, 8),
    ("<p></pp>", "xml/mismatched-tag", 1, 4),
    ("<p>\n<q>", "xml/unclosed-element", 2, 4),
    ("<p", "xml/syntax", 1, 1),
    ("<p a", "xml/syntax", 1, 4),
    ("<p a=1/>", "xml/syntax", 1, 4),
    ("<p a='1", "xml/syntax", 1, 6),
    ("<p a='1'b='2'/>", "xml/syntax", 1, 9),
    ("<p a='<'/>", "xml/syntax", 1, 7),
    ("<p <q/>", "xml/syntax", 1, 4),
    ("<p>a < b</p>", "xml/syntax", 1, 7),
    ("<p>a & b</p>", "xml/syntax", 1, 6),
    ("<p>a ]]> b</p>", "xml/syntax", 1, 6),
    ("<p><!-- a -- b --></p>", "xml/syntax", 1, 11),
    ("<p><!-- a</p>", "xml/syntax", 1, 4),
    ("<p><![CDATA[ a</p>", "xml/syntax", 1, 4),
    ("<p><?a b</p>", "xml/syntax", 1, 4),
    ("<p><!ENTITY a 'b'></p>", "xml/syntax", 1, 4),
    (" <?xml version='1.0'?><p/>", "xml/syntax", 1, 4),
    ("<?xml encoding='UTF-8'?><p/>", "xml/syntax", 1, 1),
    ("<?xml version='2.0'?><p/>", "xml/syntax", 1, 1),
    ("<p a='1' a='2'/>", "xml/duplicate-attribute", 1, 10),
    ("<p xmlns:x='u' xmlns:y='u' x:a='1' y:a='2'/>", "xml/duplicate-attribute", 1, 36),
    ("<p xmlns='u' xmlns='v'/>", "xml/duplicate-attribute", 1, 14),
    ("<x:p/>", "xml/undeclared-prefix", 1, 2),
    ("<p x:a=''/>", "xml/undeclared-prefix", 1, 4),
    ("<p><q xmlns:x='u'/><x:q/></p>", "xml/undeclared-prefix", 1, 21),
    ("<p xmlns:xml='u'/>", "xml/namespace", 1, 4),
    ("<p xmlns:x=''/>", "xml/namespace", 1, 4),
    ("<p xmlns:xmlns='u'/>", "xml/namespace", 1, 4),
    ("<p xmlns='http://www.w3.org/XML/1998/namespace'/>", "xml/namespace", 1, 4),
    ("<2nd/>", "xml/name", 1, 2),
    ("<p><a:b:c/></p>", "xml/name", 1, 5),
    ("<p><\u{d7}/></p>", "xml/name", 1, 5),
    ("<p>a\u{1}</p>", "xml/character", 1, 5),
    ("<p>&#1;</p>", "xml/character", 1, 4),
    ("<p a='x&#xFFFF;'/>", "xml/character", 1, 8),
    ("<p/><!-- \u{FFFE} -->", "xml/character", 1, 10),
    ("<p>caf&eacute;</p>", "xml/undeclared-entity", 1, 7),
    ("<p a='caf&eacute;'/>", "xml/undeclared-entity", 1, 10),
    ("<!DOCTYPE p [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><p>&a;</p>", "xml/entity", 1, 53),
    ("<!DOCTYPE p [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><p n='&a;'/>", "xml/entity", 1, 56),
    ("<!DOCTYPE p [<!ENTITY a '<q>'>]><p>&a;</q></p>", "xml/entity", 1, 36),
    ("<!DOCTYPE p [<!ENTITY a '</p>'>]><p>&a;", "xml/mismatched-tag", 1, 37),
    ("<!DOCTYPE p [<!ENTITY a '&#60;'>]><p n='&a;'/>", "xml/entity", 1, 41),
    ("<!DOCTYPE p [<!ENTITY a SYSTEM 'a.png' NDATA png>]><p>&a;</p>", "xml/entity", 1, 55),
    ("<!DOCTYPE p [<!ENTITY % a '%a;'> %a;]><p/>", "xml/doctype", 1, 27),
    ("<!DOCTYPE p [<!ENTITY a b>]><p/>", "xml/doctype", 1, 25),
    ("<!DOCTYPE p [<!ELEMENT p (a,b|c)>]><p/>", "xml/doctype", 1, 30),
    ("<!DOCTYPE p [ %none; ]><p/>", "xml/entity", 1, 15),
    ("<!DOCTYPE p [<!ATTLIST p a CDATA '1'", "xml/doctype", 1, 37),
];

#[test]
fn what_is_not_well_formed_gets_one_finding_at_its_place() {
    let wrong: Vec<String> = BROKEN
        .iter()
        .filter_map(|&(text, code, line, column)| match read(text) {
            Ok(out) => Some(format!("{text:?} was read: {out}")),
            Err(found) => {
                let start = found.place.as_ref().map(|place| place.start).expect("a place");
                let same = (found.code.id, start.line, start.column) == (code, line, column);
                (!same).then(|| format!("{text:?}: {} {}:{} {}", found.code.id, start.line, start.column, found.message))
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_tag_left_open_is_shown_where_it_was_opened() {
    let found = read("<div>\n<p>Good morning.\n</div>").expect_err("ill-formed");
    assert_eq!(found.message, "`</div>` stands where `p` is still open");
    assert_eq!(found.related.iter().map(|label| label.start.line).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((found.context.as_str(), found.help.as_deref()), ("div/p", Some("add `</p>` before it")));
}

#[test]
fn a_dtd_elsewhere_is_a_warning_and_its_entities_stay_as_written() {
    let source = Source::from_text("a.xml", "<!DOCTYPE p SYSTEM 'none.dtd'><p>caf&eacute;</p>");
    let (out, warnings) = events(&source, Limits::default()).expect("well-formed");
    assert_eq!(out, "{}p<>\ncaf\n&eacute;\n{}p/\n");
    assert_eq!(warnings.iter().map(|one| one.code.id).collect::<Vec<_>>(), ["xml/external-dtd"; 2]);
}

#[test]
fn expansion_is_limited() {
    let mut text = "<!DOCTYPE p [<!ENTITY e0 'ha'>".to_owned();
    for level in 1..=12 {
        let _ = write!(text, "<!ENTITY e{level} '{}'>", format!("&e{};", level - 1).repeat(10));
    }
    for body in ["<p>&e12;</p>", "<p a='&e12;'/>"] {
        let found = read(&format!("{text}]>{body}")).expect_err("too much");
        assert_eq!(found.code.id, "xml/limit");
    }
}

#[test]
fn a_hundred_thousand_levels_are_read_and_the_limit_holds() {
    let deep = format!("{}x{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
    assert!(read(&deep).is_ok());
    let source = Source::from_text("a.xml", deep);
    let found = events(&source, Limits { element_depth: 1000, ..Limits::default() }).expect_err("too deep");
    assert_eq!(found.code.id, "xml/too-deep");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_document_of_the_suites_is_read() {
    let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folders = ["corpus/plays", "corpus/tei-test", "suites/relaxng/broken", "schemas"].map(|folder| shared.join(folder));
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten().map(|entry| entry.path());
    let mut read = 0;
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "xml" || extension == "rng")) {
        let name = path.display().to_string();
        let source = decode(&name, std::fs::read(&path).expect("a file")).expect("a known encoding");
        let result = events(&source, Limits::default());
        assert_eq!(result.is_err(), name.ends_with("5-unclosed-tag.xml"), "{name}: {:?}", result.err());
        read += 1;
    }
    if read == 0 {
        eprintln!("skipped: no documents under {}", shared.display());
    }
}
