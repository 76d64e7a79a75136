//! Names that must exist: documents that are cited, entities that decisions name, editors who
//! sign, ids of notes.
//!
//! In: what each file names and what the book has. Out: reports. Never: a guess at what was meant
//! beyond a hint.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    content::{Citation, Common, Document, Entity, entity_file},
    diag::{ByteRange, Pending, Report, did_you_mean},
    notes::{NotesFile, Verdict},
    path::SourcePath,
};

/// What the book has, drafts included.
pub struct Known<'a> {
    /// `documents/<slug>`.
    pub documents: &'a BTreeSet<String>,
    /// `<folder>/<slug>`.
    pub entities: &'a BTreeSet<String>,
    /// Keys of `[editors]`.
    pub editors: &'a BTreeMap<String, String>,
}

impl Known<'_> {
    fn cited(
        &self,
        path: &SourcePath,
        range: ByteRange,
        citation: &Citation,
        code: &'static str,
    ) -> Option<Pending> {
        match citation {
            Citation::Document(id) if !self.documents.contains(id) => {
                let report = Report::new(code, format!("the book has no document `{id}`"));
                Some(Pending::new(path, range, with_hint(report, id, self.documents)))
            }
            _ => None,
        }
    }

    fn editor(&self, path: &SourcePath, range: ByteRange, key: &str) -> Option<Pending> {
        if self.editors.contains_key(key) {
            return None;
        }
        let report = Report::new("reference-unknown", format!("`site.toml` has no editor `{key}`"));
        let hint = format!("add [editors.{key}] with a name to site.toml");
        Some(Pending::new(path, range, report.hint(hint)))
    }
}

fn with_hint(report: Report, id: &str, known: &BTreeSet<String>) -> Report {
    match did_you_mean(id, known.iter().map(String::as_str)) {
        Some(likely) => report.hint(format!("did you mean `{likely}`?")),
        None => report,
    }
}

fn common(path: &SourcePath, common: &Common, known: &Known<'_>) -> Option<Pending> {
    let review = common.reviewed.as_ref()?;
    known.editor(path, review.by.range, &review.by.value)
}

/// Checks what a document names.
pub fn document(document: &Document, known: &Known<'_>) -> Vec<Pending> {
    let path = &document.file.path;
    let at = document.common.title_range;
    let cited =
        document.sources.iter().filter_map(|c| known.cited(path, at, c, "reference-unknown"));
    cited.chain(common(path, &document.common, known)).collect()
}

/// Checks what an entity names.
pub fn entity(entity: &Entity, known: &Known<'_>) -> Vec<Pending> {
    let path = &entity.file.path;
    let at = entity.common.title_range;
    let cited = entity_file::citations(entity)
        .into_iter()
        .filter_map(|citation| known.cited(path, at, citation, "reference-unknown"));
    let named = entity_file::references(entity).into_iter().filter_map(|(folder, name)| {
        let id = match name.value.contains('/') {
            true => name.value.clone(),
            false => format!("{folder}/{}", name.value),
        };
        if known.entities.contains(&id) {
            return None;
        }
        let message = format!("`{}` names nothing in content/{folder}/", name.value);
        let report = Report::new("reference-unknown", message);
        Some(Pending::new(path, name.range, with_hint(report, &id, known.entities)))
    });
    cited.chain(named).chain(common(path, &entity.common, known)).collect()
}

/// Checks what a notes file names.
pub fn notes(path: &SourcePath, file: &NotesFile, known: &Known<'_>) -> Vec<Pending> {
    let mut found = Vec::new();
    for note in &file.notes {
        found.extend(
            note.cites
                .iter()
                .filter_map(|c| known.cited(path, note.range, c, "note-unknown-target")),
        );
        found.extend(note.by.iter().filter_map(|by| known.editor(path, note.range, by)));
    }
    for decision in &file.decisions {
        let (Verdict::Is(entity) | Verdict::Not(entity)) = &decision.verdict;
        if !known.entities.contains(&entity.value) {
            let report = Report::new(
                "note-unknown-target",
                format!("the book has no entity `{}`", entity.value),
            );
            found.push(Pending::new(
                path,
                entity.range,
                with_hint(report, &entity.value, known.entities),
            ));
        }
    }
    found
}

/// Ids of notes must be unique in the book, and answers must answer something.
pub fn note_ids(files: &[(&SourcePath, &NotesFile)]) -> Vec<Pending> {
    let mut seen = BTreeMap::<&str, &SourcePath>::new();
    let mut found = Vec::new();
    for (path, file) in files {
        for note in &file.notes {
            if let Some(first) = seen.get(&*note.id) {
                let message = format!("the note id `{}` is already used in `{first}`", note.id);
                let report =
                    Report::new("note-duplicate-id", message).hint("give one of them another id");
                found.push(Pending::new(path, note.range, report));
            } else {
                seen.insert(&note.id, path);
            }
        }
    }
    for (path, file) in files {
        for note in
            file.notes.iter().filter(|n| n.re.as_ref().is_some_and(|re| !seen.contains_key(&**re)))
        {
            let re = note.re.as_deref().unwrap_or_default();
            let report =
                Report::new("note-unknown-target", format!("there is no note `{re}` to answer"));
            found.push(Pending::new(path, note.range, report));
        }
    }
    found
}
