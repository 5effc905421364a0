//! `who` and `toWhom`: pointers to people, groups and organisations that the header declares, and to nothing else.

use crate::model::{EntityId, EntityKind, Register};

use super::values::pointers;

/// Pointers to those of `ids` who can speak; `None` where nobody is left.
pub(super) fn speakers(register: &Register, ids: &[EntityId]) -> Option<String> {
    let declared = ids.iter().map(|&id| register.get(id)).filter(|entity| match entity.kind {
        EntityKind::Person | EntityKind::Group | EntityKind::Organisation => true,
        EntityKind::Place | EntityKind::Work => false,
    });
    let who = pointers(declared.map(|entity| entity.id.as_str()));
    (!who.is_empty()).then_some(who)
}
