//! Name classes over symbols, with the constraints on them (section 4.16).

use super::{Env, Fault, Simplifier};
use crate::validate::relaxng::symbols;
use crate::validate::relaxng::syntax::{NameClass, NameClassKind};
use crate::xml::names::XMLNS_NAMESPACE;

/// What an `except` around a name class forbids in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outer {
    None,
    AnyName,
    NsName,
}

impl Simplifier<'_> {
    pub(super) fn name_class(&mut self, class: &NameClass, env: &Env) -> Result<symbols::NameClass, Fault> {
        self.class_in(class, env, Outer::None)
    }

    /// The name class of an attribute, which `xmlns` and its namespace cannot be (section 4.16).
    pub(super) fn attribute_class(&mut self, class: &NameClass, env: &Env) -> Result<symbols::NameClass, Fault> {
        self.no_xmlns(class, env)?;
        self.name_class(class, env)
    }

    fn class_in(&mut self, class: &NameClass, env: &Env, outer: Outer) -> Result<symbols::NameClass, Fault> {
        let uri = |ns: &super::Ns| ns.clone().or_else(|| env.ns.clone()).unwrap_or_default();
        match &class.kind {
            NameClassKind::Name { ns, local, .. } => Ok(symbols::NameClass::Name(self.grammar.symbols.name(&uri(ns), local))),
            NameClassKind::AnyName(_) if outer != Outer::None => {
                Err(self.rule(env, class.span, "`anyName` stands in the `except` of another name class", "4.16"))
            }
            NameClassKind::NsName(..) if outer == Outer::NsName => {
                Err(self.rule(env, class.span, "`nsName` stands in the `except` of another `nsName`", "4.16"))
            }
            NameClassKind::AnyName(except) => self.except(except.as_deref(), env, Outer::AnyName).map(symbols::NameClass::AnyName),
            NameClassKind::NsName(ns, except) => {
                let namespace = self.grammar.symbols.namespace(&uri(ns));
                let outer = Outer::NsName;
                self.except(except.as_deref(), env, outer).map(|except| symbols::NameClass::NsName(namespace, except))
            }
            NameClassKind::Choice(all) => {
                let all = all.iter().map(|one| self.class_in(one, env, outer)).collect::<Result<Vec<_>, _>>()?;
                Ok(symbols::NameClass::Choice(all.into()))
            }
        }
    }

    fn except(&mut self, except: Option<&NameClass>, env: &Env, outer: Outer) -> Result<Option<Box<symbols::NameClass>>, Fault> {
        except.map(|except| self.class_in(except, env, outer).map(Box::new)).transpose()
    }

    fn no_xmlns(&self, class: &NameClass, env: &Env) -> Result<(), Fault> {
        let uri = |ns: &super::Ns| ns.clone().or_else(|| env.ns.clone()).unwrap_or_default();
        let wrong = match &class.kind {
            NameClassKind::Name { ns, local, .. } => is_xmlns(&uri(ns)) || (uri(ns).is_empty() && &**local == "xmlns"),
            NameClassKind::NsName(ns, except) => {
                except.iter().try_for_each(|except| self.no_xmlns(except, env))?;
                is_xmlns(&uri(ns))
            }
            NameClassKind::AnyName(except) => return except.iter().try_for_each(|except| self.no_xmlns(except, env)),
            NameClassKind::Choice(all) => return all.iter().try_for_each(|one| self.no_xmlns(one, env)),
        };
        if wrong { Err(self.rule(env, class.span, "`xmlns` is no attribute", "4.16")) } else { Ok(()) }
    }
}

/// The namespace of `xmlns`; the specification of RELAX NG writes it without the slash.
fn is_xmlns(uri: &str) -> bool {
    uri == XMLNS_NAMESPACE || uri == XMLNS_NAMESPACE.trim_end_matches('/')
}
