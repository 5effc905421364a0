//! How fast versions are compared: `cargo bench --bench diff`. `parse_both` is the measure: the same stream of events, read to its end, for both
//! documents one after the other; `compare_twelve_edits` is to stay under twice that. The others grow tenfold from line to line, and so should their times.

use std::fmt::Write as _;
use std::sync::OnceLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use teiscribe::diff::{Options, compare, script};
use teiscribe::source::Source;
use teiscribe::xml::stream::{Event, Limits, Reader};

const SUBJECTS: [&str; 5] = ["the ambassador", "the minister", "the interpreter", "the secretary", "the delegation"];
const MATTERS: [&str; 7] =
    ["grain deliveries", "railway tariffs", "the aluminium plant", "press reports", "a later meeting", "the credit", "border traffic"];

fn edition(blocks: impl IntoIterator<Item = String>) -> String {
    let body: Vec<String> = blocks.into_iter().collect();
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><div>\n{}\n</div></body></text></TEI>", body.join("\n"))
}

/// An utterance with marks on it, about 400 bytes.
fn utterance(at: usize) -> String {
    let (subject, matter) = (SUBJECTS[at % 5], MATTERS[at % 7]);
    format!(
        "<u xml:id=\"u{at}\" who=\"#s{}\">In point {at} <persName ref=\"#p{}\">{subject}</persName> spoke about <hi rend=\"i\">{matter}</hi> and named figure \
         {}, which <said who=\"#s{}\">had been agreed upon in the winter</said>; he added that nothing of this was new to anybody in the room, and <date \
         when=\"1956-06-0{}\">that day</date> it was written down once more.</u>",
        at % 3,
        at % 11,
        at * 17,
        at % 4,
        at % 9 + 1
    )
}

/// Two versions of a document of ten megabytes with twelve edits between them.
fn versions() -> &'static [Source; 2] {
    static VERSIONS: OnceLock<[Source; 2]> = OnceLock::new();
    VERSIONS.get_or_init(|| {
        let mut blocks: Vec<String> = (0..24_500).map(utterance).collect();
        let old = edition(blocks.clone());
        for (edit, at) in (0..9).map(|edit| (edit, 1000 + 2500 * edit)) {
            blocks[at] = match edit % 3 {
                0 => blocks[at].replace("figure", "number"),
                1 => blocks[at].replacen(" who=\"#s", " who=\"#t", 1),
                _ => blocks[at].replace("nothing of this", "<emph>nothing</emph> of this"),
            };
        }
        let moved = blocks.remove(20_000);
        blocks.insert(4000, moved);
        blocks.remove(15_000);
        blocks.insert(10_000, "<u xml:id=\"n1\" who=\"#s1\">Nobody objected to this proposal of the chairman.</u>".to_owned());
        [Source::from_text("old.xml", old), Source::from_text("new.xml", edition(blocks))]
    })
}

fn parse(source: &Source) -> usize {
    let mut reader = Reader::new(source, Limits::default());
    let mut count = 0;
    loop {
        let token = reader.advance().unwrap_or_else(|_| unreachable!("the document is well-formed"));
        if matches!(reader.event(token), Event::Eof) {
            return count;
        }
        count += 1;
    }
}

#[divan::bench(sample_count = 20)]
fn parse_both(bencher: Bencher<'_, '_>) {
    let [old, new] = versions();
    bencher.counter(BytesCount::new(old.text().len() + new.text().len())).bench(|| parse(black_box(old)) + parse(black_box(new)));
}

#[divan::bench(sample_count = 20)]
fn compare_twelve_edits(bencher: Bencher<'_, '_>) {
    let [old, new] = versions();
    assert_eq!(changes(old, new), 12);
    bencher.counter(BytesCount::new(old.text().len() + new.text().len())).bench(|| changes(black_box(old), black_box(new)));
}

fn changes(old: &Source, new: &Source) -> usize {
    compare(old, new, &Options::default()).map_or(0, |found| found.changes.len())
}

/// Compares two bodies and reports how long it took, by the number of pieces in them.
fn pair(bencher: Bencher<'_, '_>, old: String, new: String) {
    let [old, new] = [old, new].map(|text| Source::from_text("d.xml", text));
    bencher.bench(|| changes(black_box(&old), black_box(&new)));
}

fn sentence(at: usize) -> String {
    format!("In point {at} {} spoke about {} and named figure {}.", SUBJECTS[at % 5], MATTERS[at % 7], at * 17)
}

/// One paragraph that becomes many, and the way back.
#[divan::bench(args = [100, 1000, 10_000], sample_count = 3)]
fn split(bencher: Bencher<'_, '_>, pieces: usize) {
    let whole: Vec<String> = (0..pieces).map(sentence).collect();
    pair(bencher, edition([format!("<p>{}</p>", whole.join(" "))]), edition((0..pieces).map(|at| format!("<p>{}</p>", sentence(at)))));
}

#[divan::bench(args = [100, 1000, 10_000], sample_count = 3)]
fn merge_in_threes(bencher: Bencher<'_, '_>, pieces: usize) {
    let merged = (0..pieces / 3).map(|at| format!("<p>{} {} {}</p>", sentence(3 * at), sentence(3 * at + 1), sentence(3 * at + 2)));
    pair(bencher, edition((0..pieces).map(|at| format!("<p>{}</p>", sentence(at)))), edition(merged));
}

/// Siblings that differ by a number only, all of them changed.
#[divan::bench(args = [100, 1000, 10_000], sample_count = 3)]
fn near_equal_siblings(bencher: Bencher<'_, '_>, pieces: usize) {
    let all = |end: &str| edition((0..pieces).map(|at| format!("<p>The delegation agreed to point {at} {end}.</p>")));
    pair(bencher, all("at once"), all("in the end"));
}

/// Paragraphs in the other order.
#[divan::bench(args = [100, 1000, 10_000], sample_count = 3)]
fn reversed(bencher: Bencher<'_, '_>, pieces: usize) {
    pair(
        bencher,
        edition((0..pieces).map(|at| format!("<p>{}</p>", sentence(at)))),
        edition((0..pieces).rev().map(|at| format!("<p>{}</p>", sentence(at)))),
    );
}

/// Elements in each other.
#[divan::bench(args = [1000, 10_000, 100_000], sample_count = 3)]
fn deep(bencher: Bencher<'_, '_>, depth: usize) {
    let document = |word: &str| format!("{}{word}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    pair(bencher, document("one"), document("two"));
}

/// Marks that came to one long paragraph, and its edit script.
#[divan::bench(args = [100, 1000, 10_000], sample_count = 3)]
fn script_of_one_long_paragraph(bencher: Bencher<'_, '_>, marks: usize) {
    let paragraph = |mark: bool| {
        let mut text = String::from("<p>");
        for at in 0..marks {
            let _ = if mark { write!(text, "point {at} <hi>was</hi> agreed, ") } else { write!(text, "point {at} was agreed, ") };
        }
        Source::from_text("p.xml", text + "</p>")
    };
    let (old, new) = (paragraph(false), paragraph(true));
    bencher.bench(|| script(black_box(&old), black_box(&new)).and_then(|edits| edits.apply(&old)).map_or(0, |text| text.len()));
}

fn main() {
    divan::main();
}
