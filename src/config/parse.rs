//! Reading `site.toml` strictly.
//!
//! In: its text. Out: a [`Config`], whole even when the findings say that the file is not. Never:
//! a key passed over in silence.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{BaseUrl, Config, Kind, Kinds, MentionPolicy, Shape};
use crate::{
    content::{LANGUAGE_HINT, LinkPolicy, is_language},
    diag::{ByteRange, Finding, Lines, Report, did_you_mean},
    path::{SourcePath, is_slug},
};

type Value<'t> = Spanned<DeValue<'t>>;

/// Reads the configuration of a book.
pub fn parse(path: &SourcePath, text: &str) -> (Config, Vec<Finding>) {
    let mut reader = Reader { path, lines: Lines::new(text), findings: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    // What follows the first is seldom another mistake.
    if let Some(error) = errors.iter().min_by_key(|error| error.span().map(|span| span.start)) {
        let range =
            error.span().map_or(ByteRange::default(), |span| ByteRange::new(span.start, span.end));
        let (message, hint) = explained(error.message());
        let message = format!("`site.toml` is not valid TOML: {message}");
        reader.report("config-syntax", message, hint, range);
    }
    let errors = reader.findings.len();
    let config = read(&mut reader, table.get_ref());
    // What half a file lacks is not the editor's mistake.
    if errors > 0 {
        reader.findings.truncate(errors);
    }
    (config, reader.findings)
}

/// A message of the TOML reader in plain words, and what to do.
fn explained(message: &str) -> (&str, &'static str) {
    const QUOTES: &str = "put a text in quotes: `title = \"A title\"`";
    const LINES: &str = "each key has a line of its own, like `title = \"A title\"`";
    let first = message.split(", expected").next().unwrap_or(message);
    match first {
        "duplicate key" => ("this key stands a second time", "remove one of the two"),
        "invalid boolean" | "string values must be quoted" | "missing value" => {
            ("this is no value", QUOTES)
        }
        "invalid unquoted key" | "key with no value" => ("this is no key with a value", LINES),
        "unexpected key or value" => ("something stands after the value", LINES),
        "invalid basic string" | "invalid literal string" => {
            ("the quote that ends the text is missing", QUOTES)
        }
        "unclosed table" | "unclosed array table" => {
            ("the bracket that ends the name is missing", "write it like `[mentions]`")
        }
        "unclosed array" => ("the bracket that ends the list is missing", "write `]` after it"),
        _ => (message, LINES),
    }
}

struct Reader<'a> {
    path: &'a SourcePath,
    lines: Lines<'a>,
    findings: Vec<Finding>,
}

fn range_of<T>(spanned: &Spanned<T>) -> ByteRange {
    ByteRange::new(spanned.span().start, spanned.span().end)
}

impl Reader<'_> {
    fn report(&mut self, code: &'static str, message: String, hint: &str, range: ByteRange) {
        self.findings.push(Report::new(code, message).hint(hint).at(self.path, &self.lines, range));
    }

    fn wrong(&mut self, key: &str, expected: &str, value: &Value<'_>) {
        let (found, number) = match value.get_ref() {
            DeValue::String(_) => ("a text", false),
            DeValue::Integer(_) | DeValue::Float(_) => ("a number", true),
            DeValue::Boolean(_) => ("true or false", true),
            DeValue::Datetime(_) => ("a date", true),
            DeValue::Array(_) => ("a list", false),
            DeValue::Table(_) => ("a table of keys", false),
        };
        let hint = if number && expected == "a text" { "put it in quotes" } else { "" };
        let message = format!("`{key}` must be {expected}, not {found}");
        self.report("config-value", message, hint, range_of(value));
    }

    fn text(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            DeValue::String(_) => {
                self.report("config-value", format!("`{key}` is empty"), "", range_of(value));
                None
            }
            _ => {
                self.wrong(key, "a text", value);
                None
            }
        }
    }

    fn boolean(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            _ => {
                self.wrong(key, "true or false", value);
                None
            }
        }
    }

    fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.text(key, item)).collect(),
            _ => {
                self.wrong(key, "a list of texts", value);
                Vec::new()
            }
        }
    }

    /// The keys of a table; unknown ones are reported.
    fn table<'v, 't>(
        &mut self,
        key: &str,
        value: &'v Value<'t>,
        known: &[&str],
    ) -> BTreeMap<String, &'v Value<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => self.keys(table, known),
            _ => {
                self.wrong(key, "a table", value);
                BTreeMap::new()
            }
        }
    }

    fn keys<'v, 't>(
        &mut self,
        table: &'v DeTable<'t>,
        known: &[&str],
    ) -> BTreeMap<String, &'v Value<'t>> {
        let mut entries = BTreeMap::new();
        for (key, value) in table {
            let name = key.get_ref().to_string();
            if !known.is_empty() && !known.contains(&&*name) {
                let hint = match did_you_mean(&name, known.iter().copied()) {
                    Some(likely) => format!("did you mean `{likely}`?"),
                    None => format!("the keys here are {}", known.join(", ")),
                };
                let message = format!("`{name}` is not a key of `site.toml`");
                self.report("config-unknown-key", message, &hint, range_of(key));
                continue;
            }
            entries.insert(name, value);
        }
        entries
    }
}

