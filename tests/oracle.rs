//! The oracle: after any edit the incremental output equals a clean build, byte for byte.
//!
//! Random edit scripts over a small book: files created, edited, renamed and deleted, good and
//! bad. The seed is printed; `ORACLE_SEED` and `ORACLE_EDITS` choose another run.

#![allow(clippy::print_stdout, reason = "the seed is printed, so that a failure can be run again")]

mod common;

use std::{env, fs};

use briefbook::{
    output::Generation,
    pipeline::{Options, Pipeline, has_errors},
    site::Audience,
    source::Source,
};
use common::{Book, build, tree, tree_of};

/// Xorshift: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.next(items.len())]
    }
}

const NAMES: &[&str] = &[
    "Ada Lovelace",
    "Charles Babbage",
    "Mary Somerville",
    "Luigi Menabrea",
    "Đặng Văn Ngữ",
    "Sofia Marlow",
];
const PLACES: &[&str] = &["Turin", "London", "Port Marlow"];
const WORDS: &[&str] = &[
    "met",
    "wrote to",
    "the engine",
    "President",
    "in 1842",
    "of the",
    "Lovelace",
    "Babbage",
    "the ACE",
    "Mr.",
    "[[people/p1]]",
    "*Menabrea*",
    "said.",
    "Then",
    "the *Marlow* Accord",
    "`code`",
    "https://a.example/Ada",
    "\n\n## Part\n\n",
    "\n\n",
    "> quoted",
    "— and —",
    "Ada\u{a0}Lovelace",
    "Ng\u{1eef}",
];

fn sentence(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..3 + random.next(14) {
        let word = match random.next(4) {
            0 => *random.one(NAMES),
            1 => *random.one(PLACES),
            _ => *random.one(WORDS),
        };
        text.push_str(word);
        text.push(' ');
    }
    text
}

fn document(random: &mut Random) -> String {
    let date =
        ["date: 1842-10", "date: 1843", "date: \"1844-05~\"", "", "date: 1842-13"][random.next(5)];
    let rights = ["own-words", "public-domain", "restricted", "excerpt"][random.next(4)];
    let draft = ["", "draft: true\n"][usize::from(random.next(6) == 0)];
    format!(
        "---\ntitle: {}\n{date}\nsource: {{publication: Notes}}\nrights: {rights}\n{draft}summary: {}\n---\n\n{}\n\n{}\n",
        random.one(NAMES),
        random.one(NAMES),
        sentence(random),
        sentence(random)
    )
}

fn person(random: &mut Random) -> String {
    let alias = [
        "",
        "aliases: [the Countess]\n",
        "aliases: [Menabrea]\n",
        "aliases: [\"Lovelace\", ACE]\n",
    ][random.next(4)];
    let link = ["", "link: never\n", "link: every\n"][random.next(3)];
    let office =
        ["", "offices:\n  - {title: President of Italy, from: 1842, source: documents/d0}\n"]
            [random.next(2)];
    format!("---\ntitle: {}\n{alias}{link}{office}---\n\n{}\n", random.one(NAMES), sentence(random))
}

fn notes(random: &mut Random) -> String {
    let quote = *random.one(&["met", "Ada Lovelace", "the engine", "nothing of the sort"]);
    let kind = *random.one(&["commenting", "disputed", "correction"]);
    let visibility = *random.one(&["public", "internal"]);
    let decision = ["", "- at: {quote: {exact: Lovelace}}\n  is: people/p1\n"][random.next(2)];
    format!(
        "notes:\n- id: n-{}\n  kind: {kind}\n  at: {{quote: {{exact: {quote}}}}}\n  text: {}\n  visibility: {visibility}\n{decision}",
        random.next(1000),
        random.one(NAMES)
    )
}

fn configuration(random: &mut Random) -> String {
    let link = *random.one(&["every", "first", "first-per-section", "evry"]);
    let kind = ["", "[kinds.ship]\nfolder = \"ships\"\n"][random.next(2)];
    let title = *random.one(&["Letters", "Letters and engines"]);
    format!(
        "title = \"{title}\"\nbase_url = \"https://a.example/b/\"\n[mentions]\nlink = \"{link}\"\n{kind}"
    )
}

