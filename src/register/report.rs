//! Findings about the names of the register.
//!
//! In: the entities. Out: names of several entities, names that no text can have. Never: what to
//! do about them.

use std::collections::BTreeMap;

use super::names::{LONGEST, is_findable};
use crate::{
    config::Kinds,
    content::{Entity, words::folded_name},
    diag::{ByteRange, Pending, Report},
};

/// All findings, in the order of the entities.
pub(super) fn findings(entities: &[&Entity], kinds: &Kinds) -> Vec<Pending> {
    let mut bearers = BTreeMap::<String, Vec<&Entity>>::new();
    for entity in entities {
        for (name, _) in own_names(entity) {
            let all = bearers.entry(folded_name(name)).or_default();
            if all.last().is_none_or(|last| last.id != entity.id) {
                all.push(entity);
            }
        }
    }
    let mut findings = Vec::new();
    for entity in entities {
        for (name, range) in own_names(entity) {
            if !name.trim().is_empty() && !is_findable(name) {
                let message = format!(
                    "this name has no letter or more than {LONGEST} characters, so it is never found"
                );
                let report =
                    Report::new("register-long-name", message).hint("write a shorter name");
                findings.push(Pending::new(&entity.file.path, range, report));
            }
            let others = bearers.get(&folded_name(name)).map_or(&[][..], Vec::as_slice);
            let first = others.first().is_some_and(|first| first.id == entity.id);
            if others.len() > 1 && first {
                findings.push(Pending::new(&entity.file.path, range, shared(name, others, kinds)));
            }
        }
    }
    findings
}

fn shared(name: &str, others: &[&Entity], kinds: &Kinds) -> Report {
    let list = |entity: &&Entity| {
        let kind = kinds.named(&entity.kind).map_or(entity.kind.as_str(), |k| k.singular.as_str());
        format!("{} ({kind})", entity.id)
    };
    let names: Vec<String> = others.iter().map(list).collect();
    let message = format!("“{name}” is a name of {}", names.join(" and of "));
    Report::new("register-shared-name", message)
        .hint("mentions by this name alone are doubtful; a note's `is` decides them")
}

fn own_names(entity: &Entity) -> impl Iterator<Item = (&str, ByteRange)> {
    let title = (entity.common.title.as_str(), entity.common.title_range);
    std::iter::once(title).chain(entity.aliases.iter().map(|a| (a.value.as_str(), a.range)))
}
