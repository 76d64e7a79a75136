//! The register (shallow): names by entity.

use crate::{
    config::Kinds,
    content::{Entity, LinkPolicy, words::NameWords},
    diag::Pending,
    hash::{ContentHash, KeyBuilder},
    path::EntityId,
};

/// All entities with their names.
#[derive(Default)]
pub struct Register {
    pub(crate) names: Vec<(String, EntityId, Option<LinkPolicy>, bool)>,
    ids: Vec<EntityId>,
    key: ContentHash,
}

impl Register {
    /// From the entities.
    pub fn build(entities: &[&Entity], _kinds: &Kinds) -> (Self, Vec<Pending>) {
        let mut r = Self::default();
        let mut key = KeyBuilder::new("register");
        for e in entities {
            r.ids.push(e.id.clone());
            r.names.push((e.common.title.clone(), e.id.clone(), e.link, true));
            for a in &e.aliases {
                r.names.push((a.value.clone(), e.id.clone(), e.link, false));
            }
        }
        r.names.sort_by_key(|n| std::cmp::Reverse(n.0.len()));
        for n in &r.names {
            key.text(&n.0).text(n.1.as_str());
        }
        r.key = key.finish();
        (r, Vec::new())
    }
    /// Digest.
    pub fn answer(&self, _words: &NameWords) -> ContentHash {
        self.key
    }
    /// Ids a target means.
    pub fn resolve(&self, target: &str) -> Vec<EntityId> {
        let mut v: Vec<EntityId> = self
            .ids
            .iter()
            .filter(|id| id.as_str() == target || id.slug() == target)
            .cloned()
            .collect();
        if v.is_empty() {
            v = self.names.iter().filter(|n| n.0 == target).map(|n| n.1.clone()).collect();
            v.dedup();
        }
        v
    }
}
