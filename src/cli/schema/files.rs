//! The schemas of `site.toml`, documents, standing pages and notes.
//!
//! Out: one value for each. Never: a key that `config::parse`, `content::document`,
//! `content::page` or `notes::file` does not read.

use serde_json::{Value, json};

use super::parts::{
    address, boolean, choice, citations, common, date, file, formed, link_policy, list, mapping,
    merged, says, string, table, text, texts,
};
use crate::{
    config::{Kinds, parse::RESERVED},
    content::Rights,
    notes::NoteKind,
};

/// `site.toml`.
pub(super) fn site() -> Value {
    let mentions = table(
        "How mentions are linked.",
        &[],
        json!({
            "link": link_policy("Which mentions of an entity become links; the others are recorded."),
            "default_body": string("Whose President “the President” is when the text does not say."),
        }),
    );
    let search =
        table("The search.", &[], json!({"full_text": boolean("Whether it covers the texts.")}));
    let editor = table(
        "Who signs notes and reviews with this key.",
        &[],
        json!({"name": string("The name that readers see.")}),
    );
    let properties = json!({
        "title": string("The book's title."),
        "base_url": formed(
            "Where the book will be published, like https://example.org/book/.",
            r#"^\s*https?://([^/?# "<>\\%]|%[0-9A-Fa-f]{2})([^?# "<>\\%]|%[0-9A-Fa-f]{2})*\s*$"#,
        ),
        "language": formed("The language of the book's own texts, as a tag like en.", LANGUAGE),
        "description": string("One or two sentences about the book."),
        "authors": list("Who is responsible for it.", string("A name.")),
        "mentions": mentions,
        "kinds": kinds(),
        "search": search,
        "editors": {
            "description": "Who signs notes and reviews, each under a short key.",
            "type": "object",
            "additionalProperties": editor,
        },
    });
    file("site.toml", table("The configuration of a book.", &["title", "base_url"], properties))
}

/// The shape of the tag of a language.
const LANGUAGE: &str = r"^\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\s*$";

fn kinds() -> Value {
    let builtin = Kinds::default();
    let folders: Vec<&str> = builtin.iter().map(|kind| &*kind.folder).collect();
    let own = RESERVED;
    let kind = |taken: Vec<&str>| {
        let word = "[^\\x00-\\x2f\\x3a-\\x60\\x7b-\\x7f]+";
        let mut folder = formed(
            "Its folder below content/ and in addresses: one word of small letters and hyphens.",
            &format!("^\\s*{word}(-{word})*\\s*$"),
        );
        folder["not"] = json!({"enum": taken});
        table(
            "A kind of entity.",
            &[],
            json!({
                "folder": folder,
                "singular": string("What one of them is called."),
                "plural": string("What several are called."),
                "template": string("The template of its pages, below templates/: entity.html unless you wrote one."),
            }),
        )
    };
    let known = builtin.iter().map(|known| {
        let others = folders.iter().copied().filter(|folder| *folder != known.folder);
        (known.name.clone(), kind(own.into_iter().chain(others).collect()))
    });
    json!({
        "description": "Kinds of entities of this book, and other names for the built-in ones.",
        "type": "object",
        "properties": known.collect::<serde_json::Map<_, _>>(),
        "additionalProperties": kind(own.into_iter().chain(folders.iter().copied()).collect()),
    })
}

/// The front matter of a document.
pub(super) fn document() -> Value {
    let covers = json!({
        "description": "The time that the text speaks of, if that is not its date.",
        "anyOf": [
            date("One date."),
            mapping("A period.", &[], json!({"from": date("Its first day."), "to": date("Its last day.")})),
        ],
    });
    let rights = choice(
        "What may be shown: public-domain, licensed, excerpt, own-words (our account of another's text), or restricted (no sentence of it is published).",
        &Rights::NAMES,
    );
    let own = json!({
        "date": date("When it was published."),
        "date_basis": text("The words or reasons that the date rests on."),
        "covers": covers,
        "source": source(),
        "dateline": text("Where and when the text itself says that it was written."),
        "rights": rights,
        "topics": texts("What it is about."),
        "language": formed("The language of its text, as a tag like en.", LANGUAGE),
        "mentions": mapping("How mentions in this document are linked.", &[], json!({
            "link": link_policy("Which mentions become links, instead of the book's policy."),
        })),
        "sources": citations("Works that it rests on, beside its source."),
    });
    let required = ["title", "source", "rights"];
    let schema =
        mapping("A source text with where it comes from.", &required, merged(common(), own));
    file("Front matter of a document", schema)
}

fn source() -> Value {
    let mut source = mapping(
        "Where the text comes from.",
        &["publication"],
        json!({
            "publication": text("Who published it; or unknown, with a description."),
            "kind": text("Wire report, newspaper, official, compilation, letter, …."),
            "author": text("Who wrote it, if the text says so."),
            "url": address("Its address."),
            "retrieved": date("When it was fetched."),
            "archive": address("The address of an archived copy."),
            "description": text("What the text itself shows of where it comes from."),
        }),
    );
    source["if"] =
        json!({"required": ["publication"], "properties": {"publication": {"const": "unknown"}}});
    source["then"] = says("description");
    source
}

/// The front matter of a standing page.
pub(super) fn page() -> Value {
    let schema = mapping("A standing page, like about.md.", &["title"], common());
    file("Front matter of a standing page", schema)
}

/// A notes file.
pub(super) fn notes() -> Value {
    let base = mapping(
        "The text that the notes were last checked against.",
        &[],
        json!({"sha256": text("The SHA-256 of the document's index.txt.")}),
    );
    let schema = mapping(
        "Notes and link decisions on one document.",
        &[],
        json!({
            "base": base,
            "notes": list("Notes and link decisions, in any order.", note()),
        }),
    );
    file("Notes on a document", schema)
}

fn note() -> Value {
    let quote = mapping(
        "A passage of the document, in its own words.",
        &["exact"],
        json!({
            "prefix": text("The words just before, if the passage stands more than once."),
            "exact": text("The passage itself."),
            "suffix": text("The words just after, if the passage stands more than once."),
        }),
    );
    let visibility = json!({
        "description": "Who may see it: public (everybody, if left out), internal or draft (the editors, in serve).",
        "enum": ["public", "internal", "draft"],
    });
    let mut note = mapping(
        "A note (text) or a link decision (is, not) on one passage.",
        &["at"],
        json!({
            "id": formed("Its permalink, unique in the book, like n-7k3q; derived if left out.", "^\\s*[A-Za-z][A-Za-z0-9_-]*\\s*$"),
            "kind": choice("What it is for; commenting if left out.", &NoteKind::NAMES),
            "at": mapping("The passage that it is about.", &["quote"], json!({"quote": quote})),
            "text": text("What it says, in Markdown."),
            "is": text("The passage names this entity, like people/ada-lovelace."),
            "not": text("The passage does not name this entity, like people/ada-lovelace."),
            "cites": citations("What it rests on."),
            "by": text("Who wrote it: a key of [editors] in site.toml."),
            "on": date("When."),
            "visibility": visibility,
            "re": text("The id of the note that it answers."),
        }),
    );
    note["if"] = json!({"required": ["kind"], "properties": {"kind": {"const": "replying"}}});
    note["then"] =
        json!({"required": ["re"], "properties": {"re": {"type": ["string", "number"]}}});
    note["anyOf"] = json!([says("text"), says("is"), says("not")]);
    note
}
