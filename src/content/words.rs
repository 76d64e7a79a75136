//! The words of a text that could be parts of names.
//!
//! In: blocks of text. Out: [`NameWords`], each folded. Never: which of them are names.

use crate::markdown::TextBlock;

/// Folded words of a text, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameWords(Vec<String>);

impl NameWords {
    /// The words of these blocks.
    pub fn of(blocks: &[TextBlock]) -> Self {
        let mut words: Vec<String> = blocks
            .iter()
            .flat_map(|b| b.text.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
