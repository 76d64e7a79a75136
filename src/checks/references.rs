//! Names that must exist: documents that are cited, entities that decisions name, editors who
//! sign, ids of notes.
//!
//! In: what each file names and what the book has. Out: reports. Never: a guess at what was meant
//! beyond a hint.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::Kinds,
    content::{Citation, Common, Document, Entity, Placed, entity_file},
    diag::{ByteRange, Pending, Report, did_you_mean},
    notes::{Note, NotesFile, Verdict},
    path::{SourcePath, is_slug},
};

/// What the book has, drafts included.
pub struct Known<'a> {
    /// `documents/<slug>`.
    pub documents: &'a BTreeSet<String>,
    /// `<folder>/<slug>`.
    pub entities: &'a BTreeSet<String>,
    /// Keys of `[editors]`.
    pub editors: &'a BTreeMap<String, String>,
    /// Whose folders an id begins with.
    pub kinds: &'a Kinds,
}

impl Known<'_> {
    fn cited(
        &self,
        path: &SourcePath,
        cited: &Placed<Citation>,
        code: &'static str,
    ) -> Option<Pending> {
        let report = match &cited.value {
            Citation::Document(id) if !self.documents.contains(id) => {
                let report = Report::new(code, format!("the book has no document `{id}`"));
                with_hint(report, id, self.documents)
            }
            Citation::Outside { title, url: None } if self.is_id(title) => {
                Report::new(code, format!("`{title}` is no document of the book"))
                    .hint("cite a document, like `documents/a-letter`, or write a title")
            }
            _ => return None,
        };
        Some(Pending::new(path, cited.range, report))
    }

    /// Whether a text has the form of an entity's id.
    fn is_id(&self, text: &str) -> bool {
        text.split_once('/')
            .is_some_and(|(folder, slug)| self.kinds.of_folder(folder).is_some() && is_slug(slug))
    }

    /// Free words are what they are; an id must be one of the book's.
    fn named(&self, path: &SourcePath, name: &Placed<String>) -> Option<Pending> {
        if !self.is_id(&name.value) || self.entities.contains(&name.value) {
            return None;
        }
        let message = format!("the book has no entity `{}`", name.value);
        let report = Report::new("reference-unknown", message);
        Some(Pending::new(path, name.range, with_hint(report, &name.value, self.entities)))
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
    let cited = document.common.cited.iter();
    let cited = cited.filter_map(|cited| known.cited(path, cited, "reference-unknown"));
    cited.chain(common(path, &document.common, known)).collect()
}

/// Checks what an entity names.
pub fn entity(entity: &Entity, known: &Known<'_>) -> Vec<Pending> {
    let path = &entity.file.path;
    let cited = entity.common.cited.iter();
    let cited = cited.filter_map(|cited| known.cited(path, cited, "reference-unknown"));
    let free = entity_file::named(entity).into_iter().filter_map(|name| known.named(path, name));
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
    cited.chain(named).chain(free).chain(common(path, &entity.common, known)).collect()
}

/// Checks what a notes file names.
pub fn notes(path: &SourcePath, file: &NotesFile, known: &Known<'_>) -> Vec<Pending> {
    let cited = file.cited.iter();
    let cited = cited.filter_map(|cited| known.cited(path, cited, "note-unknown-target"));
    let mut found: Vec<Pending> = cited.collect();
    for note in &file.notes {
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
    found.extend(circles(files));
    found
}

/// Notes that answer themselves, or each other in a circle.
fn circles(files: &[(&SourcePath, &NotesFile)]) -> Vec<Pending> {
    let mut all = BTreeMap::<&str, (&SourcePath, &Note)>::new();
    for (path, file) in files {
        for note in &file.notes {
            all.entry(&note.id).or_insert((path, note));
        }
    }
    let (mut done, mut found) = (BTreeSet::new(), Vec::new());
    for start in all.keys() {
        let mut way: Vec<(&SourcePath, &Note)> = Vec::new();
        let mut places = BTreeMap::new();
        let mut next = Some(*start);
        while let Some(id) = next {
            if let Some(first) = places.get(id) {
                found.extend(way[*first..].iter().map(|(path, note)| circle(path, note)));
                break;
            }
            let Some((path, note)) = all.get(id).filter(|_| done.insert(id)) else { break };
            places.insert(id, way.len());
            way.push((*path, *note));
            next = note.re.as_deref();
        }
    }
    found
}

fn circle(path: &SourcePath, note: &Note) -> Pending {
    let re = note.re.as_deref().unwrap_or_default();
    let message = match re == note.id {
        true => "the note answers itself".to_owned(),
        false => format!("the note answers `{re}`, which answers it in a circle"),
    };
    let report = Report::new("note-bad-value", message);
    Pending::new(path, note.range, report.hint("`re` names a note that was there before"))
}
