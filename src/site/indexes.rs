//! The entities of each kind, as an index lists them.
//!
//! In: kinds and entities. Out: for each kind its entries by name, with references from other
//! names, and its entities by date. Never: a name that no file has.

use std::collections::BTreeMap;

use super::{
    chronology::main_date,
    numbers::EntityNumber,
    order::{folded, index_name, inverted, without_article},
};
use crate::{
    config::Kinds,
    content::{
        Entity,
        entity::{Details, NameOrder},
    },
};

/// An entry of an index by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The name that it stands under.
    pub name: String,
    /// Which entity.
    pub entity: EntityNumber,
    /// Whether this is another name, which only says where to look.
    pub see: bool,
}

/// The index of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindIndex {
    /// By name, without regard to marks and case.
    pub by_name: Vec<IndexEntry>,
    /// By date, the undated last.
    pub by_date: Vec<EntityNumber>,
    /// How many have a date.
    pub dated: usize,
}

/// The indexes of all kinds that have an entity, by the name of the kind.
pub(super) fn all(kinds: &Kinds, entities: &[Entity]) -> BTreeMap<String, KindIndex> {
    let mut indexes = BTreeMap::<String, KindIndex>::new();
    for (at, entity) in entities.iter().enumerate() {
        let Some(kind) = kinds.of_folder(entity.id.folder()) else { continue };
        let index = indexes.entry(kind.name.clone()).or_default();
        add(index, EntityNumber(at), entity);
    }
    for index in indexes.values_mut() {
        let key = |e: &IndexEntry| (folded(&e.name), e.name.clone(), e.see, e.entity);
        index.by_name.sort_by_cached_key(key);
        let dated = |number: &EntityNumber| {
            let date = main_date(&entities[number.0].details);
            (date.is_none(), date.map(|date| date.sort_key()), *number)
        };
        index.by_date.sort_by_key(dated);
    }
    indexes
}

fn add(index: &mut KindIndex, number: EntityNumber, entity: &Entity) {
    let name = index_name(entity);
    index.by_date.push(number);
    index.dated += usize::from(main_date(&entity.details).is_some());
    let first = first_word(&name);
    let mut seen = vec![first];
    for alias in &entity.aliases {
        let other = alias_name(entity, &alias.value);
        let word = first_word(&other);
        // Another name that would stand beside the first helps nobody.
        if !seen.contains(&word) {
            seen.push(word);
            index.by_name.push(IndexEntry { name: other, entity: number, see: true });
        }
    }
    index.by_name.push(IndexEntry { name, entity: number, see: false });
}

fn first_word(name: &str) -> String {
    folded(name).split(' ').next().unwrap_or_default().to_owned()
}

fn alias_name(entity: &Entity, alias: &str) -> String {
    match &entity.details {
        Details::Person(person) if person.name.order != Some(NameOrder::FamilyFirst) => {
            inverted(alias)
        }
        _ => without_article(alias).to_owned(),
    }
}