fn read(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Config {
    const KEYS: [&str; 9] = [
        "title",
        "base_url",
        "language",
        "description",
        "authors",
        "mentions",
        "kinds",
        "search",
        "editors",
    ];
    let keys = reader.keys(table, &KEYS);
    let mut config = Config { language: "en".into(), ..Config::default() };
    let required = |reader: &mut Reader<'_>, key: &str| match keys.get(key) {
        Some(value) => reader.text(key, value),
        None => {
            let message = format!("`{key}` is missing");
            reader.report(
                "config-value",
                message,
                "add it at the top of the file",
                ByteRange::default(),
            );
            None
        }
    };
    config.title = required(reader, "title").unwrap_or_default();
    if let Some(text) = required(reader, "base_url") {
        config.base_url = base_url(reader, &text, keys["base_url"]);
    }
    if let Some(language) = keys.get("language").and_then(|v| reader.text("language", v)) {
        if !is_language(&language) {
            let message = format!("`language` is no tag of a language: `{language}`");
            reader.report("config-value", message, LANGUAGE_HINT, range_of(keys["language"]));
        }
        config.language = language;
    }
    if let Some(description) = keys.get("description").and_then(|v| reader.text("description", v)) {
        config.description = description;
    }
    config.authors = keys.get("authors").map(|v| reader.texts("authors", v)).unwrap_or_default();
    if let Some(value) = keys.get("mentions") {
        config.mentions = read_mentions(reader, value);
    }
    if let Some(value) = keys.get("kinds") {
        config.kinds = read_kinds(reader, value);
    }
    if let Some(value) = keys.get("search") {
        // Read to be checked: books may say it, and there is no search yet that asks.
        let search = reader.table("search", value, &["full_text"]);
        search.get("full_text").and_then(|value| reader.boolean("full_text", value));
    }
    if let Some(value) = keys.get("editors") {
        config.editors = read_editors(reader, value);
    }
    config
}

fn base_url(reader: &mut Reader<'_>, text: &str, value: &Value<'_>) -> BaseUrl {
    BaseUrl::parse(text).unwrap_or_else(|| {
        let message = format!("`base_url` is no web address: `{text}`");
        reader.report(
            "config-value",
            message,
            "write it like `https://example.org/book/`",
            range_of(value),
        );
        BaseUrl::default()
    })
}

fn read_mentions(reader: &mut Reader<'_>, value: &Value<'_>) -> MentionPolicy {
    let keys = reader.table("mentions", value, &["link", "default_body"]);
    let mut policy = MentionPolicy::default();
    if let Some(value) = keys.get("link")
        && let Some(word) = reader.text("link", value)
    {
        match LinkPolicy::NAMES.iter().find(|(name, _)| *name == word) {
            Some((_, link)) => policy.link = *link,
            None => {
                let message = format!("`link` cannot be `{word}`");
                let hint = "write one of every, first, first-per-section, never";
                reader.report("config-value", message, hint, range_of(value));
            }
        }
    }
    policy.default_body = keys.get("default_body").and_then(|v| reader.text("default_body", v));
    policy
}

fn read_kinds(reader: &mut Reader<'_>, value: &Value<'_>) -> Kinds {
    let mut kinds = Kinds::default();
    for (name, value) in reader.table("kinds", value, &[]) {
        if let Some(message) = bad_kind(&name) {
            let hint = "name a kind in the singular, in lower-case letters and hyphens";
            reader.report("config-value", message, hint, range_of(value));
            continue;
        }
        let builtin = kinds.named(&name).cloned();
        let known = ["folder", "singular", "plural", "template"];
        let keys = reader.table(&name, value, &known);
        let mut word = |key: &str, default: String| {
            keys.get(key).and_then(|v| reader.text(key, v)).unwrap_or(default)
        };
        let singular =
            word("singular", builtin.as_ref().map_or(name.clone(), |k| k.singular.clone()));
        let plural =
            word("plural", builtin.as_ref().map_or(format!("{singular}s"), |k| k.plural.clone()));
        let folder = word(
            "folder",
            builtin.as_ref().map_or(crate::path::slug_of(&plural), |k| k.folder.clone()),
        );
        let template =
            word("template", builtin.as_ref().map_or("entity.html".into(), |k| k.template.clone()));
        let taken = kinds.of_folder(&folder).is_some_and(|kind| kind.name != name);
        if let Some((message, hint)) = bad_folder(&folder, taken) {
            let place = range_of(keys.get("folder").unwrap_or(&value));
            let message = format!("the kind `{name}` cannot have the folder `{folder}`: {message}");
            reader.report("config-value", message, hint, place);
            continue;
        }
        kinds.declare(Kind { name, folder, singular, plural, template, shape: Shape::Declared });
    }
    kinds
}

