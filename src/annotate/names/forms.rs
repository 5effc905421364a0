//! Every form that may be a name, with what the whole document says of it, and the kind of name it is.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::names::{Kind, Kinds, Names};
use crate::model::EntityKind;

use super::cue::{Cue, Cues};
use super::evidence::Weighed;
use super::familiar::Familiar;
use super::scan::{Find, Sort};

/// A cue counts at most this often for one form.
const ENOUGH: u8 = 2;
/// From this weight on a cue decides for its own place, whatever the rest of the document says.
const DECISIVE: u8 = 5;
/// From this weight on a cue shows a place that may also stand before a noun: "the X correspondent".
const PLACED: u8 = 4;
/// What a form needs to be a name; more, if the document has the word in lower case too.
const NEEDED: u32 = 2;
const NEEDED_BY_COMMON_WORD: u32 = 5;

/// A form and what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Form<'a> {
    pub(super) text: &'a str,
    counts: [u8; Cue::COUNT],
    /// How often it stands by itself, and how often before a noun.
    alone: u32,
    attributive: u32,
    /// Whether a capital that its place does not explain was seen.
    inside: bool,
    many: bool,
    words: usize,
    /// What it is, where nothing nearer decides.
    pub(super) class: Option<(EntityKind, Cue)>,
}

/// All forms of a document.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    index: FxHashMap<&'a str, usize>,
    /// The number of the full name for that of an abbreviation.
    full: FxHashMap<usize, usize>,
    pub(super) list: Vec<Form<'a>>,
}

impl<'a> Forms<'a> {
    /// Counts a find under its form and gives the form's number.
    pub(super) fn count(&mut self, text: &'a str, find: &Find, weighed: Weighed) -> usize {
        let number = *self.index.entry(text).or_insert(self.list.len());
        if number == self.list.len() {
            self.list.push(Form {
                text,
                counts: [0; Cue::COUNT],
                alone: 0,
                attributive: 0,
                inside: false,
                many: false,
                words: find.words,
                class: None,
            });
        }
        let form = &mut self.list[number];
        for cue in weighed.cues.iter() {
            let count = &mut form.counts[cue as usize];
            *count = count.saturating_add(1);
        }
        form.attributive += u32::from(weighed.attributive);
        form.alone += u32::from(!weighed.attributive);
        form.inside |= !weighed.start || find.sort != Sort::Plain;
        form.many |= weighed.many && !weighed.attributive;
        number
    }

    /// Notes that a parenthesis gives the full name of an abbreviation, or the abbreviation of a full name.
    pub(super) fn explain(&mut self, abbreviation: usize, full: usize) {
        self.full.entry(abbreviation).or_insert(full);
    }

    /// The full name of an abbreviation, where the text gives it and both are names of one kind.
    pub(super) fn full_name(&self, abbreviation: usize) -> Option<&'a str> {
        let full = &self.list[*self.full.get(&abbreviation)?];
        let kind = |form: &Form<'_>| form.class.map(|(class, _)| class);
        (kind(full) == kind(&self.list[abbreviation])).then_some(full.text)
    }

    /// Decides of each form what it is. `common` are the words that the document has in lower case.
    pub(super) fn decide(&mut self, names: &Names, common: &FxHashSet<&str>, known: &Familiar<'_>) {
        let adjectives: FxHashSet<&str> = self.list.iter().filter(|form| form.is_adjective()).map(|form| form.text).collect();
        for form in &mut self.list {
            if form.words == 1 && !adjectives.contains(form.text) && derived(form.text, &adjectives) {
                form.counts[Cue::Derived as usize] = 1;
            }
            let shouted = form.words == 1 && form.text.chars().count() > 2 && form.text.chars().all(char::is_uppercase);
            let speaker = || known.person_of(form.text).filter(|_| shouted);
            form.class = known.class_of(form.text).or_else(speaker).or_else(|| form.decided(names, common, &adjectives));
        }
        self.lend_to_parts(names, &adjectives, known);
    }

    /// A name of several words lends its kind to each of its words that stands alone and is undecided: "Ilona X", "X"; "West Y", "Y".
    fn lend_to_parts(&mut self, names: &Names, adjectives: &FxHashSet<&str>, known: &Familiar<'_>) {
        let mut parts: FxHashMap<&'a str, (EntityKind, Cue)> = FxHashMap::default();
        for form in self.list.iter().filter(|form| form.words > 1 || form.text.contains('-')) {
            let Some((class @ (EntityKind::Person | EntityKind::Place), cue)) = form.class else { continue };
            for part in form.text.split([' ', '-']).filter(|part| is_lendable(part, names)) {
                let lent = parts.entry(part).or_insert((class, cue));
                if class == EntityKind::Person {
                    *lent = (class, cue);
                }
            }
        }
        for form in self.list.iter_mut().filter(|form| form.class.is_none() && form.words == 1 && !adjectives.contains(form.text)) {
            form.class = known.person_of(form.text).or_else(|| parts.get(form.text).copied());
        }
    }

    /// What a find of the form `number` is: what stands around it decides if it is strong enough, else the whole document.
    pub(super) fn class_of(&self, number: usize, weighed: Weighed) -> Option<(EntityKind, Cue)> {
        let form = &self.list[number];
        let near = weighed.cues.strongest().filter(|cue| cue.weight() >= DECISIVE && !weighed.attributive);
        match (near, form.class) {
            (Some(cue), Some((class, _))) if cue.class() != class && !weighed.cues.iter().any(|cue| cue.class() == class) => Some((cue.class(), cue)),
            (_, class) => class,
        }
    }
}

