//! Name classes as bytes.

use super::bytes::{Reader, Writer};
use crate::validate::relaxng::symbols::{NameClass, Symbols};

/// How deep classes may nest.
const DEPTH: usize = 1024;

pub(super) fn write(class: &NameClass, out: &mut Writer) {
    match class {
        NameClass::Name(symbol) => {
            out.byte(0);
            out.number(symbol.number());
        }
        NameClass::AnyName(except) => {
            out.byte(1);
            out.optional(except.as_deref(), |out, except| write(except, out));
        }
        NameClass::NsName(namespace, except) => {
            out.byte(2);
            out.number(*namespace);
            out.optional(except.as_deref(), |out, except| write(except, out));
        }
        NameClass::Choice(all) => {
            out.byte(3);
            out.list(all, |out, one| write(one, out));
        }
    }
}

pub(super) fn read(from: &mut Reader<'_>, symbols: &Symbols) -> Option<NameClass> {
    inside(from, symbols, DEPTH)
}

fn inside(from: &mut Reader<'_>, symbols: &Symbols, depth: usize) -> Option<NameClass> {
    let depth = depth.checked_sub(1)?;
    let except = |from: &mut Reader<'_>| from.optional(|from| inside(from, symbols, depth).map(Box::new));
    Some(match from.byte()? {
        0 => NameClass::Name(symbols.numbered(from.number()?)?),
        1 => NameClass::AnyName(except(from)?),
        2 => NameClass::NsName(from.below(u32::try_from(symbols.uris().len()).ok()?)?, except(from)?),
        3 => NameClass::Choice(from.list(|from| inside(from, symbols, depth))?.into()),
        _ => return None,
    })
}
