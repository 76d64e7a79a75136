//! What schemas are put together from: texts, dates, facts, citations, mappings.
//!
//! In: a description for the editor who hovers over a key. Out: pieces of JSON Schema, each the
//! twin of one function of `content::fields`. Never: a piece without a description.

use serde_json::{Value, json};

use crate::content::LinkPolicy;

/// A mapping: these keys and no others. A key that may be missing may also have nothing after it.
pub(super) fn mapping(description: &str, required: &[&str], properties: Value) -> Value {
    let mut properties = properties;
    for (key, schema) in properties.as_object_mut().into_iter().flatten() {
        if !required.contains(&&**key) {
            or_nothing(schema);
        }
    }
    table(description, required, properties)
}

/// A table of TOML: these keys and no others.
pub(super) fn table(description: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "description": description,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// A whole file.
pub(super) fn file(title: &str, schema: Value) -> Value {
    merged(json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": title}), schema)
}

/// Two lists of keys together.
pub(super) fn merged(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

fn or_nothing(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(words) = object.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    } else if let Some(kind) = object.get_mut("type") {
        let mut kinds = match kind.take() {
            Value::Array(kinds) => kinds,
            one => vec![one],
        };
        kinds.push("null".into());
        *kind = Value::Array(kinds);
    } else if let Some(choices) = object.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.push(json!({"type": "null"}));
    }
}

/// A text. A number counts as the text that it is written as.
pub(super) fn text(description: &str) -> Value {
    json!({"description": description, "type": ["string", "number"], "pattern": "\\S"})
}

/// A text of TOML.
pub(super) fn string(description: &str) -> Value {
    json!({"description": description, "type": "string", "pattern": "\\S"})
}

/// A web address.
pub(super) fn address(description: &str) -> Value {
    formed(description, "^https?://[^\\s<>\"\\\\`]+$")
}

/// A text of this form.
pub(super) fn formed(description: &str, pattern: &str) -> Value {
    json!({"description": description, "type": "string", "pattern": pattern})
}

/// True or false.
pub(super) fn boolean(description: &str) -> Value {
    json!({"description": description, "type": "boolean"})
}

/// One of these words.
pub(super) fn choice<T>(description: &str, words: &[(&str, T)]) -> Value {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    json!({"description": description, "enum": words})
}

/// How mentions are linked.
pub(super) fn link_policy(description: &str) -> Value {
    choice(description, &LinkPolicy::NAMES)
}

/// A list of these, or one standing for a list of one.
pub(super) fn one_or_more(description: &str, item: Value) -> Value {
    json!({"description": description, "anyOf": [item.clone(), list(description, item)]})
}

/// A list of these.
pub(super) fn list(description: &str, item: Value) -> Value {
    json!({"description": description, "type": "array", "items": item})
}

/// Texts.
pub(super) fn texts(description: &str) -> Value {
    one_or_more(description, text(description))
}

const DATE: &str = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?[~?]?";

/// The form of a date: one day, month or year with its certainty, or an interval.
fn edtf() -> String {
    format!(r"{DATE}|{DATE}/({DATE}|\.\.)?|(\.\.)?/{DATE}")
}

const DATES: &str = "Write 2015, 2015-06, 2015-06-01, \"2016-05~\" (about), \"2016-05?\" (perhaps), 2015-05/2015-06, or 2015-02-17/.. (open end).";

fn dated(description: &str, pattern: &str) -> Value {
    json!({
        "description": format!("{description} {DATES}"),
        "type": ["string", "integer"],
        "pattern": pattern,
        "minimum": 1000,
        "maximum": 9999,
    })
}

/// A date.
pub(super) fn date(description: &str) -> Value {
    dated(description, &format!("^({})$", edtf()))
}

/// A date, or `present`.
pub(super) fn date_or_present(description: &str) -> Value {
    dated(description, &format!("^(present|{})$", edtf()))
}

/// What something rests on.
pub(super) fn citation(description: &str) -> Value {
    json!({"description": description, "anyOf": [
        text("A document of the book, as documents/<slug>; or the title of something outside it."),
        mapping("Something outside the book.", &["title"], json!({
            "title": text("Its title."),
            "url": address("Its address."),
        })),
    ]})
}

/// A list of citations, or one.
pub(super) fn citations(description: &str) -> Value {
    one_or_more(description, citation(description))
}

/// A bare value, or one with what it rests on.
pub(super) fn fact(value: Value) -> Value {
    let description = value["description"].clone();
    json!({"description": description, "anyOf": [
        value.clone(),
        mapping("The value with a source of its own.", &["value"], json!({
            "value": value,
            "source": citation("What this value rests on."),
        })),
    ]})
}

/// A date as a fact.
pub(super) fn dated_fact(description: &str) -> Value {
    fact(date(description))
}

/// That a key is there with a text after it.
pub(super) fn says(key: &str) -> Value {
    json!({"required": [key], "properties": {key: {"type": ["string", "number"]}}})
}

/// The keys that documents, entities and pages share.
pub(super) fn common() -> Value {
    let review = mapping(
        "Who has read the file against its sources, and when.",
        &["by", "on"],
        json!({"by": text("A key of [editors] in site.toml."), "on": date("When.")}),
    );
    let correction = mapping(
        "A correction made after publication.",
        &["on", "text"],
        json!({"on": date("When."), "text": text("What was wrong and what it is now.")}),
    );
    // An address below the site's root: no empty, `.` or `..` step.
    let step = r"(\.{0,2}[^./\\][^/\\]*|\.{3,}[^/\\]*)";
    let address =
        formed("An old address, like /old/address/.", &format!("^\\s*/({step}(/{step})*/?)?\\s*$"));
    json!({
        "title": text("The title."),
        "summary": text("One or two sentences, shown in lists and on cards."),
        "draft": boolean("true keeps the file out of everything public; serve shows it, marked."),
        "reviewed": review,
        "corrections": list("Corrections made after publication, shown on the page.", correction),
        "redirect_from": one_or_more("Old addresses that lead here.", address),
    })
}
