//! Names as the register keeps them: words with what a text must show for each.
//!
//! In: a name as an editor wrote it. Out: [`NameWord`]s. Never: a name changed for display.

use unicode_normalization::UnicodeNormalization;

use crate::content::words::{Shape, WordKey, Words, is_transparent};

/// What may stand between two words of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joint {
    /// White space, a hyphen, an apostrophe, the full stop of an initial: all the same.
    Loose,
    /// A comma.
    Comma,
    /// `&`, also with spaces.
    Ampersand,
    /// A slash.
    Slash,
    /// Anything else: never inside a name of a text.
    Other,
}

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// The folded word.
    pub folded: String,
    /// Its key.
    pub key: WordKey,
    /// How the register writes it.
    pub shape: Shape,
    /// What stands before it.
    pub joint: Joint,
    /// Whether a hyphen or an apostrophe joins it to the word before.
    pub joined: bool,
    /// Its spelling with marks, lower case, NFC; only if it has marks.
    pub marks: Option<String>,
}

/// The words of a name.
pub fn name_words(text: &str) -> Vec<NameWord> {
    let words = Words::of(text);
    let mut end = 0;
    let mut list = Vec::with_capacity(words.list.len());
    for word in &words.list {
        let between = &text[end..word.text.start];
        let joint = if list.is_empty() { Joint::Loose } else { joint(between) };
        let joined = !list.is_empty()
            && !between.is_empty()
            && between.chars().all(|c| is_hyphen(c) || is_apostrophe(c) || is_transparent(c));
        list.push(NameWord {
            folded: words.folded(word).to_owned(),
            key: word.key,
            shape: word.shape,
            joint,
            joined,
            marks: word.marked.then(|| with_marks(&text[word.text.clone()])),
        });
        end = word.text.end;
    }
    list
}

/// What a text between two words amounts to inside a name.
pub fn joint(between: &str) -> Joint {
    let mut result = Joint::Loose;
    for c in between.chars().filter(|c| !is_transparent(*c)) {
        let found = match c {
            '&' | '＆' => Joint::Ampersand,
            ',' => Joint::Comma,
            '/' => Joint::Slash,
            c if c.is_whitespace() || is_hyphen(c) || is_apostrophe(c) || c == '.' => continue,
            _ => Joint::Other,
        };
        if result != Joint::Loose && result != found {
            return Joint::Other;
        }
        result = found;
    }
    result
}

/// Lower case, NFC, without invisible characters: for telling apart names that fold alike.
pub fn with_marks(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_transparent(*c));
    visible.nfc().flat_map(char::to_lowercase).collect()
}

/// A hyphen of any kind.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{fe63}' | '\u{ff0d}')
}

/// An apostrophe, straight or typographic.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}' | '\u{ff07}' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, Joint, bool)]) {
        let words = name_words(text);
        let got: Vec<_> = words.iter().map(|w| (&*w.folded, w.joint, w.joined)).collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn joints() {
        use Joint::*;
        check("Baring & Son", &[("baring", Loose, false), ("son", Ampersand, false)]);
        check("J. O’Neil", &[("j", Loose, false), ("o", Loose, false), ("neil", Loose, true)]);
        check("Fish, Ltd.", &[("fish", Loose, false), ("ltd", Comma, false)]);
    }
}
