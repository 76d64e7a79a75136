//! Mentions as rows: JSON, CSV, a table.
//!
//! In: a document's id, the text of its file and its mentions. Out: rows as `formats` describes
//! them, and their texts. Never: a document's sentence beyond the mention's own bytes.

use serde::Serialize;

use super::{Candidate, Mention, Outcome, Rule};
use crate::{
    config::Kinds,
    diag::Lines,
    path::{DocumentId, EntityId},
};

/// Whether a mention is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is.
    Linked,
    /// Found, and left unlinked by policy.
    Recorded,
    /// Not certain.
    Doubtful,
}

/// One mention as a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The document.
    pub document: DocumentId,
    /// What is named, if that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// What may be named, best first, if it is not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Kind of the entity, or of the first candidate.
    pub kind: String,
    /// The source bytes of the span.
    pub text: String,
    /// First byte in the file.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in code points.
    pub column: usize,
    /// What found it.
    pub rule: Rule,
    /// Whether it is linked.
    pub status: Status,
}

/// The rows of a document, in the order of its mentions.
pub fn rows(document: &DocumentId, file: &str, mentions: &[Mention], kinds: &Kinds) -> Vec<Row> {
    let lines = Lines::new(file);
    mentions
        .iter()
        .map(|mention| {
            let (status, candidates) = match &mention.outcome {
                Outcome::Linked(_) => (Status::Linked, Vec::new()),
                Outcome::Recorded(_) => (Status::Recorded, Vec::new()),
                Outcome::Doubtful(candidates) => (Status::Doubtful, candidates.clone()),
            };
            let entity = mention.entity().cloned();
            let first = entity.as_ref().or_else(|| candidates.first().map(|c| &c.entity));
            let kind = first.and_then(|id| kinds.of_folder(id.folder()));
            let (line, column) = lines.locate(mention.range.start);
            Row {
                document: document.clone(),
                kind: kind.map_or_else(String::new, |kind| kind.name.clone()),
                entity,
                candidates,
                text: file.get(mention.range.as_range()).unwrap_or_default().to_owned(),
                start: mention.range.start,
                end: mention.range.end,
                line,
                column,
                rule: mention.rule,
                status,
            }
        })
        .collect()
}

/// One JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    let line = |row: &Row| serde_json::to_string(row).map(|json| json + "\n").unwrap_or_default();
    rows.iter().map(line).collect()
}

const COLUMNS: [&str; 11] = [
    "document",
    "entity",
    "kind",
    "text",
    "start",
    "end",
    "line",
    "column",
    "rule",
    "status",
    "candidates",
];

fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn cells(row: &Row) -> [String; 11] {
    let candidates: Vec<&str> = row.candidates.iter().map(|c| c.entity.as_str()).collect();
    [
        row.document.to_string(),
        row.entity.as_ref().map(ToString::to_string).unwrap_or_default(),
        row.kind.clone(),
        row.text.clone(),
        row.start.to_string(),
        row.end.to_string(),
        row.line.to_string(),
        row.column.to_string(),
        word(&row.rule),
        word(&row.status),
        candidates.join(" "),
    ]
}

/// CSV (RFC 4180) with a line of column names; candidates are joined by spaces.
pub fn csv(rows: &[Row]) -> String {
    let mut text = COLUMNS.join(",") + "\r\n";
    for row in rows {
        let cells: Vec<String> = cells(row).into_iter().map(|cell| csv_cell(&cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn csv_cell(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A table for a terminal: place, text, entity or candidates, rule, status.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let [document, entity, _, text, _, _, line, column, rule, status, candidates] =
                cells(row);
            let named = if entity.is_empty() { candidates } else { entity };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            [format!("{document}:{line}:{column}"), text, named, rule, status]
        })
        .collect();
    let width = |column: usize| cells.iter().map(|c| c[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut table = String::new();
    for row in &cells {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        table.push_str(padded.join("  ").trim_end());
        table.push('\n');
    }
    table
}
