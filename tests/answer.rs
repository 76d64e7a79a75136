//! The contract of `Register::answer`: registers with equal answers link a document equally.

mod support;

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{LinkPolicy, Period, words::NameWords},
    date::Edtf,
    markdown::{self, TextBlock},
    mentions::{LinkInput, Linked, link},
    register::Register,
};

/// A generator of numbers with a seed of its own (xorshift), so that a failure repeats.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const GIVEN: &[&str] = &["Ada", "John", "Emil", "J.", "Rosa", "Robert"];
const FAMILY: &[&str] = &[
    "Hale", "Pratt", "von Dorn", "Field", "Ōkubo", "Tarn", "Wells", "Grum", "Sollis", "Ekman",
    "Varga", "Lund", "Ibsen", "Quist", "Moreau", "Teale",
];
const THINGS: &[&str] = &["Hale Union", "League of Tarn", "LOT", "Port Hale", "Tarn", "Dorn Pact"];
const TITLES: &[&str] =
    &["President of Tarn", "Secretary of State", "Tarnish Prime Minister", "Senator", "Judge"];
const GLUE: &[&str] = &[
    "said",
    "and",
    "the President",
    "met",
    "Mr.",
    "President",
    "Secretary",
    "in",
    "the",
    "Secretary of State",
    "Senator",
    "in 1950",
    ".",
    ",",
    "former",
    "Mrs.",
    "HMS",
    "Street",
    "(LOT)",
    "'s",
    "the Tarnish Prime Minister",
    "\n\n",
    "[[people/e1]]",
    "[[Hale Union]]",
];

fn entity(numbers: &mut Numbers, nth: usize) -> String {
    let mut line = match numbers.below(4) {
        0 => {
            let folder = numbers.pick(&["places", "organizations", "agreements", "vessels"]);
            format!("- {{id: {folder}/e{nth}, title: {}", numbers.pick(THINGS))
        }
        _ => {
            let (given, family) = (numbers.pick(GIVEN), numbers.pick(FAMILY));
            let (title, from) = (numbers.pick(TITLES), 1940 + numbers.below(20));
            let offices = format!("offices: [{{title: {title}, from: {from}, to: {}}}]", from + 6);
            format!("- {{id: people/e{nth}, title: {given} {family}, {offices}")
        }
    };
    match numbers.below(8) {
        0 => line += &format!(", aliases: [{}]", numbers.pick(THINGS)),
        1 => line += &format!(", never: [{} Street]", numbers.pick(FAMILY)),
        2 => line += ", link: never",
        3 => line += ", short: []",
        _ => {}
    }
    line + "}\n"
}

fn register(lines: &[String]) -> Register {
    Register::build(&support::entities(&lines.concat()), &Kinds::default()).0
}

/// A text of few names, so that some changes do not touch it.
fn document(numbers: &mut Numbers) -> Vec<TextBlock> {
    let mut text = String::new();
    let (from, thing) = (numbers.below(FAMILY.len() - 4), numbers.below(THINGS.len() - 2));
    let (family, things) = (&FAMILY[from..from + 4], &THINGS[thing..thing + 2]);
    for _ in 0..50 {
        let list = [GIVEN, family, family, things, GLUE, GLUE][numbers.below(6)];
        text += numbers.pick(list);
        text.push(' ');
    }
    markdown::blocks::blocks(&markdown::parse(&text, 0))
}

fn linked(blocks: &[TextBlock], register: &Register) -> Linked {
    let policy =
        MentionPolicy { link: LinkPolicy::FirstPerSection, default_body: Some("Tarn".into()) };
    let date = Edtf::parse("1951");
    let input = LinkInput {
        blocks,
        date,
        covers: Period { from: date, to: date },
        policy: &policy,
        document_link: None,
        decisions: &[],
        own: None,
    };
    link(&input, register)
}

#[test]
fn equal_answers_link_equally() {
    let mut numbers = Numbers(0x5eed);
    let (mut equal, mut different) = (0, 0);
    for _ in 0..100 {
        let lines: Vec<String> = (0..8).map(|nth| entity(&mut numbers, nth)).collect();
        let before = register(&lines);
        let blocks = document(&mut numbers);
        let words = NameWords::of(&blocks);
        for _ in 0..4 {
            // One entity is changed, added or taken away.
            let mut lines = lines.clone();
            let at = numbers.below(lines.len());
            match numbers.below(3) {
                0 => lines[at] = entity(&mut numbers, at),
                1 => lines.push(entity(&mut numbers, lines.len() + 20)),
                _ if lines.len() > 2 => drop(lines.remove(at)),
                _ => {}
            }
            let after = register(&lines);
            if before.answer(&words) == after.answer(&words) {
                equal += 1;
                assert_eq!(linked(&blocks, &before), linked(&blocks, &after), "{lines:?}");
            } else {
                different += 1;
            }
        }
    }
    // Both cases must occur, or the test says nothing.
    assert!(equal > 30 && different > 30, "{equal} equal, {different} different");
}

#[test]
fn a_strange_entity_changes_no_answer() {
    let mut numbers = Numbers(0xbee);
    let mut lines: Vec<String> = (0..6).map(|nth| entity(&mut numbers, nth)).collect();
    let before = register(&lines);
    let blocks = document(&mut numbers);
    lines.push("- {id: people/zuzana-novak, title: Zuzana Nováková}\n".into());
    let words = NameWords::of(&blocks);
    assert_eq!(before.answer(&words), register(&lines).answer(&words));
    lines.push("- {id: people/x, title: X, aliases: [Ada Hale Union Pratt Tarn Field]}\n".into());
    let all = markdown::blocks::blocks(&markdown::parse("Ada Hale Union Pratt Tarn Field", 0));
    let words = NameWords::of(&all);
    assert_ne!(before.answer(&words), register(&lines).answer(&words));
}
