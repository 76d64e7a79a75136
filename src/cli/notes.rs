//! `briefbook notes`: every note and link decision of the book, and whether it still stands.
//!
//! In: the notes files and the documents beside them. Out: a row for each entry of each file, in
//! order of file and line. Never: a note left out because it is internal or lost; a write.

use std::path::Path;

use serde::Serialize;

use super::{
    Failure, Outcome,
    args::NoteFormat,
    columns,
    document::{self, Wanted},
    talk,
};
use crate::{
    content::{front_matter, word},
    diag::{ByteRange, Finding, Lines, Severity},
    markdown::{self, TextBlock, blocks::blocks},
    notes::{self, Haystack, Lost, Quote, Verdict, Visibility},
    path::{DocumentId, SourcePath},
    pipeline::{Options, Pipeline},
    site::Audience,
    source::{Snapshot, Source},
};

/// Whether a passage was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// It stands once.
    Anchored,
    /// It stands no more.
    Lost,
    /// It stands more than once.
    Ambiguous,
    /// There is no document beside the file.
    NoDocument,
}

/// A note or link decision.
#[derive(Debug, Serialize)]
struct Row {
    path: SourcePath,
    line: usize,
    document: DocumentId,
    /// Of a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// A kind of note, or `is`, `not`.
    kind: String,
    /// What a decision names.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    visibility: Visibility,
    status: Status,
    /// Where the passage stands in the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Place>,
    quote: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

#[derive(Debug, Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Lists the notes of the book or of one document.
pub(super) fn run(root: &Path, only: Option<&str>, format: NoteFormat) -> Result<Outcome, Failure> {
    let mut pipeline = Pipeline::new(Source::new(root));
    let options = Options { audience: Audience::Editors, ..Options::default() };
    let assembled = pipeline.assemble(&options, &mut ());
    let only = only.map(|text| Wanted::parse(text).document);
    if let Some(id) = only.as_ref().filter(|id| document::find(&assembled.site, id).is_none()) {
        talk::error(&document::unknown(&assembled.site, id));
        return Ok(Outcome::WrongUse);
    }
    let errors: Vec<Finding> =
        assembled.findings.iter().filter(|f| f.severity == Severity::Error).cloned().collect();
    talk::findings(&errors);
    let source = pipeline.source();
    let mut rows = Vec::new();
    for (path, _) in source.scan(&Snapshot::default()).0.iter() {
        let Some(slug) = slug(path) else { continue };
        let document = DocumentId::new(slug);
        if only.as_ref().is_none_or(|only| *only == document) {
            rows.extend(of_file(source, path, &document)?);
        }
    }
    talk::data(&render(&rows, format)?);
    if rows.is_empty() {
        talk::say("no notes; they stand in content/documents/<slug>.notes.yaml");
    }
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::Errors })
}

fn slug(path: &SourcePath) -> Option<&str> {
    path.as_str().strip_prefix("content/documents/")?.strip_suffix(".notes.yaml")
}

/// The rows of a notes file, in order of line.
fn of_file(source: &Source, path: &SourcePath, id: &DocumentId) -> Result<Vec<Row>, Failure> {
    let text = String::from_utf8_lossy(&source.read(path)?).into_owned();
    let body = SourcePath::new(&format!("content/{id}.md")).ok();
    let body = body.and_then(|path| source.read(&path).ok());
    let body = body.and_then(|bytes| String::from_utf8(bytes).ok());
    let passages = body.as_deref().map(Passages::of);
    let lines = Lines::new(&text);
    let (file, _) = notes::file::parse(path, &text);
    let row = |range: ByteRange, quote: &Quote, kind: String| {
        let (status, at) =
            passages.as_ref().map_or((Status::NoDocument, None), |passages| passages.find(quote));
        Row {
            path: path.clone(),
            line: lines.locate(range.start).0,
            document: id.clone(),
            id: None,
            kind,
            entity: None,
            by: None,
            on: None,
            visibility: Visibility::default(),
            status,
            at,
            quote: quote.exact.clone(),
            text: String::new(),
        }
    };
    let note = |note: &notes::Note| Row {
        id: Some(note.id.clone()),
        by: note.by.clone(),
        on: note.on.map(|on| on.to_string()),
        visibility: note.visibility,
        text: note.text.clone(),
        ..row(note.range, &note.quote, note.kind.name().to_owned())
    };
    let mut rows: Vec<Row> = file.notes.iter().map(note).collect();
    for decision in &file.decisions {
        let (kind, entity) = match &decision.verdict {
            Verdict::Is(entity) => ("is", entity),
            Verdict::Not(entity) => ("not", entity),
        };
        let entity = Some(entity.value.clone());
        rows.push(Row { entity, ..row(decision.range, &decision.quote, kind.to_owned()) });
    }
    rows.sort_by_key(|row| row.line);
    Ok(rows)
}

/// The text of a document, in which passages are found again.
struct Passages<'t> {
    lines: Lines<'t>,
    blocks: Vec<TextBlock>,
    haystack: Haystack,
}

impl<'t> Passages<'t> {
    fn of(text: &'t str) -> Self {
        let start = front_matter::split(text).map_or(0, |split| split.body.start);
        let blocks = blocks(&markdown::parse(&text[start..], start));
        Self { lines: Lines::new(text), haystack: Haystack::new(&blocks), blocks }
    }

    fn find(&self, quote: &Quote) -> (Status, Option<Place>) {
        match self.haystack.find(quote) {
            Ok(anchor) => {
                let range = self.blocks[anchor.block].source_of(anchor.text);
                let (line, column) = self.lines.locate(range.start);
                (Status::Anchored, Some(Place { line, column }))
            }
            Err(Lost::Ambiguous(_)) => (Status::Ambiguous, None),
            Err(Lost::Nowhere(_)) => (Status::Lost, None),
        }
    }
}

fn render(rows: &[Row], format: NoteFormat) -> Result<String, Failure> {
    Ok(match format {
        NoteFormat::Text => columns::aligned(&rows.iter().map(cells).collect::<Vec<_>>()),
        NoteFormat::Json => serde_json::to_string_pretty(rows)? + "\n",
        NoteFormat::Jsonl => {
            let lines = rows.iter().map(serde_json::to_string);
            lines.map(|line| line.map(|line| line + "\n")).collect::<Result<String, _>>()?
        }
    })
}

/// Place, status, where it stands, kind, visibility, author, date, passage.
fn cells(row: &Row) -> [String; 8] {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let at = row.at.as_ref().map(|at| format!("{}:{}", at.line, at.column));
    let kind = match &row.entity {
        Some(entity) => format!("{} {entity}", row.kind),
        None => row.kind.clone(),
    };
    [
        format!("{}:{}", row.path, row.line),
        word(&row.status),
        or_dash(&at),
        kind,
        word(&row.visibility),
        or_dash(&row.by),
        or_dash(&row.on),
        columns::one_line(&row.quote, 50),
    ]
}
