//! Step three for a whole book: every content file read and parsed, or remembered.
//!
//! In: a snapshot and the kinds. Out: [`Parsed`] files with their findings. Never: two files
//! looked at together.

use std::sync::Arc;

use rayon::prelude::*;

use super::{
    memo::Table,
    roles::{Role, role},
};
use crate::{
    checks,
    config::Kinds,
    content::{
        self, Common, Document, Entity, FileFacts, Page, fields::is_control, words::NameWords,
    },
    diag::{ByteRange, Finding, Lines, Report},
    hash::{ContentHash, KeyBuilder},
    markdown::{
        self, TextBlock,
        blocks::blocks,
        links::{WrittenLink, written_links},
    },
    notes::{self, NotesFile},
    path::SourcePath,
    source::{Snapshot, Source},
};

/// What later stages keep of a body.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// Its words that could be parts of names, those of the summary too.
    pub words: NameWords,
    /// Its links as written.
    pub links: Vec<WrittenLink>,
    /// The ids of its blocks.
    pub ids: Vec<String>,
}

/// A content file.
#[derive(Clone, Debug)]
pub enum Content {
    /// A document.
    Document(Arc<Document>, BodyFacts),
    /// An entity.
    Entity(Arc<Entity>, BodyFacts),
    /// A standing page.
    Page(Arc<Page>, BodyFacts),
    /// A notes file.
    Notes(Arc<NotesFile>),
    /// A file that has no address or cannot be read; the findings say why.
    Unusable,
}

/// A content file and what is wrong with it by itself.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub path: SourcePath,
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// What it is.
    pub content: Content,
    /// What is wrong with it by itself.
    pub findings: Vec<Finding>,
}

/// All content files in order of path.
pub fn parse_all(
    source: &Source,
    snapshot: &Snapshot,
    kinds: &Kinds,
    table: &Table<Parsed>,
) -> Vec<Arc<Parsed>> {
    let files: Vec<_> =
        snapshot.iter().filter(|(path, _)| path.as_str().starts_with("content/")).collect();
    files
        .into_par_iter()
        .filter_map(|(path, stamp)| {
            let role = role(path, kinds);
            if role == Ok(Role::Other) {
                return None;
            }
            let mut key = KeyBuilder::new("parse");
            key.text(path.as_str()).hash(stamp.hash);
            if let Ok(Role::Entity(kind)) = &role {
                key.value(kind);
            }
            let key = key.finish();
            Some(table.get(key).unwrap_or_else(|| {
                let parsed = parse(source, path, stamp.hash, role);
                // What happened to a file meanwhile is no result of its bytes.
                let is_lasting = parsed.findings.iter().all(|f| f.code != "source-unreadable");
                if is_lasting { table.insert(key, parsed) } else { Arc::new(parsed) }
            }))
        })
        .collect()
}

fn parse(
    source: &Source,
    path: &SourcePath,
    hash: ContentHash,
    role: Result<Role, Report>,
) -> Parsed {
    let unusable = |finding: Finding| Parsed {
        path: path.clone(),
        hash,
        content: Content::Unusable,
        findings: vec![finding],
    };
    let role = match role {
        Ok(role) => role,
        Err(report) => return unusable(report.whole_file(path)),
    };
    let text = match read_text(source, path, hash) {
        Ok(text) => text,
        Err(finding) => return unusable(*finding),
    };
    let (content, findings) = match role {
        Role::Document => {
            let (document, mut findings) = content::document::parse(path, &text);
            let body = body_facts(&text, &document.file, &document.common, &mut findings);
            (Content::Document(Arc::new(document), body), findings)
        }
        Role::Entity(kind) => {
            let (entity, mut findings) = content::entity_file::parse(path, &text, &kind);
            let body = body_facts(&text, &entity.file, &entity.common, &mut findings);
            (Content::Entity(Arc::new(entity), body), findings)
        }
        Role::Notes => {
            let (file, findings) = notes::file::parse(path, &text);
            (Content::Notes(Arc::new(file)), findings)
        }
        _ => {
            let (page, mut findings) = content::page::parse(path, &text);
            let body = body_facts(&text, &page.file, &page.common, &mut findings);
            (Content::Page(Arc::new(page), body), findings)
        }
    };
    Parsed { path: path.clone(), hash, content, findings }
}

/// The bytes of a file, if they are still what the snapshot saw.
pub fn read_bytes(
    source: &Source,
    path: &SourcePath,
    hash: ContentHash,
) -> Result<Vec<u8>, Box<Finding>> {
    let bytes = source.read(path).map_err(|error| {
        let message = format!("`{path}` cannot be read: {error}");
        Box::new(Report::new("source-unreadable", message).whole_file(path))
    })?;
    if ContentHash::of(&bytes) != hash {
        let report = Report::new(
            "source-unreadable",
            format!("`{path}` changed while the book was being built"),
        );
        return Err(Box::new(report.hint("build again").whole_file(path)));
    }
    Ok(bytes)
}

/// The text of a file, if it is UTF-8 and still what the snapshot saw.
pub fn read_text(
    source: &Source,
    path: &SourcePath,
    hash: ContentHash,
) -> Result<String, Box<Finding>> {
    let bytes = read_bytes(source, path, hash)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
        let report =
            Report::new("content-encoding", format!("the file is not UTF-8 text (line {line})"));
        let mut finding =
            report.hint("save it as UTF-8; a binary file does not belong here").whole_file(path);
        (finding.line, finding.end_line) = (line, line);
        Box::new(finding)
    })?;
    match text.char_indices().find(|(_, c)| is_control(*c)) {
        None => Ok(text),
        Some((at, c)) => {
            let message = format!("here stands a control character, U+{:04X}", u32::from(c));
            let hint = "leave it out; no page can show it, and a feed with it cannot be read";
            let range = ByteRange::new(at, at + c.len_utf8());
            let report = Report::new("content-encoding", message).hint(hint);
            Err(Box::new(report.at(path, &Lines::new(&text), range)))
        }
    }
}

fn body_facts(
    text: &str,
    file: &FileFacts,
    common: &Common,
    findings: &mut Vec<Finding>,
) -> BodyFacts {
    let tree = markdown::parse(&text[file.body.as_range()], file.body.start);
    let mut blocks = blocks(&tree);
    let problems = checks::body::check(&tree, &blocks);
    if !problems.is_empty() {
        let lines = Lines::new(text);
        findings.extend(
            problems.into_iter().map(|(report, range)| report.at(&file.path, &lines, range)),
        );
    }
    let ids = blocks.iter().map(|block| block.id.clone()).collect();
    blocks.extend(loose_blocks(common.summary.as_deref().unwrap_or_default()));
    BodyFacts { words: NameWords::of(&blocks), links: written_links(&tree), ids }
}

/// The blocks of a short text of an editor.
pub fn loose_blocks(text: &str) -> Vec<TextBlock> {
    blocks(&markdown::parse_loose(text))
}
