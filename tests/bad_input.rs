//! Bad input: each gives a message that says what is wrong and where, and loses nothing.

mod common;

use std::fs;

use briefbook::{
    diag::{Finding, render},
    output::Output,
    pipeline::{Options, Pipeline},
    source::Source,
};
use common::{Book, tree_of};

const SITE: &str = "title = \"T\"\nbase_url = \"https://a.example/\"\n";

fn document(body: &str) -> String {
    format!(
        "---\ntitle: A\ndate: 1842\nsource: {{publication: P}}\nrights: own-words\n---\n\n{body}\n"
    )
}

/// Builds a book of `site.toml` and one more file, and looks for a finding by code, place and words.
fn check(path: &str, text: &str, code: &str, place: (usize, usize), words: &str) {
    let book = Book::new(&[("site.toml", SITE)]);
    if path != "-" {
        book.write(path, text);
    }
    let (_, findings) = book.build();
    assert_found(&findings, code, place, words);
}

fn assert_found(findings: &[Finding], code: &str, place: (usize, usize), words: &str) {
    let found = findings.iter().find(|f| f.code == code && (f.line, f.column) == place);
    let all = render::text(findings, render::Colour::Plain);
    let found = found.unwrap_or_else(|| panic!("no {code} at {place:?} in:\n{all}"));
    let said = format!("{} {}", found.message, found.hint);
    assert!(said.contains(words), "{said:?} lacks {words:?}");
}

#[test]
fn broken_yaml() {
    check(
        "content/documents/a.md",
        "---\ntitle: 'open\n---\n",
        "content-yaml",
        (2, 8),
        "not valid YAML: the quote that ends",
    );
    check("content/documents/a.notes.yaml", "notes: [\n", "content-yaml", (1, 8), "not valid YAML");
}

/// Builds a book of `site.toml` and one more file that must give exactly one finding.
fn check_only(path: &str, text: &str, code: &str, place: (usize, usize), words: &str) {
    let book = Book::new(&[("site.toml", SITE), ("content/index.md", "---\ntitle: T\n---\n")]);
    book.write(path, text);
    let (_, findings) = book.build();
    assert_found(&findings, code, place, words);
    assert_eq!(findings.len(), 1, "{findings:#?}");
}

#[test]
fn one_slip_gives_one_finding() {
    for path in ["content/documents/a.md", "content/people/a.md", "content/about.md"] {
        let check = |text: &str, code: &str, place, words: &str| {
            check_only(path, text, code, place, words);
        };
        check("---\ntitle: a: b\n---\n", "content-yaml", (2, 9), "a colon stands where");
        check("---\ntitle: A\nb: [\n---\n", "content-yaml", (3, 4), "not valid YAML");
        check("---\ntitle: A\ntitle: B\n---\n", "content-yaml", (3, 1), "remove one");
        check("---\n- a\n---\n", "content-bad-value", (2, 1), "keys and values");
        check("", "content-no-front-matter", (1, 1), "the file is empty");
        check("Text.\n", "content-no-front-matter", (1, 1), "begin the file");
        check(
            "---\ntitle: A\n\nText.\n",
            "content-no-front-matter",
            (1, 1),
            "closing line `---` of the front matter is missing",
        );
    }
    let editors = "---\ntitle: A\nreviewed: {by: ed, on: 2020}\n---\n";
    let book = Book::new(&[
        ("site.toml", "title = \"T\nbase_url = \"https://a.example/\"\n[editors.ed]\n"),
        ("content/index.md", editors),
        ("content/ships/a.md", "---\ntitle: A\nstart: 1900\n---\n"),
    ]);
    let (_, findings) = book.build();
    assert!(findings.iter().all(|f| f.code == "config-syntax"), "{findings:#?}");
    fs::remove_file(book.root().join("site.toml")).unwrap();
    fs::create_dir(book.root().join("site.toml")).unwrap();
    let (_, findings) = book.build();
    assert_eq!(findings.len(), 1, "{findings:#?}");
}

#[test]
fn addresses_that_are_none() {
    for url in ["javascript:alert(1)", "notaurl", "../x", "https://a b", "https://a/\"><b>"] {
        let source = format!("source: {{publication: P, url: '{url}'}}");
        let text = document("").replace("source: {publication: P}", &source);
        check("content/documents/a.md", &text, "content-bad-value", (4, 31), "no web address");
        let text = format!("---\ntitle: A\nsources: [{{title: a, url: '{url}'}}]\n---\n");
        check("content/people/a.md", &text, "content-bad-value", (3, 27), "no web address");
    }
}

#[test]
fn control_characters() {
    check("content/documents/a.md", &document("a \u{7}"), "content-encoding", (8, 3), "U+0007");
    let text = document("").replace("title: A", "title: \"A \\x1b\"");
    check("content/documents/a.md", &text, "content-bad-value", (2, 8), "control character");
}

