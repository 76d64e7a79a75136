//! Lines and paragraphs of a plain text.
//!
//! In: a decoded text. Out: [`Unit`]s: paragraphs, each with the number of its first line, white
//! space collapsed, invisible controls gone. Never: a word changed, moved or lost.

/// A line of the original, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineNumber(pub usize);

/// A paragraph of the original: one line, or several that a fixed width had broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its first line.
    pub line: LineNumber,
    /// Its text, with single spaces.
    pub text: String,
    /// How many words it has.
    pub words: usize,
}

/// Most bytes of a line that can be furniture or evidence: about 300 words. Longer ones are the
/// author's, and are not looked at word by word.
pub const SHORT: usize = 2000;

/// How many words a text has: stretches without white space.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Longest line, in characters, that a fixed width may have made.
const WIDEST: usize = 120;
/// Narrowest width, in characters, that we take for one.
const NARROWEST: usize = 50;
/// By how many characters a line may fall short of the width and still be full.
const SLACK: usize = 8;

/// Splits a text into paragraphs. A blank line always parts them; so does every line end, unless
/// the text was broken at a fixed width and the next word had no room on the line.
/// `stands_alone` says of a line that it is never part of a paragraph.
pub fn units(text: &str, stands_alone: impl Fn(&str) -> bool) -> Vec<Unit> {
    let lines: Vec<String> = split_lines(text).map(clean).collect();
    let width = fixed_width(&lines);
    let mut units: Vec<Unit> = Vec::new();
    let mut before: Option<&str> = None;
    for (at, line) in lines.iter().enumerate() {
        let joins = before.is_some_and(|before| {
            width.is_some_and(|width| runs_on(before, line, width))
                && !stands_alone(before)
                && !stands_alone(line)
        });
        match units.last_mut() {
            _ if line.is_empty() => {}
            Some(unit) if joins => {
                unit.text.push(' ');
                unit.text.push_str(line);
                unit.words += words(line);
            }
            _ => units.push(Unit {
                line: LineNumber(at + 1),
                text: line.clone(),
                words: words(line),
            }),
        }
        before = (!line.is_empty()).then_some(line);
    }
    units
}

/// Line feed, carriage return (with or without line feed), and the line, page and paragraph ends
/// of Unicode (UAX 14, mandatory breaks).
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut pieces = text.split_inclusive(ends).peekable();
    std::iter::from_fn(move || {
        let piece = pieces.next()?;
        if piece.ends_with('\r') {
            pieces.next_if_eq(&"\n");
        }
        Some(piece.trim_end_matches(ends))
    })
}

/// Single spaces for every run of white space (no-break spaces too); no control characters, byte
/// order marks, zero-width spaces or code points that are no characters.
fn clean(line: &str) -> String {
    let seen = |c: &char| !is_invisible(*c);
    let line: String = line.chars().filter(seen).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The width at which a text was broken, if it was: nearly all lines are short.
fn fixed_width(lines: &[String]) -> Option<usize> {
    let lengths: Vec<usize> =
        lines.iter().map(|line| line.chars().count()).filter(|&n| n > 0).collect();
    let long = lengths.iter().filter(|&&n| n > WIDEST).count();
    let width = lengths.iter().copied().filter(|&n| n <= WIDEST).max()?;
    (long * 20 <= lengths.len() && width >= NARROWEST).then_some(width)
}

fn runs_on(line: &str, next: &str, width: usize) -> bool {
    let word = next.split(' ').next().map_or(0, |word| word.chars().count());
    word > 0 && line.chars().count() + 1 + word + SLACK > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(usize, &str)]) {
        let got = units(text, |line| line == "Advertisement");
        let got: Vec<_> = got.iter().map(|u| (u.line.0, &*u.text)).collect();
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn lines_are_paragraphs() {
        check(
            "one\r\ntwo\r\rfour\u{2028}five",
            &[(1, "one"), (2, "two"), (4, "four"), (5, "five")],
        );
        check("  a\u{A0}\tb \u{0}\u{7}c\u{FEFF}\n\n\n", &[(1, "a b c")]);
        check("", &[]);
    }

    #[test]
    fn a_fixed_width_is_undone() {
        let text = "The harbour master counted the boats in the morning,\n\
                    and in the evening he counted them again, by lamp\n\
                    light.\n\
                    \n\
                    Short line\n\
                    Another\n";
        let joined = "The harbour master counted the boats in the morning, and in the evening he \
                      counted them again, by lamp light.";
        check(text, &[(1, joined), (5, "Short line"), (6, "Another")]);
        let text = "The harbour master counted the boats in the morning\nAdvertisement\n";
        check(text, &[(1, text.lines().next().unwrap()), (2, "Advertisement")]);
    }

    #[test]
    fn long_lines_are_never_joined() {
        let long = "word ".repeat(40);
        check(&format!("{long}\nnext"), &[(1, long.trim()), (2, "next")]);
    }
}
