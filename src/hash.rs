//! Content hashes: the only hashing in the house.
//!
//! In: bytes and values that can describe themselves. Out: [`ContentHash`], a 128-bit digest that
//! is the same on every machine and in every process. Never: a random seed, a memory address, the
//! order of a hash table.

use std::fmt;

/// The program as a part of keys: its version and a digest of its sources, as `build.rs` found
/// them. Between two commits the version stays the same, and what it makes of a book does not.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("BRIEFBOOK_SOURCES"));

/// The first 128 bits of a BLAKE3 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ContentHash([u8; 16]);

impl ContentHash {
    /// The hash of exactly these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(&blake3::hash(bytes))
    }

    /// Reads back what `Display` wrote: 32 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    fn cut(digest: &blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest.as_bytes()[..16]);
        Self(bytes)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

impl serde::Serialize for ContentHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Builds a key from named parts. Each part is written with its length, so that two different
/// lists of parts never run together to the same bytes.
#[derive(Clone, Default)]
pub struct KeyBuilder(blake3::Hasher);

impl KeyBuilder {
    /// An empty key; `room` keeps equal parts of two rooms apart.
    pub fn new(room: &str) -> Self {
        let mut key = Self::default();
        key.bytes(room.as_bytes());
        key
    }

    /// Adds bytes, with their length before them.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Adds another hash.
    pub fn hash(&mut self, hash: ContentHash) -> &mut Self {
        self.bytes(&hash.0)
    }

    /// Adds any serialisable value, by its JSON form. The value must hold no hash table.
    pub fn value<T: serde::Serialize>(&mut self, value: &T) -> &mut Self {
        // Serialising plain data to memory has no way to fail; an error text still makes a key.
        let bytes = serde_json::to_vec(value).unwrap_or_else(|e| e.to_string().into_bytes());
        self.bytes(&bytes)
    }

    /// The finished key.
    pub fn finish(&self) -> ContentHash {
        ContentHash::cut(&self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let key = |parts: &[&str]| {
            let mut key = KeyBuilder::new("test");
            parts.iter().for_each(|part| {
                key.text(part);
            });
            key.finish()
        };
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["ab", "c"]), key(&["ab", "c"]));
    }

    #[test]
    fn the_program_is_more_than_its_version() {
        let (version, sources) = PROGRAM.split_once(' ').unwrap();
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
        assert!(sources.len() == 16 && sources.chars().all(|c| c.is_ascii_hexdigit()), "{sources}");
    }

    #[test]
    fn hex_reads_back() {
        let hash = ContentHash::of(b"text");
        assert_eq!(ContentHash::from_hex(&hash.to_string()), Some(hash));
        assert_eq!(ContentHash::from_hex("zz"), None);
    }
}
