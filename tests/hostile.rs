//! Text from outside is inert: a book whose every field tries to break out of its place renders
//! pages without one tag, attribute or address of its making.

mod common;

use common::{Book, text};

const ATTACK: &str =
    r#""><script>alert(1)</script>' onload=alert(1) x='</script>{{ 7 * 7 }}]]>&amp;"#;

/// The attack as a YAML or TOML value: double quotes, escaped.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What an address may still hold: angle brackets, double quotes and spaces are refused when it is
/// read.
const ADDRESS: &str =
    "https://example.org/'onload=alert(1)x=')](javascript:alert(1))&amp;{{7*7}}]]";

/// Puts the attack in place of `@`, an address that holds it in place of `~url`, and a text that
/// is Markdown in place of `~md`.
fn armed(template: &str) -> String {
    template
        .replace("~url", &quoted(ADDRESS))
        .replace(
            "~md",
            &format!("*so* {ATTACK} [x](javascript:alert(1)) <img src=x onerror=alert(1)>"),
        )
        .replace('@', &quoted(&format!("Name {ATTACK}")))
}

fn hostile() -> Book {
    let files = [
        (
            "site.toml",
            "title = @\nbase_url = \"https://example.org/book/\"\nlanguage = \"en\"\ndescription = @\n\
             authors = [@]\n[kinds.trap]\nfolder = \"traps\"\nsingular = @\nplural = @\n\
             template = \"entity.html\"\n[editors.e]\nname = @\n",
        ),
        ("content/index.md", "---\ntitle: @\nsummary: @\n---\n\n## ~md\n\n~md\n"),
        (
            "content/about.md",
            "---\ntitle: @\nsummary: @\nreviewed: {by: e, on: 2020-01-01}\n\
             corrections: [{on: 2020-01-02, text: @}]\n---\n\n~md\n",
        ),
        (
            "content/documents/one.md",
            "---\ntitle: @\ndate: 2000-01-02\ndate_basis: @\ncovers: {from: 1999, to: 2000}\nsource:\n  \
             publication: @\n  kind: @\n  author: @\n  url: ~url\n  retrieved: 2001-01-01\n  archive: ~url\n  \
             description: @\ndateline: @\nrights: own-words\nsummary: @\ntopics: [@]\nlanguage: en\n\
             reviewed: {by: e, on: 2020-01-01}\ncorrections: [{on: 2020-01-02, text: @}]\nsources: [{title: @, url: ~url}]\n---\n\n\
             ## ~md\n\nAnna Brod met the Pact of Trap and Otto. ~md\n\n## Two ~md\n\nA claim.\n\n## Three ~md\n",
        ),
        (
            "content/documents/two.md",
            "---\ntitle: @\nsource: {publication: @}\nrights: public-domain\n---\n\nAnna Brod.\n",
        ),
        (
            "content/documents/one.notes.yaml",
            "notes:\n- id: n-1\n  kind: disputed\n  at: {quote: {exact: A claim}}\n  text: @\n  \
             cites: [{title: @, url: ~url}, documents/two]\n  by: e\n  on: 2020-01-01\n",
        ),
        (
            "content/people/anna-brod.md",
            "---\ntitle: Anna Brod\naliases: [@]\nsort: @\nname: {family: @, given: @}\nids: {wikidata: Q1}\nborn: 1900\n\
             offices: [{title: @, from: 1950, to: 1960, source: {title: @, url: ~url}}, {office: keeper, from: 1960, to: 1970}]\n\
             summary: @\nsources: [{title: @, url: ~url}]\nreviewed: {by: e, on: 2020-01-01}\ncorrections: [{on: 2020-01-02, text: @}]\n---\n\n~md\n",
        ),
        (
            "content/people/otto.md",
            "---\ntitle: @\naliases: [Otto]\nsummary: @\nsources: [@]\n---\n\n~md\n",
        ),
        (
            "content/offices/keeper.md",
            "---\ntitle: @\nbody: @\nvariants: [@]\nsummary: @\n---\n\n~md\n",
        ),
        (
            "content/agreements/pact.md",
            "---\ntitle: Pact of Trap\naliases: [@, POT]\nconcluded_as: @\nlegal_status: @\nparties: [@, people/anna-brod]\nsigned: 2000-01-01\n\
             signatories: [{person: anna-brod, office: keeper}, {person: @}]\ncitation: @\nstatus: @\nstatus_as_of: 2001-01-01\n\
             summary: @\nsources: [{title: @, url: ~url}]\n---\n\n~md\n",
        ),
        (
            "content/events/meeting.md",
            "---\ntitle: @\nstart: 2000-01-01\nend: 2000-02-01\nplace: @\nparticipants: [@, people/anna-brod]\nsummary: @\nsources: [@]\n---\n\n~md\n",
        ),
        ("content/traps/one.md", "---\ntitle: @\nsummary: @\n---\n\n~md\n"),
    ];
    let book = Book::new(&[]);
    for (path, template) in files {
        book.write(path, &armed(template));
    }
    book
}

