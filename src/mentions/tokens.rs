//! A block's text as tokens, with what stands between them.
//!
//! In: a block. Out: a [`Line`]: its words, their classes, gaps and whether names may be linked
//! there. Never: the register, another block.

use std::{cell::OnceCell, ops::Range};

use super::dates::dates_in;

use crate::{
    content::words::{Shape, WordKey, Words, is_transparent},
    date::Day,
    markdown::{BlockKind, Segment, Style, TextBlock},
    register::{
        lexicon::{Class, class_of},
        text::{Joint, is_apostrophe, is_hyphen, joint},
    },
};

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The block begins.
    Start,
    /// White space.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// An apostrophe without spaces.
    Apostrophe,
    /// The full stop of an initial or abbreviation, with or without a space.
    Abbreviation,
    /// A comma.
    Comma,
    /// An ampersand.
    Ampersand,
    /// A slash without spaces.
    Slash,
    /// An opening bracket.
    Open,
    /// A sentence ends and the next begins.
    Sentence,
    /// A colon, a dash, a quotation mark, ….
    Other,
}

/// Whether names are looked for in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// They are.
    Names,
    /// A link, a `[[link]]`: read as context only.
    Context,
    /// Code, an address, a byline: not read.
    Nothing,
}

/// A word of a block.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Bytes of the block's text.
    pub(crate) text: Range<usize>,
    /// Key of the folded word.
    pub(crate) key: WordKey,
    /// How it is written.
    pub(crate) shape: Shape,
    /// What kinds of words it is.
    pub(crate) class: Class,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// What stands before it, inside a name.
    pub(crate) joint: Joint,
    /// Whether it has marks.
    pub(crate) marked: bool,
    /// What may be done with it.
    pub(crate) usage: Use,
    folded: Range<usize>,
}

impl Token {
    /// Whether a capital here is explained by its place: a sentence or quotation begins.
    pub(crate) fn begins_sentence(&self) -> bool {
        matches!(self.gap, Gap::Start | Gap::Sentence | Gap::Other | Gap::Open)
    }

    /// Whether it stands directly after the word before, as parts of one name do.
    pub(crate) fn follows(&self) -> bool {
        matches!(self.gap, Gap::Space | Gap::Abbreviation)
    }
}

/// How the capitals of a block are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    /// As usual.
    Sentence,
    /// Most words have capitals: a headline.
    Title,
    /// Capitals only: a telegram.
    Caps,
}

/// A block as tokens.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The block's number.
    pub(crate) block: usize,
    /// Its text.
    pub(crate) text: &'a str,
    /// Its tokens.
    pub(crate) tokens: Vec<Token>,
    /// How to read capitals.
    pub(crate) casing: Casing,
    folded: String,
    dates: OnceCell<Vec<(Day, Day)>>,
}

impl<'a> Line<'a> {
    /// Cuts a block into tokens.
    pub(crate) fn of(number: usize, block: &'a TextBlock) -> Self {
        let words = Words::of(&block.text);
        let mut tokens: Vec<Token> = Vec::with_capacity(words.list.len());
        let mut end = 0;
        let mut segment = 0;
        for word in words.list {
            while block.segments.get(segment).is_some_and(|s| s.text.end <= word.text.start) {
                segment += 1;
            }
            let between = &block.text[end..word.text.start];
            let gap = match tokens.last() {
                None if between.contains('(') => Gap::Open,
                None => Gap::Start,
                Some(last) => gap(between, last, word.shape),
            };
            end = word.text.end;
            tokens.push(Token {
                class: class_of(word.key),
                joint: joint(between),
                usage: usage(block.segments.get(segment)),
                text: word.text,
                key: word.key,
                shape: word.shape,
                gap,
                marked: word.marked,
                folded: word.folded,
            });
        }
        let casing = casing(block.kind, &tokens);
        let mut line = Self {
            block: number,
            text: &block.text,
            tokens,
            casing,
            folded: words.folded,
            dates: OnceCell::new(),
        };
        line.leave_out_addresses();
        line.leave_out_bylines();
        line
    }

