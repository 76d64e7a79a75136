//! `briefbook schema`: JSON Schemas, which let editors complete and check while they type.
//!
//! The keys are those that the readers in `config` and `content` know; a test gives each to its
//! reader and looks that it is taken.

use serde_json::{Value, json};

use super::args::SchemaFile;

/// The schema of a kind of file.
pub(super) fn text(file: SchemaFile) -> String {
    let schema = match file {
        SchemaFile::Site => site(),
        SchemaFile::Document => document(),
        SchemaFile::Entity => entity(),
        SchemaFile::Notes => notes(),
    };
    format!("{schema:#}\n")
}

fn object(title: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn text_type(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn texts(description: &str) -> Value {
    json!({"description": description, "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
}

fn date(description: &str) -> Value {
    json!({"type": ["string", "integer"], "description": format!("{description} As EDTF: 2015, 2015-06, 2015-06-01, 2016-05~, 2015-05/2015-06.")})
}

fn citation() -> Value {
    json!({"anyOf": [
        {"type": "string", "description": "documents/<slug>, or a title"},
        {"type": "object", "additionalProperties": false, "required": ["title"],
         "properties": {"title": {"type": "string"}, "url": {"type": "string"}}},
    ]})
}

fn fact(value: Value) -> Value {
    json!({"anyOf": [value.clone(), {"type": "object", "additionalProperties": false, "required": ["value"],
        "properties": {"value": value, "source": citation()}}]})
}

fn link_policy() -> Value {
    json!({"enum": ["every", "first", "first-per-section", "never"]})
}

fn common() -> Value {
    json!({
        "title": text_type("The title."),
        "summary": text_type("One or two sentences."),
        "draft": {"type": "boolean", "description": "Not in public output."},
        "reviewed": {"type": "object", "additionalProperties": false, "required": ["by", "on"],
            "properties": {"by": text_type("Key of [editors]."), "on": date("When.")}},
        "corrections": {"type": "array", "items": {"type": "object", "additionalProperties": false,
            "required": ["on", "text"], "properties": {"on": date("When."), "text": {"type": "string"}}}},
        "redirect_from": texts("Old addresses that lead here."),
    })
}

fn merged(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

fn site() -> Value {
    let kind = object(
        "A kind",
        &[],
        json!({
            "folder": text_type("Below content/ and in addresses."), "singular": text_type("One of them."),
            "plural": text_type("Several."), "template": text_type("Below templates/."),
        }),
    );
    object(
        "site.toml of a briefbook",
        &["title", "base_url"],
        json!({
            "title": text_type("The book's title."),
            "base_url": {"type": "string", "pattern": "^https?://", "description": "Where it will be published."},
            "language": text_type("A language tag, like en."),
            "description": text_type("One or two sentences about the book."),
            "authors": {"type": "array", "items": {"type": "string"}},
            "mentions": object("How mentions are linked", &[], json!({
                "link": link_policy(), "default_body": text_type("Whose President “the President” is."),
            })),
            "kinds": {"type": "object", "additionalProperties": kind},
            "search": object("Search", &[], json!({"full_text": {"type": "boolean"}})),
            "editors": {"type": "object", "additionalProperties": object("An editor", &[], json!({"name": {"type": "string"}}))},
        }),
    )
}

fn document() -> Value {
    let source = object(
        "Where it comes from",
        &["publication"],
        json!({
            "publication": text_type("Who published it, or unknown."), "kind": text_type("Wire report, newspaper, official, …"),
            "author": text_type("Who wrote it."), "url": text_type("Its address."), "retrieved": date("When it was fetched."),
            "archive": text_type("An archived copy."), "description": text_type("What the text itself shows."),
        }),
    );
    object(
        "Front matter of a document",
        &["title", "source", "rights"],
        merged(
            common(),
            json!({
                "date": date("When it was published."),
                "date_basis": text_type("The words or reasons that the date rests on."),
                "covers": {"anyOf": [date("The time it speaks of."), {"type": "object", "additionalProperties": false,
                    "properties": {"from": date("From."), "to": date("To.")}}]},
                "source": source,
                "dateline": text_type("Where and when the text says that it was written."),
                "rights": {"enum": ["public-domain", "licensed", "excerpt", "own-words", "restricted"]},
                "topics": texts("What it is about."),
                "language": text_type("The language of its text."),
                "mentions": {"type": "object", "additionalProperties": false, "properties": {"link": link_policy()}},
                "sources": {"type": "array", "items": citation()},
            }),
        ),
    )
}

fn entity() -> Value {
    let term = object(
        "An office held",
        &[],
        json!({
            "office": text_type("A slug of offices/."), "title": text_type("A title without a page."),
            "from": date("Inclusive."), "to": date("Exclusive, or present."), "as_of": date("For to: present."),
            "acting": {"type": "boolean"}, "source": citation(),
        }),
    );
    let signatory = object(
        "A signatory",
        &["person"],
        json!({"person": {"type": "string"}, "office": {"type": "string"}}),
    );
    let dated = |description: &str| fact(date(description));
    object(
        "Front matter of an entity",
        &["title"],
        merged(
            common(),
            json!({
                "aliases": texts("Other names."), "short": texts("Names used after the first mention."),
                "sort": text_type("What it is sorted by."), "never": texts("Longer strings that are something else."),
                "link": link_policy(),
                "ids": {"type": "object", "additionalProperties": false, "properties": {
                    "wikidata": {"type": "string"}, "viaf": {"type": ["string", "integer"]},
                    "lcnaf": {"type": "string"}, "geonames": {"type": ["string", "integer"]}}},
                "sources": {"type": "array", "items": citation()},
                "name": {"type": "object", "additionalProperties": false, "properties": {
                    "family": {"type": "string"}, "given": {"type": "string"}, "order": {"enum": ["family-first", "given-first"]}}},
                "born": dated("Birth."), "died": dated("Death."), "offices": {"type": "array", "items": term},
                "body": text_type("The state or organisation of an office."), "variants": texts("Other wordings of an office."),
                "concluded_as": text_type("Treaty, memorandum, …"), "legal_status": text_type("Binding or political."),
                "parties": texts("Entities or names."), "signed": dated("Signature."), "provisional_from": dated("Provisional application."),
                "in_force": dated("Entry into force."), "amended": {"type": "array", "items": dated("Amendment.")},
                "replaced_by": text_type("A slug of agreements/."), "ended": dated("End."),
                "signatories": {"type": "array", "items": signatory}, "citation": text_type("Where it is printed."),
                "status": fact(text_type("Its status.")), "status_as_of": date("When that was so."),
                "start": dated("First day."), "end": dated("Last day."), "place": text_type("A slug of places/, or a name."),
                "participants": texts("Entities or names."),
            }),
        ),
    )
}

fn notes() -> Value {
    let quote = object(
        "A passage",
        &["exact"],
        json!({
            "prefix": text_type("What stands just before."), "exact": text_type("The passage."), "suffix": text_type("What stands just after."),
        }),
    );
    let note = object(
        "A note or link decision",
        &["at"],
        json!({
            "id": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$"},
            "kind": {"enum": crate::notes::NoteKind::NAMES.map(|(name, _)| name)},
            "at": object("Where", &["quote"], json!({"quote": quote})),
            "text": text_type("What it says, Markdown."), "is": text_type("The passage names this entity."),
            "not": text_type("The passage does not name this entity."),
            "cites": {"type": "array", "items": citation()}, "by": text_type("Key of [editors]."), "on": date("When."),
            "visibility": {"enum": ["public", "internal", "draft"]}, "re": text_type("The note that it answers."),
        }),
    );
    object(
        "Notes on a document",
        &[],
        json!({
            "base": object("The text that the notes were last checked against", &[], json!({"sha256": {"type": "string"}})),
            "notes": {"type": "array", "items": note},
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Kinds, content, path::SourcePath};

    /// Every key of a schema is known to the reader, and the reader knows no other.
    fn check(schema: &Value, read: impl Fn(&str) -> Vec<crate::diag::Finding>) {
        let properties = schema["properties"].as_object().unwrap();
        for key in properties.keys() {
            let unknown =
                read(&format!("{key}: x\n")).into_iter().any(|f| f.code == "content-unknown-key");
            assert!(!unknown, "the reader does not know `{key}`");
        }
        let hint = read("qqqqqqqqqq: x\n")
            .into_iter()
            .find(|f| f.code == "content-unknown-key")
            .unwrap()
            .hint;
        for key in hint.trim_start_matches("the keys here are ").split(", ") {
            assert!(properties.contains_key(key), "the schema lacks `{key}`");
        }
    }

    #[test]
    fn documents_and_notes() {
        let path = SourcePath::new("content/documents/a.md").unwrap();
        check(&document(), |yaml| content::document::parse(&path, &format!("---\n{yaml}---\n")).1);
        check(&notes(), |yaml| crate::notes::file::parse(&path, yaml).1);
    }

    #[test]
    fn entities_of_every_kind() {
        let kinds = Kinds::default();
        let path = SourcePath::new("content/x/a.md").unwrap();
        let known = |key: &str| {
            kinds.iter().any(|kind| {
                let found =
                    content::entity_file::parse(&path, &format!("---\n{key}: x\n---\n"), kind).1;
                !found.iter().any(|f| f.code == "content-unknown-key")
            })
        };
        let schema = entity();
        let properties = schema["properties"].as_object().unwrap();
        // Only kinds declared in site.toml have a status without being agreements.
        assert_eq!(
            properties.keys().filter(|key| !known(key)).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
        for kind in kinds.iter() {
            let found = content::entity_file::parse(&path, "---\nqqqqqqqqqq: x\n---\n", kind).1;
            let hint = found.into_iter().find(|f| f.code == "content-unknown-key").unwrap().hint;
            for key in hint.trim_start_matches("the keys here are ").split(", ") {
                assert!(properties.contains_key(key), "the schema lacks `{key}`");
            }
        }
    }
}
