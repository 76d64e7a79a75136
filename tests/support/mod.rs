#![allow(dead_code, reason = "each test uses what it needs")]

//! Entities from a short YAML list, for tests that need a register but no files.

use briefbook::{
    content::{
        Common, Entity, FileFacts, LinkPolicy, Placed,
        entity::{Details, NameOrder, Office, OfficeTerm, Person, TermEnd},
    },
    date::Edtf,
    diag::ByteRange,
    hash::ContentHash,
    path::{EntityId, SourcePath},
};
use serde_yaml::Value;

fn text(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn placed(value: String) -> Placed<String> {
    Placed { value, range: ByteRange::default() }
}

fn list(value: &Value, key: &str) -> Option<Vec<Placed<String>>> {
    let list = value.get(key)?.as_sequence()?;
    Some(list.iter().filter_map(|item| item.as_str()).map(|s| placed(s.to_owned())).collect())
}

fn date(value: &Value, key: &str) -> Option<Edtf> {
    text(value, key).and_then(|date| Edtf::parse(&date))
}

fn person(value: &Value) -> Details {
    let mut person = Person::default();
    person.name.order = text(value, "order").map(|order| match &*order {
        "family-first" => NameOrder::FamilyFirst,
        _ => NameOrder::GivenFirst,
    });
    let offices = value.get("offices").and_then(Value::as_sequence);
    for held in offices.into_iter().flatten() {
        person.offices.push(OfficeTerm {
            office: text(held, "office").map(placed),
            title: text(held, "title"),
            from: date(held, "from"),
            to: date(held, "to").map_or(TermEnd::Unknown, TermEnd::On),
            acting: false,
            source: None,
            range: ByteRange::default(),
        });
    }
    Details::Person(person)
}

fn entity(value: &Value) -> Entity {
    let id = text(value, "id").expect("an id");
    let (folder, slug) = id.split_once('/').expect("a folder and a slug");
    let path = SourcePath::new(&format!("content/{id}.md")).expect("a path");
    let details = match folder {
        "people" => person(value),
        "offices" => Details::Office(Office {
            body: text(value, "body"),
            variants: list(value, "variants").unwrap_or_default(),
        }),
        _ => Details::Plain,
    };
    let link = text(value, "link");
    Entity {
        id: EntityId::new(folder, slug),
        kind: folder.to_owned(),
        file: FileFacts { path, hash: ContentHash::default(), body: ByteRange::default() },
        common: Common {
            title: text(value, "title").expect("a title"),
            summary: text(value, "summary"),
            ..Common::default()
        },
        aliases: list(value, "aliases").unwrap_or_default(),
        short: list(value, "short"),
        sort: None,
        never: list(value, "never").unwrap_or_default().into_iter().map(|n| n.value).collect(),
        link: LinkPolicy::NAMES
            .iter()
            .find(|(name, _)| Some(*name) == link.as_deref())
            .map(|l| l.1),
        ids: Vec::new(),
        sources: Vec::new(),
        details,
    }
}

/// The entities of a list.
pub(crate) fn entities(yaml: &str) -> Vec<Entity> {
    let value: Value = serde_yaml::from_str(yaml).expect("YAML");
    value.as_sequence().expect("a list").iter().map(entity).collect()
}
