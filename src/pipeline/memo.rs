//! Tables of remembered results.
//!
//! In: keys that hash everything a stage was handed. Out: the result, from the table if it is
//! there. Never: an entry that a build did not ask for kept beyond the next build.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::hash::ContentHash;

/// Results of one stage by key. Shared between threads.
pub struct Table<V> {
    entries: Mutex<BTreeMap<ContentHash, Entry<V>>>,
}

struct Entry<V> {
    value: Arc<V>,
    used: bool,
}

/// How often a table knew the answer in one build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Results that were there.
    pub known: usize,
    /// Results that had to be made.
    pub made: usize,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { entries: Mutex::default() }
    }
}

impl<V> Table<V> {
    /// The result for a key, if it is known.
    pub fn get(&self, key: ContentHash) -> Option<Arc<V>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get_mut(&key)?;
        entry.used = true;
        Some(Arc::clone(&entry.value))
    }

    /// Remembers a result.
    pub fn insert(&self, key: ContentHash, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let entry = Entry { value: Arc::clone(&value), used: true };
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).insert(key, entry);
        value
    }

    /// Forgets what was not asked for since the last sweep.
    pub fn sweep(&self) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, entry| std::mem::take(&mut entry.used));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asks_for_is_forgotten() {
        let (table, a, b) = (Table::default(), ContentHash::of(b"a"), ContentHash::of(b"b"));
        table.insert(a, 1);
        table.insert(b, 2);
        table.sweep();
        assert_eq!(table.get(a).as_deref(), Some(&1));
        table.sweep();
        assert_eq!(table.get(b), None);
        assert_eq!(table.get(a).as_deref(), Some(&1));
    }
}
