//! `who` and `toWhom`: pointers to people, groups and organisations that the header declares, and to nothing else.

use crate::model::{EntityId, Register};

use super::values::pointers;

/// Pointers to those of `ids` who can speak; `None` where nobody is left.
pub(super) fn speakers(register: &Register, ids: &[EntityId]) -> Option<String> {
    let declared = ids.iter().map(|&id| register.get(id)).filter(|entity| entity.kind.can_act());
    let who = pointers(declared.map(|entity| entity.id.as_str()));
    (!who.is_empty()).then_some(who)
}