    /// The folded form of a token.
    pub(crate) fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.folded.clone()])
    }

    /// The token before another, if there is one.
    pub(crate) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).map(|at| &self.tokens[at])
    }

    /// A token.
    pub(crate) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Whether a token can be part of a name by how it is written.
    pub(crate) fn name_like(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.shape.is_name_like())
    }

    /// The text just after a token, up to the next.
    pub(crate) fn after(&self, at: usize) -> &'a str {
        let from = self.tokens.get(at).map_or(self.text.len(), |token| token.text.end);
        let to = self.tokens.get(at + 1).map_or(self.text.len(), |token| token.text.start);
        &self.text[from..to]
    }

    /// Whether the token at `at` is followed by a possessive ending.
    pub(crate) fn possessive(&self, at: usize) -> bool {
        let s = self.get(at + 1).is_some_and(|next| next.gap == Gap::Apostrophe);
        (s && self.folded(at + 1) == "s")
            || (self.folded(at).ends_with('s') && self.after(at).starts_with(is_apostrophe))
    }

    /// The first token after `at` that is not its possessive ending.
    pub(crate) fn next_word(&self, at: usize) -> usize {
        let s = self.get(at + 1).is_some_and(|next| next.gap == Gap::Apostrophe);
        if s && self.folded(at + 1) == "s" { at + 2 } else { at + 1 }
    }

    /// The tokens of the sentence around one.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        let starts = |token: &Token| matches!(token.gap, Gap::Sentence | Gap::Start);
        let start = (0..=at).rev().find(|at| self.tokens.get(*at).is_some_and(starts)).unwrap_or(0);
        let end = (at + 1..self.tokens.len()).find(|at| self.tokens[*at].gap == Gap::Sentence);
        start..end.unwrap_or(self.tokens.len())
    }

    /// All dates written in the block; found once.
    pub(crate) fn dates(&self) -> &[(Day, Day)] {
        self.dates.get_or_init(|| dates_in(self, 0..self.tokens.len()))
    }

    /// Bytes of the block's text that a range of tokens takes, without a leading article, with the
    /// full stop of a dotted acronym or a suffix.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Range<usize> {
        // An alias may begin with an article; the name does not.
        let article = tokens.len() > 1
            && self.tokens[tokens.start].shape == Shape::Lower
            && self.folded(tokens.start) == "the";
        let first = &self.tokens[tokens.start + usize::from(article)];
        let last = &self.tokens[tokens.end - 1];
        let mut end = last.text.end;
        let dotted = tokens.len() > 1 && self.after(tokens.end - 2) == ".";
        let suffix = tokens.len() > 1 && last.class.is(Class::SUFFIX) && last.text.len() == 2;
        let letters = dotted && last.shape == Shape::Initial;
        if (letters || (suffix && last.shape == Shape::Capital))
            && self.after(tokens.end - 1).starts_with('.')
        {
            end += 1;
        }
        first.text.start..end
    }

    fn leave_out_addresses(&mut self) {
        if !self.text.contains("://") && !self.text.contains('@') && !self.text.contains("www.") {
            return;
        }
        let mut start = 0;
        for chunk in self.text.split_inclusive(char::is_whitespace) {
            let end = start + chunk.len();
            if chunk.contains("://") || chunk.contains('@') || chunk.contains("www.") {
                let inside =
                    |token: &&mut Token| start <= token.text.start && token.text.end <= end;
                self.tokens.iter_mut().filter(inside).for_each(|t| t.usage = Use::Nothing);
            }
            start = end;
        }
    }

    /// `By Ada Lovelace` alone in a block, and `Ada Lovelace/Agency` of a picture.
    fn leave_out_bylines(&mut self) {
        let by = self.folded(0) == "by" && (2..=9).contains(&self.tokens.len());
        let name = |at: usize| {
            self.name_like(at) || matches!(self.folded(at), "and" | "of" | "de" | "van" | "von")
        };
        if by && (1..self.tokens.len()).all(name) && !self.text.trim_end().ends_with('.') {
            self.tokens.iter_mut().for_each(|token| token.usage = Use::Nothing);
        }
        for at in 1..self.tokens.len() {
            let credit = self.tokens[at].gap == Gap::Slash
                && self.tokens[at].shape == Shape::Caps
                && self.tokens[at - 1].shape == Shape::Capital;
            if !credit {
                continue;
            }
            for back in (at.saturating_sub(4)..at).rev() {
                if !self.name_like(back) {
                    break;
                }
                self.tokens[back].usage = Use::Nothing;
            }
        }
    }
}

