//! Reading notes files.
//!
//! In: path and text of `content/documents/<slug>.notes.yaml`. Out: [`NotesFile`] and findings.
//! Never: the document; a note changed.

use super::{Note, NoteKind, Quote, Visibility};
use crate::{
    content::{
        Citation, Placed,
        fields::{Fields, Reader},
    },
    diag::{ByteRange, Finding, Report},
    hash::ContentHash,
    path::SourcePath,
    yaml::{self, Node},
};

/// The largest notes file read, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// What a notes file says.
#[derive(Clone, Debug, Default)]
pub struct NotesFile {
    /// The SHA-256 of the text stream that the notes were last checked against, as written.
    pub base: Option<String>,
    /// Notes in the order of the file.
    pub notes: Vec<Note>,
    /// Link decisions in the order of the file.
    pub decisions: Vec<LinkDecision>,
    /// What the notes cite, each with its place.
    pub cited: Vec<Placed<Citation>>,
}

/// An editor's word on what a passage names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkDecision {
    /// The passage.
    pub quote: Quote,
    /// What it names or does not name.
    pub verdict: Verdict,
    /// Where it stands in the notes file.
    pub range: ByteRange,
}

/// What a link decision says. Entities are written `people/ada`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It names this entity.
    Is(Placed<String>),
    /// It does not name this entity.
    Not(Placed<String>),
}

impl Verdict {
    /// Whether both cannot be true.
    pub fn contradicts(&self, other: &Verdict) -> bool {
        match (self, other) {
            (Verdict::Is(one), Verdict::Is(two)) => one.value != two.value,
            (Verdict::Is(one), Verdict::Not(two)) | (Verdict::Not(one), Verdict::Is(two)) => {
                one.value == two.value
            }
            (Verdict::Not(_), Verdict::Not(_)) => false,
        }
    }
}

impl NoteKind {
    /// The words of it in files.
    pub const NAMES: [(&'static str, NoteKind); 14] = [
        ("assessing", NoteKind::Assessing),
        ("classifying", NoteKind::Classifying),
        ("commenting", NoteKind::Commenting),
        ("describing", NoteKind::Describing),
        ("editing", NoteKind::Editing),
        ("highlighting", NoteKind::Highlighting),
        ("identifying", NoteKind::Identifying),
        ("linking", NoteKind::Linking),
        ("questioning", NoteKind::Questioning),
        ("replying", NoteKind::Replying),
        ("context", NoteKind::Context),
        ("source", NoteKind::Source),
        ("disputed", NoteKind::Disputed),
        ("correction", NoteKind::Correction),
    ];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// What it is called on a page.
    pub fn label(self) -> &'static str {
        match self {
            NoteKind::Assessing => "Assessment",
            NoteKind::Classifying => "Classification",
            NoteKind::Commenting => "Comment",
            NoteKind::Describing => "Description",
            NoteKind::Editing => "Suggested edit",
            NoteKind::Highlighting => "Highlight",
            NoteKind::Identifying => "Identification",
            NoteKind::Linking => "Link",
            NoteKind::Questioning => "Question",
            NoteKind::Replying => "Reply",
            NoteKind::Context => "Context",
            NoteKind::Source => "Source",
            NoteKind::Disputed => "Disputed",
            NoteKind::Correction => "Correction",
        }
    }
}

const VISIBILITIES: [(&str, Visibility); 3] = [
    ("public", Visibility::Public),
    ("internal", Visibility::Internal),
    ("draft", Visibility::Draft),
];

/// Reads a notes file. The value is whole even when the findings say that the file is not.
pub fn parse(path: &SourcePath, text: &str) -> (NotesFile, Vec<Finding>) {
    let mut reader = Reader::new(path, text);
    let mut file = NotesFile::default();
    if text.len() > LARGEST {
        let report = Report::new("content-too-large", "the notes file is larger than 16 MiB");
        return (file, vec![report.whole_file(path)]);
    }
    match yaml::parse(
        text.trim_start_matches('\u{feff}'),
        text.len() - text.trim_start_matches('\u{feff}').len(),
    ) {
        Ok(node) => {
            read(&mut reader, &node, &mut file);
            file.cited = std::mem::take(&mut reader.cited);
        }
        Err(error) => {
            let message = format!("the notes file is not valid YAML: {}", error.message);
            reader.report(Report::new("content-yaml", message).hint(error.hint), error.range);
        }
    }
    (file, reader.findings)
}

fn read(reader: &mut Reader<'_>, node: &Node, file: &mut NotesFile) {
    let Some(mut fields) = Fields::of(reader, "notes file", node) else { return };
    file.base = fields.get("base", |reader, key, node| {
        let mut fields = Fields::of(reader, key, node)?;
        let hash = fields.text("sha256");
        fields.finish();
        hash
    });
    let notes = fields.take("notes");
    fields.finish();
    let Some(notes) = notes else { return };
    for node in reader.list("notes", notes) {
        read_entry(reader, node, file);
    }
}

