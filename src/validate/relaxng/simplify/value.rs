//! `data` and `value` with their datatypes (section 4.16).

use super::{Env, Fault, Simplifier};
use crate::validate::relaxng::codes::SCHEMA_DATATYPE;
use crate::validate::relaxng::datatype::{Refusal, datatype};
use crate::validate::relaxng::grammar::{DataDeclaration, Made, ValueDeclaration};
use crate::validate::relaxng::patterns::PatternId;
use crate::validate::relaxng::syntax::{Context, Data, Pattern, Value};

impl<'f> Simplifier<'f> {
    pub(super) fn value(&mut self, pattern: &'f Pattern, value: &'f Value, env: &Env) -> Result<PatternId, Fault> {
        let made = datatype(&value.datatype.library, &value.datatype.name, &[], &value.context);
        let found = made.map_err(|refusal| self.refused(&refusal, pattern, &[], env))?;
        // Names without prefix in the value are in the namespace that `ns` gives (section 9.3.8).
        let mut context = Context::clone(&value.context);
        context.prefixes.remove("");
        if let Some(ns) = value.ns.clone().or_else(|| env.ns.clone()).filter(|ns| !ns.is_empty()) {
            context.prefixes.insert("".into(), ns);
        }
        if let Err(reason) = found.allows(&value.text, &context) {
            let message = format!("the value `{}` {reason} (RELAX NG 4.16)", value.text);
            return Err(self.fault(&SCHEMA_DATATYPE, env, pattern.span, message));
        }
        let canonical = found.canonical(&value.text, &context).into();
        let id = u32::try_from(self.grammar.values.len()).unwrap_or(u32::MAX);
        let documentation = pattern.annotations.documentation().map(Into::into);
        let made = Made { datatype: value.datatype.clone(), params: Box::default() };
        self.grammar.values.push(ValueDeclaration { datatype: found, made, canonical, text: value.text.clone(), documentation });
        Ok(self.grammar.patterns.value(id))
    }

    pub(super) fn data(&mut self, pattern: &'f Pattern, data: &'f Data, env: &Env) -> Result<PatternId, Fault> {
        let except = data.except.as_deref().map(|except| self.pattern(except, env)).transpose()?;
        let except = except.filter(|&except| except != PatternId::NOT_ALLOWED);
        let key = key(data, except);
        if let Some(&known) = self.known_data.get(&key) {
            return Ok(self.grammar.patterns.data(known));
        }
        let made = datatype(&data.datatype.library, &data.datatype.name, &data.params, &data.context);
        let found = made.map_err(|refusal| self.refused(&refusal, pattern, &data.params, env))?;
        let id = u32::try_from(self.grammar.data.len()).unwrap_or(u32::MAX);
        if !found.depends_on_context() {
            self.known_data.insert(key, id);
        }
        let params = data.params.iter().map(|param| (param.name.clone(), param.value.clone())).collect();
        let made = Made { datatype: data.datatype.clone(), params };
        self.grammar.data.push(DataDeclaration { datatype: found, made, except });
        Ok(self.grammar.patterns.data(id))
    }

    fn refused(&self, refusal: &Refusal, pattern: &Pattern, params: &[crate::validate::relaxng::syntax::Param], env: &Env) -> Fault {
        let span = refusal.param.and_then(|number| params.get(number)).map_or(pattern.span, |param| param.span);
        self.fault(&SCHEMA_DATATYPE, env, span, format!("{} (RELAX NG 4.16)", refusal.message))
    }
}

/// Everything that decides what the pattern allows.
fn key(data: &Data, except: Option<PatternId>) -> String {
    let mut key = format!("{}\0{}\0{except:?}", data.datatype.library, data.datatype.name);
    for param in &data.params {
        key.extend(["\0", &param.name, "\0", &param.value]);
    }
    key
}