#[test]
fn a_folder_in_the_way_of_a_file() {
    let page = "---\ntitle: A\nredirect_from: [/feed.atom]\n---\n";
    check("content/a.md", page, "content-redirect", (3, 17), "feed.atom");
    let book = Book::new(&[("site.toml", SITE), ("content/a.md", "---\ntitle: D\n---\n")]);
    book.write("static/a", "a file");
    assert_found(&book.build().1, "output-collision", (2, 8), "static/a");
}

#[test]
fn dates_that_cannot_be_written() {
    for (date, hint) in [
        ("987", "four digits: 0987"),
        ("12000", "0000 to 9999"),
        ("-0044", "0000 to 9999"),
        ("44 BC", "0000 to 9999"),
        ("May 2015", "write 2015, 2015-06"),
    ] {
        let text = format!("---\ntitle: A\nborn: {date}\n---\n");
        check("content/people/a.md", &text, "content-bad-date", (3, 7), hint);
    }
    let tag = "---\ntitle: A\nlanguage: english!!\n---\n";
    check("content/documents/a.md", tag, "content-bad-value", (3, 11), "pt-BR");
}

#[test]
fn names_of_what_the_book_lacks() {
    let event = "---\ntitle: A\nplace: places/nope\nparticipants: [people/nope, Ada, and/or]\nsources: [documents/x, people/x]\n---\n";
    let book = Book::new(&[("site.toml", SITE), ("content/events/a.md", event)]);
    book.write(
        "content/agreements/b.md",
        "---\ntitle: B\nparties: [people/nope]\nsignatories:\n- {person: people/b, office: offices/b}\n---\n",
    );
    let (_, findings) = book.build();
    let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
    let expect = [(3, 11), (5, 12), (5, 30), (3, 8), (4, 16), (5, 11), (5, 24)];
    let expect = expect.map(|(line, column)| ("reference-unknown", line, column));
    assert_eq!(got, expect, "{findings:#?}");
}

#[test]
fn notes_that_answer_in_a_circle() {
    let note = |id: &str, re: &str| {
        format!("- {{id: {id}, re: {re}, text: x, at: {{quote: {{exact: Text}}}}}}\n")
    };
    let notes = [note("n-a", "n-a"), note("n-b", "n-c"), note("n-c", "n-b"), note("n-d", "n-c")];
    let book = Book::new(&[("site.toml", SITE), ("content/documents/a.md", &document("Text."))]);
    let path = "content/documents/a.notes.yaml";
    book.write(path, &format!("notes:\n{}", notes.concat()));
    let (_, findings) = book.build();
    let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
    let expect = [2, 3, 4].map(|line| ("note-bad-value", line, 4));
    assert_eq!(got, expect, "{findings:#?}");
}

#[test]
fn five_mistakes_in_one_front_matter() {
    let book = Book::new(&[("site.toml", SITE)]);
    book.write(
        "content/documents/a.md",
        "---\ntitel: A\nauthro: B\ndate: 2015-02-30\ndraft: perhaps\nsource: {publication: P}\nrights: own-words\n---\n",
    );
    let (tree, findings) = book.build();
    let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
    assert_eq!(
        got,
        [
            ("content-missing-key", 1, 1),
            ("content-unknown-key", 2, 1),
            ("content-unknown-key", 3, 1),
            ("content-bad-date", 4, 7),
            ("content-bad-value", 5, 8),
        ]
    );
    assert!(tree.is_empty());
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&b"---\ntitle: \xff\xfe\n---\n"[..], &[0u8, 159, 146, 150, 0, 1][..]] {
        let book = Book::new(&[("site.toml", SITE)]);
        fs::create_dir_all(book.root().join("content/documents")).unwrap();
        fs::write(book.root().join("content/documents/a.md"), bytes).unwrap();
        let (_, findings) = book.build();
        let line = if bytes[0] == b'-' { 2 } else { 1 };
        assert_found(&findings, "content-encoding", (line, 1), "UTF-8");
    }
}

#[test]
fn two_files_with_one_address() {
    let book = Book::new(&[
        ("site.toml", SITE),
        ("content/a.md", "---\ntitle: D\n---\n"),
        ("content/a/index.md", "---\ntitle: D\n---\n"),
    ]);
    assert_found(&book.build().1, "output-collision", (2, 8), "content/a");
    let book = Book::new(&[
        ("site.toml", SITE),
        ("content/a.md", "---\ntitle: D\n---\n"),
        ("static/a/index.md", "The Markdown of the page."),
    ]);
    assert_found(&book.build().1, "output-collision", (2, 8), "static/a/index.md");
}

#[test]
fn links_that_lead_nowhere() {
    check(
        "content/documents/a.md",
        &document("See [[nobody]]."),
        "link-wiki-unknown",
        (8, 7),
        "names nothing",
    );
    check(
        "content/documents/a.md",
        &document("See [x](/people/adda/)."),
        "link-broken",
        (8, 5),
        "no page",
    );
}

