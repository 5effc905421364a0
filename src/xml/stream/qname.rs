//! Names as written, each judged and cut at its colon once, with the resolved name it had last.

use hashbrown::HashTable;

use crate::xml::chars::is_nc_name;
use crate::xml::names::NameId;

/// A name as written, in one [`QNames`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QNameId(u32);

/// A name as written and what is known of it.
#[derive(Debug)]
pub(super) struct QName {
    pub written: Box<str>,
    /// Length of the prefix, 0 for none.
    pub prefix: usize,
    /// The resolved name of an element, with the state of the namespace bindings it was resolved in.
    pub element: Option<(u32, NameId)>,
    /// The same for an attribute.
    pub attribute: Option<(u32, NameId)>,
    /// Number of the last start tag that had an attribute written so.
    pub seen_in: usize,
}

impl QName {
    pub(super) fn prefix(&self) -> &str {
        &self.written[..self.prefix]
    }

    pub(super) fn local(&self) -> &str {
        if self.prefix == 0 { &self.written } else { &self.written[self.prefix + 1..] }
    }

    /// `xmlns` or `xmlns:p`.
    pub(super) fn is_declaration(&self) -> bool {
        &*self.written == "xmlns" || self.prefix() == "xmlns"
    }
}

#[derive(Debug, Default)]
pub(super) struct QNames {
    entries: Vec<QName>,
    index: HashTable<u32>,
}

impl QNames {
    /// The entry of a name; `None` where it is no qualified name (Namespaces in XML, production 7).
    #[inline]
    pub(super) fn intern(&mut self, written: &str) -> Option<QNameId> {
        let hash = hash(written.as_bytes());
        let entries = &self.entries;
        match self.index.find(hash, |&id| &*entries[id as usize].written == written) {
            Some(&id) => Some(QNameId(id)),
            None => self.enter(written, hash),
        }
    }

    #[cold]
    fn enter(&mut self, written: &str, hash: u64) -> Option<QNameId> {
        let prefix = match written.split_once(':') {
            None if is_nc_name(written) => 0,
            Some((prefix, local)) if is_nc_name(prefix) && is_nc_name(local) => prefix.len(),
            _ => return None,
        };
        let id = u32::try_from(self.entries.len()).ok()?;
        self.entries.push(QName { written: written.into(), prefix, element: None, attribute: None, seen_in: 0 });
        let entries = &self.entries;
        self.index.insert_unique(hash, id, |&id| self::hash(entries[id as usize].written.as_bytes()));
        Some(QNameId(id))
    }

    #[inline]
    pub(super) fn get(&self, id: QNameId) -> &QName {
        &self.entries[id.0 as usize]
    }

    #[inline]
    pub(super) fn get_mut(&mut self, id: QNameId) -> &mut QName {
        &mut self.entries[id.0 as usize]
    }
}

/// A hash of the length and the first and last eight bytes, and of what lies between them in long names.
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for &word in words {
        state = (state ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
    }
    let tail = rest.iter().fold(0, |tail, &byte| (tail << 8) | u64::from(byte));
    state = (state.rotate_left(29) ^ tail).wrapping_mul(FACTOR);
    state ^ (state >> 32)
}
