//! One HTML file: both versions side by side, with filters by kind and by speaker that are rules of its style, not a script.
//!
//! A rule for each kind hides the rows of that kind while its box is not ticked, one for each speaker hides the rows of all others while that speaker is
//! chosen. Where a browser knows no `:has`, the filters are not shown and all rows are.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::{File, Format, Report, Status};
use crate::diff::{Change, Kind, Place, Sigil};
use crate::render::page::{Page, Side, section, words};
use crate::render::plural;
use crate::xml::emit::Emitter;

/// One HTML file.
pub(super) struct Html;

const STYLE: &str = include_str!("html.css");

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        let files = report.told();
        let filters = Filters::of(&files);
        let title = title(report, &files);
        let style = format!("{STYLE}{}", filters.rules());
        let page = Page { title: &title, style: &style, script: None };
        let mut html = page.begin();
        html.open("a").attribute("class", "skip").attribute("href", "#changes").text("To the changes").close().line();
        html.open("header").line().leaf("h1", &title).line().leaf("p", &summary(report, &files)).line().close().line();
        filters.write(&mut html);
        html.open("main").attribute("id", "changes").line();
        failures(&mut html, report);
        for (number, file) in files.iter().enumerate() {
            one_file(&mut html, number, file, &filters);
        }
        not_compared(&mut html, report);
        html.close().line();
        out.write_str(&page.end(html))
    }
}

fn title(report: &Report, files: &[&File]) -> String {
    match (report.single, files) {
        (_, []) => "Nothing changed".to_owned(),
        (true, [file, ..]) => format!("{} compared with {}", file.new, file.old),
        (false, _) => format!("{} changed", plural(files.len(), "document")),
    }
}

fn summary(report: &Report, files: &[&File]) -> String {
    let changes = files.iter().map(|file| file.comparison.changes.len()).sum();
    if report.single { format!("{}.", plural(changes, "change")) } else { format!("{}: {}.", plural(changes, "change"), report.summary()) }
}

/// The kinds and the speakers that a report names, with how many changes each has.
struct Filters<'r> {
    kinds: BTreeMap<Kind, usize>,
    /// With the number that stands for each in the page.
    speakers: BTreeMap<&'r str, (usize, usize)>,
}

