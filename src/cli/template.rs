//! The front matter that `briefbook new` writes.
//!
//! In: what the file is, its title. Out: text in which the keys that a file must have are set, and
//! those that it may have are commented out, each with what it means. Never: a key that the reader
//! refuses (`tests/cli.rs` takes every `#` away and reads the result).

use crate::config::Shape;

/// A key with a value to begin with, and what it means.
type Row = (&'static str, &'static str);

/// A front matter to be filled in.
pub(super) struct Template {
    /// Keys that the file must have beside its title.
    set: Vec<Row>,
    /// Keys that it may have, commented out.
    open: Vec<Row>,
    /// What the body begins with.
    body: &'static str,
}

/// The column at which explanations begin.
const COLUMN: usize = 36;

impl Template {
    /// The text of the file. `line` names its schema, or is empty.
    pub(super) fn render(&self, line: &str, title: &str) -> String {
        // A JSON string is a YAML string.
        let title = serde_json::Value::from(title);
        let mut text = format!("---\n{line}title: {title}\n");
        for (key, meaning) in &self.set {
            text += &row("", key, meaning);
        }
        text += "# Take the # away from the keys that you need, and delete the others.\n";
        for (key, meaning) in &self.open {
            text += &row("#", key, meaning);
        }
        text + "---\n\n" + self.body
    }
}

fn row(mark: &str, key: &str, meaning: &str) -> String {
    let key = format!("{mark}{key}");
    if meaning.is_empty() { format!("{key}\n") } else { format!("{key:<COLUMN$} # {meaning}\n") }
}

const SUMMARY: Row = ("summary: One or two sentences.", "shown in lists and on cards");

/// Keys of every file that few need.
const LAST: [Row; 5] = [
    ("draft: true", "in nothing public while this line stands; serve shows it"),
    ("reviewed: {by: ed, on: 2026-01-31}", "who read it against its sources: a key of [editors]"),
    ("corrections:", "what was mended after publication"),
    ("  - {on: 2026-01-31, text: A date.}", "shown on the page"),
    ("redirect_from: [/old/address/]", "old addresses that lead here"),
];

/// A source text.
pub(super) fn document() -> Template {
    let set = vec![
        ("source:", "where the text comes from"),
        ("  publication: unknown", "who published it; unknown needs the description"),
        ("  description: To be written.", "what the text itself shows of where it comes from"),
        (
            "rights: restricted",
            "public-domain, licensed, excerpt, own-words, or restricted: no sentence is shown",
        ),
        ("draft: true", "in nothing public while this line stands; serve shows it"),
    ];
    let mut open = vec![
        (
            "date: 2015-06-01",
            "published; or 2015, 2015-06, \"2016-05~\" (about), \"2016-05?\" (perhaps)",
        ),
        ("date_basis: The text is dated.", "the words or reasons that the date rests on"),
        ("covers: {from: 2014, to: 2015}", "the time that the text speaks of, if not its date"),
        ("dateline: HANOI", "where and when the text says that it was written"),
        SUMMARY,
        ("topics: []", "what it is about"),
        ("language: en", "the language of the text"),
        (
            "mentions: {link: every}",
            "every, first, first-per-section or never; else as in site.toml",
        ),
        ("sources: []", "works that it rests on: documents/a-slug, or {title: …, url: …}"),
    ];
    open.extend(LAST.into_iter().skip(1));
    let note = ("# Under source there may also be kind, author, url, retrieved and archive.", "");
    let set = set.into_iter().flat_map(|row| match row.0 {
        "rights: restricted" => vec![note, row],
        _ => vec![row],
    });
    Template { set: set.collect(), open, body: "The text.\n" }
}

/// A standing page.
pub(super) fn page() -> Template {
    let open = [SUMMARY].into_iter().chain(LAST).collect();
    Template { set: Vec::new(), open, body: "" }
}

/// An entity of a kind of this shape.
pub(super) fn entity(shape: Shape) -> Template {
    let names = [
        SUMMARY,
        ("aliases: []", "other names by which texts call it"),
        ("short: []", "names after the first mention; [] for none, left out: derived"),
        ("never: []", "longer strings that contain the name but are something else"),
        ("link: never", "every, first, first-per-section; never: recorded, not linked"),
        ("sort: Lovelace", "what it is sorted by, if not as derived from the title"),
        ("ids: {wikidata: Q7259}", "numbers in wikidata, viaf, lcnaf, geonames"),
    ];
    let sources =
        ("sources: []", "what the facts here rest on: documents/a-slug, or {title: …, url: …}");
    let open = names.into_iter().chain(details(shape)).chain([sources]).chain(LAST);
    Template { set: Vec::new(), open: open.collect(), body: "" }
}

fn details(shape: Shape) -> Vec<Row> {
    const START: Row =
        ("start: 2015-06-01", "its first day; or {value: 2015, source: documents/a-slug}");
    const END: Row = ("end: 2015-06-02", "its last day");
    const STATUS: [Row; 2] =
        [("status: in force", "in words"), ("status_as_of: 2026-01-31", "when that was so")];
    const CITATION: Row = ("citation: Treaty Series 12", "where it is printed");
    match shape {
        Shape::Person => vec![
            ("name: {order: family-first}", "if the family name comes first; also family, given"),
            ("born: 1950", "a date; or {value: 1950, source: documents/a-slug}"),
            ("died: 2015-06-01", "likewise"),
            ("offices:", "offices held, each with its term"),
            ("  - office: a-slug", "a file of offices/; or title: President of Somewhere"),
            ("    from: 2009-01-20", "the first day"),
            ("    to: 2017-01-20", "no longer held on this day; left out: not known"),
            ("    source: documents/a-slug", "what the term rests on"),
        ],
        Shape::Office => vec![
            ("body: Somewhere", "the state or organization that it belongs to"),
            ("variants: []", "other wordings, like Secretary of Defense"),
        ],
        Shape::Agreement => vec![
            ("concluded_as: treaty", "executive agreement, memorandum, joint statement, …"),
            ("legal_status: binding", "or political"),
            ("parties: []", "entities, like places/a-slug, or names"),
            ("signed: 2000-07-13", "a date; or {value: 2000-07-13, source: documents/a-slug}"),
            ("provisional_from: 2000-08", "provisional application"),
            ("in_force: 2001-12-10", "entry into force"),
            ("amended: []", "dates of amendments"),
            ("replaced_by: a-slug", "a file of agreements/"),
            ("ended: 2016", "when it ended"),
            ("signatories: [{person: a-slug}]", "files of people/ or names; also office"),
            CITATION,
            STATUS[0],
            STATUS[1],
        ],
        Shape::Event => vec![
            START,
            END,
            ("place: a-slug", "a file of places/, or a name"),
            ("participants: []", "entities, like people/a-slug, or names"),
        ],
        Shape::Declared => vec![START, END, CITATION, STATUS[0], STATUS[1]],
        Shape::Plain => Vec::new(),
    }
}
