//! A book held in memory: for the preview, which answers from one whole generation at a time.
//!
//! In: the generation before, if any, then paths with keys and bytes. Out: the next
//! [`Generation`], which shares the bytes of unchanged files with the one before. Never: the
//! disk; a change to a generation once made.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Changes, Sink, error::OutputError};
use crate::{
    hash::{ContentHash, KeyBuilder},
    path::OutputPath,
};

#[derive(Clone, Debug)]
struct Kept {
    key: ContentHash,
    hash: ContentHash,
    bytes: Arc<[u8]>,
}

/// All files of one state of the book. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Generation {
    files: Arc<BTreeMap<OutputPath, Kept>>,
    stamp: ContentHash,
}

impl Generation {
    /// The bytes of a file, by its path below the site's root.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path).map(|kept| &kept.bytes)
    }

    /// The hash of the bytes of a file.
    pub fn hash(&self, path: &str) -> Option<ContentHash> {
        self.files.get(path).map(|kept| kept.hash)
    }

    /// Whether any file stands below this folder. `folder` ends with a slash.
    pub fn has_below(&self, folder: &str) -> bool {
        let from = (std::ops::Bound::Included(folder), std::ops::Bound::Unbounded);
        let mut after = self.files.range::<str, _>(from);
        after.next().is_some_and(|(path, _)| path.as_str().starts_with(folder))
    }

    /// The hash of all paths and bytes: equal for equal books.
    pub fn stamp(&self) -> ContentHash {
        self.stamp
    }

    /// The paths of all files, sorted.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &OutputPath> {
        self.files.keys()
    }

    fn of(files: BTreeMap<OutputPath, Kept>) -> Self {
        let mut stamp = KeyBuilder::new("generation");
        for (path, kept) in &files {
            stamp.text(path.as_str()).hash(kept.hash);
        }
        Self { stamp: stamp.finish(), files: Arc::new(files) }
    }
}

/// What a commit to memory hands back.
#[derive(Clone, Debug)]
pub struct Built {
    /// The new generation.
    pub generation: Generation,
    /// How it differs from the one before.
    pub changes: Changes,
}

/// A build into memory.
#[derive(Default)]
pub struct Memory {
    before: Generation,
    next: Mutex<BTreeMap<OutputPath, Kept>>,
}

impl Memory {
    /// Begins the generation after `before`; the first comes after an empty one.
    pub fn after(before: &Generation) -> Self {
        Self { before: before.clone(), next: Mutex::default() }
    }

    fn next(&self) -> MutexGuard<'_, BTreeMap<OutputPath, Kept>> {
        // Nothing panics while it holds the lock, and the map is whole at all times.
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, path: &OutputPath, kept: Kept) -> Result<(), OutputError> {
        match self.next().insert(path.clone(), kept) {
            None => Ok(()),
            Some(_) => Err(OutputError::Twice(path.clone())),
        }
    }
}

impl Sink for Memory {
    type Committed = Built;

    fn known_key(&self, path: &OutputPath) -> Option<ContentHash> {
        self.before.files.get(path).map(|kept| kept.key)
    }

    fn stage(&self, path: &OutputPath, key: ContentHash, bytes: &[u8]) -> Result<(), OutputError> {
        let hash = ContentHash::of(bytes);
        let same = self.before.files.get(path).filter(|kept| kept.hash == hash);
        let bytes = same.map_or_else(|| bytes.into(), |kept| Arc::clone(&kept.bytes));
        self.insert(path, Kept { key, hash, bytes })
    }

    fn keep(&self, path: &OutputPath) -> Result<(), OutputError> {
        let kept = self.before.files.get(path);
        let kept = kept.ok_or_else(|| OutputError::NotKept(path.clone()))?;
        self.insert(path, kept.clone())
    }

    fn commit(self) -> Result<Built, OutputError> {
        let files = self.next.into_inner().unwrap_or_else(PoisonError::into_inner);
        let before = &self.before.files;
        let mut changes = Changes::default();
        for (path, kept) in &files {
            match before.get(path) {
                Some(old) if old.hash == kept.hash => changes.unchanged += 1,
                _ => changes.written.push(path.clone()),
            }
        }
        let gone = before.keys().filter(|path| !files.contains_key(*path));
        changes.removed = gone.cloned().collect();
        Ok(Built { generation: Generation::of(files), changes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(before: &Generation, files: &[(&str, &str)]) -> Built {
        let memory = Memory::after(before);
        for (path, text) in files {
            let path = OutputPath::new(path).unwrap();
            let key = ContentHash::of(text.as_bytes());
            if memory.known_key(&path) == Some(key) {
                memory.keep(&path).unwrap();
            } else {
                memory.stage(&path, key, text.as_bytes()).unwrap();
            }
        }
        memory.commit().unwrap()
    }

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], expect: (&[&str], &[&str], usize)) {
        let first = build(&Generation::default(), before).generation;
        let Built { generation, changes } = build(&first, after);
        let list = |paths: &[OutputPath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            (list(&changes.written), list(&changes.removed)),
            (
                expect.0.iter().map(ToString::to_string).collect(),
                expect.1.iter().map(ToString::to_string).collect()
            )
        );
        assert_eq!(changes.unchanged, expect.2);
        let clean = build(&Generation::default(), after).generation;
        assert_eq!(generation.stamp(), clean.stamp());
        assert_eq!(generation.stamp() == first.stamp(), changes.is_empty());
    }

    #[test]
    fn generations_follow_each_other() {
        check(&[("a", "1"), ("b", "2")], &[("a", "1"), ("b", "2")], (&[], &[], 2));
        check(&[("a", "1"), ("b", "2")], &[("a", "3"), ("c", "2")], (&["a", "c"], &["b"], 0));
        check(&[], &[("a", "1")], (&["a"], &[], 0));
    }

    #[test]
    fn folders_are_found_by_what_is_below() {
        let built = build(&Generation::default(), &[("people/ada/index.html", "x"), ("z", "y")]);
        let found = |folder| built.generation.has_below(folder);
        assert!(found("people/") && found("people/ada/"));
        assert!(!found("peop/") && !found("people/bob/") && !found("zz/"));
    }

    #[test]
    fn a_path_is_taken_once() {
        let memory = Memory::default();
        let path = OutputPath::new("a").unwrap();
        memory.stage(&path, ContentHash::default(), b"1").unwrap();
        let twice = memory.stage(&path, ContentHash::default(), b"1");
        assert!(matches!(twice, Err(OutputError::Twice(_))));
    }
}
