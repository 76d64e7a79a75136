//! The list of files that are ours, and the stamps by which they are known unread.
//!
//! In: `manifest.json` and `stamps.json`. Out: the same, sorted, the same bytes for the same
//! book. Never: a path that leaves the folder, a guess at what a damaged list meant.

use std::{collections::BTreeMap, fs::Metadata, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::{hash::ContentHash, path::OutputPath};

/// Raised when the meaning of a field changes; another version is treated as unreadable.
const VERSION: u32 = 1;

/// What we wrote at one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What the bytes were made from.
    pub(super) key: ContentHash,
    /// The hash of the bytes.
    pub(super) hash: ContentHash,
    /// The number of bytes.
    pub(super) size: u64,
}

/// All files that are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(pub(super) BTreeMap<OutputPath, Entry>);

#[derive(Serialize, Deserialize)]
struct WrittenManifest {
    version: u32,
    files: BTreeMap<String, WrittenEntry>,
}

#[derive(Serialize, Deserialize)]
struct WrittenEntry {
    key: String,
    hash: String,
    size: u64,
}

impl WrittenEntry {
    fn read(&self) -> Option<Entry> {
        Some(Entry {
            key: ContentHash::from_hex(&self.key)?,
            hash: ContentHash::from_hex(&self.hash)?,
            size: self.size,
        })
    }
}

impl Manifest {
    /// Reads a manifest; `None` if any part of it is not as we write it.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let written: WrittenManifest = serde_json::from_slice(bytes).ok()?;
        if written.version != VERSION {
            return None;
        }
        let files = written.files.iter();
        files
            .map(|(path, entry)| Some((OutputPath::new(path).ok()?, entry.read()?)))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// The bytes of the manifest.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let entry = |entry: &Entry| WrittenEntry {
            key: entry.key.to_string(),
            hash: entry.hash.to_string(),
            size: entry.size,
        };
        let files = self.0.iter().map(|(path, e)| (path.to_string(), entry(e))).collect();
        to_lines(&WrittenManifest { version: VERSION, files })
    }
}

/// Size, times and inode of a file: equal stamps mean that nobody touched it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) size: u64,
    modified: u128,
    changed: i128,
    inode: u64,
}

impl Stamp {
    /// The stamp of a file, from metadata that followed no link.
    pub(super) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let (changed, inode) = identity(metadata);
        let modified = since.map_or(0, |since| since.as_nanos());
        Self { size: metadata.len(), modified, changed, inode }
    }
}

/// The time of the last change to the file or its name (in nanoseconds) and its inode, which no
/// ordinary program can set back.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = i128::from(metadata.ctime());
    (seconds * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (i128, u64) {
    (0, 0)
}

/// The stamps of all files as they were when we last knew their bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stamps(pub(super) BTreeMap<OutputPath, Stamp>);

impl Stamps {
    /// Reads stamps; damaged ones are none.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let written: BTreeMap<String, Stamp> = serde_json::from_slice(bytes).unwrap_or_default();
        let stamps = written.into_iter();
        Self(stamps.filter_map(|(path, s)| Some((OutputPath::new(&path).ok()?, s))).collect())
    }

    /// The bytes of the stamps.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        to_lines(&self.0)
    }
}

/// JSON with a line for each entry would be larger; one line is what machines want. It ends with
/// a line feed.
pub(super) fn to_lines<T: Serialize>(value: &T) -> Vec<u8> {
    // Plain data with text keys always serialises; an empty file would be read as damaged.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: Option<&[&str]>) {
        let read = Manifest::read(bytes);
        let paths = read.as_ref().map(|m| m.0.keys().map(OutputPath::as_str).collect::<Vec<_>>());
        assert_eq!(paths.as_deref(), expect);
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let hash = ContentHash::of(b"x");
        let entry = Entry { key: hash, hash, size: 1 };
        let path = |text| OutputPath::new(text).unwrap();
        let manifest = Manifest([(path("b"), entry), (path("a/i.html"), entry)].into());
        let bytes = manifest.to_bytes();
        assert_eq!(Manifest::read(&bytes), Some(manifest));
        check(&bytes, Some(&["a/i.html", "b"]));
        check(&bytes[..bytes.len() / 2], None);
        let text = String::from_utf8(bytes).unwrap();
        check(text.replace("a/i.html", "../i.html").as_bytes(), None);
        check(text.replace("\"version\":1", "\"version\":9").as_bytes(), None);
        check(b"", None);
    }
}
