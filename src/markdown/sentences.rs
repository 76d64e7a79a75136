//! Sentences of a block's text.
//!
//! In: the text that a reader sees. Out: where its sentences are, and the [`Sentence`] around a
//! range of bytes. Never: a change to the words; an end after `Mr.`, an initial or `U.S.` alone.

use std::ops::Range;

/// Words that end in a full stop without ending a sentence, in lower case and without that stop.
const SHORTENED: &[&str] = &[
    "adm", "amb", "approx", "apr", "art", "arts", "aug", "ave", "ca", "capt", "cf", "ch", "cmdr",
    "co", "col", "corp", "dec", "dept", "dr", "e.g", "ed", "eds", "esp", "est", "feb", "fig",
    "figs", "ft", "gen", "gov", "hon", "i.e", "ibid", "inc", "jan", "jr", "jul", "jun", "lt",
    "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "nov", "oct", "op", "p", "para", "pp",
    "pres", "prof", "rep", "reps", "rev", "sec", "sen", "sens", "sept", "sgt", "sr", "st", "viz",
    "vol", "vols", "vs",
];

/// Words that begin a sentence even after `U.S.`, where a capital alone proves nothing.
const OPENERS: &[&str] = &[
    "A", "After", "An", "And", "As", "At", "But", "By", "For", "From", "He", "How", "However", "I",
    "If", "In", "It", "Its", "No", "On", "One", "She", "Since", "That", "The", "Their", "There",
    "These", "They", "This", "Those", "To", "We", "What", "When", "While", "With", "You",
];

/// The longest sentence shown whole, in characters; a longer one is cut at words around its mark.
const LONGEST: usize = 480;

/// Where the sentences of a text are, in bytes, without the white space between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut ends = Ends { text, run: 0, may_end: false, word: 0 };
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if at < start || !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        if let Some(end) = ends.at(at, c) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// Where sentences end, with what is known of the text ahead, so that nothing is looked at twice.
struct Ends<'t> {
    text: &'t str,
    /// The byte after the marks, closing quotes and brackets last looked at.
    run: usize,
    /// Whether a sentence may begin there.
    may_end: bool,
    /// The first letter or digit last looked for.
    word: usize,
}

impl Ends<'_> {
    /// The byte after a sentence that its mark at `at` may end, closing quotes and brackets
    /// included.
    fn at(&mut self, at: usize, mark: char) -> Option<usize> {
        if at >= self.run {
            let closing = |c: char| {
                matches!(c, '.' | '!' | '?' | '…' | '"' | '\'' | '’' | '”' | '»' | ')' | ']')
            };
            let rest = &self.text[at..];
            self.run = at + rest.find(|c| !closing(c)).unwrap_or(rest.len());
            let next = &self.text[self.run..];
            self.may_end = next.is_empty() || next.starts_with(char::is_whitespace) && self.opens();
        }
        let next = &self.text[self.run..];
        if !self.may_end || next.is_empty() {
            return self.may_end.then_some(self.run);
        }
        let before = &self.text[..at];
        let word = before.rsplit(|c: char| c.is_whitespace() || "(“\"[".contains(c)).next();
        match word {
            Some(word) if mark == '.' && !stops(word, next.trim_start()) => None,
            _ => Some(self.run),
        }
    }

    /// Whether what follows the marks may begin a sentence.
    fn opens(&mut self) -> bool {
        if self.word < self.run {
            let next = self.text[self.run..].find(char::is_alphanumeric);
            self.word = next.map_or(self.text.len(), |next| self.run + next);
        }
        let first = self.text[self.word..].chars().next();
        first.is_some_and(|c| c.is_numeric() || !c.is_lowercase())
    }
}

/// Whether a full stop after `word` ends its sentence, when `next` follows.
fn stops(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    if SHORTENED.contains(&&*bare.to_lowercase()) {
        return false;
    }
    // "No. 3", but "the answer was no".
    if matches!(&*bare.to_lowercase(), "no" | "nos") && next.starts_with(char::is_numeric) {
        return false;
    }
    let initial = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
    let dotted = bare.contains('.') && bare.split('.').all(|part| part.chars().count() == 1);
    if !initial && !dotted {
        return true;
    }
    let first = next.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    dotted && first.is_some_and(|word| OPENERS.contains(&word))
}

/// A sentence with a passage of it marked, white space collapsed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Sentence {
    /// Its text, from first to last word.
    pub text: String,
    /// The passage, in bytes of `text`.
    pub mark: Range<usize>,
}

impl Sentence {
    /// The sentence of a block's text that holds a range of its bytes; several, if the range spans
    /// several. A sentence above 480 characters is cut at words around the passage, with `…`.
    pub fn around(text: &str, passage: Range<usize>) -> Self {
        Self::within(text, &sentences(text), passage)
    }

