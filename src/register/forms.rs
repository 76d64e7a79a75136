//! Forms of names: spellings and wordings that mean the same.
//!
//! In: the words of a name or an office. Out: the other ways to write them. Never: a form that
//! could be somebody else's name.

use super::{
    Sort,
    lexicon::{Class, class_of},
    text::{Joint, NameWord, name_words},
};
use crate::content::words::{Shape, WordKey};

/// `International Monetary Fund (IMF)`: the name and its acronym.
pub(super) fn split_acronym(title: &str) -> (&str, Option<&str>) {
    let split = title
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map(|(name, acronym)| (name.trim(), acronym.trim()))
        .filter(|(name, acronym)| !name.is_empty() && is_acronym(&name_words(acronym)));
    split.map_or((title, None), |(name, acronym)| (name, Some(acronym)))
}

pub(super) fn is_acronym(words: &[NameWord]) -> bool {
    matches!(words, [word] if matches!(word.shape, Shape::Caps))
}

/// Words joined by hyphens written as one; a dotted acronym without dots; short place names of two
/// words as one.
pub(super) fn run_together(words: &[NameWord], sort: Sort) -> Option<Vec<NameWord>> {
    let initials = words.len() > 1 && words.iter().all(|word| word.shape == Shape::Initial);
    let place = matches!(sort, Sort::Place(_))
        && words.len() == 2
        && words.iter().all(|word| word.folded.len() <= 5 && word.shape == Shape::Capital);
    let mut joined: Vec<NameWord> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if initials || place || (word.joined && word.shape == Shape::Lower) => {
                last.folded.push_str(&word.folded);
                last.key = WordKey::of(&last.folded);
                last.marks = None;
                if initials {
                    last.shape = Shape::Caps;
                }
            }
            _ => joined.push(word.clone()),
        }
    }
    (joined.len() < words.len()).then_some(joined)
}

/// `Department of State` is also State Department.
pub(super) fn turned_department(words: &[NameWord]) -> Option<Vec<NameWord>> {
    let [head, of, rest @ ..] = words else { return None };
    let turns = matches!(&*head.folded, "department" | "ministry") && of.folded == "of";
    let rest = match rest {
        [the, rest @ ..] if the.folded == "the" => rest,
        rest => rest,
    };
    if !turns || rest.is_empty() || rest.len() > 2 || rest.iter().any(|w| w.joint != Joint::Loose) {
        return None;
    }
    Some(rest.iter().chain([head]).cloned().collect())
}

/// The other spelling of a name that is spelt in two ways.
pub(super) fn other_spelling(words: &[NameWord]) -> Option<Vec<NameWord>> {
    const PAIRS: &[(&str, &str)] = &[
        ("defence", "defense"),
        ("labour", "labor"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("centre", "center"),
        ("harbour", "harbor"),
        ("cooperation", "cooperation"),
        ("counsellor", "counselor"),
    ];
    let other = |word: &str| {
        PAIRS.iter().find_map(|(a, b)| match word {
            word if word == *a => Some(*b),
            word if word == *b => Some(*a),
            _ => None,
        })
    };
    let mut changed = false;
    let spelt = words
        .iter()
        .map(|word| match other(&word.folded) {
            Some(spelling) => {
                changed = true;
                NameWord { folded: spelling.into(), key: WordKey::of(spelling), ..word.clone() }
            }
            None => word.clone(),
        })
        .collect();
    changed.then_some(spelt)
}

pub(super) fn without(words: &[NameWord], left_out: &str) -> Vec<NameWord> {
    words.iter().filter(|word| word.folded != left_out).cloned().collect()
}

/// The wordings of an office's core: `Secretary of the Treasury`, `Secretary of Treasury`,
/// `Treasury Secretary`; `Foreign Minister`, `Minister of Foreign Affairs`.
pub(super) fn office_forms(core: &[NameWord]) -> Vec<Vec<NameWord>> {
    let mut forms = vec![core.to_vec(), without(core, "the")];
    let plain = without(core, "the");
    let word = |text: &str, shape: Shape| NameWord { shape, ..plain_word(text) };
    match &plain[..] {
        [head, of, rest @ ..]
            if matches!(&*of.folded, "of" | "for")
                && (1..=2).contains(&rest.len())
                && class_of(head.key).is(Class::HEAD)
                && rest.iter().all(|w| w.joint == Joint::Loose && w.folded != "and") =>
        {
            let portfolio = rest.iter().filter(|w| w.folded != "affairs");
            forms.push(portfolio.chain([head]).cloned().collect());
            for preposition in ["of", "for"] {
                let small = word(preposition, Shape::Lower);
                forms.push([head, &small].into_iter().chain(rest).cloned().collect());
            }
        }
        [head, of, state, to, rest @ ..]
            if of.folded == "of" && state.folded == "state" && to.folded == "for" =>
        {
            let portfolio: Vec<_> = rest.iter().take_while(|w| w.folded != "affairs").collect();
            let foreign = portfolio.first().is_some_and(|w| w.folded == "foreign");
            if portfolio.len() == 1 || foreign {
                forms.push(vec![portfolio[0].clone(), head.clone()]);
            }
        }
        [portfolio, head]
            if matches!(&*head.folded, "minister" | "secretary")
                && !matches!(&*portfolio.folded, "prime" | "vice" | "under" | "deputy") =>
        {
            for preposition in ["of", "for"] {
                let mut form = vec![head.clone(), word(preposition, Shape::Lower)];
                form.push(portfolio.clone());
                if portfolio.folded == "foreign" {
                    form.push(word("affairs", Shape::Capital));
                }
                forms.push(form);
            }
        }
        _ => {}
    }
    let spelt: Vec<_> = forms.iter().filter_map(|form| other_spelling(form)).collect();
    forms.extend(spelt);
    forms
}

fn plain_word(text: &str) -> NameWord {
    NameWord {
        folded: text.into(),
        key: WordKey::of(text),
        shape: Shape::Lower,
        joint: Joint::Loose,
        joined: false,
        marks: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(forms: &[Vec<NameWord>]) -> Vec<String> {
        let text = |form: &Vec<NameWord>| {
            form.iter().map(|w| w.folded.clone()).collect::<Vec<_>>().join(" ")
        };
        let mut list: Vec<String> = forms.iter().map(text).collect();
        list.sort();
        list.dedup();
        list
    }

    fn check(core: &str, expect: &[&str]) {
        assert_eq!(words(&office_forms(&name_words(core))), expect, "{core}");
    }

    #[test]
    fn wordings_of_offices() {
        check("Senator", &["senator"]);
        check(
            "Secretary of the Treasury",
            &[
                "secretary for treasury",
                "secretary of the treasury",
                "secretary of treasury",
                "treasury secretary",
            ],
        );
        check(
            "Foreign Minister",
            &["foreign minister", "minister for foreign affairs", "minister of foreign affairs"],
        );
        check("Secretary of State for War", &["secretary of state for war", "war secretary"]);
    }

    #[test]
    fn acronyms_and_departments() {
        assert_eq!(split_acronym("Sea Court (SC)"), ("Sea Court", Some("SC")));
        assert_eq!(split_acronym("Sea Court (old)"), ("Sea Court (old)", None));
        let turned = turned_department(&name_words("Department of the Treasury"));
        assert_eq!(words(&turned.into_iter().collect::<Vec<_>>()), ["treasury department"]);
        let joined = run_together(&name_words("Chiang Kai-shek"), Sort::Person);
        assert_eq!(words(&joined.into_iter().collect::<Vec<_>>()), ["chiang kaishek"]);
    }
}
