//! Titles before names: `Mr.`, `Secretary`, `the French Foreign Minister`, `Messrs. A and B`.
//!
//! In: a line and the token at which a name begins. Out: the [`Title`] before it. Never: the
//! register; whether the title fits is [`crate::register::office::fits`]'s to say.

use std::ops::Range;

use super::tokens::{Gap, Line};
use crate::{
    content::words::Shape,
    register::{
        lexicon::Class,
        office::{TextTitle, is_portfolio, singular},
        state::is_demonym,
    },
};

/// What a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleKind {
    /// Only that a person is meant: `Mr.`, `Dr.`.
    Courtesy,
    /// A rank: rules nobody out.
    Military,
    /// An office.
    Office,
}

/// A title before a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The token of its head.
    pub(crate) head: usize,
    /// What it says.
    pub(crate) kind: TitleKind,
    /// Whether `former` or `then` stands before it.
    pub(crate) former: bool,
    /// The classes of its head.
    pub(crate) class: Class,
}

impl Title {
    /// Its words, for comparison with offices.
    pub(crate) fn words<'l>(&self, line: &'l Line<'_>) -> TextTitle<'l> {
        let folded = |range: Range<usize>| range.map(|at| line.folded(at)).collect();
        let end = self.tokens.end.max(self.head + 1);
        TextTitle {
            before: folded(self.tokens.start..self.head),
            head: singular(line.folded(self.head)),
            after: folded((self.head + 2).min(end)..end),
        }
    }
}

const TITLES: Class = Class::COURTESY.or(Class::MILITARY).or(Class::HEAD);

/// Whether a token can be the head of a title.
pub(crate) fn is_title_word(line: &Line<'_>, at: usize) -> bool {
    let Some(token) = line.get(at) else { return false };
    if !token.class.is(TITLES) {
        return false;
    }
    match token.shape {
        Shape::Lower => token.class.is(Class::HEAD.or(Class::MILITARY)),
        // `M. Ortoli`: the French Monsieur, not an initial after another name.
        Shape::Initial => {
            line.folded(at) == "m" && !(token.follows() && line.name_like(at.wrapping_sub(1)))
        }
        _ => true,
    }
}

/// The title that stands directly before a name.
pub(crate) fn title_before(line: &Line<'_>, at: usize) -> Option<Title> {
    let last = at.checked_sub(1)?;
    if line.tokens[at].follows() {
        if is_title_word(line, last) {
            let head = assistant_to(line, last).unwrap_or(last);
            return Some(with_modifiers(line, head, at));
        }
        if let Some(head) = head_of_phrase(line, last) {
            return Some(with_modifiers(line, head, at));
        }
    }
    plural_title(line, at)
}

fn with_modifiers(line: &Line<'_>, head: usize, end: usize) -> Title {
    let class = line.tokens[head].class;
    let kind = if class.is(Class::COURTESY) {
        TitleKind::Courtesy
    } else if class.is(Class::MILITARY) && !class.is(Class::HEAD) {
        TitleKind::Military
    } else if is_descriptive(line.folded(head)) {
        TitleKind::Courtesy
    } else {
        TitleKind::Office
    };
    let mut title = Title { tokens: head..end, head, kind, former: false, class };
    while title.tokens.start > 0 && title.tokens.len() < 8 {
        let at = title.tokens.start - 1;
        let joined = matches!(
            line.tokens[title.tokens.start].gap,
            Gap::Space | Gap::Abbreviation | Gap::Hyphen
        );
        let token = &line.tokens[at];
        let office = token.class.is(Class::RANK.or(Class::HEAD).or(Class::MILITARY))
            || is_portfolio(line.folded(at));
        let name = token.shape.is_name_like()
            && token.shape != Shape::Initial
            && !token.class.is(Class::STOP.or(Class::CALENDAR));
        if joined && token.class.is(Class::FORMER) {
            title.former = true;
        } else if !joined || !(office || name) {
            break;
        }
        title.tokens.start = at;
    }
    title
}

