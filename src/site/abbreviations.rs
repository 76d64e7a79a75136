//! Abbreviations: names that look like acronyms, and what they stand for.
//!
//! In: entities. Out: [`Abbreviation`]s by their letters. Never: an expansion that no file has.

use super::{numbers::EntityNumber, order::folded};
use crate::content::{Entity, entity::Details};

/// An acronym and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The acronym as written.
    pub short: String,
    /// What it stands for: the title, or the longest other name of an entity titled by its
    /// acronym.
    pub long: String,
    /// Whose it is.
    pub entity: EntityNumber,
}

/// Whether a name looks like an acronym: no space, two to ten characters, at least two capitals,
/// and at most one small letter for every capital. People's names never count.
pub fn is_acronym(name: &str) -> bool {
    let count = |is: fn(&char) -> bool| name.chars().filter(is).count();
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '.' | '&' | '-' | '/' | '–');
    let (capitals, small) = (count(|c| c.is_uppercase()), count(|c| c.is_lowercase()));
    (2..=10).contains(&name.chars().count())
        && name.chars().all(legal)
        && name.starts_with(char::is_alphanumeric)
        && capitals >= 2
        && small < capitals
}

/// All abbreviations of a book.
pub(super) fn all(entities: &[Entity]) -> Vec<Abbreviation> {
    let mut found: Vec<Abbreviation> = Vec::new();
    for (at, entity) in entities.iter().enumerate() {
        if matches!(entity.details, Details::Person(_)) {
            continue;
        }
        let names = std::iter::once(entity.common.title.as_str())
            .chain(entity.aliases.iter().map(|alias| alias.value.as_str()));
        let Some(long) = expansion(entity) else { continue };
        found.extend(names.filter(|name| is_acronym(name)).map(|short| Abbreviation {
            short: short.to_owned(),
            long: long.to_owned(),
            entity: EntityNumber(at),
        }));
    }
    found.sort_by(|a, b| {
        (folded(&a.short), &a.short, a.entity).cmp(&(folded(&b.short), &b.short, b.entity))
    });
    found.dedup_by(|a, b| a.short == b.short && a.entity == b.entity);
    found
}

fn expansion(entity: &Entity) -> Option<&str> {
    let title = entity.common.title.as_str();
    if !is_acronym(title) {
        return Some(title);
    }
    let aliases = entity.aliases.iter().map(|alias| alias.value.as_str());
    aliases.filter(|name| !is_acronym(name)).max_by_key(|name| name.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expect: bool) {
        assert_eq!(is_acronym(name), expect, "{name}");
    }

    #[test]
    fn acronyms() {
        for name in ["LTU", "U.S.", "APEC", "DoD", "R&D", "AUKUS"] {
            check(name, true);
        }
        for name in ["Ada", "McCain", "Joint Board", "A", "1848", "ABCDEFGHIJK"] {
            check(name, false);
        }
    }
}
