//! What becomes of mentions: explicit links, decisions, policies, places in the file.

mod support;

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{LinkPolicy, Period},
    date::Edtf,
    markdown,
    mentions::{Decision, Is, LinkInput, Linked, Outcome, link, rows},
    path::{DocumentId, EntityId},
    register::Register,
};

const REGISTER: &str = "
- {id: people/ada-hale, title: Ada Hale, offices: [{title: Secretary of State, from: 1949, to: 1953}]}
- {id: people/tom-hale, title: Tom Hale}
- {id: people/ivo-pratt, title: Ivo Pratt}
- {id: organizations/hale-union, title: Hale Union, aliases: [HU]}
- {id: places/tarn, title: Tarn, link: never}
- {id: offices/secretary-of-state, title: Secretary of State, body: Tarn}
";

fn register() -> Register {
    Register::build(&support::entities(REGISTER), &Kinds::default()).0
}

struct Case<'a> {
    body: &'a str,
    policy: LinkPolicy,
    decisions: Vec<Decision>,
    own: Option<EntityId>,
}

fn case(body: &str) -> Case<'_> {
    Case { body, policy: LinkPolicy::Every, decisions: Vec::new(), own: None }
}

fn run(case: &Case<'_>) -> Linked {
    let blocks = markdown::blocks::blocks(&markdown::parse(case.body, 0));
    let policy = MentionPolicy { link: case.policy, default_body: Some("Tarn".into()) };
    let date = Edtf::parse("1951-05-01");
    let input = LinkInput {
        blocks: &blocks,
        date,
        covers: Period { from: date, to: date },
        policy: &policy,
        document_link: None,
        decisions: &case.decisions,
        own: case.own.as_ref(),
    };
    link(&input, &register())
}

/// Each mention as `text>slug`, with `~` for recorded and `?` for doubtful ones.
fn check(case: &Case<'_>, expect: &[&str]) {
    let got: Vec<String> = run(case)
        .mentions
        .iter()
        .map(|mention| {
            let text = &case.body[mention.range.as_range()];
            match &mention.outcome {
                Outcome::Linked(id) => format!("{text}>{}", id.slug()),
                Outcome::Recorded(id) => format!("{text}~{}", id.slug()),
                Outcome::Doubtful(candidates) => format!("{text}?{}", candidates.len()),
            }
        })
        .collect();
    assert_eq!(got, expect, "{}", case.body);
}

#[test]
fn explicit_links() {
    check(
        &case("[[people/tom-hale|The painter]] came; Hale left."),
        &["The painter>tom-hale", "Hale>tom-hale"],
    );
    check(&case("[[Ada Hale]] and [[hale-union|us]]"), &["Ada Hale>ada-hale", "us>hale-union"]);
    check(&case("|a|b|\n|-|-|\n|[[people/ivo-pratt\\|him]]|x|\n"), &["him>ivo-pratt"]);
    let linked = run(&case("[[nobody]] and [[Ada Hal]]"));
    assert!(linked.mentions.is_empty());
    let targets: Vec<_> = linked.problems.iter().map(|problem| &*problem.target).collect();
    assert_eq!(targets, ["nobody", "Ada Hal"]);
}

#[test]
fn decisions_of_editors() {
    let decide = |text: std::ops::Range<usize>, is: Is| Decision { block: 0, text, is };
    let body = "Dr. Hale spoke; Dr. Hale sat.";
    check(&case(body), &["Hale?2", "Hale?2"]);
    let tom = Is::Entity(EntityId::new("people", "tom-hale"));
    check(
        &Case { decisions: vec![decide(4..8, tom)], ..case(body) },
        &["Hale>tom-hale", "Hale>tom-hale"],
    );
    let not = Is::Not(EntityId::new("people", "tom-hale"));
    check(&Case { decisions: vec![decide(4..8, not)], ..case(body) }, &["Hale?1", "Hale?2"]);
    check(&Case { decisions: vec![decide(4..8, Is::Nothing)], ..case(body) }, &["Hale?2"]);
}

#[test]
fn policies() {
    let body = "# Ivo Pratt\n\nIvo Pratt, Pratt.\n\n# More\n\nPratt of Tarn.\n";
    let with = |policy| Case { policy, ..case(body) };
    check(
        &with(LinkPolicy::Every),
        &[
            "Ivo Pratt~ivo-pratt",
            "Ivo Pratt>ivo-pratt",
            "Pratt>ivo-pratt",
            "Pratt>ivo-pratt",
            "Tarn~tarn",
        ],
    );
    check(
        &with(LinkPolicy::First),
        &[
            "Ivo Pratt~ivo-pratt",
            "Ivo Pratt>ivo-pratt",
            "Pratt~ivo-pratt",
            "Pratt~ivo-pratt",
            "Tarn~tarn",
        ],
    );
    check(
        &with(LinkPolicy::FirstPerSection),
        &[
            "Ivo Pratt~ivo-pratt",
            "Ivo Pratt>ivo-pratt",
            "Pratt~ivo-pratt",
            "Pratt>ivo-pratt",
            "Tarn~tarn",
        ],
    );
    check(
        &Case { own: Some(EntityId::new("people", "ivo-pratt")), ..case("Ivo Pratt of Tarn") },
        &["Tarn~tarn"],
    );
}

#[test]
fn offices_and_links_already_there() {
    check(&case("The Secretary of State came."), &["Secretary of State>ada-hale"]);
    check(
        &case("In 1960 the Secretary of State came."),
        &["Secretary of State>secretary-of-state"],
    );
    check(&case("[Ivo Pratt](x.md) came. Pratt left. `Pratt`"), &["Pratt>ivo-pratt"]);
    check(&case("Robert Pratt came. Pratt left."), &[]);
    check(
        &case("the *Hale* Union (HU), a&amp;b HU"),
        &["Hale* Union>hale-union", "HU>hale-union", "HU>hale-union"],
    );
}

#[test]
fn rows_point_into_the_file() {
    let body = "é\r\n\r\nŠ: Ivo Pratt";
    let linked = run(&case(body));
    let rows = rows::rows(&DocumentId::new("d"), body, &linked.mentions, &Kinds::default());
    assert_eq!((rows[0].line, rows[0].column, &*rows[0].text), (3, 4, "Ivo Pratt"));
    assert_eq!(
        rows::jsonl(&rows),
        "{\"document\":\"documents/d\",\"entity\":\"people/ivo-pratt\",\"kind\":\"person\",\"text\":\"Ivo Pratt\",\
         \"start\":10,\"end\":19,\"line\":3,\"column\":4,\"rule\":\"full-name\",\"status\":\"linked\"}\n"
    );
    assert!(rows::csv(&rows).ends_with(
        "documents/d,people/ivo-pratt,person,Ivo Pratt,10,19,3,4,full-name,linked,\r\n"
    ));
    assert_eq!(
        rows::table(&rows),
        "documents/d:3:4  Ivo Pratt  people/ivo-pratt  full-name  linked\n"
    );
}