fn template(random: &mut Random) -> String {
    (*random.one(&[
        "<p>{{ page.title }}</p>",
        "<p>{{ page.title }} changed</p>",
        "{{ page.nothing.at.all }}",
        "{% broken",
    ]))
    .to_owned()
}

/// One edit. Returns what it did.
fn edit(book: &Book, random: &mut Random) -> String {
    let number = random.next(5);
    let (path, text) = match random.next(10) {
        0..=2 => (format!("content/documents/d{number}.md"), document(random)),
        3 | 4 => (format!("content/people/p{number}.md"), person(random)),
        5 => (format!("content/documents/d{number}.notes.yaml"), notes(random)),
        6 => ("site.toml".to_owned(), configuration(random)),
        7 => ("templates/page.html".to_owned(), template(random)),
        8 => (format!("static/f{number}.txt"), sentence(random)),
        _ => (
            format!("content/page{number}.md"),
            format!("---\ntitle: Page\n---\n\n{}\n", sentence(random)),
        ),
    };
    let exists = book.root().join(&path).exists();
    match random.next(6) {
        0 if exists && path != "site.toml" => {
            book.remove(&path);
            format!("delete {path}")
        }
        1 if exists && path.ends_with(".md") => {
            let to = path.replace(".md", "x.md");
            fs::rename(book.root().join(&path), book.root().join(&to)).unwrap();
            format!("rename {path}")
        }
        _ => {
            book.write(&path, &text);
            format!("write {path}")
        }
    }
}

fn seed_book() -> Book {
    let book =
        Book::new(&[("site.toml", "title = \"Letters\"\nbase_url = \"https://a.example/\"\n")]);
    book.write("content/index.md", "---\ntitle: Letters\n---\n\nAda Lovelace and others.\n");
    book.write("content/people/p0.md", "---\ntitle: Ada Lovelace\n---\n");
    book.write(
        "content/documents/d0.md",
        "---\ntitle: First\ndate: 1842\nsource: {publication: Notes}\nrights: own-words\n---\n\nAda Lovelace met Charles Babbage.\n",
    );
    book
}

#[test]
fn incremental_equals_clean() {
    let number = |name: &str, default: u64| {
        env::var(name).ok().and_then(|t| t.parse().ok()).unwrap_or(default)
    };
    let seed = number("ORACLE_SEED", u64::from(std::process::id()) * 7919 + 17);
    let edits = number("ORACLE_EDITS", 300);
    println!("oracle: seed {seed}, {edits} edits");
    let (mut random, book) = (Random(seed | 1), seed_book());
    let mut pipeline = Pipeline::new(Source::new(book.root()));
    let mut generation = Generation::default();
    let (mut good, mut script) = (0, Vec::new());
    for step in 0..edits {
        script.push(edit(&book, &mut random));
        let options = Options {
            audience: if step % 7 == 6 { Audience::Editors } else { Audience::Public },
            ..Options::default()
        };
        let warm = build(&mut pipeline, &options, &generation);
        let (clean, findings) = book.build_with(&options);
        assert_eq!(warm.findings, findings, "seed {seed}, step {step}: {script:#?}");
        assert_eq!(warm.committed.is_none(), has_errors(&findings));
        if let Some(committed) = warm.committed {
            generation = committed.generation;
            let incremental = tree(&generation);
            let differing: Vec<_> = clean
                .keys()
                .chain(incremental.keys())
                .filter(|k| clean.get(*k) != incremental.get(*k))
                .collect();
            assert!(differing.is_empty(), "seed {seed}, step {step}: {differing:?}\n{script:#?}");
            good += 1;
        } else if step % 4 != 0 {
            // Mend, so that the script does not stay in error for ever.
            book.write("site.toml", "title = \"Letters\"\nbase_url = \"https://a.example/\"\n");
            let bad: Vec<_> = findings
                .iter()
                .filter(|f| f.severity == briefbook::diag::Severity::Error)
                .collect();
            for finding in bad {
                let path = book.root().join(finding.path.as_str());
                if finding.path.as_str() != "site.toml" && path.exists() {
                    fs::remove_file(path).unwrap();
                }
            }
        }
    }
    println!(
        "oracle: {good} of {edits} steps were good books, {} files at the end",
        tree_of(book.root()).len()
    );
    assert!(good * 3 > edits, "too few good books ({good} of {edits}) to prove anything");
}
