//! A trie of names, word by word.
//!
//! In: names as folded words. Out: for a position in a text, the names that begin there. Never: a
//! partial word matched; an order that depends on hashing (only look-ups go through hash tables).
//!
//! Words, not bytes: the linker needs the words anyway (titles, given names, what stands beside a
//! name), word edges then hold by construction, and what the register says about one word can be
//! digested on its own, which is the contract of [`super::Register::answer`].

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
};

use crate::content::words::WordKey;

/// Hashes keys that are hashes already, by one multiplication.
#[derive(Clone, Copy, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        // Fibonacci hashing; the rotation keeps the parts of a pair apart.
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A hash table for look-ups only.
pub type KeyMap<K, V> = HashMap<K, V, BuildHasherDefault<KeyHasher>>;

/// A place in the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node(u32);

impl Node {
    /// Where every name begins.
    pub const ROOT: Node = Node(0);
}

/// The names, each ending in a list of values.
#[derive(Clone, Debug)]
pub struct Trie<V> {
    first: KeyMap<WordKey, Node>,
    next: KeyMap<(Node, WordKey), Node>,
    values: Vec<Vec<V>>,
}

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Self { first: KeyMap::default(), next: KeyMap::default(), values: vec![Vec::new()] }
    }
}

impl<V> Trie<V> {
    /// Adds a value at the end of a name. A name without words is dropped.
    pub fn insert(&mut self, words: &[WordKey], value: V) {
        let Some(last) = words.iter().try_fold(Node::ROOT, |node, word| self.grow(node, *word))
        else {
            return;
        };
        if last != Node::ROOT {
            self.values[last.0 as usize].push(value);
        }
    }

    fn grow(&mut self, node: Node, word: WordKey) -> Option<Node> {
        let fresh = Node(u32::try_from(self.values.len()).ok()?);
        let place = match node {
            Node::ROOT => self.first.entry(word).or_insert(fresh),
            node => self.next.entry((node, word)).or_insert(fresh),
        };
        let place = *place;
        if place == fresh {
            self.values.push(Vec::new());
        }
        Some(place)
    }

    /// One word further.
    pub fn step(&self, node: Node, word: WordKey) -> Option<Node> {
        match node {
            Node::ROOT => self.first.get(&word).copied(),
            node => self.next.get(&(node, word)).copied(),
        }
    }

    /// The values of the names that end here.
    pub fn values(&self, node: Node) -> &[V] {
        &self.values[node.0 as usize]
    }

    /// The values of the name that is exactly these words.
    pub fn get(&self, words: &[WordKey]) -> &[V] {
        let node = words.iter().try_fold(Node::ROOT, |node, word| self.step(node, *word));
        node.map_or(&[], |node| self.values(node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> WordKey {
        WordKey::of(word)
    }

    #[test]
    fn names_end_where_they_end() {
        let mut trie = Trie::default();
        trie.insert(&[key("ann"), key("arbor")], 1);
        trie.insert(&[key("ann")], 2);
        trie.insert(&[], 3);
        assert_eq!(trie.get(&[key("ann")]), [2]);
        assert_eq!(trie.get(&[key("ann"), key("arbor")]), [1]);
        assert!(trie.get(&[key("arbor")]).is_empty() && trie.get(&[]).is_empty());
    }
}
