//! A made-up book of any size, for the benches.
//!
//! In: how many documents. Out: the files of a book: the same for the same number, on any machine.
//! Each document has about 750 words, names 15 people and 5 agreements, most of them by full name
//! first and by surname or short name after; a few people are in half of all documents, most in
//! few. There is one person for 20 documents, as in a real archive, and at least 50.

#![allow(dead_code, unreachable_pub, reason = "each bench uses its part")]

use std::fmt::Write;

/// Path in the book and text.
pub type File = (String, String);

const GIVEN: &[&str] = &[
    "Ada",
    "Bruno",
    "Clara",
    "Dario",
    "Edith",
    "Felix",
    "Greta",
    "Hugo",
    "Irma",
    "Jonas",
    "Karin",
    "Ludwig",
    "Minh",
    "Nora",
    "Olav",
    "Petra",
    "Quang",
    "Rosa",
    "Sven",
    "Thérèse",
];
const FIRST: &[&str] = &["Al", "Ber", "Cor", "Dun", "Es", "Fal", "Gar", "Hol", "In", "Jar"];
const SECOND: &[&str] = &["ba", "de", "fi", "go", "la", "mi", "no", "ri", "sa", "tu"];
const THIRD: &[&str] = &["berg", "dal", "ford", "gren", "holm", "ley", "man", "ner", "son", "ton"];
const PLAIN: &[&str] = &[
    "the",
    "harbour",
    "was",
    "closed",
    "to",
    "ships",
    "that",
    "had",
    "carried",
    "grain",
    "along",
    "river",
    "before",
    "winter",
    "and",
    "officials",
    "said",
    "they",
    "would",
    "meet",
    "again",
    "when",
    "ice",
    "had",
    "gone",
    "although",
    "nobody",
    "expected",
    "tariffs",
    "of",
    "that",
    "year",
];

/// Xorshift: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    /// A rank below `below`; small ranks are far more likely.
    fn rank(&mut self, below: usize) -> usize {
        let (a, b) = (self.below(below), self.below(below));
        a * b / below
    }

    fn word(&mut self) -> &'static str {
        PLAIN[self.below(PLAIN.len())]
    }
}

/// How many people a book of so many documents has.
pub fn people(documents: usize) -> usize {
    50 + documents / 20
}

fn surname(n: usize) -> String {
    let part = |list: &[&'static str], at: usize| list[at % list.len()];
    let mut name = format!("{}{}{}", part(FIRST, n), part(SECOND, n / 10), part(THIRD, n / 100));
    if n >= 1000 {
        let _ = write!(name, "{}", part(SECOND, n / 1000));
    }
    if n >= 10_000 {
        let _ = write!(name, "{}", part(THIRD, n / 10_000));
    }
    name
}

/// The full name of a person.
pub fn person(n: usize) -> String {
    format!("{} {}", GIVEN[(n * 7 + n / 20) % GIVEN.len()], surname(n))
}

fn agreement(n: usize) -> String {
    format!("{}{} Convention", FIRST[n % 10], THIRD[n / 10 % 10])
}

/// All files of a book.
pub fn book(documents: usize) -> Vec<File> {
    let site = "title = \"Bench\"\nbase_url = \"https://bench.example/\"\nlanguage = \"en\"\n";
    let mut files: Vec<File> = vec![("site.toml".into(), site.into())];
    for n in 0..people(documents) {
        let front = format!("title: {}\nsort: {}\nsources: [Made up]", person(n), surname(n));
        files.push((format!("content/people/p{n}.md"), format!("---\n{front}\n---\nA life.\n")));
    }
    for n in 0..agreements(documents) {
        let front = format!("title: {}\nsources: [Made up]", agreement(n));
        files.push((format!("content/agreements/a{n}.md"), format!("---\n{front}\n---\n")));
    }
    files.extend((0..documents).map(|n| (document_path(n), document(n, documents))));
    files
}

fn agreements(documents: usize) -> usize {
    (20 + documents / 100).min(100)
}

/// The path of a document.
pub fn document_path(n: usize) -> String {
    format!("content/documents/d{n}.md")
}

/// A document of a book of so many.
pub fn document(n: usize, documents: usize) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (n as u64 + 1).wrapping_mul(0x5851_f42d));
    let date = format!("19{:02}-{:02}-{:02}", n / 336 % 100, n / 28 % 12 + 1, n % 28 + 1);
    let mut text = format!(
        "---\ntitle: Report {n}\ndate: {date}\nsource: {{publication: The Bench Gazette}}\nrights: public-domain\n---\n"
    );
    for section in 0..3 {
        let _ = write!(text, "\n## Part {section} of report {n}\n\n");
        for _ in 0..3 {
            paragraph(&mut text, &mut random, documents);
        }
    }
    text
}

fn paragraph(text: &mut String, random: &mut Random, documents: usize) {
    let people = [random.rank(people(documents)), random.rank(people(documents))];
    for sentence in 0..6 {
        match sentence {
            0 => text.push_str(&person(people[0])),
            2 => text.push_str(&person(people[1])),
            4 => text.push_str(&surname(people[0])),
            _ => text.push_str("Then"),
        }
        for _ in 0..12 {
            let _ = write!(text, " {}", random.word());
        }
        if sentence == 3 {
            let _ = write!(text, " under the {}", agreement(random.rank(agreements(documents))));
        }
        text.push_str(". ");
    }
    text.push_str("\n\n");
}