impl Form<'_> {
    fn score(&self, class: EntityKind) -> u32 {
        Cue::all().filter(|cue| cue.class() == class).map(|cue| u32::from(self.counts[cue as usize].min(ENOUGH)) * u32::from(cue.weight())).sum()
    }

    /// It mostly stands before nouns, and nothing there says that it is a maker, a place or a person.
    fn is_adjective(&self) -> bool {
        let explained: u8 = [Cue::Maker, Cue::Belonging, Cue::Question].iter().map(|&cue| self.counts[cue as usize]).sum();
        let named = [Cue::Honorific, Cue::Office, Cue::Acronym].iter().any(|&cue| self.counts[cue as usize] > 0);
        let placed = Cue::all().any(|cue| cue.class() == EntityKind::Place && cue.weight() >= PLACED && self.counts[cue as usize] > 0);
        self.words == 1 && !named && !placed && self.attributive > u32::from(explained) && self.attributive >= self.alone + u32::from(explained)
    }

    fn decided(&self, names: &Names, common: &FxHashSet<&str>, adjectives: &FxHashSet<&str>) -> Option<(EntityKind, Cue)> {
        if self.is_people(names, adjectives) {
            return Some((EntityKind::Group, Cue::People));
        }
        if adjectives.contains(self.text) {
            return None;
        }
        let classes = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];
        let (score, class) =
            classes.into_iter().map(|class| (self.score(class), class)).max_by_key(|&(score, class)| (score, std::cmp::Reverse(class)))?;
        let word = self.words == 1 && common.contains(self.text.to_lowercase().as_str());
        let needed = if word { NEEDED_BY_COMMON_WORD } else { NEEDED };
        let once_plural = !self.inside && self.text.ends_with('s') && score < 4;
        if score < needed || once_plural {
            return None;
        }
        let mut cues = Cues::default();
        Cue::all().filter(|&cue| self.counts[cue as usize] > 0).for_each(|cue| cues.add(cue));
        cues.best(class).map(|cue| (class, cue))
    }

    /// "the Xians": the plural of an adjective of the document, or of one that ends as such adjectives do.
    fn is_people(&self, names: &Names, adjectives: &FxHashSet<&str>) -> bool {
        let Some(singular) = self.text.strip_suffix('s').filter(|_| self.words <= 2) else { return false };
        let singular = singular.rsplit(' ').next().unwrap_or(singular);
        let titled = self.counts[Cue::Honorific as usize] + self.counts[Cue::Office as usize] > 0;
        self.many && !titled && (adjectives.contains(singular) || names.ends_as(singular, Kind::DemonymEnding))
    }
}

/// Whether a word of a name is no initial and no word that the tables know.
fn is_lendable(part: &str, names: &Names) -> bool {
    part.len() > 2 && part.starts_with(char::is_uppercase) && names.kinds(&part.to_lowercase()) == Kinds::default()
}

/// Whether the adjectives of the document have one that is made of the name of a place: `X`, `Xn`, `Xian`.
fn derived(place: &str, adjectives: &FxHashSet<&str>) -> bool {
    let stems =
        [place, cut(place, "a"), cut(place, "ia"), cut(place, "y"), cut(place, "e"), cut(place, "o"), cut(place, "land"), cut(place, "lands")];
    let endings = ["n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er", ""];
    stems.iter().filter(|stem| stem.len() > 2).any(|stem| endings.iter().any(|ending| adjectives.contains(format!("{stem}{ending}").as_str())))
}

fn cut<'t>(word: &'t str, ending: &str) -> &'t str {
    word.strip_suffix(ending).unwrap_or("")
}
