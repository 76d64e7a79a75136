//! Keeps the reference in `docs/templates.md` true: it is made from the views' own source, so a
//! field cannot change its name, type or meaning without the page. `BLESS=1 cargo test --test
//! templates_doc` rewrites it.

mod common;

use std::{fs, path::Path};

use common::{Book, text};

const BEGIN: &str = "<!-- reference: made from src/views -->\n";

/// A serialised struct of the views.
struct Shape {
    name: String,
    doc: String,
    fields: Vec<(String, String, String)>,
}

/// The structs of a source file that templates see.
fn shapes(text: &str) -> Vec<Shape> {
    let (mut shapes, mut doc, mut open, mut seen) = (Vec::new(), Vec::new(), false, false);
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(comment) = trimmed.strip_prefix("///") {
            doc.push(comment.trim().to_owned());
        } else if trimmed.starts_with("#[derive(") {
            seen = trimmed.contains("Serialize");
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.trim_end_matches(" {").to_owned();
            if seen && rest.ends_with('{') {
                shapes.push(Shape { name, doc: doc.join(" "), fields: Vec::new() });
                open = true;
            }
            doc.clear();
        } else if line == "}" {
            open = false;
            doc.clear();
        } else if open && let Some(field) = trimmed.strip_prefix("pub ") {
            let (name, kind) = field.trim_end_matches(',').split_once(": ").unwrap();
            let shape: &mut Shape = shapes.last_mut().unwrap();
            shape.fields.push((name.to_owned(), words(kind), doc.join(" ")));
            doc.clear();
        } else if !trimmed.starts_with("#[") {
            doc.clear();
        }
    }
    shapes
}

/// A type in words for somebody who writes templates.
fn words(kind: &str) -> String {
    let inside = |prefix: &str| kind.strip_prefix(prefix)?.strip_suffix('>');
    if let Some(inner) = inside("Option<") {
        return format!("{} or nothing", words(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", words(inner));
    }
    match kind {
        "String" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "f64" => "number".to_owned(),
        other => {
            let name = other.rsplit("::").next().unwrap();
            format!("[{name}](#{})", name.to_lowercase())
        }
    }
}

fn reference(views: &Path) -> String {
    let mut files: Vec<_> =
        fs::read_dir(views).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let mut all: Vec<Shape> =
        files.iter().flat_map(|file| shapes(&fs::read_to_string(file).unwrap())).collect();
    // Views first, then what they are made of.
    all.sort_by_key(|shape| (!shape.name.ends_with("View"), shape.name.clone()));
    let twice = all.windows(2).find(|pair| pair[0].name == pair[1].name);
    assert!(twice.is_none(), "two shapes of one name: {:?}", twice.map(|pair| &pair[0].name));
    let mut out = String::new();
    for shape in all {
        out.push_str(&format!("\n### {}\n\n{}\n\n", shape.name, shape.doc));
        for (name, kind, doc) in shape.fields {
            assert!(!doc.is_empty(), "{}.{name} has no documentation", shape.name);
            out.push_str(&format!("- `{name}` ({kind}): {doc}\n"));
        }
    }
    out
}

#[test]
fn every_field_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/templates.md");
    let text = fs::read_to_string(&page).unwrap();
    let (head, written) = text.split_once(BEGIN).expect("the mark of the reference");
    let expected = reference(&root.join("src/views"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&page, format!("{head}{BEGIN}{expected}")).unwrap();
        return;
    }
    assert!(
        written == expected,
        "docs/templates.md is out of date: BLESS=1 cargo test --test templates_doc"
    );
}

#[test]
fn blocks_of_the_books_own_base_hold_for_every_page() {
    let book = Book::new(&[
        ("site.toml", "title = \"B\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\n"),
        ("content/people/ada-brod.md", "---\ntitle: Ada Brod\nsummary: A sum.\n---\n\nA poet.\n"),
        (
            "content/documents/one.md",
            "---\ntitle: One\nsource: {publication: P}\nrights: public-domain\nsummary: A sum.\n---\n\nAda Brod.\n",
        ),
        (
            "templates/base.html",
            "{% extends \"__theme/base.html\" %}{% block title %}<h1 class=\"ours\">{{ page.title }}</h1>{% endblock %}",
        ),
    ]);
    let pages = [
        "index.html",
        "documents/one/index.html",
        "people/ada-brod/index.html",
        "people/index.html",
    ];
    let (tree, findings) = book.build();
    for page in pages {
        let page = text(&tree, page);
        assert!(page.contains("<h1 class=\"ours\">"), "{findings:#?}\n{page}");
        assert_eq!(page.matches("<h1").count(), 1);
    }
    for name in ["document", "entity"] {
        book.write(
            &format!("templates/{name}.html"),
            &format!(
                "{{% extends \"__theme/{name}.html\" %}}\
                 {{% block title %}}{{{{ super() }}}}<p>below</p>{{% endblock %}}\
                 {{% block lead %}}<p class=\"lead\">instead</p>{{% endblock %}}"
            ),
        );
    }
    let (tree, findings) = book.build();
    for page in &pages[1..3] {
        let page = text(&tree, page);
        let title =
            page.find("<h1 class=\"ours\">").unwrap_or_else(|| panic!("{findings:#?}\n{page}"));
        let (below, lead) =
            (page.find("<p>below</p>").unwrap(), page.find(">instead</p>").unwrap());
        assert!(
            title < below && below < lead && !page.contains("<p class=\"lead\">A sum"),
            "{page}"
        );
    }
}
