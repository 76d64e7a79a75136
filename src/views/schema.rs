//! schema.org descriptions.
//!
//! In: a site and what a page is about. Out: JSON-LD. Never: anything that the page does not show.

use serde_json::{Map, Value, json};

use super::shapes::{self, full_address};
use crate::{
    content::{Entity, Rights, entity::Details},
    path::Route,
    site::{DocumentFacts, Site},
};

fn object(fields: Vec<(&str, Value)>) -> Value {
    let keep = |value: &Value| !value.is_null() && *value != json!([]);
    let fields = fields.into_iter().filter(|(_, value)| keep(value));
    Value::Object(fields.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn book(site: &Site) -> Value {
    json!({"@type": "Book", "name": site.book.title, "url": full_address(site, &Route::home())})
}

fn people(names: &[String]) -> Value {
    names.iter().map(|name| json!({"@type": "Person", "name": name})).collect()
}

/// The home page.
pub(super) fn home(site: &Site) -> Value {
    object(vec![
        ("@context", json!("https://schema.org")),
        ("@type", json!("Book")),
        ("name", json!(site.book.title)),
        ("description", json!(site.book.description)),
        ("url", json!(full_address(site, &Route::home()))),
        ("inLanguage", json!(site.book.language)),
        ("author", people(&site.book.authors)),
    ])
}

/// A document. Our own account of one is an article based on it.
pub(super) fn document(site: &Site, facts: &DocumentFacts) -> Value {
    let document = &facts.document;
    let source = &document.source;
    let origin = vec![
        ("author", source.author.as_ref().map_or(Value::Null, |a| people(std::slice::from_ref(a)))),
        ("datePublished", json!(document.date.and_then(crate::date::Edtf::html))),
        (
            "publisher",
            source
                .publication
                .as_ref()
                .map_or(Value::Null, |name| json!({"@type": "Organization", "name": name})),
        ),
    ];
    let mut fields = vec![
        ("@context", json!("https://schema.org")),
        ("@type", json!("Article")),
        ("headline", json!(document.common.title)),
        ("url", json!(full_address(site, &document.id.route()))),
        ("inLanguage", json!(document.language.as_ref().unwrap_or(&site.book.language))),
        ("abstract", json!(document.common.summary.as_deref().map(shapes::plain))),
        ("keywords", json!(document.topics)),
        ("isPartOf", book(site)),
    ];
    if document.rights == Rights::OwnWords {
        let mut original = vec![("@type", json!("CreativeWork"))];
        original.extend(origin);
        original.push(("url", json!(source.url)));
        fields.push(("author", people(&site.book.authors)));
        fields.push(("isBasedOn", object(original)));
    } else {
        fields.extend(origin);
        fields.push(("sameAs", json!(source.url)));
    }
    fields.push(("mentions", mentions(site, facts)));
    object(fields)
}

fn mentions(site: &Site, facts: &DocumentFacts) -> Value {
    let ids: std::collections::BTreeSet<_> = facts.mentions.iter().map(|m| &m.entity).collect();
    let named = ids.into_iter().filter_map(|id| site.entity_number(id));
    named
        .map(|number| {
            let entity = site.entity(number);
            json!({
                "@type": schema_type(entity),
                "name": entity.common.title,
                "url": full_address(site, &entity.id.route()),
            })
        })
        .collect()
}

fn schema_type(entity: &Entity) -> &'static str {
    match (&entity.details, entity.kind.as_str()) {
        (Details::Person(_), _) => "Person",
        (Details::Agreement(_), _) => "CreativeWork",
        (_, "event") => "Event",
        (_, "organization") => "Organization",
        (_, "place") => "Place",
        (_, "vessel") => "Vehicle",
        _ => "Thing",
    }
}

/// An entity.
pub(super) fn entity(site: &Site, entity: &Entity, same_as: &[String]) -> Value {
    let aliases: Vec<&str> = entity.aliases.iter().map(|alias| alias.value.as_str()).collect();
    let mut fields = vec![
        ("@context", json!("https://schema.org")),
        ("@type", json!(schema_type(entity))),
        ("name", json!(entity.common.title)),
        ("alternateName", json!(aliases)),
        ("description", json!(entity.common.summary.as_deref().map(shapes::plain))),
        ("url", json!(full_address(site, &entity.id.route()))),
        ("sameAs", json!(same_as)),
    ];
    let iso = |fact: &Option<crate::content::facts::Fact<crate::date::Edtf>>| {
        json!(fact.as_ref().and_then(|fact| fact.value.html()))
    };
    match &entity.details {
        Details::Person(person) => {
            fields.push(("birthDate", iso(&person.born)));
            fields.push(("deathDate", iso(&person.died)));
        }
        Details::Event(event) if entity.kind == "event" => {
            fields.push(("startDate", iso(&event.start)));
            fields.push(("endDate", iso(&event.end)));
        }
        Details::Agreement(agreement) => fields.push(("dateCreated", iso(&agreement.signed))),
        _ => {}
    }
    object(fields)
}
