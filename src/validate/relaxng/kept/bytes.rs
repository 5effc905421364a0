//! Numbers, texts and lists as bytes: numbers in four bytes, the lowest first, texts and lists behind their length.

/// Bytes that are being written.
#[derive(Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// A count or an offset; a schema beyond four gigabytes is written so that it is refused.
    pub(super) fn size(&mut self, size: usize) {
        self.number(u32::try_from(size).unwrap_or(u32::MAX));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.size(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn list<T>(&mut self, all: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.size(all.len());
        for one in all {
            write(self, one);
        }
    }

    /// Whether there is one, and the one.
    pub(super) fn optional<T: ?Sized>(&mut self, one: Option<&T>, write: impl FnOnce(&mut Self, &T)) {
        self.byte(u8::from(one.is_some()));
        if let Some(one) = one {
            write(self, one);
        }
    }
}

/// Bytes that are being read; everything is `None` where they end too early or say what cannot be.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        let (first, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*first))
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: u32) -> Option<u32> {
        self.number().filter(|&number| number < limit)
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        self.number().and_then(|number| usize::try_from(number).ok())
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.size()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.size()?;
        // Everything has a byte at least: a length that the bytes cannot hold reserves nothing.
        let mut all = Vec::with_capacity(count.min(self.rest.len()));
        for _ in 0..count {
            all.push(read(self)?);
        }
        Some(all)
    }

    #[expect(clippy::option_option, reason = "that the bytes say nothing is not that they are unsound")]
    pub(super) fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            1 => read(self).map(Some),
            _ => None,
        }
    }
}
