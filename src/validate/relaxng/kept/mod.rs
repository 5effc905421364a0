//! A compiled schema as bytes, and back: what simplification made of its files, to be kept beside them.
//!
//! The bytes name the version of the program and the digest of every file of the schema, and end with a digest of themselves. Whatever does not fit
//! (another version, a changed file, a damaged byte) gives no schema, and whoever asked compiles the text instead: what is kept never changes a verdict.

mod bytes;
mod class;
mod declarations;

use sha2::{Digest as _, Sha256};

use self::bytes::{Reader, Writer};
use super::grammar::Grammar;
use super::patterns::{Node, PatternId, Patterns};
use super::schema::Schema;
use super::symbols::Symbols;
use crate::source::Source;

/// What the bytes begin with; the number counts changes of the form.
const MAGIC: &str = concat!("teiscribe ", env!("CARGO_PKG_VERSION"), " schema 1");
/// Length of a digest.
const DIGEST: usize = 32;

impl Schema {
    /// The compiled schema as bytes, for [`from_kept`](Self::from_kept).
    pub fn to_kept(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.text(MAGIC);
        out.list(&self.grammar.sources, |out, source| {
            out.text(source.name());
            out.text(&source.sha256());
        });
        write(&self.grammar, &mut out);
        let mut bytes = out.bytes;
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        bytes
    }

    /// The schema that [`to_kept`](Self::to_kept) wrote down, if the bytes are sound and its files are what they were; `file` gives those by name.
    ///
    /// ```
    /// use teiscribe::source::Source;
    /// use teiscribe::validate::relaxng::{NoFiles, Schema};
    /// let text = Source::from_text("note.rnc", "element note { text }");
    /// let kept = Schema::load(&text, &NoFiles)?.to_kept();
    /// assert!(Schema::from_kept(&kept, &|_| Some(text.clone())).is_some());
    /// let changed = Source::from_text("note.rnc", "element note { empty }");
    /// assert!(Schema::from_kept(&kept, &|_| Some(changed.clone())).is_none());
    /// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
    /// ```
    pub fn from_kept(bytes: &[u8], file: &dyn Fn(&str) -> Option<Source>) -> Option<Self> {
        let (body, digest) = bytes.split_at_checked(bytes.len().checked_sub(DIGEST)?)?;
        if *Sha256::digest(body) != *digest {
            return None;
        }
        let mut from = Reader::new(body);
        if from.text()? != MAGIC {
            return None;
        }
        let sources = from.list(|from| {
            let (name, digest) = (from.text()?, from.text()?);
            file(name).filter(|source| source.sha256() == digest)
        })?;
        read(&mut from, sources).map(Self::of)
    }
}

fn write(grammar: &Grammar, out: &mut Writer) {
    out.list(grammar.symbols.uris(), |out, uri| out.text(uri));
    out.list(grammar.symbols.names(), |out, (namespace, local)| {
        out.number(*namespace);
        out.text(local);
    });
    for count in [grammar.elements.len(), grammar.attributes.len(), grammar.data.len(), grammar.values.len()] {
        out.size(count);
    }
    out.list(grammar.patterns.nodes(), write_node);
    grammar.elements.iter().for_each(|one| declarations::write_element(one, out));
    grammar.attributes.iter().for_each(|one| declarations::write_attribute(one, out));
    grammar.data.iter().for_each(|one| declarations::write_data(one, out));
    grammar.values.iter().for_each(|one| declarations::write_value(one, out));
    out.number(grammar.start.0);
    out.list(&grammar.classes, declarations::write_class);
    out.size(grammar.embedded_rules);
}

/// How many of everything there are: what numbers must stay below.
struct Counts {
    patterns: u32,
    elements: u32,
    attributes: u32,
    data: u32,
    values: u32,
}

fn read(from: &mut Reader<'_>, sources: Vec<Source>) -> Option<Grammar> {
    let uris = from.list(Reader::text)?;
    let names = from.list(|from| Some((from.below(u32::try_from(uris.len()).ok()?)?, from.text()?)))?;
    let symbols = Symbols::restored(&uris, &names);
    let [elements, attributes, data, values] = [from.number()?, from.number()?, from.number()?, from.number()?];
    let mut counts = Counts { patterns: 0, elements, attributes, data, values };
    let nodes = from.list(|from| {
        let node = read_node(from, &counts);
        counts.patterns += 1;
        node
    })?;
    let patterns = Patterns::restored(nodes)?;
    let mut grammar = Grammar { sources, symbols, patterns, ..Grammar::default() };
    for _ in 0..elements {
        grammar.elements.push(declarations::read_element(from, &grammar, &counts)?);
    }
    for _ in 0..attributes {
        grammar.attributes.push(declarations::read_attribute(from, &grammar, &counts)?);
    }
    for _ in 0..data {
        grammar.data.push(declarations::read_data(from, &counts)?);
    }
    for _ in 0..values {
        grammar.values.push(declarations::read_value(from)?);
    }
    grammar.start = pattern(from, &counts)?;
    grammar.classes = from.list(|from| declarations::read_class(from, &counts))?;
    grammar.embedded_rules = from.size()?;
    from.is_done().then_some(grammar)
}

fn pattern(from: &mut Reader<'_>, counts: &Counts) -> Option<PatternId> {
    from.below(counts.patterns).map(PatternId)
}

fn write_node(out: &mut Writer, node: &Node) {
    let (kind, numbers): (u8, &[u32]) = match node {
        Node::Empty => (0, &[]),
        Node::NotAllowed => (1, &[]),
        Node::Text => (2, &[]),
        Node::Choice(all) => {
            out.byte(3);
            return out.list(all, |out, one| out.number(one.0));
        }
        Node::Group(left, right) => (4, &[left.0, right.0]),
        Node::Interleave(left, right) => (5, &[left.0, right.0]),
        Node::OneOrMore(inner) => (6, &[inner.0]),
        Node::List(inner) => (7, &[inner.0]),
        Node::Attribute(id) => (8, &[*id]),
        Node::Element(id) => (9, &[*id]),
        Node::Data(id) => (10, &[*id]),
        Node::Value(id) => (11, &[*id]),
    };
    out.byte(kind);
    for &number in numbers {
        out.number(number);
    }
}

/// A pattern names only patterns before it.
fn read_node(from: &mut Reader<'_>, counts: &Counts) -> Option<Node> {
    Some(match from.byte()? {
        0 => Node::Empty,
        1 => Node::NotAllowed,
        2 => Node::Text,
        3 => Node::Choice(from.list(|from| pattern(from, counts))?.into()),
        4 => Node::Group(pattern(from, counts)?, pattern(from, counts)?),
        5 => Node::Interleave(pattern(from, counts)?, pattern(from, counts)?),
        6 => Node::OneOrMore(pattern(from, counts)?),
        7 => Node::List(pattern(from, counts)?),
        8 => Node::Attribute(from.below(counts.attributes)?),
        9 => Node::Element(from.below(counts.elements)?),
        10 => Node::Data(from.below(counts.data)?),
        11 => Node::Value(from.below(counts.values)?),
        _ => return None,
    })
}
