//! Finding the passage of a note again.
//!
//! In: a quotation with its context, and the blocks of a document. Out: the one place where it
//! stands ([`Anchor`]), or why there is none. Never: the likeliest of several places, a place that
//! merely resembles the quotation, a passage across two blocks.
//!
//! The quotation is a W3C `TextQuoteSelector`: if several places match, all match, and uniqueness
//! is the editor's to provide. Kinds of quotation marks, apostrophes and dashes count as equal,
//! white space is collapsed, combining marks are composed, soft hyphens and characters without width
//! are passed over.

use std::ops::Range;

use super::Quote;
use crate::markdown::{TextBlock, stream::NormalText};

/// Where a passage stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
}

/// Why a passage has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It stands nowhere; the block that has most of its words, if one has most of them.
    Nowhere(Option<String>),
    /// It stands at so many places.
    Ambiguous(usize),
}

/// A document's text, ready to be searched.
pub struct Haystack {
    /// Folded text of all blocks, parted by one space.
    folded: String,
    blocks: Vec<NormalText>,
    /// Where each block begins in `folded`, in bytes.
    starts: Vec<usize>,
}

impl Haystack {
    /// Prepares the blocks of a document.
    pub fn new(blocks: &[TextBlock]) -> Self {
        let blocks: Vec<NormalText> =
            blocks.iter().map(|block| NormalText::visible(&block.text)).collect();
        let (mut folded, mut starts) = (String::new(), Vec::new());
        for block in &blocks {
            if !folded.is_empty() {
                folded.push(' ');
            }
            starts.push(folded.len());
            folded.extend(block.text.chars().map(fold));
        }
        Self { folded, blocks, starts }
    }

    /// The place of a passage.
    ///
    /// # Errors
    /// If it stands nowhere or at several places.
    pub fn find(&self, quote: &Quote) -> Result<Anchor, Lost> {
        let [prefix, exact, suffix] =
            [&quote.prefix, &quote.exact, &quote.suffix].map(|t| normal(t));
        let mut places = self
            .folded
            .match_indices(&exact)
            .map(|(at, _)| at)
            .filter(|at| self.fits(*at, &prefix, &exact, &suffix))
            .filter_map(|at| self.anchor(at, &exact));
        match (places.next(), places.count()) {
            (None, _) => Err(Lost::Nowhere(self.nearest(&exact))),
            (Some(anchor), 0) => Ok(anchor),
            (Some(_), more) => Err(Lost::Ambiguous(more + 1)),
        }
    }

    /// Whether the context stands around a place and no word is cut.
    fn fits(&self, at: usize, prefix: &str, exact: &str, suffix: &str) -> bool {
        let (before, after) = (&self.folded[..at], &self.folded[at + exact.len()..]);
        let cut = |outside: Option<char>, inside: Option<char>| {
            outside.is_some_and(char::is_alphanumeric) && inside.is_some_and(char::is_alphanumeric)
        };
        before.trim_end().ends_with(prefix)
            && after.trim_start().starts_with(suffix)
            && !cut(before.chars().next_back(), exact.chars().next())
            && !cut(after.chars().next(), exact.chars().next_back())
    }

    fn anchor(&self, at: usize, exact: &str) -> Option<Anchor> {
        let block = self.starts.partition_point(|start| *start <= at) - 1;
        let skipped = self.folded[self.starts[block]..at].chars().count();
        let normal = &self.blocks[block];
        // Folding changes no character count, so characters lead from one text to the other.
        let byte = |n: usize| normal.text.char_indices().nth(n).map(|(at, _)| at);
        let length = exact.chars().count();
        let start = byte(skipped)?;
        let end = byte(skipped + length).or_else(|| {
            (normal.text.chars().count() == skipped + length).then_some(normal.text.len())
        })?;
        Some(Anchor { block, text: normal.original(start..end) })
    }

    /// The block that has most of the words, for the editor to look at.
    fn nearest(&self, exact: &str) -> Option<String> {
        let words: Vec<&str> = exact.split(' ').filter(|word| word.len() > 3).collect();
        let shared = |block: &NormalText| {
            let text: String = block.text.chars().map(fold).collect();
            words.iter().filter(|word| text.contains(**word)).count()
        };
        let best =
            self.blocks.iter().map(|block| (shared(block), block)).max_by_key(|(n, _)| *n)?;
        (best.0 * 2 > words.len()).then(|| best.1.text.chars().take(120).collect())
    }
}

/// White space collapsed, composed, folded, without what is not seen.
fn normal(text: &str) -> String {
    NormalText::visible(text).text.chars().map(fold).collect()
}

/// One character for another: typographic marks become plain ones.
fn fold(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{blocks::blocks, parse};

    fn check(body: &str, quote: [&str; 3], expect: Result<&str, Lost>) {
        let blocks = blocks(&parse(body, 0));
        let [prefix, exact, suffix] = quote.map(str::to_owned);
        let found = Haystack::new(&blocks).find(&Quote { prefix, exact, suffix });
        let found = found.map(|a| blocks[a.block].text[a.text].to_owned());
        assert_eq!(found, expect.map(str::to_owned));
    }

    #[test]
    fn one_place_or_none() {
        check("a *b c* d\n\ne b\n", ["", "b c", ""], Ok("b c"));
        check("a b\n\nc b\n", ["c", "b", ""], Ok("b"));
        check("a b\n\nc b\n", ["b ", "c", " b"], Ok("c"));
        check("a b\n\nc b\n", ["", "b", ""], Err(Lost::Ambiguous(2)));
        check("a b\n\nc b\n", ["", "b c", ""], Err(Lost::Nowhere(None)));
        check(
            "the clinus fish",
            ["", "linus", ""],
            Err(Lost::Nowhere(Some("the clinus fish".into()))),
        );
        check("it’s  “so”", ["", "it's \"so\"", ""], Ok("it’s  “so”"));
        check("Ngo\u{302} here", ["", "Ngô", ""], Ok("Ngo\u{302}"));
        check("a har\u{ad}bour b", ["a ", "harbour", " b"], Ok("har\u{ad}bour"));
        check("a har&shy;bour b", ["", "harbour b", ""], Ok("har\u{ad}bour b"));
        check("a harbour b", ["a", "har\u{ad}bour", "\u{200b} b"], Ok("harbour"));
        check("a \u{200b} b c\u{feff}", ["", "a b c", ""], Ok("a \u{200b} b c\u{feff}"));
        check("", ["", "x", ""], Err(Lost::Nowhere(None)));
    }
}
