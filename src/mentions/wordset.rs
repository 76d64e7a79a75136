//! Sets of words, written as one text.
//!
//! In: words parted by spaces; within an entry `_` stands for a space. Out: [`WordSet`], asked in
//! constant time. Never: an order that matters.

use std::{collections::HashSet, sync::OnceLock};

/// A set of words that is read at its first use.
pub(super) struct WordSet {
    text: &'static str,
    words: OnceLock<HashSet<String>>,
}

impl WordSet {
    /// The words of a text.
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, words: OnceLock::new() }
    }

    /// Whether a word (or several with single spaces) is in the set.
    pub(super) fn contains(&self, word: &str) -> bool {
        let read = || self.text.split_whitespace().map(|w| w.replace('_', " ")).collect();
        self.words.get_or_init(read).contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expect: bool) {
        static SET: WordSet = WordSet::new(
            "one two_three \
                                            four",
        );
        assert_eq!(SET.contains(word), expect, "{word}");
    }

    #[test]
    fn words_are_found() {
        check("one", true);
        check("two three", true);
        check("four", true);
        check("two", false);
    }
}
