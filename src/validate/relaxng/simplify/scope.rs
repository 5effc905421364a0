//! Grammars as tables of definitions: includes with their replacements, combination, references (section 4.7, 4.17, 4.18).

use rustc_hash::{FxHashMap, FxHashSet};

use super::pattern::inherited;
use super::{Env, Fault, Simplifier};
use crate::source::Span;
use crate::validate::relaxng::patterns::PatternId;
use crate::validate::relaxng::syntax::{Combine, Component, ComponentKind, Grammar, Pattern, PatternKind, Reference};

/// Number of a grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScopeId(pub usize);

/// What a definition is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key<'f> {
    Start,
    Define(&'f str),
}

/// The definitions of a grammar.
pub(super) struct Scope<'f> {
    parent: Option<ScopeId>,
    definitions: FxHashMap<Key<'f>, Definition<'f>>,
    /// In the order of first mention.
    order: Vec<Key<'f>>,
}

impl<'f> Scope<'f> {
    pub(super) fn names(&self) -> Vec<Key<'f>> {
        self.order.clone()
    }
}

/// Everything that defines one name.
struct Definition<'f> {
    pieces: Vec<(&'f Pattern, Env)>,
    combine: Option<Combine>,
    /// Whether one piece says nothing of how it is combined.
    has_plain: bool,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    Active,
    Done(PatternId),
}

/// What a reference leads to.
pub(super) enum Found {
    Pattern(PatternId),
    Nothing,
    Itself,
}

/// Names that an `include` replaces, each with whether the included grammar had it.
type Replaced<'f> = FxHashMap<Key<'f>, bool>;

impl<'f> Simplifier<'f> {
    /// Collects the definitions of a grammar.
    pub(super) fn open_scope(&mut self, grammar: &'f Grammar, env: &Env) -> Result<ScopeId, Fault> {
        let scope = ScopeId(self.scopes.len());
        self.scopes.push(Scope { parent: env.scope, definitions: FxHashMap::default(), order: Vec::new() });
        let env = Env { scope: Some(scope), ..env.clone() };
        self.components(&grammar.components, &env, &mut Vec::new())?;
        Ok(scope)
    }

    pub(super) fn parent_of(&self, scope: ScopeId) -> Option<ScopeId> {
        self.scopes[scope.0].parent
    }

    /// The pattern where a grammar starts.
    pub(super) fn start(&mut self, scope: ScopeId, grammar: &'f Pattern, env: &Env) -> Result<PatternId, Fault> {
        match self.definition(scope, Key::Start)? {
            Found::Pattern(found) => Ok(found),
            Found::Nothing => Err(self.rule(env, grammar.span, "the grammar has no `start`", "4.18")),
            Found::Itself => Err(self.rule(env, grammar.span, "the `start` of the grammar refers to itself with no element between", "4.19")),
        }
    }

    /// Enters components; `replaced` holds the names that includes around them replace, innermost last.
    fn components(&mut self, components: &'f [Component], env: &Env, replaced: &mut Vec<Replaced<'f>>) -> Result<(), Fault> {
        for component in components {
            match &component.kind {
                ComponentKind::Start(combine, pattern) => self.define(Key::Start, *combine, pattern, component.span, env, replaced)?,
                ComponentKind::Define(name, combine, pattern) => self.define(Key::Define(name), *combine, pattern, component.span, env, replaced)?,
                ComponentKind::Div(inner) => self.components(inner, env, replaced)?,
                ComponentKind::Include(reference, inner) => self.include(reference, inner, component.span, env, replaced)?,
                ComponentKind::Foreign(_) => {}
            }
        }
        Ok(())
    }