impl<'r> Filters<'r> {
    fn of(files: &[&'r File]) -> Self {
        let (mut kinds, mut speakers) = (BTreeMap::new(), BTreeMap::new());
        for change in files.iter().flat_map(|file| &file.comparison.changes) {
            *kinds.entry(change.kind).or_default() += 1;
            for speaker in speakers_of(change) {
                speakers.entry(speaker).or_insert((0, 0)).1 += 1;
            }
        }
        for (number, speaker) in speakers.values_mut().enumerate() {
            speaker.0 = number;
        }
        Self { kinds, speakers }
    }

    fn rules(&self) -> String {
        let mut rules = String::new();
        for kind in self.kinds.keys() {
            let name = kind.name();
            let _ = writeln!(rules, "body:has(#kind-{name}:not(:checked)) .kind-{name} {{ display: none; }}");
        }
        for (number, _) in self.speakers.values() {
            let _ = writeln!(
                rules,
                "body:has(#speaker-{number}:checked) :is(tr.change:not(.speaker-{number}), section.file:not(:has(.speaker-{number}))) {{ display: none; }}"
            );
        }
        rules
    }

    fn write(&self, html: &mut Emitter) {
        if self.kinds.is_empty() {
            return;
        }
        html.open("form").attribute("class", "filters").attribute("aria-label", "What is shown").line();
        html.open("fieldset").line().leaf("legend", "Kinds of changes").line();
        for (kind, count) in &self.kinds {
            let id = format!("kind-{}", kind.name());
            choice(html, "checkbox", &id, true, &format!("{} ({count})", kind.name()));
        }
        html.close().line();
        if !self.speakers.is_empty() {
            html.open("fieldset").line().leaf("legend", "Who speaks").line();
            choice(html, "radio", "speaker-all", true, "everybody");
            for (speaker, (number, count)) in &self.speakers {
                choice(html, "radio", &format!("speaker-{number}"), false, &format!("{speaker} ({count})"));
            }
            html.close().line();
        }
        html.close().line();
    }

    /// The classes of a row.
    fn classes(&self, change: &Change) -> String {
        let speakers = speakers_of(change).into_iter().filter_map(|speaker| self.speakers.get(speaker));
        speakers.fold(format!("change kind-{}", change.kind.name()), |classes, (number, _)| format!("{classes} speaker-{number}"))
    }
}

fn choice(html: &mut Emitter, kind: &str, id: &str, checked: bool, label: &str) {
    html.open("label").open("input").attribute("type", kind).attribute("id", id);
    if kind == "radio" {
        html.attribute("name", "speaker");
    }
    html.attribute_if("checked", checked.then_some("checked")).close().text(" ").text(label).close().line();
}

/// Who speaks where a change is; where the speaker changed, both.
fn speakers_of(change: &Change) -> Vec<&str> {
    let changed = change.sides.iter().filter(|_| change.kind == Kind::Speaker);
    let mut all: Vec<&str> = changed.chain([&change.speaker]).flat_map(|side| side.split_whitespace()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn failures(html: &mut Emitter, report: &Report) {
    if !report.failures.is_empty() {
        section(html, "not-done", "What could not be compared");
        html.open("ul").line();
        for failure in &report.failures {
            html.leaf("li", &failure.reason).line();
        }
        html.close().close().line();
    }
}

fn not_compared(html: &mut Emitter, report: &Report) {
    if !report.not_compared.is_empty() {
        section(html, "not-compared", "Files that differ and are neither XML nor JSON");
        html.open("ul").line();
        for name in &report.not_compared {
            html.leaf("li", name).line();
        }
        html.close().close().line();
    }
}

fn one_file(html: &mut Emitter, number: usize, file: &File, filters: &Filters<'_>) {
    let title = match file.status {
        Status::Changed => file.name().to_owned(),
        Status::Added => format!("{}, new", file.new),
        Status::Removed => format!("{}, gone", file.old),
        Status::Renamed => format!("{}, before {}", file.new, file.old),
    };
    html.open("section").attribute("class", "file").attribute("aria-labelledby", format!("file-{number}")).line();
    html.open("h2").attribute("id", format!("file-{number}")).text(&title).close().line();
    if !file.comparison.is_empty() {
        html.open("table").attribute("class", "changes").line().leaf("caption", &plural(file.comparison.changes.len(), "change")).line();
        html.open("thead").open("tr").open("th").attribute("scope", "col").attribute("class", "what").text("Change").close();
        html.leaf_as("th", "scope", "col", "Before").leaf_as("th", "scope", "col", "After").close().close().line();
        html.open("tbody").line();
        file.comparison.changes.iter().for_each(|change| row(html, change, filters));
        html.close().close().line();
    }
    html.close().line();
}

fn row(html: &mut Emitter, change: &Change, filters: &Filters<'_>) {
    html.open("tr").attribute("class", filters.classes(change)).open("th").attribute("scope", "row");
    html.open("span").attribute("class", "sign").attribute("role", "img").attribute("aria-label", meaning(change.sigil));
    html.attribute("title", meaning(change.sigil)).text(&change.sigil.character().to_string()).close();
    html.text(" ").leaf_as("span", "class", "kind", change.kind.name()).text(" ").leaf("code", &change.block);
    if !change.mark.is_empty() {
        html.text(" ").leaf_as("span", "class", "mark", &change.mark);
    }
    html.close();
    let [old, new] = &change.sides;
    if !change.words.is_empty() {
        cell(html, change.old, |html| words(html, &change.words, Side::Old));
        cell(html, change.new, |html| words(html, &change.words, Side::New));
    } else if old.is_empty() && new.is_empty() {
        html.open("td").attribute("colspan", 2).text(&change.detail).close();
    } else {
        cell(html, change.old, |html| value(html, old, "del", !new.is_empty()));
        cell(html, change.new, |html| value(html, new, "ins", !old.is_empty()));
    }
    html.close().line();
}

fn cell(html: &mut Emitter, place: Option<Place>, content: impl FnOnce(&mut Emitter)) {
    html.open("td");
    if let Some(place) = place {
        html.leaf_as("span", "class", "at", &format!("line {}, column {}", place.start.line, place.start.column));
    }
    content(html);
    html.text("").close();
}

/// A value of one side; what came or went alone is marked as such.
fn value(html: &mut Emitter, text: &str, mark: &'static str, both: bool) {
    match (text, both) {
        ("", true) => html.leaf_as("span", "class", "soft", "none"),
        ("", false) => html,
        (_, true) => html.text(text),
        (_, false) => html.leaf(mark, text),
    };
}

/// What a sign says, for those who do not know it.
const fn meaning(sigil: Sigil) -> &'static str {
    match sigil {
        Sigil::Changed => "changed",
        Sigil::Added => "added",
        Sigil::Removed => "removed",
        Sigil::Moved => "moved",
        Sigil::Noted => "noted, no difference",
    }
}