/// A start tag: its name and its attributes with their raw values.
type Tag<'t> = (&'t str, Vec<(&'t str, &'t str)>);

/// The start tags of a page as a browser reads them, and the contents of its scripts. Panics on
/// what no template writes: an attribute without quotes that is not a plain word.
fn tags(page: &str) -> (Vec<Tag<'_>>, Vec<&str>) {
    let (mut tags, mut scripts, mut rest) = (Vec::new(), Vec::new(), page);
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap();
        let (name, after) = rest.split_at(end);
        let (attributes, after) = attributes(after);
        tags.push((name, attributes));
        rest = after;
        if name == "script" {
            let (script, after) = rest.split_once("</script").unwrap();
            scripts.push(script);
            rest = after;
        }
    }
    (tags, scripts)
}

/// The attributes of a tag, and what follows it.
fn attributes(mut rest: &str) -> (Vec<(&str, &str)>, &str) {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start().trim_start_matches('/');
        if let Some(after) = rest.strip_prefix('>') {
            return (all, after);
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-:_".contains(c)).unwrap();
        assert!(end > 0, "no attribute: {}", rest.chars().take(80).collect::<String>());
        let (name, after) = rest.split_at(end);
        rest = after;
        let mut value = "";
        if let Some(after) = rest.strip_prefix("=\"") {
            (value, rest) = after.split_once('"').unwrap();
        }
        all.push((name, value));
    }
}

/// What the templates themselves write; the attack uses none of these.
const KNOWN: &[&str] = &[
    "aria-current",
    "aria-hidden",
    "aria-label",
    "charset",
    "checked",
    "class",
    "content",
    "cx",
    "cy",
    "datetime",
    "for",
    "height",
    "href",
    "id",
    "lang",
    "name",
    "property",
    "r",
    "rel",
    "role",
    "scope",
    "src",
    "tabindex",
    "text-anchor",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "xmlns",
    "y",
    "y1",
    "y2",
    "start",
];

#[test]
fn no_field_breaks_out_of_a_page() {
    let (tree, findings) = hostile().build();
    assert!(tree.len() > 40, "{findings:#?}");
    for path in tree.keys().filter(|path| path.ends_with(".html")) {
        let page = text(&tree, path);
        assert!(page.contains("&lt;script&gt;alert(1)"), "{path} does not show the attack");
        assert!(!page.contains("<script>alert"), "{path}");
        let (tags, scripts) = tags(page);
        for (name, attributes) in tags {
            assert!(name != "img", "{path}: an image from raw HTML");
            for (attribute, value) in attributes {
                assert!(KNOWN.contains(&attribute), "{path}: <{name} {attribute}>");
                assert!(!value.contains(['<', '>']), "{path}: <{name} {attribute}={value}>");
                let value = value.trim().to_ascii_lowercase();
                let leads = matches!(attribute, "href" | "src");
                assert!(!leads || !value.starts_with("javascript:"), "{path}: {value}");
            }
        }
        for script in scripts.iter().filter(|script| !script.is_empty()) {
            assert!(!script.contains(['<', '>']), "{path}: {script}");
            serde_json::from_str::<serde_json::Value>(script).expect(path);
        }
    }
}

#[test]
fn no_field_breaks_out_of_feed_sitemap_or_markdown() {
    let (tree, _) = hostile().build();
    assert!(text(&tree, "feed.atom").contains("&lt;script&gt;alert(1)"));
    for path in ["feed.atom", "sitemap.xml"] {
        let (tags, _) = tags(text(&tree, path).split_once("?>").unwrap().1);
        for (name, attributes) in tags {
            assert!(!matches!(name, "script" | "img"), "{path}: <{name}>");
            for (attribute, value) in attributes {
                let known = ["xmlns", "xml:lang", "rel", "type", "href"];
                assert!(known.contains(&attribute), "{path}: <{name} {attribute}>");
                assert!(!value.contains('<'), "{path}: {value}");
            }
        }
    }
    for path in tree.keys().filter(|path| path.ends_with(".md")) {
        let page = text(&tree, path);
        for (at, _) in page.match_indices("<script").chain(page.match_indices("<img")) {
            assert!(page[..at].ends_with('\\'), "{path}: {}", &page[at..page.len().min(at + 60)]);
        }
    }
}
