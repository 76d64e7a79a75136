//! The JSON Schemas say what the strict readers accept: the same values are given to both, at
//! every depth of every kind of file, and the two must agree.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use briefbook::{
    config::{self, Kind, Kinds, Shape},
    content,
    diag::{Finding, Severity},
    notes,
    path::SourcePath,
};
use regex_lite::Regex;
use serde_json::{Map, Value, json};

/// The schema that the program prints.
fn schema(file: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_briefbook")).args(["schema", file]).output();
    serde_json::from_slice(&output.unwrap().stdout).unwrap()
}

/// Reads a value as a file of this kind would be read.
fn read(file: &str, value: &Value) -> Vec<Finding> {
    let path = |text: &str| SourcePath::new(text).unwrap();
    let front = || format!("---\n{value}\n---\n");
    let entity =
        |kind: &Kind| content::entity_file::parse(&path("content/x/a.md"), &front(), kind).1;
    match file {
        "site" => config::parse::parse(&SourcePath::site_toml(), &toml_file(value)).1,
        "document" => content::document::parse(&path("content/documents/a.md"), &front()).1,
        "page" => content::page::parse(&path("content/a.md"), &front()).1,
        "notes" => {
            notes::file::parse(&path("content/documents/a.notes.yaml"), &value.to_string()).1
        }
        "declared" => entity(&Kind {
            shape: Shape::Declared,
            ..Kinds::default().named("place").unwrap().clone()
        }),
        kind => entity(Kinds::default().named(kind).unwrap()),
    }
    .into_iter()
    // Whether one date is before another is beyond a schema.
    .filter(|finding| finding.severity == Severity::Error && finding.code != "date-order")
    .collect()
}

fn toml_file(value: &Value) -> String {
    let line = |(key, value): (&String, &Value)| format!("\"{key}\" = {}\n", toml(value));
    value.as_object().unwrap().iter().map(line).collect()
}

fn toml(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("\"{key}\" = {}", toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        value => value.to_string(),
    }
}

/// A validator of the keywords that the schemas use.
fn valid(schema: &Value, value: &Value) -> bool {
    let any = |schemas: &Value, test: &dyn Fn(&Value) -> bool| {
        schemas.as_array().unwrap().iter().any(test)
    };
    schema.as_object().unwrap().iter().all(|(keyword, rule)| match &**keyword {
        "$schema" | "title" | "description" | "then" => true,
        "type" => match rule {
            Value::Array(_) => any(rule, &|name| is(name, value)),
            name => is(name, value),
        },
        "enum" => any(rule, &|word| word == value),
        "const" => rule == value,
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
        "required" => value
            .as_object()
            .is_none_or(|map| !any(rule, &|key| !map.contains_key(key.as_str().unwrap()))),
        "properties" => value.as_object().is_none_or(|map| {
            map.iter().all(|(key, value)| rule.get(key).is_none_or(|schema| valid(schema, value)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| {
            let known =
                |key: &String| schema.get("properties").is_some_and(|p| p.get(key).is_some());
            map.iter().all(|(key, value)| known(key) || rule.is_object() && valid(rule, value))
        }),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(rule, item))),
        "anyOf" => any(rule, &|schema| valid(schema, value)),
        "not" => !valid(rule, value),
        "if" => !valid(rule, value) || valid(&schema["then"], value),
        other => panic!("the validator does not know `{other}`"),
    })
}

/// Whether a pattern is in a text; each pattern is compiled once.
fn matches(pattern: &str, text: &str) -> bool {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, Regex>> = const { RefCell::new(BTreeMap::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        let new = || Regex::new(pattern).unwrap();
        known.entry(pattern.to_owned()).or_insert_with(new).is_match(text)
    })
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("no type `{other}`"),
    }
}

/// Values of every sort, and near misses.
fn probes(file: &str) -> Vec<Value> {
    let mut probes = vec![
        json!(true),
        json!(3),
        json!(2015),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("x"),
        json!("unknown"),
        json!("present"),
        json!("2015"),
        json!("2015-13-01"),
        json!("2015-06-01"),
        json!("2016-05~"),
        json!("2015-06-01T10:30:00Z"),
        json!("2015-05/2015-06"),
        json!("2015/.."),
        json!("../.."),
        json!("15"),
        json!("every"),
        json!("never"),
        json!("restricted"),
        json!("family-first"),
        json!("internal"),
        json!("/old/address/"),
        json!("old"),
        json!("/../x/"),
        json!("/a//b"),
        json!("people"),
        json!("documents"),
        json!("static"),
        json!("chronology"),
        json!("Two Words"),
        json!("n-1"),
        json!("https://a.example"),
        json!([]),
        json!(["x"]),
        json!([true]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({"qqqqqqqqqq": 1}),
        json!({"value": 2015}),
        json!({"title": "x"}),
        json!({"value": 2015, "source": "x"}),
        json!([{"value": "2015", "source": {"url": "https://a.example/"}}]),
    ];
    if file != "site" {
        probes.extend([json!(null), json!([null]), json!({"value": null})]);
    }
    probes
}

/// Every place in a value, as a JSON pointer; the root is left out.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut visit = |key: &str, value: &Value| {
        let place = format!("{at}/{key}");
        found.push(place.clone());
        places(value, &place, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| visit(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| visit(&at.to_string(), value));
        }
        _ => {}
    }
}

