//! Precision and recall of mentions on texts of our own, labelled by hand.
//!
//! The texts in `labelled/texts/` have their mentions inline, `{{people/ada|Ada Lovelace}}`; the
//! marks are stripped before linking. `labelled/register.txt` has one entity a line. The floors
//! below are what was measured: a change that falls below them must say why.

use std::{collections::BTreeSet, fmt::Write, fs, ops::Range, path::Path};

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{Entity, LinkPolicy, Period, entity_file},
    date::Edtf,
    markdown,
    mentions::{self, LinkInput},
    path::SourcePath,
    register::Register,
};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled")
}

fn entities() -> Vec<Entity> {
    let kinds = Kinds::default();
    let text = fs::read_to_string(folder().join("register.txt")).unwrap();
    let line = |line: &str| {
        let mut parts = line.split(" | ");
        let (id, title) = (parts.next().unwrap(), parts.next().unwrap().trim_end_matches(" |"));
        let extra = parts.next().unwrap_or("").replace("; ", "\n");
        let file = format!("---\ntitle: \"{title}\"\n{extra}\n---\n");
        let path = SourcePath::new(&format!("content/{id}.md")).unwrap();
        let kind = kinds.of_folder(id.split('/').next().unwrap()).unwrap();
        let (entity, findings) = entity_file::parse(&path, &file, kind);
        let errors = findings.iter().any(|f| f.code != "fact-unsourced");
        assert!(!errors, "{id}: {findings:?}");
        entity
    };
    text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(line).collect()
}

/// A span of a text and the entity that it names.
type Label = (usize, usize, String);

/// The text without its marks, and what the marks said.
fn stripped(marked: &str) -> (String, BTreeSet<Label>) {
    let (mut text, mut labels) = (String::new(), BTreeSet::new());
    let mut rest = marked;
    while let Some(at) = rest.find("{{") {
        text.push_str(&rest[..at]);
        let (inside, after) = rest[at + 2..].split_once("}}").unwrap();
        let (entity, name) = inside.split_once('|').unwrap();
        labels.insert((text.len(), text.len() + name.len(), entity.to_owned()));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    (text, labels)
}

fn period(head: &str) -> (Option<Edtf>, Period) {
    let date = head.lines().find_map(|l| l.strip_prefix("date: ")).and_then(Edtf::parse);
    let covers = head.lines().find_map(|l| l.strip_prefix("covers: {from: "));
    let ends = covers.and_then(|c| c.trim_end_matches('}').split_once(", to: "));
    let period = ends.map_or(Period { from: date, to: date }, |(from, to)| Period {
        from: Edtf::parse(from),
        to: Edtf::parse(to),
    });
    (date, period)
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
    report: String,
}

impl Score {
    fn add(&mut self, name: &str, marked: &str, register: &Register) {
        let (head, body) = marked.split_once("---\n").unwrap();
        let (date, covers) = period(head);
        let (text, labels) = stripped(body);
        let blocks = markdown::blocks::blocks(&markdown::parse(&text, 0));
        let policy = MentionPolicy { link: LinkPolicy::Every, default_body: None };
        let linked = mentions::link(
            &LinkInput {
                blocks: &blocks,
                date,
                covers,
                policy: &policy,
                document_link: None,
                decisions: &[],
                own: None,
            },
            register,
        );
        let found: BTreeSet<Label> = linked
            .mentions
            .iter()
            .filter_map(|m| Some((m.range.start, m.range.end, m.entity()?.to_string())))
            .collect();
        self.right += found.intersection(&labels).count();
        for (what, set) in
            [("wrong", found.difference(&labels)), ("missed", labels.difference(&found))]
        {
            for (start, end, entity) in set {
                match what {
                    "wrong" => self.wrong += 1,
                    _ => self.missed += 1,
                }
                let around = context(&text, *start..*end);
                writeln!(self.report, "{name}: {what}: {around} ({entity})").unwrap();
            }
        }
    }
}

fn context(text: &str, span: Range<usize>) -> String {
    let start =
        (0..span.start.saturating_sub(30)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let end = (span.end + 20..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    format!("{}[{}]{}", &text[start..span.start], &text[span.clone()], &text[span.end..end])
}

#[test]
fn precision_and_recall_hold() {
    let entities = entities();
    let (register, _) = Register::build(&entities.iter().collect::<Vec<_>>(), &Kinds::default());
    let mut score = Score::default();
    let mut files: Vec<_> =
        fs::read_dir(folder().join("texts")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        score.add(&name, &fs::read_to_string(&file).unwrap(), &register);
    }
    let labels = score.right + score.missed;
    let (right, wrong) = (score.right as f64, score.wrong as f64);
    let (precision, recall) = (right / (right + wrong), right / labels as f64);
    assert!(labels >= 150, "the set has shrunk to {labels}");
    assert!(precision >= PRECISION, "precision {precision:.3}\n{}", score.report);
    assert!(recall >= RECALL, "recall {recall:.3}\n{}", score.report);
}

/// Precision measured on the whole set.
const PRECISION: f64 = 1.0;
/// Recall measured on the whole set.
const RECALL: f64 = 1.0;
