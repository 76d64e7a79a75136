//! How titles are sorted.
//!
//! In: an entity. Out: what a reader looks it up by. Never: a display name changed.

use crate::{
    content::{
        Entity,
        entity::{Details, NameOrder, Person},
    },
    path::slug_of,
};

/// What an entity is sorted by, folded: marks and case do not count, words do.
pub fn sort_key(entity: &Entity) -> String {
    slug_of(&heading(entity))
}

/// What an entity is listed under: people by family name (`Lovelace, Ada`; `Nguyễn Tấn Dũng`),
/// everything else by title or `sort`.
pub fn heading(entity: &Entity) -> String {
    if let Some(sort) = &entity.sort {
        return sort.clone();
    }
    match &entity.details {
        Details::Person(person) => person_heading(&entity.common.title, person),
        _ => entity.common.title.strip_prefix("The ").unwrap_or(&entity.common.title).to_owned(),
    }
}

fn person_heading(title: &str, person: &Person) -> String {
    if person.name.order == Some(NameOrder::FamilyFirst) {
        return title.to_owned();
    }
    if let (Some(family), Some(given)) = (&person.name.family, &person.name.given) {
        return format!("{family}, {given}");
    }
    let mut words: Vec<&str> = title.split(' ').collect();
    let suffix = words.pop_if(|word| matches!(*word, "Jr." | "Jr" | "Sr." | "II" | "III" | "IV"));
    let Some(family) = words.pop().filter(|_| !words.is_empty()) else { return title.to_owned() };
    let suffix = suffix.map_or(String::new(), |suffix| format!(", {suffix}"));
    format!("{family}, {}{suffix}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, person: Person, expect: &str) {
        assert_eq!(person_heading(title, &person), expect);
    }

    #[test]
    fn people() {
        let mut family_first = Person::default();
        family_first.name.order = Some(NameOrder::FamilyFirst);
        check("Nguyễn Tấn Dũng", family_first, "Nguyễn Tấn Dũng");
        check("Ada Lovelace", Person::default(), "Lovelace, Ada");
        check("Theodore G. Osius III", Person::default(), "Osius, Theodore G., III");
        check("Voltaire", Person::default(), "Voltaire");
    }
}