/// Reader and schema on one value.
fn compare(file: &str, schema: &Value, value: &Value) {
    let found = read(file, value);
    assert_eq!(
        valid(schema, value),
        found.is_empty(),
        "schema (left) and reader (right) of `{file}` differ on {value}\n{found:#?}"
    );
}

/// Compares reader and schema on a value and on all its neighbours.
fn check(file: &str, value: &Value) {
    let schema = schema(file);
    assert!(valid(&schema, value), "the schema of `{file}` refuses {value}");
    compare(file, &schema, value);
    let mut all = Vec::new();
    places(value, "", &mut all);
    for place in all {
        for probe in probes(file) {
            let mut changed = value.clone();
            *changed.pointer_mut(&place).unwrap() = probe;
            compare(file, &schema, &changed);
        }
        let (parent, key) = place.rsplit_once('/').unwrap();
        let mut changed = value.clone();
        if let Some(Value::Object(map)) = changed.pointer_mut(parent) {
            map.remove(key);
            compare(file, &schema, &changed);
        }
    }
    let mut missing = BTreeSet::new();
    let mut seen = BTreeSet::new();
    keys(file, &schema, value, "", value, &mut seen);
    lacking(&schema, "", &seen, &mut missing);
    assert!(missing.is_empty(), "the example of `{file}` does not visit {missing:?}");
}

/// At each mapping, the keys of the schema are those that the reader knows.
fn keys(
    file: &str,
    schema: &Value,
    value: &Value,
    at: &str,
    whole: &Value,
    seen: &mut BTreeSet<String>,
) {
    match value {
        Value::Object(map) => {
            let own = branch(schema, "object");
            if own["additionalProperties"] == json!(false) {
                let mut changed = whole.clone();
                let there = changed.pointer_mut(at).unwrap().as_object_mut().unwrap();
                there.insert("qqqqqqqqqq".into(), json!("x"));
                let found = read(file, &changed);
                let hint = found.iter().find_map(|f| f.hint.strip_prefix("the keys here are "));
                let known: BTreeSet<&str> = hint.unwrap().split(", ").collect();
                let listed = own["properties"].as_object().unwrap();
                assert_eq!(known, listed.keys().map(|k| &**k).collect(), "`{file}` at `{at}`");
            }
            for (key, value) in map {
                let schema =
                    own["properties"].get(key).unwrap_or_else(|| &own["additionalProperties"]);
                seen.insert(pattern(&format!("{at}/{key}")));
                keys(file, schema, value, &format!("{at}/{key}"), whole, seen);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let schema = &branch(schema, "array")["items"];
                keys(file, schema, item, &format!("{at}/{index}"), whole, seen);
            }
        }
        _ => {}
    }
}

/// The alternative of a schema for values of this type.
fn branch<'s>(schema: &'s Value, name: &str) -> &'s Value {
    let wants = |schema: &Value| match &schema["type"] {
        Value::Array(names) => names.contains(&json!(name)),
        one => one == name,
    };
    match schema.get("anyOf").filter(|_| !wants(schema)) {
        Some(choices) => {
            let choices = choices.as_array().unwrap();
            choices.iter().find(|choice| wants(choice)).unwrap_or_else(|| {
                branch(choices.iter().find(|c| c["anyOf"].is_array()).unwrap(), name)
            })
        }
        None => schema,
    }
}

/// A place without the numbers of list items.
fn pattern(place: &str) -> String {
    place.split('/').filter(|step| step.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
}

/// The keys of a schema, at every depth, that an example does not visit.
fn lacking(schema: &Value, at: &str, seen: &BTreeSet<String>, missing: &mut BTreeSet<String>) {
    assert!(schema["description"].is_string(), "`{at}` has no description");
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{at}/{key}");
        if !seen.contains(&place) && !at.starts_with("/kinds") {
            missing.insert(place.clone());
        }
        lacking(schema, &place, seen, missing);
    }
    if let Some(items) = schema.get("items") {
        lacking(items, at, seen, missing);
    }
    if schema["description"].is_string() && schema["properties"].is_null() {
        for choice in schema["anyOf"].as_array().into_iter().flatten() {
            if choice["type"] != "null" {
                lacking(choice, at, seen, missing);
            }
        }
    }
}

fn with(base: Value, more: Value) -> Value {
    let (Value::Object(base), Value::Object(more)) = (base, more) else { panic!("no mappings") };
    Value::Object(base.into_iter().chain(more).collect::<Map<_, _>>())
}

