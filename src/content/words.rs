//! Words: a text cut into words that compare without case, marks and invisible characters.
//!
//! In: any text, or the blocks of a document. Out: [`Words`] (each with its bytes in the text, its
//! folded form and how it is written) and [`NameWords`], the set of words that linking a document
//! asks the register about. Never: a word lost between text and set, a change of the text.
//!
//! Folding is NFKD without combining marks, in lower case; letters that have no decomposition
//! (đ ø ł ß æ œ ð þ ı) go through a small table. Soft hyphens and zero-width characters are
//! transparent: they neither end a word nor belong to its folded form.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::markdown::{BlockKind, Style, TextBlock};

/// A 64-bit key of a folded word (FNV-1a), the same in every process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordKey(u64);

impl WordKey {
    /// The key of a word that is folded already.
    pub fn of(folded: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(folded.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }

    /// The number itself, for tables.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Begins with a small letter.
    Lower,
    /// A capital, then small letters.
    Capital,
    /// Capitals only, two or more letters.
    Caps,
    /// A capital first and another one after small letters (`McCain`).
    Mixed,
    /// One capital alone.
    Initial,
    /// Begins with a digit.
    Number,
    /// A script without case.
    Uncased,
}

impl Shape {
    /// Whether a name may be written so.
    pub fn is_name_like(self) -> bool {
        !matches!(self, Shape::Lower | Shape::Number)
    }
}

/// One word of a text.
#[derive(Clone, Debug)]
pub struct Word {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// Bytes of [`Words::folded`].
    pub folded: Range<usize>,
    /// Key of the folded form.
    pub key: WordKey,
    /// How it is written.
    pub shape: Shape,
    /// Whether folding took marks away.
    pub marked: bool,
}

/// The words of a text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All folded forms, one after the other.
    pub folded: String,
    /// The words in order.
    pub list: Vec<Word>,
}

impl Words {
    /// Cuts a text into words: runs of letters, digits and their marks.
    pub fn of(text: &str) -> Self {
        let mut words = Self {
            folded: String::with_capacity(text.len()),
            list: Vec::with_capacity(text.len() / 5),
        };
        let mut run: Option<Run> = None;
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    let run = run.get_or_insert_with(|| Run::new(at, words.folded.len()));
                    run.push_ascii(c, at, &mut words.folded);
                } else if let Some(run) = run.take() {
                    words.end(run);
                }
            } else if c.is_alphanumeric() || (run.is_some() && is_combining_mark(c)) {
                let run = run.get_or_insert_with(|| Run::new(at, words.folded.len()));
                run.push(c, at, &mut words.folded);
            } else if !is_transparent(c)
                && let Some(run) = run.take()
            {
                words.end(run);
            }
        }
        run.into_iter().for_each(|run| words.end(run));
        words
    }

    /// The folded form of a word.
    pub fn folded(&self, word: &Word) -> &str {
        &self.folded[word.folded.clone()]
    }

    fn end(&mut self, run: Run) {
        let folded = run.folded..self.folded.len();
        let key = WordKey::of(&self.folded[folded.clone()]);
        let shape = run.shape();
        self.list.push(Word { text: run.start..run.end, folded, key, shape, marked: run.marked });
    }
}

/// A character that a word runs across: soft hyphen, zero-width characters, word joiner.
pub fn is_transparent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A word in the making.
struct Run {
    start: usize,
    end: usize,
    folded: usize,
    first: char,
    upper: usize,
    lower: usize,
    length: usize,
    marked: bool,
}

impl Run {
    fn new(start: usize, folded: usize) -> Self {
        let (first, upper, lower, length) = ('\0', 0, 0, 0);
        Self { start, end: start, folded, first, upper, lower, length, marked: false }
    }

    /// The common case, without a look at Unicode's tables.
    fn push_ascii(&mut self, c: char, at: usize, folded: &mut String) {
        if self.first == '\0' {
            self.first = c;
        }
        self.end = at + 1;
        self.length += 1;
        self.upper += usize::from(c.is_ascii_uppercase());
        self.lower += usize::from(c.is_ascii_lowercase());
        folded.push(c.to_ascii_lowercase());
    }

