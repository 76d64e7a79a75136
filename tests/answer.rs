//! The register's answer about a document's words decides its links: equal answers, equal links.
//!
//! Registers are changed at random (seeded, by a generator of our own) and every pair of versions
//! with equal answers must link every text alike; a change of what a text names must change the
//! answer.

use std::collections::BTreeMap;

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{Entity, LinkPolicy, Period, entity_file, words::NameWords},
    date::Edtf,
    hash::ContentHash,
    markdown::{self, TextBlock},
    mentions::{self, LinkInput, Linked},
    path::SourcePath,
    register::Register,
};

/// Splitmix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.next(all.len())]
    }
}

const GIVEN: &[&str] = &["Ada", "Robert", "Inês", "Paul Q.", "Maria", "Lord"];
const FAMILY: &[&str] = &["Holm", "Vance", "Marlowe", "von Buol", "Price", "Aakjær"];
const TITLES: &[&str] =
    &["President of Norland", "Secretary of State", "Foreign Minister of Sundria", "Senator"];
const THINGS: &[&str] =
    &["Herring Accord", "Northern Fisheries Board", "Skerry Bank", "HMS Vance", "Holm"];

fn person(random: &mut Random) -> String {
    let mut file = format!("title: {} {}\n", random.of(GIVEN), random.of(FAMILY));
    if random.next(2) == 0 {
        file += &format!("aliases: [{} {}]\n", random.of(GIVEN), random.of(FAMILY));
    }
    if random.next(2) == 0 {
        let from = 2020 + random.next(10);
        file += &format!(
            "offices: [{{title: {}, from: {from}, to: {}}}]\n",
            random.of(TITLES),
            from + 4
        );
    }
    if random.next(5) == 0 {
        file += &format!("never: [{} Street]\n", random.of(FAMILY));
    }
    if random.next(5) == 0 {
        file += "link: never\n";
    }
    if random.next(5) == 0 {
        file += &format!("short: [{}]\n", random.of(FAMILY));
    }
    file
}

fn thing(random: &mut Random) -> String {
    format!(
        "title: {}\naliases: [{}]\n",
        random.of(THINGS),
        random.of(&["NFB", "HA", "the Bank", "Accord"])
    )
}

type Files = BTreeMap<&'static str, String>;
const SLOTS: &[&str] = &[
    "people/a",
    "people/b",
    "people/c",
    "people/d",
    "agreements/e",
    "organizations/f",
    "vessels/g",
];

fn change(files: &mut Files, random: &mut Random) {
    let slot = SLOTS[random.next(SLOTS.len())];
    match (random.next(4), slot.starts_with("people")) {
        (0, _) => drop(files.remove(slot)),
        (_, true) => drop(files.insert(slot, person(random))),
        (_, false) => drop(files.insert(slot, thing(random))),
    }
}

fn register(files: &Files) -> Register {
    let kinds = Kinds::default();
    let parse = |(id, front): (&&str, &String)| -> Entity {
        let path = SourcePath::new(&format!("content/{id}.md")).unwrap();
        let kind = kinds.of_folder(id.split('/').next().unwrap()).unwrap();
        entity_file::parse(&path, &format!("---\n{front}---\n"), kind).0
    };
    let entities: Vec<Entity> = files.iter().map(parse).collect();
    Register::build(&entities.iter().collect::<Vec<_>>(), &kinds).0
}

const TEXTS: &[&str] = &[
    "Ada Holm met President Vance. Holm said that the Herring Accord (HA) holds; the HA binds.",
    "Mr. Marlowe and Robert Price sailed on HMS Vance. The Secretary of State wrote to Price in 2022.",
    "Count von Buol came. Buol and Aakjær agreed. Inês Vance was there, and Vance Street is long.",
    "The Northern Fisheries Board met on the Skerry Bank; the NFB left. See [[holm]] and [[people/a|her]].",
    "Nothing of the kind stands here.",
    "Senators Price and Marlowe, the President of Norland and Lord Vance. Maria Holm! Paul Q. Price.",
];