/// `Counsel to the President Hale`: the head is the counsel.
fn assistant_to(line: &Line<'_>, last: usize) -> Option<usize> {
    let the = last.checked_sub(1).filter(|at| line.folded(*at) == "the")?;
    let to = the.checked_sub(1).filter(|at| matches!(line.folded(*at), "to" | "of"))?;
    let head = to.checked_sub(1)?;
    (line.name_like(head) && line.tokens[head].class.is(Class::HEAD)).then_some(head)
}

/// A word that describes a person rather than names an office.
fn is_descriptive(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "chief"
            | "head"
            | "member"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "adviser"
            | "advisor"
            | "delegate"
            | "envoy"
            | "attorney"
            | "solicitor"
            | "foreign"
            | "inspector"
            | "coordinator"
            | "deputy"
    )
}

/// The head of `Minister of Economics` or `Secretary of the Treasury` that ends at `last`.
fn head_of_phrase(line: &Line<'_>, last: usize) -> Option<usize> {
    if !line.name_like(last) || line.tokens[last].class.is(Class::STOP.or(Class::CALENDAR)) {
        return None;
    }
    let mut at = last;
    for _ in 0..10 {
        let gap = line.tokens[at].gap;
        let joined = matches!(gap, Gap::Space | Gap::Comma | Gap::Ampersand | Gap::Hyphen);
        at = at.checked_sub(1).filter(|_| joined)?;
        let small = matches!(line.folded(at), "of" | "for" | "to" | "the" | "and");
        let preposition = matches!(line.folded(at + 1), "of" | "for" | "to");
        if preposition && line.tokens[at].class.is(Class::HEAD) && line.name_like(at) {
            return Some(at);
        }
        if !small && !line.name_like(at) {
            return None;
        }
    }
    None
}

/// `Messrs. Hale and Pratt`, `Secretaries Hale, Pratt and Dow`: the title of each of them.
fn plural_title(line: &Line<'_>, at: usize) -> Option<Title> {
    let mut back = at;
    for _ in 0..12 {
        let gap = line.tokens[back].gap;
        let list = matches!(gap, Gap::Space | Gap::Comma | Gap::Abbreviation);
        back = back.checked_sub(1).filter(|_| list)?;
        let token = &line.tokens[back];
        if token.class.is(Class::PLURAL_TITLE) && token.shape.is_name_like() {
            let mut title = with_modifiers(line, back, back + 1);
            title.tokens.end = back + 1;
            return Some(title);
        }
        if !token.shape.is_name_like() && line.folded(back) != "and" {
            return None;
        }
    }
    None
}

/// Whether a token is the adjective of a state, written as a name.
pub(crate) fn is_state_adjective(line: &Line<'_>, at: usize) -> bool {
    line.name_like(at) && is_demonym(line.folded(at))
}

#[cfg(test)]
mod tests {
    use super::{super::tokens::tests::blocks, *};

    /// The words of the title before `Hale`, with what it says.
    fn check(text: &str, expect: Option<(&str, TitleKind)>) {
        let blocks = blocks(text);
        let line = Line::of(0, &blocks[0]);
        let at = (0..line.tokens.len()).find(|at| line.folded(*at) == "hale").unwrap_or(0);
        let title = title_before(&line, at);
        let got = title.as_ref().map(|title| {
            let words: Vec<&str> = title.tokens.clone().map(|at| line.folded(at)).collect();
            (words.join(" "), title.kind)
        });
        assert_eq!(got, expect.map(|(words, kind)| (words.to_owned(), kind)), "{text}");
    }

    #[test]
    fn titles_before_names() {
        use TitleKind::*;
        check("said Mr. Hale", Some(("mr", Courtesy)));
        check("the French Foreign Minister Hale", Some(("french foreign minister", Office)));
        check("Secretary of the Treasury Hale", Some(("secretary of the treasury", Office)));
        check("former President Hale", Some(("former president", Office)));
        check("General Hale", Some(("general", Military)));
        check("Messrs. Dow, Pratt and Hale", Some(("messrs", Courtesy)));
        check("M. Hale", Some(("m", Courtesy)));
        check("He met Hale", None);
        check("the Secretary. Hale left", None);
    }
}