fn gap(between: &str, last: &Token, next: Shape) -> Gap {
    let mut stop = false;
    let mut space = false;
    let mut found = None;
    for c in between.chars().filter(|c| !is_transparent(*c)) {
        match c {
            '.' => stop = true,
            '?' | '!' | '…' => found = Some(Gap::Sentence),
            c if c.is_whitespace() => space = true,
            '(' | '[' => found = found.or(Some(Gap::Open)),
            ',' => found = found.or(Some(Gap::Comma)),
            '&' => found = Some(Gap::Ampersand),
            '/' => found = found.or(Some(Gap::Slash)),
            c if is_hyphen(c) => found = found.or(Some(Gap::Hyphen)),
            c if is_apostrophe(c) => found = found.or(Some(Gap::Apostrophe)),
            _ => found = found.or(Some(Gap::Other)),
        }
    }
    match (found, stop, space) {
        (Some(Gap::Sentence), ..) => Gap::Sentence,
        (None, true, _) if abbreviates(last) => Gap::Abbreviation,
        (_, true, true) if next != Shape::Lower => Gap::Sentence,
        (None, true, _) => Gap::Other,
        (Some(Gap::Hyphen | Gap::Apostrophe | Gap::Slash), _, true) => Gap::Other,
        (Some(gap), ..) => gap,
        (None, false, _) => Gap::Space,
    }
}

/// Whether a full stop after this word is no end of a sentence.
fn abbreviates(token: &Token) -> bool {
    let titles = Class::COURTESY.or(Class::MILITARY).or(Class::HEAD).or(Class::SUFFIX);
    let short = token.text.len() <= 6 && token.shape == Shape::Capital;
    token.shape == Shape::Initial
        || (short && token.class.is(titles.or(Class::CALENDAR)))
        || (token.class.is(Class::BEFORE_PLACE) && token.text.len() <= 2)
}

fn usage(segment: Option<&Segment>) -> Use {
    match segment.map(|segment| &segment.style) {
        Some(Style::Prose) => Use::Names,
        Some(Style::Linked | Style::Wiki(_)) => Use::Context,
        Some(Style::Code) | None => Use::Nothing,
    }
}

fn casing(kind: BlockKind, tokens: &[Token]) -> Casing {
    let words =
        || tokens.iter().filter(|token| token.text.len() > 1 && token.shape != Shape::Number);
    let all = words().count();
    let caps = words().filter(|token| token.shape == Shape::Caps).count();
    if all >= 2 && caps * 10 >= all * 8 {
        return Casing::Caps;
    }
    let heavy = || words().filter(|token| !token.class.is(Class::STOP));
    let capital = heavy().filter(|token| token.shape.is_name_like()).count();
    let titled = heavy().count() >= 4 && capital * 10 >= heavy().count() * 8;
    if kind == BlockKind::Heading || titled { Casing::Title } else { Casing::Sentence }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::markdown;

    /// The blocks of a text, for tests of this room.
    pub(crate) fn blocks(text: &str) -> Vec<TextBlock> {
        markdown::blocks::blocks(&markdown::parse(text, 0))
    }

    fn check(text: &str, expect: &[(&str, Gap)]) {
        let blocks = blocks(text);
        let line = Line::of(0, &blocks[0]);
        let got: Vec<_> =
            (0..line.tokens.len()).map(|at| (line.folded(at), line.tokens[at].gap)).collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn gaps() {
        use Gap::*;
        check(
            "Mr. J. Hale left. Dow's",
            &[
                ("mr", Start),
                ("j", Abbreviation),
                ("hale", Abbreviation),
                ("left", Space),
                ("dow", Sentence),
                ("s", Apostrophe),
            ],
        );
        check("Hale-Pratt, (Dow)", &[("hale", Start), ("pratt", Hyphen), ("dow", Comma)]);
        check("Baring & Son—both", &[("baring", Start), ("son", Ampersand), ("both", Other)]);
    }

    #[test]
    fn what_is_not_read() {
        let usage = |text: &str| {
            let blocks = blocks(text);
            let line = Line::of(0, &blocks[0]);
            line.tokens.iter().map(|token| token.usage).collect::<Vec<_>>()
        };
        assert_eq!(usage("By Ada Hale"), [Use::Nothing; 3]);
        assert_eq!(usage("By Ada Hale."), [Use::Names; 3]);
        assert_eq!(usage("a@b.example it"), [Use::Nothing, Use::Nothing, Use::Nothing, Use::Names]);
        assert_eq!(usage("[a](b) `c`"), [Use::Context, Use::Nothing]);
    }
}
