//! Whole small books and everything that is made of them.
//!
//! `tests/books/NAME/book` is the input, `expected` the site without the theme's own files.
//! `BLESS=1 cargo test --test books` writes it; read the difference before you commit.

mod common;

use std::{collections::BTreeMap, env, fs};

use briefbook::{
    output::{self, Generation},
    pipeline::{self, Options, Pipeline, has_errors},
    site::Audience,
    source::Source,
};
use common::{Book, Tree, project, text, tree_of, write_tree};

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(project().join("tests/books"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn book(name: &str) -> Book {
    Book::copy_of(&project().join("tests/books").join(name).join("book"))
}

fn build(name: &str, options: &Options) -> Tree {
    let (tree, findings) = book(name).build_with(options);
    assert!(!has_errors(&findings), "{name}: {findings:#?}");
    tree
}

#[test]
fn every_book_gives_what_is_expected() {
    for name in names() {
        let mut tree = build(&name, &Options::default());
        tree.retain(|path, _| !path.starts_with("theme.") && path != "favicon.svg");
        let folder = project().join("tests/books").join(&name).join("expected");
        if env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&folder);
            write_tree(&folder, &tree);
        }
        let expected = tree_of(&folder);
        assert_eq!(tree.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
        for (path, bytes) in &tree {
            assert_eq!(
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(&expected[path]),
                "{name}: {path}"
            );
        }
    }
}

/// The words of a link and where it leads.
type WordsAndAddress = (String, String);

/// Links of the text of a page: `(words, address)`, from the annotated Markdown and from the HTML.
fn links_of_markdown(markdown: &str) -> Vec<WordsAndAddress> {
    let body = markdown.split("\n---\n").nth(1).unwrap_or_default();
    let body: String =
        body.lines().filter(|line| !line.starts_with("[^")).collect::<Vec<_>>().join("\n");
    let parser = pulldown_cmark::Parser::new_ext(&body, pulldown_cmark::Options::ENABLE_TABLES);
    let mut links: Vec<WordsAndAddress> = Vec::new();
    let mut open: Option<WordsAndAddress> = None;
    for event in parser {
        use pulldown_cmark::{Event, Tag, TagEnd};
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some((String::new(), dest_url.to_string()))
            }
            Event::End(TagEnd::Link) => links.extend(open.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some((words, _)) = &mut open {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    for (_, address) in &mut links {
        *address = address.trim_end_matches("index.md").to_owned();
    }
    links
}

fn links_of_html(html: &str) -> Vec<WordsAndAddress> {
    let mut links = Vec::new();
    for block in html.split("<div class=\"block\">").skip(1) {
        let block = block.split("</div>\n<div class=\"notes").next().unwrap();
        let block = block.split("<section class=\"footnotes\"").next().unwrap();
        let block = block.split("</article>").next().unwrap();
        for link in block.split("<a ").skip(1) {
            let (attributes, rest) = link.split_once('>').unwrap();
            if attributes.contains("note-mark") || attributes.contains("role=\"doc-") {
                continue;
            }
            let href = attributes.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            let inner = rest.split("</a>").next().unwrap();
            let words: String = inner
                .split('<')
                .map(|piece| piece.split_once('>').map_or(piece, |(_, t)| t))
                .collect();
            links.push((words.replace("&amp;", "&").replace("&quot;", "\""), href.to_owned()));
        }
    }
    links
}

/// Every relative link of a Markdown file, as the file that it leads to.
fn files_linked_by(path: &str, markdown: &str) -> Vec<String> {
    let options =
        pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let parser = pulldown_cmark::Parser::new_ext(markdown, options);
    let mut files = Vec::new();
    for event in parser {
        let pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        let address = dest_url.split('#').next().unwrap();
        if address.is_empty() || address.contains(':') {
            continue;
        }
        let mut steps: Vec<&str> = path.split('/').collect();
        steps.pop();
        for step in address.split('/') {
            match step {
                ".." => drop(steps.pop().expect("no link leaves the site")),
                "." => {}
                step => steps.push(step),
            }
        }
        files.push(steps.join("/"));
    }
    files
}

#[test]
fn links_of_the_markdown_lead_to_files_that_are_there() {
    let mut followed = 0;
    let (first, _) = Book::first().build_with(&Options::default());
    let books = names().into_iter().map(|name| build(&name, &Options::default()));
    for tree in books.chain([first]) {
        for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".md")) {
            for file in files_linked_by(path, &String::from_utf8_lossy(bytes)) {
                assert!(tree.contains_key(&*file), "{path} links to {file}");
                followed += 1;
            }
        }
    }
    assert!(followed > 500, "{followed}");
}

#[test]
fn markdown_and_html_link_the_same_words_to_the_same_pages() {
    let mut compared = 0;
    let mut all: BTreeMap<String, Tree> =
        names().into_iter().map(|name| (name.clone(), build(&name, &Options::default()))).collect();
    let (first, _) = Book::first().build_with(&Options::default());
    all.insert("the first book".into(), first);
    for (name, tree) in all {
        for path in
            tree.keys().filter(|path| path.starts_with("documents/") && path.ends_with("/index.md"))
        {
            let html = text(&tree, &path.replace("index.md", "index.html"));
            let (of_markdown, of_html) =
                (links_of_markdown(text(&tree, path)), links_of_html(html));
            assert_eq!(of_markdown, of_html, "{name}: {path}");
            compared += of_html.len();
        }
    }
    assert!(compared > 60, "only {compared} links compared");
}

#[test]
fn nothing_leaks() {
    let secret = ["DRAFT-WORDS", "RESTRICTED-WORDS", "INTERNAL-WORDS"];
    let tree = build("engine-letters", &Options::default());
    for (path, bytes) in &tree {
        let text = String::from_utf8_lossy(bytes);
        for word in secret {
            assert!(!text.contains(word), "{word} is in {path}");
        }
    }
    assert!(!tree.keys().any(|path| path.contains("a-draft")));
    assert!(text(&tree, "documents/1844-second/index.html").contains("Charles Babbage"));
    let editors = Options { audience: Audience::Editors, ..Options::default() };
    let tree = build("engine-letters", &editors);
    for word in secret {
        assert!(
            tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains(word)),
            "{word} is hidden from editors"
        );
    }
}