/// Why a kind cannot have this name.
fn bad_kind(name: &str) -> Option<String> {
    match name {
        "document" | "page" => Some(format!("`{name}` is no kind of entity: every book has those")),
        name if !is_slug(name) => Some(format!("`{name}` cannot be the name of a kind")),
        _ => None,
    }
}

/// Why a kind cannot have this folder, and what to do.
fn bad_folder(folder: &str, taken: bool) -> Option<(&'static str, &'static str)> {
    if RESERVED.contains(&folder) {
        Some(("the address is that of a page or folder of every book", "name another `folder`"))
    } else if taken {
        Some(("another kind has it", "name another `folder`"))
    } else if !is_slug(folder) {
        Some(("it cannot be an address", "write one word of lower-case letters and hyphens"))
    } else {
        None
    }
}

/// Folders whose addresses are taken by pages of every book.
pub const RESERVED: [&str; 7] = [
    "documents",
    "static",
    "chronology",
    "bibliography",
    "corrections",
    "abbreviations",
    "disputed",
];

fn read_editors(reader: &mut Reader<'_>, value: &Value<'_>) -> BTreeMap<String, String> {
    let mut editors = BTreeMap::new();
    for (key, value) in reader.table("editors", value, &[]) {
        let keys = reader.table(&key, value, &["name"]);
        let name = keys.get("name").and_then(|v| reader.text("name", v));
        editors.insert(key.clone(), name.unwrap_or(key));
    }
    editors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, usize, usize)]) -> Config {
        let path = SourcePath::new("site.toml").unwrap();
        let (config, mut findings) = parse(&path, text);
        findings.sort();
        let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
        assert_eq!(got, expect, "{findings:#?}");
        config
    }

    #[test]
    fn a_whole_configuration() {
        let config = check(
            "title = \"T\"\nbase_url = \"https://a.example/b\"\n[mentions]\nlink = \"every\"\n\
             [kinds.treaty-body]\nfolder = \"bodies\"\nsingular = \"treaty body\"\n[editors.am]\nname = \"A M\"\n",
            &[],
        );
        assert_eq!(config.base_url.base_path(), "/b/");
        assert_eq!(config.kinds.of_folder("bodies").unwrap().plural, "treaty bodys");
        assert_eq!(config.editors["am"], "A M");
    }

    #[test]
    fn all_mistakes_at_once() {
        check(
            "titel = \"T\"\nbase_url = \"a.example\"\nauthors = 3\n[mentions]\nlink = \"evry\"\n[kinds.x]\nfolder = \"people\"\n",
            &[
                ("config-value", 1, 1),
                ("config-unknown-key", 1, 1),
                ("config-value", 2, 12),
                ("config-value", 3, 11),
                ("config-value", 5, 8),
                ("config-value", 7, 10),
            ],
        );
        let legal =
            "title = \"T\"\nbase_url = \"https://a.example:8080/%C3%A9\"\nlanguage = \"pt-BR\"\n";
        check(legal, &[]);
        check(
            "title = 3\nbase_url = \"https://a.example:99999/\"\nlanguage = \"english!!\"\n\
             [kinds.document]\n[kinds.page]\n[kinds.\"A b\"]\n[kinds.work]\nfolder = \"bibliography\"\n",
            &[
                ("config-value", 1, 9),
                ("config-value", 2, 12),
                ("config-value", 3, 12),
                ("config-value", 4, 1),
                ("config-value", 5, 1),
                ("config-value", 6, 1),
                ("config-value", 8, 10),
            ],
        );
        check("title = \"T\"\nbase_url = \"https://a.example/%zz\"\n", &[("config-value", 2, 12)]);
        for (message, plain) in [
            ("invalid basic string, expected `\"`", "the quote that ends the text is missing"),
            ("invalid date, expected month", "invalid date, expected month"),
        ] {
            assert_eq!(explained(message).0, plain);
        }
        check("title: T\n", &[("config-syntax", 1, 6)]);
        check("title = \n", &[("config-syntax", 1, 9)]);
    }
}
