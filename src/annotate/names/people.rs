//! Who is meant by each form of a person's name: one entry for each person, with the reason why forms are one.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::annotate::authority::{Authority, Known};
use crate::language::names::Names;
use crate::model::{Entity, EntityId, EntityKind, Register};
use crate::source::Span;

use super::person::PersonName;

/// What a form means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One entry; `short` where the form is not the entry's full name.
    One { entity: EntityId, short: bool },
    /// Any of several.
    Several(Vec<EntityId>),
}

/// A person under all forms that were found to mean the same.
#[derive(Debug, Default)]
struct Cluster<'n> {
    entity: Option<EntityId>,
    /// What the authority file says of the person.
    known: Option<&'n Known>,
    names: Vec<PersonName>,
    /// Form, why it belongs here, where it is first seen.
    forms: Vec<(String, Option<&'static str>, Span)>,
    /// Where a form stands that may mean the person or another.
    possible: Option<Span>,
}

/// Builds the entries of persons.
pub(super) struct People<'n> {
    names: &'n Names,
    clusters: Vec<Cluster<'n>>,
    by_surname: FxHashMap<String, Vec<usize>>,
    by_part: FxHashMap<String, Vec<usize>>,
}

impl<'n> People<'n> {
    /// Starts with the persons that the register and the authority file have.
    pub(super) fn new(register: &Register, authority: &'n Authority, names: &'n Names) -> Self {
        let mut people = Self { names, clusters: Vec::new(), by_surname: FxHashMap::default(), by_part: FxHashMap::default() };
        for (id, entity) in register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person) {
            let cluster = people.open(Some(id));
            for name in entity.forms.iter().filter_map(|form| PersonName::parse(form, names)).collect::<BTreeSet<_>>() {
                people.enter(cluster, name);
            }
        }
        for entry in authority.entries.iter().filter(|entry| entry.kind == EntityKind::Person) {
            people.know(entry);
        }
        people
    }

    /// Enters a person of the authority file; one that the register has already is the same.
    fn know(&mut self, entry: &'n Known) {
        let forms: BTreeSet<PersonName> = entry.all_forms().filter_map(|form| PersonName::parse(form, self.names)).collect();
        let same = |name: &PersonName| if name.is_full() { self.agreeing(name) } else { self.longer(name).0 };
        let registered = forms.iter().flat_map(same).find(|&at| self.clusters[at].entity.is_some() && self.clusters[at].known.is_none());
        let cluster = registered.unwrap_or_else(|| self.open(None));
        self.clusters[cluster].known = Some(entry);
        for name in forms {
            self.enter(cluster, name);
        }
    }

    /// Finds what each form means and adds what is new to the register. `forms` are in order of appearance.
    pub(super) fn resolve(mut self, forms: &[(&str, Span)], register: &mut Register) -> Vec<Option<Meaning>> {
        let parsed: Vec<Option<PersonName>> = forms.iter().map(|(form, _)| PersonName::parse(form, self.names)).collect();
        let mut order: Vec<usize> = (0..forms.len()).filter(|&at| parsed[at].is_some()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(parsed[at].as_ref().map(|name| (name.is_full(), name.completeness()))));
        let mut meanings: Vec<Vec<usize>> = vec![Vec::new(); forms.len()];
        for at in order {
            let Some(name) = &parsed[at] else { continue };
            meanings[at] = self.place(name, forms[at]);
        }
        self.register(register);
        meanings.into_iter().zip(forms).map(|(clusters, (form, _))| self.meaning(&clusters, form, register)).collect()
    }

    /// The clusters a name can belong to; a new one where there is none.
    fn place(&mut self, name: &PersonName, (form, first): (&str, Span)) -> Vec<usize> {
        let (candidates, reason) =
            if name.is_full() { (self.agreeing(name), Some("the same surname, and given names that agree, in")) } else { self.longer(name) };
        match self.likeliest(candidates, form)[..] {
            [] => {
                let cluster = self.open(None);
                self.enter(cluster, name.clone());
                self.clusters[cluster].forms.push((form.to_owned(), None, first));
                vec![cluster]
            }
            [cluster] => {
                self.enter(cluster, name.clone());
                self.clusters[cluster].forms.push((form.to_owned(), reason, first));
                vec![cluster]
            }
            ref several => {
                for &at in several {
                    self.clusters[at].possible = Some(first);
                }
                several.to_vec()
            }
        }
    }

    /// Of several candidates, those that the document names otherwise, else those that the authority file prefers to call so.
    fn likeliest(&self, candidates: Vec<usize>, form: &str) -> Vec<usize> {
        let those =
            |wanted: &dyn Fn(&Cluster<'_>) -> bool| -> Vec<usize> { candidates.iter().copied().filter(|&at| wanted(&self.clusters[at])).collect() };
        let seen = those(&|cluster| cluster.entity.is_some() || !cluster.forms.is_empty());
        let preferred = those(&|cluster| cluster.known.is_some_and(|known| known.name == form));
        [seen, preferred].into_iter().find(|some| !some.is_empty()).unwrap_or(candidates)
    }

    fn agreeing(&self, name: &PersonName) -> Vec<usize> {
        let namesakes = self.by_surname.get(&name.surname).map_or(&[][..], Vec::as_slice);
        let agreeing = namesakes.iter().copied().filter(|&at| self.clusters[at].names.iter().all(|other| other.agrees(name) || !other.is_full()));
        // A full name that agrees says more than a surname alone.
        let (full, bare): (Vec<usize>, Vec<usize>) = agreeing.partition(|&at| self.clusters[at].names.iter().any(PersonName::is_full));
        if full.is_empty() { bare } else { full }
    }

    /// The clusters for which a single word can stand: by surname, else by another part of the name.
    fn longer(&self, name: &PersonName) -> (Vec<usize>, Option<&'static str>) {
        let parts = name.surname.split('-').chain([name.surname.as_str()]);
        let namesakes = self.by_surname.get(&name.surname).cloned().unwrap_or_default();
        let mut candidates =
            if namesakes.is_empty() { parts.filter_map(|part| self.by_part.get(part)).flatten().copied().collect() } else { namesakes };
        candidates.sort_unstable();
        candidates.dedup();
        let full = candidates.first().and_then(|&at| self.clusters[at].names.iter().find_map(|full| name.is_short_for(full)));
        (candidates, full)
    }

    fn open(&mut self, entity: Option<EntityId>) -> usize {
        self.clusters.push(Cluster { entity, ..Cluster::default() });
        self.clusters.len() - 1
    }

    fn enter(&mut self, cluster: usize, name: PersonName) {
        let note = |index: &mut FxHashMap<String, Vec<usize>>, key: &str| {
            let clusters = index.entry(key.to_owned()).or_default();
            if clusters.last() != Some(&cluster) && !clusters.contains(&cluster) {
                clusters.push(cluster);
            }
        };
        let main = name.is_full() || !self.clusters[cluster].names.iter().any(PersonName::is_full);
        if main {
            note(&mut self.by_surname, &name.surname);
        }
        for part in name.surname.split('-').chain(name.given.iter().map(String::as_str)).filter(|part| part.len() > 1) {
            note(&mut self.by_part, part);
        }
        self.clusters[cluster].names.push(name);
    }

    /// Adds an entry for each new cluster, in order of appearance, and the forms of all.
    fn register(&mut self, register: &mut Register) {
        let mut order: Vec<usize> = (0..self.clusters.len()).collect();
        order.sort_by_key(|&at| self.clusters[at].forms.iter().map(|(_, _, first)| *first).chain(self.clusters[at].possible).min());
        for at in order {
            let cluster = &mut self.clusters[at];
            if let (Some(known), Some(id)) = (cluster.known, cluster.entity) {
                known.apply(register.get_mut(id));
            }
            let fullest = cluster.forms.iter().max_by_key(|(form, _, first)| (fullness(form, self.names), std::cmp::Reverse(*first)));
            let candidate = cluster.known.filter(|_| cluster.possible.is_some()).map(|known| known.name.as_str());
            let Some(name) = fullest.map(|(form, _, _)| form.as_str()).or(candidate).map(str::to_owned) else { continue };
            let id = *cluster.entity.get_or_insert_with(|| register.add(Entity { forms: BTreeSet::new(), ..Entity::new(EntityKind::Person, &name) }));
            if let Some(known) = cluster.known {
                known.apply(register.get_mut(id));
            }
            enter_forms(register.get_mut(id), &name, cluster, self.names);
        }
    }

    fn meaning(&self, clusters: &[usize], form: &str, register: &Register) -> Option<Meaning> {
        let entities: Vec<EntityId> = clusters.iter().filter_map(|&at| self.clusters[at].entity).collect();
        match entities[..] {
            [] => None,
            [entity] => Some(Meaning::One { entity, short: register.get(entity).name != form }),
            _ => Some(Meaning::Several(entities)),
        }
    }
}

fn fullness(form: &str, names: &Names) -> Option<(usize, usize)> {
    PersonName::parse(form, names).map(|name| name.completeness())
}

/// Notes the forms of a cluster in its entry; a fuller name becomes the entry's name.
fn enter_forms(entity: &mut Entity, name: &str, cluster: &Cluster<'_>, names: &Names) {
    if cluster.known.is_none() && fullness(name, names) > fullness(&entity.name, names) {
        name.clone_into(&mut entity.name);
    }
    let first = cluster.forms.iter().map(|(_, _, first)| *first).min();
    entity.first = entity.first.into_iter().chain(first).min();
    for (form, reason, _) in &cluster.forms {
        entity.forms.insert(form.clone());
        if let Some(reason) = reason.filter(|_| *form != entity.name) {
            entity.merged.insert(form.clone(), format!("{reason} {}", entity.name));
        }
    }
}
