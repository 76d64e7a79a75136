//! The schemas of entities: the common keys and what only some kinds have.
//!
//! In: the shape of a kind. Out: a schema. Never: a key that `content::entity_file` does not read
//! for that shape.

use serde_json::{Value, json};

use super::parts::{
    boolean, citation, citations, common, date, date_or_present, dated_fact, fact, file,
    link_policy, list, mapping, merged, one_or_more, says, text, texts,
};
use crate::config::Shape;

/// The front matter of entities of one shape.
pub(super) fn of(what: &str, shape: Shape) -> Value {
    schema(&format!("Front matter of {what}"), merged(shared(), details(shape)))
}

/// The front matter of an entity of any kind: the keys of all.
pub(super) fn any() -> Value {
    use Shape::{Agreement, Declared, Event, Office, Person};
    let shapes = [Person, Office, Agreement, Event, Declared];
    let keys = shapes.map(details).into_iter().fold(shared(), merged);
    schema("Front matter of an entity", keys)
}

fn schema(title: &str, properties: Value) -> Value {
    file(title, mapping("One entry of the register.", &["title"], properties))
}

fn shared() -> Value {
    let own = json!({
        "aliases": texts("Other names by which texts call it."),
        "short": texts("Names used after the first mention. Left out: derived from the title; []: none."),
        "sort": text("What it is sorted by, if not by the title (for people: the family name)."),
        "never": texts("Longer strings that contain the name but are something else."),
        "link": link_policy("Which mentions become links; never records them only."),
        "ids": mapping("Its numbers in authority files.", &[], json!({
            "wikidata": text("Wikidata, like Q7259."),
            "viaf": text("The Virtual International Authority File."),
            "lcnaf": text("The Library of Congress Name Authority File."),
            "geonames": text("GeoNames."),
        })),
        "sources": citations("What the facts of this file rest on."),
    });
    merged(common(), own)
}

fn details(shape: Shape) -> Value {
    match shape {
        Shape::Person => person(),
        Shape::Office => json!({
            "body": text("The state or organization that the office belongs to."),
            "variants": texts("Other wordings of the title, like Secretary of Defense."),
        }),
        Shape::Agreement => agreement(),
        Shape::Event => merged(
            span(),
            json!({
                "place": text("Where: a slug of places/, or a name."),
                "participants": texts("Who took part: entities, like people/ada-lovelace, or names."),
            }),
        ),
        Shape::Declared => {
            merged(merged(span(), status()), json!({"citation": text("Where it is printed.")}))
        }
        Shape::Plain => json!({}),
    }
}

fn span() -> Value {
    json!({"start": dated_fact("Its first day."), "end": dated_fact("Its last day.")})
}

fn status() -> Value {
    json!({
        "status": fact(text("Its status in words, like in force.")),
        "status_as_of": date("When that was so."),
    })
}

fn person() -> Value {
    let name = mapping(
        "The parts of the name; left out, they are derived from the title.",
        &[],
        json!({
            "family": text("The family name."),
            "given": text("The given name or names."),
            "order": {
                "description": "family-first for names like Nguyễn Tấn Dũng, given-first for names like Ada Lovelace.",
                "enum": ["family-first", "given-first"],
            },
        }),
    );
    json!({
        "name": name,
        "born": dated_fact("Birth."),
        "died": dated_fact("Death."),
        "offices": one_or_more("Offices held, with their terms.", term()),
    })
}

fn term() -> Value {
    let mut term = mapping(
        "An office held: office or title, and when.",
        &[],
        json!({
            "office": text("A slug of offices/."),
            "title": text("The title in words, for an office without a page: President of France."),
            "from": date("The first day."),
            "to": date_or_present("The day on which it was no longer held; or present, with as_of. Left out: not known."),
            "as_of": date("The date of the knowledge that to: present rests on."),
            "acting": boolean("true for one who held it for somebody else."),
            "source": citation("What this term rests on."),
        }),
    );
    term["anyOf"] = json!([says("office"), says("title")]);
    term["if"] = json!({"required": ["to"], "properties": {"to": {"const": "present"}}});
    term["then"] =
        json!({"required": ["as_of"], "properties": {"as_of": {"type": ["string", "integer"]}}});
    term
}

fn agreement() -> Value {
    let signatory = mapping(
        "Who signed, and as what.",
        &["person"],
        json!({
            "person": text("A slug of people/, or a name."),
            "office": text("A slug of offices/, or a title."),
        }),
    );
    let own = json!({
        "concluded_as": text("Treaty, executive agreement, memorandum, joint statement, letter of agreement, …."),
        "legal_status": text("binding or political."),
        "parties": texts("Who agreed: entities, like places/france, or names."),
        "signed": dated_fact("Signature."),
        "provisional_from": dated_fact("Provisional application."),
        "in_force": dated_fact("Entry into force."),
        "amended": one_or_more("When it was amended.", dated_fact("An amendment.")),
        "replaced_by": text("What replaced it: a slug of agreements/."),
        "ended": dated_fact("When it ended."),
        "signatories": list("Who signed it.", signatory),
        "citation": text("Where it is printed."),
    });
    merged(own, status())
}
