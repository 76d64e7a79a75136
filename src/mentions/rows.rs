//! Mentions as rows for other tools: JSON Lines, CSV and a table.
//!
//! In: the mentions of a document and its file's text. Out: [`Row`]s and their renderings. Never:
//! a row for what an editor denied; an order other than that of the text.

use serde::Serialize;

use super::{Candidate, Mention, Outcome, Rule};
use crate::{
    content::word,
    diag::Lines,
    path::{DocumentId, EntityId},
};

/// What became of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A link.
    Linked,
    /// Found, left unlinked by policy.
    Recorded,
    /// Several fit.
    Doubtful,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The document.
    pub document: DocumentId,
    /// The entity, unless doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// Its kind, unless doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Ranked, if doubtful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// The source bytes of the span.
    pub text: String,
    /// First byte of the file.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// 1-based.
    pub line: usize,
    /// 1-based, in code points.
    pub column: usize,
    /// What found it.
    pub rule: Rule,
    /// What became of it.
    pub status: Status,
}

/// The rows of a document, in the order of its text.
pub fn rows(
    document: &DocumentId,
    file_text: &str,
    mentions: &[Mention],
    kind_of: &dyn Fn(&EntityId) -> String,
) -> Vec<Row> {
    let lines = Lines::new(file_text);
    let row = |mention: &Mention| {
        let (line, column) = lines.locate(mention.range.start);
        let (status, candidates) = match &mention.outcome {
            Outcome::Linked(_) => (Status::Linked, Vec::new()),
            Outcome::Recorded(_) => (Status::Recorded, Vec::new()),
            Outcome::Doubtful(candidates) => (Status::Doubtful, candidates.clone()),
        };
        Row {
            document: document.clone(),
            entity: mention.entity().cloned(),
            kind: mention.entity().map(kind_of),
            candidates,
            text: file_text.get(mention.range.as_range()).unwrap_or_default().to_owned(),
            start: mention.range.start,
            end: mention.range.end,
            line,
            column,
            rule: mention.rule,
            status,
        }
    };
    let mut rows: Vec<Row> = mentions.iter().map(row).collect();
    rows.sort_by_key(|row| (row.start, row.end));
    rows
}

/// One JSON object a line.
pub fn jsonl(rows: &[Row]) -> String {
    // A row is plain data: writing it to memory has no way to fail.
    rows.iter().filter_map(|row| serde_json::to_string(row).ok()).map(|line| line + "\n").collect()
}

const COLUMNS: &[&str] =
    &["document", "entity", "kind", "text", "start", "end", "line", "column", "rule", "status"];

fn cells(row: &Row) -> [String; 10] {
    let candidates =
        || row.candidates.iter().map(|c| c.entity.as_str()).collect::<Vec<_>>().join(" ");
    [
        row.document.to_string(),
        row.entity.as_ref().map_or_else(candidates, ToString::to_string),
        row.kind.clone().unwrap_or_default(),
        row.text.clone(),
        row.start.to_string(),
        row.end.to_string(),
        row.line.to_string(),
        row.column.to_string(),
        word(&row.rule),
        word(&row.status),
    ]
}

/// Comma-separated values (RFC 4180, lines ended by `\n`), with a header. The candidates of a
/// doubtful mention stand in the column of the entity, parted by spaces.
pub fn csv(rows: &[Row]) -> String {
    let quote = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let mut text = COLUMNS.join(",") + "\n";
    for row in rows {
        text += &(cells(row).iter().map(quote).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

/// Aligned columns for a terminal: place, status, rule, text and entity.
pub fn table(rows: &[Row]) -> String {
    let lines: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let [document, entity, _, text, _, _, line, column, rule, status] = cells(row);
            [
                format!("{document}:{line}:{column}"),
                status,
                rule,
                text.replace(['\n', '\r'], " "),
                entity,
            ]
        })
        .collect();
    let width = |at: usize| lines.iter().map(|l| l[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..4).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        for (at, width) in widths.iter().enumerate() {
            text += &line[at];
            text += &" ".repeat(width - line[at].chars().count() + 2);
        }
        text += &line[4];
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ByteRange;

    fn check(render: fn(&[Row]) -> String, expect: &str) {
        let text = "---\n---\nAda, “Lady L”\n";
        let mention = |start, end, outcome| Mention {
            range: ByteRange::new(start, end),
            block: 0,
            text: 0..0,
            rule: Rule::FullName,
            outcome,
        };
        let ada = EntityId::new("people", "ada");
        let why = Candidate { entity: ada.clone(), why: "w".into() };
        let mentions =
            [mention(13, 22, Outcome::Doubtful(vec![why])), mention(8, 11, Outcome::Linked(ada))];
        let rows = rows(&DocumentId::new("d"), text, &mentions, &|_| "person".into());
        assert_eq!(render(&rows), expect);
    }

    #[test]
    fn rows_have_the_agreed_form() {
        check(
            jsonl,
            concat!(
                r#"{"document":"documents/d","entity":"people/ada","kind":"person","text":"Ada","start":8,"end":11,"line":3,"column":1,"rule":"full-name","status":"linked"}"#,
                "\n",
                r#"{"document":"documents/d","candidates":[{"entity":"people/ada","why":"w"}],"text":"“Lady L","start":13,"end":22,"line":3,"column":6,"rule":"full-name","status":"doubtful"}"#,
                "\n"
            ),
        );
        check(
            csv,
            "document,entity,kind,text,start,end,line,column,rule,status\n\
             documents/d,people/ada,person,Ada,8,11,3,1,full-name,linked\n\
             documents/d,people/ada,,“Lady L,13,22,3,6,full-name,doubtful\n",
        );
        check(
            table,
            "documents/d:3:1  linked    full-name  Ada      people/ada\n\
             documents/d:3:6  doubtful  full-name  “Lady L  people/ada\n",
        );
    }
}