fn blocks() -> Vec<Vec<TextBlock>> {
    TEXTS.iter().map(|t| markdown::blocks::blocks(&markdown::parse(t, 0))).collect()
}

fn link(blocks: &[TextBlock], register: &Register) -> Linked {
    let date = Edtf::parse("2023");
    let policy = MentionPolicy { link: LinkPolicy::Every, default_body: Some("Norland".into()) };
    let covers = Period { from: date, to: date };
    mentions::link(
        &LinkInput {
            blocks,
            date,
            covers,
            policy: &policy,
            document_link: None,
            decisions: &[],
            own: None,
        },
        register,
    )
}

#[test]
fn equal_answers_mean_equal_links() {
    let all = blocks();
    let words: Vec<NameWords> = all.iter().map(|b| NameWords::of(b)).collect();
    let (mut equal, mut moved) = (0, 0);
    for seed in 0..20 {
        let mut random = Random(seed);
        let mut files = Files::new();
        (0..6).for_each(|_| change(&mut files, &mut random));
        let mut before: Vec<(ContentHash, Linked)> = Vec::new();
        for step in 0..30 {
            let register = register(&files);
            let now: Vec<(ContentHash, Linked)> = all
                .iter()
                .zip(&words)
                .map(|(blocks, words)| (register.answer(words), link(blocks, &register)))
                .collect();
            for (text, (old, new)) in before.iter().zip(&now).enumerate() {
                match old.0 == new.0 {
                    true => {
                        equal += 1;
                        assert_eq!(
                            old.1, new.1,
                            "seed {seed}, step {step}, text {text}, {files:?}"
                        );
                    }
                    false => moved += usize::from(old.1 != new.1),
                }
            }
            before = now;
            change(&mut files, &mut random);
        }
    }
    // Neither side of the property is empty.
    assert!(equal > 500 && moved > 200, "{equal} equal, {moved} moved");
}

const PIECES: &[&str] = &[
    "Mr. ",
    "Messrs. ",
    "Holm",
    "Vance",
    " and ",
    ", ",
    "-",
    "–",
    "“",
    "”",
    "\u{ad}",
    "\u{301}",
    "ﬁ",
    "İ",
    "ß",
    " (",
    ")",
    "NFB",
    "U.S. ",
    "the ",
    "The ",
    "President",
    " of ",
    "Norland",
    "Secretary of State",
    "1956",
    "'s",
    "’s ",
    ". ",
    "von ",
    "Ada ",
    "HMS ",
    "Herring Accord",
    "*",
    "[[",
    "]]",
    "|",
    "people/a",
    "\u{a0}",
    "\n",
    "# ",
    "> ",
    "`",
    "&amp;",
    "日本",
    "😀",
    "https://",
    "@",
    "Jr.",
    " III",
    "Inês\u{302} ",
    "AAKJÆR: ",
    "Buol",
];

#[test]
fn strange_texts_give_tidy_spans() {
    let mut random = Random(7);
    let mut files = Files::new();
    (0..12).for_each(|_| change(&mut files, &mut random));
    let register = register(&files);
    let mut found = 0;
    for _ in 0..3000 {
        let text: String = (0..1 + random.next(24)).map(|_| random.of(PIECES)).collect();
        let blocks = markdown::blocks::blocks(&markdown::parse(&text, 0));
        let linked = link(&blocks, &register);
        found += linked.mentions.len();
        for pair in linked.mentions.windows(2) {
            let apart = pair[0].block < pair[1].block || pair[0].text.end <= pair[1].text.start;
            assert!(apart, "{text:?} {pair:?}");
        }
        for mention in &linked.mentions {
            let span = blocks[mention.block].text.get(mention.text.clone());
            assert!(span.is_some_and(|s| !s.trim().is_empty()), "{text:?} {mention:?}");
            assert!(text.get(mention.range.as_range()).is_some(), "{text:?} {mention:?}");
        }
    }
    assert!(found > 200, "{found}");
}
