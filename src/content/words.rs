//! The words of a text as names are compared: marks, case and typographic variants folded away.
//!
//! In: a text, or the blocks of a document. Out: its [`Folded`] form with a way back to the
//! original bytes, and the [`NameWords`] of the document: what a register may be asked about.
//! Never: a judgement on whether a word is a name; a change to the text.

use std::{collections::BTreeSet, ops::Range};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::markdown::{
    TextBlock,
    blocks::{BlockKind, Style},
};

/// A text without marks on its letters, with plain apostrophes, dashes and spaces. Soft hyphens are
/// gone, runs of white space are one space.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text, upper and lower case kept.
    pub text: String,
    /// The same in lower case; every character takes the same bytes as in `text`.
    pub lower: String,
    /// For each byte of `text`: the bytes of the original character it comes from, marks included.
    places: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        for (at, c) in text.char_indices() {
            folded.push(c, at, at + c.len_utf8());
        }
        folded.lower = folded.text.chars().map(lower).collect();
        folded
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        if c.is_ascii() && !c.is_ascii_whitespace() {
            return self.emit(c, start, end);
        }
        match c {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c if is_combining_mark(c) => self.extend_last(end),
            c if c.is_whitespace() => {
                if self.text.ends_with(' ') {
                    self.extend_last(end);
                } else {
                    self.emit(' ', start, end);
                }
            }
            c => match variant(c) {
                Some(plain) => plain.chars().for_each(|plain| self.emit(plain, start, end)),
                None => {
                    for plain in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
                        self.emit(plain, start, end);
                    }
                }
            },
        }
    }

    fn emit(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        self.places.extend(std::iter::repeat_n((start as u32, end as u32), c.len_utf8()));
    }

    fn extend_last(&mut self, end: usize) {
        let Some(&(start, old)) = self.places.last() else { return };
        for place in self.places.iter_mut().rev().take_while(|p| **p == (start, old)) {
            place.1 = end as u32;
        }
    }

    /// The bytes of the original behind a range of bytes of the folded text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).map_or(0, |place| place.0 as usize);
        let end = range.end.checked_sub(1).and_then(|last| self.places.get(last));
        start..end.map_or(start, |place| place.1 as usize).max(start)
    }

    /// The bytes of the folded text that come from a range of bytes of the original.
    pub fn folded(&self, range: Range<usize>) -> Range<usize> {
        let from = self.places.partition_point(|place| (place.1 as usize) <= range.start);
        let to = self.places.partition_point(|place| (place.0 as usize) < range.end);
        from..to.max(from)
    }
}

/// Lower case where that takes the same bytes; else the character itself.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(low), None) if low.len_utf8() == c.len_utf8() => low,
        _ => c,
    }
}

/// Letters and signs that Unicode does not decompose, and those that mean the same in a name.
fn variant(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ı' => "i",
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

/// Folds a name: as [`Folded`], in lower case, with single spaces and none at the ends.
pub fn folded_name(name: &str) -> String {
    Folded::of(name.trim()).lower.trim().to_owned()
}

/// The words of a folded text: runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// All words of a document that linking may ask the register about, folded and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameWords(BTreeSet<String>);

impl NameWords {
    /// The words of these blocks, code left out, targets of `[[links]]` included.
    pub fn of(blocks: &[TextBlock]) -> NameWords {
        let mut all = BTreeSet::new();
        for block in blocks.iter().filter(|block| block.kind != BlockKind::Code) {
            add(&mut all, &Folded::of(&block.text).lower);
            for segment in &block.segments {
                if let Style::Wiki(target) = &segment.style {
                    add(&mut all, &Folded::of(target).lower);
                }
            }
        }
        NameWords(all)
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

fn add(all: &mut BTreeSet<String>, folded: &str) {
    for word in words(folded) {
        if !all.contains(word) {
            all.insert(word.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str, part: &str, original: &str) {
        let got = Folded::of(text);
        assert_eq!(got.text, folded, "{text:?}");
        assert_eq!(got.text.len(), got.lower.len());
        let at = got.text.find(part).unwrap();
        let range = got.original(at..at + part.len());
        assert_eq!(&text[range.clone()], original);
        assert_eq!(got.folded(range), at..at + part.len());
    }

    #[test]
    fn folds_and_finds_the_way_back() {
        check("Søren Łukasz", "Soren Lukasz", "Soren", "Søren");
        check("der Straße nach", "der Strasse nach", "Strasse", "Straße");
        check(
            "Ada\u{a0}Love\u{ad}lace’s",
            "Ada Lovelace's",
            "Ada Lovelace",
            "Ada\u{a0}Love\u{ad}lace",
        );
        check("Jose\u{301} Marti\u{301} x", "Jose Marti x", "Marti", "Marti\u{301}");
        check("a   b — c", "a b - c", "b", "b");
    }

    #[test]
    fn words_of_names() {
        assert_eq!(words("u.s. o'neill").collect::<Vec<_>>(), ["u", "s", "o", "neill"]);
        assert_eq!(folded_name("  Đặng  Việt "), "dang viet");
    }
}