    /// The same, where the [`sentences`] of the text are known already: a long block has many
    /// passages.
    pub fn within(text: &str, sentences: &[Range<usize>], passage: Range<usize>) -> Self {
        let first = sentences.partition_point(|s| s.end <= passage.start);
        let after = sentences.partition_point(|s| s.start < passage.end);
        let holding = &sentences[first..after.max(first)];
        let start = holding.first().map_or(passage.start, |s| s.start.min(passage.start));
        let end = holding.last().map_or(passage.end, |s| s.end.max(passage.end));
        let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
        let mut before = spaced(nearest_end(slice(start..passage.start)));
        let marked = super::blocks::collapsed(slice(passage.clone()));
        let mut after = spaced(nearest_start(slice(passage.end..end)));
        let room = LONGEST.saturating_sub(marked.chars().count());
        if before.chars().count() + after.chars().count() > room {
            before = tail(&before, room / 2);
            after = head(&after, room / 2);
        }
        let mark = before.len()..before.len() + marked.len();
        Self { text: format!("{before}{marked}{after}"), mark }
    }

    /// What stands before the passage, the passage, and what stands after it.
    pub fn parts(&self) -> (&str, &str, &str) {
        let Range { start, end } = self.mark;
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        (part(0..start), part(start..end), part(end..self.text.len()))
    }
}

/// The end of a text, with more characters than can be shown. Only what may be shown is looked at:
/// a paragraph may be one sentence, and be asked for as often as it names somebody.
fn nearest_end(text: &str) -> &str {
    let cut = text.char_indices().rev().filter(|(_, c)| !c.is_whitespace()).nth(LONGEST + 1);
    &text[cut.map_or(0, |(at, _)| at)..]
}

/// The same for the start of a text.
fn nearest_start(text: &str) -> &str {
    let cut = text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(LONGEST + 1);
    &text[..cut.map_or(text.len(), |(at, c)| at + c.len_utf8())]
}

/// Collapsed, with one space kept at an end that had white space.
fn spaced(text: &str) -> String {
    let inner = super::blocks::collapsed(text);
    if inner.is_empty() {
        return if text.is_empty() { inner } else { " ".into() };
    }
    let space = |is: bool| if is { " " } else { "" };
    let (first, last) =
        (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{inner}{}", space(first), space(last))
}

/// The last words of a text, at most `most` characters.
fn tail(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let rest: String = text.chars().skip(count - most).collect();
    format!("… {}", rest.split_once(' ').map_or("", |(_, words)| words))
}

/// The first words of a text, at most `most` characters.
fn head(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let rest: String = text.chars().take(most).collect();
    format!("{} …", rest.rsplit_once(' ').map_or("", |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let got: Vec<_> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn ends_and_what_only_looks_like_one() {
        check("One. Two! Three?", &["One.", "Two!", "Three?"]);
        check("Mr. Hill met Gen. Ames. He left.", &["Mr. Hill met Gen. Ames.", "He left."]);
        check("USS John S. McCain came.", &["USS John S. McCain came."]);
        check("The U.S. Navy left the U.S. The ship", &["The U.S. Navy left the U.S.", "The ship"]);
        check("He said \"no.\" She said \"yes.\"", &["He said \"no.\"", "She said \"yes.\""]);
        check("See No. 3. He said no. I left.", &["See No. 3.", "He said no.", "I left."]);
        check("It cost 3.5 crowns. 40 came.", &["It cost 3.5 crowns.", "40 came."]);
        check("See e.g. Ames (p. 3). End", &["See e.g. Ames (p. 3).", "End"]);
        check("Wait… Ánh came.", &["Wait…", "Ánh came."]);
        check("Wait.... . . .) Then", &["Wait....", ".", ".", ".)", "Then"]);
        check("Wait... - . - ! so", &["Wait... - . - ! so"]);
        check("  ", &[]);
    }

    #[test]
    fn the_sentence_around_a_passage() {
        let text = "It rained. The  envoy met\nAda Hill, who  left. End.";
        let at = text.find("Ada").unwrap();
        let sentence = Sentence::around(text, at..at + "Ada Hill".len());
        assert_eq!(sentence.text, "The envoy met Ada Hill, who left.");
        assert_eq!(sentence.parts(), ("The envoy met ", "Ada Hill", ", who left."));
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let text = format!("{} Ada {}", "word ".repeat(200), "ward ".repeat(200));
        let at = text.find("Ada").unwrap();
        let sentence = Sentence::around(&text, at..at + 3);
        assert!(sentence.text.chars().count() <= LONGEST + 4);
        assert!(sentence.text.starts_with("… word") && sentence.text.ends_with("ward …"));
        assert_eq!(sentence.parts().1, "Ada");
    }
}