#[test]
fn the_same_bytes_anywhere() {
    let name = "engine-letters";
    let one = build(name, &Options::default());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(pool.install(|| build(name, &Options::default())), one, "one thread");
    let elsewhere = Book::new(&[]);
    for (path, bytes) in
        tree_of(&project().join("tests/books").join(name).join("book")).into_iter().rev()
    {
        write_tree(elsewhere.root(), &Tree::from([(path, bytes)]));
    }
    assert_eq!(elsewhere.build().0, one, "another folder, files made in another order");
}

#[test]
fn a_declared_kind_has_its_own_template() {
    let tree = build("treaty-bodies", &Options::default());
    let page = text(&tree, "bodies/rhine-commission/index.html");
    assert!(page.contains("<h1 class=\"treaty-body\">Central Commission"));
    let document = text(&tree, "documents/on-the-rhine/index.html");
    assert!(document.contains(">Rhine Commission</a>") && document.contains(">CCNR</a>"));
}

#[test]
fn old_addresses_lead_on() {
    let tree = build("engine-letters", &Options::default());
    assert!(text(&tree, "people/countess/index.html").contains("../ada-lovelace/"));
}

#[test]
fn a_link_to_an_old_address_leads_to_the_page_that_has_replaced_it() {
    let book = book("engine-letters");
    book.write("content/more.md", "---\ntitle: More\n---\n[She](/people/countess#mentions).\n");
    let options = Options::default();
    let mut pipeline = Pipeline::new(Source::new(book.root()));
    let before = common::build(&mut pipeline, &options, &Generation::default());
    let page = |built: &pipeline::Built<output::Built>| {
        let generation = &built.committed.as_ref().unwrap().generation;
        let of = |path| String::from_utf8(generation.get(path).unwrap().to_vec()).unwrap();
        of("more/index.html") + &of("more/index.md")
    };
    assert!(page(&before).contains("href=\"../people/ada-lovelace/#mentions\""));
    assert!(page(&before).contains("(../people/ada-lovelace/index.md#mentions)"));
    // The page is made anew when the address leads elsewhere, though its text is the same.
    let ada = fs::read_to_string(book.root().join("content/people/ada-lovelace.md")).unwrap();
    let charles =
        fs::read_to_string(book.root().join("content/people/charles-babbage.md")).unwrap();
    book.write("content/people/ada-lovelace.md", &ada.replace("countess", "duchess"));
    let charles = charles.replacen("title:", "redirect_from: [/people/countess/]\ntitle:", 1);
    book.write("content/people/charles-babbage.md", &charles);
    let generation = before.committed.unwrap().generation;
    let after = common::build(&mut pipeline, &options, &generation);
    assert!(page(&after).contains("href=\"../people/charles-babbage/#mentions\""));
}
