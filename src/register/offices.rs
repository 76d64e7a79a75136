//! Office terms in a form that titles in texts can be compared with.
//!
//! In: the `offices` of a person and the office entities of the book. Out: [`Term`]s: the folded
//! title without the body it belongs to, that body, and the time. Never: an end that is not known
//! taken for "still".

use std::collections::BTreeMap;

use super::bodies::{body_key, split_title};
use crate::{
    content::{
        entity::{Details, Entity, Office, OfficeTerm, TermEnd},
        words::{Folded, folded_name},
    },
    date::Day,
};

/// A person's term in an office.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Wordings of the title, folded, without body and articles: `secretary of treasury`,
    /// `treasury secretary`.
    pub titles: Vec<String>,
    /// The title as written, folded, without articles: all words that may be its head.
    pub whole: String,
    /// The state or organisation, as a key; `None` is the book's default.
    pub body: Option<String>,
    /// First day, if known.
    pub from: Option<Day>,
    /// The day after the last, if known.
    pub to: Option<Day>,
}

/// The first and last day that something speaks of; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
}

impl Term {
    /// Whether some day of the span is a day of the term. An unknown bound excludes nothing.
    pub fn meets(&self, span: Span) -> bool {
        let begun = match (self.from, span.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        let not_over = match (self.to, span.from) {
            (Some(to), Some(from)) => from < to,
            _ => true,
        };
        begun && not_over
    }

    /// Whether the term had begun by the end of the span (`former President X`).
    pub fn begun_by(&self, span: Span) -> bool {
        self.meets(Span { from: None, ..span })
    }
}

/// The terms of a person.
pub(super) fn terms(offices: &[OfficeTerm], known: &BTreeMap<&str, &Entity>) -> Vec<Term> {
    offices.iter().filter_map(|term| one(term, known)).collect()
}

fn one(term: &OfficeTerm, known: &BTreeMap<&str, &Entity>) -> Option<Term> {
    let entity = term.office.as_ref().and_then(|slug| {
        let slug = slug.value.trim_start_matches("offices/");
        known.get(slug).copied()
    });
    let written = entity.map(|e| &e.common.title).or(term.title.as_ref())?;
    let (titles, body) = match (entity, &term.title) {
        (Some(entity), title) => {
            let (mut titles, body) = of_entity(entity);
            titles.extend(
                title.iter().flat_map(|title| wordings(&split_title(&folded_name(title)).0)),
            );
            (titles, body)
        }
        (None, Some(title)) => {
            let (core, body) = split_title(&folded_name(title));
            (wordings(&core), body)
        }
        (None, None) => return None,
    };
    let to = match term.to {
        TermEnd::On(to) => Some(day_after_term(to)),
        _ => None,
    };
    Some(Term {
        titles,
        whole: plain(written),
        body,
        from: term.from.map(crate::date::Edtf::earliest),
        to,
    })
}

/// `to` is exclusive; of a mere year or month the last day still may belong to the term.
fn day_after_term(to: crate::date::Edtf) -> Day {
    if to.earliest() == to.latest() { to.earliest() } else { to.latest() }
}

/// Wordings and body of an office with a page of its own.
pub(super) fn of_entity(entity: &Entity) -> (Vec<String>, Option<String>) {
    let Details::Office(Office { body, variants }) = &entity.details else {
        let (core, body) = split_title(&folded_name(&entity.common.title));
        return (wordings(&core), body);
    };
    let (core, split) = split_title(&folded_name(&entity.common.title));
    let mut titles = wordings(&core);
    let others = variants.iter().chain(&entity.aliases);
    titles.extend(others.flat_map(|v| wordings(&split_title(&folded_name(&v.value)).0)));
    titles.sort();
    titles.dedup();
    (titles, body.as_deref().map(body_key).or(split))
}

/// The usual rewordings of a title without body: articles dropped, `secretary of the treasury` and
/// `treasury secretary`, `minister of foreign affairs` and `foreign minister`.
pub(super) fn wordings(core: &str) -> Vec<String> {
    let plain = plain_title(core);
    let mut all = vec![plain.clone()];
    let link = [" of ", " for "].into_iter().find_map(|link| plain.split_once(link));
    match link {
        Some((head, field)) if is_ministerial(head) => {
            all.push(format!("{head} of {field}"));
            all.push(format!("{head} for {field}"));
            if !(field.contains(' ') || field == "state") {
                all.push(format!("{field} {head}"));
            }
            if let Some(stem) = field.strip_suffix(" affairs").filter(|stem| !stem.contains(' ')) {
                all.push(format!("{stem} {head}"));
            }
            if let Some(stem) = field.strip_prefix("national ") {
                all.extend([format!("{head} of {stem}"), format!("{stem} {head}")]);
            }
        }
        Some(_) => {}
        None => {
            let found = ["minister", "secretary"].into_iter().find_map(|head| {
                let field = plain.strip_suffix(head)?.strip_suffix(' ')?;
                let whole = !field.contains(' ')
                    && !matches!(
                        field,
                        "prime"
                            | "under"
                            | "general"
                            | "vice"
                            | "deputy"
                            | "first"
                            | "assistant"
                            | "permanent"
                            | "private"
                            | "press"
                    );
                whole.then_some((head, field))
            });
            if let Some((head, field)) = found {
                all.push(format!("{head} of {field}"));
                all.push(format!("{head} for {field}"));
                all.push(format!("{head} of {field} affairs"));
                all.push(format!("{head} for {field} affairs"));
                if head == "secretary" {
                    all.push(format!("secretary of state for {field}"));
                    all.push(format!("secretary of state for {field} affairs"));
                    all.push(format!("secretary of state for {field} department"));
                }
            }
        }
    }
    // British and American spelling.
    let respelt: Vec<String> = all
        .iter()
        .filter(|t| t.contains("defen"))
        .map(|t| match t.contains("defence") {
            true => t.replace("defence", "defense"),
            false => t.replace("defense", "defence"),
        })
        .collect();
    all.extend(respelt);
    all.sort();
    all.dedup();
    all
}

fn is_ministerial(head: &str) -> bool {
    matches!(
        head,
        "secretary"
            | "minister"
            | "deputy minister"
            | "under secretary"
            | "assistant secretary"
            | "deputy secretary"
    )
}

/// A folded title without articles, hyphens as spaces.
pub fn plain_title(title: &str) -> String {
    let words =
        title.split([' ', '-', ',']).filter(|w| !w.is_empty() && !matches!(*w, "the" | "a"));
    words.collect::<Vec<_>>().join(" ")
}

/// The plain folded form of a written title.
pub fn plain(title: &str) -> String {
    plain_title(&Folded::of(title).lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(core: &str, has: &str) {
        assert!(wordings(core).iter().any(|w| w == has), "{core}: {:?}", wordings(core));
    }

    #[test]
    fn titles_have_several_wordings() {
        check("secretary of the treasury", "treasury secretary");
        check("minister of foreign affairs", "foreign minister");
        check("foreign minister", "minister for foreign affairs");
        check("secretary of defense", "defence secretary");
        check("minister of national defence", "defense minister");
        check("secretary of state", "secretary of state");
        assert!(!wordings("prime minister").contains(&"minister of prime".to_owned()));
    }

    #[test]
    fn an_unknown_end_excludes_nothing() {
        let day = |y| Day::new(y, 1, 1);
        let term =
            Term { titles: vec![], whole: String::new(), body: None, from: day(1850), to: None };
        let span = |from, to| Span { from: day(from), to: day(to) };
        assert!(term.meets(span(1900, 1901)) && !term.meets(span(1840, 1841)));
        let ended = Term { to: day(1855), ..term };
        assert!(ended.meets(span(1854, 1854)) && !ended.meets(span(1855, 1856)));
        assert!(ended.begun_by(span(1860, 1861)));
    }
}