fn common() -> Value {
    json!({
        "title": "T", "summary": "S", "draft": false,
        "reviewed": {"by": "am", "on": "2015-06-01"},
        "corrections": [{"on": 2015, "text": "x"}],
        "redirect_from": ["/old/"],
    })
}

fn entity(more: Value) -> Value {
    let shared = json!({
        "aliases": ["A"], "short": ["B"], "sort": "C", "never": ["D"], "link": "every",
        "ids": {"wikidata": "Q1", "viaf": 2, "lcnaf": "n3", "geonames": 4},
        "sources": [{"title": "x", "url": "https://a.example/"}, "documents/a"],
    });
    with(with(common(), shared), more)
}

fn fact() -> Value {
    json!({"value": "2000-07-13", "source": {"title": "x", "url": "https://a.example/"}})
}

#[test]
fn site() {
    check(
        "site",
        &json!({
            "title": "T", "base_url": "https://a.example/", "language": "en", "description": "D",
            "authors": ["A"],
            "mentions": {"link": "first", "default_body": "France"},
            "kinds": {
                "ship": {"folder": "ships", "singular": "ship", "plural": "ships", "template": "entity.html"},
                "place": {"folder": "sites", "singular": "x", "plural": "y", "template": "z.html"},
            },
            "search": {"full_text": true},
            "editors": {"am": {"name": "A M"}},
        }),
    );
}

#[test]
fn documents() {
    let own = json!({
        "date": "2015-06-01", "date_basis": "x", "covers": {"from": 2014, "to": 2015},
        "source": {"publication": "P", "kind": "k", "author": "a", "url": "https://a.example/",
            "retrieved": "2015-06-01", "archive": "https://a.example/", "description": "d"},
        "dateline": "x", "rights": "excerpt", "topics": ["a"], "language": "en",
        "mentions": {"link": "every"},
        "sources": [{"title": "x", "url": "https://a.example/"}],
    });
    check("document", &with(common(), own.clone()));
    let unknown = |source: Value| with(with(common(), own.clone()), json!({"source": source}));
    let schema = schema("document");
    for source in [
        json!({"publication": "unknown"}),
        json!({"publication": "unknown", "description": null}),
        json!({"publication": "unknown", "description": "x"}),
    ] {
        compare("document", &schema, &unknown(source));
    }
}

#[test]
fn pages() {
    check("page", &common());
}

#[test]
fn people() {
    let own = json!({
        "name": {"family": "F", "given": "G", "order": "family-first"},
        "born": fact(), "died": fact(),
        "offices": [{"office": "o", "title": "t", "from": 2009, "to": "present", "as_of": 2017,
            "acting": true, "source": {"title": "x", "url": "https://a.example/"}}, {"title": "t", "to": 2017}],
    });
    check("person", &entity(own));
}

#[test]
fn agreements() {
    let own = json!({
        "concluded_as": "treaty", "legal_status": "binding", "parties": ["A", "B"],
        "signed": fact(), "provisional_from": fact(), "in_force": fact(), "amended": [fact(), 2001],
        "replaced_by": "x", "ended": fact(),
        "signatories": [{"person": "p", "office": "o"}],
        "citation": "c", "status": fact(), "status_as_of": 2010,
    });
    check("agreement", &entity(own));
}

#[test]
fn events_offices_and_other_kinds() {
    let event = json!({"start": fact(), "end": fact(), "place": "p", "participants": ["a"]});
    check("event", &entity(event));
    check("office", &entity(json!({"body": "b", "variants": ["v"]})));
    for plain in ["organization", "place", "vessel"] {
        check(plain, &entity(json!({})));
    }
    check(
        "declared",
        &entity(
            json!({"start": fact(), "end": fact(), "citation": "c", "status": fact(), "status_as_of": 2010}),
        ),
    );
}

#[test]
fn notes_and_decisions() {
    let at = json!({"quote": {"prefix": "a", "exact": "b", "suffix": "c"}});
    let whole = json!({
        "base": {"sha256": "ab"},
        "notes": [
            {"id": "n-1", "kind": "context", "at": at, "text": "t", "is": "people/a", "not": "people/b",
             "cites": [{"title": "x", "url": "https://a.example/"}], "by": "am", "on": 2015, "visibility": "draft", "re": "n-2"},
            {"at": at, "text": "t"}, {"at": at, "is": "people/a"}, {"at": at, "not": "people/a"},
        ],
    });
    check("notes", &whole);
}

#[test]
fn any_entity_has_the_keys_of_all_kinds() {
    let keys = |file: &str| -> BTreeSet<String> {
        schema(file)["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let kinds = ["person", "agreement", "organization", "event", "office", "declared"];
    let all: BTreeSet<String> = kinds.iter().flat_map(|kind| keys(kind)).collect();
    assert_eq!(keys("entity"), all);
}