#[test]
fn names_that_are_no_entities() {
    let book = Book::new(&[
        ("site.toml", SITE),
        ("content/people/dp.md", "---\ntitle: D P\ndraft: true\n---\n"),
        ("content/about.md", "---\ntitle: About\n---\n"),
        (
            "content/documents/a.md",
            &document("See [[people/dp]], [[about]], [[documents/a|it]], [[a]] and [[b]]."),
        ),
    ]);
    let (_, findings) = book.build();
    let got: Vec<_> = findings
        .iter()
        .filter(|f| f.code == "link-wiki-unknown")
        .map(|f| format!("{} {}", f.message, f.hint))
        .collect();
    let expect =
        ["is a draft", "[text](/about/)", "[text](/documents/a/)", "/documents/a/", "nothing"];
    assert_eq!(got.len(), expect.len(), "{got:#?}");
    assert!(got.iter().zip(expect).all(|(got, words)| got.contains(words)), "{got:#?}");
}

#[test]
fn templates() {
    let kind = format!("{SITE}[kinds.ship]\nfolder = \"ships\"\ntemplate = \"ship.html\"\n");
    let book = Book::new(&[("site.toml", &kind), ("content/ships/a.md", "---\ntitle: A\n---\n")]);
    assert_found(&book.build().1, "template-missing", (1, 1), "ship.html");
    let book = Book::new(&[
        ("site.toml", SITE),
        ("content/about.md", "---\ntitle: A\n---\n"),
        ("templates/page.html", "<p>\n{{ page.nosuch.thing }}</p>\n"),
    ]);
    let (tree, findings) = book.build();
    let found = findings.iter().find(|f| f.code == "template-error").unwrap();
    assert_eq!((found.path.as_str(), found.line), ("templates/page.html", 2));
    assert!(found.message.contains("content/about.md"), "{}", found.message);
    assert!(tree.is_empty());
}

#[test]
fn outputs_that_cannot_be_written() {
    let book = Book::new(&[("site.toml", SITE), ("content/index.md", "---\ntitle: T\n---\n")]);
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("file");
    fs::write(&file, "x").unwrap();
    let error = Output::open(&file.join("public"), book.root()).err().map(|e| e.to_string());
    assert!(error.is_some(), "a folder below a file");
    let foreign = outside.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("thesis.txt"), "years of work").unwrap();
    let refused = Output::open(&foreign, book.root());
    let before = tree_of(&foreign);
    if let Ok(output) = refused {
        let mut pipeline = Pipeline::new(Source::new(book.root()));
        assert!(pipeline.build(&Options::default(), output, &mut ()).is_err(), "a foreign folder");
    }
    assert_eq!(tree_of(&foreign), before);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_book() {
    let book = Book::new(&[("site.toml", SITE)]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), document("A secret sentence.")).unwrap();
    fs::create_dir_all(book.root().join("content/documents")).unwrap();
    std::os::unix::fs::symlink(
        outside.path().join("secret.md"),
        book.root().join("content/documents/a.md"),
    )
    .unwrap();
    assert_found(&book.build().1, "source-symlink", (1, 1), "leads out of the book");
}

#[test]
fn ten_megabytes() {
    let body = "Ada wrote of the engine and its cards. ".repeat(256 * 1024);
    let book =
        Book::new(&[("site.toml", SITE), ("content/people/ada.md", "---\ntitle: Ada\n---\n")]);
    book.write("content/documents/a.md", &document(&body));
    let (tree, findings) = book.build();
    assert!(
        findings.iter().all(|f| f.severity != briefbook::diag::Severity::Error),
        "{findings:#?}"
    );
    assert!(tree["documents/a/index.html"].len() > body.len());
}

#[test]
fn ten_thousand_of_one_name() {
    let book = Book::new(&[("site.toml", SITE)]);
    for n in 0..10_000 {
        book.write(&format!("content/people/ada-{n}.md"), "---\ntitle: Ada King\n---\n");
    }
    book.write("content/documents/a.md", &document("Ada King spoke. Then King left."));
    let mut pipeline = Pipeline::new(Source::new(book.root()));
    let assembled = pipeline.assemble(&Options::default(), &mut ());
    assert!(!assembled.has_errors());
    let id = &assembled.site.documents[0].document.id;
    assert!(
        assembled.bodies.documents[id].mentions.iter().all(|m| m.entity().is_none()),
        "a guess among ten thousand"
    );
}

#[test]
fn empty_books() {
    let book = Book::new(&[("site.toml", SITE)]);
    let (tree, findings) = book.build();
    assert_found(&findings, "content-missing", (1, 1), "no folder `content`");
    assert!(findings.len() == 1 && tree.is_empty(), "a published book is not emptied");
    fs::create_dir(book.root().join("content")).unwrap();
    let (tree, findings) = book.build();
    assert_eq!(findings, []);
    assert!(tree.contains_key("index.html") && tree.contains_key("404.html"));
    let (tree, findings) = Book::new(&[]).build();
    assert_found(&findings, "config-missing", (1, 1), "briefbook init");
    assert!(tree.is_empty());
}
