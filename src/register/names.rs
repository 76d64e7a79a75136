//! The surfaces of an entity: every string that may name it in a text, and how.
//!
//! In: an entity and its record. Out: folded strings with a [`Role`]. Never: a surname as a full
//! name; a surface without a letter.

use std::collections::BTreeSet;

use super::{Record, Role, offices};
use crate::content::{
    Entity,
    words::{Folded, folded_name},
};

/// A folded lower-case surface, its role, and the name as written.
pub(super) type Named = (String, Role, String);

/// Names longer than this are no names but sentences. In code points.
pub(super) const LONGEST: usize = 200;

/// What stands before the names of ships, and is left out after the first mention.
const SHIP_PREFIXES: &[&str] =
    &["USS", "USNS", "HMS", "RMS", "SS", "MV", "HMCS", "HMAS", "INS", "USCGC", "RV", "FV", "SMS"];

/// Whether a name can be found in a text at all.
pub(super) fn is_findable(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST
}

/// All surfaces of an entity.
pub(super) fn names(entity: &Entity, record: &Record) -> Vec<Named> {
    let mut all = Vec::new();
    let mut add = |name: &str, role: Role| {
        let lower = folded_name(name);
        if is_findable(name) && !lower.is_empty() {
            all.push((lower, role, Folded::of(name.trim()).text.clone()));
        }
    };
    let title = entity.common.title.as_str();
    let is_person = record.is_person();
    add(title, role_of(title, Role::Title));
    let aliases = entity.aliases.iter().map(|a| a.value.as_str());
    for alias in aliases.clone() {
        add(alias, role_of(alias, Role::Alias));
    }
    if record.person.as_ref().is_some_and(|p| p.family_first) {
        std::iter::once(title).chain(aliases.clone()).filter(|n| n.contains('-')).for_each(
            |name| {
                add(&name.replace('-', " "), Role::Title);
                add(&name.replace('-', ""), Role::Title);
            },
        );
    }
    if !is_person {
        rewordings(title).iter().for_each(|other| add(other, role_of(other, Role::Title)));
        for alias in aliases {
            rewordings(alias).iter().for_each(|other| add(other, role_of(other, Role::Alias)));
        }
    }
    match &entity.short {
        Some(short) => short.iter().for_each(|s| add(&s.value, Role::Short)),
        None => record
            .person
            .iter()
            .flat_map(|p| &p.surnames)
            .for_each(|surname| add(surname, Role::Surname)),
    }
    if entity.kind == "vessel" && entity.short.is_none() {
        let ship = title.split_once(' ').filter(|(prefix, _)| SHIP_PREFIXES.contains(prefix));
        if let Some((_, name)) = ship {
            add(name, Role::Short);
        }
    }
    // Declared short forms replace derived ones alone; a title before the surname still counts.
    if entity.short.is_some() {
        record.person.iter().flat_map(|p| &p.surnames).for_each(|s| add(s, Role::Surname));
    }
    for never in &entity.never {
        add(never, Role::Never);
    }
    for title in record.terms.iter().flat_map(|term| &term.titles) {
        with_articles(title).iter().for_each(|title| add(title, Role::Held));
    }
    if entity.kind == "office" {
        for wording in offices::of_entity(entity).0 {
            with_articles(&wording).iter().for_each(|title| add(title, Role::Held));
        }
    }
    all
}

/// A name without the article that it begins with.
fn without_article(name: &str) -> Option<&str> {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the "))
}

/// Single words that an entity is called only with an article, folded.
pub(super) fn articled(title: &str, aliases: &[&str]) -> BTreeSet<String> {
    let all = || std::iter::once(title).chain(aliases.iter().copied());
    let bare = |word: &&str| !word.contains(' ') && !all().any(|name| name == *word);
    all().filter_map(without_article).filter(bare).map(folded_name).collect()
}

/// A plain title as texts may write it: `secretary of treasury`, `secretary of the treasury`.
fn with_articles(title: &str) -> Vec<String> {
    let mut all = vec![title.to_owned()];
    for link in [" of ", " for ", " to "].into_iter().filter(|link| title.contains(link)) {
        let more: Vec<String> =
            all.iter().map(|t| t.replacen(link, &format!("{link}the "), 1)).collect();
        all.extend(more);
    }
    all
}

fn role_of(name: &str, other: Role) -> Role {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let is_acronym = !name.contains(' ') && letters <= 8 && capitals >= 2 && letters < 2 * capitals;
    if is_acronym { Role::Acronym } else { other }
}

/// `Department of X` is also the `X Department`; a leading `the` or `US` may be missing.
fn rewordings(name: &str) -> Vec<String> {
    let mut all = Vec::new();
    let plain = without_article(name).unwrap_or(name);
    if plain != name {
        all.push(plain.to_owned());
    }
    let bare = ["US ", "U.S. ", "United States "].iter().find_map(|p| plain.strip_prefix(p));
    let core = bare.unwrap_or(plain);
    if let Some(bare) = bare {
        all.extend(["US", "U.S.", "United States"].map(|body| format!("{body} {bare}")));
    }
    for head in ["Department", "Ministry"] {
        if let Some(field) = core.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of ")) {
            let field = field.strip_prefix("the ").unwrap_or(field);
            all.push(format!("{head} of {field}"));
            if !field.contains(' ') || field.split(' ').count() == 2 {
                all.push(format!("{field} {head}"));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, aliases: &[&str], expect: &[&str]) {
        let all = articled(title, aliases);
        assert_eq!(all.iter().map(String::as_str).collect::<Vec<_>>(), expect, "{title}");
    }

    #[test]
    fn words_called_with_an_article() {
        check("Harbour Act of 1901", &["the Act"], &["act"]);
        check("Harbour Act of 1901", &["the Act", "Act"], &[]);
        check("The Gambia", &[], &["gambia"]);
        check("The Herring Board", &["Board"], &[]);
    }
}