    fn push(&mut self, c: char, at: usize, folded: &mut String) {
        if self.first == '\0' {
            self.first = c;
        }
        self.end = at + c.len_utf8();
        self.length += 1;
        self.upper += usize::from(c.is_uppercase());
        self.lower += usize::from(c.is_lowercase());
        self.marked |= fold_char(c, folded);
    }

    fn shape(&self) -> Shape {
        match (self.first, self.upper, self.lower) {
            (c, ..) if c.is_numeric() => Shape::Number,
            (c, ..) if c.is_lowercase() => Shape::Lower,
            (_, 0, 0) => Shape::Uncased,
            (_, 1, 0) if self.length == 1 => Shape::Initial,
            (_, _, 0) => Shape::Caps,
            (_, 1, _) => Shape::Capital,
            _ => Shape::Mixed,
        }
    }
}

/// Appends the folded form of a character; whether anything but case was taken away.
fn fold_char(c: char, folded: &mut String) -> bool {
    let mut marked = false;
    for part in std::iter::once(c).nfkd() {
        if is_combining_mark(part) {
            marked = true;
            continue;
        }
        for small in part.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            let plain = match small {
                'đ' | 'ð' => "d",
                'ø' => "o",
                'ł' => "l",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'þ' => "th",
                'ı' => "i",
                _ => "",
            };
            marked |= !plain.is_empty();
            match plain {
                "" => folded.push(small),
                plain => folded.push_str(plain),
            }
        }
    }
    marked
}

/// A text in folded words with single spaces: what two spellings of a name have in common.
pub fn folded_phrase(text: &str) -> String {
    let words = Words::of(text);
    let parts: Vec<&str> = words.list.iter().map(|word| words.folded(word)).collect();
    parts.join(" ")
}

/// The words of a document that linking it may ask the register about, and what its `[[links]]`
/// and link decisions point at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameWords {
    keys: Vec<WordKey>,
    targets: Vec<String>,
}

impl NameWords {
    /// All words of the blocks that are scanned for names, and the targets of their `[[links]]`.
    pub fn of(blocks: &[TextBlock]) -> Self {
        let mut words = Self::default();
        for block in blocks.iter().filter(|block| block.kind != BlockKind::Code) {
            words.keys.extend(Words::of(&block.text).list.iter().map(|word| word.key));
            for segment in &block.segments {
                if let Style::Wiki(target) = &segment.style {
                    words.targets.push(target.clone());
                }
            }
        }
        words.keys.sort_unstable();
        words.keys.dedup();
        words.sort_targets();
        words
    }

    /// Adds entities that the editors' decisions name, as `folder/slug`.
    #[must_use]
    pub fn with_targets<'a>(mut self, targets: impl IntoIterator<Item = &'a str>) -> Self {
        self.targets.extend(targets.into_iter().map(str::to_owned));
        self.sort_targets();
        self
    }

    fn sort_targets(&mut self) {
        self.targets.sort_unstable();
        self.targets.dedup();
    }

    /// The keys of the words, sorted, each once.
    pub fn keys(&self) -> &[WordKey] {
        &self.keys
    }

    /// The targets, sorted, each once.
    pub fn targets(&self) -> &[String] {
        &self.targets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, Shape)]) {
        let words = Words::of(text);
        let got: Vec<_> = words.list.iter().map(|w| (words.folded(w), w.shape)).collect();
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn words_are_folded() {
        use Shape::*;
        check("Łódź, Đình ﬁx", &[("lodz", Capital), ("dinh", Capital), ("fix", Lower)]);
        check("McKay O’Neil", &[("mckay", Mixed), ("o", Initial), ("neil", Capital)]);
        check("NATO 1856 ÉCU", &[("nato", Caps), ("1856", Number), ("ecu", Caps)]);
        check("Bis\u{ad}marck\u{a0}x", &[("bismarck", Capital), ("x", Lower)]);
        check("Hue\u{302}\u{341} 東京", &[("hue", Capital), ("東京", Uncased)]);
    }

    #[test]
    fn ranges_are_bytes_of_the_text() {
        let text = "– Łódź\u{ad}!";
        let words = Words::of(text);
        assert_eq!(&text[words.list[0].text.clone()], "Łódź");
        assert!(words.list[0].marked);
    }
}
