//! Mentions as rows, for programs and for people.
//!
//! In: a document's mentions and its file's text. Out: [`Row`]s in the shape of the contract, as
//! JSON lines, CSV or a table. Never: a row for a span that an editor rejected.

use std::fmt::Write;

use serde::Serialize;

use super::{Candidate, Mention, Outcome, Rule};
use crate::{
    diag::Lines,
    path::{DocumentId, EntityId},
};

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The document.
    pub document: DocumentId,
    /// The entity, if it is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// The entities that it may be, best first, if it is not certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// The kind of the entity, or of the likeliest candidate.
    pub kind: String,
    /// The source bytes of the span.
    pub text: String,
    /// The first byte in the file.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in code points.
    pub column: usize,
    /// The rule that found it.
    pub rule: Rule,
    /// Linked, recorded or doubtful.
    pub status: Status,
}

/// What became of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is a link.
    Linked,
    /// Found, left unlinked by policy.
    Recorded,
    /// It may be several.
    Doubtful,
}

/// The rows of a document, by place.
pub fn rows(
    document: &DocumentId,
    file_text: &str,
    mentions: &[Mention],
    kind_of: &dyn Fn(&EntityId) -> String,
) -> Vec<Row> {
    let lines = Lines::new(file_text);
    let mut rows: Vec<Row> =
        mentions.iter().map(|mention| row(document, file_text, &lines, mention, kind_of)).collect();
    rows.sort_by_key(|row| (row.start, row.end));
    rows
}

fn row(
    document: &DocumentId,
    text: &str,
    lines: &Lines<'_>,
    mention: &Mention,
    kind_of: &dyn Fn(&EntityId) -> String,
) -> Row {
    let (line, column) = lines.locate(mention.range.start);
    let (status, candidates) = match &mention.outcome {
        Outcome::Linked(_) => (Status::Linked, Vec::new()),
        Outcome::Recorded(_) => (Status::Recorded, Vec::new()),
        Outcome::Doubtful(candidates) => (Status::Doubtful, candidates.clone()),
    };
    let kind = mention.entity().or(candidates.first().map(|c| &c.entity)).map(kind_of);
    Row {
        document: document.clone(),
        entity: mention.entity().cloned(),
        kind: kind.unwrap_or_default(),
        text: text.get(mention.range.as_range()).unwrap_or_default().to_owned(),
        start: mention.range.start,
        end: mention.range.end,
        line,
        column,
        rule: mention.rule,
        status,
        candidates,
    }
}

/// One JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    rows.iter().map(|row| format!("{}\n", serde_json::to_string(row).unwrap_or_default())).collect()
}

/// The word that a serialised unit variant is written as.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn entity_text(row: &Row) -> String {
    match &row.entity {
        Some(entity) => entity.to_string(),
        None => row.candidates.iter().map(|c| c.entity.as_str()).collect::<Vec<_>>().join(" | "),
    }
}

/// Comma-separated values with a heading, quoted as RFC 4180 says.
pub fn csv(rows: &[Row]) -> String {
    let mut out = "document,entity,kind,text,start,end,line,column,rule,status\r\n".to_owned();
    let quoted = |text: &str| match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    for row in rows {
        let _ = write!(
            out,
            "{},{},{},{},{},{},{},{},{},{}\r\n",
            row.document,
            quoted(&entity_text(row)),
            quoted(&row.kind),
            quoted(&row.text),
            row.start,
            row.end,
            row.line,
            row.column,
            word(row.rule),
            word(row.status)
        );
    }
    out
}

/// A table for people: place, text, entity, rule, status.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let place = format!("{}:{}:{}", row.document, row.line, row.column);
            let text = crate::markdown::blocks::collapsed(&row.text);
            [place, text, entity_text(row), word(row.rule), word(row.status)]
        })
        .collect();
    let mut widths = [0; 5];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in &cells {
        for (at, cell) in row.iter().enumerate() {
            let gap = if at == 4 { 0 } else { widths[at] - cell.chars().count() + 2 };
            let _ = write!(out, "{cell}{}", " ".repeat(gap));
        }
        out.push('\n');
    }
    out
}
