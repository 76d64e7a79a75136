//! `[[target]]` and `[[target|label]]`: links that the document's editor wrote.
//!
//! In: a block. Out: the explicit links in it with what they mean, and [`WikiProblem`]s for those
//! that mean nothing or several things. Never: a nearest match.

use std::ops::Range;

use crate::{
    markdown::{Style, TextBlock},
    path::EntityId,
    register::{EntityIndex, Register},
};

/// A `[[link]]` that means nothing or several things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WikiProblem {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text: the label.
    pub text: Range<usize>,
    /// The target, decoded.
    pub target: String,
    /// What it can mean; empty: nothing.
    pub candidates: Vec<EntityId>,
}

/// The explicit links of a block.
pub(crate) fn links(
    register: &Register,
    number: usize,
    block: &TextBlock,
    problems: &mut Vec<WikiProblem>,
) -> Vec<(Range<usize>, EntityIndex)> {
    let mut links = Vec::new();
    let mut segments = block.segments.iter().peekable();
    while let Some(segment) = segments.next() {
        let Style::Wiki(target) = &segment.style else { continue };
        let mut text = segment.text.clone();
        // A label with markup is several segments of one target.
        while let Some(next) = segments.next_if(|next| next.style == segment.style) {
            text.end = next.text.end;
        }
        let target = decoded(target);
        match register.resolve(&target)[..] {
            [entity] => links.push((text, entity)),
            ref several => problems.push(WikiProblem {
                block: number,
                text,
                target,
                candidates: several.iter().map(|e| register.entry(*e).id.clone()).collect(),
            }),
        }
    }
    links
}

/// A target as its editor meant it: percent-encoding undone, the backslash that a table needs
/// before `|` removed.
pub(crate) fn decoded(target: &str) -> String {
    let target = target.trim().trim_end_matches('\\').trim_end();
    let bytes = target.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| target.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        plain.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(target: &str, expect: &str) {
        assert_eq!(decoded(target), expect);
    }

    #[test]
    fn targets_are_decoded() {
        check("people/ada", "people/ada");
        check("Ada%20Lovelace", "Ada Lovelace");
        check("people/ada\\", "people/ada");
        check("100%", "100%");
        check("%C3%89mile", "Émile");
        check("%FF", "%FF");
    }
}
