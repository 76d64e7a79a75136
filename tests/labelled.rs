//! Precision and recall of linking on documents written and labelled for this project.

mod support;

use std::{fs, path::Path};

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{LinkPolicy, Period},
    date::Edtf,
    markdown,
    mentions::{LinkInput, Rule, link},
    register::Register,
};

/// A document without its marks, and the spans that they marked: bytes and slug.
struct Labelled {
    name: String,
    text: String,
    date: Option<Edtf>,
    covers: Option<Edtf>,
    default_body: Option<String>,
    gold: Vec<(usize, usize, String)>,
}

fn read(path: &Path) -> Labelled {
    let file = fs::read_to_string(path).expect("a document of the set");
    let (head, marked) = file.split_once("\n\n").expect("a head and a body");
    let key = |key: &str| {
        head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ").map(str::to_owned))
    };
    let (mut text, mut gold) = (String::new(), Vec::new());
    for (nth, piece) in marked.split('⟦').enumerate() {
        let Some((slug, rest)) = piece.split_once('|').filter(|_| nth > 0) else {
            text.push_str(piece);
            continue;
        };
        let (span, rest) = rest.split_once('⟧').expect("a closed mark");
        gold.push((text.len(), text.len() + span.len(), slug.to_owned()));
        text.push_str(span);
        text.push_str(rest);
    }
    Labelled {
        name: path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        date: key("date").and_then(|date| Edtf::parse(&date)),
        covers: key("covers").and_then(|date| Edtf::parse(&date)),
        default_body: key("default_body"),
        text,
        gold,
    }
}

/// The links made: bytes and slug. Explicit links are the editor's own and not judged.
fn links(document: &Labelled, register: &Register) -> Vec<(usize, usize, String)> {
    let blocks = markdown::blocks::blocks(&markdown::parse(&document.text, 0));
    let policy =
        MentionPolicy { link: LinkPolicy::Every, default_body: document.default_body.clone() };
    let span = document.covers.or(document.date);
    let input = LinkInput {
        blocks: &blocks,
        date: document.date,
        covers: Period { from: span, to: span },
        policy: &policy,
        document_link: None,
        decisions: &[],
        own: None,
    };
    let mut links = Vec::new();
    for mention in link(&input, register).mentions {
        if let Some(entity) = mention.entity().filter(|_| mention.rule != Rule::Explicit) {
            links.push((mention.range.start, mention.range.end, entity.slug().to_owned()));
        }
    }
    links
}

#[test]
fn precision_and_recall() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let yaml = fs::read_to_string(folder.join("register.yaml")).expect("the register");
    let entities = support::entities(&yaml);
    let entities: Vec<_> = entities.iter().collect();
    let (register, findings) = Register::build(&entities, &Kinds::default());
    assert!(findings.is_empty(), "{findings:?}");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the set")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"))
        .collect();
    paths.sort();
    let (mut right, mut made, mut wanted) = (0, 0, 0);
    let mut errors = String::new();
    for path in paths {
        let document = read(&path);
        let links = links(&document, &register);
        made += links.len();
        wanted += document.gold.len();
        right += links.iter().filter(|link| document.gold.contains(link)).count();
        let mut note = |sign: &str, (start, end, slug): &(usize, usize, String)| {
            let from =
                (0..=start.saturating_sub(30)).rev().find(|at| document.text.is_char_boundary(*at));
            let before = &document.text[from.unwrap_or(0)..*start];
            let text = &document.text[*start..*end];
            errors += &format!("{sign} {} {before:?} [{text}] {slug}\n", document.name);
        };
        links.iter().filter(|l| !document.gold.contains(l)).for_each(|l| note("wrong", l));
        document.gold.iter().filter(|g| !links.contains(g)).for_each(|g| note("missed", g));
    }
    let precision = right as f64 / made as f64;
    let recall = right as f64 / wanted as f64;
    assert!(wanted >= 150, "{wanted} mentions are too few");
    assert!(precision >= PRECISION, "precision {precision:.3}\n{errors}");
    assert!(recall >= RECALL, "recall {recall:.3}\n{errors}");
}

/// What was measured when the rules were last changed: a change may only better it.
const PRECISION: f64 = 0.995;
const RECALL: f64 = 0.99;
