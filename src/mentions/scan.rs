//! Names where they stand, before anything is decided.
//!
//! In: a prepared text and the register. Out: [`Hits`]: full names, aliases and acronyms that do
//! not overlap (leftmost and longest first), surnames, and wordings of offices. Never: a hit
//! inside a word, a link or an address; a name in the wrong case.

use std::{collections::BTreeMap, ops::Range};

use super::text::Text;
use crate::{
    content::words::Folded,
    register::{Register, Role, Use, words::PARTICLES},
};

/// A name found.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    /// Indexes of its words.
    pub words: Range<usize>,
    /// What it may name, and how.
    pub uses: Vec<(usize, Role)>,
}

/// All names of a text.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// Full names, aliases, acronyms.
    pub names: Vec<Hit>,
    /// Surnames and short forms.
    pub surnames: Vec<Hit>,
    /// Wordings of offices.
    pub offices: Vec<Hit>,
    /// Strings that are not what a name in them says.
    pub nevers: Vec<Hit>,
}

/// Finds all names of a text.
pub(super) fn hits(text: &Text, register: &Register) -> Hits {
    let mut hits = Hits::default();
    for (range, surface) in register.find(&text.folded.lower) {
        let Some(words) = text.words_of(&range) else { continue };
        if text.is_shut(&range) || is_glued(text, &range) {
            continue;
        }
        let mut groups = BTreeMap::<u8, Vec<(usize, Role)>>::new();
        for (group, one) in surface.uses.iter().filter_map(|one| Some((group(one.role)?, one))) {
            if group >= 2 || case_fits(text, &range, &words, one) {
                groups.entry(group).or_default().push((one.entity, one.role));
            }
        }
        for (group, uses) in groups {
            let hit = Hit { range: range.clone(), words: words.clone(), uses };
            match group {
                0 => hits.names.push(hit),
                1 => hits.surnames.push(hit),
                2 => hits.offices.push(hit),
                _ => hits.nevers.push(hit),
            }
        }
    }
    let mut denied = std::mem::take(&mut hits.nevers);
    denied.sort_by_key(|never| never.range.start);
    let longest_never = denied.iter().map(|never| never.range.len()).max().unwrap_or(0);
    for hit in hits.names.iter_mut().chain(&mut hits.surnames) {
        let first = denied.partition_point(|n| n.range.start + longest_never < hit.range.end);
        let after = denied.partition_point(|n| n.range.start <= hit.range.start);
        for never in denied[first..after.max(first)].iter().filter(|n| hit.range.end <= n.range.end)
        {
            hit.uses.retain(|(entity, _)| !never.uses.iter().any(|(denied, _)| denied == entity));
        }
    }
    hits.nevers = denied;
    hits.names.retain(|hit| !hit.uses.is_empty());
    longest(&mut hits.names);
    longest(&mut hits.offices);
    longest(&mut hits.surnames);
    hits
}

fn group(role: Role) -> Option<u8> {
    Some(match role {
        Role::Title | Role::Alias | Role::Acronym => 0,
        Role::Surname | Role::Short => 1,
        Role::Held => 2,
        Role::Never => 3,
    })
}

/// Leftmost first, of those the longest; the rest of what overlaps goes.
fn longest(hits: &mut Vec<Hit>) {
    hits.sort_by_key(|h| (h.range.start, std::cmp::Reverse(h.range.end)));
    let mut end = 0;
    hits.retain(|h| {
        let free = h.range.start >= end;
        end = if free { h.range.end } else { end };
        free
    });
}

/// Joined to what stands before or after by a sign that makes one token: `a@b`, `x_y`, `#tag`.
fn is_glued(text: &Text, range: &Range<usize>) -> bool {
    let before = text.folded.text[..range.start].chars().next_back();
    let after = text.folded.text[range.end..].chars().next();
    matches!(before, Some('@' | '_' | '#' | '\\')) || matches!(after, Some('@' | '_'))
}

/// Whether the case of the text is that of the name. Particles may be written either way; capitals
/// stand for any case in a block, a line or a run of capitals.
fn case_fits(text: &Text, range: &Range<usize>, words: &Range<usize>, one: &Use) -> bool {
    let here = &text.folded.text[range.clone()];
    if here == one.written {
        return true;
    }
    if one.role == Role::Acronym {
        return false;
    }
    let written = Folded::of(&one.written).text;
    let mut there = written.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.clone().all(|at| {
        let (word, Some(named)) = (text.word(at), there.next()) else { return false };
        let small = |w: &str| {
            PARTICLES.contains(&w) || matches!(w, "of" | "the" | "and" | "for" | "on" | "in" | "d")
        };
        word == named
            || capitalised(word, named)
            || small(text.lower(at))
            || text.words[at].upper && shouted(text, words, at)
    })
}

/// `Jong Un` for `Jong-un`: a capital where the register has none.
fn capitalised(word: &str, named: &str) -> bool {
    named.starts_with(char::is_lowercase)
        && word.starts_with(char::is_uppercase)
        && word.to_lowercase() == named
}

/// Whether a word in capitals stands among others: capitals there are no spelling.
fn shouted(text: &Text, words: &Range<usize>, at: usize) -> bool {
    let upper = |at: Option<usize>| {
        at.and_then(|at| text.words.get(at)).is_some_and(|w| w.upper && w.end - w.start > 1)
    };
    let label = words.end < text.words.len() && text.gap(words.end - 1).starts_with(':');
    let long = text.words[at].end - text.words[at].start >= 4;
    let titled = words.start > 0 && {
        let prior = words.start - 1;
        super::titles::sort_of(text.lower(prior)).is_some()
            || text.words[prior].upper && text.gap(prior).starts_with('.')
    };
    let whole = words.len() > 1 && words.clone().all(|at| text.words[at].upper);
    text.all_caps
        || label
        || whole
        || long
            && (titled
                || upper(words.start.checked_sub(1))
                || upper(Some(words.end))
                || words.len() > 1)
}