    fn define(
        &mut self,
        key: Key<'f>,
        combine: Option<Combine>,
        pattern: &'f Pattern,
        span: Span,
        env: &Env,
        replaced: &mut [Replaced<'f>],
    ) -> Result<(), Fault> {
        let mut is_replaced = false;
        for names in replaced {
            if let Some(seen) = names.get_mut(&key) {
                *seen = true;
                is_replaced = true;
            }
        }
        if is_replaced {
            return Ok(());
        }
        let Some(scope) = env.scope else { return Ok(()) };
        let scope = &mut self.scopes[scope.0];
        let known = scope.definitions.entry(key).or_insert_with(|| {
            scope.order.push(key);
            Definition { pieces: Vec::new(), combine: None, has_plain: false, state: State::Waiting }
        });
        let plain_twice = combine.is_none() && known.has_plain;
        known.has_plain |= combine.is_none();
        let conflict = combine.is_some_and(|combine| *known.combine.get_or_insert(combine) != combine);
        known.pieces.push((pattern, env.clone()));
        let name = match key {
            Key::Start => "start",
            Key::Define(name) => name,
        };
        if plain_twice {
            return Err(self.rule(env, span, format!("`{name}` is defined twice without `combine`"), "4.17"));
        }
        if conflict {
            return Err(self.rule(env, span, format!("`{name}` is combined in two ways"), "4.17"));
        }
        Ok(())
    }

    /// The grammar of another file, without what the include replaces, then what it puts in place (section 4.7).
    fn include(
        &mut self,
        reference: &'f Reference,
        inner: &'f [Component],
        span: Span,
        env: &Env,
        replaced: &mut Vec<Replaced<'f>>,
    ) -> Result<(), Fault> {
        let file = self.files.target(env.file, reference);
        let PatternKind::Grammar(grammar) = &self.files.list[file].root.kind else {
            return Err(self.rule(env, span, format!("`{}` is included and is no grammar", reference.href), "4.7"));
        };
        let mut names = FxHashSet::default();
        defined_in(inner, &mut names);
        replaced.push(names.into_iter().map(|name| (name, false)).collect());
        let included = Env { file, ns: inherited(reference.ns.as_ref(), env), scope: env.scope };
        self.components(&grammar.components, &included, replaced)?;
        let missing = replaced.pop().unwrap_or_default().into_iter().filter(|(_, seen)| !seen).map(|(name, _)| name);
        let missing = missing.map(|name| match name {
            Key::Start => "start",
            Key::Define(name) => name,
        });
        if let Some(missing) = missing.min() {
            return Err(self.rule(env, span, format!("the include replaces `{missing}`, which `{}` does not define", reference.href), "4.7"));
        }
        self.components(inner, env, replaced)
    }

    /// The pattern that a name stands for, simplified when first asked for.
    pub(super) fn definition(&mut self, scope: ScopeId, key: Key<'f>) -> Result<Found, Fault> {
        let Some(definition) = self.scopes[scope.0].definitions.get_mut(&key) else { return Ok(Found::Nothing) };
        match definition.state {
            State::Done(pattern) => return Ok(Found::Pattern(pattern)),
            State::Active => return Ok(Found::Itself),
            State::Waiting => definition.state = State::Active,
        }
        let (pieces, combine) = (definition.pieces.clone(), definition.combine);
        let simplified = pieces.iter().map(|(pattern, env)| self.pattern(pattern, env)).collect::<Result<Vec<_>, _>>()?;
        let patterns = &mut self.grammar.patterns;
        let pattern = match combine {
            Some(Combine::Interleave) => simplified.into_iter().rev().fold(PatternId::EMPTY, |rest, one| patterns.interleave(one, rest)),
            Some(Combine::Choice) | None => patterns.choice_of(simplified),
        };
        if let Some(definition) = self.scopes[scope.0].definitions.get_mut(&key) {
            definition.state = State::Done(pattern);
        }
        Ok(Found::Pattern(pattern))
    }

    /// Every simplified definition of every grammar with its name, in order.
    pub(super) fn settled(&self) -> impl Iterator<Item = (&'f str, PatternId)> {
        self.scopes.iter().flat_map(|scope| {
            scope.order.iter().filter_map(|key| match (key, scope.definitions.get(key)?.state) {
                (Key::Define(name), State::Done(pattern)) => Some((*name, pattern)),
                _ => None,
            })
        })
    }
}

/// The names that components define, those in a `div` included.
fn defined_in<'f>(components: &'f [Component], names: &mut FxHashSet<Key<'f>>) {
    for component in components {
        match &component.kind {
            ComponentKind::Start(..) => {
                names.insert(Key::Start);
            }
            ComponentKind::Define(name, ..) => {
                names.insert(Key::Define(name));
            }
            ComponentKind::Div(inner) => defined_in(inner, names),
            ComponentKind::Include(..) | ComponentKind::Foreign(_) => {}
        }
    }
}
