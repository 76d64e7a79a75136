//! What is wrong or doubtful in the names and offices of the register.
//!
//! In: the entities and the register built of them. Out: [`RegisterFinding`]s, for the caller to
//! place in files. Never: a file, a line number.

use std::collections::BTreeMap;

use super::text::name_words;
use crate::{
    content::{Entity, entity::Details, words::folded_phrase},
    diag::{ByteRange, Report, did_you_mean},
    path::EntityId,
};

/// A report about an entity's file, still without path and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFinding {
    /// Whose file.
    pub entity: EntityId,
    /// Where in the file.
    pub range: ByteRange,
    /// What is the matter.
    pub report: Report,
}

/// The longest name that is looked for, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// Whether a name can ever be found in a text.
pub(super) fn is_findable(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST_NAME
}

/// All findings about the register, in the order of entities.
pub(super) fn findings(entities: &[&Entity]) -> Vec<RegisterFinding> {
    let mut findings = Vec::new();
    unknown_offices(entities, &mut findings);
    shared_and_long_names(entities, &mut findings);
    findings.sort_by(|a, b| (&a.entity, a.range).cmp(&(&b.entity, b.range)));
    findings
}

fn unknown_offices(entities: &[&Entity], findings: &mut Vec<RegisterFinding>) {
    let offices: Vec<&str> =
        entities.iter().filter(|e| e.id.folder() == "offices").map(|e| e.id.slug()).collect();
    for entity in entities {
        let Details::Person(person) = &entity.details else { continue };
        for office in person.offices.iter().filter_map(|term| term.office.as_ref()) {
            let slug = office.value.strip_prefix("offices/").unwrap_or(&office.value);
            if offices.contains(&slug) {
                continue;
            }
            let message = format!("there is no office `{slug}`");
            let hint = did_you_mean(slug, offices.iter().copied()).map_or_else(
                || "use `title:` for an office without a page".to_owned(),
                |known| format!("did you mean `{known}`?"),
            );
            findings.push(RegisterFinding {
                entity: entity.id.clone(),
                range: office.range,
                report: Report::new("reference-unknown", message).hint(hint),
            });
        }
    }
}

/// Every name of an entity as its file has it, with its place.
fn names(entity: &Entity) -> impl Iterator<Item = (&str, ByteRange)> {
    let variants = match &entity.details {
        Details::Office(office) => &office.variants[..],
        _ => &[],
    };
    std::iter::once((&*entity.common.title, entity.common.title_range)).chain(
        entity
            .aliases
            .iter()
            .chain(entity.short.iter().flatten())
            .chain(variants)
            .map(|name| (&*name.value, name.range)),
    )
}

fn shared_and_long_names(entities: &[&Entity], findings: &mut Vec<RegisterFinding>) {
    let mut owners = BTreeMap::<String, Vec<(&Entity, ByteRange)>>::new();
    for entity in entities {
        for (name, range) in names(entity).filter(|(name, _)| !name.is_empty()) {
            if !is_findable(name) {
                let message = format!("`{}` is never found in a text", shortened(name));
                findings.push(RegisterFinding {
                    entity: entity.id.clone(),
                    range,
                    report: Report::new("register-long-name", message)
                        .hint("give a name with a letter and at most 200 characters"),
                });
                continue;
            }
            let owners = owners.entry(folded_phrase(name)).or_default();
            if owners.iter().all(|(owner, _)| owner.id != entity.id) {
                owners.push((entity, range));
            }
        }
    }
    for (_, owners) in owners.iter().filter(|(_, owners)| owners.len() > 1) {
        for (entity, range) in owners {
            let others: Vec<&str> = owners
                .iter()
                .filter(|(other, _)| other.id != entity.id)
                .map(|(other, _)| other.id.as_str())
                .collect();
            let message = format!("this name is also a name of {}", others.join(", "));
            findings.push(RegisterFinding {
                entity: entity.id.clone(),
                range: *range,
                report: Report::new("register-shared-name", message),
            });
        }
    }
}

fn shortened(name: &str) -> String {
    let words = name_words(name).len();
    match name.chars().count() {
        0..=60 => name.to_owned(),
        _ => format!("{}… ({words} words)", name.chars().take(60).collect::<String>()),
    }
}
