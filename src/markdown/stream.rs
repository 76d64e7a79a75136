//! The text stream of a document: what notes, sentences and permalinks refer to.
//!
//! In: [`TextBlock`]s. Out: each block's text in normal form (NFC, white space collapsed) with the
//! way back to the block's own bytes, and the whole stream, blocks parted by one blank line. Never:
//! notes, marks of footnotes or anything that the page adds.

use std::ops::Range;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

use super::TextBlock;

/// A block's text in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalText {
    /// The text.
    pub text: String,
    /// For each character of `text`: where it begins in `text` and in the block's text, in bytes.
    /// One more entry stands for the end of both.
    places: Vec<(usize, usize)>,
}

impl NormalText {
    /// The normal form of a text.
    pub fn of(original: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(original.len()), places: Vec::new() };
        let mut pending_space = None;
        if is_nfc(original) {
            for (at, c) in original.char_indices() {
                normal.take(&mut pending_space, at, c);
            }
        } else {
            for (at, cluster) in clusters(original) {
                cluster.nfc().for_each(|c| normal.take(&mut pending_space, at, c));
            }
        }
        let end = original.trim_end().len();
        normal.places.push((normal.text.len(), end));
        normal
    }

    /// The same without characters that are neither seen nor copied: soft hyphens and characters
    /// without width.
    pub fn visible(original: &str) -> Self {
        let all = Self::of(original);
        if !all.text.contains(is_invisible) {
            return all;
        }
        let mut visible = Self { text: String::with_capacity(all.text.len()), places: Vec::new() };
        let mut pending_space = None;
        for (c, (_, at)) in all.text.chars().zip(&all.places) {
            if !is_invisible(c) {
                visible.take(&mut pending_space, *at, c);
            }
        }
        let end = all.places.last().map_or(0, |(_, end)| *end);
        visible.places.push((visible.text.len(), pending_space.unwrap_or(end)));
        visible
    }

    /// Takes the next character, which begins at `at`. White space waits for what follows it.
    fn take(&mut self, pending_space: &mut Option<usize>, at: usize, c: char) {
        if c.is_whitespace() {
            pending_space.get_or_insert(at);
            return;
        }
        if let Some(space) = pending_space.take()
            && !self.text.is_empty()
        {
            self.push(space, ' ');
        }
        self.push(at, c);
    }

    fn push(&mut self, original: usize, c: char) {
        self.places.push((self.text.len(), original));
        self.text.push(c);
    }

    /// The bytes of the block's own text behind a range of bytes of the normal text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|(normal, _)| *normal < range.start);
        let end = self.places.partition_point(|(normal, _)| *normal < range.end);
        let place = |at: usize| self.places.get(at).or(self.places.last()).map_or(0, |(_, o)| *o);
        place(start)..place(end).max(place(start))
    }
}

/// Soft hyphens, joiners and characters without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a text is in normal form C for certain; texts of ASCII alone are not looked at closer.
pub(super) fn is_nfc(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// A text cut into characters with their combining marks, and where each begins.
fn clusters(text: &str) -> Vec<(usize, &str)> {
    let mut clusters: Vec<(usize, &str)> = Vec::new();
    for (at, c) in text.char_indices() {
        // Hangul vowels and final consonants join the syllable before them although they start
        // a cluster by their combining class.
        let joins = canonical_combining_class(c) != 0 || ('\u{1160}'..='\u{11ff}').contains(&c);
        match clusters.last_mut() {
            Some((start, cluster)) if joins => *cluster = &text[*start..at + c.len_utf8()],
            _ => clusters.push((at, &text[at..at + c.len_utf8()])),
        }
    }
    clusters
}

/// The whole stream: the content of `index.txt`, without a last line end.
pub fn stream(blocks: &[TextBlock]) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .map(|block| NormalText::of(&block.text).text)
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, find: &str, expect: &str) {
        let normal = NormalText::of(original);
        let at = normal.text.find(find).unwrap_or_else(|| panic!("{find:?} in {:?}", normal.text));
        assert_eq!(&original[normal.original(at..at + find.len())], expect);
    }

    #[test]
    fn the_way_back() {
        check("a  b\u{a0}\n c", "a b c", "a  b\u{a0}\n c");
        check("  x y  ", "y", "y");
        check("Ngo\u{302} Die\u{302}\u{323}m", "Ngô", "Ngo\u{302}");
        check("Ngô Diệm", "Diệm", "Diệm");
        check("\u{1112}\u{1161}\u{11ab} x", "한", "\u{1112}\u{1161}\u{11ab}");
    }
}