fn read_entry(reader: &mut Reader<'_>, node: &Node, file: &mut NotesFile) {
    let Some(mut fields) = Fields::of(reader, "a note", node) else { return };
    let start = fields.start();
    let id = fields.get("id", Reader::placed_text);
    let kind = fields.get("kind", |r, key, node| r.choice(key, node, &NoteKind::NAMES));
    let quote = fields.required("at", read_place);
    let text = fields.text("text");
    let is = fields.get("is", Reader::placed_text);
    let not = fields.get("not", Reader::placed_text);
    let cites = fields.all("cites", Reader::citations);
    let by = fields.text("by");
    let on = fields.get("on", Reader::date);
    let visibility = fields.get("visibility", |r, key, node| r.choice(key, node, &VISIBILITIES));
    let re = fields.text("re");
    fields.finish();
    if kind == Some(NoteKind::Replying) && re.is_none() {
        let report = Report::new("note-bad-value", "a reply needs `re`, the note that it answers");
        reader.report(report.hint("write `re:` and the id of that note"), start);
    }
    let id = id.filter(|id| check_id(reader, id)).map(|id| id.value);
    let Some(quote) = quote else { return };
    let verdict = is.map(Verdict::Is).or(not.map(Verdict::Not));
    if text.is_none() && verdict.is_none() {
        let report = Report::new("note-bad-value", "a note needs `text`, or `is` or `not`");
        reader.report(report, start);
        return;
    }
    if let Some(verdict) = verdict {
        file.decisions.push(LinkDecision { quote: quote.clone(), verdict, range: start });
    }
    if let Some(text) = text {
        file.notes.push(Note {
            id: id.unwrap_or_else(|| derived_id(&quote, &text)),
            kind: kind.unwrap_or(NoteKind::Commenting),
            quote,
            text,
            cites,
            by,
            on,
            visibility: visibility.unwrap_or_default(),
            re,
            range: start,
        });
    }
}

fn check_id(reader: &mut Reader<'_>, id: &Placed<String>) -> bool {
    let legal = id.value.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !legal {
        let report = Report::new("note-bad-value", format!("`{}` cannot be a note's id", id.value));
        reader.report(
            report.hint("use a letter, then letters, digits, - and _, like n-7k3q"),
            id.range,
        );
    }
    legal
}

/// The id of a note without one: from what it quotes and says, so that it stays while those do.
fn derived_id(quote: &Quote, text: &str) -> String {
    let hash = ContentHash::of(
        format!("{}\0{}\0{}\0{text}", quote.prefix, quote.exact, quote.suffix).as_bytes(),
    );
    format!("n-{}", &hash.to_string()[..8])
}

/// `at: {quote: {prefix, exact, suffix}}`.
fn read_place(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<Quote> {
    let mut fields = Fields::of(reader, key, node)?;
    let quote = fields.required("quote", |reader, key, node| {
        let mut fields = Fields::of(reader, key, node)?;
        let quote = Quote {
            prefix: fields.text("prefix").unwrap_or_default(),
            suffix: fields.text("suffix").unwrap_or_default(),
            exact: fields.required_text("exact").unwrap_or_default(),
        };
        fields.finish();
        (!quote.exact.is_empty()).then_some(quote)
    });
    fields.finish();
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(yaml: &str, expect: &[(&str, usize, usize)]) -> NotesFile {
        let path = SourcePath::new("content/documents/a.notes.yaml").unwrap();
        let (file, findings) = parse(&path, yaml);
        let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
        assert_eq!(got, expect, "{findings:#?}");
        file
    }

    #[test]
    fn the_least_note() {
        let file = check("notes:\n- at: {quote: {exact: a}}\n  text: b\n", &[]);
        assert!(file.notes[0].id.starts_with("n-") && file.notes[0].kind == NoteKind::Commenting);
    }

    #[test]
    fn decisions_and_mistakes() {
        let file = check(
            "notes:\n- at: {quote: {exact: a}}\n  is: people/ada\n- id: 1 x\n  at: {qote: {}}\n  kind: remark\n- at: {quote: {exact: a}}\n",
            &[
                ("content-bad-value", 6, 9),
                ("content-missing-key", 5, 8),
                ("content-unknown-key", 5, 8),
                ("note-bad-value", 4, 7),
                ("note-bad-value", 7, 3),
            ],
        );
        assert_eq!(file.decisions.len(), 1);
        check(
            "notes:\n- {at: {quote: {exact: a}}, text: b, kind: replying}\n",
            &[("note-bad-value", 2, 4)],
        );
        check("notes: [\n", &[("content-yaml", 1, 8)]);
        check("", &[]);
    }
}
