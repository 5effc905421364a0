//! Ids that have another name: one renamed by an editor, or many that counted on because something came before them.

use rustc_hash::FxHashMap;

use super::text::Running;
use super::{Classifier, change};
use crate::diff::change::{Change, Kind, Sigil};
use crate::render::plural;

/// An id that is called otherwise.
#[derive(Clone, Debug)]
pub(super) struct Renaming {
    old: usize,
    new: usize,
    from: Option<String>,
    to: Option<String>,
    /// Whether the element is one on running text.
    inside: bool,
}

/// The ids that changed, and the pointers that followed them.
#[derive(Debug, Default)]
pub(super) struct Ids {
    renamed: Vec<Renaming>,
    to_new: FxHashMap<String, String>,
    followers: FxHashMap<String, usize>,
}

impl Ids {
    /// Whether a value is the other one with its pointers following renamed ids; each pointer is counted.
    pub(super) fn follows(&mut self, old: &str, new: &str) -> bool {
        if self.to_new.is_empty() || !old.contains('#') {
            return false;
        }
        let mut followed = Vec::new();
        let mut words: Vec<String> = old.split_whitespace().map(|word| self.follow(word, &mut followed)).collect();
        let mut wanted: Vec<&str> = new.split_whitespace().collect();
        let in_order = words.iter().eq(wanted.iter());
        words.sort_unstable();
        wanted.sort_unstable();
        let same = in_order || words.iter().eq(wanted.iter());
        if same {
            for id in followed {
                *self.followers.entry(id).or_default() += 1;
            }
        }
        same
    }

    fn follow(&self, word: &str, followed: &mut Vec<String>) -> String {
        let renamed = word.strip_prefix('#').and_then(|id| Some((id, self.to_new.get(id)?)));
        match renamed {
            Some((id, new)) => {
                followed.push(id.to_owned());
                format!("#{new}")
            }
            None => word.to_owned(),
        }
    }
}

impl Classifier<'_> {
    pub(super) fn block_ids(&mut self) {
        for &(old, new) in &self.pairing.pairs {
            if self.old.tree.node(old).full != self.new.tree.node(new).full {
                self.note_id(old, new, false);
            }
        }
    }

    pub(super) fn span_ids(&mut self, text: &Running) {
        for (old, new) in text.spans.kept() {
            self.note_id(old, new, true);
        }
    }

    fn note_id(&mut self, old: usize, new: usize, inside: bool) {
        let (from, to) = (self.old.tree.id_of(old).map(str::to_owned), self.new.tree.id_of(new).map(str::to_owned));
        if from == to {
            return;
        }
        if let (Some(from), Some(to)) = (&from, &to) {
            self.ids.to_new.insert(from.clone(), to.clone());
        }
        self.ids.renamed.push(Renaming { old, new, from, to, inside });
    }

    /// The lines about ids, once all pointers are counted.
    pub(super) fn id_lines(&mut self) {
        let mut renamed = std::mem::take(&mut self.ids.renamed);
        renamed.sort_by_key(|one| one.old);
        let (counted, named): (Vec<_>, Vec<_>) = renamed.into_iter().partition(Renaming::counts_on);
        let (changed, given): (Vec<_>, Vec<_>) = named.into_iter().partition(|one| one.from.is_some() && one.to.is_some());
        for group in groups(counted, |one| if one.inside { String::new() } else { self.both_names(one) }) {
            let line = self.counted_on(&group);
            self.add_id_line(line, &group[0], 0);
        }
        for one in &changed {
            self.renaming(one);
        }
        for group in groups(given, |one| self.given_name(one)) {
            self.given(&group);
        }
    }

    /// The names of both elements, in the same order whichever is the old one.
    fn both_names(&self, one: &Renaming) -> String {
        let (old, new) = (self.old.tree.name_of(one.old), self.new.tree.name_of(one.new));
        format!("{} {}", old.min(new), old.max(new))
    }

    /// The name of the element that has an id, and in which version.
    fn given_name(&self, one: &Renaming) -> String {
        if one.to.is_some() { format!("+{}", self.new.tree.name_of(one.new)) } else { format!("-{}", self.old.tree.name_of(one.old)) }
    }

    fn add_id_line(&mut self, line: Change, one: &Renaming, rank: u8) {
        self.add((0, one.old + 1, rank, 0), line, Some(one.old), Some(one.new));
    }

    fn counted_on(&self, group: &[Renaming]) -> Change {
        let (first, last) = (&group[0], &group[group.len() - 1]);
        let label = self.old.tree.label(first.old);
        let id = |id: &Option<String>| id.clone().unwrap_or_default();
        let block = if group.len() == 1 { label } else { format!("{label} … {}", id(&last.from)) };
        let same = group.iter().all(|one| self.old.tree.node(one.old).plain == self.new.tree.node(one.new).plain);
        let followers: usize = group.iter().filter_map(|one| self.ids.followers.get(&id(&one.from))).sum();
        let count = plural(group.len(), "xml:id");
        let content = if same { ", content identical" } else { "" };
        let pointers = if followers == 0 { String::new() } else { format!(", {followers} pointer(s) follow") };
        change(Kind::Renumbered, Sigil::Noted, block, format!("{count} shifted{content} ({} -> #{}){pointers}", id(&first.from), id(&first.to)))
    }

    fn renaming(&mut self, one: &Renaming) {
        let (from, to) = (one.from.clone().unwrap_or_default(), one.to.clone().unwrap_or_default());
        let line = change(Kind::RenamedId, Sigil::Changed, self.old.tree.label(one.old), format!("-> #{to}")).with_sides(&from, &to);
        self.add_id_line(line, one, 0);
        if let Some(&count) = self.ids.followers.get(&from) {
            let line = change(Kind::References, Sigil::Noted, format!("#{from} -> #{to}"), format!("{count} pointer(s) follow the renamed id"));
            self.add_id_line(line, one, 1);
        }
    }

    /// Ids where there were none, or none where there were ids.
    fn given(&mut self, group: &[Renaming]) {
        let (first, last) = (&group[0], &group[group.len() - 1]);
        let (label, end, said) = match &first.to {
            Some(to) => (self.old.tree.label(first.old), self.old.tree.label(last.old), format!("-> #{to}")),
            None => (self.new.tree.label(first.new), self.new.tree.label(last.new), "-> no id".to_owned()),
        };
        let many = if first.to.is_some() { "given" } else { "taken away" };
        let line = match group.len() {
            1 => change(Kind::RenamedId, Sigil::Changed, label, said),
            count => change(Kind::RenamedId, Sigil::Changed, format!("{label} … {end}"), format!("{count} ids {many}")),
        };
        self.add_id_line(line, first, 0);
    }
}

impl Renaming {
    /// Whether both ids are the same but for the numbers in them.
    fn counts_on(&self) -> bool {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => from.bytes().any(|byte| byte.is_ascii_digit()) && shape(from).eq(shape(to)),
            _ => false,
        }
    }
}

/// An id with each number as one `0`.
fn shape(id: &str) -> impl Iterator<Item = char> {
    let mut digit = false;
    id.chars().filter_map(move |character| {
        let was = std::mem::replace(&mut digit, character.is_ascii_digit());
        if !digit {
            return Some(character);
        }
        (!was).then_some('0')
    })
}

/// Groups in the order of their first members.
fn groups(all: Vec<Renaming>, key: impl Fn(&Renaming) -> String) -> Vec<Vec<Renaming>> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<Renaming>> = Vec::new();
    for one in all {
        let place = *places.entry(key(&one)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(one);
    }
    groups
}
