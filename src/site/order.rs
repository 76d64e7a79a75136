//! What things are sorted by.
//!
//! In: names, titles and dates. Out: keys. Never: the language of the machine.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    content::{
        Document, Entity,
        entity::{Details, NameOrder},
    },
    date::Day,
};

/// Letters without marks, in lower case, everything else one space: what readers look names up
/// by. The name itself decides between equals.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'đ' => out.push('d'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            '\'' | '’' | '.' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The name under which an entity stands in an index: `sort`, else family name first for people,
/// else the title without a leading article.
pub fn index_name(entity: &Entity) -> String {
    if let Some(sort) = &entity.sort {
        return sort.clone();
    }
    match &entity.details {
        Details::Person(person) => {
            let order = person.name.order.unwrap_or(NameOrder::GivenFirst);
            match (&person.name.family, order) {
                (Some(_), NameOrder::FamilyFirst) => entity.common.title.clone(),
                (Some(family), NameOrder::GivenFirst) => match &person.name.given {
                    Some(given) => format!("{family}, {given}"),
                    None => inverted(&entity.common.title),
                },
                (None, NameOrder::FamilyFirst) => entity.common.title.clone(),
                (None, NameOrder::GivenFirst) => inverted(&entity.common.title),
            }
        }
        _ => without_article(&entity.common.title).to_owned(),
    }
}

/// `Ada Lovelace` as `Lovelace, Ada`; one word stays as it is, and `Jr.` or `III` stays at the end.
pub fn inverted(name: &str) -> String {
    let name = name.trim();
    let (bare, suffix) = match name.rsplit_once(' ') {
        Some((bare, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")) => {
            (bare.trim_end_matches(','), &name[bare.len() + 1..])
        }
        _ => (name, ""),
    };
    match (bare.rsplit_once(' '), suffix) {
        (None, _) => name.to_owned(),
        (Some((given, family)), "") => format!("{family}, {given}"),
        (Some((given, family)), suffix) => format!("{family}, {given}, {suffix}"),
    }
}

/// A title without its leading `The`, `A` or `An`.
pub fn without_article(title: &str) -> &str {
    ["The ", "A ", "An "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title)
}

/// The heading that a name stands under in an index: its first letter without marks, or `0–9`.
pub fn initial(name: &str) -> String {
    match folded(name).chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    }
}

/// Documents by earliest day, latest day and slug; the undated last.
pub fn document_key(document: &Document) -> (bool, Option<(Day, Day)>, &str) {
    (document.date.is_none(), document.date.map(|date| date.sort_key()), document.id.slug())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, fold: &str, letter: &str) {
        assert_eq!((folded(name).as_str(), initial(name).as_str()), (fold, letter));
    }

    #[test]
    fn names_are_looked_up_without_marks() {
        check("Đặng, Ánh", "dang anh", "D");
        check("O’Hara", "ohara", "O");
        check("U.S. Navy", "us navy", "U");
        check("1848 Club", "1848 club", "0–9");
    }

    #[test]
    fn names_in_index_order() {
        assert_eq!(inverted("Ada King Lovelace"), "Lovelace, Ada King");
        assert_eq!(inverted("Plato"), "Plato");
        assert_eq!(inverted("Cato Rufus, Jr."), "Rufus, Cato, Jr.");
        assert_eq!(inverted("Louis II"), "Louis II");
        assert_eq!(without_article("The Hague"), "Hague");
        assert_eq!(without_article("Theatre"), "Theatre");
    }
}
