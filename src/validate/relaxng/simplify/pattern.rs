//! One pattern of a tree as a simplified one (section 4.6, 4.11 to 4.21).

use super::scope::Key;
use super::{Env, Fault, Pending, Simplifier};
use crate::validate::relaxng::grammar::{AttributeDeclaration, ElementDeclaration};
use crate::validate::relaxng::patterns::PatternId;
use crate::validate::relaxng::syntax::{NameClass, Ns, Pattern, PatternKind};

impl<'f> Simplifier<'f> {
    pub(super) fn pattern(&mut self, pattern: &'f Pattern, env: &Env) -> Result<PatternId, Fault> {
        match &pattern.kind {
            PatternKind::Element(class, content) => self.element(pattern, class, content, env),
            PatternKind::Attribute(class, content) => self.attribute(pattern, class, content, env),
            PatternKind::Group(all) => {
                let all = self.all(all, env)?;
                Ok(all.into_iter().rev().fold(PatternId::EMPTY, |rest, one| self.grammar.patterns.group(one, rest)))
            }
            PatternKind::Interleave(all) => {
                let all = self.all(all, env)?;
                Ok(all.into_iter().rev().fold(PatternId::EMPTY, |rest, one| self.grammar.patterns.interleave(one, rest)))
            }
            PatternKind::Choice(all) => {
                let all = self.all(all, env)?;
                Ok(self.grammar.patterns.choice_of(all))
            }
            PatternKind::Optional(inner) => self.pattern(inner, env).map(|inner| self.grammar.patterns.optional(inner)),
            PatternKind::ZeroOrMore(inner) => self.pattern(inner, env).map(|inner| self.grammar.patterns.zero_or_more(inner)),
            PatternKind::OneOrMore(inner) => self.pattern(inner, env).map(|inner| self.grammar.patterns.one_or_more(inner)),
            PatternKind::List(inner) => self.pattern(inner, env).map(|inner| self.grammar.patterns.list(inner)),
            PatternKind::Mixed(inner) => self.pattern(inner, env).map(|inner| self.grammar.patterns.interleave(PatternId::TEXT, inner)),
            PatternKind::Ref(name) => self.reference(pattern, name, env),
            PatternKind::ParentRef(name) => self.parent_reference(pattern, name, env),
            PatternKind::Empty => Ok(PatternId::EMPTY),
            PatternKind::Text => Ok(PatternId::TEXT),
            PatternKind::NotAllowed => Ok(PatternId::NOT_ALLOWED),
            PatternKind::Value(value) => self.value(pattern, value, env),
            PatternKind::Data(data) => self.data(pattern, data, env),
            PatternKind::ExternalRef(reference) => {
                let file = self.files.target(env.file, reference);
                let ns = inherited(reference.ns.as_ref(), env);
                self.pattern(&self.files.list[file].root, &Env { file, ns, scope: env.scope })
            }
            PatternKind::Grammar(grammar) => {
                let scope = self.open_scope(grammar, env)?;
                self.start(scope, pattern, env)
            }
        }
    }

    fn element(&mut self, pattern: &'f Pattern, class: &'f NameClass, content: &'f Pattern, env: &Env) -> Result<PatternId, Fault> {
        let class = self.name_class(class, env)?;
        let id = u32::try_from(self.grammar.elements.len()).unwrap_or(u32::MAX);
        let documentation = pattern.annotations.documentation().map(Into::into);
        let place = Self::place(env, pattern.span);
        self.grammar.elements.push(ElementDeclaration { class, content: PatternId::NOT_ALLOWED, place, documentation });
        self.pending.push(Pending { element: id, content, env: env.clone() });
        Ok(self.grammar.patterns.element(id))
    }

    fn attribute(&mut self, pattern: &'f Pattern, class: &'f NameClass, content: &'f Pattern, env: &Env) -> Result<PatternId, Fault> {
        let class = self.attribute_class(class, env)?;
        let content = self.pattern(content, env)?;
        if content == PatternId::NOT_ALLOWED {
            return Ok(PatternId::NOT_ALLOWED);
        }
        let id = u32::try_from(self.grammar.attributes.len()).unwrap_or(u32::MAX);
        let documentation = pattern.annotations.documentation().map(Into::into);
        self.grammar.attributes.push(AttributeDeclaration { class, content, place: Self::place(env, pattern.span), documentation });
        Ok(self.grammar.patterns.attribute(id))
    }

    fn reference(&mut self, pattern: &'f Pattern, name: &'f str, env: &Env) -> Result<PatternId, Fault> {
        let Some(scope) = env.scope else {
            return Err(self.rule(env, pattern.span, format!("`ref` to `{name}` stands in no grammar"), "4.18"));
        };
        self.referred(scope, pattern, name, env)
    }

    fn parent_reference(&mut self, pattern: &'f Pattern, name: &'f str, env: &Env) -> Result<PatternId, Fault> {
        match env.scope.and_then(|scope| self.parent_of(scope)) {
            Some(parent) => self.referred(parent, pattern, name, env),
            None => Err(self.rule(env, pattern.span, format!("`parentRef` to `{name}` stands in no grammar inside another"), "4.18")),
        }
    }

    fn referred(&mut self, scope: super::scope::ScopeId, pattern: &'f Pattern, name: &'f str, env: &Env) -> Result<PatternId, Fault> {
        match self.definition(scope, Key::Define(name))? {
            super::scope::Found::Pattern(found) => Ok(found),
            super::scope::Found::Nothing => Err(self.rule(env, pattern.span, format!("nothing defines `{name}`"), "4.18")),
            super::scope::Found::Itself if self.is_unused => Ok(PatternId::NOT_ALLOWED),
            super::scope::Found::Itself => Err(self.rule(env, pattern.span, format!("`{name}` refers to itself with no element between"), "4.19")),
        }
    }
}

/// The namespace a referred file inherits: the one stated, or the one its referrer inherits.
pub(super) fn inherited(stated: Option<&std::sync::Arc<str>>, env: &Env) -> Ns {
    stated.cloned().or_else(|| env.ns.clone())
}
